"""Numbers of issued papers (编号) and the log of reminders (催办记录)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.slips import Means, Reminder, Slip, SlipKind, SlipNumber, StoredReminder
from gongkai_desk.store.journal import insert, set_columns, set_removed
from gongkai_desk.store.rows import day_of, day_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


_KINDS = ", ".join(f"'{kind.value}'" for kind in SlipKind)

# ---- asking


def next_number(library: Library, kind: SlipKind, year: int) -> int:
    """Return the number that the year's next slip of a kind gets; undo gives numbers back, the last first."""
    found = library.rows("SELECT max(number) FROM paper_no WHERE kind = ? AND year = ?", (kind.value, year))
    return int(found[0][0] or 0) + 1


def slip_numbers(library: Library, year: int | None = None, kind: SlipKind | None = None) -> list[SlipNumber]:
    """Return the register by kind and number; of all years and kinds by default."""
    tasks = _tasks_of_slips(library)
    rows = library.rows(
        "SELECT p.id, p.kind, p.year, p.number, p.unit_id, coalesce(u.name, ''), p.title, p.day, p.answer_until,"
        " p.answered, p.signer, p.number_text FROM paper_no p LEFT JOIN unit u ON u.id = p.unit_id"
        f" WHERE p.kind IN ({_KINDS}) AND (?1 IS NULL OR p.year = ?1) AND (?2 IS NULL OR p.kind = ?2)"
        " ORDER BY p.kind, p.year, p.number",
        (year, kind.value if kind else None),
    )
    return [_number_of(row, tuple(tasks.get(row[0], ()))) for row in rows]


def _tasks_of_slips(library: Library) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for slip, task in library.rows(
        "SELECT paper_no_id, task_id FROM reminder"
        " WHERE paper_no_id IS NOT NULL AND task_id IS NOT NULL AND removed IS NULL ORDER BY id"
    ):
        found[slip].append(task)
    return found


def _number_of(row: tuple[Any, ...], tasks: tuple[int, ...]) -> SlipNumber:
    number, kind, year, count, unit_id, unit, title, day, until, answered, signer, text = row
    days = day_of(day), day_of(until), day_of(answered)
    return SlipNumber(number, SlipKind(kind), year, count, unit_id, unit, title, *days, signer, text, tasks)


def reminders(library: Library, unit_id: int | None = None, task_id: int | None = None) -> list[StoredReminder]:
    """Return the log, the newest first; of one unit, of one task, or of all."""
    rows = library.rows(
        "SELECT day, unit_id, means, task_id, plan_id, answered_by, answer, promised, paper_no_id, id FROM reminder"
        " WHERE removed IS NULL AND (?1 IS NULL OR unit_id = ?1) AND (?2 IS NULL OR task_id = ?2)"
        " ORDER BY day DESC, id DESC",
        (unit_id, task_id),
    )
    return [
        StoredReminder(
            date.fromisoformat(day), unit, Means(means), task, plan, by, answer, day_of(promised), slip, id=number
        )
        for day, unit, means, task, plan, by, answer, promised, slip, number in rows
    ]


def told_on(library: Library, day: date) -> dict[int | None, frozenset[Means]]:
    """Return how each unit was reminded on a day."""
    told: defaultdict[int | None, set[Means]] = defaultdict(set)
    for unit, means in library.rows(
        "SELECT DISTINCT unit_id, means FROM reminder WHERE removed IS NULL AND day = ?", (day.isoformat(),)
    ):
        told[unit].add(Means(means))
    return {unit: frozenset(means) for unit, means in told.items()}


# ---- writing


def insert_number(step: Step, slip: Slip) -> int:
    """Enter a slip and return the entry's id; its number as printed is kept, for the form of numbers may change."""
    plans = {task.plan_id for task in slip.tasks}
    values = {
        "kind": slip.kind.value,
        "year": slip.day.year,
        "number": slip.number,
        "plan_id": plans.pop() if len(plans) == 1 else None,
        "unit_id": slip.unit_id,
        "title": slip.title,
        "signer": slip.signer,
        "number_text": slip.number_text,
        "day": slip.day.isoformat(),
        "answer_until": slip.answer_until.isoformat(),
    }
    return insert(step, "paper_no", values)


def set_answered(step: Step, slip_ids: Iterable[int], day: date | None) -> None:
    """Note the day on which the 回执 of slips came."""
    for slip_id in slip_ids:
        set_columns(step, "paper_no", slip_id, {"answered": day_text(day)})


def insert_reminder(step: Step, told: Reminder) -> int:
    """Store an entry of the log and return its id."""
    keys = {"unit_id": told.unit_id, "task_id": told.task_id, "plan_id": told.plan_id, "paper_no_id": told.slip_id}
    said = {"means": told.means.value, "answered_by": told.answered_by, "answer": told.answer}
    return insert(step, "reminder", {"day": told.day.isoformat(), **keys, **said, "promised": day_text(told.promised)})


def set_answer(step: Step, reminder_id: int, answered_by: str, answer: str, promised: date | None) -> None:
    """Note who answered what to a reminder."""
    values = {"answered_by": answered_by, "answer": answer, "promised": day_text(promised)}
    set_columns(step, "reminder", reminder_id, values)


def remove_reminders(step: Step, ids: Iterable[int], day: date) -> None:
    """Put entries of the log into the recycle bin."""
    set_removed(step, "reminder", ids, day)


@dataclass(frozen=True, slots=True)
class Unreturned:
    """A unit that owes a workbook: since when, until when, of which batch."""

    unit: str
    sent: date
    closing: date | None
    batch: str


def unreturned(library: Library) -> list[Unreturned]:
    """Return what is still out, the earliest closing day first; a day that was moved holds as it was moved last."""
    rows = library.rows(
        "SELECT u.name, d.day, d.batch, coalesce((SELECT m.closing FROM closing_move m WHERE m.dispatch_id = d.id"
        " AND (m.dispatch_unit_id IS NULL OR m.dispatch_unit_id = du.id) ORDER BY m.id DESC LIMIT 1), d.closing)"
        " AS until FROM dispatch_unit du"
        " JOIN dispatch d ON d.id = du.dispatch_id AND d.removed IS NULL AND d.kind = 'workbook'"
        " JOIN unit u ON u.id = du.unit_id WHERE du.returned IS NULL"
        " ORDER BY coalesce(until, '9999'), u.position, u.id"
    )
    return [Unreturned(name, date.fromisoformat(day), day_of(until), batch) for name, day, batch, until in rows]
