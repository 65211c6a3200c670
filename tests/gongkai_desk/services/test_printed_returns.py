"""A 填报表 that was filled in and printed, page by page, to PDF or OFD, is collected row by row as the workbook is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import FileReview
from gongkai_desk.reading.pdf.pdfium import open_pdfium
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import take_over
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work
from tests.ofd_builder import MANNERS, write_ofd
from tests.pdf_builder import Sheet, write_pdf
from tests.returned_books import BY, FIRST, HEADS, a_round, tasks_of, usual_fill, workbook_of
from tests.table_pages import Setting, table_on

UNIT = "市教育局"
WIDE = Setting(widths=(52, 24, 50, 110, 48, 50, 140, 44, 48, 48, 60, 40, 60, 40), size=7.0, lead=11.0, left=14.0)
PER_PAGE = 3
FILL = usual_fill(who="教育")
FILL[1] = {"progress": "已按要求推进，印发通知", "state": "推进中", "evidence": "清理通知（云教发〔2026〕5号）"}


@pytest.fixture
def batch(library: Library) -> int:
    return a_round(library)


def pages_of(library: Library, batch: int, unit: str = UNIT) -> list[Sheet]:
    """Print a unit's filled book: the line over the table and its heads stand again on every page."""
    sheet = workbook_of(library, unit, batch, FILL)["填报表"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 5)]
    made = []
    for start in range(0, len(rows), PER_PAGE):
        page = Sheet(842.0, 595.0).text(250, 40, str(sheet["A1"].value), 14).text(14, 70, str(sheet["A2"].value), 9)
        table_on(page, "\n".join("|".join(row) for row in ([*HEADS], *rows[start : start + PER_PAGE])), WIDE)
        made.append(page)
    return made


def as_pdf(folder: Path, pages: list[Sheet]) -> Path:
    return write_pdf(folder / "盖章前打印.pdf", *pages)


def as_ofd(folder: Path, pages: list[Sheet], manner: str = "runs") -> Path:
    source = open_pdfium(as_pdf(folder, pages))
    try:
        return write_ofd(folder / "盖章前打印.ofd", list(source.pages()), MANNERS[manner])
    finally:
        source.close()


def looked_at(library: Library, path: Path) -> FileReview:
    (file,) = reviewed(Rounds(library), received([path]), Asked())
    return file


@pytest.mark.parametrize("write", [as_pdf, as_ofd], ids=["pdf", "ofd"])
def test_a_printed_book_gives_its_rows(
    library: Library, batch: int, tmp_path: Path, write: Callable[[Path, list[Sheet]], Path]
) -> None:
    file = looked_at(library, write(tmp_path, pages_of(library, batch)))
    tasks = [task.id for task in tasks_of(library, units.find_unit(library, UNIT).id)]
    assert (file.by, file.waits, file.absent) == (Known.CODE, (), ())
    assert [(row.task, row.by, row.sure) for row in file.rows] == [(task, Known.CODE, True) for task in tasks]
    assert [row.row.values["progress"] for row in file.rows] == [each["progress"] for each in FILL.values()]
    assert file.rows[1].row.values["evidence"] == "清理通知（云教发〔2026〕5号）"


@pytest.mark.parametrize("manner", ["apart", "folded", "unbound"])
def test_every_makers_ofd_is_taken_over(library: Library, batch: int, tmp_path: Path, manner: str) -> None:
    rounds = Rounds(library)
    path = as_ofd(tmp_path, pages_of(library, batch), manner)
    done = take_over(library, BY, rounds, reviewed(rounds, received([path]), Asked()))
    assert (done.merged, done.waiting) == (6, 0)
    assert [report.text for report in work.reports(library)] == [each["progress"] for each in FILL.values()]


def test_one_that_was_renamed_to_another_unit_waits(library: Library, batch: int, tmp_path: Path) -> None:
    path = as_ofd(tmp_path, pages_of(library, batch)).rename(tmp_path / "市司法局.ofd")
    file = looked_at(library, path)
    assert Wait.UNIT_DIFFERS in file.waits
    assert not any(row.takes for row in file.rows)
