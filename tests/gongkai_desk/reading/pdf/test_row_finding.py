"""Where rows part when no rule says so: by numbers, by white, by who begins a line; and which cells run over rows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gongkai_desk.reading.pdf.row_finding import merged_breaks, numbered_lines, row_breaks, rows_of
from gongkai_desk.reading.pdf.text import VisualLine
from tests.plain_pages import column, line


def placed(x0: float, *at: tuple[str, float]) -> list[VisualLine]:
    """Return a column of texts at their baselines."""
    return [line(text, x0, base) for text, base in at]


def rows(columns: list[list[VisualLine]]) -> list[list[str]]:
    """Return what stands between the breaks, row by row, joined over the columns."""
    breaks = [0.0, *row_breaks(columns), 10_000.0]
    lines = [each for found in columns for each in found]
    return [
        [each.text for each in lines if above < (each.top + each.bottom) / 2 < below]
        for above, below in pairwise(breaks)
    ]


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("1", "2", "3"), 3),
        (("序号", "1", "2"), 2),
        (("（1）", "（2）"), 2),
        (("1.", "2."), 2),
        (("一、", "二、", "三、"), 3),
        (("9", "10"), 2),
        (("1", "3"), 0),
        (("1",), 0),
        (("1", "公开", "2"), 0),
        (("2026", "2027"), 0),
        (("任务", "内容"), 0),
    ],
)
def test_running_numbers_count_on_one_by_one(texts: tuple[str, ...], count: int) -> None:
    found = numbered_lines([column(80, *texts), column(120, *("内容",) * len(texts))])
    assert (len(found[1]) if found else 0) == count


def test_numbers_may_stand_in_the_second_column_but_not_the_third() -> None:
    names, numbers = column(80, "公开", "解读"), column(120, "1", "2")
    assert numbered_lines([names, numbers]) is not None
    assert numbered_lines([names, names, numbers]) is None


def test_what_stands_above_the_first_number_is_the_head() -> None:
    found = numbered_lines([column(80, "序", "号", "1", "2")])
    assert found is not None
    assert [[each.text for each in part] for part in found] == [["序", "号"], ["1", "2"]]


def test_one_column_alone_is_one_row() -> None:
    assert row_breaks([column(80, "公开", "解读"), []]) == []
    assert row_breaks([[], []]) == []


def test_rows_set_at_the_top_begin_with_their_number() -> None:
    numbers = placed(80, ("1", 100), ("2", 142))
    content = placed(120, ("推进", 100), ("政务", 114), ("公开", 128), ("解读", 142))
    assert rows([numbers, content]) == [["1", "推进", "政务", "公开"], ["2", "解读"]]


def test_rows_centred_on_their_number_reach_as_far_below_as_above() -> None:
    numbers = placed(80, ("1", 114), ("2", 156))
    content = placed(120, *((text, 100 + 14 * n) for n, text in enumerate("甲乙丙丁戊己")))
    assert rows([numbers, content]) == [["1", "甲", "乙", "丙"], ["2", "丁", "戊", "己"]]


def test_a_head_of_two_lines_is_a_row_above_the_numbers() -> None:
    numbers = placed(80, ("序", 100), ("号", 114), ("1", 142), ("2", 170))
    content = placed(120, ("任务", 107), ("推进", 142), ("解读", 170))
    assert rows([numbers, content]) == [["序", "号", "任务"], ["1", "推进"], ["2", "解读"]]


def test_a_blank_band_higher_than_the_leading_parts_rows() -> None:
    names = placed(80, ("公开", 100), ("解读", 140))
    content = placed(120, ("甲", 100), ("乙", 112), ("丙", 140), ("丁", 152))
    assert rows([names, content]) == [["公开", "甲", "乙"], ["解读", "丙", "丁"]]


def test_without_white_a_row_begins_where_the_first_column_says_something() -> None:
    names = placed(80, ("公开", 100), ("解读", 124))
    content = placed(120, *((text, 100 + 12 * n) for n, text in enumerate("甲乙丙丁")))
    assert rows([names, content]) == [["公开", "甲", "乙"], ["解读", "丙", "丁"]]


def test_a_name_that_goes_on_alone_begins_no_row() -> None:
    names = placed(80, ("公开", 100), ("制度", 112), ("解读", 136))
    content = placed(120, ("甲", 100), ("乙", 124), ("丙", 136))
    assert [row[0] for row in rows([names, content])] == ["公开", "解读"]


YS = [90.0, 118.0, 146.0, 174.0]


def merged(*at: tuple[str, float]) -> set[float]:
    """Return the breaks that a column runs over, beside three rows of two lines."""
    full = column(120, *("内容",) * 6, base=101.0)
    return merged_breaks(placed(80, *at), rows_of([placed(80, *at), full], YS))


def test_a_name_in_the_middle_of_three_rows_is_theirs() -> None:
    assert merged(("决策公开", 136)) == {118.0, 146.0}


def test_a_name_between_two_rows_is_both_of_theirs_and_the_next_its_own() -> None:
    assert merged(("决策公开", 121), ("解读", 163)) == {118.0}


def test_names_in_the_middle_of_each_row_run_over_none() -> None:
    assert merged(("决策", 108), ("解读", 136), ("回应", 163)) == set()


def test_running_numbers_have_a_row_each() -> None:
    assert merged(("1", 108), ("2", 136)) == set()


def test_a_column_without_text_runs_over_nothing() -> None:
    assert merged() == set()


def test_rows_are_described_by_their_first_lines_and_the_leading_within() -> None:
    found = rows_of([column(80, "1", "", "2", base=101.0), column(120, *("甲",) * 4, base=101.0)], [90.0, 118.0, 146.0])
    assert (found.firsts, found.leading) == ((101.0, 129.0), 14.0)
