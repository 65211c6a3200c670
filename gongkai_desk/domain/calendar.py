"""What falls on the days of a year (全年日历): deadlines, report days, duties, clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ItemKind(StrEnum):
    """What falls due."""

    DEADLINE = "deadline"  # 任务到期
    REPORT = "report"  # 进展报送日
    DUTY = "duty"  # 法定和要点要求的事项
    CLOCK = "clock"  # 办理期限
    RECTIFY = "rectify"  # 整改期限
    NODE = "node"  # a date named in a task's text, before its deadline
    PERIODIC = "periodic"  # 按月、按季公开的事项
    REVIEW = "review"  # 全年任务年底检查


class Mark(StrEnum):
    """How an item stands."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"
    UNSURE = "unsure"  # 时限待确认
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a day.

    ``text`` is what falls due (for a report the name of its period, for a periodic matter its ``Every``), ``units``
    whose it is, ``basis`` where that stands. ``remind`` is the last working day not after the day. ``key``: of a duty.
    """

    day: date
    kind: ItemKind
    text: str
    units: tuple[str, ...] = ()
    basis: str = ""
    task_ids: tuple[int, ...] = ()
    mark: Mark = Mark.OPEN
    remind: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A line of the printed calendar: 日期, 事项, 单位, 依据."""

    month: int
    day: str
    matter: str
    units: str
    basis: str


@dataclass(frozen=True, slots=True)
class CalendarPaper:
    """The year by months on its way to paper; ``note`` says what was picked, and what is not known."""

    title: str
    note: str
    lines: tuple[CalendarLine, ...]


class DutyKind(StrEnum):
    """Where a duty comes from; the law's and a plan's are two lists."""

    LEGAL = "legal"  # 法定
    PLAN = "plan"  # a sentence of a plan
    OWN = "own"  # entered by the office


@dataclass(frozen=True, slots=True)
class Clock:
    """How a day was counted: ``length`` working or calendar days after ``since``, the day of ``event``."""

    event: str
    since: date
    length: int
    working: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as it stands; ``key`` names it for good: ``legal:annual_report:2026``, ``plan:filing:12``, ``own:3``.

    ``basis`` is the rule or the sentence. ``due`` ``None``: no day is set. ``set_by_hand``: the office moved the day.
    ``entered``: the day on which the ledger came to know it. ``id`` ``None``: nothing of it is stored yet.
    """

    key: str
    kind: DutyKind
    name: str
    basis: str
    due: date | None = None
    clock: Clock | None = None
    plan_id: int | None = None
    task_id: int | None = None
    done: date | None = None
    doc_no: str = ""
    remark: str = ""
    set_by_hand: bool = False
    entered: date | None = None
    id: int | None = None


class DutyState(StrEnum):
    """How a duty stands on a day."""

    PAST = "past"  # its day is over, nothing was done
    BEFORE = "before"  # over already when the ledger began: to be entered as done or set anew
    SOON = "soon"
    AHEAD = "ahead"
    UNDATED = "undated"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """What a clerk enters of a duty: done (day, 文号), a remark, another day; without ``due`` its day stays."""

    done: date | None = None
    doc_no: str = ""
    remark: str = ""
    due: date | None = None


NOTHING_ENTERED = DutyEntry()


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty of the office's own as it is entered, on a day or with a clock."""

    name: str
    basis: str = ""
    due: date | None = None
    clock: Clock | None = None
    plan_id: int | None = None
