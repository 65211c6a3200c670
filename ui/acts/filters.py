"""Filters of the task table: by column, by cell, saved under a name."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.task_filter import TaskFilter, from_json

if TYPE_CHECKING:
    from ui.commands import Commands

VIEW = "tasks"


class FilterActs(QObject):
    """What the menu 视图 says of filters."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._menu: QMenu | None = None

    def column(self) -> None:
        """Open the values of the current column."""
        index = self._window.tasks.view.currentIndex()
        self._window.tasks.ask_filter(index.column() if index.isValid() else 0)

    def cell(self) -> None:
        """Show only rows that have what the current cell has."""
        self._window.tasks.filter_by_cell()

    def none(self) -> None:
        """Show everything again."""
        self._window.tasks.filter_wanted.emit(TaskFilter())

    def fill(self, menu: QMenu) -> None:
        """List the saved filters, then saving and forgetting."""
        menu.clear()
        names = list(self._saved())
        for name in names:
            self._add(menu, name.replace("&", "&&"), name, self._use)
        menu.addSeparator()
        self._add(menu, "保存当前筛选(&S)…", "", self.save).setEnabled(bool(self._window.tasks.filter))
        if names:
            drop = menu.addMenu("删除常用筛选(&D)")
            for name in names:
                self._add(drop, name.replace("&", "&&"), name, self._drop)

    def _add(self, menu: QMenu, text: str, name: str, does: object) -> QAction:
        action = menu.addAction(text)
        action.setData(name)
        action.triggered.connect(does)
        return action

    def _saved(self) -> dict[str, str]:
        from gongkai_desk.store import settings

        library = self._window.desk.library
        return settings.filters(library, VIEW) if library is not None else {}

    def save(self) -> None:
        """Ask for a name and save the filter under it; its own sentence is proposed."""
        from gongkai_desk.services.upkeep import office
        from ui.dialogs import ask

        wanted, desk = self._window.tasks.filter, self._window.desk
        name = ask.ask_line(self._window, "保存筛选", "常用筛选的名称：", wanted.sentence())
        if name:
            act = partial(office.save_filter, view=VIEW, name=name, value=wanted.to_json())
            desk.write(partial(act, who=desk.who, day=desk.today))

    def _use(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.use(action.data())

    def use(self, name: str) -> None:
        """Filter as saved under a name."""
        self._window.tasks.filter_wanted.emit(from_json(self._saved()[name]))

    def _drop(self) -> None:
        from gongkai_desk.services.upkeep import office

        desk = self._window.desk
        if isinstance(action := self.sender(), QAction):
            act = partial(office.remove_filter, view=VIEW, name=action.data())
            desk.write(partial(act, who=desk.who, day=desk.today))
