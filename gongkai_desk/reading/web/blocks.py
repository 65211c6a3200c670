"""The blocks of a web page's article: paragraphs, lists with their numbers, and tables with spans.

The tree is walked without recursion: pages nest hundreds of elements deep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.document import Line
from gongkai_desk.reading.flowing import Block, BlockCell, Paragraph, Table
from gongkai_desk.reading.office.word_numbers import write
from gongkai_desk.reading.web.article import Article, Hidden

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "caption",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "pre",
        "hr",
        "center",
        "form",
        "address",
        "figure",
        "figcaption",
        "fieldset",
        "legend",
        "body",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "details",
        "summary",
    ]
)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|px|em|rem)?", re.IGNORECASE)
_MOST_COLUMNS = 256
_STEP = 5_000  # elements between two reports
_LIST_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital", "none": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    size: float | None = None
    centred: bool = False
    indent: float = 0.0
    heading: int | None = None
    font: str = ""
    struck: bool = False
    exact: bool = False  # <pre>: blanks and line ends stand


@dataclass(slots=True)
class _List:
    form: str
    next: int


@dataclass(slots=True)
class _OpenTable:
    element: Element
    table: Table
    carried: list[tuple[int, BlockCell] | None] = field(default_factory=list)  # by column: rows left, and whose
    only_head: bool = True  # so far the row has head cells only


class BlockReader:
    """Builds the blocks of one article."""

    def __init__(self, article: Article, hidden: Hidden, tick: Callable[[], None]) -> None:
        """``tick`` is called now and then, so that the work can be stopped."""
        self._article = article
        self._hidden = hidden
        self._tick = tick
        self._out: list[list[Block]] = [[]]
        self._tables: list[_OpenTable] = []
        self._cells: list[Element] = []
        self._looks: list[_Look] = [_Look()]
        self._lists: list[_List] = []
        self._text: list[str] = []
        self._struck: list[str] = []
        self._shown: _Look | None = None
        self._block = _Look()
        self._number = ""

    def read(self) -> list[Block]:
        """Return the blocks in reading order."""
        for root in self._article.roots:
            self._walk(root)
            self._flush()
        return self._out[0]

    def _walk(self, root: Element) -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for count, (event, element) in enumerate(walk):
            if count % _STEP == 0:
                self._tick()
            if event == "end":
                self._end(element, root)
            elif self._is_dropped(element, root):
                walk.skip_subtree()
                self._looks.append(self._looks[-1])
            else:
                self._start(element)

    def _is_dropped(self, element: Element, root: Element) -> bool:
        return element is not root and (self._hidden.holds(element) or self._article.is_menu(element))

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        look = _looked(element, self._looks[-1])
        self._looks.append(look)
        if tag in _BLOCKS:
            self._block = look
        if tag == "br":
            self._text.append("\n")
        elif tag in {"ol", "ul"}:
            self._lists.append(_List(_list_format(element), _whole(element.get("start"), 1)))
        elif tag == "li":
            self._item(element)
        elif tag in _TABLES:
            self._start_table(element)
        self._add(element.text)

    def _end(self, element: Element, root: Element) -> None:
        tag = element.tag
        self._looks.pop()
        dropped = self._is_dropped(element, root)
        if tag in _BLOCKS and not dropped:
            self._flush()
            if tag in {"ol", "ul"}:
                self._lists.pop()
            elif tag in _TABLES:
                self._end_table(element)
        if tag in _BLOCKS:
            self._block = self._looks[-1]
        if element is not root:
            self._add(element.tail)

    def _item(self, element: Element) -> None:
        if not self._lists or self._lists[-1].form == "none":
            return
        numbers = self._lists[-1]
        numbers.next = _whole(element.get("value"), numbers.next)
        self._number = write(numbers.next, numbers.form) + ("、" if numbers.form == "chineseCounting" else ".")
        numbers.next += 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._looks[-1].exact:
            text = _SPACES.sub(" ", text)
        if text.strip() and self._shown is None:
            self._shown = self._looks[-1]
        self._text.append(text)
        if self._looks[-1].struck:
            self._struck.append(text)

    def _flush(self) -> None:
        text = "".join(self._text)
        struck = "".join(self._struck).strip()
        first, self._text, self._struck, self._shown = self._shown, [], [], None
        if first is None:
            return
        line = Line(
            self._number + text.lstrip(" ") if self._number else text,
            size=first.size,
            bold=first.bold,
            font=first.font,
            centred=self._block.centred,
            indent=self._block.indent,
            heading=self._block.heading,
            number=self._number,
            struck=struck,
        )
        self._number = ""
        self._out[-1].append(Paragraph(line))

    def _start_table(self, element: Element) -> None:
        if element.tag == "table":
            if len(self._tables) < _DEEPEST:
                self._tables.append(_OpenTable(element, Table([])))
                self._out[-1].append(self._tables[-1].table)
        elif self._owns(element) and element.tag == "tr":
            self._tables[-1].table.rows.append([])
            self._tables[-1].only_head = True
        elif self._owns(element) and element.tag in {"td", "th"}:
            self._start_cell(element)

    def _owns(self, element: Element) -> bool:
        """Return whether the element is of the innermost open table; deeper ones are read as plain blocks."""
        return bool(self._tables) and next(element.iterancestors("table"), None) is self._tables[-1].element

    def _start_cell(self, element: Element) -> None:
        opened = self._tables[-1]
        if not opened.table.rows:
            opened.table.rows.append([])
        row = opened.table.rows[-1]
        _cover(opened, row)
        columns = max(1, min(_whole(element.get("colspan"), 1), _MOST_COLUMNS - len(row)))
        rows = _whole(element.get("rowspan"), 1) or _TO_THE_END
        cell, start = BlockCell(columns=columns), len(row)
        row += [cell, *[None] * (columns - 1)]
        opened.only_head &= element.tag == "th"
        opened.carried += [None] * (len(row) - len(opened.carried))
        for column in range(start, len(row)):
            opened.carried[column] = (rows, cell if column == start else _SIDE) if rows > 1 else None
        self._cells.append(element)
        self._out.append(cell.blocks)

    def _end_table(self, element: Element) -> None:
        if self._cells and element is self._cells[-1]:
            self._cells.pop()
            self._out.pop()
        elif self._tables and element is self._tables[-1].element:
            table = self._tables.pop().table
            table.rows = [row for row in table.rows if row]
            if table.header_rows >= len(table.rows):
                table.header_rows = 0
        elif self._owns(element) and element.tag == "tr":
            self._end_row(self._tables[-1])
        elif self._owns(element) and element.tag == "thead":
            self._tables[-1].table.header_rows = len(self._tables[-1].table.rows)

    def _end_row(self, opened: _OpenTable) -> None:
        """Cover what is left of the row, so that cells from above reach it; a gap before them is a blank cell."""
        rows = opened.table.rows
        row = rows[-1]
        last = max((n for n, carried in enumerate(opened.carried) if carried), default=-1)
        while len(row) <= last:
            before = len(row)
            _cover(opened, row)
            if len(row) == before:
                row.append(BlockCell())
        if opened.only_head and row and opened.table.header_rows == len(rows) - 1:
            opened.table.header_rows += 1


_TABLES = frozenset({"table", "thead", "tr", "td", "th"})
_DEEPEST = 20  # tables in tables; what nests deeper is read as paragraphs
_TO_THE_END = 10**6  # rowspan="0"
_SIDE = BlockCell()  # stands for the further columns of a cell that spans several: they carry no row count


def _cover(opened: _OpenTable, row: list[BlockCell | None]) -> None:
    """Mark the next places of the row that cells from above cover."""
    while len(row) < len(opened.carried) and (carried := opened.carried[len(row)]):
        rows, cell = carried
        opened.carried[len(row)] = (rows - 1, cell) if rows > 2 else None
        if cell is not _SIDE:
            cell.rows += 1
        row.append(None)


def _looked(element: Element, above: _Look) -> _Look:
    """Return the looks inside an element."""
    tag, style = element.tag, element.get("style", "")
    look = replace(above, indent=0.0) if tag in _BLOCKS else above
    if tag in {"b", "strong", "th"} or (tag[:1] == "h" and tag[1:].isdecimal()):
        look = replace(look, bold=True)
    if tag[:1] == "h" and tag[1:].isdecimal():
        look = replace(look, heading=min(int(tag[1:]), 9) or None)
    if tag in {"pre", "s", "strike", "del"}:
        look = replace(look, exact=True) if tag == "pre" else replace(look, struck=True)
    align = element.get("align", "").lower()
    if tag == "center" or align == "center":
        look = replace(look, centred=True)
    elif align:
        look = replace(look, centred=False)
    return _styled(look, style) if style else look


def _styled(look: _Look, style: str) -> _Look:
    for declaration in style[:2_000].split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "text-align":
            look = replace(look, centred=value.lower() == "center")
        elif name == "font-weight":
            look = replace(look, bold=value.lower() in {"bold", "bolder", "600", "700", "800", "900"})
        elif name == "font-size":
            look = replace(look, size=_points(value) or look.size)
        elif name == "font-family":
            look = replace(look, font=value.split(",")[0].strip("\"' "))
        elif name == "text-indent":
            look = replace(look, indent=_characters(value, look.size))
        elif name in {"text-decoration", "text-decoration-line"}:
            look = replace(look, struck=look.struck or "line-through" in value.lower())
        elif name == "white-space":
            look = replace(look, exact=value.lower().startswith("pre"))
    return look


def _points(value: str) -> float | None:
    found = _LENGTH.match(value)
    if not found or (found[2] or "").lower() not in {"pt", "px"}:
        return None
    return float(found[1]) * (0.75 if found[2].lower() == "px" else 1.0)


def _characters(value: str, size: float | None) -> float:
    found = _LENGTH.match(value)
    if not found:
        return 0.0
    if (found[2] or "").lower() in {"em", "rem"}:
        return max(0.0, float(found[1]))
    return max(0.0, round((_points(value) or 0.0) / (size or 16.0), 2))


def _list_format(element: Element) -> str:
    if element.tag == "ul":
        return "none"
    style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style", ""))
    return _LIST_FORMATS.get(style[1] if style else element.get("type", "1"), "decimal")


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 9 else default
