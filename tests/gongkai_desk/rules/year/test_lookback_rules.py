"""回头看: what states speak for, what is preselected, which tasks go on, how 整改 stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.judging import LookbackItem, Rectification
from gongkai_desk.domain.ids import PlanId, TaskId, stored_as
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import NO_DEADLINE
from gongkai_desk.domain.year.lookback import KeptItem, Outcome, RectifyState
from gongkai_desk.rules.year.lookback import is_preselected, presumed, suggestions
from gongkai_desk.rules.year.rectification import rectify_light, rectify_state
from tests.builders import a_task

S = State
TODAY = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("shares", "result"),
    [
        ([(S.CLOSED, False), (S.CLOSED, False)], Outcome.DONE),
        ([(S.CLOSED, False), (S.NOT_APPLICABLE, False)], Outcome.DONE),
        ([(S.CLOSED, True)], Outcome.GOING_ON),
        ([(S.CLOSED, False), (S.IN_PROGRESS, False)], Outcome.GOING_ON),
        ([(S.PENDING, False)], Outcome.GOING_ON),
        ([(S.RETURNED, False), (S.NOT_STARTED, False)], Outcome.GOING_ON),
        ([(S.NOT_STARTED, False)], Outcome.NOT_DONE),
        ([(S.NOT_STARTED, False), (S.SUSPENDED, False)], Outcome.NOT_DONE),
        ([(S.CANCELLED, False), (S.NOT_APPLICABLE, False)], None),
    ],
    ids=["closed", "not concerned", "carried", "some", "pending", "returned", "none", "none but paused", "nobody"],
)
def test_states_speak_for_a_result(shares, result):
    assert presumed(shares) is result


def test_preselected_is_what_names_a_unit_and_a_day():
    assert is_preselected(a_task(), named=True)
    assert not is_preselected(a_task(), named=False)
    assert not is_preselected(a_task(deadline=NO_DEADLINE), named=True)


# ---- this year beside last year

SHARED = "各区政府每季度公开一次义务教育入学政策和学区划分"
SPLIT = (
    "编制主动公开事项目录并向社会公布；对政策性文件同步开展图文解读，优化政务服务大厅导引标识，"
    "推动惠民惠农财政补贴信息到村到户公开"
)


def item(number: int, content: str, title: str = "") -> KeptItem:
    return KeptItem(LookbackItem(1, number, title=title, content=content, id=number + 1))


def task(number: int, content: str, title: str | None = None) -> StoredTask:
    return stored_as(StoredTask, a_task(title=title, content=content), id=TaskId(number), plan_id=PlanId(2))


def test_a_renamed_task_is_found_and_an_unlike_one_is_not():
    then = [item(0, SHARED, "入学信息公开"), item(1, "按月公开重点项目竣工验收结果", "项目信息")]
    now = [task(7, f"{SHARED}，方便家长查询", "做好招生入学信息公开"), task(8, "组织全市政务公开业务培训不少于2次")]
    assert [(each.item, each.task_id, each.part) for each in suggestions(then, now)] == [(0, 7, False)]


def test_both_halves_of_a_split_task_are_found():
    halves = SPLIT.split("；")
    now = [task(7, f"{halves[0]}。"), task(8, halves[1])]
    found = suggestions([item(0, f"{SPLIT}。"), item(1, SHARED)], now)
    assert {(each.item, each.task_id) for each in found} == {(0, 7), (0, 8)}
    assert [each.part for each in found] == [False, True]


def test_two_tasks_joined_into_one_are_both_found():
    halves = SPLIT.split("；")
    then = [item(0, halves[0]), item(1, halves[1])]
    assert {(each.item, each.task_id) for each in suggestions(then, [task(7, SPLIT)])} == {(0, 7), (1, 7)}


# ---- 整改

STATES = [
    ({"due": TODAY}, RectifyState.RUNNING, Colour.YELLOW),
    ({"due": TODAY - timedelta(1)}, RectifyState.OVERDUE, Colour.RED),
    ({"due": TODAY + timedelta(16)}, RectifyState.RUNNING, Colour.GREEN),
    ({}, RectifyState.RUNNING, Colour.GREEN),
    ({"due": TODAY - timedelta(9), "finished": TODAY}, RectifyState.TO_RECHECK, Colour.BLUE),
    ({"finished": TODAY, "rechecked": TODAY}, RectifyState.TO_CLOSE, Colour.BLUE),
    ({"finished": TODAY, "rechecked": TODAY, "closed": TODAY}, RectifyState.CLOSED, Colour.GREEN),
]


@pytest.mark.parametrize(("days", "state", "colour"), STATES, ids=[f"{s}-{n}" for n, (_, s, _) in enumerate(STATES)])
def test_an_entry_stands_by_its_days(days, state, colour):
    entry = replace(Rectification(date(2026, 5, 1), "未落实"), **days)
    assert (rectify_state(entry, TODAY), rectify_light(entry, TODAY)) == (state, colour)


_DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@trials(max_examples=40)
@given(due=_DAYS, finished=_DAYS, rechecked=_DAYS, closed=_DAYS)
def test_only_what_is_not_finished_is_overdue(due, finished, rechecked, closed):
    entry = Rectification(date(2026, 1, 1), "x", due=due, finished=finished, rechecked=rechecked, closed=closed)
    late = rectify_state(entry, TODAY) is RectifyState.OVERDUE
    over = closed is not None and closed <= TODAY
    done = finished is not None and finished <= TODAY
    assert late is (due is not None and due < TODAY and not done and not over)
