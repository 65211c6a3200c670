"""The window's place, its panes and columns, remembered for each size of screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QSplitter

from ui.settings import Settings
from ui.widgets.room import keep_on_screen

if TYPE_CHECKING:
    from ui.panes.task_pane import TaskPane

SIZES = (236, 800, 328)
"""Pixels of the three panes at first."""


def restore(window: QMainWindow, splitter: QSplitter, tasks: TaskPane, settings: Settings) -> None:
    """Give all the sizes they had on a screen like this one, else their first ones."""
    screen = _screen_name(window)
    window.resize(1366, 740)
    if not (kept := settings.layout(f"window{screen}")).isEmpty():
        window.restoreGeometry(kept)
    keep_on_screen(window)
    splitter.setSizes(list(SIZES))
    if not (kept := settings.layout(f"panes{screen}")).isEmpty():
        splitter.restoreState(kept)
    tasks.restore_layout(settings.layout(f"columns{screen}"))


def keep(window: QMainWindow, splitter: QSplitter, tasks: TaskPane, settings: Settings) -> None:
    """Remember the sizes for this screen."""
    screen = _screen_name(window)
    settings.keep_layout(f"window{screen}", window.saveGeometry())
    settings.keep_layout(f"panes{screen}", splitter.saveState())
    settings.keep_layout(f"columns{screen}", tasks.layout_state())


def _screen_name(window: QMainWindow) -> str:
    """Return what tells this screen from others of another size: a laptop has another layout than its dock."""
    size = window.screen().size()
    return f"-{size.width()}x{size.height()}"
