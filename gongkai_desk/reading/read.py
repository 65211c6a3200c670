"""Any file → ``Document``, by what it is and not by how it is called. Runs in this process; see ``child``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.document import Document, FileKind
from gongkai_desk.reading.guard import identify, named_otherwise


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
    if kind is FileKind.DOCX:
        from gongkai_desk.reading.office.word import read as read_word

        return read_word(path, progress)
    if kind is FileKind.DOC:
        from gongkai_desk.reading.office import legacy

        return legacy.read(path, progress)
    if kind is FileKind.HTML:
        from gongkai_desk.reading.web.page import read as read_html

        return read_html(path, progress)
    if kind is FileKind.TEXT:
        from gongkai_desk.reading.text import read as read_plain

        return read_plain(path, progress)
    from gongkai_desk.reading.office.workbook import read as read_sheets

    return read_sheets(path, progress)
