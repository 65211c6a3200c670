"""Statistics of today and of any past day."""

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.light.statistics import GroupBy
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.standing import statistics
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

FIRST, LAST = date(2026, 3, 10), date(2026, 12, 20)
JUNE = Deadline("6月底前", DeadlineKind.MONTH_END, date(2026, 6, 30), (date(2026, 6, 30),))
MONTHS = [date(2026, month, 15) for month in range(4, 13)]


@pytest.fixture
def plan(library: Library) -> int:
    tasks = (
        a_task(lead=(), responsible=("市司法局", "市教育局")),
        a_task(seq="2", section=("二、规范平台",), lead=(), responsible=("市教育局",), deadline=JUNE),
        a_task(seq="3", section=("二、规范平台",), lead=(), responsible=("市数据局",), deadline=JUNE),
    )
    return stored_plan(library, *tasks, day=FIRST)


def tell(library: Library, task: int, unit: str, day: date) -> None:
    work.report(library, By("李明", day), task, NewReport(unit, day, "已推进。"))


def prove(library: Library, task: int, unit: str, day: date) -> None:
    attach(library, By("李明", day), task, Evidence("公报", doc_no="第5期", effective=day), unit=unit)


def act(library: Library, task: int, unit: str, action: Action, day: date, **said: object) -> None:
    told = Said(**{"reason": "研究决定", **said})  # type: ignore[arg-type]
    closing.move(library, By("李明", day), task, unit, action, said=told)


def play(library: Library, plan: int, month: int) -> None:
    """Do what is done in a month of the year."""
    one, two, three = plans.task_ids(library, plan) if month < 10 else (*plans.task_ids(library, plan), 0)
    day = date(2026, month, 15)
    match month:
        case 4:
            tell(library, one, "市司法局", day)
            act(library, one, "市教育局", Action.EXTEND, day, until=date(2026, 11, 30))
        case 5:
            prove(library, two, "市教育局", day)
            act(library, two, "市教育局", Action.APPLY, day)
        case 6:
            act(library, two, "市教育局", Action.RETURN, day, until=date(2026, 7, 10))
            act(library, three, "市数据局", Action.SUSPEND, day)
        case 7:
            tell(library, one, "市教育局", day)
            act(library, two, "市教育局", Action.APPLY, day)
            act(library, two, "市教育局", Action.CLOSE, day)
        case 8:
            act(library, three, "市数据局", Action.RESUME, day)
            work.edit_task(library, By("李明", day), one, TaskEdit(deadline=JUNE.text, section=("二、规范平台",)))
        case 9:
            work.remove_tasks(library, By("李明", day), [three])
        case 10:
            act(library, one, "市司法局", Action.NOT_APPLICABLE, day)
            act(library, two, "市教育局", Action.REOPEN, day)
        case 11:
            act(library, two, "市教育局", Action.APPLY, day)
            act(library, two, "市教育局", Action.CLOSE, day)


def test_a_past_day_reads_later_as_it_read_then(library: Library, plan: int) -> None:
    then = []
    for day in MONTHS:
        play(library, plan, day.month)
        then.append(statistics.standings(library, day, today=day))
    later = [statistics.standings(library, day, today=LAST) for day in MONTHS]
    assert later == then
    assert len({standing.tasks for standing in then}) == len(MONTHS) - 1  # only in December nothing was done


def test_units_are_counted_by_their_shares(library: Library, plan: int) -> None:
    lines = statistics.standings(library, FIRST, today=FIRST).table(GroupBy.UNIT)
    assert {line.label: line.total.count for line in lines} == {"市司法局": 1, "市教育局": 2, "市数据局": 1}
    education = next(line for line in lines if line.label == "市教育局")
    assert education.total.tasks == tuple(plans.task_ids(library, plan)[:2])


def test_sections_states_lights_and_months_count_tasks(library: Library, plan: int) -> None:
    now = statistics.standings(library, date(2026, 7, 15), today=date(2026, 7, 15))
    by = {
        each: {statistics.label_text(each, line.label): line.total.count for line in now.table(each)}
        for each in GroupBy
    }
    assert by[GroupBy.SECTION] == {"一、深化政策公开": 1, "二、规范平台": 2}
    assert by[GroupBy.STATE] == {"未启动": 3}
    assert by[GroupBy.LIGHT] == {"红": 3}
    assert by[GroupBy.MONTH] == {"2026年6月": 2, "2026年9月": 1}
    assert by[GroupBy.ALL] == {"合计": 3}


def test_a_unit_that_is_not_concerned_leaves_the_denominator(library: Library, plan: int) -> None:
    one = plans.task_ids(library, plan)[0]
    act(library, one, "市司法局", Action.NOT_APPLICABLE, FIRST)
    line = next(
        line
        for line in statistics.standings(library, FIRST, today=FIRST).table(GroupBy.UNIT)
        if line.label == "市司法局"
    )
    assert (line.total.count, line.concerned.count, line.rate) == (1, 0, None)


def test_two_days_are_compared_with_what_was_closed_between(library: Library, plan: int) -> None:
    for month in (5, 6, 7):
        play(library, plan, month)
    july = date(2026, 7, 15)
    before, now = (statistics.standings(library, day, today=july) for day in (date(2026, 5, 15), july))
    (line,) = statistics.compared(before, now, GroupBy.ALL)
    assert line.came.tasks == (plans.task_ids(library, plan)[1],)
    assert line.went.count == 0
    assert line.now is not None
    assert line.now.rate == pytest.approx(1 / 3)


def test_an_undone_act_never_was(library: Library, plan: int) -> None:
    before = statistics.standings(library, date(2026, 5, 20), today=date(2026, 5, 20))
    play(library, plan, 5)
    undo.undo(library, By("李明", date(2026, 5, 15)))
    undo.undo(library, By("李明", date(2026, 5, 15)))
    assert statistics.standings(library, date(2026, 5, 20), today=LAST) == before


def test_a_trend_begins_with_the_first_task(library: Library, plan: int) -> None:
    play(library, plan, 5)
    days = [date(2026, 3, 1), date(2026, 3, 20), date(2026, 5, 20)]
    found = statistics.trend(library, days, today=LAST)
    assert [(day, line.states.get(State.PENDING) is not None) for day, line in found] == [
        (days[1], False),
        (days[2], True),
    ]
    assert Colour.BLUE in found[1][1].lights


def test_a_day_to_come_is_refused(library: Library, plan: int) -> None:
    with pytest.raises(NotAllowed):
        statistics.standings(library, LAST, today=FIRST)


@pytest.mark.parametrize("day", [date(2026, 5, 20), LAST], ids=["a past day", "today"])
def test_tasks_looked_at_one_by_one_count_as_all_at_once(
    library: Library, plan: int, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in (4, 5, 6):
        play(library, plan, month)
    whole = statistics.standings(library, day, today=LAST)
    monkeypatch.setattr(statistics, "_AT_ONCE", 1)
    survey = statistics.Survey(library, day, today=LAST, facts=False)
    assert survey.go_on()
    assert survey.share_done == pytest.approx(1 / 3)
    survey.finish()
    assert all(survey.table(by) == whole.table(by) for by in GroupBy)


def test_works_that_are_lit_already_are_not_asked_again(library: Library, plan: int) -> None:
    play(library, plan, 4)
    survey = statistics.Survey(library, LAST, today=LAST, lit=lit_works(library, LAST))
    assert survey.finish().standings() == statistics.standings(library, LAST, today=LAST)


def test_one_unit_is_counted_by_its_own_shares(library: Library, plan: int) -> None:
    unit = units.find_unit(library, "市教育局").id
    play(library, plan, 4)
    found = statistics.standings(library, date(2026, 5, 1), today=LAST, unit_id=unit)
    assert [line.total.count for line in found.table(GroupBy.ALL)] == [2]
    assert all(key[1] == unit for line in found.table(GroupBy.SECTION) for key in line.total.keys)
