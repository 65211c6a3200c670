"""Level watermarks are told from text; nothing else that is large is."""

import pytest

from gongkai_desk.reading.pdf.layout import layouts
from gongkai_desk.reading.pdf.marks import without_marks
from gongkai_desk.reading.pdf.plain import Face, PlainChar, PlainPage, Tint
from tests.pdf_builder import Sheet, write_pdf
from tests.plain_pages import printed

PALE = Face("SimHei", pale=True)
BODY = "各部门要及时公开本部门的政策文件，每月至少更新一次。"


def text_of(chars: tuple[PlainChar, ...]) -> str:
    return "".join(char.text for char in chars)


def page(*groups: list[PlainChar]) -> PlainPage:
    return PlainPage(595.0, 842.0, tuple(char for group in groups for char in group), ())


def body(lines: int = 8) -> list[PlainChar]:
    return [char for n in range(lines) for char in printed(BODY, 60, 200 + 20 * n, 12)]


@pytest.mark.parametrize("mark", ["征求意见稿", "内部资料 注意保存", "讨论稿", "秘密"])
@pytest.mark.parametrize("size", [30.0, 48.0, 90.0])
def test_large_type_over_the_text_is_a_mark(mark, size):
    kept, marks = without_marks(page(printed(mark, 80, 280, size), body()))
    assert text_of(kept.chars).strip() == BODY * 8
    assert marks == (mark.replace(" ", ""),)


@pytest.mark.parametrize("base", [280, 700])
def test_pale_large_type_is_a_mark_wherever_it_lies(base):
    pale = [char._replace(face=PALE) for char in printed("内部资料", 80, base, 40)]
    kept, marks = without_marks(page(pale, body()))
    assert (text_of(kept.chars), marks) == (BODY * 8, ("内部资料",))


@pytest.mark.parametrize(
    ("text", "base", "size"),
    [
        ("云州市人民政府办公室文件", 100, 40),
        ("云州市2026年政务公开工作要点", 150, 22),
        ("目　录", 120, 30),
        ("附件1", 600, 24),
    ],
)
def test_a_masthead_and_a_title_are_none(text, base, size):
    printed_page = page(printed(text, 60, base, size), body())
    assert without_marks(printed_page) == (printed_page, ())


def test_large_type_alone_on_its_page_is_text():
    cover = page(printed("云州市政务公开工作手册", 60, 300, 44))
    assert without_marks(cover) == (cover, ())


@pytest.mark.parametrize(
    ("colour", "pale"),
    [
        ((0, 0, 0), False),
        ((255, 0, 0), False),
        ((90, 90, 90), False),
        ((255, 255, 255), False),
        ((200, 200, 200), True),
        ((255, 190, 190), True),
        ((0, 0, 0, 60), True),
    ],
)
def test_what_is_pale(colour, pale):
    assert Tint(*colour).is_pale is pale


def test_a_mark_is_told_with_its_page(tmp_path):
    from gongkai_desk.reading.read import read_document

    sheet = Sheet().text(80, 300, "内部资料", 48)
    for n in range(8):
        sheet = sheet.text(60, 240 + 20 * n, BODY, 12)
    document = read_document(write_pdf(tmp_path / "a.pdf", sheet))
    assert "内部资料" not in document.text
    assert [(missed.where, missed.what) for missed in document.missed] == [("第1页", "水印：内部资料")]


def test_pages_on_one_sheet_tell_a_mark_once():
    left = page(printed("征求意见稿", 80, 280, 48), body())
    assert [layout.marks for layout in layouts(left, 1)] == [("征求意见稿",)]
