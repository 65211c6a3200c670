"""The years of 云州市 and of Shanghai, played by script, light up as they were worked out by hand (tests/data/year)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.state import State
from gongkai_desk.paths import resource
from gongkai_desk.rules.light import counts
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.store.library import Library
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import explain, period_text, tally_text
from gongkai_desk.wording.states import COLOURS, light_text
from tests.real_plans import NO_PLANS, SHARED
from tests.year import REST, Play, Table

YUNZHOU, SHANGHAI = Table.read("yunzhou-2026"), Table.read("shanghai-2022")
TABLES = (YUNZHOU, SHANGHAI)


class Played(NamedTuple):
    """What was seen of a year: the dates of its plan, and each task by 序号 on each chosen day."""

    dates: PlanDates
    on: Mapping[date, Mapping[str, LitWork]]


SeenOf = Callable[[Table], Played]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> SeenOf:
    """Return what shows for each chosen day of a table what its tasks showed; each year is played once."""

    @cache
    def of(name: str) -> Played:
        table = next(table for table in TABLES if table.name == name)
        folder = tmp_path_factory.mktemp("year") / "一年.gkdesk"
        with Library.create(folder, "一年", who="李明", day=table.imported) as library:
            library.connection.execute("PRAGMA synchronous = OFF")  # 2,000 acts; no power cut is being tested
            play = Play(library, table, _plan(table))
            return Played(play.dates, dict(play.days()))

    return lambda table: of(table.name)


def _plan(table: Table) -> Path:
    if table is YUNZHOU:
        return resource("samples", table.told["plan"])
    path = SHARED / "files" / table.told["plan"]
    if not path.is_file():
        pytest.skip(NO_PLANS)
    return path


def _cases(keys: Iterable[str] = ()) -> list[Any]:
    """Return a case for each task of each table on each chosen day that tells one of ``keys``."""
    wanted = set(keys)
    return [
        pytest.param(table, task, day, id=f"{table.name[:-5]}-{task['seq']}-{day}")
        for table in TABLES
        for task in table.tasks
        for day in table.chosen
        if not wanted or wanted & set(task["days"][day.isoformat()])
    ]


@pytest.mark.parametrize(("table", "task", "day"), _cases())
def test_every_light_is_the_one_worked_out_by_hand(seen: SeenOf, table: Table, task: dict[str, Any], day: date) -> None:
    lit = seen(table).on[day][task["seq"]]
    wanted = task["days"][day.isoformat()]
    assert light_text(lit.light) == wanted["light"]
    assert _colours(lit) == _wanted_colours(table, wanted, [share.unit for share in lit.work.shares])
    late = {share.unit for share, light in lit.light.by_unit if light.word is Why.DONE_LATE}
    assert late == set(table.spelled(wanted.get("late", ())))


def _colours(lit: LitWork) -> dict[str, str]:
    return {share.unit: COLOURS[light.colour] for share, light in lit.light.by_unit}


def _wanted_colours(table: Table, wanted: dict[str, Any], charged: Iterable[str]) -> dict[str, str]:
    told = {colour: wanted[colour] for colour in COLOURS.values() if colour in wanted}
    found = {name: colour for colour, names in told.items() for name in table.spelled(names)}
    rest = next((colour for colour, names in told.items() if REST in names), "")
    return {name: found.get(name, rest) for name in charged}


@pytest.mark.parametrize(("table", "task", "day"), _cases(("count", "met", "reached")))
def test_every_count_is_the_one_worked_out_by_hand(seen: SeenOf, table: Table, task: dict[str, Any], day: date) -> None:
    of = seen(table).on[day][task["seq"]].work
    wanted = task["days"][day.isoformat()]
    asked = [share for share in of.shares if share.state is not State.NOT_APPLICABLE]
    tally = counts.tally(counts.targets(of.task)[0], asked)
    told = {
        "met": tally_text(tally),
        "count": f"{tally.total}/{tally.target.value}",
        "reached": counts.is_reached(tally.target, tally.total),
    }
    assert {name: each for name, each in told.items() if name in wanted} == {
        name: each for name, each in wanted.items() if name in told
    }


@pytest.mark.parametrize(("table", "task", "day"), _cases(("says",)))
def test_every_light_says_of_itself_what_was_worked_out(
    seen: SeenOf, table: Table, task: dict[str, Any], day: date
) -> None:
    lit = seen(table).on[day][task["seq"]]
    lights = {share.unit: (share, light) for share, light in lit.light.by_unit}
    targets = counts.targets(lit.work.task, lit.work.settings.quota_scope)
    for unit, facts in task["days"][day.isoformat()]["says"].items():
        told = "".join(explain(lit.work.task, *lights[unit], lit.frame, targets, seen(table).dates))
        assert [fact for fact in facts if _in_words(fact) not in told] == [], told


def _in_words(fact: str) -> str:
    """Return what an explanation is to contain: dates, periods and numbers of days as it writes them."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", fact):
        return chinese_date(date.fromisoformat(fact))
    return period_text(fact) if re.fullmatch(r"\d{4}[QHM]\d+", fact) else fact


TASKS = [pytest.param(table, task, id=f"{table.name[:-5]}-{task['seq']}") for table in TABLES for task in table.tasks]


@pytest.mark.parametrize(("table", "task"), TASKS)
def test_every_task_has_the_units_and_deadline_worked_out_by_hand(
    seen: SeenOf, table: Table, task: dict[str, Any]
) -> None:
    of = seen(table).on[table.chosen[0]][task["seq"]].work
    deadline = of.task.deadline
    assert len(of.shares) == task["count"]
    assert (deadline.kind, deadline.due and deadline.due.isoformat()) == (task["kind"], task["due"])


@pytest.mark.parametrize("day", SHANGHAI.chosen, ids=str)
def test_tasks_that_stand_alike_have_the_light_of_their_group(seen: SeenOf, day: date) -> None:
    shown = seen(SHANGHAI).on[day]
    wanted = {seq: f"{group['days'][day.isoformat()]}{n}/{n}" for group, seq, n in SHANGHAI.grouped}
    assert {seq: light_text(shown[seq].light) for seq in wanted} == wanted


@pytest.mark.parametrize("day", SHANGHAI.chosen, ids=str)
def test_all_tasks_together_have_the_lights_worked_out_by_hand(seen: SeenOf, day: date) -> None:
    shown = seen(SHANGHAI).on[day]
    wanted = {colour: n for colour, n in SHANGHAI.told["all"][day.isoformat()].items() if colour != "why"}
    assert Counter(COLOURS[lit.light.colour] for lit in shown.values()) == wanted
    assert sum(wanted.values()) == len(shown) == 121


def test_the_directory_has_the_districts_and_departments_of_the_city() -> None:
    assert [len(SHANGHAI.sets[name]) for name in ("各区政府", "各部门")] == [16, 46]
