"""The first columns stay in view while the table is scrolled sideways."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gongkai_desk.domain.sheet import ColumnKey
from ui.models.task_table import COLUMNS
from ui.window.window import MainWindow

KEYS = [column.key for column in COLUMNS]
SEQ, TITLE, CONTENT, UNITS, STATE = (
    KEYS.index(key) for key in (ColumnKey.SEQ, ColumnKey.TITLE, ColumnKey.CONTENT, ColumnKey.UNITS, ColumnKey.STATE)
)


def scrolled(window: MainWindow) -> MainWindow:
    """Make the table too wide for the window and scroll it to its end."""
    window.tasks.view.setColumnWidth(UNITS, 500)
    window.tasks.view.updateGeometries()
    bar = window.tasks.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 100
    return window


def test_nothing_is_frozen_while_all_is_seen(window: MainWindow) -> None:
    assert window.tasks.view.frozen_columns() == []
    assert window.tasks.view.horizontalScrollBar().maximum() == 0


def test_content_keeps_room_when_another_column_is_widened(window: MainWindow) -> None:
    scrolled(window)
    wide = window.tasks.view.fontMetrics().horizontalAdvance("国")
    assert window.tasks.view.columnWidth(CONTENT) >= 10 * wide


def test_number_and_name_stay_at_the_left(window: MainWindow) -> None:
    view = scrolled(window).tasks.view
    assert view.frozen_columns() == [KEYS.index(ColumnKey.LIGHT), SEQ, TITLE]
    assert view.visualRect(view.model().index(0, SEQ)).left() == view.columnWidth(0)
    assert view.visualRect(view.model().index(0, CONTENT)).left() < view.frozen_width()


def test_a_click_on_a_frozen_cell_finds_it(window: MainWindow) -> None:
    view = scrolled(window).tasks.view
    place = view.visualRect(view.model().index(2, TITLE)).center()
    assert view.indexAt(place) == view.model().index(2, TITLE)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.currentIndex().row() == 2


def test_a_frozen_name_is_painted_at_the_left(window: MainWindow) -> None:
    view = scrolled(window).tasks.view
    box = view.visualRect(view.model().index(2, TITLE))
    image = view.viewport().grab(box).toImage()
    inked = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(inked) > 3


def test_a_chosen_cell_is_not_left_under_the_frozen_ones(window: MainWindow) -> None:
    view = scrolled(window).tasks.view
    index = view.model().index(1, CONTENT)
    view.setCurrentIndex(index)
    view.scrollTo(index)
    assert view.visualRect(index).left() >= view.frozen_width()


def test_a_click_on_a_frozen_head_sorts_by_it(window: MainWindow) -> None:
    head = scrolled(window).tasks.head
    left = window.tasks.view.column_left(TITLE)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 30, head.height() // 2))
    assert head.sortIndicatorSection() == TITLE
