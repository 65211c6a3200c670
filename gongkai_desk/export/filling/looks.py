"""Cell formats of a workbook: one like another, but wrapped or marked as text; and how high a text needs its row."""

from __future__ import annotations

from copy import deepcopy
from math import ceil
from typing import Final

from gongkai_desk.export.filling.package import Element
from gongkai_desk.export.filling.sheets import S

USUAL_WIDTH: Final = 8.43
"""Characters of a column, where a sheet does not say."""
USUAL_HEIGHT: Final = 15.0
HIGHEST: Final = 409.0
"""Points: no program makes a row higher."""
_USUAL_SIZE = 11.0
_LEADING = 1.35  # of a line to its type
_FORMULA_STARTS = ("=", "+", "-", "@")


class Looks:
    """The formats in a workbook's styles; those that are asked for are added."""

    def __init__(self, styles: Element) -> None:
        self.root = styles
        self._formats = styles.find(f"{S}cellXfs")
        self._made: dict[tuple[int, bool, bool], int] = {}
        sizes = [font.find(f"{S}sz") for font in styles.iterfind(f"{S}fonts/{S}font")]
        self._sizes = [float(size.get("val")) if size is not None else _USUAL_SIZE for size in sizes]

    def for_text(self, style: int, text: str, *, wrapped: bool) -> int:
        """Return a format like ``style`` that shows a text whole and never takes it for a formula."""
        quoted = text.startswith(_FORMULA_STARTS)
        if not (wrapped or quoted) or self._formats is None or style >= len(self._formats):
            return style
        if not quoted and _wraps(self._formats[style]):
            return style
        key = (style, wrapped, quoted)
        if key not in self._made:
            self._made[key] = self._variant(style, wrapped=wrapped, quoted=quoted)
        return self._made[key]

    def _variant(self, style: int, *, wrapped: bool, quoted: bool) -> int:
        look = deepcopy(self._formats[style])
        if wrapped:
            alignment = look.find(f"{S}alignment")
            if alignment is None:
                alignment = look.makeelement(f"{S}alignment", {"vertical": "center"})
                look.insert(0, alignment)
            alignment.set("wrapText", "1")
            alignment.attrib.pop("shrinkToFit", None)
            look.set("applyAlignment", "1")
        if quoted:
            look.set("quotePrefix", "1")
        self._formats.append(look)
        self._formats.set("count", str(len(self._formats)))
        return len(self._formats) - 1

    @property
    def grown(self) -> bool:
        """Tell whether formats were added."""
        return bool(self._made)

    def size(self, style: int) -> float:
        """Return the type size of a format in points."""
        if self._formats is None or style >= len(self._formats):
            return _USUAL_SIZE
        font = int(self._formats[style].get("fontId") or 0)
        return self._sizes[font] if font < len(self._sizes) else _USUAL_SIZE


def _wraps(look: Element) -> bool:
    alignment = look.find(f"{S}alignment")
    return alignment is not None and alignment.get("wrapText") == "1" and not alignment.get("shrinkToFit")


def lines_of(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    room = max(1.0, (width - 0.8) * _USUAL_SIZE / size)
    return sum(max(1, ceil(_units(line) / room)) for line in text.split("\n"))


def _units(line: str) -> int:
    """Return the width of a line in figures: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2000 else 1 for character in line)


def height_of(text: str, width: float, size: float) -> float:
    """Return the height in points that a text needs."""
    return lines_of(text, width, size) * size * _LEADING + 4


class Widths:
    """The widths of a sheet's columns, in characters."""

    def __init__(self, sheet: Element) -> None:
        usual = sheet.find(f"{S}sheetFormatPr")
        said = usual.attrib if usual is not None else {}
        self._usual = float(said.get("defaultColWidth") or USUAL_WIDTH)
        self.usual_height = float(said.get("defaultRowHeight") or USUAL_HEIGHT)
        self._spans = [self._span(each) for each in sheet.iterfind(f"{S}cols/{S}col")]

    def _span(self, column: Element) -> tuple[int, int, float, int]:
        """Return the first and last column that an entry is of, their width and format."""
        first, last = int(column.get("min")) - 1, int(column.get("max")) - 1
        return first, last, float(column.get("width") or self._usual), int(column.get("style") or 0)

    def of(self, column: int, count: int = 1) -> float:
        """Return the width of some columns from one on."""
        return sum(self._of(each) for each in range(column, column + count))

    def _of(self, column: int) -> float:
        return next((width for first, last, width, _ in self._spans if first <= column <= last), self._usual)

    def style(self, column: int) -> int:
        """Return the format of a column's cells that have none of their own."""
        return next((style for first, last, _, style in self._spans if first <= column <= last), 0)
