"""Small and harmless previews of outside files (PDF pages, evidence). Called in the child process."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.pdf.drawing import page_picture
from gongkai_desk.reading.read import read_document

_SIDE = 1200  # pixels of a picture's longer side at most
_CHARACTERS = 4000
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
_PIXELS = 60_000_000  # a photograph of 60 megapixels; more is no photograph


def preview(path: Path, progress: Progress = silent) -> bytes | str:
    """Return a PNG for a picture, else the beginning of the text.

    Raises:
        InputError: the file is refused (type, damage, password, size).
    """
    if path.suffix.lower() in _PICTURES:
        return _picture(path)
    if path.suffix.lower() == ".pdf":
        return page_picture(path, 1, 1.5)
    return _text(path, progress)


def _picture(path: Path) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > _PIXELS:
                raise Limit(file=str(path), what="pixels")
            small = ImageOps.exif_transpose(opened)
            small.thumbnail((_SIDE, _SIDE))
            made = BytesIO()
            small.convert("RGB").save(made, "PNG")
            return made.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Damaged(file=str(path)) from error


def _text(path: Path, progress: Progress) -> str:
    return read_document(path, progress=progress).text[:_CHARACTERS]
