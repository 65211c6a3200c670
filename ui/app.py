"""Start of the window: log file, Qt's Chinese, fonts and look, the error hook, the desk and its window."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from gongkai_desk.errors import DeskError
from gongkai_desk.paths import user_dir
from ui import input_method, theme
from ui.desk import Desk
from ui.jobs import GuiCollector
from ui.settings import Settings
from ui.window.window import MainWindow

_log = logging.getLogger("gongkai_desk")
LOG = "window.log"
_LOG_BYTES = 1_000_000
_BUG = (
    "刚才的操作没有完成，已存入台账的内容不受影响。\n"
    "请重试；如再次出现，请把“帮助 → 打开日志文件夹”中的日志交给维护人员。"
)


def application(settings: Settings) -> QApplication:
    """Return the one application object, dressed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        if sys.platform.startswith("linux"):
            plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
            settings.through_ibus = input_method.prepare(os.environ, plugins)
        app = QApplication(["gongkai-desk", "-style", "fusion"])  # setStyle would load all enums of QStyle
        app.setApplicationName("gongkai-desk")
        app.setApplicationDisplayName("公开台账")
        _speak_chinese(app)
    theme.apply(app, dark=theme.is_dark(settings.look, app), points=settings.points)
    return app


def _speak_chinese(app: QApplication) -> None:
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def run(library: Path | None, today: date, who: str) -> int:
    """Show the window on ``library``, or on the last one, until it is closed."""
    start_log()
    settings = Settings()
    app = application(settings)
    hook = ErrorHook(app)
    sys.excepthook = hook.tell
    collector = GuiCollector(app)
    desk = Desk(today, who or settings.who, settings)
    window = first_window(desk, library or next((path for path in settings.recent if path.is_dir()), None))
    code = app.exec()
    del window  # it lives as long as the program
    collector.stop()
    sys.excepthook = sys.__excepthook__
    return code


def first_window(desk: Desk, library: Path | None) -> MainWindow:
    """Return the window, shown on a library: that is opened first, so that nothing is laid out twice."""
    opened = library is not None and _opens(desk, library)
    window = MainWindow(desk)
    window.show()
    if library is not None and not opened:
        window.libraries.open(library)  # says why not, over the window
    return window


def _opens(desk: Desk, library: Path) -> bool:
    try:
        desk.open(library)
    except DeskError:
        return False
    desk.settings.library_folder = library.parent
    return True


def start_log() -> None:
    """Write what goes wrong into the user's folder; one old file is kept."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(user_dir() / LOG, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class ErrorHook(QObject):
    """Says one kind sentence for whatever nobody caught; a bug's trace goes to the log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._telling = False

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take the place of ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, DeskError):
            _log.error("unexpected", exc_info=(kind, error, trace))
        if self._telling:  # an error while an error is told: one message is enough
            return
        self._telling = True
        try:
            self._say(error)
        finally:
            self._telling = False

    def _say(self, error: BaseException) -> None:
        from gongkai_desk.wording.sentences import error_sentence
        from ui.dialogs.base.ask import tell

        text = error_sentence(error) if isinstance(error, DeskError) else _BUG
        tell(QApplication.activeWindow(), "公开台账", text)
