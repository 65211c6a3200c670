"""A scanned page read by a stand-in recogniser: which way it lies, what is unsure, what was overlooked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

numpy = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from gongkai_desk.reading.scan.engine import Area, Glyph  # noqa: E402 - only where OpenCV is
from gongkai_desk.reading.scan.reader import overlooked, recognise  # noqa: E402
from tests.plain_pages import ruled  # noqa: E402

SCALE = 2.0
HIGH, WIDE = 800, 600  # pixels
Say = Callable[[int, int], tuple[str, float]]


class Reader:
    """Finds the given areas; says of each picture of a line, by its breadth and height, a text and how sure it is."""

    def __init__(self, say: Say, *areas: Area) -> None:
        self.say, self.found, self.asked = say, list(areas), 0

    def areas(self, picture: Any) -> list[Area]:
        self.asked += 1
        return self.found

    def line(self, picture: Any) -> tuple[Glyph, ...]:
        high, wide = picture.shape[:2]
        text, sure = self.say(wide, high)
        return tuple(Glyph(char, (n + 0.5) / len(text), sure) for n, char in enumerate(text))


def read(reader: Any, picture: Any = None, steps: list[int] | None = None) -> Any:
    sheet = numpy.full((HIGH, WIDE), 255, "uint8") if picture is None else picture
    return recognise(reader, sheet, SCALE, lambda: steps.append(1) if steps is not None else None)


def text(page: Any) -> str:
    return "".join(char.text for char in page.page.chars)


LINE = Area(100, 100, 300, 128)


def test_a_line_stands_where_it_was_found() -> None:
    found = read(Reader(lambda wide, high: ("推进政务公开工作", 0.99), LINE))
    assert (text(found), found.unsure) == ("推进政务公开工作", ())
    assert (found.page.width, found.page.height) == (WIDE / SCALE, HIGH / SCALE)
    assert (found.page.chars[0].x0, found.page.chars[-1].x1) == pytest.approx((50, 150), abs=1)


@pytest.mark.parametrize(("sure", "told"), [(0.99, []), (0.7, ["公开工作"]), (0.2, [""])])
def test_a_line_is_told_as_unsure_or_as_not_read_at_all(sure: float, told: list[str]) -> None:
    found = read(Reader(lambda wide, high: ("公开工作", sure), LINE))
    assert [line.text for line in found.unsure] == told
    assert text(found) == ("公开工作" if sure > 0.5 else "")


@pytest.mark.parametrize("speck", [LINE._replace(x1=130), LINE._replace(bottom=106)], ids=["a dot", "a hair"])
def test_a_speck_is_neither_read_nor_told(speck: Area) -> None:
    found = read(Reader(lambda wide, high: ("一", 0.2), speck))
    assert (text(found), found.unsure) == ("", ())


def test_where_an_unsure_line_stands_is_told() -> None:
    (line,) = read(Reader(lambda wide, high: ("公开工作", 0.7), LINE)).unsure
    assert line.text == "公开工作"
    assert (line.box.x0, line.box.top, line.box.x1, line.box.bottom) == pytest.approx((50, 50, 150, 64))


def test_a_page_on_its_side_is_read_along_its_lines() -> None:
    areas = [Area(100 + 60 * n, 100, 130 + 60 * n, 700) for n in range(4)]
    reader = Reader(lambda wide, high: ("推进政务公开工作", 0.99 if wide > high else 0.1), *areas)
    found = read(reader)
    assert (found.page.width, found.page.height) == (WIDE / SCALE, HIGH / SCALE)
    assert {char.turn for char in found.page.chars} <= {1, 3}
    assert reader.asked == 2  # once as it lies, once upright


def test_letters_one_below_the_other_are_read_one_by_one() -> None:
    level = [Area(100, 300 + 40 * n, 500, 328 + 40 * n) for n in range(3)]
    seen: list[tuple[int, int]] = []

    def say(wide: int, high: int) -> tuple[str, float]:
        seen.append((wide, high))
        return ("公", 0.99) if wide < 60 else ("推进政务公开工作", 0.99)

    read(Reader(say, Area(40, 100, 68, 212), *level))
    assert seen.count((28, 28)) == 4


def test_an_area_of_no_size_is_passed_over() -> None:
    assert text(read(Reader(lambda wide, high: ("公", 0.99), Area(100, 100, 102, 130)))) == ""


def test_every_line_is_a_step_so_that_the_work_can_be_stopped() -> None:
    steps: list[int] = []
    read(Reader(lambda wide, high: ("公开工作", 0.99), LINE, LINE._replace(top=200, bottom=228)), steps=steps)
    assert len(steps) >= 3


def test_a_blank_picture_says_nothing() -> None:
    found = read(Reader(lambda wide, high: ("", 0.0)))
    assert (found.page.chars, found.unsure) == ((), ())


def test_a_short_number_alone_in_its_cell_is_looked_at_again() -> None:
    rules = ruled([50.0, 100.0, 250.0], [50.0, 80.0, 110.0])
    picture = numpy.full((HIGH, WIDE), 255, "uint8")
    picture[120:144, 140:148] = 0  # a 1 in the first cell
    picture[120:144, 300:400] = 0  # found already
    (area,) = overlooked(picture, rules, [Area(300, 120, 400, 144)], SCALE)
    assert area.x0 <= 140 < 148 <= area.x1
    assert area.top <= 120 < 144 <= area.bottom


def test_ink_higher_than_a_line_is_no_number() -> None:
    rules = ruled([50.0, 100.0, 250.0], [50.0, 150.0])
    picture = numpy.full((HIGH, WIDE), 255, "uint8")
    picture[120:280, 120:170] = 0
    assert overlooked(picture, rules, [], SCALE) == []
