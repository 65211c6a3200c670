"""Sets of states: each state has its place in them."""

from gongkai_desk.domain import state as states
from gongkai_desk.domain.state import OPEN, OUT, PAUSED, RUNNING, State, in_order


def test_every_state_is_running_waiting_paused_or_out() -> None:
    parts = (RUNNING, {State.PENDING}, PAUSED, OUT)
    assert sorted(state for part in parts for state in part) == sorted(State)


def test_what_is_neither_open_nor_out_is_suspended() -> None:
    assert set(State) - OPEN - OUT == {State.SUSPENDED}


def test_at_rest_is_where_it_is_not_the_turn_of_unit_or_office() -> None:
    assert set(State) - RUNNING - {State.PENDING} == states.AT_REST
    assert states.AT_REST - {State.CLOSED} == states.SET_ASIDE


def test_what_keeps_a_whole_task_open_is_running_or_put_off() -> None:
    assert RUNNING | {State.DEFERRED} == states.UNDONE


def test_a_set_is_put_in_the_order_of_the_states() -> None:
    assert in_order(OUT) == (State.CLOSED, State.NOT_APPLICABLE, State.CANCELLED)
