"""The clock of a request: DOMAIN §3 and the fixed points of §1."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import Request, Result
from gongkai_desk.rules.requests import Act, Note, RequestState, clock, faults, lacks
from gongkai_desk.wording.clocks import clock_lines, days_text, due_text, state_text
from gongkai_desk.workdays import Workdays

DAYS = Workdays.usual()
ASKED = Request(number="〔2026〕1号", subject="征地批文", received=date(2026, 9, 16))


def at(request: Request, day: date = date(2026, 9, 17)):
    return clock(request, day, DAYS)


def test_twenty_working_days_over_the_october_holidays() -> None:
    assert at(ASKED).due == date(2026, 10, 20)


def test_extended_once_by_twenty() -> None:
    extended = replace(ASKED, extended=date(2026, 10, 20), extended_days=20)
    assert at(extended, date(2026, 10, 21)).due == date(2026, 11, 17)


def test_an_extension_past_the_last_day_does_not_count() -> None:
    extended = replace(ASKED, extended=date(2026, 10, 21), extended_days=20)
    found = at(extended, date(2026, 10, 22))
    assert (found.due, found.state) == (date(2026, 10, 20), RequestState.OVERDUE)
    assert Note.EXTENDED_LATE in {said.note for said in found.notes}


def test_a_completion_starts_the_period_anew() -> None:
    asked = replace(ASKED, completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30))
    waiting = at(asked, date(2026, 9, 29))
    assert (waiting.state, waiting.due, waiting.used, waiting.stopped) == (RequestState.COMPLETION, None, 2, True)
    completed = replace(asked, completed=date(2026, 9, 28))
    assert at(completed, date(2026, 9, 29)).due == DAYS.add(date(2026, 9, 28), 20)


def test_without_completion_it_counts_as_given_up_and_waits_for_its_result() -> None:
    asked = replace(ASKED, completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30))
    found = at(asked, date(2026, 10, 8))
    assert (found.state, found.light, state_text(found)) == (
        RequestState.GIVEN_UP,
        Colour.BLUE,
        "视为放弃，待登记结果",
    )
    closed = at(replace(asked, answered=date(2026, 10, 9), result=Result.NOT_COMPLETED), date(2026, 10, 10))
    assert (closed.state, closed.closed, state_text(closed)) == (RequestState.GIVEN_UP, True, "视为放弃")


def test_time_for_asking_a_third_party_is_not_counted() -> None:
    asked = replace(ASKED, third_party_asked=date(2026, 9, 18))
    waiting = at(asked, date(2026, 9, 23))
    assert (waiting.state, waiting.used, waiting.left) == (RequestState.THIRD_PARTY, 2, 18)
    opinion = replace(asked, third_party_answered=date(2026, 9, 25))
    rested = len(DAYS.between(date(2026, 9, 18), date(2026, 9, 25)))
    assert at(opinion, date(2026, 9, 28)).due == DAYS.add(date(2026, 9, 16), 20 + rested)


def test_a_silent_third_party_is_waited_for_no_longer_than_the_law_says() -> None:
    asked = replace(ASKED, third_party_asked=date(2026, 9, 18))
    last = DAYS.add(date(2026, 9, 18), 15)
    assert at(asked, last).state is RequestState.THIRD_PARTY
    after = at(asked, DAYS.add(last, 1))
    assert (after.state, after.used) == (RequestState.RUNNING, 3)
    assert any("由本机关决定" in line for line in clock_lines(after))


@pytest.mark.parametrize(
    ("day", "state", "light", "days"),
    [
        (date(2026, 9, 17), RequestState.RUNNING, Colour.GREEN, "余19个工作日"),
        (date(2026, 10, 13), RequestState.RUNNING, Colour.YELLOW, "余5个工作日"),
        (date(2026, 10, 20), RequestState.RUNNING, Colour.YELLOW, "余0个工作日"),
        (date(2026, 10, 22), RequestState.OVERDUE, Colour.RED, "超2个工作日"),
    ],
    ids=["first day", "soon", "last day", "past it"],
)
def test_lights_follow_the_days_left(day: date, state: RequestState, light: Colour, days: str) -> None:
    found = at(ASKED, day)
    assert (found.state, found.light, days_text(found)) == (state, light, days)


def test_an_answer_past_the_last_day_stays_known_as_late() -> None:
    found = at(replace(ASKED, answered=date(2026, 10, 22), result=Result.GRANTED), date(2027, 1, 4))
    assert (state_text(found), days_text(found), found.light) == ("已答复（逾期）", "用时22个工作日", Colour.GREEN)


def test_a_year_without_notice_is_counted_with_a_remark() -> None:
    found = at(replace(ASKED, received=date(2031, 9, 16)), date(2031, 9, 17))
    assert any("2031年放假安排尚未录入" in line for line in clock_lines(found))


def test_while_completion_is_waited_for_there_is_no_last_day() -> None:
    asked = replace(ASKED, completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30))
    assert due_text(at(asked, date(2026, 9, 21))) == "待补正后起算"


# ---- what the law forbids

WAITING = replace(ASKED, completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30))


@pytest.mark.parametrize(
    ("act", "request_", "day", "missing"),
    [
        (Act.EXTEND, ASKED, date(2026, 10, 20), ()),
        (Act.EXTEND, ASKED, date(2026, 10, 21), ("extension_in_time",)),
        (
            Act.EXTEND,
            replace(ASKED, extended=date(2026, 10, 9), extended_days=5),
            date(2026, 10, 20),
            ("extension_once",),
        ),
        (Act.EXTEND, WAITING, date(2026, 9, 21), ("completion_pending",)),
        (Act.ASK_COMPLETION, ASKED, DAYS.add(date(2026, 9, 16), 7), ()),
        (Act.ASK_COMPLETION, ASKED, DAYS.add(date(2026, 9, 16), 8), ("completion_in_time",)),
        (Act.ASK_COMPLETION, WAITING, date(2026, 9, 21), ("completion_once",)),
        (Act.COMPLETE, ASKED, date(2026, 9, 21), ("completion_not_asked",)),
        (Act.COMPLETE, WAITING, date(2026, 9, 21), ()),
        (Act.ASK_THIRD_PARTY, WAITING, date(2026, 9, 21), ("completion_pending",)),
        (
            Act.ASK_THIRD_PARTY,
            replace(ASKED, third_party_asked=date(2026, 9, 18)),
            date(2026, 9, 21),
            ("third_party_once",),
        ),
        (Act.TAKE_OPINION, ASKED, date(2026, 9, 21), ("third_party_not_asked",)),
        (
            Act.ANSWER,
            replace(ASKED, answered=date(2026, 9, 18), result=Result.GRANTED),
            date(2026, 9, 21),
            ("request_answered",),
        ),
    ],
)
def test_what_the_law_forbids(act: Act, request_: Request, day: date, missing: tuple[str, ...]) -> None:
    assert lacks(act, request_, day, DAYS) == missing


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"subject": " "}, "request_subject"),
        ({"received": None}, "received_day"),
        ({"received": date(2027, 1, 4)}, "future_day"),
        ({"answered": date(2026, 9, 15), "result": Result.GRANTED}, "day_order"),
        ({"answered": date(2026, 9, 18)}, "result"),
        ({"result": Result.GRANTED}, "answer_day"),
        ({"completed": date(2026, 9, 18)}, "asked_day"),
        ({"extended": date(2026, 9, 18), "extended_days": 21}, "extension_days"),
    ],
)
def test_facts_that_do_not_hold_together(wrong: dict, fault: str) -> None:
    assert fault in faults(replace(ASKED, **wrong), date(2026, 12, 31))
    assert faults(ASKED, date(2026, 12, 31)) == ()


# ---- properties

RECEIVED = st.dates(date(2024, 1, 1), date(2026, 6, 30))
SPANS = st.integers(0, 25)


@given(received=RECEIVED, ask=SPANS, waits=st.integers(0, 14), looks=st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_the_clock_never_runs_while_a_third_party_is_asked(received: date, ask: int, waits: int, looks: int) -> None:
    asked = received + timedelta(days=ask)
    until = DAYS.add(asked, waits)
    request = replace(ASKED, received=received, third_party_asked=asked)
    first, last = clock(request, asked, DAYS), clock(request, until, DAYS)
    assert first.used == last.used
    answered = clock(replace(request, third_party_answered=until), until + timedelta(days=looks), DAYS)
    without = clock(replace(ASKED, received=received), until + timedelta(days=looks), DAYS)
    assert without.used - answered.used == len(DAYS.between(asked, until))


@given(received=RECEIVED, ask=st.integers(0, 9), looks=st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_the_clock_never_runs_while_a_completion_is_waited_for(received: date, ask: int, looks: int) -> None:
    asked = received + timedelta(days=ask)
    request = replace(ASKED, received=received, completion_asked=asked, completion_until=asked + timedelta(days=15))
    found = clock(request, asked + timedelta(days=looks), DAYS)
    assert found.used == len(DAYS.between(received, asked))
    assert (found.due, found.late) == (None, False)


@given(received=RECEIVED, days=st.integers(1, 20), looks=st.integers(0, 80))
@settings(max_examples=60, deadline=None)
def test_used_and_left_make_up_the_period_until_it_is_over(received: date, days: int, looks: int) -> None:
    request = replace(ASKED, received=received, extended=received, extended_days=days)
    day = received + timedelta(days=looks)
    found = clock(request, day, DAYS)
    assert found.late == (day > found.due)
    assert found.late or found.used + found.left == 20 + days
    assert DAYS.is_workday(found.due)
