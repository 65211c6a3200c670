"""Small Excel 97 workbooks for tests, record by record ([MS-XLS]): a bare stream, which readers take without OLE."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

FORMATS = {0: "General", 170: "0.0%", 171: 'm"月"d"日"', 172: '0\\.0,"万元"'}
PLAIN, PERCENT, DAY, TEN_THOUSANDS, TITLE, ACROSS = 1, 2, 3, 4, 5, 6
"""Cell formats by their number; ``TITLE`` is bold, 22 points, centred; ``ACROSS`` is centred across cells."""


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0))


def _font(points: int, weight: int) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBB", points * 20, 0, 0x7FFF, weight, 0, 0, 0, 134, 0) + _name("宋体"))


def _look(font: int, number: int, align: int, kind: int = 1) -> bytes:
    return record(0xE0, struct.pack("<HHHBBBBIIH", font, number, kind, align, 0, 0, 0, 0, 0, 0))


@dataclass
class XlsSheet:
    """A sheet under construction; rows and columns count from 0."""

    name: str = "任务"
    hidden: bool = False
    records: list[bytes] = field(default_factory=list)

    def put(self, row: int, column: int, value: str | float, look: int = PLAIN) -> XlsSheet:
        """Write a text, number or truth value."""
        at = struct.pack("<HHH", row, column, look)
        if isinstance(value, str):
            self.records.append(record(0x0204, at + _text(value)))
        elif isinstance(value, bool):
            self.records.append(record(0x0205, at + bytes((value, 0))))
        else:
            self.records.append(record(0x0203, at + struct.pack("<d", value)))
        return self

    def blank(self, row: int, column: int, look: int) -> XlsSheet:
        """Give a cell a look and no content."""
        self.records.append(record(0x0201, struct.pack("<HHH", row, column, look)))
        return self

    def row(self, row: int, *values: str | float | None) -> XlsSheet:
        """Write values side by side."""
        for column, value in enumerate(values):
            if value is not None:
                self.put(row, column, value)
        return self

    def error(self, row: int, column: int, code: int) -> XlsSheet:
        self.records.append(record(0x0205, struct.pack("<HHHBB", row, column, PLAIN, code, 1)))
        return self

    def merge(self, first: int, last: int, left: int, right: int) -> XlsSheet:
        self.records.append(record(0xE5, struct.pack("<HHHHH", 1, first, last, left, right)))
        return self

    def hide_row(self, row: int) -> XlsSheet:
        self.records.append(record(0x0208, struct.pack("<HHHHHHI", row, 0, 9, 300, 0, 0, 0x20)))
        return self

    def hide_columns(self, first: int, last: int) -> XlsSheet:
        self.records.insert(0, record(0x7D, struct.pack("<HHHHHH", first, last, 2000, PLAIN, 1, 0)))
        return self


def write_xls(path: Path, *sheets: XlsSheet, from_1904: bool = False, more: Sequence[bytes] = ()) -> Path:
    """Write the sheets; ``more`` are further records of the workbook."""
    looks = [_look(0, 0, 0, kind=0xFFF5), _look(0, 0, 0), *(_look(0, n, 0) for n in (170, 171, 172)), _look(5, 0, 2)]
    looks.append(_look(0, 0, 6))
    formats = [record(0x041E, struct.pack("<H", number) + _text(code)) for number, code in FORMATS.items()]
    fonts = [*[_font(11, 400)] * 4, _font(22, 700)]  # font 4 does not exist: the fifth is named 5
    parts = [_begin(5), *more, record(0x42, struct.pack("<H", 1200)), record(0x22, struct.pack("<H", from_1904))]
    head = b"".join([*parts, *fonts, *formats, *looks])
    bodies = [_begin(16) + b"".join(sheet.records) + record(0x0A) for sheet in sheets]
    index = sum(len(record(0x85, bytes(6) + _name(sheet.name))) for sheet in sheets)
    place, bounds = len(head) + index + len(record(0x0A)), b""
    for sheet, body in zip(sheets, bodies, strict=True):
        bounds += record(0x85, struct.pack("<IBB", place, sheet.hidden, 0) + _name(sheet.name))
        place += len(body)
    path.write_bytes(head + bounds + record(0x0A) + b"".join(bodies))
    return path
