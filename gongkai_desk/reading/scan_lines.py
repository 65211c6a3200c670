"""Recognised lines become plain characters: each gets a place and a size, as a text layer would have them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from gongkai_desk.domain.place import Box
from gongkai_desk.reading.ocr_engine import Area, Glyph
from gongkai_desk.reading.pdf_plain import SCAN, PlainChar, Rule

ALIKE = 0.1
"""Sizes of lines that differ by less are one size: a page has three or four."""
NEAR = 1.4
"""A size guessed from a line's height may be wrong by this factor."""
STEPS = 4
"""So many wide letters side by side tell the size by their pitch."""
TIGHT = 0.8
"""Ems of white up to this between two letters are none: recognised middles are a quarter em off at times."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as recognised, in points: its middle ``y``, the size its letters seem to have, ``sure`` if by pitch."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float
    high: float
    sure: bool = False

    @property
    def text(self) -> str:
        """Return what it says."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        """Return where it stands."""
        return Box(self.x0, self.y - self.high / 2, self.x1, self.y + self.high / 2)


def cut_at_rules(areas: Iterable[Area], rules: Sequence[Rule], scale: float) -> list[Area]:
    """Return the areas cut where an upright rule runs through them: two cells were taken for one line."""
    upright = [rule for rule in rules if not rule.flat]
    return [piece for area in areas for piece in _cut(area, upright, scale)]


def _cut(area: Area, upright: Sequence[Rule], scale: float) -> list[Area]:
    middle, edge = (area.top + area.bottom) / 2 / scale, 0.3 * area.high
    through = sorted(
        round(rule.at * scale)
        for rule in upright
        if rule.start <= middle <= rule.end and area.x0 + edge < rule.at * scale < area.x1 - edge
    )
    ends = [area.x0, *through, area.x1]
    return [area._replace(x0=x0, x1=x1) for x0, x1 in pairwise(ends) if x1 - x0 > edge]


def read_line(glyphs: Sequence[Glyph], area: Area, scale: float) -> ReadLine:
    """Return the line recognised in an area, with its size guessed from the pitch of its letters."""
    x0, x1, high = area.x0 / scale, area.x1 / scale, area.high / scale
    pitch = _pitch(glyphs) * area.wide / scale
    size = pitch or 0.8 * high  # a short line only has its height
    return ReadLine(tuple(glyphs), x0, x1, area.top / scale + high / 2, size, high, bool(pitch))


def _pitch(glyphs: Sequence[Glyph]) -> float:
    """Return the mean step between wide letters, 0 for too few; Chinese is set solid, so that is their size.

    Blanks and half-width letters make outliers, which are left out.
    """
    steps = [after.at - before.at for before, after in pairwise(glyphs) if _is_wide(before) and _is_wide(after)]
    if len(steps) < STEPS:
        return 0.0
    usual = median(steps)
    return fmean(step for step in steps if 0.6 * usual < step < 1.4 * usual)


def alike_sizes(lines: Sequence[ReadLine]) -> dict[int, float]:
    """Return for each line (by index) the size of all lines that are about as large, in half points."""
    sizes = _grouped({index: line for index, line in enumerate(lines) if line.sure})
    known = sorted(set(sizes.values()))
    guessed = {index: line for index, line in enumerate(lines) if not line.sure}
    for index, line in guessed.items():
        near = [size for size in known if 1 / NEAR < line.size / size < NEAR]
        if near:
            sizes[index] = min(near, key=lambda size: abs(size - line.size))
    return sizes | _grouped({index: line for index, line in guessed.items() if index not in sizes})


def _grouped(lines: Mapping[int, ReadLine]) -> dict[int, float]:
    groups: list[list[int]] = []
    for index in sorted(lines, key=lambda index: lines[index].size):
        if groups and lines[index].size <= (1 + ALIKE) * lines[groups[-1][0]].size:
            groups[-1].append(index)
        else:
            groups.append([index])
    sizes: dict[int, float] = {}
    for group in groups:
        weighed = [lines[index].size for index in group for _ in lines[index].glyphs]
        sizes.update(dict.fromkeys(group, round(2 * median(weighed)) / 2))
    return sizes


def plain_chars(line: ReadLine, size: float) -> list[PlainChar]:
    """Return the characters of a line, gaps between neighbours closed where they only come from rounding."""
    middles = [line.x0 + glyph.at * (line.x1 - line.x0) for glyph in line.glyphs]
    halves = [_half(glyph, size) for glyph in line.glyphs]
    edges = [(middle - half, middle + half) for middle, half in zip(middles, halves, strict=True)]
    for n, (before, after) in enumerate(pairwise(middles)):
        reach = halves[n] + halves[n + 1]
        if after - before < reach + TIGHT * size:
            meet = before + (after - before) * halves[n] / reach
            edges[n], edges[n + 1] = (edges[n][0], meet), (meet, edges[n + 1][1])
    base = line.y + 0.38 * size
    top, bottom = base - 0.88 * size, base + 0.12 * size
    return [
        PlainChar(glyph.text, x0, top, x1, bottom, base, size, SCAN)
        for glyph, (x0, x1) in zip(line.glyphs, edges, strict=True)
    ]


def _half(glyph: Glyph, size: float) -> float:
    return size / 2 if _is_wide(glyph) else size / 4


def _is_wide(glyph: Glyph) -> bool:
    return ord(glyph.text[0]) >= 0x2000
