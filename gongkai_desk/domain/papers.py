"""What papers are made of: the plan, rows and facts that each one tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.sheet import (
    Align,
    BreakdownStyle,
    Column,
    ColumnKey,
    FontScheme,
    Orientation,
    PaperSize,
    TextSize,
    ledger_columns,
)


@dataclass(frozen=True, slots=True)
class SeenTable:
    """Rows of texts under heads; ``shares`` are the relative widths of the columns.

    ``groups`` gives per row and column the key that neighbours of one merged cell share, ``None`` for a single cell.
    ``note`` says by what the rows were picked.
    """

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[object, ...], ...] = ()
    note: str = ""
    frozen: int = 0


_TABLE = "任务分解表"
_LEDGER = "工作台账"
_CARD = "工作任务卡"


def breakdown_title(plan: Plan) -> str:
    """Return the table's title: the plan's title + 任务分解表, which is not said twice."""
    return plan.title if plan.title.endswith(_TABLE) else plan.title + _TABLE


def ledger_title(plan: Plan) -> str:
    """Return the ledger's title, e.g. 2022年云州市政务公开工作要点 → 2022年云州市政务公开工作台账."""
    stem = plan.title.removesuffix(_TABLE)
    if stem.endswith(_LEDGER):
        return stem
    return stem.removesuffix("要点").removesuffix("工作") + _LEDGER


def card_title(plan: Plan) -> str:
    """Return the title of a task card, e.g. 2022年云州市政务公开工作要点 → 2022年云州市政务公开工作任务卡."""
    return ledger_title(plan).removesuffix(_LEDGER) + _CARD


@dataclass(frozen=True, slots=True)
class PaperLook:
    """How a clerk wants a paper set; ``None`` leaves what is usual for it.

    ``style``, ``annex`` (the mark above it, empty for none), ``draft``, ``note``, ``first_page`` are of a 任务分解表.
    """

    style: BreakdownStyle | None = None
    annex: str | None = None
    draft: bool = False
    note: str = ""
    first_page: int = 1
    internal: bool = False
    fonts: FontScheme = FontScheme.OFFICIAL
    paper: PaperSize = PaperSize.A4
    text: TextSize | None = None


USUAL_LOOK = PaperLook()
ANNEX = "附件"


@dataclass(frozen=True, slots=True)
class BreakdownPaper:
    """A 任务分解表. ``title`` empty: made from the plan's. ``annex`` is the mark above it («附件», «附件1») or empty.

    ``note`` is the plan's own remark about the lead unit. ``first_page`` continues the numbers of the paper it is bound
    with. ``draft`` marks it «征求意见稿», ``internal`` «内部资料 注意保存». ``other``: a column for 其他栏目.
    """

    plan: Plan
    tasks: Sequence[Task]
    style: BreakdownStyle = BreakdownStyle.FIVE
    title: str = ""
    annex: str = ANNEX
    note: str = ""
    draft: bool = False
    internal: bool = False
    orientation: Orientation = Orientation.PORTRAIT
    fonts: FontScheme = FontScheme.OFFICIAL
    size: TextSize = TextSize.FIVE
    paper: PaperSize = PaperSize.A4
    first_page: int = 1
    other: bool = False

    @property
    def heading(self) -> str:
        """Return the title to print."""
        return self.title or breakdown_title(self.plan)

    @property
    def other_columns(self) -> tuple[str, ...]:
        """Return the headers of the columns that no field of a task took up, each once."""
        return tuple(dict.fromkeys(name for task in self.tasks for name in task.extra))


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of a ledger: the task and what has become of it, each as the text to print."""

    task: Task
    contact: str = ""
    progress: str = ""
    state: str = ""
    evidence: str = ""
    remark: str = ""
    light: str = ""
    problems: str = ""
    next_steps: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """What a ledger is to hold: further columns, and the days whose reports it tells (all up to its date by default).

    ``per_unit``: a row for each task and unit instead of one for each task.
    ``by_period``: a report that names its period is told by that, whenever it came. ``period`` names the days (2026Q3):
    the paper is then called so.
    """

    options: tuple[ColumnKey, ...] = ()
    since: date | None = None
    until: date | None = None
    per_unit: bool = False
    by_period: bool = False
    period: str = ""


USUAL_LEDGER = LedgerChoice()


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """A 工作台账, always landscape. ``unit`` fills it in (填报单位), up to ``as_of`` (截至), on ``reported``.

    ``internal`` prints «内部资料 注意保存» at the top left; ``options`` are columns that it has besides the usual ones.
    """

    plan: Plan
    entries: Sequence[LedgerEntry]
    as_of: date
    unit: str = ""
    reported: date | None = None
    title: str = ""
    internal: bool = False
    paper: PaperSize = PaperSize.A4
    fonts: FontScheme = FontScheme.OFFICIAL
    size: TextSize = TextSize.SMALL_FIVE
    options: tuple[ColumnKey, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its columns."""
        return ledger_columns(self.options)

    @property
    def heading(self) -> str:
        """Return the title to print."""
        return self.title or ledger_title(self.plan)


@dataclass(frozen=True, slots=True)
class CardPaper:
    """任务卡（一事一卡）: for each entry a page of its own that tells all of one task up to ``as_of``."""

    plan: Plan
    entries: Sequence[LedgerEntry]
    as_of: date
    unit: str = ""
    fonts: FontScheme = FontScheme.OFFICIAL

    @property
    def heading(self) -> str:
        """Return the title to print."""
        return card_title(self.plan)


@dataclass(frozen=True, slots=True)
class PacketPiece:
    """One piece: its number (7-3: third piece of the task numbered 7), the task it proves, where it is written.

    ``file`` is the kept file, ``name`` the name that it gets in the packet; a link or a document number has neither.
    """

    number: str
    task: str
    title: str
    unit: str
    place: str = ""  # address or document number
    effective: date | None = None
    received: date | None = None
    file: Path | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """All pieces, in order; ``scope`` says what they are of (a task, a unit, a period)."""

    title: str
    scope: str
    pieces: tuple[PacketPiece, ...]
    day: date
    missing: tuple[str, ...] = ()  # tasks that have none


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """A line of the 意见采纳情况表: whose opinion on what, whether it agrees, its basis, what became of it, 协商."""

    unit: str
    matter: str
    text: str
    agrees: str
    basis: str
    reply: str
    consulted: str = ""


@dataclass(frozen=True, slots=True)
class OpinionTable:
    """意见采纳情况表; ``counts`` is the sentence of numbers, the units: 无意见, 逾期视为无意见, not answered yet."""

    plan: Plan
    lines: tuple[OpinionLine, ...]
    counts: str
    none: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def heading(self) -> str:
        """Return the title to print."""
        name = self.plan.title.removesuffix(_TABLE) or self.plan.title
        return f"《{name}》（征求意见稿）意见采纳情况表"
