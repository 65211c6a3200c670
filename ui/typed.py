"""What a clerk typed into a field, understood: a deadline becomes a date, a unit cell roles, content its measures."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import Plan

if TYPE_CHECKING:
    from gongkai_desk.words.deadlines import TimeContext
    from gongkai_desk.words.units import UnitDirectory


_NEAR = {"今天": 0, "今日": 0, "明天": 1, "后天": 2}
_NO_YEAR = re.compile(r"(\d{1,2})(?:[-./]|月)(\d{1,2})[日号]?")  # 10月12日, 10-12, 10.12


def day(text: str, today: date) -> date | None:
    """Return the day that was typed, of this year where none is said; ``None`` where it is no day."""
    from gongkai_desk.words.whole_dates import day_of, read_date

    text = text.strip()
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if found := _NO_YEAR.fullmatch(text):
        return day_of(today.year, int(found[1]), int(found[2]))
    return read_date(text)


def fields(name: str, text: str, plan: Plan, directory: "UnitDirectory") -> dict[str, Any]:
    """Return the task's fields that follow from typing ``text`` into ``name`` (content, unit_text, deadline)."""
    if name == "deadline":
        from gongkai_desk.words.deadlines import read_deadline

        return {"deadline": read_deadline(text, _context(plan))}
    return _units(text, directory) if name == "unit_text" else _content(text, plan)


def _content(text: str, plan: Plan) -> dict[str, Any]:
    from gongkai_desk.words import quantities
    from gongkai_desk.words.deadlines import inner_deadlines

    inner = inner_deadlines(text, _context(plan))
    return {
        "content": text,
        "recurrences": quantities.recurrences(text),
        "quotas": quantities.quotas(text),
        "time_limits": quantities.time_limits(text),
        "inner_deadlines": tuple(deadline.due for deadline in inner if deadline.due is not None),
    }


def _units(text: str, directory: "UnitDirectory") -> dict[str, Any]:
    from gongkai_desk.words.roles import split_roles

    roles = split_roles(text, directory)
    return {
        "unit_text": text,
        "lead": roles.lead,
        "responsible": roles.responsible,
        "support": roles.support,
        "units_full": roles.full,
    }


def _context(plan: Plan) -> "TimeContext":
    from gongkai_desk.words.deadlines import TimeContext
    from gongkai_desk.workdays import Workdays

    return TimeContext(plan.year, plan.dates, Workdays.usual())
