"""统计: figures and their tasks, scope, a past day, clipboard and paper."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, TaskEdit
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.work import ALL, Evidence
from gongkai_desk.rules.light.statistics import GroupBy
from gongkai_desk.services import units
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.store import units as stored
from gongkai_desk.store.tasks import plans
from tests.ui.conftest import a_task
from ui.commands import figures
from ui.desk import Desk
from ui.models.figure_table import FigureModel
from ui.pages.statistics import StatisticsPage
from ui.window.window import MainWindow

WHO = "经办人"


def close(desk: Desk, task: int, day: date) -> None:
    assert desk.library is not None
    desk.tell(attach(desk.library, By(WHO, day), task, Evidence("通报", doc_no="第1期", effective=day)))
    for action in (Action.APPLY, Action.CLOSE):
        desk.tell(closing.move(desk.library, By(WHO, day), task, ALL, action))


@pytest.fixture
def page(window: MainWindow) -> StatisticsPage:
    for task, day in ((1, date(2022, 5, 10)), (2, date(2022, 8, 10)), (3, date(2022, 8, 11))):
        close(window.desk, task, day)
    window.settle()
    window.menus["statistics"].trigger()
    return shown(window)


def shown(window: MainWindow) -> StatisticsPage:
    found = window.middle.page("statistics")
    assert isinstance(found, StatisticsPage)
    found.settle()
    return found


def lines(page: StatisticsPage) -> dict[str, dict[str, str]]:
    heads = [head.whole for head in page.model.table.heads]
    return {
        row.label: dict(zip(heads, (figure.text for figure in row.figures), strict=True))
        for row in page.model.table.every_row
    }


def cell(page: StatisticsPage, label: str, head: str) -> tuple[int, int]:
    heads = [each.whole for each in page.model.table.heads]
    row = next(row for row in range(page.model.rowCount()) if page.model.row(row).label == label)
    return row, heads.index(head) + 1


def by(page: StatisticsPage, what: GroupBy) -> None:
    page.bar.by.choose(what.value)
    page.settle()


def test_the_plan_that_was_shown_is_counted(page: StatisticsPage) -> None:
    by(page, GroupBy.LIGHT)
    assert lines(page)["合计"]["任务数"] == "40"
    assert page.bar.plans.currentText() == "2022年云州市政务公开工作要点"


@pytest.mark.parametrize("what", [GroupBy.SECTION, GroupBy.STATE, GroupBy.LIGHT, GroupBy.MONTH])
def test_every_way_of_counting_counts_all(page: StatisticsPage, what: GroupBy) -> None:
    by(page, what)
    table = lines(page)
    assert table.pop("合计")["任务数"] == "40"
    assert sum(int(line["任务数"]) for line in table.values()) == 40


def test_a_figure_leads_to_its_tasks_and_back(qtbot: QtBot, page: StatisticsPage, window: MainWindow) -> None:
    by(page, GroupBy.STATE)
    row, column = cell(page, "已销号", "任务数")
    page.view.setCurrentIndex(page.model.index(row, column))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert {task.id for task in window.tasks.shown()} == {1, 2, 3}
    assert "已销号　任务数 3" in window.tasks.sentence.text()
    window.tasks.clear.click()
    assert window.middle.currentWidget() is page


def test_a_click_on_a_figure_leads_to_its_tasks(qtbot: QtBot, page: StatisticsPage, window: MainWindow) -> None:
    by(page, GroupBy.STATE)
    place = page.view.visualRect(page.model.index(*cell(page, "已销号", "任务数"))).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert {task.id for task in window.tasks.shown()} == {1, 2, 3}


def test_nothing_leads_nowhere(page: StatisticsPage, window: MainWindow) -> None:
    by(page, GroupBy.STATE)
    page.view.choose(page.model.index(*cell(page, "已销号", "红灯")))
    assert window.middle.currentWidget() is page


def test_a_bar_leads_to_its_tasks(page: StatisticsPage, window: MainWindow) -> None:
    by(page, GroupBy.LIGHT)
    spot = next(spot for spot in page.bars.spots if "已销号" in spot.text)
    page.bars.chosen.emit(spot)
    assert {task.id for task in window.tasks.shown()} == {1, 2, 3}


def test_a_past_day_is_compared(page: StatisticsPage) -> None:
    by(page, GroupBy.SECTION)
    page.bar.day.setDate(QDate(2022, 9, 20))
    page.bar.against.setCurrentIndex(page.bar.against.findData("half"))
    page.settle()
    total = lines(page)["合计"]
    assert (total["已销号6月30日"], total["已销号9月20日"], total["已销号增减"]) == ("1", "3", "增 +2")
    assert "与6月30日比较" in page.sentence.text()
    assert "变更记录" in page.note.text()
    change = page.model.figure(*cell(page, "合计", "已销号增减"))
    assert change is not None
    assert change.behind.tasks == (2, 3)


def test_any_past_day_can_be_named(page: StatisticsPage) -> None:
    page.bar.against.setCurrentIndex(page.bar.against.findData("other"))
    assert page.bar.before.isVisible()
    page.bar.before.setDate(QDate(2022, 5, 31))
    page.settle()
    assert page.bar.compared_with() == date(2022, 5, 31)
    assert page.model.table.heads[0].text == "5月31日"


def test_the_trend_has_the_months_of_the_year(page: StatisticsPage) -> None:
    days = [day for day, _ in page.trended]
    assert days[0] == date(2022, 3, 31)  # the month of the import
    assert days[-1] == page.desk.today
    closed = {day.month: line.closed.count for day, line in page.trended}
    assert (closed[4], closed[6], closed[8]) == (0, 1, 3)


def test_the_table_is_there_before_the_trend(page: StatisticsPage) -> None:
    page.desk.tell(work.edit_task(page.desk.library, By(WHO, page.desk.today), 5, TaskEdit(title="又改")))
    assert page.run.busy
    while page.run.survey(page._days()[0]) is None:
        page.run._slice(0)
    assert page.run.busy
    assert page.sentence.text() == "正在统计走势…"
    assert lines(page)["合计"]


def test_what_is_known_is_not_worked_out_again_until_an_act(page: StatisticsPage) -> None:
    page.refresh()
    assert not page.run.busy
    by(page, GroupBy.MONTH)
    assert not page.run.busy
    closed = int(lines(page)["合计"]["已销号"])
    close(page.desk, 6, page.desk.today)
    page.settle()
    assert int(lines(page)["合计"]["已销号"]) == closed + 1


def test_a_survey_that_an_act_overtakes_is_given_up(page: StatisticsPage, window: MainWindow) -> None:
    page.desk.tell(work.edit_task(page.desk.library, By(WHO, page.desk.today), 5, TaskEdit(title="又改")))
    page.run._slice(0)
    window.menus["dashboard"].trigger()
    page.desk.tell(work.remove_tasks(page.desk.library, By(WHO, page.desk.today), [8]))
    page.run.finish()
    window.menus["statistics"].trigger()
    by(shown(window), GroupBy.STATE)
    assert lines(page)["合计"]["任务数"] == "39"


def test_deleted_tasks_are_told_of(page: StatisticsPage, window: MainWindow) -> None:
    page.desk.tell(work.remove_tasks(page.desk.library, By(WHO, page.desk.today), [1]))
    page.bar.day.setDate(QDate(2022, 9, 20))
    by(page, GroupBy.STATE)
    page.view.choose(page.model.index(*cell(page, "已销号", "任务数")))
    assert {task.id for task in window.tasks.shown()} == {2, 3}
    assert "其中 1 项任务已删除" in window.tasks.sentence.text()


def test_one_unit_is_counted_by_its_own_shares(page: StatisticsPage) -> None:
    library, day = page.desk.library, page.desk.today
    for name in ("市交通局", "市教育局"):
        units.add_unit(library, By(WHO, day), Unit(name))
    known = {unit.name: plans.Match(unit.id) for unit in stored.units(library)}
    with library.step("新建要点", By(WHO, day)) as step:
        number = plans.insert_plan(step, Plan("部门要点", year=2022))
        plans.insert_tasks(step, number, [a_task(0), a_task(1), a_task(2)], known)
    page.desk.tell(step.changes)
    page.bar.plans.setCurrentText("部门要点")
    page.settle()
    assert {label: line["任务数"] for label, line in lines(page).items()} == {
        "市交通局": "2",
        "市教育局": "1",
        "合计": "3",
    }
    page.bar.units.setCurrentText("市交通局")
    by(page, GroupBy.STATE)
    assert lines(page)["合计"]["任务数"] == "2"
    assert figures.paper_of(page.where(), page.figures_shown()).title == "部门要点市交通局落实情况统计表（按状态）"


def test_lines_are_sorted_by_figures_and_back(page: StatisticsPage) -> None:
    by(page, GroupBy.MONTH)
    before = [row.label for row in page.table().rows]
    page.model.sort(1, Qt.SortOrder.DescendingOrder)
    values = [row.figures[0].value for row in page.table().rows]
    assert values == sorted(values, reverse=True)
    assert page.model.row(0).label == "合计"
    chart = page.bar_chart()
    assert chart is not None
    assert [group.label for group in chart.groups] == [row.label for row in page.table().rows]
    page.model.sort(-1)
    assert [row.label for row in page.table().rows] == before


def test_the_model_passes_qts_own_tester(page: StatisticsPage) -> None:
    model = FigureModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(page.model.table, {})
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort(-1)


def test_the_table_is_copied_for_excel_and_for_word(page: StatisticsPage) -> None:
    by(page, GroupBy.STATE)
    page.copy_table_button.click()
    data = QApplication.clipboard().mimeData()
    assert "已复制" in page.window().statusBar().currentMessage()
    assert data.text().startswith("状态\t任务数\t占比")
    assert data.text().rstrip().splitlines()[-1].startswith("合计\t40\t100.0%")
    assert "border-collapse" in data.html()


@pytest.mark.parametrize("which", ["copy_bars_button", "copy_trend_button"])
def test_charts_are_copied_on_white_with_their_size(page: StatisticsPage, window: MainWindow, which: str) -> None:
    window.menus["look_dark"].trigger()
    getattr(page.charts, which).click()
    image = QApplication.clipboard().mimeData().imageData()
    window.menus["look_light"].trigger()
    assert isinstance(image, QImage)
    assert image.pixelColor(0, 0).name() == "#ffffff"
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(150, abs=1)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_paper_is_written(
    page: StatisticsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    from ui.dialogs.base.written import Written

    proposed: list[str] = []

    def ask(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(tmp_path / f"表.{kind}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(Written, "show_for", lambda parent, path: False)
    getattr(page, f"export_{kind}")()
    qtbot.waitUntil((tmp_path / f"表.{kind}").exists)
    assert proposed == [f"2022年云州市政务公开工作要点落实情况统计表（按责任单位）.{kind}"]


def test_the_paper_is_previewed(page: StatisticsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai_desk.export.pages import pages
    from ui.printing.preview import Preview

    seen = []
    monkeypatch.setattr(Preview, "show_for", lambda parent, paper, setup, *ways: seen.append(pages(paper, setup)))
    page.preview_button.click()
    assert sum(len(each.pictures) for each in seen[0].pages) == 2


def test_a_narrow_page_shows_table_or_chart(page: StatisticsPage, window: MainWindow) -> None:
    window.resize(700, 600)
    assert page.look.isVisible()
    assert page.table_side.isVisible()
    page.look.choose("chart")
    assert page.charts.bars_box.isVisible()
    assert not page.table_side.isVisible()


def test_an_empty_library_says_what_to_do(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    desk.create(tmp_path / "空.gkdesk", "空")
    window.settle()
    window.menus["statistics"].trigger()
    found = shown(window)
    assert found.empty.isVisible()
    assert "导入" in found.empty.text.text()


def test_years_are_counted_together(page: StatisticsPage) -> None:
    library, day = page.desk.library, page.desk.today
    first = plans.plans(library)[0]
    with library.step("新建要点", By(WHO, day)) as step:
        number = plans.insert_plan(step, first)
        plans.insert_tasks(step, number, [plans.task(library, 9)], {})
    page.desk.tell(step.changes)
    page.bar.plans.setCurrentText("2022年全部要点（2份）")
    by(page, GroupBy.STATE)
    assert lines(page)["合计"]["任务数"] == "41"


def test_every_field_has_a_name(page: StatisticsPage) -> None:
    fields = (page.bar.plans, page.bar.units, page.bar.day, page.bar.against, page.view, page.bars, page.trend)
    assert all(field.accessibleName() for field in fields)


def test_the_page_is_freed_with_its_window(desk: Desk, library_folder: Path) -> None:
    import gc
    import weakref

    from PySide6.QtCore import QCoreApplication, QEvent

    window = MainWindow(desk)
    desk.open(library_folder)
    window.show()
    window.menus["statistics"].trigger()
    seen = weakref.ref(shown(window))
    window.close()
    window.deleteLater()
    del window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None
