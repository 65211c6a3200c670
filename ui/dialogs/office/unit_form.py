"""One unit, and one collective name, as a clerk writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QListWidget, QListWidgetItem, QSpinBox, QWidget

from gongkai_desk.domain.unit import StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.services.directory.unit_lists import former_text, others_text, read_aliases
from gongkai_desk.wording.sentences import UNIT_CLASSES
from ui.dialogs.base.forms import Form, give_size


class UnitForm(Form):
    """Asks for a unit's names, class, place and contact; saving a proposed unit confirms it."""

    def __init__(self, unit: Unit, parent: QWidget | None = None, *, new: bool = True) -> None:
        super().__init__("新增单位" if new else "修改单位", "新增" if new else "保存", parent)
        self._unit = unit
        self.name = self.add_line("全称(&N)", unit.name, "如：市教育局")
        self.short = self.add_line("简称(&S)", unit.short)
        self.others = self.add_line("其他简称(&O)", others_text(unit), "多个用；分开，如：市教委；教育局")
        self.former = self.add_line("曾用名(&F)", former_text(unit), "写上年份，如：市环保局 2009—2018")
        self.cls = QComboBox(self)
        self.cls.addItems(list(UNIT_CLASSES.values()))
        self.cls.setCurrentText(UNIT_CLASSES[unit.cls])
        self.form.addRow("类别(&C)", self.cls)
        self.order = QSpinBox(self)
        self.order.setRange(0, 99_999)
        self.order.setValue(unit.order)
        self.form.addRow("次序(&R)", self.order)
        self.contact = self.add_line("联络员(&L)", unit.contact)
        self.phone = self.add_line("电话(&P)", unit.phone)
        self.mail = self.add_line("邮箱(&M)", unit.mail)
        self.name.textChanged.connect(self._look)
        give_size(self, 36, 22)
        self._look()
        self.name.setFocus()

    def _look(self) -> None:
        self.say("" if self.name.text().strip() else "请填写全称。")

    def unit(self) -> Unit:
        """Return the unit as it is written now."""
        classes = {word: cls for cls, word in UNIT_CLASSES.items()}
        return replace(
            self._unit,
            name=self.name.text().strip(),
            short=self.short.text().strip(),
            cls=classes[self.cls.currentText()],
            order=self.order.value(),
            aliases=read_aliases(self.others.text(), self.former.text()),
            contact=self.contact.text().strip(),
            phone=self.phone.text().strip(),
            mail=self.mail.text().strip(),
            proposed=False,
        )

    @classmethod
    def ask(cls, parent: QWidget, unit: Unit, *, new: bool = True) -> Unit | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(unit, parent, new=new)
        given = dialog.unit() if dialog.asked() else None
        dialog.deleteLater()
        return given


class GroupForm(Form):
    """Asks what a collective name stands for: classes of units, further units, and units that it leaves out."""

    def __init__(
        self, group: UnitGroup, units: Sequence[StoredUnit], parent: QWidget | None = None, *, new: bool = True
    ) -> None:
        super().__init__("新增统称单位" if new else "修改统称单位", "新增" if new else "保存", parent)
        self._group = group
        self.name = self.add_line("统称(&N)", group.name, "如：各区政府")
        self.open_ended = QCheckBox("范围不固定（如“相关单位”），不展开", self)
        self.open_ended.setChecked(not group.closed)
        self.form.addRow("", self.open_ended)
        self.classes: dict[UnitClass, QCheckBox] = {}
        self.form.addRow("包括的类别", self._class_ticks())
        self.members = self._list("另外包括(&M)", units, group.members)
        self.exclusions = self._list("不包括(&X)", units, group.exclusions)
        self.name.textChanged.connect(self._look)
        give_size(self, 42, 29)
        self._look()

    def _class_ticks(self) -> QWidget:
        made = QWidget(self)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (cls, word) in enumerate(UNIT_CLASSES.items()):
            tick = QCheckBox(word, made)
            tick.setChecked(cls in self._group.classes)
            grid.addWidget(tick, number // 3, number % 3)
            self.classes[cls] = tick
        return made

    def _list(self, name: str, units: Sequence[StoredUnit], ticked: Sequence[int]) -> QListWidget:
        made = QListWidget(self)
        made.setAccessibleName(name.split("(")[0])
        for unit in units:
            item = QListWidgetItem(unit.name, made)
            item.setData(Qt.ItemDataRole.UserRole, unit.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if unit.id in ticked else Qt.CheckState.Unchecked)
        self.form.addRow(name, made)
        return made

    def _look(self) -> None:
        self.say("" if self.name.text().strip() else "请填写统称。")

    def group(self) -> UnitGroup:
        """Return the collective name as it is set now."""
        return replace(
            self._group,
            name=self.name.text().strip(),
            closed=not self.open_ended.isChecked(),
            classes=tuple(cls for cls, tick in self.classes.items() if tick.isChecked()),
            members=_ticked(self.members),
            exclusions=_ticked(self.exclusions),
        )

    @classmethod
    def ask(
        cls, parent: QWidget, group: UnitGroup, units: Sequence[StoredUnit], *, new: bool = True
    ) -> UnitGroup | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(group, units, parent, new=new)
        given = dialog.group() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _ticked(ticks: QListWidget) -> tuple[int, ...]:
    items = (ticks.item(row) for row in range(ticks.count()))
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)
