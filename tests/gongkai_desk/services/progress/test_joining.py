"""A closed task stays closed: units that come later are asked about, and none is red before."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import ALL, Said
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import joining
from gongkai_desk.services.progress.closing import move
from gongkai_desk.services.progress.joining import Joined
from gongkai_desk.services.units import add_unit, edit_unit, name_units
from gongkai_desk.standing.lights import lights
from gongkai_desk.store import rosters, units
from gongkai_desk.store.library import Library

DAY, LATER = date(2022, 3, 1), date(2022, 11, 22)
BY = By("李明", DAY)
NAMES = ("青石区政府", "白沙区政府")


@pytest.fixture
def closed(library: Library) -> Library:
    """A task of 各区政府 and 相关单位, closed as a whole in March; a second one that goes on."""
    tasks = tuple(Task(content=text, responsible=("各区政府", "相关单位")) for text in "一二")
    part = Part(PartKind.TABLE, "表", tasks)
    add_plan(library, BY, Intake(Draft("要点", (Plan("要点", year=2022),), (part,), text="一"), 0))
    move(library, BY, 1, ALL, Action.CLOSE, said=Said(override="已办结"))
    return library


def colours(library: Library, task: int) -> set[Colour]:
    return {light.colour for _, light in lights(library, LATER)[task].by_unit}


def join(library: Library, how: str) -> None:
    if how == "directory":
        for name in NAMES:
            add_unit(library, BY, Unit(name, cls=UnitClass.DISTRICT))
    elif how == "import":
        again = Part(PartKind.TABLE, "表", (Task(content="三", responsible=NAMES),))
        add_plan(library, BY, Intake(Draft("第二份", (Plan("第二份", year=2022),), (again,), text="三"), 0))
        for unit in units.units(library):
            library_edit(library, unit)
    else:
        made = [add_unit(library, BY, Unit(name)).made or 0 for name in NAMES]
        printed = next(each for each in rosters.printed_units(library, [1]) if each.printed == "相关单位")
        name_units(library, BY, {printed.id: made})


def library_edit(library: Library, unit: Unit) -> None:
    edit_unit(library, BY, unit.id or 0, proposed=False)


@pytest.mark.parametrize("how", ["directory", "import", "named"])
def test_units_that_join_turn_nothing_red(closed: Library, how: str) -> None:
    join(closed, how)
    assert colours(closed, 1) == {Colour.BLUE}
    assert {task for task, _ in joining.held(closed)} == {1}
    assert len(joining.held(closed)) == 2


@pytest.mark.parametrize(
    ("how", "seen"),
    [(Joined.NOT_CONCERNED, Colour.OFF), (Joined.HELD, Colour.BLUE), (Joined.CATCH_UP, Colour.RED)],
)
def test_they_are_answered_in_bulk(closed: Library, how: Joined, seen: Colour) -> None:
    join(closed, "directory")
    joining.answer_held(closed, BY, joining.held(closed), how)
    assert joining.held(closed) == ()
    assert colours(closed, 1) == {seen}
