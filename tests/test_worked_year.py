"""The year that was worked out by hand: its library builds, is sound, and hand and table agree on what they name."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.state import State
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


@pytest.mark.parametrize("day", ["2026-06-30", "2026-09-30"])
def test_lights_are_those_that_the_hand_saw(tmp_path, day):
    with opened(tmp_path / "云州市.gkdesk", date.fromisoformat(day)) as then:
        lit = lit_works(then.library, date.fromisoformat(day))
        found: dict[str, list[str]] = {}
        for number, each in lit.items():
            found.setdefault(each.light.colour.value, []).append(then.seq(number))
    assert found == expected()["lights"][day]
