"""进展情况报告, 通报 and the leader's page on their way to paper: figures of a period, chosen texts, who is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.year.period import PeriodFigures


class ReportPart(StrEnum):
    """Under which heading of a 进展情况报告 a chosen text stands."""

    PRACTICE = "practice"  # 典型做法: what was done, as the unit told it
    PROBLEM = "problem"  # 存在的问题
    NEXT = "next"  # 下一步打算


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """A report that a person chose to be told in the 进展情况报告 of a period, and under which heading."""

    plan_id: int
    period: str
    report_id: int
    part: ReportPart
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ToldText:
    """A text of a report that may be, or was, chosen: who told it of which task; never changed on its way."""

    report_id: int
    part: ReportPart
    unit: str
    task_id: int
    task: str
    text: str


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """A plan's period on its way to paper.

    ``units``: names by id, in the directory's order; ``tasks``: the plan's, by id; ``chosen``: the texts that a person
    chose; ``today``: the day of the paper; ``approval``: who allowed a ranking, ``ranked``: one is wanted.
    """

    plan: Plan
    office: str
    figures: PeriodFigures
    units: Mapping[int, str]
    tasks: Mapping[int, Task]
    today: date
    chosen: tuple[ToldText, ...] = ()
    approval: Approval | None = None
    ranked: bool = False
    internal: bool = False

    @property
    def by_place(self) -> Approval | None:
        """Return who allowed the ranking that is wanted; ``None``: none is, or nobody allowed it."""
        return self.approval if self.ranked else None


# ---- 进展情况表


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A row of the 进展情况表: a task, or a unit's share of one, with what was told of the period, as texts."""

    task: Task
    progress: str = ""
    earlier: str = ""
    state: str = ""
    evidence: str = ""
    problems: str = ""
    next_steps: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """The 进展情况表 of a period: its figures in a line over the rows."""

    report: PeriodReport
    rows: tuple[ProgressRow, ...]


# ---- the leader's page


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A share that the leader should see: why (待核查 …), the day that counts, how many days it is overdue."""

    task_id: int
    task: str
    unit: str
    unit_id: int | None
    why: str = ""
    day: date | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """What stands on the leader's page: lights by task, the worst, what is to be decided, the next dates.

    ``left_out``: how many more rows each list has, by its name (``overdue``, ``decisions``, ``next_dates``).
    """

    plan: Plan
    office: str
    as_of: date
    lights: Mapping[Colour, Counted]
    figures: PeriodFigures
    overdue: tuple[LeaderRow, ...]
    decisions: tuple[LeaderRow, ...]
    next_dates: tuple[LeaderRow, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    internal: bool = False
