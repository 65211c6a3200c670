"""Three-way merge of a 分工录入包: what both sides last agreed upon, what stands here, what came back.

Nothing is overwritten that was changed on both sides; such places are told and wait for a person. Columns that mean
something only together (a state with its days, a deadline with its kind) are taken together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from gongkai_desk.domain.cycle.packets import Clash, Conflict, Merge, Row, Rows, Shape, Side, Value
from gongkai_desk.rules.packets.parts import (
    OWN,
    REMOVED,
    Place,
    Sides,
    alike_but,
    by_task,
    differs,
    fields_of,
    mapped,
    of_share,
    own_ids,
    part,
    units_of,
)

_TOLD = 500  # rows between two words about how far it is


def _nobody(done: int, total: int) -> None:
    """Tell nobody."""


def merged(
    shapes: Sequence[Shape], sides: Sides, taken: Mapping[str, Side], tell: Callable[[int, int], object] = _nobody
) -> Merge:
    """Return what a merge does; ``taken``: whose word holds, by ``Conflict.key``. ``shapes``: referred tables first.

    ``tell``: is told how many rows of how many are done, and may raise to stop.
    """
    work = _Merging(shapes, sides, taken)
    places = [
        (shape, row_id)
        for shape in shapes
        for row_id in sorted(work.base[shape.name].keys() | work.there[shape.name].keys())
    ]
    for done, (shape, row_id) in enumerate(places):
        if done % _TOLD == 0:
            tell(done, len(places))
        work.merge_row(shape, row_id)
    work.settle_deletes()
    work.tell_both_reported()
    return work.result()


@dataclass
class _Merging:
    """A merge while it is worked out."""

    shapes: Sequence[Shape]
    sides: Sides
    taken: Mapping[str, Side]
    inserts: dict[Place, Row] = field(default_factory=dict)
    updates: dict[Place, dict[str, Value]] = field(default_factory=dict)
    deletes: dict[Place, Row] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    next_base: dict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        ids = own_ids(self.shapes, self.sides)
        self.ids = ids
        self.foreign = {(table, own): each for table, pairs in ids.items() for each, own in pairs.items()}
        self.base = {shape.name: self._mapped(shape, self.sides.base) for shape in self.shapes}
        self.there = {shape.name: self._mapped(shape, self.sides.there) for shape in self.shapes}
        self.busy_here = set(self._busy(self.sides.here))
        self.busy_there = set(self._busy(self.there))
        self.parted = self._parted()

    def _mapped(self, shape: Shape, rows: Rows) -> dict[int, dict[str, Value]]:
        ids = self.ids[shape.name]
        return {ids[number]: mapped(row, shape, self.ids) for number, row in rows.get(shape.name, {}).items()}

    def _busy(self, rows: Rows) -> Iterator[int]:
        """Yield the tasks that one side has worked on since the base."""
        for shape in (each for each in self.shapes if "task_id" in each.columns):
            base = self.base[shape.name]
            for number, row in rows.get(shape.name, {}).items():
                if isinstance(task := row.get("task_id"), int) and differs(row, base.get(number), shape):
                    yield task

    # ---- 分工, which is one thing for a whole task

    def _parted(self) -> dict[int, Side | None]:
        """Return the tasks whose units both sides set anew, and whose word holds; if theirs, our own rows go."""
        chosen: dict[int, Side | None] = {}
        rows = [by_task(each.get("task_unit", {})) for each in (self.base, self.sides.here, self.there)]
        base, here, there = ({task: units_of(units) for task, units in side.items()} for side in rows)
        for task in there.keys() & here.keys() & base.keys():
            if here[task] != base[task] and there[task] not in (base[task], here[task]):
                chosen[task] = self._clashunits_of(task, base[task], here[task], there[task])
        for number, row in self.sides.here.get("task_unit", {}).items():
            alone = ("task_unit", number) not in self.foreign
            if alone and chosen.get(cast(int, row["task_id"])) is Side.THERE:
                self.deletes["task_unit", number] = row
        return chosen

    def _clashunits_of(self, task: int, *units: tuple[str, ...]) -> Side | None:
        key = f"task_unit:{self.foreign['task', task]}:units"
        shown = [{"printed": "；".join(each)} for each in units]
        self.conflicts[key] = Conflict(key, Clash.FIELD, "task_unit", "units", task, task, None, *shown)
        return self.taken.get(key)

    def _part_row(self, shape: Shape, number: int, side: Side | None, here: Row | None, there: Row | None) -> None:
        """Merge a row of units that both sides set anew."""
        if side is None:
            self._keep_base(shape, number)
        elif there is None:
            if side is Side.THERE and here is not None:
                self.deletes[shape.name, number] = here
        elif side is Side.HERE:
            self._agree(shape, number)
        elif here is None:
            self._insert(shape, number, there)
        else:
            self._take(shape, number, shape.columns, there)

    # ---- one row

    def merge_row(self, shape: Shape, number: int) -> None:
        """Merge one row that the base or the other side has."""
        base, there = self.base[shape.name].get(number), self.there[shape.name].get(number)
        here = self.sides.here.get(shape.name, {}).get(number)
        task = (there or base or {}).get("task_id")
        if shape.name == "task_unit" and task in self.parted:
            self._part_row(shape, number, self.parted[task], here, there)
        elif there is None:
            self._gone_there(shape, number, cast(Row, base), here)
        elif here is not None:
            self._both(shape, number, base, here, there)
        elif base is None:
            self._insert(shape, number, there)
        elif differs(there, base, shape):
            self._gone_here(shape, number, base, there)
        else:
            self._agree(shape, number)

    def _agree(self, shape: Shape, number: int, columns: Iterable[str] | None = None) -> None:
        """Let the base be what the other side says, in these columns or all."""
        each = self.foreign[shape.name, number]
        raw = self.sides.there[shape.name][each]
        chosen = raw if columns is None else {name: raw[name] for name in columns}
        self.next_base[shape.name][each] = {**self.next_base[shape.name].get(each, {}), **chosen}

    def _keep_base(self, shape: Shape, number: int, columns: Iterable[str] | None = None) -> None:
        """Let the base stay what it was: the place is open."""
        each = self.foreign[shape.name, number]
        raw = self.sides.base.get(shape.name, {}).get(each, {})
        chosen = {name: raw[name] for name in (raw if columns is None else columns) if name in raw}
        if chosen:
            self.next_base[shape.name][each] = {**self.next_base[shape.name].get(each, {}), **chosen}

    def _insert(self, shape: Shape, number: int, there: Row) -> None:
        row = dict(there)
        for column, target in shape.refers.items():
            if row[column] is not None and not self._stands((target, cast(int, row[column]))):
                row[column] = None
                if column in shape.needed:  # what it hangs on was removed here
                    self._clash(shape, number, Clash.REMOVED_HERE, "row", (None, None, there))
                    return
        self.inserts[shape.name, number] = row
        self._agree(shape, number)

    def _stands(self, place: Place) -> bool:
        return place in self.inserts or place[1] in self.sides.here.get(place[0], {})

    def _gone_here(self, shape: Shape, number: int, base: Row, there: Row) -> None:
        side = self._clash(shape, number, Clash.REMOVED_HERE, "row", (base, None, there))
        if side is Side.THERE:
            self._insert(shape, number, there)
        elif side is Side.HERE:
            self._agree(shape, number)
        else:
            self._keep_base(shape, number)

    def _gone_there(self, shape: Shape, number: int, base: Row, here: Row | None) -> None:
        if here is None:
            return
        if not differs(here, base, shape):
            self.deletes[shape.name, number] = base
            return
        side = self._clash(shape, number, Clash.REMOVED_THERE, "row", (base, here, None))
        if side is Side.THERE:
            self.deletes[shape.name, number] = base
        elif side is None:
            self._keep_base(shape, number)

    # ---- a row of both

    def _both(self, shape: Shape, number: int, base: Row | None, here: Row, there: Row) -> None:
        self._tell_removed_here(shape, number, base, here, there)
        if there == base:  # most rows: nothing was done there
            self._agree(shape, number)
            return
        for name, columns in fields_of(shape).items():
            before, own, other = (part(row, columns) for row in (base, here, there))
            if other in (own, before) or shape.name == "original":
                self._agree(shape, number, columns)
            elif own == before and not (name == REMOVED and self._worked_on(shape, number, base, here)):
                self._take(shape, number, columns, there)
            else:
                self._field(shape, number, name, columns, (base, here, there))

    def _worked_on(self, shape: Shape, number: int, base: Row | None, here: Row) -> bool:
        """Tell whether a row that was removed there was worked on here meanwhile."""
        rest = {column: value for column, value in (base or {}).items() if column not in OWN}
        return differs(here, rest, shape) or (shape.name == "task" and number in self.busy_here)

    def _tell_removed_here(self, shape: Shape, number: int, base: Row | None, here: Row, there: Row) -> None:
        if base is None or not here.get(REMOVED) or base.get(REMOVED) or there.get(REMOVED):
            return
        if differs(there, base, shape) or (shape.name == "task" and number in self.busy_there):
            shown = ({REMOVED: None}, {REMOVED: here[REMOVED]}, {REMOVED: None})
            if self._clash(shape, number, Clash.REMOVED_HERE, REMOVED, shown) is Side.THERE:
                self._take(shape, number, (REMOVED,), there)

    def _field(
        self, shape: Shape, number: int, name: str, columns: tuple[str, ...], rows: tuple[Row | None, Row, Row]
    ) -> None:
        base, here, there = rows
        if shape.name == "unit_state" and alike_but(here, there, columns, "since"):
            earliest = min(str(row["since"]) for row in (here, there) if row["since"])
            self._take(shape, number, columns, {**there, "since": earliest})
            return
        if set(columns) <= OWN:
            self._agree(shape, number, columns)
            if base is not None and name == "position":
                self.conflicts.setdefault(
                    f"{shape.name}::{name}", Conflict(f"{shape.name}::{name}", Clash.ORDER, shape.name, name)
                )
            return
        clash = Clash.REMOVED_THERE if name == REMOVED else Clash.FIELD
        values = tuple(row and {column: row[column] for column in columns if column in row} for row in rows)
        side = self._clash(shape, number, clash, name, cast(tuple[Row | None, Row | None, Row | None], values))
        if side is Side.THERE:
            self._take(shape, number, columns, there)
        elif side is Side.HERE:
            self._agree(shape, number, columns)
        else:
            self._keep_base(shape, number, columns)

    def _take(self, shape: Shape, number: int, columns: Iterable[str], there: Row) -> None:
        here = self.sides.here[shape.name][number]
        changed = {name: there[name] for name in columns if there[name] != here[name]}
        if changed:
            self.updates.setdefault((shape.name, number), {}).update(changed)
        self._agree(shape, number, columns)

    def _clash(
        self, shape: Shape, number: int, clash: Clash, name: str, rows: tuple[Row | None, Row | None, Row | None]
    ) -> Side | None:
        key = f"{shape.name}:{self.foreign[shape.name, number]}:{name}"
        rows_of_it = (self.sides.here.get(shape.name, {}).get(number), *self._all(shape, number))
        whole: Row = next(filter(None, rows_of_it), {})
        task, unit = number if shape.name == "task" else whole.get("task_id"), whole.get("unit_id")
        self.conflicts[key] = Conflict(
            key, clash, shape.name, name, number, cast("int | None", task), cast("int | None", unit), *rows
        )
        return self.taken.get(key)

    def _all(self, shape: Shape, number: int) -> tuple[Row | None, Row | None]:
        return self.there[shape.name].get(number), self.base[shape.name].get(number)

    # ---- at the end

    def settle_deletes(self) -> None:
        """Keep those rows that another still refers to; what refers is looked at before what is referred to."""
        held = {*self.sides.pinned, *self._referred()}
        for shape in reversed(self.shapes):
            for place, base in [each for each in self.deletes.items() if each[0][0] == shape.name]:
                if place in held:
                    here = self.sides.here[shape.name][place[1]]
                    del self.deletes[place]
                    held.update(_references(shape, here))
                    self._clash(shape, place[1], Clash.REMOVED_THERE, "row", (base, here, None))
                    self._keep_base(shape, place[1])

    def _referred(self) -> Iterator[Place]:
        """Yield the rows to which those refer that will be there."""
        for shape in self.shapes if self.deletes else ():
            for number, row in self.sides.here.get(shape.name, {}).items():
                if (shape.name, number) not in self.deletes:
                    yield from _references(shape, {**row, **self.updates.get((shape.name, number), {})})
            for (table, _), row in self.inserts.items():
                if table == shape.name:
                    yield from _references(shape, row)

    def tell_both_reported(self) -> None:
        """Tell where both sides reported for one share and period; both reports stay."""
        base, own = self.base.get("report", {}), defaultdict[tuple[Value, ...], list[int]](list)
        here = self.sides.here.get("report", {})
        for number, row in here.items():
            if number not in base and ("report", number) not in self.foreign and not row.get(REMOVED):
                own[of_share(row)].append(number)
        for (table, number), row in self.inserts.items():
            for each in own.get(of_share(row), ()) if table == "report" and not row.get(REMOVED) else ():
                key = f"report:{self.foreign[table, number]}:{each}"
                task, unit = cast("int | None", row["task_id"]), cast("int | None", row["unit_id"])
                self.conflicts[key] = Conflict(
                    key, Clash.BOTH_REPORTED, table, "text", each, task, unit, None, here[each], row
                )

    def result(self) -> Merge:
        """Return what was worked out."""
        origins = [
            (table, own, each)
            for (table, own), each in self.foreign.items()
            if self._stands((table, own))
            and each not in self.sides.made.get(table, ())
            and (table, each) not in self.sides.known
        ]
        deletes = sorted(self.deletes, key=lambda place: (-self._rank(place[0]), place[1]))
        return Merge(
            tuple((table, number, row) for (table, number), row in self.inserts.items()),
            tuple((table, number, row) for (table, number), row in self.updates.items()),
            tuple(deletes),
            tuple(origins),
            tuple(self.conflicts.values()),
            {table: dict(rows) for table, rows in self.next_base.items()},
        )

    def _rank(self, table: str) -> int:
        return next(index for index, shape in enumerate(self.shapes) if shape.name == table)


def _references(shape: Shape, row: Row) -> Iterator[Place]:
    """Yield the rows to which a row refers."""
    for column, target in shape.refers.items():
        if isinstance(number := row.get(column), int):
            yield target, number
