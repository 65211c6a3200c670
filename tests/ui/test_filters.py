"""Filters: by the head of a column, by a cell, as a sentence, saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import State
from ui.commands import table
from ui.models.task_table import COLUMNS
from ui.task_filter import EMPTY, Picked, TaskFilter, from_json, tick_list, values_of
from ui.window.window import MainWindow

KEYS = [column.key for column in COLUMNS]
SEQ, TITLE, CONTENT, UNITS, DEADLINE, STATE = (
    KEYS.index(key)
    for key in (
        ColumnKey.SEQ,
        ColumnKey.TITLE,
        ColumnKey.CONTENT,
        ColumnKey.UNITS,
        ColumnKey.DEADLINE,
        ColumnKey.STATE,
    )
)


def shown(window: MainWindow) -> int:
    return window.tasks.model.rowCount()


def pick(window: MainWindow, column: int, *values: str) -> None:
    window.tasks.ask_filter(column)
    window.tasks.popup.tick(*values)
    window.tasks.popup.accept_button.click()


def test_ticked_values_narrow_the_table_and_are_said(window: MainWindow) -> None:
    pick(window, UNITS, "市交通局")
    pick(window, DEADLINE, "2022年11月")
    assert shown(window) == 10
    assert window.tasks.sentence.text() == "责任单位是 市交通局 · 2022年11月到期（10 项，共 40 项）"


def test_one_click_clears_all_filters(window: MainWindow) -> None:
    pick(window, UNITS, "市交通局")
    window.tasks.clear.click()
    assert shown(window) == 40
    assert not window.tasks.sentence.isVisible()


def test_one_unit_of_several_is_found(window: MainWindow) -> None:
    pick(window, UNITS, "市民政局")
    assert shown(window) == 20


def test_the_list_is_narrowed_by_its_search(window: MainWindow) -> None:
    window.tasks.ask_filter(UNITS)
    popup = window.tasks.popup
    popup.search.setText("交通")
    popup.list.setFocus()
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert shown(window) == 20
    assert "责任单位含“交通”" in window.tasks.sentence.text()


def test_nothing_ticked_cannot_be_taken(window: MainWindow) -> None:
    window.tasks.ask_filter(UNITS)
    window.tasks.popup.tick()
    assert not window.tasks.popup.accept_button.isEnabled()
    window.tasks.popup.close()


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(window: MainWindow) -> None:
    window.tasks.filter_wanted.emit(TaskFilter({ColumnKey.UNITS: Picked(words="没有的单位")}))
    assert shown(window) == 0
    assert window.tasks.empty.heading.text() == "没有符合筛选条件的任务"
    window.menus["filter_none"].trigger()
    assert shown(window) == 40


def test_a_cell_filters_by_what_it_has(window: MainWindow) -> None:
    window.tasks.view.setCurrentIndex(window.tasks.model.index(12, TITLE))
    window.menus["filter_cell"].trigger()
    assert shown(window) == 10


def test_a_funnel_opens_the_list_and_does_not_sort(qtbot: QtBot, window: MainWindow) -> None:
    window.menus["heads"].setChecked(True)
    head = window.tasks.head
    right = head.sectionViewportPosition(UNITS) + head.sectionSize(UNITS) - 12
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(right, head.height() // 2))
    assert window.tasks.popup.isVisible()
    assert head.sortIndicatorSection() == -1
    window.tasks.popup.close()


def test_another_plan_ends_the_filter(window: MainWindow) -> None:
    pick(window, UNITS, "市交通局")
    window.tree.choose(2)
    assert not window.tasks.filter
    assert shown(window) == 5


def test_a_change_keeps_the_filter(window: MainWindow) -> None:
    pick(window, UNITS, "市交通局")
    window.pane_acts.store_text(1, "content", "改过的内容")
    assert shown(window) == 20


def test_a_saved_filter_comes_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.ask_line", lambda *given: "交通")
    pick(window, UNITS, "市交通局")
    table.save_filter(window.here())
    window.menus["filter_none"].trigger()
    window.menus.menu(table.SAVED).fill()
    window.menus.menu(table.SAVED).actions()[0].trigger()
    assert shown(window) == 20


def test_months_stand_in_their_order() -> None:
    from datetime import date

    from gongkai_desk.domain.time import Deadline, DeadlineKind

    def due(month: int) -> Task:
        return Task(deadline=Deadline(f"{month}月", DeadlineKind.MONTH, date(2022, month, 28)))

    told = [(task, State.NOT_STARTED, None) for task in (due(11), due(9), Task())]
    assert list(tick_list(told, ColumnKey.DEADLINE)) == ["2022年9月", "2022年11月", EMPTY]


@pytest.mark.parametrize("key", [ColumnKey.UNITS, ColumnKey.TITLE, ColumnKey.DEADLINE, ColumnKey.SEQ], ids=str)
def test_an_empty_cell_has_a_value_to_tick(key: ColumnKey) -> None:
    assert values_of(Task(), State.NOT_STARTED, key) == (EMPTY,)


KEYS = st.sampled_from([ColumnKey.UNITS, ColumnKey.STATE, ColumnKey.CONTENT])
PICKED = st.builds(Picked, st.none() | st.frozensets(st.text(max_size=4), max_size=3), st.text(max_size=4))


@given(st.dictionaries(KEYS, PICKED))
def test_a_filter_survives_saving(columns: dict[ColumnKey, Picked]) -> None:
    assert from_json(TaskFilter(columns).to_json()) == TaskFilter(columns)
