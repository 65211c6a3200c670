"""Scanned pages: drawn, recognised and given on as plain pages, so that tables and lines are found as in any PDF.

Needs the optional extra ``ocr`` (``available``); without it such pages stay without text and are told as scans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from gongkai_desk.domain.place import PagePlace
from gongkai_desk.errors import Damaged
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.child import make_room
from gongkai_desk.reading.document import Unsure
from gongkai_desk.reading.pdf.drawing import page_pixels
from gongkai_desk.reading.pdf.plain import PageSource, PlainPage
from gongkai_desk.reading.scan.engine import Engine, load, present
from gongkai_desk.reading.scan.page import recognise
from gongkai_desk.reading.scan.picture import grey_of, is_blank


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
        found = recognise(self.engine, grey, scale, step)
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
