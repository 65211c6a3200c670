"""Ids of what is stored: a type for each kind, so that the id of a task is not taken for that of a plan.

What a person or a file tells has no id; what comes from the library always has one (``StoredTask``, ``StoredPlan`` …).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NewType, TypeVar

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
