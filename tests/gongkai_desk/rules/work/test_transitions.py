"""What may be done next to a share, held against the domain's table of acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import Proof
from gongkai_desk.domain.plan import Quota, Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind
from gongkai_desk.rules.light import counts
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.work.transitions import (
    OVERRIDABLE,
    Lack,
    Request,
    Setting,
    became,
    can_start,
    may,
    overridden,
)
from tests.acts import ACTS, ON_A_CLOSE
from tests.builders import a_share

TODAY = date(2026, 5, 6)
DUE = date(2026, 9, 30)
DATED = Task("举办开放日", deadline=Deadline("9月底前", DeadlineKind.MONTH_END, DUE))
LASTING = Task("常态化公开", deadline=Deadline("长期坚持", DeadlineKind.LONG_TERM))
TWICE = replace(DATED, quotas=(Quota("不少于2次", ">=", Decimal(2), "次"),))
LACK_OF = {"proof": Lack.EVIDENCE, "counts": Lack.COUNTS, "units": Lack.UNITS, "application": Lack.APPLICATION}
EVERY = [(action, state) for action in Action for state in State]
ALLOWED = [(action, state) for action, state in EVERY if state in ACTS[action].states]


def asked(action: Action, **fields: Any) -> Request:
    """Return an act with all that any act needs; ``fields`` override."""
    usual: dict[str, Any] = {"reason": "因故", "until": date(2026, 12, 20)}
    return Request(action, **({"day": TODAY, "today": TODAY} | usual | fields))


def lacks(request: Request, share: Share, task: Task = DATED, **setting: Any) -> set[Lack]:
    return set(may(request, task, share, Setting(**setting)))


def proven(state: State, **fields: Any) -> Share:
    return a_share(state=state, proofs=(Proof(TODAY),), **fields)


def task_for(action: Action) -> Task:
    """Return a task to which an act can be done as far as the task goes."""
    return LASTING if "lasting" in ACTS[action].needs else DATED


def test_the_table_knows_every_act() -> None:
    assert set(ACTS) == set(Action)


@pytest.mark.parametrize(("action", "state"), EVERY, ids=[f"{action} from {state}" for action, state in EVERY])
def test_an_act_starts_where_the_domain_lets_it(action: Action, state: State) -> None:
    allowed = state in ACTS[action].states
    assert can_start(action, state) is allowed
    assert (Lack.STATE in lacks(asked(action, override="破例"), proven(state), task_for(action))) is not allowed


@pytest.mark.parametrize(("action", "state"), ALLOWED, ids=[f"{action} from {state}" for action, state in ALLOWED])
def test_an_act_that_has_all_it_needs_is_done_and_leads_where_the_domain_says(action: Action, state: State) -> None:
    act, share, task = ACTS[action], proven(state), task_for(action)
    request = asked(action, override="已核实" if state is State.RETURNED else "")
    assert lacks(request, share, task) == set()
    after = became(request, task, share, resumed=State.RETURNED)
    assert after is (State.RETURNED if act.goes_back else act.leads_to(state))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("reason", ["", " 　"], ids=["nothing", "blanks"])
def test_a_reason_is_asked_where_the_domain_asks_one(action: Action, reason: str) -> None:
    share = proven(min(ACTS[action].states))
    found = lacks(asked(action, reason=reason), share, task_for(action))
    assert (Lack.REASON in found) is ("reason" in ACTS[action].needs)


@pytest.mark.parametrize("action", Action)
def test_no_act_is_of_a_day_to_come(action: Action) -> None:
    share = proven(min(ACTS[action].states))
    tomorrow = asked(action, day=date(2026, 5, 7))
    assert Lack.FUTURE in lacks(tomorrow, share, task_for(action))
    assert Lack.FUTURE in lacks(replace(tomorrow, override="破例"), share, task_for(action))
    assert Lack.FUTURE not in lacks(asked(action, day=date(2026, 1, 1)), share, task_for(action))


class TestClosing:
    """What a close asks for, one by one."""

    @pytest.mark.parametrize("action", Action)
    def test_only_what_the_domain_names_asks_for_evidence(self, action: Action) -> None:
        bare = a_share(state=min(ACTS[action].states))
        found = lacks(asked(action), bare, task_for(action))
        assert (Lack.EVIDENCE in found) is ("proof" in ACTS[action].needs)

    @pytest.mark.parametrize("action", Action)
    def test_only_what_the_domain_names_asks_for_the_numbers(self, action: Action) -> None:
        task = replace(TWICE, deadline=task_for(action).deadline)
        share = replace(proven(min(ACTS[action].states)), amounts={0: Decimal(1)})
        found = lacks(asked(action), share, task, targets=counts.targets(task))
        assert (Lack.COUNTS in found) is ("counts" in ACTS[action].needs)

    @pytest.mark.parametrize("action", Action)
    def test_only_what_the_domain_names_asks_for_the_other_units(self, action: Action) -> None:
        found = lacks(asked(action), proven(min(ACTS[action].states)), task_for(action), undone=1)
        assert (Lack.UNITS in found) is ("units" in ACTS[action].needs)

    @pytest.mark.parametrize(
        ("amount", "enough"), [("1.99", False), ("2", True), ("3", True)], ids=["not quite", "just", "more"]
    )
    def test_numbers_are_reached_exactly(self, amount: str, enough: bool) -> None:
        share = replace(proven(State.PENDING), amounts={0: Decimal(amount)})
        found = lacks(asked(Action.CLOSE), share, TWICE, targets=counts.targets(TWICE))
        assert (Lack.COUNTS not in found) is enough

    def test_one_who_was_sent_back_applies_again_first(self) -> None:
        assert lacks(asked(Action.CLOSE), proven(State.RETURNED)) == {Lack.APPLICATION}
        assert lacks(asked(Action.CLOSE), proven(State.PENDING)) == set()

    def test_an_override_makes_good_what_a_close_asks_for_and_nothing_else(self) -> None:
        bare, targets = a_share(state=State.RETURNED), counts.targets(TWICE)
        plain, against = asked(Action.CLOSE), asked(Action.CLOSE, override="年底集中办结")
        every = {LACK_OF[need] for need in ON_A_CLOSE}
        assert every == OVERRIDABLE
        assert lacks(plain, bare, TWICE, targets=targets, undone=2) == every
        assert lacks(against, bare, TWICE, targets=targets, undone=2) == set()
        assert set(overridden(against, TWICE, bare, Setting(targets, undone=2))) == every

    @pytest.mark.parametrize("override", ["", "  ", "　"], ids=["nothing", "blanks", "a wide blank"])
    def test_an_override_without_a_reason_is_none(self, override: str) -> None:
        assert lacks(asked(Action.CLOSE, override=override), a_share(state=State.PENDING)) == {Lack.EVIDENCE}

    def test_nothing_was_made_good_where_all_was_there(self) -> None:
        request = asked(Action.CLOSE, override="以防万一")
        assert overridden(request, DATED, proven(State.PENDING), Setting()) == ()


class TestCarryingOver:
    """年度办结 is for what goes on beyond the year."""

    @pytest.mark.parametrize(
        ("deadline", "goes_on"),
        [
            pytest.param(Deadline("长期坚持", DeadlineKind.LONG_TERM), True, id="long-term"),
            pytest.param(Deadline("全年", DeadlineKind.YEAR_ROUND), True, id="all year"),
            pytest.param(
                Deadline("5月底，长期坚持", DeadlineKind.DATE_THEN_LONG_TERM, date(2026, 5, 31)),
                True,
                id="a date first",
            ),
            pytest.param(
                Deadline("2026—2028年", DeadlineKind.YEAR_RANGE, date(2028, 12, 31)), True, id="years to come"
            ),
            pytest.param(Deadline("次年一季度", DeadlineKind.QUARTER, date(2027, 3, 31)), True, id="next year"),
            pytest.param(Deadline("年底前", DeadlineKind.YEAR_END, date(2026, 12, 31)), False, id="this year"),
            pytest.param(Deadline("2025—2026年", DeadlineKind.YEAR_RANGE, date(2026, 12, 31)), False, id="ends now"),
            pytest.param(NO_DEADLINE, False, id="none"),
        ],
    )
    def test_what_lasts_ends_a_year_so(self, deadline: Deadline, goes_on: bool) -> None:
        found = lacks(asked(Action.CARRY_OVER), proven(State.PENDING), Task("公开", deadline=deadline))
        assert (Lack.LASTING not in found) is goes_on

    def test_no_override_carries_over_what_ends(self) -> None:
        assert lacks(asked(Action.CARRY_OVER, override="破例"), proven(State.PENDING)) == {Lack.LASTING}


class TestExtending:
    """延期 sets a day after the one that holds."""

    @pytest.mark.parametrize(
        ("until", "lack"),
        [
            pytest.param(None, {Lack.UNTIL}, id="no day"),
            pytest.param(date(2026, 9, 29), {Lack.LATER}, id="before"),
            pytest.param(DUE, {Lack.LATER}, id="the same day"),
            pytest.param(date(2026, 10, 1), set(), id="the day after"),
        ],
    )
    def test_the_day_lies_after_the_deadline(self, until: date | None, lack: set[Lack]) -> None:
        assert lacks(asked(Action.EXTEND, until=until), a_share(state=State.IN_PROGRESS)) == lack

    def test_the_day_lies_after_the_extension_that_holds(self) -> None:
        again = a_share(state=State.IN_PROGRESS, extended=date(2026, 12, 20))
        assert lacks(asked(Action.EXTEND, until=date(2026, 12, 20)), again) == {Lack.LATER}
        assert lacks(asked(Action.EXTEND, until=date(2026, 12, 21)), again) == set()

    def test_what_has_no_deadline_may_get_any(self) -> None:
        assert lacks(asked(Action.EXTEND, until=date(2026, 1, 1)), a_share(), LASTING) == set()

    def test_no_override_puts_a_day_before_the_deadline(self) -> None:
        assert lacks(asked(Action.EXTEND, until=DUE, override="破例"), a_share()) == {Lack.LATER}


class TestSendingBack:
    """退回整改 may set a day, which is not past."""

    @pytest.mark.parametrize(
        ("until", "lack"),
        [(None, set()), (date(2026, 5, 5), {Lack.LATER}), (TODAY, set()), (date(2026, 5, 20), set())],
        ids=["no day", "the day before", "the same day", "later"],
    )
    def test_its_day(self, until: date | None, lack: set[Lack]) -> None:
        assert lacks(asked(Action.RETURN, until=until), a_share(state=State.PENDING)) == lack


class TestVerifying:
    """核查 of «6月底，长期坚持»: the first date is done, the rest goes on."""

    FIRST = Task("公开", deadline=Deadline("5月底，长期坚持", DeadlineKind.DATE_THEN_LONG_TERM, date(2026, 5, 31)))

    def test_a_plain_task_waits_for_its_close(self) -> None:
        assert became(asked(Action.VERIFY), DATED, a_share(state=State.PENDING)) is State.PENDING

    def test_the_first_date_is_verified_and_the_task_goes_on(self) -> None:
        assert became(asked(Action.VERIFY), self.FIRST, a_share(state=State.PENDING)) is State.IN_PROGRESS

    def test_the_second_time_it_waits_for_its_close(self) -> None:
        reached = a_share(state=State.PENDING, finished=date(2026, 5, 28))
        assert became(asked(Action.VERIFY), self.FIRST, reached) is State.PENDING


SETTINGS = st.builds(Setting, undone=st.integers(0, 2))
REQUESTS = st.builds(
    Request,
    st.sampled_from(Action),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.just(TODAY),
    st.sampled_from(["", "因故"]),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["", "破例"]),
)
SHARES = st.builds(
    a_share,
    state=st.sampled_from(State),
    proofs=st.sampled_from([(), (Proof(TODAY),)]),
    extended=st.none() | st.just(date(2026, 11, 30)),
)


@given(REQUESTS, SHARES, st.sampled_from([DATED, LASTING, TWICE]), SETTINGS)
def test_whatever_is_asked_no_rule_is_passed_by(request: Request, share: Share, task: Task, setting: Setting) -> None:
    if may(request, task, share, setting):
        return
    act = ACTS[request.action]
    assert share.state in act.states
    assert request.day <= TODAY
    assert request.reason or "reason" not in act.needs
    assert request.override or share.proofs or "proof" not in act.needs
    assert request.override or not setting.undone or "units" not in act.needs
    assert request.until or "until" not in act.needs


@given(REQUESTS, SHARES, st.sampled_from([DATED, LASTING, TWICE]), SETTINGS)
def test_an_override_never_takes_a_way_that_was_open(
    request: Request, share: Share, task: Task, setting: Setting
) -> None:
    plain = set(may(replace(request, override=""), task, share, setting))
    against = set(may(replace(request, override="破例"), task, share, setting))
    assert against == plain - OVERRIDABLE
