"""Choosing one task of all plans: type some of its words, its unit or their initials."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from gongkai_desk.domain.plan import Task
from ui.dialogs.forms import Form, give_size
from ui.models.record_table import RecordTable
from ui.widgets.record_view import record_view
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from gongkai_desk.standing.shelf import Shelf

_MOST = 200  # tasks listed at a time


class TaskPicker(Form):
    """Lists what the search finds, the first tasks of the newest plan before anything is typed."""

    def __init__(self, shelf: "Shelf", parent: QWidget | None = None) -> None:
        super().__init__("选择任务", "选择", parent)
        self._shelf = shelf
        self._tasks: list[Task] = []
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
            self._tasks = self._shelf.tasks(plans[0].id or 0)[:_MOST] if plans else []
        self.model.show([(each.seq or "", each.unit_text, each.content) for each in self._tasks])
        if self._tasks:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.say("" if self._tasks else "没有找到任务，换一个说法试试。")

    def chosen(self) -> int | None:
        """Return the id of the current task."""
        row = self.view.currentIndex().row()
        return self._tasks[row].id if 0 <= row < len(self._tasks) else None

    @classmethod
    def ask(cls, parent: QWidget, shelf: "Shelf") -> int | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(shelf, parent)
        given = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return given
