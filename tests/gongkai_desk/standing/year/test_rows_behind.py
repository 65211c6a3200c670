"""What a figure of a paper counts, row by row: as many as the figure says, and the ones that the hand counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.ids import By, row_id
from gongkai_desk.domain.year.lookback import Judgement
from gongkai_desk.domain.year.period import FigureName, PeriodFigures
from gongkai_desk.papers.rows import task_name
from gongkai_desk.services.progress import work
from gongkai_desk.services.year import lookback, rectification
from gongkai_desk.standing.year.lookback import counts
from gongkai_desk.standing.year.lookback_sources import own_year
from gongkai_desk.standing.year.period_figures import period_figures
from gongkai_desk.standing.year.rows_behind import rows_behind
from gongkai_desk.store.entries import assessment as assessments
from gongkai_desk.store.entries import lookback as lookbacks
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.assessment import entry_sentence
from tests.worked_assessment import assessed
from tests.worked_year import WHO, WorkedYear, last_day, opened

TODAY = last_day()
BY = By(WHO, TODAY)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    with opened(tmp_path_factory.mktemp("rows") / "云州市.gkdesk", TODAY) as made:
        yield made


@pytest.fixture(scope="module")
def third(year: WorkedYear) -> PeriodFigures:
    return period_figures(year.library, year.plan, "2026Q3", today=TODAY)


def test_every_figure_of_a_period_opens_as_many_rows_as_it_says(year: WorkedYear, third: PeriodFigures):
    for figure in third.figures:
        found = rows_behind(year.library, figure.counted, TODAY)
        assert len(found.rows) == figure.value
        assert [row.task for row in found.rows] == [task for task, _ in figure.counted.keys]


def test_a_share_is_read_with_its_task_unit_state_and_deadline(year: WorkedYear, third: PeriodFigures):
    figure = third.of(FigureName.SHARES_CLOSED)
    assert figure is not None
    found = rows_behind(year.library, figure.counted, TODAY)
    assert found.heads == ("序号", "任务", "单位", "状态", "完成时限")
    assert {row.texts[3] for row in found.rows} == {"已销号"}
    task, unit = figure.counted.keys[0]
    own = plans.task(year.library, task)
    named = year.unit(unit) if unit is not None else "整项"
    assert found.rows[0].texts == (own.seq, task_name(own), named, "已销号", own.deadline.text)


def test_a_task_that_was_deleted_is_still_a_row(year: WorkedYear):
    task = plans.tasks(year.library, year.plan)[-1]
    counted = Counted(CountedKind.SHARE, keys=((task.id, None),))
    before = rows_behind(year.library, counted, TODAY).rows[0].texts[:2]
    work.remove_tasks(year.library, BY, [task.id])
    assert rows_behind(year.library, counted, TODAY).rows[0].texts[:2] == before
    gone = Counted(CountedKind.SHARE, keys=((task.id + 1000, None),))
    found = rows_behind(year.library, gone, TODAY)
    assert found.rows[0].texts[1] == "已从回收站清除的任务"
    assert found.tasks == ()


def test_points_open_the_facts_that_they_rest_on(year: WorkedYear):
    number = assessed(year)
    entries = assessments.entries(year.library, number)
    ids = tuple(row_id(each) for each in reversed(entries))
    found = rows_behind(year.library, Counted(CountedKind.ENTRY, ids), TODAY)
    assert [row.texts[3] for row in found.rows] == [entry_sentence(each) for each in reversed(entries)]
    assert all(row.texts[1] in year.units for row in found.rows)


def test_a_look_backs_figures_open_its_items_and_entries(year: WorkedYear):
    lookback.begin(year.library, BY, own_year(year.library, TODAY, plan_id=year.plan), year.plan)
    newest = lookbacks.lookbacks(year.library)[-1]
    items = lookbacks.items(year.library, row_id(newest))
    lookback.judge(year.library, BY, [items[0].id], Judgement(result="not_done", chosen=True, confirm=True))
    entry = Rectification(TODAY, "目录缺项", lookback_item_id=items[0].id, due=date(2026, 12, 1))
    rectification.enter(year.library, BY, entry)
    found = counts(year.library, newest, TODAY)
    (row,) = rows_behind(year.library, found.not_done, TODAY).rows
    assert row.texts[3] == "未落实"
    (row,) = rows_behind(year.library, found.rectifications, TODAY).rows
    assert row.texts[1:] == ("目录缺项", "2026-12-01", "整改中")
