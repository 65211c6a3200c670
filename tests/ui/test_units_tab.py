"""The tab 单位: how each unit stands, acts upon those selected only, what 延期 set is seen everywhere."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.work import NewReport, Said
from gongkai_desk.services.progress import closing, work
from tests.ui.answers import ACCEPTED, answer
from ui.dialogs.tasks.transition_dialog import TransitionDialog
from ui.models import unit_table
from ui.models.task_table import TaskTable
from ui.panes.units_tab import UnitsTab
from ui.window.window import MainWindow

DEADLINE = 5


@pytest.fixture
def tab(window: MainWindow) -> UnitsTab:
    """The tab of task 2; both of its units have reported."""
    for unit in ("市教育局", "市民政局"):
        write(window, partial(work.report, task_id=2, new=NewReport(unit, date(2022, 11, 3), "已办")))
    window.settle()
    window.tasks.choose_task(2)
    window.detail.turn_to("单位")
    return window.detail.units_tab


def write(window: MainWindow, act: partial) -> None:
    window.desk.do(act)


def move(window: MainWindow, unit: str, action: Action, said: Said | None = None) -> None:
    act = partial(closing.move, task_id=2, unit=unit, action=action)
    write(window, partial(act, said=said or Said("理由")))


def texts(tab: UnitsTab, column: int) -> list[str]:
    return [tab.model.text(row, column).split("\n")[0] for row in range(tab.model.rowCount())]


def choose(tab: UnitsTab, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    tab.view.clearSelection()
    for row in rows:
        tab.view.selectionModel().select(tab.model.index(row, 0), flags.Select | flags.Rows)


def test_each_unit_has_its_state_light_and_last_report(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.APPLY)
    assert texts(tab, unit_table.UNIT) == ["市教育局", "市民政局"]
    assert tab.model.text(0, unit_table.UNIT) == "市教育局\n责任"
    assert texts(tab, unit_table.STATE) == ["待核查", "推进中"]
    assert texts(tab, unit_table.LIGHT)[0] == "蓝 待核查"
    assert texts(tab, unit_table.LAST) == ["2022-11-03"] * 2
    assert tab.counts.text() == "2 家：待核查 1，推进中 1"


def test_only_what_is_open_can_be_shown(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.NOT_APPLICABLE)
    tab.only_open.click()
    assert texts(tab, unit_table.UNIT) == ["市民政局"]
    assert "不涉及 1" in tab.counts.text()


def test_an_act_is_asked_for_the_selected_units_only(
    tab: UnitsTab, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, TransitionDialog, code=ACCEPTED)
    choose(tab, 1)
    next(each for each in tab.menu.actions() if each.data() == Action.APPLY).trigger()
    assert texts(tab, unit_table.STATE) == ["推进中", "待核查"]


def test_many_selected_units_are_counted_on_the_button(tab: UnitsTab) -> None:
    choose(tab, 0, 1)
    assert "2家" in tab.more.text()


def test_the_current_units_light_is_explained(tab: UnitsTab) -> None:
    assert tab.why.text().startswith("市教育局")
    assert "最近一次进展2022年11月3日" in tab.why.text()


def test_a_delay_is_seen_in_the_list_the_table_and_the_head(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.EXTEND, Said("平台升级", until=date(2022, 12, 20)))
    assert tab.model.text(0, unit_table.DUE) == "延至\n2022-12-20"
    assert window.tasks.model.text(1, DEADLINE) == "全年 → 1家延至2022-12-20"
    assert "1家延至2022-12-20" in window.detail._due.text()


def test_a_delayed_deadline_is_edited_as_it_was_printed(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.EXTEND, Said("平台升级", until=date(2022, 12, 20)))
    index = window.tasks.model.index(1, DEADLINE)
    assert index.data(Qt.ItemDataRole.EditRole) == "全年"
    assert not TaskTable.setData(window.tasks.model, index, "全年")


def test_pasting_a_copied_row_back_changes_no_deadline(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.EXTEND, Said("平台升级", until=date(2022, 12, 20)))
    window.menus["copy"].trigger()
    undo = window.menus["undo"].text()
    window.menus["paste"].trigger()
    assert window.menus["undo"].text() == undo


def test_a_task_without_named_units_has_one_row_for_all(tab: UnitsTab, window: MainWindow) -> None:
    window.tasks.choose_task(1)
    assert texts(tab, unit_table.UNIT) == ["整项任务"]
    assert tab.model.row(0).share.state is State.NOT_STARTED


def test_sorting_by_light_puts_the_worst_first(tab: UnitsTab, window: MainWindow) -> None:
    move(window, "市教育局", Action.APPLY)
    tab.view.sortByColumn(unit_table.LIGHT, Qt.SortOrder.DescendingOrder)
    assert texts(tab, unit_table.STATE) == ["推进中", "待核查"]
    tab.view.sortByColumn(unit_table.LIGHT, Qt.SortOrder.AscendingOrder)
    assert texts(tab, unit_table.STATE) == ["待核查", "推进中"]
