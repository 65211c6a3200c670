"""Opens a PDF through the source that can read it: PDFium first, pdfminer where PDFium gives up."""

from pathlib import Path

from gongkai_desk.errors import Damaged
from gongkai_desk.reading.pdf_pdfium import open_pdfium
from gongkai_desk.reading.pdf_plain import PageSource


def open_source(path: Path, password: str = "") -> PageSource:
    """Open ``path``. Raises ``Encrypted``, or ``Damaged`` if neither library can read it."""
    try:
        return open_pdfium(path, password)
    except Damaged:
        from gongkai_desk.reading.pdf_miner import open_miner

        return open_miner(path, password)
