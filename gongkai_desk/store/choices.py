"""Units named by hand for a printed name of a task: chosen for an open one, taken out of a closed one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_desk.domain.state import Role
from gongkai_desk.store.rosters import of_tasks

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A printed name of a task that may mean several units, and which ones it means now.

    ``members``: what its collective name stands for in the directory; ``units``: with what was named or taken out by
    hand; ``closed``: it expands by itself; ``group_id`` ``None``: a name that the directory does not know.
    """

    id: int
    task_id: int
    printed: str
    role: Role
    group_id: int | None
    closed: bool
    members: tuple[int, ...]
    units: tuple[int, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether anybody is meant by name."""
        return bool(self.units)


def printed_units(library: "Library", task_ids: Iterable[int] | None = None) -> list[PrintedUnit]:
    """Return the printed names that are no single unit of the directory, in their order."""
    where, values = of_tasks(task_ids)
    rows = library.rows(
        "SELECT t.id, t.task_id, t.printed, t.role, t.group_id, ifnull(g.closed, 0) FROM task_unit t"
        f" LEFT JOIN unit_group g ON g.id = t.group_id{where or ' WHERE 1'} AND t.unit_id IS NULL"
        " ORDER BY t.task_id, t.position",
        values,
    )
    members = _lists(library, "SELECT group_id, unit_id FROM group_unit ORDER BY unit_id")
    picks = library.rows(f"SELECT task_unit_id, unit_id, chosen FROM task_unit_choice{where} ORDER BY unit_id", values)
    added: defaultdict[int, list[int]] = defaultdict(list)
    out: defaultdict[int, set[int]] = defaultdict(set)
    for number, unit_id, chosen in picks:
        (added[number].append if chosen else out[number].add)(unit_id)
    found = []
    for number, task_id, printed, role, group_id, closed in rows:
        usual = tuple(members.get(group_id, ()))
        kept = [unit for unit in usual if unit not in out[number]]
        meant = tuple(sorted({*kept, *added[number]}))
        found.append(PrintedUnit(number, task_id, printed, Role(role), group_id, bool(closed), usual, meant))
    return found


def _lists(library: "Library", sql: str) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, value in library.rows(sql):
        found[number].append(value)
    return found


def put_choice(step: "Step", of: PrintedUnit, units: Iterable[int]) -> None:
    """Let a printed name mean just these units."""
    wanted = set(units)
    step.connection.execute("DELETE FROM task_unit_choice WHERE task_unit_id = ?", (of.id,))
    rows = [(of.task_id, of.id, unit, 1) for unit in sorted(wanted - set(of.members))]
    rows += [(of.task_id, of.id, unit, 0) for unit in sorted(set(of.members) - wanted)]
    step.connection.executemany(
        "INSERT INTO task_unit_choice (task_id, task_unit_id, unit_id, chosen) VALUES (?, ?, ?, ?)", rows
    )
