"""The table as a whole: which columns it shows, and writing what is seen into a workbook."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.domain.tables import SeenTable
from gongkai_desk.papers.listed import SEEN

if TYPE_CHECKING:
    from ui.commands import Commands

_FROZEN = 2  # number and name stay in view in the workbook as well


class SheetActs(QObject):
    """What the menus 文件 and 视图 do with the table."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.tasks

    def choose_columns(self) -> None:
        """Ask which columns are shown and in which order."""
        from ui.dialogs.columns_dialog import ColumnsDialog

        model = self._pane.model
        order = self._pane.columns_in_order()
        named = [(column, model.columns[column].title, not self._pane.head.isSectionHidden(column)) for column in order]
        wanted = ColumnsDialog.ask(self._window, named)
        if wanted is not None:
            self._pane.set_columns(wanted)

    def export_seen(self) -> None:
        """Write the rows and columns as they are seen."""
        self._window.exports.paper(SEEN, self.seen(), PaperFormat.XLSX, self.export_seen)

    def seen(self) -> SeenTable:
        """Return the table as it stands on the screen."""
        pane, model = self._pane, self._pane.model
        columns = pane.columns_shown()
        rows = range(model.rowCount())
        merged = set(pane.view.merged_columns)
        return SeenTable(
            pane.title.text(),
            tuple(model.columns[column].title for column in columns),
            tuple(float(pane.view.columnWidth(column)) for column in columns),
            tuple(model.columns[column].align for column in columns),
            tuple(tuple(model.text(row, column) for column in columns) for row in rows),
            tuple(tuple(model.group(row, c) if c in merged else None for c in columns) for row in rows),
            pane.sentence.text() if pane.sentence.isVisible() else "",
            min(_FROZEN, len(columns) - 1),
        )
