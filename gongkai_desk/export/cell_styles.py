"""The cell styles of workbooks, by what a cell looks like; books that are written together share them."""

from __future__ import annotations

from typing import Any, NamedTuple

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.xml.constants import SHEET_MAIN_NS

from gongkai_desk.domain.sheet import Align
from gongkai_desk.page.measures import FIGURES

_GREY = "595959"
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


class Look(NamedTuple):
    """What a cell style is made of.

    ``across``: the sides of a cell in a row of which the first text is centred across all, and nothing merged.
    ``quoted`` is Excel's own mark for text that looks like a formula; ``kind`` «@» keeps 3月5日 from becoming a date
    when somebody edits it. ``typed``: protection leaves the cell free.
    """

    font: str
    size: float
    align: Align
    ruled: bool = True
    quoted: bool = False
    kind: str = "@"
    typed: bool = False
    faint: bool = False
    across: str = ""


def bare_book() -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return a workbook that nothing is in, with our standard font."""
    book = Workbook(write_only=True)
    # Column widths count digits of the standard font. Where 宋体 or Calibri is missing, LibreOffice counts those of a
    # wider font and the last columns leave the page.
    book._fonts = IndexedList([Font(name=FIGURES.standard_font, size=FIGURES.standard_size, charset=134)])
    return book


class Styles:
    """Cell styles by number, and the part of a workbook that tells them.

    openpyxl takes longer with the styles of a sheet than with its rows. A batch has hundreds of books that look alike:
    each style is made once for all of them, and the part is written anew only when one came to it. A book may so tell
    styles that only another has; nothing is seen of them.
    """

    def __init__(self) -> None:
        self._book = bare_book()
        self._sheet = self._book.create_sheet()
        self._numbers: dict[Look, int] = {}
        self._told: tuple[int, bytes] = (0, b"")

    def number(self, look: Look) -> int:
        """Return the number of a style."""
        if look not in self._numbers:
            self._numbers[look] = self._made(look)
        return self._numbers[look]

    def as_part(self) -> bytes:
        """Return the styles as the part of a package (``xl/styles.xml``)."""
        count, told = self._told
        if count != len(self._numbers) or not told:
            told = _ordered_fonts(etree.tostring(write_stylesheet(self._book)))
            self._told = len(self._numbers), told
        return told

    def _made(self, look: Look) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=look.font, size=look.size, charset=134, color=_GREY if look.faint else None)
        cell.protection = Protection(locked=not look.typed)
        across = bool(look.across)
        horizontal = "centerContinuous" if across else look.align.value
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=not across)
        cell.number_format = look.kind
        if look.ruled:
            sides = look.across.split() or ("left", "right", "top", "bottom")
            cell.border = Border(**dict.fromkeys(sides, Side(style="thin")))
        cell.quotePrefix = look.quoted
        return int(cell.style_id)


def _ordered_fonts(styles: bytes) -> bytes:
    """Return the styles with what a font is made of in the order that Office itself writes; openpyxl has its own."""
    root = etree.fromstring(styles)
    for font in root.find(f"{{{SHEET_MAIN_NS}}}fonts"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(etree.QName(part).localname))
    return bytes(etree.tostring(root))
