"""What the command line asks of the window, without knowing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintedPaper


class Screen(Protocol):
    """Opened lazily by ``__main__``, the one door to ``ui``."""

    def open_window(self, library: Path | None, today: date, who: str) -> int:
        """Show the main window on ``library`` (``None``: the last one) and return its exit code."""

    def take_pictures(self, folder: Path, library: Path, plan: Path, today: date) -> list[Path]:
        """Write pictures of the main window and of the import of ``plan`` into ``folder``; raises ``NoWindow``."""

    def write_pdf(self, paper: PrintedPaper, path: Path) -> tuple[str, ...]:
        """Write pages as PDF; return the official fonts that are missing here. Raises ``NoWindow`` without Qt."""


LoadScreen = Callable[[], Screen]
