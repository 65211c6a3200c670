"""工具: what the office keeps – units, working days, duties, settings."""

from __future__ import annotations

from ui.commands.command import LIBRARY, Command, Here
from ui.lazy import lazy_imports

with lazy_imports():
    from gongkai_desk.services.upkeep import office
    from gongkai_desk.standing import days
    from ui import joined
    from ui.dialogs.office import count_days_dialog, days_dialog, duties_dialog, settings_dialog, units_dialog


def show_units(here: Here) -> None:
    """Show the unit directory."""
    units_dialog.UnitsDialog.show_for(here.parent, here.desk)
    joined.ask_about_joined(here.parent, here.desk)


def show_days(here: Here) -> None:
    """Show the working days."""
    days_dialog.DaysDialog.show_for(here.parent, here.desk)
    here.ways.settle()


def count_days(here: Here) -> None:
    """Show the counting of working days, by what the office entered."""
    library, today = here.desk.library, here.desk.today
    local = days.local_days(library) if library is not None else {}
    count_days_dialog.CountDaysDialog.show_for(here.parent, today, days.workdays_of(library), local)


def show_duties(here: Here) -> None:
    """Show all duties of the year; lead to the task of one that asks for it."""
    desk = here.desk
    if desk.library is not None:
        wanted = duties_dialog.DutiesDialog.ask(here.parent, desk, desk.today.year)
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
