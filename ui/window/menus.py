"""Makes actions and menus of the lists of commands, and lets only those be pressed whose needs are there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.commands import edit, view
from ui.commands.command import Command, Entry, Here, Menu, Needs, Switch, WhereNow
from ui.window.menu_bar import MENUS


class CommandAction(QAction):
    """An entry of a menu: pressed it runs its command where the clerk stands then."""

    def __init__(self, command: Entry, where: WhereNow, parent: QMainWindow) -> None:
        super().__init__(command.text, parent)
        self.command, self._where = command, where
        self.setIconText(command.title)
        if command.keys:
            self.setShortcut(command.keys)
        if command.tip:
            self.setToolTip(command.tip)
        if isinstance(command, Switch):
            self.setCheckable(True)
            self.setChecked(command.on)
            self.toggled.connect(self._turn)
        else:
            if command.in_table:
                self.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.triggered.connect(self._run)

    def _run(self) -> None:
        if isinstance(self.command, Command):
            self.command.run(self._where())

    def _turn(self, on: bool) -> None:
        if isinstance(self.command, Switch):
            self.command.turn(self._where(), on)


class FilledMenu(QMenu):
    """A menu that is filled anew whenever it is opened."""

    def __init__(self, menu: Menu, where: WhereNow, parent: QMainWindow) -> None:
        super().__init__(menu.text, parent)
        self._menu, self._where = menu, where
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what there is now."""
        if self._menu.fill is not None:
            self._menu.fill(self._where(), self)


class Menus:
    """The actions of all commands, found by command, by tests and pictures by name: ``menus["undo"]``."""

    def __init__(self, window: QMainWindow, where: WhereNow) -> None:
        self._window, self._where = window, where
        self._actions: dict[str, CommandAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._needs: list[tuple[QAction, Needs]] = []
        for menu in MENUS:
            window.menuBar().addMenu(self._made(menu))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def action(self, command: Entry) -> QAction:
        """Return what stands for a command."""
        return self._actions[command.name]

    def menu(self, menu: Menu) -> QMenu:
        """Return what was made of a menu."""
        return self._menus[menu.text]

    def commands(self) -> Sequence[Entry]:
        """Return every command, in the order of the menus."""
        return [action.command for action in self._actions.values()]

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return list(self._actions.values())

    def names(self) -> list[str]:
        """Return what the commands are called inside the program, in the order of the menus."""
        return list(self._actions)

    def of_table(self) -> list[QAction]:
        """Return the actions whose keys work only in the table."""
        return [action for action in self._actions.values() if getattr(action.command, "in_table", False)]

    # -- making

    def _made(self, menu: Menu) -> QMenu:
        if menu.fill is not None:
            made: QMenu = FilledMenu(menu, self._where, self._window)
        else:
            made = QMenu(menu.text, self._window)
            made.setToolTipsVisible(True)
        self._menus[menu.text] = made
        self._need(made.menuAction(), menu.needs)
        for entry in menu.entries:
            self._add(made, entry)
        if menu.one_of:
            group = QActionGroup(self._window)
            for action in made.actions():
                action.setCheckable(True)
                group.addAction(action)
        return made

    def _add(self, made: QMenu, entry: Entry | Menu | None) -> None:
        if entry is None:
            made.addSeparator()
        elif isinstance(entry, Menu):
            made.addMenu(self._made(entry))
        else:
            made.addAction(self._actions.get(entry.name) or self._new_action(entry))

    def _new_action(self, command: Entry) -> CommandAction:
        action = self._actions[command.name] = CommandAction(command, self._where, self._window)
        self._need(action, command.needs)
        return action

    def _need(self, action: QAction, needs: Needs) -> None:
        if needs:
            self._needs.append((action, needs))

    # -- as things stand

    def enable(self, here: Here) -> None:
        """Let only those commands be pressed whose needs are there, and say what undo and redo would do."""
        undo, redo = here.desk.step_names()
        there = what_is_there(here, undo=undo is not None, redo=redo is not None)
        for action, needs in self._needs:
            action.setEnabled(needs & there == needs)
        for command, step in ((edit.UNDO, undo), (edit.REDO, redo)):
            _name_step(self.action(command), command, step)

    def tick_look(self, look: str) -> None:
        """Tick the look that is worn."""
        self.action(view.LOOKS[look]).setChecked(True)


def what_is_there(here: Here, *, undo: bool, redo: bool) -> Needs:
    """Return all needs that are met where a clerk stands."""
    there = {
        Needs.LIBRARY: here.desk.library is not None,
        Needs.WRITING: here.desk.may_write,
        Needs.PLAN: here.plan is not None,
        Needs.TASK: here.task is not None,
        Needs.FILTER: bool(here.table.filter),
        Needs.UNDO: undo,
        Needs.REDO: redo,
    }
    found = Needs.NOTHING
    for need, is_there in there.items():
        found |= need if is_there else Needs.NOTHING
    return found


def _name_step(action: QAction, command: Command, step: str | None) -> None:
    """Say what undo or redo would do: 撤销“登记进展”(&U)."""
    verb, letter = command.title, command.text[len(command.title) :]
    action.setText(f"{verb}“{step}”{letter}" if step else command.text)
    action.setIconText(verb)
    action.setToolTip(f"{verb}“{step}”" if step else f"没有可{verb}的操作")
