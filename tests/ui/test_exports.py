from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.errors import NoPermission, TargetInUse
from gongkai_desk.wording.sentences import error_sentence
from tests.builders import a_plan, a_task
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.dialogs.base.ask import Question
from ui.dialogs.base.written import Written
from ui.papers import with_other_columns
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


def with_extra(*columns: str) -> BreakdownPaper:
    return BreakdownPaper(a_plan(), [a_task(extra=dict.fromkeys(columns, "见原表"))])


@pytest.mark.parametrize(("at", "other"), [(0, False), (1, True)])
def test_other_columns_are_asked_about_where_a_plan_has_such(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, at: int, other: bool
) -> None:
    seen: list[str] = []
    answer(monkeypatch, Question, lambda asked: (seen.append(named(asked)), choose_at(asked, at)), ACCEPTED)
    made = with_other_columns(with_extra("资金来源", "包联领导"), window, "导出")
    assert made is not None
    assert made.other is other
    assert "资金来源、包联领导" in seen[0]


def named(asked: Question) -> str:
    return asked.field.accessibleName()


def choose_at(asked: Question, at: int) -> None:
    assert isinstance(asked.field, QComboBox)
    asked.field.setCurrentIndex(at)


def test_nothing_is_asked_where_all_columns_were_understood(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Question, "exec", lambda asked: pytest.fail("nothing is asked"))
    made = with_extra()
    assert with_other_columns(made, window, "导出") is made


def test_cancelling_the_question_exports_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, Question, lambda asked: None, REJECTED)
    assert with_other_columns(with_extra("资金来源"), window, "导出") is None
