"""Tabs of the detail pane: all are seen at any text size, and chosen by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from ui.widgets.flow import TabLine

NAMES = (("任务", "任务"), ("量化指标", "指标"), ("变更记录", "记录"))


@pytest.fixture
def line(qtbot: QtBot) -> TabLine:
    made = TabLine(NAMES)
    qtbot.addWidget(made)
    made.resize(600, 30)
    made.show()
    return made


def test_names_are_written_in_full_where_they_fit(line: TabLine) -> None:
    assert line.shown_names() == ["任务", "量化指标", "变更记录"]


def test_a_narrow_line_takes_short_names_and_then_more_rows(line: TabLine) -> None:
    line.resize(line._wide("指标") * 3 + 10, 30)
    assert (line.shown_names(), line.rows()) == (["任务", "指标", "记录"], 1)
    line.resize(line._wide("指标") * 2, 30)
    assert line.rows() > 1
    assert all(each.geometry().right() <= line.width() for each in line._buttons)


def test_large_text_leaves_every_tab_in_the_line(line: TabLine) -> None:
    font = QFont(line.font())
    font.setPointSize(28)
    line.setFont(font)
    line.resize(240, 30)
    assert all(each.geometry().right() <= 240 and each.geometry().bottom() < line.height() for each in line._buttons)


def test_arrows_go_from_tab_to_tab(qtbot: QtBot, line: TabLine) -> None:
    line.setFocus()
    with qtbot.waitSignal(line.currentChanged):
        qtbot.keyClick(line.focusWidget() or line, Qt.Key.Key_Right)
    assert line.currentIndex() == 1


def test_full_names_stay_for_those_who_cannot_see(line: TabLine) -> None:
    line.resize(60, 30)
    assert [each.accessibleName() for each in line._buttons] == ["任务", "量化指标", "变更记录"]
