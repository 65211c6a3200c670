"""What a light depends on is one value; the store reads it by name and tells alike shares by it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import ActFact, Facts, Proof, ReportFact, StateFact
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Evidence, NewReport, Report, Said, TaskSettings
from gongkai_desk.rules.light.counts import facts_on
from gongkai_desk.rules.light.lights import Frame, LightCache, light, task_light
from gongkai_desk.services.progress import closing, work
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.shares import ShareRows
from gongkai_desk.workdays import Workdays
from tests.builders import a_share, stored_plan

DAY = date(2026, 3, 9)
DUE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))
FRAME = Frame(date(2026, 6, 1), Workdays({}), TaskSettings(entered=DAY))
BY = By("李明", DAY + timedelta(days=9))
REPORT = Report(1, "", DAY, "已办")
SENT_BACK = replace(REPORT, returned="不全")


@pytest.fixture
def stored(library: Library) -> Library:
    """Return a library with one task of two units."""
    stored_plan(library, Task("公开", responsible=("市教育局", "市民政局")), day=DAY)
    return library


def facts(library: Library) -> dict[int, Facts]:
    return ShareRows(library, [1]).facts(1, {1: 0, 2: 1})


def test_the_store_tells_every_fact_that_was_entered(stored: Library) -> None:
    day = DAY + timedelta(days=1)
    work.report(stored, BY, 1, NewReport("市教育局", day, "已办", period="2026Q1"))
    work.attach(stored, By("", DAY), 1, Evidence("照片", url="https://a", effective=day), unit="市教育局")
    closing.move(stored, BY, 1, "市教育局", Action.EXTEND, Said("改期", until=date(2026, 12, 31), day=day))
    assert facts(stored) == {
        0: Facts(
            stored=StateFact(State.IN_PROGRESS, day),
            acts=(ActFact(Action.EXTEND, day, State.IN_PROGRESS, State.IN_PROGRESS, date(2026, 12, 31)),),
            reports=(ReportFact(day, "2026Q1"),),
            proofs=(Proof(day, DAY),),
        )
    }


def test_shares_of_which_the_same_is_known_have_one_and_the_same_facts(stored: Library) -> None:
    for unit in ("市教育局", "市民政局"):
        work.report(stored, BY, 1, NewReport(unit, DAY, f"{unit}已办"))
    one, other = facts(stored).values()
    assert one is other


def test_what_is_proved_for_the_whole_task_is_known_of_each_unit(stored: Library) -> None:
    work.attach(stored, By("", DAY), 1, Evidence("照片", url="https://a"))
    assert [each.proofs for each in facts(stored).values()] == [(Proof(None, DAY),), (Proof(None, DAY),)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"state": State.PENDING}, {"state": State.RETURNED}, id="the state"),
        pytest.param({"finished": date(2026, 5, 1)}, {"finished": date(2026, 5, 2)}, id="the day it was finished"),
        pytest.param({"extended": date(2026, 12, 1)}, {}, id="an extension"),
        pytest.param({"proofs": (Proof(),)}, {}, id="evidence"),
        pytest.param({"reports": (SENT_BACK,)}, {"reports": (REPORT,)}, id="a report sent back"),
    ],
)
def test_shares_that_differ_in_a_fact_stand_apart(one: dict, other: dict) -> None:
    lit = task_light(DUE, [a_share(1, "甲", **one), a_share(2, "乙", **other)], FRAME)
    assert [places for _, places in lit.by_unit.stands] == [[0], [1]]


def test_the_words_of_a_report_do_not_tell_shares_apart() -> None:
    shares = [a_share(n, "甲", reports=(Report(1, "", DAY, text),)) for n, text in ((1, "已办"), (2, "在办"))]
    ((stand, places),) = task_light(DUE, shares, FRAME).by_unit.stands
    assert (places, stand.light) == ([0, 1], light(DUE, shares[0].facts, FRAME))


def test_a_cache_keeps_deadlines_and_settings_of_tasks_apart() -> None:
    cache, share = LightCache(), [a_share()]
    later = replace(DUE, due=date(2026, 6, 2))
    other = replace(FRAME, settings=TaskSettings(entered=DAY, report_cycle="不填报"))
    found = [task_light(*each, cache) for each in ((DUE, share, FRAME), (later, share, FRAME), (DUE, share, other))]
    again = [task_light(*each) for each in ((DUE, share, FRAME), (later, share, FRAME), (DUE, share, other))]
    assert [each.word for each in found] == [each.word for each in again]
    assert task_light(DUE, share, FRAME, cache).by_unit.stands[0][0] is found[0].by_unit.stands[0][0]


def test_what_came_later_is_not_known_on_a_past_day() -> None:
    acts = (
        ActFact(Action.SUSPEND, date(2026, 4, 1), State.IN_PROGRESS, State.SUSPENDED),
        ActFact(Action.RESUME, date(2026, 5, 1), State.SUSPENDED, State.IN_PROGRESS),
    )
    now = Facts(stored=StateFact(State.IN_PROGRESS, date(2026, 5, 1)), acts=acts, reports=(ReportFact(DAY),))
    then = facts_on(DUE, now, date(2026, 4, 10))
    assert (then.state, then.since, then.acts) == (State.SUSPENDED, date(2026, 4, 1), acts[:1])
    assert facts_on(DUE, now, date(2026, 3, 1)) == Facts()
