"""Pages of a scan: which are one paper, which say nothing of whose they are, how many are missing."""

from __future__ import annotations

from gongkai_desk.domain.cycle.returns import Wait
from gongkai_desk.domain.cycle.reviews import ScanPage
from gongkai_desk.rules.returns.sealed import SealedPaper, sealed_papers
from gongkai_desk.words.codes import SheetCode, SheetKind

BARE, WHITE = ScanPage(), ScanPage(blank=True)
FOREIGN = "GK1.X"


def spelled(kind: SheetKind, book: str, page: int = 0, pages: int = 0) -> str:
    return f"GK1.{kind}.{book}.{page}.{pages}"


def read(text: str) -> SheetCode | None:
    if text == FOREIGN:
        return None
    _, kind, book, page, pages = text.split(".")
    return SheetCode(SheetKind(kind), "", book, int(page), int(pages))


def sheet(book: str, page: int = 0, pages: int = 0, kind: SheetKind = SheetKind.BOOK) -> ScanPage:
    return ScanPage((spelled(kind, book, page, pages),))


def told(*pages: ScanPage) -> list[tuple[tuple[int, ...], str, tuple[Wait, ...]]]:
    found = sealed_papers(pages, read)
    return [(paper.pages, paper.code.book if paper.code else "", paper.waits) for paper in found]


def test_each_page_goes_with_its_own_paper() -> None:
    assert told(sheet("A"), sheet("B"), sheet("A")) == [((1, 3), "A", ()), ((2,), "B", ())]


def test_a_page_may_be_of_two_papers() -> None:
    both = ScanPage((spelled(SheetKind.BOOK, "A"), spelled(SheetKind.BOOK, "B")))
    assert told(both) == [((1,), "A", ()), ((1,), "B", ())]


def test_pages_without_a_code_wait_by_runs_and_white_ones_are_none() -> None:
    pages = BARE, WHITE, BARE, sheet("A"), WHITE, BARE
    assert told(*pages) == [((1, 3), "", (Wait.NO_CODE,)), ((4,), "A", ()), ((6,), "", (Wait.NO_CODE,))]


def test_a_page_with_a_code_and_one_that_was_not_read_is_filed_and_waits() -> None:
    page = ScanPage((spelled(SheetKind.BOOK, "A"),), unread=1)
    assert told(page) == [((1,), "A", ()), ((1,), "", (Wait.CODE_UNREAD,))]


def test_a_code_of_another_library_is_no_ones() -> None:
    assert told(ScanPage((FOREIGN,)), ScanPage((FOREIGN,))) == [((1, 2), "", (Wait.BAD_CODE,))]


def test_pages_that_are_counted_are_missed() -> None:
    (paper,) = sealed_papers([sheet("A", 1, 3), sheet("A", 3, 3)], read)
    code = SheetCode(SheetKind.BOOK, "", "A", 1, 3)
    assert paper == SealedPaper((1, 2), code, 3, (2,), (Wait.PAGES_MISSING,))


def test_a_slip_without_its_answer_sheet_waits() -> None:
    slip, answer = sheet("RED", kind=SheetKind.SLIP), sheet("RED", kind=SheetKind.ANSWER)
    assert told(slip) == [((1,), "RED", (Wait.NO_ANSWER_SHEET,))]
    assert told(slip, answer) == [((1, 2), "RED", ())]
