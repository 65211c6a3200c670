"""The main window: put together of its parts, and the one place where they are wired to each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.cycle.packets import SUFFIX
from gongkai_desk.domain.ids import Changes
from gongkai_desk.lazy import lazy_imports
from ui import theme
from ui.commands import library, plans
from ui.commands.command import Here
from ui.commands.cycle import collecting, handed, packets
from ui.commands.view import NO_SECRETS
from ui.commands.year import ledger_in
from ui.desk import Desk
from ui.libraries import Libraries
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane, WaitingImports
from ui.unsent import UnsentTexts
from ui.widgets.focus import go_into, press_focused, step
from ui.widgets.notices import EmptyState
from ui.widgets.search_field import SearchField
from ui.window.frame import WindowFrame
from ui.window.leaving import Leaving, Lighting
from ui.window.menu_bar import ON_ROWS
from ui.window.menus import Menus
from ui.window.stage import Parts, Stage
from ui.window.stage_parts import PageStack, PaneActs
from ui.window.status import Banners, CommandBar, FinderBar, StatusFields

with lazy_imports():
    from ui import papers
    from ui.parts import why_popup

_BUNDLES = (".zip", ".eml")  # of these nobody imports a plan
_SEARCH = 23  # characters that the search field has room for


class MainWindow(QMainWindow):
    """Shows the desk's library. What is shown is the stage's, what is done the commands'."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._ready = False  # Qt tells of fonts and colours before there is anything to dress
        self.desk = desk
        self.texts = UnsentTexts(desk, self)
        self.leaving = Leaving(self, desk, self.texts)
        self.menus = Menus(self, self.here)
        self.tree, self.tasks = TreePane(self), TaskPane(self)
        self.detail = DetailPane(desk, self.here, self)
        self.middle = PageStack(self.here, self)
        self.search, self.status = SearchField(self), StatusFields(self)
        self.lighting = Lighting(desk, self)
        parts = Parts(self.tree, self.tasks, self.middle, self.search, self.status, self.lighting)
        self.stage = Stage(desk, parts, self.menus.action, self)
        panes = (self.tree, self.tasks, self.detail)
        self.frame = WindowFrame(self, panes, self.middle, self.menus, self.leaving)
        self.libraries = Libraries(desk, self)
        self.banners = Banners(self.libraries, self.texts, self.here, self)
        self.pane_acts = PaneActs(self.here, panes, self)
        self.welcome = EmptyState(self)
        self.waiting = WaitingImports(desk, self, empty_only=True)
        self.tasks.empty.put_below(self.waiting)
        self.bar = CommandBar(self.menus, self)
        self._lay_out()
        self._ready = True
        self._wire()
        self.frame.restore()
        self.show_library()

    def here(self) -> Here:
        """Return where the clerk stands now."""
        return Here(
            self.desk,
            self,
            self.tasks,
            self.stage.plan,
            self.stage.group,
            self.stage.place,
            self.stage,
            self.frame,
            self.status,
            self.libraries,
            self._exports,
        )

    @cached_property
    def exports(self) -> papers.Exports:
        """What writes papers, made with the first one."""
        return papers.Exports(self.desk, self)

    def _exports(self) -> papers.Exports:
        return self.exports

    # -- building

    def _lay_out(self) -> None:
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.addToolBar(self.bar)
        self.finder = FinderBar(self.search, self)
        self.addToolBar(self.finder)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.frame.splitter)
        self.pages.addWidget(self.welcome)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        table = self.tasks.view
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addActions([self.menus.action(command) for command in ON_ROWS])
        table.addActions([each for each in self.menus.of_table() if each not in table.actions()])
        self._dress_bar()

    def _dress_bar(self) -> None:
        """Draw the icons in the colours worn now, and give the search field room for its hint."""
        self.bar.paint_icons(theme.colours(self.palette()))
        wide = self.fontMetrics().horizontalAdvance("国")  # a child may not have its font yet
        self.search.setFixedWidth(wide * _SEARCH)

    def _wire(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.library_changed.connect(self.show_library)
        self.desk.book_returned.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self.desk.book_handed.connect(self._register, Qt.ConnectionType.QueuedConnection)
        self.desk.ledger_given.connect(self._take_over, Qt.ConnectionType.QueuedConnection)
        self.desk.leaving.connect(self.stage.forget)
        self.desk.leaving.connect(self.detail.forget)
        self.desk.leaving.connect(self.middle.forget)
        self.waiting.plan_made.connect(self.tree.choose)
        self.stage.about_to_show.connect(self.leaving.store_open)
        self.stage.changed.connect(self._enable)
        self.stage.page_shown.connect(self.frame.make_room)
        self.lighting.workdays_known.connect(self.detail.set_workdays)
        self.lighting.workdays_known.connect(self._show_today)
        self.lighting.lit.connect(self._show_lights)
        self.tasks.current_changed.connect(self.detail.show_task)
        self.detail.task_shown.connect(self.texts.show_task)
        self.tasks.selection_changed.connect(self.status.show_selected)
        self.tasks.light_clicked.connect(self.show_why)
        self.detail.why_wanted.connect(self.show_why)
        self.tree.deletion_wanted.connect(self.menus.action(plans.DELETE_PLAN).trigger)
        if isinstance(app := QApplication.instance(), QApplication):
            app.styleHints().colorSchemeChanged.connect(self.frame.dress_again)

    # -- showing

    def show_why(self, task_id: int, place: QPoint) -> None:
        """Say why a task has its light."""
        if (lit := self.desk.board.lit(task_id)) is not None:
            self.why = why_popup.WhyPopup(lit, self, self.desk.shelf.dates(lit.work.task.plan_id))
            self.why.show_at(place)

    def show_library(self) -> None:
        """Show the library that is open now, or how to open one."""
        opened = self.desk.library
        self.setWindowTitle(f"{opened.name} — 公开台账" if opened else "公开台账")
        self.status.show_library(opened)
        self.lighting.begin_library()
        self.pages.setCurrentWidget(self.frame.splitter if opened else self.welcome)
        if opened is None:
            text = f"台账库是一个文件夹，可以放在本机，也可以放在U盘上带走。\n{NO_SECRETS}。"
            ways = (library.NEW, library.OPEN, library.SAMPLE)
            self.welcome.say("还没有打开台账库", text, tuple(map(self.menus.action, ways)))
            self.welcome.offer("最近打开过", self.libraries.recent_actions(self))
        self.stage.show_library()
        self.banners.show_library()
        go_into(self.tree if opened else self.welcome)
        if self.lighting.painted:
            self.status.show_backup(opened)

    def refresh(self, changes: Changes | None = None) -> None:
        """Ask again for all that is shown."""
        self.stage.refresh()
        self.status.show_backup(self.desk.library)

    def settle(self) -> None:
        """Do at once all that is left for idle moments, e.g. before a picture is taken."""
        self.stage.settle()

    def _show_lights(self) -> None:
        self.tasks.light_up(self.desk.board.lights())
        self.detail.show_light()
        self.tree.refresh(self.desk.shelf, self.desk.board)

    def _show_today(self, workdays: object) -> None:
        self.status.show_today(self.desk.today, workdays)  # type: ignore[arg-type]
        self.status.show_backup(self.desk.library)

    @Slot(object)
    def _collect(self, path: Path) -> None:
        collecting.collect_from(self.here(), [path])

    @Slot(object)
    def _register(self, path: Path) -> None:
        handed.register_from(self.here(), path)

    @Slot(object)
    def _take_over(self, path: Path) -> None:
        ledger_in.take_over_from(self.here(), path)

    def _enable(self) -> None:
        """Let only those commands be pressed that can work now."""
        self.menus.enable(self.here())
        self.search.setEnabled(self.desk.library is not None)

    # -- what Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go as one reads: the bars, then from the left pane to the right one."""
        parts = (self.bar, self.finder, self.centralWidget())
        return step(parts, self.focusWidget(), forward=forward) or super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.lighting.note_painted()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._ready:
            self._dress_bar()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _files_of(event.mimeData())
        if paths and (self.desk.may_write or _packet_in(paths)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _files_of(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        if (packet := _packet_in(paths)) is not None:
            packets.take_from(self.here(), packet)
        elif len(paths) > 1 or paths[0].is_dir() or paths[0].suffix.lower() in _BUNDLES:
            collecting.collect_from(self.here(), paths)
        else:
            plans.import_from(self.here(), paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_leave():
            event.ignore()
            return
        self.frame.keep()
        self.desk.may_leave = lambda: True  # was asked
        self.desk.jobs.shut_down()
        self.desk.close()
        super().closeEvent(event)


def _files_of(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _packet_in(paths: Sequence[Path]) -> Path | None:
    """Return the 分工录入包 that is dragged in by itself."""
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None
