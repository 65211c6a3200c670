"""The sheets of a workbook as tables of a form, place by place, blank cells too; and where its parts lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from gongkai_desk.domain.forms import FormCell, FormTable
from gongkai_desk.errors import Limit
from gongkai_desk.export.filling.package import Element, Parts, main_part, parsed, related

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_ROWS, MOST_COLUMNS = 5000, 120
"""A form has some hundred rows; more is no form."""
_MOST_ROOM = 500  # blank ruled rows at the end that are taken for a part of the form
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; from 0."""


@dataclass(slots=True)
class Book:
    """A workbook by its parts."""

    parts: Parts
    main: str = ""
    sheets: list[tuple[str, str]] = field(default_factory=list)  # the name and part of each sheet that is seen
    all_sheets: dict[str, str] = field(default_factory=dict)  # those that are hidden too
    strings: list[str] = field(default_factory=list)
    ruled: frozenset[int] = frozenset()  # cell formats with a border

    @property
    def styles(self) -> str:
        """Return the part of the formats, "" if there is none."""
        return next((target for kind, target in related(self.parts, self.main).values() if kind == "styles"), "")


def open_book(parts: Parts) -> Book:
    """Return a workbook's sheets in order."""
    book = Book(parts, main_part(parts, "xl/workbook.xml"))
    links = related(parts, book.main)
    for entry in parsed(parts[book.main]).iterfind(f"{S}sheets/{S}sheet"):
        kind, target = links.get(entry.get(f"{_R}id", ""), ("", ""))
        if kind == "worksheet" and target in parts:
            book.all_sheets[entry.get("name", "")] = target
            if entry.get("state", "visible") == "visible":
                book.sheets.append((entry.get("name", ""), target))
    strings = next((target for kind, target in links.values() if kind == "sharedStrings"), "")
    if strings in parts:
        book.strings = [_joined(entry) for entry in parsed(parts[strings]).iterfind(f"{S}si")]
    if book.styles in parts:
        book.ruled = frozenset(_ruled(parsed(parts[book.styles])))
    return book


def _ruled(styles: Element) -> Iterator[int]:
    """Yield the cell formats that draw a line."""
    sides = styles.iterfind(f"{S}borders/{S}border")
    borders = [any(len(side) or side.get("style") for side in border) for border in sides]
    for number, look in enumerate(styles.iterfind(f"{S}cellXfs/{S}xf")):
        border = int(look.get("borderId") or 0)
        if border < len(borders) and borders[border]:
            yield number


def tables_of(book: Book) -> tuple[FormTable, ...]:
    """Return each sheet as a table.

    Raises:
        Limit: a sheet has more rows or columns than any form.
    """
    return tuple(_table(book, name, parsed(book.parts[part])) for name, part in book.sheets)


def _table(book: Book, name: str, sheet: Element) -> FormTable:
    cells = dict(_cells(book, sheet))
    merges = list(merges_of(sheet))
    filled = [at for at, cell in cells.items() if cell.text or cell.formula]
    ends = [(bottom, right) for _, _, bottom, right in merges]
    last = max((row for row, _ in (*filled, *ends)), default=-1)
    last = _room_below(last, {row for row, _ in cells})
    width = 1 + max((column for _, column in (*cells, *ends)), default=-1)
    if last >= MOST_ROWS or width > MOST_COLUMNS:
        raise Limit(file=name, what="cells", limit=MOST_ROWS)
    rows = [[cells.get((row, column), FormCell()) for column in range(width)] for row in range(last + 1)]
    return FormTable(name, _merged(rows, merges), choices=dict(_choices(book, name, sheet)))


def _room_below(last: int, ruled: set[int]) -> int:
    """Return the last of the ruled rows that follow the last text: they are there to be filled."""
    most = last + _MOST_ROOM
    while last + 1 in ruled and last < most:
        last += 1
    return last


def _merged(rows: list[list[FormCell]], merges: list[Area]) -> tuple[tuple[FormCell | None, ...], ...]:
    found: list[list[FormCell | None]] = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        first = rows[top][left]
        for row in range(top, bottom + 1):
            found[row][left : right + 1] = [None] * (right + 1 - left)
        found[top][left] = FormCell(first.text, bottom + 1 - top, right + 1 - left, first.formula)
    return tuple(tuple(row) for row in found)


def _cells(book: Book, sheet: Element) -> Iterator[tuple[tuple[int, int], FormCell]]:
    """Yield the cells that hold something or have lines around them."""
    for row, column, element in places(sheet):
        text = text_of(book, element)
        formula = element.find(f"{S}f") is not None
        if text or formula or int(element.get("s") or 0) in book.ruled:
            yield (row, column), FormCell(text, formula=formula)


def places(sheet: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield every cell of a sheet with its row and column, from 0; those without a reference follow one another."""
    row = -1
    for line in sheet.iterfind(f"{S}sheetData/{S}row"):
        row = int(line.get("r") or row + 2) - 1
        column = -1
        for element in line.iterfind(f"{S}c"):
            found = _PLACE.fullmatch(element.get("r", ""))
            column = column_number(found[1]) if found else column + 1
            yield row, column, element


def with_places(sheet: Element) -> Element:
    """Return a sheet whose rows and cells all say where they stand, as most programs write them."""
    at = 0
    for line in sheet.iterfind(f"{S}sheetData/{S}row"):
        at = int(line.get("r") or at + 1)
        line.set("r", str(at))
    for row, column, element in places(sheet):
        element.set("r", place_name(row, column))
    return sheet


def column_number(letters: str) -> int:
    """Return a column from 0: A is 0, AB is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_name(row: int, column: int) -> str:
    """Return the name of a place that counts from 0: (0, 27) is AB1."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return f"{name}{row + 1}"


def merges_of(sheet: Element) -> Iterator[Area]:
    """Yield the merged areas."""
    for element in sheet.iterfind(f"{S}mergeCells/{S}mergeCell"):
        if (found := area_of(element.get("ref", ""))) is not None:
            yield found


def area_of(reference: str) -> Area | None:
    """Return the area of ``B2:D5``; ``None`` for what is none."""
    first, _, last = reference.replace("$", "").partition(":")
    one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if one is None or other is None:
        return None
    top, bottom = int(one[2]) - 1, int(other[2]) - 1
    left, right = column_number(one[1]), column_number(other[1])
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def text_of(book: Book, element: Element) -> str:
    """Return what a cell holds as text."""
    kind, value = element.get("t", "n"), element.findtext(f"{S}v") or ""
    if kind == "inlineStr":
        inside = element.find(f"{S}is")
        return _plain(_joined(inside)) if inside is not None else ""
    if kind == "s":
        at = int(value) if value.isdecimal() else -1
        return _plain(book.strings[at]) if 0 <= at < len(book.strings) else ""
    if kind == "n" and value:
        return _number(value)
    return _plain(value)


def _number(value: str) -> str:
    """Return a number as it is read: 1 for «1.0»."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _joined(element: Element) -> str:
    """Return a string's text without what is written over it to help reading."""
    if element.find(f"{S}t") is not None:
        return element.findtext(f"{S}t") or ""
    return "".join(run.findtext(f"{S}t") or "" for run in element.iterfind(f"{S}r"))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _choices(book: Book, name: str, sheet: Element) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the columns with a drop-down, and its words."""
    for rule in sheet.iterfind(f"{S}dataValidations/{S}dataValidation"):
        if rule.get("type") != "list":
            continue
        words = _words(book, name, rule.findtext(f"{S}formula1") or "")
        for area in rule.get("sqref", "").split() if words else ():
            if (found := area_of(area)) is not None and found[1] == found[3]:
                yield found[1], words


def _words(book: Book, name: str, formula: str) -> tuple[str, ...]:
    """Return the words of a drop-down: they stand in the rule itself, or in cells that it names."""
    if formula.startswith('"'):
        return tuple(filter(None, (word.strip() for word in formula.strip('"').split(","))))
    sheet, _, cells = formula.rpartition("!")
    area = area_of(cells)
    part = book.all_sheets.get(sheet.strip("'").replace("''", "'") or name)
    if area is None or part is None:
        return ()
    top, left, bottom, right = area
    found = (text_of(book, cell) for row, column, cell in places(parsed(book.parts[part]))
             if top <= row <= bottom and left <= column <= right)  # fmt: skip
    return tuple(filter(None, found))
