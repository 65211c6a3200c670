"""Text that is copied out of a PDF: the right characters, not others that share their shapes.

Qt tells a PDF reader which character a shape stands for by looking it up in the font. Where a font uses one shape for
two characters, as Noto CJK for 一 U+4E00 and the radical ⼀ U+2F00, it takes the first, and searching the file or
copying from it fails. What was drawn is known, so the tables are set right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import StreamObject
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QRawFont
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desk.errors import NoPermission
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.page.measures import Leaf
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, Stage, silent
from ui.printing.painter import face, missing, paint_page

_HEX = re.compile(rb"<([0-9A-Fa-f]{4})>")
_ARRAY = re.compile(rb"\[[^\]]*\]")  # the characters of a range: [<4E00> <4E01>]
_TWO_EM_DASH = "\u2e3a"  # ⸺, the shape that fonts put for two dashes

Meant = Callable[[str], str]


def meant(drawn: str, fonts: Iterable[QFont]) -> Meant:
    """Return what tells of a character which one of those ``drawn`` has its shape in one of the fonts."""
    known = set(drawn)
    text = "".join(sorted(known))
    shapes = [(raw, _shapes(raw, text)) for raw in map(QRawFont.fromFont, fonts)]

    def look_up(char: str) -> str:
        if char in known:
            return char
        if char == _TWO_EM_DASH:
            return "\N{EM DASH}" * 2
        found = (_first_shared(raw, char, table) for raw, table in shapes)
        return next(filter(None, found), char)

    return look_up


def _shapes(raw: QRawFont, text: str) -> dict[int, str]:
    return {glyph: char for char in text for glyph in raw.glyphIndexesForString(char)[:1] if glyph}


def _first_shared(raw: QRawFont, char: str, shapes: dict[int, str]) -> str:
    glyphs = raw.glyphIndexesForString(char)
    return shapes.get(glyphs[0], "") if glyphs else ""


def with_plain_text(pdf: bytes, meant: Meant) -> bytes:
    """Return the file with its character tables set right."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for table in _tables(writer):
        table.set_data(_righted(table.get_data(), meant))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _tables(writer: PdfWriter) -> Iterator[StreamObject]:
    """Yield the table of each font once: which character each of its shapes stands for."""
    seen: set[int] = set()
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            table = font.get_object().get("/ToUnicode")
            if table is not None and font.idnum not in seen:
                seen.add(font.idnum)
                yield table


def _righted(table: bytes, meant: Meant) -> bytes:
    def right(found: re.Match[bytes]) -> bytes:
        return b"<%s>" % meant(chr(int(found[1], 16))).encode("utf-16-be").hex().upper().encode()

    return _ARRAY.sub(lambda array: _HEX.sub(right, array[0]), table)


_DOTS = 1440  # per inch: a unit of the painter


def write_pdf(paper: PrintedPaper, path: Path, progress: Progress = silent) -> None:
    """Write the pages; needs a ``QGuiApplication`` but no screen, and may run in a job.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    drawn = "".join(ink.text for page in paper.pages for ink in page.inks)
    fonts = [face(name, _DOTS / 72) for name in font_names(paper)]
    made = with_plain_text(pdf_bytes(paper, progress), meant(drawn, fonts))
    with written_whole(path) as beside:
        beside.write_bytes(made)


def pdf_bytes(paper: PrintedPaper, progress: Progress = silent) -> bytes:
    """Return the file as Qt makes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(paper.title)
    writer.setCreator("公开台账")
    writer.setPageLayout(page_layout(paper.leaf))
    painter = QPainter(writer)
    try:
        for number, page in enumerate(paper.pages):
            progress(Stage.WRITING, number, len(paper.pages))
            if number:
                writer.newPage()
            paint_page(painter, paper, page, _DOTS / 72)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def page_layout(leaf: Leaf) -> QPageLayout:
    """Return the sheet without margins of its own: the pages bring theirs."""
    short, long = sorted((leaf.width, leaf.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if leaf.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())


def font_names(paper: PrintedPaper) -> tuple[str, ...]:
    """Return the official fonts that the pages ask for, each once."""
    asked = (ink.font for page in paper.pages for ink in page.inks)
    return tuple(dict.fromkeys([*asked, paper.fonts.latin]))


def missing_fonts(paper: PrintedPaper) -> tuple[str, ...]:
    """Return which of the Chinese ones are not on this machine, so that others stand in."""
    return missing(name for name in font_names(paper) if name != paper.fonts.latin)


def ask_printer(parent: QWidget, paper: PrintedPaper) -> QPrinter | None:
    """Ask for printer, pages and copies; ``None`` if it was cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.title)
    printer.setFullPage(True)  # the pages bring their own margins
    printer.setPageLayout(page_layout(paper.leaf))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(paper.pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if agreed else None


def print_paper(paper: PrintedPaper, printer: QPrinter) -> int:
    """Print the pages that the printer was asked for and return how many.

    Raises:
        NoPermission: the printer, or the file it prints to, does not take them.
    """
    layout = page_layout(paper.leaf)  # the sheet is the paper's; what the dialog has for it would cut it
    printer.setPageLayout(layout)
    chosen = pages_of(printer, len(paper.pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPermission(file=printer.outputFileName() or printer.printerName(), reason="printer")
    try:
        for index, number in enumerate(chosen):
            if index:
                printer.newPage()
            paint_page(painter, paper, paper.pages[number], printer.resolution() / 72)
    finally:
        painter.end()
    return len(chosen)


def pages_of(printer: QPrinter, count: int) -> range:
    """Return the indexes of the pages from 从 to 到; all where none are named."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(min(first, count) - 1, min(last, count))
