"""视图: panes, text size, look and layout of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.layout import SIZES
from ui.settings import USUAL_POINTS

if TYPE_CHECKING:
    from ui.commands import Commands


class ViewActs(QObject):
    """What the menu 视图 does beside pages and filters."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def show_filters(self, shown: bool) -> None:
        """Show or hide the funnels in the heads."""
        self._window.tasks.head.show_filters(shown)

    def show_tree(self, shown: bool) -> None:
        """Show or hide the left pane."""
        self._window.tree.setVisible(shown)

    def show_detail(self, shown: bool) -> None:
        """Show or hide the right pane."""
        self._window.detail.setVisible(shown)

    def focus_tree(self) -> None:
        """Go to the left pane."""
        self._window.menus["show_tree"].setChecked(True)
        self._window.tree.setFocus()

    def focus_table(self) -> None:
        """Go to the table."""
        self._window.tasks.setFocus()

    def focus_detail(self) -> None:
        """Go to the right pane."""
        self._window.menus["show_detail"].setChecked(True)
        self._window.detail.setFocus()

    def larger(self) -> None:
        """Make all text one point larger."""
        self._set_points(self._desk.settings.points + 1)

    def smaller(self) -> None:
        """Make all text one point smaller."""
        self._set_points(self._desk.settings.points - 1)

    def zoom(self, steps: int) -> None:
        """Make all text some points larger, e.g. by Ctrl and the wheel."""
        self._set_points(self._desk.settings.points + steps)

    def usual_size(self) -> None:
        """Give all text its first size."""
        self._set_points(USUAL_POINTS)

    def _set_points(self, points: int) -> None:
        self._desk.settings.points = points
        self.dress()
        self._window.tasks.fit_columns()

    def set_look(self, action: QAction) -> None:
        """Wear the look that was chosen."""
        self._desk.settings.look = action.data()
        self.dress()

    def tick_look(self) -> None:
        """Tick in the menu the look that is worn."""
        self._window.menus[f"look_{self._desk.settings.look}"].setChecked(True)

    def dress(self) -> None:
        """Wear the look and the text size of the settings."""
        app, settings = QApplication.instance(), self._desk.settings
        if isinstance(app, QApplication):
            theme.apply(app, dark=theme.is_dark(settings.look, app), points=settings.points)

    def usual_layout(self) -> None:
        """Give the panes and columns their first sizes."""
        for name in ("show_tree", "show_detail"):
            self._window.menus[name].setChecked(True)
        self._window.splitter.setSizes(list(SIZES))
        self._window.tasks.usual_columns()
