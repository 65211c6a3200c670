"""Drafts of an import: written as one goes, said by the window, gone on with where one stood, also after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.review import NameAnswer, NameDecision
from gongkai_desk.errors import DiskFull
from gongkai_desk.paths import resource
from gongkai_desk.review import naming
from gongkai_desk.store.tasks import draft_notes, drafts
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.importing import drafted
from ui.importing.frame import NAMED, RECOGNISED, REVIEWED
from ui.importing.source_reader import Read
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import DEADLINE
from ui.window.window import MainWindow

SAMPLE = resource("samples", "yunzhou-2026.txt")
ROOT = Path(__file__).resolve().parents[3]
KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from gongkai_desk.services.intake.reading import ReadOptions, _read_and_parse
from gongkai_desk.workdays import Workdays
from ui.app import application
from ui.desk import Desk
from ui.importing import drafted
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import DEADLINE
from ui.settings import Settings
from ui.window.window import MainWindow

drafted._AFTER = 0
settings = Settings()
app = application(settings)
desk = Desk(date(2022, 6, 2), "李明", settings)
window = MainWindow(desk)
desk.open(Path(sys.argv[1]))
window.show()
plan = Path(sys.argv[2])
wizard = ImportWizard(desk, window)
wizard.show()
wizard.take_read(plan, (_read_and_parse(plan, ReadOptions(Workdays.usual())), ()))
wizard.go_on()
model = wizard.review_page.model
model.setData(model.index(4, DEADLINE), "9月底前")
wizard.review_page.go(1)
wizard.review_page.bar.buttons[-1].click()
wizard.acts.drop([7])
wizard._keeper.kept.connect(lambda refusal: print("kept", refusal, flush=True))
app.exec()
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafted, "_AFTER", 0)


def kept(qtbot: QtBot, wizard: ImportWizard) -> drafts.KeptReview:
    """Wait until the draft is written, and return it."""
    with qtbot.waitSignal(wizard._keeper.kept, timeout=20_000) as written:
        pass
    assert written.args == [""]
    library = wizard._desk.library
    assert library is not None
    return drafts.load(library.folder, wizard._keeper._key)[0]


def pressed(rows: QWidget, text: str) -> QPushButton:
    return next(each for each in rows.findChildren(QPushButton) if each.text() == text and each.isVisibleTo(rows))


def told(rows: QWidget) -> str:
    return "".join(each.text() for each in rows.findChildren(QLabel) if each.isVisibleTo(rows))


def gone_on_with(rows: QWidget, monkeypatch: pytest.MonkeyPatch) -> ImportWizard:
    """Press 继续 and return the wizard that comes up."""
    shown: list[ImportWizard] = []
    monkeypatch.setattr(ImportWizard, "exec", lambda wizard: shown.append(wizard))
    monkeypatch.setattr(ImportWizard, "deleteLater", lambda wizard: None)
    pressed(rows, "继续").click()
    return shown[0]


def let_go(wizard: ImportWizard) -> None:
    """End a wizard as a kill would: without its leaving."""
    wizard._keeper.settle()
    wizard.merging.begin(None)
    wizard.history.begin(None)


def test_a_killed_review_is_offered_and_gone_on_with(
    window: MainWindow, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.close()
    command = [sys.executable, "-c", KILLED, str(library_folder), str(SAMPLE)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["kept \n"] * 2  # the step, then what was done there
        process.send_signal(signal.SIGKILL)
    window.desk.open(library_folder)
    window.menus["dashboard"].trigger()
    rows = window.middle.page("dashboard").waiting
    assert "核对到第 3 步" in told(rows)
    wizard = gone_on_with(rows, monkeypatch)
    review = wizard.review
    assert review is not None
    assert wizard.pages.currentIndex() == REVIEWED
    assert len(review.shown.tasks) == 40
    assert review.shown.tasks[4].deadline.text == "9月底前"
    assert len(review.decided) == 1
    assert len(review.dropped) == 1
    wizard.review_page.undo.click()
    assert wizard.review is not None
    assert len(wizard.review.shown.tasks) == 41
    let_go(wizard)


def test_a_change_is_written_without_leaving(reviewing: ImportWizard, qtbot: QtBot) -> None:
    model = reviewing.review_page.model
    kept(qtbot, reviewing)  # at the step that was turned to
    model.setData(model.index(0, DEADLINE), "9月底前")
    assert kept(qtbot, reviewing).review == reviewing.review


def test_each_step_is_written(reviewing: ImportWizard, qtbot: QtBot) -> None:
    while kept(qtbot, reviewing).step != REVIEWED:
        pass
    reviewing.go_on()
    assert kept(qtbot, reviewing).step == NAMED


def test_all_that_was_decided_comes_back(
    reviewing: ImportWizard, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewing._waiting_files = [tmp_path / "乙.docx"]
    reviewing.acts.name(NameDecision("市数智服务局", NameAnswer.TEXT))
    reviewing.acts.drop([3])
    reviewing.acts.undo()
    page = reviewing.review_page
    chip = next(each for each in page.chips._group.buttons() if each.property("chip"))
    chip.click()
    page.go(1)
    state = reviewing._state()
    assert state is not None
    reviewing._keeper.write()
    while kept(qtbot, reviewing) != state[0]:
        reviewing._keeper.write()
    second = ImportWizard(desk)
    qtbot.addWidget(second, before_close_func=let_go)
    second.resume(draft_notes.notes(reviewing._desk.library.folder)[0].key)  # type: ignore[union-attr]
    again = second._state()
    assert again is not None
    assert again[0] == state[0]
    assert (second.review_page.current(), second.review_page.chips.current()) == (page.current(), page.chips.current())
    assert second.history.can_redo


def test_plan_data_typed_but_not_passed_on_are_kept(wizard: ImportWizard, sample_read: Read, qtbot: QtBot) -> None:
    wizard.take_read(SAMPLE, sample_read)
    title = wizard.recognise_page.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "2026")
    draft = kept(qtbot, wizard)
    assert (draft.step, draft.review.plan.title) == (RECOGNISED, "2026")


def test_the_chosen_part_is_kept(wizard: ImportWizard, sample_read: Read, qtbot: QtBot) -> None:
    wizard.take_read(SAMPLE, sample_read)
    wizard.recognise_page._group.button(0).setChecked(True)
    assert kept(qtbot, wizard).review.part == 0


def test_a_file_that_was_only_looked_at_leaves_no_draft(wizard: ImportWizard, sample_read: Read, desk: Desk) -> None:
    wizard.take_read(SAMPLE, sample_read)
    wizard.reject()
    assert draft_notes.notes(desk.library.folder) == []  # type: ignore[union-attr]


def test_another_file_does_not_take_the_place_of_the_one_begun(
    reviewing: ImportWizard, sample_read: Read, desk: Desk
) -> None:
    reviewing.acts.drop([0])
    reviewing.take_read(None, sample_read)
    reviewing.go_on()
    reviewing.acts.drop([1])
    reviewing.reject()
    notes = draft_notes.notes(desk.library.folder)  # type: ignore[union-attr]
    assert [note.tasks for note in notes] == [40, 40]
    assert {drafts.load(desk.library.folder, note.key)[0].original for note in notes} == {"", SAMPLE.name}  # type: ignore[union-attr]


def test_a_refused_file_changes_nothing_of_the_one_begun(reviewing: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    with qtbot.waitSignal(reviewing.reader.refused, timeout=15_000):
        reviewing.read(path)
    reviewing.acts.drop([0])
    assert kept(qtbot, reviewing).original == SAMPLE.name


def test_that_it_could_not_be_kept_is_said_until_it_can(
    reviewing: ImportWizard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(qtbot, reviewing)
    with monkeypatch.context() as full:

        def refuse(*given: object, **more: object) -> str:
            raise DiskFull(file="drafts")

        full.setattr(drafts, "keep", refuse)
        with qtbot.waitSignal(reviewing._keeper.kept, timeout=20_000):
            reviewing.acts.drop([0])
    assert "没有能自动保存" in reviewing.kept.text()
    reviewing.acts.drop([0])
    kept(qtbot, reviewing)
    assert "没有能自动保存" not in reviewing.kept.text()


def test_the_empty_window_says_what_waits(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, sample_read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.create(tmp_path / "新.gkdesk", "新")
    assert not window.waiting.isVisible()
    wizard = ImportWizard(window.desk, window)
    wizard.take_read(SAMPLE, sample_read)
    wizard.go_on()
    wizard.reject()
    monkeypatch.setattr(ImportWizard, "exec", ImportWizard.reject)
    window.menus["import"].trigger()
    assert window.waiting.isVisible()
    assert "上次导入《云州市2026年政务公开工作要点》核对到第 3 步" in told(window.waiting)


def test_several_drafts_wait_and_one_is_thrown_away_when_asked(
    reviewing: ImportWizard, sample_read: Read, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.library.folder  # type: ignore[union-attr]
    reviewing.acts.drop([0])
    reviewing.reject()
    state = drafts.load(folder, draft_notes.notes(folder)[0].key)[0]
    for _ in range(4):
        drafts.keep(folder, state, None)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.menus["dashboard"].trigger()
    rows = window.middle.page("dashboard").waiting  # type: ignore[attr-defined]
    assert "另有 2 份" in told(rows)
    monkeypatch.setattr(ask, "choose", lambda *words: False)
    pressed(rows, "丢弃…").click()
    assert len(draft_notes.notes(folder)) == 5
    monkeypatch.setattr(ask, "choose", lambda *words: True)
    pressed(rows, "丢弃…").click()
    assert len(draft_notes.notes(folder)) == 4
    assert "另有 1 份" in told(rows)


def test_a_damaged_draft_is_told_and_can_be_thrown_away(
    reviewing: ImportWizard, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.library.folder  # type: ignore[union-attr]
    reviewing.acts.drop([0])
    reviewing.reject()
    (path,) = (folder / "drafts").glob("*.json")
    path.write_bytes(path.read_bytes()[:3000])
    reviewing._offer_drafts()
    rows = reviewing.file_page.drafts
    assert "损坏了，打不开" in told(rows)
    assert [each.text() for each in rows.findChildren(QPushButton) if each.isVisibleTo(rows)] == ["丢弃…"]
    monkeypatch.setattr(ask, "choose", lambda *words: True)
    pressed(rows, "丢弃…").click()
    assert draft_notes.notes(folder) == []


def test_storing_one_of_two_plans_leaves_the_other_as_the_draft(
    wizard: ImportWizard, desk: Desk, sample_read: Read, qtbot: QtBot
) -> None:
    draft, _ = sample_read
    parts = (*draft.parts, replace(draft.parts[1], plan=1))
    two = replace(draft, plans=(*draft.plans, replace(draft.plans[0], title="另一份要点")), parts=parts)
    wizard.take_read(None, (two, ()))
    to_the_end(wizard)
    (note,) = draft_notes.notes(desk.library.folder)  # type: ignore[union-attr]
    assert note.title == "另一份要点"
    let_go(wizard)
    second = ImportWizard(desk)
    qtbot.addWidget(second, before_close_func=let_go)
    second.resume(note.key)
    to_the_end(second)
    assert second.result() == second.DialogCode.Accepted
    assert draft_notes.notes(desk.library.folder) == []  # type: ignore[union-attr]


def to_the_end(wizard: ImportWizard) -> None:
    """Store the plan under review."""
    stored = set(wizard._stored_plans)
    while stored == wizard._stored_plans:
        while wizard.review is not None and wizard._step == NAMED and naming.unsettled(wizard.review):
            wizard.units_page.show_unsettled()
            wizard.units_page.bar.buttons[0].click()
        wizard.go_on()


def test_answers_of_other_doubts_are_gone_at_once(reviewing: ImportWizard) -> None:
    bar = reviewing.review_page.bar
    for _ in range(3):
        reviewing.review_page.go(1)
    seen = [each.text() for each in bar.row.findChildren(QPushButton) if each.isVisibleTo(bar.row)]
    assert sorted(seen) == sorted(each.text() for each in bar.buttons if each.isVisibleTo(bar.row))
