"""Runs, tables and page numbers of Word papers: XML that holds whatever a plan says; forms laid out whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai_desk.domain.sheet import Align, FontScheme
from gongkai_desk.export.bands import laid_bands
from gongkai_desk.export.tables import cell_ems, placed_cells, row_heights
from gongkai_desk.export.word import edges, form_xml
from gongkai_desk.export.word_kit import band_xml, edge_number, foot_number, run_xml
from gongkai_desk.page.layout import Band, BandKind, Cell, Form, FormRow, Mark, Piece, band, both_sides, plain_text
from gongkai_desk.page.measures import FONTS, Typeface, broken_lines, head_lines, line_count, points, text_width, twips

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' if name != "w" else f'xmlns:w="{W[1:-1]}"'
    for name in ("w", "mc", "wp", "a", "wps", "v", "r", "pic")
)
OFFICIAL = FONTS[FontScheme.OFFICIAL]
FACE = Typeface(10.5, 16, 14, 10.0)


def parsed(xml: str) -> Any:
    return etree.fromstring(f"<root {SPACES}>{xml}</root>")


def texts(xml: str) -> str:
    read = {f"{W}t": lambda each: each.text or "", f"{W}noBreakHyphen": lambda _: "-"}
    return "".join(read[each.tag](each) for each in parsed(xml).iter(*read))


@given(st.text(max_size=60))
def test_a_run_holds_any_text(text: str) -> None:
    assert texts(run_xml(text, "仿宋", 10.5, OFFICIAL)) == plain_text(text)


def test_the_hyphen_of_a_date_in_a_line_never_ends_it() -> None:
    made = run_xml("7月6日收到2022-07-06的材料，见www.a.cn/2022-07", "仿宋", 9, OFFICIAL)
    assert len(list(parsed(made).iter(f"{W}noBreakHyphen"))) == 2
    assert texts(made) == "7月6日收到2022-07-06的材料，见www.a.cn/2022-07"


def test_a_date_alone_can_be_found_and_copied_as_it_is() -> None:
    assert "noBreakHyphen" not in run_xml("2022-07-06", "仿宋", 9, OFFICIAL)


def test_a_run_names_the_font_and_marks_its_signs_as_chinese() -> None:
    (fonts,) = parsed(run_xml("“甲”", "黑体", 16, OFFICIAL)).iter(f"{W}rFonts")
    assert (fonts.get(f"{W}eastAsia"), fonts.get(f"{W}hint")) == ("黑体", "eastAsia")
    assert fonts.get(f"{W}ascii") == "Times New Roman"
    assert {each.get(f"{W}val") for each in parsed(run_xml("甲", "黑体", 10.5, OFFICIAL)).iter(f"{W}sz")} == {"21"}


@given(st.lists(st.floats(5, 80), min_size=1, max_size=12))
def test_columns_in_twips_sum_to_the_whole(widths: list[float]) -> None:
    assert sum(edges(widths)) == twips(sum(widths))
    assert all(abs(found - twips(width)) <= 1 for found, width in zip(edges(widths), widths, strict=True))


@pytest.mark.parametrize(("odd", "side"), [(True, "right"), (False, "left")], ids=["odd", "even"])
def test_a_standing_page_has_its_number_outside_one_character_in(odd: bool, side: str) -> None:
    made = parsed(foot_number(OFFICIAL, odd))
    assert next(made.iter(f"{W}jc")).get(f"{W}val") == side
    assert next(made.iter(f"{W}ind")).get(f"{W}{side}") == "280"  # 14 pt
    assert texts(foot_number(OFFICIAL, odd)) == "— 1 —"


@pytest.mark.parametrize(("odd", "side"), [(True, "right"), (False, "left")], ids=["odd low", "even high"])
def test_a_lying_page_has_its_number_turned_at_the_left_edge(odd: bool, side: str) -> None:
    made = parsed(edge_number(OFFICIAL, odd))
    assert {each.get(f"{W}val") for each in made.iter(f"{W}jc")} == {side}
    assert [each.get("vert") for each in made.iter() if each.get("vert")] == ["vert"]


def test_the_two_numbers_of_a_lying_page_are_told_apart() -> None:
    drawn = [each for odd in (True, False) for each in parsed(edge_number(OFFICIAL, odd)).iter() if "docPr" in each.tag]
    assert len({each.get("id") for each in drawn}) == 2


def line(given_band: Band, width: float = 156) -> Any:
    (laid,) = laid_bands([given_band], points(width))
    return parsed(band_xml(laid, OFFICIAL, width))


def test_a_text_at_the_right_stands_on_a_stop_at_the_edge() -> None:
    made = line(both_sides("左", "右"))
    (stop,) = [each for each in made.iter(f"{W}tab") if each.attrib]
    assert (stop.get(f"{W}val"), stop.get(f"{W}pos")) == ("right", str(twips(156)))


def test_a_word_on_its_ground_can_be_read() -> None:
    made = line(Band(BandKind.NOTE, (Piece(" 红色督办 ", mark=Mark("C00000", "FFFFFF")), Piece("编号", Align.RIGHT))))
    (ground,) = made.iter(f"{W}shd")
    (ink,) = made.iter(f"{W}color")
    assert (ground.get(f"{W}fill"), ink.get(f"{W}val")) == ("C00000", "FFFFFF")


def test_a_line_to_cut_along_is_dashed() -> None:
    assert [each.get(f"{W}val") for each in line(band(BandKind.CUT, "（沿此线裁开）")).iter(f"{W}bottom")] == ["dashed"]
    assert not list(line(band(BandKind.LINE, "一行")).iter(f"{W}bottom"))


# ---- forms


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form of three columns whose rows hold cells that together fill them."""
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        spans = draw(st.sampled_from([(3,), (1, 2), (2, 1), (1, 1, 1)]))
        rows.append(FormRow(tuple(Cell(draw(st.text("公开甲乙\n", max_size=40)), span) for span in spans), 20.0))
    return Form((30.0, 60.0, 66.0), tuple(rows), FACE)


@given(forms())
def test_every_row_of_a_form_has_room_for_its_texts(form: Form) -> None:
    heights = row_heights(form, form.face.pitch)
    for each in placed_cells(form):
        need = line_count(each.cell.text, cell_ems(form, each)) * form.face.pitch + form.face.padding
        assert heights[each.row] >= need
        assert heights[each.row] >= form.rows[each.row].least


@given(forms())
def test_a_form_in_word_says_every_text_once(form: Form) -> None:
    made = form_xml(form, OFFICIAL, 225)
    assert texts(made) == "".join(cell.text.replace("\n", "") for row in form.rows for cell in row.cells)
    assert len(list(parsed(made).iter(f"{W}tr"))) == len(form.rows)


def test_a_high_row_may_be_split_by_a_page_end() -> None:
    low, high = FormRow((Cell("甲", 3),), 20.0), FormRow((Cell("乙\n" * 60, 3),), 20.0)
    rows = list(parsed(form_xml(Form((30.0, 60.0, 66.0), (low, high), FACE), OFFICIAL, 225)).iter(f"{W}tr"))
    assert [bool(list(row.iter(f"{W}cantSplit"))) for row in rows] == [True, False]


# ---- lines counted in ems


@given(st.text("公开，。（）《》Ab1 、：", max_size=60), st.floats(2, 20))
def test_lines_hold_the_whole_text_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = broken_lines(text, width)
    assert "".join(lines) == text
    assert len(lines) == line_count(text, width)
    assert all(text_width(each) <= width + 1.01 or len(each) == 1 or each.isascii() for each in lines)


@given(st.text("公开甲乙", min_size=1, max_size=12), st.floats(1.5, 8))
def test_a_head_is_broken_evenly(head: str, width: float) -> None:
    lines = head_lines(head, width).split("\n")
    assert "".join(lines) == head
    assert max(map(len, lines[:-1]), default=0) - min(map(len, lines[:-1]), default=0) == 0


@pytest.mark.parametrize("head", ["责任单位（盖章）", "量化指标\n和频次"])
def test_a_head_with_lines_or_brackets_of_its_own_keeps_them(head: str) -> None:
    assert head_lines(head, 2.0) == head
