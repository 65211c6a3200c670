"""Lights of many tasks at once: what is worked out once for alike shares is what each share has by itself."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.state import Action, WhoReports
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.unit import Unit, UnitClass, UnitGroup
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.errors import DeskError
from gongkai_desk.rules.light.lights import LightCache, light, task_light
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.standing import shelf, statistics
from gongkai_desk.standing.lights import lit_works, works
from gongkai_desk.store import rosters, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task

STORED, TODAY = date(2026, 3, 9), date(2026, 11, 22)
NAMES = tuple(f"市第{number}工作局" for number in range(6))
DEADLINES = (Deadline("长期", DeadlineKind.LONG_TERM), Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30)))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return a library in which much was done to tasks of single units and of collective names."""
    pick = random.Random(2026)
    with Library.create(tmp_path_factory.mktemp("lights") / "a.gkdesk", "a", day=STORED) as library:
        ids = fill(library, pick)
        for _ in range(150):
            try:
                act(library, pick, pick.choice(ids))
            except DeskError:
                continue  # the rules forbid it here
        yield library


def fill(library: Library, pick: random.Random) -> list[int]:
    with library.step("导入", By("", STORED)) as step:
        known = [
            units.insert_unit(step, Unit(name, cls=UnitClass.DISTRICT if i < 3 else UnitClass.DEPARTMENT, order=-i))
            for i, name in enumerate(NAMES)
        ]
        group = units.insert_group(step, UnitGroup("各区", True, (UnitClass.DISTRICT,), (), (known[0],)))
        matches = {name: plans.Match(number) for name, number in zip(NAMES, known, strict=True)}
        names = (*NAMES, "各区", "没有登记的单位")
        tasks = [
            a_task(
                lead=tuple(pick.sample(names, pick.randrange(2))),
                responsible=tuple(pick.sample(names, pick.randrange(3))),
                support=tuple(pick.sample(names, pick.randrange(3))),
                deadline=pick.choice(DEADLINES),
            )
            for _ in range(20)
        ]
        plan = plans.insert_plan(step, Plan(title="要点", year=2026))
        return list(plans.insert_tasks(step, plan, tasks, {**matches, "各区": plans.Match(group_id=group)}))


def act(library: Library, pick: random.Random, task: int) -> None:
    day, unit = STORED + timedelta(days=pick.randrange(250)), pick.choice(NAMES)
    match pick.randrange(6):
        case 0 | 1:
            work.report(library, By("", day), task, NewReport(unit, day, "进展", zero=pick.random() < 0.3))
        case 2:
            proof = Evidence("佐证", doc_no="1号", effective=day, received=day)
            work.attach(library, By("", day), task, proof, unit=pick.choice((None, unit)))
        case 3:
            counting.set_reporting(library, By("", day), task, who_reports=pick.choice(list(WhoReports)))
        case _:
            said = Said("因故", until=day + timedelta(days=40), override="特批")
            closing.move(library, By("", day), task, unit, pick.choice(list(Action)), said=said)


def test_alike_shares_have_the_light_that_each_has_by_itself(busy: Library) -> None:
    for each in lit_works(busy, TODAY).values():
        assert [lit for _, lit in each.light.by_unit] == [
            light(each.work.task.deadline, share.facts, each.frame) for share in each.work.shares
        ]
        assert task_light(each.work.task.deadline, tuple(each.work.shares), each.frame) == each.light


def test_what_was_worked_out_before_changes_nothing(busy: Library) -> None:
    cache = LightCache()
    first = lit_works(busy, TODAY, cache=cache)
    again = lit_works(busy, TODAY, cache=cache)
    assert {number: each.light for number, each in again.items()} == {n: each.light for n, each in first.items()}


def test_alike_shares_stood_alike_on_a_past_day(busy: Library) -> None:
    day = date(2026, 7, 1)
    one_by_one = [
        statistics.standings(busy, day, today=TODAY, unit_id=unit.id).shares for unit in units.units(busy)
    ]  # fmt: skip
    together = [fact for fact in statistics.standings(busy, day, today=TODAY).shares if fact.key[1] is not None]
    assert sorted(together, key=lambda fact: fact.key) == sorted(sum(one_by_one, ()), key=lambda fact: fact.key)


def test_lists_of_units_are_those_of_every_task(busy: Library) -> None:
    found = {(task, *pair) for roster, tasks in rosters.rosters(busy) for task in tasks for pair in roster}
    assert found == set(units.expanded(busy))


def test_states_of_some_tasks_are_those_of_all(busy: Library) -> None:
    every = shelf.task_states(busy)
    assert every
    for number in plans.task_ids(busy, 1):
        assert shelf.task_states(busy, [number]) == {n: state for n, state in every.items() if n == number}


def test_a_share_is_made_when_it_is_looked_at(busy: Library) -> None:
    shares = next(each.shares for each in works(busy).values() if any(s.reports for s in each.shares))
    place = next(place for place, share in enumerate(shares) if share.reports)
    assert shares.one(place) == shares[place]
    assert not shares.plain[place].reports
