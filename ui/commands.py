"""What the menus do: every command of the window is a method here or of its helpers."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter

from gongkai_desk.domain.plan import Plan, TaskEdit
from gongkai_desk.errors import NotAllowed
from ui.acts.lazy import Lazy
from ui.desk import Desk
from ui.models.plan_tree import NodeKind
from ui.task_filter import TaskFilter

if TYPE_CHECKING:
    from gongkai_desk.domain.papers import PaperFormat
    from gongkai_desk.domain.state import Action
    from gongkai_desk.domain.work import Changes, Report
    from gongkai_desk.papers.listed import PaperKind
    from gongkai_desk.standing.shelf import GroupKey
    from ui.acts.bulk import BulkActs
    from ui.acts.charge import ChargeActs
    from ui.acts.filters import FilterActs
    from ui.acts.hand import HandActs
    from ui.acts.help import HelpActs
    from ui.acts.office import OfficeActs
    from ui.acts.papers import PaperActs
    from ui.acts.proofs import ProofActs
    from ui.acts.reminding import ReminderActs
    from ui.acts.reports import ReportActs
    from ui.acts.sheet import SheetActs
    from ui.acts.view import ViewActs
    from ui.acts.watch import WatchActs
    from ui.exports import Exports
    from ui.leaving import Leaving
    from ui.libraries import Libraries
    from ui.menus import Menus
    from ui.pages.page import Listing
    from ui.panes.detail_pane import DetailPane
    from ui.panes.task_pane import TaskPane
    from ui.panes.tree_pane import TreePane
    from ui.status import StatusFields
    from ui.widgets.search_field import SearchField

NO_SECRETS = "非涉密软件，严禁录入国家秘密、工作秘密"


class Commands(QMainWindow):
    """A window that can do what the menus say; ``main_window`` builds its panes and shows what is asked for."""

    desk: Desk
    tree: "TreePane"
    tasks: "TaskPane"
    detail: "DetailPane"
    search: "SearchField"
    menus: "Menus"
    status: "StatusFields"
    libraries: "Libraries"
    leaving: "Leaving"
    splitter: QSplitter
    _plan: Plan | None
    _group: "GroupKey"
    _listing: "Listing | None"

    @property
    def plan(self) -> Plan | None:
        """The plan that is shown, ``None`` for a search or an empty library."""
        return self._plan

    @property
    def group(self) -> "GroupKey":
        """The section or 任务名称 of it that is shown, empty for all."""
        return self._group

    def show_tasks(self) -> None:
        """Show the chosen plan or group of it again."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Show again what the tree stands on."""
        raise NotImplementedError

    def go_to_task(self, task_id: int) -> None:
        """Show a task in its plan."""
        raise NotImplementedError

    def settle(self) -> None:
        """Show at once what depends on working days."""
        raise NotImplementedError

    def finish_lights(self) -> None:
        """Work out at once what is left of the lights, and show them."""
        raise NotImplementedError

    def run_named(self) -> None:
        """Run what the pressed action names: a method of a helper."""
        action = self.sender()
        if isinstance(action, QAction):
            helper, method = str(action.data()).split(".")
            getattr(getattr(self, helper), method)()

    # -- helpers, made with their first use

    filters: "Lazy[FilterActs]" = Lazy("ui.acts.filters:FilterActs")  # what filters the table
    watch: "Lazy[WatchActs]" = Lazy("ui.acts.watch:WatchActs")  # what the menu 督办 does
    charge: "Lazy[ChargeActs]" = Lazy("ui.acts.charge:ChargeActs")  # what names units and links tasks to their basis
    reminding: "Lazy[ReminderActs]" = Lazy("ui.acts.reminding:ReminderActs")  # slips, calls, their registers
    proofs: "Lazy[ProofActs]" = Lazy("ui.acts.proofs:ProofActs")  # what lists and gathers evidence
    reports: "Lazy[ReportActs]" = Lazy("ui.acts.reports:ReportActs")  # what enters and corrects progress
    hand: "Lazy[HandActs]" = Lazy("ui.acts.hand:HandActs")  # what makes, removes and moves tasks and plans by hand
    bulk: "Lazy[BulkActs]" = Lazy("ui.acts.bulk:BulkActs")  # what changes many tasks at once
    sheet: "Lazy[SheetActs]" = Lazy("ui.acts.sheet:SheetActs")  # what concerns the table as a whole
    office: "Lazy[OfficeActs]" = Lazy("ui.acts.office:OfficeActs")  # units, working days, settings
    papers: "Lazy[PaperActs]" = Lazy("ui.acts.papers:PaperActs")  # what prints papers
    view: "Lazy[ViewActs]" = Lazy("ui.acts.view:ViewActs")  # what the menu 视图 does
    help: "Lazy[HelpActs]" = Lazy("ui.acts.help:HelpActs")  # what the menu 帮助 opens

    @cached_property
    def exports(self) -> "Exports":
        """What writes papers, made with the first one."""
        from ui.exports import Exports

        return Exports(self.desk, self)

    # -- 文件

    def new_library(self) -> None:
        """Make a library."""
        self.libraries.make()

    def open_library(self) -> None:
        """Open a library."""
        self.libraries.ask_and_open()

    def open_sample(self) -> None:
        """Open the sample library, made anew where it is not there yet."""
        self.libraries.open_sample()

    def change_clerk(self) -> None:
        """Let another clerk work at this PC: the name stands in the history from now on."""
        from ui.dialogs import ask

        text = "经办人姓名，写在变更记录里："
        name = ask.choose_or_write(self, "更换经办人", text, self.desk.settings.clerks, self.desk.who)
        if name:
            self.desk.who = self.desk.settings.who = name
            self.status.showMessage(f"经办人：{name}", 4000)

    def close_library(self) -> None:
        """Close the library, the window stays."""
        self.desk.close()

    def import_file(self) -> None:
        """Open the import wizard."""
        self.import_from(None)

    def import_revision(self) -> None:
        """Open the import wizard for a revision of the plan shown."""
        if self._plan is not None:
            self.import_from(None, revises=self._plan)

    def import_from(self, path: Path | None, revises: Plan | None = None) -> None:
        """Lead through an import, and show the plan that it made or changed."""
        from ui.importing.wizard import ImportWizard  # type: ignore[import-not-found,unused-ignore]

        changes = ImportWizard.ask(self.desk, self, path, revises=revises)  # has told the desk itself
        if changes is not None and changes.made is not None:
            self.tree.choose(changes.made)

    def say_saved(self) -> None:
        """Answer Ctrl+S: what is being typed is stored too."""
        if self.leaving.store_open():
            self.status.showMessage("已自动保存：每办一件事都已写入台账库。", 4000)

    def export_paper(self, kind: "PaperKind", format: "PaperFormat", *_: object) -> None:
        """Ask where to, and write a paper."""
        self.papers.export(kind, format)

    def preview_paper(self, kind: "PaperKind", *_: object) -> None:
        """Show a paper as it is printed."""
        self.papers.preview(kind)

    # -- 编辑

    def undo(self) -> None:
        """Take the last act back."""
        self._replay("undo", "已撤销")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._replay("redo", "已恢复")

    def _replay(self, which: str, word: str) -> None:
        from gongkai_desk.services.upkeep import undo

        step = self.desk.step_names()[0 if which == "undo" else 1]
        act = partial(undo.undo if which == "undo" else undo.redo, who=self.desk.who, day=self.desk.today)
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
        """Show all tasks of the plan again, or the page that a list of tasks came from."""
        self.tasks.set_filter(TaskFilter())
        self._listing = None
        self.search.empty()
        if self._group and self._plan is not None and self._plan.id is not None:
            self.tree.choose(self._plan.id)
        else:
            self.show_again()
        self.tasks.view.setFocus()

    def find_next(self) -> None:
        """Go to the next task that the search found; without a search ask for one."""
        self._find_on(1)

    def find_previous(self) -> None:
        """Go to the one before."""
        self._find_on(-1)

    def _find_on(self, by: int) -> None:
        if self.search.text().strip():
            self.tasks.step(by)
        else:
            self.find_here()

    def type_today(self) -> None:
        """Write today's date where the cursor stands, or into the current cell."""
        if not isinstance(QApplication.focusWidget(), QPlainTextEdit):
            self.tasks.edit_current()
        field = QApplication.focusWidget()
        if isinstance(field, QPlainTextEdit) and not field.isReadOnly():
            field.insertPlainText(self.desk.today.isoformat())

    def edit_cell(self) -> None:
        """Open the editor in the current cell."""
        self.tasks.edit_current()

    def edit_task(self, task_id: int, field: str, text: str) -> None:
        """Store what was typed in a cell or in the detail pane."""
        from gongkai_desk.services.progress import work

        act = partial(work.edit_task, task_id=task_id, edit=TaskEdit().with_text(field, text))
        self.desk.write(partial(act, who=self.desk.who, day=self.desk.today), self.tasks.origin)

    # -- 视图

    def refresh_all(self) -> None:
        """Read again all that is shown."""
        self.desk.read_again()
        self.status.showMessage("已重新读取台账库。", 4000)

    def go_to_page(self, name: str) -> None:
        """Show a page of the book."""
        if not self.desk.board.started:
            self.finish_lights()  # pages stand on them
        if self.tree.special() == (NodeKind.PAGE, name):
            self.clear_search()
        else:
            self.tree.go_to_page(name)

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
        self.view.focus_detail()
        self.detail.turn_to("原文出处")

    def show_history(self) -> None:
        """Show what happened to the task."""
        self.view.focus_detail()
        self.detail.turn_to("变更记录")

    def move_units(self, action: "Action", units: "list[int | None]") -> None:
        """Do an act upon units of the current task."""
        self.watch.move_units(action, units)

    def attach(self, files: list[Path]) -> None:
        """Keep dropped or chosen files as evidence of the current task."""
        self.watch.attach(files)

    def remove_evidence(self, number: int) -> None:
        """Put a piece of evidence into the recycle bin."""
        self.watch.remove_evidence(number)

    def count(self, quota: int) -> None:
        """Enter a counted thing."""
        self.watch.count(quota)

    def start_case(self, limit: int) -> None:
        """Enter a case whose clock starts."""
        self.watch.start_case(limit)

    def end_case(self, case_id: int) -> None:
        """Enter that a case was answered."""
        self.watch.end_case(case_id)

    def report(self) -> None:
        """Ask for the progress of one unit and store it."""
        self.reports.report()

    def correct_report(self, former: "Report") -> None:
        """Ask for what takes the place of a report."""
        self.reports.correct(former)

    def return_reports(self, ids: list[int]) -> None:
        """Send thin reports back."""
        self.reports.send_back(ids)

    def summarise(self) -> None:
        """Ask for the office's own summary of the current task."""
        self.reports.summarise()

    def report_units(self, units: "list[int | None]") -> None:
        """Ask for the progress of units of the current task and store it."""
        self.reports.report_units(units)

    # -- 工具

    def open_folder(self) -> None:
        """Open the library's folder in the system's own window."""
        if self.desk.library is not None:
            open_folder(self.desk.library.folder)


def open_folder(folder: Path) -> None:
    """Open a folder in the system's own window."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
