"""明确责任单位: whom 相关单位 means in a task, and who of 各区政府 is left out; the printed text stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.store.directory.rosters import PrintedUnit
from ui.dialogs.base.forms import Form, give_size
from ui.widgets.plain import label
from ui.widgets.tick_list import TickList


@dataclass(frozen=True, slots=True)
class Named:
    """One printed name, and how many other tasks of the plan print it too."""

    printed: PrintedUnit
    others: tuple[PrintedUnit, ...] = ()


class AssignDialog(Form):
    """Asks for the units of each printed name of a task that means several or nobody by name."""

    def __init__(self, task: Task, named: Sequence[Named], units: Sequence[StoredUnit], parent: QWidget | None) -> None:
        super().__init__("明确责任单位", "保存", parent)
        self._named = tuple(named)
        self._chosen: dict[int, tuple[int, ...]] = {each.printed.id: each.printed.units for each in named}
        self._all: dict[int, bool] = {}
        self.names = QListWidget(self)
        self.names.setAccessibleName("印发文件上的名称")
        self.names.addItems([each.printed.printed for each in named])
        self.ticks = TickList(unit_rows(units), "个单位", self)
        self.told = label(name="dim", wrap=True, parent=self)
        self.everywhere = QCheckBox(self)
        self._lay_out(task)
        self.ticks.changed.connect(self._keep)
        self.names.currentRowChanged.connect(self._show)
        self.everywhere.toggled.connect(self._keep)
        give_size(self, 46, 28)
        self._name_rows()
        self.names.setCurrentRow(next((row for row, each in enumerate(named) if not each.printed.is_settled), 0))

    def _lay_out(self, task: Task) -> None:
        left = QVBoxLayout()
        left.addWidget(label("印发文件上的名称", name="heading", parent=self))
        left.addWidget(self.names, 1)
        right = QVBoxLayout()
        right.addWidget(label("实际承担的单位", name="heading", parent=self))
        right.addWidget(self.told)
        right.addWidget(self.ticks, 1)
        right.addWidget(self.everywhere)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        text = f"{task.seq or ''}　{task.content}".strip()
        self.add_wide(label(text if len(text) < 80 else text[:78] + "…", wrap=True, parent=self), row)

    def _name_rows(self) -> None:
        for row, each in enumerate(self._named):
            count = len(self._chosen[each.printed.id])
            state = f"{count} 个单位" if count else "△ 未明确单位"
            self.names.item(row).setText(f"{each.printed.printed}　{state}")

    def _current(self) -> Named | None:
        row = self.names.currentRow()
        return self._named[row] if 0 <= row < len(self._named) else None

    def _show(self) -> None:
        each = self._current()
        if each is None:
            return
        printed = each.printed
        self.told.setText(_told(printed))
        self.everywhere.blockSignals(True)
        self.everywhere.setVisible(bool(each.others))
        self.everywhere.setText(f"本要点另有 {len(each.others)} 项也写“{printed.printed}”，一并这样明确")
        self.everywhere.setChecked(self._all.get(printed.id, False))
        self.everywhere.blockSignals(False)
        self.ticks.show_ticked(self._chosen[printed.id])

    def _keep(self) -> None:
        each = self._current()
        if each is not None:
            self._chosen[each.printed.id] = self.ticks.ticked()
            self._all[each.printed.id] = self.everywhere.isChecked()
            self._name_rows()

    def wanted(self) -> dict[int, tuple[int, ...]]:
        """Return the units of each printed name that is to mean others than now."""
        found: dict[int, tuple[int, ...]] = {}
        for each in self._named:
            ids = self._chosen[each.printed.id]
            alike = each.others if self._all.get(each.printed.id) else ()
            found |= {one.id: ids for one in (each.printed, *alike) if set(ids) != set(one.units)}
        return found

    @classmethod
    def ask(
        cls, parent: QWidget, task: Task, named: Sequence[Named], units: Sequence[StoredUnit]
    ) -> Mapping[int, tuple[int, ...]] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(task, named, units, parent)
        given = dialog.wanted() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _told(printed: PrintedUnit) -> str:
    """Return what a printed name means by the directory, and what ticks do."""
    if printed.members:
        return f"单位名录中“{printed.printed}”现有 {len(printed.members)} 个单位；去掉的单位不承担这项任务。"
    if printed.closed:
        return f"单位名录中还没有属于“{printed.printed}”的单位：可在“单位名录”中登记类别，或在这里逐个勾选。"
    return "印发文件没有写明是哪些单位，请勾选；存好前不下发、不催办。"


def unit_rows(units: Sequence[StoredUnit]) -> list[tuple[int, str, str]]:
    """Return units as rows, found by their short and former names too."""
    return [(unit.id, unit.name, " ".join((unit.short, *(alias.name for alias in unit.aliases)))) for unit in units]
