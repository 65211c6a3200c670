"""The file that is being imported: read in the background, asked for its password, read again by other columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desk.errors import DeskError, Encrypted
from gongkai_desk.services.intake.reading import ReadOptions, table_columns
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs import ask
from ui.dialogs.waiting import run_waiting
from ui.importing.columns_dialog import ColumnsDialog, remember, remembered
from ui.importing.known import Known, Read, read_source

if TYPE_CHECKING:
    from gongkai_desk.parsing.layouts import Columns

Source = Path | str
Sizes = tuple[tuple[float, float], ...]


class SourceReader(QObject):
    """Emits ``began`` with each reading, then ``read(draft and sizes)`` or ``refused(sentence)``.

    ``path``, ``password`` and ``sizes`` are those of the file that was read last; one that is being read, or could not
    be, changes none of them.
    """

    began = Signal()
    read = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, known: Known, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._known, self._window = desk, known, window
        self.path: Path | None = None
        self.password = ""
        self.sizes: Sizes = ()
        self._pasted = ""
        self._asked: Source = ""
        self._given = ""  # the password for what is being read

    @property
    def asked(self) -> Path | None:
        """Return the file that is being read, ``None`` if it is pasted text."""
        return self._asked if isinstance(self._asked, Path) else None

    def open(self, source: Source) -> None:
        """Read a file, or pasted text."""
        self._given = ""
        self._start(source)

    def hold(self, path: Path | None, sizes: Sizes) -> None:
        """Stand on a file that has been read already."""
        self.path, self.sizes = path, sizes

    def _start(self, source: Source) -> None:
        self._asked = source
        self.began.emit()
        layouts = remembered(self._desk.settings)
        known = self._known
        options = ReadOptions(known.workdays(), self._given, directory=known.directory(), layouts=layouts)
        name = source.name if isinstance(source, Path) else "粘贴的文字"
        self.run(partial(read_source, source, options), f"正在读取《{name}》", self._take, self._fail)

    def run(
        self, work: Callable[..., object], text: str, done: Callable[..., None], failed: Callable[..., None]
    ) -> None:
        """Start a job that the window waits for, with a word about it and 取消."""
        run_waiting(self._desk.jobs, work, text, self._window, done, failed)

    @Slot(object)
    def _take(self, read: Read) -> None:
        self.password = self._given
        self.read.emit(read)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, Encrypted) and self.asked is not None:
            self._ask_password(self.asked, error)
        else:
            self.refused.emit(error_sentence(error))

    def _ask_password(self, path: Path, error: Encrypted) -> None:
        sentence = error_sentence(error)
        password = ask.ask_line(self._window, "文件已加密", sentence, hidden=QLineEdit.EchoMode.Password)
        if password:
            self._given = password
            self._start(path)
        else:
            self.refused.emit(sentence)

    # -- other columns

    def ask_columns(self, text: str) -> None:
        """Look which columns the file has (``text``: what was pasted), then ask what they hold."""
        self._asked = source = self.path or text
        self._pasted = text
        self.run(partial(table_columns, source, self.password), "正在看表格的各列", self._show_columns, self._fail)

    @Slot(object)
    def _show_columns(self, tables: Sequence[Columns]) -> None:
        """Read the file again with other meanings of its columns."""
        known = {layout.names: layout.roles for layout in remembered(self._desk.settings)}
        shown = [replace(t, layout=replace(t.layout, roles=known.get(t.layout.names, t.layout.roles))) for t in tables]
        if not tables:
            ask.tell(self._window, "重认各列", "这份文件里没有表格。")
            return
        layouts = ColumnsDialog.ask(self._window, shown)
        if layouts is not None:
            remember(self._desk.settings, layouts)
            self._given = self.password
            self._start(self.path or self._pasted)
