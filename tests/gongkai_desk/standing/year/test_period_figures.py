"""Figures of a period, counted by hand over six tasks of three units."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.domain.year.period import FigureName, PeriodFigures
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.progress import closing, work
from gongkai_desk.standing.year.period_figures import period_figures
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan

IMPORTED, TOLD = date(2026, 3, 10), date(2026, 7, 3)
JUSTICE, SCHOOLS, DATA = "市司法局", "市教育局", "市数据局"
LONG_TERM = Deadline("长期坚持", DeadlineKind.LONG_TERM)
FIRST, SECOND = ("一、政策公开",), ("二、平台建设",)


def until(month: int, day: int) -> Deadline:
    due = date(2026, month, day)
    return Deadline(f"{month}月底前", DeadlineKind.MONTH_END, due, (due,))


def task_of(section: tuple[str, ...], deadline: Deadline, *names: str) -> object:
    return a_task(section=section, deadline=deadline, lead=(), responsible=names, unit_text="、".join(names))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, int]:
    """Return a library where six tasks were worked on until July, and their plan."""
    library = Library.create(tmp_path_factory.mktemp("period") / "库.gkdesk", "云州市", who="李明", day=IMPORTED)
    tasks = (
        task_of(FIRST, until(6, 30), JUSTICE, SCHOOLS),
        task_of(FIRST, LONG_TERM, SCHOOLS),
        task_of(SECOND, until(5, 31), DATA),
        task_of(SECOND, until(9, 30), SCHOOLS),
        task_of(SECOND, until(9, 30), DATA, JUSTICE),
        task_of(SECOND, until(5, 31), JUSTICE),
    )
    plan = stored_plan(library, *tasks, day=IMPORTED)
    one, two, _, four, five, six = plans.task_ids(library, plan)
    act(library, four, SCHOOLS, Action.NOT_APPLICABLE, date(2026, 4, 1))
    act(library, five, DATA, Action.SUSPEND, date(2026, 6, 1))
    tell(library, two, SCHOOLS, date(2026, 6, 10), zero=True)
    work.attach(library, by(6, 12), six, Evidence("公报", doc_no="第5期", effective=date(2026, 6, 10)), unit=JUSTICE)
    act(library, six, JUSTICE, Action.CLOSE, date(2026, 6, 12))
    tell(library, one, JUSTICE, date(2026, 6, 20))
    tell(library, five, JUSTICE, date(2026, 6, 25))
    act(library, one, JUSTICE, Action.CLOSE, date(2026, 6, 28), override="已公布")
    act(library, five, JUSTICE, Action.APPLY, date(2026, 6, 29))
    tell(library, one, SCHOOLS, date(2026, 7, 2))
    return library, plan


def by(month: int, day: int) -> By:
    return By("李明", date(2026, month, day))


def tell(library: Library, task: int, unit: str, day: date, *, zero: bool = False) -> None:
    work.report(library, By("李明", day), task, NewReport(unit, day, "已推进。", period="2026Q2", zero=zero))


def act(library: Library, task: int, unit: str, action: Action, day: date, override: str = "") -> None:
    closing.move(library, By("李明", day), task, unit, action, said=Said("研究决定", override=override))


def values(of: PeriodFigures, section: str = "", unit_id: int | None = None) -> dict[str, int]:
    """Return the figures that are not 0."""
    found = (each for each in of.figures if (each.section, each.unit_id) == (section, unit_id))
    return {each.name.value: each.value for each in found if each.value}


WHOLE = {
    **{"tasks": 4, "closed": 1, "closed_late": 1, "pending": 1, "in_progress": 1, "not_started": 1, "overdue": 1},
    **{"long_term": 1, "out": 1, "shares": 5, "shares_closed": 2, "shares_long_term": 1, "shares_out": 2},
    **{"owed": 5, "on_time": 3, "late": 1, "missing": 1, "zero": 1},
}


def test_the_figures_of_the_whole_plan(played: tuple[Library, int]) -> None:
    found = period_figures(*played, "2026Q2", today=TOLD)
    assert (found.as_of, found.lock, values(found)) == (date(2026, 6, 30), None, WHOLE)


def test_the_figures_of_sections_add_up(played: tuple[Library, int]) -> None:
    found = period_figures(*played, "2026Q2", today=TOLD)
    first, second = values(found, FIRST[0]), values(found, SECOND[0])
    assert (first["tasks"], first["long_term"], first["in_progress"], first["owed"]) == (1, 1, 1, 3)
    assert (second["tasks"], second["out"], second["closed_late"], second["missing"]) == (3, 1, 1, 1)
    assert {name: first.get(name, 0) + second.get(name, 0) for name in WHOLE} == WHOLE


def test_the_figures_of_a_unit_count_its_own_shares(played: tuple[Library, int]) -> None:
    found, schools = period_figures(*played, "2026Q2", today=TOLD), units.find_unit(played[0], SCHOOLS).id
    assert values(found, unit_id=schools) == {
        **{"tasks": 1, "not_started": 1, "long_term": 1, "out": 1, "shares": 1, "shares_long_term": 1},
        **{"shares_out": 1, "owed": 2, "on_time": 1, "late": 1, "zero": 1},
    }


def test_behind_each_figure_stand_its_rows(played: tuple[Library, int]) -> None:
    library, plan = played
    found, tasks = period_figures(library, plan, "2026Q2", today=TOLD), plans.task_ids(library, plan)
    data, justice = (units.find_unit(library, name).id for name in (DATA, JUSTICE))
    overdue, missing, closed = (
        found.of(name) for name in (FigureName.OVERDUE, FigureName.MISSING, FigureName.SHARES_CLOSED)
    )
    assert overdue
    assert overdue.counted.keys == ((tasks[2], None),)
    assert missing
    assert missing.counted.keys == ((tasks[2], data),)
    assert closed
    assert closed.counted.keys == ((tasks[0], justice), (tasks[5], justice))
    assert all(each.value == len(each.counted) for each in found.figures)


def test_a_half_year_is_told_by_the_report_that_ends_it(played: tuple[Library, int]) -> None:
    found = period_figures(*played, "2026H1", today=TOLD)
    assert values(found) == WHOLE


def test_before_its_end_a_period_is_told_as_of_today(played: tuple[Library, int]) -> None:
    found = period_figures(*played, "2026Q2", today=date(2026, 6, 11))
    told = values(found)
    assert (found.as_of, told["owed"], told["on_time"], told.get("missing", 0)) == (date(2026, 6, 11), 6, 1, 0)


def test_a_plan_that_came_later_is_told_as_it_stands_now(played: tuple[Library, int]) -> None:
    """An office that takes its ledger over in March tells its first two months by the days of what was done."""
    found = values(period_figures(*played, "2026M02", today=TOLD))
    assert (found["tasks"], found["not_started"]) == (5, 5)


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" ２０２６q2 ", "2026Q2"), ("2026Q02", "2026Q2"), ("2026M6", "2026M06"), ("2026h01", "2026H1"), ("2026", "2026")],
)
def test_a_period_has_one_name_however_it_was_typed(played: tuple[Library, int], typed: str, name: str) -> None:
    assert period_figures(*played, typed, today=TOLD).period == name


@pytest.mark.parametrize(
    ("plan", "period", "error", "lacks"),
    [
        (1, "2026Q5", NotAllowed, ("period",)),
        (1, "2026Q4", NotAllowed, ("future_period",)),
        (9, "2026Q2", UnknownId, None),
    ],
)
def test_what_is_no_period_or_no_plan_is_refused(
    played: tuple[Library, int], plan: int, period: str, error: type[NotAllowed], lacks: tuple[str, ...] | None
) -> None:
    with pytest.raises(error) as refused:
        period_figures(played[0], plan, period, today=TOLD)
    assert refused.value.data.get("lacks") == lacks
