"""Books of superiors as stored: a row of ``packet`` for each file, ``row_origin`` for the task of each coded row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.handed import HandedEntry
from gongkai_desk.domain.cycle.rounds import Packet, RowOrigin
from gongkai_desk.domain.ids import row_id
from gongkai_desk.store.entries import upward
from gongkai_desk.store.records import insert_record, records
from gongkai_desk.words.codes import shape_of

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library
    from gongkai_desk.store.tasks.evidence import KeptFile

HANDED = "handed"
"""The kind of ``packet`` row: a book that a superior sent down. Its code is the 单位码, numbered on from the second
file of it; ``peer`` is who collects it, ``remark`` the line over its table; the superior's library is unknown."""
_KEPT = "kind = ? AND plan_id IN (SELECT id FROM plan WHERE removed IS NULL)"


def handed_books(library: Library, plan_id: int | None = None) -> list[HandedEntry]:
    """Return the books of a superior's plan, or of all that are not in the recycle bin, in the order they came."""
    rows = records(library, Packet, _KEPT, (HANDED,))
    kept = [row for row in rows if row.plan_id is not None and plan_id in (None, row.plan_id)]
    tasks = _tasks(library)
    return [_entry(row, tasks.get(row.code, {})) for row in kept]


def _tasks(library: Library) -> dict[str, dict[int, int]]:
    """Return the tasks of all coded rows by book; those in the recycle bin are not there."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    where = "library LIKE ? AND table_name = 'task' AND row_id IN (SELECT id FROM task WHERE removed IS NULL)"
    for row in records(library, RowOrigin, where, (f"{HANDED}:%",)):
        found[row.library.removeprefix(f"{HANDED}:")][row.foreign_id] = row.row_id
    return found


def _entry(row: Packet, tasks: Mapping[int, int]) -> HandedEntry:
    assert row.plan_id is not None
    copy = row.filed_copy_id or 0
    return HandedEntry(row_id(row), row.code, row.plan_id, row.day, row.peer, row.remark, copy, tasks)


def book_coded(library: Library, code: str) -> HandedEntry | None:
    """Return the book of a 单位码, the last of several, however the code is set; ``None`` if none was registered."""
    wanted = shape_of(code)
    found = [each for each in handed_books(library) if wanted is not None and shape_of(each.code) == wanted]
    return found[-1] if found else None


def insert_handed(step: Step, entry: Packet, tasks: Mapping[int, int], copy: KeptFile) -> int:
    """Store a book with its file and the tasks of its coded rows; return its id."""
    taken = step.connection.execute(
        "SELECT count(*) FROM packet WHERE kind = ? AND (code = ? OR code LIKE ?)",
        (HANDED, entry.code, f"{entry.code}#%"),
    ).fetchone()[0]
    key = f"{entry.code}#{taken + 1}" if taken else entry.code
    number = insert_record(step, replace(entry, code=key, filed_copy_id=upward.insert_copy(step, copy)))
    for place, task_id in tasks.items():
        insert_record(step, RowOrigin("task", task_id, f"{HANDED}:{key}", place, number))
    return number
