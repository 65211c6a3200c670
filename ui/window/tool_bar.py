"""The tool bar: one primary button, the others quiet; and a bar of its own for the search field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolBar, QToolButton, QWidget

from ui import icons, theme
from ui.commands.command import Menu
from ui.window.menu_bar import FIRST_ON_BAR, ICONS, ON_BAR
from ui.window.menus import Menus


class CommandBar(QToolBar):
    """The daily commands; ``paint_icons`` draws their icons in the colours of a look."""

    def __init__(self, menus: Menus, parent: QMainWindow) -> None:
        super().__init__("工具栏", parent)
        self._menus = menus
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(self._button(menus.action(FIRST_ON_BAR), "primary"))
        for each in ON_BAR:
            if each is None:
                self.addSeparator()
            elif isinstance(each, Menu):
                self._add_opener(each)
            else:
                self.addAction(menus.action(each))

    def _add_opener(self, menu: Menu) -> None:
        """Put a button on the bar that opens a menu."""
        action = self._menus.menu(menu).menuAction()
        action.setIconText(menu.button)
        opener = self._button(action)
        opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.addWidget(opener)

    def _button(self, action: QAction, name: str = "") -> QToolButton:
        """Return a button for an action (asking the bar for its own would load all classes of widgets)."""
        made = QToolButton(self)
        made.setObjectName(name)
        made.setToolButtonStyle(self.toolButtonStyle())
        made.setDefaultAction(action)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def paint_icons(self, look: theme.Colours) -> None:
        """Draw the icons, and give the » behind which buttons without room go a shape that is seen in every look."""
        self._menus.action(FIRST_ON_BAR).setIcon(icons.icon("import", look.on_button, look.dim))
        for entry, name in ICONS.items():
            action = self._menus.menu(entry).menuAction() if isinstance(entry, Menu) else self._menus.action(entry)
            action.setIcon(icons.icon(name, look.text, look.rule))
        more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if more is not None:
            more.setIcon(icons.icon("more", look.text))
            more.setAccessibleName("更多按钮")
            more.setToolTip("更多按钮")


class FinderBar(QToolBar):
    """Holds the search field at the right: what has no room goes into the other bar's » first."""

    def __init__(self, field: QWidget, parent: QMainWindow) -> None:
        super().__init__("查找", parent)
        self.setObjectName("finder")
        self.setMovable(False)
        self.toggleViewAction().setVisible(False)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(field)
        self.addWidget(holder)
