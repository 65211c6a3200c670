"""Duties as stored: what a clerk said of one that law or plan sets, and those that the office entered itself."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.duty import Clock, DutyKind
from gongkai_desk.store.rows import day_of, day_text, json_text
from gongkai_desk.store.writing import insert, set_columns, set_removed

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class StoredDuty:
    """A row; ``due`` ``None``: the day is the one that law, plan or clock set. ``key``: see ``domain.duty.Duty``."""

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


_COLUMNS = "id, plan_id, kind, name, basis, source, event, days, working, due, done, doc_no, remark, removed"


def stored_duties(library: "Library") -> list[StoredDuty]:
    """Return all rows, those in the recycle bin too."""
    return [_duty_of(*row) for row in library.rows(f"SELECT {_COLUMNS} FROM duty ORDER BY id")]


def _duty_of(
    number: int, plan_id: int | None, kind: str, name: str, basis: str, source: str, event: str, days: int,
    working: int, due: str | None, done: str | None, doc_no: str, remark: str, removed: str | None,
) -> StoredDuty:  # fmt: skip
    told: dict[str, str] = next(iter(json.loads(source)), {})
    since = day_of(told.get("since"))
    clock = Clock(event, since, days, bool(working)) if since and days else None
    key = told.get("key") or f"own:{number}"
    dates = day_of(due), day_of(done)
    return StoredDuty(key, DutyKind(kind), name, basis, plan_id, clock, *dates, doc_no, remark, day_of(removed), number)


def put_duty(step: "Step", duty: StoredDuty) -> int:
    """Write a row, a new one where it has no id, and return its id."""
    clock = duty.clock
    source = {"key": duty.key} if duty.kind is not DutyKind.OWN else {}
    if clock is not None:
        source["since"] = clock.since.isoformat()
    values = {
        "plan_id": duty.plan_id,
        "kind": duty.kind.value,
        "name": duty.name,
        "basis": duty.basis,
        "source": json_text([source] if source else []),
        "event": clock.event if clock else "",
        "days": clock.length if clock else 0,
        "working": int(clock.working) if clock else 0,
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


def remove_duties(step: "Step", ids: Iterable[int], day: date | None) -> None:
    """Put rows into the recycle bin, or with ``None`` take them out again."""
    set_removed(step, "duty", ids, day)


def first_day(library: "Library") -> date | None:
    """Return the day on which the library was made."""
    found = library.rows("SELECT day FROM step ORDER BY id LIMIT 1")
    return day_of(found[0][0]) if found else None
