"""The small window while a job runs: gone before anything else opens, whatever ends the job."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from gongkai_desk.errors import Encrypted
from gongkai_desk.progress import Progress, Stage
from ui.dialogs.base import ask
from ui.dialogs.base.ask import Waiting, run_waiting
from ui.dialogs.base.written import Written
from ui.importing.wizard import ImportWizard
from ui.jobs import Job
from ui.window.window import MainWindow

PAPERS = ("breakdown_docx", "breakdown_xlsx", "ledger_docx", "ledger_xlsx")


def quick(progress: Progress) -> str:
    progress(Stage.WRITING, 1, 1)
    return "好"


def bad(progress: Progress) -> None:
    raise Encrypted(file="要点.docx")


def held(go: threading.Event, progress: Progress) -> None:
    go.wait()
    progress(Stage.WRITING, 1, 1)


def still_there(window: MainWindow) -> list[Waiting]:
    """Return the waiting windows that are seen, or would still come up."""
    return [each for each in window.findChildren(Waiting) if each.isVisible() or each._delay.isActive()]


def run(window: MainWindow, work: object, seen: list[object]) -> Job:
    def look(value: object) -> None:
        seen.append((value, still_there(window)))

    return run_waiting(window.desk.jobs, work, "正在生成", window, look, look)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_waits_over_a_paper_that_was_written_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shown: list[list[Waiting]] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "表"), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(still_there(window)))
    window.menus[name].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown == [[]]


def test_nothing_waits_over_the_question_for_a_password(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard, asked = ImportWizard(window.desk, window), []
    monkeypatch.setattr(ask, "ask_line", lambda *given, **more: asked.append(still_there(window)))
    wizard.reader._asked = Path("要点.docx")
    wizard.reader.run(bad, "正在读取", wizard.reader._take, wizard.reader._fail)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [[]]


@pytest.mark.parametrize("work", [quick, bad], ids=["success", "failure"])
def test_it_is_gone_when_the_end_is_told(qtbot: QtBot, window: MainWindow, work: object) -> None:
    seen: list[tuple[object, list[Waiting]]] = []
    run(window, work, seen)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][1] == []


def test_it_is_gone_when_cancelling_is_told(qtbot: QtBot, window: MainWindow) -> None:
    go, seen = threading.Event(), []
    job = run(window, partial(held, go), [])
    job.cancelled.connect(lambda: seen.append(still_there(window)))
    (waiting,) = window.findChildren(Waiting)
    waiting.show()
    waiting._cancel.click()
    go.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [[]]


def test_it_is_gone_when_what_takes_the_result_fails(qtbot: QtBot, window: MainWindow) -> None:
    def fall(result: object) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as raised:
        job = run_waiting(window.desk.jobs, quick, "正在生成", window, fall, fall)
        with qtbot.waitSignal(job.destroyed):
            pass
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert still_there(window) == []


@pytest.mark.parametrize("shown", [False, True], ids=["before it came up", "while it is up"])
def test_the_end_of_the_window_puts_it_away_and_tells_no_result(window: MainWindow, *, shown: bool) -> None:
    go, seen = threading.Event(), []
    job = run(window, partial(held, go), seen)
    ended: list[str] = []
    job.ended.connect(lambda: ended.append("ended"))
    job.cancelled.connect(lambda: ended.append("cancelled"))
    if shown:
        window.findChildren(Waiting)[0].show()
    go.set()
    window.desk.jobs.shut_down()  # as closing does
    assert still_there(window) == []
    assert (ended, seen) == (["ended", "cancelled"], [])


def test_a_dialog_that_is_left_cancels_what_it_waits_for(qtbot: QtBot, window: MainWindow) -> None:
    go, dialog = threading.Event(), QDialog(window)
    dialog.open()
    job = run_waiting(window.desk.jobs, partial(held, go), "正在读取", dialog, print, print)
    dialog.reject()
    with qtbot.waitSignal(job.cancelled):
        go.set()
