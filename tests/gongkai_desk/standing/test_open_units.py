"""责任单位待明确: a task whose units nobody named is not 正常推进, and waits in the reminders until they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour, Topic, Why
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.rules.light.agenda import agenda
from gongkai_desk.services import units as directory
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library

DAY = date(2022, 3, 1)
BY = By("李明", DAY)


def stored(library: Library, *names: str) -> None:
    part = Part(PartKind.TABLE, "表", (Task(content="一", responsible=names),))
    add_plan(library, BY, Intake(Draft("要点", (Plan("要点", year=2022),), (part,), text="一"), 0))


def lit(library: Library) -> LitWork:
    return lit_works(library, DAY)[1]


@pytest.mark.parametrize("names", [("相关单位",), ("各区政府",)], ids=["open", "no members"])
def test_a_task_of_nobody_is_to_be_settled(library: Library, names: tuple[str, ...]) -> None:
    stored(library, *names)
    found = lit(library)
    assert (found.light.colour, found.light.word) == (Colour.YELLOW, Why.UNITS_OPEN)
    assert Topic.UNITS_OPEN in agenda([(found.work.task, found.light, found.frame)])


def test_an_open_name_beside_a_unit_is_listed_though_the_unit_runs(library: Library) -> None:
    stored(library, "市教育局", "相关单位")
    found = lit(library)
    assert found.light.word is Why.RUNNING
    assert Topic.UNITS_OPEN in agenda([(found.work.task, found.light, found.frame)])


def test_it_is_settled_when_the_members_are_there(library: Library) -> None:
    stored(library, "各区政府")
    (group,) = units.groups(library)
    directory.add_unit(library, BY, Unit("青石区政府", cls=UnitClass.DISTRICT))
    directory.set_group(library, BY, replace(group, classes=(UnitClass.DISTRICT,)))
    found = lit(library)
    assert found.light.word is Why.RUNNING
    assert Topic.UNITS_OPEN not in agenda([(found.work.task, found.light, found.frame)])
