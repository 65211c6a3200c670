"""工作日: days off and make-up days as a clerk enters or pastes them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.work import Changes
from gongkai_desk.store.days import STATE, drop_days, put_days

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


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
