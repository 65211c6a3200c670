"""Fields, notices, chips and lists with ticks, each alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.cell_edit import EditableField
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.flow import Chips, flowing
from ui.widgets.notices import Banner, EmptyState, button, label, link
from ui.widgets.search_field import SearchField
from ui.widgets.tick_list import FilterPopup, TickList

DAY = date(2026, 9, 30)
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_day_field_gives_back_the_day_it_shows(qtbot: QtBot) -> None:
    field = DayField(DAY)
    qtbot.addWidget(field)
    field.show_day(date(2026, 10, 8))
    assert (field.day(), field.text()) == (date(2026, 10, 8), "2026-10-08")


@pytest.mark.parametrize("typed", ["2023-01-05", "2023-1-5", "20230105", "2023.1.5", "2023/01/05"])
@pytest.mark.parametrize("whole", [False, True], ids=["from the year on", "all selected"])
def test_a_day_is_typed_as_people_write_it(qtbot: QtBot, typed: str, whole: bool) -> None:
    field = DayField(date(2022, 10, 31))
    qtbot.addWidget(field)
    if whole:
        field.selectAll()
    else:
        field.setSelectedSection(field.Section.YearSection)
    qtbot.keyClicks(field, typed)
    assert field.day() == date(2023, 1, 5)


def test_a_day_without_its_tick_is_none(qtbot: QtBot) -> None:
    field = MaybeDay(DAY, ticked=False)
    qtbot.addWidget(field)
    assert field.day() is None
    assert not field.field.isEnabled()
    field.tick.setChecked(True)
    assert field.day() == DAY


@pytest.fixture
def search(qtbot: QtBot) -> SearchField:
    made = SearchField()
    qtbot.addWidget(made)
    return made


def test_a_search_is_asked_once_after_the_last_key(qtbot: QtBot, search: SearchField) -> None:
    asked: list[str] = []
    search.asked.connect(asked.append)
    with qtbot.waitSignal(search.asked):
        search.setText("交通")
    search.ask()
    assert asked == ["交通"]


def test_escape_empties_a_search_and_arrow_down_leaves_it(qtbot: QtBot, search: SearchField) -> None:
    search.setText("交通")
    with qtbot.waitSignals([search.asked, search.left]):
        QTest.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.asked, check_params_cb=lambda words: words == ""):
        QTest.keyClick(search, Qt.Key.Key_Escape)


def test_a_forgotten_search_tells_nobody(qtbot: QtBot, search: SearchField) -> None:
    search.setText("交通")
    search.ask()
    with qtbot.assertNotEmitted(search.asked, wait=200):
        search.forget()


@pytest.fixture
def editable(qtbot: QtBot) -> EditableField:
    made = EditableField("备注")
    qtbot.addWidget(made)
    made.show_text("原文", may_write=True)
    made.show()
    return made


def test_control_enter_stores_what_was_written(qtbot: QtBot, editable: EditableField) -> None:
    QTest.mouseDClick(editable.shown, Qt.MouseButton.LeftButton)
    editable.editor.setPlainText(" 改过 ")
    with qtbot.waitSignal(editable.saved) as saved:
        QTest.keyClick(editable.editor, Qt.Key.Key_Return, CONTROL)
    assert saved.args == ["改过"]
    assert not editable.is_open


def test_escape_leaves_the_text_as_it_was(qtbot: QtBot, editable: EditableField) -> None:
    editable.open()
    editable.editor.setPlainText("改过")
    with qtbot.assertNotEmitted(editable.saved):
        QTest.keyClick(editable.editor, Qt.Key.Key_Escape)
    assert (editable.is_open, editable.shown.text()) == (False, "原文")


def test_a_refused_text_stays_in_its_open_editor(editable: EditableField) -> None:
    editable.open()
    editable.editor.setPlainText("改过")
    editable.store_open(lambda: False)
    assert (editable.is_open, editable.editor.toPlainText()) == (True, "改过")


def test_who_may_only_read_opens_no_editor(editable: EditableField) -> None:
    editable.show_text("", may_write=False)
    editable.open()
    assert (editable.is_open, editable.shown.text()) == (False, "—")


def test_outside_text_is_shown_as_it_is(qtbot: QtBot) -> None:
    made = label("<b>粗</b>", name="dim")
    qtbot.addWidget(made)
    assert (made.text(), made.textFormat(), made.objectName()) == ("<b>粗</b>", Qt.TextFormat.PlainText, "dim")


@pytest.mark.parametrize("name", ["", "link", "primary"])
def test_a_button_is_never_pressed_by_enter_elsewhere(qtbot: QtBot, name: str) -> None:
    pressed: list[bool] = []
    made = button("办结", lambda: pressed.append(True), name=name)
    qtbot.addWidget(made)
    made.click()
    assert (pressed, made.autoDefault(), made.objectName()) == ([True], False, name)


def test_a_link_looks_like_one(qtbot: QtBot) -> None:
    made = link("详情")
    qtbot.addWidget(made)
    assert (made.objectName(), made.cursor().shape()) == ("link", Qt.CursorShape.PointingHandCursor)


def test_a_banner_is_hidden_until_it_has_something_to_say(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say("只读打开。", "另开")
    with qtbot.waitSignal(banner.pressed):
        banner.findChildren(QPushButton)[0].click()
    assert not banner.isHidden()


def test_only_the_first_action_of_an_empty_page_is_the_primary_one(qtbot: QtBot) -> None:
    page = EmptyState()
    qtbot.addWidget(page)
    actions = tuple(QAction(text, page) for text in ("导入要点", "新建要点"))
    page.say("还没有要点", "先导入一份。", actions)
    page.say("还没有要点", "先导入一份。", actions)
    shown = [made for made in page.findChildren(QPushButton) if not made.isHidden()]
    assert [(made.text(), made.objectName()) for made in shown] == [("导入要点", "primary"), ("新建要点", "")]
    with qtbot.waitSignal(actions[1].triggered):
        shown[1].click()


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    row, flow = flowing()
    qtbot.addWidget(row)
    for text in "甲乙丙":
        flow.addWidget(QPushButton(text, row))
    wide = flow.line_width()
    assert flow.heightForWidth(wide) < flow.heightForWidth(wide - 1)


def test_a_chosen_chip_stays_chosen_while_its_kind_is_there(qtbot: QtBot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.show_counts(3, {"时限": 2, "单位": 1})
    chips.choose("单位")
    chips.show_counts(2, {"单位": 2})
    assert chips.current() == "单位"
    chips.show_counts(1, {"时限": 1})
    assert chips.current() == ""


def test_a_pressed_chip_tells_its_name(qtbot: QtBot) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    chips.show_counts(3, {"时限": 3})
    chip = next(made for made in chips.findChildren(QPushButton) if made.text() == "时限 3")
    with qtbot.waitSignal(chips.chosen, check_params_cb=lambda name: name == "时限"):
        chip.click()


@pytest.fixture
def ticks(qtbot: QtBot) -> TickList:
    made = TickList([(1, "市教育局", ""), (2, "市交通局", "交通运输局"), (3, "市民政局", "")], "个单位")
    qtbot.addWidget(made)
    return made


def test_what_is_ticked_stays_so_while_it_is_hidden(ticks: TickList) -> None:
    ticks.show_ticked([1])
    ticks.search.setText("运输")
    ticks.tick_shown()
    assert ticks.ticked() == (1, 2)
    ticks.clear_shown()
    assert (ticks.ticked(), ticks.count.text()) == ((1,), "已选 1 个单位")


@pytest.fixture
def table(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def popup(table: QWidget) -> FilterPopup:
    return FilterPopup("责任单位", {"市教育局": 2, "市交通局": 1, "市民政局": 1}, None, "", table)


def test_all_values_ticked_is_no_filter(qtbot: QtBot, popup: FilterPopup) -> None:
    with qtbot.waitSignal(popup.picked) as picked:
        popup.accept()
    assert picked.args == [None, ""]


def test_only_values_seen_and_ticked_are_picked(qtbot: QtBot, popup: FilterPopup) -> None:
    popup.tick("市教育局", "市交通局")
    popup.search.setText("局")
    with qtbot.waitSignal(popup.picked) as picked:
        popup.accept()
    assert picked.args == [frozenset({"市教育局", "市交通局"}), ""]


def test_nothing_ticked_cannot_be_picked(qtbot: QtBot, popup: FilterPopup) -> None:
    popup.all.click()
    assert not popup.accept_button.isEnabled()
    with qtbot.assertNotEmitted(popup.picked):
        popup.accept()


def test_a_popup_stays_on_the_screen(popup: FilterPopup) -> None:
    popup.show_under(QPoint(100_000, 100_000))
    assert popup.screen().availableGeometry().contains(QRect(popup.pos(), popup.size()))
    popup.close()
