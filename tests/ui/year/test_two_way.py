"""统计 to the end: tables of two ways, the years side by side, charts as data; every figure leads to its tasks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from gongkai_desk.domain.figures import NOTHING_BEHIND
from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.work import NewReport
from gongkai_desk.rules.light.statistics import GroupBy
from gongkai_desk.services.progress import work
from gongkai_desk.services.year.locking import lock
from tests.ui.test_statistics import by, cell, lines, shown
from ui.pages.statistics import StatisticsPage
from ui.pages.statistics_bar import Kind
from ui.parts.bar_chart import Bar, BarChart, BarDrawing, BarGroup, Part, Piece
from ui.theme import Tone
from ui.widgets.painting import Fill, Ink
from ui.window.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> StatisticsPage:
    for task, day in ((1, date(2022, 3, 20)), (1, date(2022, 7, 1)), (3, date(2022, 9, 1))):
        window.desk.do(work.report, TaskId(task), NewReport("市交通局", day, "已更新专栏。"))
    window.settle()
    window.menus["statistics"].trigger()
    return shown(window)


def columns(page: StatisticsPage, kind: Kind) -> None:
    page.bar.kind.setCurrentIndex(page.bar.kind.findData(kind.value))
    page.settle()


def test_sections_are_crossed_with_states(page: StatisticsPage) -> None:
    by(page, GroupBy.SECTION)
    columns(page, Kind.STATES)
    assert [head.text for head in page.model.table.heads] == ["未启动", "推进中", "合计"]
    assert lines(page)["规范公文公开"] == {"未启动": "8", "推进中": "2", "合计": "10"}
    assert lines(page)["合计"] == {"未启动": "38", "推进中": "2", "合计": "40"}
    assert page.table_title.text() == "按所属部分、状态统计"
    assert not page.bar.against.isEnabled()


def test_units_are_crossed_with_what_they_told(page: StatisticsPage) -> None:
    """1 July lies in the second quarter's days of grace: that report answers it late, and none answers the third."""
    columns(page, Kind.PERIODS)
    told = lines(page)["市交通局"]
    assert [told[f"一季度{name}"] for name in ("应报", "按时", "迟报", "未报")] == ["2", "1", "1", "0"]
    assert [told[f"二季度{name}"] for name in ("应报", "按时", "迟报", "未报")] == ["2", "0", "2", "0"]
    assert [told[f"三季度{name}"] for name in ("应报", "按时", "迟报", "未报")] == ["2", "1", "0", "1"]
    assert "已锁定的期次为报出时的数据" in page.note.text()


def test_a_locked_period_is_told_as_it_was_sent(page: StatisticsPage, window: MainWindow) -> None:
    window.desk.do(lock, "2022Q4")
    window.desk.do(work.report, TaskId(1), NewReport("市交通局", date(2022, 11, 22), "已办", "2022Q4"))
    columns(page, Kind.PERIODS)
    assert [lines(page)["市交通局"][f"四季度{name}"] for name in ("应报", "按时")] == ["2", "0"]


def test_what_was_told_leads_to_its_tasks(page: StatisticsPage, window: MainWindow) -> None:
    columns(page, Kind.PERIODS)
    page.view.choose(page.model.index(*cell(page, "市交通局", "二季度迟报")))
    assert {task.id for task in window.tasks.shown()} == {1, 3}


def test_only_units_and_sections_are_crossed(page: StatisticsPage) -> None:
    columns(page, Kind.STATES)
    by(page, GroupBy.MONTH)
    assert (page.bar.columns(), page.bar.kind.isEnabled()) == (Kind.USUAL, False)


def test_years_stand_side_by_side(page: StatisticsPage) -> None:
    """Last year's plan came into the library this year: it counts all the same."""
    page.charts.spans.choose("years")
    page.settle()
    table = page.trend_table()
    assert table is not None
    assert [(row.label, row.figures[0].text) for row in table.rows] == [("2021年", "5"), ("2022年", "40")]
    assert page.charts.trend_title.text() == "各年走势（按任务计）"


@pytest.mark.parametrize("which", ["bars", "trend"])
def test_charts_are_copied_as_data(page: StatisticsPage, which: str) -> None:
    button = page.charts.bars_data_button if which == "bars" else page.charts.trend_data_button
    button.click()
    found = QApplication.clipboard().mimeData()
    first = found.text().splitlines()[0].split("\t")
    assert first == (["责任单位", "推进中", "未启动"] if which == "bars" else ["日期", "任务数", *first[2:]])
    assert found.html().count("<tr>") == len(found.text().splitlines())


def test_a_label_as_long_as_a_page_is_drawn_short() -> None:
    groups = (BarGroup("长" * 40_000, (Bar((Piece(0, 1, NOTHING_BEHIND),)),)),)
    chart = BarChart("图", (Part("已销号", Ink(Tone.GREEN, Fill.SOLID)),), groups)
    assert BarDrawing(chart, QFont(), 400.0, wrapped=True).size.height() < 1000
