"""What stands above the panes until it is read: no secrets, a library only for reading, how Chinese is typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import input_method
from ui.commands.help import NO_SECRETS
from ui.desk import Desk
from ui.libraries import Libraries
from ui.widgets.banner import Banner


class Banners(QWidget):
    """Three lines, each there only as long as it has something to say."""

    def __init__(self, desk: Desk, libraries: Libraries, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._libraries = desk, libraries
        self.secrets, self.reading_only, self.typing = Banner(self), Banner(self), Banner(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.secrets, self.reading_only, self.typing):
            column.addWidget(each)
        self.secrets.pressed.connect(self._close_secrets)
        self.typing.pressed.connect(self._close_typing)
        self.reading_only.pressed.connect(self._open_for_writing)
        settings = desk.settings
        if not settings.welcomed:
            self.secrets.say(f"{NO_SECRETS}。", "知道了")
        if settings.through_ibus and not settings.told_of_input:
            self.typing.say(input_method.REMARK, "知道了")

    def show_library(self) -> None:
        """Say whether the library that is open now can be written."""
        library = self._desk.library
        self.reading_only.setVisible(False)
        if library is not None and library.read_only:
            self.reading_only.say("以只读方式打开，不能修改。", "改为可写打开")

    def _close_secrets(self) -> None:
        self._desk.settings.welcomed = True
        self.secrets.hide()

    def _close_typing(self) -> None:
        self._desk.settings.told_of_input = True
        self.typing.hide()

    def _open_for_writing(self) -> None:
        if self._desk.library is not None:
            self._libraries.open(Path(self._desk.library.folder))
