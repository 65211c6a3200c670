"""A workbook as a package: sheets whose rows are written as text, what it says of itself, saving.

openpyxl's write-only workbook is used, but for its rows: a row is parsed from text at once, with a style number per
cell. Every text is a string by force: =, +, - and @ stay text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP, ARC_STYLE, SHEET_MAIN_NS

from gongkai_desk.page.layout import plain_text
from gongkai_desk.page.measures import FIGURES
from gongkai_desk.paths import written_whole

LETTERS = tuple(map(get_column_letter, range(1, 100)))
"""Of the columns, from the first."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x000D_ would be read as a character (ECMA-376 22.9.2.19)
_FIXED = ' customHeight="1"'
_HUGE = etree.XMLParser(huge_tree=True, resolve_entities=False)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>公开台账</Application></Properties>"
)


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """openpyxl's writer of a sheet, which does not know what errors Excel is to ignore."""

    def write_breaks(self) -> None:
        """Write the page breaks and what the schema has behind them: no green triangle at a 序号 that is text."""
        super().write_breaks()
        if self.ws.last_cell:
            ignored = etree.Element(f"{{{SHEET_MAIN_NS}}}ignoredErrors", nsmap={None: SHEET_MAIN_NS})
            cells = f"A1:{self.ws.last_cell}"
            etree.SubElement(ignored, f"{{{SHEET_MAIN_NS}}}ignoredError", sqref=cells, numberStoredAsText="1")
            self.xf.send(ignored)


class RowSheet(WriteOnlyWorksheet):  # type: ignore[misc]
    """openpyxl's write-only sheet, but for its rows."""

    last_cell = ""
    _writer: Any = None
    _rows: Generator[None, etree._Element, None] | None = None

    def add_row(
        self,
        number: int,
        texts: Sequence[str],
        styles: Sequence[int],
        height: float | None,
        numeric: Sequence[bool] = (),
        *,
        grows: bool = False,
    ) -> None:
        """Write row ``number``: a text and a style number for every column, the height in points.

        Where ``numeric`` says so, a text is the number that it spells. One that ``grows`` is as high as it says until
        somebody types into it.
        """
        numbers = numeric or (False,) * len(texts)
        cells = map(_cell_xml, (f"{letter}{number}" for letter in LETTERS), texts, styles, numbers)
        high = f' ht="{height:.2f}"{"" if grows else _FIXED}' if height is not None else ""
        row = etree.fromstring(f'<row r="{number}"{high}>{"".join(cells)}</row>', _HUGE)
        self._stream().send(row)
        self.last_cell = f"{LETTERS[len(texts) - 1]}{number}"

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _SheetWriter(self)
            self._writer.write_top()

    def _stream(self) -> Generator[None, etree._Element, None]:
        self._get_writer()
        if self._rows is None:
            self._rows = self._write_rows()
            next(self._rows)
        return self._rows

    def _write_rows(self) -> Generator[None, etree._Element, None]:
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"), suppress(GeneratorExit):
            while True:
                stream.write((yield))
        self._writer.xf.send(None)


def _cell_xml(place: str, text: str, style: int, numeric: bool) -> str:
    """Return a cell that holds a string, whatever the string looks like, or a number where that is asked for."""
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    if numeric:
        return f'<c r="{place}" s="{style}"><v>{float(text)!r}</v></c>'
    shown = _ESCAPE.sub("_x005F_", escape(text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def new_book(heading: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return an empty workbook of this title, without anybody's name."""
    book = Workbook(write_only=True)
    # Column widths count digits of the standard font. Where 宋体 or Calibri is missing, LibreOffice counts those of a
    # wider font and the last columns leave the page.
    book._fonts = IndexedList([Font(name=FIGURES.standard_font, size=FIGURES.standard_size, charset=134)])
    book.properties.creator, book.properties.title = None, plain_text(heading)
    book.calculation.fullCalcOnLoad = False  # nothing is to be computed, so nobody is asked to save on closing
    return book


_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


def _ordered_fonts(styles: bytes) -> bytes:
    """Return the styles with what a font is made of in the order that Office itself writes; openpyxl has its own."""
    root = etree.fromstring(styles)
    for font in root.find(f"{{{SHEET_MAIN_NS}}}fonts"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(etree.QName(part).localname))
    return bytes(etree.tostring(root))


class _Package(ZipFile):
    """The zip file that openpyxl fills: it says which program wrote it, not which library."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Write an entry, as ``ZipFile`` does."""
        if zinfo_or_arcname == ARC_APP:
            data = _APP
        elif zinfo_or_arcname == ARC_STYLE:
            data = _ordered_fonts(data)
        super().writestr(zinfo_or_arcname, data, *args, **kwargs)


def save(book: Any, path: Path) -> None:  # noqa: ANN401
    """Write a workbook whole or not at all."""
    package = BytesIO()  # a zip file that meets a full disk would complain once more when it is let go
    ExcelWriter(book, _Package(package, "w", ZIP_DEFLATED)).save()
    with written_whole(path) as beside:
        beside.write_bytes(package.getvalue())  # no view of it: the error of a full disk would hold that


@contextmanager
def cleared_on_failure(works: Sequence[RowSheet]) -> Iterator[None]:
    """End the rows' streams and remove their temporary files when the writing is broken off."""
    try:
        yield
    except BaseException:
        for work in works:
            if not work.closed:
                work.close()
            if os.path.exists(work._writer.out):
                work._writer.cleanup()
        raise
