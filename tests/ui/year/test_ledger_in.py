"""年中接手 in the window: read in a job, shown column by column, corrected, stored as one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.ledger_in import LedgerAnswers, LedgerField, LedgerRead
from gongkai_desk.services.year.ledger_in import known_words, read_ledger, read_options, understand
from gongkai_desk.store.library import Library
from gongkai_desk.words.terms import ColumnRole
from tests.old_ledgers import by_month, coloured
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.year import ledger_in
from ui.dialogs.base import ask
from ui.dialogs.year.ledger_dialog import LedgerDialog, LedgerOffer
from ui.importing.source_reader import ColumnsDialog
from ui.importing.wizard import ImportWizard
from ui.window.window import MainWindow

TODAY = date(2026, 7, 20)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def read(library: Library, tmp_path: Path) -> LedgerRead:
    return read_ledger(by_month(tmp_path / "台账.xlsx"), read_options(library))


def offered(library: Library, read: LedgerRead, printed: int = 2026) -> LedgerOffer:
    def as_answered(answers: LedgerAnswers, year: int):
        return understand(library, read, TODAY, answers, year=year)

    return LedgerOffer("台账.xlsx", 2026, printed, as_answered)


def column(dialog: LedgerDialog, at: int) -> list[str]:
    return [dialog.tasks.text(row, at) for row in range(dialog.tasks.rowCount())]


def choose(dialog: LedgerDialog, name: str, value: str) -> None:
    field = {**dialog.columns.fields, **dialog.states.fields}[name]
    field.setCurrentIndex(field.findData(value))


def test_a_word_that_nobody_knows_is_asked_and_shown_at_once(qtbot: QtBot, library: Library, read: LedgerRead) -> None:
    dialog = LedgerDialog(offered(library, read))
    qtbot.addWidget(dialog)
    assert column(dialog, 4) == ["推进中", "已销号", "卡壳？", "未启动"]
    assert "“卡壳”是什么状态：第3项" in dialog.notes.text()
    choose(dialog, "卡壳", State.SUSPENDED)
    assert column(dialog, 4)[2] == "已中止"
    assert "卡壳" not in dialog.notes.text()
    assert dialog.choice().ledger.learnt == {"卡壳": State.SUSPENDED}


def test_a_colour_without_a_legend_is_only_proposed(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    read = replace(read_ledger(coloured(tmp_path / "台账.xlsx"), read_options(library)), legend={})
    dialog = LedgerDialog(offered(library, read))
    qtbot.addWidget(dialog)
    assert list(dialog.states.fields) == ["绿", "黄", "红"]
    assert "绿色、黄色、红色的意思是按多数台账估计的" in dialog.notes.text()
    choose(dialog, "绿", State.IN_PROGRESS)
    assert "· 黄色、红色的意思是" in dialog.notes.text()
    assert column(dialog, 4)[0] == "推进中"


def test_a_column_is_set_otherwise_and_months_go_together(qtbot: QtBot, library: Library, read: LedgerRead) -> None:
    dialog = LedgerDialog(offered(library, read))
    qtbot.addWidget(dialog)
    assert list(dialog.columns.fields) == ["1月", "状态", "联系人"]
    assert column(dialog, 5)[0] == "6条：出6期"
    choose(dialog, "1月", LedgerField.KEPT)
    assert column(dialog, 5) == ["", "", "", ""]
    assert column(dialog, 7)[1] == "3月：检查30家；6月：检查完毕；联系人：王芳"
    choose(dialog, "状态", LedgerField.KEPT)
    assert list(dialog.states.fields) == []


def test_a_ledger_of_last_year_is_offered_as_such(qtbot: QtBot, library: Library, read: LedgerRead) -> None:
    dialog = LedgerDialog(offered(library, read, printed=2025))
    qtbot.addWidget(dialog)
    assert (dialog.choice().year, dialog.choice().last_year) == (2025, True)
    assert not dialog.rhythm.isEnabled()
    dialog.year.setCurrentIndex(0)
    assert (dialog.choice().year, dialog.choice().last_year) == (2026, False)


def test_a_chosen_file_is_taken_over(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = coloured(tmp_path / "台账.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    answer(monkeypatch, LedgerDialog, code=ACCEPTED)
    window.menus["take_over"].trigger()
    qtbot.waitUntil(lambda: "已接手" in window.statusBar().currentMessage(), timeout=30_000)
    shown = window.here().plan
    assert shown is not None
    assert (shown.title, shown.year) == ("云州市2026年政务公开工作台账", 2026)
    assert window.desk.step_names()[0] == "年中接手《云州市2026年政务公开工作台账》"


def test_columns_of_the_tasks_are_said_and_the_file_is_read_again(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    names: list[list[str]] = []

    def look(dialog: LedgerDialog) -> None:
        names.append([column(dialog, at)[0] for at in (1, 4, 5)])
        if len(names) == 1:
            dialog.leave_for_columns()

    def swap(dialog: ColumnsDialog) -> None:
        title, content = dialog.choices[0][1], dialog.choices[0][2]
        title.setCurrentIndex(title.findData(ColumnRole.CONTENT))
        content.setCurrentIndex(content.findData(ColumnRole.TITLE))

    answer(monkeypatch, LedgerDialog, look)
    answer(monkeypatch, ColumnsDialog, swap, code=ACCEPTED)
    ledger_in.take_over_from(window.here(), by_month(tmp_path / "台账.xlsx"))
    qtbot.waitUntil(lambda: "已接手" in window.statusBar().currentMessage(), timeout=30_000)
    assert names == [
        ["公报出版 按期出版政府公报", "推进中", "6条：出6期"],
        ["按期出版政府公报 公报出版", "推进中", "6条：出6期"],
    ]


@pytest.mark.parametrize("wanted", [True, False])
def test_a_ledger_given_as_a_plan_is_offered_to_be_taken_over(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, wanted: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ask, "choose", lambda parent, title, text, verb: asked.append(verb) or wanted)
    seen: list[str] = []
    answer(monkeypatch, LedgerDialog, lambda dialog: seen.append(dialog.told.text()), code=REJECTED)
    wizard = ImportWizard(window.desk)
    qtbot.addWidget(wizard)
    wizard.reader.open(by_month(tmp_path / "台账.xlsx"))
    qtbot.waitUntil(lambda: bool(seen) if wanted else wizard.review is not None, timeout=30_000)
    assert asked == ["年中接手"]
    assert bool(seen) is wanted


def test_what_is_cancelled_stores_nothing_and_what_is_refused_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen: list[str] = []
    answer(monkeypatch, LedgerDialog, lambda dialog: seen.append(dialog.told.text()), code=REJECTED)
    ledger_in.take_over_from(window.here(), by_month(tmp_path / "台账.xlsx"))
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
    assert seen == ["任务 4 项 · 认出状态 3 项 · 进展 9 条 · 佐证 0 份 · 待确认 2 处 · 留在其他栏目 1 栏"]
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda parent, title, text: told.append(text))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    ledger_in.take_over_from(window.here(), broken)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert window.desk.library is not None
    assert known_words(window.desk.library) == {}
    assert window.desk.step_names()[0] != "年中接手"
