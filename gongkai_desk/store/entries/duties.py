"""Days off and make-up days that the office entered itself, by list: the State Council's, and local ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.calendar import Clock, DutyKind
from gongkai_desk.store.journal import insert, set_columns, set_removed
from gongkai_desk.store.rows import day_of, day_text

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


@dataclass(frozen=True, slots=True)
class StoredDuty:
    """A row; ``due`` ``None``: the day is set by law, plan or clock. ``key``: see ``domain.calendar.Duty``."""

    key: str
    kind: DutyKind
    name: str
    basis: str
    plan_id: int | None = None
    clock: Clock | None = None
    due: date | None = None
    done: date | None = None
    doc_no: str = ""
    remark: str = ""
    removed: date | None = None
    id: int | None = None


_COLUMNS = (
    *("id", "plan_id", "kind", "key", "name", "basis", "event", "since", "days", "working", "due", "done"),
    *("doc_no", "remark", "removed"),
)


def stored_duties(library: Library) -> list[StoredDuty]:
    """Return all rows, those in the recycle bin too."""
    rows = library.rows(f"SELECT {', '.join(_COLUMNS)} FROM duty ORDER BY id")
    return [_duty_of(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _duty_of(row: dict[str, Any]) -> StoredDuty:
    since = day_of(row["since"])
    return StoredDuty(
        key=row["key"] or f"own:{row['id']}",
        kind=DutyKind(row["kind"]),
        clock=Clock(row["event"], since, row["days"], bool(row["working"])) if since and row["days"] else None,
        due=day_of(row["due"]),
        done=day_of(row["done"]),
        removed=day_of(row["removed"]),
        **{name: row[name] for name in ("id", "plan_id", "name", "basis", "doc_no", "remark")},
    )


def put_duty(step: Step, duty: StoredDuty) -> int:
    """Write a row, a new one where it has no id, and return its id."""
    values = {
        "plan_id": duty.plan_id,
        "kind": duty.kind.value,
        "key": "" if duty.kind is DutyKind.OWN else duty.key,
        "name": duty.name,
        "basis": duty.basis,
        **_clock_values(duty.clock),
        "due": day_text(duty.due),
        "done": day_text(duty.done),
        "doc_no": duty.doc_no,
        "remark": duty.remark,
        "removed": day_text(duty.removed),
    }
    if duty.id is None:
        return insert(step, "duty", values)
    set_columns(step, "duty", duty.id, values)
    return duty.id


def _clock_values(clock: Clock | None) -> dict[str, Any]:
    if clock is None:
        return {"event": "", "since": None, "days": 0, "working": 0}
    return {
        "event": clock.event,
        "since": day_text(clock.since),
        "days": clock.length,
        "working": int(clock.working),
    }


def remove_duties(step: Step, ids: Iterable[int], day: date | None) -> None:
    """Put rows into the recycle bin, or with ``None`` take them out again."""
    set_removed(step, "duty", ids, day)


def first_day(library: Library) -> date | None:
    """Return the day on which the library was made."""
    found = library.rows("SELECT day FROM step ORDER BY id LIMIT 1")
    return day_of(found[0][0]) if found else None
