"""The main window: three panes, and the one place where they are wired to each other."""

from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Plan
from gongkai_desk.standing.shelf import GroupKey
from ui import input_method, layout, theme
from ui.acts.importing import WaitingImports
from ui.acts.unsent import UnsentActs
from ui.commands import NO_SECRETS
from ui.desk import Desk
from ui.leaving import Leaving
from ui.libraries import Libraries
from ui.menu_items import ON_ROWS, Needs
from ui.menus import Menus, fill_toolbar, finder_bar, paint_icons, paint_overflow
from ui.pages.book import PageStack
from ui.panes.detail_pane import DetailPane
from ui.panes.task_pane import TaskPane
from ui.panes.tree_pane import TreePane
from ui.showing import Showing
from ui.status import StatusFields
from ui.widgets.banner import Banner
from ui.widgets.empty import EmptyState
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from gongkai_desk.domain.work import Changes
    from ui.pages.page import Listing

_HOW_TO_BEGIN = (
    "收到上级的工作要点或任务分解表后，点“导入文件”（PDF、Word、Excel、网页或粘贴文字都可以），\n"
    "也可以把文件直接拖到这个窗口里。"
)
_GREAT = 600  # tasks: their lights are worked out in a blink
_AFTER_PAINT = 80  # milliseconds: working days come with a library that the first picture need not wait for


class MainWindow(Showing):
    """Shows the desk's library; what the menus do stands in ``commands``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._painted = False
        self._lighting = QTimer(self)
        self._lighting.setInterval(0)
        self._ready = False  # Qt tells of fonts and colours before there is anything to dress
        self._plan: Plan | None = None
        self._group: GroupKey = ()
        self.tree, self.tasks, self.detail = TreePane(self), TaskPane(self), DetailPane(desk, self)
        self.middle = PageStack(desk, self)
        self._shown_last: Plan | None = None
        self._listing: Listing | None = None  # tasks behind a number of the page that the tree stands on
        self.search = SearchField(self)
        self.secrets, self.reading_only, self.typing = Banner(self), Banner(self), Banner(self)
        self.unsent_line = Banner(self)
        self.welcome = EmptyState(self)
        self.waiting = WaitingImports(desk, self, empty_only=True)
        self.tasks.empty.put_below(self.waiting)
        self.menus = Menus(self)
        self.status = StatusFields(self)
        self.libraries = Libraries(desk, self, self.menus.recent)
        self.leaving = Leaving(self)
        self.unsent = UnsentActs(self)
        self._lay_out()
        self._ready = True
        self._wire()
        self._restore()
        self.show_library()

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
        for pane, least in ((self.tree, 150), (self.middle, 360), (self.detail, 240)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.middle.addWidget(self.tasks)
        self.splitter.setStretchFactor(1, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.welcome)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.secrets, self.reading_only, self.typing, self.unsent_line):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self._fill_bar()
        self._dress_bar()

    def _fill_bar(self) -> None:
        fill_toolbar(self.bar, self.menus)
        self.addToolBar(finder_bar(self, self.search))

    def _dress_bar(self) -> None:
        """Draw the icons in the colours worn now, and give the search field room for its hint."""
        paint_icons(self.menus, theme.colours(self.palette()))
        paint_overflow(self.bar, theme.colours(self.palette()))
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 23)  # a child may not have its font yet

    def _wire(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.desk.library_changed.connect(self.show_library)
        self._lighting.timeout.connect(self._light_some)
        self.tree.chosen.connect(self.show_place)
        self.tree.view.clicked.connect(self._click_page)
        self.tree.special_chosen.connect(self.choose_place)
        self.middle.made.connect(self._take_page)
        self.waiting.plan_made.connect(self.tree.choose)
        self.tasks.current_changed.connect(self.detail.show_task)
        self.tasks.selection_changed.connect(self.status.show_selected)
        self.tasks.cleared.connect(self.clear_search)
        self.tasks.view.zoomed.connect(self.view.zoom)
        self.tasks.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.tasks.view.addActions([self.menus[name] for name in ON_ROWS])
        self.tasks.view.addActions([each for each in self.menus.here() if each not in self.tasks.view.actions()])
        self.tasks.light_clicked.connect(self.show_why)
        self.detail.why_wanted.connect(self.show_why)
        self.detail.correction_wanted.connect(self.correct_report)
        self.detail.report_return_wanted.connect(self.return_reports)
        self.detail.summary_wanted.connect(self.summarise)
        self.detail.unit_reports_wanted.connect(self.report_units)
        self.detail.unit_act_wanted.connect(self.move_units)
        self.detail.evidence_wanted.connect(self.attach)
        self.detail.evidence_removal_wanted.connect(self.remove_evidence)
        self.detail.count_wanted.connect(self.count)
        self.detail.case_wanted.connect(self.start_case)
        self.detail.case_end_wanted.connect(self.end_case)
        self.tasks.filter_wanted.connect(self.take_filter)
        self.tasks.dropped.connect(self.move_tasks)
        self.tree.tasks_dropped.connect(self.move_tasks_to)
        self.tree.deletion_wanted.connect(self.menus["delete_plan"].trigger)
        self.tasks.view.fill_wanted.connect(self.fill_cells)
        self.menus.saved.aboutToShow.connect(self.fill_saved_filters)
        self.tasks.model.edited.connect(self.edit_task)
        self.detail.edited.connect(self.edit_task)
        self.detail.report_wanted.connect(self.report)
        self.search.asked.connect(self.find_words)
        self.search.left.connect(self.view.focus_table)
        if isinstance(app := QApplication.instance(), QApplication):
            app.styleHints().colorSchemeChanged.connect(self.view.dress)
        self.secrets.pressed.connect(self._close_secrets)
        self.typing.pressed.connect(self._close_typing)
        self.reading_only.pressed.connect(self._open_for_writing)

    def _restore(self) -> None:
        settings = self.desk.settings
        layout.restore(self, self.splitter, self.tasks, settings)
        for name, pane in (("show_tree", self.tree), ("show_detail", self.detail)):
            self.menus[name].setChecked(not pane.isHidden())
        self.menus[f"look_{settings.look}"].setChecked(True)
        if not settings.welcomed:
            self.secrets.say(f"{NO_SECRETS}。", "知道了")
        if settings.through_ibus and not settings.told_of_input:
            self.typing.say(input_method.REMARK, "知道了")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_AFTER_PAINT, self, self._later)

    def _later(self) -> None:
        """Do what the first picture need not wait for: working days come with a library of their own."""
        self._know_days()
        self._start_lights()
        self.status.show_backup(self.desk.library)

    def _know_days(self) -> None:
        """Count days as the office of the open library works."""
        from gongkai_desk.standing.days import workdays_of

        workdays = workdays_of(self.desk.library)
        self.status.show_today(self.desk.today, workdays)
        self.detail.set_workdays(workdays)

    def _start_lights(self) -> None:
        """Work out the lights and show them: those of a great ledger in idle moments."""
        if self._is_great():
            self._lighting.start()
        else:
            self.finish_lights()

    def _is_great(self) -> bool:
        return sum(sum(groups.values()) for groups in self.desk.shelf.counts().values()) > _GREAT

    def stop_lighting(self) -> None:
        """Leave off working out lights in idle moments."""
        self._lighting.stop()

    def _light_some(self) -> None:
        board, lit = self.desk.board, self.desk.board.started
        if not board.work_some():
            self._lighting.stop()
        if board.started and not lit:
            self._show_lights()

    def finish_lights(self) -> None:
        """Work out at once what is left of the lights, and show them."""
        self.desk.board.start()
        self._show_lights()

    def _show_lights(self) -> None:
        self.tasks.light_up(self.desk.board.lights())
        self.detail.show_light()
        self.tree.refresh(self.desk.shelf, self.desk.board)

    def show_why(self, task_id: int, place: QPoint) -> None:
        """Say why a task has its light."""
        from ui.widgets.why_popup import WhyPopup

        if (lit := self.desk.board.lit(task_id)) is not None:
            self.why = WhyPopup(lit, self, self.desk.shelf.dates(lit.work.task.plan_id))
            self.why.show_at(place)

    def settle(self) -> None:
        """Do at once all that is left for idle moments, e.g. before a picture is taken."""
        self._later()
        self.finish_lights()
        self.tasks.view.settle()

    # -- showing

    def show_library(self) -> None:
        """Show the library that is open now, or how to open one."""
        library = self.desk.library
        self._plan, self._group, self._listing, self._shown_last = None, (), None, None
        self.desk.shown = self.desk.origin  # nothing of another library is shown any more
        self.tasks.bind(self.desk.origin)
        self.search.clear()
        self.setWindowTitle(f"{library.name} — 公开台账" if library else "公开台账")
        self.status.show_library(library)
        if self._painted:
            self._know_days()
            self.status.show_backup(library)
        self.reading_only.setVisible(False)
        if library is not None and library.read_only:
            self.reading_only.say("以只读方式打开，不能修改。", "改为可写打开")
        self.tasks.model.editable = self.desk.may_write
        if self._painted and self._is_great():
            self._lighting.start()
        elif self._painted:
            self.desk.board.start()
        self.tree.refresh(self.desk.shelf, self.desk.board)
        self.pages.setCurrentWidget(self.splitter if library else self.welcome)
        if library is None:
            text = f"台账库是一个文件夹，可以放在本机，也可以放在U盘上带走。\n{NO_SECRETS}。"
            self.welcome.say("还没有打开台账库", text, (self.menus["new"], self.menus["open"], self.menus["sample"]))
            self.welcome.offer("最近打开过", self.libraries.recent_actions(self))
        elif not self.tree.choose_first():
            self._show_empty_library()
        self._enable()
        self.unsent.begin()

    def _show_empty_library(self) -> None:
        self._plan = None
        self._leave_page()
        self.tasks.show_empty("台账库还是空的", _HOW_TO_BEGIN, (self.menus["import"],))
        self.status.show_counts(0, 0)

    def move_tasks(self, ids: list[int], before: int | None, section: tuple[str, ...]) -> None:
        """Put dragged rows where they were let go."""
        if before not in ids:
            self.hand.move(ids, before, section)

    def move_tasks_to(self, ids: list[int], plan_id: int, group: GroupKey) -> None:
        """Put dragged rows into the section of the tree over which they were let go."""
        self.hand.move_to(ids, plan_id, group)

    def fill_cells(self, column: int, text: str) -> None:
        """Give the selected rows what was typed into one of them."""
        self.bulk.fill(column, text)

    def fill_saved_filters(self) -> None:
        """List the saved filters, asked for when the menu opens."""
        self.filters.fill(self.menus.saved)

    def refresh(self, changes: "Changes | None" = None) -> None:
        """Ask again for all that is shown."""
        self.leaving.store_open()
        self.tree.refresh(self.desk.shelf, self.desk.board)
        if self.search.text().strip():
            self.find_words(self.search.text().strip())
        elif (special := self.tree.special()) is not None:
            self.show_special(*special)
        elif (place := self.tree.place())[0] is not None:
            self.show_place(place[0], place[1])
        elif not self.tree.choose_first():
            self._show_empty_library()
        self.status.show_backup(self.desk.library)
        self._enable()

    def _enable(self) -> None:
        """Let only those commands be pressed that can work now."""
        opened = self.desk.library is not None
        there = {
            Needs.LIBRARY: opened,
            Needs.WRITING: self.desk.may_write,
            Needs.PLAN: self._plan is not None,
            Needs.TASK: self.tasks.current() is not None,
            Needs.FILTER: bool(self.tasks.filter),
        }
        self.menus.enable(reduce(or_, (need for need, is_there in there.items() if is_there), Needs.NOTHING))
        self.search.setEnabled(opened)
        for menu in self.menus.reports.values():
            menu.setEnabled(self._plan is not None)
        self._name_steps()

    def _name_steps(self) -> None:
        """Say in the menu what undo and redo would do."""
        self.menus.name_steps(*self.desk.step_names(), may_write=self.desk.may_write)

    # -- what Qt calls

    def _close_secrets(self) -> None:
        self.desk.settings.welcomed = True
        self.secrets.hide()

    def _close_typing(self) -> None:
        self.desk.settings.told_of_input = True
        self.typing.hide()

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
                self.import_from(Path(url.toLocalFile()))
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_leave():
            event.ignore()
            return
        layout.keep(self, self.splitter, self.tasks, self.desk.settings)
        self.desk.may_leave = lambda: True  # was asked
        self.desk.jobs.shut_down()
        self.desk.close()
        super().closeEvent(event)
