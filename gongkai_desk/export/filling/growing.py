"""Rows put into a sheet: cells, merges, formulas, drop-downs, drawings, charts and names move with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from openpyxl.formula.translate import Translator

from gongkai_desk.domain.forms import Growth
from gongkai_desk.export.filling.package import Element, Parts, parsed, printed, related
from gongkai_desk.export.filling.references import (
    Inserted,
    moved_area,
    moved_formula,
    moved_merge,
    moved_row,
)
from gongkai_desk.export.filling.sheets import Book, S, area_of, merges_of, place_name, places, with_places

_FORMULAS: Final = {"f", "formula", "formula1", "formula2"}
_NAMED: Final = {*_FORMULAS, "definedName"}
_AREAS: Final = ("ref", "sqref")


def grow(book: Book, name: str, part: str, growths: Sequence[Growth]) -> None:
    """Put rows into the sheet ``name``; every part of the workbook that counts its rows follows."""
    inserted = tuple(Inserted(each.after + 1, each.count, each.apart) for each in growths)
    sheet = with_places(parsed(book.parts[part]))
    lonely = [area for area in merges_of(sheet) if area[0] == area[2]]
    _unshare(sheet)
    _move_rows(sheet, name, inserted)
    _move_around(sheet, name, inserted)
    for growth in growths:
        _clone(sheet, growth, inserted)
        _merge_clones(sheet, growth, [area for area in lonely if area[0] == growth.like], inserted)
    book.parts[part] = printed(sheet)
    _move_beside(book.parts, part, inserted)
    _move_elsewhere(book, name, part, inserted)


def first_new(growth: Growth, inserted: Sequence[Inserted]) -> int:
    """Return where the first row of a growth stands afterwards, from 0."""
    return moved_row(growth.after + 1, inserted)


def _unshare(sheet: Element) -> None:
    """Write each shared formula out: what one cell says for many would not hold after rows moved apart."""
    masters: dict[str, tuple[str, str]] = {}
    for row, column, cell in places(sheet):
        formula = cell.find(f"{S}f")
        if formula is None or formula.get("t") != "shared":
            continue
        number, here = formula.get("si", ""), place_name(row, column)
        if formula.text:
            masters[number] = formula.text, here
        elif number in masters:
            text, origin = masters[number]
            formula.text = Translator(f"={text}", origin).translate_formula(here)[1:]
        for attribute in ("t", "si", "ref"):
            formula.attrib.pop(attribute, None)


def _move_rows(sheet: Element, name: str, inserted: Sequence[Inserted]) -> None:
    for row, column, cell in list(places(sheet)):
        formula = cell.find(f"{S}f")
        if formula is not None and formula.text:
            formula.text = moved_formula(formula.text, inserted, lambda sheet: sheet in ("", name), row + 1)
            if formula.get("ref"):
                formula.set("ref", moved_merge(formula.get("ref"), inserted))
        cell.set("r", place_name(moved_row(row + 1, inserted) - 1, column))
    for line in sheet.iterfind(f"{S}sheetData/{S}row"):
        line.set("r", str(moved_row(int(line.get("r")), inserted)))


def _move_around(sheet: Element, name: str, inserted: Sequence[Inserted]) -> None:
    """Move what a sheet says of its cells besides them."""
    data = sheet.find(f"{S}sheetData")
    for element in _outside(sheet, data):
        kind = element.tag.rpartition("}")[2]
        for attribute in _AREAS:
            if element.get(attribute):
                move = moved_merge if kind == "mergeCell" else moved_area
                element.set(attribute, move(element.get(attribute), inserted))
        if kind in _FORMULAS and element.text:
            element.text = moved_formula(element.text, inserted, lambda sheet: sheet in ("", name))
        elif kind == "sqref" and element.text:
            element.text = moved_area(element.text, inserted)
        elif kind == "brk" and element.getparent().tag == f"{S}rowBreaks":
            element.set("id", str(moved_row(int(element.get("id") or 0), inserted)))


def _outside(sheet: Element, data: Element) -> Iterator[Element]:
    for child in sheet:
        if child is not data:
            yield from (element for element in child.iter() if isinstance(element.tag, str))


# ---- new rows


def _clone(sheet: Element, growth: Growth, inserted: Sequence[Inserted]) -> None:
    """Put in the new rows, each like the one they are to look like, without its texts."""
    data = sheet.find(f"{S}sheetData")
    model_row = moved_row(growth.like + 1, inserted)
    model = _line(data, model_row)
    before = moved_row(growth.after + 1, inserted)
    place = sum(1 for line in data if int(line.get("r")) <= before)
    for number in range(growth.count):
        row = before + 1 + number
        line = deepcopy(model) if model is not None else data.makeelement(f"{S}row", {})
        line.set("r", str(row))
        for _, column, cell in list(_cells_of(line)):
            _empty(cell, place_name(model_row - 1, column), place_name(row - 1, column))
        data.insert(place + number, line)


def _line(data: Element, row: int) -> Element:
    return next((line for line in data if line.get("r") == str(row)), None)


def _cells_of(line: Element) -> Iterator[tuple[int, int, Element]]:
    for cell in line.iterfind(f"{S}c"):
        if (area := area_of(cell.get("r", ""))) is not None:
            yield area[0], area[1], cell


def _empty(cell: Element, origin: str, here: str) -> None:
    """Take a cell's text out; a formula stays, as it reads in its new place."""
    formula = cell.find(f"{S}f")
    kept = formula.text if formula is not None and not formula.get("t") else None
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    cell.set("r", here)
    if kept:
        made = cell.makeelement(f"{S}f", {})
        made.text = Translator(f"={kept}", origin).translate_formula(here)[1:]
        cell.append(made)


def _merge_clones(
    sheet: Element, growth: Growth, areas: Sequence[tuple[int, int, int, int]], inserted: Sequence[Inserted]
) -> None:
    """Merge in the new rows what is merged in the row that they are like."""
    merges = sheet.find(f"{S}mergeCells")
    for _, left, _, right in areas:
        for number in range(growth.count):
            row = first_new(growth, inserted) + number
            area = f"{place_name(row, left)}:{place_name(row, right)}"
            merges.append(merges.makeelement(f"{S}mergeCell", {"ref": area}))
    if merges is not None:
        merges.set("count", str(len(merges)))


# ---- other parts


def _move_beside(parts: Parts, part: str, inserted: Sequence[Inserted]) -> None:
    """Move what hangs on a sheet: tables, remarks, drawings."""
    for kind, target in related(parts, part).values():
        if target not in parts:
            continue
        if kind in ("table", "comments"):
            root = parsed(parts[target])
            for element in root.iter():
                if isinstance(element.tag, str) and element.get("ref"):
                    element.set("ref", (moved_area if kind == "table" else moved_merge)(element.get("ref"), inserted))
            if kind == "comments":
                _move_remarks(root, inserted)
            parts[target] = printed(root)
        elif kind in ("drawing", "vmlDrawing"):
            root = parsed(parts[target])
            _move_drawn(root, inserted)
            parts[target] = printed(root)


def _move_remarks(root: Element, inserted: Sequence[Inserted]) -> None:
    for remark in root.iter(f"{S}comment"):
        if (area := area_of(remark.get("ref", ""))) is not None:
            remark.set("ref", place_name(moved_row(area[0] + 1, inserted) - 1, area[1]))


def _move_drawn(root: Element, inserted: Sequence[Inserted]) -> None:
    for element in root.iter():
        kind = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if kind in ("row", "Row") and (element.text or "").strip().isdecimal():
            element.text = str(moved_row(int(element.text) + 1, inserted) - 1)


def _move_elsewhere(book: Book, name: str, part: str, inserted: Sequence[Inserted]) -> None:
    """Move what other sheets, names and charts say of this sheet."""
    others = [each for each in book.all_sheets.values() if each != part]
    charts = [each for each in book.parts if each.startswith("xl/charts/chart") and each.endswith(".xml")]
    for each in (book.main, *others, *charts):
        root = parsed(book.parts[each])
        changed = [_move_named(element, inserted, name) for element in root.iter() if isinstance(element.tag, str)]
        if any(changed):
            book.parts[each] = printed(root)


def _move_named(element: Element, inserted: Sequence[Inserted], name: str) -> bool:
    """Move a formula that names the sheet; tell whether it changed."""
    before = element.text
    if element.tag.rpartition("}")[2] not in _NAMED or not before:
        return False
    element.text = moved_formula(before, inserted, lambda sheet: sheet == name)
    return bool(element.text != before)
