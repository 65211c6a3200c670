"""Excel workbooks (.xlsx, .xlsm, and .et that are such) through openpyxl.

Its ``load_workbook`` is not asked: that holds every formatted cell of a sheet in memory, a million empty ones too, and
gives up a workbook over a broken name, filter or chart that no plan needs. Instead openpyxl's readers of workbook,
strings, styles and rows are given these parts from the guarded package. What they still refuse, calamine reads
(``xlsx_plain``).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl.packaging.workbook import WorkbookPackage
from openpyxl.reader.strings import read_string_table
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.print_settings import PrintTitles
from openpyxl.xml.constants import SHEET_MAIN_NS

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.containers import Element, Package, Relation
from gongkai_desk.reading.document import Missed
from gongkai_desk.reading.office.filters import Filter, filter_of, show_filtered
from gongkai_desk.reading.office.number_format import BUILT_IN, LARGEST, shown
from gongkai_desk.reading.office.sheet import MOST_CELLS, Area, Sheet, SheetCell, column_name, put

_MERGE_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_FILTER_TAG = f"{{{SHEET_MAIN_NS}}}autoFilter"
_STEP = 500  # rows between two reports
_TOLD = {"e": "错误值", "f": "公式没有保存计算结果", "odd": "单元格内容无法识别"}
"""What is said of cells by their type."""
_REFUSED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What openpyxl raises over parts that other programs accept."""


@dataclass(frozen=True, slots=True)
class _Look:
    code: str = "General"
    bold: bool = False
    size: float | None = None
    centred: bool = False
    struck: bool = False
    across: bool = False  # 跨列居中: over the empty cells behind that are so too


@dataclass(frozen=True, slots=True)
class _Book:
    package: Package
    main: Any  # openpyxl's WorkbookPackage; it brings no types
    links: dict[str, Relation]
    strings: list[str]
    looks: tuple[_Look, ...]
    progress: Progress

    @property
    def from_1904(self) -> bool:
        return bool(self.main.properties.date1904)


def read_sheets(package: Package, progress: Progress, with_hidden: bool = False) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook.

    Raises:
        Damaged: a part is missing or no XML.
        Limit: more cells than any plan has.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it would not write again
            return _read(_book(package, progress), with_hidden)
    except SyntaxError as error:  # of the XML; both parsers name it so
        raise Damaged(file=package.file, reason=str(error)) from error
    except _REFUSED as error:
        from gongkai_desk.reading.office.xlsx_plain import read_sheets as read_plain

        return read_plain(package, str(error), with_hidden)


def drawn_texts(package: Package) -> Iterator[str]:
    """Yield the paragraphs of text boxes laid over the sheets, which openpyxl passes over."""
    for part in package.parts("xl/drawings/drawing"):
        for paragraph in package.xml(part).iter("{*}p"):
            text = "".join(run.text or "" for run in paragraph.iter("{*}t")).strip()
            if text:
                yield text


def _book(package: Package, progress: Progress) -> _Book:
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    if main not in package:
        raise Damaged(file=package.file, reason="xl/workbook.xml")
    links = package.relations(main)
    parts = {link.kind: link.target for link in links.values() if not link.external and link.target in package}
    return _Book(
        package,
        WorkbookPackage.from_tree(package.xml(main)),
        links,
        read_string_table(BytesIO(package.checked(parts["sharedStrings"]))) if "sharedStrings" in parts else [],
        tuple(_looks(package.xml(parts["styles"]))) if "styles" in parts else (),
        progress,
    )


def _looks(root: Element) -> Iterator[_Look]:
    """Yield what the cell formats say, in the order in which cells count them.

    Fills, borders and named styles are left out: they tell us nothing, are what openpyxl refuses most, and old
    workbooks gather some 60,000 named styles.
    """
    for child in list(root):
        if child.tag.rpartition("}")[2] not in {"numFmts", "fonts", "cellXfs"}:
            root.remove(child)
    styles = Stylesheet.from_tree(root)
    for style in styles.cell_styles:
        font = styles.fonts[style.fontId]
        stands = styles.alignments[style.alignmentId].horizontal
        centred, across = stands in {"center", "centerContinuous"}, stands == "centerContinuous"
        code = _code(styles.number_formats, style.numFmtId)
        yield _Look(code, bool(font.b), font.sz, centred, bool(font.strike), across)


def _code(custom: Sequence[str], number: int) -> str:
    """Return a format code; openpyxl counts those of the file itself from 164."""
    if 0 <= number - BUILTIN_FORMATS_MAX_SIZE < len(custom):
        return str(custom[number - BUILTIN_FORMATS_MAX_SIZE])
    return BUILT_IN.get(number) or str(BUILTIN_FORMATS.get(number, "General"))


def _read(book: _Book, with_hidden: bool) -> tuple[list[Sheet], list[Missed]]:
    titles = _title_rows(book.main)
    sheets, missed = [], []
    for number, entry in enumerate(book.main.sheets):
        link = book.links.get(entry.id or "")
        if link is None or link.kind != "worksheet" or link.target not in book.package:
            continue
        sheet = _sheet(book, link.target, entry.name or "")
        sheet.title_rows = titles.get(number)
        if with_hidden:
            sheet.hidden_rows.clear()
            sheet.hidden_columns.clear()
        if entry.state == "visible" or with_hidden:
            sheets.append(sheet)
        elif sheet.cells:
            missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


def _title_rows(main: Any) -> dict[int, tuple[int, int]]:  # noqa: ANN401
    """Return the rows printed on every page, by the sheet's number from 0; a broken name (``#REF!``) says nothing."""
    found = {}
    for name in main.definedNames.definedName if main.definedNames else ():
        if name.is_reserved == "Print_Titles" and name.localSheetId is not None:
            try:
                rows = PrintTitles.from_string(name.value).rows
            except _REFUSED:
                continue
            if rows:
                found[name.localSheetId] = (rows.min_row, rows.max_row)
    return found


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser of rows, which also tells cells that make no sense and formulas without a result."""

    row_counter: int
    col_counter: int

    def parse_row(self, row: Element) -> tuple[int, list[dict[str, Any]]]:
        """Return a row's number and cells, none where all are formatted and empty (a sheet may have a million)."""
        if not any(map(len, row)):
            self.row_counter = int(row.get("r") or self.row_counter + 1)
            return self.row_counter, []
        number, cells = super().parse_row(row)
        self.row_dimensions.clear()
        return number, cells

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Return a cell; its type is ``odd`` where it makes no sense, ``f`` where a result was not saved."""
        before = self.col_counter
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except _REFUSED:
            self.col_counter = max(self.col_counter, before + 1)
            at = {"row": self.row_counter, "column": self.col_counter}
            return {**at, "value": None, "data_type": "odd", "style_id": 0}
        is_blank = cell["value"] is None and cell["data_type"] != "str"  # an empty text is a result
        if is_blank and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell


def _sheet(book: _Book, part: str, name: str) -> Sheet:
    """Return a sheet. Views, filters and page set-up are passed over, so that no odd one costs the sheet."""
    sheet = Sheet(name)
    parser = _Parser(None, book.strings, data_only=True)
    filters = list(_filters_of_tables(book, part))
    for element in book.package.pieces(part, (ROW_TAG, COL_TAG, _MERGE_TAG, _FILTER_TAG)):
        if element.tag == ROW_TAG:
            _row(book, sheet, parser, element)
        elif element.tag == COL_TAG and _is_hidden(element, "width"):
            sheet.hide_columns(int(element.get("min")), int(element.get("max")))
        elif element.tag == _MERGE_TAG:
            sheet.merges += _areas(element.get("ref", ""))
        elif element.tag == _FILTER_TAG:
            filters += _filters(element)
    show_filtered(sheet, filters)
    return sheet


def _filters(element: Element) -> Iterator[Filter]:
    for area in _areas(element.get("ref", "")):
        yield filter_of(element, area)


def _filters_of_tables(book: _Book, part: str) -> Iterator[Filter]:
    """Yield the filters of the tables (表格) that lie on a sheet."""
    for link in book.package.relations(part).values():
        if link.kind == "table" and not link.external and link.target in book.package:
            for element in book.package.xml(link.target).iter(_FILTER_TAG):
                yield from _filters(element)


def _row(book: _Book, sheet: Sheet, parser: _Parser, element: Element) -> None:
    at, cells = parser.parse_row(element)
    for cell in cells:
        if cell["value"] is not None or cell["data_type"] in _TOLD:
            _put(book, sheet, cell)
    sheet.merges += _across(book, at, cells)
    if _is_hidden(element, "ht"):
        sheet.hidden_rows.add(at)
    if len(sheet.cells) > MOST_CELLS:
        raise Limit(file=book.package.file, what="cells", limit=MOST_CELLS)
    if at % _STEP == 0:
        book.progress(Stage.READING, at, 0)


def _across(book: _Book, row: int, cells: Sequence[dict[str, Any]]) -> Iterator[Area]:
    """Yield the cells that a text is centred across: it is read as if they were merged."""
    first = last = 0
    for cell in cells:
        across, filled = _look(book, cell).across, cell["value"] is not None
        if across and not filled and first and cell["column"] == last + 1:
            last = cell["column"]
            continue
        if last > first:
            yield row, first, row, last
        first = last = cell["column"] if across and filled else 0
    if last > first:
        yield row, first, row, last


def _look(book: _Book, cell: dict[str, Any]) -> _Look:
    style = cell["style_id"]
    return book.looks[style] if style < len(book.looks) else _Look()


def _areas(reference: str) -> Iterator[Area]:
    """Yield the area of ``B2:D5``; nothing for what is none."""
    with suppress(*_REFUSED):
        left, first, right, last = range_boundaries(reference)
        if first <= last and left <= right:
            yield first, left, last, right


def _is_hidden(element: Element, size: str) -> bool:
    """Return whether a row or column is hidden or has no height or width."""
    return element.get("hidden") in {"1", "true"} or float(element.get(size) or 1) == 0


def _put(book: _Book, sheet: Sheet, cell: dict[str, Any]) -> None:
    look = _look(book, cell)
    text = _text(book, cell["value"], look)
    if what := _TOLD.get(cell["data_type"]):
        sheet.missed.append(Missed(f"{sheet.name}!{column_name(cell['column'])}{cell['row']}", what + text))
    put(sheet, cell["row"], cell["column"], SheetCell(text, look.bold, look.size, look.centred, look.struck))


def _text(book: _Book, value: object, look: _Look) -> str:
    """Return what a cell of this value and look shows."""
    match value:
        case None:
            return ""
        case str():
            return str(unescape(value))
        case bool():
            return str(value).upper()
        case int() | float() if abs(value) < LARGEST:
            return shown(value, look.code, book.from_1904)
        case date() | time() | timedelta():  # written as a date of ISO 8601
            code = BUILT_IN[14] if look.code == "General" else look.code
            return shown(to_excel(value, CALENDAR_MAC_1904 if book.from_1904 else WINDOWS_EPOCH), code, book.from_1904)
    return str(value)
