"""核对 by keys with a cell open: what is typed is stored, the keys go where they say, the table stays where it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.wording.sentences import doubt_chip
from ui.importing.review_page import ReviewPage
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import CONTENT, UNITS

SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write_in(page: ReviewPage, row: int, column: int, text: str = "另") -> None:
    """Open a cell by F2 and type at its end."""
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(row, column))
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    QTest.keyClick(focused(), Qt.Key.Key_End, CONTROL)
    for sign in text:
        QTest.keyClick(focused(), sign)


def cell(page: ReviewPage) -> tuple[int, int]:
    return page.view.currentIndex().row(), page.view.currentIndex().column()


@pytest.fixture
def page(reviewing: ImportWizard) -> ReviewPage:
    reviewing.review_page.view.settle()
    return reviewing.review_page


def task_rows(page: ReviewPage) -> list[int]:
    return [row for row in range(page.model.rowCount()) if page.model.place(row) is not None]


@pytest.mark.parametrize("typed", ["x", ""])
@pytest.mark.parametrize(
    ("key", "held", "column", "to"),
    [
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, CONTENT, (0, UNITS)),
        (Qt.Key.Key_Backtab, SHIFT, UNITS, (0, CONTENT)),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, CONTENT, (1, CONTENT)),
    ],
)
def test_a_cell_written_in_is_left_for_the_one_that_the_key_says(
    page: ReviewPage, key: Qt.Key, held: Qt.KeyboardModifier, column: int, to: tuple[int, int], typed: str
) -> None:
    row = task_rows(page)[20]
    page.view.scrollTo(page.model.index(row, column), page.view.ScrollHint.PositionAtCenter)
    write_in(page, row, column, typed)
    scrolled = page.view.verticalScrollBar().value()
    QTest.keyClick(focused(), key, held)
    assert scrolled > 0
    assert cell(page) == (row + to[0], to[1])
    assert page.model.text(row, column).split("\n")[0].endswith(typed)
    assert page.view.verticalScrollBar().value() == scrolled
    assert focused() is page.view


@pytest.mark.parametrize("key", [Qt.Key.Key_F3, Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_storing_a_cell_makes_qt_say_nothing(page: ReviewPage, qtlog: Any, key: Qt.Key) -> None:
    write_in(page, task_rows(page)[3], CONTENT, "x")
    QTest.keyClick(focused(), key)
    assert not [record.message for record in qtlog.records if "QAbstractItemView" in record.message]


def test_f3_out_of_an_open_cell_goes_to_exactly_the_next_doubt(reviewing: ImportWizard, page: ReviewPage) -> None:
    doubts = reviewing.review.doubts
    first, then = doubts[0], next(each for each in doubts if each.task not in (None, doubts[0].task))
    write_in(page, page.model.row_of(first.task), CONTENT, "x")
    while page.current() == first.task:
        QTest.keyClick(focused(), Qt.Key.Key_F3)
    assert reviewing.review.shown.tasks[first.task].content.endswith("x")
    assert page.current() == page._doubt.task == then.task


def test_an_answer_by_key_keeps_what_is_being_typed(reviewing: ImportWizard, page: ReviewPage) -> None:
    page.go(1)
    place = page.current()
    write_in(page, page.model.row_of(place), CONTENT, "x")
    QTest.keyClick(focused(), Qt.Key.Key_1, ALT)
    assert reviewing.review.shown.tasks[place].content.endswith("x")


def test_what_its_own_text_takes_out_of_the_list_is_left_for_the_next(
    reviewing: ImportWizard, page: ReviewPage
) -> None:
    """Under a chip the row goes with its doubt: what took its place is current."""
    page.stand_on(None, doubt_chip(DoubtKind.UNIT_NOT_NAMED))
    before = task_rows(page)
    assert len(before) > 1
    page.view.setCurrentIndex(page.model.index(before[0], UNITS))
    nearest = page.model.place(before[1])
    write_in(page, before[0], UNITS, "")
    editor = focused()
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("市教育局")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert len(task_rows(page)) == len(before) - 1
    assert page.current() == nearest
    assert focused() is page.view


def test_ctrl_1_leaves_an_open_cell_for_the_source(page: ReviewPage) -> None:
    write_in(page, task_rows(page)[2], CONTENT, "x")
    QTest.keyClick(focused(), Qt.Key.Key_1, CONTROL)
    assert page.source.isAncestorOf(focused())
    assert page.model.text(task_rows(page)[2], CONTENT).endswith("x")
