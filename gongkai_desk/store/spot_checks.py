"""Draws of spot checks (as numbers of papers) and what was checked."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.spot_check import Check, Draw, Verdict, Wanted
from gongkai_desk.store.coded import plain, typed
from gongkai_desk.store.rows import json_text
from gongkai_desk.store.writing import insert, set_columns, set_removed

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

KIND = "spot_check"
"""The kind of the numbers; how a draw was made is kept as JSON in the remark of its number."""


def next_number(library: "Library", year: int) -> int:
    """Return the number of a year's next draw."""
    found = library.rows("SELECT max(number) FROM paper_no WHERE kind = ? AND year = ?", (KIND, year))
    return int(found[0][0] or 0) + 1


def draws(library: "Library") -> list[Draw]:
    """Return all draws, the newest first."""
    rows = library.rows(
        "SELECT id, year, number, day, signer, remark FROM paper_no WHERE kind = ? ORDER BY year DESC, number DESC",
        (KIND,),
    )
    return [_draw_of(*row) for row in rows]


def _draw_of(number_id: int, year: int, number: int, day: str, checker: str, remark: str) -> Draw:
    told: dict[str, Any] = json.loads(remark)
    wanted = typed(Wanted, told["wanted"])
    return Draw(
        year,
        number,
        date.fromisoformat(day),
        checker,
        wanted,
        told["population"],
        told["mark"],
        tuple(told["checks"]),
        number_id,
    )


def insert_draw(step: "Step", draw: Draw) -> int:
    """Store a draw with the ids of its checks and return its id."""
    told = {
        "wanted": plain(draw.wanted),
        "population": draw.population,
        "mark": draw.mark,
        "checks": list(draw.checks),
    }
    values = {
        "kind": KIND,
        "year": draw.year,
        "number": draw.number,
        "plan_id": draw.wanted.plan_id,
        "title": "抽查",
        "signer": draw.checker,
        "day": draw.day.isoformat(),
        "remark": json_text(told),
    }
    return insert(step, "paper_no", values)


def checks(library: "Library", ids: Iterable[int] | None = None) -> dict[int, Check]:
    """Return checks by id, in the order in which they were drawn; of all draws by default."""
    wanted = None if ids is None else json_text(list(ids))
    rows = library.rows(
        "SELECT id, task_id, unit_id, day, checker, result, opinion FROM spot_check WHERE removed IS NULL"
        " AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1))) ORDER BY id",
        (wanted,),
    )
    return {
        number: Check(task, unit, date.fromisoformat(day), by, Verdict(result) if result else None, opinion, number)
        for number, task, unit, day, by, result, opinion in rows
    }


def insert_check(step: "Step", check: Check) -> int:
    """Store a check and return its id."""
    keys = {"task_id": check.task_id, "unit_id": check.unit_id, "day": check.day.isoformat()}
    return insert(step, "spot_check", {**keys, "checker": check.checker, "result": "", "opinion": ""})


def set_result(step: "Step", check_id: int, values: Mapping[str, str]) -> None:
    """Note what was found, by column: day, checker, result, opinion."""
    set_columns(step, "spot_check", check_id, values)


def remove_checks(step: "Step", ids: Iterable[int], day: date) -> None:
    """Put checks into the recycle bin."""
    set_removed(step, "spot_check", ids, day)
