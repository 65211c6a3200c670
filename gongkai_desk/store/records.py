"""Rows ⇄ frozen dataclasses whose fields are called as the columns, by their type hints.

The table is the class's name in small letters (``DispatchUnit``: ``dispatch_unit``), ``id`` is ``None`` until stored.
For tables that are read a few hundred rows at a time; those that lights depend on have readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gongkai_desk.store.journal import insert, set_columns
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

T = TypeVar("T")
_NEW_WORD = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of a type are stored: ``nothing`` is what stands in the column for ``None``."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    nothing: Any = None


def _same(value: Any) -> Any:  # noqa: ANN401 - a text or a number
    return value


_FORMS = {
    str: _Form(_same, _same, ""),
    int: _Form(_same, _same),
    bool: _Form(bool, int),
    date: _Form(date.fromisoformat, date.isoformat),
    Decimal: _Form(Decimal, str, ""),
}


def table_of(kind: type) -> str:
    """Return the table of a class."""
    return _NEW_WORD.sub("_", kind.__name__).lower()


def records(library: Library, kind: type[T], where: str = "1", values: Sequence[Any] = ()) -> list[T]:
    """Return the rows of a table that fit, by id; ``where`` is ours, never a clerk's."""
    forms = _forms(kind)
    rows = library.rows(f"SELECT {', '.join(forms)} FROM {table_of(kind)} WHERE {where} ORDER BY id", values)
    return [kind(**{name: _read(form, value) for (name, form), value in zip(forms.items(), row, strict=True)})
            for row in rows]  # fmt: skip


def records_of_ids(library: Library, kind: type[T], ids: Iterable[int | None], where: str = "1") -> list[T]:
    """Return the rows of these ids that fit, by id; those that are not there are left out, and so is ``None``."""
    wanted = json_text(sorted({number for number in ids if number is not None}))
    return records(library, kind, f"{where} AND id IN (SELECT value FROM json_each(?))", (wanted,))


def insert_record(step: Step, record: object) -> int:
    """Store a new row and return its id."""
    return insert(step, table_of(type(record)), _values(record))


def set_record(step: Step, record: object, row_id: int) -> None:
    """Let a stored row be as ``record`` says."""
    set_columns(step, table_of(type(record)), row_id, _values(record))


def _values(record: object) -> dict[str, Any]:
    named = ((name, form, getattr(record, name)) for name, form in _forms(type(record)).items() if name != "id")
    return {name: form.nothing if value is None else form.write(value) for name, form, value in named}


def _read(form: _Form, value: Any) -> Any:  # noqa: ANN401
    nothing = value is None or (value == "" and form.read is not _same)
    return None if nothing else form.read(value)


def _forms(kind: type) -> dict[str, _Form]:
    return _known_forms(kind)


@cache
def _known_forms(kind: type) -> dict[str, _Form]:
    hints = get_type_hints(kind)
    return {field.name: _form_of(hints[field.name]) for field in fields(kind)}


def _form_of(hint: Any) -> _Form:  # noqa: ANN401
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Form(hint, lambda value: value.value, "")
    return _FORMS[hint]
