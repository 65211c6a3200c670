"""Where a whole task stands, who counts for it, and what acts leave behind on a share."""

from datetime import date

import pytest

from gongkai_desk.domain.light import ActFact, Pause
from gongkai_desk.domain.state import FULFILLED, RUNNING, Action, Role, State, WhoReports
from gongkai_desk.rules.light.shares import (
    Concerned,
    charged,
    concerned,
    extended_to,
    is_carried,
    pauses,
    state_from_counts,
    state_of_whole,
    state_resumed,
)

OPEN, DONE, OUT, BACK = State.NOT_STARTED, State.CLOSED, State.NOT_APPLICABLE, State.RETURNED
ROLES = ((Role.LEAD, 1), (Role.RESPONSIBLE, 2), (Role.SUPPORT, 3))


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        pytest.param([OPEN, OPEN], OPEN, id="nobody began"),
        pytest.param([DONE, OPEN], State.IN_PROGRESS, id="one is done"),
        pytest.param([OUT, OPEN], State.IN_PROGRESS, id="one is out"),
        pytest.param([DONE, DONE, OUT], DONE, id="all concerned are done"),
        pytest.param([OUT, OUT], OUT, id="nobody is concerned"),
        pytest.param([DONE, BACK, OPEN], BACK, id="a returned one is loudest"),
        pytest.param([State.PENDING, State.IN_PROGRESS], State.PENDING, id="then what waits for the office"),
        pytest.param([DONE, State.SUSPENDED], State.IN_PROGRESS, id="they differ"),
        pytest.param([OPEN, State.SUSPENDED], OPEN, id="one is stopped, the other has not begun"),
    ],
)
def test_a_task_stands_where_its_units_stand(states: list[State], whole: State) -> None:
    assert state_of_whole(states) is whole


@pytest.mark.parametrize("state", sorted(RUNNING | FULFILLED | {State.SUSPENDED}))
def test_a_unit_that_is_not_stored_counts_as_one_stored_as_not_begun(state: State) -> None:
    assert state_from_counts({state: 1}, 2) is state_from_counts({state: 1, State.NOT_STARTED: 1}, 2)


def test_states_taken_off_the_count_do_not_count() -> None:
    assert state_from_counts({State.RETURNED: 0, DONE: 1}, 1) is DONE


@pytest.mark.parametrize(
    ("who", "units"),
    [(WhoReports.EACH, (1, 2)), (WhoReports.LEAD, (1,)), (WhoReports.RESPONSIBLE, (2,))],
)
def test_who_is_charged_as_the_office_set_it(who: WhoReports, units: tuple[int, ...]) -> None:
    assert charged(ROLES, who) == units
    assert concerned(ROLES, who).size == len(units)
    assert concerned(ROLES, who).aside == {1, 2, 3} - set(units)


def test_others_are_charged_where_nobody_has_the_role() -> None:
    assert charged(ROLES[1:], WhoReports.LEAD) == (2,)


def test_supporting_units_count_only_where_there_are_no_others() -> None:
    assert charged(ROLES[2:], WhoReports.EACH) == ()
    assert concerned(ROLES[2:], WhoReports.EACH) == Concerned(1, only_help=True)
    assert concerned((), WhoReports.EACH).size == 0


# ---- what acts leave behind


def act(action: Action, day: int, was: State, became: State, until: date | None = None) -> ActFact:
    return ActFact(action, date(2026, 5, day), was, became, until)


AT_WORK = State.IN_PROGRESS
LATER, LAST = date(2026, 10, 31), date(2026, 12, 31)


def test_the_last_date_that_was_set_holds() -> None:
    put_off = act(Action.EXTEND, 1, AT_WORK, AT_WORK, LATER)
    assert extended_to([put_off, act(Action.CHANGE, 2, AT_WORK, AT_WORK)]) == LATER
    assert extended_to([put_off, act(Action.CHANGE, 2, AT_WORK, AT_WORK, LAST)]) == LAST
    assert extended_to([act(Action.DEFER, 1, AT_WORK, State.DEFERRED, LATER)]) is None


def test_what_was_closed_anew_is_carried_only_if_its_last_close_was() -> None:
    carried = act(Action.CARRY_OVER, 1, AT_WORK, State.CLOSED)
    again = [carried, act(Action.REOPEN, 2, State.CLOSED, AT_WORK), act(Action.CLOSE, 3, AT_WORK, State.CLOSED)]
    assert is_carried([carried])
    assert not is_carried(again)


def test_a_pause_runs_from_the_act_to_the_way_back() -> None:
    stopped = act(Action.SUSPEND, 1, AT_WORK, State.SUSPENDED)
    assert pauses([stopped]) == (Pause(date(2026, 5, 1)),)
    assert pauses([stopped, act(Action.RESUME, 9, State.SUSPENDED, AT_WORK)]) == (
        Pause(date(2026, 5, 1), date(2026, 5, 9)),
    )


def test_what_was_put_off_is_asked_again_after_its_date() -> None:
    assert pauses([act(Action.DEFER, 1, AT_WORK, State.DEFERRED, LATER)]) == (Pause(date(2026, 5, 1), LATER),)


@pytest.mark.parametrize(("begun", "state"), [(False, State.NOT_STARTED), (True, AT_WORK)])
def test_work_is_resumed_where_it_was_stopped(begun: bool, state: State) -> None:
    acts = [
        act(Action.DEFER, 1, State.NOT_STARTED, State.DEFERRED),
        act(Action.SUSPEND, 2, State.DEFERRED, State.SUSPENDED),
        act(Action.RESUME, 3, State.SUSPENDED, State.DEFERRED),
    ]
    assert state_resumed(acts, begun=begun) is state
    assert state_resumed(acts[:2], begun=begun) is State.DEFERRED
