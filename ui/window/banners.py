"""What stands above the panes until it is read: no secrets, a library only for reading, typing, what was lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import input_method
from ui.commands import unsent
from ui.commands.command import WhereNow
from ui.commands.help import NO_SECRETS
from ui.libraries import Libraries
from ui.unsent import UnsentTexts
from ui.widgets.notices import Banner


class Banners(QWidget):
    """Four lines, each there only as long as it has something to say."""

    def __init__(self, libraries: Libraries, texts: UnsentTexts, where: WhereNow, parent: QWidget) -> None:
        super().__init__(parent)
        desk = self._desk = texts.desk
        self._libraries, self._texts, self._where = libraries, texts, where
        self.secrets, self.reading_only, self.typing, self.unsent = (Banner(self) for _ in range(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.secrets, self.reading_only, self.typing, self.unsent):
            column.addWidget(each)
        self.secrets.pressed.connect(self._close_secrets)
        self.typing.pressed.connect(self._close_typing)
        self.reading_only.pressed.connect(self._open_for_writing)
        self.unsent.pressed.connect(self._show_unsent)
        texts.found.connect(self._say_unsent)
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
        self.unsent.hide()
        self._texts.begin()

    def _say_unsent(self) -> None:
        self.unsent.say(f"上次有 {len(self._texts.left)} 处写好的文字没有存入。", "查看")

    def _show_unsent(self) -> None:
        unsent.show(self._where(), self._texts)
        self.unsent.setVisible(bool(self._texts.left))
        if self._texts.left:
            self._say_unsent()

    def _close_secrets(self) -> None:
        self._desk.settings.welcomed = True
        self.secrets.hide()

    def _close_typing(self) -> None:
        self._desk.settings.told_of_input = True
        self.typing.hide()

    def _open_for_writing(self) -> None:
        if self._desk.library is not None:
            self._libraries.open(Path(self._desk.library.folder))
