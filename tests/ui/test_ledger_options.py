"""台账内容: columns, period and rows are chosen before the paper, and remembered for the library."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.papers import LedgerPaper
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.work import NewReport
from gongkai_desk.services.progress import work
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui import papers
from ui.dialogs.base.written import Written
from ui.dialogs.tasks.columns_dialog import LedgerAsked, LedgerOptions, remembered
from ui.window.window import MainWindow


def of_the_quarter(shown: LedgerOptions) -> None:
    shown.period.setCurrentIndex(shown.period.findData("2022Q2"))
    shown.by_unit.setChecked(True)
    shown.columns[ColumnKey.PROBLEMS].setChecked(True)


def asked(window: MainWindow) -> LedgerPaper | None:
    return papers.asked_ledger(window.desk, window, 1, "导出")


def test_what_is_chosen_is_in_the_paper(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit, text in (("市教育局", "甲"), ("市民政局", "乙")):
        window.desk.do(
            work.report, task_id=2, new=NewReport(unit, window.desk.today.replace(month=6), text, problems="缺人")
        )
    answer(monkeypatch, LedgerOptions, of_the_quarter, ACCEPTED)
    paper = asked(window)
    assert paper is not None
    assert paper.heading == "2022年云州市政务公开工作台账（2022年二季度）"
    assert ColumnKey.PROBLEMS in {column.key for column in paper.columns}
    assert [(each.progress, each.problems) for each in paper.entries[1:3]] == [("甲", "缺人"), ("乙", "缺人")]


def test_it_is_remembered_for_the_library(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, LedgerOptions, of_the_quarter, ACCEPTED)
    assert asked(window) is not None
    seen: list[LedgerAsked] = []
    answer(monkeypatch, LedgerOptions, lambda shown: seen.append(shown.chosen()), REJECTED)
    assert asked(window) is None
    assert seen == [LedgerAsked((ColumnKey.PROBLEMS,), "2022Q2", True)]
    assert window.desk.settings.choice("ledger", Path("/another")) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"options": ["none"], "period": "", "per_unit": true}'])
def test_what_cannot_be_read_is_as_usual(text: str) -> None:
    assert remembered(text) == LedgerAsked()


def test_cancelling_writes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, LedgerOptions, lambda shown: None, REJECTED)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: pytest.fail("no target is asked for"))
    for name in ("ledger_docx", "ledger_xlsx", "ledger_pdf", "ledger_preview"):
        window.menus[name].trigger()


def test_a_ledger_of_a_period_is_called_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, LedgerOptions, of_the_quarter, ACCEPTED)
    window.desk.settings.export_folder = tmp_path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda parent, title, name, kinds: (name, kinds))
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    window.menus["ledger_docx"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown[0].name == "2022年云州市政务公开工作台账（2022年二季度）.docx"
