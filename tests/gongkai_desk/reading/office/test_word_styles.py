"""What Word's styles say of looks, and which of several levels holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai_desk.reading.office.word_text import PLAIN, Look, Styles, is_on, look
from tests.office_builder import style, word_part


def styles(*parts: str) -> Styles:
    return Styles(etree.fromstring(word_part("styles", "".join(parts))))


def own(properties: str) -> Look:
    return look(etree.fromstring(word_part("pPr", properties)))


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ("", PLAIN),
        ("<w:unknown/><!-- 注 -->", PLAIN),
        ('<w:outlineLvl w:val="0"/>', Look(outline=1)),
        ('<w:outlineLvl w:val="9"/>', Look(outline=0)),
        ('<w:outlineLvl w:val="x"/>', Look(outline=0)),
        ('<w:jc w:val="center"/>', Look(align="center")),
        ('<w:sz w:val="32"/>', Look(size=16.0)),
        ('<w:sz w:val="10.5pt"/>', Look(size=10.5)),
        ('<w:sz w:val="三号"/>', PLAIN),
        ("<w:b/>", Look(bold=True)),
        ('<w:b w:val="false"/>', Look(bold=False)),
        ('<w:rFonts w:ascii="Times" w:eastAsia="仿宋"/>', Look(font="仿宋")),
        ('<w:rFonts w:ascii="Times"/>', Look(font="Times")),
        ('<w:rFonts w:hint="eastAsia"/>', PLAIN),
        ('<w:numPr><w:ilvl w:val="2"/><w:numId w:val="5"/></w:numPr>', Look(list_id="5", list_level=2)),
        ('<w:numPr><w:ilvl w:val="?"/></w:numPr>', Look(list_level=0)),
        ('<w:ind w:firstLine="640" w:left="320"/>', Look(first_twips=640.0, left_twips=320.0)),
        ('<w:ind w:firstLineChars="200" w:start="100"/>', Look(first_chars=2.0, left_twips=100.0)),
        ('<w:ind w:firstLine="1e9" w:left=""/>', PLAIN),
    ],
)  # fmt: skip
def test_what_properties_say_themselves(properties: str, found: Look) -> None:
    assert own(properties) == found


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("on", True), ("0", False), ("off", False), ("none", False)]
)
def test_a_switch_is_on_unless_it_says_otherwise(value: str, on: bool) -> None:
    assert (
        is_on(etree.fromstring(word_part("b", "").replace("/>", "/>").replace("<w:b ", f'<w:b w:val="{value}" '))) is on
    )
    assert is_on(etree.fromstring(word_part("b", "")))


LOOKS = st.builds(
    Look, outline=st.none() | st.integers(1, 9), bold=st.none() | st.booleans(), font=st.none() | st.just("黑体")
)


@given(LOOKS, LOOKS, LOOKS)
def test_looks_are_laid_over_one_another_in_any_grouping(top: Look, middle: Look, bottom: Look) -> None:
    assert top.over(middle).over(bottom) == top.over(middle.over(bottom))
    assert top.over(PLAIN) == PLAIN.over(top) == top.over(top) == top


def test_a_style_has_what_it_is_based_on_and_its_own_over_it() -> None:
    known = styles(
        style("a", "正文", '<w:pPr><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr>'),
        style("b", "题", '<w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr>'),
        style("c", "小题", '<w:basedOn w:val="b"/><w:rPr><w:b/></w:rPr>'),
    )
    assert known.look("c") == Look(align="center", size=16.0, bold=True)
    assert known.look("b") == Look(align="center", size=16.0)
    assert known.look("nowhere") == PLAIN


def test_styles_based_on_one_another_in_a_circle_end() -> None:
    known = styles(
        style("a", "甲", '<w:basedOn w:val="b"/><w:rPr><w:b/></w:rPr>'), style("b", "乙", '<w:basedOn w:val="a"/>')
    )
    assert known.look("b").bold is True


def test_a_chain_longer_than_any_paper_has_is_followed_so_far() -> None:
    chain = [style(f"s{n}", "x", f'<w:basedOn w:val="s{n + 1}"/>') for n in range(5_000)]
    assert styles(*chain, style("s5000", "x", "<w:rPr><w:b/></w:rPr>")).look("s0") == PLAIN


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("heading 1", 1),
        ("Heading 3", 3),
        ("标题 2", 2),
        ("标题2", 2),
        ("heading", None),
        ("副标题 2", None),
        ("正文", None),
    ],
)
def test_a_heading_style_is_known_by_its_name(name: str, level: int | None) -> None:
    assert styles(style("h", name)).look("h").outline == level


def test_a_heading_style_may_say_another_level() -> None:
    assert styles(style("h", "heading 1", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')).look("h").outline == 3


@pytest.mark.parametrize(
    ("name", "contents"), [("toc 1", True), ("TOC 3", True), ("目录 2", True), ("目录", False), ("heading 1", False)]
)
def test_lines_of_a_contents_list_are_known_by_their_style(name: str, contents: bool) -> None:
    assert styles(style("t", name)).is_contents("t") is contents
    assert not styles().is_contents("t")


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
NORMAL = style("n", "Normal", '<w:rPr><w:sz w:val="32"/></w:rPr>').replace("<w:style ", '<w:style w:default="1" ')


def test_a_paragraph_without_a_style_has_the_default_one_over_the_documents() -> None:
    known = styles(DEFAULTS, NORMAL, style("k", "题", "<w:rPr><w:b/></w:rPr>"))
    assert known.normal == "n"
    assert known.paragraph("") == Look(font="仿宋", size=16.0, align="both")
    assert known.paragraph("k") == Look(font="仿宋", size=10.5, align="both", bold=True)


def test_the_list_that_a_style_names() -> None:
    known = styles(style("q", "节", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'))
    assert known.list_of("q") == "7"
    assert known.list_of("nowhere") == ""


def test_a_document_without_styles_says_nothing() -> None:
    assert Styles(None).paragraph("") == PLAIN
    assert styles("<w:style/>", '<w:style w:styleId="x"/>').look("x") == PLAIN
