"""工作日: days off and make-up days as a clerk enters or pastes them, and the working days that follow."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Changes
from gongkai_desk.store.days import LOCAL, STATE, days, drop_days, put_days
from gongkai_desk.store.settings import setting
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

LOCAL_COUNTS = "workdays.local"
"""The setting that lets the local list count too; empty: it does not."""


def office_workdays(library: "Library") -> Workdays:
    """Return the working days of the office: the State Council's, what was entered of them, local ones if set so."""
    lists = (STATE, LOCAL) if setting(library, LOCAL_COUNTS) else (STATE,)
    return Workdays.usual().with_days(days(library, *lists))


def set_days(
    library: "Library", days: Mapping[date, bool], *, who: str, day: date, name: str = "", in_list: str = STATE
) -> Changes:
    """Enter days with whether they are worked; later notices add to or change earlier ones."""
    with library.step("设置工作日", who=who, day=day) as step:
        put_days(step, days, name=name, in_list=in_list)
    return step.changes


def clear_year(library: "Library", year: int, *, who: str, day: date, in_list: str = STATE) -> Changes:
    """Forget what was entered for a year."""
    with library.step(f"清除{year}年工作日设置", who=who, day=day) as step:
        drop_days(step, year, in_list=in_list)
    return step.changes
