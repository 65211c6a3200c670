"""A 分工录入包 as values: rows as they travel, what two sides made of them, where the two differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SUFFIX = ".gkpack"

Value = str | int | None
Row = Mapping[str, Value]
Rows = Mapping[str, Mapping[int, Row]]
"""Rows by table and id."""
StepMark = tuple[int, str, str]
"""A step of a library's history, by which two states of one library are told apart: id, wall time, who."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table that travels: its columns, which of them refer to which table, and which references must be there."""

    name: str
    columns: tuple[str, ...]
    refers: Mapping[str, str]
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """Which tasks go to a colleague: those of a plan, of some units only where ``units`` names any; ``peer``: who."""

    plan_id: int
    units: tuple[str, ...] = ()
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A packet that is to be written: its rows, and the kept files that they name by place in a library's folder."""

    order: PacketOrder
    code: str
    home: str
    home_name: str
    day: date
    rows: Rows
    settings: Mapping[str, str]
    files: tuple[str, ...]
    tasks: int


@dataclass(frozen=True, slots=True)
class Content:
    """A packet as it came: which one (``code``), of which library (``home``), and the library that it has become.

    ``left``: rows by table that do not travel back (batches, letters …); ``files``: kept files by place.
    """

    code: str
    home: str
    library: str
    rows: Rows
    steps: tuple[StepMark, ...]
    left: Mapping[str, int]
    files: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """What both sides last agreed upon, by the ids of the packet; a field that is still open keeps what it was."""

    rows: Rows
    steps: tuple[StepMark, ...] = ()


class Clash(StrEnum):
    """How two sides differ."""

    FIELD = "field"
    """Both changed the same thing."""
    REMOVED_HERE = "removed_here"
    """Removed here, changed there."""
    REMOVED_THERE = "removed_there"
    """Removed there, changed here."""
    BOTH_REPORTED = "both_reported"
    """Both reported for one unit's share and period; both reports stay."""
    ORDER = "order"
    """Both put rows into another order; the order of here stays."""


SETTLED = frozenset({Clash.BOTH_REPORTED, Clash.ORDER})
"""What is only told: nothing has to be chosen."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place where both sides changed something; nothing is overwritten before a person has chosen.

    ``key`` names it for the choice; the values are columns as stored, ``None`` where there is no row.
    """

    key: str
    clash: Clash
    table: str
    field: str
    row_id: int | None = None
    task_id: int | None = None
    unit_id: int | None = None
    base: Row | None = None
    here: Row | None = None
    there: Row | None = None


class Side(StrEnum):
    """Whose word holds where both changed something."""

    HERE = "here"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge does: rows by table in the order in which they can be stored, and what stays open."""

    inserts: tuple[tuple[str, int, Row], ...] = ()
    updates: tuple[tuple[str, int, Row], ...] = ()
    deletes: tuple[tuple[str, int], ...] = ()
    origins: tuple[tuple[str, int, int], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    base: Rows = field(default_factory=dict)

    @property
    def changes(self) -> int:
        """Return how many rows it touches."""
        return len(self.inserts) + len(self.updates) + len(self.deletes)
