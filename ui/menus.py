"""The menus and the toolbar: every command once, with its key; only what works now is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from ui import icons, theme

if TYPE_CHECKING:
    from ui.commands import Commands


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: what it is called inside the program, what it says, what it does."""

    name: str
    text: str
    slot: Callable[..., object]
    keys: str = ""
    tip: str = ""
    on: bool | None = None  # a tick and whether it is set


class Menus:
    """Makes the actions; they are found by name: ``menus["undo"].setEnabled(…)``."""

    def __init__(self, window: "Commands") -> None:
        self._window = commands = window
        self._actions: dict[str, QAction] = {}
        self.recent = QMenu("最近打开(&R)", window)
        self._file(commands)
        self._edit(commands)
        self._view(commands)
        self._plan_and_task(commands)
        self._papers_and_tools(commands)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return list(self._actions.values())

    def _menu(self, title: str, *items: Item | None) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        self._fill(menu, items)
        return menu

    def _fill(self, menu: QMenu, items: tuple[Item | None, ...]) -> None:
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
        if item.on is not None:
            action.setCheckable(True)
            action.setChecked(item.on)
            action.toggled.connect(item.slot)
        else:
            action.triggered.connect(item.slot)
        if item.tip:
            action.setToolTip(item.tip)
        self._actions[item.name] = action
        return action

    def _file(self, do: "Commands") -> None:
        menu = self._menu(
            "文件(&F)",
            Item("new", "新建台账库(&N)…", do.new_library, "Ctrl+N"),
            Item("open", "打开台账库(&O)…", do.open_library, "Ctrl+O"),
        )
        menu.addMenu(self.recent)
        self._fill(
            menu,
            (
                Item("close", "关闭台账库(&W)", do.close_library, "Ctrl+W"),
                None,
                Item("import", "导入文件(&I)…", do.import_file, "Ctrl+I", "把收到的要点或任务分解表导入台账库"),
                None,
                Item("save", "保存(&S)", do.say_saved, "Ctrl+S", "每办一件事都已自动保存"),
                None,
                Item("quit", "退出(&X)", do.close, "Ctrl+Q"),
            ),
        )

    def _edit(self, do: "Commands") -> None:
        self._menu(
            "编辑(&E)",
            Item("undo", "撤销(&U)", do.undo, "Ctrl+Z"),
            Item("redo", "恢复(&R)", do.redo, "Ctrl+Y"),
            None,
            Item("copy", "复制(&C)", do.copy, "Ctrl+C", "复制选中的行，可粘贴到 WPS、Excel"),
            Item("select_all", "全选(&A)", do.select_all, "Ctrl+A"),
            None,
            Item("find", "查找(&F)", do.find_here, "Ctrl+F"),
            Item("clear", "清除查找(&L)", do.clear_search, "Ctrl+Shift+F"),
        )

    def _view(self, do: "Commands") -> None:
        menu = self._menu(
            "视图(&V)",
            Item("show_tree", "要点目录(&T)", do.show_tree, on=True),
            Item("show_detail", "任务详情(&D)", do.show_detail, on=True),
            None,
            Item("focus_tree", "转到目录(&1)", do.focus_tree, "Ctrl+1"),
            Item("focus_table", "转到任务表(&2)", do.focus_table, "Ctrl+2"),
            Item("focus_detail", "转到详情(&3)", do.focus_detail, "Ctrl+3"),
            None,
            Item("larger", "放大文字(&L)", do.larger, "Ctrl++"),
            Item("smaller", "缩小文字(&S)", do.smaller, "Ctrl+-"),
            Item("usual_size", "默认文字大小(&Z)", do.usual_size, "Ctrl+0"),
        )
        self._look_menu(menu.addMenu("外观(&A)"), do)
        self._fill(menu, (Item("usual_layout", "恢复默认布局(&R)", do.usual_layout),))

    def _look_menu(self, menu: QMenu, do: "Commands") -> None:
        group = QActionGroup(self._window)
        for name, text in (("system", "跟随系统(&S)"), ("light", "浅色(&L)"), ("dark", "深色(&D)")):
            action = QAction(text, group)
            action.setCheckable(True)
            action.setData(name)
            menu.addAction(action)
            self._actions[f"look_{name}"] = action
        group.triggered.connect(do.set_look)

    def _plan_and_task(self, do: "Commands") -> None:
        self._menu(
            "要点(&P)",
            Item("import", "", do.import_file),
            None,
            Item("previous_plan", "上一份要点(&B)", do.previous_plan, "Ctrl+PgUp"),
            Item("next_plan", "下一份要点(&N)", do.next_plan, "Ctrl+PgDown"),
            None,
            Item("plan_facts", "要点登记信息(&I)", do.plan_facts, "Ctrl+Shift+I"),
        )
        self._menu(
            "任务(&T)",
            Item("edit", "修改单元格(&E)", do.edit_cell, "F2"),
            None,
            Item("previous_task", "上一项(&B)", do.previous_task, "Alt+Up"),
            Item("next_task", "下一项(&N)", do.next_task, "Alt+Down"),
            None,
            Item("source", "查看原文出处(&S)", do.show_source, "Ctrl+Shift+S"),
            Item("history", "查看变更记录(&H)", do.show_history, "Ctrl+H"),
        )
        self._menu("督办(&D)", Item("report", "登记进展(&P)…", do.report, "Ctrl+R"))

    def _papers_and_tools(self, do: "Commands") -> None:
        menu = self._window.menuBar().addMenu("报表(&R)")
        self.breakdown = menu.addMenu("导出任务分解表(&B)")
        self.ledger = menu.addMenu("导出台账(&L)")
        self._fill(
            self.breakdown,
            (
                Item("breakdown_docx", "Word 文档(&W)…", do.export_breakdown_docx, "Ctrl+E"),
                Item("breakdown_xlsx", "Excel 表格(&E)…", do.export_breakdown_xlsx),
            ),
        )
        self._fill(
            self.ledger,
            (
                Item("ledger_docx", "Word 文档(&W)…", do.export_ledger_docx, "Ctrl+Shift+E"),
                Item("ledger_xlsx", "Excel 表格(&E)…", do.export_ledger_xlsx),
            ),
        )
        self._menu(
            "工具(&O)",
            Item("check", "检查台账库(&C)", do.check_library),
            Item("folder", "打开台账文件夹(&F)", do.open_folder),
            Item("clerk", "经办人姓名(&N)…", do.set_clerk),
        )
        self._menu(
            "帮助(&H)",
            Item("keys", "快捷键一览(&K)", do.show_keys, "F1"),
            Item("log", "打开日志文件夹(&L)", do.open_log_folder),
            None,
            Item("about", "关于公开台账(&A)", do.about),
        )


def paint_icons(menus: Menus, look: theme.Colours) -> None:
    """Give the commands of the toolbar icons in the colours of a look."""
    menus["import"].setIcon(icons.icon("import", look.on_button, look.dim))
    for name in ("report", "undo", "redo"):
        menus[name].setIcon(icons.icon(name, look.text, look.rule))
    menus.breakdown.menuAction().setIcon(icons.icon("sheet", look.text, look.rule))
    menus.ledger.menuAction().setIcon(icons.icon("grid", look.text, look.rule))


def fill_toolbar(bar: QToolBar, menus: Menus) -> None:
    """Put the daily commands on the toolbar: one primary button, the others quiet."""
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.addWidget(_button(bar, menus["import"], "primary"))
    bar.addAction(menus["report"])
    bar.addSeparator()
    for text, menu in (("导出分解表", menus.breakdown), ("导出台账", menus.ledger)):
        action = menu.menuAction()
        action.setIconText(text)
        opener = _button(bar, action)
        opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        bar.addWidget(opener)
    bar.addSeparator()
    bar.addAction(menus["undo"])
    bar.addAction(menus["redo"])


def _button(bar: QToolBar, action: QAction, name: str = "") -> QToolButton:
    """Return a button for an action (asking the bar for its own would load all classes of widgets)."""
    made = QToolButton(bar)
    made.setObjectName(name)
    made.setToolButtonStyle(bar.toolButtonStyle())
    made.setDefaultAction(action)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
