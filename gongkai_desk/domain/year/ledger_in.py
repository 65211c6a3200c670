"""年中接手: an office's own ledger as it was read and understood: tasks, what was done on each, columns, states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.review import Rhythm
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Evidence


class LedgerField(StrEnum):
    """What a column of an old ledger tells of the work on a task, beside what a plan's table says."""

    PROGRESS = "progress"  # 进展情况
    BY_PERIOD = "by_period"  # 1月 … 12月, 一季度: progress, a column a period
    STATE = "state"  # 完成情况: a word, a tick
    TICKED = "ticked"  # a column for each state, ticked where it holds
    EVIDENCE = "evidence"  # 佐证材料
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    FINISHED = "finished"  # 销号日期
    KEPT = "kept"  # with the task as 其他栏目


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: its header, what it holds (a field of the task in ``plan_field``, else ``field``), a text out of it.

    ``filled``: in how many tasks something stands in it; ``guessed``: known by what stands in it alone.
    """

    header: str
    field: LedgerField = LedgerField.KEPT
    plan_field: str = ""
    sample: str = ""
    filled: int = 0
    guessed: bool = False

    @property
    def holds(self) -> str | None:
        """Return the name of what it holds, ``None`` where nobody knows: it is kept."""
        return self.plan_field or (None if self.field is LedgerField.KEPT else self.field.value)


@dataclass(frozen=True, slots=True)
class LedgerRead:
    """A ledger as the child process read it.

    ``colours``: by task (from 0) the word for its colour (绿); ``legend``: what the file itself says of colours and
    signs; ``plan_columns``: headers that a task has fields for, with the field; ``as_of``: 截至×月×日.
    ``file``: where it is, to be kept with the plan; ``fills_read``: its format tells the colours of cells.
    ``joined``: parts (sheets of earlier months) whose progress stands in this one; ``left``: their tasks that do not.
    """

    draft: Draft
    part: int
    file: Path | None = None
    headers: tuple[str, ...] = ()
    plan_columns: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[int, str] = field(default_factory=dict)
    legend: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    fills_read: bool = True
    joined: tuple[int, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerAnswers:
    """What a person said of a ledger: what columns hold, which state a word means (``None``: none, only kept)."""

    columns: Mapping[str, LedgerField] = field(default_factory=dict)
    states: Mapping[str, State | None] = field(default_factory=dict)


NO_ANSWERS = LedgerAnswers()


@dataclass(frozen=True, slots=True)
class DoneThen:
    """Progress as a ledger tells it; ``period`` is a month that is over, so that no later report is answered by it."""

    day: date
    period: str
    text: str
    problems: str = ""
    next_steps: str = ""
    unit: int = 0  # whose it is, by the order of the task's units


@dataclass(frozen=True, slots=True)
class LedgerTask:
    """What a ledger tells of the task at ``place`` of the part; ``extra``: the columns that stay with it.

    ``word`` is its state as written, ``state`` what that means, ``None`` where nobody has said; ``by_unit``: where the
    ledger has a row for each unit, what each of them means.
    """

    place: int
    word: str = ""
    state: State | None = None
    by_unit: tuple[State | None, ...] = ()
    finished: date | None = None
    told: tuple[DoneThen, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


class AskedKind(StrEnum):
    """What a person is asked of an old ledger."""

    STATE = "state"  # what a word or colour means
    TWO_STATES = "two_states"  # several states are ticked
    COLUMN = "column"  # a column that seems to hold states, though its header does not say so
    PART = "part"  # another table of tasks of the file, or a task of an earlier month, that does not come in
    PLANNED = "planned"  # columns of periods that are filled ahead: plans, or progress
    DAY = "day"  # a closing day that cannot be read
    DEADLINE = "deadline"  # past, and not done by the ledger: 时限待确认


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its kind, the word or header, the tasks (序号, else the place from 1) that it is about."""

    kind: AskedKind
    text: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was not understood and stays with the tasks: a column, or their colours, with how many tasks have it."""

    text: str
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it would be stored: what a preview shows and ``take_over`` stores.

    ``states``: each word for a state with what it is taken for; ``proposals``: what those that nobody is sure of may
    mean, for a person to say; ``learnt``: what a person said now.
    """

    read: LedgerRead
    columns: tuple[LedgerColumn, ...]
    tasks: tuple[LedgerTask, ...]
    states: Mapping[str, State | None]
    proposals: Mapping[str, State] = field(default_factory=dict)
    learnt: Mapping[str, State] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    kept: tuple[Kept, ...] = ()
    rhythm: Rhythm | None = None  # how often units report from now on; the usual of an import

    @property
    def reports(self) -> int:
        """Return how many entries of progress it has."""
        return sum(len(each.told) for each in self.tasks)

    @property
    def evidence(self) -> int:
        """Return how many pieces of evidence it names."""
        return sum(len(each.evidence) for each in self.tasks)

    def reported_on(self, rhythm: Rhythm | None) -> Ledger:
        """Return the ledger of which units report so often from now on."""
        return replace(self, rhythm=rhythm)
