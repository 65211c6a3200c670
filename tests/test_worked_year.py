"""The year that was worked out by hand: its library builds, is sound, and hand and table agree on what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from gongkai_desk.domain.state import State
from gongkai_desk.rules.light.cycles import PeriodStatus, Standing
from gongkai_desk.rules.light.lights import reporting
from gongkai_desk.standing.lights import lit_works, works
from gongkai_desk.store.care.check import findings
from tests.worked_year import expected, facts, opened


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("worked") / "云州市.gkdesk") as made:
        yield made.register_requests(date(2026, 12, 31))


def test_the_library_builds_and_is_sound(year):
    assert len(year.tasks) == 24
    assert set(year.units) == {each["name"] for each in facts()["units"]}
    assert findings(year.library.folder) == []


def test_each_collective_and_several_units_have_their_shares(year):
    shares = {year.seq(number): len(each.shares) for number, each in works(year.library).items()}
    assert {seq: count for seq, count in shares.items() if count > 1} == {"7": 2, "9": 3, "17": 3, "23": 2}
    assert sum(shares.values()) == 30


def test_shares_stand_where_the_hand_saw_them_at_the_end(year):
    closed = {
        f"{year.seq(number)} {share.unit}"
        for number, each in works(year.library).items()
        for share in each.shares
        if share.state is State.CLOSED
    }
    assert closed == set(expected()["periods"]["2026Q3"]["figures"]["shares_closed"]["rows"])


@pytest.mark.parametrize(("period", "day"), [("2026Q2", "2026-07-03"), ("2026Q3", "2026-10-12")])
def test_reports_came_as_the_hand_saw(tmp_path, period, day):
    then, shown = date.fromisoformat(day), expected()["periods"][period]["figures"]
    with opened(tmp_path / "云州市.gkdesk", then) as made:
        found: dict[str, set[str]] = {"on_time": set(), "late": set(), "missing": set(), "zero": set()}
        for number, lit in lit_works(made.library, then).items():
            for share, _ in lit.light.by_unit:
                for name in _came(reporting(lit.work.task.deadline, share.facts, lit.frame), period):
                    found[name].add(f"{made.seq(number)} {share.unit}")
    assert found == {name: set(shown[name]["rows"]) for name in found}


def _came(statuses: Iterable[PeriodStatus], period: str) -> Iterator[str]:
    """Yield under which figures of a period a share's report counts."""
    standing = next((each.standing for each in statuses if each.period.name == period), Standing.NOT_ASKED)
    if standing is Standing.ZERO:
        yield "zero"
    if standing in (Standing.REPORTED, Standing.ZERO):
        yield "on_time"
    elif standing in (Standing.LATE_IN_GRACE, Standing.MADE_GOOD):
        yield "late"
    elif standing is not Standing.NOT_ASKED:
        yield "missing"


@pytest.mark.parametrize("day", ["2026-06-30", "2026-09-30"])
def test_lights_are_those_that_the_hand_saw(tmp_path, day):
    with opened(tmp_path / "云州市.gkdesk", date.fromisoformat(day)) as then:
        lit = lit_works(then.library, date.fromisoformat(day))
        found: dict[str, list[str]] = {}
        for number, each in lit.items():
            found.setdefault(each.light.colour.value, []).append(then.seq(number))
    assert found == expected()["lights"][day]
