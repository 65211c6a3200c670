"""Choosing tasks: one of all plans by some of its words; and 承接, those that take up one of the superior's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.standing.shelf import Shelf
from ui.dialogs.base.forms import Form, give_size
from ui.models.record_table import RecordTable
from ui.models.task_table import short_seq
from ui.parts.record_view import record_view
from ui.widgets.fields import SearchField
from ui.widgets.plain import label
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
