"""The objects of an OFD page → characters, rules and drawings in points (GB/T 33190 §7.7, §8, §9, §11).

Positions are millimetres from the top left. An object's own space is mapped by its CTM and then moved to the origin of
its boundary; a composite object maps all that is in its unit once more. Makers leave out what they take for granted
(``X`` of a second TextCode, deltas after the last character) and write ``g n d`` for n times d.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai_desk.reading.pdf.plain import (
    SMALLEST,
    Face,
    Placing,
    PlainChar,
    Rule,
    Tint,
    em_box,
    rules_of_path,
    tinted,
    turn_of,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

POINTS = 72 / 25.4
"""Points in a millimetre."""
DEEPEST = 16
"""Blocks and composites within each other; a loop of references must end."""
MOST_OBJECTS = 200_000
"""Objects looked at on one page, composites counted each time they are drawn."""
MOST_PIECES = 400_000
"""Pieces of paths looked at on one page."""
USUAL_WIDTH = 0.353
"""Millimetres of a line whose width is not given (§8.2)."""
BOLD_FROM = 600
WHITE = "#ffffff"

Point = tuple[float, float]
Points = list[Point]


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by number: fonts, composite units by their content, pictures by their part's name."""

    fonts: Mapping[str, Face] = field(default_factory=dict)
    units: Mapping[str, Element] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)


class Stroke(NamedTuple):
    """A drawn path: its straight runs in points, how wide the line is (0: none), and the colours, "" for none."""

    runs: tuple[tuple[Point, ...], ...]
    width: float
    line: str
    fill: str


class Glyph(NamedTuple):
    """A character as it is drawn: where it begins on its baseline, in which colour, how much wider than designed."""

    char: PlainChar
    x: float
    colour: str
    wide: float

    @property
    def is_white(self) -> bool:
        """Tell type that only a dark ground shows."""
        return self.colour == WHITE


@dataclass(slots=True)
class Content:
    """What was found on a page so far."""

    glyphs: list[Glyph] = field(default_factory=list)
    unseen: list[Glyph] = field(default_factory=list)  # too small or transparent
    rules: list[Rule] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # the package's names of these pictures, where it has them
    unread: int = 0
    objects: int = 0
    pieces: int = 0


def add_layers(content: Content, page: Element, resources: Resources) -> None:
    """Add all layers of a page or template to ``content``."""
    base = Placing(POINTS, 0, 0, POINTS, 0, 0)
    for layer in _within(page, "Content"):
        if name_of(layer) == "Layer":
            add_objects(content, layer, base, resources)


def add_objects(
    content: Content, items: Iterable[Element], placing: Placing, resources: Resources, deep: int = 0
) -> None:
    """Add objects whose parent's space ``placing`` maps to points."""
    for item in items:
        content.objects += 1
        if content.objects > MOST_OBJECTS or item.get("Visible", "").lower() == "false":
            continue
        kind = name_of(item)
        if kind == "TextObject":
            _add_text(content, item, _placed(item, placing), resources)
        elif kind == "PathObject":
            _add_path(content, item, _placed(item, placing))
        elif kind == "ImageObject":
            _add_picture(content, item, placing)
            content.parts += filter(None, [resources.media.get((item.get("ResourceID") or "").strip())])
        elif kind == "PageBlock" and deep < DEEPEST:
            add_objects(content, item, placing, resources, deep + 1)
        elif kind == "CompositeObject" and deep < DEEPEST:
            unit = resources.units.get((item.get("ResourceID") or "").strip())
            if unit is not None:
                add_objects(content, _within(unit, "Content"), _placed(item, placing), resources, deep + 1)


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace, "" for comments."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@cache
def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name."""
    return next((item for item in element if name_of(item) == name), None) if element is not None else None


def numbers(text: str | None, count: int = 0) -> list[float]:
    """Return the numbers of a list, none if there are fewer than ``count`` or one is no finite number."""
    if not text:
        return []
    try:
        found = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        return []
    return found if len(found) >= count and all(map(math.isfinite, found)) else []


def inside(element: Element | None) -> Iterable[Element]:
    """Return an element's children, none of none."""
    return () if element is None else element


def _within(element: Element, name: str) -> Iterable[Element]:
    return inside(child(element, name))


def _number(item: Element, name: str, usual: float) -> float:
    text = item.get(name)
    return usual if text is None else next(iter(numbers(text)), usual)


def _placed(item: Element, placing: Placing) -> Placing:
    """Return the map from an object's own space to points."""
    x, y = (numbers(item.get("Boundary"), 4) or [0.0, 0.0])[:2]
    own = numbers(item.get("CTM"), 6)
    moved = Placing(*placing[:4], *placing.point(x, y))
    return moved.after(Placing(*own[:6])) if own else moved


# ---- text


def _add_text(content: Content, item: Element, placing: Placing, resources: Resources) -> None:
    em = _number(item, "Size", 0.0)
    up = math.hypot(placing.c, placing.d) or 1.0
    known = resources.fonts.get((item.get("Font") or "").strip(), Face(""))
    bold = known.bold or _number(item, "Weight", 400) >= BOLD_FROM
    wide = _number(item, "HScale", 1.0) or 1.0
    quarter = round(_number(item, "CharDirection", 0) / 90) % 4
    along = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter]
    turn = turn_of(placing.a * along[0] + placing.c * along[1], placing.b * along[0] + placing.d * along[1])
    size = em * up
    filled = child(item, "FillColor")
    tint, colour = _tint(item, filled), _colour(filled, "#000000")
    face = tinted(Face(known.name, bold), tint, size)
    into = content.unseen if size < SMALLEST or tint.alpha < 8 else content.glyphs
    for text, x, y, width in _characters(item, em * wide):
        begins, ends = placing.point(x, y), placing.point(x + width * along[0], y + width * along[1])
        if text == "\ufffd" or 0xE000 <= ord(text) <= 0xF8FF:
            content.unread += 1
        box = _box(begins, ends, size, turn)
        into.append(Glyph(PlainChar(text, *box, begins[1], size, face, turn), begins[0], colour, wide))


def _tint(item: Element, filled: Element | None) -> Tint:
    alpha = min(_number(part, "Alpha", 255) for part in (item, filled) if part is not None)
    parts = numbers(filled.get("Value")) if filled is not None else []
    red, green, blue = (parts * 3)[:3] if len(parts) in (1, 3) else (0.0, 0.0, 0.0)
    return Tint(red, green, blue, alpha)


def _box(begins: Point, ends: Point, size: float, turn: int) -> tuple[float, float, float, float]:
    """Return the box of a character whose baseline goes from one point to the other."""
    (x0, x1), (y0, y1) = sorted((begins[0], ends[0])), sorted((begins[1], ends[1]))
    if turn % 2 == 0:
        return x0, begins[1] - 0.88 * size, x1, begins[1] + 0.12 * size
    return em_box((x0, y0, x1, y1), *begins, size, y1 - y0, turn)


def _characters(item: Element, em: float) -> Iterator[tuple[str, float, float, float]]:
    """Yield each character with its origin and its advance in the object's own space."""
    x = y = 0.0
    down = round(_number(item, "ReadDirection", 0) / 90) % 2 == 1
    for code in item:
        if name_of(code) != "TextCode":
            continue
        x, y = _number(code, "X", x), _number(code, "Y", y)
        text = [" " if char in "\t\r\n" else char for char in code.text or "" if not _is_control(char)]
        steps_x, steps_y = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for index, char in enumerate(text):
            width = em * _em_share(char)
            step_x = steps_x[index] if index < len(steps_x) else 0.0 if steps_y or down else width
            step_y = steps_y[index] if index < len(steps_y) else em if down and not steps_y else 0.0
            set_so = 0 < step_x <= (width if _is_wide(char) else em)  # letters take what the maker gives them
            yield char, at_x, at_y, step_x if set_so else width
            at_x, at_y = at_x + step_x, at_y + step_y


def _is_control(char: str) -> bool:
    return char not in "\t\r\n" and unicodedata.category(char) == "Cc"


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F", "A")


def _em_share(char: str) -> float:
    """Return how much of an em a character takes where nothing says: Chinese all of it, letters as in Times."""
    if _is_wide(char):
        return 1.0
    return 0.9 if char in "MW" else 0.7 if char.isupper() else 0.5


def _steps(text: str | None, most: int) -> list[float]:
    """Return the distances between characters; ``g n d`` is n times d. No more than ``most``."""
    steps: list[float] = []
    if not text:
        return steps
    parts = iter(text.replace(",", " ").split())
    for part in parts:
        if len(steps) >= most:
            break
        count, step = (next(parts, "0"), next(parts, "0")) if part == "g" else ("1", part)
        times, far = numbers(count), numbers(step)
        if times and far:
            steps += far * max(0, min(int(times[0]), most - len(steps)))
    return steps


# ---- paths and pictures

_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of AbbreviatedData (§9.1, table 34)."""


def _add_path(content: Content, item: Element, placing: Placing) -> None:
    data = child(item, "AbbreviatedData")
    stroked, filled = item.get("Stroke", "true").lower() != "false", item.get("Fill", "").lower() == "true"
    if data is None or not (stroked or filled):
        return
    runs = []
    for points, straight in _runs(data.text or "", content):
        mapped = [placing.point(*point) for point in points]
        runs.append(tuple(mapped))
        if straight:
            content.rules += rules_of_path(mapped, stroked=stroked, filled=filled)
    scale = math.sqrt(abs(placing.a * placing.d - placing.b * placing.c)) or 1.0
    width = _number(item, "LineWidth", USUAL_WIDTH) * scale if stroked else 0.0
    line = _colour(child(item, "StrokeColor"), "#000000") if stroked else ""
    fill = _colour(child(item, "FillColor"), "#000000") if filled else ""
    content.strokes.append(Stroke(tuple(runs), width, line, fill))


def _runs(data: str, content: Content) -> Iterator[tuple[Points, bool]]:
    """Yield the runs of a path with whether they are straight all along; of a curve only the ends are taken."""
    points: Points = []
    straight = True
    parts = iter(data.replace(",", " ").split())
    for letter in parts:
        content.pieces += 1
        if content.pieces > MOST_PIECES:
            return
        given = numbers(" ".join(next(parts, "") for _ in range(_TAKES.get(letter, 0))), _TAKES.get(letter, 0))
        if letter == "C":
            if points:
                points.append(points[0])
        elif len(given) < 2:
            continue
        elif letter in "SM":
            if len(points) > 1:
                yield points, straight
            points, straight = [(given[0], given[1])], True
        else:
            straight &= letter == "L"
            points.append((given[-2], given[-1]))
    if len(points) > 1:
        yield points, straight


def _add_picture(content: Content, item: Element, placing: Placing) -> None:
    box = numbers(item.get("Boundary"), 4)
    if len(box) < 4:
        return
    corners = [placing.point(box[0] + x * box[2], box[1] + y * box[3]) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    content.pictures.append((min(xs), min(ys), max(xs), max(ys)))
    content.rules += rules_of_path([*corners, corners[0]], stroked=False, filled=True)


def _colour(element: Element | None, usual: str) -> str:
    """Return an RGB or grey colour as ``#rrggbb``."""
    if element is None:
        return usual
    parts = [max(0, min(255, round(part))) for part in numbers(element.get("Value"))]
    if len(parts) == 1:
        parts *= 3
    return "#{:02x}{:02x}{:02x}".format(*parts) if len(parts) == 3 else usual
