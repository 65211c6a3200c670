"""What a clerk typed into a field, understood: a deadline becomes a date, a unit cell roles, content its measures."""

from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import Plan

if TYPE_CHECKING:
    from gongkai_desk.words.deadlines import TimeContext
    from gongkai_desk.words.units import UnitDirectory


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
