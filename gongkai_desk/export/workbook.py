"""A workbook as a package: sheets whose rows are written as text, what it says of itself, saving.

openpyxl's write-only workbook is used, but for its rows: a row is written as text at once, with a style number per
cell. Every text is a string by force: =, +, - and @ stay text; what no XML may hold was dropped before
(``outside.seen_only``).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP, ARC_STYLE, SHEET_MAIN_NS

from gongkai_desk.export.cell_styles import Styles, bare_book
from gongkai_desk.page.layout import plain_text
from gongkai_desk.paths import written_whole

LETTERS = tuple(map(get_column_letter, range(1, 100)))
"""Of the columns, from the first."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x000D_ would be read as a character (ECMA-376 22.9.2.19)
_FIXED = ' customHeight="1"'
_MOST, _TALLEST = 32_767, 409.0  # Excel's own limits: UTF-16 characters of a cell, points of a row
_CUT = "……（超出一格所能容纳，以下略）"
_LARGE = 1 << 24  # bytes of a sheet that memory holds
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>公开台账</Application></Properties>"
)


class _SheetWriter(WorksheetWriter):  # type: ignore[misc]
    """openpyxl's writer of a sheet, which does not know what errors Excel is to ignore.

    It writes into memory, and into a file only what is large: a batch has hundreds of small sheets.
    """

    def __init__(self, sheet: RowSheet) -> None:
        super().__init__(sheet, SpooledTemporaryFile(_LARGE))  # noqa: SIM115 - closed by cleanup

    def cleanup(self) -> None:
        """Let go of what was written."""
        self.out.close()

    def write_merged_cells(self) -> None:
        """Write the merges, which are texts (``A1:C1``): openpyxl takes its time to make ranges of them first."""
        if ranges := self.ws.merges:
            merges = etree.Element(
                f"{{{SHEET_MAIN_NS}}}mergeCells", nsmap={None: SHEET_MAIN_NS}, count=str(len(ranges))
            )
            for each in ranges:
                etree.SubElement(merges, f"{{{SHEET_MAIN_NS}}}mergeCell", ref=each)
            self.xf.send(merges)

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
    merges: Sequence[str] = ()
    _writer: Any = None
    _rows: Generator[None, None, None] | None = None

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
        held = map(_held, texts)
        cells = map(_cell_xml, (f"{letter}{number}" for letter in LETTERS), held, styles, numbers)
        high = f' ht="{min(height, _TALLEST):.2f}"{"" if grows else _FIXED}' if height is not None else ""
        row = f'<row r="{number}"{high}>{"".join(cells)}</row>'
        self._rows_out().write(row.encode())
        self.last_cell = f"{LETTERS[len(texts) - 1]}{number}"

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _SheetWriter(self)
            self._writer.write_top()

    def _rows_out(self) -> SpooledTemporaryFile[bytes]:
        """Return where rows go as they are: to parse them and have them written again takes longer than all else."""
        self._get_writer()
        if self._rows is None:
            self._rows = self._open_rows()
            next(self._rows)
        out: SpooledTemporaryFile[bytes] = self._writer.out
        return out

    def _open_rows(self) -> Generator[None, None, None]:
        """Hold the element open that the rows stand in; openpyxl closes this before it writes what follows them."""
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            stream.flush()
            with suppress(GeneratorExit):
                yield
        self._writer.xf.send(None)


def _held(text: str) -> str:
    """Return a text as one cell takes it; Excel calls a file with a longer one damaged."""
    if len(text) <= _MOST // 2 or len(coded := text.encode("utf-16-le")) <= 2 * _MOST:
        return text
    return coded[: 2 * (_MOST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _cell_xml(place: str, text: str, style: int, numeric: bool) -> str:
    """Return a cell that holds a string, whatever the string looks like, or a number where that is asked for."""
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    if numeric:
        return f'<c r="{place}" s="{style}"><v>{float(text)!r}</v></c>'
    shown = _ESCAPE.sub("_x005F_", escape(text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def new_book(heading: str, styles: Styles) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return an empty workbook of this title, without anybody's name; its cells have the numbers of ``styles``."""
    book = bare_book()
    book.styles = styles
    book.properties.creator, book.properties.title = None, plain_text(heading)
    book.calculation.fullCalcOnLoad = False  # nothing is to be computed, so nobody is asked to save on closing
    return book


class _Package(ZipFile):
    """The zip file that openpyxl fills: it says which program wrote it, not which library; our styles are in it."""

    def __init__(self, file: BytesIO, styles: Styles) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._styles = styles

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Write an entry, as ``ZipFile`` does; a sheet comes as what was written of it."""
        if not isinstance(filename, SpooledTemporaryFile):
            super().write(filename, arcname, *args, **kwargs)
            return
        filename.seek(0)
        with self.open(arcname, "w") as entry:
            copyfileobj(filename, entry)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Write an entry, as ``ZipFile`` does."""
        if zinfo_or_arcname == ARC_APP:
            data = _APP
        elif zinfo_or_arcname == ARC_STYLE:
            data = self._styles.as_part()
        super().writestr(zinfo_or_arcname, data, *args, **kwargs)


def save(book: Any, path: Path) -> None:  # noqa: ANN401
    """Write a workbook whole or not at all."""
    package = BytesIO()  # a zip file that meets a full disk would complain once more when it is let go
    ExcelWriter(book, _Package(package, book.styles)).save()
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
            work._writer.cleanup()
        raise
