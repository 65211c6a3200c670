"""Rules → cells, without any page around them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.pdf_plain import Rule
from gongkai_desk.reading.table_grid import Lattice, Span, cut_row, ruling


def flat(y: float, x0: float, x1: float) -> Rule:
    return Rule(True, y, x0, x1)


def upright(x: float, y0: float, y1: float) -> Rule:
    return Rule(False, x, y0, y1)


def only(*rules: Rule) -> Lattice:
    (table,) = ruling(rules).tables
    return table


BOX = (flat(0, 0, 100), flat(60, 0, 100), upright(0, 0, 60), upright(100, 0, 60), upright(50, 0, 60))


def test_a_rule_that_stops_short_merges_the_cells_beyond():
    table = only(*BOX, flat(30, 50, 100))
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1), Span(1, 1))


def test_a_missing_piece_of_an_upright_rule_makes_a_row_across():
    rules = [*BOX[:4], flat(30, 0, 100), upright(50, 30, 60)]
    assert only(*rules).spans == (Span(0, 0, 1, 2), Span(1, 0), Span(1, 1))


def test_what_is_no_rectangle_is_cut_into_rectangles():
    """The wall between the lower cells is missing, the one between the upper ones is not."""
    table = only(*BOX[:4], upright(50, 0, 30), flat(30, 50, 100))
    assert sum(span.rows * span.columns for span in table.spans) == 4


def test_rules_of_two_tables_stay_apart_and_others_are_left():
    below = [
        Rule(r.flat, r.at + (200 if r.flat else 0), r.start + 200 * (not r.flat), r.end + 200 * (not r.flat))
        for r in BOX
    ]
    found = ruling([*BOX, *below, flat(400, 0, 100)])
    assert [table.ys for table in found.tables] == [(0, 60), (200, 260)]
    assert found.flat == (flat(400, 0, 100),)


def test_a_drawing_is_no_table():
    rules = [flat(5 * i, 0, 2000) for i in range(300)] + [upright(5 * i, 0, 1500) for i in range(300)]
    assert ruling(rules).tables == ()


def test_a_cut_row_keeps_cells_that_run_over_the_cut():
    table = cut_row(only(*BOX), 0, [20, 40], {0: {20}, 1: set()})
    assert table.ys == (0, 20, 40, 60)
    assert table.spans == (Span(0, 0, 2, 1), Span(0, 1), Span(1, 1), Span(2, 0), Span(2, 1))


@given(
    st.lists(st.integers(12, 60), min_size=2, max_size=6),
    st.lists(st.integers(12, 60), min_size=1, max_size=8),
    st.floats(0.3, 4.0),
    st.booleans(),
)
def test_every_full_table_comes_back_however_it_is_pieced(widths, heights, gap, doubled):
    xs, ys = sums(widths), sums(heights)
    rules = []
    for offset in (0.0, 1.5) if doubled else (0.0,):
        for y in ys:
            rules += [flat(y + offset, a, b - gap) for a, b in itertools.pairwise(xs)]
        for x in xs:
            rules += [upright(x + offset, a, b - gap) for a, b in itertools.pairwise(ys)]
    table = only(*rules)
    assert table.xs == pytest.approx([x + (0.75 if doubled else 0) for x in xs])
    assert len(table.spans) == len(widths) * len(heights)


def sums(steps: list[int]) -> list[float]:
    at = [10.0]
    for step in steps:
        at.append(at[-1] + step)
    return at
