"""Running text: paragraphs over page ends, headings that stay with their text, figures that keep their links."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import Align
from gongkai_desk.export.bands import laid_bands
from gongkai_desk.export.pages import pages
from gongkai_desk.export.printed import PrintedPage
from gongkai_desk.export.running import broken_band, lines_band, lines_that_fit
from gongkai_desk.export.word import write
from gongkai_desk.page.layout import Band, BandKind, FormPage, FormPaper, Link, PageNumbers, Piece, band
from gongkai_desk.page.measures import PORTRAIT, points

WIDTH = points(PORTRAIT.area_width)
LINE = "共核查一百二十一项，其中已落实八十七项，持续推进三十项，未落实四项。"


def paper(*bands: Band) -> FormPaper:
    return FormPaper("报告", (FormPage(bands),), numbers=PageNumbers.STANDARD)


def texts(page: PrintedPage) -> list[str]:
    """Return what stands on a page, without its number."""
    return [ink.text for ink in page.inks[:-1]]


def test_a_long_paragraph_goes_on_over_the_pages_end_and_loses_nothing():
    words = LINE * 30
    made = pages(paper(band(BandKind.BODY, words)))
    assert len(made.pages) > 1
    assert "".join(text for page in made.pages for text in texts(page)).replace("\n", "") == f"　　{words}"


def test_no_line_stands_below_the_page():
    made = pages(paper(*(band(BandKind.BODY, LINE * 3) for _ in range(20))))
    foot = points(PORTRAIT.top + PORTRAIT.area_height)
    assert all(ink.box.top + ink.box.height <= foot + 0.1 for page in made.pages for ink in page.inks[:-1])


def test_a_heading_never_stands_last_on_a_page():
    blocks = [each for _ in range(30) for each in (band(BandKind.HEAD, "一、总体情况"), band(BandKind.BODY, LINE))]
    assert not any(texts(page)[-1].endswith("总体情况") for page in pages(paper(*blocks)).pages)


@pytest.mark.parametrize(
    ("count", "room", "keeps", "fits"),
    [(3, 5, False, 3), (5, 3, False, 3), (5, 4, False, 3), (3, 2, False, 0), (4, 2, False, 2), (1, 2, True, 0)],
)
def test_no_line_stands_alone(count, room, keeps, fits):
    assert lines_that_fit(count, room, keeps=keeps) == fits


def test_who_signed_stands_at_the_right():
    made = pages(paper(Band(BandKind.SIGNED, (Piece("市政府办公室", Align.RIGHT),))))
    (ink, _) = made.pages[0].inks
    assert (ink.text, ink.align) == ("市政府办公室　　", Align.RIGHT)


@trials(max_examples=30)
@given(st.integers(0, 60), st.integers(1, 30), st.integers(1, 4))
def test_a_figure_leads_to_its_rows_wherever_its_line_is_broken(start, length, room):
    link = Link(start, start + length, Counted(CountedKind.LOOKBACK, (1, 2)))
    (laid,) = laid_bands([Band(BandKind.BODY, (Piece(LINE * 3, links=(link,)),))], WIDTH)
    lines = broken_band(laid, WIDTH)
    parts = [lines_band(laid, lines[at : at + room]).pieces[0] for at in range(0, len(lines), room)]
    shown = [piece.text[each.start : each.end] for piece in parts for each in piece.links]
    assert "".join(shown) == (LINE * 3)[start : start + length]


def test_word_has_true_indents_and_keeps_headings(tmp_path):
    path = tmp_path / "报告.docx"
    write(paper(band(BandKind.HEAD, "一、总体情况"), band(BandKind.BODY, LINE)), path)
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    assert body.count('w:firstLineChars="200"') == 2
    assert body.count("<w:keepNext/>") == 1
    assert LINE in body
