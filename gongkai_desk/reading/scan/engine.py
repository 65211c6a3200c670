"""The recogniser (RapidOCR over ONNX Runtime): where text stands in a picture, what a line says, as plain characters.

It comes with the optional extra ``ocr``, or from a folder that a person names (``component``). The models are those of
its own wheel; nothing is fetched. Each character gets a place and a size, as a text layer would have them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

from gongkai_desk.domain.plan import Box
from gongkai_desk.reading.pdf.plain import SCAN, PlainChar, Rule
from gongkai_desk.reading.scan.picture import Picture

WIDE_FROM = 0x2000
LOOK = 1440
"""Longest side, pixels, of the picture in which text is looked for: 9 points are then 15 pixels on A4."""


class Area(NamedTuple):
    """A stretch of a picture, pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def wide(self) -> int:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def high(self) -> int:
        """Return the height."""
        return self.bottom - self.top


class Glyph(NamedTuple):
    """A recognised character, its middle as a share of the line's width, and how sure it is (0 to 1)."""

    text: str
    at: float
    sure: float


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded recogniser."""

    rapid: Any

    def areas(self, picture: Picture) -> list[Area]:
        """Return where lines of text stand."""
        import cv2

        high, wide = picture.shape[:2]
        factor = min(1.0, LOOK / max(high, wide))
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found = self.rapid(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None:
            return []
        return [_area(box / factor, wide, high) for box in found.boxes]

    def line(self, picture: Picture) -> tuple[Glyph, ...]:
        """Return the characters of a picture of one line, blanks left out."""
        import cv2

        colours = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        found = self.rapid(colours, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0].strip():
            return ()
        return tuple(_glyphs(found.txts[0], found.word_results[0]))


def _area(box: Any, wide: int, high: int) -> Area:  # noqa: ANN401 - four corners, numpy
    xs, ys = box[:, 0], box[:, 1]
    return Area(max(0, int(xs.min())), max(0, int(ys.min())), min(wide, int(xs.max())), min(high, int(ys.max())))


def _glyphs(text: str, info: Any) -> Iterator[Glyph]:  # noqa: ANN401 - RapidOCR's WordInfo
    """Join the characters with their columns; blanks have a confidence but no column."""
    columns = (column for word in info.word_cols for column in word)
    for char, sure in zip(text, info.confs, strict=False):
        if not char.isspace():
            yield Glyph(char, (next(columns) + 0.5) / max(1.0, info.line_txt_len), float(sure))


def load() -> Engine:
    """Load the recogniser with the models of its own wheel."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its pool would take 30 MB of addresses a thread
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    params = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Global.text_score": 0.0,
        "Det.model_path": str(_model(models, "det")),  # a path given is never fetched
        "Rec.model_path": str(_model(models, "rec")),
    }
    return Engine(rapidocr.RapidOCR(params=params))


def _model(folder: Path, task: str) -> Path:
    """Return the wheel's own model for a task, e.g. ``PP-OCRv6_rec_small.onnx``."""
    return next(path for path in sorted(folder.glob("*.onnx")) if f"_{task}_" in path.name)


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
    if not through:
        return [area]
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
