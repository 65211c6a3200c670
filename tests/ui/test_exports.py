from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.errors import NoPermission, TargetInUse
from gongkai_desk.wording.sentences import error_sentence
from ui.dialogs.base.written import Written
from ui.window.window import MainWindow


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clerk who saves where it is proposed, into an empty folder."""
    folder = tmp_path / "导出"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda parent, title, name, kinds: (name, kinds))
    return folder


def export(qtbot: QtBot, window: MainWindow, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    window.menus[name].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    return shown[0]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("breakdown_docx", "2022年云州市政务公开工作要点任务分解表.docx"),
        ("breakdown_xlsx", "2022年云州市政务公开工作要点任务分解表.xlsx"),
        ("ledger_docx", "2022年云州市政务公开工作台账.docx"),
        ("ledger_xlsx", "2022年云州市政务公开工作台账.xlsx"),
    ],
)
def test_papers_are_written_under_the_proposed_name(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    window.desk.settings.export_folder = target
    assert export(qtbot, window, name, monkeypatch) == target / file
    assert (target / file).read_bytes()[:2] == b"PK"


def test_the_folder_is_remembered(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target / "台账"), ""))
    assert export(qtbot, window, "ledger_xlsx", monkeypatch) == target / "台账.xlsx"
    assert window.desk.settings.export_folder == target


def test_cancelling_the_file_dialog_writes_nothing(
    window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("", ""))
    window.menus["breakdown_docx"].trigger()
    assert not window.desk.jobs.busy


def test_a_target_held_elsewhere_is_offered_another_name(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.papers.choose", lambda *given: True)
    window.exports._again = lambda: asked.append("另存")
    window.exports._failed(TargetInUse(file="a.xlsx"))
    assert asked == ["另存"]


def test_other_refusals_are_said_in_one_sentence(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.papers.tell", lambda parent, title, text: said.append(text))
    window.exports._failed(NoPermission(file="/盘/a.xlsx"))
    assert said == [error_sentence(NoPermission(file="/盘/a.xlsx"))]


def test_a_bug_goes_on_to_the_error_hook(window: MainWindow) -> None:
    with pytest.raises(ZeroDivisionError):
        window.exports._failed(ZeroDivisionError())
