"""上级下发的填报表 in the window: given as a plan, shown beside what is here, registered, filled back from its copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.work import NewReport
from gongkai_desk.services.progress import work
from gongkai_desk.store.entries.handed import handed_books
from tests.handed_books import EAST, WEST, City, a_city
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.cycle import collecting, handed
from ui.dialogs.base import ask
from ui.dialogs.base.written import Written
from ui.dialogs.rounds.fill_dialog import FillDialog
from ui.dialogs.rounds.handed_dialog import HandedDialog
from ui.dialogs.rounds.returns_dialog import ReturnsDialog
from ui.importing.wizard import ImportWizard
from ui.window.window import MainWindow


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with a_city(tmp_path) as made:
        yield made


def registered(window: MainWindow) -> list[str]:
    assert window.desk.library is not None
    return [f"{entry.batch} {entry.unit}" for entry in handed_books(window.desk.library)]


def test_a_book_given_as_a_plan_is_registered(
    city: City, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    became: list[set[str]] = []

    def look(dialog: HandedDialog) -> None:
        became.append({dialog.tasks.text(row, 5) for row in range(dialog.tasks.rowCount())})

    answer(monkeypatch, HandedDialog, look)
    wizard = ImportWizard(window.desk)
    qtbot.addWidget(wizard)
    wizard.reader.open(city.send())
    qtbot.waitUntil(lambda: bool(registered(window)), timeout=30_000)
    assert registered(window) == [f"2026Q2-01 {EAST}"]
    assert became == [{"新增"}]
    shown = window.here().plan
    assert shown is not None
    assert shown.title == "2026年云州市政务公开工作要点"


def test_a_shared_book_waits_for_the_unit_and_may_be_collected_instead(
    city: City, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    book, wanted = city.send(shared=True), list[list[Path]]()
    monkeypatch.setattr(collecting, "collect_from", lambda here, paths, *, ours: wanted.append(list(paths)))

    def choose(dialog: HandedDialog) -> None:
        assert not dialog.accept_button.isEnabled()
        dialog.unit.setCurrentText(WEST)
        assert dialog.accept_button.isEnabled()

    answer(monkeypatch, HandedDialog, HandedDialog.collect, ACCEPTED)
    handed.register_from(window.here(), book)
    qtbot.waitUntil(lambda: bool(wanted), timeout=30_000)
    assert (wanted, registered(window)) == ([[book]], [])
    answer(monkeypatch, HandedDialog, choose)
    handed.register_from(window.here(), book)
    qtbot.waitUntil(lambda: bool(registered(window)), timeout=30_000)
    assert registered(window) == [f"2026Q2-01 {WEST}"]


def test_a_book_is_filled_back_from_the_file_that_was_kept(
    city: City, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda parent, title, text: told.append(text))
    window.menus["fill_back"].trigger()
    assert "还没有登记过" in told[0]
    book, target, shown = city.send(), tmp_path / "回.xlsx", list[str]()
    answer(monkeypatch, HandedDialog)
    handed.register_from(window.here(), book)
    qtbot.waitUntil(lambda: bool(registered(window)), timeout=30_000)
    book.unlink()
    plan = window.here().plan
    assert plan is not None
    task = window.desk.shelf.tasks(plan.id)[0]
    window.desk.do(work.report, task_id=task.id, new=NewReport(None, window.desk.today, "东城已公开", "2026Q2"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    answer(monkeypatch, FillDialog, lambda dialog: shown.append(dialog.period.currentData()), ACCEPTED)
    answer(monkeypatch, Written, lambda dialog: shown.append("written"), REJECTED)
    window.menus["fill_back"].trigger()
    qtbot.waitUntil(lambda: "written" in shown, timeout=30_000)
    assert shown == ["2026Q2", "written"]
    assert openpyxl.load_workbook(target)["填报表"]["F4"].value == "东城已公开"


def test_one_dropped_in_an_archive_is_left_out_of_the_returns_and_registered(
    city: City, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    book, asked = city.send(), list[str]()
    with ZipFile(tmp_path / "来文.zip", "w") as package:
        package.write(book, book.name)

    def agree(parent: object, title: str, text: str, verb: str) -> bool:
        asked.append(text)
        return verb == "登记为上级任务"

    def look(dialog: ReturnsDialog) -> QDialog.DialogCode:
        qtbot.waitUntil(lambda: bool(asked), timeout=30_000)
        assert dialog.reviews == []
        return REJECTED

    monkeypatch.setattr(ask, "choose", agree)
    monkeypatch.setattr(ReturnsDialog, "exec", look)
    answer(monkeypatch, HandedDialog)
    collecting.collect_from(window.here(), [tmp_path / "来文.zip"])
    qtbot.waitUntil(lambda: bool(registered(window)), timeout=30_000)
    assert registered(window) == [f"2026Q2-01 {EAST}"]
    assert book.name in asked[0]
