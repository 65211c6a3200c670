"""退回补报: which rows of a unit's book go back, each with its 退回意见, and where the book is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from gongkai_desk.domain.cycle.books import BookRow, UnitBook
from ui.dialogs.base.dialog import Form, give_size
from ui.models.register_table import Entry, EntryColumn, EntryTable
from ui.widgets.cell_edit import EditingView
from ui.widgets.fields import MaybeDay
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_COLUMNS = (
    EntryColumn("序号", 3),
    EntryColumn("任务", 14),
    EntryColumn("所报内容", 20),
    EntryColumn("退回意见", 18, editable=True),
)
_OPINION = 3


@dataclass(frozen=True, slots=True)
class BackAnswer:
    """The rows that go back with their opinions, and the folder of the book."""

    back: UnitBook
    folder: Path


class BackDialog(Form):
    """A row without an opinion stays as it was reported; the book's closing day is the one that is proposed."""

    def __init__(self, book: UnitBook, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("退回补报", "退回", parent)
        self._book, self._opinions = book, {row.task_id: row.opinion for row in book.rows}
        told = f"{book.unit}　批号{book.batch}　双击或按 F2 在“退回意见”中写明要补什么，没有写意见的不退。"
        self.column.insertWidget(0, label(told, name="dim", wrap=True, parent=self))
        self.model = EntryTable(_COLUMNS, self)
        self.model.editable = True
        self.view = EditingView(self)
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.setDragEnabled(False)
        self.view.setAcceptDrops(False)
        self.view.setAccessibleName("所报内容和退回意见")
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.horizontalHeader().setStretchLastSection(True)
        wide = self.fontMetrics().horizontalAdvance("国")
        for place, column in enumerate(_COLUMNS):
            self.view.setColumnWidth(place, round(wide * column.wide) + 16)
        self.folder = QLineEdit(str(folder), self)
        self.closing = MaybeDay(book.closing, ticked=True, word="限期补报", parent=self) if book.closing else None
        self._lay_out()
        self.model.edited.connect(self._take)
        self.folder.textChanged.connect(self._look)
        self._show()
        self.accept_button.setDefault(False)  # Enter in a cell must not send anything
        give_size(self, 66, 26)
        self.view.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(button("选择…", self._choose_folder, parent=self))
        if self.closing is not None:
            self.form.addRow("补报截止(&U)", self.closing)
        name = QLabel("补报表保存到(&F)", self)
        name.setBuddy(self.folder)
        self.form.addRow(name, row)
        self.column.insertWidget(1, self.view, 1)
        self.column.setStretch(self.column.indexOf(self.form), 0)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "补报表保存到", self.folder.text())
        if name:
            self.folder.setText(name)

    def _take(self, entry: Entry, column: int, text: str) -> None:
        self._opinions[entry.key] = text
        self._show()

    def _show(self) -> None:
        self.model.show([self._entry(row) for row in self._book.rows])
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, _OPINION))
        self._look()

    def _entry(self, row: BookRow) -> Entry:
        told = "　".join(filter(None, (row.written.state, row.written.progress))) or "（没有报）"
        return Entry(row.task_id, (row.seq, row.title or row.content, told, self._opinions[row.task_id]))

    def _look(self) -> None:
        count = sum(bool(text) for text in self._opinions.values())
        if not count:
            self.say("请至少写一条退回意见。")
        elif not Path(self.folder.text().strip()).is_dir():
            self.say("保存的文件夹不存在，请点“选择…”另选。")
        else:
            self.say("")
        self.accept_button.setText(f"退回 {count} 项(&B)" if count else "退回(&B)")

    def answer(self) -> BackAnswer:
        """Return the rows that go back."""
        opinions = self._opinions
        rows = tuple(replace(row, opinion=opinions[row.task_id]) for row in self._book.rows if opinions[row.task_id])
        closing = self.closing.day() if self.closing is not None else None
        return BackAnswer(replace(self._book, rows=rows, closing=closing), Path(self.folder.text().strip()))

    @classmethod
    def ask(cls, parent: QWidget, book: UnitBook, folder: Path) -> BackAnswer | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(book, folder, parent)
        answer = dialog.answer() if dialog.asked() else None
        dialog.deleteLater()
        return answer
