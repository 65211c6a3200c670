"""What the child process does of a reading: file or pasted text → ``Document`` → draft; or the columns of its tables.

``reading`` alone asks for it, and loads it only in the child: readers and parser bring the large libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.draft import Draft
from gongkai_desk.errors import ReturnedBook
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.typed import Columns, Layout, columns_of, with_layouts
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.encodings import decode
from gongkai_desk.reading.read import read_document, read_text
from gongkai_desk.services.collecting.tables import is_returned
from gongkai_desk.words.units import UnitDirectory

if TYPE_CHECKING:
    from gongkai_desk.services.intake.reading import ReadOptions

with lazy_imports():  # comparing lists brings its own libraries
    from gongkai_desk.review import findings

_PASTED = "粘贴的文字"


def document_of(
    source: Path | str | bytes, password: str, progress: Progress, layouts: Sequence[Layout] = ()
) -> Document:
    """Read a file (a path) or pasted text (a string, or bytes in any encoding)."""
    if isinstance(source, bytes):
        source, _ = decode(source)
    if isinstance(source, str):
        return with_layouts(read_text(source, _PASTED), layouts)
    return with_layouts(read_document(source, password=password, progress=progress), layouts)


def draft_of(document: Document, options: ReadOptions, progress: Progress = silent) -> Draft:
    """Split a document into tasks; a table is compared with the body that it is the annex to.

    Raises:
        ReturnedBook: it is a 填报表 that a unit sends back, which is collected, never imported.
    """
    if is_returned(document):
        raise ReturnedBook(file=document.file)
    directory = options.directory or UnitDirectory.usual()
    issue, anyway = options.issue_date, options.anyway
    draft = parse(document, directory, options.workdays, issue_date=issue, anyway=anyway, progress=progress)
    return findings.with_contradictions(draft, directory) if len(draft.parts) > 1 else draft


def columns_in(source: Path | str | bytes, password: str, progress: Progress) -> tuple[Columns, ...]:
    """Return the columns of each kind of table in a file as they are understood."""
    return columns_of(document_of(source, password, progress))
