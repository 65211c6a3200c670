"""What a clerk reads of a deadline that was put off; the table shows it in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.rules.standing import extended_to

if TYPE_CHECKING:
    from gongkai_desk.rules.lights import TaskLight


def extension_text(light: TaskLight) -> str:
    """Return to when a task was put off: 延至2026-07-31, 3家延至2026-07-31 (最晚…); empty where nobody's was."""
    put_off = [(day, len(places)) for stand, places in light.by_unit.stands if (day := extended_to(stand.facts.acts))]
    if not put_off:
        return ""
    count, days = sum(number for _, number in put_off), {day for day, _ in put_off}
    whose = "" if count == len(light.by_unit) else f"{count}家"
    return f"{whose}{'最晚' if len(days) > 1 else ''}延至{max(days).isoformat()}"


def dated_text(printed: str, light: TaskLight | None) -> str:
    """Return a deadline as printed and to when it was put off: 6月底前 → 延至2026-07-31."""
    told = extension_text(light) if light is not None else ""
    return f"{printed} → {told}".strip() if told else printed


def without_extension(text: str) -> str:
    """Return a deadline as printed, out of what ``dated_text`` showed."""
    return text.partition(" → ")[0]
