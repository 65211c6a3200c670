"""A copy of a workbook with texts in it: only the sheets that get any are written anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from gongkai_desk.domain.forms import CellText, TableFill
from gongkai_desk.export.filling.growing import grow
from gongkai_desk.export.filling.looks import HIGHEST, Looks, Widths, height_of, lines_of
from gongkai_desk.export.filling.package import Element, Parts, main_part, parsed, printed, related, without_part
from gongkai_desk.export.filling.sheets import (
    Area,
    Book,
    S,
    area_of,
    merges_of,
    open_book,
    place_name,
    text_of,
    with_places,
)
from gongkai_desk.outside import without_unseen

_MOST: Final = 32767
"""Characters that a cell takes; Excel calls a file with more damaged."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def fill_book(parts: Parts, fills: Sequence[TableFill]) -> tuple[str, ...]:
    """Write texts into a workbook's parts; return in a clerk's words what does not fit."""
    book = open_book(parts)
    looks = Looks(parsed(parts[book.styles])) if book.styles in parts else None
    told: list[str] = []
    for each in fills:
        name, part = book.sheets[each.table]
        if each.growths:
            grow(book, name, part, each.growths)
        told += _write(book, part, each.texts, looks, name)
    if looks is not None and looks.grown:
        parts[book.styles] = printed(looks.root)
    _count_anew(parts)
    return tuple(told)


def _write(book: Book, part: str, texts: Sequence[CellText], looks: Looks | None, name: str) -> list[str]:
    sheet = with_places(parsed(book.parts[part]))
    desk = _Sheet(book, sheet, looks)
    for text in texts:
        desk.put(text)
    high = desk.raise_rows()
    book.parts[part] = printed(sheet)
    return [
        *(f"工作表“{name}”第{row + 1}行内容很长，行高已到上限，打印前请看一看" for row in high),
        *(f"工作表“{name}”第{row + 1}行有一格超过{_MOST}字，Excel 放不下，只写入了前{_MOST}字" for row in desk.cut),
    ]


class _Sheet:
    """One sheet while texts are put in."""

    def __init__(self, book: Book, sheet: Element, looks: Looks | None) -> None:
        self._book = book
        self._data = sheet.find(f"{S}sheetData")
        self._looks, self._widths = looks, Widths(sheet)
        self._lines = {int(line.get("r")): line for line in self._data}
        self._merged: dict[tuple[int, int], Area] = {area[:2]: area for area in merges_of(sheet)}
        self.cut: list[int] = []  # rows with a text that no cell takes whole
        self._needs: defaultdict[int, float] = defaultdict(float)

    def put(self, text: CellText) -> None:
        """Put one text into its cell."""
        cell = self._cell(text.row, text.column)
        for child in list(cell):
            cell.remove(child)
        if text.number:
            cell.attrib.pop("t", None)
            _child(cell, "v").text = text.text
            return
        whole = without_unseen(text.text)
        shown = whole[:_MOST]
        if whole != shown:
            self.cut.append(text.row)
        cell.set("t", "inlineStr")
        inside = _child(_child(cell, "is"), "t")
        inside.text = _ESCAPE.sub("_x005F_", shown)
        inside.set(_SPACE, "preserve")
        self._fit(text, cell, shown)

    def _fit(self, text: CellText, cell: Element, shown: str) -> None:
        """Let the cell show all of its text, and note how high it is."""
        if self._looks is None:
            return
        style = int(cell.get("s") or 0)
        at = (text.row, text.column)
        _, left, bottom, right = self._merged.get(at, (*at, *at))
        width, size = self._widths.of(left, right + 1 - left), self._looks.size(style)
        cell.set("s", str(self._looks.for_text(style, shown, wrapped=lines_of(shown, width, size) > 1)))
        rows = bottom + 1 - text.row
        for row in range(text.row, bottom + 1):
            self._needs[row] = max(self._needs[row], height_of(shown, width, size) / rows)

    def _need_of_others(self, row: int) -> float:
        """Return how high a row must be for what was printed in it."""
        needs = [0.0]
        for cell in self._lines[row + 1].iterfind(f"{S}c"):
            area = area_of(cell.get("r", ""))
            if area is None or self._looks is None:
                continue
            top, left, bottom, right = self._merged.get(area[:2], area)
            if top == bottom and (shown := text_of(self._book, cell)):
                width, size = self._widths.of(left, right + 1 - left), self._looks.size(int(cell.get("s") or 0))
                needs.append(height_of(shown, width, size))
        return max(needs)

    def _cell(self, row: int, column: int) -> Element:
        line = self._line(row)
        line.attrib.pop("spans", None)
        name, place = place_name(row, column), 0
        for cell in line.iterfind(f"{S}c"):
            area = area_of(cell.get("r", ""))
            if area is not None and area[1] == column:
                return cell
            place += area is not None and area[1] < column
        made = line.makeelement(f"{S}c", {"r": name, "s": self._style(line, column)})
        line.insert(place, made)
        return made

    def _line(self, row: int) -> Element:
        """Return a row, put in where the sheet has none."""
        line = self._lines.get(row + 1)
        if line is None:
            line = self._data.makeelement(f"{S}row", {"r": str(row + 1)})
            place = sum(1 for each in self._data if int(each.get("r")) < row + 1)
            self._data.insert(place, line)
            self._lines[row + 1] = line
        return line

    def _style(self, line: Element, column: int) -> str:
        return str(line.get("s")) if line.get("s") else str(self._widths.style(column))

    def raise_rows(self) -> list[int]:
        """Make rows as high as their texts need; return those that no program makes high enough."""
        high = []
        for row, need in sorted(self._needs.items()):
            line = self._line(row)
            if line.get("ht") is None:
                need = max(need, self._need_of_others(row))  # nobody said how high: it was fitted to them
            if need > float(line.get("ht") or self._widths.usual_height):
                line.set("ht", f"{min(need, HIGHEST):.1f}")
            if need > HIGHEST:
                high.append(row)
        return high


def _child(parent: Element, name: str) -> Element:
    made = parent.makeelement(f"{S}{name}", {})
    parent.append(made)
    return made


def _count_anew(parts: Parts) -> None:
    """Let every program work formulas out again: what they came to was for the blank form."""
    book, counted = open_book(parts), False
    for part in book.all_sheets.values():
        sheet = parsed(parts[part])
        found = [cell for cell in sheet.iter(f"{S}c") if cell.find(f"{S}f") is not None]
        for cell in found:
            if (value := cell.find(f"{S}v")) is not None:
                cell.remove(value)
            cell.attrib.pop("t", None)
        if found:
            parts[part], counted = printed(sheet), True
    if not counted:
        return
    main = parsed(parts[book.main])
    count = main.find(f"{S}calcPr")
    if count is not None:
        count.set("fullCalcOnLoad", "1")
        parts[book.main] = printed(main)
    for kind, target in related(parts, main_part(parts, book.main)).values():
        if kind == "calcChain":
            without_part(parts, target)
