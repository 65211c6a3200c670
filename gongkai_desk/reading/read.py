"""Any file → ``Document`` by what it is, not how it is called; previews. In this process; see ``child``."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.document import Document, FileKind
from gongkai_desk.reading.guard import identify, named_otherwise
from gongkai_desk.reading.pdf import drawing


def read_document(path: Path, *, password: str = "", progress: Progress = silent) -> Document:
    """Read a file. Raises what ``guard.identify`` and the readers raise, all of them ``InputError`` or environment."""
    kind = identify(path)
    document = _read(path, kind, password, progress)
    return replace(document, named_otherwise=named_otherwise(path, kind))


def read_text(text: str, name: str = "粘贴的文字") -> Document:
    """Read pasted text."""
    from gongkai_desk.reading.text import read_pasted

    return read_pasted(text, name)


def _read(path: Path, kind: FileKind, password: str, progress: Progress) -> Document:
    """Hand over to the reader; each is imported only when it is needed, for they bring large libraries."""
    if kind is FileKind.PDF:
        from gongkai_desk.reading.pdf.reader import read as read_pdf

        return read_pdf(path, password=password, progress=progress)
    if kind is FileKind.OFD:
        from gongkai_desk.reading.ofd.reader import read as read_ofd

        return read_ofd(path, progress=progress)
    if kind is FileKind.DOCX:
        from gongkai_desk.reading.office.word import read as read_word

        return read_word(path, progress)
    if kind is FileKind.DOC:
        from gongkai_desk.reading.office.doc import read as read_doc

        return read_doc(path, password=password, progress=progress)
    if kind is FileKind.WORD_XML:
        from gongkai_desk.reading.office.xml_2003 import read_word as read_word_xml

        return read_word_xml(path, progress)
    if kind is FileKind.HTML:
        from gongkai_desk.reading.web.page import read as read_html

        return read_html(path, progress)
    if kind is FileKind.TEXT:
        from gongkai_desk.reading.text import read as read_plain

        return read_plain(path, progress)
    from gongkai_desk.reading.office.workbook import read as read_sheets

    return read_sheets(path, progress)


def page_sizes(path: Path, password: str = "") -> tuple[tuple[float, float], ...]:
    """Return width and height in points of each page of a PDF or OFD file, as displayed. Raises as readers do."""
    if identify(path) is FileKind.OFD:
        from gongkai_desk.reading.ofd import reader as ofd

        return ofd.page_sizes(path)
    return drawing.page_sizes(path, password)


def page_picture(path: Path, page: int, scale: float, password: str = "") -> bytes:
    """Return a page as PNG (PDF) or SVG (OFD), ``scale`` pixels a point; pages count from 1. Raises as readers do."""
    if identify(path) is FileKind.OFD:
        from gongkai_desk.reading.ofd import reader as ofd

        return ofd.page_picture(path, page, scale)
    return drawing.page_picture(path, page, scale, password)


_SIDE = 1200  # pixels of a picture's longer side at most
_CHARACTERS = 4000
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
_PIXELS = 60_000_000  # a photograph of 60 megapixels; more is no photograph


def preview(path: Path, progress: Progress = silent, *, page: int = 1) -> bytes | str:
    """Return a PNG for a picture or a ``page`` of one (from 1), else the beginning of the text.

    Raises:
        InputError: the file is refused (type, damage, password, size).
    """
    if path.suffix.lower() in _PICTURES:
        return _picture(path, page)
    if path.suffix.lower() in (".pdf", ".ofd"):
        return page_picture(path, page, 1.5)
    return _text(path, progress)


def _picture(path: Path, page: int) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            opened.seek(page - 1)
            if opened.width * opened.height > _PIXELS:
                raise Limit(file=str(path), what="pixels")
            small = ImageOps.exif_transpose(opened)
            small.thumbnail((_SIDE, _SIDE))
            made = BytesIO()
            small.convert("RGB").save(made, "PNG")
            return made.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Damaged(file=str(path)) from error


def _text(path: Path, progress: Progress) -> str:
    return read_document(path, progress=progress).text[:_CHARACTERS]
