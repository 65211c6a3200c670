"""Text that is copied out of a PDF: the right characters, not others that share their shapes.

Qt tells a PDF reader which character a shape stands for by looking it up in the font. Where a font uses one shape for
two characters, as Noto CJK for 一 U+4E00 and the radical ⼀ U+2F00, it takes the first, and searching the file or
copying from it fails. What was drawn is known, so the tables are set right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import StreamObject
from PySide6.QtGui import QFont, QRawFont

_HEX = re.compile(rb"<([0-9A-Fa-f]{4})>")
_ARRAY = re.compile(rb"\[[^\]]*\]")  # the characters of a range: [<4E00> <4E01>]
_TWO_EM_DASH = "\u2e3a"  # ⸺, the shape that fonts put for two dashes

Meant = Callable[[str], str]


def meant(drawn: str, fonts: Iterable[QFont]) -> Meant:
    """Return what tells of a character which one of those ``drawn`` has its shape in one of the fonts."""
    known = set(drawn)
    text = "".join(sorted(known))
    shapes = [(raw, _shapes(raw, text)) for raw in map(QRawFont.fromFont, fonts)]

    def look_up(char: str) -> str:
        if char in known:
            return char
        if char == _TWO_EM_DASH:
            return "\N{EM DASH}" * 2
        found = (_first_shared(raw, char, table) for raw, table in shapes)
        return next(filter(None, found), char)

    return look_up


def _shapes(raw: QRawFont, text: str) -> dict[int, str]:
    return {glyph: char for char in text for glyph in raw.glyphIndexesForString(char)[:1] if glyph}


def _first_shared(raw: QRawFont, char: str, shapes: dict[int, str]) -> str:
    glyphs = raw.glyphIndexesForString(char)
    return shapes.get(glyphs[0], "") if glyphs else ""


def with_plain_text(pdf: bytes, meant: Meant) -> bytes:
    """Return the file with its character tables set right."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for table in _tables(writer):
        table.set_data(_righted(table.get_data(), meant))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _tables(writer: PdfWriter) -> Iterator[StreamObject]:
    """Yield the table of each font once: which character each of its shapes stands for."""
    seen: set[int] = set()
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            table = font.get_object().get("/ToUnicode")
            if table is not None and font.idnum not in seen:
                seen.add(font.idnum)
                yield table


def _righted(table: bytes, meant: Meant) -> bytes:
    def right(found: re.Match[bytes]) -> bytes:
        return b"<%s>" % meant(chr(int(found[1], 16))).encode("utf-16-be").hex().upper().encode()

    return _ARRAY.sub(lambda array: _HEX.sub(right, array[0]), table)
