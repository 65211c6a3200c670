"""Where a whole task stands, and who counts for it."""

import pytest

from gongkai_desk.domain.state import FULFILLED, RUNNING, Role, State
from gongkai_desk.domain.work import WhoReports
from gongkai_desk.rules.light.standing import charged, concerned, state_from_counts, state_of_whole

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
    assert concerned(ROLES[2:], WhoReports.EACH).size == 1
    assert concerned((), WhoReports.EACH).size == 0
