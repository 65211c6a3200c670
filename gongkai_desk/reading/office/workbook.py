"""Workbooks: .xlsx, .xlsm, XML 电子表格 2003, .xls, .et and .ods become a page for each sheet."""

from __future__ import annotations

from pathlib import Path

from gongkai_desk.errors import Damaged, EmptyFile
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Package
from gongkai_desk.reading.document import Document, FileKind, Missed
from gongkai_desk.reading.office.sheet import Sheet, page_of, text_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, progress: Progress = silent, *, with_hidden: bool = False) -> Document:
    """Read a workbook by its content; hidden rows, columns and sheets only ``with_hidden``.

    Raises:
        Damaged: no workbook, or a broken one.
        Encrypted: a password is needed.
        Unsafe: a part declares entities.
        EmptyFile: no cell shows anything.
    """
    progress(Stage.OPENING, 0, 0)
    kind, sheets, left_out, beside = _sheets(path, progress, with_hidden)
    pages, missed = [], list(left_out)
    for number, sheet in enumerate(sheets, start=1):
        page, more = page_of(sheet, number, path.name)
        missed += more
        if page.items:
            pages.append(page)
    if not pages and not missed:
        raise EmptyFile(file=path.name)
    return Document(path.name, kind, tuple(pages), text_of(pages) + beside, tuple(missed))


def _sheets(path: Path, progress: Progress, with_hidden: bool) -> tuple[FileKind, list[Sheet], list[Missed], str]:
    """Return the kind, the sheets, what was left out, and the text that stands beside all cells."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE) or head[:2] in {b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"}:
        from gongkai_desk.reading.office.xls import read_sheets as read_xls

        return FileKind.XLS, *read_xls(path, progress, with_hidden), ""
    if b"<" in head:
        from gongkai_desk.reading.office.xml_2003 import read_sheets as read_sheet_xml

        return FileKind.SHEET_XML, *read_sheet_xml(path, progress, with_hidden), ""
    with Package(path) as package:
        if "content.xml" in package:
            from gongkai_desk.reading.office.ods import read_sheets as read_ods

            return FileKind.ODS, *read_ods(package, progress, with_hidden), ""
        if "[Content_Types].xml" not in package and "xl/workbook.xml" not in package:
            raise Damaged(file=path.name, reason="xl/workbook.xml")
        from gongkai_desk.reading.office.xlsx import drawn_texts
        from gongkai_desk.reading.office.xlsx import read_sheets as read_xlsx

        beside = "".join(f"{text}\n" for text in drawn_texts(package))
        return FileKind.XLSX, *read_xlsx(package, progress, with_hidden), beside
