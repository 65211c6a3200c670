"""From a paper to its file without a window, as the command line asks for it."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from gongkai_desk.domain.papers import BreakdownPaper, LedgerPaper
from gongkai_desk.export.printed import PrintedPaper, PrintSetup
from gongkai_desk.export.printed_table import printed_breakdown, printed_ledger
from ui.printing.pdf import missing_fonts, write_pdf


def printed(paper: BreakdownPaper | LedgerPaper, setup: PrintSetup | None = None) -> PrintedPaper:
    """Return the pages of a paper."""
    return printed_breakdown(paper, setup) if isinstance(paper, BreakdownPaper) else printed_ledger(paper, setup)


def write(paper: BreakdownPaper | LedgerPaper, path: Path) -> tuple[str, ...]:
    """Write a paper as PDF and return the official fonts that are missing here; errors as ``pdf.write_pdf``."""
    application = QGuiApplication.instance() or QGuiApplication(["gongkai-desk"])
    pages = printed(paper)
    write_pdf(pages, path)
    missing = missing_fonts(pages)
    del application  # it had to live until here
    return missing
