"""Pictures of the window as a clerk would see it, for ``demo``; drawn at twice the size so that print is sharp."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.app import application
from ui.desk import Desk
from ui.settings import Settings
from ui.window.window import MainWindow

SIZE = QSize(1366, 768)
SCALE = 2
_NO_SIZE_HINTS = "This plugin does not support propagateSizeHints()"


def take(folder: Path, library: Path, plan: Path, today: date) -> list[Path]:
    """Write the pictures into ``folder`` and return their paths."""
    with _no_word_of_size_hints():
        return _take(folder, library, plan, today)


def _take(folder: Path, library: Path, plan: Path, today: date) -> list[Path]:
    settings = Settings()
    app = application(settings)
    desk = Desk(today, settings.who, settings)
    desk.open(library)
    window = MainWindow(desk)
    made = []
    try:
        for name, dark in (("主窗口", False), ("主窗口-深色", True)):
            theme.apply(app, dark=dark, points=settings.points)
            _settle(window)
            made.append(_picture(window, folder / f"{name}.png"))
        theme.apply(app, dark=False, points=settings.points)
        window.stage.go_to_page("dashboard")
        _settle(window)
        made.append(_picture(window, folder / "工作台.png"))
        made.append(_review_picture(desk, plan, folder / "导入核对.png"))
    finally:
        theme.apply(app, dark=theme.is_dark(settings.look, app), points=settings.points)
        window.close()
        window.deleteLater()
    return made


@contextmanager
def _no_word_of_size_hints() -> Iterator[None]:
    """Keep from the console what Qt says of every window that is drawn without a screen; all else is passed on."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text == _NO_SIZE_HINTS:
            return
        if callable(former):
            former(kind, context, text)
        else:
            print(text, file=sys.stderr)

    former = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(former)


def _review_picture(desk: Desk, plan: Path, target: Path) -> Path:
    """Draw the import of ``plan`` at its review."""
    from gongkai_desk.services.intake.reading import ReadOptions
    from gongkai_desk.standing.days import workdays_of
    from ui.importing.source_reader import read_source
    from ui.importing.wizard import ImportWizard

    wizard = ImportWizard(desk)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    wizard.resize(SIZE)
    wizard.show()
    wizard.take_read(plan, read_source(plan, ReadOptions(workdays_of(desk.library))))
    if wizard.recognise_page.similar.isVisible():  # the sample has the plan already
        wizard.keep_apart()
    wizard.go_on()
    wizard.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    picture = _picture(wizard, target)
    wizard.close()
    wizard.deleteLater()
    return picture


def _settle(window: MainWindow) -> None:
    """Let the window take its size and lay itself out without showing it to anybody."""
    window.banners.secrets.hide()
    window.banners.reading_only.hide()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(SIZE)
    window.show()
    window.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _picture(widget: QWidget, path: Path) -> Path:
    """Draw a widget at ``SCALE``, or at the screen's own scale where that is larger."""
    scale = max(SCALE, widget.devicePixelRatioF())
    pixmap = QPixmap(widget.size() * scale)
    pixmap.setDevicePixelRatio(scale)
    widget.render(pixmap)
    pixmap.save(str(path))
    return path
