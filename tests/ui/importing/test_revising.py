"""A revision of a stored plan with real widgets: told on 识别, compared, chosen, paired by hand, merged, taken back."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.revision import Choice, LineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import Encrypted
from gongkai_desk.services import undo
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.services.progress import work
from gongkai_desk.store.tasks import draft_notes, plans
from ui.dialogs.base import ask
from ui.importing.frame import MERGED, RECOGNISED, REVIEWED, STORED
from ui.importing.merging import PairDialog, pieces, placed
from ui.importing.wizard import ImportWizard
from ui.models.revision_table import ADDED, CHOSEN, DELETED, GONE, NEW, OLD, OPEN, OURS, SAME, TASK, WHAT, RevisionTable


@pytest.fixture
def stored(wizard, desk, sample_read):
    """The sample plan in the library; returns its id."""
    draft, _ = sample_read
    return desk.do(add_plan, Intake(draft=draft, part=1, propose=False)).made


@pytest.fixture
def revised(sample_read):
    """A revision of it: one task changed, one gone, one new."""
    draft, _ = sample_read
    tasks = list(draft.parts[1].tasks)
    tasks[0] = replace(tasks[0], content=f"{tasks[0].content}每季度公布一次结果。")
    gone = tasks.pop(5)
    added = replace(gone, title="新增的事项", content="公布水质监测点位和检测结果，供居民随时查询。", seq="6")
    tasks.insert(9, added)
    parts = (draft.parts[0], replace(draft.parts[1], tasks=tuple(tasks), doubts=()))
    plan = replace(draft.plans[0], doc_no="云政办发〔2026〕19号")
    return replace(draft, file="修订稿.pdf", plans=(plan,), parts=parts)


@pytest.fixture
def merging(wizard, stored, revised):
    """The wizard at the comparison."""
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.merge.click()
    for _ in range(3):
        wizard.go_on()
    return wizard


def row_of(page, kind, aspect=None):
    rows = page.model.rows()
    return next(
        n
        for n, row in enumerate(rows)
        if row.line is not None and row.line.kind is kind and aspect in (None, row.aspect.spot.aspect)
    )


def press(page, label):
    next(each for each in page.buttons if each.isVisible() and each.text() == label).click()


def test_a_file_like_a_stored_plan_is_told_in_words(wizard, stored, revised):
    wizard.take_read(None, (revised, ()))
    bar = wizard.recognise_page.similar
    assert "台账库里已有《云州市2026年政务公开工作要点》（41项）" in bar.text.text()
    assert not wizard.forward.isEnabled()
    wizard.go_on()
    assert wizard.pages.currentIndex() == RECOGNISED


def test_what_is_like_nothing_is_not_asked_about(wizard, sample_read):
    wizard.take_read(None, sample_read)
    assert wizard.recognise_page.similar.isHidden()
    assert wizard.forward.isEnabled()


def test_kept_apart_it_is_stored_as_usual(wizard, stored, revised):
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.separate.click()
    for _ in range(3):
        wizard.go_on()
    assert wizard.pages.currentIndex() == STORED


def test_a_file_left_out_makes_room_for_the_next(wizard, stored, revised, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(wizard.reader, "open", opened.append)
    first, second = tmp_path / "甲.txt", tmp_path / "乙.txt"
    wizard.read_all([first, second])
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.leave.click()
    assert opened == [first, second]
    assert wizard.isVisible()


def test_the_last_step_is_the_comparison(merging):
    assert merging.pages.currentIndex() == MERGED
    assert merging.steps.accessibleName().endswith("合并修订稿")
    assert merging.forward.text() == "合并修订稿"
    counted = [chip.text() for chip in merging.revise_page.chips._group.buttons()]
    assert f"{GONE} 1" in counted
    assert f"{SAME} 39" in counted
    assert f"{OPEN} 3" in counted


def test_what_matters_must_be_chosen_first(merging, desk):
    before = plans.tasks(desk.library)
    merging.go_on()
    assert "还有 3 处" in merging.revise_page.refusal.text()
    assert merging.pages.currentIndex() == MERGED
    assert plans.tasks(desk.library) == before


def test_chosen_one_by_one_with_the_keys(merging, qtbot):
    page = merging.revise_page
    for _ in range(3):
        qtbot.keyClick(merging, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not merging.merging.revision.open(merging.merging.choices)
    assert not page.next.isVisible()


def test_what_was_chosen_by_key_is_what_is_stored(merging, desk, stored, qtbot, revised):
    for _ in range(3):
        qtbot.keyClick(merging, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    merging.go_on()
    after = plans.tasks(desk.library, stored)
    assert after[0].content.endswith("每季度公布一次结果。")
    assert "新增的事项" in {task.title for task in after}


def test_all_new_merges_and_is_taken_back_in_one_step(merging, desk, stored, revised):
    before = plans.tasks(desk.library, stored)
    merging.revise_page.all_new.click()
    merging.go_on()
    after = plans.tasks(desk.library, stored)
    assert merging.changes.made == stored
    assert [task.content for task in after] == [task.content for task in revised.parts[1].tasks]
    assert {task.id for task in after} & {task.id for task in before} == {t.id for t in before} - {before[5].id}
    desk.do(undo.undo)
    assert plans.tasks(desk.library, stored) == before


def test_a_task_with_work_says_so_and_is_cancelled(wizard, desk, stored, revised):
    gone = plans.tasks(desk.library, stored)[5]
    for text in ("已启动", "已完成"):
        desk.write(
            partial(work.report, task_id=gone.id, new=NewReport(None, desk.today, text), by=By("甲", desk.today))
        )
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.merge.click()
    for _ in range(3):
        wizard.go_on()
    page = wizard.revise_page
    row = row_of(page, LineKind.GONE)
    assert "已有2条进展" in page.model.text(row, TASK)
    page.all_new.click()
    assert page.model.text(row, CHOSEN) == "取消任务"


def test_what_the_clerk_deleted_or_corrected_is_shown_as_such_and_stays(wizard, desk, stored, revised, qtbot):
    gone, corrected = plans.tasks(desk.library, stored)[7:9]
    desk.do(work.remove_tasks, task_ids=[gone.id])
    desk.do(work.edit_task, task_id=corrected.id, edit=TaskEdit(content=f"{corrected.content}（由办公室汇总）"))
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.merge.click()
    for _ in range(3):
        wizard.go_on()
    page = wizard.revise_page
    counted = [chip.text() for chip in page.chips._group.buttons()]
    assert {f"{DELETED} 1", f"{OURS} 1", f"{ADDED} 1", f"{OPEN} 3"} <= set(counted)
    page.chips.choose(DELETED)
    page._show_rows()
    assert (page.model.text(0, WHAT), page.model.text(0, CHOSEN)) == ("曾删除任务", "仍不列入")
    assert f"{desk.today.isoformat()} 经办人删除过" in page.bar.text.text()
    page.chips.choose("")
    page._show_rows()
    page.all_new.click()
    wizard.go_on()
    after = {task.id: task for task in plans.tasks(desk.library, stored)}
    assert gone.id not in after
    assert after[corrected.id].content.endswith("（由办公室汇总）")


def test_a_deleted_task_is_taken_back_by_key(wizard, desk, stored, revised, qtbot):
    gone = plans.tasks(desk.library, stored)[7]
    desk.do(work.remove_tasks, task_ids=[gone.id])
    wizard.take_read(None, (revised, ()))
    wizard.recognise_page.similar.merge.click()
    for _ in range(3):
        wizard.go_on()
    page = wizard.revise_page
    page.all_new.click()
    page._go_to(next(n for n in range(page.model.rowCount()) if page.model.text(n, WHAT) == "曾删除任务"))
    assert [each.text() for each in page.buttons if each.isVisible()] == ["重新列入", "仍不列入"]
    qtbot.keyClick(wizard, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    wizard.go_on()
    assert gone.id in plans.task_ids(desk.library, stored)


def test_a_gone_task_has_three_choices(merging):
    page = merging.revise_page
    page._go_to(row_of(page, LineKind.GONE))
    assert [each.text() for each in page.buttons] == ["保留任务", "取消任务", "移入回收站"]
    press(page, "移入回收站")
    assert Choice.REMOVE in merging.merging.choices.values()
    page.undo.click()
    assert not merging.merging.choices


def test_several_rows_are_chosen_at_once(merging):
    page = merging.revise_page
    rows = [n for n, row in enumerate(page.model.rows()) if row.line is None]
    flags = QItemSelectionModel.SelectionFlag
    page.view.selectionModel().clear()
    for row in rows:
        page.view.selectionModel().setCurrentIndex(page.model.index(row, NEW), flags.Select | flags.Rows)
    assert f"已选 {len(rows)} 处" in page.bar.text.text()
    press(page, "保留原稿")
    assert set(merging.merging.choices.values()) == {Choice.OLD}


def test_pairs_are_made_and_parted_by_hand(merging, monkeypatch):
    page = merging.revise_page
    monkeypatch.setattr(PairDialog, "ask", lambda parent, task, others, where: 0)
    page._go_to(row_of(page, LineKind.GONE))
    page.join.click()
    kinds = [line.kind for line in merging.merging.revision.lines]
    assert LineKind.GONE not in kinds
    assert LineKind.ADDED not in kinds
    page._go_to(row_of(page, LineKind.CHANGED, "title"))
    page.apart.click()
    assert [line.kind for line in merging.merging.revision.lines].count(LineKind.GONE) == 1


def test_the_pair_dialog_shows_both_texts(qtbot, revised):
    tasks = revised.parts[1].tasks
    dialog = PairDialog(tasks[0], tasks[1:3], "修订稿")
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    assert tasks[0].content in dialog.own.text()
    assert tasks[2].content in dialog.other.text()


def test_choices_are_kept_when_left_half_way(merging, desk, qtbot):
    merging.revise_page.all_new.click()
    chosen = merging.merging.choices
    merging.reject()
    second = ImportWizard(desk)
    qtbot.addWidget(second)
    (note,) = draft_notes.notes(desk.library.folder)
    second.resume(note.key)
    assert second.pages.currentIndex() == MERGED
    assert second.merging.choices == chosen
    second.merging.begin(None)
    second.history.begin(None)


def test_choices_follow_their_tasks_when_the_review_changes(merging):
    page = merging.revise_page
    press_at = row_of(page, LineKind.ADDED)
    page._go_to(press_at)
    press(page, "采用新稿")
    for _ in range(2):
        merging.go_back()
    assert merging.pages.currentIndex() == REVIEWED
    merging.acts.drop([0])
    for _ in range(2):
        merging.go_on()
    (added,) = (line for line in merging.merging.revision.lines if line.kind is LineKind.ADDED)
    assert merging.merging.choices == {added.aspects[0].spot: Choice.NEW}


def test_a_revision_can_be_begun_from_the_menu(desk, library_folder, sample_read, qtbot):
    desk.open(library_folder)
    plan = desk.shelf.plans()[0]
    wizard = ImportWizard(desk, None, plan)
    qtbot.addWidget(wizard)
    wizard.take_read(None, sample_read)
    assert wizard.merging.plan == plan
    assert plan.title in wizard.recognise_page.similar.text.text()
    wizard.merging.begin(None)
    wizard.history.begin(None)


def test_the_menu_names_the_plan_shown(window, monkeypatch):
    asked = []
    monkeypatch.setattr(ImportWizard, "ask", lambda desk, parent, path, revises=None: asked.append(revises))
    window.menus["import_revision"].trigger()
    assert asked == [window.here().plan]


def test_the_revision_table_is_a_sound_model(merging):
    model = RevisionTable()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for chip in ("", OPEN, SAME):
        model.show(merging.merging.revision, merging.merging.choices, chip)
        assert model.rowCount()
    assert tester.model() is model


def test_old_and_new_stand_side_by_side(merging):
    page = merging.revise_page
    row = row_of(page, LineKind.CHANGED)
    assert page.model.text(row, WHAT) == "任务内容\n实质"
    assert "每季度公布一次结果。" in page.model.text(row, NEW)
    assert "每季度公布一次结果。" not in page.model.text(row, OLD)
    page.whole.setChecked(True)
    assert "…" not in page.model.text(row, NEW)


def test_the_source_of_the_revision_stands_beside(merging):
    page = merging.revise_page
    page.beside.setChecked(True)
    page._go_to(row_of(page, LineKind.CHANGED))
    assert page.source.isVisible()
    assert page.source.text.extraSelections()


def test_marks_follow_the_line_breaks():
    text = "一二三四五六七"
    assert list(placed(text, ("一二三", "四五六", "七"))) == [(0, "一二三"), (3, "四五六"), (6, "七")]
    assert pieces(3, "四五六", [(2, 5)]) == [("四五", True), ("六", False)]


def test_an_encrypted_file_left_without_password_is_told(wizard, monkeypatch, tmp_path):
    monkeypatch.setattr(ask, "ask_line", lambda *words, **how: None)
    wizard.reader._asked = tmp_path / "要点.pdf"
    wizard.reader._fail(Encrypted(file="要点.pdf"))
    assert "要点.pdf" in wizard.file_page.refusal.text()
