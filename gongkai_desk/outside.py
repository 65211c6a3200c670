"""Text from outside as it is kept: the one function for whatever is typed, pasted, imported or returned.

It is light, for the window and the command line need it from the start.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_BREAKS: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def without_unseen(text: str) -> str:
    """Return text from outside as it is kept: every line end a line feed, nothing in it that nobody sees.

    For whatever is typed, pasted, imported or returned, for names of files and for papers: controls, direction marks
    (U+202E turns a name round), zero-width marks, halves of characters and no-characters go; tabs stay.
    """
    if text.isprintable():  # what is printable is never refused; nearly every text is
        return text
    return "".join(c for c in _BREAKS.sub("\n", text) if c in "\n\t" or not _is_refused(c))


def seen_only(value: T) -> T:
    """Return what a person gave to an act with its texts as ``without_unseen`` keeps them, however they are held.

    Texts stand alone, in a sequence or mapping, or are fields of a dataclass; what else there is stays as it is.
    """
    given: Any = value
    if type(given) is str:  # an enum stays what it is
        given = without_unseen(given)
    elif type(given) in (list, tuple):
        given = type(given)(map(seen_only, given))
    elif type(given) is dict:
        given = {name: seen_only(each) for name, each in given.items()}
    elif is_dataclass(given) and not isinstance(given, type):
        given = _with_seen_fields(given)
    return cast("T", given)


def _with_seen_fields(value: Any) -> Any:  # noqa: ANN401 - a dataclass
    own = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
    texts = {name: text for name, text in own.items() if type(text) is str and not text.isprintable()}
    return replace(value, **{name: without_unseen(text) for name, text in texts.items()}) if texts else value


def _is_refused(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs") or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF
