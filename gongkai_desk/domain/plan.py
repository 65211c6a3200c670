"""A plan (工作要点) and its tasks with their places in the source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from gongkai_desk.domain.ids import PlanId, TaskId
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, Recurrence, TimeLimit


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the page as displayed (after CropBox and Rotate)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePlace:
    """On a physical page, counted from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class CellPlace:
    """In a workbook cell, e.g. ``Sheet1`` ``B12``."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Code points ``start`` to ``end`` of the document's decoded text (``Document.text``)."""

    start: int
    end: int


Place = PagePlace | CellPlace | TextPlace


class Level(StrEnum):
    """Who issued the plan (级别)."""

    STATE = "国"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县区"
    DEPARTMENT = "部门"


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The four dates of a plan: 成文日期, 印发日期, 发布日期, 收文日期."""

    written: date | None = None
    imprint: date | None = None
    published: date | None = None
    received: date | None = None

    @property
    def issue(self) -> date | None:
        """Return the day from which «印发…内» counts: the imprint's, else the one under the text."""
        return self.imprint or self.written

    @property
    def issue_is_written(self) -> bool:
        """Tell whether the day of the text stands in for that of the imprint: it must not be called 印发."""
        return self.imprint is None and self.written is not None


class PlanKind(StrEnum):
    """Where the tasks of a plan come from."""

    PLAN = "plan"  # 工作要点
    ASSIGNED = "assigned"  # 临时交办: 领导批示, 会议议定
    INSPECTION = "inspection"  # 检查反馈问题: each is rectified and closed
    OWN = "own"  # the office's own tasks


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says about itself."""

    title: str = ""
    doc_no: str = ""
    issuer: str = ""
    dates: PlanDates = PlanDates()
    year: int | None = None
    level: Level | None = None
    kind: PlanKind = PlanKind.PLAN


@dataclass(frozen=True, slots=True)
class StoredPlan(Plan):
    """A plan of the library."""

    id: PlanId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Quota:
    """A number to be reached (数量指标): ``op`` is one of >= <= =; ``strict`` means more than (超过90%)."""

    text: str
    op: str
    value: Decimal
    unit: str
    what: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One task, from draft or store (``id`` is ``None`` until stored; ``position`` orders, ``seq`` is only printed).

    Texts are cleaned (``words.normal``) but never corrected. ``section`` is the headings above, outermost first.
    """

    content: str = ""
    seq: str | None = None
    part: str | None = None
    section: tuple[str, ...] = ()
    title: str | None = None
    title_derived: bool = False
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    units_full: dict[str, str] = field(default_factory=dict)
    unit_text: str = ""
    deadline: Deadline = NO_DEADLINE
    inner_deadlines: tuple[date, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    quotas: tuple[Quota, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)  # further columns kept: header → text
    source: tuple[Place, ...] = ()
    position: int = 0
    printed: Deadline | None = None  # the deadline that the plan prints, where the office set ``deadline`` instead

    @property
    def as_printed(self) -> Self:
        """Return the task with the plan's own deadline."""
        return replace(self, deadline=self.printed, printed=None) if self.printed is not None else self

    @property
    def other_text(self) -> str:
        """Return the columns that no field took up (其他栏目), each on a line behind its header."""
        return "\n".join(f"{name}：{text}" for name, text in self.extra.items())

    @property
    def recurrence(self) -> Recurrence | None:
        """Return the first recurrence that the text states."""
        return self.recurrences[0] if self.recurrences else None


@dataclass(frozen=True, slots=True)
class StoredTask(Task):
    """A task of the library, in its plan."""

    id: TaskId = field(kw_only=True)
    plan_id: PlanId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What changes of a task; ``None`` stays. Texts are as a person typed them and are understood when they are stored.

    Units by role are for those that were chosen, not typed; they hold before what ``unit_text`` says.
    """

    seq: str | None = None
    title: str | None = None
    content: str | None = None
    unit_text: str | None = None
    deadline: str | None = None
    section: tuple[str, ...] | None = None
    lead: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    support: tuple[str, ...] | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Return what was typed, by the name of the text."""
        named = {
            "seq": self.seq,
            "title": self.title,
            "content": self.content,
            "unit_text": self.unit_text,
            "deadline": self.deadline,
        }
        return {name: text for name, text in named.items() if text is not None}

    def with_text(self, name: str, text: str) -> Self:
        """Return the edit with one text more, by its name."""
        more: dict[str, Any] = {name: text}
        return replace(self, **more)

    def where_new(self, task: Task) -> Self:
        """Return the edit without what the task says already."""
        before = {
            "seq": task.seq or "",
            "title": task.title or "",
            "content": task.content,
            "unit_text": task.unit_text,
            "deadline": task.deadline.text,
            "section": task.section,
        }
        same: dict[str, Any] = {name: None for name, value in before.items() if getattr(self, name) == value}
        return replace(self, **same)
