"""A PDF page as plain data: characters and rules, whichever library they came from.

All figures are points from the top left of the page as displayed (after CropBox and Rotate); y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

WIDE_FROM = 0x2000
"""Characters from here on (CJK, its stops, “ ” — …) are set on the em grid of Chinese text."""


class Face(NamedTuple):
    """A typeface: ``name`` without the subset's prefix, e.g. ``FangSong_GB2312``.

    ``pale``: large type in a light tint or half transparent, as watermarks are; known of large type only.
    ``red``: in the red of stamps and seals.
    """

    name: str
    bold: bool = False
    pale: bool = False
    red: bool = False


SCAN = Face("scan")
"""The face of recognised characters, whose places are right to some tenths of an em."""


class PlainChar(NamedTuple):
    """One printed character.

    ``base`` is the y of its baseline, ``x0``-``x1`` its advance. ``turn`` counts quarter turns clockwise of its writing
    direction (0 to the right, 1 downwards); -1: aslant, as watermarks are.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    face: Face
    turn: int = 0

    @property
    def wide(self) -> bool:
        """Whether it stands on the em grid of Chinese text."""
        return ord(self.text[0]) >= WIDE_FROM


class Rule(NamedTuple):
    """A straight ruled line: at y (``flat``) or x ``at``, from ``start`` to ``end`` along the other axis."""

    flat: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What is printed on a page, in no particular order.

    ``unread`` counts glyphs without a known character; ``picture`` is the share of the page that its largest picture
    covers; ``hidden`` is text in the file that nobody sees on the page, where there is other text.
    """

    width: float
    height: float
    chars: tuple[PlainChar, ...]
    rules: tuple[Rule, ...]
    unread: int = 0
    picture: float = 0.0
    hidden: str = ""


class PageSource(Protocol):
    """A library that yields plain pages; each page is closed before the next is opened."""

    def __len__(self) -> int:
        """Return the number of pages."""
        ...

    def pages(self) -> Iterator[PlainPage]:
        """Yield the pages in order."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


class Placing(NamedTuple):
    """An affine map: X = a·x + c·y + e, Y = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Placing) -> Placing:
        """Return the map that does ``first``, then this one."""
        e, f = self.point(first.e, first.f)
        return Placing(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )


def displayed(left: float, bottom: float, right: float, top: float, rotate: int) -> tuple[Placing, float, float]:
    """Return the map from page space to the page as displayed, and its width and height.

    ``rotate`` is /Rotate in degrees clockwise; the box is the visible one (CropBox within MediaBox).
    """
    wide, high = right - left, top - bottom
    quarter = round(rotate / 90) % 4
    placing = (
        Placing(1, 0, 0, -1, -left, top),
        Placing(0, 1, 1, 0, -bottom, -left),
        Placing(-1, 0, 0, 1, right, -bottom),
        Placing(0, -1, -1, 0, top, right),
    )[quarter]
    return (placing, wide, high) if quarter % 2 == 0 else (placing, high, wide)


def turn_of(dx: float, dy: float) -> int:
    """Return the quarter turns of a writing direction in displayed space, -1 if it is aslant by more than 6°."""
    if abs(dy) < 0.1 * abs(dx):
        return 0 if dx > 0 else 2
    if abs(dx) < 0.1 * abs(dy):
        return 1 if dy > 0 else 3
    return -1


def em_box(
    box: tuple[float, float, float, float], x: float, y: float, size: float, em: float, turn: int
) -> tuple[float, float, float, float]:
    """Return the box that a character takes with its origin at (x, y): its em across, ``em`` or its glyph along."""
    above, below = 0.88 * size, 0.12 * size
    if turn == 0:
        return x, y - above, max(box[2], x + em), y + below
    if turn == 1:  # running down: the letter's top looks right
        return x - below, y, x + above, max(box[3], y + em)
    if turn == 2:
        return min(box[0], x - em), y - below, x, y + above
    if turn == 3:  # running up: the letter's top looks left
        return x - above, min(box[1], y - em), x + below, y
    return box


LARGE = 18.0
"""Points from which type may be a watermark, so that its colour is asked for."""


class Tint(NamedTuple):
    """The colour of type; parts are 0 to 255."""

    red: float
    green: float
    blue: float
    alpha: float = 255.0

    @property
    def is_pale(self) -> bool:
        """Tell a light tint (not white, which stands on dark ground) or a transparent colour."""
        lightness = (0.299 * self.red + 0.587 * self.green + 0.114 * self.blue) / 255
        return 0.6 <= lightness < 0.98 or self.alpha < 128

    @property
    def is_white(self) -> bool:
        """Tell type that white paper swallows, or that is wholly transparent."""
        return min(self.red, self.green, self.blue) >= 250 or self.alpha < 8

    @property
    def is_red(self) -> bool:
        """Tell the red of stamps and seals."""
        return self.red >= 150 and self.red - max(self.green, self.blue) >= 90


BLACK = Tint(0, 0, 0)
SMALLEST = 0.8
"""Points below which nobody can read type."""


def tinted(face: Face, tint: Tint, size: float) -> Face:
    """Return a face with what its colour says."""
    if size >= LARGE and tint.is_pale:
        return face._replace(pale=True)
    return face._replace(red=True) if tint.is_red else face


Bounds = tuple[float, float, float, float]
EVERYWHERE: Bounds = (-1e6, -1e6, 1e6, 1e6)


def bounds_of(points: Sequence[tuple[float, float]]) -> Bounds:
    """Return left, top, right and bottom of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def with_white(
    visible: Sequence[PlainChar], white: Sequence[PlainChar], grounds: Sequence[Bounds]
) -> tuple[list[PlainChar], list[PlainChar]]:
    """Return the characters that are seen, white ones on a dark ground among them, and the white ones that are not."""
    seen, unseen = list(visible), list[PlainChar]()
    for char in white:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        on_ground = any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in grounds)
        (seen if on_ground else unseen).append(char)
    return seen, unseen


def hidden_text(hidden: Sequence[PlainChar], visible: Sequence[PlainChar]) -> str:
    """Return what is hidden on a page, "" where it is only printed once more or no more than marks."""
    there = "".join(char.text for char in sorted(visible, key=lambda char: (round(char.base), char.x0)))
    lines: dict[int, str] = {}
    for char in sorted(hidden, key=lambda char: (round(char.base), char.x0)):
        lines[round(char.base)] = lines.get(round(char.base), "") + char.text.strip()
    flat = "".join(there.split())
    left = [line for line in lines.values() if sum(map(str.isalnum, line)) >= HIDDEN_LEAST and line not in flat]
    return "".join(left)


HIDDEN_LEAST = 2
"""Letters: a single one hidden is a marker of the program that wrote the file."""


def face_of(font_name: str, weight: int = 0, *, stroked: bool = False) -> Face:
    """Return the face for a font's own name, e.g. ``ABCDEF+SimHei,Bold``."""
    name = font_name.split("+", 1)[1] if font_name[6:7] == "+" else font_name
    lower = name.lower()
    bold = stroked or weight >= 600 or any(word in lower for word in ("bold", "heavy", "black"))
    return Face(name, bold)


def rules_of_path(points: list[tuple[float, float]], *, stroked: bool, filled: bool) -> Iterator[Rule]:
    """Yield the rules that one straight-lined subpath draws, ``points`` in displayed space.

    A stroke gives a rule for each straight piece, a filled shape one rule if it is thin.
    """
    if stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            rule = _rule(x0, y0, x1, y1)
            if rule:
                yield rule
    elif filled and len(points) >= 4:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rule = _rule(min(xs), min(ys), max(xs), max(ys))
        if rule:
            yield rule


THICKEST = 4.0
"""Points: a filled bar up to this thick is a rule; official tables and mastheads use 0.35 to 3."""


def _rule(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= THICKEST and wide > 2 * high and wide > 0.5:
        return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if wide <= THICKEST and high > 2 * wide and high > 0.5:
        return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None
