"""催办: slips, the list of units, the log of calls, the register of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import CHASE_LIST
from gongkai_desk.wording.sentences import error_sentence
from ui.models.plan_tree import NodeKind

if TYPE_CHECKING:
    from gongkai_desk.domain.slips import ChaseList, Slip
    from gongkai_desk.domain.work import Changes
    from gongkai_desk.services.chasing.slip_files import Staged
    from gongkai_desk.standing.lights import LitWork
    from gongkai_desk.store.library import Library
    from ui.commands import Commands
    from ui.dialogs.slip_dialog import SlipOrder
    from ui.dialogs.slip_picker import Scope


class ReminderActs(QObject):
    """What the menu 督办 does to remind units."""

    def __init__(self, window: Commands) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._order: SlipOrder | None = None  # what is being written now
        self._library: Library | None = None

    # -- 催办单

    def slips(self) -> None:
        """Ask which units get a slip, write the slips in a job, then number and register them as one step."""
        from ui.dialogs.slip_dialog import SlipDialog

        if self._order is None and self._desk.library is not None:
            order = SlipDialog.ask(self._window, self._desk, self._scopes())
            if order is not None:
                self.write(order)

    def write(self, order: SlipOrder) -> None:
        """Write the papers beside where they are to be; nothing is numbered before they are whole."""
        from gongkai_desk.services.chasing import slip_files, slips
        from ui.dialogs.waiting import run_waiting

        assert self._desk.library is not None
        self._order, self._library = order, self._desk.library
        self._desk.settings.export_folder = order.folder
        drafts = slips.numbered(self._library, order.drafts)
        work = partial(slip_files.stage, order.folder, drafts, apart=order.apart)
        text = f"正在生成 {len(drafts)} 份“{drafts[0].title.partition('（')[0]}”"
        job = run_waiting(self._desk.jobs, work, text, self._window, self._staged, self._failed)
        job.cancelled.connect(self._cancelled)

    @Slot(object)
    def _staged(self, staged: Staged) -> None:
        """Take numbers and papers together, if the numbers are still those that were printed."""
        from gongkai_desk.services.chasing import slips

        order, library = self._order, self._library
        self._order = self._library = None
        if order is None or library is None or library is not self._desk.library:
            staged.discard()
            return
        if slips.numbered(library, order.drafts) != staged.slips:
            staged.discard()
            self.write(order)
            return
        placed: list[Path] = []
        try:
            self._desk.write(partial(_issue, order=order, staged=staged, who=self._desk.who, placed=placed))
        except DeskError as error:
            self._failed(error)
        else:
            self._written(placed, staged.slips)
        finally:
            staged.discard()

    def _written(self, placed: Sequence[Path], done: Sequence[Slip]) -> None:
        from ui.dialogs.slips_written import SlipsWritten

        self._window.status.showMessage(f"已发文并登记 {len(done)} 份，按 Ctrl+Z 可撤销，号数收回。", 8000)
        SlipsWritten.show_for(self._window, self._desk, placed, done)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        from ui.dialogs.ask import tell

        self._order = self._library = None
        if not isinstance(error, DeskError):
            raise error
        tell(self._window, "出催办单", f"{error_sentence(error)}\n没有发文，没有占用编号。")

    @Slot()
    def _cancelled(self) -> None:
        self._order = self._library = None
        self._window.status.showMessage("已取消，没有发文，没有占用编号。", 6000)

    # -- 催办名单

    def chase_list(self) -> None:
        """Ask which units stand on the list and write it."""
        from ui.dialogs.chase_dialog import ChaseDialog

        if self._desk.library is None:
            return
        chosen = ChaseDialog.ask(self._window, self._desk, self._scopes())
        if chosen is not None:
            self.save_list(*chosen)

    def save_list(self, paper: ChaseList, kind: str) -> None:
        """Ask where to, and write a list as docx, xlsx or pdf."""
        self._window.exports.paper(CHASE_LIST, paper, PaperFormat(kind))

    # -- 登记催办

    def log(self) -> None:
        """Enter calls, one unit after the other."""
        from ui.callees import callees
        from ui.dialogs.call_dialog import CallDialog

        if self._desk.library is not None:
            CallDialog.show_for(self._window, self._desk, callees(self._window))

    def records(self) -> None:
        """Show the log of calls."""
        from ui.dialogs.call_log import CallLog

        if self._desk.library is not None:
            CallLog.show_for(self._window, self._desk, self._window.exports)

    def register(self) -> None:
        """Show the register of numbers."""
        from ui.dialogs.slip_register import SlipRegister

        if self._desk.library is not None:
            SlipRegister.show_for(self._window, self._desk, self._window.exports)

    # -- ranges of tasks

    def _scopes(self) -> list[Scope]:
        """Return the ranges to choose from, the likeliest first: selected tasks, what is shown, all of this year."""
        from ui.dialogs.slip_picker import Scope

        tasks, scopes = self._window.tasks, []
        chosen = [task.id for task in tasks.selected() if task.id is not None]
        shown = [task.id for row in range(tasks.model.rowCount()) if (task := tasks.model.task(row))]
        special = self._window.tree.special()
        if special is not None and special[0] is NodeKind.UNIT:
            name = f"{self._window.tree.view.currentIndex().data()}的任务"
            scopes.append(Scope(name, partial(self._works, shown), special[1]))
        if len(chosen) > 1:
            scopes.append(Scope(f"选中的 {len(chosen)} 项任务", partial(self._works, chosen)))
        if shown:
            scopes.append(Scope(f"当前列出的 {len(shown)} 项任务（{tasks.title.text()}）", partial(self._works, shown)))
        scopes.append(Scope("本年全部要点", self._all_works))
        if len(chosen) == 1:
            scopes.append(Scope("当前一项任务", partial(self._works, chosen)))
        return scopes

    def _works(self, ids: Sequence[int | None]) -> list[LitWork]:
        self._desk.board.start()
        return [lit for number in ids if (lit := self._desk.board.lit(number)) is not None]

    def _all_works(self) -> list[LitWork]:
        plans = self._desk.shelf.plans()
        of_now = {plan.id for plan in plans if plan.year is None or plan.year >= self._desk.today.year}
        self._desk.board.start()
        return [each for each in self._works(list(self._desk.board.lights())) if each.work.task.plan_id in of_now]


def _issue(library: Library, order: SlipOrder, staged: Staged, who: str, placed: list[Path]) -> Changes:
    from gongkai_desk.services.chasing.slips import issue

    def place(done: Sequence[Slip]) -> None:
        placed.extend(staged.place(done))

    day = order.drafts[0].day
    return issue(library, order.drafts, who=who, day=day, write=place, remember=order.remember)[0]
