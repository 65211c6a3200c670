"""自评表 go out with codes and come back: the sure is entered, what is changed, too much or another's waits."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.year.assessment import USUAL_ITEMS, Scheme, SchemeUnit
from gongkai_desk.domain.year.self_scores import POINTS_HEAD, SelfWait
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.returns.sheets import is_book
from gongkai_desk.services.collecting.settling import waiting_files
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.services.year import self_scores
from gongkai_desk.services.year.approvals import approve
from gongkai_desk.standing.year.assessment import scores
from gongkai_desk.store import units
from gongkai_desk.store.library import Library

BY = By("李明", date(2026, 11, 2))
Fill = Callable[[Worksheet, int, int], None]


@pytest.fixture
def number(library: Library) -> int:
    with library.step("单位", BY) as step:
        for name in ("市教育局", "市民政局"):
            units.insert_unit(step, Unit(name, "", UnitClass.DEPARTMENT))
    named = tuple(SchemeUnit(each.id) for each in units.units(library))
    made = acts.save_scheme(library, BY, Scheme(2026, "政务公开工作考核", items=USUAL_ITEMS, units=named)).made
    assert made is not None
    return made


@pytest.fixture
def sent(library: Library, number: int, tmp_path: Path) -> list[Path]:
    return self_scores.write_books(tmp_path / "下发", self_scores.books(library, number, BY.today))


def filled(path: Path, *points: str, change: Fill = lambda sheet, row, column: None) -> Path:
    """Fill a book in from its first row on; ``change(sheet, row, column)``: something else is done to it."""
    book = load_workbook(path)
    sheet = book.active
    row, column = next((c.row, c.column) for line in sheet.iter_rows() for c in line if c.value == POINTS_HEAD)
    for place, text in enumerate(points, 1):
        sheet.cell(row + place, column).value = text
    change(sheet, row, column)
    book.save(path)
    return path


def taken(library: Library, *paths: Path) -> list[self_scores.SelfReview]:
    own, _ = self_scores.apart(received(list(paths)))
    files = self_scores.reviewed(library, own)
    self_scores.take_over(library, BY, files)
    return files


def own_points(library: Library, number: int, unit: int = 0) -> list[Decimal | None]:
    return [each.self_points for each in scores(library, number).units[unit].items]


def test_a_book_has_no_hidden_sheets_no_password_and_is_no_book_of_progress(sent):
    book = load_workbook(sent[0])
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("自评表", "visible")]
    assert book.active.protection.sheet
    assert not book.active.protection.password
    assert not any(each.hidden for each in book.active.column_dimensions.values())
    assert not is_book(received(sent[:1])[0].content.tables)


def test_what_is_sure_is_entered_and_the_same_file_changes_nothing(library, number, sent):
    path = filled(sent[0], "29", "18.5分", "10")
    files = taken(library, path)
    assert (files[0].unit, files[0].waiting) == ("市教育局", 0)
    assert own_points(library, number)[:4] == [Decimal(29), Decimal("18.5"), Decimal(10), None]
    assert own_points(library, number, 1) == [None] * 6
    assert taken(library, path)[0].known


def test_too_much_and_no_number_wait_and_are_decided_by_a_person(library, number, sent):
    waits = [row.waits for row in taken(library, filled(sent[0], "35", "很好", "9"))[0].rows]
    assert waits == [(SelfWait.BEYOND,), (SelfWait.UNREAD,), ()]
    waiting = self_scores.waiting(library, number)
    assert [each.may_take for each in waiting] == [False, False]
    assert waiting_files(library) == []
    self_scores.settle(library, BY, [], waiting)
    assert self_scores.waiting(library, number) == []
    assert own_points(library, number)[:3] == [None, None, Decimal(9)]


def test_another_answer_than_the_one_that_stands_waits_and_may_be_taken(library, number, sent, tmp_path):
    second = tmp_path / "再报.xlsx"
    second.write_bytes(sent[0].read_bytes())
    taken(library, filled(sent[0], "29"))
    assert taken(library, filled(second, "25"))[0].rows[0].waits == (SelfWait.CONFLICT,)
    assert own_points(library, number)[0] == 29
    waiting = self_scores.waiting(library, number)
    self_scores.settle(library, BY, waiting, [])
    assert own_points(library, number)[0] == 25


def test_what_waited_is_not_taken_once_the_ranking_was_approved(library, number, sent, tmp_path):
    second = tmp_path / "再报.xlsx"
    second.write_bytes(sent[0].read_bytes())
    taken(library, filled(sent[0], "29"))
    taken(library, filled(second, "25"))
    approve(library, BY, Approval("ranking", BY.today, assessment_id=number, approver="王主任"))
    waiting = self_scores.waiting(library, number)
    with pytest.raises(NotAllowed):
        self_scores.settle(library, BY, waiting, [])
    self_scores.settle(library, BY, [], waiting)
    assert (own_points(library, number)[0], self_scores.waiting(library, number)) == (29, [])


def test_a_row_out_of_another_units_book_waits(library, number, sent):
    def foreign(sheet: Worksheet, row: int, column: int) -> None:
        sheet.cell(row + 1, 1).value = load_workbook(sent[1]).active.cell(row + 1, 1).value

    assert taken(library, filled(sent[0], "29", change=foreign))[0].rows[0].waits == (SelfWait.OTHER_BOOK,)
    assert own_points(library, number) == own_points(library, number, 1) == [None] * 6


def test_without_its_code_a_book_is_only_guessed_by_its_name(library, number, sent):
    def lose_codes(sheet: Worksheet, row: int, column: int) -> None:
        for line in sheet.iter_rows(max_row=row):
            for cell in line:
                if "自评码" in str(cell.value):
                    cell.value = ""

    files = taken(library, filled(sent[0], "29", change=lose_codes))
    assert (files[0].unit, files[0].rows[0].waits) == ("市教育局", (SelfWait.UNIT_BY_NAME,))
    assert own_points(library, number)[0] is None
    assert self_scores.waiting(library, number)[0].may_take


def test_another_librarys_book_is_not_taken(number, sent, tmp_path):
    with Library.create(tmp_path / "另一库.gkdesk", "另一库", day=BY.today) as other:
        files = self_scores.reviewed(other, self_scores.apart(received([filled(sent[0], "29")]))[0])
    assert files[0].place is None
    assert files[0].rows[0].waits == (SelfWait.BAD_CODE,)
