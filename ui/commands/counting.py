"""填报、时限、数量: how tasks are reported, what a doubtful deadline means, what is counted; each one undoable step."""

from __future__ import annotations

from ui.commands.command import TASK, WRITING, Command, Here
from ui.lazy import lazy_imports

with lazy_imports():
    from gongkai_desk.services.progress import closing, counting
    from gongkai_desk.standing import days, lights
    from gongkai_desk.store import settings
    from ui.dialogs.progress import count_dialog, reporting_dialog

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
    wanted = reporting_dialog.ReportingDialog.ask(here.parent, now, usual, desk.today, workdays)
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


def end_case(here: Here, case_id: int) -> None:
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
