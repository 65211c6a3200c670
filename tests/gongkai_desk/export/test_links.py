"""Figures that count rows keep their place in the text, from a paper's value to the printed page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.export.pages import pages, setup_of
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Link,
    Paper,
    Piece,
    Row,
    TableColumn,
    TablePaper,
)
from gongkai_desk.page.measures import Typeface, line_starts

SEVEN = Counted(CountedKind.ENTRY, (1, 2, 3))


def linked(paper: PrintedPaper) -> list[str]:
    """Return the characters that each link of a paper covers."""
    inks = (ink for page in paper.pages for ink in page.inks)
    return [ink.text[link.start : link.end] for ink in inks for link in ink.links]


def marked(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return a text with its links: 共[12]项."""
    before, figure, after = text.replace("]", "[").split("[")
    return before + figure + after, (Link(len(before), len(before) + len(figure), SEVEN),)


def a_table(*texts: str) -> TablePaper:
    columns = tuple(TableColumn(f"栏{n}", 30) for n in range(len(texts)))
    plain = [marked(text) if "[" in text else (text, ()) for text in texts]
    row = Row(tuple(text for text, _ in plain), (False,) * len(texts), links=tuple(links for _, links in plain))
    return TablePaper("表", columns, [row])


def a_paragraph(text: str) -> FormPaper:
    words, links = marked(text)
    return FormPaper("报告", (FormPage((Band(BandKind.BODY, (Piece(words, links=links),)),)),))


def a_form(text: str) -> FormPaper:
    words, links = marked(text)
    form = Form((156.0,), (FormRow((Cell(words, links=links),), 16.0),), Typeface(9, 12, 11.5, 4.0))
    return FormPaper("表单", (FormPage((form,)),))


@pytest.mark.parametrize(
    "paper",
    [a_table("甲", "[12]", "乙"), a_paragraph("部署任务[12]项。"), a_form("共[12]项")],
    ids=["table", "text", "form"],
)
def test_the_figure_is_what_the_link_covers(paper: Paper):
    assert linked(pages(paper)) == ["12"]


@pytest.mark.parametrize(("chosen", "left"), [(("栏0", "栏2"), ["34"]), (("栏1", "栏2"), ["12", "34"])])
def test_other_columns_take_no_figure_with_them(chosen: tuple[str, ...], left: list[str]):
    paper = a_table("甲", "[12]", "[34]")
    assert linked(pages(paper, replace(setup_of(paper), columns=chosen))) == left


def test_a_figure_in_a_long_paragraph_keeps_its_place_behind_line_feeds_and_page_ends():
    text = "上半年各项任务有序推进。\n" * 40 + "其中逾期[12]项。"
    assert linked(pages(a_paragraph(text))) == ["12"]


def test_what_stands_again_beside_a_text_that_is_parted_keeps_its_figure():
    made = pages(a_table("[12]", "进展情况。" * 2000))
    assert len(made.pages) > 1
    assert set(linked(made)) == {"12"}


def test_lines_begin_where_the_text_has_them():
    assert list(line_starts("甲乙丙\n\n丁", ["甲乙", "丙", "", "丁"])) == [0, 2, 4, 5]
