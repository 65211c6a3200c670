"""The tool bar: one primary button, the others quiet; and a bar of its own for the search field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStatusBar, QToolBar, QToolButton, QVBoxLayout, QWidget

from gongkai_desk.wording.days import today_sentence
from ui import icons, input_method, theme
from ui.commands import edit
from ui.commands.command import Menu, WhereNow
from ui.commands.view import NO_SECRETS
from ui.libraries import Libraries
from ui.unsent import UnsentTexts
from ui.widgets.notices import Banner, label
from ui.window.menu_bar import FIRST_ON_BAR, ICONS, ON_BAR
from ui.window.menus import Menus

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library
    from gongkai_desk.workdays import Workdays


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


class StatusFields(QStatusBar):
    """Five fields; a field that has nothing to say is not there. Messages pass over all but the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._count, self._selected, self._library, self._backup, self._today = (label(parent=self) for _ in range(5))
        self._fields = (self._library, self._backup, self._count, self._selected)
        self._filled: set[QLabel] = {self._library}
        for field in self._fields:
            field.setMinimumWidth(1)  # a long name is cut rather than standing over the next
            self.addWidget(field)
        self.addPermanentWidget(self._today)
        self.messageChanged.connect(self._make_room)

    def show_counts(self, plans: int, tasks: int) -> None:
        """Show how many tasks are listed."""
        self._say(self._count, f"共 {tasks} 项" if plans < 2 else f"{plans} 份要点 共 {tasks} 项")

    @Slot(int)
    def show_selected(self, count: int) -> None:
        """Show how many rows are selected."""
        self._say(self._selected, f"已选 {count} 项")

    def show_library(self, library: Library | None) -> None:
        """Show which library is open."""
        self._library.setText(f"台账库：{library.name}" if library else "未打开台账库")
        self._library.setToolTip(str(library.folder) if library else "")
        if library is None:
            self._filled = {self._library}
        self._make_room(self.currentMessage())

    def show_backup(self, library: Library | None) -> None:
        """Show when the last snapshot was made."""
        if library is None:
            return
        from gongkai_desk.store.care.snapshots import snapshots

        made = [path.stat().st_mtime for path in snapshots(library.folder)]
        if made:
            last = datetime.fromtimestamp(max(made), UTC).astimezone()
            self._say(self._backup, f"上次备份：{last:%Y-%m-%d %H:%M}")
        else:
            self._say(self._backup, "尚无备份")

    def _say(self, field: QLabel, text: str) -> None:
        field.setText(text)
        self._filled.add(field)
        self._make_room(self.currentMessage())

    @Slot(str)
    def _make_room(self, message: str) -> None:
        """Show the fields that say something; under a message none, whoever fills one meanwhile."""
        for field in self._fields:
            field.setVisible(field in self._filled and not message)

    def show_today(self, today: date, workdays: Workdays) -> None:
        """Show the day and whether it is worked."""
        self._today.setText(today_sentence(today, workdays))


class Banners(QWidget):
    """Four lines, each there only as long as it has something to say."""

    def __init__(self, libraries: Libraries, texts: UnsentTexts, where: WhereNow, parent: QWidget) -> None:
        super().__init__(parent)
        desk = self._desk = texts.desk
        self._libraries, self._texts, self._where = libraries, texts, where
        self.secrets, self.reading_only, self.typing, self.unsent = (Banner(self) for _ in range(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.secrets, self.reading_only, self.typing, self.unsent):
            column.addWidget(each)
        self.secrets.pressed.connect(self._close_secrets)
        self.typing.pressed.connect(self._close_typing)
        self.reading_only.pressed.connect(self._open_for_writing)
        self.unsent.pressed.connect(self._show_unsent)
        texts.found.connect(self._say_unsent)
        settings = desk.settings
        if not settings.welcomed:
            self.secrets.say(f"{NO_SECRETS}。", "知道了")
        if settings.through_ibus and not settings.told_of_input:
            self.typing.say(input_method.REMARK, "知道了")

    def show_library(self) -> None:
        """Say whether the library that is open now can be written."""
        library = self._desk.library
        self.reading_only.setVisible(False)
        if library is not None and library.read_only:
            self.reading_only.say("以只读方式打开，不能修改。", "改为可写打开")
        self.unsent.hide()
        self._texts.begin()

    def _say_unsent(self) -> None:
        self.unsent.say(f"上次有 {len(self._texts.left)} 处写好的文字没有存入。", "查看")

    def _show_unsent(self) -> None:
        edit.show(self._where(), self._texts)
        self.unsent.setVisible(bool(self._texts.left))
        if self._texts.left:
            self._say_unsent()

    def _close_secrets(self) -> None:
        self._desk.settings.welcomed = True
        self.secrets.hide()

    def _close_typing(self) -> None:
        self._desk.settings.told_of_input = True
        self.typing.hide()

    def _open_for_writing(self) -> None:
        if self._desk.library is not None:
            self._libraries.open(Path(self._desk.library.folder))
