"""Printed pages as a PDF file with the fonts in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.page.measures import Leaf
from gongkai_desk.paths import written_whole
from gongkai_desk.progress import Progress, Stage, silent
from ui.printing.faces import face, missing
from ui.printing.painter import paint_page
from ui.printing.pdf_text import meant, with_plain_text

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
