"""What else a 考核 goes by, beside what the hand worked out: done late, sent back, closed without evidence, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.spot_check import Check, Draw, Verdict, Wanted
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Said
from gongkai_desk.domain.year.assessment import AssessedFact, AssessedRow
from gongkai_desk.services.collecting.settling import send_back
from gongkai_desk.services.progress import closing, reporting
from gongkai_desk.standing.year.assessed_facts import assessed_rows
from gongkai_desk.store.entries import dispatches, spot_checks
from gongkai_desk.store.tasks import work
from gongkai_desk.wording.year.assessment import fact_sentence
from tests.worked_year import WHO, WorkedYear, last_day, opened

DAY = last_day()
BY = By(WHO, DAY)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    with opened(tmp_path_factory.mktemp("facts") / "云州市.gkdesk", DAY) as made:
        yield made


def found(year: WorkedYear, fact: AssessedFact, today: date = DAY) -> list[AssessedRow]:
    rows = assessed_rows(year.library, year.plan, 2026, list(year.units.values()), today)
    return [row for row in rows if row.fact is fact]


def shares(year: WorkedYear, rows: list[AssessedRow]) -> set[str]:
    return {f"{year.seq(row.task_id or 0)} {year.unit(row.unit_id)}" for row in rows}


def test_what_was_finished_after_its_deadline_is_done_late_with_its_days(year):
    rows = found(year, AssessedFact.DONE_LATE)
    assert shares(year, rows) == {"4 市财政局", "7 市财政局", "15 东山区政府", "20 南湖县政府"}
    mine = next(row for row in rows if year.seq(row.task_id or 0) == "4")
    assert fact_sentence(mine) == "“惠企资金目录”应于2026年6月15日前完成，2026年6月18日完成，逾期3天"


def test_what_is_past_its_deadline_and_not_finished_is_overdue(year):
    assert "8 市发展改革委" in shares(year, found(year, AssessedFact.OVERDUE))


def test_a_close_without_evidence_is_told_with_the_act(year):
    closing.move(
        year.library, BY, year.tasks["24"], "市教育局", Action.CLOSE, Said("活动已办", override="材料另存纸质档案")
    )  # fmt: skip
    rows = found(year, AssessedFact.NO_EVIDENCE)
    assert shares(year, rows) == {"24 市教育局"}
    assert rows[0].transition_id is not None
    assert fact_sentence(rows[0]) == "“公众开放日”已销号，没有佐证材料"


def test_a_failed_check_is_told_a_good_one_is_not(year):
    draw = Draw(2026, 1, DAY, "王芳", Wanted(7), 30, "")
    with year.library.step("抽查", BY) as step:
        number = spot_checks.insert_draw(step, draw)
        for seq, unit, verdict in (("12", "市住房城乡建设局", Verdict.FALSE), ("3", "市财政局", Verdict.TRUE)):
            made = spot_checks.insert_check(step, Check(year.tasks[seq], year.units[unit], DAY), number)
            spot_checks.set_result(step, made, {"result": verdict.value, "opinion": "与现场不符"})
    rows = found(year, AssessedFact.CHECK_FAILED)
    assert shares(year, rows) == {"12 市住房城乡建设局"}
    assert fact_sentence(rows[0]) == "2026年10月12日抽查“老旧小区改造”，结论为不属实（与现场不符）"


def test_a_report_and_a_book_that_were_sent_back_are_told_and_the_report_answers_nothing(year):
    library = year.library
    report = next(each for each in work.reports(library, [year.tasks["12"]]) if each.period == "2026Q3")
    reporting.send_back(library, BY, [report.id], "没有数据")
    book = dispatches.dispatch_units(library)[0]
    send_back(library, BY, [book.id or 0], "未盖章")
    rows = [row for row in found(year, AssessedFact.RETURNED) if row.transition_id is None]
    assert [fact_sentence(row) for row in rows] == [
        "2026年三季度“老旧小区改造”进展被退回补报（没有数据）",
        "2026年二季度填报表2026年10月12日退回补报（未盖章）",
    ]
    late = shares(year, [row for row in found(year, AssessedFact.LATE) if row.period == "2026Q3"])
    assert "12 市住房城乡建设局" not in late


def test_tasks_of_one_name_are_told_apart_by_their_number_and_quotes_lie_within_quotes():
    row = AssessedRow(AssessedFact.LATE, 1, DAY, title="举办“政府开放月”活动（第50项）", period="2026M03", days=2)
    assert fact_sentence(row) == "2026年3月“举办‘政府开放月’活动（第50项）”进展迟报2个工作日"
    assert fact_sentence(replace(row, title="很长" * 30)).count("长") == 17
