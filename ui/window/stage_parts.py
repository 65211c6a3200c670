"""The middle of the window: the task table, or one page of the book, made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.lazy import lazy_imports
from ui.commands import bulk, tasks, view
from ui.commands.command import WhereNow
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane

with lazy_imports():
    from ui.pages import (
        calendar,
        coverage,
        dashboard,
        dispatches,
        interpretations,
        page,
        register_page,
        requests,
        spot_checks,
        statistics,
    )

MAKERS: dict[str, Callable[[WhereNow, QWidget], page.Page]] = {
    "dashboard": lambda where, parent: dashboard.Dashboard(where, parent),
    "calendar": lambda where, parent: calendar.Calendar(where, parent),
    "statistics": lambda where, parent: statistics.StatisticsPage(where, parent),
    "coverage": lambda where, parent: coverage.CoveragePage(where, parent),
    "requests": lambda where, parent: register_page.RegisterPage(requests.Requests(where().desk), where, parent),
    "interpretations": lambda where, parent: register_page.RegisterPage(
        interpretations.Interpretations(where().desk), where, parent
    ),
    "spot_checks": lambda where, parent: spot_checks.SpotChecks(where, parent),
    "dispatches": lambda where, parent: dispatches.Dispatches(where, parent),
}
"""What makes each page of the book; its module is loaded then."""


class PageStack(QStackedWidget):
    """Keeps each page that was shown once."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._pages: dict[str, page.Page] = {}

    def page(self, name: str) -> page.Page:
        """Return the page of that name."""
        if name not in self._pages:
            made = self._pages[name] = MAKERS[name](self._where, self)
            self.addWidget(made)
        return self._pages[name]

    def forget(self) -> None:
        """Make every page anew when it is next shown: each remembers rows, filters and years of its library."""
        for each in self._pages.values():
            self.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._pages.clear()

    def show_page(self, name: str, plan: StoredPlan | None) -> None:
        """Show a page as things stand now; ``plan``: the one that was shown last."""
        shown = self.page(name)
        shown.plan = plan
        shown.refresh()
        self.setCurrentWidget(shown)


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

    def store_text(self, task_id: TaskId, field: str, text: str) -> None:
        """Store what was typed in a cell or in the right pane."""
        tasks.store_text(self._where(), task_id, field, text)

    def fill_cells(self, column: int, text: str) -> None:
        """Give the selected rows what was typed into one of them."""
        bulk.fill(self._where(), column, text)

    def move_tasks(self, ids: list[TaskId], before: int | None, section: tuple[str, ...]) -> None:
        """Put dragged rows where they were let go."""
        if before not in ids:
            tasks.move(self._where(), ids, before, section)

    def move_tasks_to(self, ids: list[int], plan_id: int, group: tuple[str, ...]) -> None:
        """Put dragged rows into the section of the tree over which they were let go."""
        tasks.move_to(self._where(), ids, plan_id, group)

    def zoom(self, steps: int) -> None:
        """Make all text some points larger."""
        view.zoom(self._where(), steps)
