"""Draws of spot checks and what was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.spot_check import Check, Draw, StoredCheck, StoredDraw, Verdict, Wanted
from gongkai_desk.store.journal import insert, set_columns, set_removed
from gongkai_desk.store.rows import HEADINGS, json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_DRAW = (
    *("id", "year", "number", "day", "checker", "seed", "percent", "count", "each_unit", "closed_only", "plan_id"),
    *("units", "section", "colours", "population", "mark"),
)
_PLAIN = ("seed", "percent", "count", "plan_id", "section")
"""What of ``Wanted`` is stored as it is."""


def next_number(library: Library, year: int) -> int:
    """Return the number of a year's next draw."""
    found = library.rows("SELECT max(number) FROM draw WHERE year = ?", (year,))
    return int(found[0][0] or 0) + 1


def draws(library: Library) -> list[StoredDraw]:
    """Return all draws, the newest first."""
    drawn: defaultdict[int, list[int]] = defaultdict(list)
    for draw_id, check_id in library.rows("SELECT draw_id, id FROM spot_check WHERE draw_id IS NOT NULL ORDER BY id"):
        drawn[draw_id].append(check_id)
    rows = library.rows(f"SELECT {', '.join(_DRAW)} FROM draw ORDER BY year DESC, number DESC")
    return [_draw_of(dict(zip(_DRAW, row, strict=True)), tuple(drawn[row[0]])) for row in rows]


def _draw_of(row: dict[str, Any], checks: tuple[int, ...]) -> StoredDraw:
    wanted = Wanted(
        each_unit=bool(row["each_unit"]),
        closed_only=bool(row["closed_only"]),
        units=_parted(row["units"]),
        colours=tuple(map(Colour, _parted(row["colours"]))),
        **{name: row[name] for name in _PLAIN},
    )
    own = {name: row[name] for name in ("id", "year", "number", "checker", "population", "mark")}
    return StoredDraw(day=date.fromisoformat(row["day"]), wanted=wanted, checks=checks, **own)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(text.split(HEADINGS)) if text else ()


def insert_draw(step: Step, draw: Draw) -> int:
    """Store a draw and return its id; its checks are rows of their own."""
    wanted = draw.wanted
    own = {name: getattr(draw, name) for name in ("year", "number", "checker", "population", "mark")}
    lists = {"units": HEADINGS.join(wanted.units), "colours": HEADINGS.join(wanted.colours)}
    flags = {"each_unit": int(wanted.each_unit), "closed_only": int(wanted.closed_only)}
    plain = {name: getattr(wanted, name) for name in _PLAIN}
    return insert(step, "draw", {**own, "day": draw.day.isoformat(), **plain, **flags, **lists})


def checks(library: Library, ids: Iterable[int] | None = None) -> dict[int, StoredCheck]:
    """Return checks by id, in the order in which they were drawn; of all draws by default."""
    wanted = None if ids is None else json_text(list(ids))
    rows = library.rows(
        "SELECT id, task_id, unit_id, day, checker, result, opinion FROM spot_check WHERE removed IS NULL"
        " AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1))) ORDER BY id",
        (wanted,),
    )
    return {
        number: StoredCheck(
            task, unit, date.fromisoformat(day), by, Verdict(result) if result else None, opinion, id=number
        )
        for number, task, unit, day, by, result, opinion in rows
    }


def insert_check(step: Step, check: Check, draw_id: int) -> int:
    """Store a check of a draw and return its id."""
    keys = {"draw_id": draw_id, "task_id": check.task_id, "unit_id": check.unit_id, "day": check.day.isoformat()}
    return insert(step, "spot_check", {**keys, "checker": check.checker, "result": "", "opinion": ""})


def set_result(step: Step, check_id: int, values: Mapping[str, str]) -> None:
    """Note what was found, by column: day, checker, result, opinion."""
    set_columns(step, "spot_check", check_id, values)


def remove_checks(step: Step, ids: Iterable[int], day: date) -> None:
    """Put checks into the recycle bin."""
    set_removed(step, "spot_check", ids, day)
