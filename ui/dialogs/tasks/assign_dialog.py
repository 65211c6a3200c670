"""Choosing tasks: one of all plans by some of its words; and 承接, those that take up one of the superior's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.store.rosters import PrintedUnit
from ui.dialogs.base.dialog import Form, give_size
from ui.models.item_table import RecordTable
from ui.models.task_table import short_seq
from ui.parts.figure_view import record_view
from ui.widgets.notices import label
from ui.widgets.search_field import SearchField
from ui.widgets.tick_list import TickList

_MOST = 200  # tasks listed at a time


class TaskPicker(Form):
    """Lists what the search finds, the first tasks of the newest plan before anything is typed."""

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__("选择任务", "选择", parent)
        self._shelf = shelf
        self._tasks: list[StoredTask] = []
        self.search = SearchField(self)
        self.search.setPlaceholderText("输入任务内容、单位或拼音首字母")
        self.model = RecordTable(("序号", "责任单位", "任务内容"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("任务")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setColumnWidth(1, self.fontMetrics().horizontalAdvance("国") * 12)
        self.add_wide(self.search, self.view)
        self.search.asked.connect(self.look_up)
        self.search.left.connect(self.view.setFocus)
        self.view.activated.connect(self.accept)
        give_size(self, 52, 26)
        self.look_up("")
        self.search.setFocus()

    def look_up(self, words: str) -> None:
        """List what these words find."""
        if words:
            self._tasks = self._shelf.some(self._shelf.matching(words)[:_MOST])
        else:
            plans = self._shelf.plans()
            self._tasks = self._shelf.tasks(plans[0].id)[:_MOST] if plans else []
        self.model.show([(each.seq or "", each.unit_text, each.content) for each in self._tasks])
        if self._tasks:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.say("" if self._tasks else "没有找到任务，换一个说法试试。")

    def chosen(self) -> int | None:
        """Return the id of the current task."""
        row = self.view.currentIndex().row()
        return self._tasks[row].id if 0 <= row < len(self._tasks) else None

    @classmethod
    def ask(cls, parent: QWidget, shelf: Shelf) -> int | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(shelf, parent)
        given = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return given


_SHOWN = 60  # characters of a task in the list


class LinkDialog(Form):
    """Asks for our own tasks behind one of the superior's."""

    def __init__(
        self, superior: StoredTask, own: Sequence[StoredTask], linked: Sequence[int], parent: QWidget | None
    ) -> None:
        super().__init__("承接上级任务", "保存", parent)
        rows = [(task.id, _line(task), task.content + task.unit_text) for task in own]
        self.ticks = TickList(rows, "项任务", self)
        self.ticks.show_ticked(linked)
        text = label(f"上级任务 {short_seq(superior)}　{superior.content}", wrap=True, parent=self)
        self.add_wide(text, label("由下列本级任务承接：", name="dim", parent=self), self.ticks)
        give_size(self, 46, 26)

    @classmethod
    def ask(
        cls, parent: QWidget, superior: StoredTask, own: Sequence[StoredTask], linked: Sequence[int]
    ) -> tuple[int, ...] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(superior, own, linked, parent)
        given = dialog.ticks.ticked() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _line(task: StoredTask) -> str:
    text = f"{short_seq(task)}　{task.content}".replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


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
