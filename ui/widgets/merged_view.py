"""A table like the official one: merged name cells, wrapped text, rows as high as their text.

Nothing is spanned in Qt's sense: a merged cell is painted over those of its rows that are seen, so a name
stays visible while its rows scroll, and 100,000 rows cost what the twenty on the screen cost. Row heights are
computed for the rows that are seen and, in small tables, for the others when the window is idle.
"""

from __future__ import annotations

from collections.abc import Hashable
from math import ceil
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui import theme
from ui.widgets.painting import Wrapper, draw_shape, rect_of

PAD_X, PAD_Y = 8, 7  # pixels between a cell's rules and its text
SHAPE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role under which a cell gives its ``light.Shape``, painted before the word; ``None`` for none."""

_SHAPE = 0.6  # of a line
_SHAPE_GAP = 6  # pixels between a shape and its word
_IDLE_ROWS = 40  # rows measured at a time when idle
_IDLE_MOST = 3000  # tables longer than this are measured only where they are seen

Index = QModelIndex | QPersistentModelIndex


class Merging(Protocol):
    """What the view asks a model beyond Qt's own questions; both are look-ups."""

    def group(self, row: int, column: int) -> Hashable | None:
        """Return the key that neighbouring rows of one merged cell share; ``None`` is never merged."""

    def text(self, row: int, column: int) -> str:
        """Return what the cell shows."""


class MergedView(QTableView):
    """Shows any model that is also ``Merging``; in ``merged_columns`` the rows of a group have one cell."""

    resized = Signal()
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merged_columns: tuple[int, ...] = ()
        self.room = QSize()  # of the viewport; asking Qt for a widget makes it load all classes of widgets
        self.wrapper = Wrapper(self.font())
        self._measured: set[int] = set()
        self._painted = False
        self._next_idle = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._measure_some)
        self._widths = QTimer(self)
        self._widths.setSingleShot(True)
        self._widths.setInterval(0)
        self._widths.timeout.connect(self.measure_again)
        self._set_up()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab leaves it; one that is written in says otherwise
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(CellDelegate(self))
        self.setWordWrap(True)
        self.setMouseTracking(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._usual_height())
        self.verticalScrollBar().valueChanged.connect(self._measure_seen)

    # -- what Qt calls

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for moved in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                moved.connect(self.measure_again)
            model.dataChanged.connect(self._measure_changed)
            self.horizontalHeader().sectionResized.connect(self._columns_changed)
        self.measure_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room = event.size()
        self.resized.emit()
        self._measure_seen()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, as everywhere; without it scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure_seen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.wrapper = Wrapper(self.font())
            self.measure_again()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll and paint all anew: a name keeps its place while its rows move under it."""
        super().scrollContentsBy(dx, dy)
        self._repaint()

    def sizeHintForRow(self, row: int) -> int:
        return self.row_height_for(row)

    # -- heights

    def row_height_for(self, row: int) -> int:
        """Return the height the row's texts need; a merged name counts by its share of the group."""
        model, header = self._merging(), self.horizontalHeader()
        if model is None:
            return self._usual_height()
        needed = self.wrapper.spacing
        for column in range(header.count()):
            if header.isSectionHidden(column):
                continue
            height = self.wrapper.height(model.text(row, column), header.sectionSize(column) - 2 * PAD_X)
            needed = max(needed, self._share(row, column, height) if column in self.merged_columns else height)
        return needed + 2 * PAD_Y + 1

    def _share(self, row: int, column: int, height: int) -> int:
        """Return what one row must give to a merged name of ``height``."""
        return height // self._group_size(row, column, at_most=height // self.wrapper.spacing)

    def _group_size(self, row: int, column: int, at_most: int) -> int:
        """Return how many rows the row's group has, counted no further than ``at_most`` (at least 1)."""
        size = 1
        for step in (-1, 1):
            other = row + step
            while size < at_most and self.same_group(row, other, column):
                size, other = size + 1, other + step
        return size

    def is_merged(self, row: int, column: int) -> bool:
        """Tell whether a cell is part of one over several rows."""
        return column in self.merged_columns and any(self.same_group(row, row + step, column) for step in (-1, 1))

    def same_group(self, row: int, other: int, column: int) -> bool:
        """Tell whether both rows have one cell in a column (``other`` may be outside the table)."""
        model = self._merging()
        if model is None or not 0 <= other < self.model().rowCount():
            return False
        key = model.group(row, column)
        return key is not None and key == model.group(other, column)

    @Slot()
    def measure_again(self) -> None:
        """Forget all heights; measure what is seen now and the rest when idle."""
        self._measured.clear()
        self._next_idle = 0
        self.verticalHeader().setDefaultSectionSize(self._usual_height())
        self._measure_seen()
        if self._rows():
            self._idle.start()

    @Slot()
    def _measure_seen(self) -> None:
        """Give the rows on the screen their heights, without moving what was there already."""
        if not self.isVisible():
            return
        for _ in range(3):  # higher rows push others out, lower ones let others in
            rows = [row for row in self.seen_rows() if row not in self._measured]
            if not rows:
                return
            self._give_heights(rows)

    @Slot()
    def _measure_some(self) -> None:
        """Measure the next rows of a small table while nothing else is to be done; the first picture is."""
        if self._painted:
            self._measure_next()
        else:
            self._idle.stop()  # the first painting starts it again

    def _measure_next(self) -> None:
        last = min(self._next_idle + _IDLE_ROWS, self._rows())
        if last > self._next_idle and self._rows() <= _IDLE_MOST and self.isVisible():
            self._give_heights([row for row in range(self._next_idle, last) if row not in self._measured])
            self._next_idle = last
        else:
            self._idle.stop()

    def settle(self) -> None:
        """Measure at once what would be measured when idle."""
        if self._widths.isActive():
            self._widths.stop()
            self.measure_again()
        if self._rows():
            self._idle.start()
        while self._idle.isActive():
            self._measure_next()

    def _measure_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        self._measured.difference_update(range(top.row(), bottom.row() + 1))
        self._measure_seen()
        self._next_idle = min(self._next_idle, top.row())
        self._idle.start()

    @Slot()
    def _columns_changed(self) -> None:
        self._widths.start()

    def _give_heights(self, rows: list[int]) -> None:
        """Resize the rows and put the row that was on top back to where it stood."""
        header = self.verticalHeader()
        anchor = next((row for row in self.seen_rows() if row in self._measured), None)
        before = header.sectionViewportPosition(anchor) if anchor is not None else 0
        header.blockSignals(True)
        for row in rows:
            header.resizeSection(row, self.row_height_for(row))
        header.blockSignals(False)
        self._measured.update(rows)
        self.updateGeometries()
        if anchor is not None and (moved := header.sectionViewportPosition(anchor) - before):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        self._repaint()

    def _repaint(self) -> None:
        if self._painted:
            self.viewport().update()

    def seen_rows(self) -> range:
        """Return the rows on the screen."""
        if not self._rows():
            return range(0)
        first, last = self.rowAt(0), self.rowAt(self.room.height() - 1)
        return range(max(first, 0), (last if last >= 0 else self._rows() - 1) + 1)

    def whole_rows(self) -> range:
        """Return the rows that are seen from top to bottom."""
        seen, height = self.seen_rows(), self.room.height()
        first, last = seen.start, seen.stop
        while first < last and self.rowViewportPosition(first) < 0:
            first += 1
        while first < last and self.rowViewportPosition(last - 1) + self.rowHeight(last - 1) > height:
            last -= 1
        return range(first, last)

    def _usual_height(self) -> int:
        return 2 * self.wrapper.spacing + 2 * PAD_Y + 1

    def _rows(self) -> int:
        return self.model().rowCount() if self.model() is not None else 0

    def _merging(self) -> Merging | None:
        return self.model()  # type: ignore[return-value]  # the view is only ever given a model that merges

    # -- the merged column

    def paint_merged(self, painter: QPainter, index: Index) -> None:
        """Paint the whole of the merged cell that ``index`` is a part of; what need not be painted is clipped away."""
        look, column = theme.colours(self.palette()), index.column()
        first, last = self.seen_group(index.row(), column)
        box, name = self._name_box(first, last, column), str(index.data() or "")
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self.font())
        painter.fillRect(box, QColor(look.base))
        painter.setPen(QColor(look.text))
        self.wrapper.draw(painter, self._text_box(box, name), name, align & Qt.AlignmentFlag.AlignHorizontal_Mask)
        painter.setPen(QColor(look.rule))
        if not self.same_group(last, last + 1, column):
            painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.drawLine(box.right(), box.top(), box.right(), box.bottom())

    def seen_group(self, row: int, column: int) -> tuple[int, int]:
        """Return first and last row on the screen of the merged cell that a row is part of."""
        seen = self.seen_rows()
        first = last = row
        while first > seen.start and self.same_group(row, first - 1, column):
            first -= 1
        while last + 1 < seen.stop and self.same_group(row, last + 1, column):
            last += 1
        return first, last

    def column_left(self, column: int) -> int:
        """Return where a column is painted, in pixels of the viewport."""
        return self.columnViewportPosition(column)

    @property
    def was_painted(self) -> bool:
        """Tell whether any row has been on the screen."""
        return self._painted

    def selectRow(self, row: int) -> None:
        """Select just this row, whatever keys are held down: Qt's own would take a selected one away with Ctrl."""
        index = self.model().index(row, max(self.currentIndex().column(), 0))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def note_painted(self) -> None:
        """Remember that there is something on the screen that a change must paint anew."""
        if not self._painted:
            self._painted = True
            self._idle.start()

    def _name_box(self, first: int, last: int, column: int) -> QRect:
        top = self.rowViewportPosition(first)
        left, width = self.column_left(column), self.columnWidth(column)
        return QRect(left, top, width, self.rowViewportPosition(last) + self.rowHeight(last) - top)

    def _text_box(self, box: QRect, name: str) -> QRect:
        """Return where a merged name is written: on the screen, and going out with its cell where that leaves."""
        whole = box.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1)
        seen = whole.intersected(QRect(QPoint(), self.room).adjusted(0, PAD_Y, 0, -PAD_Y))
        needed = min(self.wrapper.height(name, whole.width()), whole.height())
        if seen.height() >= needed:
            return seen
        top = whole.top() if whole.top() >= 0 else whole.bottom() + 1 - needed
        return QRect(whole.left(), top, whole.width(), needed)


def shaped_width(view: MergedView, text: str) -> int:
    """Return the width of a column in which a shape and this text stand in one line."""
    words = ceil(view.wrapper.metrics.horizontalAdvance(text))
    return round(view.wrapper.spacing * _SHAPE) + _SHAPE_GAP + words + 2 * PAD_X + 2


class CellDelegate(QStyledItemDelegate):
    """Paints one cell: ground, shape, wrapped text, thin rules."""

    def __init__(self, view: MergedView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._view.fontMetrics().horizontalAdvance("国") * 4, self._view.row_height_for(index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._view.note_painted()
        if self._view.is_merged(index.row(), index.column()):
            self._view.paint_merged(painter, index)
            return
        look = theme.colours(self._view.palette())
        box = rect_of(option)
        chosen = self._view.selectionModel().isSelected(index)
        painter.fillRect(box, QColor(look.selected if chosen else look.base))
        self._paint_text(painter, box, index, look)
        painter.setPen(QColor(look.rule))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(QColor(look.blue), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _paint_text(
        self,
        painter: QPainter,
        cell: QRect,
        index: QModelIndex | QPersistentModelIndex,
        look: theme.Colours,
    ) -> None:
        box, wrapper = cell.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1), self._view.wrapper
        text, colour = str(index.data() or ""), QColor(look.text)
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        shape = index.data(SHAPE_ROLE)
        if shape is not None:
            colour = look.of(shape.colour)
            size = round(wrapper.spacing * _SHAPE)
            free = box.width() - size - _SHAPE_GAP - ceil(wrapper.metrics.horizontalAdvance(text))
            box.setLeft(box.left() + max(0, free // 2))
            draw_shape(painter, QRect(box.left(), box.center().y() - size // 2, size, size), shape.kind, colour)
            box.setLeft(box.left() + size + _SHAPE_GAP)
            align = Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._view.font())
        painter.setPen(colour)
        wrapper.draw(painter, box, text, align & Qt.AlignmentFlag.AlignHorizontal_Mask)
