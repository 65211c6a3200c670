"""Black stamps and notes by hand: what they cover is told, their strokes rule no table. Needs the extra's OpenCV."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageDraw

numpy = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from gongkai_desk.domain.plan import Box  # noqa: E402 - only where OpenCV is
from gongkai_desk.reading.scan.picture import rules_of  # noqa: E402
from gongkai_desk.reading.scan.stamps import Stamps, stamps_of  # noqa: E402

SCALE = 2.0  # pixels a point


def sheet(*, table: bool = True) -> tuple[Image.Image, Any]:
    """Return a page of 400 × 500 points, with a table of four rows and two columns, and a pen for it, in pixels."""
    page = Image.new("L", (800, 1000), 255)
    pen = ImageDraw.Draw(page)
    if table:
        for y in (200, 280, 360, 440, 520):
            pen.line((100, y, 700, y), fill=0, width=2)
        for x in (100, 300, 700):
            pen.line((x, 200, x, 520), fill=0, width=2)
    return page, pen


def found(page: Image.Image, lines: tuple[Box, ...] = ()) -> Stamps:
    picture = numpy.array(page)
    return stamps_of(picture, rules_of(picture, SCALE), lines, SCALE)


def count(stamps: Stamps) -> tuple[int, int]:
    return sum(rule.flat for rule in stamps.rules), sum(not rule.flat for rule in stamps.rules)


def test_a_table_alone_has_no_stamp() -> None:
    stamps = found(sheet()[0])
    assert count(stamps) == (5, 3)
    assert not stamps.covered.any()


@pytest.mark.parametrize(
    ("shape", "box"),
    [
        ("ellipse", (380, 240, 560, 420)),
        ("ellipse", (230, 300, 470, 420)),
        ("rectangle", (330, 230, 620, 400)),
        ("rounded_rectangle", (230, 230, 560, 490)),
    ],
    ids=["a round seal", "an oval one over a rule", "a receipt stamp", "a rounded one over rules"],
)
def test_a_stamp_on_a_table_is_covered_and_rules_nothing(shape: str, box: tuple[int, ...]) -> None:
    page, pen = sheet()
    getattr(pen, shape)(box, outline=0, width=6)
    stamps = found(page)
    assert count(stamps) == (5, 3)
    assert stamps.covered[(box[1] + box[3]) // 2, (box[0] + box[2]) // 2]
    assert not stamps.covered[480, 650]


def test_a_rule_that_a_seal_broke_stays_one() -> None:
    page, pen = sheet()
    pen.ellipse((380, 170, 560, 340), outline=0, width=6)
    for x in (390, 525):  # the rule at 360 is lost on both sides of the seal
        pen.rectangle((x, 357, x + 20, 363), fill=255)
    assert count(found(page)) == (7, 3)


def test_a_stroke_by_hand_over_some_lines_is_covered() -> None:
    page, pen = sheet(table=False)
    pen.arc((200, 200, 420, 500), 0, 180, fill=0, width=4)
    assert found(page).covered[400, 310]


def test_a_frame_that_text_runs_through_is_a_stamp_and_one_around_text_a_table() -> None:
    page, pen = sheet(table=False)
    pen.rectangle((240, 240, 480, 400), outline=0, width=4)
    through, within = Box(60, 150, 340, 164), Box(130, 150, 220, 164)
    assert count(found(page, (through,))) == (0, 0)
    assert count(found(page, (within,))) == (2, 2)


def test_a_letter_is_no_stamp_nor_is_a_drawing_nor_are_lines_close_to_one_another() -> None:
    page, pen = sheet(table=False)
    pen.ellipse((50, 50, 80, 80), outline=0, width=4)
    pen.polygon([(400, 100), (790, 500), (400, 900), (10, 500)], outline=0, width=4)
    for y in range(420, 620, 20):  # letters of 9 points with a point between the lines
        for x in range(300, 500, 24):
            pen.rectangle((x, y, x + 17, y + 17), outline=0, width=2)
    assert not found(page).covered.any()
