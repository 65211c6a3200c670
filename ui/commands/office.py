"""工具: what the office keeps – units, working days, duties, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gongkai_desk.lazy import lazy_imports
from ui.commands.command import LIBRARY, Command, Here
from ui.desk import Desk

if TYPE_CHECKING:
    from gongkai_desk.domain.calendar import Duty

with lazy_imports():
    from gongkai_desk.services import duties, office, unit_lists, units
    from gongkai_desk.standing import days, year_duties
    from ui import edits
    from ui.dialogs.office import (
        count_days_dialog,
        days_dialog,
        duties_dialog,
        duty_dialog,
        settings_dialog,
        units_dialog,
    )


def unit_acts(desk: Desk) -> units_dialog.UnitActs:
    """Return what is done upon the unit directory."""
    return units_dialog.UnitActs(
        add=desk.doing(units.add_unit),
        edit=desk.doing(units.edit_unit),
        merge=desk.doing(units.merge_units),
        remove=desk.doing(units.remove_units),
        enter=desk.doing(unit_lists.enter_units),
        seed=desk.doing(units.seed_units),
        set_group=desk.doing(units.set_group),
        read=unit_lists.read_units_file,
    )


def days_acts(desk: Desk) -> days_dialog.DaysActs:
    """Return what is done upon the office's working days."""
    return days_dialog.DaysActs(
        set_days=desk.doing(office.set_days),
        clear_year=desk.doing(office.clear_year),
        let_local_count=desk.doing(office.let_local_count),
        notice_text=office.notice_text,
    )


def duty_acts(desk: Desk) -> duties_dialog.DutyActs:
    """Return what is done upon duties."""
    return duties_dialog.DutyActs(
        open=lambda parent, duty: open_duty(parent, desk, duty),
        add=lambda parent: add_duty(parent, desk),
        restore=desk.doing(duties.restore),
        set_legal=desk.doing(duties.set_legal),
    )


def show_units(here: Here) -> None:
    """Show the unit directory."""
    units_dialog.UnitsDialog.show_for(here.parent, here.desk, unit_acts(here.desk))
    edits.ask_about_joined(here.parent, here.desk)


def show_days(here: Here) -> None:
    """Show the working days."""
    days_dialog.DaysDialog.show_for(here.parent, here.desk, days_acts(here.desk))
    here.ways.settle()


def count_days(here: Here) -> None:
    """Show the counting of working days, by what the office entered."""
    library, today = here.desk.library, here.desk.today
    local = days.local_days(library) if library is not None else {}
    count_days_dialog.CountDaysDialog.show_for(here.parent, today, days.workdays_of(library), local)


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


def show_duties(here: Here) -> None:
    """Show all duties of the year; lead to the task of one that asks for it."""
    desk = here.desk
    if desk.library is not None:
        wanted = duties_dialog.DutiesDialog.ask(here.parent, desk, desk.today.year, duty_acts(desk))
        if wanted is not None:
            here.ways.go_to_task(wanted)


def ask_settings(here: Here) -> None:
    """Ask for the settings and keep what changed."""
    desk = here.desk
    own, library = desk.settings, desk.library
    stored = office.settings(library, settings_dialog.NAMES) if library is not None else None
    now = settings_dialog.Chosen(desk.who, own.points, own.look, own.backup_folder, stored)
    wanted = settings_dialog.SettingsDialog.ask(here.parent, now, may_write=desk.may_write)
    if wanted is None:
        return
    own.who = desk.who = wanted.who
    own.points, own.look, own.backup_folder = wanted.points, wanted.look, wanted.backup_folder
    here.frame.dress()
    if wanted.office is not None and wanted.office != stored:
        desk.do(office.save_settings, values=wanted.office)


UNITS = Command("units", "单位名录(&U)…", needs=LIBRARY, run=show_units)
DAYS = Command("days", "工作日设置(&D)…", needs=LIBRARY, run=show_days)
COUNT_DAYS = Command("count_days", "工作日计算(&W)…", tip="第几个工作日是哪一天，逐日列明", run=count_days)
DUTIES = Command("duties", "法定和要点要求的事项(&L)…", needs=LIBRARY, run=show_duties)
SETTINGS = Command("settings", "设置(&S)…", "Ctrl+,", run=ask_settings)
