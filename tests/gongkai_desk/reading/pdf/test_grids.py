"""A lattice and its characters become a grid of cells with texts and places."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.cells import holds, make_grid, sorted_into
from gongkai_desk.reading.pdf.lattices import Lattice, ruling
from gongkai_desk.reading.pdf.plain import PlainChar, Rule
from tests.builders import cell_texts
from tests.plain_pages import flat, line, printed, ruled, upright

XS, YS = [100.0, 150.0, 300.0], [100.0, 130.0, 160.0]


def lattice(rules: list[Rule]) -> Lattice:
    (table,) = ruling(rules).tables
    return table


def grid(rules: list[Rule], *runs: list[PlainChar], side: str = "") -> Grid:
    table = lattice(rules)
    _, inside = sorted_into([char for run in runs for char in run], (table,))
    beside = [line(side, 110, 115)] if side else []
    return make_grid(table, inside[0], 3, lambda box: box, beside)


def test_characters_go_to_the_cell_that_their_middle_lies_in() -> None:
    table = lattice(ruled(XS, YS))
    chars = [*printed("甲", 144, 120), *printed("乙", 146, 120), *printed("外", 400, 120)]
    loose, inside = sorted_into(chars, (table,))
    assert ["".join(char.text for char in cell) for cell in inside[0]] == ["甲", "乙", "", ""]
    assert [char.text for char in loose] == ["外"]


def test_a_table_in_a_cell_takes_its_own_characters() -> None:
    outer, inner = ruled([50, 90, 400], [50, 300]), ruled([120, 200, 280], [80, 120])
    tables = ruling([*outer, *inner]).tables
    _, inside = sorted_into(printed("内", 130, 100), tables)
    assert [sum(map(len, cells)) for cells in inside] == [1, 0]


def test_a_grid_has_its_texts_places_and_looks() -> None:
    found = grid(ruled(XS, YS), printed("序号", 102, 120, 12), printed("任务", 152, 120), printed("1", 102, 150))
    assert cell_texts(found) == [["序号", "任务"], ["1", ""]]
    assert found.box == Box(100, 100, 300, 160)
    first, below = found.rows[0][0], found.rows[1][1]
    assert first is not None
    assert below is not None
    assert (first.places, first.size, first.bold) == ((PagePlace(3, Box(100, 100, 150, 130)),), 12, False)
    assert (below.places, below.size) == ((PagePlace(3, Box(150, 130, 300, 160)),), None)


def test_a_missing_wall_merges_two_places() -> None:
    rules = [flat(y, 100, 300) for y in (100, 160)] + [upright(x, 100, 160) for x in XS] + [flat(130, 150, 300)]
    found = grid(rules, printed("公开", 102, 135), printed("甲", 152, 120), printed("乙", 152, 150))
    assert cell_texts(found) == [["公开", "甲"], [None, "乙"]]
    assert found.rows[0][0] is not None
    assert found.rows[0][0].rows == 2


def test_text_that_runs_down_a_cell_follows_its_other_text() -> None:
    assert cell_texts(grid(ruled(XS, YS), printed("甲", 102, 120), printed("乙", 152, 120), side="竖排"))[0] == [
        "甲竖排",
        "乙",
    ]


def test_a_line_in_a_table_is_known_by_its_middle() -> None:
    table = lattice(ruled(XS, YS))
    assert holds(table, line("公开", 102, 120))
    assert not holds(table, line("公开", 102, 220))


def numbered(*heights: float) -> list[list[PlainChar]]:
    runs = []
    for n, y in enumerate(heights, 1):
        runs += [printed(str(n), 120, y), printed(f"任务之{'一二三四'[n - 1]}", 160, y)]
    return runs


def test_a_table_ruled_round_its_edge_only_is_cut_at_its_numbers() -> None:
    rules = [flat(100, 100, 300), flat(220, 100, 300), *(upright(x, 100, 220) for x in XS)]
    assert cell_texts(grid(rules, *numbered(120, 150, 180))) == [
        ["1", "任务之一"],
        ["2", "任务之二"],
        ["3", "任务之三"],
    ]


def test_a_row_of_one_number_or_of_merged_cells_is_not_cut() -> None:
    rules = [flat(100, 100, 300), flat(220, 100, 300), *(upright(x, 100, 220) for x in XS)]
    assert len(grid(rules, *numbered(120)).rows) == 1
    merged = [*rules, flat(160, 100, 150)]
    assert cell_texts(grid(merged, printed("1", 120, 120), printed("2", 120, 190), printed("共同任务", 160, 160))) == [
        ["1", "共同任务"],
        ["2", None],
    ]


@pytest.mark.parametrize("name", ["公开", "公开制度"])
def test_a_name_beside_cut_rows_stays_one_cell(name: str) -> None:
    xs = [100.0, 150.0, 200.0, 340.0]
    rules = [flat(100, 100, 340), flat(193, 100, 340), *(upright(x, 100, 193) for x in xs)]
    runs = [run for n, y in enumerate((120, 150, 180), 1) for run in (printed(str(n), 120, y), printed("任务", 210, y))]
    found = grid(rules, *runs, printed(name, 152, 150))
    assert [row[1] and row[1].text for row in found.rows] == [name, None, None]
