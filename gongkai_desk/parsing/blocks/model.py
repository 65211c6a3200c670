"""What the stages of parsing hand on: paragraphs and tables with their places, and tasks as printed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Place, TextPlace
from gongkai_desk.domain.state import Role
from gongkai_desk.words.terms import ColumnRole, NoPlan


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a paragraph, as printed, with its places."""

    raw: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of cleaned ``text``; ``pieces`` are the printed lines it was made of."""

    text: str
    pieces: tuple[Piece, ...] = ()
    centred: bool = False
    size: float | None = None
    bold: bool = False
    heading: int | None = None
    page: int = 0
    bullet: bool = False  # it began with ● or the like, which is left out

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the whole paragraph stands in the source."""
        return tuple(place for piece in self.pieces for place in piece.places)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table: ``text`` cleaned, ``printed`` with the blanks and lines that may part two names."""

    text: str
    printed: str = ""
    places: tuple[Place, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cleaned cells, ``None`` where a merge covers; a row may be short.

    ``breaks`` are the rows with which a new page begins: a row may go on over one. ``header_rows`` as the format says.
    """

    rows: tuple[tuple[Entry | None, ...], ...]
    name: str = ""
    header_rows: int = 0
    breaks: frozenset[int] = frozenset()
    page: int = 0
    ruled: bool = True
    tells_merges: bool = False  # the format says what is merged: an empty cell of its own is empty
    unsure: frozenset[int] = frozenset()  # rows of which the units may be others: out of place, or marked by signs
    mixed: frozenset[int] = frozenset()  # rows of which the work may end elsewhere: the next column holds text, too
    lost: bool = False  # only its cells are left, and rows could not be told: it gives no task


Block = Paragraph | Table
Row = Sequence[Entry | None]


def text_of(cell: Entry | None) -> str:
    """Return the text of a cell, empty where a merge covers it."""
    return cell.text if cell else ""


def text_at(row: Row, column: int) -> str:
    """Return the text in a column, empty where the row is too short."""
    return text_of(row[column]) if column < len(row) else ""


class Ruler:
    """Leads stretches of a paragraph back to the source, each in the time that its own pieces take."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph = paragraph
        self._printed = tuple(accumulate((not char.isspace() for char in paragraph.text), initial=0))
        self._starts = tuple(accumulate((_printed(piece.raw) for piece in paragraph.pieces), initial=0))
        self._exact = self._printed[-1] == self._starts[-1]
        self._columns: dict[int, list[int]] = {}

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where ``text[start:end]`` stands; the whole paragraph where cleaning changed its length."""
        if not self._exact:
            return self._paragraph.places
        first, last = self._printed[start], self._printed[end]
        if first >= last:
            return ()
        at = bisect_right(self._starts, first) - 1
        found: list[Place] = []
        while at < len(self._paragraph.pieces) and self._starts[at] < last:
            found.extend(self._part(at, first - self._starts[at], last - self._starts[at]))
            at += 1
        return tuple(found)

    def _part(self, at: int, low: int, high: int) -> tuple[Place, ...]:
        """Return the places of printed characters ``low`` to ``high`` of piece ``at``, cut to fit it."""
        piece = self._paragraph.pieces[at]
        place = piece.places[0] if len(piece.places) == 1 else None
        if not isinstance(place, TextPlace) or place.end - place.start != len(piece.raw):
            return piece.places
        if at not in self._columns:
            self._columns[at] = [n for n, char in enumerate(piece.raw) if not char.isspace()]
        columns = self._columns[at]
        return (TextPlace(place.start + columns[max(low, 0)], place.start + columns[min(high, len(columns)) - 1] + 1),)


def _printed(text: str) -> int:
    return sum(not char.isspace() for char in text)


Clause = tuple[Role | None, str]
"""A text that names units, and the role of its column (``None``: the text says who is what)."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One task as found, with nothing understood yet.

    ``clauses`` are the texts that name units, each with the role of its column (``None``: the text says who is what).
    ``deadline`` is the cell, ``None`` where neither column nor label gives one; ``above`` is what 同上 means.
    ``doubts`` are what the finder saw: kind, field, text.
    """

    content: str
    seq: str | None = None
    part: str | None = None
    section: tuple[str, ...] = ()
    title: str | None = None
    title_derived: bool = False
    clauses: tuple[Clause, ...] = ()
    unit_text: str = ""
    deadline: str | None = None
    above: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    source: tuple[Place, ...] = ()
    doubts: tuple[tuple[DoubtKind, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that belongs to no task, and where it stands."""

    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a table or a stretch of prose yields.

    ``title`` stands inside the table; ``refused`` says why it is no plan; ``notes`` are the headers as printed, of
    which one may say who leads; ``guessed`` are columns, by header, that only what stands in them told.
    ``sheet`` is the one of a workbook it stands on; ``apart`` says that it is an extract of another sheet.
    """

    tasks: Sequence[Raw] = ()
    left: Sequence[Leftover] = ()
    title: str = ""
    refused: NoPlan | None = None
    notes: Sequence[str] = ()
    guessed: Sequence[tuple[str, ColumnRole]] = ()
    sheet: str = ""
    apart: bool = False
