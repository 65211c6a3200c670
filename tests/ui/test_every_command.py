"""Every command of the menus, pressed and cancelled: nothing breaks, nothing is stored, no dialog stays behind."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox

from gongkai_desk.store.care.backup import dumped
from ui.window.window import MainWindow

ENDS = {"quit", "close", "sample"}
"""Commands that end what the others need, or make a library of their own."""
WRITES = {"undo", "redo", "copy_task", "move_up", "move_down", "fill_down", "clear_cells", "paste", "type_today"}
"""Commands that act at once and can be undone; their own tests show what they do."""


@pytest.fixture
def cancelled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cancel every dialog, and say what came up."""
    seen: list[str] = []

    def stand_in(dialog: QDialog) -> int:
        seen.append(type(dialog).__name__)
        dialog.show()
        dialog.reject()
        return 0

    for kind in (QDialog, QMessageBox, QInputDialog):
        monkeypatch.setattr(kind, "exec", stand_in)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, Mock(return_value=("", "")))
    monkeypatch.setattr(QInputDialog, "getItem", Mock(return_value=("", False)))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", Mock(return_value=([], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", Mock(return_value=""))
    monkeypatch.setattr(QDesktopServices, "openUrl", Mock(return_value=True))
    return seen


def test_a_command_that_is_cancelled_changes_nothing(window: MainWindow, cancelled: list[str]) -> None:
    window.settle()
    before = list(dumped(window.desk.library))
    pressed = 0
    for name in window.menus.names():
        window.tree.choose_first()
        window.tasks.view.selectRow(2)
        action = window.menus[name]
        if name not in ENDS | WRITES and action.isEnabled() and not action.isCheckable():
            action.trigger()
            pressed += 1
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert list(dumped(window.desk.library)) == before
    assert pressed > 60
    assert len(cancelled) > 30
    assert [type(dialog).__name__ for dialog in window.findChildren(QDialog)] == []
