"""Excel workbooks (.xlsx, .xlsm, and .et that are such), read from their XML in one pass.

openpyxl is not used for reading: it is slow over 10,000 rows, does not say what a cell shows, and fails on styles that
Excel itself accepts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_desk.errors import Damaged, Limit
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.document import Missed
from gongkai_desk.reading.number_format import BUILT_IN, shown
from gongkai_desk.reading.package import Element, Package
from gongkai_desk.reading.sheet import MOST_CELLS, Area, Sheet, SheetCell, column_name, put

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # _x000D_: a character that XML does not take
_TITLE_ROWS = re.compile(r"\$([0-9]{1,7}):\$([0-9]{1,7})$")
_STEP = 500  # rows between two reports


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = "General"
    bold: bool = False
    size: float | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    package: Package
    strings: tuple[str, ...]
    styles: tuple[_Style, ...]
    from_1904: bool
    progress: Progress


def read_sheets(package: Package, progress: Progress, with_hidden: bool = False) -> tuple[list[Sheet], list[Missed]]:
    """Return the worksheets that are seen (all of them ``with_hidden``), and what was left out of the workbook."""
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "xl/workbook.xml")
    if main not in package:
        raise Damaged(file=package.file, reason="xl/workbook.xml")
    root = package.xml(main)
    links = package.relations(main)
    parts = {link.kind: link.target for link in links.values() if not link.external and link.target in package}
    settings = root.find(X + "workbookPr")
    book = _Book(
        package,
        tuple(_strings(package.xml(parts["sharedStrings"]))) if "sharedStrings" in parts else (),
        tuple(_styles(package.xml(parts["styles"]))) if "styles" in parts else (),
        settings is not None and settings.get("date1904") in {"1", "true"},
        progress,
    )
    titles = _titles(root)
    sheets, missed = [], []
    for number, entry in enumerate(root.iterfind(f"{X}sheets/{X}sheet")):
        link = links.get(entry.get(_LINK, ""))
        if link is None or link.kind != "worksheet" or link.target not in package:
            continue
        sheet = _sheet(book, link.target, entry.get("name", ""), titles.get(number), with_hidden)
        if entry.get("state", "visible") == "visible" or with_hidden:
            sheets.append(sheet)
        elif sheet.cells:
            missed.append(Missed(sheet.name, "隐藏的工作表未读入"))
    return sheets, missed


def drawn_texts(package: Package) -> Iterator[str]:
    """Yield the paragraphs of text boxes laid over the sheets."""
    for part in package.parts("xl/drawings/drawing"):
        for paragraph in package.xml(part).iter("{*}p"):
            text = "".join(run.text or "" for run in paragraph.iter("{*}t")).strip()
            if text:
                yield text


def _titles(root: Element) -> dict[int, tuple[int, int]]:
    """Return the rows that print on every page, by the sheet's number from 0."""
    found = {}
    for name in root.iter(X + "definedName"):
        rows = _TITLE_ROWS.search((name.text or "").strip())
        if name.get("name") == "_xlnm.Print_Titles" and rows and name.get("localSheetId", "").isdecimal():
            found[int(name.get("localSheetId"))] = (int(rows[1]), int(rows[2]))
    return found


def _strings(root: Element) -> Iterator[str]:
    for entry in root.iterfind(X + "si"):
        yield _rich(entry)


def _rich(entry: Element) -> str:
    """Return the text of a string with its runs; the reading aid beside it (``rPh``) is no text."""
    pieces = [entry.findtext(X + "t") or ""]
    pieces += [run.findtext(X + "t") or "" for run in entry.iterfind(X + "r")]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _styles(root: Element) -> Iterator[_Style]:
    codes = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iterfind(f"{X}numFmts/{X}numFmt")}
    fonts = [_font(font) for font in root.iterfind(f"{X}fonts/{X}font")]
    for xf in root.iterfind(f"{X}cellXfs/{X}xf"):
        number = xf.get("numFmtId", "0")
        built_in = BUILT_IN.get(int(number), "General") if number.isdecimal() and len(number) < 9 else "General"
        font = xf.get("fontId", "")
        bold, size = (
            fonts[int(font)] if font.isdecimal() and len(font) < 9 and int(font) < len(fonts) else (False, None)
        )
        alignment = xf.find(X + "alignment")
        centred = alignment is not None and alignment.get("horizontal") in {"center", "centerContinuous"}
        yield _Style(codes.get(number) or built_in, bold, size, centred)


def _font(font: Element) -> tuple[bool, float | None]:
    bold, size = font.find(X + "b"), font.find(X + "sz")
    is_bold = bold is not None and bold.get("val", "1") not in {"0", "false"}
    return is_bold, _float(size.get("val", "")) if size is not None else None


def _sheet(book: _Book, part: str, name: str, titles: tuple[int, int] | None, with_hidden: bool) -> Sheet:
    sheet = Sheet(name, title_rows=titles)
    at = 0
    for element in book.package.pieces(part, (X + "row", X + "mergeCell", X + "col")):
        if element.tag == X + "row":
            at = _row_number(element, at)
            _row(book, sheet, element, at)
            if len(sheet.cells) > MOST_CELLS:
                raise Limit(file=book.package.file, what="cells", limit=MOST_CELLS)
            if at % _STEP == 0:
                book.progress(Stage.READING, at, 0)
        elif element.tag == X + "mergeCell":
            if area := read_area(element.get("ref", "")):
                sheet.merges.append(area)
        elif _is_hidden(element, "width"):
            sheet.hide_columns(_whole(element.get("min", "")), _whole(element.get("max", "")))
    if with_hidden:
        sheet.hidden_rows.clear()
        sheet.hidden_columns.clear()
    return sheet


def _row_number(row: Element, before: int) -> int:
    return _whole(row.get("r", "")) or before + 1


def _row(book: _Book, sheet: Sheet, row: Element, at: int) -> None:
    if _is_hidden(row, "ht"):
        sheet.hidden_rows.add(at)
    column = 0
    for cell in row:
        if cell.tag != X + "c":
            continue
        column = _column(cell.get("r", "")) or column + 1
        style = _style(book, cell.get("s", ""))
        text = _text(book, sheet, cell, style, f"{column_name(column)}{at}")
        if text:
            put(sheet, at, column, SheetCell(text, style.bold, style.size, style.centred))


def _is_hidden(element: Element, size: str) -> bool:
    """Return whether a row or column is hidden or has no height or width."""
    return element.get("hidden") in {"1", "true"} or _float(element.get(size, "")) == 0


def _style(book: _Book, number: str) -> _Style:
    index = int(number) if number.isdecimal() and len(number) < 9 else 0
    return book.styles[index] if index < len(book.styles) else _Style()


def _text(book: _Book, sheet: Sheet, cell: Element, style: _Style, name: str) -> str:
    """Return what the cell shows; a formula without its result and an error value are told as missed."""
    kind = cell.get("t", "n")
    value: str | None = cell.findtext(X + "v")
    if kind == "inlineStr":
        inside = cell.find(X + "is")
        return _rich(inside) if inside is not None else ""
    if value is None or value == "":
        if cell.find(X + "f") is not None and kind != "str":
            sheet.missed.append(Missed(f"{sheet.name}!{name}", "公式没有保存计算结果"))
        return ""
    if kind == "s":
        index = int(value) if value.isdecimal() and len(value) < 9 else -1
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "e":
        sheet.missed.append(Missed(f"{sheet.name}!{name}", f"错误值{value}"))
        return value
    return _value(book, kind, value, style)


def _value(book: _Book, kind: str, value: str, style: _Style) -> str:
    if kind == "str":
        return _unescaped(value)
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    number = _float(value)
    return value if number is None else shown(number, style.code, book.from_1904)


def read_area(text: str) -> Area | None:
    """Return the area of ``B2:D5``; ``None`` where the text names none."""
    ends = [_REFERENCE.fullmatch(end) for end in text.split(":")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        return None
    (left, first), (right, last) = [(_column(end[0]), int(end[2])) for end in ends if end]
    return (first, left, last, right) if first <= last and left <= right else None


def _column(reference: str) -> int:
    number = 0
    for char in reference.replace("$", ""):
        if not "A" <= char <= "Z" or number > 20_000:
            break
        number = number * 26 + ord(char) - ord("A") + 1
    return number


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None
