"""Doubts, units and deadlines answered with real widgets; keys, source, drafts, several files and plans."""

import gc
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import PagePlace, TextPlace
from gongkai_desk.domain.review import NameAnswer, NameDecision
from gongkai_desk.parsing.typed import Columns, Layout
from gongkai_desk.paths import resource
from gongkai_desk.review import drafting, naming
from gongkai_desk.store.tasks import draft_notes, plans
from gongkai_desk.words.terms import ColumnRole
from ui.dialogs.base import ask
from ui.dialogs.base.written import Written
from ui.importing.draft_view import RestoreDialog
from ui.importing.frame import NAMED, RECOGNISED, REVIEWED, STORED
from ui.importing.source_reader import ColumnsDialog, remember, remembered
from ui.importing.unit_dialog import DeadlineAsk, ExistingUnitDialog, NewUnitDialog, UnitsAsk
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import CONTENT, UNITS


def doubts_of(wizard, kind):
    return [doubt for doubt in wizard.review.doubts if doubt.kind is kind]


def press(page, label):
    next(each for each in page.bar.buttons if each.text().startswith(label)).click()


def show(wizard, kind):
    wizard.review_page._show_doubt(doubts_of(wizard, kind)[0])


def past(wizard):
    """Answer what must be settled and go to the last step."""
    while wizard.pages.currentIndex() < NAMED:
        wizard.go_on()
    while naming.unsettled(wizard.review):
        wizard.units_page.show_unsettled()
        press(wizard.units_page, "属上年")
    wizard.go_on()


def test_a_doubt_is_told_with_its_place_and_answers(reviewing):
    show(reviewing, DoubtKind.UNIT_NOT_NAMED)
    bar = reviewing.review_page.bar
    assert bar.text.text().startswith("第 ")
    assert "责任单位没有指明" in bar.text.text()
    assert f"共 {len(reviewing.review.doubts)} 处" in bar.count.text()


def test_an_answer_goes_on_to_the_next_doubt(reviewing):
    page, first = reviewing.review_page, reviewing.review.doubts[:2]
    page._show_doubt(first[0])
    page.bar.buttons[-1].click()
    assert page._doubt == first[1]
    assert first[0] not in reviewing.review.doubts


def test_f3_leads_through_the_doubts_and_back(reviewing, qtbot):
    page, all_doubts = reviewing.review_page, reviewing.review.doubts
    page._show_doubt(all_doubts[0])
    for expected in (*all_doubts[1:], all_doubts[0]):
        qtbot.keyClick(reviewing, Qt.Key.Key_F3)
        assert page._doubt == expected
    qtbot.keyClick(reviewing, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert page._doubt == all_doubts[-1]


def test_named_units_stand_beside_the_print(reviewing, monkeypatch):
    monkeypatch.setattr(UnitsAsk, "ask", lambda *words: "市民政局、市财政局")
    show(reviewing, DoubtKind.UNIT_NOT_NAMED)
    place = reviewing.review_page._doubt.task
    press(reviewing.review_page, "指定单位")
    assert "市民政局" in reviewing.review.shown.tasks[place].responsible
    model = reviewing.review_page.model
    assert "→ 市民政局、市财政局" in model.text(model.row_of(place), 4)


def test_a_question_that_is_cancelled_changes_nothing(reviewing, monkeypatch):
    monkeypatch.setattr(UnitsAsk, "ask", lambda *words: None)
    before = reviewing.review
    show(reviewing, DoubtKind.UNIT_NOT_NAMED)
    press(reviewing.review_page, "指定单位")
    assert reviewing.review == before


def test_undo_and_redo(reviewing):
    page, before = reviewing.review_page, reviewing.review
    page.bar.moved.emit(1)
    page.bar.buttons[-1].click()
    after = reviewing.review
    page.undo.click()
    assert reviewing.review == before
    page.redo.click()
    assert reviewing.review == after
    assert not page.redo.isEnabled()


def test_ctrl_enter_splits_the_open_cell_at_the_cursor(reviewing, qtbot):
    page = reviewing.review_page
    task = reviewing.review.shown.tasks[0]
    index = page.model.index(0, CONTENT)
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    editor = page.view.findChild(QPlainTextEdit)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(4):
        editor.moveCursor(QTextCursor.MoveOperation.Right)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    halves = [each.content for each in reviewing.review.shown.tasks[:2]]
    assert halves == [task.content[:4], task.content[4:]]


def test_delete_drops_the_chosen_tasks(reviewing, qtbot):
    qtbot.keyClick(reviewing.review_page.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(reviewing.review.shown.tasks) == 40


def test_a_click_in_the_source_selects_the_task(reviewing):
    page = reviewing.review_page
    place = next(p for p in reviewing.review.shown.tasks[7].source if isinstance(p, TextPlace))
    page.source.pointed.emit(TextPlace(place.start, place.start))
    assert page.current() == 7


def test_a_past_deadline_must_be_settled(reviewing):
    reviewing.go_on()
    assert reviewing.pages.currentIndex() == NAMED
    reviewing.go_on()
    assert reviewing.pages.currentIndex() == NAMED
    assert "早于印发日期" in reviewing.units_page.refusal.text()
    past(reviewing)
    assert reviewing.pages.currentIndex() == STORED


def test_a_name_can_be_said_to_be_a_unit(reviewing, monkeypatch):
    task = replace(reviewing.review.shown.tasks[0], responsible=("市数智服务局",), unit_text="市数智服务局")
    reviewing.acts.become(drafting.with_task(reviewing.review, 0, task))
    reviewing.go_on()
    page = reviewing.units_page
    assert "市数智服务局" in page.name_text.text()
    made = NameDecision("市数智服务局", NameAnswer.NEW, "市数据局")
    monkeypatch.setattr(NewUnitDialog, "ask", lambda *words: made)
    next(each for each in page.name_bar.buttons if each.text() == "新单位…").click()
    assert reviewing.review.names == (made,)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_list_of_findings_is_saved(reviewing, qtbot, tmp_path, monkeypatch, kind):
    target, shown = tmp_path / f"清单.{kind}", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    reviewing.findings.click()
    qtbot.waitUntil(lambda: shown == [target], timeout=15_000)
    assert target.stat().st_size > 2000


def test_a_kept_review_can_be_thrown_away(reviewing, desk, monkeypatch):
    reviewing.review_page.drop.click()
    reviewing.reject()
    reviewing._offer_drafts()
    monkeypatch.setattr(ask, "choose", lambda *words: True)
    page = reviewing.file_page
    next(b for b in page.drafts.findChildren(QPushButton) if b.text() == "丢弃…").click()
    assert draft_notes.notes(desk.library.folder) == []
    assert not page.drafts.isVisibleTo(page)


def test_a_file_of_two_plans_is_taken_one_after_the_other(wizard, desk, sample_read):
    draft, _ = sample_read
    second = replace(draft.parts[1], plan=1)
    two = replace(
        draft, plans=(*draft.plans, replace(draft.plans[0], title="另一份要点")), parts=(*draft.parts, second)
    )
    wizard.take_read(None, (two, ()))
    past(wizard)
    wizard.go_on()
    assert wizard.pages.currentIndex() == RECOGNISED
    assert wizard.recognise_page.title.text() == "另一份要点"
    past(wizard)
    wizard.go_on()
    assert wizard.result() == wizard.DialogCode.Accepted
    assert len(plans.plans(desk.library)) == 4


def test_several_files_wait_for_their_turn(wizard, sample_read, tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(wizard.reader, "open", read.append)
    first, second = (tmp_path / name for name in ("甲.txt", "乙.txt"))
    for path in (first, second):
        path.write_text(f"{path.name}", encoding="utf-8")
    wizard.file_page.take([first, second])
    wizard.take_read(first, sample_read)
    past(wizard)
    assert "后面还有 1 份" in wizard.told.text()
    wizard.go_on()
    assert read == [first, second]


def test_columns_said_to_be_others_are_remembered(wizard, desk, qtbot):
    names = ("序号", "任务名称", "任务内容", "联系单位")
    roles = (ColumnRole.SEQ, ColumnRole.TITLE, ColumnRole.CONTENT, None)
    dialog = ColumnsDialog([Columns(Layout(names, roles), ("1", "甲", "乙", "丙"))])
    qtbot.addWidget(dialog)
    assert dialog.changed() == ()
    dialog.choices[0][3].setCurrentText("配合单位")
    (layout,) = dialog.changed()
    assert layout.roles[3] is ColumnRole.SUPPORT
    remember(desk.settings, [layout])
    assert remembered(desk.settings) == (layout,)


def test_a_typed_deadline_is_read_while_it_is_typed(reviewing, qtbot):
    dialog = DeadlineAsk("适时", reviewing.review.plan, reviewing._known.reader())
    qtbot.addWidget(dialog)
    assert "读不出日期" in dialog.read.text()
    dialog.line.setText("9月底前")
    assert "2026-09-30" in dialog.read.text()


def test_units_are_found_by_a_few_letters(reviewing, qtbot):
    dialog = UnitsAsk("相关部门", reviewing._known.reader())
    qtbot.addWidget(dialog)
    dialog.search.setText("教育")
    seen = [dialog.list.item(row) for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()]
    assert seen
    assert all("教" in item.text() for item in seen)
    seen[0].setCheckState(Qt.CheckState.Checked)
    assert dialog.agree.isEnabled()
    assert dialog.names() == (seen[0].text(),)


def test_an_existing_unit_is_found_by_a_few_letters(reviewing, qtbot):
    dialog = ExistingUnitDialog("市教局", reviewing._known.reader().directory)
    qtbot.addWidget(dialog)
    dialog.search.setText("财政")
    assert "财政" in dialog.list.currentItem().text()


def test_what_to_bring_back_is_ticked(reviewing, qtbot):
    page = reviewing.review_page
    page.drop.click()
    dialog = RestoreDialog(reviewing.review.dropped)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == [0]
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.do.isEnabled()


def test_doubts_and_steps_by_keys_alone(reviewing, qtbot):
    alt = Qt.KeyboardModifier.AltModifier
    first = reviewing.review.doubts[0]
    while reviewing.review_page._doubt != first:
        qtbot.keyClick(reviewing, Qt.Key.Key_F3)
    number = len(reviewing.review_page.bar.buttons)
    qtbot.keyClick(reviewing, Qt.Key(Qt.Key.Key_0 + number), alt)
    assert first not in reviewing.review.doubts
    qtbot.keyClick(reviewing, Qt.Key.Key_Right, alt)
    assert reviewing.pages.currentIndex() == NAMED
    qtbot.keyClick(reviewing, Qt.Key.Key_Left, alt)
    assert reviewing.pages.currentIndex() == REVIEWED
    assert QApplication.focusWidget() is None or reviewing.review_page.isAncestorOf(QApplication.focusWidget())


def test_a_part_that_is_not_about_a_task_is_told_as_well(reviewing):
    doubt = Doubt(DoubtKind.LEFT_OVER, None, "", "各单位要抓好落实。")
    part = replace(reviewing.review.shown, doubts=(*reviewing.review.shown.doubts, doubt))
    parts = (*reviewing.review.draft.parts[:1], part)
    reviewing.acts.become(replace(reviewing.review, draft=replace(reviewing.review.draft, parts=parts)))
    reviewing.review_page._show_doubt(doubt)
    assert reviewing.review_page.bar.text.text().startswith("全文")
    press(reviewing.review_page, "增补")
    assert len(reviewing.review.shown.tasks) == 42


def test_undo_takes_back_the_plans_data_as_well(wizard, sample_read):
    wizard.take_read(None, sample_read)
    wizard.recognise_page.title.setText("另一个标题")
    wizard.go_on()
    wizard.review_page.undo.click()
    assert wizard.review.plan.title == wizard.recognise_page.title.text() == "云州市2026年政务公开工作要点"


def test_a_closed_wizard_is_freed(desk, library_folder, sample_read):
    desk.open(library_folder)
    wizard = ImportWizard(desk)
    wizard.take_read(None, sample_read)
    for _ in range(2):
        wizard.go_on()
    gone = [weakref.ref(each) for each in (wizard, wizard.review_page, wizard.units_page, wizard.file_page)]
    wizard.deleteLater()
    del wizard
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [each() for each in gone] == [None] * 4


def test_the_page_is_zoomed_and_clicked(wizard, qtbot):
    with qtbot.waitSignal(wizard.pages.currentChanged, timeout=15_000):
        wizard.read(resource("samples", "yunzhou-2026.pdf"))
    wizard.go_on()
    source = wizard.review_page.source
    qtbot.waitUntil(lambda: source.sheet.first_marked() is not None, timeout=15_000)
    fitting = source.sheet.width()
    source.whole.click()
    qtbot.waitUntil(lambda: source.sheet.width() > fitting, timeout=15_000)
    assert source.whole.text() == "100%"
    place = next(p for p in wizard.review.shown.tasks[2].source if isinstance(p, PagePlace))
    box, scale = place.box, source.sheet._scale
    qtbot.mouseClick(
        source.sheet, Qt.MouseButton.LeftButton, pos=QPoint(round((box.x0 + 3) * scale), round((box.top + 3) * scale))
    )
    assert wizard.review_page.current() == 2


def test_del_empties_a_cell_of_the_review(reviewing, qtbot):
    page, before = reviewing.review_page, reviewing.review.shown.tasks
    page.view.setCurrentIndex(page.model.index(3, UNITS))
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    after = reviewing.review.shown.tasks
    assert (len(after), after[3].unit_text, after[3].content) == (len(before), "", before[3].content)
    assert page.current() == 3


def test_after_a_drop_the_next_task_is_current(reviewing, qtbot):
    page, before = reviewing.review_page, reviewing.review.shown.tasks
    page.view.selectRow(3)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert reviewing.review.shown.tasks[page.current()].content == before[4].content


def test_merged_rows_keep_all_units_and_the_focus(reviewing, qtbot):
    page, before = reviewing.review_page, reviewing.review.shown.tasks
    page.view.selectRow(4)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    merged = reviewing.review.shown.tasks[4]
    assert len(reviewing.review.shown.tasks) == len(before) - 1
    names = {*before[4].lead, *before[4].responsible, *before[5].lead, *before[5].responsible}
    assert names <= {*merged.lead, *merged.responsible}
    assert page.current() == 4
    assert page.view.hasFocus()
