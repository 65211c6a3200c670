"""The main window: three panes, and the one place where they are wired to each other."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.errors import NotAllowed
from ui import theme
from ui.desk import Desk
from ui.libraries import Libraries
from ui.menus import Menus, fill_toolbar, paint_icons
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane
from ui.shelf import GroupKey
from ui.status import StatusFields
from ui.widgets.banner import Banner
from ui.widgets.empty import EmptyState
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from ui.exports import Exports

NO_SECRETS = "非涉密软件，严禁录入国家秘密、工作秘密"
_HOW_TO_BEGIN = (
    "收到上级的工作要点或任务分解表后，点“导入文件”（PDF、Word、Excel、网页或粘贴文字都可以），\n"
    "也可以把文件直接拖到这个窗口里。"
)
_ABOUT = "政务公开工作要点的任务分解、台账与督办。\n本机离线运行，不联网，不上传。"
_AFTER_PAINT = 80  # milliseconds: working days come with a library that the first picture need not wait for
_SIZES = (236, 800, 328)  # pixels of the three panes at first


class MainWindow(QMainWindow):
    """Shows the desk's library; every command of the menus is a method here or of its helpers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._ready = False  # Qt tells of fonts and colours before there is anything to dress
        self._plan: Plan | None = None
        self._group: GroupKey = ()
        self.tree, self.tasks, self.detail = TreePane(self), TaskPane(self), DetailPane(desk, self)
        self.search = SearchField(self)
        self.secrets, self.reading_only = Banner(self), Banner(self)
        self.welcome = EmptyState(self)
        self.menus = Menus(self)
        self.status = StatusFields(self)
        self.libraries = Libraries(desk, self, self.menus.recent)
        self._lay_out()
        self._ready = True
        self._wire()
        self._restore()
        self.show_library()

    @cached_property
    def exports(self) -> "Exports":
        """What writes papers, made with the first one."""
        from ui.exports import Exports

        return Exports(self.desk, self)

    # -- building

    def _lay_out(self) -> None:
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.bar = QToolBar("工具栏", self)
        self.bar.setObjectName("toolbar")
        self.bar.setMovable(False)
        self.bar.toggleViewAction().setVisible(False)
        self.addToolBar(self.bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane, least in ((self.tree, 150), (self.tasks, 360), (self.detail, 240)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.welcome)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.secrets, self.reading_only):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self._fill_bar()
        self._dress_bar()

    def _fill_bar(self) -> None:
        fill_toolbar(self.bar, self.menus)
        spacer = QWidget(self.bar)
        spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
        self.bar.addWidget(spacer)
        self.bar.addWidget(self.search)

    def _dress_bar(self) -> None:
        """Draw the icons in the colours worn now, and give the search field room for its hint."""
        paint_icons(self.menus, theme.colours(self.palette()))
        self.search.setFixedWidth(self.search.fontMetrics().horizontalAdvance("国") * 23)

    def _wire(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.library_changed.connect(self.show_library)
        self.tree.chosen.connect(self.show_place)
        self.tasks.current_changed.connect(self.detail.show_task)
        self.tasks.selection_changed.connect(self.status.show_selected)
        self.tasks.cleared.connect(self.clear_search)
        self.tasks.view.zoomed.connect(self._zoom)
        self.tasks.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.tasks.view.addActions([self.menus[name] for name in ("edit", "report", "copy", "source", "history")])
        self.tasks.model.edited.connect(self.edit_task)
        self.detail.edited.connect(self.edit_task)
        self.detail.report_wanted.connect(self.report)
        self.search.asked.connect(self.find_words)
        self.search.left.connect(self.focus_table)
        if isinstance(app := QApplication.instance(), QApplication):
            app.styleHints().colorSchemeChanged.connect(self._dress)
        self.secrets.pressed.connect(self._close_secrets)
        self.reading_only.pressed.connect(self._open_for_writing)

    def _restore(self) -> None:
        settings = self.desk.settings
        self.resize(1366, 740)
        if not (layout := settings.layout("window")).isEmpty():
            self.restoreGeometry(layout)
        self.splitter.setSizes(list(_SIZES))
        if not (layout := settings.layout("panes")).isEmpty():
            self.splitter.restoreState(layout)
        self.tasks.restore_layout(settings.layout("columns"))
        for name, pane in (("show_tree", self.tree), ("show_detail", self.detail)):
            self.menus[name].setChecked(not pane.isHidden())
        self.menus[f"look_{settings.look}"].setChecked(True)
        if not settings.welcomed:
            self.secrets.say(f"{NO_SECRETS}。", "知道了")
        QTimer.singleShot(_AFTER_PAINT, self, self._later)

    def _later(self) -> None:
        """Do what the first picture need not wait for: working days come with a library of their own."""
        from gongkai_desk.workdays import Workdays

        workdays = Workdays.usual()
        self.status.show_today(self.desk.today, workdays)
        self.detail.set_workdays(workdays)
        self.status.show_backup(self.desk.library)

    def settle(self) -> None:
        """Do at once all that is left for idle moments, e.g. before a picture is taken."""
        self._later()
        self.tasks.view.settle()

    # -- showing

    def show_library(self) -> None:
        """Show the library that is open now, or how to open one."""
        library = self.desk.library
        self._plan, self._group = None, ()
        self.search.clear()
        self.setWindowTitle(f"{library.name} — 公开台账" if library else "公开台账")
        self.status.show_library(library)
        self.status.show_backup(library)
        self.reading_only.setVisible(False)
        if library is not None and library.read_only:
            self.reading_only.say("以只读方式打开，不能修改。", "改为可写打开")
        self.tasks.model.editable = self.desk.may_write
        self.tree.refresh(self.desk.shelf)
        self.pages.setCurrentWidget(self.splitter if library else self.welcome)
        if library is None:
            text = f"台账库是一个文件夹，可以放在本机，也可以放在U盘上带走。\n{NO_SECRETS}。"
            self.welcome.say("还没有打开台账库", text, (self.menus["new"], self.menus["open"]))
            self.welcome.offer("最近打开过", self.libraries.recent_actions(self))
        elif not self.tree.choose_first():
            self._show_empty_library()
        self._enable()

    def _show_empty_library(self) -> None:
        self._plan = None
        self.tasks.show_empty("台账库还是空的", _HOW_TO_BEGIN, (self.menus["import"],))
        self.status.show_counts(0, 0)

    def show_place(self, plan_id: int, group: GroupKey) -> None:
        """Show a plan, or one section or 任务名称 of it; a running search is over then."""
        self._plan = next((plan for plan in self.desk.shelf.plans() if plan.id == plan_id), None)
        self._group = group
        if self.search.text():
            self.search.blockSignals(True)
            self.search.empty()
            self.search.blockSignals(False)
        self._show_tasks()

    def find_words(self, words: str) -> None:
        """Show what the quick search finds in all plans, or the plan again when it is empty."""
        if not words:
            self._show_tasks()
            return
        shelf = self.desk.shelf
        found = shelf.some(shelf.matching(words))
        plans = len({task.plan_id for task in found})
        self.tasks.show_heading("查找结果")
        if found:
            sentence = f"“{words}”：在 {plans} 份要点中找到 {len(found)} 项"
            self.tasks.show_tasks(found, shelf.states(), sentence)
        else:
            text = "换一个说法试试：可以输入任务内容、单位名称或简称、拼音首字母。"
            self.tasks.show_empty(f"没有找到“{words}”", text, (self.menus["clear"],))
        self.status.show_counts(plans, len(found))
        self._enable()

    def _show_tasks(self) -> None:
        """Show the chosen plan or group of it."""
        if self._plan is None or self._plan.id is None:
            return
        shelf = self.desk.shelf
        tasks = shelf.tasks(self._plan.id)
        shown = [task for task in tasks if in_group(task, self._group)] if self._group else tasks
        self.tasks.show_plan(self._plan)
        sentence = f"只看“{self._group[-1]}”：{len(shown)} 项，全部 {len(tasks)} 项" if self._group else ""
        self.tasks.show_tasks(shown, shelf.states(), sentence)
        self.status.show_counts(1, len(shown))
        self._enable()

    def refresh(self, changes: "Changes | None" = None) -> None:
        """Ask again for all that is shown."""
        self.tree.refresh(self.desk.shelf)
        if self.search.text().strip():
            self.find_words(self.search.text().strip())
        elif (place := self.tree.place())[0] is not None:
            self.show_place(place[0], place[1])
        elif not self.tree.choose_first():
            self._show_empty_library()
        self.status.show_backup(self.desk.library)
        self._enable()

    def _enable(self) -> None:
        """Let only those commands be pressed that can work now."""
        opened, writes = self.desk.library is not None, self.desk.may_write
        has_task = self.tasks.current() is not None
        for name, works in {
            "close": opened,
            "import": writes,
            "save": opened,
            "copy": has_task,
            "select_all": has_task,
            "find": opened,
            "clear": opened,
            "edit": writes and has_task,
            "report": writes and has_task,
            "previous_task": has_task,
            "next_task": has_task,
            "source": has_task,
            "history": has_task,
            "previous_plan": opened,
            "next_plan": opened,
            "plan_facts": self._plan is not None,
            "check": opened,
            "folder": opened,
        }.items():
            self.menus[name].setEnabled(works)
        self.search.setEnabled(opened)
        for menu in (self.menus.breakdown, self.menus.ledger):
            menu.setEnabled(self._plan is not None)
        self._name_steps()

    def _name_steps(self) -> None:
        """Say in the menu what undo and redo would do."""
        undo, redo = self.desk.step_names()
        for name, verb, step, letter in (("undo", "撤销", undo, "U"), ("redo", "恢复", redo, "R")):
            action = self.menus[name]
            action.setEnabled(step is not None and self.desk.may_write)
            action.setText(f"{verb}“{step}”(&{letter})".replace("&&", "&") if step else f"{verb}(&{letter})")
            action.setIconText(verb)
            action.setToolTip(f"{verb}“{step}”" if step else f"没有可{verb}的操作")

    # -- 文件

    def new_library(self) -> None:
        """Make a library."""
        self.libraries.make()

    def open_library(self) -> None:
        """Open a library."""
        self.libraries.ask_and_open()

    def close_library(self) -> None:
        """Close the library, the window stays."""
        self.desk.close()

    def import_file(self) -> None:
        """Open the import wizard."""
        self._import(None)

    def _import(self, path: Path | None) -> None:
        from ui.importing.wizard import ImportWizard  # type: ignore[import-not-found,unused-ignore]

        changes = ImportWizard.ask(self.desk, self, path)  # has told the desk itself
        if changes is not None and changes.made is not None:
            self.tree.choose(changes.made)

    def say_saved(self) -> None:
        """Answer Ctrl+S."""
        self.status.showMessage("已自动保存：每办一件事都已写入台账库。", 4000)

    def export_breakdown_docx(self) -> None:
        """Write the 任务分解表 as Word."""
        self.exports.breakdown(self._plan, "docx")

    def export_breakdown_xlsx(self) -> None:
        """Write the 任务分解表 as Excel."""
        self.exports.breakdown(self._plan, "xlsx")

    def export_ledger_docx(self) -> None:
        """Write the 台账 as Word."""
        self.exports.ledger(self._plan, "docx")

    def export_ledger_xlsx(self) -> None:
        """Write the 台账 as Excel."""
        self.exports.ledger(self._plan, "xlsx")

    # -- 编辑

    def undo(self) -> None:
        """Take the last act back."""
        self._replay("undo", "已撤销")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._replay("redo", "已恢复")

    def _replay(self, which: str, word: str) -> None:
        from gongkai_desk.services import care

        step = self.desk.step_names()[0 if which == "undo" else 1]
        act = partial(care.undo if which == "undo" else care.redo, who=self.desk.who, day=self.desk.today)
        try:
            changes = self.desk.write(act)
        except NotAllowed as error:
            changes = self._replay_others(act, error)
        if changes is not None:
            self.status.showMessage(f"{word}“{step}”。", 4000)

    def _replay_others(self, act: "partial[Changes | None]", error: NotAllowed) -> "Changes | None":
        """Ask before another clerk's act is taken back or done again."""
        from ui.dialogs.ask import choose

        if "others_step" not in error.data["lacks"]:
            raise error
        text = f"“{error.data['name']}”是 {error.data['who']} 办的，确定要改动吗？"
        return self.desk.write(partial(act, others=True)) if choose(self, "他人办理的事项", text, "仍要改动") else None

    def copy(self) -> None:
        """Put the selected rows on the clipboard, for Excel and Word."""
        from PySide6.QtCore import QMimeData
        from PySide6.QtGui import QGuiApplication

        from ui import clip

        model, view = self.tasks.model, self.tasks.view
        rows = sorted(index.row() for index in view.selectionModel().selectedRows())
        cells = [[model.text(row, column) for column in range(model.columnCount())] for row in rows]
        data = QMimeData()
        data.setText(clip.tsv(cells))
        data.setHtml(clip.html(cells, view.merged_columns[-1]))
        QGuiApplication.clipboard().setMimeData(data)
        self.status.showMessage(f"已复制 {len(rows)} 行。", 4000)

    def select_all(self) -> None:
        """Select all rows."""
        self.tasks.view.selectAll()

    def find_here(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear_search(self) -> None:
        """Show all tasks of the plan again."""
        self.search.empty()
        if self._group and self._plan is not None and self._plan.id is not None:
            self.tree.choose(self._plan.id)
        else:
            self._show_tasks()
        self.tasks.view.setFocus()

    def edit_cell(self) -> None:
        """Open the editor in the current cell."""
        self.tasks.edit_current()

    def edit_task(self, task_id: int, field: str, text: str) -> None:
        """Store what was typed in a cell or in the detail pane."""
        from gongkai_desk.services import work
        from ui import typed

        task = next((task for task in self.desk.shelf.some([task_id])), None)
        plan = next((p for p in self.desk.shelf.plans() if task is not None and p.id == task.plan_id), Plan())
        change = typed.fields(field, text, plan, self.desk.shelf.directory())
        self.desk.write(partial(work.edit_task, task_id=task_id, who=self.desk.who, day=self.desk.today, **change))

    # -- 视图

    def show_tree(self, shown: bool) -> None:
        """Show or hide the left pane."""
        self.tree.setVisible(shown)

    def show_detail(self, shown: bool) -> None:
        """Show or hide the right pane."""
        self.detail.setVisible(shown)

    def focus_tree(self) -> None:
        """Go to the left pane."""
        self.menus["show_tree"].setChecked(True)
        self.tree.setFocus()

    def focus_table(self) -> None:
        """Go to the table."""
        self.tasks.setFocus()

    def focus_detail(self) -> None:
        """Go to the right pane."""
        self.menus["show_detail"].setChecked(True)
        self.detail.setFocus()

    def larger(self) -> None:
        """Make all text one point larger."""
        self._set_points(self.desk.settings.points + 1)

    def smaller(self) -> None:
        """Make all text one point smaller."""
        self._set_points(self.desk.settings.points - 1)

    def _zoom(self, steps: int) -> None:
        self._set_points(self.desk.settings.points + steps)

    def usual_size(self) -> None:
        """Give all text its first size."""
        self._set_points(10)

    def _set_points(self, points: int) -> None:
        self.desk.settings.points = points
        self._dress()
        self.tasks.fit_columns()

    def set_look(self, action: QAction) -> None:
        """Wear the look that was chosen."""
        self.desk.settings.look = action.data()
        self._dress()

    def _dress(self) -> None:
        app, settings = QApplication.instance(), self.desk.settings
        if isinstance(app, QApplication):
            theme.apply(app, dark=theme.is_dark(settings.look, app), points=settings.points)

    def usual_layout(self) -> None:
        """Give the panes and columns their first sizes."""
        for name in ("show_tree", "show_detail"):
            self.menus[name].setChecked(True)
        self.splitter.setSizes(list(_SIZES))
        self.tasks.fit_columns()

    # -- 要点, 任务, 督办

    def next_plan(self) -> None:
        """Go to the next plan of the tree."""
        self._step_plan(1)

    def previous_plan(self) -> None:
        """Go to the plan before."""
        self._step_plan(-1)

    def _step_plan(self, by: int) -> None:
        ids = [plan.id for plan in self.desk.shelf.plans() if plan.id is not None]
        if self._plan is not None and self._plan.id in ids:
            place = ids.index(self._plan.id) + by
            if 0 <= place < len(ids):
                self.tree.choose(ids[place])

    def plan_facts(self) -> None:
        """Show what is registered of the plan."""
        from ui.dialogs.plan_facts import PlanFacts

        if self._plan is not None:
            PlanFacts.show_for(self, self._plan, len(self.desk.shelf.tasks(self._plan.id or 0)))

    def next_task(self) -> None:
        """Go one row down."""
        self.tasks.step(1)

    def previous_task(self) -> None:
        """Go one row up."""
        self.tasks.step(-1)

    def show_source(self) -> None:
        """Show where the task stands in the source."""
        self.focus_detail()
        self.detail.turn_to("原文出处")

    def show_history(self) -> None:
        """Show what happened to the task."""
        self.focus_detail()
        self.detail.turn_to("变更记录")

    def report(self) -> None:
        """Ask for the progress of one unit and store it."""
        from gongkai_desk.services import work
        from ui.dialogs.report_dialog import ReportDialog

        task = self.tasks.current()
        if task is None or task.id is None:
            return
        told = ReportDialog.ask(self, task, self.desk.today)
        if told is not None:
            act = partial(work.report, task_id=task.id, unit=told.unit or None, day=told.day, text=told.text)
            self.desk.write(partial(act, who=self.desk.who, today=self.desk.today))

    # -- 工具, 帮助

    def check_library(self) -> None:
        """Let SQLite look at every page of the ledger and say the result."""
        from ui.dialogs.ask import tell

        if self.desk.library is not None:
            lines = [row[0] for row in self.desk.library.rows("PRAGMA integrity_check")]
            broken = self.desk.library.rows("PRAGMA foreign_key_check")
            sound = lines == ["ok"] and not broken
            tell(self, "检查台账库", "台账库完好。" if sound else "台账库有损坏，请从“备份”文件夹中恢复。")

    def open_folder(self) -> None:
        """Open the library's folder in the system's own window."""
        if self.desk.library is not None:
            open_folder(self.desk.library.folder)

    def set_clerk(self) -> None:
        """Ask for the name that the change history shows."""
        from ui.dialogs.ask import ask_line

        name = ask_line(self, "经办人姓名", "变更记录中写谁的姓名：", self.desk.who)
        if name is not None:
            self.desk.settings.who = self.desk.who = name

    def show_keys(self) -> None:
        """Show all keys."""
        from ui.dialogs.keys import Keys

        Keys.show_for(self, self.menus.all())

    def open_log_folder(self) -> None:
        """Open the folder of the log file."""
        from gongkai_desk.paths import user_dir

        open_folder(user_dir())

    def about(self) -> None:
        """Say what this program is."""
        from gongkai_desk import __version__
        from ui.dialogs.ask import tell

        tell(self, "关于公开台账", f"公开台账 {__version__}\n{_ABOUT}\n\n{NO_SECRETS}。")

    # -- what Qt calls

    def _close_secrets(self) -> None:
        self.desk.settings.welcomed = True
        self.secrets.hide()

    def _open_for_writing(self) -> None:
        if self.desk.library is not None:
            self.libraries.open(Path(self.desk.library.folder))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._ready:
            self._dress_bar()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.desk.may_write and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self._import(Path(url.toLocalFile()))
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        settings = self.desk.settings
        settings.keep_layout("window", self.saveGeometry())
        settings.keep_layout("panes", self.splitter.saveState())
        settings.keep_layout("columns", self.tasks.layout_state())
        self.desk.jobs.shut_down()
        self.desk.close()
        super().closeEvent(event)


def open_folder(folder: Path) -> None:
    """Open a folder in the system's own window."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def in_group(task: Task, group: GroupKey) -> bool:
    """Tell whether a task lies under a node of the tree: below the section path, or under the 任务名称."""
    if task.section:
        return task.section[: len(group)] == group
    return (task.title or "",) == group
