"""Rows of a ledger: what became of a task by a day, and of each unit's share of it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.papers import LedgerChoice, LedgerEntry
from gongkai_desk.domain.state import Action, TaskWorkDone, WhoReports
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import Evidence, NewReport, NewSummary, Report, Said
from gongkai_desk.services import units
from gongkai_desk.services.progress import closing, counting, reporting, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.standing.ledger_entries import LedgerEntries, evidence_text, progress_text
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.standing.report_periods import works_done
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

DAY, END = date(2026, 3, 10), date(2026, 6, 30)
JUSTICE, EDUCATION = "市司法局", "市教育局"


@pytest.fixture
def ledger(library: Library) -> Library:
    """Return a library with one task of two units, the first of which has a contact."""
    units.add_unit(library, By("李明", DAY), Unit(JUSTICE, contact="王芳", phone="0571-1234"))
    stored_plan(library, a_task(lead=(JUSTICE,), responsible=(EDUCATION,), support=("市民政局",)), day=DAY)
    return library


def tell(library: Library, unit: str, day: date, text: str, corrects: int | None = None, **said: str) -> int:
    made = work.report(library, By("李明", day), 1, NewReport(unit, day, text, **said), corrects=corrects).made
    assert made is not None
    return made


def prove(library: Library, name: str, unit: str | None = None, day: date = DAY) -> None:
    attach(library, By("李明", day), 1, Evidence(name, doc_no="1号", received=day), unit=unit)


def entry(library: Library, as_of: date = END, choice: LedgerChoice | None = None) -> LedgerEntry:
    found = LedgerEntries(library, [1], as_of, choice or LedgerChoice())
    return found.entry(plans.task(library, 1))


def rows(library: Library, as_of: date = END) -> list[LedgerEntry]:
    found = LedgerEntries(library, [1], as_of)
    return list(found.unit_entries(plans.task(library, 1)))


def test_where_nothing_happened_nothing_is_told(ledger: Library) -> None:
    found = entry(ledger, date(2026, 3, 11))
    assert (found.progress, found.evidence, found.remark, found.closed) == ("", "", "", "")
    assert (found.state, found.light) == ("未启动", "绿2/2\n正常推进")


def test_each_unit_tells_its_last_report(ledger: Library) -> None:
    tell(ledger, JUSTICE, date(2026, 3, 20), "已启动。")
    tell(ledger, JUSTICE, date(2026, 6, 20), "已过半。", problems="人手不足", next_steps="月底办结")
    assert (entry(ledger).progress, entry(ledger).remark) == ("2家已报1家\n已过半。", "")
    tell(ledger, EDUCATION, date(2026, 6, 21), "已完成。")
    found = entry(ledger)
    assert found.progress == "2家已报2家\n市司法局：已过半。\n市教育局：已完成。"
    assert (found.problems, found.next_steps, found.remark) == ("人手不足", "月底办结", "")


def test_what_a_supporting_unit_tells_is_told_but_not_counted(ledger: Library) -> None:
    tell(ledger, "市民政局", date(2026, 6, 20), "已配合。")
    assert (entry(ledger).progress, entry(ledger).remark) == ("已配合。", "")


def test_the_offices_own_summary_goes_before_what_units_told(ledger: Library) -> None:
    tell(ledger, JUSTICE, date(2026, 6, 20), "甲。")
    reporting.summarise(ledger, By("李明", END), 1, NewSummary("两家均已启动。", day=date(2026, 6, 22)))
    found = entry(ledger)
    assert (found.progress, found.remark) == ("2家已报1家\n两家均已启动。", "")


def test_only_the_days_that_were_chosen_are_told(ledger: Library) -> None:
    tell(ledger, JUSTICE, date(2026, 3, 20), "一季度。")
    tell(ledger, JUSTICE, date(2026, 6, 20), "二季度。")
    first = LedgerChoice(since=date(2026, 1, 1), until=date(2026, 3, 31))
    assert entry(ledger, choice=first).progress == "2家已报1家\n一季度。"
    assert entry(ledger, date(2026, 6, 19)).progress == "2家已报1家\n一季度。"
    later = LedgerChoice(since=date(2026, 4, 1), until=date(2026, 12, 31))
    assert entry(ledger, date(2026, 6, 19), later).progress == ""


def test_a_corrected_report_is_told_as_corrected(ledger: Library) -> None:
    wrong = tell(ledger, JUSTICE, date(2026, 6, 20), "已建3个。")
    tell(ledger, JUSTICE, date(2026, 6, 20), "已建2个。", corrects=wrong)
    assert entry(ledger).progress == "2家已报1家\n已建2个。"


def test_evidence_is_told_from_the_day_it_came(ledger: Library) -> None:
    prove(ledger, "公报", JUSTICE, date(2026, 5, 8))
    assert entry(ledger, date(2026, 5, 7)).evidence == ""
    assert entry(ledger, date(2026, 5, 8)).evidence == "公报（1号）"


def test_the_contact_is_the_leads(ledger: Library) -> None:
    assert entry(ledger).contact == "王芳\n0571-1234"


def test_a_task_is_closed_on_the_day_of_its_last_unit(ledger: Library) -> None:
    for unit, day in ((JUSTICE, date(2026, 5, 8)), (EDUCATION, date(2026, 6, 8))):
        said = Said(override="已核实")
        closing.move(ledger, By("李明", day), 1, unit, Action.CLOSE, said=said)
        closed = entry(ledger, day).closed
        assert closed == ("" if unit == JUSTICE else "2026-06-08")


class TestPerUnit:
    def test_each_unit_has_a_row_with_its_own_and_only_its_own(self, ledger: Library) -> None:
        tell(ledger, JUSTICE, date(2026, 6, 20), "甲。", problems="难")
        tell(ledger, EDUCATION, date(2026, 6, 21), "乙。")
        prove(ledger, "公报", JUSTICE)
        prove(ledger, "通报")
        first, second = rows(ledger)
        assert (first.task.lead, first.task.responsible) == ((JUSTICE,), ())
        assert (second.task.lead, second.task.responsible) == ((), (EDUCATION,))
        assert [row.task.unit_text for row in (first, second)] == ["", ""]
        assert (first.progress, first.problems, second.progress, second.problems) == ("甲。", "难", "乙。", "")
        assert (first.evidence, second.evidence) == ("公报（1号）\n通报（1号）", "通报（1号）")
        assert (first.contact, second.contact) == ("王芳\n0571-1234", "")
        assert [row.remark for row in (first, second)] == ["", ""]

    def test_each_row_has_its_own_state_and_light(self, ledger: Library) -> None:
        said = Said("机构改革")
        closing.move(ledger, By("李明", DAY), 1, JUSTICE, Action.SUSPEND, said=said)
        assert [(row.state, row.light) for row in rows(ledger, date(2026, 3, 11))] == [
            ("已中止", "不亮\n已中止"),
            ("未启动", "绿\n正常推进"),
        ]

    def test_only_who_reports_has_a_row(self, ledger: Library) -> None:
        counting.set_reporting(ledger, By("李明", DAY), 1, who_reports=WhoReports.LEAD)
        assert [row.task.lead for row in rows(ledger)] == [(JUSTICE,)]

    def test_a_task_of_nobody_keeps_its_one_row(self, library: Library) -> None:
        stored_plan(library, a_task(lead=(), responsible=(), unit_text="相关单位"), day=DAY)
        (row,) = rows(library)
        assert row.task.unit_text == "相关单位"


def report(unit: str, text: str) -> Report:
    return Report(1, unit, DAY, text)


@pytest.mark.parametrize(
    ("reports", "text"),
    [
        ([], ""),
        ([report("甲", "办了。")], "办了。"),
        ([report("甲", "办了。"), report("乙", "在办。")], "甲：办了。\n乙：在办。"),
        ([report("甲", "办了。"), report("乙", "")], "办了。"),
        ([report("", "汇总。"), report("乙", "在办。")], "汇总。\n乙：在办。"),
        ([report("甲", "零报告"), report("乙", "在办。"), report("丙", "零报告")], "甲、丙：零报告\n乙：在办。"),
    ],
    ids=["none", "one is not named", "several are", "one says nothing", "of no unit", "two say the same"],
)
def test_reports_as_one_text(reports: list[Report], text: str) -> None:
    assert progress_text(reports) == text


@pytest.mark.parametrize(
    ("proof", "text"),
    [
        (Evidence("公报"), "公报"),
        (Evidence("公报", doc_no="第5期", url="https://a"), "公报（第5期）"),
        (Evidence("https://a", url="https://a"), "网址见佐证材料清单"),
        (Evidence("公报.pdf"), "公报"),
        (Evidence("", doc_no="1号"), "1号"),
    ],
    ids=["a name", "all", "a link called by itself", "a file", "a number"],
)
def test_a_piece_of_evidence_says_nothing_twice(proof: Evidence, text: str) -> None:
    assert evidence_text([proof]) == text


def test_a_card_has_room_for_the_address() -> None:
    proof = Evidence("公报.pdf", doc_no="第5期", url="https://a")
    assert evidence_text([proof], addresses=True) == "公报（第5期）　https://a"


class TestWorkDone:
    """One line of a table tells what the units of a task have done."""

    def done(self, library: Library, day: date) -> TaskWorkDone:
        return works_done(library, [1], lit_works(library, day))[1]

    def test_who_has_reported_is_counted_on_the_oldest_period_owed(self, ledger: Library) -> None:
        tell(ledger, JUSTICE, date(2026, 6, 20), "已办", period="2026Q2")
        found = self.done(ledger, date(2026, 7, 20))
        assert (found.reported, found.asked, found.period) == (1, 2, "2026年一季度")
        assert (found.day, found.latest) == (date(2026, 6, 20), f"{JUSTICE}：已办")

    def test_with_nothing_owed_the_last_period_stands_until_one_reports_on_the_next(self, ledger: Library) -> None:
        for unit in (JUSTICE, EDUCATION):
            tell(ledger, unit, date(2026, 6, 20), "已办", period="2026Q2")
        assert self.done(ledger, date(2026, 7, 20)).period == "2026年二季度"
        assert self.done(ledger, date(2026, 7, 20)).reported == 2
        tell(ledger, JUSTICE, date(2026, 7, 21), "又办", period="2026Q3")
        found = self.done(ledger, date(2026, 7, 22))
        assert (found.reported, found.period) == (1, "2026年三季度")

    def test_evidence_is_counted_in_pieces(self, ledger: Library) -> None:
        prove(ledger, "截图")
        prove(ledger, "通知", JUSTICE)
        assert self.done(ledger, END).evidence == 2

    def test_a_report_sent_back_does_not_count(self, ledger: Library) -> None:
        number = tell(ledger, JUSTICE, date(2026, 6, 20), "已办", period="2026Q2")
        reporting.send_back(ledger, By("李明", END), [number], "太简单")
        assert self.done(ledger, END) == TaskWorkDone(None, "", 0, 2, "2026年一季度", 0)


@pytest.mark.parametrize(("lead", "responsible"), [((JUSTICE,), ("各区政府",)), (("相关单位",), (JUSTICE,))])
def test_a_collective_name_without_members_has_a_row_beside_the_units(
    library: Library, lead: tuple[str, ...], responsible: tuple[str, ...]
) -> None:
    stored_plan(library, a_task(lead=lead, responsible=responsible), day=DAY)
    found = {row.task.lead + row.task.responsible: row for row in rows(library)}
    assert list(found) == [lead, responsible]
    nobody = found[("各区政府",) if lead == (JUSTICE,) else ("相关单位",)]
    assert (nobody.task.lead, nobody.progress, nobody.state) == (lead if lead != (JUSTICE,) else (), "", "")


def test_a_collective_name_alone_has_the_tasks_own_row(library: Library) -> None:
    stored_plan(library, a_task(lead=("相关单位",), responsible=()), day=DAY)
    (row,) = rows(library)
    assert row.task.lead == ("相关单位",)
