import gc
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from gongkai_desk.domain.plan import Plan, Task
from ui.desk import Desk
from ui.dialogs.keys import Keys
from ui.dialogs.plan_facts import PlanFacts
from ui.dialogs.report_dialog import ReportDialog
from ui.dialogs.waiting import Waiting
from ui.dialogs.written import Written
from ui.main_window import MainWindow


def silent(progress: object) -> None:
    return None


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "keys": lambda window: Keys(window.menus.all(), window),
    "plan facts": lambda window: PlanFacts(Plan("要点"), 3, window),
    "report": lambda window: ReportDialog(Task(content="事"), date(2022, 1, 1), window),
    "written": lambda window: Written(Path("/a/b.docx"), window),
    "waiting": lambda window: Waiting("写", window.desk.jobs.start(silent), window),
}


def cleared() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS.keys())
def test_a_closed_dialog_is_freed(window: MainWindow, make: Callable[[MainWindow], QDialog]) -> None:
    dialog = make(window)
    seen = weakref.ref(dialog)
    dialog.show()
    dialog.close()
    dialog.deleteLater()
    del dialog
    cleared()
    assert seen() is None


def test_a_closed_window_is_freed(desk: Desk, library_folder: Path) -> None:
    window = MainWindow(desk)
    desk.open(library_folder)
    window.show()
    for name in ("进展", "原文出处", "变更记录"):
        window.detail.turn_to(name)
    seen = weakref.ref(window)
    window.close()
    window.deleteLater()
    del window
    cleared()
    assert seen() is None


def test_opening_and_closing_libraries_leaves_no_dialogs(window: MainWindow, library_folder: Path) -> None:
    before = len(window.findChildren(QDialog))
    for _ in range(3):
        window.desk.close()
        window.libraries.open(library_folder)
    cleared()
    assert len(window.findChildren(QDialog)) == before
