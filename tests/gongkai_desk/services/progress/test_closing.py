"""Acts upon shares: what each needs, and what becomes of the share. Sequences of acts: ``test_acts``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.light import Pause, Why
from gongkai_desk.domain.plan import Quota, Task
from gongkai_desk.domain.state import Action, State, WhoReports
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import ALL, Evidence, NewAmount, NewReport, Said, Settled, Settlement
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, counting, work
from gongkai_desk.standing.lights import lights, works
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import shares as stored
from tests.builders import stored_plan

DAY = date(2026, 3, 6)
BY = By("李明", DAY)
UNITS = ("市教育局", "市财政局")
DEADLINE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30), (date(2026, 9, 30),))
TASK = Task(
    content="举办开放日",
    lead=UNITS[:1],
    responsible=UNITS[1:],
    support=("市体育局",),
    deadline=DEADLINE,
    quotas=(Quota("不少于2次", ">=", Decimal(2), "次"),),
)


def prove(library: Library, unit: str | None = UNITS[0], effective: date | None = None) -> None:
    proof = Evidence("佐证", doc_no="1号", effective=effective)
    work.attach(library, By("李明", DAY), 1, proof, unit=unit)


def move(library: Library, action: Action, unit: str | None = UNITS[0], **said: object) -> Changes:
    return closing.move(library, BY, 1, unit, action, said=Said(**said))  # type: ignore[arg-type]


def lacks(act: Callable[[], object]) -> set[str]:
    with pytest.raises(NotAllowed) as caught:
        act()
    return set(caught.value.data["lacks"])


def share(library: Library, unit: str = UNITS[0]):
    return next(share for share in works(library, [1])[1].shares if share.unit == unit)


class TestClosing:
    def test_each_lack_is_named(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        assert lacks(lambda: move(library, Action.CLOSE)) == {"evidence_of_share", "counts"}

    def test_evidence_and_counts_open_the_way(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        prove(library)
        counting.count(library, BY, 1, NewAmount(UNITS[0], Decimal(2)))
        move(library, Action.CLOSE)
        assert share(library).state is State.CLOSED

    def test_evidence_of_the_whole_task_serves_every_unit(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        prove(library, None)
        move(library, Action.CLOSE, UNITS[1])
        assert task_states(library) == {1: State.IN_PROGRESS}

    def test_a_task_is_closed_when_all_but_supporting_units_are(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        work.report(library, BY, 1, NewReport("市体育局", DAY, "已配合"))
        prove(library, None)
        for unit in UNITS:
            move(library, Action.CLOSE, unit)
        assert task_states(library) == {1: State.CLOSED}

    def test_the_whole_is_not_closed_before_every_unit_has_applied(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        prove(library, None)
        move(library, Action.APPLY)
        assert lacks(lambda: move(library, Action.CLOSE, ALL)) == {"units_done"}
        move(library, Action.CLOSE, ALL, override="年底集中办结")
        assert {each.state for each in works(library, [1])[1].shares} == {State.CLOSED}

    def test_one_lack_keeps_the_whole_bulk_undone(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        prove(library)
        before = list(dumped(library))
        assert lacks(lambda: closing.move_many(library, BY, [(1, u) for u in UNITS], Action.CLOSE))
        assert list(dumped(library)) == before

    def test_a_returned_share_must_apply_again(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        prove(library)
        move(library, Action.APPLY)
        move(library, Action.RETURN, reason="不全", until=date(2026, 3, 20))
        assert lacks(lambda: move(library, Action.CLOSE)) == {"application"}
        move(library, Action.APPLY)
        assert (share(library).state, share(library).rectify_until) == (State.PENDING, None)

    def test_a_supporting_unit_is_not_closed(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        assert lacks(lambda: move(library, Action.APPLY, "市体育局")) == {"unit_of_task"}

    def test_only_the_lead_is_asked_where_it_reports_for_all(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        counting.set_reporting(library, By("李明", DAY), 1, who_reports=WhoReports.LEAD)
        assert [each.unit for each in works(library, [1])[1].shares] == [UNITS[0]]

    def test_a_task_is_closed_with_the_lead_that_reports_for_all(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        counting.set_reporting(library, By("李明", DAY), 1, who_reports=WhoReports.LEAD)
        move(library, Action.CLOSE, UNITS[0], override="已核实")
        assert task_states(library) == {1: State.CLOSED}

    def test_work_goes_on_where_it_stood_after_a_pause(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        move(library, Action.APPLY)
        move(library, Action.SUSPEND, reason="机构改革")
        move(library, Action.RESUME)
        assert share(library).state is State.PENDING

    def test_a_pause_within_a_pause_ends_where_each_began(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        for action in (Action.DEFER, Action.SUSPEND):
            move(library, action, reason="机构改革")
        states = [State.DEFERRED, State.NOT_STARTED]
        assert [move(library, Action.RESUME) and share(library).state for _ in states] == states

    def test_work_has_begun_where_something_was_told_in_a_pause(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        move(library, Action.SUSPEND, reason="机构改革")
        work.report(library, BY, 1, NewReport(UNITS[0], DAY, "已办"))
        move(library, Action.RESUME)
        assert share(library).state is State.IN_PROGRESS

    def test_an_extension_goes_before_the_text_and_keeps_its_letter(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        assert lacks(lambda: move(library, Action.EXTEND, reason="慢", until=date(2026, 9, 30))) == {"later_date"}
        move(library, Action.EXTEND, reason="慢", until=date(2026, 10, 31), doc_no="15号", approver="王主任")
        (kept,) = stored.transitions(library)[1, share(library).unit_id]
        assert (share(library).extended, kept.doc_no, kept.approver) == (date(2026, 10, 31), "15号", "王主任")

    def test_lateness_is_judged_by_the_evidence_not_by_the_verification(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=(), deadline=replace(DEADLINE, due=date(2026, 3, 1))), day=DAY)
        prove(library, effective=date(2026, 2, 27))
        move(library, Action.CLOSE)
        assert share(library).finished == date(2026, 2, 27)

    def test_a_deadline_before_the_first_day_waits_for_the_office(self, library: Library) -> None:
        stored_plan(library, replace(TASK, deadline=replace(DEADLINE, due=date(2026, 1, 31))), day=DAY)
        assert lights(library, DAY)[1].colour == "yellow"
        closing.settle(library, BY, 1, Settlement(Settled.KEPT))
        assert lights(library, DAY)[1].colour == "red"
        closing.settle(library, BY, 1, Settlement(Settled.DONE))
        assert lights(library, DAY)[1].colour == "green"

    def test_no_report_is_missing_from_the_time_in_which_a_share_was_closed(self, library: Library) -> None:
        stored_plan(library, replace(TASK, quotas=()), day=DAY)
        prove(library)
        for act, day in ((Action.CLOSE, date(2026, 3, 20)), (Action.REOPEN, date(2026, 5, 6))):
            closing.move(library, By("李明", day), 1, UNITS[0], act, said=Said("抽查"))
        assert share(library).pauses == (Pause(date(2026, 3, 20), date(2026, 5, 6)),)
        shown = lights(library, date(2026, 5, 6))[1].by_unit
        assert [light.word for _, light in shown] == [Why.RUNNING, Why.REPORT_MISSING]

    def test_a_pause_within_a_pause_is_one(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        acts = ((Action.DEFER, 10), (Action.EXTEND, 11), (Action.SUSPEND, 12), (Action.NOT_APPLICABLE, 13))
        for act, day in (*acts, (Action.REOPEN, 30)):
            said = Said("因故", None if act is Action.SUSPEND else date(2026, 12, 20))
            closing.move(library, By("李明", date(2026, 3, day)), 1, UNITS[0], act, said=said)
        assert share(library).pauses == (Pause(date(2026, 3, 10), date(2026, 3, 30)),)

    def test_reopening_in_bulk_is_one_step(self, library: Library) -> None:
        stored_plan(library, TASK, day=DAY)
        move(library, Action.CLOSE, ALL, override="年底集中办结")
        move(library, Action.REOPEN, ALL, reason="查出问题")
        assert {each.state for each in works(library, [1])[1].shares} == {State.IN_PROGRESS}
        undo.undo(library, By("李明", DAY))
        assert {each.state for each in works(library, [1])[1].shares} == {State.CLOSED}
