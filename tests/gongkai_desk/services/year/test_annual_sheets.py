"""年报数据表: out to the units of the worked year, filled as the hand has them, mangled as people do, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import CLASSES
from gongkai_desk.domain.year.annual import AnnualCell
from gongkai_desk.domain.year.annual_sheets import CODE_HEAD, LINES, AnnualWait, Extra
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.year.annual import summed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.undo import undo
from gongkai_desk.services.year import annual_sheets as sheets
from gongkai_desk.standing.year.annual import units_data
from gongkai_desk.store.entries import returns
from gongkai_desk.wording.year.annual import extra_words
from tests.gongkai_desk.standing.year.test_annual import DAY, YEAR, cells_of, hand_cells
from tests.worked_year import WHO, WorkedYear, expected, facts, opened

BY = By(WHO, DAY)
SHEETS = facts()["annual"]["sheets"]
SCHOOL = "市教育局"


@pytest.fixture
def year(tmp_path: Path) -> Iterator[WorkedYear]:
    with opened(tmp_path / "云州市.gkdesk") as made:
        yield made


def filled(year: WorkedYear, folder: Path, name: str = SCHOOL) -> Path:
    """Write a unit's workbook and fill it as the hand has it."""
    found = sheets.books(year.library, YEAR, unit_ids=[year.units[name]])
    ((_, path),) = sheets.write_books(folder, found)
    cells = cells_of(SHEETS[name])
    change(path, lambda book: [fill(sheet, cells) for sheet in book.worksheets])
    return path


def change(path: Path, act: Callable[[openpyxl.Workbook], object]) -> None:
    book = openpyxl.load_workbook(path)
    act(book)
    book.save(path)


def head_of(sheet: Worksheet) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == CODE_HEAD)


def rows_of(sheet: Worksheet) -> dict[str, int]:
    return {str(sheet.cell(row, 2).value).strip(): row for row in range(head_of(sheet) + 1, sheet.max_row + 1)}


def fill(sheet: Worksheet, cells: dict[AnnualCell, Decimal]) -> None:
    places = rows_of(sheet)
    for line in LINES:
        row = places.get(extra_words(line))
        if row is None:
            continue
        if line.extra is Extra.FEE:
            sheet.cell(row, 3).value = 0
        for column, cell in enumerate(line.cells, start=3):
            sheet.cell(row, column).value = int(cells[cell])


def came(year: WorkedYear, path: Path) -> sheets.AnnualReview:
    (review,) = sheets.reviewed(year.library, sheets.apart(received([path]))[0], DAY)
    return review


def test_every_unit_has_a_book_without_hidden_parts(year, tmp_path):
    found = sheets.books(year.library, YEAR, closing=date(2027, 1, 15))
    written = sheets.write_books(tmp_path / "数据表", found)
    assert len(written) == len(year.units)
    assert [path.name[:3] for _, path in written] == [f"{n:02}-" for n in range(1, len(written) + 1)]
    book = openpyxl.load_workbook(written[0][1])
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets)


def test_three_books_go_out_come_back_and_sum_up_to_the_hand(year, tmp_path):
    paths = [filled(year, tmp_path / "出", name) for name in SHEETS]
    reviews = sheets.reviewed(year.library, sheets.apart(received(paths))[0], DAY)
    assert [(each.unit, each.laid.waits) for each in reviews] == [(name, ()) for name in SHEETS]
    sheets.take_over(year.library, BY, reviews)
    told = units_data(year.library, YEAR)
    assert {each.name for each in told} == set(SHEETS)
    assert summed(each.figures for each in told) == hand_cells(expected()["annual"]["three_units"])
    assert {(each.fee, each.submitted) for each in told} == {(Decimal(0), DAY)}
    again = sheets.reviewed(year.library, sheets.apart(received(paths))[0], DAY)
    assert all(each.known for each in again)
    assert sheets.take_over(year.library, BY, again) is None
    undo(year.library, BY)
    assert units_data(year.library, YEAR) == ()


def test_it_is_no_plan_and_no_progress(year, tmp_path):
    sources = received([filled(year, tmp_path)])
    assert (len(sheets.apart(sources)[0]), sheets.apart(sources)[1]) == (1, [])


# ---- what people do to it


def rename_unit(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=head_of(sheet)):
            for cell in row:
                if isinstance(cell.value, str) and SCHOOL in cell.value:
                    cell.value = cell.value.replace(SCHOOL, "市民政局")


def insert_rows(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for merged in list(sheet.merged_cells.ranges):  # openpyxl leaves them where they were
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(head_of(sheet) + 2, 2)


def drop_codes(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for row in range(head_of(sheet) + 1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None


def sort_values(book: openpyxl.Workbook) -> None:
    """Move two rows of codes against their words: as when some columns are sorted alone."""
    sheet = book.worksheets[1]
    first = head_of(sheet) + 1
    codes = [sheet.cell(first + step, 1).value for step in range(2)]
    sheet.cell(first, 1).value, sheet.cell(first + 1, 1).value = reversed(codes)


def as_text(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for row in rows_of(sheet).values():
            for column in range(3, 3 + len(CLASSES)):
                value = sheet.cell(row, column).value
                if isinstance(value, int):
                    sheet.cell(row, column).value = f"{value:,}件".replace("1", "１")


def leave_open(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[1]
    sheet.cell(head_of(sheet) + 1, 3).value = None


def about(book: openpyxl.Workbook) -> None:
    book.worksheets[1].cell(head_of(book.worksheets[1]) + 1, 3).value = "约6"


def break_balance(book: openpyxl.Workbook) -> None:
    book.worksheets[1].cell(head_of(book.worksheets[1]) + 1, 3).value = 60


def reorder(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[1]
    first, last = head_of(sheet) + 1, max(rows_of(sheet).values())
    for column in range(1, 3 + len(CLASSES)):
        a, b = sheet.cell(first, column), sheet.cell(first + 1, column)
        a.value, b.value = b.value, a.value
    assert last > first


def next_year(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=head_of(sheet)):
            for cell in row:
                if isinstance(cell.value, str) and "年度：" in cell.value:
                    cell.value = cell.value.replace(str(YEAR), str(YEAR - 1))


@pytest.mark.parametrize(
    ("mangle", "waits"),
    [
        (insert_rows, ()),
        (as_text, ()),
        (reorder, ()),
        (rename_unit, (AnnualWait.UNIT_DIFFERS,)),
        (drop_codes, (AnnualWait.BAD_CODE,)),
        (sort_values, (AnnualWait.WORDS_DIFFER,)),
        (leave_open, (AnnualWait.OPEN,)),
        (about, (AnnualWait.UNREAD,)),
        (break_balance, (AnnualWait.CHECKS,)),
        (next_year, (AnnualWait.BAD_CODE,)),
    ],
)
def test_a_mangled_book_is_right_or_waits(year, tmp_path, mangle, waits):
    path = filled(year, tmp_path)
    change(path, mangle)
    review = came(year, path)
    assert set(waits) <= set(review.laid.waits)
    if not waits:
        assert (review.laid.waits, review.laid.figures) == ((), cells_of(SHEETS[SCHOOL]))
    sheets.take_over(year.library, BY, [review])
    assert bool(units_data(year.library, YEAR)) == (not waits)
    assert len(sheets.waiting(year.library, DAY)) == bool(waits)


def test_a_sheet_that_is_copied_into_another_book_is_read_with_what_it_says(year, tmp_path):
    path = filled(year, tmp_path)
    change(path, lambda book: book.remove(book.worksheets[0]))
    review = came(year, path)
    assert (review.unit, {cell.part for cell in review.laid.figures}) == (SCHOOL, {3})


def test_other_figures_that_stand_already_are_not_overwritten(year, tmp_path):
    sheets.take_over(year.library, BY, [came(year, filled(year, tmp_path / "一"))])
    path = filled(year, tmp_path / "二")
    change(path, lambda book: book.worksheets[0].cell(head_of(book.worksheets[0]) + 1, 3).__setattr__("value", 9))
    review = came(year, path)
    assert review.laid.waits == (AnnualWait.CONFLICT,)
    sheets.take_over(year.library, BY, [review])
    assert units_data(year.library, YEAR)[0].figures == cells_of(SHEETS[SCHOOL])


# ---- a person decides


def wait_for(year: WorkedYear, tmp_path: Path, mangle: Callable[[openpyxl.Workbook], object]) -> sheets.WaitingBook:
    path = filled(year, tmp_path)
    change(path, mangle)
    sheets.take_over(year.library, BY, [came(year, path)])
    (found,) = sheets.waiting(year.library, DAY)
    return found


def test_open_cells_are_taken_as_nought_only_if_a_person_says_so(year, tmp_path):
    found = wait_for(year, tmp_path, leave_open)
    cell = LINES[len(LINES) - len([each for each in LINES if each.cells and each.cells[0].part == 3])].cells[0]
    sheets.settle(year.library, BY, found.file.id, take=True)
    assert cell not in units_data(year.library, YEAR)[0].figures
    undo(year.library, BY)
    sheets.settle(year.library, BY, found.file.id, take=True, open_is_nothing=True)
    assert units_data(year.library, YEAR)[0].figures[cell] == 0
    assert sheets.waiting(year.library, DAY) == []


def test_what_is_left_aside_is_not_entered_and_does_not_wait(year, tmp_path):
    found = wait_for(year, tmp_path, break_balance)
    assert found.laid.failing
    sheets.settle(year.library, BY, found.file.id, take=False)
    assert (units_data(year.library, YEAR), sheets.waiting(year.library, DAY)) == ((), [])
    assert len(returns.returned_files(year.library)) == 1


def test_what_cannot_be_read_is_not_taken(year, tmp_path):
    found = wait_for(year, tmp_path, about)
    with pytest.raises(NotAllowed) as caught:
        sheets.settle(year.library, BY, found.file.id, take=True)
    assert caught.value.data["lacks"] == ("annual_book",)


def test_a_book_of_another_library_waits(year, tmp_path):
    path = filled(year, tmp_path)
    with opened(tmp_path / "另一个.gkdesk") as other:
        review = came(other, path)
        assert AnnualWait.BAD_CODE in review.laid.waits
