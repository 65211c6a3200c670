"""Any file → ``Document``, by what it is and not by how it is called. Runs in this process; see ``child``."""

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
        from gongkai_desk.reading import pdf

        return pdf.read(path, password=password, progress=progress)
    if kind is FileKind.DOCX:
        from gongkai_desk.reading import word

        return word.read(path, progress)
    if kind is FileKind.HTML:
        from gongkai_desk.reading import html

        return html.read(path, progress)
    if kind is FileKind.TEXT:
        from gongkai_desk.reading import text

        return text.read(path, progress)
    from gongkai_desk.reading import excel

    return excel.read(path, progress)
