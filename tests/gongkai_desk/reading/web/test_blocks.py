"""The blocks of a web article: paragraphs with looks, lists with numbers, tables with spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gongkai_desk.reading.document import Line
from gongkai_desk.reading.flowing import Block, Flow, Paragraph, Table, plain, pour
from gongkai_desk.reading.web.article import Article, Hidden
from gongkai_desk.reading.web.blocks import BlockReader

SEEN = Hidden(frozenset())


def blocks(body: str) -> list[Block]:
    """Read a body as if all of it were the article."""
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    article = Article(tree, SEEN)
    article.roots = (tree.find("body"),)
    return BlockReader(article, SEEN, lambda: None).read()


def lines(body: str) -> list[Line]:
    return [block.line for block in blocks(body) if isinstance(block, Paragraph)]


def texts(body: str) -> list[str]:
    flow = Flow()
    pour(blocks(body), flow)
    return [item.text for item in flow.items if isinstance(item, Line)]


def table(rows: str) -> Table:
    (found,) = [block for block in blocks(f"<table>{rows}</table>") if isinstance(block, Table)]
    return found


def cells(found: Table) -> list[list[str | None]]:
    return [[plain(cell.blocks) if cell else None for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>公<span>开</span></p><p>解读</p>", ["公开", "解读"]),
        ("甲<div>乙</div>丙", ["甲", "乙", "丙"]),
        ("<p>甲\n   乙&nbsp;&nbsp;丙</p>", ["甲 乙 丙"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ('<p style="white-space:pre-wrap">甲\n乙</p>', ["甲", "乙"]),
        ("<h1>题</h1><blockquote>引</blockquote><address>址</address>", ["题", "引", "址"]),
        ("<p>前<script>暗</script>后</p>", ["前后"]),
        ("<dl><dt>名</dt><dd>义</dd></dl>", ["名", "义"]),
        ("<p> </p><p>&#8203;</p>", []),
    ],
)
def test_paragraphs_begin_and_end_with_blocks_and_breaks(body: str, shown: list[str]) -> None:
    assert texts(body) == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=5><li>甲<li value=9>乙<li>丙</ol>", ["5.甲", "9.乙", "10.丙"]),
        ("<ol type=A><li>甲<li>乙</ol>", ["A.甲", "B.乙"]),
        ("<ol type=i><li>甲<li>乙</ol>", ["i.甲", "ii.乙"]),
        ("<ol style='list-style: simp-chinese-informal inside'><li>甲</ol>", ["一、甲"]),
        ("<ol style='list-style-type:none'><li>甲</ol>", ["甲"]),
        ("<ol style='list-style-type:fancy'><li>甲</ol>", ["1.甲"]),
        ("<ul><li>甲<ol><li>子<li>丑</ol><li>乙</ul>", ["甲", "1.子", "2.丑", "乙"]),
        ("<ol><li>甲<ul><li>子</ul><li>乙</ol>", ["1.甲", "子", "2.乙"]),
        ("<ol start=x><li value=-3>甲</ol>", ["1.甲"]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1.甲", "乙"]),
        ("<li>甲", ["甲"]),
    ],
)
def test_lists_show_the_numbers_that_a_browser_shows(body: str, shown: list[str]) -> None:
    assert texts(body) == shown


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        ("<p><b>题</b></p>", {"bold": True}),
        ("<h3>题</h3>", {"bold": True, "heading": 3}),
        ("<p style='font-weight:700'>题</p>", {"bold": True}),
        ("<p><b style='font-weight:normal'>题</b></p>", {"bold": False}),
        ("<p style='font-size:22pt'>题</p>", {"size": 22.0}),
        ("<p style='font-size:32px'>题</p>", {"size": 24.0}),
        ("<p style='font-size:large'>题</p>", {"size": None}),
        ("<p style=\"font-family:'仿宋_GB2312', serif\">题</p>", {"font": "仿宋_GB2312"}),
        ("<center>题</center>", {"centred": True}),
        ("<p align=CENTER>题</p>", {"centred": True}),
        ("<div align=center><p align=left>题</p></div>", {"centred": False}),
        ("<div style='text-align:center'><p>题</p></div>", {"centred": True}),
        ("<p style='text-indent:2em'>题</p>", {"indent": 2.0}),
        ("<p style='font-size:16pt;text-indent:32pt'>题</p>", {"indent": 2.0}),
        ("<p style='text-indent:-2em'>题</p>", {"indent": 0.0}),
        ("<p style='text-indent:auto'>题</p>", {"indent": 0.0}),
        ("<div style='text-indent:2em'><div>题</div></div>", {"indent": 0.0}),
        ("<p style='nonsense;;:x'>题</p>", {"bold": False, "size": None}),
    ],
)
def test_looks_are_those_of_the_first_text_and_of_its_block(body: str, looks: dict[str, object]) -> None:
    (line,) = lines(body)
    assert {key: getattr(line, key) for key in looks} == looks


def test_spans_reach_over_places_of_later_rows() -> None:
    found = table("<tr><td rowspan=2 colspan=2>甲<td>a<tr><td>b<tr><td>c<td colspan=2>d")
    assert cells(found) == [["甲", None, "a"], [None, None, "b"], ["c", "d", None]]
    assert found.rows[0][0] is not None
    assert (found.rows[0][0].rows, found.rows[0][0].columns) == (2, 2)


def test_a_row_that_is_too_short_for_what_reaches_into_it_is_filled_up() -> None:
    assert cells(table("<tr><td>甲<td>乙<td rowspan=2>丙<tr><td>丁")) == [["甲", "乙", "丙"], ["丁", "", None]]


@pytest.mark.parametrize("rows", ["0", "5", "99999999"])
def test_a_cell_ends_with_its_table(rows: str) -> None:
    found = table(f"<tr><td rowspan={rows}>甲<td>a<tr><td>b")
    assert cells(found) == [["甲", "a"], [None, "b"]]
    assert found.rows[0][0] is not None
    assert found.rows[0][0].rows == 2


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("<tr><th>甲<th>乙<tr><td>a<td>b", 1),
        ("<tr><th>甲<td>乙<tr><td>a<td>b", 0),
        ("<thead><tr><td>甲<td>乙<tr><td>丙<td>丁</thead><tr><td>a<td>b", 2),
        ("<tr><th>甲<th>乙<tr><th>丙<th>丁<tr><td>a<td>b", 2),
        ("<tr><th>甲<th>乙", 0),
        ("<tr><td>甲<td>乙<tr><th>a<th>b", 0),
    ],
    ids=["head cells", "one is none", "head part", "two rows", "nothing below", "not at the top"],
)
def test_head_rows(rows: str, heads: int) -> None:
    assert table(rows).header_rows == heads


def test_cells_without_a_row_and_rows_without_cells() -> None:
    assert cells(table("<td>甲<td>乙")) == [["甲", "乙"]]
    assert cells(table("<tr></tr><tr><td>甲<td>乙</tr><tr></tr>")) == [["甲", "乙"]]


def test_a_table_in_a_cell_is_the_cells() -> None:
    found = table("<tr><td>甲<table><tr><td>子<td>丑</table>后<td>乙")
    assert len(found.rows) == 1
    assert cells(found) == [["甲\n子 丑\n后", "乙"]]


def test_tables_too_deep_are_read_as_paragraphs() -> None:
    deep = "<table><tr><td>左<td>" * 30 + "深处"
    assert "深处" in plain(blocks(deep))


def test_a_caption_is_read() -> None:
    assert "任务分解表" in plain(blocks("<table><caption>任务分解表</caption><tr><td>甲<td>乙</table>"))


SPANS = st.tuples(st.integers(0, 3), st.integers(1, 3))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_place_of_a_table_is_a_cells_or_covered(rows: list[list[tuple[int, int]]]) -> None:
    found = table(
        "".join("<tr>" + "".join(f"<td rowspan={r} colspan={c}>甲</td>" for r, c in row) + "</tr>" for row in rows)
    )
    for y, row in enumerate(found.rows):
        for x, cell in enumerate(row):
            assert cell is None or (y + cell.rows <= len(found.rows) and x + cell.columns <= len(row))
    assert sum(plain(cell.blocks) == "甲" for row in found.rows for cell in row if cell) == sum(map(len, rows))


@given(st.text("甲<>/ptabledivrhol=\"'1 \n", max_size=80))
def test_no_markup_raises(body: str) -> None:
    tree = html.document_fromstring(f"<html><body>甲{body}</body></html>")
    BlockReader(Article(tree, SEEN), SEEN, lambda: None).read()
