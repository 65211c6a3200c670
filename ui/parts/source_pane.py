"""The source beside its tasks, pages as pictures or text, the place marked; and the same in a window of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Box, CellPlace, PagePlace, Place, Task, TextPlace
from gongkai_desk.progress import Progress, silent
from gongkai_desk.services.intake.reading import page_picture
from ui import theme
from ui.desk import Desk
from ui.dialogs.base.dialog import Dialog
from ui.parts.source_text import SourceText
from ui.widgets.notices import button, label

_KEPT = 24  # pages whose pictures are kept
_MARGIN = 12  # pixels round a page
_LEAST = 200  # pixels a page is wide, however narrow the pane
_REST = 60  # milliseconds without a change of width before the page is drawn anew
_ABOVE = 60  # pixels kept free above a marked place when it is scrolled to
_READABLE = 0.72  # pixels a point: the official 小五 is 6.5 pixels high; a lying page is scrolled rather than shrunk
_WHOLE = 96 / 72  # pixels a point at 100 %
_STEP, _SMALLEST, _LARGEST = 1.15, 0.4, 4.0  # of zooming, in pixels a point


_KEYS = "转到原文 Ctrl+1，回到任务表 Ctrl+2\n翻页 Ctrl+PgUp、Ctrl+PgDn，放大缩小 Ctrl++、Ctrl+-"


class Sheet(QWidget):
    """One page with the marked places; ``pressed(x, y)`` says where it was clicked, in points."""

    pressed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._boxes: list[QRectF] = []  # in points
        self._scale = 1.0  # logical pixels a point

    def show_page(self, picture: QPixmap, scale: float) -> None:
        """Show a picture that has ``scale`` logical pixels a point."""
        self._picture, self._scale = picture, scale
        self.setFixedSize(picture.deviceIndependentSize().toSize())
        self.update()

    def mark(self, boxes: list[QRectF]) -> None:
        """Mark these rectangles (points)."""
        self._boxes = boxes
        self.update()

    def first_marked(self) -> int | None:
        """Return the top of the first mark in pixels."""
        return round(min(box.top() for box in self._boxes) * self._scale) if self._boxes else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(at.x() / self._scale, at.y() / self._scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.colours(self.palette())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        colour = QColor(theme.LIGHT.blue)  # the paper is white in the dark look too
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(38)
        painter.setBrush(colour)
        for box in self._boxes:
            s = self._scale
            painter.drawRect(QRectF(box.x() * s, box.y() * s, box.width() * s, box.height() * s))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(look.rule))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


@dataclass(frozen=True, slots=True)
class Original:
    """A file as received: the ``sizes`` of its pages in points, or the text that it is shown as.

    ``cells`` are where its tasks' cells and paragraphs stand in the text.
    """

    path: Path | None
    text: str = ""
    sizes: tuple[tuple[float, float], ...] = ()
    cells: tuple[TextPlace, ...] = ()
    password: str = ""


class SourcePane(QWidget):
    """Shows where a task stands in the file; ``pointed(place)`` says where a person clicked in it."""

    pointed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, name: str = "原文") -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._path: Path | None = None
        self._password = ""
        self._places: tuple[Place, ...] = ()
        self._page = 1
        self._zoom: float | None = None  # logical pixels a point; None: as wide as the pane
        self._sizes: tuple[tuple[float, float], ...] = ()  # points
        self._kept: dict[tuple[int, float], QPixmap] = {}
        self._asked: tuple[int, float] | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_REST)
        self._resized.timeout.connect(self._draw)
        self.where = label(name="heading", parent=self)
        self.previous = button("上一页", self.turn_back, name="link", parent=self)
        self.next = button("下一页", self.turn_on, name="link", parent=self)
        self.fit = button("适合宽度", self.fit_width, name="link", parent=self)
        self.whole = button("100%", self.show_whole, name="link", parent=self)
        for zoom in (self.fit, self.whole):
            zoom.setToolTip("按住 Ctrl 滚动鼠标可以放大、缩小")
        self.sheet = Sheet(self)
        self.sheet.pressed.connect(self._point_at_page)
        self.area = QScrollArea(self)
        self.area.setWidget(self.sheet)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else the width would jump
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setObjectName("scrolled")
        self.area.setAccessibleName(f"{name}的页面")
        self.text = SourceText(self)
        self.area.viewport().installEventFilter(self)
        self.text.viewport().installEventFilter(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.text)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 6)
        head.addWidget(self.where, 1)
        for part in (self.previous, self.next, self.fit, self.whole):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def hear_keys(self, host: QWidget, table: QWidget) -> None:
        """Let keys lead here and back to a table while ``host`` is seen, turn pages and zoom."""
        for keys, act in (
            ("Ctrl+1", self._take_keys),
            ("Ctrl+2", table.setFocus),
            ("Ctrl+PgUp", self.turn_back),
            ("Ctrl+PgDown", self.turn_on),
            ("Ctrl++", partial(self.zoom, 1)),
            ("Ctrl+-", partial(self.zoom, -1)),
        ):
            QShortcut(QKeySequence(keys), host).activated.connect(act)
        self.where.setToolTip(_KEYS)

    @Slot()
    def _take_keys(self) -> None:
        self._stack.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, original: Original) -> None:
        """Turn to another file; one without pages is shown as text."""
        self._path, self._password, self._sizes = original.path, original.password, original.sizes
        sizes = original.sizes
        self._page, self._places = 1, ()
        self._kept.clear()
        self.text.show_text(original.text, original.cells)
        self._stack.setCurrentWidget(self.area if sizes else self.text)
        for turn in (self.previous, self.next):
            turn.setVisible(len(sizes) > 1)
        for zoom in (self.fit, self.whole):
            zoom.setVisible(bool(sizes))
        self._say_where()

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Turn to the first of these places and mark all of them."""
        self._places = places
        on_pages = [place for place in places if isinstance(place, PagePlace)]
        if self._sizes and on_pages:
            self._turn(on_pages[0].page)
        elif not self._sizes:
            self.text.mark(places)
            self._say_where()

    @Slot()
    def turn_back(self) -> None:
        """Show the page before."""
        self._turn(self._page - 1)

    @Slot()
    def turn_on(self) -> None:
        """Show the next page."""
        self._turn(self._page + 1)

    @Slot()
    def fit_width(self) -> None:
        """Show the page as wide as the pane, but never too small to be read."""
        self._zoom = None
        self._draw()

    @Slot()
    def show_whole(self) -> None:
        """Show the page in its own size."""
        self._zoom = _WHOLE
        self._draw()

    def zoom(self, steps: int) -> None:
        """Make the page larger (smaller with a negative number) by steps of the wheel."""
        if self._sizes:
            now = self._wanted()[1] / self.devicePixelRatioF()
            self._zoom = min(max(now * _STEP**steps, _SMALLEST), _LARGEST)
            self._resized.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom with Ctrl and the wheel; a click in the text is pointed at."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._point_at_text(watched, event)
        return super().eventFilter(watched, event)

    def _point_at_text(self, watched: QObject, event: QMouseEvent) -> None:
        if watched is self.text.viewport() and not self.text.textCursor().hasSelection():
            at = self.text.offset_at(event.position().toPoint())
            self.pointed.emit(TextPlace(at, at))

    @Slot(float, float)
    def _point_at_page(self, x: float, y: float) -> None:
        self.pointed.emit(PagePlace(self._page, Box(x, y, x, y)))

    # -- pages

    def _turn(self, page: int) -> None:
        self._page = min(max(page, 1), len(self._sizes))
        self._say_where()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """Show the page at the width of the pane; one that is not kept is drawn in the background first."""
        if not self._sizes or self._path is None or not self.isVisible():
            return
        wanted = self._wanted()
        if wanted in self._kept:
            self._show(wanted)
        elif self._asked is None:
            self._asked = wanted
            job = self._desk.jobs.start(partial(_drawn, self._path, *wanted, self._password))
            job.succeeded.connect(self._take_drawn)
            job.failed.connect(self._give_up)
            job.cancelled.connect(self._give_up)

    def settle(self) -> None:
        """Draw the wanted page at once, before a picture is taken."""
        if self._sizes and self._path is not None:
            wanted = self._wanted()
            self._take_picture(_drawn(self._path, *wanted, self._password))
            self._show(wanted)

    def _wanted(self) -> tuple[int, float]:
        """Return the page and the scale (device pixels a point, in steps) that fit the pane or were chosen."""
        room = max(self.area.viewport().width() - 2 * _MARGIN, _LEAST)
        fitting = max(room / self._sizes[self._page - 1][0], _READABLE)
        if self._zoom is not None:
            return self._page, self._zoom * self.devicePixelRatioF()
        return self._page, round(fitting * self.devicePixelRatioF() * 16 - 0.5) / 16

    def _take_picture(self, drawn: tuple[int, float, bytes]) -> None:
        page, scale, png = drawn
        picture = QPixmap()
        picture.loadFromData(png)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        if len(self._kept) >= _KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[page, scale] = picture

    @Slot(object)
    def _take_drawn(self, drawn: tuple[int, float, bytes]) -> None:
        """Show what was drawn, or go on if another page or width is wanted by now."""
        self._take_picture(drawn)
        self._asked = None
        self._draw()

    @Slot()
    def _give_up(self) -> None:
        self._asked = None

    def _show(self, wanted: tuple[int, float]) -> None:
        self.sheet.show_page(self._kept[wanted], wanted[1] / self.devicePixelRatioF())
        here = [place.box for place in self._places if isinstance(place, PagePlace) and place.page == self._page]
        self.sheet.mark([QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top) for box in here])
        self.say_zoom(wanted[1] / self.devicePixelRatioF())
        top = self.sheet.first_marked()
        if top is not None:
            self.area.verticalScrollBar().setValue(top - _ABOVE)

    def say_zoom(self, scale: float) -> None:
        """Say the size of the page, 100 % being its own."""
        self.fit.setEnabled(self._zoom is not None)
        self.whole.setText(f"{round(scale / _WHOLE * 100)}%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resized.start()

    def _say_where(self) -> None:
        cells = [place for place in self._places if isinstance(place, CellPlace)]
        if self._sizes:
            self.where.setText(f"{self._name}　第 {self._page} / {len(self._sizes)} 页")
        elif cells:
            self.where.setText(f"{self._name}　{cells[0].sheet}　{'、'.join(place.cell for place in cells[:6])}")
        else:
            self.where.setText(self._name)


def _drawn(path: Path, page: int, scale: float, password: str, progress: Progress = silent) -> tuple[int, float, bytes]:
    """Draw a page in the child process; a job."""
    return page, scale, page_picture(path, page, scale, password, progress=progress)


class SourceWindow(Dialog):
    """Shows one place of one original."""

    def __init__(
        self,
        desk: Desk,
        original: Original,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("原文出处")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.pane = SourcePane(desk, self)
        self.pane.open(original)
        column = QVBoxLayout(self)
        column.addWidget(self.pane, 1)
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(900, 700)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, original: Original, task: Task) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, original, parent)
        dialog.show()
        dialog.pane.show_places(task.source)  # the page is drawn for the width that the window has now
        dialog.exec()
        dialog.deleteLater()
