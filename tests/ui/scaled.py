"""Opens the window, the wizard's review and the dialogs on a described screen, in a process of its own; prints faults.

Qt takes the scale once, from QT_SCALE_FACTOR, before there is an application: ``test_scales`` starts this with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QToolBar,
    QWidget,
)

from gongkai_desk.paths import resource
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.standing.days import workdays_of
from tests.ui.sample_dialogs import BY_HAND
from ui.app import application
from ui.desk import Desk
from ui.dialogs.base.ask import Waiting
from ui.dialogs.office.restore import UnsentDialog
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.importing.source_reader import read_source
from ui.importing.wizard import ImportWizard
from ui.settings import Settings
from ui.widgets.notices import room_of
from ui.window.window import MainWindow

TODAY = date(2026, 9, 23)
REVIEWED = 2
_FIELDS = (QPlainTextEdit, QLineEdit, QComboBox)
_NOT_HERE = (UnsentDialog, Waiting)  # want a window with unsent texts, and a job


def faults(window: QWidget) -> Iterator[str]:
    """Yield what of a shown window is outside of its screen, or cut, or over something else."""
    name = type(window).__name__
    least = window.minimumSizeHint()
    if room_of(window).boundedTo(window.size()) != window.size() or window.size().expandedTo(least) != window.size():
        yield f"{name}: {window.size()} of {room_of(window)}, least {least}"
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.window() is window]
    for each in buttons:
        place = each.rect().translated(each.mapTo(window, each.rect().topLeft()))
        if not _scrolls(each) and not window.rect().contains(place):
            yield f"{name}: {each.text()} outside"
        if each.text() and each.width() < each.minimumSizeHint().width():
            yield f"{name}: {each.text()} cut"
    fields = [each for kind in _FIELDS for each in window.findChildren(kind)]
    for parent in dict.fromkeys(each.parentWidget() for each in (*buttons, *fields)):
        yield from _overlaps(parent, name)


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea | QToolBar):
        above = above.parentWidget()
    return above is not None


def _overlaps(parent: QWidget, name: str) -> Iterator[str]:
    kinds = (QAbstractButton, *_FIELDS)
    shown = [each for each in parent.children() if isinstance(each, kinds) and each.isVisible()]
    for number, each in enumerate(shown):
        for other in shown[:number]:
            if each.geometry().intersects(other.geometry()):
                yield f"{name}: {_called(each)} over {_called(other)}"


def _called(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else type(widget).__name__


def opened(desk: Desk) -> Iterator[QWidget]:
    """Yield the three windows, each shown and laid out."""
    window = MainWindow(desk)
    window.show()
    window.settle()
    for number in range(window.detail.tabs.count()):
        window.detail.tabs.setCurrentIndex(number)
        yield window
    window.tasks.view.selectRow(2)
    task = window.tasks.current()
    dialog = ReportDialog(replace(task, content=task.content * 5), TODAY, window)  # its head has several lines
    dialog.show()
    yield dialog
    dialog.reject()
    for kind, made in BY_HAND.items():
        if kind not in _NOT_HERE:
            each = made(window)
            each.show()
            yield each
            each.close()
    yield from _wizard(desk)
    window.close()


def _wizard(desk: Desk) -> Iterator[QWidget]:
    wizard, plan = ImportWizard(desk), resource("samples", "yunzhou-2026.pdf")
    wizard.show()
    wizard.take_read(plan, read_source(plan, ReadOptions(workdays_of(desk.library))))
    wizard.keep_apart()
    for _ in range(REVIEWED):
        wizard.settle()
        yield wizard
        wizard.go_on()
    wizard.history.begin(None)  # else closing it keeps a draft
    wizard.close()


def main(library: Path) -> None:
    """Print one line for each fault."""
    settings = Settings()
    app = application(settings)
    desk = Desk(TODAY, "李明", settings)
    desk.open(library)
    for window in opened(desk):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for each in faults(window):
            print(each)
    print("seen")
    app.closeAllWindows()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
