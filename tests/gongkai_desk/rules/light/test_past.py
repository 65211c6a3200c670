"""Shares as they stood on a past day: what happened later is not known, what happened by then is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import ActFact, Facts, Proof, ReportFact, StateFact
from gongkai_desk.domain.state import OUT, Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Report, Transition
from gongkai_desk.rules.light.counts import facts_on, shares_on
from gongkai_desk.rules.light.shares import Share, Shares
from tests.acts import ACTS

DATED = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))
FIRST, LAST = date(2026, 3, 9), date(2026, 12, 31)


def on(day: int, month: int) -> date:
    return date(2026, month, day)


def act(action: Action, day: date, was: State, became: State, until: date | None = None) -> ActFact:
    return ActFact(action, day, was, became, until)


STORY = Facts(  # begun in March, applied in May, sent back, applied again, closed in July, opened again in October
    stored=StateFact(State.IN_PROGRESS, on(8, 10)),
    acts=(
        act(Action.APPLY, on(6, 5), State.IN_PROGRESS, State.PENDING),
        act(Action.RETURN, on(11, 5), State.PENDING, State.RETURNED, on(1, 6)),
        act(Action.APPLY, on(28, 5), State.RETURNED, State.PENDING),
        act(Action.CLOSE, on(1, 7), State.PENDING, State.CLOSED),
        act(Action.REOPEN, on(8, 10), State.CLOSED, State.IN_PROGRESS),
    ),
    reports=(ReportFact(on(20, 3)), ReportFact(on(25, 5))),
    proofs=(Proof(on(30, 4), on(5, 5)), Proof(on(20, 5), on(27, 5))),
)


@pytest.mark.parametrize(
    ("day", "state", "since"),
    [
        (on(19, 3), State.NOT_STARTED, None),
        (on(20, 3), State.IN_PROGRESS, on(20, 3)),
        (on(5, 5), State.IN_PROGRESS, on(20, 3)),
        (on(6, 5), State.PENDING, on(6, 5)),
        (on(11, 5), State.RETURNED, on(11, 5)),
        (on(27, 5), State.RETURNED, on(11, 5)),
        (on(28, 5), State.PENDING, on(28, 5)),
        (on(1, 7), State.CLOSED, on(1, 7)),
        (on(7, 10), State.CLOSED, on(1, 7)),
        (on(8, 10), State.IN_PROGRESS, on(8, 10)),
    ],
    ids=str,
)
def test_the_state_is_that_of_the_day(day: date, state: State, since: date | None) -> None:
    past = facts_on(DATED, STORY, day)
    assert (past.state, past.since) == (state, since)


def test_the_day_of_a_rectification_is_known_only_while_it_holds() -> None:
    days = (on(10, 5), on(11, 5), on(28, 5))
    assert [facts_on(DATED, STORY, day).rectify_until for day in days] == [None, on(1, 6), None]


def test_what_was_closed_then_was_finished_then() -> None:
    assert facts_on(DATED, STORY, on(1, 8)).finished == on(20, 5)  # the last evidence of that time
    assert facts_on(DATED, STORY, on(1, 6)).finished is None


def test_evidence_counts_from_the_day_it_came() -> None:
    assert [len(facts_on(DATED, STORY, day).proofs) for day in (on(4, 5), on(5, 5), on(27, 5))] == [0, 1, 2]


def test_evidence_of_no_day_was_always_there() -> None:
    assert facts_on(DATED, Facts(proofs=(Proof(),)), FIRST).proofs == (Proof(),)


def test_evidence_that_came_is_a_beginning() -> None:
    came = Facts(stored=StateFact(State.IN_PROGRESS, on(1, 9)), proofs=(Proof(None, on(1, 4)),))
    assert facts_on(DATED, came, on(1, 5)).state is State.IN_PROGRESS


def test_what_was_put_off_then_had_its_day() -> None:
    paused = Facts(
        stored=StateFact(State.IN_PROGRESS, on(1, 9)),
        acts=(
            act(Action.DEFER, on(1, 6), State.NOT_STARTED, State.DEFERRED, on(31, 8)),
            act(Action.RESUME, on(1, 9), State.DEFERRED, State.IN_PROGRESS),
        ),
    )
    assert facts_on(DATED, paused, on(1, 7)).paused_until == on(31, 8)
    assert facts_on(DATED, paused, on(2, 9)).paused_until is None


def test_an_extension_that_came_later_is_not_known() -> None:
    put_off = Facts(acts=(act(Action.EXTEND, on(1, 9), State.IN_PROGRESS, State.IN_PROGRESS, on(31, 12)),))
    assert facts_on(DATED, put_off, on(31, 8)).acts == ()
    assert facts_on(DATED, put_off, on(1, 9)).acts == put_off.acts


def test_the_words_of_a_share_go_with_its_facts() -> None:
    told = (Report(1, "甲", on(20, 3), "三月"), Report(1, "甲", on(25, 5), "五月"))
    acts = tuple(Transition(1, 1, each.act, each.day, each.was, each.became, "因故") for each in STORY.acts)
    shares = Shares.of([Share(1, "甲", STORY, told, acts=acts), Share(2, "乙")])
    past = shares_on(DATED, shares, on(12, 5))
    assert [report.text for report in past[0].reports] == ["三月"]
    assert [each.act for each in past[0].acts] == [Action.APPLY, Action.RETURN]
    assert past[1].state is State.NOT_STARTED


def test_those_that_stand_alike_now_stood_alike_then() -> None:
    shares = Shares.of([Share(number, str(number), STORY) for number in range(3)])
    assert [sorted(places) for places in shares_on(DATED, shares, on(6, 5)).alike().values()] == [[0, 1, 2]]


# ---- any story


@st.composite
def stories(draw: st.DrawFn) -> Facts:
    """Return facts as acts upon a share leave them behind, one after another in time."""
    state, day, since, acts, paused = State.NOT_STARTED, FIRST, None, [], State.IN_PROGRESS
    for _ in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(0, 40)))
        action = draw(st.sampled_from(sorted(each for each in Action if state in ACTS[each].states)))
        became = paused if ACTS[action].goes_back else ACTS[action].leads_to(state)
        acts.append(ActFact(action, day, state, became))
        if became is not state:
            paused, since = state, day
        state = became
    reports = tuple(ReportFact(each) for each in sorted(draw(st.lists(st.dates(FIRST, LAST), max_size=3))))
    return Facts(stored=StateFact(state, since), acts=tuple(acts), reports=reports)


@given(stories(), st.dates(FIRST, LAST))
def test_nothing_from_after_the_day_is_left(facts: Facts, day: date) -> None:
    past = facts_on(DATED, facts, day)
    assert all(act.day <= day for act in past.acts)
    assert all(report.day <= day for report in past.reports)
    assert past.since is None or past.since <= day
    assert past.finished is None or past.finished <= day


@given(stories(), st.dates(FIRST, LAST), st.integers(0, 60))
def test_to_look_back_twice_is_to_look_back_once(facts: Facts, day: date, later: int) -> None:
    once = facts_on(DATED, facts, day)
    assert facts_on(DATED, facts_on(DATED, facts, day + timedelta(days=later)), day).state is once.state


@given(stories())
def test_the_end_of_a_story_is_now(facts: Facts) -> None:
    past = facts_on(DATED, facts, date(2027, 12, 31))
    if facts.acts and facts.since is not None:
        assert past.state is facts.state
    assert (past.acts, past.reports) == (facts.acts, facts.reports)


@given(stories(), st.dates(FIRST, LAST))
def test_what_was_settled_then_had_an_act_that_settled_it(facts: Facts, day: date) -> None:
    past = facts_on(DATED, facts, day)
    if past.state in OUT:
        assert next(act.became for act in reversed(past.acts) if act.became is not act.was) is past.state
