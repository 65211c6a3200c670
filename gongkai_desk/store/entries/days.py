"""Days off and make-up days that the office entered itself, by list: the State Council's, and local ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

STATE = "state"
LOCAL = "local"


def days(library: Library, *lists: str) -> dict[date, bool]:
    """Return the days entered, each with whether it is worked; of several lists the later one wins."""
    found: dict[date, bool] = {}
    for name in lists or (STATE,):
        rows = library.rows("SELECT day, working FROM day_off WHERE list = ? ORDER BY day", (name,))
        found |= {date.fromisoformat(day): bool(working) for day, working in rows}
    return found


def put_days(step: Step, new: Mapping[date, bool], *, name: str = "", in_list: str = STATE) -> None:
    """Enter days, in the place of what was said of them before; ``name`` is the holiday or the notice."""
    step.connection.executemany(
        "INSERT INTO day_off (list, day, working, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (list, day) DO UPDATE SET working = excluded.working, name = excluded.name",
        ((in_list, day.isoformat(), int(working), name) for day, working in new.items()),
    )


def drop_days(step: Step, year: int, *, in_list: str = STATE) -> None:
    """Forget what was entered for a year."""
    step.connection.execute(
        "DELETE FROM day_off WHERE list = ? AND day BETWEEN ? AND ?", (in_list, f"{year}-01-01", f"{year}-12-31")
    )
