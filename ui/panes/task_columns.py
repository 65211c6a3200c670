"""The columns of the task table: which are shown, in which order, how wide; the content takes what is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from gongkai_desk.domain.sheet import OF_WORK, ColumnKey
from ui.models.task_table import COLUMNS, TaskTable
from ui.widgets.cell_edit import EditingView
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.merged_view import shaped_width

_WIDTHS = {  # in characters of the current font; the content takes what is left
    ColumnKey.SEQ: 2.4,
    ColumnKey.TITLE: 9.2,
    ColumnKey.UNITS: 11,
    ColumnKey.DEADLINE: 5,
    ColumnKey.STATE: 5,
    ColumnKey.LEAD: 7,
    ColumnKey.DUE: 5.4,
    ColumnKey.LATEST: 10,
    ColumnKey.REPORTED: 3,
    ColumnKey.EVIDENCE: 2.6,
    ColumnKey.OTHER: 8,
}
_LEAST = {
    ColumnKey.DEADLINE: 3.6,
    ColumnKey.STATE: 4.4,
    ColumnKey.TITLE: 5.2,
    ColumnKey.UNITS: 6.2,
    ColumnKey.LEAD: 5,
    ColumnKey.LATEST: 6,
}
FROZEN_COLUMNS = 3  # columns that stay in view sideways: light, number, name
_CONTENT_LEAST = 10  # characters of content below which the table scrolls sideways
_CONTENT = 13  # characters of content that should have room in a line
_STAMP = b"12 columns:"  # before a layout that knows all columns; one without knows those shown at first only


class TaskColumns(QWidget):
    """A pane with the table of tasks, as far as its columns go; who makes it makes table, model and head.

    ``work_wanted``: a column of what units have done is shown now and was not.
    """

    work_wanted = Signal()

    model: TaskTable
    view: EditingView
    head: TaskHeader
    own_widths = False
    _fitting = False

    def fit_columns(self) -> None:
        """Give the columns their first widths, in characters; names and units give way to keep room for the content."""
        wide = self.view.fontMetrics().horizontalAdvance("国")
        light = self._light_width()
        usual = {key: width for key, width in _WIDTHS.items() if self.shows(key)}
        room = self.view.room.width() - light - sum(usual.values()) * wide - 18 * len(usual)
        slack = sum(usual[key] - least for key, least in _LEAST.items() if key in usual) or 1.0
        part = min(max(0.0, _CONTENT - room / wide) / slack, 1.0)  # of what each could give
        self._fitting = True
        self.view.setColumnWidth(self._column(ColumnKey.LIGHT), light)
        for number, column in enumerate(self.model.columns):
            if column.key in _WIDTHS:
                most = _WIDTHS[column.key]
                gives = part * (most - _LEAST.get(column.key, most))
                self.view.setColumnWidth(number, round(wide * (most - gives)) + 18)
        self._fitting = False
        self.own_widths = False

    def _light_width(self) -> int:
        """Return the width in which the longest light stands in one line beside its shape."""
        return max(shaped_width(self.view, text) for text in (self.model.widest_light(), "红灯灯"))  # room for its head

    def _fit_light(self) -> None:
        """Widen the column of lights where one would be broken."""
        if self.view.columnWidth(self._column(ColumnKey.LIGHT)) >= (width := self._light_width()):
            return
        if self.own_widths:
            self.view.setColumnWidth(self._column(ColumnKey.LIGHT), width)
        else:
            self._fit_again()

    def _fit_again(self) -> None:
        if not self.own_widths:
            self.fit_columns()
        self._give_content_room()

    def _give_content_room(self) -> None:
        """Let the content take what is left; where that is too little, the table scrolls sideways instead."""
        content = self._content_column()
        others = sum(self.head.sectionSize(each) for each in self.columns_shown() if each != content)
        least = self.view.fontMetrics().horizontalAdvance("国") * _CONTENT_LEAST + 18
        mode = QHeaderView.ResizeMode.Stretch
        if self.view.room.width() - others < least:
            mode = QHeaderView.ResizeMode.Interactive
        self._fitting = True
        if self.head.sectionResizeMode(content) != mode:
            self.head.setSectionResizeMode(content, mode)
        if mode == QHeaderView.ResizeMode.Interactive and self.head.sectionSize(content) < least:
            self.head.resizeSection(content, least)
        self._fitting = False

    def _note_widths(self, column: int) -> None:
        """Leave the columns alone once a clerk has dragged one."""
        if not self._fitting and self.model.columns[column].key is not ColumnKey.CONTENT:
            self.own_widths = True
            self._give_content_room()

    def layout_state(self) -> QByteArray:
        """Return the columns as a clerk has set them, nothing if they are as at first."""
        if not self.own_widths and self.has_usual_columns():
            return QByteArray()
        return QByteArray(_STAMP) + self.head.saveState()

    def restore_layout(self, state: QByteArray) -> None:
        """Set the columns as ``layout_state`` had them; the order of rows is not remembered."""
        known = state.startsWith(_STAMP)
        plain = state.mid(len(_STAMP)) if known else state
        if plain.isEmpty() or not self.head.restoreState(plain):
            return
        if not known:
            self.hide_options()
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.own_widths = True

    def columns_in_order(self) -> list[int]:
        """Return all columns from left to right."""
        return [self.head.logicalIndex(place) for place in range(self.head.count())]

    def columns_shown(self) -> list[int]:
        """Return the columns from left to right, without hidden ones."""
        return [column for column in self.columns_in_order() if not self.head.isSectionHidden(column)]

    def hide_options(self) -> None:
        """Show none of the columns that a clerk may choose besides."""
        for column in range(len(COLUMNS), len(self.model.columns)):
            self.head.setSectionHidden(column, True)

    def set_columns(self, columns: Sequence[tuple[int, bool]]) -> None:
        """Put the columns in this order, each shown or not."""
        wanted_work = self.shows_work()
        for place, (column, shown) in enumerate(columns):
            self.head.moveSection(self.head.visualIndex(column), place)
            self.head.setSectionHidden(column, not shown)
        self._fit_again()
        self.view.measure_again()
        if self.shows_work() and not wanted_work:
            self.work_wanted.emit()

    def usual_columns(self) -> None:
        """Show the usual columns in their first order and widths."""
        self.set_columns([(column, column < len(COLUMNS)) for column in range(len(self.model.columns))])
        self.fit_columns()

    def has_usual_columns(self) -> bool:
        """Tell whether just the usual columns are shown, in their first order."""
        return self.columns_shown() == list(range(len(COLUMNS)))

    def shows(self, key: ColumnKey) -> bool:
        """Tell whether a column is shown."""
        return not self.head.isSectionHidden(self._column(key))

    def shows_work(self) -> bool:
        """Tell whether a column of what units have done is shown."""
        return any(self.shows(key) for key in OF_WORK)

    def _content_column(self) -> int:
        return self._column(ColumnKey.CONTENT)

    def _column(self, key: ColumnKey) -> int:
        return [column.key for column in self.model.columns].index(key)
