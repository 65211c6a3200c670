"""The pages of the preview alone: which is looked at, how large, at any zoom and size of window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.export.pages import pages, setup_of
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.papers.ledger import breakdown
from tests.builders import a_plan, a_task
from ui.printing.page_view import LEAST, MOST, PageView


def printed(count: int) -> PrintedPaper:
    tasks = [a_task(seq=str(n), section=(), content=f"第{n}项：公开结果。" * 4) for n in range(1, count + 1)]
    paper = breakdown(BreakdownPaper(a_plan(), tasks))
    return pages(paper, setup_of(paper))


@pytest.fixture(scope="module")
def paper(qapp: QApplication) -> PrintedPaper:
    return printed(60)


@pytest.fixture
def view(qtbot: QtBot, paper: PrintedPaper) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.show_paper(paper)
    return made


def wheel(view: PageView, up: bool, keys: Qt.KeyboardModifier) -> None:
    turn = QPoint(0, 120 if up else -120)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), turn, Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(view.viewport(), event)


def test_a_page_fits_the_width_without_a_bar_below(view: PageView) -> None:
    assert view.page == 0
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() > 0


def test_a_whole_page_is_not_larger_than_its_width_allows(view: PageView) -> None:
    wide = view.zoom
    view.fit("page")
    assert view.zoom <= wide
    assert view.page == 0


def test_there_is_no_page_before_the_first_or_behind_the_last(view: PageView, paper: PrintedPaper) -> None:
    view.go_to(-3)
    assert view.page == 0
    view.go_to(99)
    assert view.page == len(paper.pages) - 1


def test_zoom_keeps_the_page_and_its_bounds(view: PageView) -> None:
    view.go_to(2)
    for zoom, kept in ((9.0, MOST), (0.01, LEAST), (1.5, 1.5)):
        view.set_zoom(zoom)
        assert (view.zoom, view.page) == (kept, 2)


def test_the_wheel_zooms_only_with_ctrl(qtbot: QtBot, view: PageView) -> None:
    view.set_zoom(1.0)
    with qtbot.waitSignal(view.zoomed):
        wheel(view, True, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.1)
    wheel(view, False, Qt.KeyboardModifier.ControlModifier)
    wheel(view, False, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == pytest.approx(1.0)
    assert view.verticalScrollBar().value() > 0


def test_a_zoom_of_ones_own_stays_when_the_window_grows(view: PageView) -> None:
    view.set_zoom(0.8)
    view.resize(1200, 700)
    assert view.zoom == 0.8
    view.fit("width")
    before = view.zoom
    view.resize(900, 700)
    assert view.zoom < before


def test_the_page_stays_when_the_window_changes_its_size(view: PageView) -> None:
    view.go_to(2)
    view.resize(1000, 500)
    assert view.page == 2


def test_each_page_turned_to_is_told_once(qtbot: QtBot, view: PageView) -> None:
    told: list[int] = []
    view.page_changed.connect(told.append)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert told == [1, 2, 1, 0]


def test_a_shorter_paper_shows_its_last_page(view: PageView, paper: PrintedPaper) -> None:
    view.go_to(len(paper.pages) - 1)
    short = printed(1)
    view.show_paper(short)
    assert view.page == len(short.pages) - 1


def test_without_a_paper_nothing_breaks(qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.show()
    view.go_to(3)
    view.set_zoom(2.0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (view.page, view.grab().isNull()) == (0, False)
