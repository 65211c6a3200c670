"""Text that is copied out of a PDF: the right characters, not others that share their shapes.

Qt tells a PDF reader which character a shape stands for by looking it up in the font. Where a font uses one shape for
two characters, as Noto CJK for 一 U+4E00 and the radical ⼀ U+2F00, it takes the first, and searching the file or
copying from it fails. What was drawn is known, so the tables are set right, by an update at the end of the file as the
format allows (ISO 32000-1, 7.5.6).
"""

import re
import zlib
from collections.abc import Callable, Iterable

from PySide6.QtGui import QFont, QRawFont

_MAP = re.compile(rb"/ToUnicode (\d+) 0 R")
_HEX = re.compile(rb"<([0-9A-Fa-f]{4})>")
_ARRAY = re.compile(rb"\[[^\]]*\]")  # the characters of a range: [<4E00> <4E01>]
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)", re.DOTALL)
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
    """Return the file with its character tables set right; as it was where nothing is wrong or unknown."""
    trailers = list(_TRAILER.finditer(pdf))
    if not trailers:
        return pdf
    trailer = trailers[-1]
    objects: dict[int, bytes] = {}
    for number in {int(found) for found in _MAP.findall(pdf)}:
        table = _stream(pdf, number)
        if table is not None and (right := _righted(table, meant)) != table:
            objects[number] = right
    return _updated(pdf, objects, trailer[1], int(trailer[2])) if objects else pdf


def _stream(pdf: bytes, number: int) -> bytes | None:
    """Return the content of a stream object."""
    found = re.search(rb"(?:^|\n)%d 0 obj\s*<<(.*?)>>\s*stream\r?\n" % number, pdf, re.DOTALL)
    if found is None:
        return None
    end = pdf.index(b"endstream", found.end())
    raw = pdf[found.end() : end]
    try:
        return zlib.decompressobj().decompress(raw) if b"FlateDecode" in found[1] else raw
    except zlib.error:
        return None


def _righted(table: bytes, meant: Meant) -> bytes:
    def right(found: re.Match[bytes]) -> bytes:
        return b"<%s>" % meant(chr(int(found[1], 16))).encode("utf-16-be").hex().upper().encode()

    return _ARRAY.sub(lambda array: _HEX.sub(right, array[0]), table)


def _updated(pdf: bytes, objects: dict[int, bytes], trailer: bytes, before: int) -> bytes:
    """Append new versions of stream objects, a table of where they are, and the trailer."""
    made = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    places = []
    for number, content in sorted(objects.items()):
        packed = zlib.compress(content)
        places.append(b"%d 1\n%010d 00000 n \n" % (number, len(made)))
        made += b"%d 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % (number, len(packed))
        made += packed + b"\nendstream\nendobj\n"
    start = len(made)
    kept = re.sub(rb"/Prev \d+", b"", trailer).strip()
    made += b"xref\n" + b"".join(places)
    made += b"trailer\n<< %s\n/Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (kept, before, start)
    return bytes(made)
