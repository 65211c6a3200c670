"""Short visible codes on papers that come back: 单位码 of a book, 任务码 of a row, each with check characters.

A code is made of 31 digits and letters that nobody confuses by eye (no 0 O 1 I L). As 31 is a prime and every place
has a weight of its own, a mistyped character or two that changed places are always noticed. The check is seeded with
the library's identity, so that another library's codes are noticed too (30 of 31 by one check character, 960 of 961
by two).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple
from zlib import crc32

_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE: Final = len(_LETTERS)
_UNIT_WIDTH, _ROW_WIDTH = 3, 2  # places at least
_ROWS: Final = _BASE**_ROW_WIDTH
_CODE: Final = re.compile(rf"([{_LETTERS}]{{{_UNIT_WIDTH},9}})-([{_LETTERS}]{{2,3}})")
_DASHES: Final = re.compile(r"[‐‑‒–—―－﹣−]")


class CodeShape(NamedTuple):
    """What a code says to whom its library is unknown: the book, the row's place in it (``None``: a 单位码).

    ``seed`` is the same for all right codes of one library.
    """

    book: int
    position: int | None
    seed: int


class RowCode(NamedTuple):
    """What a 任务码 says: the book (``DispatchUnit``'s id) and the place of the row in it, from 0."""

    book: int
    position: int


def book_code(book: int, library: str) -> str:
    """Return the 单位码 of a book (``DispatchUnit``'s id) of a library (its identity), e.g. ``22K-7F``."""
    body = _spelled(book, _UNIT_WIDTH)
    return f"{body}-{_check(body, library)}{_check(body, library + body)}"


def row_code(book: int, position: int, library: str) -> str:
    """Return the 任务码 of a row, e.g. ``22K-2AM``; ``position`` from 0.

    Raises:
        ValueError: a book holds no more than 961 rows.
    """
    if not 0 <= position < _ROWS:
        raise ValueError(position)
    body, row = _spelled(book, _UNIT_WIDTH), _spelled(position, _ROW_WIDTH)
    return f"{body}-{row}{_check(body + row, library)}"


def read_book_code(text: str, library: str) -> int | None:
    """Return the book whose 单位码 a text is, however it is set (width, case, blanks, dashes); else ``None``."""
    match = _CODE.fullmatch(_folded(text))
    if match is None or len(match[2]) != 2:
        return None
    book = _number(match[1])
    return book if book_code(book, library) == match[0] else None


def read_row_code(text: str, library: str) -> RowCode | None:
    """Return the row whose 任务码 a text is, as ``read_book_code`` does; else ``None``."""
    match = _CODE.fullmatch(_folded(text))
    if match is None or len(match[2]) != _ROW_WIDTH + 1:
        return None
    found = RowCode(_number(match[1]), _number(match[2][:_ROW_WIDTH]))
    return found if row_code(*found, library) == match[0] else None


def shape_of(text: str) -> CodeShape | None:
    """Return what a code of any library says, however it is set; whether it is right is told by other codes beside it.

    A 单位码 has a second check character, which its own library alone can check.
    """
    match = _CODE.fullmatch(_folded(text))
    if match is None:
        return None
    body, row = match[1], "" if len(match[2]) == _ROW_WIDTH else match[2][:_ROW_WIDTH]
    check = match[2][0] if not row else match[2][-1]
    seed = (_LETTERS.index(check) - _weighed(body + row)) % _BASE
    return CodeShape(_number(body), _number(row) if row else None, seed)


def looks_like_code(text: str) -> bool:
    """Tell whether a text is formed as a code, whosoever's it is and whether or not its check is right."""
    return _CODE.fullmatch(_folded(text)) is not None


def _folded(text: str) -> str:
    kept = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return _DASHES.sub("-", kept)


def _spelled(number: int, width: int) -> str:
    digits = ""
    while number or len(digits) < width:
        number, digit = divmod(number, _BASE)
        digits = _LETTERS[digit] + digits
    return digits


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * _BASE + _LETTERS.index(digit)
    return value


def _check(body: str, seed: str) -> str:
    return _LETTERS[(_weighed(body) + crc32(seed.encode())) % _BASE]


def _weighed(body: str) -> int:
    return sum(weight * _LETTERS.index(digit) for weight, digit in enumerate(body, 1))
