"""Days off that the office entered."""

from datetime import date

from gongkai_desk.domain.ids import By
from gongkai_desk.services import office, undo
from gongkai_desk.store.entries import duties
from gongkai_desk.store.library import Library

BY = By("李明", date(2027, 1, 4))
FESTIVAL, MAKE_UP = date(2027, 2, 8), date(2027, 2, 14)


def test_a_later_notice_changes_an_earlier_one(library: Library) -> None:
    office.set_days(library, BY, {FESTIVAL: False, MAKE_UP: True})
    office.set_days(library, BY, {FESTIVAL: True})
    assert duties.days(library) == {FESTIVAL: True, MAKE_UP: True}
    undo.undo(library, BY)
    assert duties.days(library) == {FESTIVAL: False, MAKE_UP: True}


def test_local_days_are_a_list_of_their_own(library: Library) -> None:
    office.set_days(library, BY, {FESTIVAL: True})
    office.set_days(library, BY, {FESTIVAL: False}, in_list=duties.LOCAL)
    assert duties.days(library) == {FESTIVAL: True}
    assert duties.days(library, duties.STATE, duties.LOCAL) == {FESTIVAL: False}


def test_a_year_is_forgotten_alone(library: Library) -> None:
    office.set_days(library, BY, {FESTIVAL: False, date(2028, 1, 1): False})
    office.clear_year(library, BY, 2027)
    assert duties.days(library) == {date(2028, 1, 1): False}
