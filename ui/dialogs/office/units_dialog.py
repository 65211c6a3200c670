"""One unit, and one collective name, as a clerk writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.unit import StoredGroup, StoredUnit, Unit, UnitClass, UnitGroup, UnitList
from gongkai_desk.errors import DeskError, NotAllowed
from gongkai_desk.review.entering import former_text, others_text, read_aliases
from gongkai_desk.store import units as stored
from gongkai_desk.wording.sentences import UNIT_CLASSES, error_sentence, unit_refusal
from ui.deleting import delete_by_keys, is_agreed, stay_at
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.ask import run_waiting
from ui.dialogs.base.dialog import Dialog, Form, give_size, row_of_buttons
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import button, label


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


UNIT_HEADS = ("全称", "简称", "类别", "联络员", "电话", "任务", "待办", "曾用名")
GROUP_HEADS = ("统称", "包括的类别", "现在代表")
_PROPOSED = "待确认"
_UNREAD = 6  # units that are told by name


@dataclass(frozen=True, slots=True)
class UnitActs:
    """What is asked of the directory, one step each; an act may be refused as ``NotAllowed``.

    ``add(unit=)``, ``edit(unit_id=, …)``, ``merge(keep=, others=)``, ``remove(unit_ids=)``, ``enter(listed=)`` of a
    list, ``seed()`` of the usual units, ``set_group(group=)``. ``read`` reads a list's file, off the window's thread.
    """

    add: Callable[..., object]
    edit: Callable[..., object]
    merge: Callable[..., object]
    remove: Callable[..., object]
    enter: Callable[..., object]
    seed: Callable[[], object]
    set_group: Callable[..., object]
    read: Callable[..., UnitList]


class UnitsDialog(Dialog):
    """Two lists: units, and collective names with what each stands for now."""

    def __init__(self, desk: Desk, acts: UnitActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位名录")
        self._desk, self._acts = desk, acts
        self._units: list[StoredUnit] = []
        self._groups: list[StoredGroup] = []
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找单位、联络员或电话")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self._unit_rows, self._group_rows = RecordTable(UNIT_HEADS, self), RecordTable(GROUP_HEADS, self)
        self.units = self._table(self._unit_rows, (10, 6, 5, 4, 8, 3, 4))
        self.groups = self._table(self._group_rows, (11, 13))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.note = label(name="dim", wrap=True, parent=self)
        self._lay_out()
        self.search.textChanged.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.units.doubleClicked.connect(self.edit)
        self.groups.doubleClicked.connect(self.edit_group)
        self.refresh()

    def _table(self, model: RecordTable, widths: tuple[int, ...]) -> MergedView:
        view = record_view(model, self)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        wide = view.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate(widths):
            view.setColumnWidth(column, wide * characters + 18)
        return view

    def _lay_out(self) -> None:
        writes = self._desk.may_write
        texts = (
            ("新增…", self.add), ("修改…", self.edit), ("确认", self.confirm), ("合并…", self.merge),
            ("删除", self.remove), ("从 Excel 导入…", self.import_file), ("载入常用单位", self.seed),
        )  # fmt: skip
        self.buttons = {text: button(text, does, parent=self) for text, does in texts}
        delete_by_keys(self.units, self.remove)
        first = QWidget(self)
        column = QVBoxLayout(first)
        column.addWidget(self.search)
        column.addWidget(self.units, 1)
        column.addLayout(row_of_buttons(*self.buttons.values()))
        second = QWidget(self)
        others = QVBoxLayout(second)
        others.addWidget(self.groups, 1)
        group_buttons = (button("新增…", self.add_group, parent=self), button("修改…", self.edit_group, parent=self))
        others.addLayout(row_of_buttons(*group_buttons))
        for each in (*self.buttons.values(), *group_buttons):
            each.setEnabled(writes)
        self.tabs.addTab(first, "单位")
        self.tabs.addTab(second, "统称单位")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self.note)
        whole.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        give_size(self, 69, 32)

    # -- showing

    def refresh(self) -> None:
        """Ask again for units and collective names."""
        library = self._desk.library
        if library is None:
            return
        directory, counts = stored.directory(library), stored.task_counts(library)
        words = self.search.text().strip()
        self._units = [unit for unit in directory.stored_units if _has(unit, words)]
        self._groups = list(directory.stored_groups)
        self._unit_rows.show([_unit_row(unit, counts.get(unit.id, 0)) for unit in self._units])
        rows = [_group_row(group, [unit.name for unit in directory.expand(group)]) for group in self._groups]
        self._group_rows.show(rows)
        proposed = sum(unit.proposed for unit in directory.units)
        text = f"共 {len(directory.units)} 个单位"
        wait = f"，其中 {proposed} 个是导入时新出现的，请确认，或合并到已有单位" if proposed else ""
        self.note.setText(f"{text}{wait}。")

    def selected(self) -> list[StoredUnit]:
        """Return the selected units."""
        return [self._units[index.row()] for index in sorted(self.units.selectionModel().selectedRows())]

    # -- units

    def add(self) -> None:
        """Ask for a unit and enter it."""
        last = max((unit.order for unit in self._units), default=0)
        unit = UnitForm.ask(self, Unit("", order=last + 1))
        if unit is not None:
            self._write(partial(self._acts.add, unit=unit))

    def edit(self) -> None:
        """Ask for the selected unit's data and store them."""
        chosen = self.selected()
        new = UnitForm.ask(self, chosen[0], new=False) if chosen else None
        if new is None:
            return
        names = ("name", "short", "cls", "order", "aliases", "contact", "phone", "mail", "proposed")
        self._write(partial(self._acts.edit, unit_id=chosen[0].id, **{name: getattr(new, name) for name in names}))

    def confirm(self) -> None:
        """Take the selected proposed units for good."""
        for unit in self.selected():
            if unit.proposed:
                self._write(partial(self._acts.edit, unit_id=unit.id, proposed=False))

    def merge(self) -> None:
        """Ask which of the selected units stays and merge the others into it."""
        chosen = self.selected()
        if len(chosen) < 2:
            ask.tell(self, "合并单位", "请先选中两个以上要合并的单位（按住 Ctrl 点选）。")
            return
        keep = ask.choose_one(self, "合并单位", "保留哪一个？其他名称成为它的简称。", [unit.name for unit in chosen])
        if keep is not None:
            kept = chosen[keep].id
            others = [unit.id for unit in chosen if unit.id != kept]
            self._write(partial(self._acts.merge, keep=kept, others=others))

    def remove(self) -> None:
        """Put the selected units into the recycle bin, as far as no task names them."""
        chosen, row = self.selected(), self.units.currentIndex().row()
        way_back = "关闭本窗口后按 Ctrl+Z 可撤销。"
        if chosen and self._desk.may_write and is_agreed(self, [unit.name for unit in chosen], "单位", way_back):
            self._write(partial(self._acts.remove, unit_ids=[unit.id for unit in chosen]))
            stay_at(self.units, row)

    def seed(self) -> None:
        """Enter the usual units that are not here yet."""
        self._write(self._acts.seed)

    def import_file(self) -> None:
        """Ask for a workbook and read it in a job."""
        start = str(self._desk.settings.import_folder)
        name, _ = QFileDialog.getOpenFileName(self, "导入单位名录", start, "表格 (*.xlsx *.xls *.docx *.csv)")
        if name:
            work = partial(self._acts.read, Path(name))
            run_waiting(self._desk.jobs, work, "正在读取单位名录", self, self.take, self._refused)

    def take(self, read: UnitList) -> None:
        """Enter the units that were read, after a question that says how many are new and which 类别 was not read."""
        listed = read.units
        directory = self._desk.shelf.directory()
        new = sum(directory.find(unit.name) is None for unit in listed)
        text = f"读到 {len(listed)} 个单位：新增 {new} 个，更新 {len(listed) - new} 个。"
        if read.unread:
            named = "、".join(f"{name}（{word}）" for name, word in read.unread[:_UNREAD])
            text += f"\n有 {len(read.unread)} 个单位的类别没有认出，按名称归类，导入后请核对：{named}"
        if ask.choose(self, "导入单位名录", text, "导入"):
            self._write(partial(self._acts.enter, listed=listed))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        no_units = error.data.get("reason") == "no_units"
        text = "没有找到单位名录：表格里要有“全称”或“单位名称”一列。" if no_units else error_sentence(error)
        ask.tell(self, "导入单位名录", text)

    # -- collective names

    def add_group(self) -> None:
        """Ask for a collective name and enter it."""
        self._set_group(UnitGroup("", closed=True), new=True)

    def edit_group(self) -> None:
        """Ask what the selected collective name stands for."""
        rows = self.groups.selectionModel().selectedRows()
        if rows:
            self._set_group(self._groups[rows[0].row()], new=False)

    def _set_group(self, group: UnitGroup, *, new: bool) -> None:
        if self._desk.library is None:
            return
        wanted = GroupForm.ask(self, group, stored.units(self._desk.library), new=new)
        if wanted is not None:
            self._write(partial(self._acts.set_group, group=wanted))

    def _write(self, act: Callable[[], object]) -> None:
        try:
            act()
        except NotAllowed as error:
            ask.tell(self, "单位名录", unit_refusal(error))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, acts: UnitActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, acts, parent)
        dialog.exec()
        dialog.deleteLater()


def _has(unit: Unit, words: str) -> bool:
    texts = (unit.name, unit.short, unit.contact, unit.phone, *(alias.name for alias in unit.aliases))
    return not words or any(words in text for text in texts)


def _unit_row(unit: StoredUnit, tasks: int) -> tuple[str, ...]:
    contact, wait = (unit.contact, unit.phone), _PROPOSED if unit.proposed else ""
    return (unit.name, unit.short, UNIT_CLASSES[unit.cls], *contact, str(tasks or ""), wait, former_text(unit))


def _group_row(group: StoredGroup, members: list[str]) -> tuple[str, ...]:
    classes = "、".join(UNIT_CLASSES[cls] for cls in group.classes)
    stands = f"{len(members)} 个：{'、'.join(members)}" if members else "还没有单位"
    return (group.name, classes, stands if group.closed else "范围不固定，不展开")
