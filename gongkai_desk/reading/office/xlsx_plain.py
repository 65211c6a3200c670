"""Excel workbooks that openpyxl refuses though Excel and WPS open them (odd styles): values and merges by calamine.

calamine tells no fonts, no number formats and nothing hidden but sheets; that is told in ``Missed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import to_excel
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.reading.containers import Package
from gongkai_desk.reading.document import Missed
from gongkai_desk.reading.office.number_format import BUILT_IN, LARGEST, general, shown
from gongkai_desk.reading.office.sheet import Sheet, SheetCell, put

_MOST_PLACES = 5_000_000  # rows times columns; calamine keeps the blank ones too, at 32 bytes
_FILLED = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>'
)  # <c r="B7" s="1">, not <c …/>
_NOT_SEEN = (
    "样式无法识别，只读入了文字和合并单元格：数字格式、字体、隐藏的行列、错误值和未计算的公式没有读入，请对照原件"
)


def read_sheets(package: Package, reason: str, with_hidden: bool) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook.

    Raises:
        Damaged: calamine does not read it either; with the ``reason`` for which openpyxl refused it.
        Limit: cells so scattered that calamine would take all memory (it ends the process then).
        Unsafe: a part declares entities.
    """
    _check(package)
    try:
        with CalamineWorkbook.from_path(package.path) as book:
            return _read(book, with_hidden)
    except CalamineError as error:
        raise Damaged(file=package.file, reason=reason) from error


def _check(package: Package) -> None:
    for part in package.parts(""):
        cells = _FILLED.findall(package.checked(part))
        last_column = max(
            (column_index_from_string(column.decode()) for column in {cell[0] for cell in cells}), default=0
        )
        if last_column * max((int(row) for _, row in cells), default=0) > _MOST_PLACES:
            raise Limit(file=package.file, what="cells", limit=_MOST_PLACES)


def _read(book: CalamineWorkbook, with_hidden: bool) -> tuple[list[Sheet], list[Missed]]:
    sheets, missed = [], [Missed("工作簿", _NOT_SEEN)]
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book.get_sheet_by_name(about.name))
        if about.visible is SheetVisibleEnum.Visible or with_hidden:
            sheets.append(sheet)
        elif sheet.cells:
            missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


def _sheet(source: CalamineSheet) -> Sheet:
    sheet = Sheet(source.name)
    for row, column, text in _texts(source):
        put(sheet, row, column, SheetCell(text))
    for (first, left), (last, right) in source.merged_cell_ranges or ():
        sheet.merges.append((first + 1, left + 1, last + 1, right + 1))
    return sheet


def _texts(source: CalamineSheet) -> Iterator[tuple[int, int, str]]:
    for row, values in enumerate(source.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                yield row, column, _text(value)


def _text(value: float | str | date | time | timedelta) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | float():
            return general(value) if abs(value) < LARGEST else str(value)
        case time() | timedelta():
            return shown(to_excel(value), "[h]:mm")
        case datetime() if value.time() != time():
            return shown(to_excel(value), BUILT_IN[22])
    return shown(to_excel(value), BUILT_IN[14])
