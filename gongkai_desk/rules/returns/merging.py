"""Three-way, field by field: what was sent, what is stored now, what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai_desk.domain.cycle.returns import FIELDS, FieldChange
from gongkai_desk.outside import without_unseen


def change_of(sent: str, stored: str, returned: str | None) -> FieldChange:
    """Return what becomes of a field.

    Only what a unit changed is taken, and only over what it was sent or over nothing; else both stand and a person
    chooses. An emptied cell takes nothing away.
    """
    if returned is None or not _flat(returned) or _flat(returned) in (_flat(sent), _flat(stored)):
        return FieldChange(sent, stored, returned)
    free = not _flat(stored) or _flat(stored) == _flat(sent)
    return FieldChange(sent, stored, returned, take=free, conflict=not free)


def changes_of(
    sent: Mapping[str, str], stored: Mapping[str, str], returned: Mapping[str, str | None]
) -> dict[str, FieldChange]:
    """Return every field of a row three ways."""
    return {name: change_of(sent.get(name, ""), stored.get(name, ""), returned.get(name)) for name in FIELDS}


def merged_values(changes: Mapping[str, FieldChange], chosen: Iterable[str] = ()) -> dict[str, str]:
    """Return the fields as they stand once what is taken or was ``chosen`` is laid over what is stored."""
    picked = frozenset(chosen)
    return {
        name: (each.returned or "") if each.take or name in picked else each.stored for name, each in changes.items()
    }


def _flat(text: str) -> str:
    return "".join(without_unseen(text).split())
