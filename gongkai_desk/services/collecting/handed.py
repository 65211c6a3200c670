"""A superior's 填报表 among what came: it is none of this library's books, and is registered, not collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.domain.cycle.handed import HandedBook, HandedRow
from gongkai_desk.domain.cycle.reviews import Received
from gongkai_desk.rules.returns.handed import code_of, handed_book
from gongkai_desk.rules.returns.identity import unit_named
from gongkai_desk.services.intake.handed import is_sent_from, order_of
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.store import units
from gongkai_desk.store.entries.dispatches import dispatch_unit
from gongkai_desk.store.library import Library
from gongkai_desk.words.codes import read_row_code


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A superior's book as it came, out of a folder, an archive or a mail too, and what it says."""

    source: Received
    book: HandedBook


def apart(library: Library, sources: Iterable[Received]) -> tuple[list[HandedIn], list[Received]]:
    """Part what came into superiors' books, the older batch first, and the rest.

    A book of ours stays one, though its 单位码 was changed.
    """
    found: list[HandedIn] = []
    others: list[Received] = []
    for each in sources:
        book = _book_in(library, each)
        if book is None:
            others.append(each)
        else:
            found.append(HandedIn(each, book))
    return sorted(found, key=lambda each: order_of(each.book.batch)), others


def _book_in(library: Library, source: Received) -> HandedBook | None:
    """Return the book of another library that a file is: its codes agree with one another, and are none of ours.

    Of one superior's library in 31 all row codes are right here by chance; then its unit tells it from a book of ours
    of which only the 单位码 was changed.
    """
    tables = source.content.tables
    code = code_of(tables)
    if not code or is_sent_from(library, code):
        return None
    book = handed_book(source.short, tables)
    if book is None:
        return None
    right = sum(row.place is not None for row in book.rows)
    agreed = 2 * right > len(book.rows) and (right > 1 or not book.code_differs)
    ours = [row for row in book.rows if row.code and is_sent_from(library, row.code)]
    if not agreed or (2 * len(ours) >= len(book.rows) and (book.code_differs or _is_its_unit(library, book, ours[0]))):
        return None
    return book


def _is_its_unit(library: Library, book: HandedBook, row: HandedRow) -> bool:
    """Tell whether a book names the unit that has the book of ours which a row's code says."""
    code = read_row_code(row.code, library.origin.library)
    owner = dispatch_unit(library, code.book).unit_id if code is not None else None
    return owner is None or not book.unit or unit_named(book.unit, units.directory(library)) == owner


@contextmanager
def as_file(handed: HandedIn) -> Iterator[Path]:
    """Yield where a book lies; one out of an archive or a mail is there only until the block ends."""
    source = handed.source
    if source.path is not None:
        yield source.path
        return
    with TemporaryDirectory(prefix="gkdesk-") as folder:
        beside = Path(folder) / (file_part(source.short) or "填报表.xlsx")
        beside.write_bytes(source.data or b"")
        yield beside
