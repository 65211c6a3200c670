"""What the panes ask for by mouse and by typing, done as commands where the clerk stands."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.commands import bulk, tasks, view
from ui.commands.command import WhereNow
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane


class PaneActs(QObject):
    """Follows tree, table and right pane."""

    def __init__(self, where: WhereNow, panes: tuple[TreePane, TaskPane, DetailPane], parent: QObject) -> None:
        super().__init__(parent)
        self._where = where
        tree, table, detail = panes
        table.view.zoomed.connect(self.zoom)
        table.view.fill_wanted.connect(self.fill_cells)
        table.dropped.connect(self.move_tasks)
        tree.tasks_dropped.connect(self.move_tasks_to)
        table.model.edited.connect(self.store_text)
        detail.edited.connect(self.store_text)

    def store_text(self, task_id: int, field: str, text: str) -> None:
        """Store what was typed in a cell or in the right pane."""
        tasks.store_text(self._where(), task_id, field, text)

    def fill_cells(self, column: int, text: str) -> None:
        """Give the selected rows what was typed into one of them."""
        bulk.fill(self._where(), column, text)

    def move_tasks(self, ids: list[int], before: int | None, section: tuple[str, ...]) -> None:
        """Put dragged rows where they were let go."""
        if before not in ids:
            tasks.move(self._where(), ids, before, section)

    def move_tasks_to(self, ids: list[int], plan_id: int, group: tuple[str, ...]) -> None:
        """Put dragged rows into the section of the tree over which they were let go."""
        tasks.move_to(self._where(), ids, plan_id, group)

    def zoom(self, steps: int) -> None:
        """Make all text some points larger."""
        view.zoom(self._where(), steps)
