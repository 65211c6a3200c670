"""Plain pages: maps of places, directions of writing, and which strokes and bars are rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.pdf.plain import Face, Placing, Rule, displayed, em_box, face_of, rules_of_path, turn_of
from tests.plain_pages import printed

NUMBERS = st.integers(-50, 50).map(float)
MAPS = st.builds(Placing, *[NUMBERS] * 6)


@given(MAPS, MAPS, NUMBERS, NUMBERS)
def test_one_map_after_another_is_both(first: Placing, then: Placing, x: float, y: float) -> None:
    assert then.after(first).point(x, y) == pytest.approx(then.point(*first.point(x, y)))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 360, 450])
def test_the_visible_box_fills_the_page_however_it_is_turned(rotate: int) -> None:
    placing, width, height = displayed(10, 20, 110, 320, rotate)
    corners = [placing.point(x, y) for x in (10, 110) for y in (20, 320)]
    assert {(x, y) for x, y in corners} == {(0, 0), (width, 0), (0, height), (width, height)}
    assert (width, height) == ((100, 300) if rotate % 180 == 0 else (300, 100))


@pytest.mark.parametrize(("rotate", "corner"), [(0, (0, 0)), (90, (300, 0)), (180, (100, 300)), (270, (0, 100))])
def test_where_the_top_left_of_the_sheet_is_shown(rotate: int, corner: tuple[float, float]) -> None:
    assert displayed(10, 20, 110, 320, rotate)[0].point(10, 320) == corner


@pytest.mark.parametrize(
    ("dx", "dy", "turn"),
    [(1, 0, 0), (0, 1, 1), (-1, 0, 2), (0, -1, 3), (1, 0.05, 0), (1, 1, -1), (1, 0.2, -1), (0, 0, -1)],
)
def test_a_direction_of_writing_by_quarter_turns(dx: float, dy: float, turn: int) -> None:
    assert turn_of(dx, dy) == turn


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (0, (50, 41.2, 60, 51.2)),
        (1, (48.8, 50, 58.8, 60)),
        (2, (40, 48.8, 50, 58.8)),
        (3, (41.2, 40, 51.2, 50)),
        (-1, (0, 0, 1, 1)),
    ],
)
def test_the_em_of_a_character_lies_along_its_writing(turn: int, box: tuple[float, float, float, float]) -> None:
    glyph = (0, 0, 1, 1) if turn == -1 else (50, 50, 50, 50)
    assert em_box(glyph, 50, 50, 10, 10, turn) == pytest.approx(box)


@pytest.mark.parametrize(
    ("name", "weight", "stroked", "face"),
    [
        ("ABCDEF+FangSong_GB2312", 0, False, Face("FangSong_GB2312")),
        ("SimHei,Bold", 400, False, Face("SimHei,Bold", bold=True)),
        ("NotoSansCJK-Black", 0, False, Face("NotoSansCJK-Black", bold=True)),
        ("SimSun", 700, False, Face("SimSun", bold=True)),
        ("SimSun", 400, True, Face("SimSun", bold=True)),
        ("AB+C", 0, False, Face("AB+C")),
        ("", 0, False, Face("")),
    ],
)
def test_a_typeface_by_the_fonts_own_name(name: str, weight: int, stroked: bool, face: Face) -> None:
    assert face_of(name, weight, stroked=stroked) == face


@pytest.mark.parametrize(
    ("text", "wide"), [("公", True), ("—", True), ("“", True), ("a", False), ("1", False), ("·", False)]
)
def test_what_stands_on_the_em_grid(text: str, wide: bool) -> None:
    assert printed(text, 0, 0)[0].wide is wide


def drawn(points: list[tuple[float, float]], *, stroked: bool = False, filled: bool = False) -> list[Rule]:
    return list(rules_of_path(points, stroked=stroked, filled=filled))


def test_every_straight_piece_of_a_stroke_is_a_rule() -> None:
    frame = [(10.0, 10.0), (110.0, 10.0), (110.0, 60.0), (10.0, 60.0), (10.0, 10.0)]
    assert drawn(frame, stroked=True) == [
        Rule(True, 10, 10, 110),
        Rule(False, 110, 10, 60),
        Rule(True, 60, 10, 110),
        Rule(False, 10, 10, 60),
    ]


@pytest.mark.parametrize(
    ("x1", "y1", "rule"),
    [
        (110, 10.5, Rule(True, 10.25, 10, 110)),
        (10.5, 110, Rule(False, 10.25, 10, 110)),
        (110, 13.5, Rule(True, 11.75, 10, 110)),
        (110, 16, None),
        (110, 110, None),
        (12, 12, None),
        (10.4, 10, None),
    ],
    ids=["flat", "upright", "masthead", "too thick", "slanting", "dot", "speck"],
)
def test_a_filled_bar_is_a_rule_if_it_is_thin(x1: float, y1: float, rule: Rule | None) -> None:
    bar = [(10.0, 10.0), (x1, 10.0), (x1, y1), (10.0, y1)]
    assert drawn(bar, filled=True) == ([rule] if rule else [])


def test_what_is_neither_stroked_nor_filled_draws_nothing() -> None:
    assert drawn([(0.0, 0.0), (100.0, 0.0), (100.0, 0.5), (0.0, 0.5)]) == []
    assert drawn([(0.0, 0.0), (100.0, 0.0)], filled=True) == []
    assert drawn([], stroked=True) == []
