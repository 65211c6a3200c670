"""Paragraphs and tables poured into lines and grids with places, and the characters that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.reading.document import Cell, Document, FileKind, Grid, Line, Page
from gongkai_desk.reading.flowing import Block, BlockCell, Flow, Paragraph, Table, blank_width, plain, pour, visible
from tests.builders import cell_texts, grids_of, line_texts, printed_at_places


def said(text: str, **looks: object) -> Paragraph:
    return Paragraph(Line(text, **looks))  # type: ignore[arg-type]


def cell(*blocks: Block | str, **spans: int) -> BlockCell:
    return BlockCell([said(block) if isinstance(block, str) else block for block in blocks], **spans)


def poured(*blocks: Block) -> Document:
    flow = Flow()
    pour(blocks, flow)
    return Document("a", FileKind.DOCX, (Page(1, tuple(flow.items)),), flow.text)


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x07", "\r", "\x85", "\u00ad", "\u200b", "\u200e", "\u2028", "\u2060", "\ufeff", "\ud800"]
)
def test_characters_that_print_nothing_are_dropped(unseen: str) -> None:
    assert visible(f"公{unseen}开") == "公开"


@pytest.mark.parametrize("seen", ["\t", "\n", "\u3000", "\xa0", "\u2003", "〇", "\ue123", "𬭎"])
def test_blanks_and_rare_characters_stay(seen: str) -> None:
    assert visible(f"公{seen}开") == f"公{seen}开"


@given(st.text())
def test_what_is_visible_stays_so(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert len(once) <= len(text)
    once.encode()  # no lone surrogate is left


def test_forced_breaks_begin_lines_and_only_the_first_has_the_number() -> None:
    document = poured(said("一、甲\n乙\n \n丙", number="一、", bold=True))
    assert [(line.text, line.number, line.bold) for line in document.pages[0].items if isinstance(line, Line)] == [
        ("一、甲", "一、", True),
        ("乙", "", True),
        ("丙", "", True),
    ]


@pytest.mark.parametrize(("head", "width"), [("", 0), ("　　", 2), ("    ", 2), ("\t", 2), ("　 ", 1.5), ("\xa0", 0.5)])
def test_leading_blanks_are_an_indent(head: str, width: float) -> None:
    assert blank_width(head) == width
    (line,) = poured(said(f"{head}公开", indent=1.0)).pages[0].items
    assert isinstance(line, Line)
    assert (line.text, line.indent) == ("公开", 1.0 + width)


def test_blank_paragraphs_leave_nothing() -> None:
    assert poured(said(""), said(" \u200b"), said("\n\n")).pages[0].items == ()


def test_places_point_into_the_text_over_lines_tables_and_asides() -> None:
    flow = Flow()
    pour([said("题目"), Table([[cell("序号"), cell("任务")], [cell("1"), cell("一段", "二段")]])], flow)
    flow.aside("页眉")
    pour([said("末行")], flow)
    document = Document("a", FileKind.DOCX, (Page(1, tuple(flow.items)),), flow.text)
    assert document.text == "题目\n序号\t任务\n1\t一段\n二段\n页眉\n末行\n"
    assert all(text == printed for text, printed in printed_at_places(document))


def test_a_covered_place_takes_no_room() -> None:
    flow = Flow()
    flow.grid(Grid(((Cell("一、节", columns=2), None, Cell("乙")),)))
    assert flow.text == "一、节\t\t乙\n"
    (grid,) = flow.items
    assert isinstance(grid, Grid)
    assert [found and found.places for found in grid.rows[0]] == [(TextPlace(0, 3),), None, (TextPlace(5, 6),)]


def test_a_cell_keeps_its_spans_and_the_looks_of_its_first_line() -> None:
    tall = BlockCell([said(" ", size=9.0), said("甲", bold=True, size=12.0), said("乙")], rows=2)
    (grid,) = grids_of(poured(Table([[tall, cell("a")], [None, cell("b")]], header_rows=1, name="表")))
    assert (grid.header_rows, grid.name) == (1, "表")
    assert cell_texts(grid) == [["甲\n乙", "a"], [None, "b"]]
    first = grid.rows[0][0]
    assert first is not None
    assert (first.rows, first.bold, first.size) == (2, True, 12.0)


def test_a_table_of_one_column_is_there_for_the_layout() -> None:
    document = poured(Table([[cell("题目")], [cell("正文", "落款")]]))
    assert line_texts(document) == ["题目", "正文", "落款"]
    assert grids_of(document) == []


def test_a_column_that_spans_two_is_a_table() -> None:
    assert cell_texts(grids_of(poured(Table([[cell("合", columns=2), None]])))[0]) == [["合", None]]


@pytest.mark.parametrize(
    ("own", "is_layout"),
    [("左", True), ("很长的一段正文，远远多于里面那张表的文字。" * 3, False)],
    ids=["frame", "note"],
)
def test_a_table_around_another_is_unwrapped_unless_it_says_more_itself(own: str, is_layout: bool) -> None:
    inner = Table([[cell("任务名称"), cell("责任单位")], [cell("政策公开发布"), cell("市司法局")]])
    document = poured(Table([[cell(own), cell("题目", inner)]]))
    shown = [["任务名称", "责任单位"], ["政策公开发布", "市司法局"]]
    assert (cell_texts(grids_of(document)[0]) == shown) is is_layout
    assert len(grids_of(document)) == 1


def test_plain_text_has_a_line_for_each_paragraph_and_row() -> None:
    inner = Table([[cell("子"), None, cell("表")], [cell(""), cell("二")]])
    assert plain([said("甲"), said(" "), inner, said("乙\n丙")]) == "甲\n子 表\n二\n乙\n丙"


TEXTS = st.text("甲乙 \n\u3000\u200b", max_size=6)


@given(
    st.lists(st.one_of(TEXTS, st.lists(st.lists(TEXTS, min_size=2, max_size=3), min_size=1, max_size=3)), max_size=5)
)
def test_every_place_points_at_its_own_text(content: list[str | list[list[str]]]) -> None:
    blocks = [
        said(each) if isinstance(each, str) else Table([[cell(text) for text in row] for row in each])
        for each in content
    ]
    assert all(text == printed for text, printed in printed_at_places(poured(*blocks)))
