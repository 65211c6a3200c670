"""What falls on the days of a year (全年日历): deadlines, report days, duties, clocks."""

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
