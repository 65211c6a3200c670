"""What was typed and not stored survives a kill and is offered again; what was stored or cancelled is not."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import Task
from gongkai_desk.errors import DiskFull
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.draft_notes import Unsent, keep_unsent, unsent
from ui.dialogs.office.restore import UnsentDialog
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.unsent import CELL
from ui.window.window import MainWindow

TYPED = "half a sentence"


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tasks.choose_task(3)
    return window


def kept(window: MainWindow) -> list[Unsent]:
    """Return what a kill at this moment would leave."""
    window.texts.keep()
    return unsent(window.desk.library.folder, window.desk.library.origin.library)


def report(window: MainWindow, qtbot: QtBot) -> ReportDialog:
    dialog = ReportDialog(window.tasks.current() or Task(), window.desk.today, window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.text.setFocus()
    return dialog


def test_an_open_cell_is_kept_until_it_is_stored(active: MainWindow, qtbot: QtBot) -> None:
    active.tasks.edit_current()
    cell = active.tasks.view.findChild(QPlainTextEdit, "cell")
    qtbot.keyClicks(cell, TYPED)
    (text,) = kept(active)
    assert (text.place, text.title, text.fields, text.task) == (CELL, "任务内容", (("任务内容", TYPED),), 3)
    active.menus["save"].trigger()
    assert kept(active) == []


def test_a_change_is_written_within_seconds(active: MainWindow, qtbot: QtBot) -> None:
    active.tasks.edit_current()
    qtbot.keyClicks(active.tasks.view.findChild(QPlainTextEdit, "cell"), TYPED)
    assert 0 < active.texts._rest.remainingTime() < 5000


def test_a_form_is_kept_until_it_is_cancelled(active: MainWindow, qtbot: QtBot) -> None:
    dialog = report(active, qtbot)
    qtbot.keyClicks(dialog.text, TYPED)
    (text,) = kept(active)
    assert (text.place, text.fields, text.task) == ("ReportDialog", (("进展", TYPED),), 3)
    dialog.reject()
    assert kept(active) == []


def test_a_text_whose_act_was_refused_waits(active: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(file="ledger.db")

    dialog = report(active, qtbot)
    qtbot.keyClicks(dialog.text, TYPED)
    with qtbot.waitSignal(active.texts.found):
        dialog.accept()
        with pytest.raises(DiskFull):
            active.desk.write(full)
    assert [each.fields for each in kept(active)] == [(("进展", TYPED),)]
    assert active.banners.unsent.isVisible()


def left(folder: Path, window: MainWindow, *texts: Unsent) -> None:
    """Open the library as one whose program was killed while these were being typed."""
    identity = window.desk.library.origin.library
    window.desk.close()
    keep_unsent(folder, identity, texts)
    window.libraries.open(folder)


FORM = Unsent("ReportDialog", "登记进展", (("进展", TYPED),), 3, "2022-11-22T09:00:00", "李明")
IN_CELL = Unsent(CELL, "任务内容", (("任务内容", TYPED),), 3, "2022-11-22T09:00:00", "李明")


def test_what_was_left_is_offered_with_its_place(active: MainWindow, library_folder: Path, qtbot: QtBot) -> None:
    assert not active.banners.unsent.isVisible()
    left(library_folder, active, FORM)
    assert active.banners.unsent.isVisible()
    dialog = UnsentDialog(active.texts, {3: "3 规范公文公开"}, active)
    qtbot.addWidget(dialog)
    assert dialog.list.item(0).text() == "登记进展　3 规范公文公开　2022-11-22 09:00　李明"
    assert dialog.text.toPlainText() == f"进展：\n{TYPED}"
    dialog.copy()
    assert QGuiApplication.clipboard().text() == TYPED
    dialog.drop()
    assert kept(active) == []


def test_a_cell_is_put_back_into_its_task(
    active: MainWindow, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(library_folder, active, IN_CELL)
    monkeypatch.setattr(UnsentDialog, "ask", lambda *_: IN_CELL)
    active.banners.unsent.pressed.emit()
    assert active.tasks.current().id == 3
    assert active.detail.task_tab.content.editor.toPlainText() == TYPED
    assert not active.banners.unsent.isVisible()
    active.menus["save"].trigger()
    assert active.desk.shelf.some([3])[0].content == TYPED


def test_a_form_gets_its_text_back(
    active: MainWindow, library_folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(library_folder, active, FORM)
    monkeypatch.setattr(UnsentDialog, "ask", lambda *_: FORM)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: 0)
    active.banners.unsent.pressed.emit()
    dialog = report(active, qtbot)
    assert dialog.text.toPlainText() == TYPED
    dialog.reject()
    assert kept(active) == []


def test_texts_stay_with_their_library(active: MainWindow, library_folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    left(library_folder, active, FORM)

    Library.create(tmp_path / "b.gkdesk", "别的", day=active.desk.today).close()
    active.libraries.open(tmp_path / "b.gkdesk")
    assert not active.banners.unsent.isVisible()
    assert kept(active) == []
    active.libraries.open(library_folder)
    assert active.banners.unsent.isVisible()
