"""A superior's form (上级表样) as it was read, and what is to be written into a copy of it; places count from 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.sheet import PaperFormat


class FormMode(StrEnum):
    """Whether the rows of a form are there already."""

    PRINTED = "printed"  # task rows stand in it, only some cells are blank
    EMPTY = "empty"  # only its head


class FormField(StrEnum):
    """What of ours a column of a form holds; called as everywhere in papers that come and go."""

    CODE = "code"  # 任务码 in a superior's 填报表
    SEQ = "seq"
    SECTION = "section"
    TITLE = "title"
    CONTENT = "content"
    UNITS = "units"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    DEADLINE = "deadline"
    PROGRESS = "progress"
    STATE = "state"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    EVIDENCE = "evidence"
    CONTACT = "contact"
    PHONE = "phone"
    DAY = "day"
    REMARK = "remark"


OWN_FIELDS = (
    FormField.PROGRESS,
    FormField.STATE,
    FormField.PROBLEMS,
    FormField.NEXT_STEPS,
    FormField.EVIDENCE,
    FormField.CONTACT,
    FormField.PHONE,
    FormField.DAY,
    FormField.REMARK,
)
"""What is filled into rows that stand in a form already; the rest is what the superior printed."""


class Matched(StrEnum):
    """By what a column was given its field."""

    NAME = "name"  # its head words
    CONTENT = "content"  # what an example row holds
    REMEMBERED = "remembered"  # as it was the last time
    HAND = "hand"  # a person


class FormState(StrEnum):
    """How a task stands, as superiors ask for it."""

    DONE = "done"
    RUNNING = "running"
    LATE = "late"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell; ``rows`` and ``columns`` are its spans. ``formula``: it works itself out and is nobody's to fill."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    formula: bool = False


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of a Word file or a sheet: ``rows × columns``, ``None`` where a merged cell covers the place.

    ``caption`` is what stands above a table; ``choices``: per column the words of its drop-down, where it has one.
    """

    name: str
    rows: tuple[tuple[FormCell | None, ...], ...]
    caption: str = ""
    head_rows: int = 0
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> FormCell | None:
        """Return the cell that begins at a place."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as it was read. ``losses`` is what a filled copy will lack, in a clerk's words."""

    file: str
    format: PaperFormat
    tables: tuple[FormTable, ...]
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a form may be told of a task of ours; ``zero``: what was reported last is a 零报告."""

    task: StoredTask
    texts: Mapping[FormField, str]
    state: FormState
    zero: bool = False


# ---- what is to be written


@dataclass(frozen=True, slots=True)
class CellText:
    """A text for a cell, by the places of the form as it was read; ``number``: written as a number (序号)."""

    row: int
    column: int
    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows that are put in behind row ``after``, each like row ``like`` and without its texts.

    ``apart``: what is merged around them ends above; else cells that are merged down to ``after`` and totals that end
    there take them in.
    """

    after: int
    like: int
    count: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class TableFill:
    """What is written into one table: first it grows, then texts go to the places of the grown table."""

    table: int
    growths: tuple[Growth, ...] = ()
    texts: tuple[CellText, ...] = ()


class Lack(StrEnum):
    """Why something of a form or of ours waits for a person."""

    ROW_UNKNOWN = "row_unknown"  # no task of ours belongs into a printed row
    ROW_UNSURE = "row_unsure"  # one may, but its words are too unlike: nothing was filled
    TASK_LEFT = "task_left"  # a task that no row of the form takes
    CELL_HELD = "cell_held"  # the cell holds another text already
    REWRITTEN = "rewritten"  # a book that was sent back: what stood in the cell gave way to what is told now
    EXAMPLE = "example"  # an example row that stayed
    NO_STATE_WORD = "no_state_word"  # the form's words have none for how a task stands
    SEVERAL = "several"  # several tasks were joined into one text
    SPREAD = "spread"  # one task stands in several printed rows, each got its text
    OVER = "over"  # longer than the form allows
    CODE_DIFFERS = "code_differs"  # a 任务码 that is none of the registered book's: the superior will ask about it
    NO_HEAD = "no_head"  # a table whose head is none of ours


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something that a person should look at: where, which text, which tasks; ``limit``: characters allowed."""

    lack: Lack
    table: int = 0
    row: int | None = None
    text: str = ""
    tasks: tuple[int, ...] = ()
    limit: int = 0


@dataclass(frozen=True, slots=True)
class RowMatch:
    """Which tasks of ours a printed row is about, and by what that was found; ``sure``: it may be filled.

    ``spoiled``: its 任务码 is none of the registered book's.
    """

    grid: int
    row: int
    tasks: tuple[int, ...] = ()
    by: str = ""
    sure: bool = False
    spoiled: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form will hold: texts by table, how many rows have their tasks, what waits for a person."""

    mode: FormMode
    fills: tuple[TableFill, ...]
    rows: int
    notes: tuple[FormNote, ...] = ()

    @property
    def cells(self) -> int:
        """Return how many cells get a text."""
        return sum(len(fill.texts) for fill in self.fills)
