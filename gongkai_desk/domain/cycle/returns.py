"""What units send back (回收), as read and as reviewed: tables, rows, whose they are, field by field what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

FIELDS: Final = ("progress", "state", "problems", "next_steps", "evidence", "contact", "phone", "day")
"""What a unit fills in of a row. In tables of the store ``day`` is the column ``filled``."""


class Known(StrEnum):
    """What a unit or a task is known by."""

    CODE = "code"
    NUMBER = "number+content"
    CONTENT = "content"
    NAME = "name"  # 填报单位 in the sheet
    FILE = "file"  # the file's name
    SENDER = "sender"  # of the mail
    HAND = "hand"


class Wait(StrEnum):
    """Why a row or a file waits for a person."""

    UNIT_DIFFERS = "unit_differs"  # code, cell, file and mail do not name one unit
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_BELOW = "unit_below"  # a body below the unit filled it in
    UNIT_BY_FILE = "unit_by_file"  # by the file's name alone
    UNIT_BY_SENDER = "unit_by_sender"  # by the sender alone
    NOT_ADDRESSED = "not_addressed"  # nothing was sent to this unit
    BATCH_DIFFERS = "batch_differs"  # 批号 in the sheet is another than that of the code
    OLD_BATCH = "old_batch"  # a later batch has gone out since
    NOT_ASKED = "not_asked"  # another batch or period than the one that is collected
    PERIOD_DIFFERS = "period_differs"  # title or file name speak of another period
    OTHER_BOOK = "other_book"  # the row's code is of another unit's book
    BAD_CODE = "bad_code"  # formed as a code, but none of this library
    WORDS_DIFFER = "words_differ"  # the words beside the code are another task's
    NO_WORDS = "no_words"  # a code alone, out of its order
    NO_TASK = "no_task"
    SEVERAL_TASKS = "several_tasks"
    NOT_OF_UNIT = "not_of_unit"  # the unit has no part in the task
    TWICE = "twice"  # several rows of one unit on one task
    MERGED = "merged"  # one cell over several tasks
    CONTINUED = "continued"  # rows without code below, while a task's row is missing
    NO_COLUMN = "no_column"  # the column of progress was not found
    OWN = "own"  # 本单位另报
    TICK = "tick"  # √ without text
    ELSEWHERE = "elsewhere"  # 同上, 见附件, √ in place of what was done
    DONE_WITHOUT_TEXT = "done_without_text"
    NOT_CONCERNED = "not_concerned"  # 不涉及
    ZERO_WITH_TEXT = "zero_with_text"
    AT_REST = "at_rest"  # 已完成 of a task that is closed or paused
    CONFLICT = "conflict"  # a field was changed here since it was sent
    NOT_FILLED = "not_filled"  # 已报材料（未填表）
    NO_CODE = "no_code"  # a page of a scan without a code that can be read
    UNOPENED = "unopened"  # damaged, locked, an archive of another kind: the original is kept
    CODE_UNREAD = "code_unread"  # a code was seen on a page and could not be read
    PAGES_MISSING = "pages_missing"  # of a sealed paper whose pages are counted
    NO_ANSWER_SHEET = "no_answer_sheet"  # a slip came back without its 回执


class Told(StrEnum):
    """What the words under 完成情况 say."""

    NOTHING = "nothing"
    DONE = "done"
    ONGOING = "ongoing"
    NOT_BEGUN = "not_begun"
    ZERO = "zero"
    NOT_CONCERNED = "not_concerned"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table as it was read: ``rows`` of texts, ``None`` where a merged cell covers the place.

    ``numbers``: each row's number in its sheet, from 1. ``covers``: for a covered place (row, column, from 0) that of
    the cell over it. ``above``: the lines before the table. ``columns``: each column's number in its sheet, from 1:
    columns in which nothing is seen are left out.
    """

    name: str
    rows: tuple[tuple[str | None, ...], ...]
    numbers: tuple[int, ...]
    covers: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands over a table: 填报单位, 批号, 单位码, and all the lines for the period that they name."""

    unit: str = ""
    batch: str = ""
    code: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a returned table; ``values`` by field, ``None`` where its column is missing.

    ``continued``: rows without code or words below were added to it. ``merged``: a cell of it spans several rows.
    ``other``: what stood in columns that are not ours.
    """

    line: int
    code: str = ""
    unit: str = ""
    seq: str = ""
    title: str = ""
    content: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    other: str = ""
    own: bool = False
    continued: bool = False
    merged: bool = False
    deadline: str = ""

    @property
    def words(self) -> str:
        """Return what the row says of its task."""
        return " ".join(filter(None, (self.seq, self.title, self.content)))

    @property
    def said(self) -> bool:
        """Tell whether a unit filled anything in, contact and day apart."""
        return any(self.values.get(name) for name in FIELDS[:5])


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A returned table with its rows; ``filled`` are the fields whose columns were found."""

    name: str
    marks: Marks
    rows: tuple[SheetRow, ...]
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task that a row may be of, as it was sent; ``code`` is empty where no book was."""

    task_id: int
    seq: str = ""
    title: str = ""
    content: str = ""
    code: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field three ways: as ``sent``, as ``stored`` now, as ``returned`` (``None``: no such column)."""

    sent: str = ""
    stored: str = ""
    returned: str | None = None
    take: bool = False
    conflict: bool = False


class Stand(NamedTuple):
    """What a row asks for: ``text`` as it is kept, ``apply`` 申请销号, ``zero`` 零报告, ``begun``: work has begun."""

    text: str
    apply: bool = False
    zero: bool = False
    begun: bool = True
    waits: tuple[Wait, ...] = ()
