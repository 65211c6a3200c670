"""Which task a returned row is of: by its code beside its words, by number and content, by content alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from gongkai_desk.domain.cycle.returns import Candidate, Known, SheetRow, Wait
from gongkai_desk.words.codes import looks_like_code, read_row_code, row_code
from gongkai_desk.words.normal import key


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The tuning; likeness is 0 to 1."""

    agrees: float = 0.6  # from which the words beside a code are its task's, if no other task's fit better
    numbered: float = 0.7  # with the printed number beside it
    alone: float = 0.88  # content by itself
    margin: float = 0.1  # by which it must lead before the next task
    read: int = 400  # characters that are compared
    least_part: int = 8  # characters of a shortened text that still says which task it is


USUAL: Final = PlaceSettings()


@dataclass(frozen=True, slots=True)
class Placed:
    """The task of a row with what it is known by, and why that waits."""

    candidate: Candidate | None
    by: Known | None
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What rows are placed in: the tasks of a unit's book, the ``book`` whose codes they bear, the library's identity.

    ``book`` is ``None`` where no book is known: codes then say nothing.
    """

    candidates: Sequence[Candidate]
    book: int | None
    library: str

    def by_code(self, code: str) -> Candidate | None:
        """Return the task of a code that is this book's."""
        found = read_row_code(code, self.library)
        if found is None or found.book != self.book:
            return None
        printed = row_code(*found, self.library)
        return next((each for each in self.candidates if each.code == printed), None)


def place(row: SheetRow, book: Book, *, in_order: bool = True, settings: PlaceSettings = USUAL) -> Placed:
    """Return the task of a row; ``in_order``: codes of its sheet stand in the order in which they were sent."""
    coded = looks_like_code(row.code)
    if row.own and not coded:
        return Placed(None, None, (Wait.OWN,))
    if coded:
        found = book.by_code(row.code)
        return _by_code(row, found, book, in_order, settings) if found else _strange_code(row, book, settings)
    return _by_words(row, book, settings)


def _by_code(row: SheetRow, found: Candidate, book: Book, in_order: bool, settings: PlaceSettings) -> Placed:
    if not row.content and not row.title:
        agrees = _number(row.seq) == _number(found.seq) if row.seq and found.seq else in_order
        return Placed(found, Known.CODE, () if agrees else (Wait.NO_WORDS,))
    own = likeness(row, found, settings)
    other = max((likeness(row, each, settings) for each in book.candidates if each is not found), default=0.0)
    agrees = own >= settings.agrees and own >= other
    if agrees and own == other and row.seq:  # tasks of the same words: their numbers tell them apart
        agrees = _number(row.seq) == _number(found.seq)
    return Placed(found, Known.CODE, () if agrees else (Wait.WORDS_DIFFER,))


def _strange_code(row: SheetRow, book: Book, settings: PlaceSettings) -> Placed:
    """Place a row whose code is not of this book: of another book, of another library, or mistyped."""
    other = read_row_code(row.code, book.library)
    by_words = _by_words(row, book, settings)
    if other is not None and other.book != book.book:
        return Placed(by_words.candidate, by_words.by, (Wait.OTHER_BOOK,))
    return Placed(by_words.candidate, by_words.by, (Wait.BAD_CODE, *by_words.waits))


def _by_words(row: SheetRow, book: Book, settings: PlaceSettings) -> Placed:
    scored = sorted(((likeness(row, each, settings), n) for n, each in enumerate(book.candidates)), reverse=True)
    if not scored or not (row.content or row.title):
        return Placed(None, None, (Wait.NO_TASK,))
    best, place_of = scored[0]
    found, second = book.candidates[place_of], scored[1][0] if len(scored) > 1 else 0.0
    same_number = bool(row.seq) and _number(row.seq) == _number(found.seq)
    if same_number and best >= settings.numbered and best > second:
        return Placed(found, Known.NUMBER)
    if best >= settings.alone and best - second >= settings.margin:
        return Placed(found, Known.CONTENT)
    if best < settings.agrees:
        return Placed(None, None, (Wait.NO_TASK,))
    return Placed(found, Known.CONTENT, (Wait.SEVERAL_TASKS,))


def likeness(row: SheetRow, candidate: Candidate, settings: PlaceSettings = USUAL) -> float:
    """Return how alike the words of a row and of a task are: contents where both have one, else names.

    Words in one column alone (工作任务) may be either of the two.
    """
    pairs = ((row.content, candidate.content), (row.title, candidate.title))
    scores = [_alike(said, sent, settings) for said, sent in pairs if said and sent]
    if not scores or not (row.content and row.title):
        said = row.content or row.title
        return max(_alike(said, sent, settings) for sent in (candidate.content, candidate.title))
    if len(scores) == 2:
        return 0.8 * scores[0] + 0.2 * scores[1]
    return scores[0]


def _alike(said: str, sent: str, settings: PlaceSettings) -> float:
    a, b = key(said)[: settings.read], key(sent)[: settings.read]
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    shorter, longer = sorted((a, b), key=len)
    part = 0.9 if len(shorter) >= settings.least_part and shorter in longer else 0.0
    return max(part, fuzz.ratio(a, b) / 100)


def _number(text: str) -> str:
    return re.sub(r"\W", "", key(text))


def codes_in_order(rows: Sequence[SheetRow], library: str) -> bool:
    """Tell whether the codes of a sheet stand as they were sent: each after the one before it."""
    found = [read_row_code(row.code, library) for row in rows if row.code]
    return all(a < b for a, b in pairwise(code for code in found if code))
