"""Printed pages as they will lie on the paper, one below the other, at any zoom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.page.layout import Link
from gongkai_desk.page.measures import points
from ui.printing.painter import link_boxes, paint_page
from ui.theme import LIGHT

_BLUE = QColor(LIGHT.blue)  # paper is white in a dark window too
_SOFT = QColor(_BLUE.red(), _BLUE.green(), _BLUE.blue(), 40)
_GAP = 16  # pixels between two pages and round them
LEAST, MOST = 0.25, 4.0


class PageView(QAbstractScrollArea):
    """Shows a paper; ``page_changed`` tells the page in the middle of the view, counted from 0.

    Figures that count rows have a dotted line, which is not printed; under the mouse, and where ← and → have led, one
    is lit. A click or Enter on it is told by ``figure_chosen`` with its ``Counted``.
    """

    page_changed = Signal(int)
    zoomed = Signal(float)
    figure_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper: PrintedPaper | None = None
        self._zoom = 1.0
        self._fit = "width"
        self._page = 0
        self._figures: dict[int, list[tuple[QRectF, Link]]] = {}  # of the pages that were asked for
        self._lit: tuple[int, int] | None = None  # page and figure that are underlined
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("打印预览")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0 is the size of the paper itself."""
        return self._zoom

    def show_paper(self, paper: PrintedPaper) -> None:
        """Show another paper, or the same set up otherwise; stays at its page as far as there is one."""
        page, self._paper = self._page, paper
        self._figures, self._lit = {}, None
        self._refit()
        self.go_to(min(page, len(paper.pages) - 1))
        self.viewport().update()

    def fit(self, how: str) -> None:
        """Zoom to ``width`` or ``page``, and stay so when the window changes its size."""
        page, self._fit = self._page, how  # shorter bars may scroll to another page
        self._refit()
        self.go_to(page)

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a fixed size."""
        page, self._fit = self._page, ""
        self._set(zoom)
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Show a page from its top edge."""
        if self._paper is not None:
            page = min(max(page, 0), len(self._paper.pages) - 1)
            self.verticalScrollBar().setValue(page * (self._page_size().height() + _GAP))
            self._tell(page)

    @property
    def has_figures(self) -> bool:
        """Tell whether any figure of the paper can be clicked."""
        pages = self._paper.pages if self._paper is not None else ()
        return any(ink.links for page in pages for ink in page.inks)

    # -- figures

    def _figures_of(self, page: int) -> list[tuple[QRectF, Link]]:
        if self._paper is None:
            return []
        if page not in self._figures:
            self._figures[page] = link_boxes(self._paper, self._paper.pages[page])
        return self._figures[page]

    def _figure_box(self, page: int, number: int) -> QRectF:
        """Return where a figure stands in the viewport."""
        box, scale, place = self._figures_of(page)[number][0], self._scale(), self._place(page)
        left, top = place.left() + box.left() * scale, place.top() + box.top() * scale
        return QRectF(left, top, box.width() * scale, box.height() * scale)

    def _figure_at(self, spot: QPointF) -> tuple[int, int] | None:
        """Return the page and number of the figure that stands at a place of the viewport."""
        pages = range(len(self._paper.pages)) if self._paper is not None else ()
        page = next((page for page in pages if self._place(page).contains(spot.toPoint())), None)
        if page is None:
            return None
        numbers = range(len(self._figures_of(page)))
        found = next((number for number in numbers if self._figure_box(page, number).contains(spot)), None)
        return None if found is None else (page, found)

    def _light(self, figure: tuple[int, int] | None) -> None:
        if figure != self._lit:
            self._lit = figure
            self.viewport().setCursor(
                Qt.CursorShape.ArrowCursor if figure is None else Qt.CursorShape.PointingHandCursor
            )
            self.viewport().update()

    def _step_figure(self, by: int) -> None:
        """Go to the next figure (1) or the one before (-1), from the page that is looked at, and scroll to it."""
        pages = range(len(self._paper.pages)) if self._paper is not None else ()
        every = [(page, number) for page in pages for number in range(len(self._figures_of(page)))]
        if not every:
            return
        if self._lit in every:
            place = min(max(every.index(self._lit) + by, 0), len(every) - 1)
        else:
            place = bisect_left(every, (self._page, 0)) if by > 0 else bisect_left(every, (self._page, 0)) - 1
        self._light(every[min(max(place, 0), len(every) - 1)])
        self._scroll_to_lit()

    def _scroll_to_lit(self) -> None:
        if self._lit is None:
            return
        box, view = self._figure_box(*self._lit), self.viewport().rect()
        for bar, first, last, length in (
            (self.verticalScrollBar(), box.top(), box.bottom(), view.height()),
            (self.horizontalScrollBar(), box.left(), box.right(), view.width()),
        ):
            if first < 0 or last > length:
                bar.setValue(bar.value() + round((first + last - length) / 2))

    def _choose_lit(self) -> None:
        if self._lit is not None:
            page, number = self._lit
            self.figure_chosen.emit(self._figures_of(page)[number][1].counted)

    # -- measures

    def _scale(self) -> float:
        """Return logical pixels in a point."""
        return self._zoom * self.logicalDpiX() / 72

    def _page_size(self) -> QSize:
        if self._paper is None:
            return QSize()
        leaf, scale = self._paper.leaf, self._scale()
        return QSize(round(points(leaf.width) * scale), round(points(leaf.height) * scale))

    def _refit(self) -> None:
        if self._paper is None:
            return
        leaf, dots = self._paper.leaf, self.logicalDpiX() / 72
        wide = (self.viewport().width() - 2 * _GAP) / (points(leaf.width) * dots)
        high = (self.viewport().height() - 2 * _GAP) / (points(leaf.height) * dots)
        if self._fit:
            self._set(wide if self._fit == "width" else min(wide, high))
        else:
            self._set(self._zoom)

    def _set(self, zoom: float) -> None:
        self._zoom = min(max(zoom, LEAST), MOST)
        self._set_bars()
        self.viewport().update()
        self.zoomed.emit(self._zoom)

    def _set_bars(self) -> None:
        if self._paper is None:
            return
        size, view = self._page_size(), self.viewport().size()
        whole = len(self._paper.pages) * (size.height() + _GAP) + _GAP
        bars = (
            (self.verticalScrollBar(), whole, view.height()),
            (self.horizontalScrollBar(), size.width() + 2 * _GAP, view.width()),
        )
        for bar, length, seen in bars:
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(length - seen, 0))

    def _place(self, page: int) -> QRect:
        """Return where a page lies in the viewport."""
        size = self._page_size()
        left = max((self.viewport().width() - size.width()) // 2, _GAP) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, _GAP + page * (size.height() + _GAP) - self.verticalScrollBar().value()), size)

    def _tell_page(self) -> None:
        if self._paper is not None:
            step = self._page_size().height() + _GAP
            middle = self.verticalScrollBar().value() + min(self.viewport().height(), step) // 2
            self._tell(min(middle // step, len(self._paper.pages) - 1))
            self.viewport().update()

    def _tell(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # -- what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paper is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
        step = self._page_size().height() + _GAP
        tops = range(_GAP, _GAP + step * len(self._paper.pages), step)
        first = max(bisect_right(tops, event.rect().top() + self.verticalScrollBar().value()) - 1, 0)
        for number in range(first, len(self._paper.pages)):
            place = self._place(number)
            if place.top() > event.rect().bottom():
                break
            painter.fillRect(place, QColor("white"))  # paper is white in a dark window too
            painter.save()
            painter.translate(place.topLeft())
            paint_page(painter, self._paper, self._paper.pages[number], self._scale())
            painter.restore()
            self._paint_figures(painter, number)
        painter.end()

    def _paint_figures(self, painter: QPainter, page: int) -> None:
        painter.setPen(QPen(_BLUE, 1, Qt.PenStyle.DotLine))
        for number in range(len(self._figures_of(page))):
            box = self._figure_box(page, number)
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            if (page, number) == self._lit:
                painter.fillRect(box, _SOFT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._light(self._figure_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() is Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._figure_at(event.position()) == self._lit:
            self._choose_lit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._page
        self._refit()
        self.go_to(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1, Qt.Key.Key_Home: 0}
        turns = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() == Qt.Key.Key_End and self._paper is not None:
            self.go_to(len(self._paper.pages) - 1)
        elif self.has_figures and (by := turns.get(Qt.Key(event.key()))) is not None:
            self._step_figure(by)
        elif self._lit is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_lit()
        elif (page := steps.get(Qt.Key(event.key()))) is not None:
            self.go_to(page)
        else:
            super().keyPressEvent(event)
