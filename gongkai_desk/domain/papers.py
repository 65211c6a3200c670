"""What papers are made of: their columns, kinds of file, sheets, fonts, facts; light, menus name it from the start.

Column sets are data: the official tables (DOMAIN §7) and the window's task table show the same columns.

A column's ``key`` says what stands in it; who draws the column asks for the text of a task by that key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from gongkai_desk.domain.plan import Plan, Task


class Align(StrEnum):
    """How the text of a column stands in its cells."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class ColumnKey(StrEnum):
    """What a column holds."""

    SEQ = "seq"  # 序号
    TITLE = "title"  # 任务名称
    ITEM = "item"  # 事项名称: number and name together
    CONTENT = "content"  # 任务内容
    UNITS = "units"  # the unit cell as printed
    LEAD = "lead"  # 牵头单位
    RESPONSIBLE = "responsible"  # 责任单位, and 配合 where there is no column for it
    CONTACT = "contact"  # 责任人（及电话）
    DEADLINE = "deadline"  # 完成时限
    PROGRESS = "progress"  # 进展情况
    STATE = "state"  # 完成情况
    EVIDENCE = "evidence"  # 佐证材料
    REMARK = "remark"  # 备注
    LIGHT = "light"  # 灯, in words on paper
    PROBLEMS = "problems"  # 存在问题
    NEXT_STEPS = "next_steps"  # 下一步打算
    CLOSED = "closed"  # 销号日期
    DUE = "due"  # 截止日: the day that counts, put off or not
    LATEST = "latest"  # 最近进展
    REPORTED = "reported"  # 已报: how many of the units asked have reported on the period
    OTHER = "other"  # 其他栏目: columns of the plan that are not understood, each under its own header


@dataclass(frozen=True, slots=True)
class Column:
    """One column: widths in millimetres on a portrait (156 mm) and a landscape (225 mm) type area.

    ``merged`` cells of one item that hold the same text become one cell.
    """

    key: ColumnKey
    title: str
    portrait: float
    landscape: float
    align: Align = Align.LEFT
    merged: bool = False

    def width(self, *, landscape: bool) -> float:
        """Return the width in millimetres for the page's orientation."""
        return self.landscape if landscape else self.portrait


_CENTRE = Align.CENTRE

FIVE_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.SEQ, "序号", 12, 14, _CENTRE, merged=True),
    Column(ColumnKey.TITLE, "任务名称", 27, 40, merged=True),
    Column(ColumnKey.CONTENT, "任务内容", 64, 96),
    Column(ColumnKey.UNITS, "责任单位", 34, 50),
    Column(ColumnKey.DEADLINE, "时间节点", 19, 25, _CENTRE),
)
"""五列序号式, as Shanghai prints it."""

ITEM_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.ITEM, "事项名称", 30, 42, merged=True),
    Column(ColumnKey.CONTENT, "主要任务", 60, 94),
    Column(ColumnKey.LEAD, "牵头部门", 24, 34, _CENTRE, merged=True),
    Column(ColumnKey.RESPONSIBLE, "责任单位", 24, 33, _CENTRE, merged=True),
    Column(ColumnKey.DEADLINE, "完成时限", 18, 22, _CENTRE, merged=True),
)
"""事项式, as Shenyang prints it."""

LEDGER_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.SEQ, "序号", 9, 9, _CENTRE, merged=True),
    Column(ColumnKey.TITLE, "任务名称", 22, 22, merged=True),
    Column(ColumnKey.CONTENT, "工作内容/主要措施", 46, 46),
    Column(ColumnKey.LEAD, "牵头单位", 19, 19, _CENTRE),
    Column(ColumnKey.RESPONSIBLE, "责任单位", 21, 21, _CENTRE),
    Column(ColumnKey.CONTACT, "责任人（及电话）", 16, 16, _CENTRE),
    Column(ColumnKey.DEADLINE, "完成时限", 17, 17, _CENTRE),
    Column(ColumnKey.PROGRESS, "进展情况", 36, 36),
    Column(ColumnKey.STATE, "完成情况", 14, 14, _CENTRE),
    Column(ColumnKey.EVIDENCE, "佐证材料", 17, 17),
    Column(ColumnKey.REMARK, "备注", 8, 8, _CENTRE),
)
"""工作台账; drawn on landscape pages only (on A3 the widths grow with the type area)."""

LEDGER_OPTIONS: tuple[Column, ...] = (
    Column(ColumnKey.LIGHT, "灯", 14, 14, _CENTRE),
    Column(ColumnKey.PROBLEMS, "存在问题", 24, 24),
    Column(ColumnKey.NEXT_STEPS, "下一步打算", 24, 24),
    Column(ColumnKey.CLOSED, "销号日期", 17, 17, _CENTRE),
    Column(ColumnKey.OTHER, "其他栏目", 24, 24),
)
"""Columns that a ledger may have besides; they stand before 备注, and all columns then grow narrower together."""


def ledger_columns(options: Sequence[ColumnKey] = ()) -> tuple[Column, ...]:
    """Return the columns of a ledger with these options."""
    chosen = (column for column in LEDGER_OPTIONS if column.key in options)
    return (*LEDGER_COLUMNS[:-1], *chosen, LEDGER_COLUMNS[-1])


WINDOW_COLUMNS: tuple[Column, ...] = (
    Column(ColumnKey.LIGHT, "灯", 14, 14, _CENTRE),
    Column(ColumnKey.SEQ, "序号", 12, 12, _CENTRE),
    Column(ColumnKey.TITLE, "任务名称", 36, 40, merged=True),
    Column(ColumnKey.CONTENT, "任务内容", 78, 96),
    Column(ColumnKey.UNITS, "责任单位", 40, 50),
    Column(ColumnKey.DEADLINE, "时间节点", 24, 25, _CENTRE),
    Column(ColumnKey.STATE, "完成情况", 20, 20, _CENTRE),
)
"""The window's task table; the widths are a first proposal, the clerk's own are remembered."""

WINDOW_OPTIONS: tuple[Column, ...] = (
    Column(ColumnKey.LEAD, "牵头单位", 26, 30),
    Column(ColumnKey.DUE, "截止日", 20, 22, _CENTRE),
    Column(ColumnKey.LATEST, "最近进展", 50, 60),
    Column(ColumnKey.REPORTED, "已报", 16, 18, _CENTRE),
    Column(ColumnKey.EVIDENCE, "佐证", 12, 14, _CENTRE),
    Column(ColumnKey.OTHER, "其他栏目", 30, 36),
)
"""Columns that the window's task table shows where a clerk chooses them."""

OF_WORK = frozenset({ColumnKey.LATEST, ColumnKey.REPORTED, ColumnKey.EVIDENCE})
"""Those of them that tell what units have done: looked up only where one is shown."""


def widths(columns: Sequence[Column], *, landscape: bool, area: float | None = None) -> tuple[float, ...]:
    """Return the widths in millimetres, grown or shrunk together so that they fill ``area`` if it is given."""
    plain = [column.width(landscape=landscape) for column in columns]
    factor = area / sum(plain) if area else 1.0
    return tuple(width * factor for width in plain)


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


class PaperFormat(StrEnum):
    """What kind of file a paper is written as."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class Orientation(StrEnum):
    """How the page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PaperSize(StrEnum):
    """The sheet."""

    A4 = "A4"
    A3 = "A3"


class FontScheme(StrEnum):
    """公文字体 names the fonts of official papers, 系统字体 those that every Windows has."""

    OFFICIAL = "公文字体"
    SYSTEM = "系统字体"


class TextSize(StrEnum):
    """The size of table text."""

    SMALL_FIVE = "小五"
    FIVE = "五号"
    SMALL_FOUR = "小四"


class BreakdownStyle(StrEnum):
    """The two official styles of the 任务分解表."""

    FIVE = "五列序号式"
    ITEM = "事项式"


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
class BreakdownPaper:
    """A 任务分解表. ``title`` empty: made from the plan's. ``annex`` is the mark above it («附件», «附件1») or empty.

    ``note`` is the plan's own remark about the lead unit. ``first_page`` continues the numbers of the paper it is bound
    with. ``draft`` marks it «征求意见稿».
    """

    plan: Plan
    tasks: Sequence[Task]
    style: BreakdownStyle = BreakdownStyle.FIVE
    title: str = ""
    annex: str = "附件"
    note: str = ""
    draft: bool = False
    orientation: Orientation = Orientation.PORTRAIT
    fonts: FontScheme = FontScheme.OFFICIAL
    size: TextSize = TextSize.FIVE
    first_page: int = 1

    @property
    def heading(self) -> str:
        """Return the title to print."""
        return self.title or breakdown_title(self.plan)


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
    """

    options: tuple[ColumnKey, ...] = ()
    since: date | None = None
    until: date | None = None
    per_unit: bool = False


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
