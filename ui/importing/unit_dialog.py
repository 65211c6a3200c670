"""A printed name that no directory knows becomes a unit: its full name and its class, or a unit that is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.review import NameAnswer, NameDecision
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.review.answering import given_reads
from gongkai_desk.review.choices import Ask
from gongkai_desk.review.drafting import Reader
from gongkai_desk.wording.sentences import UNIT_CLASSES
from gongkai_desk.wording.states import DEADLINE_RULES
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import split_units
from gongkai_desk.words.units import UnitDirectory
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog
from ui.widgets.notices import button, label
from ui.widgets.tick_list import TickList


class NewUnitDialog(Dialog):
    """Full name and class of a unit that is to be entered."""

    def __init__(self, printed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新单位")
        self.name = QLineEdit(printed, self)
        self.name.setAccessibleName("单位全称")
        self.cls = QComboBox(self)
        self.cls.setAccessibleName("类别")
        for cls, word in UNIT_CLASSES.items():
            self.cls.addItem(word, cls)
        self.do = button("确定", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        self.name.textChanged.connect(self._enable)
        form = QFormLayout()
        form.addRow(label("单位全称", name="dim", parent=self), self.name)
        form.addRow(label("类别", name="dim", parent=self), self.cls)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        told = f"存入台账时登记到单位目录；“{printed}”作为它的另一个名称保留。"
        column.addWidget(label(told, name="dim", wrap=True, parent=self))
        column.addLayout(form)
        column.addLayout(_buttons(self))
        self.setMinimumWidth(420)

    @classmethod
    def ask(cls, parent: QWidget, printed: str) -> NameDecision | None:
        """Return the new unit; ``None`` if it was cancelled."""
        dialog = cls(printed, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        made = NameDecision(printed, NameAnswer.NEW, dialog.name.text().strip(), UnitClass(dialog.cls.currentData()))
        dialog.deleteLater()
        return made if agreed else None

    @Slot()
    def _enable(self) -> None:
        self.do.setEnabled(bool(self.name.text().strip()))


class ExistingUnitDialog(Dialog):
    """The directory with a search line."""

    def __init__(self, printed: str, directory: UnitDirectory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("选现有单位")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("输入几个字查找单位")
        self.search.setAccessibleName("查找单位")
        self.list = QListWidget(self)
        self.list.setAccessibleName("单位目录")
        for unit in sorted(directory.units, key=lambda unit: unit.order):
            QListWidgetItem(unit.name, self.list).setData(
                Qt.ItemDataRole.UserRole, " ".join(key(name) for name in (unit.name, unit.short))
            )
        self.do = button("确定", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        self.do.setEnabled(False)
        self.search.textChanged.connect(self._filter)
        self.list.currentRowChanged.connect(self._enable)
        self.list.itemDoubleClicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"“{printed}”是下面的哪个单位？", wrap=True, parent=self))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(_buttons(self))
        self.resize(420, 520)

    @classmethod
    def ask(cls, parent: QWidget, printed: str, directory: UnitDirectory) -> NameDecision | None:
        """Return the unit that the name means; ``None`` if it was cancelled."""
        dialog = cls(printed, directory, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        item = dialog.list.currentItem()
        name = item.text() if item is not None and not item.isHidden() else ""
        dialog.deleteLater()
        return NameDecision(printed, NameAnswer.EXISTING, name) if agreed and name else None

    @Slot()
    def _filter(self) -> None:
        wanted, first = key(self.search.text()), -1
        for row in range(self.list.count()):
            hidden = wanted not in str(self.list.item(row).data(Qt.ItemDataRole.UserRole))
            self.list.item(row).setHidden(hidden)
            first = row if first < 0 and not hidden else first
        self.list.setCurrentRow(first)

    @Slot()
    def _enable(self) -> None:
        self.do.setEnabled(self.list.currentRow() >= 0)


class MembersDialog(Dialog):
    """Which units a collective name stands for: pasted, or ticked among those that are there."""

    def __init__(
        self, printed: str, units: Sequence[str], chosen: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("指定包括哪些单位")
        self._names = tuple(units)
        self.ticks = TickList([(n, name, "") for n, name in enumerate(units)], "个单位", self)
        self.ticks.setVisible(bool(units))
        self.ticks.show_ticked(n for n, name in enumerate(units) if name in chosen)
        self.pasted = QPlainTextEdit(self)
        self.pasted.setAccessibleName("粘贴单位名单")
        self.pasted.setPlaceholderText("粘贴名单：一行一个，或用顿号隔开")
        self.pasted.setTabChangesFocus(True)
        self.pasted.setMaximumHeight(self.pasted.fontMetrics().height() * 7)
        self.told = label(name="dim", parent=self)
        self.do = button("确定", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        self.ticks.changed.connect(self._tell)
        self.pasted.textChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"“{printed}”包括哪些单位？", wrap=True, parent=self))
        column.addWidget(self.pasted)
        column.addWidget(self.ticks, 1)
        column.addWidget(self.told)
        column.addLayout(_buttons(self))
        self.resize(440, 520)
        self.pasted.setFocus()
        self._tell()

    @classmethod
    def ask(cls, parent: QWidget, printed: str, units: Sequence[str], chosen: Sequence[str]) -> NameDecision | None:
        """Return what the name stands for; ``None`` if it was cancelled. ``chosen`` of the ``units`` are ticked."""
        dialog = cls(printed, units, chosen, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        members = dialog.members()
        dialog.deleteLater()
        return NameDecision(printed, NameAnswer.MEMBERS, members=members) if agreed and members else None

    def members(self) -> tuple[str, ...]:
        """Return the names that were pasted or ticked, each once."""
        pasted = (name for line in self.pasted.toPlainText().splitlines() for name in split_units(line))
        ticked = (self._names[number] for number in self.ticks.ticked())
        return tuple(dict.fromkeys((*pasted, *ticked)))

    @Slot()
    def _tell(self) -> None:
        count = len(self.members())
        self.told.setText(f"共 {count} 家")
        self.do.setEnabled(count > 0)


def _buttons(dialog: NewUnitDialog | ExistingUnitDialog | MembersDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button("取消", dialog.reject, parent=dialog))
    row.addWidget(dialog.do)
    return row


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
