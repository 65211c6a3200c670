"""A breakdown of 5,000 rows as a PDF file, beside a bare QPdfWriter that draws the same texts in as many pages.

Usage: python packaging/benches/printed.py ROWS
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from floors import cells, paper
from kit import ratio
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter

from gongkai_desk.export.pages import pages
from gongkai_desk.papers.ledger import breakdown
from ui.printing.pdf import write_pdf

_WIDTHS = (0.07, 0.25, 0.35, 0.2, 0.13)  # of the page


def plain_pdf(path: Path, texts: list[tuple[str, ...]], on_page: int) -> None:
    """Draw the texts in five columns, ``on_page`` rows to a page."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    high = writer.height() / on_page
    for number, row in enumerate(texts):
        if number and number % on_page == 0:
            writer.newPage()
        left = 0.0
        for text, part in zip(row, _WIDTHS, strict=True):
            box = QRectF(left, number % on_page * high, part * writer.width(), high)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, text)
            left += part * writer.width()
    painter.end()


def main(rows: int) -> None:
    """Print the figure."""
    app = QGuiApplication([])
    facts = paper(rows)
    texts = [cells(task) for task in facts.tasks]
    on_page = -(-rows // len(pages(breakdown(facts)).pages))
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder) / "ours.pdf", Path(folder) / "plain.pdf"
        name = f"breakdown pdf, {rows} rows / bare QPdfWriter"
        ratio(name, "—", lambda: write_pdf(pages(breakdown(facts)), ours), lambda: plain_pdf(plain, texts, on_page), 3)
    app.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]))
