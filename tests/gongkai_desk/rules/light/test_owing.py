"""What a share owes for a period."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Report
from gongkai_desk.rules.light.cycles import Cycle, read_cycle
from gongkai_desk.rules.light.lights import Frame
from gongkai_desk.rules.light.owing import Owes, Span, owes
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

TODAY = date(2022, 6, 15)
Q2 = Span("2022Q2", date(2022, 4, 1), date(2022, 6, 30))
LONG = Deadline("长期坚持", DeadlineKind.LONG_TERM, None, ())
MAY = Deadline("5月底前", DeadlineKind.MONTH_END, date(2022, 5, 31), (date(2022, 5, 31),))
YEAR_END = Deadline("12月底前", DeadlineKind.MONTH_END, date(2022, 12, 31), (date(2022, 12, 31),))
FRAME = Frame(TODAY, Workdays.usual())
NO_REPORTS = replace(FRAME, cycle=Cycle(None))


def told(day: date, period: str = "", *, returned: str = "") -> Report:
    return Report(1, "市教育局", day, "已办。", period=period, returned=returned)


@pytest.mark.parametrize(
    ("deadline", "state", "frame", "expected"),
    [
        pytest.param(LONG, State.NOT_STARTED, FRAME, Owes.REPORT, id="the cycle asks"),
        pytest.param(LONG, State.NOT_STARTED, NO_REPORTS, Owes.NOT_ASKED, id="nothing is asked"),
        pytest.param(YEAR_END, State.IN_PROGRESS, NO_REPORTS, Owes.NOT_ASKED, id="its day is later"),
        pytest.param(MAY, State.IN_PROGRESS, NO_REPORTS, Owes.DUE, id="its day is in the period"),
        pytest.param(LONG, State.RETURNED, NO_REPORTS, Owes.RECTIFY, id="to be put right"),
        pytest.param(MAY, State.CLOSED, FRAME, Owes.AT_REST, id="closed"),
        pytest.param(MAY, State.PENDING, FRAME, Owes.PENDING, id="the office's turn"),
        pytest.param(MAY, State.SUSPENDED, FRAME, Owes.AT_REST, id="stopped"),
        pytest.param(MAY, State.NOT_APPLICABLE, FRAME, None, id="not concerned"),
    ],
)
def test_what_a_share_owes(deadline: Deadline, state: State, frame: Frame, expected: Owes | None) -> None:
    share = a_share(state=state, since=date(2022, 5, 20))
    assert owes(deadline, share.facts, frame, Q2) is expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        pytest.param(told(date(2022, 6, 1)), Owes.REPORTED, id="in the period"),
        pytest.param(told(date(2022, 3, 20)), Owes.REPORT, id="in the one before"),
        pytest.param(told(date(2022, 6, 10), "2022Q1"), Owes.REPORT, id="on the one before"),
        pytest.param(told(date(2022, 6, 1), returned="太简略"), Owes.REPORT, id="sent back"),
    ],
)
def test_what_was_reported_is_not_asked_again(report: Report, expected: Owes) -> None:
    assert owes(LONG, a_share(reports=[report]).facts, FRAME, Q2) is expected


def test_a_yearly_cycle_asks_in_the_last_quarter_only() -> None:
    yearly = replace(FRAME, cycle=read_cycle("每年"))
    q4 = Span("2022Q4", date(2022, 10, 1), date(2022, 12, 31))
    assert owes(LONG, a_share().facts, yearly, Q2) is Owes.NOT_ASKED
    assert owes(LONG, a_share().facts, yearly, q4) is Owes.REPORT


def test_a_pause_that_ends_in_the_period_asks_again() -> None:
    paused = a_share(state=State.DEFERRED, paused_until=date(2022, 5, 31))
    assert owes(LONG, paused.facts, FRAME, Q2) is Owes.REPORT
    longer = a_share(state=State.DEFERRED, paused_until=date(2022, 9, 30))
    assert owes(LONG, longer.facts, FRAME, Q2) is Owes.AT_REST


def test_a_task_that_begins_later_is_told_only() -> None:
    later = replace(YEAR_END, start=date(2022, 9, 1))
    assert owes(later, a_share().facts, FRAME, Q2) is Owes.NOT_BEGUN
