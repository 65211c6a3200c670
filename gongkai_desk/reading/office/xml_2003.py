"""Files of Word and Excel that are one XML text: «XML 电子表格 2003», «Word 2003 XML», and Word's flat package.

OA systems export them under .xls and .doc. A sheet is read from its XML. A Word file becomes a small package in the
temporary folder and goes to the reader of .docx: its elements have the same names in another namespace.
"""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai_desk.errors import Damaged, Limit, Unsafe
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.document import Document, FileKind, Missed
from gongkai_desk.reading.guard import USUAL
from gongkai_desk.reading.office.number_format import shown
from gongkai_desk.reading.office.sheet import MOST_CELLS, Sheet, SheetCell, put
from gongkai_desk.reading.office.word import read as read_package

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_WORD = "http://schemas.microsoft.com/office/word/2003/wordml"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = {"Short Date": "yyyy/m/d", "General Date": "yyyy/m/d", "Long Date": 'yyyy"年"m"月"d"日"', "Percent": "0.00%"}
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_STEP = 500  # rows between two reports
_EPOCH = datetime(1899, 12, 30)


def _root(path: Path) -> Element:
    """Return the root of an XML file.

    Raises:
        Limit: more markup than any such file has.
        Unsafe: it declares a document type (entities).
        Damaged: it is not well-formed.
    """
    from lxml import etree

    data = path.read_bytes()
    if len(data) > USUAL.markup:
        raise Limit(file=path.name, what="markup", limit=USUAL.markup)
    if re.search(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", data):
        raise Unsafe(file=path.name, what="DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(file=path.name, reason=error.msg) from error


# --------------------------------------------------------------------------- sheets


def read_sheets(path: Path, progress: Progress, with_hidden: bool = False) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook."""
    root = _root(path)
    styles = {style.get(_SS + "ID", ""): style for style in root.iter(_SS + "Style")}
    sheets: list[Sheet] = []
    missed: list[Missed] = []
    for source in root.iterfind(_SS + "Worksheet"):
        sheet = _sheet(source, styles, path.name, progress, with_hidden)
        visible = source.find(f"{_X}WorksheetOptions/{_X}Visible")
        if with_hidden or visible is None or not (visible.text or "").startswith("SheetHidden"):
            sheets.append(sheet)
        elif sheet.cells:
            missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


def _sheet(source: Element, styles: dict[str, Element], file: str, progress: Progress, with_hidden: bool) -> Sheet:
    sheet = Sheet(source.get(_SS + "Name", ""))
    filtered = source.find(f"{_X}AutoFilter/{_X}AutoFilterColumn") is not None  # a filter hides rows that count
    if not with_hidden:
        _hide_columns(sheet, source)
    row = 0
    for number, element in enumerate(source.iterfind(f"{_SS}Table/{_SS}Row")):
        if number % _STEP == 0:
            progress(Stage.READING, number, 0)
        row = _whole(element, "Index", row + 1)
        if element.get(_SS + "Hidden") == "1" and not with_hidden and not filtered:
            sheet.hidden_rows.add(row)
        _row(sheet, element, row, styles)
        row += _whole(element, "Span", 0)
        if len(sheet.cells) > MOST_CELLS:
            raise Limit(file=file, what="cells", limit=MOST_CELLS)
    return sheet


def _hide_columns(sheet: Sheet, source: Element) -> None:
    column = 0
    for element in source.iterfind(f"{_SS}Table/{_SS}Column"):
        column = _whole(element, "Index", column + 1)
        last = column + _whole(element, "Span", 0)
        if element.get(_SS + "Hidden") == "1":
            sheet.hide_columns(column, last)
        column = last


def _row(sheet: Sheet, element: Element, row: int, styles: dict[str, Element]) -> None:
    column = 0
    for cell in element.iterfind(_SS + "Cell"):
        column = _whole(cell, "Index", column + 1)
        across, down = _whole(cell, "MergeAcross", 0), _whole(cell, "MergeDown", 0)
        if across or down:
            sheet.merges.append((row, column, row + down, column + across))
        data = cell.find(_SS + "Data")
        style = styles.get(cell.get(_SS + "StyleID", element.get(_SS + "StyleID", "")))
        if data is not None and (text := _text(data, style)):
            put(sheet, row, column, _look(text, style))
        column += across


def _text(data: Element, style: Element | None) -> str:
    text = "".join(data.itertext())
    code = _format(style)
    match data.get(_SS + "Type"):
        case "Number":
            return _number(text, code)
        case "DateTime":
            return _day(text, code)
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
    return text


def _format(style: Element | None) -> str:
    found = style.find(_SS + "NumberFormat") if style is not None else None
    code = found.get(_SS + "Format", "General") if found is not None else "General"
    return _FORMATS.get(code, code)


def _number(text: str, code: str) -> str:
    try:
        return shown(float(text), code)
    except ValueError:
        return text


def _day(text: str, code: str) -> str:
    """Return a moment (2026-06-30T00:00:00.000) as the cell shows it."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    since = moment.replace(tzinfo=None) - _EPOCH
    return shown(since.days + since.seconds / 86400, "yyyy/m/d" if code == "General" else code)


def _look(text: str, style: Element | None) -> SheetCell:
    font = style.find(_SS + "Font") if style is not None else None
    place = style.find(_SS + "Alignment") if style is not None else None
    size = font.get(_SS + "Size", "") if font is not None else ""
    return SheetCell(
        text,
        bold=font is not None and font.get(_SS + "Bold") == "1",
        size=float(size) if size.replace(".", "", 1).isdecimal() else None,
        centred=place is not None and str(place.get(_SS + "Horizontal", "")).startswith("Center"),
    )


def _whole(element: Element, name: str, default: int) -> int:
    text = element.get(_SS + name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else default


# --------------------------------------------------------------------------- texts


def read_word(path: Path, progress: Progress = silent) -> Document:
    """Read a Word file that is one XML text.

    Raises:
        Damaged, Limit, Unsafe: as for any XML; EmptyFile, NoText: as for .docx.
    """
    progress(Stage.OPENING, 0, 0)
    root = _root(path)
    parts = _flat_parts(root) if root.tag == _FLAT + "package" else _parts_2003(root)
    with _packed(parts) as package:
        document = read_package(package, progress)
    return replace(document, file=path.name, kind=FileKind.WORD_XML)


@contextmanager
def _packed(parts: dict[str, bytes]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        yield path


def _flat_parts(root: Element) -> dict[str, bytes]:
    """Return the parts of a flat package (``pkg:package``) by name."""
    from lxml import etree

    found: dict[str, bytes] = {}
    for part in root.iterfind(_FLAT + "part"):
        name = part.get(_FLAT + "name", "").lstrip("/")
        inside, raw = part.find(_FLAT + "xmlData"), part.find(_FLAT + "binaryData")
        if inside is not None and len(inside):
            found[name] = etree.tostring(inside[0], encoding="utf-8")
        elif raw is not None:
            found[name] = base64.b64decode(raw.text or "")
    return found


def _parts_2003(root: Element) -> dict[str, bytes]:
    """Return the parts that a .docx of the same text has."""
    from lxml import etree

    _write_numbers(root)
    for element in root.iter():
        element.tag = _renamed(element.tag)
        for name, value in [*element.attrib.items()]:
            if name.startswith(f"{{{_WORD}}}"):
                del element.attrib[name]
                element.set(name.replace(_WORD, _W), value)
    body, styles = root.find(f"{{{_W}}}body"), root.find(f"{{{_W}}}styles")
    document = etree.Element(f"{{{_W}}}document")
    if body is not None:
        document.append(body)
    parts = {
        "_rels/.rels": _relations(("officeDocument", "/word/document.xml")),
        "word/document.xml": etree.tostring(document, encoding="utf-8"),
    }
    if styles is not None:
        parts["word/styles.xml"] = etree.tostring(styles, encoding="utf-8")
        parts["word/_rels/document.xml.rels"] = _relations(("styles", "styles.xml"))
    return parts


def _renamed(tag: str) -> str:
    """Return the name that an element has in a .docx; ``wx:sect`` and its like only wrap paragraphs."""
    if tag.startswith(_HINT):
        return f"{{{_W}}}customXml"
    name = tag.removeprefix(f"{{{_WORD}}}")
    return tag if name == tag else f"{{{_W}}}{_RENAMED.get(name, name)}"


def _write_numbers(root: Element) -> None:
    """Write automatic numbers, which such a file gives as text (``wx:t``), at the head of their paragraphs."""
    from lxml import etree

    word = f"{{{_WORD}}}"
    for paragraph in root.iter(word + "p"):
        mark = paragraph.find(f"{word}pPr/{word}listPr/{_HINT}t")
        if mark is not None:
            run = etree.Element(word + "r")
            etree.SubElement(run, word + "t").text = mark.get(_HINT + "val", "")
            paragraph.insert(1, run)


def _relations(*links: tuple[str, str]) -> bytes:
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{_MAIN}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{_LINKS}">{inside}</Relationships>'.encode()
