"""States of shares as stored."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.state import State, WhoReports
from gongkai_desk.domain.unit import Unit
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import insert_plan, insert_tasks
from gongkai_desk.store.tasks.shares import put_state, set_task_settings
from gongkai_desk.store.tasks.states import state_counts, states, who_reports
from gongkai_desk.store.tasks.work import begin_work
from gongkai_desk.store.units import insert_unit
from tests.builders import a_plan, a_task

DAY = date(2026, 3, 10)


@pytest.fixture
def filled(library: Library) -> Library:
    with library.step("导入", By("李明", DAY)) as step:
        insert_unit(step, Unit("市教育局"))
        insert_unit(step, Unit("市司法局"))
        insert_tasks(step, insert_plan(step, a_plan()), [a_task(), a_task(seq="2")], {})
    return library


def test_a_share_without_a_fact_has_no_stored_state(filled: Library) -> None:
    assert (states(filled), state_counts(filled), who_reports(filled)) == ({}, {}, {})


def test_work_begins_once_and_any_other_state_stays(filled: Library) -> None:
    with filled.step("登记", By("李明", DAY)) as step:
        begin_work(step, 1, 1, DAY)
        put_state(step, (1, 2), StateFact(State.CLOSED))
        for unit in (1, 2):
            begin_work(step, 1, unit, date(2026, 4, 1))
    assert states(filled) == {(1, 1): State.IN_PROGRESS, (1, 2): State.CLOSED}
    assert filled.rows("SELECT since FROM unit_state WHERE unit_id = 1") == [("2026-03-10",)]


def test_states_are_counted_apart_for_units_and_for_the_whole(filled: Library) -> None:
    with filled.step("登记", By("李明", DAY)) as step:
        for key in ((1, 1), (1, 2), (2, None)):
            put_state(step, key, StateFact(State.PENDING))
    assert state_counts(filled) == {1: {(False, State.PENDING): 2}, 2: {(True, State.PENDING): 1}}
    assert (list(state_counts(filled, [2])), list(states(filled, [2]))) == ([2], [(2, None)])


def test_only_what_the_office_set_otherwise_is_told(filled: Library) -> None:
    with filled.step("设置", By("李明", DAY)) as step:
        set_task_settings(step, 1, {"who_reports": "each"})
        set_task_settings(step, 2, {"who_reports": "lead"})
    assert who_reports(filled) == {2: WhoReports.LEAD}
    assert who_reports(filled, [1]) == {}
