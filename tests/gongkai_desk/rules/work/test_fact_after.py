"""The state with its days that an act leaves behind on a share."""

from datetime import date

import pytest

from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.work.transitions import Request, fact_after
from tests.builders import a_share

BEGUN, DAY, UNTIL = date(2026, 3, 9), date(2026, 5, 6), date(2026, 6, 1)
AT_WORK = a_share(state=State.IN_PROGRESS, since=BEGUN)
RETURNED = a_share(state=State.RETURNED, since=BEGUN, rectify_until=UNTIL)
LASTING = Deadline("6月底，长期坚持", DeadlineKind.DATE_THEN_LONG_TERM, date(2026, 6, 30))


def after(
    action: Action, became: State, share: Share = AT_WORK, until: date | None = None, deadline: Deadline = NO_DEADLINE
) -> StateFact:
    return fact_after(Request(action, DAY, DAY, until=until), Task(deadline=deadline), share, became)


@pytest.mark.parametrize(
    ("action", "became", "until", "expected"),
    [
        (Action.APPLY, State.PENDING, None, StateFact(State.PENDING, DAY)),
        (Action.CLOSE, State.CLOSED, None, StateFact(State.CLOSED, DAY, DAY)),
        (Action.RETURN, State.RETURNED, UNTIL, StateFact(State.RETURNED, DAY, rectify_until=UNTIL)),
        (Action.DEFER, State.DEFERRED, UNTIL, StateFact(State.DEFERRED, DAY, until=UNTIL)),
        (Action.EXTEND, State.IN_PROGRESS, UNTIL, StateFact(State.IN_PROGRESS, BEGUN)),
    ],
    ids=str,
)
def test_an_act_sets_its_own_days(action: Action, became: State, until: date | None, expected: StateFact) -> None:
    assert after(action, became, until=until) == expected


def test_what_was_sent_back_keeps_its_date_until_it_is_applied_for() -> None:
    assert after(Action.EXTEND, State.RETURNED, RETURNED).rectify_until == UNTIL
    assert after(Action.APPLY, State.PENDING, RETURNED).rectify_until is None


def test_a_lasting_task_is_finished_with_its_first_date_and_goes_on() -> None:
    applied = date(2026, 5, 2)
    pending = a_share(state=State.PENDING, since=applied)
    done = after(Action.VERIFY, State.IN_PROGRESS, pending, deadline=LASTING)
    assert (done.state, done.finished) == (State.IN_PROGRESS, applied)


def test_reopening_takes_the_finishing_back() -> None:
    closed = a_share(state=State.CLOSED, since=DAY, finished=DAY)
    assert after(Action.REOPEN, State.IN_PROGRESS, closed).finished is None
