"""明确责任单位: whom a collective name means, by hand; the printed text stays."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services import undo, units
from gongkai_desk.services.progress import work
from gongkai_desk.standing.lights import works
from gongkai_desk.store import rosters
from gongkai_desk.store.library import Library
from tests.builders import stored_plan

DAY = date(2026, 3, 6)
BY = By("李明", DAY)


@pytest.fixture
def filled(library: Library) -> Library:
    for name in ("东江区政府", "西江区政府", "北江区政府"):
        units.add_unit(library, BY, Unit(name, cls=UnitClass.DISTRICT))
    units.add_unit(library, BY, Unit("市教育局", cls=UnitClass.DEPARTMENT))
    tasks = (
        Task("一", responsible=("各区政府",), unit_text="各区政府"),
        Task("二", responsible=("相关单位",), unit_text="相关单位"),
        Task("三", responsible=("相关单位",), unit_text="相关单位"),
    )
    stored_plan(library, *tasks, day=DAY)
    return library


def names(library: Library, task: int) -> list[str]:
    return [share.unit for share in works(library, [task])[task].shares]


def printed(library: Library, task: int) -> rosters.PrintedUnit:
    (found,) = rosters.printed_units(library, [task])
    return found


def test_a_unit_taken_out_of_a_collective_name_is_not_charged(filled: Library) -> None:
    of = printed(filled, 1)
    assert len(of.units) == 3
    units.name_units(filled, BY, {of.id: of.units[:2]})
    assert names(filled, 1) == ["东江区政府", "西江区政府"]
    assert printed(filled, 1).printed == "各区政府"


def test_an_open_name_means_whom_a_person_names(filled: Library) -> None:
    assert not printed(filled, 2).is_settled
    units.name_units(filled, BY, {printed(filled, 2).id: [4]})
    assert names(filled, 2) == ["市教育局"]
    undo.undo(filled, By("李明", DAY))
    assert not printed(filled, 2).is_settled


def test_the_same_words_in_the_plan_can_be_answered_at_once(filled: Library) -> None:
    first = printed(filled, 2)
    (other,) = units.alike(filled, first)
    units.name_units(filled, BY, {first.id: [4], other.id: [4]})
    assert names(filled, 2) == names(filled, 3) == ["市教育局"]


def test_a_unit_that_has_reported_is_not_left_out(filled: Library) -> None:
    work.report(filled, By("李明", DAY), 1, NewReport("东江区政府", DAY, "已办"))
    of = printed(filled, 1)
    with pytest.raises(NotAllowed) as refused:
        units.name_units(filled, BY, {of.id: of.units[1:]})
    assert refused.value.data["lacks"] == ("unit_without_facts",)
    assert len(names(filled, 1)) == 3
