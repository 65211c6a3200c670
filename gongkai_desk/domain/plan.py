"""A plan (工作要点), its tasks with their places in the source, and what reading one yields."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

from gongkai_desk.domain.ids import PlanId, TaskId
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, Recurrence, TimeLimit, TimeRemark


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


class DoubtKind(StrEnum):
    """What a person should look at (``warnings``); never changes the outcome of a reading."""

    NUMBER_GAP = "number_gap"
    NUMBER_REPEAT = "number_repeat"
    SHIFTED_CELLS = "shifted_cells"
    NO_UNIT = "no_unit"
    UNIT_NOT_NAMED = "unit_not_named"
    UNIT_OPEN_ENDED = "unit_open_ended"
    UNIT_UNLIKELY = "unit_unlikely"  # in no directory, and does not look like a body
    DEADLINE_UNREAD = "deadline_unread"
    DEADLINE_BEFORE_ISSUE = "deadline_before_issue"
    DEADLINE_AMBIGUOUS = "deadline_ambiguous"
    DEADLINE_VAGUE = "deadline_vague"
    DEADLINE_WITHOUT_ISSUE_DATE = "deadline_without_issue_date"
    DEADLINE_TO_CONFIRM = "deadline_to_confirm"
    DEADLINE_OF_ONE_PART = "deadline_of_one_part"
    DEADLINE_SEVERAL = "deadline_several"
    YEAR_WITHOUT_NOTICE = "year_without_notice"
    NO_PERIOD = "no_period"  # 定期 without a stated period
    OTHERS_DUTY = "others_duty"  # 由建设单位按月公开
    TWO_READINGS = "two_readings"
    LEFT_OVER = "left_over"  # text that belongs to no task
    EMPTY_CELL = "empty_cell"
    NO_PLAN_YEAR = "no_plan_year"
    NAMED_OTHERWISE = "named_otherwise"  # readable, but under a wrong file name
    BODY_AND_ANNEX = "body_and_annex"
    ROWS_DIFFER = "rows_differ"  # rows that a person made one say different units or deadlines
    COLUMN_KEPT = "column_kept"  # columns that are not understood: they stay with each task as 其他栏目
    COLUMN_GUESSED = "column_guessed"  # a header that nobody knows: what stands in the column told what it holds
    TABLE_SKIPPED = "table_skipped"  # a table beside tasks that was not read as any
    PARTS_APART = "parts_apart"  # sheets with tasks that are not one plan: each is offered
    STRUCK_OUT = "struck_out"  # text of the task is struck through
    UNLIKE_PLAN = "unlike_plan"  # nobody is set a task, and the title is of no plan
    OCR_READ = "ocr_read"  # recognised from a scan; with a task: a line in it that may be misread


DOUBT_OF_REMARK: Final = {  # what a reading remarks on a deadline; what a person said of one is no doubt
    TimeRemark.UNREAD: DoubtKind.DEADLINE_UNREAD,
    TimeRemark.BEFORE_ISSUE: DoubtKind.DEADLINE_BEFORE_ISSUE,
    TimeRemark.AMBIGUOUS: DoubtKind.DEADLINE_AMBIGUOUS,
    TimeRemark.VAGUE: DoubtKind.DEADLINE_VAGUE,
    TimeRemark.NO_ISSUE_DATE: DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE,
    TimeRemark.TO_CONFIRM: DoubtKind.DEADLINE_TO_CONFIRM,
    TimeRemark.NO_NOTICE: DoubtKind.YEAR_WITHOUT_NOTICE,
    TimeRemark.ONE_PART_ONLY: DoubtKind.DEADLINE_OF_ONE_PART,
    TimeRemark.SEVERAL: DoubtKind.DEADLINE_SEVERAL,
}


class Rank(StrEnum):
    """How much a doubt weighs."""

    GRAVE = "grave"  # stored as it is, something is probably wrong or lacking
    LOOK = "look"  # understood in one of several ways, or not at all: a person should look
    NOTE = "note"  # right as it is, but worth knowing


_GRAVE: Final = {
    DoubtKind.NO_UNIT,
    DoubtKind.UNIT_UNLIKELY,
    DoubtKind.DEADLINE_BEFORE_ISSUE,
    DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE,
    DoubtKind.NO_PLAN_YEAR,
    DoubtKind.LEFT_OVER,
    DoubtKind.BODY_AND_ANNEX,
    DoubtKind.STRUCK_OUT,
    DoubtKind.UNLIKE_PLAN,
}
_NOTES: Final = {
    DoubtKind.NUMBER_GAP,
    DoubtKind.OTHERS_DUTY,
    DoubtKind.NAMED_OTHERWISE,
    DoubtKind.YEAR_WITHOUT_NOTICE,
    DoubtKind.UNIT_OPEN_ENDED,
    DoubtKind.COLUMN_KEPT,
}


def rank_of(kind: DoubtKind) -> Rank:
    """Return how much doubts of a kind weigh."""
    if kind in _GRAVE:
        return Rank.GRAVE
    return Rank.NOTE if kind in _NOTES else Rank.LOOK


@dataclass(frozen=True, slots=True)
class Readings:
    """What body and annex say of one thing: units one by one, a text as the only one; empty where nothing is said.

    ``place`` is where the body says it; the annex's place is that of the doubt.
    """

    body: tuple[str, ...]
    annex: tuple[str, ...]
    place: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about one task (``task``: its index in the part) or, with ``None``, about the whole part.

    ``readings`` are the two that a doubt of ``BODY_AND_ANNEX`` sets side by side; its ``text`` is only for people.
    """

    kind: DoubtKind
    task: int | None = None
    field: str = ""
    text: str = ""
    source: tuple[Place, ...] = ()
    readings: Readings | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in the file that was not read: ``where`` in words a clerk can follow, ``what`` kind of thing."""

    where: str
    what: str


class PartKind(StrEnum):
    """The shapes in which one file states its tasks."""

    NARRATIVE = "narrative"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """One list of tasks of a file: the narrative or a table; ``plan`` is the index in ``Draft.plans``."""

    kind: PartKind
    title: str
    tasks: tuple[Task, ...]
    doubts: tuple[Doubt, ...] = ()
    plan: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reading yields; nothing of it is stored yet. ``text`` is all that was read, in reading order."""

    file: str
    plans: tuple[Plan, ...]
    parts: tuple[Part, ...]
    losses: tuple[Loss, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # about the file as a whole
    text: str = ""
