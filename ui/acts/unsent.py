"""What was typed and not stored: offered over the window, put back into its cell or its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.models.task_table import short_seq
from ui.unsent import CELL, UnsentTexts, put_text

if TYPE_CHECKING:
    from gongkai_desk.store.tasks.unsent import Unsent
    from ui.main_window import MainWindow

_COMMANDS = {"ReportDialog": "report", "SummaryDialog": "summarise"}
"""Forms of a task that a command opens at once; any other takes its text when its clerk opens it."""


class UnsentActs(QObject):
    """Keeps the texts of the window's desk, and leads to what was left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.texts = UnsentTexts(window.desk, window)
        self.texts.found.connect(self._offer)
        window.unsent_line.pressed.connect(self.show)
        window.detail.task_shown.connect(self._note_task)

    def _note_task(self, task: object) -> None:
        self.texts.task = task  # type: ignore[assignment]

    def begin(self) -> None:
        """Look what the library shown now has left."""
        self._window.unsent_line.hide()
        self.texts.begin()

    def _offer(self) -> None:
        count = len(self.texts.left)
        self._window.unsent_line.say(f"上次有 {count} 处写好的文字没有存入。", "查看")

    def show(self) -> None:
        """Show what waits, and put back what is chosen."""
        from ui.dialogs.unsent_dialog import UnsentDialog

        shelf = self._window.desk.shelf
        tasks = shelf.some([each.task for each in self.texts.left if each.task is not None])
        names = {task.id or 0: f"{short_seq(task)} {task.title or task.content[:12]}".strip() for task in tasks}
        chosen = UnsentDialog.ask(self.texts, names, self._window)
        if chosen is not None:
            self._put_back(chosen)
        self._window.unsent_line.setVisible(bool(self.texts.left))
        if self.texts.left:
            self._offer()

    def _put_back(self, text: Unsent) -> None:
        if text.task is not None:
            self._window.go_to_task(text.task)
        if text.place == CELL:
            self._into_details(text)
            return
        self.texts.put_back(text)
        if text.place in _COMMANDS and text.task is not None:
            self._window.menus[_COMMANDS[text.place]].trigger()
        else:
            self._window.status.showMessage(f"已备好：再打开“{text.title}”时会放回原处。", 8000)

    def _into_details(self, text: Unsent) -> None:
        """Open the field of the details that a cell or the field itself was about, with the text in it."""
        tab = self._window.detail.task_tab
        fields = {"责任单位": tab.units, "完成时限": tab.deadline}
        field = fields.get(text.title, tab.content)
        self._window.view.focus_detail()
        self._window.detail.turn_to("任务")
        field.open()
        if field.is_open:
            put_text(field.editor, text.fields[0][1])
            self.texts.drop(text)
