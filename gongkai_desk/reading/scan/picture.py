"""A picture of a page: made grey without seals, set straight, its ruled lines found and wiped away.

A picture is a numpy array of bytes, rows × columns, 255 being paper. numpy and OpenCV come with the extra ``ocr`` and
are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from gongkai_desk.reading.pdf.plain import Rule

Picture = Any  # numpy.ndarray of uint8
BLANK: Final = 0.0001
"""Share of a page that is dark at least where something is printed: one short line on A4 is as much."""


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """Lengths in points unless said otherwise."""

    seal: float = 70.0  # a round red mark at least this wide is a seal (25 mm); letters of a masthead are smaller
    slant: float = 4.0  # degrees searched for on both sides; feeders skew by one or two
    straight: float = 0.12  # degrees that the grid reconstruction takes without turning
    flat: float = 24.0  # a horizontal rule is longer than the stroke of 一 in a title of 22 points
    upright: float = 17.0  # a row of a table is higher than the strokes of its letters
    sure: float = 40.0  # shorter ones are rules only where they meet another
    gap: float = 0.8  # breaks in a rule that noise made; letters stand farther apart
    beside: float = 2.4  # so far on both sides of a rule the paper is white
    crossed: float = 0.2  # but for other rules; more ink than this share on both sides: strokes of letters in a row
    meets: float = 4.0
    darker: int = 18  # levels of grey below its surroundings that make ink


USUAL = PictureSettings()


def grey_of(colours: Picture, scale: float, settings: PictureSettings = USUAL) -> Picture:
    """Return a grey picture; where a red seal lies over the text, the red is taken out."""
    import cv2

    if colours.ndim == 2 or colours.shape[2] == 1:
        return colours.reshape(colours.shape[:2])
    grey = cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY)
    for x, y, wide, high in _seals(_reddish(colours, scale), scale, settings):
        grey[y : y + high, x : x + wide] = colours[y : y + high, x : x + wide, 2]
    return grey


def sealed_of(colours: Picture, scale: float, settings: PictureSettings = USUAL) -> Picture:
    """Return 255 where the red of a seal lies, and close by: what it covers cannot be read from the rest."""
    import numpy

    sealed = numpy.zeros(colours.shape[:2], "uint8")
    if colours.ndim == 2 or colours.shape[2] == 1:
        return sealed
    near = _reddish(colours, scale)
    for x, y, wide, high in _seals(near, scale, settings):
        sealed[y : y + high, x : x + wide] = 255 * near[y : y + high, x : x + wide]
    return sealed


def _reddish(colours: Picture, scale: float) -> Picture:
    """Return 1 where there is red within a point or two."""
    import cv2

    blue, green, red = cv2.split(colours)
    reddish = ((red.astype("int16") - cv2.max(blue, green)) > 50).astype("uint8")
    return cv2.dilate(reddish, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (odd(3 * scale), odd(3 * scale))))


def _seals(near: Picture, scale: float, settings: PictureSettings) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of round red marks as large as a seal."""
    import cv2

    _, _, found, _ = cv2.connectedComponentsWithStats(near)
    for x, y, wide, high, _area in found[1:]:
        if min(wide, high) >= settings.seal * scale and 0.75 <= wide / high <= 1.33:
            yield x, y, wide, high


def quarter_turned(picture: Picture, quarters: int) -> Picture:
    """Return the picture turned back (anticlockwise) by quarter turns."""
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(picture, quarters))


def slant(picture: Picture, scale: float, settings: PictureSettings = USUAL) -> float:
    """Return by how many degrees lines of text fall to the right (clockwise); 0 if it is too little to matter."""
    import cv2

    small = cv2.resize(ink(picture, scale), None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    best = 0.0
    for step in (0.5, 0.1, 0.05):
        around = settings.slant if step == 0.5 else 5 * step
        best = max((best + step * n for n in range(-round(around / step), round(around / step) + 1)), key=_edges(small))
    return best if abs(best) > settings.straight else 0.0


def _edges(small: Picture) -> Any:  # noqa: ANN401 - a key function
    """Return a measure of angles: how sharply ink and paper part from row to row after turning by it."""
    import numpy

    def sharpness(degrees: float) -> tuple[float, float]:
        rows = straightened(small, degrees, paper=0).sum(axis=1, dtype="float64")
        return round(float(numpy.square(numpy.diff(rows)).sum()) / 1e6, 3), -abs(degrees)

    return sharpness


def straightened(picture: Picture, degrees: float, paper: int = 255) -> Picture:
    """Return the picture turned anticlockwise by ``degrees`` about its middle, its size kept."""
    import cv2

    if not degrees:
        return picture
    high, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return cv2.warpAffine(picture, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=paper)


def ink(picture: Picture, scale: float, settings: PictureSettings = USUAL) -> Picture:
    """Return 255 where there is ink: darker than its surroundings, so that grey paper and shadows are none."""
    import cv2

    soft = cv2.GaussianBlur(picture, (3, 3), 0)
    around = odd(12 * scale)
    kind = cv2.ADAPTIVE_THRESH_MEAN_C
    return cv2.adaptiveThreshold(soft, 255, kind, cv2.THRESH_BINARY_INV, around, settings.darker)


def is_blank(picture: Picture, scale: float) -> bool:
    """Tell the back of a leaf from a printed page."""
    return float(ink(picture, scale).mean()) / 255 < BLANK


def rules_of(picture: Picture, scale: float, settings: PictureSettings = USUAL) -> list[Rule]:
    """Return the ruled lines of a straight picture, in points."""
    marks = ink(picture, scale)
    flat = _long(marks, scale, settings, flat=True)
    upright = _long(marks, scale, settings, flat=False)
    return [
        *(rule for rule in flat if _is_long(rule, settings) or any(_ends_at(rule, upright, settings))),
        *(rule for rule in upright if _is_long(rule, settings) or all(_ends_at(rule, flat, settings))),
    ]


def _is_long(rule: Rule, settings: PictureSettings) -> bool:
    return rule.end - rule.start >= settings.sure


def _ends_at(rule: Rule, others: Iterable[Rule], settings: PictureSettings) -> list[bool]:
    """Tell for both ends whether they lie on a long rule of the other direction; strokes of letters do not."""
    near = settings.meets
    across = [r for r in others if _is_long(r, settings) and r.start - near <= rule.at <= r.end + near]
    return [any(abs(other.at - end) <= near for other in across) for end in (rule.start, rule.end)]


def _long(marks: Picture, scale: float, settings: PictureSettings, *, flat: bool) -> list[Rule]:
    """Return the straight runs of ink in one direction."""
    import cv2

    def bar(length: float) -> Picture:
        size = odd(length * scale)
        return cv2.getStructuringElement(cv2.MORPH_RECT, (size, 1) if flat else (1, size))

    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, bar(settings.gap))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, bar(settings.flat if flat else settings.upright))
    runs = cv2.dilate(runs, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    _, _, found, middles = cv2.connectedComponentsWithStats(runs)
    rules = []
    for (x, y, wide, high, _area), (mx, my) in zip(found[1:], middles[1:], strict=True):
        start, length, thick = (x, wide, high) if flat else (y, high, wide)
        rule = Rule(flat, float(my if flat else mx) / scale, float(start) / scale, float(start + length) / scale)
        if thick <= max(6.0 * scale, 0.03 * length) and _stands_free(rule, marks, scale, settings):
            rules.append(rule)
    return rules


def _stands_free(rule: Rule, marks: Picture, scale: float, settings: PictureSettings) -> bool:
    """Tell a rule from strokes of letters in a row: there is white on one side at least, so double rules pass."""
    across = marks if rule.flat else marks.T
    start, end = round(rule.start * scale), round(rule.end * scale)
    shares = []
    for side in (-1, 1):
        at = round((rule.at + side * settings.beside) * scale)
        if 1 <= at < across.shape[0] - 1:
            shares.append(float(across[at - 1 : at + 2, start:end].mean()) / 255)
    return not shares or min(shares) <= settings.crossed


def without_rules(picture: Picture, rules: Iterable[Rule], scale: float) -> Picture:
    """Return the picture with the rules painted over."""
    import cv2

    clean = picture.copy()
    thick = max(3, round(1.6 * scale))
    for rule in rules:
        start, end, at = round(rule.start * scale), round(rule.end * scale), round(rule.at * scale)
        ends = ((start, at), (end, at)) if rule.flat else ((at, start), (at, end))
        cv2.line(clean, *ends, 255, thick)
    return clean


def ink_box(marks: Picture, scale: float) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of the ink in a part of a page, ``None`` if there are only specks."""
    import cv2
    import numpy

    firm = cv2.medianBlur(numpy.ascontiguousarray(marks), 3) if marks.size else marks
    if numpy.count_nonzero(firm) < 3 * scale * scale:  # a 1 of 10 points has 8 square points
        return None
    rows, columns = numpy.flatnonzero(firm.any(axis=1)), numpy.flatnonzero(firm.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def odd(length: float) -> int:
    """Return a length in pixels as the odd number that filters want."""
    return 2 * max(1, round(length / 2)) + 1
