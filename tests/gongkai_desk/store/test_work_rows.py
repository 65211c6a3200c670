"""Reports as stored, and what begins with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Report, StoredReport
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work
from tests.builders import a_task, stored_plan

DAY, LATER = date(2026, 6, 10), date(2026, 7, 1)
BY = By("李明", DAY)
FULL = Report(
    1,
    "市司法局",
    DAY,
    "已办“三件”\n另起",
    2,
    None,
    "2026Q2",
    "缺人",
    "补齐",
    LATER,
    zero=True,
    summary=True,
    returned="漏附件",
)


@pytest.fixture
def office(library: Library) -> Library:
    stored_plan(library, a_task(), a_task(seq="2"), day=DAY)
    return library


def insert(library: Library, *reports: Report) -> list[int]:
    with library.step("进展", BY) as step:
        return [work.insert_report(step, each) for each in reports]


@pytest.mark.parametrize("report", [FULL, Report(1, "", DAY, "")], ids=["full", "empty"])
def test_a_report_comes_back_word_for_word(office: Library, report: Report) -> None:
    (number,) = insert(office, report)
    with office.step("退回", BY) as step:
        work.set_returned(step, number, report.returned)
    assert work.reports(office) == [stored_as(StoredReport, report, id=number)]


@pytest.mark.parametrize(
    ("former", "texts"), [(False, ["再改", "别家"]), (True, ["初报", "改", "再改", "别家"])], ids=["current", "all"]
)
def test_only_the_last_correction_counts(office: Library, former: bool, texts: list[str]) -> None:
    told = replace(FULL, text="初报", summary=False)
    insert(office, told, replace(told, text="改", corrects=1), replace(told, text="再改", corrects=2))
    insert(office, replace(told, text="别家", unit_id=1))
    assert [each.text for each in work.reports(office, [1], former=former)] == texts


def test_a_removed_correction_lets_the_former_count_again(office: Library) -> None:
    insert(office, FULL, replace(FULL, text="改", corrects=1))
    with office.step("删", BY) as step:
        set_removed(step, "report", [2], DAY)
    assert [each.text for each in work.reports(office)] == [FULL.text]


def test_reports_stand_by_task_and_day_and_rows_leave_summaries_out(office: Library) -> None:
    plain = replace(FULL, summary=False)
    insert(office, replace(plain, task_id=2), replace(plain, day=LATER), FULL, plain)
    assert [(each.task_id, each.id) for each in work.reports(office)] == [(1, 3), (1, 4), (1, 2), (2, 1)]
    rows = work.report_rows(office, [1])
    assert [work.report_of(row).id for row in work.in_order(rows)] == [4, 2]


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (None, (State.IN_PROGRESS, DAY)),
        (State.NOT_STARTED, (State.IN_PROGRESS, DAY)),
        (State.CLOSED, (State.CLOSED, LATER)),
    ],
    ids=["none", "not_started", "closed"],
)
@pytest.mark.parametrize("unit", [2, None], ids=["unit", "no_unit"])
def test_work_begins_where_nothing_had_begun(
    office: Library, unit: int | None, state: State | None, after: tuple[State, date]
) -> None:
    with office.step("进展", BY) as step:
        if state is not None:
            values = (1, unit, state.value, LATER.isoformat())
            step.connection.execute(
                "INSERT INTO unit_state (task_id, unit_id, state, since) VALUES (?, ?, ?, ?)", values
            )
        work.begin_work(step, 1, unit, DAY)
    assert office.rows("SELECT unit_id, state, since FROM unit_state") == [(unit, after[0].value, after[1].isoformat())]
