"""Frozen dataclasses as plain JSON and back, by their own type hints: no pickle, nothing that a file could run."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_CLASS = "$"  # names the class where a field may hold several
_READ: dict[type, Callable[[str], Any]] = {date: date.fromisoformat, Decimal: Decimal}


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of a dataclass
    """Return a value as JSON knows it; fields that have their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: plain(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != _default(f)}
        return {_CLASS: type(value).__name__, **told}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value


def typed(hint: Any, value: Any) -> Any:  # noqa: ANN401 - what the hint says
    """Return what ``plain`` made as a value of the type ``hint``.

    Raises:
        ValueError, TypeError, KeyError: the value is of another shape.
    """
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _one_of(get_args(hint), value)
    if origin is tuple:
        return _tuple(get_args(hint), value)
    if origin is dict:
        each = get_args(hint)[1]
        return {name: typed(each, item) for name, item in _checked(value, dict).items()}
    return _simple(hint, value)


def _simple(hint: Any, value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(hint):
        return _dataclass(hint, _checked(value, dict))
    if hint in _READ:
        return _READ[hint](_checked(value, str))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return _checked(value, hint)


def _dataclass(hint: Any, value: dict[str, Any]) -> Any:  # noqa: ANN401
    hints = _hints(hint)
    return hint(**{name: typed(hints[name], each) for name, each in value.items() if name != _CLASS})


@cache
def _hints(hint: type) -> dict[str, Any]:
    return get_type_hints(hint)


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401
    if value is None and type(None) in hints:
        return None
    named = [hint for hint in hints if isinstance(value, dict) and value.get(_CLASS) == getattr(hint, "__name__", "")]
    others = [hint for hint in hints if hint is not type(None)]
    return typed((named or others)[0], value)


def _tuple(hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    items = _checked(value, list)
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(typed(hints[0], each) for each in items)
    return tuple(typed(hint, each) for hint, each in zip(hints, items, strict=True))


def _checked(value: Any, hint: type) -> Any:  # noqa: ANN401
    if hint is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{hint.__name__} expected")
    return value


def _default(field: "Field[Any]") -> Any:  # noqa: ANN401
    return field.default_factory() if field.default_factory is not MISSING else field.default
