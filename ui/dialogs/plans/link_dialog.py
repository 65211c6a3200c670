"""承接: which of our own tasks take up one of the superior's."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.plan import Task
from ui.dialogs.base.forms import Form, give_size
from ui.models.task_table import short_seq
from ui.widgets.plain import label
from ui.widgets.tick_list import TickList

_SHOWN = 60  # characters of a task in the list


class LinkDialog(Form):
    """Asks for our own tasks behind one of the superior's."""

    def __init__(self, superior: Task, own: Sequence[Task], linked: Sequence[int], parent: QWidget | None) -> None:
        super().__init__("承接上级任务", "保存", parent)
        rows = [(task.id or 0, _line(task), task.content + task.unit_text) for task in own]
        self.ticks = TickList(rows, "项任务", self)
        self.ticks.show_ticked(linked)
        text = label(f"上级任务 {short_seq(superior)}　{superior.content}", wrap=True, parent=self)
        self.add_wide(text, label("由下列本级任务承接：", name="dim", parent=self), self.ticks)
        give_size(self, 46, 26)

    @classmethod
    def ask(cls, parent: QWidget, superior: Task, own: Sequence[Task], linked: Sequence[int]) -> tuple[int, ...] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(superior, own, linked, parent)
        given = dialog.ticks.ticked() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _line(task: Task) -> str:
    text = f"{short_seq(task)}　{task.content}".replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
