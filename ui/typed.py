"""What a clerk typed into a field, understood: a deadline becomes a date, a unit cell becomes roles."""

from typing import Any

from gongkai_desk.domain.plan import Plan


def fields(name: str, text: str, plan: Plan) -> dict[str, Any]:
    """Return the task's fields that follow from typing ``text`` into ``name`` (content, unit_text, deadline)."""
    if name == "deadline":
        return {"deadline": _deadline(text, plan)}
    if name == "unit_text":
        return _units(text)
    return {name: text}


def _deadline(text: str, plan: Plan) -> object:
    from gongkai_desk.words.deadlines import TimeContext, read_deadline
    from gongkai_desk.workdays import Workdays

    return read_deadline(text, TimeContext(plan.year, plan.dates, Workdays.usual()))


def _units(text: str) -> dict[str, Any]:
    from gongkai_desk.words.roles import split_roles
    from gongkai_desk.words.units import UnitDirectory

    roles = split_roles(text, UnitDirectory.usual())
    return {
        "unit_text": text,
        "lead": roles.lead,
        "responsible": roles.responsible,
        "support": roles.support,
        "units_full": roles.full,
    }
