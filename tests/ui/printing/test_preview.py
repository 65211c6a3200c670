"""The preview walked as a clerk would: turn pages, zoom, set up, print."""

import gc
import weakref
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.sheet import ColumnKey, Orientation, PaperSize, TextSize
from gongkai_desk.errors import NoPermission
from gongkai_desk.export.pages import pages, setup_of
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.papers.ledger import breakdown
from tests.builders import a_plan, a_task
from ui.printing.pdf import print_paper
from ui.printing.preview import Preview

TASKS = [a_task(seq=str(n), section=(), content=f"第{n}项：公开结果。" * 4) for n in range(1, 61)]
PAPER = breakdown(BreakdownPaper(a_plan(), TASKS))


def a_preview(saved: list[PrintedPaper] | None = None) -> Preview:
    keep = (saved if saved is not None else []).append
    return Preview(PAPER, setup_of(PAPER), keep)


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = a_preview()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_pages_are_turned_with_buttons_keys_and_number(qtbot: QtBot, preview: Preview) -> None:
    count = len(preview.paper.pages)
    assert (preview.number.value(), preview.count.text()) == (1, f"/ {count} 页")
    preview.on.click()
    assert preview.number.value() == 2
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.number.value() == 3
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.number.value() == count
    assert not preview.on.isEnabled()
    preview.number.setValue(2)
    assert preview.view.page == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert not preview.back.isEnabled()


def test_scrolling_tells_the_page(preview: Preview) -> None:
    bar = preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert preview.number.value() == len(preview.paper.pages)


def test_the_first_page_is_shown_whole_and_can_be_zoomed(preview: Preview) -> None:
    whole = preview.view.zoom
    preview.zoom.setCurrentText("200%")
    assert preview.view.zoom == 2.0
    preview.smaller()
    assert (preview.view.zoom, preview.percent.text()) == (1.6, "160%")
    preview.zoom.setCurrentText("整页")
    assert preview.view.zoom == pytest.approx(whole)


def test_the_set_up_lays_the_paper_out_anew(preview: Preview) -> None:
    standing = len(preview.paper.pages)
    preview.way.setCurrentText("横向")
    preview.sheet.setCurrentText("A3")
    preview.letters.setCurrentText("小五")
    assert (preview.setup.orientation, preview.setup.paper) == (Orientation.LANDSCAPE, PaperSize.A3)
    assert preview.setup.size is TextSize.SMALL_FIVE
    assert preview.paper.leaf.width == 420
    assert len(preview.paper.pages) < standing
    assert preview.count.text() == f"/ {len(preview.paper.pages)} 页"


def test_the_pdf_has_a_letter(qtbot: QtBot) -> None:
    saved: list[PrintedPaper] = []
    preview = a_preview(saved)
    qtbot.addWidget(preview)
    preview.show()
    preview.activateWindow()
    qtbot.waitUntil(preview.isActiveWindow)
    qtbot.keyClick(preview.view, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(saved) == 1)  # Qt shows the button pressed for a moment first


def test_the_last_column_cannot_be_taken_away(preview: Preview) -> None:
    for _, box in preview.columns[1:]:
        box.setChecked(False)
    assert preview.setup.columns == (ColumnKey.SEQ,)
    assert not preview.columns[0][1].isEnabled()


def test_a_page_is_white_paper_with_black_ink(qtbot: QtBot, preview: Preview) -> None:
    picture = preview.view.viewport().grab().toImage()
    colours = {
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert 255 in colours
    assert min(colours) < 100


def test_the_shown_paper_is_saved(qtbot: QtBot) -> None:
    saved: list[PrintedPaper] = []
    preview = a_preview(saved)
    qtbot.addWidget(preview)
    preview.way.setCurrentText("横向")
    preview.pdf_button.click()
    assert saved == [preview.paper]
    assert saved[0].leaf.landscape


@pytest.fixture
def to_file(qapp: QApplication, tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "打印.pdf"))
    made.setFullPage(True)
    return made


@pytest.mark.parametrize(("first", "last", "numbers"), [(0, 0, [1, 2, 3, 4, 5, 6]), (2, 3, [2, 3]), (5, 99, [5, 6])])
def test_the_printer_gets_the_pages_asked_for(
    to_file: QPrinter, tmp_path: Path, first: int, last: int, numbers: list[int]
) -> None:
    paper = pages(PAPER)
    assert len(paper.pages) == 6
    to_file.setFromTo(first, last)
    assert print_paper(paper, to_file) == len(numbers)
    with pdfplumber.open(tmp_path / "打印.pdf") as pdf:
        found = [(page.extract_text() or "").splitlines()[-1] for page in pdf.pages]
        edge = min(rect["x0"] for rect in pdf.pages[0].rects + pdf.pages[0].lines + pdf.pages[0].curves)
    assert found == [f"— {number} —" for number in numbers]
    assert edge * 25.4 / 72 == pytest.approx(28, abs=0.5)


def test_a_printer_that_refuses_is_said_in_one_sentence(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def refuse(*given: Any) -> int:
        raise NoPermission(file="打印机", reason="printer")

    monkeypatch.setattr("ui.printing.pdf.ask_printer", lambda *given: object())
    monkeypatch.setattr("ui.printing.pdf.print_paper", refuse)
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    preview.print_button.click()
    assert len(said) == 1


def test_a_closed_preview_is_freed(qapp: QApplication) -> None:
    made = a_preview()
    seen = weakref.ref(made)
    made.show()
    made.close()
    made.deleteLater()
    del made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None
