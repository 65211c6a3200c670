"""The tab 原文出处: where in the file as received the task stands."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desk.domain.place import CellPlace, PagePlace, Place
from gongkai_desk.domain.plan import Task
from ui.desk import Desk
from ui.widgets.plain import label, value


class SourceTab(QWidget):
    """Says the place in words a clerk can follow, with the printed words beside."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.where = label(name="heading", wrap=True, parent=self)
        self.words = value(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(10)
        column.addWidget(self.where)
        column.addWidget(self.words)
        column.addStretch(1)

    def show_task(self, task: Task, *, may_write: bool) -> None:
        """Show the places of a task."""
        places = list(dict.fromkeys(place_sentence(place) for place in task.source))
        self.where.setText("、".join(places) or "手工录入，没有原文")
        self.words.setText("\n".join(part for part in (task.title, task.content, task.unit_text) if part))


def place_sentence(place: Place) -> str:
    """Return e.g. «原件第 4 页», «工作表“任务分解表” B12», «原文第 1205–1290 字»."""
    if isinstance(place, PagePlace):
        return f"原件第 {place.page} 页"
    if isinstance(place, CellPlace):
        return f"工作表“{place.sheet}” {place.cell}"
    return f"原文第 {place.start + 1}–{place.end} 字"
