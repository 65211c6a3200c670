"""Pages of a scan → sealed papers: which pages are of one paper by its code, which say nothing of whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from gongkai_desk.domain.cycle.returns import Wait
from gongkai_desk.domain.cycle.reviews import FileReview, ScanPage
from gongkai_desk.errors import DeskError
from gongkai_desk.words.codes import SheetCode, SheetKind, is_sheet_code

Reader = Callable[[str], SheetCode | None]
"""Returns what a code of this library says, ``None`` for another's."""
_SLIP = (SheetKind.SLIP, SheetKind.ANSWER)
_SCANS: Final = frozenset({"no_text", "unsupported_type", "type_mismatch"})
_PICTURES: Final = frozenset({"png", "jpeg", "tiff", "bmp", "heic", "webp"})
_UNOPENED: Final = frozenset({"damaged", "encrypted"})
_ARCHIVES: Final = frozenset({"rar", "7z", "gz", "bz2", "xz", "zip", "locked zip"})


def is_scan(error: DeskError) -> bool:
    """Tell whether a file could not be read because it is a picture."""
    return error.kind == "no_text" or (error.kind in _SCANS and _format_of(error) in _PICTURES)


def is_received(error: DeskError | None) -> bool:
    """Tell whether a file is a paper that came, though perhaps nothing of it could be read.

    A scan, and what is damaged, locked or an archive of another kind: a person opens it. A program is no paper.
    """
    if error is None or is_scan(error) or error.kind in _UNOPENED:
        return True
    return error.kind in _SCANS and _format_of(error) in _ARCHIVES


def waiting_in(file: FileReview) -> int:
    """Return how much of a file waits for a person: rows, or the paper of which nothing could be read."""
    return sum(row.open for row in file.rows) + (file.waits_whole and is_received(file.source.error))


def _format_of(error: DeskError) -> object:
    return error.data.get("type") or error.data.get("found")


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """Pages of a file, from 1, that are one paper; without ``code`` it is unknown whose, and ``waits`` says why.

    ``missing``: of its own pages, where they are counted (``expected``, else 0).
    """

    pages: tuple[int, ...]
    code: SheetCode | None = None
    expected: int = 0
    missing: tuple[int, ...] = ()
    waits: tuple[Wait, ...] = ()


@dataclass(slots=True)
class _Found:
    """A paper while its pages are gathered."""

    code: SheetCode
    pages: list[int] = field(default_factory=list)
    kinds: set[SheetKind] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    expected: int = 0


def bears_codes(pages: Sequence[ScanPage]) -> bool:
    """Tell whether a page bears a code such as ours, whosesoever it is."""
    return any(is_sheet_code(text) for page in pages for text in page.codes)


def sealed_papers(pages: Sequence[ScanPage], read: Reader) -> list[SealedPaper]:
    """Return the papers of a file by their first pages; white backs of leaves belong to none.

    A page may be of two papers. One on which a code is another library's, or cannot be read, waits besides.
    """
    known = [[read(text) for text in page.codes if is_sheet_code(text)] for page in pages]
    found = [*_with_codes(known), *_doubted(pages, known), *_without_codes(pages, known)]
    return sorted(found, key=lambda paper: (paper.pages, paper.code is None))


def _with_codes(known: Sequence[Sequence[SheetCode | None]]) -> Iterator[SealedPaper]:
    papers: dict[tuple[bool, str, str], _Found] = {}
    for number, codes in enumerate(known, 1):
        for code in codes:
            if code is not None:
                paper = papers.setdefault((code.kind in _SLIP, code.batch, code.book), _Found(code))
                _add(paper, number, code)
    return (_gathered(paper) for paper in papers.values())


def _add(paper: _Found, number: int, code: SheetCode) -> None:
    if number not in paper.pages:
        paper.pages.append(number)
    paper.kinds.add(code.kind)
    if code.page and code.kind not in _SLIP:
        paper.own.add(code.page)
        paper.expected = max(paper.expected, code.pages)


def _gathered(paper: _Found) -> SealedPaper:
    missing = tuple(n for n in range(1, paper.expected + 1) if n not in paper.own)
    waits = (Wait.PAGES_MISSING,) if missing else ()
    if paper.kinds == {SheetKind.SLIP}:
        waits = (*waits, Wait.NO_ANSWER_SHEET)
    return SealedPaper(tuple(paper.pages), paper.code, paper.expected, missing, waits)


def _doubted(pages: Sequence[ScanPage], known: Sequence[Sequence[SheetCode | None]]) -> Iterator[SealedPaper]:
    yield from _runs([None in codes for codes in known], Wait.BAD_CODE)
    for number, page in enumerate(pages, 1):
        if page.unread:
            yield SealedPaper((number,), waits=(Wait.CODE_UNREAD,))


def _without_codes(pages: Sequence[ScanPage], known: Sequence[Sequence[SheetCode | None]]) -> Iterator[SealedPaper]:
    """Yield runs of printed pages on which no code was seen; a white page between them parts none."""
    printed = [number for number, page in enumerate(pages, 1) if not page.blank]
    bare = [not known[number - 1] and not pages[number - 1].unread for number in printed]
    for paper in _runs(bare, Wait.NO_CODE):
        yield replace(paper, pages=tuple(printed[place - 1] for place in paper.pages))


def _runs(such: Sequence[bool], wait: Wait) -> Iterator[SealedPaper]:
    """Yield places, from 1, that follow one another and of which something is true."""
    for true, run in groupby(enumerate(such, 1), key=itemgetter(1)):
        if true:
            yield SealedPaper(tuple(place for place, _ in run), waits=(wait,))
