"""What a clerk's hands know from Excel and the desktop: keys, pasting from HTML, the sample at the first start."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desk.store.care import snapshots
from ui import clip
from ui.desk import Desk
from ui.dialogs.office.restore import RestoreBackup
from ui.dialogs.tasks.bulk_edit import Preview
from ui.window.window import MainWindow

MERGED = """<html><body><table>
<tr><td rowspan=2>规范
  公开</td><td>一<br>二</td><td colspan="2">甲</td></tr>
<tr><td>三</td><td>乙</td><td>丙</td></tr>
</table></body></html>"""


def test_a_merged_cell_pastes_into_every_row_that_it_covers() -> None:
    assert clip.read_html(MERGED) == [["规范 公开", "一\n二", "甲", ""], ["规范 公开", "三", "乙", "丙"]]


@pytest.mark.parametrize("text", ["", "<p>没有表</p>", "<table></table>", "<table><tr></tr></table><"])
def test_without_cells_there_is_nothing_to_paste(text: str) -> None:
    assert not any(clip.read_html(text))


def test_what_is_written_as_html_reads_back() -> None:
    rows = [["一", "规范", "第一\n第二"], ["二", "规范", "<好> & 坏"]]
    assert clip.read_html(clip.html(rows, merged=1)) == rows


def test_pasting_takes_the_table_rather_than_its_text(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Preview, "ask", classmethod(lambda cls, *given: True))
    data = QMimeData()
    data.setText("甲\r\n\r\n")
    data.setHtml("<table><tr><td rowspan=2>6月底前</td></tr><tr></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    window.settle()
    column = [c.key for c in window.tasks.model.columns].index("deadline")
    window.tasks.view.setCurrentIndex(window.tasks.model.index(0, column))
    window.menus["paste"].trigger()
    assert [task.deadline.text for task in window.tasks.shown()[:2]] == ["6月底前", "6月底前"]


def test_f3_goes_through_what_was_found(window: MainWindow) -> None:
    window.stage.find_words("专栏")
    window.search.setText("专栏")
    window.tasks.view.selectRow(0)
    window.menus["find_next"].trigger()
    assert window.tasks.view.currentIndex().row() == 1
    window.menus["find_previous"].trigger()
    assert window.tasks.view.currentIndex().row() == 0


def test_ctrl_semicolon_writes_today_into_the_cell(window: MainWindow) -> None:
    window.activateWindow()
    column = [c.key for c in window.tasks.model.columns].index("deadline")
    window.tasks.view.setFocus()
    window.tasks.view.setCurrentIndex(window.tasks.model.index(0, column))
    window.menus["type_today"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == window.desk.today.isoformat()


def test_f5_reads_the_library_again(window: MainWindow, qtbot: QtBot) -> None:
    kept = window.tasks.current()
    with qtbot.waitSignal(window.desk.changed):
        window.menus["refresh"].trigger()
    assert window.tasks.current() == kept


def test_the_sample_opens_at_the_first_start(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitSignal(desk.library_changed, timeout=60_000):
        window.menus["sample"].trigger()
    assert desk.library is not None
    assert [plan.title for plan in desk.shelf.plans()] == ["云州市2026年政务公开工作要点"]
    desk.close()
    window.menus["sample"].trigger()
    assert desk.library is not None


def test_another_clerk_takes_the_desk(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("李明", "王芳"):
        monkeypatch.setattr("ui.dialogs.base.ask.choose_or_write", lambda *given, name=name: name)
        window.menus["clerk"].trigger()
    assert window.desk.who == "王芳"
    assert window.desk.settings.clerks == ("王芳", "李明")


def test_a_backup_comes_back_and_the_present_is_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = window.desk.library.folder
    kept = snapshots.snapshot(folder, "import")
    window.pane_acts.store_text(1, "deadline", "10月底前")
    monkeypatch.setattr(RestoreBackup, "ask", classmethod(lambda cls, parent, found, place: found[0]))
    window.menus["restore"].trigger()
    assert window.desk.shelf.some([1])[0].deadline.text == "11月底前"
    assert next(path for path in snapshots.snapshots(folder) if path != kept).stem.endswith("-restore")
    window.menus["restore"].trigger()
    assert window.desk.shelf.some([1])[0].deadline.text == "10月底前"


def test_a_file_that_is_no_backup_leaves_the_library(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: told.append(text))
    bad = tmp_path / "备份.zip"
    bad.write_bytes(b"no backup")
    monkeypatch.setattr(RestoreBackup, "ask", classmethod(lambda cls, parent, found, place: bad))
    window.menus["restore"].trigger()
    assert "备份.zip" in told[0]
    assert window.tasks.model.rowCount() == 40


def test_the_kept_states_are_told_by_time_and_reason(window: MainWindow, qtbot: QtBot) -> None:
    snapshots.snapshot(window.desk.library.folder, "import")
    dialog = RestoreBackup(snapshots.snapshots(window.desk.library.folder), Path(), window)
    qtbot.addWidget(dialog)
    assert dialog.model.text(0, 1) == "导入之前"
    assert not dialog.restore.isEnabled()
    dialog.view.selectRow(0)
    dialog.restore.click()
    assert dialog.chosen is not None


def test_a_library_keeps_one_state_a_day_of_itself(window: MainWindow, qtbot: QtBot) -> None:
    folder = window.desk.library.folder
    for _ in range(2):
        with qtbot.waitSignal(window.desk.jobs._bridge.ended):
            window.libraries.keep_daily()
    assert [path.stem.rpartition("-")[2] for path in snapshots.snapshots(folder)] == ["daily"]


def _damage(window: MainWindow) -> Path:
    """Return the folder of a library that has been closed and lost the sense of its pages."""
    folder = window.desk.library.folder
    window.desk.close()
    data = (folder / "ledger.db").read_bytes()
    (folder / "ledger.db").write_bytes(data[:100] + b"\xff" * 3996 + data[4096:])
    return folder


def test_a_damaged_library_is_offered_to_be_restored(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots.snapshot(window.desk.library.folder, "daily")
    folder = _damage(window)
    asked: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.choose_one", lambda parent, title, text, verbs: asked.append(text) or 0)
    monkeypatch.setattr(RestoreBackup, "ask", classmethod(lambda cls, parent, found, place: found[0]))
    assert not window.libraries.open(folder)
    assert "-daily.db" in asked[0]
    assert window.tasks.model.rowCount() == 40


def test_what_can_be_read_is_saved_into_a_new_library(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = snapshots.snapshot(window.desk.library.folder, "import")
    with closing(sqlite3.connect(bad, isolation_level=None)) as connection:
        connection.execute("DROP TABLE reminder")
    told: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: told.append(text))
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda parent, title, text, verb: "reminder" in text)
    monkeypatch.setattr(RestoreBackup, "ask", classmethod(lambda cls, parent, found, place: bad))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "救出"), ""))
    with qtbot.waitSignal(window.desk.jobs._bridge.ended):
        window.menus["restore"].trigger()
    assert "任务 45 条" in told[0]
    assert "催办" in told[0]
    assert window.desk.library.folder == tmp_path / "救出.gkdesk"


def test_a_library_that_gets_damaged_is_told_the_same_day(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = window.desk.library.folder
    told: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: told.append(text))
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as connection:
        connection.execute("DROP INDEX task_plan")
    with qtbot.waitSignal(window.desk.jobs._bridge.ended):
        window.libraries.keep_daily()
    assert "已损坏" in told[0]
    assert snapshots.snapshots(folder) == []
