"""Names of periods: what days they mean, which is reported on now, which a report tells of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.time import Every
from gongkai_desk.domain.work import Report, StoredReport
from gongkai_desk.rules.light.cycles import (
    USUAL_CYCLE,
    Cycle,
    current_period,
    is_period_of,
    longer_periods,
    period_days,
    periods,
    read_cycle,
    told_periods,
)
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
EVERY = [Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_name_means_days(name: str, first: date, last: date) -> None:
    assert period_days(name) == (first, last)


@pytest.mark.parametrize("name", ["", "2026Q5", "2026Q0", "2026H3", "2026M13", "Q1", "0000", "二〇二六", "2026Q"])
def test_other_words_mean_none(name: str) -> None:
    assert period_days(name) is None


@pytest.mark.parametrize("every", EVERY)
@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_day_lies_in_the_period_that_is_named_after_it(every: Every, day: date) -> None:
    held = periods(Cycle(every), day - timedelta(days=800), day, Workdays({}))[-1]
    assert held.first <= day <= held.last
    assert period_days(held.name) == (held.first, held.last)
    assert is_period_of(Cycle(every), held.name)


@pytest.mark.parametrize("every", EVERY)
def test_periods_of_a_year_follow_each_other_without_a_gap(every: Every) -> None:
    found = periods(Cycle(every), date(2025, 12, 31), date(2027, 12, 31), USUAL)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
    assert all(period.due <= period.grace for period in found)


@pytest.mark.parametrize(
    ("every", "name", "fits"),
    [
        (Every.QUARTER, "2026Q3", True),
        (Every.QUARTER, "2026H1", False),
        (Every.HALF_YEAR, "2026H1", True),
        (Every.MONTH, "2026M03", True),
        (Every.YEAR, "2026", True),
        (Every.YEAR, "2026Q3", False),
        (Every.QUARTER, "", False),
        (None, "2026Q3", False),
    ],
)
def test_a_name_is_of_one_cycle(every: Every | None, name: str, fits: bool) -> None:
    assert is_period_of(Cycle(every), name) is fits


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 6, 30), "2026Q2"),
        (date(2026, 7, 1), "2026Q2"),  # its grace ends on 2 July
        (date(2026, 7, 2), "2026Q2"),
        (date(2026, 7, 3), "2026Q3"),
        (date(2026, 12, 31), "2026Q4"),
    ],
    ids=str,
)
def test_the_period_in_its_days_of_grace_is_still_reported_on(today: date, name: str) -> None:
    assert current_period(USUAL_CYCLE, today, USUAL) == name


def test_where_nothing_is_asked_there_is_no_period() -> None:
    assert current_period(read_cycle("不填报"), date(2026, 7, 1), USUAL) == ""


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 6, 30), ("2026H1", "2026", "2025H2", "2025")),
        (date(2026, 7, 1), ("2026H2", "2026H1", "2026", "2025H2", "2025")),
    ],
    ids=str,
)
def test_longer_periods_begin_with_what_has_begun(today: date, names: tuple[str, ...]) -> None:
    assert longer_periods(today) == names


@pytest.mark.parametrize(
    ("words", "cycle"),
    [
        ("每月25日前", Cycle(Every.MONTH, 25, year_end=None)),
        (" 每 月 25 日 前 ", Cycle(Every.MONTH, 25, year_end=None)),
        ("次月5日前", Cycle(Every.MONTH, 5, following=True, year_end=None)),
        ("每半年", Cycle(Every.HALF_YEAR)),
        ("月后3个工作日", Cycle(Every.MONTH, workdays=3, year_end=None)),
        ("半年结束后10个工作日", Cycle(Every.HALF_YEAR, workdays=10, year_end=None)),
        ("季度末月31日", Cycle(Every.QUARTER, 31, year_end=None)),
        ("无需报送", Cycle(None)),
    ],
)
def test_words_of_a_cycle_are_understood(words: str, cycle: Cycle) -> None:
    assert read_cycle(words) == cycle


def test_the_31st_is_the_last_day_of_any_month() -> None:
    found = periods(read_cycle("每月31日"), date(2027, 12, 31), date(2028, 4, 30), Workdays({}))
    assert [period.due.day for period in found] == [31, 29, 31, 30]


def report(number: int, month: int, day: int, period: str = "", returned: str = "") -> Report:
    return StoredReport(1, "市教育局", date(2026, month, day), "进展", id=number, period=period, returned=returned)


ASKED = periods(USUAL_CYCLE, date(2026, 1, 1), date(2026, 12, 31), USUAL)


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        pytest.param([report(1, 3, 20)], {1: "2026Q1"}, id="of its day"),
        pytest.param([report(1, 4, 1)], {1: "2026Q1"}, id="in the grace of the one before"),
        pytest.param([report(1, 3, 20), report(2, 4, 1)], {1: "2026Q1", 2: "2026Q2"}, id="in grace, but told already"),
        pytest.param(
            [report(1, 3, 20, returned="不全"), report(2, 4, 1)],
            {1: "2026Q1", 2: "2026Q1"},
            id="sent back tells nothing",
        ),
        pytest.param([report(1, 9, 1, "2026Q1")], {1: "2026Q1"}, id="as it names"),
        pytest.param([], {}, id="none"),
    ],
)
def test_a_report_tells_of_one_period(reports: list[Report], told: dict[int, str]) -> None:
    assert told_periods(ASKED, reports) == told


def test_a_report_from_before_the_ledger_tells_of_none() -> None:
    assert told_periods(ASKED[1:], [report(1, 1, 20)]) == {1: ""}
