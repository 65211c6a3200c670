"""A plan led through the import with real widgets: read, look, correct, split, merge, store, take back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton

from gongkai_desk.errors import BadComponent, EmptyFile, NoText
from gongkai_desk.paths import resource
from gongkai_desk.review import naming
from gongkai_desk.services import undo
from gongkai_desk.store.tasks import draft_notes, plans
from ui.dialogs.base import ask
from ui.importing import review_acts, source_reader
from ui.importing.draft_view import SplitDialog
from ui.importing.frame import FILE, NAMED, RECOGNISED, REVIEWED, STORED
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import CONTENT, DEADLINE, UNITS, DraftTable

SAMPLE = resource("samples", "yunzhou-2026.txt")


def forget(wizard):
    wizard.history.begin(None)  # else closing it would keep a draft


def read(wizard, qtbot, source=SAMPLE):
    start = wizard.read if isinstance(source, Path) else wizard.read_text
    with qtbot.waitSignal(wizard.pages.currentChanged, timeout=15_000):
        start(source)


def to_the_end(wizard):
    while wizard.pages.currentIndex() < NAMED:
        wizard.go_on()
    while naming.unsettled(wizard.review):
        wizard.units_page.show_unsettled()
        wizard.units_page.bar.buttons[0].click()
    wizard.go_on()
    assert wizard.pages.currentIndex() == STORED
    wizard.go_on()


def choose(page, *places):
    selection = page.view.selectionModel()
    selection.clear()
    for place in places:
        index = page.model.index(page.model.row_of(place), CONTENT)
        flags = QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(index, flags.Select | flags.Rows)


def test_a_file_is_recognised_with_its_data_and_parts(wizard, qtbot):
    read(wizard, qtbot)
    page = wizard.recognise_page
    assert wizard.pages.currentIndex() == RECOGNISED
    assert page.title.text() == "云州市2026年政务公开工作要点"
    assert page.doc_no.text() == "云政办发〔2026〕8号"
    assert [choice.isChecked() for choice in page._group.buttons()] == [False, True]


def test_a_refused_file_is_told_on_the_first_page(wizard, qtbot, tmp_path):
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    with qtbot.waitSignal(wizard._desk.jobs._bridge.ended, timeout=15_000):
        wizard.read(path)
    qtbot.waitUntil(wizard.file_page.refusal.isVisible)
    assert wizard.pages.currentIndex() == FILE
    assert "空文件" in wizard.file_page.refusal.text()


def test_pasted_text_is_read_as_well(wizard, qtbot):
    read(wizard, qtbot, SAMPLE.read_text(encoding="utf-8"))
    assert len(wizard.review.shown.tasks) == 41


def test_corrected_plan_data_are_stored(wizard, desk, qtbot):
    read(wizard, qtbot)
    wizard.recognise_page.dates["received"].setText("2026-03-09")
    to_the_end(wizard)
    assert plans.plan(desk.library, wizard.changes.made).dates.received == date(2026, 3, 9)


def test_the_other_part_can_be_chosen(wizard, qtbot):
    read(wizard, qtbot)
    wizard.recognise_page._group.button(0).setChecked(True)
    assert len(wizard.review.shown.tasks) == 14


def test_a_cell_typed_into_is_read_again(reviewing):
    model = reviewing.review_page.model
    model.setData(model.index(0, DEADLINE), "9月底前")
    model.setData(model.index(0, UNITS), "市民政局牵头，市财政局配合")
    task = reviewing.review.shown.tasks[0]
    assert task.deadline.due == date(2026, 9, 30)
    assert (task.lead, task.support) == (("市民政局",), ("市财政局",))
    assert model.text(0, DEADLINE) == "9月底前\n→ 2026-09-30"


def test_split_merge_drop_and_undo_lead_back(reviewing, monkeypatch):
    page, before = reviewing.review_page, reviewing.review
    monkeypatch.setattr(SplitDialog, "ask", lambda parent, content: 4)
    choose(page, 0)
    page.split.click()
    assert len(reviewing.review.shown.tasks) == 42
    choose(page, 0, 1)
    page.merge.click()
    choose(page, 5, 6)
    page.drop.click()
    assert len(reviewing.review.shown.tasks) == 39
    for _ in range(3):
        page.undo.click()
    assert reviewing.review == before
    assert not page.undo.isEnabled()


def test_chosen_dropped_tasks_can_be_brought_back(reviewing, monkeypatch):
    page = reviewing.review_page
    choose(page, 3, 7)
    page.drop.click()
    assert page.restore.isVisible()
    monkeypatch.setattr(review_acts.RestoreDialog, "ask", lambda parent, dropped: [0])
    page.restore.click()
    assert [task.seq for task in reviewing.review.shown.tasks[2:8]] == ["3", "4", "5", "6", "7", "9"]


def test_chips_keep_only_tasks_with_that_doubt(reviewing):
    page = reviewing.review_page
    chip = next(each for each in page.chips._group.buttons() if each.property("chip") == "未明确单位")
    chip.click()
    shown = [page.model.place(row) for row in range(page.model.rowCount())]
    assert shown
    assert len(shown) < 41
    assert f" {len(shown)}" in chip.text()


def test_a_doubt_looked_at_goes_away(reviewing):
    page = reviewing.review_page
    place = next(doubt.task for doubt in reviewing.review.shown.doubts if doubt.task is not None)
    choose(page, place)
    before = reviewing.review.doubts
    assert "△" in page.bar.text.text()
    page.bar.buttons[-1].click()
    gone = [doubt for doubt in before if doubt not in reviewing.review.doubts]
    assert gone == [reviewing.review.decided[0].doubt]
    assert gone[0].task == place


def test_the_place_in_the_source_is_marked(reviewing):
    page = reviewing.review_page
    choose(page, 4)
    assert "园林绿化局" in "".join(page.source.text.marked())


def test_storing_is_one_step_that_can_be_undone(reviewing, desk):
    before = len(plans.tasks(desk.library))
    to_the_end(reviewing)
    assert len(plans.tasks(desk.library, reviewing.changes.made)) == 41
    desk.do(undo.undo)
    assert len(plans.tasks(desk.library)) == before


def test_the_same_file_again_is_asked_about(wizard, desk, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(ask, "choose", lambda *words: asked.append(words) or False)
    read(wizard, qtbot)
    to_the_end(wizard)
    second = ImportWizard(desk)
    qtbot.addWidget(second)
    read(second, qtbot)
    assert "完全相同" in second.recognise_page.similar.text.text()
    second.recognise_page.similar.separate.click()
    to_the_end(second)
    assert asked
    assert second.changes is None


def test_leaving_is_asked_about_where_nothing_can_be_kept(reviewing, monkeypatch):
    monkeypatch.setattr(ask, "choose", lambda *words: False)
    monkeypatch.setattr(reviewing, "_keep_draft", lambda: False)
    choose(reviewing.review_page, 0)
    reviewing.review_page.drop.click()
    reviewing.reject()
    assert reviewing.isVisible()
    assert reviewing.pages.currentIndex() == REVIEWED


def test_what_was_left_half_way_is_gone_on_with(reviewing, desk, qtbot):
    choose(reviewing.review_page, 0)
    reviewing.review_page.drop.click()
    review = reviewing.review
    reviewing.reject()
    second = ImportWizard(desk)
    qtbot.addWidget(second, before_close_func=forget)
    second.show()
    resume = next(b for b in second.file_page.drafts.findChildren(QPushButton) if b.text() == "继续")
    resume.click()
    assert second.review == review
    assert second.pages.currentIndex() == REVIEWED
    to_the_end(second)
    assert draft_notes.notes(desk.library.folder) == []


def test_nothing_is_stored_by_leaving(reviewing, desk):
    before = len(plans.plans(desk.library))
    reviewing.reject()
    assert len(plans.plans(desk.library)) == before


def test_a_pdf_page_is_drawn_and_marked(wizard, qtbot):
    read(wizard, qtbot, resource("samples", "yunzhou-2026.pdf"))
    wizard.go_on()
    source = wizard.review_page.source
    qtbot.waitUntil(lambda: source.sheet.first_marked() is not None, timeout=15_000)
    assert source.where.text() == "原文　第 5 / 7 页"


def test_the_draft_table_is_a_sound_model(reviewing, qtbot):
    model = DraftTable()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(reviewing.review)
    model.show(reviewing.review, "未明确单位")
    assert tester.model() is model


def test_the_split_dialog_counts_characters(qtbot):
    dialog = SplitDialog("公开😀目录。更新网站。")
    qtbot.addWidget(dialog)
    assert dialog.at() == len("公开😀目录。")
    assert dialog.do.isEnabled()


def test_the_steps_are_told_by_words(wizard):
    assert wizard.steps.accessibleName() == "第1步，共5步：选文件"
    assert wizard.focusPolicy() != Qt.FocusPolicy.WheelFocus


def refused_scan(wizard, monkeypatch, tmp_path, installed):
    monkeypatch.setattr(source_reader, "install", installed)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(tmp_path))
    wizard.reader._asked = SAMPLE  # stands for the scan: read at once when the component is there
    wizard.reader._fail(NoText(file="扫描件.pdf", pages=1, component=False))


def test_a_scan_is_read_at_once_when_its_component_has_been_chosen(wizard, qtbot, monkeypatch, tmp_path):
    taken = []
    refused_scan(wizard, monkeypatch, tmp_path, lambda folder, progress: taken.append(folder))
    with qtbot.waitSignal(wizard.pages.currentChanged, timeout=15_000):
        wizard.file_page.component.click()
    assert taken == [tmp_path]
    assert wizard.pages.currentIndex() == RECOGNISED
    assert wizard.file_page.component.isHidden()


def test_a_wrong_folder_is_told_and_another_can_be_chosen(wizard, qtbot, monkeypatch, tmp_path):
    def refuse(folder, progress):
        raise BadComponent(file=str(folder), reason="files", missing=["numpy-2.whl"], wrong=[])

    refused_scan(wizard, monkeypatch, tmp_path, refuse)
    with qtbot.waitSignal(wizard.reader.refused, timeout=5_000):
        wizard.file_page.component.click()
    assert "缺：numpy-2.whl" in wizard.file_page.refusal.text()
    assert wizard.file_page.component.isVisible()


def test_the_component_is_not_offered_for_what_it_could_not_read(wizard):
    for error in (
        NoText(file="图片.docx", pages=0),
        NoText(file="a.pdf", pages=1, component=True),
        EmptyFile(file="a"),
    ):
        wizard.reader._fail(error)
        assert wizard.file_page.component.isHidden()
