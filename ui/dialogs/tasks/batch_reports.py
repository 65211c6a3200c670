"""批量登记进展: a sheet of units (or tasks and units), filled by keyboard or by a paste from Excel, stored at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from gongkai_desk.domain.work import Entry
from gongkai_desk.rules.work.pasted_reports import Place, Placed, place
from ui import clip
from ui.dialogs.base.ask import ask_line, choose
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.tasks.report_dialog import period_items
from ui.models.report_entry import LAST, NEXT, PROBLEMS, SEQ, TASK, TEXT, UNIT, ZERO, EntryRow, ReportEntryTable
from ui.parts.entry_view import EntryView
from ui.widgets.fields import DayField
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_WIDTHS = {SEQ: 3, TASK: 10, UNIT: 8, LAST: 11, TEXT: 18, PROBLEMS: 11, NEXT: 11, ZERO: 4.8}
"""Characters; the text takes all that is left besides."""
_NAMED = 8  # names that found no row, before they are only counted
_USUAL = "本期工作按要求推进，无需要说明的问题。"
_HINT = "从 Excel、WPS 复制“单位、进展”两列后在表中按 Ctrl+V，按单位名称或简称对上；Ctrl+D 向下填充，空格标零报告。"
Find = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in."""

    entries: tuple[Entry, ...]
    day: date
    period: str


class BatchReports(Form):
    """Asks for many reports; 登记 works once one row says something and none is lame."""

    def __init__(
        self,
        rows: Sequence[EntryRow],
        periods: Sequence[str],
        period: str,
        today: date,
        find: Find,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("批量登记进展", "登记", parent)
        self._find = find
        self.model = ReportEntryTable(rows, self)
        self.period, self.unit = QComboBox(self), QComboBox(self)
        for text, name in period_items(periods):
            self.period.addItem(text, name)
        self.period.setCurrentIndex(max(0, self.period.findData(period)))
        self.unit.addItem("全部单位", ())
        for unit_id, name in dict.fromkeys((row.unit_id, row.unit) for row in rows):
            self.unit.addItem(name, (unit_id,))
        self.unit.setMaxVisibleItems(20)
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.only_missing = QCheckBox("只看本期未报(&K)", self)
        self.view = EntryView(self)
        self._dress(rows)
        self.missed = label(name="refusal", wrap=True, parent=self)
        self.missed.hide()
        self.add_wide(self._head(), self.missed, self.view)
        self.hint = label(_HINT, name="dim", wrap=True, parent=self)
        self.column.insertWidget(self.column.indexOf(self.note), self.hint)
        self.accept_button.setDefault(False)  # Enter goes down in the sheet
        self._wire()
        self._choose()
        give_size(self, 96, 36)
        self._begin()

    def _head(self) -> QGridLayout:
        head = QGridLayout()
        head.setHorizontalSpacing(8)
        place = 0
        for name, field in (("期别(&I)", self.period), ("报送日期(&D)", self.day), ("单位(&U)", self.unit)):
            named = QLabel(name, self)
            named.setBuddy(field)
            head.addWidget(named, 0, place)
            head.addWidget(field, 0, place + 1)
            place += 2
        head.addWidget(self.only_missing, 0, place)
        head.setColumnStretch(place + 1, 1)
        self.same = button("空着的填同样内容(&A)…", self.fill_all, parent=self)
        head.addWidget(self.same, 0, place + 2)
        return head

    def _dress(self, rows: Sequence[EntryRow]) -> None:
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.merged_columns = (SEQ, TASK)
        self.view.setAccessibleName("待登记的进展")
        self.view.setFrameShape(EntryView.Shape.StyledPanel)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in _WIDTHS.items():
            self.view.setColumnWidth(column, round(wide * characters) + 18)
        one = len({row.task_id for row in rows}) == 1
        for column in (SEQ, TASK):
            self.view.setColumnHidden(column, one)
        self.view.setColumnHidden(UNIT, not one and len({row.unit_id for row in rows}) == 1)
        self.view.frozen = sum(not self.view.isColumnHidden(column) for column in (SEQ, TASK, UNIT))

    def _fit(self) -> None:
        """Give the text what the other columns leave."""
        others = sum(self.view.columnWidth(column) for column in _WIDTHS if column != TEXT)  # a hidden one has none
        least = round(self.fontMetrics().horizontalAdvance("国") * _WIDTHS[TEXT])
        self.view.setColumnWidth(TEXT, max(least, self.view.room.width() - others))

    def _wire(self) -> None:
        self.period.currentIndexChanged.connect(self._choose)
        self.unit.currentIndexChanged.connect(self._choose)
        self.only_missing.toggled.connect(self._choose)
        self.model.told.connect(self._look)
        self.view.resized.connect(self._fit)
        self.view.pasted.connect(self.paste)
        self.view.copied.connect(self.copy)

    def _begin(self) -> None:
        """Leave out what is reported already, if anything is, and stand on the first cell to be written in."""
        if any(self.model.is_done(row) for row in self.model.all) and not all(map(self.model.is_done, self.model.all)):
            self.only_missing.setChecked(True)
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, TEXT))
        self.view.setFocus()

    def _choose(self) -> None:
        units = self.unit.currentData()
        self.model.choose(
            str(self.period.currentData() or ""), units or None, only_missing=self.only_missing.isChecked()
        )
        self._look()

    def _look(self) -> None:
        told = [row for row in self.model.all if row.is_told]
        lame = [row for row in self.model.all if row.is_lame]
        self.accept_button.setText(f"登记 {len(told)} 条" if told else "登记")
        if lame:
            self.say(f"写了问题或打算、没有写进展：{'、'.join(row.unit or row.seq for row in lame[:_NAMED])}。")
        else:
            self.say("")
            self.accept_button.setEnabled(bool(told))

    # -- filling

    def fill_all(self) -> None:
        """Ask for one text and give it to all rows shown that say nothing yet (全部已报)."""
        empty = [row for row in self.model.rows() if not row.is_told]
        if not empty:
            return
        text = ask_line(self, "填同样内容", f"写进下面还空着的 {len(empty)} 行：", _USUAL)
        for row in empty if text else ():
            row.text = text or ""
            self.model.show_row(row)

    def paste(self) -> None:
        """Paste cells: by unit and number where they are named, else from the current cell down."""
        cells = clip.read_tsv(QGuiApplication.clipboard().text())
        rows = self.model.rows()
        found = place(cells, [Place(row.unit_id, row.seq) for row in rows], self._find)
        self.missed.hide()
        if found is None:
            self._paste_here(cells)
            return
        for number, texts in found.texts.items():
            for column, text in zip((TEXT, PROBLEMS, NEXT), texts, strict=False):
                self.model.setData(self.model.index(number, column), text)
        self._say_missed(found)

    def _paste_here(self, cells: list[list[str]]) -> None:
        index = self.view.currentIndex()
        if len(cells) == 1 and len(cells[0]) == 1:
            self.view.write(self.view.filled() or [index], cells[0][0])
            return
        for row, line in enumerate(cells, index.row()):
            for column, text in enumerate(line, index.column()):
                self.model.setData(self.model.index(row, column), text)

    def _say_missed(self, found: Placed) -> None:
        told = [f"已对上 {len(found.texts)} 行。"]
        for words, names in (
            ("表中没有这个单位（名称不认识，或已办完），没有填：", found.strange),
            ("对应多行（请在前面加一列任务序号）或重复，没有填：", found.several),
        ):
            if names:
                more = f" 等 {len(names)} 行" if len(names) > _NAMED else ""
                told.append(f"{words}{'、'.join(names[:_NAMED])}{more}。")
        self.missed.setText("".join(told))
        self.missed.setVisible(len(told) > 1)

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        chosen = self.view.selectionModel().selectedIndexes()
        rows, columns = sorted({i.row() for i in chosen}), sorted({i.column() for i in chosen})
        texts = [[self.model.text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(clip.tsv(texts))

    # -- the answer

    def filled(self) -> Filled:
        """Return what was filled in, hidden rows too."""
        entries = tuple(
            Entry(
                row.task_id,
                None if row.unit_id is None else str(row.unit_id),
                row.text,
                row.problems,
                row.next_steps,
                zero=row.zero,
            )
            for row in self.model.all
            if row.is_told
        )
        return Filled(entries, self.day.day(), str(self.period.currentData() or ""))

    def reject(self) -> None:
        """Leave, after a question if something would be lost."""
        told = sum(row.is_told or row.is_lame for row in self.model.all)
        if not told or choose(self, "批量登记进展", f"已填的 {told} 行还没有登记，要放弃吗？", "放弃"):
            super().reject()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        rows: Sequence[EntryRow],
        periods: Sequence[str],
        period: str,
        today: date,
        find: Find,
    ) -> Filled | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(rows, periods, period, today, find, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        filled = dialog.filled() if dialog.asked() else None
        dialog.deleteLater()
        return filled
