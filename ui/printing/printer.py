"""Printed pages on a printer, as the system's own print dialog chose it."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desk.errors import NoPermission
from gongkai_desk.export.printed import PrintedPaper
from ui.printing.painter import paint_page
from ui.printing.pdf import page_layout


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
