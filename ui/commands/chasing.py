"""催办: slips, the list of units, the log of calls, the register of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.personal import Mask
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import CHASE_LIST as CHASE_LIST_PAPER
from ui.commands.command import LIBRARY, WRITING, Command, Here
from ui.desk import Desk
from ui.models.plan_tree import NodeKind

with lazy_imports():
    from gongkai_desk.domain import slips as slip_values
    from gongkai_desk.services import slips, staging
    from gongkai_desk.services.year import leaving
    from gongkai_desk.standing import lights
    from gongkai_desk.store import library as libraries
    from gongkai_desk.wording import sentences
    from ui import callees, looking
    from ui.dialogs.base import ask, written
    from ui.dialogs.chasing import calls, slip_dialog, slip_picker, slip_register

_LONG = 8000  # milliseconds: what is said of papers with numbers

# -- 登记催办


def call_acts(desk: Desk) -> calls.CallActs:
    """Return what is done upon the log of calls."""
    return calls.CallActs(
        remind=desk.doing(slips.remind_many),
        answer=desk.doing(slips.answer_many),
        remove=desk.doing(slips.remove_reminders),
    )


def log_call(here: Here) -> None:
    """Enter calls, one unit after the other."""
    if here.desk.library is not None:
        calls.CallDialog.show_for(here.parent, here.desk, callees.callees(here), call_acts(here.desk))


LOG_CALL = Command("log_call", "登记催办(&L)…", "Ctrl+L", "打一个电话记一笔", needs=WRITING, run=log_call)


def show_calls(here: Here) -> None:
    """Show the log of calls."""
    if here.desk.library is not None:
        calls.CallLog.show_for(here.parent, here.desk, here.exports, call_acts(here.desk))


CALLS = Command("calls", "催办记录(&H)…", needs=LIBRARY, run=show_calls)


def show_register(here: Here) -> None:
    """Show the register of numbers."""
    if here.desk.library is not None:
        enter = here.desk.doing(slips.enter_answers)
        slip_register.SlipRegister.show_for(here.parent, here.desk, here.exports, enter)


SLIP_REGISTER = Command("slip_register", "编号登记簿(&U)…", tip="文书编号和回执", needs=LIBRARY, run=show_register)


# -- 催办名单


def chase_list(here: Here) -> None:
    """Ask which units stand on the list and write it."""
    if here.desk.library is None:
        return
    chosen = slip_dialog.ChaseDialog.ask(here.parent, here.desk, scopes(here))
    if chosen is not None:
        paper, format = chosen
        here.exports.paper(CHASE_LIST_PAPER, paper, PaperFormat(format))


CHASE_LIST = Command("chase_list", "催办名单(&M)…", tip="一页纸，打电话逐家勾", needs=LIBRARY, run=chase_list)


# -- 催办单


def write_slips(here: Here) -> None:
    """Ask which units get a slip, write the slips in a job, then number and register them as one step."""
    _write_slips(here, scopes(here))


def chase_units(here: Here, unit_ids: frozenset[int]) -> None:
    """Write slips to some units, as ``write_slips`` does."""
    name = f"选中的 {len(unit_ids)} 家单位"
    _write_slips(here, [slip_picker.Scope(name, partial(_all_works, here), unit_ids=unit_ids), *scopes(here)])


def _write_slips(here: Here, offered: list[slip_picker.Scope]) -> None:
    under_way = any(not each.ended for each in here.parent.findChildren(SlipWriting))
    if not under_way and here.desk.library is not None:
        order = slip_dialog.SlipDialog.ask(here.parent, here.desk, offered)
        if order is not None:
            SlipWriting(here, order).begin()


SLIPS = Command("slips", "出催办单(&K)…", "Ctrl+K", "催办单、提示单、三色督办单", needs=WRITING, run=write_slips)


class SlipWriting(QObject):
    """One order of slips on its way: written as files, then numbered and put in their place, or nothing at all."""

    def __init__(self, here: Here, order: slip_dialog.SlipOrder) -> None:
        super().__init__(here.parent)
        assert here.desk.library is not None
        self._here, self._order, self._library = here, order, here.desk.library
        self._mask: Mask | None = None  # once a person has decided it holds, however often the papers are written
        self.ended = False  # freed a moment later than that: the next order need not wait

    def _end(self) -> None:
        self.ended = True
        self.deleteLater()

    def begin(self) -> None:
        """Write the papers beside where they are to be; nothing is numbered before they are whole."""
        here, order = self._here, self._order
        here.desk.settings.export_folder = order.folder
        drafts = slips.numbered(self._library, order.drafts)
        if self._mask is None:
            self._mask = looking.looked_over(here.desk, here.parent, leaving.slip_texts(drafts))
        if self._mask is None:
            self._cancelled()
            return
        work = partial(slips.stage, order.folder, drafts, apart=order.apart, mask=self._mask)
        text = f"正在生成 {len(drafts)} 份“{drafts[0].title.partition('（')[0]}”"
        job = ask.run_waiting(here.desk.jobs, work, text, here.parent, self.take, self._failed)
        job.cancelled.connect(self._cancelled)

    @Slot(object)
    def take(self, staged: staging.Staged[tuple[slip_values.Slip, ...]]) -> None:
        """Take numbers and papers together, if the numbers are still those that were printed."""
        desk = self._here.desk
        if self._library is not desk.library:
            staged.discard()
            self._end()
        elif slips.numbered(self._library, self._order.drafts) != staged.of:
            staged.discard()
            self.begin()
        else:
            self._end()
            self._issue(staged)

    def _issue(self, staged: staging.Staged[tuple[slip_values.Slip, ...]]) -> None:
        desk, placed = self._here.desk, list[Path]()
        try:
            # one function: what the desk is given is copied without unseen characters, but papers are printed
            desk.do(partial(_issue, order=self._order, staged=staged, placed=placed))
        except DeskError as error:
            self._failed(error)
        else:
            self._say_written(placed, staged.of)
        finally:
            staged.discard()

    def _say_written(self, placed: Sequence[Path], done: Sequence[slip_values.Slip]) -> None:
        here = self._here
        here.say(f"已发文并登记 {len(done)} 份，按 Ctrl+Z 可撤销，号数收回。", _LONG)
        written.SlipsWritten.show_for(here.parent, here.desk, placed, done)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, "出催办单", f"{sentences.error_sentence(error)}\n没有发文，没有占用编号。")

    @Slot()
    def _cancelled(self) -> None:
        self._end()
        self._here.say("已取消，没有发文，没有占用编号。")


def _issue(
    library: libraries.Library,
    by: By,
    order: slip_dialog.SlipOrder,
    staged: staging.Staged[tuple[slip_values.Slip, ...]],
    placed: list[Path],
) -> Changes:
    def place(done: Sequence[slip_values.Slip]) -> None:
        placed.extend(staged.place(tuple(done)).values())

    on_its_day = by._replace(today=order.drafts[0].day)
    return slips.issue(library, on_its_day, order.drafts, write=place, remember=order.remember)[0]


# -- ranges of tasks


def scopes(here: Here) -> list[slip_picker.Scope]:
    """Return the ranges to choose from, the likeliest first: selected tasks, what is shown, all of this year."""
    scope, found = slip_picker.Scope, []
    chosen, shown = here.selected_ids, [task.id for task in here.table.shown()]
    if here.place is not None and here.place.kind is NodeKind.UNIT:
        found.append(scope(f"{here.place.name}的任务", partial(_works, here, shown), here.place.key))
    if len(chosen) > 1:
        found.append(scope(f"选中的 {len(chosen)} 项任务", partial(_works, here, chosen)))
    if shown:
        name = f"当前列出的 {len(shown)} 项任务（{here.table.title.text()}）"
        found.append(scope(name, partial(_works, here, shown)))
    found.append(scope("本年全部要点", partial(_all_works, here)))
    if len(chosen) == 1:
        found.append(scope("当前一项任务", partial(_works, here, chosen)))
    return found


def _works(here: Here, ids: Sequence[int | None]) -> list[lights.LitWork]:
    board = here.desk.board
    board.start()
    return [lit for number in ids if (lit := board.lit(number)) is not None]


def _all_works(here: Here) -> list[lights.LitWork]:
    desk = here.desk
    of_now = {plan.id for plan in desk.shelf.plans() if plan.year is None or plan.year >= desk.today.year}
    desk.board.start()
    return [each for each in _works(here, list(desk.board.lights())) if each.work.task.plan_id in of_now]
