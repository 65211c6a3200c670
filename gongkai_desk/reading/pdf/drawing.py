"""Pages of a PDF drawn as pictures, and how large they are. Called in the child process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gongkai_desk.errors import Damaged, Encrypted, Limit

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
