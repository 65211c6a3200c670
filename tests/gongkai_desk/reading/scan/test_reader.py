"""Scanned pages: recognised with the extra, told plainly without it."""

import re
import socket
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai_desk.errors import NoText
from gongkai_desk.paths import resource
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Document, Grid
from gongkai_desk.reading.pdf import reader as pdf
from gongkai_desk.reading.pdf.plain import PlainPage, Rule
from gongkai_desk.reading.scan import reader as ocr
from gongkai_desk.reading.scan.engine import Area, Glyph, alike_sizes, cut_at_rules, plain_chars, read_line
from tests.scans import Copier, scan

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the extra ocr (rapidocr, onnxruntime) is not installed")
SAMPLE = resource("samples", "yunzhou-2026.pdf")
TABLE, PROSE = 7, 2  # pages of the sample


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(char, (n + 0.5) / len(text), 0.99) for n, char in enumerate(text)]


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def cells(document: Document, number: int) -> list[list[str | None]]:
    grids = [item for page, item in document.items() if isinstance(item, Grid) and page.number == number]
    return [[plain(cell.text) if cell else None for cell in row] for grid in grids for row in grid.rows]


# --------------------------------------------------------------------------- without the recogniser


def test_without_the_extra_a_scan_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    monkeypatch.setattr(pdf, "available", lambda: False)
    path = scan(SAMPLE, tmp_path / "扫描件.pdf", (TABLE,), Copier(dpi=50))
    with pytest.raises(NoText) as caught:
        pdf.read(path)
    assert caught.value.data == {"file": "扫描件.pdf", "pages": 1, "component": False}


@pytest.mark.parametrize(
    ("chars", "picture", "unread", "is_scan"),
    [
        pytest.param(0, 0.9, 0, True, id="a picture"),
        pytest.param(0, 0.05, 0, True, id="strips of a picture, or outlines"),
        pytest.param(12, 0.9, 0, True, id="a picture with the scanner's own line"),
        pytest.param(12, 0.1, 0, False, id="a short page"),
        pytest.param(900, 0.9, 0, False, id="a scan with a text layer"),
        pytest.param(30, 0.0, 800, True, id="letters without a code"),
    ],
)
def test_which_pages_are_scans(chars, picture, unread, is_scan):
    line = read_line(glyphs("政" * 900), Area(0, 0, 9000, 14), 1.0)
    page = PlainPage(595, 842, tuple(plain_chars(line, 10.0)[:chars]), (), unread, picture)
    assert ocr.is_scan(page) is is_scan


def test_a_page_that_could_not_be_loaded_is_no_scan():
    assert not ocr.is_scan(PlainPage(0.0, 0.0, (), (), unread=1))


def test_two_cells_taken_for_one_line_are_cut_at_the_rule_between_them():
    upright = Rule(False, 50.0, 0, 100)
    assert cut_at_rules([Area(10, 20, 90, 32)], [upright], 1.0) == [Area(10, 20, 50, 32), Area(50, 20, 90, 32)]
    assert cut_at_rules([Area(10, 120, 90, 132)], [upright], 1.0) == [Area(10, 120, 90, 132)]
    assert cut_at_rules([Area(48, 20, 90, 32)], [upright], 1.0) == [Area(48, 20, 90, 32)]


def test_a_name_set_downwards_is_no_rest_of_a_cut():
    down = Area(40, 100, 68, 212)
    assert cut_at_rules([down], [Rule(False, 200.0, 0, 300)], 1.0) == [down]


def test_recognised_letters_stand_side_by_side_at_the_size_of_their_pitch():
    line = read_line(glyphs("推进政务公开"), Area(100, 200, 220, 226), 2.0)
    chars = plain_chars(line, line.size)
    assert line.size == pytest.approx(10)
    assert [char.text for char in chars] == list("推进政务公开")
    assert (chars[0].x0, chars[-1].x1) == pytest.approx((50, 110))
    assert all(before.x1 == pytest.approx(after.x0) for before, after in pairwise(chars))


def test_lines_of_about_one_size_get_one_size():
    lines = [read_line(glyphs("推进政务公开"), Area(0, 0, wide, 14), 1.0) for wide in (60, 62, 96)]
    sizes = alike_sizes(lines)
    assert sizes[0] == sizes[1]
    assert sizes[2] == 16.0


def test_a_short_line_takes_the_size_of_the_long_lines_it_is_near():
    lines = [
        read_line(glyphs("推进政务公开"), Area(0, 0, 63, 15), 1.0),
        read_line(glyphs("全年"), Area(0, 0, 22, 16), 1.0),
    ]
    assert lines[1].size == pytest.approx(12.8)
    assert alike_sizes(lines) == {0: 10.5, 1: 10.5}


# --------------------------------------------------------------------------- with it


@needs_ocr
@pytest.mark.parametrize(
    "copier",
    [
        pytest.param(Copier(dpi=150, skew=1.0, noise=20), id="150 dpi, aslant, noisy"),
        pytest.param(Copier(turn=1), id="on its side"),
        pytest.param(Copier(turn=2, seal=True), id="on its head, under a seal"),
    ],
)
def test_a_scanned_table_reads_as_the_printed_one_does(tmp_path, copier):
    printed = cells(pdf.read(SAMPLE), TABLE)
    document = child.run(pdf.read, scan(SAMPLE, tmp_path / "a.pdf", (TABLE,), copier))
    read = cells(document, 1)
    assert document.recognised == (1,)
    assert [len(row) for row in read] == [len(row) for row in printed]
    pairs = [pair for rows in zip(read, printed, strict=True) for pair in zip(*rows, strict=True)]
    assert sum(a == b for a, b in pairs) >= 0.95 * len(pairs)


@needs_ocr
@pytest.mark.parametrize(
    "copier",
    [
        pytest.param(Copier(skew=3.0), id="aslant by 3 degrees"),
        pytest.param(Copier(skew=-2.5, seal=True), id="aslant, under a seal"),
        pytest.param(Copier(shadow=True), id="photographed in shadow"),
        pytest.param(Copier(stamp=True), id="under a seal copied in black"),
        pytest.param(Copier(stamp=True, skew=1.5, dpi=150), id="under a black one, aslant, 150 dpi"),
    ],
)
def test_a_row_of_a_poor_scan_is_read_right_or_doubted(tmp_path, copier):
    printed = cells(pdf.read(SAMPLE), TABLE)
    document = child.run(pdf.read, scan(SAMPLE, tmp_path / "a.pdf", (TABLE,), copier))
    read = cells(document, 1)
    assert len(read) == len(printed)
    (grid,) = [item for item in document.pages[0].items if isinstance(item, Grid)]
    for row, own, wanted in zip(grid.rows, read, printed, strict=True):
        places = [place.box for cell in row if cell for place in cell.places]
        middles = [(line.place.box.top + line.place.box.bottom) / 2 for line in document.unsure]
        doubted = any(min(b.top for b in places) <= y <= max(b.bottom for b in places) for y in middles)
        assert own == wanted or doubted


@needs_ocr
def test_scanned_prose_keeps_its_lines_and_no_network_is_asked(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    printed = pdf.read(SAMPLE).pages[PROSE - 1]
    steps = []
    path = scan(SAMPLE, tmp_path / "a.pdf", (PROSE,), Copier())
    page = pdf.read(path, progress=lambda *step: steps.append(step)).pages[0]
    assert [plain(item.text) for item in page.items] == [plain(item.text) for item in printed.items]
    assert {item.indent > 1.5 for item in page.items} == {True, False}
    assert (Stage.RECOGNISING, 0, 1) in steps


@needs_ocr
def test_recognising_can_be_stopped(tmp_path):
    def stop(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.RECOGNISING:
            raise Cancelled

    with pytest.raises(Cancelled):
        pdf.read(scan(SAMPLE, tmp_path / "a.pdf", (PROSE,), Copier(dpi=100)), progress=stop)


@needs_ocr
def test_a_picture_without_text_says_that_nothing_was_recognised(tmp_path):
    from PIL import Image

    path = tmp_path / "a.pdf"
    Image.linear_gradient("L").resize((800, 1100)).save(path, "PDF")
    with pytest.raises(NoText) as caught:
        pdf.read(Path(path))
    assert caught.value.data["component"] is True
