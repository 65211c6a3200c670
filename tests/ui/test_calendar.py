"""全年日历: twelve months, a day's matters, the list, and the ways on from them."""

from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.calendar import ItemKind
from gongkai_desk.domain.sheet import PaperFormat
from ui.dialogs.base.written import Written
from ui.dialogs.office.duty_dialog import DutyDialog
from ui.models.item_table import ItemTable
from ui.pages.calendar import Calendar
from ui.parts.year_grid import YearGrid
from ui.window.window import MainWindow

END = date(2022, 11, 30)  # of ten tasks


@pytest.fixture
def page(window: MainWindow) -> Calendar:
    window.settle()
    window.banners.secrets.hide()
    window.menus["calendar"].trigger()
    return window.middle.page("calendar")


def press(qtbot: QtBot, grid: YearGrid, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(grid, key)


def test_twelve_months_stand_on_one_screen(page: Calendar) -> None:
    grid = page.grid
    boxes = [grid.month_rect(month) for month in range(1, 13)]
    assert all(grid.rect().contains(box) for box in boxes)
    assert grid.height() <= grid.parentWidget().height()
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_a_day_is_found_where_it_is_painted(page: Calendar) -> None:
    for day in (date(2022, 1, 1), END, date(2022, 12, 31)):
        assert page.grid.day_at(page.grid.day_rect(day).center()) == day


def test_a_click_lists_what_falls_on_the_day(qtbot: QtBot, page: Calendar) -> None:
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=page.grid.day_rect(END).center())
    assert page.day_head.text().startswith("2022年11月30日（周三）\n工作日　任务到期10")
    assert len(page.day_model.items) == 10
    assert "第1件事" in page.day_model.text(0, 0)
    assert "任务到期10" in page.grid.accessibleDescription()
    assert "任务到期10" in page.grid.hint(END)


def test_keys_move_by_day_week_month_and_to_today(qtbot: QtBot, page: Calendar) -> None:
    press(qtbot, page.grid, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert page.grid.current == END
    press(qtbot, page.grid, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert page.grid.current == date(2022, 8, 30)
    press(qtbot, page.grid, Qt.Key.Key_Home)
    assert page.grid.current == date(2022, 11, 22)
    press(qtbot, page.grid, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert (page.year, page.grid.current) == (2023, date(2023, 1, 22))


def test_a_year_without_notice_is_marked_in_words(page: Calendar) -> None:
    assert page.notice.isHidden()
    page.go_to_day(date(2035, 5, 1))
    assert not page.notice.isHidden()
    assert page.notice.text() == "2035年放假安排还没有录入，点此录入"


def test_a_matter_leads_to_its_task(page: Calendar, window: MainWindow) -> None:
    page.grid.choose(END)
    page.open_row(page.day_model.index(1, 0))
    assert window.tasks.current().id == page.day_model.items[1].task_ids[0]


def test_a_report_day_leads_to_all_its_tasks_and_back(qtbot: QtBot, page: Calendar, window: MainWindow) -> None:
    item = next(item for item in page.items if item.kind is ItemKind.REVIEW)
    page.open_item(item)
    assert [task.id for task in window.tasks.shown()] == list(item.task_ids)
    window.tasks.clear.click()
    assert window.middle.currentWidget() is page


def test_a_duty_opens_where_it_stands(page: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(DutyDialog, "ask", lambda parent, duty, *given: asked.append(duty.name))
    page.open_item(next(item for item in page.items if item.kind is ItemKind.DUTY))
    assert asked == ["部门政府信息公开工作年度报告"]


def test_a_plan_and_a_month_are_picked(page: Calendar) -> None:
    page.as_list.click()
    page.month_box.setCurrentIndex(11)
    page.refresh()
    assert {item.day.month for item in page.list_model.items} == {11}
    page.plan_box.setCurrentIndex(page.plan_box.findText("2021年云州市政务公开工作要点"))
    page.refresh()
    assert page.list_model.items == []


def test_models_keep_qts_rules(page: Calendar, qtbot: QtBot) -> None:
    for model in (page.day_model, page.list_model, ItemTable(page, dated=True)):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.show_items(page.items)
        assert model.rowCount() == len(page.items)


def test_the_year_is_written_as_a_list(
    qtbot: QtBot, page: Calendar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "日历.docx"
    shown: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    page.write(PaperFormat.DOCX)
    qtbot.waitUntil(lambda: bool(shown))
    assert "任务到期" in "".join(cell.text for cell in docx.Document(str(target)).tables[0]._cells)


def test_large_text_needs_more_room_and_gets_it(page: Calendar, window: MainWindow) -> None:
    before = page.grid.minimumSizeHint()
    for _ in range(6):
        window.menus["larger"].trigger()
    assert page.grid.minimumSizeHint().height() > before.height()
    assert page.grid.day_at(page.grid.day_rect(END).center()) == END
