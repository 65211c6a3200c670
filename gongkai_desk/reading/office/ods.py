"""OpenDocument workbooks (.ods): cells carry the text they show; repeated and covered cells are counted, not copied.

Read from its XML: of the libraries at hand calamine tells neither merged cells of this format (``None``) nor what is
hidden, and without merges a breakdown loses whose section and unit a row is.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.errors import Encrypted, Limit
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.containers import Element, Package
from gongkai_desk.reading.document import Missed
from gongkai_desk.reading.office.sheet import MOST_CELLS, Sheet, SheetCell, put

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _STYLE, _OFFICE = (f"{{{_NS}{name}:1.0}}" for name in ("table", "text", "style", "office"))
_FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
_HIDDEN = "collapse"  # by hand; what a filter hides is read
_STEP = 500  # rows between two reports
_MOST_COPIES = 1_000  # a filled cell repeated more often is a pattern, not a text


def read_sheets(package: Package, progress: Progress, with_hidden: bool = False) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(file=package.file, tried=False, office=True)
    root = package.xml("content.xml")
    looks = {style.get(_STYLE + "name", ""): style for style in root.iter(_STYLE + "style")}
    sheets, missed = [], []
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        sheet = _sheet(package, table, looks, progress, with_hidden)
        if with_hidden or not _is_hidden_sheet(looks.get(table.get(_TABLE + "style-name", ""))):
            sheets.append(sheet)
        elif sheet.cells:
            missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


def _is_hidden_sheet(style: Element | None) -> bool:
    properties = style.find(_STYLE + "table-properties") if style is not None else None
    return properties is not None and properties.get(_TABLE + "display") == "false"


def _sheet(package: Package, table: Element, looks: dict[str, Element], progress: Progress, with_hidden: bool) -> Sheet:
    sheet = Sheet(table.get(_TABLE + "name", ""))
    if not with_hidden:
        for first, last in _hidden_columns(table):
            sheet.hide_columns(first, last)
    at, read = 1, 0
    for row in _below(table, "table-row"):
        copies = _count(row, "number-rows-repeated")
        hidden = not with_hidden and row.get(_TABLE + "visibility") == _HIDDEN
        for number in range(at, at + (min(copies, _MOST_COPIES) if _is_filled(row) else 0)):
            _row(sheet, row, number, looks)
            if hidden:
                sheet.hidden_rows.add(number)
        at, read = at + copies, read + 1
        if read % _STEP == 0:
            progress(Stage.READING, read, 0)
        if len(sheet.cells) > MOST_CELLS:
            raise Limit(file=package.file, what="cells", limit=MOST_CELLS)
    return sheet


def _below(parent: Element, name: str) -> Iterator[Element]:
    """Yield rows or columns, through groups and heads."""
    for child in parent:
        if child.tag == _TABLE + name:
            yield child
        elif isinstance(child.tag, str) and child.tag.startswith(_TABLE) and child.tag != _TABLE + "table-row":
            yield from _below(child, name)


def _hidden_columns(table: Element) -> Iterator[tuple[int, int]]:
    at = 1
    for column in _below(table, "table-column"):
        copies = _count(column, "number-columns-repeated")
        if column.get(_TABLE + "visibility") == _HIDDEN:
            yield at, at + copies - 1
        at += copies


def _is_filled(row: Element) -> bool:
    return any(True for _ in row.iter(_TEXT + "p")) or any(cell.get(_OFFICE + "value") for cell in row)


def _row(sheet: Sheet, row: Element, number: int, looks: dict[str, Element]) -> None:
    column = 1
    for cell in row:
        if cell.tag not in {_TABLE + "table-cell", _TABLE + "covered-table-cell"}:
            continue
        copies = _count(cell, "number-columns-repeated")
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            sheet.merges.append((number, column, number + rows - 1, column + columns - 1))
        text = _shown(cell)
        if text and cell.tag == _TABLE + "table-cell":
            shown = _look(text, looks.get(cell.get(_TABLE + "style-name", "")))
            for copy in range(column, column + min(copies, _MOST_COPIES)):
                put(sheet, number, copy, shown)
        column += copies


def _look(text: str, style: Element | None) -> SheetCell:
    properties = style.find(_STYLE + "text-properties") if style is not None else None
    paragraph = style.find(_STYLE + "paragraph-properties") if style is not None else None
    size = properties.get(_FO + "font-size", "") if properties is not None else ""
    return SheetCell(
        text,
        bold=properties is not None and properties.get(_FO + "font-weight") == "bold",
        size=float(size[:-2]) if size.endswith("pt") and size[:-2].replace(".", "", 1).isdecimal() else None,
        centred=paragraph is not None and paragraph.get(_FO + "text-align") == "center",
        struck=properties is not None and properties.get(_STYLE + "text-line-through-style", "none") != "none",
    )


def _shown(cell: Element) -> str:
    """Return the cell's paragraphs; a note on it (``office:annotation``) is no text."""
    paragraphs = ["".join(_pieces(child)) for child in cell if child.tag == _TEXT + "p"]
    return "\n".join(paragraphs) if paragraphs else cell.get(_OFFICE + "value", "")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _TEXT + "s":
            yield " "
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag not in {_OFFICE + "annotation", _TEXT + "ruby-text"}:
            yield from _pieces(child)
        yield child.tail or ""


def _count(element: Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1
