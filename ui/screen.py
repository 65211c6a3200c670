"""The window as the command line sees it; importing this module loads no Qt."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.errors import NoWindow

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper


def open_window(library: Path | None, today: date, who: str) -> int:
    """Show the main window on ``library`` (``None``: the last one) and return its exit code.

    Raises:
        NoWindow: there is no Qt or no screen here.
    """
    _ask_for_screen()
    leave_garbage()
    _load_qt()
    from ui import app

    return app.run(library, today, who)


def leave_garbage() -> None:
    """Keep the collector out of the start, a tenth of its time; ``jobs.GuiCollector`` takes over with the window."""
    gc.disable()


def take_pictures(folder: Path, library: Path, plan: Path, today: date) -> list[Path]:
    """Write pictures of the main window and of the import of ``plan`` into ``folder``.

    Raises:
        NoWindow: there is no Qt here.
    """
    _do_without_screen()
    os.environ.setdefault("QT_SCALE_FACTOR", "2")  # icons are then drawn sharp too
    _load_qt()
    from ui import pictures

    return pictures.take(folder, library, plan, today)


def write_pdf(paper: PrintedPaper, path: Path) -> tuple[str, ...]:
    """Write pages as PDF and return the official fonts that are missing here.

    Raises:
        NoWindow: there is no Qt here. NoPermission, DiskFull, TargetInUse: ``path`` cannot be written.
    """
    _do_without_screen()
    _load_qt()
    from PySide6.QtGui import QGuiApplication

    from ui.printing.pdf import missing_fonts
    from ui.printing.pdf import write_pdf as paint

    application = QGuiApplication.instance() or QGuiApplication(["gongkai-desk"])
    paint(paper, path)
    missing = missing_fonts(paper)
    del application  # it had to live until here
    return missing


def _do_without_screen() -> None:
    """Let Qt draw where nobody looks."""
    if "QT_QPA_PLATFORM" not in os.environ and not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _load_qt() -> None:
    try:
        import PySide6.QtWidgets  # noqa: F401 - only to see that it loads
    except ImportError as error:
        raise NoWindow(reason=f"缺少 Qt：{error}") from error


def _ask_for_screen() -> None:
    """Refuse before Qt does, which would end the program."""
    if sys.platform.startswith("linux") and "QT_QPA_PLATFORM" not in os.environ and not _has_screen():
        raise NoWindow(reason="没有图形桌面")


def _has_screen() -> bool:
    """Tell whether a display answers here; Windows and macOS always have one."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Tell whether an X server listens under ``display``, e.g. ``:0``, ``localhost:10.0``."""
    import socket

    host, _, number = display.rpartition(":")
    number = number.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        family, address = socket.AF_UNIX, f"/tmp/.X11-unix/X{number}"
    else:
        family, address = socket.AF_INET, (host, 6000 + int(number))  # type: ignore[assignment]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True
