"""What can be done with a duty from any place that shows it: open it, enter a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.calendar import Duty
from ui.desk import Desk
from ui.lazy import lazy_imports

with lazy_imports():
    from gongkai_desk.services import duties
    from gongkai_desk.standing import days, year_duties
    from ui.dialogs.office import duty_dialog


def open_duty(parent: QWidget, desk: Desk, duty: Duty) -> int | None:
    """Show a duty and keep what is entered as one step; return the id of its task if that is wanted."""
    plan = next((plan.title for plan in desk.shelf.plans() if duty.plan_id and plan.id == duty.plan_id), "")
    told = duty_dialog.DutyDialog.ask(
        parent, duty, plan, desk.today, desk.board.workdays or days.workdays_of(desk.library)
    )
    if told is None:
        return None
    if told.act is duty_dialog.DutyAct.SHOW:
        return duty.task_id
    if told.act is duty_dialog.DutyAct.REMOVE:
        desk.do(duties.remove, duty=duty)
    elif told.act is duty_dialog.DutyAct.AS_SET:
        desk.do(duties.as_set, duty=duty)
    else:
        desk.do(duties.record, duty, told.entry)
    return None


def add_duty(parent: QWidget, desk: Desk) -> None:
    """Ask for a duty of the office's own and keep it as one step."""
    if desk.library is None:
        return
    plans = tuple((plan.id, plan.title) for plan in desk.shelf.plans())
    workdays = desk.board.workdays or days.workdays_of(desk.library)
    new = duty_dialog.NewDutyForm.ask(parent, desk.today, workdays, year_duties.legal_duties(desk.library), plans)
    if new is not None:
        desk.do(duties.add, new)
