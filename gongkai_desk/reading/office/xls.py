"""Old Excel workbooks (.xls, and .et as WPS writes it) through xlrd, which tells merges, formats and what is hidden."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged, Encrypted, Limit
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.document import Missed
from gongkai_desk.reading.office.number_format import BUILT_IN, shown
from gongkai_desk.reading.office.sheet import MOST_CELLS, Area, Sheet, SheetCell, column_name, put

_STEP = 500  # rows between two reports
_ACROSS = 6  # centre across selection
_CENTRED = {2, _ACROSS}
_BOLD = 600  # font weight


def read_sheets(path: Path, progress: Progress, with_hidden: bool = False) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook."""
    with _told(path):
        book = _open(path)
        sheets, missed, count = [], [], 0
        for source in book.sheets():
            sheet = _sheet(book, source, progress, with_hidden)
            count += len(sheet.cells)
            if count > MOST_CELLS:
                raise Limit(file=path.name, what="cells", limit=MOST_CELLS)
            if source.visibility == 0 or with_hidden:
                sheets.append(sheet)
            elif sheet.cells:
                missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what xlrd raises over broken records, which is many things, into our own errors."""
    import xlrd

    broken = (
        xlrd.XLRDError,
        xlrd.compdoc.CompDocError,
        struct.error,
        LookupError,
        AssertionError,
        ValueError,
        TypeError,
        ArithmeticError,
        AttributeError,
        RecursionError,
    )
    try:
        yield
    except broken as error:
        if "encrypted" in str(error).lower():
            raise Encrypted(file=path.name, tried=False, office=True) from error
        raise Damaged(file=path.name, reason=str(error)) from error


def _open(path: Path) -> Any:  # noqa: ANN401 - xlrd brings no types
    import xlrd

    return xlrd.open_workbook(str(path), logfile=StringIO(), formatting_info=True, ragged_rows=True)


def _sheet(book: Any, source: Any, progress: Progress, with_hidden: bool) -> Sheet:  # noqa: ANN401
    sheet = Sheet(source.name)
    sheet.merges = [(first + 1, left + 1, last, right) for first, last, left, right in source.merged_cells]
    if not with_hidden:
        sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {column + 1 for column, info in source.colinfo_map.items() if info.hidden}
    for row in range(source.nrows):
        if row % _STEP == 0:
            progress(Stage.READING, row, source.nrows)
        for column, cell in _cells(book, source, sheet, row):
            put(sheet, row + 1, column + 1, cell)
        sheet.merges += _across(book, source.row(row), row + 1)
    return sheet


def _across(book: Any, cells: Sequence[Any], row: int) -> Iterator[Area]:  # noqa: ANN401
    """Yield the cells that a text is centred across: it is read as if they were merged."""
    styles = [_style(book, cell) for cell in cells]
    across = [bool(style and style.alignment.hor_align == _ACROSS) for style in styles]
    for column, cell in enumerate(cells):
        end = column + 1
        while across[column] and cell.value != "" and end < len(cells) and across[end] and cells[end].value == "":
            end += 1
        if end > column + 1:
            yield row, column + 1, row, end


def _cells(book: Any, source: Any, sheet: Sheet, row: int) -> Iterator[tuple[int, SheetCell]]:  # noqa: ANN401
    for column, cell in enumerate(source.row(row)):
        style = _style(book, cell)
        text = _text(book, sheet, cell, style, f"{column_name(column + 1)}{row + 1}")
        if text:
            font = book.font_list[style.font_index] if style else None
            bold = bool(font and font.weight >= _BOLD)
            centred = bool(style and style.alignment.hor_align in _CENTRED)
            size, struck = (font.height / 20, bool(font.struck_out)) if font else (None, False)
            yield column, SheetCell(text, bold, size, centred, struck)


def _style(book: Any, cell: Any) -> Any:  # noqa: ANN401
    """Return the cell's format, ``None`` for a number that the book has none for (some programs write few)."""
    known = cell.xf_index is not None and cell.xf_index < len(book.xf_list)
    return book.xf_list[cell.xf_index] if known else None


def _text(book: Any, sheet: Sheet, cell: Any, style: Any, name: str) -> str:  # noqa: ANN401
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return shown(cell.value, _code(book, style), book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            value = xlrd.error_text_from_code.get(cell.value, "#N/A")
            sheet.missed.append(Missed(f"{sheet.name}!{name}", f"错误值{value}"))
            return str(value)
    return ""


def _code(book: Any, style: Any) -> str:  # noqa: ANN401
    if style is None:
        return "General"
    found = book.format_map.get(style.format_key)
    return BUILT_IN.get(style.format_key) or (found.format_str if found else "General")
