"""What reading a file yields before it is stored: parts with their tasks, doubts about them, losses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai_desk.domain.plan import Place, Plan, Task
from gongkai_desk.domain.time import TimeRemark


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
    UNIT_MISSED = "unit_missed"  # named where a task names its units, or in a column of units, and in no role
    TIME_MISSED = "time_missed"  # a bound that set no deadline, or a deadline that is more than time
    HEADING_UNLIKELY = "heading_unlikely"  # a name or a section that looks like something else
    CONTENT_MIXED = "content_mixed"  # something beside the work stands in the content
    TEXT_MISSED = "text_missed"  # printed among the tasks and in none of them
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
