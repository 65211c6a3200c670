"""Ids of what is stored, a type for each kind; an act: who does it on which day, and what it changed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, NewType, Protocol, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


PlanId = NewType("PlanId", int)
TaskId = NewType("TaskId", int)
UnitId = NewType("UnitId", int)
GroupId = NewType("GroupId", int)
ReportId = NewType("ReportId", int)
EvidenceId = NewType("EvidenceId", int)
AmountId = NewType("AmountId", int)
CaseId = NewType("CaseId", int)
RequestId = NewType("RequestId", int)
InterpretationId = NewType("InterpretationId", int)
CheckId = NewType("CheckId", int)
DrawId = NewType("DrawId", int)
ReminderId = NewType("ReminderId", int)

T = TypeVar("T", bound="DataclassInstance")


def stored_as(kind: type[T], value: DataclassInstance, **ids: int) -> T:
    """Return what a value is once it is stored: all that it says, with its ``ids``."""
    said = {each.name: getattr(value, each.name) for each in fields(value)}
    return kind(**{**said, **ids})


class Row(Protocol):
    """A record of a table; ``id`` is ``None`` until it is stored."""

    @property
    def id(self) -> int | None:
        """Return its id."""


def row_id(row: Row) -> int:
    """Return the id of a record that was read from its table or stored there.

    Raises:
        ValueError: it was never stored.
    """
    if row.id is None:
        raise ValueError(row)
    return row.id


class By(NamedTuple):
    """Who acts, and on which day: the day that the core is given, which is not always the day of the fact."""

    who: str
    today: date


class Changes(NamedTuple):
    """What one act changed: ids by table name, for views to refresh; ``step`` is the journal's number.

    ``made`` is the id of the thing that the act made, if it made one; ``proposed`` are the names of units that it added
    to the directory as proposed.
    """

    step: int
    name: str
    ids: dict[str, frozenset[int]]
    made: int | None = None
    proposed: tuple[str, ...] = ()
