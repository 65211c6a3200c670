"""Rules become lattices."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.pdf.lattices import Span, cut_row, joined_rules, ruling
from gongkai_desk.reading.pdf.plain import Rule
from tests.plain_pages import flat, ruled, upright

LEFT, RIGHT, NEXT = (Rule(True, 100.1, 70, 104), Rule(True, 100.0, 175, 300), Rule(True, 100.2, 303, 525))


@pytest.mark.parametrize("order", list(permutations((LEFT, RIGHT, NEXT))))
def test_the_gap_that_a_merged_cell_leaves_in_a_rule_stays_open(order):
    flat, _ = joined_rules(Rule(True, 100 + n / 10, *rule[2:]) for n, rule in enumerate(order))
    assert [(rule.start, rule.end) for rule in flat] == [(70, 104), (175, 525)]


# ---- tables, cells, and what is no table


def test_a_grid_of_rules_is_a_table_of_its_places() -> None:
    (table,) = ruling(ruled([0, 50, 100], [0, 20, 40])).tables
    assert (table.xs, table.ys, table.area) == ((0, 50, 100), (0, 20, 40), 4000)
    assert table.owner == ((0, 1), (2, 3))
    assert table.spans[3] == Span(1, 1)


@pytest.mark.parametrize(
    ("x", "y", "cell"), [(10, 10, 0), (60, 10, 1), (10, 30, 2), (100, 40, None), (-1, 10, None), (10, 90, None)]
)
def test_the_cell_at_a_point(x: float, y: float, cell: int | None) -> None:
    (table,) = ruling(ruled([0, 50, 100], [0, 20, 40])).tables
    assert table.span_at(x, y) == cell


def test_a_missing_wall_makes_one_cell_of_two_places() -> None:
    rules = [flat(0, 0, 100), flat(20, 50, 100), flat(40, 0, 100), *(upright(x, 0, 40) for x in (0, 50, 100))]
    (table,) = ruling(rules).tables
    assert table.owner == ((0, 1), (0, 2))
    assert table.spans[0] == Span(0, 0, rows=2, columns=1)


def test_what_is_no_rectangle_is_cut_into_rows_of_one_shape() -> None:
    """Two walls are missing round one corner."""
    rules = [
        flat(0, 0, 100),
        flat(20, 50, 100),
        flat(40, 0, 100),
        upright(0, 0, 40),
        upright(50, 20, 40),
        upright(100, 0, 40),
    ]
    (table,) = ruling(rules).tables
    assert table.owner == ((0, 0), (1, 2))


@pytest.mark.parametrize(
    "rules",
    [
        ruled([0, 100], [0, 200]),
        [flat(0, 0, 100), flat(20, 0, 100)],
        [upright(0, 0, 100), upright(50, 0, 100)],
        [flat(0, 0, 100), upright(300, 0, 100)],
        [],
    ],
    ids=["frame", "flat only", "upright only", "apart", "none"],
)
def test_rules_that_make_no_table_are_left(rules: list[Rule]) -> None:
    found = ruling(rules)
    assert found.tables == ()
    assert len(found.flat) + len(found.upright) == len(rules)


def test_double_rules_and_dashes_are_one_rule_each() -> None:
    double = [flat(0, 0, 100), flat(2, 0, 100)]
    dashes = [flat(50, x, x + 4) for x in range(0, 100, 7)]
    found, _ = joined_rules([*double, *dashes])
    assert [(rule.at, rule.start, rule.end) for rule in found] == [(1, 0, 100), (50, 0, 102)]


def test_specks_are_no_rules() -> None:
    assert joined_rules([flat(10, 0, 3), upright(10, 0, 4.9), flat(10, 20, 26)]) == ([flat(10, 20, 26)], [])


def test_a_page_of_very_many_rules_is_a_drawing() -> None:
    assert joined_rules(flat(4.0 * n, 0, 100) for n in range(3100)) == ([], [])


def test_a_table_without_borders_at_its_sides_ends_where_its_rules_end() -> None:
    rules = [*(flat(y, 0, 150) for y in (0, 20, 40)), upright(50, 0, 40), upright(100, 0, 40)]
    (table,) = ruling(rules).tables
    assert (table.xs, len(table.spans)) == ((0, 50, 100, 150), 6)


def test_of_tables_the_smallest_comes_first() -> None:
    found = ruling([*ruled([0, 200, 400], [0, 300]), *ruled([20, 60, 100], [20, 40]), *ruled([500, 520, 560], [0, 9])])
    assert [table.area for table in found.tables] == [540, 1600, 120_000]


def test_a_row_is_cut_where_it_is_not_merged() -> None:
    (table,) = ruling(ruled([0, 50, 100], [0, 40])).tables
    cut = cut_row(table, 0, [10.0, 20.0], {0: {10.0}, 1: set()})
    assert (cut.ys, cut.owner) == ((0, 10, 20, 40), ((0, 1), (0, 2), (3, 4)))
    assert cut.spans[0] == Span(0, 0, rows=2)


LINES = st.lists(st.integers(0, 8).map(lambda n: 10.0 * n), min_size=2, max_size=5, unique=True).map(sorted)


@given(LINES, LINES, st.sets(st.integers(0, 30)))
def test_every_place_has_one_cell_whatever_walls_are_missing(xs: list[float], ys: list[float], gone: set[int]) -> None:
    pieces = [flat(y, a, b) for y in ys for a, b in pairwise(xs)] + [
        upright(x, a, b) for x in xs for a, b in pairwise(ys)
    ]
    for table in ruling(rule for n, rule in enumerate(pieces) if n not in gone).tables:
        places = [
            (row, column, number)
            for number, span in enumerate(table.spans)
            for row in range(span.row, span.row + span.rows)
            for column in range(span.column, span.column + span.columns)
        ]
        owned = [(row, column, number) for row, line in enumerate(table.owner) for column, number in enumerate(line)]
        assert sorted(places) == owned
