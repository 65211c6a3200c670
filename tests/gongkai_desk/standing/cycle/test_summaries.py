"""What a 汇总稿 is written from: counts that add up, marks, what was used; and how the ledger prints it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import NewReport, NewSummary
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.work.summing import Mark
from gongkai_desk.services import undo, units
from gongkai_desk.services.progress import reporting, work
from gongkai_desk.standing import papers
from gongkai_desk.standing.cycle.summaries import Gathered, gathered
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.store.library import Library
from gongkai_desk.wording.states import reported_text
from tests.builders import a_task, stored_plan

DAY, NOW = date(2026, 3, 10), date(2026, 9, 23)
BY = By("李明", NOW)
NAMES = ("东山区", "西湖区", "南山区")
FULL = "已公开行政规范性文件32件，更新目录2次"


@pytest.fixture
def districts(library: Library) -> Library:
    for name in NAMES:
        units.add_unit(library, BY, Unit(name, "", UnitClass.DISTRICT))
    stored_plan(library, a_task(lead=(), responsible=NAMES, unit_text="各区"), day=DAY)
    return library


def tell(library: Library, unit: str, text: str, period: str = "2026Q3", corrects: int | None = None) -> int:
    new = NewReport(unit, NOW, text, period=period)
    made = work.report(library, BY, 1, new, corrects=corrects).made
    assert made is not None
    return made


def now(library: Library, period: str = "2026Q3") -> Gathered:
    return gathered(library, lit_works(library, NOW, [1])[1], period)


def test_all_texts_of_the_period_stand_there_and_the_counts_add_up(districts: Library) -> None:
    tell(districts, "东山区", FULL)
    tell(districts, "东山区", "又公开3件")
    tell(districts, "西湖区", FULL, "2026Q2")
    found = now(districts)
    assert [(text.unit, text.report.text) for text in found.texts] == [("东山区", FULL), ("东山区", "又公开3件")]
    assert (found.asked, found.done, found.missing) == (NAMES, 1, ("西湖区", "南山区"))


def test_what_was_sent_back_is_not_used(districts: Library) -> None:
    thin = tell(districts, "东山区", "已办")
    reporting.send_back(districts, BY, [thin], "补充数据")
    assert (now(districts).texts, now(districts).done) == ((), 0)


def test_copies_of_the_period_before_and_thin_texts_are_marked(districts: Library) -> None:
    for period in ("2026Q1", "2026Q2", "2026Q3"):
        tell(districts, "东山区", FULL, period)
    tell(districts, "西湖区", "推进中")
    assert [text.marks for text in now(districts).texts] == [(Mark.SAME,), (Mark.THIN,)]


def test_used_texts_are_kept_with_the_summary_and_undone_with_it(districts: Library) -> None:
    first, second = tell(districts, "东山区", FULL), tell(districts, "西湖区", FULL)
    reporting.summarise(districts, BY, 1, NewSummary("两区已公开", NOW, "2026Q3", (first,)))
    assert [(text.report.id, text.used) for text in now(districts).texts] == [(first, True), (second, False)]
    undo.undo(districts, BY)
    assert now(districts).former is None
    assert not any(text.used for text in now(districts).texts)


def test_a_used_text_that_was_corrected_since_is_said(districts: Library) -> None:
    used = tell(districts, "东山区", FULL)
    reporting.summarise(districts, BY, 1, NewSummary("一区已公开", NOW, "2026Q3", (used,)))
    tell(districts, "东山区", "已公开行政规范性文件23件", corrects=used)
    text = now(districts).texts[0]
    assert (text.used, text.marks) == (False, (Mark.CORRECTED,))


def test_a_source_must_be_a_units_report_on_the_task(districts: Library) -> None:
    reporting.summarise(districts, BY, 1, NewSummary("一区已公开", NOW, "2026Q3"))
    for number in (1, 99):  # the summary itself, nothing
        with pytest.raises(UnknownId):
            reporting.summarise(districts, BY, 1, NewSummary("又写", NOW, "2026Q3", (number,)))


def test_the_ledger_prints_the_summary_with_the_count_of_its_period(districts: Library) -> None:
    for name in NAMES:
        tell(districts, name, FULL, "2026Q2")
    tell(districts, "东山区", FULL)
    reporting.summarise(districts, BY, 1, NewSummary("一区已公开", NOW, "2026Q3"))
    entry = papers.ledger_paper(districts, 1, as_of=NOW).entries[0]
    assert (entry.progress, entry.remark) == ("3区已报1\n一区已公开", "")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("浦东新区", "黄浦区政府"), "2区已报1"),
        (("云山县", "东山区人民政府"), "2区县已报1"),
        (("东山区", "市教育局"), "2家已报1家"),
    ],
    ids=["districts", "counties", "mixed"],
)
def test_districts_are_counted_as_such(names, text):
    assert reported_text(names, 1) == text
