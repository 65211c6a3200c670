"""A worksheet that takes whole rows of text: thousands of openpyxl's cell objects would cost three times as much."""

import re
from collections.abc import Generator, Sequence
from contextlib import suppress
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")  # _x000D_ would be read as a character
_LETTERS = tuple(map(get_column_letter, range(1, 100)))
_HUGE = etree.XMLParser(huge_tree=True, resolve_entities=False)


class RowSheet(WriteOnlyWorksheet):  # type: ignore[misc]
    """openpyxl's write-only sheet, but for its rows."""

    _rows: Generator[None, etree._Element, None] | None = None

    def add_row(
        self,
        number: int,
        texts: Sequence[str],
        styles: Sequence[int],
        height: float | None,
        numeric: Sequence[bool] = (),
    ) -> None:
        """Write row ``number``: a text and a style number for every column, the height in points.

        Where ``numeric`` says so, a text is the number that it spells.
        """
        numbers = numeric or (False,) * len(texts)
        cells = map(_cell_xml, (f"{letter}{number}" for letter in _LETTERS), texts, styles, numbers)
        high = f' ht="{height:.2f}" customHeight="1"' if height is not None else ""
        row = etree.fromstring(f'<row r="{number}"{high}>{"".join(cells)}</row>', _HUGE)
        self._stream().send(row)

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
    shown = _ESCAPED.sub(r"_x005F_\g<0>", escape(text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
