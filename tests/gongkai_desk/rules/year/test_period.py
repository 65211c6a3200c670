"""What is counted of a period, on values made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.light import ActFact, Facts, StateFact
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.year.period import FigureName
from gongkai_desk.rules.light.cycles import Period, PeriodStatus, Standing
from gongkai_desk.rules.year.period import (
    NO_SECTION,
    StoodShare,
    StoodTask,
    counted_state,
    figures,
    is_long_term,
    next_period,
    share_names,
    task_names,
)

DAY = date(2026, 6, 30)
Q2 = Period("2026Q2", date(2026, 4, 1), DAY, date(2026, 6, 25), date(2026, 7, 2))
CLOSED, BUSY = StoodShare(1, State.CLOSED), StoodShare(2, State.IN_PROGRESS)
OUT = StoodShare(3, State.NOT_APPLICABLE)


def task(*shares: StoodShare, long_term: bool = False, section: str = "") -> StoodTask:
    return StoodTask(1, section, long_term, shares)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (task(CLOSED, OUT), {FigureName.TASKS, FigureName.CLOSED}),
        (task(CLOSED, BUSY), {FigureName.TASKS, FigureName.IN_PROGRESS}),
        (task(CLOSED, StoodShare(2, State.NOT_STARTED)), {FigureName.TASKS, FigureName.IN_PROGRESS}),
        (task(StoodShare(2, State.RETURNED)), {FigureName.TASKS, FigureName.IN_PROGRESS}),
        (task(BUSY, StoodShare(2, State.PENDING)), {FigureName.TASKS, FigureName.PENDING}),
        (task(OUT, StoodShare(2, State.DEFERRED)), {FigureName.OUT}),
        (task(CLOSED, long_term=True), {FigureName.LONG_TERM}),
        (task(OUT, long_term=True), {FigureName.OUT}),
        (task(StoodShare(1, State.CLOSED, late=True)), {FigureName.TASKS, FigureName.CLOSED, FigureName.CLOSED_LATE}),
        (
            task(CLOSED, StoodShare(2, State.IN_PROGRESS, overdue=True)),
            {FigureName.TASKS, FigureName.IN_PROGRESS, FigureName.OVERDUE},
        ),
    ],
)
def test_a_task_counts_by_its_shares_that_count(given: StoodTask, names: set[FigureName]) -> None:
    assert set(task_names(given)) == names


@pytest.mark.parametrize(
    ("standing", "names"),
    [
        (Standing.NOT_ASKED, set()),
        (Standing.AHEAD, {FigureName.OWED}),
        (Standing.REPORTED, {FigureName.OWED, FigureName.ON_TIME}),
        (Standing.ZERO, {FigureName.OWED, FigureName.ON_TIME}),
        (Standing.LATE_IN_GRACE, {FigureName.OWED, FigureName.LATE}),
        (Standing.MADE_GOOD, {FigureName.OWED, FigureName.LATE}),
        (Standing.IN_GRACE, {FigureName.OWED, FigureName.MISSING}),
        (Standing.MISSING, {FigureName.OWED, FigureName.MISSING}),
    ],
)
@pytest.mark.parametrize("zero", [False, True])
def test_a_report_is_on_time_late_or_missing(standing: Standing, names: set[FigureName], zero: bool) -> None:
    share = BUSY._replace(report=PeriodStatus(Q2, standing, zero=zero))
    told = bool(names & {FigureName.ON_TIME, FigureName.LATE})
    expected = {FigureName.SHARES, *names, *([FigureName.ZERO] if zero and told else [])}
    assert set(share_names(share, long_term=False)) == expected


def test_what_is_set_apart_owes_nothing() -> None:
    share = OUT._replace(report=PeriodStatus(Q2, Standing.MISSING))
    assert list(share_names(share, long_term=False)) == [FigureName.SHARES_OUT]


def test_a_task_without_a_heading_beside_others_has_a_line_of_its_own() -> None:
    found = figures([task(CLOSED, section="一、公开"), StoodTask(2, "", False, (BUSY,))])
    assert [each.section for each in found if each.name is FigureName.TASKS and each.unit_id is None] == [
        *("", "一、公开", NO_SECTION)
    ]


def test_a_plan_without_headings_has_no_sections() -> None:
    assert {each.section for each in figures([task(CLOSED), task(BUSY)])} == {""}


@pytest.mark.parametrize(("until", "state"), [(DAY, State.DEFERRED), (date(2026, 6, 29), State.NOT_STARTED)])
def test_a_deferral_that_is_over_counts_again(until: date, state: State) -> None:
    act = ActFact(Action.DEFER, date(2026, 5, 1), State.NOT_STARTED, State.DEFERRED, until)
    facts = Facts(stored=StateFact(State.DEFERRED, act.day, until=until), acts=(act,))
    assert counted_state(facts, DAY) is state


def test_only_a_task_without_any_date_is_told_apart() -> None:
    kinds = [kind for kind in DeadlineKind if is_long_term(Deadline("长期坚持", kind))]
    assert kinds == [DeadlineKind.LONG_TERM]


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("2026Q2", "2026Q3"),
        ("2026Q4", "2027Q1"),
        ("2026H1", "2026H2"),
        ("2026H2", "2027H1"),
        ("2026M09", "2026M10"),
        ("2026M12", "2027M01"),
        ("2026", "2027"),
    ],
)
def test_the_period_after_one(name: str, after: str) -> None:
    assert next_period(name) == after
