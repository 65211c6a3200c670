"""整改台账: where entries come from, how they are put right, checked again and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.spot_check import Finding, Verdict, Wanted
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.year.lookback import Judgement, Outcome, Recheck, RectifySource, RectifyState
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import undo, units
from gongkai_desk.services.progress import spot_checks
from gongkai_desk.services.year import lookback, rectification
from gongkai_desk.standing.registers import register_topics
from gongkai_desk.standing.year import lookback as looked
from gongkai_desk.standing.year import rectification as standing
from gongkai_desk.standing.year.lookback_sources import own_year
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from tests.builders import a_plan, a_task, stored_plan

TODAY = date(2026, 6, 10)
BY = By("李明", TODAY)
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def looked_back(library: Library) -> Library:
    """A look-back at two tasks of the city's departments, the second not done."""
    for name in ("市政府办公室", "市司法局"):
        units.add_unit(library, BY, Unit(name, "", UnitClass.DEPARTMENT, contact="王芳", phone="5566"))
    tasks = a_task(), a_task(seq="2", title="政务公开培训", content="组织业务培训不少于2次")
    stored_plan(library, *tasks, day=TODAY, plan=a_plan(year=2025))
    lookback.begin(library, BY, own_year(library, TODAY, year=2025))
    lookback.judge(library, BY, [1], Judgement(result=Outcome.DONE))
    lookback.judge(library, BY, [2], Judgement(result=Outcome.NOT_DONE))
    return library


def entry(library: Library, number: int = 1) -> Rectification:
    return stored.rectification(library, number)


def state(library: Library, today: date = TODAY) -> RectifyState:
    return standing.kept(library, today)[0].state


def lacks(act, *args: object, **given: object) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        act(*args, **given)
    found: tuple[str, ...] = refused.value.data["lacks"]
    return found


def test_an_unfinished_item_is_entered_once(looked_back):
    rectification.enter_items(looked_back, BY, [1, 2], SOON)
    (kept,) = standing.kept(looked_back, TODAY)
    assert (kept.entry.problem, kept.unit) == (
        "“政务公开培训：组织业务培训不少于2次”未落实",
        "市政府办公室",
    )
    assert (kept.entry.person, kept.entry.phone, kept.entry.due) == ("王芳", "5566", SOON)
    assert (kept.source, kept.origin) == (RectifySource.LOOKBACK, "第2项")
    assert lacks(rectification.enter_items, looked_back, BY, [1, 2]) == ("unfinished",)


def test_entries_of_many_items_are_one_step(looked_back):
    lookback.judge(looked_back, BY, [1], Judgement(result=Outcome.GOING_ON))
    rectification.enter_items(looked_back, BY, [1, 2])
    assert len(standing.kept(looked_back, TODAY)) == 2
    undo.undo(looked_back, BY)
    assert standing.kept(looked_back, TODAY) == []


def test_an_entry_goes_its_way_to_its_closing(looked_back):
    rectification.enter_items(looked_back, BY, [2], SOON)
    assert state(looked_back) is RectifyState.RUNNING
    assert state(looked_back, SOON + timedelta(days=1)) is RectifyState.OVERDUE
    assert lacks(rectification.close, looked_back, BY, [1]) == ("finished",)
    rectification.finish(looked_back, BY, [1])
    assert state(looked_back, SOON + timedelta(days=1)) is RectifyState.TO_RECHECK
    assert lacks(rectification.close, looked_back, BY, [1]) == ("recheck",)
    rectification.recheck(looked_back, BY, [1], Recheck(passed=True, result="整改到位"))
    assert state(looked_back) is RectifyState.TO_CLOSE
    rectification.close(looked_back, BY, [1])
    assert state(looked_back) is RectifyState.CLOSED
    assert (entry(looked_back).closed, entry(looked_back).closed_by) == (TODAY, "李明")
    counts = looked.counts(looked_back, stored.lookback(looked_back, 1), TODAY)
    assert (counts.rectifications.ids, counts.closed.ids) == ((1,), (1,))


def test_a_re_check_that_is_not_passed_sends_it_back(looked_back):
    rectification.enter_items(looked_back, BY, [2], TODAY)
    rectification.finish(looked_back, BY, [1])
    rectification.recheck(looked_back, BY, [1], Recheck(passed=False, result="仍缺一次", due=SOON))
    assert (state(looked_back), entry(looked_back).due) == (RectifyState.RUNNING, SOON)
    assert entry(looked_back).recheck_result == "仍缺一次"
    rectification.finish(looked_back, BY, [1])
    assert state(looked_back) is RectifyState.TO_RECHECK  # the re-check before it is none of this


def test_a_re_check_may_close_at_once_and_be_taken_back(looked_back):
    rectification.enter_items(looked_back, BY, [2])
    assert lacks(rectification.recheck, looked_back, BY, [1], Recheck(passed=True)) == ("finished",)
    rectification.finish(looked_back, BY, [1])
    rectification.recheck(looked_back, BY, [1], Recheck(passed=True), close=True)
    assert state(looked_back) is RectifyState.CLOSED
    assert lacks(rectification.finish, looked_back, BY, [1]) == ("closed_entry",)
    rectification.reopen(looked_back, BY, [1])
    assert state(looked_back) is RectifyState.RUNNING


def test_days_to_come_and_empty_problems_are_refused(looked_back):
    rectification.enter(looked_back, BY, Rectification(TODAY, "网站目录缺项"))
    assert lacks(rectification.finish, looked_back, BY, [1], SOON) == ("future_day",)
    assert lacks(rectification.enter, looked_back, BY, Rectification(TODAY, "  ")) == ("problem",)
    with pytest.raises(UnknownId):
        rectification.finish(looked_back, BY, [7])


def test_several_entries_are_changed_as_one_step(looked_back):
    lookback.judge(looked_back, BY, [1], Judgement(result=Outcome.GOING_ON))
    rectification.enter_items(looked_back, BY, [1, 2])
    found = stored.rectifications(looked_back)
    rectification.change(looked_back, BY, [replace(each, measure="逐月检查", due=SOON) for each in found])
    assert {(each.measure, each.due) for each in stored.rectifications(looked_back)} == {("逐月检查", SOON)}
    undo.undo(looked_back, BY)
    assert stored.rectifications(looked_back) == found


def test_a_bad_spot_check_is_entered_with_what_it_found(looked_back):
    spot_checks.draw(looked_back, BY, Wanted(1, percent=100))
    ids = [number for (number,) in looked_back.rows("SELECT id FROM spot_check ORDER BY id")]
    spot_checks.enter(looked_back, BY, ids[0], Finding(Verdict.FALSE, "目录未更新"))
    spot_checks.enter(looked_back, BY, ids[1], Finding(Verdict.TRUE))
    assert standing.faulty_checks(looked_back) == [ids[0]]
    rectification.enter_checks(looked_back, BY, ids, SOON)
    (kept,) = standing.kept(looked_back, TODAY)
    assert (kept.source, kept.entry.problem) == (RectifySource.SPOT_CHECK, "2026年6月10日抽查不属实：目录未更新")
    assert lacks(rectification.enter_checks, looked_back, BY, ids) == ("found_faults",)


def test_a_plan_has_the_entries_of_its_tasks_and_those_of_no_task(looked_back):
    other = stored_plan(looked_back, a_task(seq="9"), day=TODAY)
    rectification.enter_items(looked_back, BY, [2])
    rectification.enter(looked_back, BY, Rectification(TODAY, "网站目录缺项"))
    rectification.enter(looked_back, BY, Rectification(TODAY, "清单未更新", task_id=3))
    assert standing.of_plan(looked_back, 1) == [1, 2]
    assert standing.of_plan(looked_back, other) == [1, 2, 3]  # it goes on with last year's


def test_entries_due_wait_on_the_first_page(looked_back):
    def topics(today: date) -> list[tuple[str, Colour]]:
        return [(each.heading, each.colour) for each in register_topics(looked_back, today)]

    rectification.enter_items(looked_back, BY, [2], SOON)
    assert topics(TODAY) == [("整改15天内到期 1 项", Colour.YELLOW)]
    assert topics(SOON + timedelta(days=1)) == [("整改逾期 1 项", Colour.RED)]
    rectification.finish(looked_back, BY, [1])
    assert topics(TODAY) == [("整改待复查 1 项", Colour.BLUE)]
    rectification.recheck(looked_back, BY, [1], Recheck(passed=True), close=True)
    assert topics(TODAY) == []


def test_days_follow_each_other(looked_back):
    """Put right, then checked again, then closed: what a day before says can have been found of no later work."""
    rectification.enter_items(looked_back, BY, [2])
    rectification.finish(looked_back, BY, [1], TODAY - timedelta(days=2))
    early = Recheck(passed=True, day=TODAY - timedelta(days=3))
    for close in (False, True):
        assert lacks(rectification.recheck, looked_back, BY, [1], early, close=close) == ("before_finished",)
    rectification.recheck(looked_back, BY, [1], Recheck(passed=True, day=TODAY - timedelta(days=1)))
    assert lacks(rectification.close, looked_back, BY, [1], TODAY - timedelta(days=2)) == ("before_recheck",)
    rectification.close(looked_back, BY, [1], TODAY - timedelta(days=1))
    assert state(looked_back) is RectifyState.CLOSED


def test_what_is_named_twice_is_entered_once(looked_back):
    rectification.enter_items(looked_back, BY, [2, 2])
    assert [each.entry.lookback_item_id for each in standing.kept(looked_back, TODAY)] == [2]


@pytest.mark.parametrize("act", [rectification.finish, rectification.close, rectification.reopen, rectification.remove])
def test_an_act_upon_nothing_is_no_step(looked_back, act):
    before = undo.undo_name(looked_back)
    assert lacks(act, looked_back, BY, []) == ("something_to_enter",)
    assert undo.undo_name(looked_back) == before
