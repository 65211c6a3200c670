"""Pages of a PDF drawn as pictures, and how large they are. Called in the child process."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.errors import Damaged, Encrypted, Limit
from gongkai_desk.reading.guard import USUAL

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 40_000_000
"""Pixels; an A3 sheet at 300 dpi has 17 million."""


def page_sizes(path: Path, password: str = "") -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points, as displayed."""
    with _opened(path, password) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def page_picture(path: Path, page: int, scale: float, password: str = "") -> bytes:
    """Return page ``page`` (from 1) as PNG, ``scale`` pixels a point. Raises ``Limit`` if that is too large."""
    with _opened(path, password) as document:
        width, height = document.get_page_size(page - 1)
        if width * height * scale * scale > LARGEST:
            raise Limit(file=path.name, what="pixels", limit=LARGEST)
        sheet = document[page - 1]
        bitmap = sheet.render(scale=scale)
        out = io.BytesIO()
        bitmap.to_pil().save(out, "PNG", compress_level=1)
        sheet.close()
        return out.getvalue()


def page_pixels(path: Path, page: int, scale: float, password: str = "") -> Any:  # noqa: ANN401 - a numpy array
    """Return page ``page`` (from 1) as numpy bytes, rows × columns × (blue, green, red); needs numpy."""
    with _opened(path, password) as document:
        sheet = document[page - 1]
        pixels = sheet.render(scale=scale).to_numpy().copy()
        sheet.close()
        return pixels


def drawn_pages(
    path: Path, dpis: Sequence[int], largest: int, password: str = ""
) -> Generator[tuple[int, Iterator[Image]], None, None]:
    """Yield for each page how many there are and its pictures, drawn as they are taken: one for each of ``dpis``.

    None has more than ``largest`` pixels. Raises ``Damaged``, ``Encrypted``, ``Limit``.
    """
    with _opened(path, password) as document:
        if len(document) > USUAL.pages:
            raise Limit(file=path.name, what="pages", limit=USUAL.pages)
        for index in range(len(document)):
            sheet = document[index]
            yield len(document), _drawn(sheet, dpis, largest)
            sheet.close()


def _drawn(sheet: Any, dpis: Sequence[int], largest: int) -> Iterator[Image]:  # noqa: ANN401 - pypdfium2 has no types
    width, height = sheet.get_size()
    most = (largest / max(width * height, 1.0)) ** 0.5
    for scale in dict.fromkeys(min(dpi / 72, most) for dpi in dpis):
        bitmap = sheet.render(scale=scale)
        yield bitmap.to_pil().copy()
        bitmap.close()


@contextmanager
def _opened(path: Path, password: str) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path, password=password or None)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Encrypted(file=path.name, tried=bool(password)) from error
        raise Damaged(file=path.name, reason=str(error)) from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise Damaged(file=path.name, reason=str(error)) from error
    finally:
        document.close()
