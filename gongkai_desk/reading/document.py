"""What a reader yields: pages of lines and grids in reading order, each with its places.

Readers clean nothing but control characters: the text is as printed. What a clerk would call wrong spaces, widths or
stops is put right later (``words.normal``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai_desk.domain.plan import Box, Place


class FileKind(StrEnum):
    """What a file really is, known from its content."""

    PDF = "pdf"
    OFD = "ofd"
    DOCX = "docx"
    DOC = "doc"  # Word 97 and WPS
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    SHEET_XML = "sheet_xml"  # XML 电子表格 2003, often under .xls
    WORD_XML = "word_xml"  # Word 2003 XML and Word's flat package, often under .doc
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: paragraphs parted by a line feed, one place per piece (two if broken over pages).

    ``rows`` and ``columns`` are its spans. ``bold`` and ``size`` (points) are of its first character, if known.
    ``joins`` are the offsets in ``text`` where a printed line was full and the next one was joined to it: a break that
    was meant cannot be told from a wrapped line there. ``struck`` is what of the text has a line through it.
    """

    text: str
    places: tuple[Place, ...] = ()
    rows: int = 1
    columns: int = 1
    bold: bool = False
    size: float | None = None
    joins: tuple[int, ...] = ()
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (``whole``), one visual line of a page, or one physical line of a text file.

    Word and HTML give whole paragraphs only, without empty ones. In a text file ``whole`` is false, and a run of blank
    lines is one ``Line`` with empty text: where text is wrapped by hand, that is what parts paragraphs.

    ``indent`` is the distance of the first character from the left edge of the text area and ``room`` what the line
    leaves free on the right, both in characters of its own size; ``None`` where the format does not say. ``heading`` is
    the outline level that the format gives (1 is the outermost; 0 is the title of a web page, which stands outside its
    article). ``number`` is an automatic number, which stands at the
    head of ``text`` too. ``struck`` is what of the text has a line through it.
    """

    text: str
    places: tuple[Place, ...] = ()
    whole: bool = True
    size: float | None = None
    bold: bool = False
    font: str = ""
    centred: bool = False
    indent: float | None = None
    room: float | None = None
    heading: int | None = None
    number: str = ""
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: ``rows × columns``, ``None`` where a merged cell covers the place.

    A row may be shorter than the widest (cells missing, not blank). ``header_rows`` is how many rows the format itself
    marks as repeated header, 0 if it does not say. ``ruled`` is false where columns were found by alignment only.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    box: Box | None = None
    header_rows: int = 0
    ruled: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A physical page (PDF, ``number`` from 1), a sheet (``name``), or the whole of a flowing document.

    ``width`` and ``height`` in points as displayed, 0 where there are no pages.
    """

    number: int
    items: tuple[Line | Grid, ...]
    name: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that was in the file and could not be read."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A line of a scan that may be misread; without ``text`` nothing of it could be read."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of one file. ``text`` is what ``TextPlace`` counts in: everything, in reading order.

    ``recognised`` are the numbers of pages that were pictures and had to be recognised.
    """

    file: str
    kind: FileKind
    pages: tuple[Page, ...]
    text: str = ""
    missed: tuple[Missed, ...] = ()
    named_otherwise: bool = False
    recognised: tuple[int, ...] = ()
    unsure: tuple[Unsure, ...] = ()

    def items(self) -> Iterator[tuple[Page, Line | Grid]]:
        """Yield every item with its page, in reading order."""
        for page in self.pages:
            for item in page.items:
                yield page, item
