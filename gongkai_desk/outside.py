"""Text from outside as it is kept: the one function for whatever is typed, pasted, imported or returned.

It is light, for the window and the command line need it from the start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_WITHOUT_TEXT: Final = frozenset({bool, int, float, type(None)})
_BREAKS: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def without_unseen(text: str) -> str:
    """Return text from outside as it is kept: every line end a line feed, nothing in it that nobody sees.

    For whatever is typed, pasted, imported or returned, for names of files and for papers: controls, direction marks
    (U+202E turns a name round), zero-width marks, halves of characters and no-characters go; tabs stay.
    """
    if text.isprintable():  # what is printable is never refused; nearly every text is
        return text
    kept = "".join(c for c in _BREAKS.sub("\n", text) if c in "\n\t" or not _is_refused(c))
    return text if kept == text else kept


def seen_only(value: T) -> T:
    """Return what a person gave to an act with its texts as ``without_unseen`` keeps them, however deep they are held.

    Texts stand alone, in sequences, sets and mappings, in named tuples and dataclasses; what else there is stays as it
    is. What holds nothing unseen is given back itself, so that a list that an act fills is the caller's own.
    """
    return cast("T", _seen(value))


def _seen(given: Any) -> Any:  # noqa: ANN401 - whatever an act takes
    kind: Any = type(given)
    return without_unseen(given) if kind is str else _way(kind)(given)  # an enum stays what it is


@cache
def _way(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a class
    """Return how what is of this class is looked through; papers hold tens of thousands of values."""
    if issubclass(kind, (list, tuple, set, frozenset)):
        return _seen_members
    if kind is dict:
        return _seen_values
    return _seen_fields if is_dataclass(kind) else _itself


def _itself(given: T) -> T:
    return given


def _seen_values(given: dict[Any, Any]) -> dict[Any, Any]:
    kept = {name: _seen(each) for name, each in given.items()}
    return given if all(kept[name] is each for name, each in given.items()) else kept


def _seen_fields(given: Any) -> Any:  # noqa: ANN401 - a dataclass
    kind: Any = type(given)
    changed = {}
    for name in _given_names(kind):
        each = getattr(given, name)
        if type(each) not in _WITHOUT_TEXT and (kept := _seen(each)) is not each:
            changed[name] = kept
    return replace(given, **changed) if changed else given


@cache
def _given_names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass
    return tuple(each.name for each in fields(kind) if each.init)


def _seen_members(given: Any) -> Any:  # noqa: ANN401 - a sequence or set
    for each in given:
        if not each.isprintable() if type(each) is str else type(each) not in _WITHOUT_TEXT:
            break
    else:
        return given  # a row of texts and numbers: papers hold thousands
    members = list(given)
    kept = list(map(_seen, members))
    if all(new is old for new, old in zip(kept, members, strict=True)):
        return given
    return type(given)(*kept) if hasattr(given, "_fields") else type(given)(kept)


def _is_refused(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs") or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF
