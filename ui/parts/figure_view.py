"""A table of records: texts under fixed heads, whose last column takes what is left."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui import theme
from ui.models.figure_table import FigureModel
from ui.models.item_table import PlainTable
from ui.parts.row_copier import RowCopier
from ui.widgets.frozen_view import FrozenView, TaskHeader
from ui.widgets.merged_view import PAD_X, PAD_Y, CellDelegate, MergedView

_WIDE = 5.2  # characters: a date, a short unit


def record_view(model: PlainTable, parent: QWidget) -> MergedView:
    """Return a view of a model of records."""
    view = MergedView(parent)
    RowCopier(view)
    view.setHorizontalHeader(TaskHeader(view))
    view.setModel(model)
    view.horizontalHeader().setSectionsClickable(False)
    view.horizontalHeader().setStretchLastSection(False)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column in range(model.columnCount() - 1):
        view.setColumnWidth(column, round(wide * _WIDE) + 18)
    view.horizontalHeader().setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
    return view


_LABEL_LEAST, _LABEL_MOST = 7, 18  # characters of the column of labels
_AIR, _ARROWED = 6, 26  # pixels at both sides of a title, also where it has the arrow of sorting


class FigureHeader(TaskHeader):
    """A head of one or two lines."""

    def sizeHint(self) -> QSize:
        lines = max((self._title(column).count("\n") for column in range(self.count())), default=0) + 1
        return QSize(100, self.fontMetrics().lineSpacing() * lines + 14)

    def _title(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "") if self.model() else ""

    def wide(self, column: int) -> int:
        """Return the pixels that a title needs."""
        font = self.font()
        font.setBold(True)
        metrics = type(self.fontMetrics())(font)
        arrow = self.sortIndicatorSection() == column
        return max(map(metrics.horizontalAdvance, self._title(column).split("\n"))) + (_ARROWED if arrow else _AIR)


class FigureDelegate(CellDelegate):
    """Paints figures: the total bold, nothing dim, what can be clicked blue while the mouse is on it."""

    def __init__(self, view: FigureView) -> None:
        super().__init__(view)
        self._figures = view

    def _paint_text(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex, look: theme.Colours
    ) -> None:
        model = self._figures.figures
        figure = model.figure(index.row(), index.column())
        if figure is None and not model.is_total(index.row()):
            super()._paint_text(painter, cell, index, look)
            return
        font = self._figures.font()
        font.setBold(model.is_total(index.row()))
        hovered = figure is not None and (index.row(), index.column()) == self._figures.hovered
        font.setUnderline(bool(hovered))
        colour = look.blue if hovered else look.text if figure is None or figure.value else look.dim
        painter.setFont(font)
        painter.setPen(QColor(colour))
        align = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        box = cell.adjusted(PAD_X, 0, -PAD_X, 0)
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), model.text(index.row(), index.column()))


class FigureView(FrozenView):
    """``chosen(row, column)``: a figure was clicked that stands for tasks. ``copy_wanted()``: Ctrl+C."""

    chosen = Signal(int, int)
    copy_wanted = Signal()
    frozen = 1

    def __init__(self, model: FigureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = model
        self.hovered: tuple[int, int] | None = None
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(FigureDelegate(self))
        self.head = FigureHeader(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.head.sortIndicatorChanged.connect(self.fit)
        model.modelReset.connect(self.fit)
        self.resized.connect(self.fit)

    def _usual_height(self) -> int:
        return self.wrapper.spacing + 2 * PAD_Y + 1

    def fit(self) -> None:
        """Give figures the width they need and the labels what is left."""
        model, metrics = self.figures, self.fontMetrics()
        taken = 0
        for column in range(1, model.columnCount()):
            rows = range(model.rowCount())
            text = max((ceil(metrics.horizontalAdvance(model.text(row, column)) * 1.08) for row in rows), default=0)
            wide = max(self.head.wide(column), text + 2 * PAD_X + 2)
            self.setColumnWidth(column, wide)
            taken += wide
        if model.columnCount():
            em = metrics.horizontalAdvance("国")
            least = min(_LABEL_LEAST * em + 2 * PAD_X, self.room.width())
            self.setColumnWidth(0, max(least, min(self.room.width() - taken, _LABEL_MOST * em + 2 * PAD_X)))
        self.head.updateGeometry()
        self.updateGeometries()

    def choose(self, index: QModelIndex) -> None:
        """Tell of the figure of a cell, if it stands for tasks."""
        figure = self.figures.figure(index.row(), index.column()) if index.isValid() else None
        if figure is not None and figure.behind:
            self.chosen.emit(index.row(), index.column())

    # -- what Qt calls

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position())

    def _hover(self, place: QPointF) -> None:
        index = self.indexAt(place.toPoint())
        figure = self.figures.figure(index.row(), index.column()) if index.isValid() else None
        hovered = (index.row(), index.column()) if figure is not None and figure.behind else None
        if hovered != self.hovered:
            self.hovered = hovered
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = None
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and len(self.selectedIndexes()) == 1:
            self.choose(index)
