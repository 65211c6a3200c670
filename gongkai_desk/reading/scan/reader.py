"""The picture of a page → a plain page: turned upright, set straight, its rules found, its lines recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from statistics import fmean

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.errors import Damaged
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.child import make_room
from gongkai_desk.reading.document import Unsure
from gongkai_desk.reading.pdf.drawing import page_pixels
from gongkai_desk.reading.pdf.lattices import ruling
from gongkai_desk.reading.pdf.plain import PageSource, PlainPage, Rule
from gongkai_desk.reading.pdf.sheets import box_back, turned
from gongkai_desk.reading.scan.component import present
from gongkai_desk.reading.scan.engine import (
    Area,
    Engine,
    Glyph,
    ReadLine,
    alike_sizes,
    cut_at_rules,
    load,
    plain_chars,
    read_line,
)
from gongkai_desk.reading.scan.picture import (
    Picture,
    grey_of,
    ink,
    ink_box,
    is_blank,
    quarter_turned,
    rules_of,
    sealed_of,
    slant,
    straightened,
    without_rules,
)
from gongkai_desk.reading.scan.stamps import stamps_of


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Sureness runs from 0 to 1, as the recogniser gives it."""

    line: float = 0.85  # a line less sure than this is to be looked at
    letter: float = 0.9  # and one with such a letter or digit: on clear scans one right line in a hundred has one
    sign: float = 0.5  # and one with such a stop or bracket: full and half width ones are hard to tell apart
    mark: float = 0.3  # a line less sure is a speck, part of a seal or a signature: it is not taken as text
    low: float = 6.0  # points; what is lower is no line of letters
    broad: float = 1.5  # an area that much wider than high was more than a speck: that it was not read is told
    covered: float = 0.01  # share of a line's area under a seal; its ring is as thick as a stroke
    tall: float = 1.6  # areas this much higher than wide run down
    asked: int = 3  # lines read both ways to tell a page that stands on its head
    upright: float = 0.9  # so sure a line is the right way up
    inset: float = 2.5  # points from a cell's rules to where its text may begin
    pad: float = 1.5  # points of white that the recogniser likes around a line
    one_line: float = 24.0  # points; higher ink is more than a line


_SCAN = ScanSettings()


@dataclass(frozen=True, slots=True)
class UnsureLine:
    """A line that should be compared with the picture; without ``text`` nothing of it could be read."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was recognised, placed on the page as displayed."""

    page: PlainPage
    unsure: tuple[UnsureLine, ...]


def recognise(
    engine: Engine, grey: Picture, scale: float, step: Callable[[], None], sealed: Picture | None = None
) -> ScannedPage:
    """Recognise a grey picture of ``scale`` pixels a point; ``step`` is called after each line.

    ``sealed`` is 255 where a seal was taken out of the picture: lines there are unsure, as under a black stamp.
    """
    areas = engine.areas(grey)
    step()
    quarters = _quarters(engine, grey, areas)
    upright = quarter_turned(grey, quarters)
    degrees = slant(upright, scale)
    straight = straightened(upright, degrees)
    stamps = stamps_of(straight, rules_of(straight, scale), [_in_points(area, scale) for area in areas], scale)
    rules = stamps.rules
    clean = without_rules(straight, rules, scale)
    if quarters or degrees:
        step()
        areas = engine.areas(clean)
    areas = cut_at_rules(areas, rules, scale)
    alone = list(_unread_ink(clean, rules, areas, scale))
    areas += [area for area in alone if not _is_tall(area, scale)]
    read = list(_lines(engine, clean, areas, scale, step))
    read += [(area, ()) for area in alone if _is_tall(area, scale)]
    lines = [read_line(glyphs, area, scale) for area, glyphs in read if _is_text(glyphs)]
    sizes = alike_sizes(lines)
    chars = [char for n, line in enumerate(lines) for char in plain_chars(line, sizes[n])]
    high, wide = clean.shape[:2]
    page = PlainPage(wide / scale, high / scale, tuple(chars), tuple(rules))
    covered = stamps.covered
    if sealed is not None:
        covered |= straightened(quarter_turned(sealed, quarters), degrees, paper=0)
    unsure = tuple(replace(line, box=box_back(line.box, page, quarters)) for line in _unsure(read, scale, covered))
    return ScannedPage(turned(page, (4 - quarters) % 4), unsure)


def _unsure(read: Sequence[tuple[Area, tuple[Glyph, ...]]], scale: float, covered: Picture) -> Iterator[UnsureLine]:
    """Yield the lines that may be misread, and what looks like one and was not read at all."""
    for area, glyphs in read:
        if _is_text(glyphs):
            line = read_line(glyphs, area, scale)
            if _is_unsure(line) or _is_covered(area, covered):
                yield UnsureLine(line.text, line.box)
        elif _is_like_a_line(area, scale) or _is_tall(area, scale):
            yield UnsureLine("", _in_points(area, scale))


def _in_points(area: Area, scale: float) -> Box:
    return Box(*(edge / scale for edge in area))


def _is_covered(area: Area, covered: Picture) -> bool:
    """Tell a line that a seal or a stamp runs through."""
    under = covered[area.top : area.bottom, area.x0 : area.x1]
    return bool(under.size and under.mean() > 255 * _SCAN.covered)


def overlooked(picture: Picture, rules: Sequence[Rule], areas: Sequence[Area], scale: float) -> list[Area]:
    """Return where ink stands alone in a cell in which no text was found: a short number is easily passed over."""
    return [area for area in _unread_ink(picture, rules, areas, scale) if not _is_tall(area, scale)]


def _is_tall(area: Area, scale: float) -> bool:
    """Tell ink that is higher than a line: it cannot be read as one, a stamp may hide what stood there."""
    return area.high > (_SCAN.one_line + 2 * _SCAN.pad) * scale


def _unread_ink(picture: Picture, rules: Sequence[Rule], areas: Sequence[Area], scale: float) -> Iterator[Area]:
    marks = ink(picture, scale)
    inset, pad = round(_SCAN.inset * scale), round(_SCAN.pad * scale)
    for table in ruling(rules).tables:
        filled = {table.span_at((a.x0 + a.x1) / 2 / scale, (a.top + a.bottom) / 2 / scale) for a in areas}
        for number, span in enumerate(table.spans):
            left, top = round(table.xs[span.column] * scale) + inset, round(table.ys[span.row] * scale) + inset
            right = round(table.xs[span.column + span.columns] * scale) - inset
            bottom = round(table.ys[span.row + span.rows] * scale) - inset
            box = ink_box(marks[top:bottom, left:right], scale) if number not in filled else None
            if box:
                x0, y0, x1, y1 = box
                yield Area(left + x0 - pad, top + y0 - pad, left + x1 + pad, top + y1 + pad)


def _lines(
    engine: Engine, picture: Picture, areas: Sequence[Area], scale: float, step: Callable[[], None]
) -> Iterator[tuple[Area, tuple[Glyph, ...]]]:
    """Yield where lines stand and what was read there, which may be nothing."""
    for area in chain.from_iterable(map(_pieces, areas)):
        glyphs = _read(engine, picture, area)
        step()
        yield area, glyphs


def _is_text(glyphs: Sequence[Glyph]) -> bool:
    return bool(glyphs) and _sureness(glyphs) >= _SCAN.mark


def _is_like_a_line(area: Area, scale: float) -> bool:
    """Tell an area in which some letters would stand side by side from a speck: what it says must not just vanish."""
    return area.high >= _SCAN.low * scale and area.wide >= _SCAN.broad * area.high


def _pieces(area: Area) -> list[Area]:
    """Return the area, or the squares of one whose letters stand one below the other."""
    if area.high < _SCAN.tall * area.wide:
        return [area]
    count = max(1, round(area.high / area.wide))
    edges = [area.top + round(area.high * n / count) for n in range(count + 1)]
    return [area._replace(top=edges[n], bottom=edges[n + 1]) for n in range(count)]


def _read(engine: Engine, picture: Picture, area: Area) -> tuple[Glyph, ...]:
    if area.wide < 4 or area.high < 4:
        return ()
    return engine.line(picture[area.top : area.bottom, area.x0 : area.x1])


def _sureness(glyphs: Sequence[Glyph]) -> float:
    return fmean(glyph.sure for glyph in glyphs)


def _is_unsure(line: ReadLine) -> bool:
    return _sureness(line.glyphs) < _SCAN.line or any(glyph.sure < _needed(glyph.text) for glyph in line.glyphs)


def _needed(char: str) -> float:
    """Return how sure one must be of a character; a dot is what a blurred 、or ， becomes, and parts units."""
    return _SCAN.letter if char.isalnum() or char == "·" else _SCAN.sign


def _quarters(engine: Engine, grey: Picture, areas: Sequence[Area]) -> int:
    """Return the quarter turns clockwise in which the page's lines run."""
    down = sum(area.high * area.high for area in areas if area.high > _SCAN.tall * area.wide)
    across = sum(area.wide * area.wide for area in areas if area.wide > _SCAN.tall * area.high)
    first = 1 if down > across else 0
    longest = sorted(areas, key=lambda area: max(area.wide, area.high))[-_SCAN.asked :]
    here = _how_sure(engine, grey, longest, first)
    if here >= _SCAN.upright or here >= _how_sure(engine, grey, longest, first + 2):
        return first
    return first + 2


def _how_sure(engine: Engine, grey: Picture, areas: Sequence[Area], quarters: int) -> float:
    """Return how sure the recogniser is of these lines if the page is turned so."""
    crops = (grey[area.top : area.bottom, area.x0 : area.x1] for area in areas)
    read = [engine.line(quarter_turned(crop, quarters)) for crop in crops]
    return fmean(_sureness(glyphs) if glyphs else 0.0 for glyphs in read) if read else 0.0


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """When a page is a scan, and how it is drawn."""

    picture: float = 0.3  # share of the page that a picture covers
    few: int = 20  # characters that a scanner or a page stamp may add to a scanned page
    scale: float = 200 / 72  # pixels a point: offices scan at 150 to 300 dpi
    longest: int = 4000  # pixels of the drawn page's longer side; A3 at 200 dpi has 3308
    room: int = 3 * 1024**3  # bytes of addresses: the models map more than they use; what they use is watched outside


USUAL = OcrSettings()


def available() -> bool:
    """Tell whether scans can be recognised here."""
    return present()


@dataclass
class ScanSource:
    """A page source whose pages without text are recognised; ``recognised`` and ``unsure`` fill up on the way."""

    source: PageSource
    path: Path
    password: str
    progress: Progress
    recognised: list[int] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.source)

    def pages(self) -> Iterator[PlainPage]:
        """Yield the pages in order, recognised where they are scans."""
        can = available()
        for number, page in enumerate(self.source.pages(), 1):
            yield self._recognised(page, number) if can and is_scan(page) else page

    def close(self) -> None:
        """Let the file go."""
        self.source.close()

    @cached_property
    def engine(self) -> Engine:
        """Load the recogniser when the first scan comes."""
        make_room(USUAL.room)  # for good: the models stay mapped
        return load()

    def _recognised(self, page: PlainPage, number: int) -> PlainPage:
        def step() -> None:
            self.progress(Stage.RECOGNISING, number - 1, len(self))

        step()
        scale = min(USUAL.scale, USUAL.longest / max(page.width, page.height))
        try:
            pixels = page_pixels(self.path, number, scale, self.password)
        except Damaged:  # only pdfminer opens this file, and that draws nothing
            return page
        grey = grey_of(pixels, scale)
        if is_blank(grey, scale):
            return page
        found = recognise(self.engine, grey, scale, step, sealed_of(pixels, scale))
        if not found.page.chars:
            return page
        self.recognised.append(number)
        self.unsure += [Unsure(line.text, PagePlace(number, line.box)) for line in found.unsure]
        return replace(found.page, width=page.width, height=page.height, picture=page.picture)


def is_scan(page: PlainPage, settings: OcrSettings = USUAL) -> bool:
    """Tell a page whose text is drawn only: a picture, outlines, or letters without a code."""
    if page.width <= 0 or page.height <= 0:
        return False
    few = len(page.chars) <= settings.few
    return (
        not page.chars or (few and page.picture > settings.picture) or page.unread > max(settings.few, len(page.chars))
    )
