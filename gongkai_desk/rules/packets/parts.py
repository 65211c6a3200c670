"""What of a packet's rows is one thing, which rows are one and the same, and by which ids they are known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from gongkai_desk.domain.cycle.packets import Row, Rows, Shape, Value

TOGETHER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "task": {
        "title": ("title", "title_derived"),
        "deadline": ("deadline_text", "deadline_kind", "deadline_due", "deadline_start", "deadline_nodes",
                     "deadline_remarks"),
        "set_deadline": ("set_text", "set_kind", "set_due", "set_start", "set_nodes", "set_remarks"),
    },
    "unit_state": {"state": ("state", "since", "finished", "until", "rectify_until", "demand", "reason")},
    "evidence": {"file": ("sha256", "suffix", "size")},
    "timed_case": {"ended": ("ended", "ended_at")},
    "doubt": {"settled": ("settled", "settled_by", "answer")},
}  # fmt: skip
"""Columns that are one thing, by table."""
SAME: Mapping[str, tuple[str, ...]] = {
    "original": ("sha256",),
    "unit": ("name",),
    "unit_group": ("name",),
    "unit_alias": ("unit_id", "name"),
    "group_class": ("group_id", "class"),
    "group_member": ("group_id", "unit_id"),
    "group_exclusion": ("group_id", "unit_id"),
    "unit_state": ("task_id", "unit_id"),
    "task_unit": ("task_id", "role", "printed"),
    "task_unit_choice": ("task_unit_id", "unit_id"),
    "task_link": ("task_id", "other_id", "kind"),
    "summary_source": ("summary_id", "report_id"),
}
"""By what two rows that both sides made are one and the same."""
OWN = frozenset({"position", "entered"})  # each side counts by itself
REMOVED = "removed"

Place = tuple[str, int]
"""A row here: table and id."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What is merged: ``base`` and ``there`` by the ids of the packet, ``here`` by our own.

    ``made``: ids that travelled out with the packet, which are the same on both sides; ``known``: our id of a row that
    was made there, by table and id; ``following``: the next free id of each table; ``pinned``: rows here that others
    refer to which do not travel.
    """

    base: Rows
    there: Rows
    here: Rows
    made: Mapping[str, Collection[int]]
    known: Mapping[Place, int]
    following: Mapping[str, int]
    pinned: Collection[Place] = ()


def fields_of(shape: Shape) -> dict[str, tuple[str, ...]]:
    """Return the columns of a table by what is one thing."""
    together = TOGETHER.get(shape.name, {})
    in_one = {column for columns in together.values() for column in columns}
    return {**{name: (name,) for name in shape.columns if name not in in_one}, **together}


def mapped(row: Row, shape: Shape, ids: Mapping[str, Mapping[int, int]]) -> dict[str, Value]:
    """Return a row with its references as ``ids`` has them."""
    return {
        name: ids[shape.refers[name]].get(value) if name in shape.refers and isinstance(value, int) else value
        for name, value in row.items()
    }


def own_ids(shapes: Sequence[Shape], sides: Sides) -> dict[str, dict[int, int]]:
    """Return our id for each row of the packet; one that is new here gets the next that is free."""
    ids: dict[str, dict[int, int]] = {shape.name: {} for shape in shapes}
    for shape in shapes:
        name, found = shape.name, ids[shape.name]
        there, base = sides.there.get(name, {}), sides.base.get(name, {})
        made = sides.made.get(name, ())
        counterparts = {*made, *(own for (table, _), own in sides.known.items() if table == name)}
        same = _same_rows(shape, sides.here.get(name, {}), counterparts)
        number = sides.following[name]
        for each in sorted(there.keys() | base.keys()):
            row = mapped(there.get(each, base.get(each, {})), shape, ids)
            own = sides.known.get((name, each), each if each in made else same.pop(_key(shape, row), None))
            if own is None:
                own, number = number, number + 1
            found[each] = own
    return ids


def _key(shape: Shape, row: Row) -> tuple[Value, ...]:
    return tuple(row.get(column) for column in SAME.get(shape.name, ()))


def _same_rows(shape: Shape, here: Mapping[int, Row], but: Collection[int]) -> dict[tuple[Value, ...], int]:
    if shape.name not in SAME:
        return {}
    return {_key(shape, row): number for number, row in here.items() if number not in but}


def differs(row: Row, base: Row | None, shape: Shape) -> bool:
    """Tell whether a row says other than the base; a reference that did not travel is none of its business."""
    if base is None:
        return True
    return any(row.get(name) != value for name, value in base.items() if value is not None or name not in shape.refers)


def part(row: Row | None, columns: tuple[str, ...]) -> tuple[Value, ...] | None:
    """Return values of a row; ``None`` where it does not have them all: nothing was agreed upon."""
    return None if row is None or any(column not in row for column in columns) else tuple(row[c] for c in columns)


def alike_but(here: Row, there: Row, columns: Iterable[str], but: str) -> bool:
    """Tell whether two rows say the same in these columns, but for one that both have."""
    return bool(here[but] and there[but]) and all(here[c] == there[c] for c in columns if c != but)


def by_task(rows: Mapping[int, Row]) -> dict[int, list[Row]]:
    """Return rows by their task."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.values():
        found[cast(int, row["task_id"])].append(row)
    return found


def units_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the units of a task as a person reads them, which is what is compared."""
    return tuple(sorted(f"{row['role']} {row['printed']}" for row in rows))


def of_share(row: Row) -> tuple[Value, ...]:
    """Return of which share and period, or of which day, a report is."""
    return row["task_id"], row["unit_id"], row["summary"], row["period"] or row["day"]
