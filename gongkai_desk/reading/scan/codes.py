"""QR codes on pages of scans, pictures and paged files. Called in the child process: the reader is a native library.

A page is looked at in grey, brighter so that a seal goes, and by its red light alone, where a red seal is white. A
symbol that was seen and could not be read is told too: a page may bear two, of two units.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import USUAL, Limits
from gongkai_desk.reading.pdf import drawing
from gongkai_desk.reading.scan.finders import corners
from gongkai_desk.reading.scan.picture import BLANK

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES: Final = frozenset({"png", "jpeg", "tiff", "bmp", "gif", "webp"})
"""Types of pictures that are looked at, as ``guard`` calls them."""
_PIXELS: Final = 80_000_000  # of a picture: an A3 sheet at 600 dpi has 70 million
_LOOKED: Final = 20_000_000  # of a page that is looked at: such a sheet at 300 dpi
_DPI: Final = (200, 300)  # a drawn page is looked at in the second where the first shows no code
_LONGEST: Final = 200  # characters of a code that can be ours
_MOST: Final = 40  # codes of a page
_GAINS: Final = (2.5, 4.5)  # so much brighter, a seal scanned in grey is white paper, and what was printed is dark
_MODULES: Final = 29  # on a side of our codes
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, struct.error)
"""What Pillow raises of broken files."""


class PageCodes(NamedTuple):
    """The codes that were read on a page, each once; how many symbols more were seen there; whether it is white."""

    texts: tuple[str, ...] = ()
    unread: int = 0
    blank: bool = False


def codes_of_picture(path: Path, progress: Progress = silent, limits: Limits = USUAL) -> tuple[PageCodes, ...]:
    """Return the codes on each page of a picture (a TIFF may have several).

    Raises:
        Damaged: it cannot be opened.
        Limit: more pages or pixels than a scanner makes.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            count = int(getattr(opened, "n_frames", 1))
            if count > limits.pages:
                raise Limit(file=path.name, what="pages", limit=limits.pages)
            found = []
            for number in range(count):
                progress(Stage.READING, number, count)
                opened.seek(number)
                found.append(codes_of_page([_shrunk(_checked(opened, path))]))
            return tuple(found)
    except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN) as error:
        raise Damaged(file=path.name, reason=str(error)) from error


def codes_of_pages(
    path: Path, kind: FileKind, progress: Progress = silent, *, scanned: bool = True
) -> tuple[PageCodes, ...]:
    """Return the codes on each page of a PDF or OFD file; of an OFD file those in its pictures.

    A page of a PDF that is not ``scanned`` is drawn sharply, so that one look is enough.

    Raises:
        Damaged, Encrypted: it cannot be opened.
    """
    if kind is FileKind.OFD:
        return tuple(_of_ofd(path, progress))
    found = []
    with closing(drawing.drawn_pages(path, _DPI if scanned else _DPI[:1], _LOOKED)) as pages:
        for number, (count, drawn) in enumerate(pages):
            progress(Stage.READING, number, count)
            found.append(codes_of_page(drawn))
    return tuple(found)


def codes_of_page(pictures: Iterable[Image]) -> PageCodes:
    """Return the codes of a page that is drawn ever finer, until something is read on it."""
    best = PageCodes()
    for picture in pictures:
        if _is_blank(picture):
            return PageCodes(blank=True)
        best = max(best, _read(picture), key=lambda each: (len(each.texts), -each.unread))
        if best.texts and not best.unread:
            break
    return best


class _Symbol(NamedTuple):
    """A symbol on a page: its text (``None``: it cannot be read), its middle, the length of its side in pixels."""

    text: str | None
    x: float
    y: float
    side: float

    def is_near(self, other: tuple[float, float], sides: float = 0.75) -> bool:
        """Tell whether a point lies within so many sides of its middle."""
        return max(abs(self.x - other[0]), abs(self.y - other[1])) <= sides * self.side


def _read(picture: Image) -> PageCodes:
    """Read a page in every light; what was read in one is not unread in another."""
    grey = picture.convert("L")
    symbols = [each for light in _lights(grey, picture) for each in _symbols(light)]
    seen = [each for each in symbols if each.text is not None]
    unread = [each for each in symbols if each.text is None and not any(_on(each, other) for other in seen)]
    if seen:
        unread += _covered(grey, seen)
    texts = dict.fromkeys(each.text[:_LONGEST] for each in seen if each.text is not None)
    single = [each for n, each in enumerate(unread) if not any(_on(each, other) for other in unread[:n])]
    return PageCodes(tuple(texts)[:_MOST], len(single))


def _on(each: _Symbol, other: _Symbol) -> bool:
    return other.is_near((each.x, each.y)) or each.is_near((other.x, other.y))


def _covered(grey: Image, seen: Sequence[_Symbol]) -> list[_Symbol]:
    """Return what is left of codes beside those that were read: a seal may cover one so that nobody sees it."""
    side = seen[0].side
    points = corners(_brighter(grey, _GAINS[0]), side / _MODULES)
    alone = [point for point in points if not any(each.is_near(point) for each in seen)]
    return [_Symbol(None, x, y, 2 * side) for x, y in sorted(alone)]


def _is_blank(picture: Image) -> bool:
    """Tell the back of a leaf from a printed page, without the libraries that reading its text needs."""
    small = picture.convert("L").reduce(2)
    counted = small.histogram()
    paper = max(range(128, 256), key=counted.__getitem__)
    return sum(counted[: max(paper - 70, 64)]) < BLANK * small.width * small.height


def _lights(grey: Image, picture: Image) -> Iterator[Image]:
    yield grey
    if picture.mode not in ("1", "L"):
        yield picture.convert("RGB").getchannel("R")
    for gain in _GAINS:
        yield _brighter(grey, gain)


def _brighter(grey: Image, gain: float) -> Image:
    return grey.point([min(round(level * gain), 255) for level in range(256)])


def _symbols(grey: Image) -> Iterator[_Symbol]:
    import zxingcpp

    form = zxingcpp.barcode_formats_from_str("QRCode")
    for each in zxingcpp.read_barcodes(grey, formats=form, try_invert=False, return_errors=True):
        at = each.position
        middle = (at.top_left.x + at.bottom_right.x) / 2, (at.top_left.y + at.bottom_right.y) / 2
        side = hypot(at.top_right.x - at.top_left.x, at.top_right.y - at.top_left.y)
        yield _Symbol(each.text if each.valid else None, *middle, side)


def _checked(opened: Image, path: Path) -> Image:
    """Refuse a page that would not go into memory before it is unpacked."""
    if opened.width * opened.height > _PIXELS:
        raise Limit(file=path.name, what="pixels", limit=_PIXELS)
    return opened


def _shrunk(opened: Image) -> Image:
    """Return a page in memory, not larger than it is looked at."""
    picture = opened.convert("L" if opened.mode in ("1", "L", "I;16") else "RGB")
    more = (picture.width * picture.height / _LOOKED) ** 0.5
    return picture.reduce(round(more + 0.5)) if more > 1 else picture


def _of_ofd(path: Path, progress: Progress) -> Iterator[PageCodes]:
    from PIL import Image, UnidentifiedImageError

    from gongkai_desk.reading.ofd.source import open_ofd

    with closing(open_ofd(path)) as source:
        for number in range(1, len(source) + 1):
            progress(Stage.READING, number - 1, len(source))
            found = PageCodes()
            for data in source.pictures(number):
                try:
                    with Image.open(io.BytesIO(data)) as opened:
                        each = codes_of_page([_shrunk(_checked(opened, path))])
                except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN):
                    continue  # JBIG2 and the like: a page without a code, which a person looks at
                found = PageCodes((*found.texts, *each.texts), found.unread + each.unread)
            yield found
