"""Tables in plain text: what makes rows and cells, and what is only an indented or decorated line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.reading.text_tables import Found, RawLine, comma_rows, table_at
from tests.builders import cell_texts


def raw(text: str) -> list[RawLine]:
    lines, start = [], 0
    for each in text.split("\n"):
        lines.append(RawLine(each, start))
        start += len(each) + 1
    return lines


def at(text: str, line: int = 0) -> Found | None:
    return table_at(raw(text), line)


def texts(text: str) -> list[list[str | None]]:
    found = at(text)
    assert found is not None
    return cell_texts(found.grid)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("|---|:--:|", True),
        ("+----+----+", True),
        ("├──┼──┤", True),
        ("┏━━┳━━┓", True),
        ("|===|===|", True),
        ("----------", False),
        ("||", False),
        ("| 1 | 2 |", False),
        ("一、——公开", False),
        ("", False),
    ],
)
def test_a_drawn_rule_has_a_frame_and_no_text(text: str, rule: bool) -> None:
    assert RawLine(text, 0).rule is rule


@pytest.mark.parametrize("text", ["", " \t", "\u3000", "\u200b\ufeff"])
def test_a_line_that_prints_nothing_is_blank(text: str) -> None:
    line = RawLine(text, 0)
    assert line.blank
    assert not line.tabbed


def test_a_line_of_tabs_beyond_any_table_is_none() -> None:
    assert not RawLine("甲\t" * 400, 0).tabbed
    assert not RawLine("甲|" * 400, 0).piped
    assert at("甲\t" * 400) is None


def test_the_table_ends_with_the_line_after_its_last_row() -> None:
    found = at("序号\t任务\t单位\n1\t公开\t市委\n\n正文")
    assert found is not None
    assert found.after == 2
    assert not found.grid.ruled


def test_a_single_line_between_two_rows_is_a_row_of_one_cell() -> None:
    assert texts("1\t甲\t市委\n一、公开\n2\t乙\t市府\n落款") == [["1", "甲", "市委"], ["一、公开"], ["2", "乙", "市府"]]


@pytest.mark.parametrize("mark", ["1.", "（一）", "三、", "①", "●", "第二条", "附件1：", "a)", "(12)", "•", "*"])
def test_a_mark_parted_from_its_text_by_a_tab_is_a_list(mark: str) -> None:
    assert at(f"{mark}\t推进公开\n{mark}\t加强解读") is None


def test_two_columns_are_a_table_where_the_first_is_no_mark() -> None:
    assert texts("任务\t单位\n推进公开\t市委") == [["任务", "单位"], ["推进公开", "市委"]]
    assert at("任务\t单位") is None


def test_a_quoted_cell_holds_lines_tabs_and_doubled_quotes() -> None:
    text = '序号\t任务\t单位\n1\t"一段\n二\t段"\t"所谓""是"""\n2\t乙\t市委'
    assert texts(text)[1:] == [["1", "一段\n二\t段", '所谓"是"'], ["2", "乙", "市委"]]


def test_the_first_cell_may_break_before_any_tab() -> None:
    assert texts('"序\n号"\t任务\t单位\n1\t甲\t市委')[0] == ["序\n号", "任务", "单位"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('"三同步"', '"三同步"'),
        ('"三同步"要求', '"三同步"要求'),
        ('"没有结束', '"没有结束'),
        ('前"中"后', '前"中"后'),
    ],
)
def test_quotes_that_excel_did_not_set_are_text(cell: str, shown: str) -> None:
    assert texts(f"1\t{cell}\t市委\n2\t乙\t市府")[0] == ["1", shown, "市委"]


def test_a_quote_that_never_ends_takes_no_more_than_its_line() -> None:
    text = '1\t"甲\t市委\n' + "2\t乙\t市府\n" * 60
    assert texts(text)[:2] == [["1", '"甲', "市委"], ["2", "乙", "市府"]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<p>一段</p><p>二段</p>", "一段\n二段"),
        ("一行<br/>二行<BR>三行", "一行\n二行\n三行"),
        ("低于 <60 分", "低于 <60 分"),
        ("<b>粗</b>", "<b>粗</b>"),
    ],
)
def test_paragraph_tags_are_breaks_and_other_marks_text(cell: str, shown: str) -> None:
    assert texts(f"1\t{cell}\t市委")[0][1] == shown


def test_cells_are_placed_without_the_blanks_around_them() -> None:
    found = at("x\t  市 委 \ty")
    assert found is not None
    cell = found.grid.rows[0][1]
    assert cell is not None
    assert (cell.text, cell.places) == ("市 委", (TextPlace(4, 7),))


# ---- rows of commas


def test_comma_rows_leave_blank_lines_out_and_keep_empty_cells() -> None:
    rows = list(comma_rows(raw('序号,任务,\n\n"1","甲,乙",市委\n2,"一段\n二段",')))
    assert [[cell.text for cell in row] for row in rows] == [
        ["序号", "任务", ""],
        ["1", "甲,乙", "市委"],
        ["2", "一段\n二段", ""],
    ]


def test_a_comma_table_of_blank_lines_has_no_row() -> None:
    assert list(comma_rows(raw("\n \n\n"))) == []


@given(st.lists(st.lists(st.text('甲1，。"\n,', max_size=5), min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_excel_saves_with_commas_is_read_back(rows: list[list[str]]) -> None:
    saved = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    read = [[cell.text for cell in row] for row in comma_rows(raw(saved))]
    assert read == [["\n".join(filter(None, cell.split("\n"))) for cell in row] for row in rows]


# ---- pipes and drawn frames


def test_a_head_with_one_rule_below_is_marked_as_head() -> None:
    found = at("序号|任务|单位\n---|:--:|---\n1|公开|市委")
    assert found is not None
    assert (cell_texts(found.grid), found.grid.header_rows) == ([["序号", "任务", "单位"], ["1", "公开", "市委"]], 1)


@pytest.mark.parametrize("bar", "|｜│┃║")
def test_every_upright_bar_parts_cells(bar: str) -> None:
    line = f"{bar}甲{bar}乙{bar}"
    assert texts(f"{line}\n{line}") == [["甲", "乙"], ["甲", "乙"]]


def test_an_escaped_bar_is_text() -> None:
    assert texts("|a\\|b|c|\n|d|e|") == [["a|b", "c"], ["d", "e"]]


def test_a_frame_drawn_round_every_row_joins_wrapped_lines() -> None:
    text = "+--+------+\n|序|任务  |\n+--+------+\n|1 |推进公|\n|  |开    |\n+--+------+\n|2 |解读  |\n+--+------+"
    assert texts(text) == [["序", "任务"], ["1", "推进公开"], ["2", "解读"]]
    found = at(text)
    assert found is not None
    joined = found.grid.rows[1][1]
    assert joined is not None
    assert [text[place.start : place.end] for place in joined.places if isinstance(place, TextPlace)] == [
        "推进公",
        "开",
    ]


def test_a_column_blank_all_through_a_row_is_an_empty_cell() -> None:
    text = "┌─┬─┐\n│甲│ │\n│乙│ │\n├─┼─┤\n│丙│丁│\n└─┴─┘"
    assert texts(text) == [["甲乙", ""], ["丙", "丁"]]


@pytest.mark.parametrize("text", ["首页 | 新闻 | 公开", "|---|---|", "|---|---|\n|---|---|", "|甲|\n|乙|", "甲|乙\n丙"])
def test_pipes_that_make_no_table(text: str) -> None:
    assert at(text) is None


@given(st.text('甲\t|"-─┼\n ', max_size=60))
def test_no_text_raises_and_every_table_ends_behind_its_beginning(text: str) -> None:
    lines = raw(text)
    for number in range(len(lines)):
        found = table_at(lines, number)
        assert found is None or number < found.after <= len(lines)
        for row in found.grid.rows if found else ():
            for cell in row:
                assert cell is not None
                assert all(isinstance(p, TextPlace) and 0 <= p.start <= p.end <= len(text) for p in cell.places)
