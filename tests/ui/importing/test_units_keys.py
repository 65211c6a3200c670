"""单位与时限 by keys: from side to side, to the next open question, answers only where the focus is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.ui.importing.test_units_page import READER, TABLE, UNKNOWN, rows
from ui.dialogs.base.dialog import Dialog
from ui.importing.units_page import UnitsPage
from ui.widgets.notices import button

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
OTHER = "市低空办"


@pytest.fixture(scope="module")
def review() -> Review:
    """Two unknown names and two days before the issue."""
    text = TABLE.replace("市发展改革委、商务局\t2月20日", f"市发展改革委、{OTHER}\t1月20日")
    return Review(parse(read_text(text), UnitDirectory.usual(), Workdays.usual()), 0)


@pytest.fixture
def host(qtbot: QtBot, review: Review) -> Dialog:
    """A dialog that holds the page, as the wizard does."""
    made = Dialog()
    page = UnitsPage(made)
    column = QVBoxLayout(made)
    column.addWidget(page)
    column.addWidget(button("下一步", made.accept, name="primary", parent=made))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    page.show_review(review, READER, UnitDirectory.usual())
    page.name_view.setFocus()
    return made


@pytest.fixture
def page(host: Dialog) -> UnitsPage:
    return host.findChild(UnitsPage)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)
    now = QApplication.focusWidget()
    assert now is not None
    return now


def test_an_answers_key_answers_on_the_side_with_the_focus(qtbot: QtBot, page: UnitsPage) -> None:
    deadlines: list[object] = []
    page.answered.connect(lambda *answer: deadlines.append(answer))
    page.name_view.selectRow(list(rows(page)).index(UNKNOWN))
    text = [each.text() for each in page.name_bar.buttons].index("保留文字") + 1
    with qtbot.waitSignal(page.named) as asked:
        press(Qt.Key(Qt.Key.Key_0 + text), ALT)
    assert asked.args == [NameDecision(UNKNOWN, NameAnswer.TEXT)]
    assert deadlines == []
    press(Qt.Key.Key_2, CONTROL)
    press(Qt.Key.Key_1, ALT)
    assert len(deadlines) == 1


def test_a_name_without_a_question_leaves_the_other_side_alone(page: UnitsPage) -> None:
    deadlines: list[object] = []
    page.answered.connect(lambda *answer: deadlines.append(answer))
    page.name_view.selectRow(list(rows(page)).index("市发展改革委"))
    press(Qt.Key.Key_1, ALT)
    assert deadlines == []


def test_answers_say_their_keys(page: UnitsPage) -> None:
    page.name_view.selectRow(list(rows(page)).index(UNKNOWN))
    assert [each.toolTip() for each in page.name_bar.buttons][:2] == ["Alt+1", "Alt+2"]


def test_keys_lead_to_each_side_and_to_the_rhythm(page: UnitsPage) -> None:
    assert press(Qt.Key.Key_2, CONTROL) is page.deadline_view
    assert press(Qt.Key.Key_3, CONTROL) in page.reporting.boxes.values()
    assert press(Qt.Key.Key_1, CONTROL) is page.name_view


def test_f3_goes_through_the_open_questions_of_both_sides(page: UnitsPage) -> None:
    asked = []
    for key, held in [(Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier)] * 4 + [(Qt.Key.Key_F3, SHIFT)]:
        view = press(key, held)
        assert view in (page.name_view, page.deadline_view)
        asked.append(view.currentIndex().siblingAtColumn(0).data())  # type: ignore[attr-defined]
    days = ["1月20日", "2月20日"]
    names = list(rows(page))[:2]
    assert sorted(names) == sorted([OTHER, UNKNOWN])
    assert asked == [names[1], *days, names[0], days[1]]


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Tab, CONTROL), (Qt.Key.Key_Backtab, CONTROL | SHIFT)])
def test_ctrl_tab_leaves_the_table(page: UnitsPage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    assert press(key, held) is not page.name_view


def test_nothing_open_leaves_f3_without_effect(page: UnitsPage, review: Review) -> None:
    decisions = tuple(NameDecision(name, NameAnswer.TEXT) for name in (UNKNOWN, OTHER))
    part = replace(review.shown, doubts=(), tasks=review.shown.tasks[1:3])
    draft = replace(review.draft, parts=(part,))
    page.show_review(replace(review, draft=draft, names=decisions, part=0), READER, UnitDirectory.usual())
    at = page.name_view.currentIndex()
    assert press(Qt.Key.Key_F3) is page.name_view
    assert page.name_view.currentIndex() == at
