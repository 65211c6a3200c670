"""登记汇总稿: the office's words beside all texts of the period; what was used is ticked, what is weak is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desk.domain.ids import ReportId
from gongkai_desk.domain.work import NewSummary
from gongkai_desk.standing.cycle.summaries import Gathered, SourceText
from gongkai_desk.wording.returns import TEXT_MARKS
from gongkai_desk.wording.states import reported_text
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.tasks.report_dialog import period_items
from ui.widgets.fields import DayField
from ui.widgets.notices import button, label

_ROW = Qt.ItemDataRole.UserRole
_HINT = "空格：勾选或取消；回车：把这一条引入汇总稿。打勾的是已采用的。"


class SummaryDialog(Form):
    """``gather`` returns what units said of a period; ``period`` is the one that is shown at first.

    Nothing that was typed is replaced: another period brings its own summary only where none was written.
    """

    def __init__(
        self, gather: Callable[[str], Gathered], periods: Sequence[str], period: str, today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("登记汇总稿", "登记", parent)
        self._gather = gather
        self._brought = ""  # what was put into the field by us
        self.period = QComboBox(self)
        for text, name in period_items(periods):
            self.period.addItem(text, name)
        self.period.setCurrentIndex(max(0, self.period.findData(period)))
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("期别(&I)", self.period)
        self.form.addRow("日期(&D)", self.day)
        self.counted = label(wrap=True, parent=self)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("edit")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("台账的“进展情况”印这一段，不再逐家列出各单位的进展。")
        self.sources = QListWidget(self)
        self.sources.setWordWrap(True)
        self.sources.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)  # a text may be higher than the list
        self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take = button("引入所选(&Y)", self.take_current, parent=self)
        self.take_every = button("引入全部(&A)", self.take_over, parent=self)
        self._lay_out()
        self.period.currentIndexChanged.connect(self._show_period)
        self.text.textChanged.connect(self._look)
        self.sources.itemActivated.connect(self.take_current)
        self.sources.itemChanged.connect(self._look)
        self.accept_button.setDefault(False)  # Enter takes a text over
        self._show_period()
        self.text.setFocus()
        give_size(self, 76, 34)

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(12)
        written, told = label("汇总稿(&T)", parent=self), label("各单位进展(&P)", parent=self)
        written.setBuddy(self.text)
        told.setBuddy(self.sources)
        for name, field in ((written, self.text), (told, self.sources)):
            side = QVBoxLayout()
            side.addWidget(name)
            side.addWidget(field, 1)
            sides.addLayout(side, 1)
        acts = QHBoxLayout()
        acts.addWidget(label(_HINT, name="dim", wrap=True, parent=self), 1)
        acts.addWidget(self.take)
        acts.addWidget(self.take_every)
        self.add_wide(self.counted, acts, sides)

    # -- showing

    def _show_period(self) -> None:
        """Show the texts of the period, and its summary as it was, to be corrected."""
        self._gathered = self._gather(str(self.period.currentData() or ""))
        former = self._gathered.former
        self.sources.blockSignals(True)
        self.sources.clear()
        for row, each in enumerate(self._gathered.texts):
            self._add(row, each)
        self.sources.blockSignals(False)
        for act in (self.take, self.take_every):
            act.setEnabled(bool(self._gathered.texts))
        if self.text.toPlainText().strip() == self._brought:
            self._brought = former.text if former else ""
            self.text.setPlainText(self._brought)
        self.setWindowTitle("更正汇总稿" if former else "登记汇总稿")
        self._look()

    def _add(self, row: int, each: SourceText) -> None:
        told = "".join(f"〔{TEXT_MARKS[mark]}〕" for mark in each.marks)
        item = QListWidgetItem(f"{each.unit or '整项任务'}　{each.report.day:%m-%d}{told}\n{each.report.text}")
        item.setData(_ROW, row)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if each.used else Qt.CheckState.Unchecked)
        self.sources.addItem(item)
        if row == 0:
            self.sources.setCurrentRow(0)

    def _look(self) -> None:
        found, used = self._gathered, self.used()
        missing = f"；未报：{'、'.join(found.missing)}" if found.missing and found.done else ""
        marked = sum(bool(each.marks) for each in found.texts)
        told = f"{reported_text(found.asked, found.done)}，共 {len(found.texts)} 条，已采用 {len(used)} 条"
        self.counted.setText(f"{told}{f'，需留意 {marked} 条' if marked else ''}{missing}")
        text = self.text.toPlainText().strip()
        kept = {each.report.id for each in found.texts if each.used}
        same = found.former is not None and text == found.former.text and set(used) == kept
        self.accept_button.setEnabled(bool(text) and not same)

    # -- acts

    def take_current(self, *_: object) -> None:
        """Put the current text where the cursor stands in the draft, and tick it."""
        if (item := self.sources.currentItem()) is not None:
            self._bring([item])

    def take_over(self) -> None:
        """Put all texts that are not used yet behind what is written, to be worked on."""
        items = [self.sources.item(row) for row in range(self.sources.count())]
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self._bring([item for item in items if item.checkState() is not Qt.CheckState.Checked])

    def _bring(self, items: Sequence[QListWidgetItem]) -> None:
        lines = [self._line(self._gathered.texts[item.data(_ROW)]) for item in items]
        cursor = self.text.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        cursor.insertText(before + "\n".join(lines) if lines else "")
        for item in items:
            item.setCheckState(Qt.CheckState.Checked)

    @staticmethod
    def _line(each: SourceText) -> str:
        return f"{each.unit}：{each.report.text}" if each.unit else each.report.text

    def used(self) -> tuple[ReportId, ...]:
        """Return the ids of the ticked texts."""
        items = (self.sources.item(row) for row in range(self.sources.count()))
        ticked = (item.data(_ROW) for item in items if item.checkState() is Qt.CheckState.Checked)
        return tuple(self._gathered.texts[row].report.id for row in ticked)

    def summed(self) -> NewSummary:
        """Return what was written, with what it was written from."""
        period = str(self.period.currentData() or "")
        return NewSummary(self.text.toPlainText().strip(), self.day.day(), period, self.used())

    @classmethod
    def ask(
        cls, parent: QWidget, gather: Callable[[str], Gathered], periods: Sequence[str], period: str, today: date
    ) -> NewSummary | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(gather, periods, period, today, parent)
        summed = dialog.summed() if dialog.asked() else None
        dialog.deleteLater()
        return summed
