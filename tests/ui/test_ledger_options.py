"""台账内容: columns, period and rows are chosen before the paper, and remembered for the library."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.papers import LedgerPaper, PaperLook
from gongkai_desk.domain.sheet import ColumnKey, FontScheme, PaperSize, TextSize
from gongkai_desk.domain.work import NewReport
from gongkai_desk.services.progress import work
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui import papers
from ui.dialogs.base.written import Written
from ui.dialogs.tasks.paper_options import BreakdownOptions, LedgerAsked, LedgerOptions, remembered, remembered_look
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


def as_an_annex(shown: BreakdownOptions) -> None:
    shown.annex.setText("附件1")
    shown.note_line.setText("排在首位的为牵头单位。")
    shown.first_page.setValue(16)
    shown.fields.paper.setCurrentIndex(shown.fields.paper.findData(PaperSize.A3))
    shown.fields.fonts.setCurrentIndex(shown.fields.fonts.findData(FontScheme.SYSTEM))
    shown.fields.internal.setChecked(True)
    shown.draft.setChecked(True)


def test_how_a_breakdown_is_set_is_asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, BreakdownOptions, as_an_annex, ACCEPTED)
    paper = papers.asked_breakdown(window.desk, window, 1, "导出")
    assert paper is not None
    assert (paper.annex, paper.note, paper.first_page) == ("附件1", "排在首位的为牵头单位。", 16)
    assert (paper.paper, paper.fonts, paper.size) == (PaperSize.A3, FontScheme.SYSTEM, TextSize.FIVE)
    assert (paper.internal, paper.draft) == (True, True)


def test_what_holds_for_one_draft_is_not_remembered(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, BreakdownOptions, as_an_annex, ACCEPTED)
    assert papers.asked_breakdown(window.desk, window, 1, "导出") is not None
    answer(monkeypatch, BreakdownOptions, code=ACCEPTED)
    paper = papers.asked_breakdown(window.desk, window, 1, "导出")
    assert paper is not None
    assert (paper.annex, paper.paper, paper.internal) == ("附件1", PaperSize.A3, True)
    assert (paper.draft, paper.note, paper.first_page) == (False, "", 1)


def test_a_ledger_is_set_as_asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def large(shown: LedgerOptions) -> None:
        shown.fields.paper.setCurrentIndex(shown.fields.paper.findData(PaperSize.A3))
        shown.fields.text.setCurrentIndex(shown.fields.text.findData(TextSize.FIVE))
        shown.fields.internal.setChecked(True)

    answer(monkeypatch, LedgerOptions, large, ACCEPTED)
    paper = asked(window)
    assert paper is not None
    assert (paper.paper, paper.size, paper.internal) == (PaperSize.A3, TextSize.FIVE, True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fonts": "none"}'])
def test_a_look_that_cannot_be_read_is_as_usual(text: str) -> None:
    assert remembered_look(text) == PaperLook()
