"""What an answer still needs: a deadline (read while it is typed), units of the directory, a day, a year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Doubt, Plan
from gongkai_desk.review.answering import Ask, given_reads
from gongkai_desk.review.drafting import Reader
from gongkai_desk.wording.state_words import DEADLINE_RULES
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import split_units
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog
from ui.widgets.plain import button, label

_LINES = {
    Ask.DAY: ("印发日期", "请填写印发日期，如 2026-03-05。从印发之日起算的时限会重新计算。"),
    Ask.YEAR: ("年度", "请填写这份要点的年度，如 2026。没有写年份的时限会按该年度计算。"),
}


def ask_for(parent: QWidget, wanted: Ask, doubt: Doubt, plan: Plan, reader: Reader) -> str | None:
    """Ask for what an answer needs; ``None`` if it was cancelled or cannot be used."""
    if wanted is Ask.DEADLINE:
        return DeadlineAsk.ask(parent, doubt.text, plan, reader)
    if wanted is Ask.UNITS:
        return UnitsAsk.ask(parent, doubt.text, reader)
    given = ask.ask_line(parent, *_LINES[wanted])
    return given if given is not None and given_reads(wanted, given) else None


class _Asking(Dialog):
    """A question with 确定 and 取消."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        self.agree = button("确定", self.accept, name="primary", parent=self)
        self.agree.setDefault(True)

    def _close_column(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject, parent=self))
        row.addWidget(self.agree)
        self.column.addLayout(row)


class DeadlineAsk(_Asking):
    """A deadline as plans write it, with what it is read as."""

    def __init__(self, printed: str, plan: Plan, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__("另定时限", parent)
        self._time = reader.time(plan)
        self.line = QLineEdit(printed, self)
        self.line.setAccessibleName("时限")
        self.line.selectAll()
        self.read = label(name="dim", wrap=True, parent=self)
        self.column.addWidget(
            label("按文件的写法填写，如 9月底前、2026年6月30日、全年、长期坚持。", wrap=True, parent=self)
        )
        self.column.addWidget(self.line)
        self.column.addWidget(self.read)
        self._close_column()
        self.line.textChanged.connect(self._show_reading)
        self.setMinimumWidth(440)
        self._show_reading()

    @classmethod
    def ask(cls, parent: QWidget, printed: str, plan: Plan, reader: Reader) -> str | None:
        """Return the deadline as typed."""
        dialog = cls(printed, plan, reader, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        text = dialog.line.text().strip()
        dialog.deleteLater()
        return text if agreed and text else None

    @Slot()
    def _show_reading(self) -> None:
        deadline = read_deadline(self.line.text(), self._time)
        self.agree.setEnabled(bool(self.line.text().strip()))
        if deadline.kind is None:
            self.read.setText("读不出日期：将照写的文字保留，不设截止日。")
        else:
            day = f"截止 {deadline.due.isoformat()}，" if deadline.due else ""
            self.read.setText(f"{day}{DEADLINE_RULES[deadline.kind]}。")


class UnitsAsk(_Asking):
    """Units ticked in the directory; a name that is not there can be typed."""

    def __init__(self, printed: str, reader: Reader, parent: QWidget | None = None) -> None:
        super().__init__("指定单位", parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("输入几个字查找单位")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("单位")
        self.others = QLineEdit(self)
        self.others.setPlaceholderText("目录里没有的单位，用顿号分开")
        self.others.setAccessibleName("其他单位")
        self.chosen = label(name="dim", wrap=True, parent=self)
        about = f"原文写的是“{printed}”。请勾选具体的单位；原文会照样保留。" if printed else "请勾选责任单位。"
        self.column.addWidget(label(about, wrap=True, parent=self))
        for part in (self.search, self.list, self.others, self.chosen):
            self.column.addWidget(part)
        self._close_column()
        self._fill(reader)
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self._show_chosen)
        self.others.textChanged.connect(self._show_chosen)
        self.resize(440, 560)
        self._show_chosen()

    def _fill(self, reader: Reader) -> None:
        for unit in sorted(reader.directory.units, key=lambda unit: unit.order):
            item = QListWidgetItem(unit.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, " ".join(key(n) for n in (unit.name, unit.short) if n))

    @classmethod
    def ask(cls, parent: QWidget, printed: str, reader: Reader) -> str | None:
        """Return the names, parted by 、."""
        dialog = cls(printed, reader, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        names = dialog.names()
        dialog.deleteLater()
        return "、".join(names) if agreed and names else None

    def names(self) -> Sequence[str]:
        """Return what is ticked and typed."""
        items = (self.list.item(row) for row in range(self.list.count()))
        ticked = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(dict.fromkeys((*ticked, *split_units(self.others.text()))))

    @Slot()
    def _filter(self) -> None:
        wanted = key(self.search.text())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in str(item.data(Qt.ItemDataRole.UserRole)))

    @Slot()
    def _show_chosen(self) -> None:
        names = self.names()
        self.chosen.setText(f"已选 {len(names)} 个：{'、'.join(names)}" if names else "还没有选")
        self.agree.setEnabled(bool(names))
