"""A plan from its file to the ledger and back, with real widgets."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desk.paths import resource
from gongkai_desk.store.care.backup import dumped
from tests.ui.importing.test_wizard import choose, forget, read, to_the_end
from ui.dialogs.base import ask
from ui.dialogs.tasks.bulk_edit import BulkEdit
from ui.edits import Edit
from ui.importing.draft_view import SplitDialog
from ui.importing.wizard import ImportWizard
from ui.models.draft_table import DEADLINE
from ui.window.window import MainWindow

FILES = {"云州市": (resource("samples", "yunzhou-2026.pdf"), 41), "上海": (Path("files/shanghai-2022-table.pdf"), 121)}


@pytest.fixture(params=FILES, ids=["sample", "shanghai"])
def file(request: pytest.FixtureRequest) -> tuple[Path, int]:
    path, count = FILES[request.param]
    return (path, count) if path.is_absolute() else (request.getfixturevalue("shared_plans") / path, count)


def facts(window: MainWindow) -> list[str]:
    return list(dumped(window.desk.library))


def answer_one_doubt(wizard: ImportWizard) -> None:
    """Press the first answer that asks nothing more; there is one doubt less then."""
    page = wizard.review_page
    before = len(wizard.review.shown.doubts)
    for _ in range(before):
        plain = [each for each in page.bar.buttons if not each.text().endswith("…")]
        if plain:
            plain[0].click()
            break
        page.bar.behind.click()
    assert len(wizard.review.shown.doubts) < before


def test_from_the_file_to_the_ledger_and_back(
    window: MainWindow, qtbot: QtBot, file: tuple[Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, count = file
    monkeypatch.setattr(ask, "choose", lambda *words: True)  # another city's plan is asked about
    window.settle()
    untouched = facts(window)
    wizard = ImportWizard(window.desk, window)
    qtbot.addWidget(wizard, before_close_func=forget)
    wizard.show()
    read(wizard, qtbot, path)
    wizard.go_on()
    assert len(wizard.review.shown.tasks) == count

    page = wizard.review_page
    page.model.setData(page.model.index(0, DEADLINE), "10月底前")
    answer_one_doubt(wizard)
    monkeypatch.setattr(SplitDialog, "ask", lambda parent, content: 4)
    choose(page, 2)
    page.split.click()
    assert len(wizard.review.shown.tasks) == count + 1
    choose(page, 2, 3)
    page.merge.click()
    assert len(wizard.review.shown.tasks) == count
    assert facts(window) == untouched  # nothing is stored before the last step
    to_the_end(wizard)

    plan = wizard.changes.made
    assert window.tree.choose(plan)
    assert window.tasks.model.rowCount() == count
    first = window.tasks.shown()[0]
    assert first.deadline.text == "10月底前"
    edits = [Edit(task, "deadline", "年底前") for task in window.tasks.shown()[:5]]
    monkeypatch.setattr(BulkEdit, "ask", lambda *given: edits)
    window.tasks.choose_tasks([task.id for task in window.tasks.shown()[:5]])
    window.menus["bulk"].trigger()
    assert [task.deadline.text for task in window.tasks.shown()[:5]] == ["年底前"] * 5

    edited = facts(window)
    window.menus["undo"].trigger()
    assert window.tasks.shown()[0].deadline.text == "10月底前"
    window.menus["undo"].trigger()
    assert facts(window) == untouched
    window.menus["redo"].trigger()
    window.menus["redo"].trigger()
    assert facts(window) == edited
