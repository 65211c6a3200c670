"""PDFium and pdfminer as sources of plain pages: both tell the same of our small files, and what is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.errors import Damaged, Encrypted
from gongkai_desk.reading.pdf import pdfium
from gongkai_desk.reading.pdf.miner import open_miner
from gongkai_desk.reading.pdf.pdfium import open_pdfium
from gongkai_desk.reading.pdf.plain import PageSource, PlainPage
from tests import hostile
from tests.pdf_builder import Sheet, write_pdf

Open = Callable[..., PageSource]
both = pytest.mark.parametrize("opened", [open_pdfium, open_miner], ids=["pdfium", "pdfminer"])


def pages(opened: Open, path: Path, password: str = "") -> list[PlainPage]:
    source = opened(path, password)
    try:
        read = list(source.pages())
        assert len(source) == len(read)
    finally:
        source.close()
    return read


def only(opened: Open, tmp_path: Path, sheet: Sheet) -> PlainPage:
    (page,) = pages(opened, write_pdf(tmp_path / "a.pdf", sheet))
    return page


def text(page: PlainPage) -> str:
    return "".join(char.text for char in page.chars)


@both
def test_characters_have_their_places_from_the_top_left(opened: Open, tmp_path: Path) -> None:
    page = only(opened, tmp_path, Sheet(300, 400).text(50, 100, "公开", 20))
    assert (page.width, page.height, text(page)) == (300, 400, "公开")
    first, second = page.chars
    assert (first.x0, second.x0, first.base, first.size) == pytest.approx((50, 70, 100, 20), abs=0.5)
    assert first.face.name == "STSong-Light"


@both
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_has_its_size_as_displayed(opened: Open, tmp_path: Path, rotate: int) -> None:
    page = only(opened, tmp_path, Sheet(300, 400, rotate=rotate).text(50, 100, "公开"))
    assert (page.width, page.height) == ((400, 300) if rotate != 180 else (300, 400))
    assert {char.turn for char in page.chars} == {rotate // 90}


@both
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_turned_text_says_which_way_it_runs(opened: Open, tmp_path: Path, turn: int) -> None:
    page = only(opened, tmp_path, Sheet().text(200, 300, "公开", turn=turn))
    assert {char.turn for char in page.chars} == {turn}
    assert all(char.x0 < char.x1 and char.top < char.bottom for char in page.chars)


@both
def test_the_crop_box_is_the_page(opened: Open, tmp_path: Path) -> None:
    page = only(
        opened, tmp_path, Sheet(300, 400, crop=(20, 30, 200, 300)).text(50, 100, "公").stroke(30, 130, 150, 130)
    )
    assert (page.width, page.height) == (180, 270)
    assert (page.chars[0].x0, page.chars[0].base) == pytest.approx((30, 70), abs=0.5)
    assert page.rules[0][1:] == pytest.approx((100, 10, 130), abs=0.5)


@both
def test_strokes_and_thin_bars_are_rules(opened: Open, tmp_path: Path) -> None:
    sheet = Sheet().stroke(100, 200, 300, 200).bar(100, 100, 101, 300).bar(50, 50, 90, 90)
    sheet.parts.append("100 100 m 150 200 200 200 250 100 c S")  # a curve
    found = {
        (rule.flat, round(rule.at), round(rule.start), round(rule.end)) for rule in only(opened, tmp_path, sheet).rules
    }
    assert {(True, 200, 100, 300), (False, 100, 100, 300)} <= found
    assert not any(rule[1] in range(45, 95) for rule in found)


@both
def test_a_closed_path_has_its_last_side_too(opened: Open, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.parts.append("100 100 m 300 100 l 300 400 l 100 400 l h S")
    rules = only(opened, tmp_path, sheet).rules
    assert len({(rule.flat, round(rule.at)) for rule in rules}) == 4


@both
def test_the_password_must_fit(opened: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", Sheet().text(100, 100, "正文"), password="key")
    for password, tried in (("", False), ("no", True)):
        with pytest.raises(Encrypted) as caught:
            opened(path, password)
        assert caught.value.data == {"file": "a.pdf", "tried": tried}
    assert len(pages(opened, path, "key")[0].chars) == 2


@both
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"no pdf at all" * 50], ids=["empty", "head only", "text"])
def test_what_is_no_pdf_is_damaged(opened: Open, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(Damaged) as caught:
        opened(tmp_path / "a.pdf")
    assert caught.value.data["file"] == "a.pdf"


@both
def test_an_empty_page_between_others_keeps_their_numbers(opened: Open, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", Sheet().text(100, 100, "前"), Sheet(), Sheet().text(100, 100, "后"))
    assert [text(page) for page in pages(opened, path)] == ["前", "", "后"]


@pytest.mark.parametrize(
    "name", ["form-in-itself.pdf", "huge-page.pdf", "inside-out-page.pdf", "many-states.pdf", "wrong-length.pdf"]
)
def test_pages_made_to_do_harm_end(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(hostile.SMALL[name]())
    assert len(pages(open_pdfium, tmp_path / name)) == 1


def test_a_page_that_cannot_be_loaded_is_blank_and_told(tmp_path: Path) -> None:
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = b"<< /Type /Pages /Kids [3 0 R 9 0 R 3 0 R] /Count 3 >>"
    (tmp_path / "a.pdf").write_bytes(hostile.pdf(b"<< /Type /Catalog /Pages 2 0 R >>", tree, sheet))
    read = pages(open_pdfium, tmp_path / "a.pdf")
    assert [(page.width, page.unread) for page in read] == [(595, 0), (0, 1), (595, 0)]


# ---- what only PDFium tells


def test_hidden_text_counts_only_where_there_is_no_other(tmp_path: Path) -> None:
    hidden = Sheet().text(100, 100, "识别的字", mode=3)
    assert text(only(open_pdfium, tmp_path, hidden)) == "识别的字"
    assert text(only(open_pdfium, tmp_path, hidden.text(100, 200, "见"))) == "见"


def test_text_drawn_as_outlines_is_bold(tmp_path: Path) -> None:
    assert [char.face.bold for char in only(open_pdfium, tmp_path, Sheet().text(100, 100, "粗", mode=2)).chars] == [
        True
    ]


def test_what_has_no_code_is_counted(tmp_path: Path) -> None:
    page = only(open_pdfium, tmp_path, Sheet().text(100, 100, "正\ue123\ue124文"))
    assert (page.unread, len(page.chars)) == (2, 4)


def test_text_outside_the_page_is_no_text(tmp_path: Path) -> None:
    assert (
        text(only(open_pdfium, tmp_path, Sheet(300, 400).text(50, 100, "内").text(500, 100, "外").text(50, 900, "下")))
        == "内"
    )


def test_how_much_of_a_page_its_largest_picture_covers(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(hostile.picture(8))
    assert pages(open_pdfium, tmp_path / "a.pdf")[0].picture == pytest.approx(1.0)


def test_rules_inside_a_form_are_found_where_it_stands(tmp_path: Path) -> None:
    form = hostile.page(b"q 1 0 0 1 50 60 cm 1 w 0 0 m 100 0 l S Q")
    (tmp_path / "a.pdf").write_bytes(form)
    (rule,) = pages(open_pdfium, tmp_path / "a.pdf")[0].rules
    assert (rule.flat, rule.at, rule.start, rule.end) == (
        True,
        pytest.approx(782),
        pytest.approx(50),
        pytest.approx(150),
    )


def test_a_page_of_more_strokes_than_any_table_has_keeps_what_came_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfium, "MOST_SEGMENTS", 6)
    sheet = Sheet()
    for y in range(100, 200, 10):
        sheet.stroke(100, y, 300, y)
    assert 0 < len(only(open_pdfium, tmp_path, sheet).rules) < 10


@pytest.mark.parametrize(
    ("raw", "name"),
    [(b"SimSun", "SimSun"), ("宋体".encode(), "宋体"), ("宋体".encode("gbk"), "宋体"), (b"\xff", "\ufffd")],
)
def test_a_fonts_name_in_whatever_encoding(raw: bytes, name: str) -> None:
    assert pdfium._font_name(raw) == name
