"""Frozen dataclasses as plain JSON and back, by their own type hints: no pickle, nothing that a file could run.

What stands in many places, such as a task in every former state of a review, can be written once into a ``Pool``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_CLASS = "$"  # names the class where a field may hold several
_POOLED = "@"  # leads to an entry of the pool, by its place
_LONG = 200  # characters from which a text is worth a place of its own
_READ: dict[type, Callable[[str], Any]] = {date: date.fromisoformat, Decimal: Decimal}


class Pool:
    """Holds once what is the same object in several places: values of these types, and long texts."""

    def __init__(self, *types: type) -> None:
        self._types = types
        self._places: dict[int, int] = {}
        self.entries: list[Any] = []

    def takes(self, value: object) -> bool:
        """Tell whether a value gets a place of its own."""
        return isinstance(value, self._types) or (isinstance(value, str) and len(value) >= _LONG)

    def put(self, value: Any) -> dict[str, int]:  # noqa: ANN401 - whatever it takes
        """Return what leads to a value, written now if it was not before; the value must stay alive meanwhile."""
        if id(value) not in self._places:
            told = value if isinstance(value, str) else _written(value, self)
            self._places[id(value)] = len(self.entries)
            self.entries.append(told)
        return {_POOLED: self._places[id(value)]}


def plain(value: Any, pool: Pool | None = None) -> Any:  # noqa: ANN401 - any value of a dataclass
    """Return a value as JSON knows it; fields that have their default are left out."""
    if pool is not None and pool.takes(value):
        return pool.put(value)
    return _written(value, pool)


def _written(value: Any, pool: Pool | None) -> Any:  # noqa: ANN401
    if is_dataclass(value) and not isinstance(value, type):
        named = ((each, getattr(value, each.name)) for each in fields(value))
        told = {each.name: plain(held, pool) for each, held in named if held != _default(each)}
        return {_CLASS: type(value).__name__, **told}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(name): plain(each, pool) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each, pool) for each in value]
    return value


def typed(hint: Any, value: Any, entries: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - what the hint says
    """Return what ``plain`` made as a value of the type ``hint``; ``entries``: those of the pool that it was given.

    Raises:
        ValueError, TypeError, KeyError, ArithmeticError, RecursionError: the value is of another shape.
    """
    return _Typed(entries).read(hint, value)


class _Typed:
    """Reads values back; each entry of the pool becomes one object."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self._entries = entries
        self._made: dict[int, Any] = {}

    def read(self, hint: Any, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, dict) and _POOLED in value:
            return self._pooled(hint, value[_POOLED])
        origin = get_origin(hint)
        if origin in (Union, UnionType):
            return self._one_of(get_args(hint), value)
        if origin is tuple:
            return self._tuple(get_args(hint), value)
        if origin is dict:
            each = get_args(hint)[1]
            return {name: self.read(each, item) for name, item in _checked(value, dict).items()}
        return self._simple(hint, value)

    def _pooled(self, hint: Any, place: Any) -> Any:  # noqa: ANN401
        if not 0 <= _checked(place, int) < len(self._entries):
            raise ValueError(f"no entry {place}")
        if place not in self._made:
            self._made[place] = self.read(hint, self._entries[place])
        return self._made[place]

    def _simple(self, hint: Any, value: Any) -> Any:  # noqa: ANN401
        if is_dataclass(hint) and isinstance(hint, type):
            hints = _hints(hint)
            named = _checked(value, dict).items()
            return hint(**{name: self.read(hints[name], each) for name, each in named if name != _CLASS})
        if hint in _READ:
            return _READ[hint](_checked(value, str))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(value)
        return _checked(value, hint)

    def _one_of(self, hints: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401
        if value is None and type(None) in hints:
            return None
        name = value.get(_CLASS) if isinstance(value, dict) else None
        named = [hint for hint in hints if name is not None and name == getattr(hint, "__name__", "")]
        others = [hint for hint in hints if hint is not type(None)]
        return self.read((named or others)[0], value)

    def _tuple(self, hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401
        items = _checked(value, list)
        if len(hints) == 2 and hints[1] is Ellipsis:
            return tuple(self.read(hints[0], each) for each in items)
        return tuple(self.read(hint, each) for hint, each in zip(hints, items, strict=True))


@cache
def _hints(hint: type) -> dict[str, Any]:
    return get_type_hints(hint)


def _checked(value: Any, hint: type) -> Any:  # noqa: ANN401
    if hint is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{hint.__name__} expected")
    return value


def _default(field: Field[Any]) -> Any:  # noqa: ANN401
    return field.default_factory() if field.default_factory is not MISSING else field.default
