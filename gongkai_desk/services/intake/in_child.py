"""What the child process does of a reading: file or pasted text → ``Document`` → draft; or the columns of its tables.

``reading`` alone asks for it, and loads it only in the child: readers and parser bring the large libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.books import UNITS_SHEET
from gongkai_desk.domain.cycle.handed import HandedBook
from gongkai_desk.domain.draft import Draft
from gongkai_desk.errors import ReturnedBook
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.typed import Columns, Layout, columns_of, with_layouts
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.encodings import decode
from gongkai_desk.reading.read import read_document, read_text
from gongkai_desk.rules.returns.handed import code_of, handed_book
from gongkai_desk.rules.returns.opinions import is_opinion_form
from gongkai_desk.services.collecting.tables import is_returned, lines_of, tables_of
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
        ReturnedBook: it is a 填报表 that a unit sends back, which is collected, or one that a superior sent.
    """
    if is_returned(document):
        raise _returned(document)
    directory = options.directory or UnitDirectory.usual()
    issue, anyway = options.issue_date, options.anyway
    draft = parse(document, directory, options.workdays, issue_date=issue, anyway=anyway, progress=progress)
    return findings.with_contradictions(draft, directory) if len(draft.parts) > 1 else draft


def _returned(document: Document) -> ReturnedBook:
    tables = tables_of(document)
    opinions = is_opinion_form(tables) and handed_book(document.file, tables) is None
    return ReturnedBook(file=document.file, code=code_of(tables), opinions=opinions)


def handed_in(path: Path, password: str, progress: Progress) -> HandedBook:
    """Return the 填报表 that a file is.

    Raises:
        ReturnedBook: it has no 单位码 or no task, or is a 意见反馈表.
    """
    document = document_of(path, password, progress)
    found = handed_book(document.file, tables_of(document), lines_of(document, UNITS_SHEET))
    if found is None:
        raise _returned(document)
    return found


def columns_in(source: Path | str | bytes, password: str, progress: Progress) -> tuple[Columns, ...]:
    """Return the columns of each kind of table in a file as they are understood."""
    return columns_of(document_of(source, password, progress))
