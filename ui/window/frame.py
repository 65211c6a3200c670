"""The window's place, its panes and columns, remembered for each size of screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QWidget

from ui import theme
from ui.commands.command import Entry, Pane
from ui.commands.view import SHOW_DETAIL, SHOW_TREE
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane
from ui.settings import Settings
from ui.widgets.cell_edit import EditableField
from ui.widgets.focus import go_into
from ui.widgets.notices import keep_on_screen
from ui.window.leaving import Leaving
from ui.window.menus import Menus

if TYPE_CHECKING:
    from ui.panes.task_pane import TaskPane


SIZES = (236, 800, 328)
"""Pixels of the three panes at first."""


def restore_layout(window: QMainWindow, splitter: QSplitter, tasks: TaskPane, settings: Settings) -> None:
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


def keep_layout(window: QMainWindow, splitter: QSplitter, tasks: TaskPane, settings: Settings) -> None:
    """Remember the sizes for this screen."""
    screen = _screen_name(window)
    settings.keep_layout(f"window{screen}", window.saveGeometry())
    settings.keep_layout(f"panes{screen}", splitter.saveState())
    settings.keep_layout(f"columns{screen}", tasks.layout_state())


def _screen_name(window: QMainWindow) -> str:
    """Return what tells this screen from others of another size: a laptop has another layout than its dock."""
    size = window.screen().size()
    return f"-{size.width()}x{size.height()}"


_LEAST = {Pane.TREE: 150, Pane.TABLE: 360, Pane.DETAIL: 240}  # pixels that a pane keeps
_LOW = 200  # and in height: what a tab would like to have never makes the window taller than its screen


class WindowFrame(QObject):
    """Puts three panes side by side; the middle one may hold more than the table."""

    def __init__(
        self,
        window: QMainWindow,
        panes: tuple[TreePane, TaskPane, DetailPane],
        middle: QStackedWidget,
        menus: Menus,
        leaving: Leaving,
    ) -> None:
        super().__init__(window)
        self._window, self._menus, self._leaving = window, menus, leaving
        self._settings = leaving.desk.settings
        self._tree, self._table, self._detail = panes
        self._middle = middle
        self.splitter = QSplitter(Qt.Orientation.Horizontal, window)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane, shown in zip(Pane, (self._tree, middle, self._detail), strict=True):
            shown.setMinimumSize(_LEAST[pane], _LOW)
            self.splitter.addWidget(shown)
        self.splitter.setStretchFactor(1, 1)

    def restore(self) -> None:
        """Give all the sizes they had on a screen like this one, and tick in the menus what is shown and worn."""
        restore_layout(self._window, self.splitter, self._table, self._settings)
        for switch, pane in ((SHOW_TREE, self._tree), (SHOW_DETAIL, self._detail)):
            self._menus.action(switch).setChecked(not pane.isHidden())
        self._menus.tick_look(self._settings.look)

    def keep(self) -> None:
        """Remember the sizes for this screen."""
        keep_layout(self._window, self.splitter, self._table, self._settings)

    # -- panes

    def show_pane(self, pane: Pane, shown: bool) -> None:
        """Show or hide a pane."""
        self._pane(pane).setVisible(shown)

    def focus(self, pane: Pane) -> None:
        """Go to a pane, shown if it was hidden."""
        switch = {Pane.TREE: SHOW_TREE, Pane.DETAIL: SHOW_DETAIL}.get(pane)
        if switch is not None:
            self._menus.action(switch).setChecked(True)
        shown = self._pane(pane)
        go_into(shown if shown.isVisible() else self._middle.currentWidget())

    def make_room(self, wide: bool) -> None:
        """Hide the right pane while a page needs its room; then show it again as the menu has it."""
        self._detail.setVisible(not wide and self._menus.action(SHOW_DETAIL).isChecked())

    def turn_to(self, tab: str) -> None:
        """Go to a tab of the right pane."""
        self._detail.turn_to(tab)

    def task_field(self, title: str) -> EditableField:
        """Show the field of the right pane in which 任务内容, 责任单位 or 完成时限 is written."""
        self.focus(Pane.DETAIL)
        self.turn_to("任务")
        tab = self._detail.task_tab
        return {"责任单位": tab.units, "完成时限": tab.deadline}.get(title, tab.content)

    def store_open(self) -> bool:
        """Store what stands in open editors; tell whether none was refused."""
        return self._leaving.store_open()

    def usual_layout(self) -> None:
        """Give the panes and columns their first sizes."""
        for switch in (SHOW_TREE, SHOW_DETAIL):
            self._menus.action(switch).setChecked(True)
        self.splitter.setSizes(list(SIZES))
        self._table.usual_columns()

    def _pane(self, pane: Pane) -> QWidget:
        return {Pane.TREE: self._tree, Pane.TABLE: self._table, Pane.DETAIL: self._detail}[pane]

    # -- look and commands

    def dress(self) -> None:
        """Wear the look and the text size of the settings."""
        self._menus.tick_look(self._settings.look)
        self.dress_again()

    def dress_again(self) -> None:
        """Wear the look that follows the system in its colours of now."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dark = theme.is_dark(self._settings.look, app)
            theme.apply(app, dark=dark, points=self._settings.points)

    def commands(self) -> Sequence[Entry]:
        """Return every command, in the order of the menus."""
        return self._menus.commands()

    def action(self, command: Entry) -> QAction:
        """Return what stands for a command in the menus."""
        return self._menus.action(command)

    def close(self) -> object:
        """Close the window."""
        return self._window.close()
