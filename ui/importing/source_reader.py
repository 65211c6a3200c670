"""The file that is imported, read in the background against what the office knows; 重认各列 by other columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import PagePlace
from gongkai_desk.errors import DeskError, Encrypted, NoText, ReturnedBook
from gongkai_desk.parsing.typed import Columns, Layout
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.scan.component import install
from gongkai_desk.review.drafting import Reader
from gongkai_desk.services.intake.handed import is_handed
from gongkai_desk.services.intake.reading import ReadOptions, page_sizes, read_plan, table_columns
from gongkai_desk.standing.days import workdays_of
from gongkai_desk.store.units import directory, reading_directory
from gongkai_desk.wording.sentences import REASONS, error_sentence
from gongkai_desk.words.terms import PLAIN_WORDS, ColumnRole
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.ask import run_waiting
from ui.dialogs.base.dialog import Dialog
from ui.settings import Settings
from ui.widgets.notices import button, label

Read = tuple[Draft, tuple[tuple[float, float], ...]]
"""A draft and the sizes (points) of the pages that can be drawn, none if the source has no pages."""


class Known:
    """The office's units and working days, loaded at the first question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """Return what corrected texts are read against."""
        if self._reader is None:
            self._reader = Reader(self.directory(), self.workdays())
        return self._reader

    def workdays(self) -> Workdays:
        """Return the office's working days, as they stand now."""
        return workdays_of(self._desk.library)

    def directory(self) -> UnitDirectory:
        """Return the usual names, and the library's own in their place."""
        return reading_directory(self._desk.library) if self._desk.library else UnitDirectory.usual()

    def own(self) -> UnitDirectory:
        """Return the library's own units only."""
        return directory(self._desk.library) if self._desk.library else UnitDirectory()


def read_source(source: Path | str, options: ReadOptions, progress: Progress = silent) -> Read:
    """Read a source and measure the pages that can be drawn; a job."""
    draft = read_plan(source, options, progress)
    places = (place for part in draft.parts for task in part.tasks for place in task.source)
    if isinstance(source, Path) and any(isinstance(place, PagePlace) for place in places):
        return draft, page_sizes(source, options.password, progress)
    return draft, ()


_ELSEWHERE = "本台账库记的是{own}的任务，这份文件是{place}的。存进来以后，两地名称相同的单位会记成一家。"


def is_read_anyway(window: QWidget, told: str) -> bool:
    """Ask whether what is not like a plan is to be gone on with; no is the default."""
    return ask.choose(window, "不像工作要点", f"{told}\n确是要点的，可以照样往下核对。", "仍然核对")


def is_taken_from(parent: QWidget, place: str, own: str) -> bool:
    """Ask whether a plan of another place is to come into a library of our ``own``."""
    return ask.choose(parent, "另一地区的文件", _ELSEWHERE.format(own=own, place=place), "仍然导入")


Source = Path | str
Sizes = tuple[tuple[float, float], ...]


def _lacks_component(error: DeskError) -> bool:
    return isinstance(error, NoText) and error.data.get("component") is False


class SourceReader(QObject):
    """Emits ``began`` with each reading, then ``read(draft and sizes)`` or ``refused(sentence)``.

    ``returned``: it is a 填报表 that came back, and is wanted to be collected; ``handed``: one that a superior sent.
    ``path``, ``password`` and ``sizes`` are those of the file that was read last; one that is being read, or could not
    be, changes none of them. ``anyway``: a person said that what is read last is a plan, whatever it looks like.
    """

    began = Signal()
    read = Signal(object)
    refused = Signal(str)
    returned = Signal()
    handed = Signal()

    def __init__(self, desk: Desk, known: Known, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._known, self._window = desk, known, window
        self.path: Path | None = None
        self.password = ""
        self.sizes: Sizes = ()
        self._pasted = ""
        self.scan_waits = False  # what was refused last is a scan that the reading component could read
        self._asked: Source = ""
        self._given = ""  # the password for what is being read
        self.anyway = False

    @property
    def asked(self) -> Path | None:
        """Return the file that is being read, ``None`` if it is pasted text."""
        return self._asked if isinstance(self._asked, Path) else None

    def open(self, source: Source) -> None:
        """Read a file, or pasted text."""
        self._given, self.anyway = "", False
        self._start(source)

    def hold(self, path: Path | None, sizes: Sizes) -> None:
        """Stand on a file that has been read already."""
        self.path, self.sizes = path, sizes

    def _start(self, source: Source) -> None:
        self._asked = source
        self.scan_waits = False
        self.began.emit()
        layouts = remembered(self._desk.settings)
        known = self._known
        options = ReadOptions(known.workdays(), self._given, directory=known.directory(), layouts=layouts)
        options = replace(options, anyway=self.anyway)
        name = source.name if isinstance(source, Path) else _PASTED
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
        elif isinstance(error, ReturnedBook) and self.asked is not None and self._is_handed(error):
            self.handed.emit()
        elif isinstance(error, ReturnedBook) and self.asked is not None and self._is_collected(error):
            self.returned.emit()
        elif error.data.get("reason") == "other_paper" and is_read_anyway(self._window, self._unlike()):
            self.anyway = True
            self._start(self._asked)
        else:
            self.scan_waits = _lacks_component(error)
            self.refused.emit(error_sentence(error))

    def _is_handed(self, error: ReturnedBook) -> bool:
        return self._desk.library is not None and is_handed(self._desk.library, error)

    def _is_collected(self, error: DeskError) -> bool:
        return ask.choose(self._window, "交回的填报表", error_sentence(error), "打开回收汇总")

    def _unlike(self) -> str:
        name = self._asked.name if isinstance(self._asked, Path) else _PASTED
        return f"《{name}》{REASONS['other_paper']}。请确认选对了文件。"

    def _ask_password(self, path: Path, error: Encrypted) -> None:
        sentence = error_sentence(error)
        password = ask.ask_line(self._window, "文件已加密", sentence, hidden=QLineEdit.EchoMode.Password)
        if password:
            self._given = password
            self._start(path)
        else:
            self.refused.emit(sentence)

    # -- the reading component

    @Slot(object)
    def take_component(self, folder: Path) -> None:
        """Take the reading component from a folder, then read the scan that was refused."""
        self.run(partial(install, folder), "正在装入识别组件", self._read_scan, self._fail_component)

    @Slot(object)
    def _read_scan(self, _: object) -> None:
        self._start(self._asked)

    @Slot(object)
    def _fail_component(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.refused.emit(error_sentence(error))  # the scan still waits: another folder may be the right one

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


_PASTED = "粘贴的文字"
_KEY = "import-columns"
_KEPT = 50  # layouts remembered
_SAMPLE = 24  # characters of a sample
_NONE = "不用这一列"


class ColumnsDialog(Dialog):
    """Shows each column by its header and a text of its first row; returns the layouts as a person sees them."""

    def __init__(self, tables: Sequence[Columns], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("重认各列")
        self._tables = tuple(tables)
        self.choices: list[list[QComboBox]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        told = "请核对每一列装的是什么。确定后按此重新读取文件，核对中的修改会重来；以后遇到同样表头的文件也照此读取。"
        column.addWidget(label(told, wrap=True, parent=self))
        column.addWidget(self._area(), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject, parent=self))
        self.do = button("按此重新读取", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        row.addWidget(self.do)
        column.addLayout(row)
        self.resize(640, 480)

    def _area(self) -> QScrollArea:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setColumnStretch(1, 1)
        for number, table in enumerate(self._tables, 1):
            if len(self._tables) > 1:
                grid.addWidget(label(f"第 {number} 种表", name="heading", parent=inside), grid.rowCount(), 0, 1, 3)
            self.choices.append([self._line(grid, table, at) for at in range(len(table.layout.names))])
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _line(self, grid: QGridLayout, table: Columns, at: int) -> QComboBox:
        name, sample = table.layout.names[at] or f"第 {at + 1} 列", " ".join(table.samples[at].split())
        choice = QComboBox(self)
        choice.setAccessibleName(f"{name} 装的是")
        choice.addItem(_NONE, None)
        for role, word in PLAIN_WORDS.items():
            choice.addItem(word, role)
        choice.setCurrentIndex(max(choice.findData(table.layout.roles[at]), 0))
        shown = sample if len(sample) <= _SAMPLE else f"{sample[:_SAMPLE]}…"
        row = grid.rowCount()
        for place, part in enumerate((label(name, parent=self), label(shown, name="dim", parent=self), choice)):
            grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignVCenter)
        return choice

    @classmethod
    def ask(cls, parent: QWidget, tables: Sequence[Columns]) -> tuple[Layout, ...] | None:
        """Return the layouts that were changed; ``None`` if it was cancelled or nothing was changed."""
        dialog = cls(tables, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        layouts = dialog.changed()
        dialog.deleteLater()
        return layouts if agreed and layouts else None

    def changed(self) -> tuple[Layout, ...]:
        """Return the layouts in which a column holds something else now."""
        made = []
        for table, line in zip(self._tables, self.choices, strict=True):
            roles = tuple(ColumnRole(each.currentData()) if each.currentData() else None for each in line)
            shown = tuple(role if role in PLAIN_WORDS else None for role in table.layout.roles)
            if roles != shown:
                made.append(Layout(table.layout.names, roles))
        return tuple(made)


def remembered(settings: Settings) -> tuple[Layout, ...]:
    """Return the layouts that were corrected before; what cannot be read is left out."""
    try:
        kept = json.loads(bytes(settings.layout(_KEY).data()) or b"[]")
        return tuple(_layout(names, roles) for names, roles in kept)
    except (ValueError, TypeError):
        return ()


def remember(settings: Settings, layouts: Sequence[Layout]) -> None:
    """Remember layouts, the latest first, in place of those with the same headers."""
    fresh = {layout.names for layout in layouts}
    kept = [*layouts, *(old for old in remembered(settings) if old.names not in fresh)][:_KEPT]
    plain = [[layout.names, layout.roles] for layout in kept]
    settings.keep_layout(_KEY, QByteArray(json.dumps(plain, ensure_ascii=False).encode()))


def _layout(names: Sequence[str], roles: Sequence[str | None]) -> Layout:
    return Layout(tuple(map(str, names)), tuple(ColumnRole(role) if role else None for role in roles))
