"""The fill colours of a workbook's cells, which tell of states in ledgers as people keep them.

Apart from the reader of texts: fills are what openpyxl refuses most (``xlsx``), and only 年中接手 asks for them. Only
.xlsx (.xlsm, .et that are such); a colour that Excel works out (条件格式) is none of a cell's own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.xml.constants import SHEET_MAIN_NS

from gongkai_desk.reading.containers import Element, Package
from gongkai_desk.reading.office.sheet import column_name

_NS: Final = f"{{{SHEET_MAIN_NS}}}"
_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")

Fills = Mapping[tuple[str, str], str]
"""By sheet and cell (A6) the colour as six hex digits; cells without a fill are left out."""


def cell_fills(path: Path) -> Fills:
    """Return the fills of a workbook; of a file of another kind none.

    Raises:
        Damaged, Unsafe, Limit: as the readers.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with Package(path) as package:
        links = package.relations("xl/workbook.xml")
        if "xl/workbook.xml" not in package or "xl/styles.xml" not in package:
            return {}
        colours = tuple(_of_formats(package))
        sheets = package.xml("xl/workbook.xml").iter(f"{_NS}sheet")
        named = ((each.get("name", ""), links.get(_link_of(each))) for each in sheets)
        return {
            (name, cell): colour
            for name, link in named
            if link is not None and link.target in package
            for cell, colour in _on_sheet(package, link.target, colours)
        }


def _link_of(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), "")


def _of_formats(package: Package) -> Iterator[str]:
    """Yield the colour of each cell format, in the order in which cells count them; "" for none."""
    root = package.xml("xl/styles.xml")
    theme = _theme(package)
    fills = [_of_fill(each, theme) for each in root.iterfind(f"{_NS}fills/{_NS}fill")]
    for form in root.iterfind(f"{_NS}cellXfs/{_NS}xf"):
        number = int(form.get("fillId") or 0)
        yield fills[number] if number < len(fills) else ""


def _of_fill(fill: Element, theme: Mapping[int, str]) -> str:
    pattern = fill.find(f"{_NS}patternFill")
    colour = pattern.find(f"{_NS}fgColor") if pattern is not None else None
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return ""
    if rgb := colour.get("rgb"):
        return str(rgb)[-6:].upper()
    if (number := colour.get("theme")) and number.isdecimal():
        return theme.get(int(number), "")
    number = colour.get("indexed") or ""
    known = number.isdecimal() and int(number) < len(COLOR_INDEX)
    return str(COLOR_INDEX[int(number)])[-6:].upper() if known else ""


def _theme(package: Package) -> dict[int, str]:
    part = next(iter(package.parts("xl/theme/theme")), "")
    scheme = next(package.xml(part).iter("{*}clrScheme"), None) if part else None
    named = {} if scheme is None else {each.tag.rpartition("}")[2]: _last_or_value(each) for each in scheme}
    return {number: named.get(name, "") for number, name in enumerate(_THEME_ORDER)}


def _last_or_value(colour: Element) -> str:
    inner = next(iter(colour), None)
    return (inner.get("lastClr") or inner.get("val") or "").upper() if inner is not None else ""


def _on_sheet(package: Package, part: str, colours: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the coloured cells of a sheet."""
    row_number = 0
    for row in package.pieces(part, (f"{_NS}row",)):
        row_number = int(row.get("r") or row_number + 1)
        for column, cell in enumerate(row.iterfind(f"{_NS}c"), 1):
            style = int(cell.get("s") or 0)
            if colour := colours[style] if style < len(colours) else "":
                yield cell.get("r") or f"{column_name(column)}{row_number}", colour
