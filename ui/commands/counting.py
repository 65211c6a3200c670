"""督办: acts upon tasks and units, from 申请销号 to 重开; each one undoable step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from gongkai_desk.domain.ids import CaseId, TaskId
from gongkai_desk.domain.state import Action
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import TASK, WRITING, Command, Here

with lazy_imports():
    from gongkai_desk.services.progress import closing
    from gongkai_desk.standing import lights
    from gongkai_desk.wording import states
    from ui.dialogs.tasks import transition_dialog

_CLOSING = WRITING | TASK


def move(action: Action, here: Here) -> None:
    """Ask for an act upon the selected tasks and do it as one step."""
    _move(here, action, here.selected_ids)


def move_units(here: Here, action: Action, units: Sequence[int | None]) -> None:
    """Ask for an act upon these units of the current task and do it as one step."""
    if here.task is not None:
        _move(here, action, [here.task.id], units)


def _move(here: Here, action: Action, ids: Sequence[TaskId], units: Collection[int | None] = ()) -> None:
    desk = here.desk
    if not ids or desk.library is None:
        return
    works = lights.works(desk.library, ids)
    wanted = [works[number] for number in ids]
    moved = transition_dialog.TransitionDialog.ask(here.parent, action, wanted, desk.today, units)
    if moved is not None:
        desk.do(closing.move_many, moved.wanted, action, moved.said)
        here.say(f"已办理“{states.ACTIONS[action]}”，按 Ctrl+Z 可撤销。")


def check_off(here: Here) -> None:
    """核查销号: verify where anything selected waits for it, else close."""
    ids = here.selected_ids
    if ids and here.desk.library is not None:
        move(closing.next_of(here.desk.library, ids), here)


def _command(action: Action, name: str, text: str, keys: str = "", tip: str = "", *, in_table: bool = False) -> Command:
    return Command(name, text, keys, tip, needs=_CLOSING, in_table=in_table, run=partial(move, action))


CHECK_OFF = Command("check_off", "核查销号(&Z)…", tip="待核查的先核查，核查过的销号", needs=_CLOSING, run=check_off)
APPLY = _command(Action.APPLY, "apply", "申请销号(&A)…", "Ctrl+Shift+A")
VERIFY = _command(Action.VERIFY, "verify", "核查(&V)…")
CLOSE = _command(Action.CLOSE, "close_task", "销号(&C)…", "Ctrl+Return", "选中多项可批量销号", in_table=True)
SEND_BACK = _command(Action.RETURN, "send_back", "退回整改(&B)…")
CARRY_OVER = _command(Action.CARRY_OVER, "carry_over", "年度办结(&Y)…", tip="长期任务阶段销号，转下年")
EXTEND = _command(Action.EXTEND, "extend", "延期(&E)…")
CHANGE = _command(Action.CHANGE, "change", "变更(&G)…")
NOT_APPLICABLE = _command(Action.NOT_APPLICABLE, "not_applicable", "不涉及(&N)…")
SUSPEND = _command(Action.SUSPEND, "suspend", "中止(&S)…")
DEFER = _command(Action.DEFER, "defer", "暂缓(&D)…")
RESUME = _command(Action.RESUME, "resume", "恢复办理(&R)…")
CANCEL = _command(Action.CANCEL, "cancel", "取消任务(&X)…")
REOPEN = _command(Action.REOPEN, "reopen", "重开(&O)…", tip="销号、不涉及、取消的任务重新办理")

FINISHING = (CHECK_OFF, APPLY, VERIFY, CLOSE, SEND_BACK, CARRY_OVER)
PUTTING_OFF = (EXTEND, CHANGE, NOT_APPLICABLE, SUSPEND, DEFER, RESUME, CANCEL, REOPEN)
"""The acts as the menu has them, in two groups."""

OF_UNITS: tuple[tuple[Action, Command] | None, ...] = (
    (Action.APPLY, APPLY),
    (Action.VERIFY, VERIFY),
    (Action.CLOSE, CLOSE),
    (Action.RETURN, SEND_BACK),
    None,
    (Action.EXTEND, EXTEND),
    (Action.NOT_APPLICABLE, NOT_APPLICABLE),
    (Action.SUSPEND, SUSPEND),
    (Action.DEFER, DEFER),
    (Action.RESUME, RESUME),
    (Action.REOPEN, REOPEN),
)
"""What can be done to some units of a task, as its menu has them; ``None`` for a line."""


with lazy_imports():
    from gongkai_desk.services.progress import closing, counting
    from gongkai_desk.standing import days, lights
    from gongkai_desk.store import settings
    from ui.dialogs.tasks import count_dialog, report_dialog

_BOTH = WRITING | TASK


def settle(here: Here) -> None:
    """确认时限: settle the doubtful deadlines of the selected tasks as one step."""
    desk = here.desk
    tasks = {task.id: task for task in here.selected}
    answer = count_dialog.SettleDialog.ask(here.parent, list(tasks.values()), desk.today) if tasks else None
    if answer is None:
        return
    desk.do(closing.settle_many, list(tasks), answer)


SETTLE = Command("settle", "确认时限(&T)…", tip="照此执行、另定时限、属上年事项、补登完成", needs=_BOTH, run=settle)


def set_reporting(here: Here) -> None:
    """填报设置: ask how the selected tasks are reported and keep it as one step."""
    desk, library, ids = here.desk, here.desk.library, here.selected_ids
    if library is None or not ids:
        return
    now = [each.settings for each in lights.works(library, ids).values()]
    usual, workdays = settings.setting(library, lights.CYCLE), days.office_workdays(library)
    wanted = report_dialog.ReportingDialog.ask(here.parent, now, usual, desk.today, workdays)
    if wanted is not None:
        desk.do(counting.set_reporting_many, task_ids=ids, wanted=wanted)


SET_REPORTING = Command(
    "reporting", "填报设置(&U)…", tip="由谁报、填报周期、报送日、数量要求", needs=_BOTH, run=set_reporting
)


def count(here: Here, quota: int = 0) -> None:
    """登记数量: ask for a counted thing of the current task and store it."""
    desk, work = here.desk, _work(here)
    answer = count_dialog.CountDialog.ask(here.parent, work, desk.today, quota) if work is not None else None
    if work is not None and answer is not None:
        desk.do(counting.count, work.task.id, answer)


def start_case(here: Here, limit: int = 0) -> None:
    """登记办理事项: ask what came in and start its clock."""
    desk, work = here.desk, _work(here)
    answer = count_dialog.CaseDialog.ask(here.parent, work, desk.today, limit) if work is not None else None
    if work is not None and answer is not None:
        desk.do(counting.start_case, work.task.id, answer)


def end_case(here: Here, case_id: CaseId) -> None:
    """办结: ask on which day a case was answered."""
    desk = here.desk
    ended = count_dialog.EndDialog.ask(here.parent, desk.today)
    if ended is not None:
        desk.do(counting.end_case, case_id=case_id, ended=ended)


def _work(here: Here) -> lights.TaskWork | None:
    """Return what is known of the current task."""
    task, library = here.task, here.desk.library
    if task is None or library is None:
        return None
    return lights.works(library, [task.id])[task.id]
