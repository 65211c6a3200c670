"""核对 alone: doubts by chips, from one to the next, and what is asked for with the chosen tasks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part, PartKind, Readings
from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.domain.review import Decision, Dropped, Review
from gongkai_desk.review.drafting import Reader
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.builders import a_plan, a_task
from ui.desk import Desk
from ui.dialogs.base.dialog import Dialog
from ui.importing.draft_view import SplitDialog
from ui.importing.review_page import ReviewPage
from ui.parts.source_pane import Original
from ui.widgets.notices import button

READER = Reader(UnitDirectory.usual(), Workdays.usual())
TASKS = tuple(a_task(seq=str(n), section=(), title="", content=f"第{n}件事。公布结果。") for n in range(1, 6))
NO_UNIT, GAP, OTHER = Doubt(DoubtKind.NO_UNIT, 1), Doubt(DoubtKind.NUMBER_GAP, 3), Doubt(DoubtKind.NO_UNIT, 4)


def a_review(*doubts: Doubt, **more: object) -> Review:
    return Review(Draft("要点.docx", (a_plan(),), (Part(PartKind.TABLE, "分解表", TASKS, doubts=doubts),)), 0, **more)


def show(page: ReviewPage, review: Review, *, can_undo: bool = False) -> None:
    page.show_review(review, READER, can_undo=can_undo, can_redo=False)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ReviewPage:
    made = ReviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    show(made, a_review(NO_UNIT, GAP, OTHER))
    return made


def choose(page: ReviewPage, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    page.view.selectionModel().clearSelection()
    for row in rows:
        index = page.model.index(row, 3)
        page.view.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)


def test_doubts_are_gone_through_in_a_ring(page: ReviewPage) -> None:
    seen = []
    for step in (1, 1, 1, 1, -1):
        page.go(step)
        seen.append(page.current())
    assert seen == [1, 3, 4, 1, 4]


def test_a_doubt_is_told_with_its_number(page: ReviewPage) -> None:
    page.go(1)
    assert page.bar.text.text().startswith("第 2 项　△ ")


def test_a_task_without_doubt_says_so_and_what_was_decided(page: ReviewPage) -> None:
    show(page, replace(a_review(GAP), decided=(Decision(NO_UNIT, "由市司法局办理"),)))
    page.stand_on(1, "")
    assert "没有疑问" in page.bar.text.text()
    assert "已定：由市司法局办理" in page.bar.text.text()


def test_a_chip_shows_only_its_tasks_and_goes_to_the_first(page: ReviewPage) -> None:
    page.stand_on(None, "缺责任单位")
    assert page.model.rowCount() == 2
    assert page.current() == 1
    page.go(1)
    assert page.current() == 4


def test_a_chip_without_doubts_left_gives_way_to_all(page: ReviewPage) -> None:
    page.stand_on(None, "序号断号")
    assert page.model.rowCount() == 1
    show(page, a_review(NO_UNIT, OTHER))
    assert page.chips.current() == ""
    assert page.model.rowCount() == 5


def test_an_answer_leads_to_the_next_doubt(page: ReviewPage) -> None:
    page.answered.connect(lambda *_: show(page, a_review(GAP, OTHER)))
    page.go(1)
    page.bar.buttons[0].click()
    assert page.current() == 3


@pytest.mark.parametrize(
    ("rows", "buttons"), [((0,), (True, False, True)), ((0, 1), (False, True, True)), ((), (False, False, False))]
)
def test_only_what_fits_the_choice_can_be_pressed(
    page: ReviewPage, rows: tuple[int, ...], buttons: tuple[bool, ...]
) -> None:
    choose(page, *rows)
    assert tuple(each.isEnabled() for each in (page.split, page.merge, page.drop)) == buttons


def test_chosen_tasks_are_merged_or_dropped_in_their_order(qtbot: QtBot, page: ReviewPage) -> None:
    choose(page, 3, 1)
    for act, wanted in ((page.merge, page.merge_wanted), (page.drop, page.drop_wanted)):
        with qtbot.waitSignal(wanted) as asked:
            act.click()
        assert asked.args == [[1, 3]]


def test_chosen_under_a_chip_are_the_tasks_not_the_rows(qtbot: QtBot, page: ReviewPage) -> None:
    page.stand_on(None, "缺责任单位")
    choose(page, 1)
    with qtbot.waitSignal(page.drop_wanted) as asked:
        page.drop.click()
    assert asked.args == [[4]]


@pytest.mark.parametrize("at", [None, 5])
def test_a_split_is_asked_for_only_where_a_place_was_chosen(
    qtbot: QtBot, page: ReviewPage, monkeypatch: pytest.MonkeyPatch, at: int | None
) -> None:
    asked: list[tuple[int, int]] = []
    page.split_wanted.connect(lambda place, where: asked.append((place, where)))
    monkeypatch.setattr(SplitDialog, "ask", lambda parent, text: at if text == TASKS[2].content else -1)
    choose(page, 2)
    page.split.click()
    assert asked == ([] if at is None else [(2, 5)])


def test_dropped_tasks_can_be_looked_for_only_where_there_are_any(page: ReviewPage) -> None:
    assert page.restore.isHidden()
    show(page, a_review(dropped=(Dropped(0, TASKS[0]),)), can_undo=True)
    assert page.restore.isVisible()
    assert (page.undo.isEnabled(), page.redo.isEnabled()) == (True, False)


def test_a_task_stays_current_through_a_change(page: ReviewPage) -> None:
    page.stand_on(2, "")
    show(page, a_review(GAP))
    assert page.current() == 2


def sectioned(*sections: str) -> Review:
    tasks = tuple(replace(TASKS[n], section=(name,)) for n, name in enumerate(sections))
    part = Part(PartKind.TABLE, "分解表", tasks, doubts=(NO_UNIT,))
    return Review(Draft("要点.docx", (a_plan(),), (part,)), 0)


def test_sections_stand_as_headings_that_cannot_be_chosen(page: ReviewPage) -> None:
    show(page, sectioned("一、公开", "一、公开", "二、解读"))
    assert [(row, page.model.heading(row)) for row in page.model.headings()] == [(0, "一、公开"), (3, "二、解读")]
    assert page.view.columnSpan(0, 0) == page.model.columnCount()
    page.view.selectAll()
    assert page._chosen() == [0, 1, 2]


def test_keys_go_over_a_heading(page: ReviewPage) -> None:
    show(page, sectioned("一、公开", "二、解读"))
    page.stand_on(0, "")
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.current() == 1


def test_chips_and_counter_count_the_same_doubts(page: ReviewPage) -> None:
    twice = (NO_UNIT, replace(NO_UNIT, text="另一处"), GAP, Doubt(DoubtKind.NO_UNIT))
    show(page, a_review(*twice))
    texts = [chip.text() for chip in page.chips.findChildren(QPushButton) if chip.isVisible()]
    assert texts == ["全部 4", "序号断号 1", "缺责任单位 3"]
    page.stand_on(None, "缺责任单位")
    assert page.bar.count.text().endswith("共 3 处")


def test_a_new_review_opens_on_the_gravest_doubt(page: ReviewPage) -> None:
    page.begin()
    show(page, a_review(replace(GAP, task=0), replace(NO_UNIT, task=3), OTHER))
    assert page.current() == 3
    page.stand_on(1, "")
    show(page, a_review(replace(GAP, task=0), OTHER))
    assert page.current() == 1  # once: what follows is the same review


CONTRADICTION = Doubt(
    DoubtKind.BODY_AND_ANNEX,
    1,
    "lead",
    "正文：市教育局、市民政局；附件：市教育局",
    (TextPlace(17, 22),),
    Readings(("市教育局", "市<民政>局"), ("市教育局",), (TextPlace(0, 10),)),
)


def open_text(page: ReviewPage, text: str) -> None:
    for pane in page.sources:
        pane.open(Original(None, text))


def test_a_contradiction_stands_side_by_side_with_its_unit_marked(page: ReviewPage) -> None:
    open_text(page, "正文在这里写着两家单位，附件的表里只写一家单位。")
    show(page, a_review(CONTRADICTION))
    page.go(1)
    assert page.bar.text.text().endswith("正文与附件不一致：牵头单位")
    assert "市教育局、<b><u>市&lt;民政&gt;局</u></b>" in page.bar.sides.text()
    assert page.bar.sides.isVisible()


def test_both_places_of_a_contradiction_are_lit(page: ReviewPage) -> None:
    open_text(page, "正文在这里写着两家单位，附件的表里只写一家单位。")
    show(page, a_review(CONTRADICTION))
    page.go(1)
    assert [pane.text.marked() for pane in page.sources] == [["只写一家单"], ["正文在这里写着两家单"]]
    assert page.body.isVisible()
    page.stand_on(0, "")
    assert not page.body.isVisible()


def test_the_next_one_stays_under_the_mouse(page: ReviewPage) -> None:
    long = replace(NO_UNIT, kind=DoubtKind.LEFT_OVER, text="很长的一段没有归到任何任务的文字，" * 12)
    show(page, a_review(NO_UNIT, replace(long, task=2), replace(CONTRADICTION, task=3), GAP))
    places = set()
    for _ in range(4):
        page.go(1)
        page.layout().activate()
        places.add(page.bar.behind.mapTo(page, page.bar.behind.rect().topLeft()).toTuple())
    assert len(places) == 1


def test_what_leads_from_doubt_to_doubt_is_seen_on_a_small_screen(page: ReviewPage) -> None:
    page.go(1)
    assert page.minimumSizeHint().height() <= 367  # what 1366×768 leaves for it at 150 %
    page.resize(893, 367)
    page.layout().activate()
    assert page.rect().contains(page.bar.behind.mapTo(page, page.bar.behind.rect().bottomRight()))


# -- by keys alone


@pytest.fixture
def host(qtbot: QtBot, page: ReviewPage) -> Dialog:
    """A dialog that holds the page, as the wizard does; its main button is 下一步."""
    made = Dialog()
    column = QVBoxLayout(made)
    column.addWidget(page)
    column.addWidget(button("下一步", made.accept, name="primary", parent=made))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    page.view.setFocus()
    page.go(1)
    return made


def test_tab_goes_from_the_table_to_the_answers(page: ReviewPage, host: Dialog) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert host.focusWidget() is page.bar.buttons[0]


def test_an_answer_that_is_gone_leaves_the_keys_to_the_next_one(page: ReviewPage, host: Dialog) -> None:
    def answer() -> None:
        show(page, a_review(GAP, OTHER))

    page.answered.connect(answer)
    page.bar.buttons[-1].setFocus()
    QTest.keyClick(page.bar.buttons[-1], Qt.Key.Key_Return)
    assert host.focusWidget() is page.bar.buttons[0]
    show(page, a_review())
    assert not page.bar.buttons


def test_keys_lead_to_the_source_and_back(page: ReviewPage, host: Dialog) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    page.source.open(Original(None, "第一件事。"))
    QTest.keyClick(page.view, Qt.Key.Key_1, control)
    assert page.source.isAncestorOf(host.focusWidget())
    QTest.keyClick(host.focusWidget(), Qt.Key.Key_2, control)
    assert host.focusWidget() is page.view


def test_ctrl_enter_in_the_table_is_left_to_the_wizard(page: ReviewPage, host: Dialog) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert host.result() == Dialog.DialogCode.Accepted
