"""Short visible codes on papers that come back: 单位码 of a book, 任务码 of a row, each with check characters.

A code is made of 31 digits and letters that nobody confuses by eye (no 0 O 1 I L). As 31 is a prime and every place
has a weight of its own, a mistyped character or two that changed places are always noticed. The check is seeded with
the library's identity, so that another library's codes are noticed too (30 of 31 by one check character, 960 of 961
by two).

A paper that comes back sealed bears a code for machines as well (``SheetCode``). As nobody types it, it has room for a
longer check: of a million papers of other libraries none is taken for ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
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


class SheetKind(StrEnum):
    """What a paper with a code for machines is."""

    BOOK = "B"  # 填报表
    OPINION = "O"  # 意见反馈表
    SLIP = "S"  # 催办单; its book is its kind, its batch year and number (RED, 2026-5)
    ANSWER = "R"  # its 回执


class SheetCode(NamedTuple):
    """What a code for machines says: ``book`` as printed (单位码), ``page`` of ``pages``, 0 where they are not counted.

    It names no person and no unit: who has no library learns a batch's number.
    """

    kind: SheetKind
    batch: str
    book: str
    page: int = 0
    pages: int = 0


_SHEET: Final = re.compile(
    rf"GK1\.(?P<kind>[A-Z])\.(?P<batch>[0-9A-Z-]{{0,24}})\.(?P<book>[0-9A-Z-]{{1,24}})"
    rf"\.(?P<check>[{_LETTERS}]{{6}})(?:\.(?P<page>\d{{1,3}})\.(?P<pages>\d{{1,3}}))?"
)
_SHEET_PLACES: Final = 6


def sheet_code(code: SheetCode, library: str, unit: int) -> str:
    """Return a code without its pages: ``GK1.B.2022Q2-01.22K-7F.H3KM7P``; they follow as ``.2.3`` (2 of 3).

    The check is seeded with the id of the unit it goes to (of a shared book the first one's) as well as with the
    library: numbers that were taken back are given again, perhaps to another unit. There are only characters that a QR
    code packs closest; a batch that has others is left out.
    """
    batch = code.batch.upper()
    batch = batch if re.fullmatch(r"[0-9A-Z-]{0,24}", batch) else ""
    body = f"GK1.{code.kind}.{batch}.{code.book}"
    return f"{body}.{_long_check(body, library, unit)}"


def read_sheet_code(text: str, library: str, unit_of: Callable[[SheetCode], int | None]) -> SheetCode | None:
    """Return what a code says that this library has printed; else ``None``: another library's, or a wrong check.

    ``unit_of`` knows the unit that has the paper now.
    """
    match = _SHEET.fullmatch(text)
    if match is None or match["kind"] not in set(SheetKind):
        return None
    pages = int(match["page"] or 0), int(match["pages"] or 0)
    found = SheetCode(SheetKind(match["kind"]), match["batch"], match["book"], *pages)
    unit = unit_of(found)
    body = text[: match.start("check") - 1]
    return found if unit is not None and match["check"] == _long_check(body, library, unit) else None


def is_sheet_code(text: str) -> bool:
    """Tell whether a text is formed as a code for machines, whosoever's it is and whether or not its check is right."""
    return text.startswith("GK1.")


def _long_check(body: str, library: str, unit: int) -> str:
    digest = sha256(f"{library}\n{unit}\n{body}".encode()).digest()
    return _spelled(int.from_bytes(digest[:8], "big") % _BASE**_SHEET_PLACES, _SHEET_PLACES)


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
