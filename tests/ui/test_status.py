"""The status bar: its fields never stand over a message or each other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.window.status import StatusFields


def shown(bar: StatusFields) -> list[str]:
    return [each.text() for each in bar.findChildren(QLabel) if each.isVisibleTo(bar) and each.text()]


def test_a_field_filled_under_a_message_waits_for_its_end(qtbot: QtBot) -> None:
    bar = StatusFields()
    qtbot.addWidget(bar)
    bar.show()
    bar.showMessage("已登记")
    bar.show_selected(3)
    assert "已选 3 项" not in shown(bar)
    bar.clearMessage()
    assert "已选 3 项" in shown(bar)


def test_fields_of_a_narrow_bar_are_cut_not_laid_over_each_other(qtbot: QtBot) -> None:
    bar = StatusFields()
    qtbot.addWidget(bar)
    bar.resize(300, 30)
    bar.show_library(None)
    bar.show_counts(12, 100000)
    bar.show_selected(100000)
    bar.show()
    fields = [each for each in bar.findChildren(QLabel) if each.isVisible()]
    edges = sorted((each.x(), each.x() + each.width()) for each in fields)
    assert all(first[1] <= second[0] for first, second in pairwise(edges))
