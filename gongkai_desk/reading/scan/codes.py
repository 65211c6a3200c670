"""QR codes on pages of scans, pictures and paged files. Called in the child process: the reader is a native library.

A page is looked at in grey, brighter so that a seal goes, and by its red light alone, where a red seal is white. A
symbol that was seen and could not be read is told too: a page may bear two, of two units.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import FileKind
from gongkai_desk.reading.guard import USUAL, Limits
from gongkai_desk.reading.pdf import drawing

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
_BLANK: Final = 0.0001  # share of a page that is dark


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
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Damaged(file=path.name, reason=str(error)) from error


def codes_of_pages(path: Path, kind: FileKind, progress: Progress = silent) -> tuple[PageCodes, ...]:
    """Return the codes on each page of a PDF or OFD file; of an OFD file those in its pictures.

    Raises:
        Damaged, Encrypted: it cannot be opened.
    """
    if kind is FileKind.OFD:
        return tuple(_of_ofd(path, progress))
    found = []
    with closing(drawing.drawn_pages(path, _DPI, _LOOKED)) as pages:
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


def _read(picture: Image) -> PageCodes:
    """Read a page in every light; what was read in one is not unread in another."""
    texts: dict[str, None] = {}
    seen: list[tuple[float, float]] = []
    unread: list[tuple[float, float]] = []
    for light in _lights(picture):
        for text, middle in _symbols(light):
            if text is None:
                unread.append(middle)
            else:
                texts[text[:_LONGEST]] = None
                seen.append(middle)
    apart = picture.width / 40
    left = [each for each in unread if not any(_near(each, other, apart) for other in seen)]
    single = [each for n, each in enumerate(left) if not any(_near(each, other, apart) for other in left[:n])]
    return PageCodes(tuple(texts)[:_MOST], len(single))


def _is_blank(picture: Image) -> bool:
    """Tell the back of a leaf from a printed page: one short line is a ten-thousandth of an A4 page."""
    small = picture.convert("L").reduce(2)
    counted = small.histogram()
    paper = max(range(128, 256), key=counted.__getitem__)
    return sum(counted[: max(paper - 70, 64)]) < _BLANK * small.width * small.height


def _near(one: tuple[float, float], other: tuple[float, float], apart: float) -> bool:
    return abs(one[0] - other[0]) <= apart and abs(one[1] - other[1]) <= apart


def _lights(picture: Image) -> Iterator[Image]:
    grey = picture.convert("L")
    yield grey
    if picture.mode not in ("1", "L"):
        yield picture.convert("RGB").getchannel("R")
    for gain in _GAINS:
        yield grey.point([min(round(level * gain), 255) for level in range(256)])


def _symbols(grey: Image) -> Iterator[tuple[str | None, tuple[float, float]]]:
    """Yield each symbol's text, ``None`` where it cannot be read, with its middle."""
    import zxingcpp

    form = zxingcpp.barcode_formats_from_str("QRCode")
    for each in zxingcpp.read_barcodes(grey, formats=form, try_invert=False, return_errors=True):
        corners = (each.position.top_left, each.position.bottom_right)
        middle = sum(at.x for at in corners) / 2, sum(at.y for at in corners) / 2
        yield (each.text if each.valid else None), middle


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
                except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
                    continue  # JBIG2 and the like: a page without a code, which a person looks at
                found = PageCodes((*found.texts, *each.texts), found.unread + each.unread)
            yield found
