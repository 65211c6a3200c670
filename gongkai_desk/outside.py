"""Text from outside as it is kept: the one function for whatever is typed, pasted, imported or returned.

It is light, for the window and the command line need it from the start.
"""

from __future__ import annotations

import re
import unicodedata
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
    if type(given) is str:  # an enum stays what it is
        return without_unseen(given)
    if type(given) in _WITHOUT_TEXT:
        return given
    if isinstance(given, list | tuple | set | frozenset):
        return _seen_members(given)
    if type(given) is dict:
        return _unless_same(given, {name: _seen(each) for name, each in given.items()})
    if is_dataclass(given) and not isinstance(given, type):
        own = {name: getattr(given, name) for name in _given_names(type(given))}
        changed = {name: kept for name, each in own.items() if (kept := _seen(each)) is not each}
        return replace(given, **changed) if changed else given
    return given


@cache
def _given_names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass
    return tuple(each.name for each in fields(kind) if each.init)


def _seen_members(given: Any) -> Any:  # noqa: ANN401 - a sequence or set
    members = list(given)
    if all(each.isprintable() if type(each) is str else type(each) in _WITHOUT_TEXT for each in members):
        return given  # a row of texts and numbers: papers hold thousands
    kept = [_seen(each) for each in members]
    if all(new is old for new, old in zip(kept, members, strict=True)):
        return given
    return type(given)(*kept) if hasattr(given, "_fields") else type(given)(kept)


def _unless_same(given: dict[Any, Any], kept: dict[Any, Any]) -> dict[Any, Any]:
    return given if all(kept[name] is each for name, each in given.items()) else kept


def _is_refused(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs") or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF
