"""Pictures of pages: seals taken out, skew measured, rules found and wiped away. Needs the extra's OpenCV."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageDraw

numpy = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from gongkai_desk.reading.scan import picture as pictures  # noqa: E402 - only where OpenCV is

SCALE = 2.0  # pixels a point


def paper(wide: int = 400, high: int = 500, *, colour: bool = False) -> Image.Image:
    return Image.new(
        "RGB" if colour else "L", (int(wide * SCALE), int(high * SCALE)), (255, 255, 255) if colour else 255
    )


def drawn(*lines: tuple[float, float, float, float], on: Image.Image | None = None) -> Any:
    """Draw rules given in points."""
    sheet = on or paper()
    pen = ImageDraw.Draw(sheet)
    for x0, y0, x1, y1 in lines:
        pen.line((x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE), fill=0, width=2)
    return numpy.array(sheet)


def table() -> Any:
    flats = [(50, y, 350, y) for y in (100, 130, 160)]
    return drawn(*flats, *((x, 100, x, 160) for x in (50, 150, 350)))


def rules(picture: Any) -> list[tuple[bool, int, int, int]]:
    return sorted((rule.flat, *(round(side) for side in rule[1:])) for rule in pictures.rules_of(picture, SCALE))


def close(found: list[tuple[bool, int, int, int]], wanted: list[tuple[bool, int, int, int]]) -> bool:
    return len(found) == len(wanted) and all(
        one[0] == other[0] and all(abs(a - b) <= 3 for a, b in zip(one[1:], other[1:], strict=True))
        for one, other in zip(found, sorted(wanted), strict=True)
    )


def test_the_rules_of_a_table_are_found() -> None:
    flats = [(True, y, 50, 350) for y in (100, 130, 160)]
    assert close(rules(table()), flats + [(False, x, 100, 160) for x in (50, 150, 350)])


def test_a_short_stroke_is_a_rule_only_where_it_meets_others() -> None:
    between = drawn((50, 100, 350, 100), (50, 120, 350, 120), (200, 100, 200, 120), (300, 300, 300, 320))
    assert (False, 200) in [(flat, at) for flat, at, *_ in rules(between)] or close(
        [rule for rule in rules(between) if not rule[0]], [(False, 200, 100, 120)]
    )
    assert not any(abs(at - 300) < 3 for flat, at, *_ in rules(between) if not flat)


def test_dots_and_blank_paper_have_no_rules() -> None:
    assert rules(drawn()) == []
    assert rules(drawn((100, 100, 105, 100), (100, 200, 110, 210))) == []


def test_rules_are_wiped_away_and_the_rest_stays() -> None:
    picture = table()
    picture[220:232, 120:132] = 0
    clean = pictures.without_rules(picture, pictures.rules_of(picture, SCALE), SCALE)
    assert (clean[196:204, 110:690] == 255).all()
    assert (clean[222:230, 122:130] == 0).all()
    assert (picture[200] == 0).any()  # the given one is left alone


@pytest.mark.parametrize("degrees", [0.0, 1.0, -2.0])
def test_how_far_lines_of_text_fall(degrees: float) -> None:
    lines = drawn(*((40, 60 + 20 * n, 360, 60 + 20 * n) for n in range(18)))
    aslant = numpy.array(Image.fromarray(lines).rotate(-degrees, fillcolor=255, resample=Image.Resampling.BICUBIC))
    found = pictures.slant(aslant, SCALE)
    assert found == pytest.approx(degrees, abs=0.15)
    straight = pictures.straightened(aslant, found)
    assert pictures.slant(straight, SCALE) == 0.0


def test_a_straight_picture_is_left_as_it_is() -> None:
    picture = table()
    assert pictures.straightened(picture, 0.0) is picture


@pytest.mark.parametrize("quarters", range(4))
def test_four_quarter_turns_are_none(quarters: int) -> None:
    picture = table()
    back = pictures.quarter_turned(pictures.quarter_turned(picture, quarters), 4 - quarters)
    assert (back == picture).all()


def test_grey_paper_and_shadows_are_no_ink() -> None:
    shaded = numpy.tile(numpy.linspace(120, 250, 800).astype("uint8"), (600, 1))
    assert pictures.ink(shaded, SCALE).mean() < 1
    assert pictures.is_blank(shaded, SCALE)
    assert not pictures.is_blank(table(), SCALE)


def test_under_a_seal_the_red_is_taken_out_and_a_red_title_stays() -> None:
    sheet = paper(colour=True)
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((200, 200, 400, 400), outline=(220, 40, 40), width=16)
    pen.line((250, 300, 350, 300), fill=(0, 0, 0), width=4)
    pen.rectangle((100, 600, 700, 620), fill=(220, 40, 40))
    grey = pictures.grey_of(numpy.array(sheet)[:, :, ::-1].copy(), SCALE)
    assert grey[300, 206] > 200
    assert grey[300, 300] < 60
    assert grey[610, 400] < 130


def test_a_grey_picture_stays_grey() -> None:
    picture = table()
    assert (pictures.grey_of(picture[:, :, None], SCALE) == picture).all()
    assert pictures.grey_of(picture, SCALE).shape == picture.shape


def test_where_the_ink_of_a_cell_stands() -> None:
    marks = numpy.zeros((60, 80), "uint8")
    assert pictures.ink_box(marks, SCALE) is None
    assert pictures.ink_box(marks[:0], SCALE) is None
    marks[5, 5] = 255
    assert pictures.ink_box(marks, SCALE) is None
    marks[20:40, 30:36] = 255
    assert pictures.ink_box(marks, SCALE) == (30, 20, 36, 40)


@pytest.mark.parametrize(("length", "odd"), [(0.2, 3), (2.0, 3), (4.0, 5), (5.1, 7), (10.0, 11)])
def test_filters_have_an_odd_breadth(length: float, odd: int) -> None:
    assert pictures.odd(length) == odd
