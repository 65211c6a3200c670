"""Returned files under review: what was read of them, whose they are, their rows and why these wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self

from gongkai_desk.domain.cycle.returns import FIELDS, Candidate, FieldChange, Known, SheetRow, SheetTable, Stand, Wait
from gongkai_desk.domain.cycle.rounds import Opinion, ReturnedFile
from gongkai_desk.errors import DeskError

DOUBTED_WHOLE = frozenset(
    {
        Wait.UNIT_DIFFERS,
        Wait.UNIT_UNKNOWN,
        Wait.UNIT_BY_SENDER,
        Wait.NOT_ADDRESSED,
        Wait.BATCH_DIFFERS,
        Wait.OLD_BATCH,
        Wait.NOT_ASKED,
        Wait.PERIOD_DIFFERS,
        Wait.BAD_CODE,
    }
)
"""While such a doubt stands, nothing says that the unit has returned its book."""

Said = tuple[tuple[Known, int], ...]
"""What says which unit a paper is of: by its code, 填报单位, the file's name, its sender; each with the unit's id."""

_UNREAD = frozenset({Wait.NOT_FILLED, Wait.NO_CODE, Wait.UNOPENED})


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A paper of which nothing tells whose it is (未能判定单位); ``guesses``: units for which something speaks.

    ``said``: what speaks for which of them.
    """

    file: ReturnedFile
    guesses: tuple[int, ...] = ()
    said: tuple[tuple[Known, int], ...] = ()


class Answer(StrEnum):
    """What a person decides of a row; stored as the answer of a ``ReturnedRow``, as is what was sure."""

    TAKEN = "taken"  # over what is stored
    JOINED = "joined"  # behind what is stored, with a name before it (分科室接写)
    APART = "apart"  # as a report of its own beside it
    KEPT = "kept"  # what is stored stays


class ScanPage(NamedTuple):
    """A page of a scan: the codes that were read on it, how many more were seen there, whether it is white paper."""

    codes: tuple[str, ...] = ()
    unread: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What was read of a file; ``missed``: what was in it and could not be read, each with where.

    ``pages``: of a scan, a picture or a file of pages that is no book.
    """

    tables: tuple[SheetTable, ...] = ()
    text: str = ""
    missed: tuple[str, ...] = ()
    pages: tuple[ScanPage, ...] = ()

    @property
    def printed(self) -> Iterator[int]:
        """Yield the numbers of the pages that are no white paper."""
        return (number for number, page in enumerate(self.pages, 1) if not page.blank)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came: its ``name`` with the bundle it was in, its bytes where it has no path.

    ``sender``: the address of its mail. ``error``: why it could not be read.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    sha256: str = ""
    sender: str = ""
    content: Content = Content()
    error: DeskError | None = None

    @property
    def short(self) -> str:
        """Return the name of the file alone."""
        return self.name.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class RowReview:
    """A row with its task, what it is known by, its fields three ways, and why it waits (``waits`` empty: it is sure).

    ``book``: of the unit in the batch; ``period``: that it is laid on; ``replaces``: the report that is corrected.
    ``settled``: it was, before; ``answer``: what a person decides, with the fields ``chosen`` of it. ``pages``: of the
    file, from 1, that are one sealed paper; it is filed, not laid on a task. ``slip``: whose 回执 it is.
    """

    sheet: str
    row: SheetRow
    unit: int | None = None
    book: int | None = None
    period: str = ""
    candidate: Candidate | None = None
    by: Known | None = None
    waits: tuple[Wait, ...] = ()
    fields: Mapping[str, FieldChange] = field(default_factory=dict)
    stand: Stand | None = None
    replaces: int | None = None
    settled: bool = False
    answer: Answer | None = None
    chosen: frozenset[str] = frozenset()
    pages: tuple[int, ...] = ()
    slip: int | None = None

    @property
    def task(self) -> int | None:
        """Return the id of its task."""
        return self.candidate.task_id if self.candidate else None

    @property
    def sure(self) -> bool:
        """Tell whether unit and task are beyond doubt, and nothing is asked about."""
        return self.candidate is not None and not self.waits

    @property
    def blank(self) -> bool:
        """Tell whether nothing was filled in."""
        return not any(self.row.values.get(name) for name in FIELDS)

    @property
    def takes(self) -> tuple[str, ...]:
        """Return the fields that are taken over."""
        if self.answer is not None:
            return tuple(name for name in FIELDS if name in self.chosen)
        return tuple(name for name, each in self.fields.items() if each.take) if self.sure else ()

    def answered(self, answer: Answer, chosen: Iterable[str] | None = None) -> Self:
        """Return the row with what a person decides; by default all that was filled in differently is taken."""
        differing = (name for name, each in self.fields.items() if each.returned and each.returned != each.stored)
        fields = () if answer is Answer.KEPT else differing if chosen is None else chosen
        return replace(self, answer=answer, chosen=frozenset(fields))

    @property
    def unplaced(self) -> bool:
        """Tell whether no task of the unit is known for it; a sealed paper needs none."""
        return self.candidate is None and not self.pages

    @property
    def open(self) -> bool:
        """Tell whether a person has to look: it is not sure though something was filled in, or fields conflict."""
        if self.settled or self.answer is not None:
            return False
        if self.pages:
            return bool(self.waits)
        if self.sure:
            return any(each.conflict for each in self.fields.values())
        return not self.blank or Wait.MERGED in self.waits


@dataclass(frozen=True, slots=True)
class FileReview:
    """A file with whose it is and its rows; ``batch``, ``book``: where that is one for all its sheets.

    ``kind`` as of ``ReturnedFile``; ``known``: this very file was collected before. ``likely``: the books that it is of
    as far as can be told, also where that is in doubt. ``said``: what says which unit, where that is asked.
    """

    source: Received
    kind: str = "workbook"
    unit: int | None = None
    by: Known | None = None
    batch: int | None = None
    book: int | None = None
    waits: tuple[Wait, ...] = ()
    rows: tuple[RowReview, ...] = ()
    absent: tuple[int, ...] = ()
    known: int | None = None
    likely: frozenset[int] = frozenset()
    said: Said = ()

    @property
    def waits_whole(self) -> bool:
        """Tell whether nothing could be read of it, so that it waits as a whole."""
        return not self.rows and bool(_UNREAD & {*self.waits})

    @property
    def came(self) -> frozenset[int]:
        """Return the books of which something has come with it: they are 未报 no more, though it may wait."""
        return self.returned_books | self.likely

    @property
    def returned_books(self) -> frozenset[int]:
        """Return the books that are known to have come back with it."""
        whole = {self.book} if not DOUBTED_WHOLE & {*self.waits} else set()
        rows = {row.book for row in self.rows if row.answer is not None or not DOUBTED_WHOLE & {*row.waits}}
        return frozenset(number for number in whole | rows if number is not None)

    @property
    def decided(self) -> bool:
        """Tell whether a person decided something of it."""
        return any(row.answer is not None for row in self.rows)

    @property
    def zero(self) -> bool:
        """Tell whether all that it says is 零报告."""
        told = [row for row in self.rows if not row.blank]
        return bool(told) and all(row.stand is not None and row.stand.zero and row.sure for row in told)


@dataclass(frozen=True, slots=True)
class WaitingOpinion:
    """An opinion that came back and waits: in which file, ``matter``: its words on what, why, what is stored on it."""

    row_id: int
    file: str
    opinion: Opinion
    matter: str = ""
    waits: tuple[Wait, ...] = ()
    stored: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionDecision:
    """What a person decides of one: ``TAKEN`` over what is stored, ``APART`` beside it, ``KEPT``: it is left out."""

    row_id: int
    answer: Answer
    unit_id: int | None = None
    task_id: int | None = None
