"""Many reports as one step, sent back, summed up: nothing is overwritten, lights follow."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.work import Entry, NewReport, NewSummary, Report, Said
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import undo, units
from gongkai_desk.services.progress import closing, counting, reporting, work
from gongkai_desk.standing import lights, papers, report_periods
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work as stored
from gongkai_desk.store.units import units as known_units
from tests.builders import a_task, stored_plan

DAY = date(2026, 3, 10)
NOW = date(2026, 9, 23)
LATE = date(2026, 10, 20)


@pytest.fixture
def filled(library: Library) -> Library:
    """One plan with two tasks of 市司法局 and 市教育局."""
    for name in ("市司法局", "市教育局"):
        units.add_unit(library, By("李明", DAY), Unit(name, "", UnitClass.DEPARTMENT))
    both = a_task(lead=(), responsible=("市司法局", "市教育局"), unit_text="市司法局、市教育局")
    stored_plan(library, both, both, day=DAY)
    return library


def tell(library: Library, *entries: Entry, period: str = "", day: date = NOW) -> None:
    reporting.report_many(library, By("李明", day), entries, day=day, period=period)


def reports(library: Library, **asked: bool) -> list[Report]:
    return stored.reports(library, [1], **asked)


def colours(library: Library, today: date) -> list[Colour]:
    return [light.colour for _, light in lights.lights(library, today, [1])[1].by_unit]


def test_many_are_one_step(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "甲", "难", "续"), Entry(2, "市教育局", zero=True), period="2026Q3")
    told = stored.reports(filled)
    assert [(each.text, each.problems, each.next_steps, each.period) for each in told] == [
        ("甲", "难", "续", "2026Q3"),
        ("零报告", "", "", "2026Q3"),
    ]
    assert lights.works(filled, [1])[1].shares[0].state is State.IN_PROGRESS
    undo.undo(filled, By("李明", NOW))
    assert stored.reports(filled) == []


def test_one_unknown_unit_enters_nothing(filled: Library) -> None:
    with pytest.raises(UnknownId):
        tell(filled, Entry(1, "市司法局", "甲"), Entry(1, "无此局", "乙"))
    assert reports(filled) == []


def test_a_report_that_says_nothing_is_refused(filled: Library) -> None:
    with pytest.raises(NotAllowed):
        tell(filled, Entry(1, "市司法局", problems="只有问题"))


def test_a_period_is_kept_only_where_the_task_has_it(filled: Library) -> None:
    counting.set_reporting(filled, By("李明", DAY), 2, cycle="每月25日前")
    tell(filled, Entry(1, "市司法局", "甲"), Entry(2, "市司法局", "甲"), period="2026Q3")
    assert [each.period for each in stored.reports(filled)] == ["2026Q3", ""]


@pytest.mark.parametrize(
    ("today", "now"),
    [(date(2026, 9, 23), "2026Q3"), (date(2026, 10, 9), "2026Q3"), (date(2026, 10, 12), "2026Q4")],
    ids=["within", "in its grace", "after"],
)
def test_the_period_of_now(filled: Library, today: date, now: str) -> None:
    choices, current = report_periods.period_choices(filled, today)
    assert current == now
    assert current in choices


def owed(library: Library, today: date, *names: str) -> str:
    ids = {unit.id for unit in known_units(library) if unit.name in names}
    return report_periods.owed_period(lights.lit_works(library, today).values(), ids or None)


def test_the_oldest_period_owed_is_proposed(filled: Library) -> None:
    day = date(2026, 7, 6)
    assert report_periods.period_choices(filled, day)[1] == "2026Q3"
    assert owed(filled, day) == "2026Q1"
    for name in ("市司法局", "市教育局"):
        tell(filled, Entry(1, name, "甲"), Entry(2, name, "甲"), period="2026Q1", day=date(2026, 3, 20))
    assert owed(filled, day) == "2026Q2"
    tell(filled, Entry(1, "市司法局", "乙"), Entry(2, "市司法局", "乙"), period="2026Q2", day=date(2026, 6, 20))
    assert owed(filled, day, "市司法局") == ""
    assert owed(filled, day, "市教育局") == "2026Q2"


@pytest.mark.parametrize("text", ["零报告", "零报告。"])
def test_a_zero_report_in_words_is_no_progress(filled: Library, text: str) -> None:
    tell(filled, Entry(1, "市司法局", text), Entry(2, "市司法局", "零报告已核对"))
    work.report(filled, By("李明", NOW), 1, NewReport("市教育局", NOW, text))
    assert [each.zero for each in stored.reports(filled)] == [True, True, False]


def test_a_cycle_after_the_period_is_reported_on_in_the_next_month(filled: Library) -> None:
    counting.set_reporting(filled, By("李明", DAY), 1, cycle="次月5日前")
    assert report_periods.period_choices(filled, date(2026, 9, 3), 1)[1] == "2026M08"
    assert report_periods.period_choices(filled, date(2026, 9, 23), 1)[1] == "2026M09"


def test_what_was_reported_on_a_period(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "甲"), period="2026Q3")
    lit = lights.lit_works(filled, NOW, [1])[1]
    assert [report_periods.reported(lit, share).keys() for share in lit.work.shares] == [{"2026Q3"}, set()]


def test_a_report_sent_back_stays_and_answers_nothing(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "已办"), period="2026Q2", day=date(2026, 6, 20))
    tell(filled, Entry(1, "市司法局", "已办"), Entry(1, "市教育局", "详情"), period="2026Q3")
    for each in ("市司法局", "市教育局"):
        closing.move(filled, By("李明", NOW), 1, each, Action.EXTEND, said=Said("慢", date(2026, 12, 30)))
    assert colours(filled, LATE) == [Colour.GREEN, Colour.GREEN]
    thin = reports(filled)[1].id
    reporting.send_back(filled, By("李明", NOW), [thin], "请补充数据")
    assert [each.returned for each in reports(filled)] == ["", "请补充数据", ""]
    assert colours(filled, LATE) == [Colour.RED, Colour.GREEN]
    tell(filled, Entry(1, "市司法局", "办理12件"), period="2026Q3", day=LATE)
    assert colours(filled, LATE) == [Colour.GREEN, Colour.GREEN]


def test_sending_back_needs_a_reason_and_a_report(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "甲"))
    with pytest.raises(NotAllowed):
        reporting.send_back(filled, By("李明", NOW), [1], " ")
    with pytest.raises(UnknownId):
        reporting.send_back(filled, By("李明", NOW), [99], "补充")


def test_a_correction_keeps_the_former_text(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "甲"))
    work.report(filled, By("李明", NOW), 1, NewReport("市司法局", NOW, "乙"), corrects=1)
    assert [each.text for each in reports(filled)] == ["乙"]
    assert [each.text for each in reports(filled, former=True)] == ["甲", "乙"]


def test_a_summary_is_printed_in_place_of_the_units_reports(filled: Library) -> None:
    tell(filled, Entry(1, "市司法局", "甲"))
    reporting.summarise(filled, By("李明", NOW), 1, NewSummary("全市进展顺利", day=NOW, period="2026Q3"))
    entry = papers.ledger_paper(filled, 1, as_of=NOW).entries[0]
    assert (entry.progress, entry.remark) == ("2家已报1家\n全市进展顺利", "")


def test_a_second_summary_of_a_period_keeps_the_first(filled: Library) -> None:
    for text in ("初稿", "定稿"):
        reporting.summarise(filled, By("李明", NOW), 1, NewSummary(text, day=NOW, period="2026Q3"))
    assert [each.text for each in reports(filled)] == ["定稿"]
    assert [each.text for each in reports(filled, former=True)] == ["初稿", "定稿"]


def test_a_summary_is_no_units_report(filled: Library) -> None:
    reporting.summarise(filled, By("李明", NOW), 1, NewSummary("汇总", day=NOW))
    assert all(not share.reports for share in lights.works(filled, [1])[1].shares)
    with pytest.raises(NotAllowed):
        reporting.send_back(filled, By("李明", NOW), [1], "补充")
