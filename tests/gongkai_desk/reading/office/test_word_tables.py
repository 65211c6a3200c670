"""Word tables: spans, merges over rows, skipped places, deleted rows and cells, and what is damaged in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai_desk.reading.document import Line
from gongkai_desk.reading.flowing import BlockCell, Paragraph, Table
from gongkai_desk.reading.office.word import read_table
from gongkai_desk.reading.office.word_numbers import W
from tests.office_builder import tbl, tc, word_part

BEGIN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table(*rows: str) -> Table:
    element = etree.fromstring(word_part("body", tbl(*rows)))[0]
    return read_table(element, lambda cell: (Paragraph(Line("".join(t.text or "" for t in cell.iter(W + "t")))),))


def shown(read: Table) -> list[list[str | None]]:
    return [[_text(cell) if cell else None for cell in row] for row in read.rows]


def _text(cell: BlockCell) -> str:
    return "".join(block.line.text for block in cell.blocks if isinstance(block, Paragraph))


def spans(read: Table) -> list[tuple[int, int]]:
    return [(cell.rows, cell.columns) for row in read.rows for cell in row if cell]


def tr(inside: str, properties: str) -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def span(text: str, columns: int, more: str = "") -> str:
    return tc(text, f'<w:gridSpan w:val="{columns}"/>{more}')


def test_a_cell_over_rows_grows_while_it_goes_on() -> None:
    read = table(
        tc("甲", BEGIN) + tc("a"),
        tc("", ON) + tc("b"),
        tc("", '<w:vMerge w:val="continue"/>') + tc("c"),
        tc("乙") + tc("d"),
    )
    assert shown(read) == [["甲", "a"], [None, "b"], [None, "c"], ["乙", "d"]]
    assert read.rows[0][0] is not None
    assert read.rows[0][0].rows == 3


def test_a_cell_over_rows_and_columns() -> None:
    read = table(span("甲", 2, BEGIN) + tc("a"), span("", 2, ON) + tc("b"))
    assert shown(read) == [["甲", None, "a"], [None, None, "b"]]
    assert spans(read)[0] == (2, 2)


def test_a_new_merge_right_below_is_another_cell() -> None:
    assert shown(table(tc("甲", BEGIN) + tc("a"), tc("乙", BEGIN) + tc("b"), tc("", ON) + tc("c"))) == [
        ["甲", "a"],
        ["乙", "b"],
        [None, "c"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (tc("甲") + tc("a"), tc("孤", ON) + tc("b")),
        (tc("甲", BEGIN) + tc("a"), tc("乙") + tc("b"), tc("孤", ON) + tc("c")),
        (span("甲", 2, BEGIN), tc("孤", ON) + tc("b")),
        (tc("孤", ON) + tc("a"),),
    ],
    ids=["nothing begun", "broken off", "another width", "first row"],
)
def test_what_goes_on_from_nothing_keeps_its_text(rows: tuple[str, ...]) -> None:
    assert "孤" in [text for row in shown(table(*rows)) for text in row]


def test_places_before_the_first_cell_are_blank_cells() -> None:
    read = table(tc("甲") + tc("乙") + tc("丙"), tr(tc("丁"), '<w:gridBefore w:val="2"/>'))
    assert shown(read) == [["甲", "乙", "丙"], ["", "", "丁"]]


def test_a_deleted_row_or_cell_is_gone() -> None:
    gone = tc("出", '<w:cellDel w:author="x"/>')
    read = table(tc("甲") + gone + tc("乙"), tr(tc("丙") + tc("丁"), "<w:del/>"), tr(tc("戊") + tc("己"), "<w:ins/>"))
    assert shown(read) == [["甲", "乙"], ["戊", "己"]]


def test_the_old_merge_of_columns_widens_the_cell_before() -> None:
    merged = tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("", "<w:hMerge/>") + tc("乙")
    read = table(merged)
    assert shown(read) == [["甲", None, None, "乙"]]
    assert spans(read) == [(1, 3), (1, 1)]
    assert shown(table(tc("孤", "<w:hMerge/>") + tc("乙"))) == [["孤", "乙"]]


def test_the_old_merge_of_columns_goes_over_rows_too() -> None:
    first = tc("甲", f'{BEGIN}<w:hMerge w:val="restart"/>') + tc("", f"{BEGIN}<w:hMerge/>") + tc("a")
    below = tc("", f'{ON}<w:hMerge w:val="restart"/>') + tc("", f"{ON}<w:hMerge/>") + tc("b")
    read = table(first, below)
    assert shown(read) == [["甲", None, "a"], [None, None, "b"]]
    assert spans(read) == [(2, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize("wrapper", ["ins", "sdt><w:sdtContent", "customXml", "smartTag", "moveTo"])
def test_rows_and_cells_in_wrappers_are_rows_and_cells(wrapper: str) -> None:
    close = "".join(f"</w:{name}>" for name in reversed(wrapper.replace("w:", "").split("><")))
    row = f"<w:{wrapper}><w:tr>{tc('甲')}<w:{wrapper}>{tc('乙')}{close}</w:tr>{close}"
    element = etree.fromstring(word_part("tbl", row + f"<w:tr>{tc('丙')}{tc('丁')}</w:tr>"))
    read = read_table(element, lambda cell: (Paragraph(Line("".join(t.text or "" for t in cell.iter(W + "t")))),))
    assert shown(read) == [["甲", "乙"], ["丙", "丁"]]


HEAD, NO_HEAD = "<w:tblHeader/>", '<w:tblHeader w:val="0"/>'


@pytest.mark.parametrize(
    ("marks", "heads"),
    [
        (("", ""), 0),
        ((HEAD, ""), 1),
        ((HEAD, HEAD, ""), 2),
        ((HEAD, "", HEAD), 1),
        ((NO_HEAD, ""), 0),
        ((HEAD, HEAD), 0),
        (("", HEAD), 0),
    ],
    ids=["none", "one", "two", "later ones", "switched off", "all", "not the first"],
)
def test_rows_marked_as_head_from_the_top(marks: tuple[str, ...], heads: int) -> None:
    assert table(*(tr(tc("甲") + tc("乙"), mark) for mark in marks)).header_rows == heads


@pytest.mark.parametrize("count", ["99999999", "2147483647", "-1", "0", "x", ""])
def test_spans_that_no_paper_holds_are_clipped(count: str) -> None:
    rows = tc("甲", f'<w:gridSpan w:val="{count}"/>') + tc("乙"), tr(tc("丙"), f'<w:gridBefore w:val="{count}"/>')
    assert all(1 <= len(row) <= 256 for row in table(*rows).rows)


MERGES = st.sampled_from(["", BEGIN, ON, '<w:gridSpan w:val="2"/>', f'<w:gridSpan w:val="2"/>{ON}', "<w:hMerge/>"])


@given(st.lists(st.lists(MERGES, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_span_lies_in_the_table_and_every_covered_place_is_covered(merges: list[list[str]]) -> None:
    read = table(*("".join(tc(f"{y}{x}", merge) for x, merge in enumerate(row)) for y, row in enumerate(merges)))
    covered = {
        (y + down, x + right)
        for y, row in enumerate(read.rows)
        for x, cell in enumerate(row)
        if cell
        for down in range(cell.rows)
        for right in range(cell.columns)
    }
    assert covered == {(y, x) for y, row in enumerate(read.rows) for x in range(len(row))}
