"""The menus and the toolbar: every command once, with its key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from gongkai_desk.papers.listed import BREAKDOWN, LEDGER, PAPERS, PaperKind, Place
from ui import icons, menu_items, theme
from ui.menu_items import Item, Items, Needs

if TYPE_CHECKING:
    from ui.commands import Commands


class Menus:
    """Makes the actions; they are found by name: ``menus["undo"].setEnabled(…)``."""

    def __init__(self, window: "Commands") -> None:
        self._window = commands = window
        self._actions: dict[str, QAction] = {}
        self._needs: dict[str, Needs] = {}
        self.recent = QMenu("最近打开(&R)", window)
        self.saved = QMenu("常用筛选(&S)", window)
        self.chasing = QMenu("催办(&W)", window)  # in 督办 and on the toolbar
        self.reports: dict[PaperKind, QMenu] = {}  # the sub-menus of 报表
        self._build(commands)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return list(self._actions.values())

    def names(self) -> list[str]:
        """Return what the actions are called inside the program, in the order of the menus."""
        return list(self._actions)

    def here(self) -> list[QAction]:
        """Return the actions whose keys work only in the table."""
        only = Qt.ShortcutContext.WidgetShortcut
        return [action for action in self._actions.values() if action.shortcutContext() == only]

    def enable(self, there: Needs) -> None:
        """Let only those commands be pressed whose needs are there."""
        for name, needs in self._needs.items():
            self._actions[name].setEnabled(needs & there == needs)

    def name_steps(self, undo: str | None, redo: str | None, *, may_write: bool) -> None:
        """Say what undo and redo would do."""
        for name, verb, step, letter in (("undo", "撤销", undo, "U"), ("redo", "恢复", redo, "R")):
            action = self[name]
            action.setEnabled(step is not None and may_write)
            action.setText(f"{verb}“{step}”(&{letter})".replace("&&", "&") if step else f"{verb}(&{letter})")
            action.setIconText(verb)
            action.setToolTip(f"{verb}“{step}”" if step else f"没有可{verb}的操作")

    def _build(self, do: "Commands") -> None:
        menu = self._menu("文件(&F)", menu_items.file_first(do))
        menu.addMenu(self.recent)
        self._fill(menu, menu_items.file_rest(do))
        self._menu("编辑(&E)", menu_items.edit(do))
        menu = self._menu("视图(&V)", menu_items.panes(do))
        menu.addMenu(self.saved)
        self._fill(menu, menu_items.sizes(do))
        self._look_menu(menu.addMenu("外观(&A)"), do)
        self._fill(menu, (Item("usual_layout", "恢复默认布局(&R)", do.view.usual_layout),))
        self._menu("要点(&P)", menu_items.plan(do))
        self._menu("任务(&T)", menu_items.task(do))
        menu = self._menu("督办(&D)", menu_items.watch(do))
        self.chasing.setToolTipsVisible(True)
        self._fill(self.chasing, menu_items.reminding(do))
        menu.insertMenu(self["reporting"], self.chasing)
        menu = self._window.menuBar().addMenu("报表(&R)")
        for kind in PAPERS:
            if kind.place is Place.REPORTS:
                self.reports[kind] = menu.addMenu(f"导出{kind.title}(&{kind.letter})")
                self._fill(self.reports[kind], menu_items.report(do, kind))
        self._menu("工具(&O)", menu_items.tools(do))
        self._menu("帮助(&H)", menu_items.help_(do))

    def _menu(self, title: str, items: Items) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        self._fill(menu, items)
        return menu

    def _fill(self, menu: QMenu, items: Items) -> None:
        for item in items:
            if item is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions.get(item.name) or self._action(item))

    def _action(self, item: Item) -> QAction:
        action = QAction(item.text, self._window)
        action.setIconText(item.text.split("(")[0].rstrip("…"))
        if item.keys:
            action.setShortcut(item.keys)
        if item.here:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if item.tip:
            action.setToolTip(item.tip)
        if item.needs:
            self._needs[item.name] = item.needs
        self._connect(action, item)
        self._actions[item.name] = action
        return action

    def _connect(self, action: QAction, item: Item) -> None:
        if isinstance(item.does, str):
            action.setData(item.does)
            action.triggered.connect(self._window.run_named)
        elif item.on is not None:
            action.setCheckable(True)
            action.setChecked(item.on)
            action.toggled.connect(item.does)
        else:
            action.triggered.connect(item.does)

    def _look_menu(self, menu: QMenu, do: "Commands") -> None:
        group = QActionGroup(self._window)
        for name, text in (("system", "跟随系统(&S)"), ("light", "浅色(&L)"), ("dark", "深色(&D)")):
            action = QAction(text, group)
            action.setCheckable(True)
            action.setData(name)
            menu.addAction(action)
            self._actions[f"look_{name}"] = action
        group.triggered.connect(do.view.set_look)


def paint_icons(menus: Menus, look: theme.Colours) -> None:
    """Give the commands of the toolbar icons in the colours of a look."""
    menus["import"].setIcon(icons.icon("import", look.on_button, look.dim))
    for name in ("report", "check_off", "undo", "redo"):
        menus[name].setIcon(icons.icon(name, look.text, look.rule))
    menus.chasing.menuAction().setIcon(icons.icon("remind", look.text, look.rule))
    menus.reports[BREAKDOWN].menuAction().setIcon(icons.icon("sheet", look.text, look.rule))
    menus.reports[LEDGER].menuAction().setIcon(icons.icon("grid", look.text, look.rule))


def paint_overflow(bar: QToolBar, look: theme.Colours) -> None:
    """Give the » behind which buttons without room go a shape that is seen in every look, and a name."""
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setIcon(icons.icon("more", look.text))
        more.setAccessibleName("更多按钮")
        more.setToolTip("更多按钮")


def fill_toolbar(bar: QToolBar, menus: Menus) -> None:
    """Put the daily commands on the toolbar: one primary button, the others quiet."""
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.addWidget(_button(bar, menus["import"], "primary"))
    bar.addAction(menus["report"])
    bar.addAction(menus["check_off"])
    _add_opener(bar, "催办", menus.chasing)
    bar.addSeparator()
    for text, menu in (("导出分解表", menus.reports[BREAKDOWN]), ("导出台账", menus.reports[LEDGER])):
        _add_opener(bar, text, menu)
    bar.addSeparator()
    bar.addAction(menus["undo"])
    bar.addAction(menus["redo"])


def finder_bar(window: QMainWindow, field: QWidget) -> QToolBar:
    """Return a bar of its own for the search field, at the right: what has no room goes into the other's » first."""
    bar = QToolBar("查找", window)
    bar.setObjectName("finder")
    bar.setMovable(False)
    bar.toggleViewAction().setVisible(False)
    holder = QWidget(bar)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(field)
    bar.addWidget(holder)
    return bar


def _add_opener(bar: QToolBar, text: str, menu: QMenu) -> None:
    """Put a button on the bar that opens a menu."""
    action = menu.menuAction()
    action.setIconText(text)
    opener = _button(bar, action)
    opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    bar.addWidget(opener)


def _button(bar: QToolBar, action: QAction, name: str = "") -> QToolButton:
    """Return a button for an action (asking the bar for its own would load all classes of widgets)."""
    made = QToolButton(bar)
    made.setObjectName(name)
    made.setToolButtonStyle(bar.toolButtonStyle())
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
