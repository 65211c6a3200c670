"""年中接手: three ledgers as offices keep them come in; what was understood, kept and asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.review import Rhythm
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.ledger_in import AskedKind, LedgerAnswers, LedgerField, LedgerRead
from gongkai_desk.errors import Duplicate
from gongkai_desk.services.undo import undo
from gongkai_desk.services.year.ledger_in import (
    known_words,
    read_ledger,
    read_options,
    take_over,
    understand,
    year_of,
)
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.ledger_in import notes
from tests.old_ledgers import LEDGERS

TODAY = date(2026, 7, 20)
CLOSED, RUNNING, NOT_BEGUN = State.CLOSED, State.IN_PROGRESS, State.NOT_STARTED


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="module")
def reads(tmp_path_factory) -> dict[str, LedgerRead]:
    """Read each ledger once, against the directory of an empty library."""
    folder = tmp_path_factory.mktemp("ledgers")
    with Library.create(folder / "空.gkdesk", "云州市", who="李明", day=TODAY) as library:
        options = read_options(library)
    return {name: read_ledger(make(folder / f"{name}.xlsx"), options) for name, make in LEDGERS.items()}


def taken(library: Library, read: LedgerRead, answers: LedgerAnswers | None = None) -> dict[str, LitWork]:
    """Take a ledger over, to be reported on each quarter; return its tasks by 序号 as they are lit on that day."""
    ledger = understand(library, read, TODAY, answers or LedgerAnswers(), year=year_of(read, TODAY))
    ledger = ledger.reported_on(Rhythm.QUARTER)
    take_over(library, By("李明", TODAY), ledger)
    return {lit.work.task.seq or "": lit for lit in lit_works(library, TODAY).values()}


UNDERSTOOD = {  # ledger: states by 序号, entries of progress, evidence, headers kept, kinds asked with their tasks
    "coloured": (
        {"1": CLOSED, "2": RUNNING, "3": RUNNING, "4": NOT_BEGUN, "5": RUNNING},
        4,
        3,
        ["经费（万元）"],
        [(AskedKind.DEADLINE, "", ("4",))],
    ),
    "by_month": (
        {"1": RUNNING, "2": CLOSED, "3": None, "4": NOT_BEGUN},
        9,
        0,
        ["联系人"],
        [(AskedKind.STATE, "卡壳", ("3",)), (AskedKind.DEADLINE, "", ("4",))],
    ),
    "ticked": (
        {"1": CLOSED, "2": RUNNING, "3": RUNNING, "4": NOT_BEGUN, "5": None},
        3,
        0,
        ["局领导批注"],
        [(AskedKind.TWO_STATES, "", ("5",)), (AskedKind.DEADLINE, "", ("4",))],
    ),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_is_understood_kept_and_asked(library, reads, name):
    states, reports, evidence, kept, asked = UNDERSTOOD[name]
    ledger = understand(library, reads[name], TODAY, year=2026)
    tasks = ledger.read.draft.parts[ledger.read.part].tasks
    assert {tasks[each.place].seq: each.state for each in ledger.tasks} == states
    assert (ledger.reports, ledger.evidence) == (reports, evidence)
    assert [each.text for each in ledger.kept] == kept
    assert [(each.kind, each.text, each.tasks) for each in ledger.asked] == asked


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_nothing_is_red_on_the_first_day_and_one_undo_takes_it_back(library, reads, name):
    lit = taken(library, reads[name])
    assert Colour.RED not in {each.light.colour for each in lit.values()}
    assert lit["4"].light.word is Why.TO_CONFIRM
    assert findings(library.folder) == []
    undo(library, By("李明", TODAY))
    assert plans.plans(library) == []


def test_periods_before_are_not_owed_and_the_running_one_is(library, reads):
    lit = taken(library, reads["by_month"])
    later = lit_works(library, date(2026, 10, 20))[lit["1"].work.task.id]
    reasons = later.light.by_unit[0][1].reasons
    assert [reason.period for reason in reasons if reason.why is Why.REPORT_MISSING] == ["2026Q3"]


def test_progress_by_month_stands_on_the_months_last_day(library, reads):
    share = taken(library, reads["by_month"])["2"].work.shares[0]
    assert [(each.day, each.period, each.text) for each in share.reports] == [
        (date(2026, 3, 31), "2026M03", "检查30家"),
        (date(2026, 6, 30), "2026M06", "检查完毕"),
    ]
    assert (share.state, share.finished) == (CLOSED, date(2026, 6, 30))


def test_what_is_not_understood_stays_with_its_task(library, reads):
    lit = taken(library, reads["ticked"])
    assert lit["5"].work.task.extra == {"完成情况已完成": "√", "正在推进": "√"}
    assert lit["2"].work.task.extra == {"局领导批注": "抓紧"}
    assert lit["1"].work.shares[0].finished == date(2026, 2, 20)


def test_days_sums_and_hidden_rows(library, reads):
    ledger = understand(library, reads["with_days"], TODAY, year=2026)
    tasks = ledger.read.draft.parts[ledger.read.part].tasks
    assert [(task.seq, task.deadline.text) for task in tasks] == [("1", "3月底前"), ("2", "9月底前"), ("1", "5月底前")]
    assert [each.state for each in ledger.tasks] == [CLOSED, RUNNING, RUNNING]
    assert ledger.tasks[0].finished == date(2026, 3, 20)
    assert [each.day for each in ledger.tasks[0].told] == [date(2026, 3, 15), date(2026, 3, 20)]
    assert ledger.read.as_of == date(2026, 6, 15)
    assert any("第9行" in note for note in notes(ledger))
    assert [(each.kind, each.tasks) for each in ledger.asked] == [(AskedKind.DEADLINE, ("1（二、服务公开）",))]


def test_evidence_is_named_with_link_and_number(library, reads):
    ledger = understand(library, reads["coloured"], TODAY, year=2026)
    (first,), (second,) = ledger.tasks[0].evidence, ledger.tasks[1].evidence
    assert (first.name, first.url) == ("规范性文件专栏", "http://www.yunzhou.gov.cn/gfxwj")
    assert second.doc_no == "云司发〔2026〕5号"


def test_a_word_is_asked_once_and_remembered(library, reads):
    answers = LedgerAnswers(states={"卡壳": State.SUSPENDED})
    lit = taken(library, reads["by_month"], answers)
    assert lit["3"].work.shares[0].state is State.SUSPENDED
    assert known_words(library) == {"卡壳": State.SUSPENDED}
    again = understand(library, reads["by_month"], TODAY, year=2026)
    assert AskedKind.STATE not in {each.kind for each in again.asked}


def test_a_column_is_what_a_person_says(library, reads):
    answers = LedgerAnswers(columns={"联系人": LedgerField.NEXT_STEPS, "6月": LedgerField.KEPT})
    ledger = understand(library, reads["by_month"], TODAY, answers, year=2026)
    assert ledger.tasks[0].told[-1].text == "出5期"
    assert (ledger.tasks[0].told[-1].next_steps, ledger.tasks[0].extra) == ("李明", {"6月": "出6期"})


def test_units_that_have_a_row_each_stand_each_for_themselves(library, reads):
    read = reads["ticked"]
    part = read.draft.parts[0]
    third = replace(part.tasks[2], extra={"完成情况": "已完成\n推进中"})
    parts = (replace(part, tasks=(*part.tasks[:2], third, *part.tasks[3:])),)
    lit = taken(library, replace(read, draft=replace(read.draft, parts=parts)))
    shares = {share.unit: (share.state, share.finished) for share in lit["3"].work.shares}
    assert shares == {"市财政局": (CLOSED, TODAY), "市教育局": (RUNNING, None)}


def test_the_same_file_is_not_taken_over_twice(library, reads):
    taken(library, reads["ticked"])
    with pytest.raises(Duplicate):
        taken(library, reads["ticked"])


def test_last_years_ledger_is_in_nobodys_way(library, reads):
    read = reads["by_month"]
    ledger = understand(library, read, TODAY, year=2025)
    take_over(library, By("李明", TODAY), ledger, year=2025, last_year=True)
    plan = plans.plans(library)[0]
    lit = lit_works(library, TODAY)
    assert plan.year == 2025
    assert {each.light.colour for each in lit.values()} == {Colour.GREEN, Colour.OFF}
    assert {each.work.task.deadline.due for each in lit.values()} >= {date(2025, 6, 30), date(2025, 10, 31)}


def test_the_file_is_kept_as_the_original(library, reads):
    taken(library, reads["ticked"])
    assert len(list((library.folder / "originals").rglob("*.xlsx"))) == 1
