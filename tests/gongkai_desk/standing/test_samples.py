"""抽查 sheets, what a bad result leads to, periods that may be reported on, the office's days."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.spot_check import Check, Finding, Verdict, Wanted
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewReport, NewSummary, Said
from gongkai_desk.errors import UnknownId
from gongkai_desk.services import office
from gongkai_desk.services.office import save_settings
from gongkai_desk.services.progress import closing, counting, reporting, spot_checks, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.standing import samples
from gongkai_desk.standing.days import local_counts, local_days, office_workdays, workdays_of
from gongkai_desk.standing.lights import CYCLE, lit_works
from gongkai_desk.standing.report_periods import period_choices, reported, summary
from gongkai_desk.store.entries.duties import LOCAL
from gongkai_desk.store.library import Library
from gongkai_desk.workdays import Workdays
from tests.builders import a_task, stored_plan

DAY, TODAY = date(2026, 3, 10), date(2026, 9, 20)
BY = By("李明", TODAY)
UNIT = "市司法局"


@pytest.fixture
def drawn(library: Library) -> Library:
    """Return a library with one task of one unit, which was drawn."""
    long = "集中公开现行有效行政规范性文件。" * 10
    stored_plan(library, a_task(seq="1/2", title="开放日", content=long, lead=(), responsible=(UNIT,)), day=DAY)
    spot_checks.draw(library, BY, Wanted(7, percent=None, count=1, plan_id=1), checker="王芳")
    return library


def check(library: Library) -> Check:
    (found,) = samples.checks_of(library, samples.draws(library)[0])
    return found


def judged(library: Library, verdict: Verdict) -> Action | None:
    number = check(library).id
    spot_checks.enter(library, BY, number, Finding(verdict=verdict))
    return samples.next_action(library, number)


class TestSheet:
    def test_a_line_tells_task_unit_and_state(self, drawn: Library) -> None:
        sheet = samples.check_sheet(drawn, samples.draws(drawn)[0])
        (line,) = sheet.lines
        assert line.task.startswith("2　开放日\n集中公开")
        assert line.task.endswith("…")
        assert (line.unit, line.reported, line.evidence) == (UNIT, "未启动\n未报进展", "无")
        assert (line.finding, line.verdict, sheet.checker) == ("", "", "王芳")
        assert sheet.drawn.startswith("抽样范围：《云州市2026年政务公开工作要点》，共1项次")

    def test_report_and_evidence_are_counted(self, drawn: Library) -> None:
        work.report(drawn, BY, 1, NewReport(UNIT, date(2026, 6, 20), "办" * 100))
        attach(drawn, By("李明", TODAY), 1, Evidence("公报", doc_no="1号"), unit=UNIT)
        (line,) = samples.check_sheet(drawn, samples.draws(drawn)[0]).lines
        assert line.evidence == "1份"
        assert line.reported.startswith("推进中\n6月20日报：办办")
        assert line.reported.endswith("…")

    def test_what_was_found_stands_on_it(self, drawn: Library) -> None:
        spot_checks.enter(drawn, BY, check(drawn).id, Finding(verdict=Verdict.FALSE, opinion="只办1场", checker="张华"))
        sheet = samples.check_sheet(drawn, samples.draws(drawn)[0], method="实地")
        assert (sheet.lines[0].finding, sheet.lines[0].verdict, sheet.lines[0].method) == ("只办1场", "不属实", "实地")
        assert sheet.checker == "张华"


class TestNextAction:
    @pytest.mark.parametrize("verdict", [Verdict.TRUE, Verdict.MOSTLY])
    def test_a_good_result_leads_to_nothing(self, drawn: Library, verdict: Verdict) -> None:
        closing.move(drawn, BY, 1, UNIT, Action.APPLY)
        assert judged(drawn, verdict) is None

    @pytest.mark.parametrize("verdict", [Verdict.FALSE, Verdict.NOT_DONE])
    @pytest.mark.parametrize(
        ("act", "leads"),
        [(None, None), (Action.APPLY, Action.RETURN), (Action.CLOSE, Action.REOPEN)],
        ids=["under way", "waits for the office", "closed"],
    )
    def test_a_bad_one_goes_back_from_where_the_share_stands(
        self, drawn: Library, verdict: Verdict, act: Action | None, leads: Action | None
    ) -> None:
        if act:
            closing.move(drawn, BY, 1, UNIT, act, said=Said(override="已核实"))
        assert judged(drawn, verdict) is leads

    def test_what_is_not_there_is_refused(self, drawn: Library) -> None:
        with pytest.raises(UnknownId):
            samples.next_action(drawn, 99)


class TestPeriods:
    """Which periods may be reported on."""

    @pytest.mark.parametrize(
        ("words", "newest", "now"),
        [
            ("", "2026Q3", "2026Q3"),
            ("每月25日前", "2026M09", "2026M09"),
            ("半年", "2026H2", "2026H2"),
            ("不填报", "2026Q3", "2026Q3"),
        ],
    )
    def test_they_are_the_offices(self, library: Library, words: str, newest: str, now: str) -> None:
        save_settings(library, By("李明", DAY), {CYCLE: words})
        names, current = period_choices(library, TODAY)
        assert (names[0], current) == (newest, now)
        assert list(names) == sorted(names, reverse=True)

    def test_a_task_may_have_its_own(self, drawn: Library) -> None:
        counting.set_reporting(drawn, By("李明", DAY), 1, cycle="每月")
        assert period_choices(drawn, TODAY, 1)[1] == "2026M09"
        assert period_choices(drawn, TODAY)[1] == "2026Q3"

    def test_the_last_report_on_each_is_told_but_none_that_was_sent_back(self, drawn: Library) -> None:
        for day, text in ((date(2026, 6, 10), "甲"), (date(2026, 6, 20), "乙"), (date(2026, 9, 10), "丙")):
            work.report(drawn, BY, 1, NewReport(UNIT, day, text))
        reporting.send_back(drawn, BY, [3], "太简单")
        lit = lit_works(drawn, TODAY, [1])[1]
        told = reported(lit, lit.work.shares[0])
        assert {name: each.text for name, each in told.items()} == {"2026Q2": "乙"}

    def test_the_offices_own_summary_is_of_one_period(self, drawn: Library) -> None:
        for text in ("初稿", "定稿"):
            reporting.summarise(drawn, BY, 1, NewSummary(text, day=TODAY, period="2026Q3"))
        found = summary(drawn, 1, "2026Q3")
        assert found is not None
        assert (found.text, summary(drawn, 1, "2026Q2")) == ("定稿", None)


class TestDays:
    """Local days count only where the office says so."""

    LOCAL_DAY = date(2026, 4, 20)

    @pytest.mark.parametrize("counts", [False, True], ids=["apart", "counting"])
    def test_local_days(self, library: Library, counts: bool) -> None:
        office.set_days(library, By("李明", DAY), {self.LOCAL_DAY: False}, in_list=LOCAL)
        office.let_local_count(library, By("李明", DAY), counts=counts)
        assert local_counts(library) is counts
        assert local_days(library) == ({self.LOCAL_DAY: False} if counts else {})
        assert office_workdays(library).is_workday(self.LOCAL_DAY) is not counts

    def test_where_no_library_is_open_the_usual_ones_count(self, library: Library) -> None:
        office.set_days(library, By("李明", DAY), {self.LOCAL_DAY: False})
        assert workdays_of(None).is_workday(self.LOCAL_DAY) is Workdays.usual().is_workday(self.LOCAL_DAY) is True
        assert not workdays_of(library).is_workday(self.LOCAL_DAY)
