"""Rows on the clipboard: TSV as Excel and WPS read and write it, and HTML with merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Rows = Sequence[Sequence[str]]


def tsv(rows: Rows) -> str:
    """Return rows as TSV: lines end in CRLF, cells with breaks, tabs or quotes are quoted, quotes doubled."""
    return "".join("\t".join(_cell(text) for text in row) + "\r\n" for row in rows)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\r\n"') else text


def html(rows: Rows, merged: int | None = None) -> str:
    """Return rows as an HTML table; equal neighbours in the column ``merged`` become one cell."""
    lines = ["<table>"]
    for number, row in enumerate(rows):
        lines.append("<tr>")
        for column, text in enumerate(row):
            span = _span(rows, number, column) if column == merged else 1
            if span:
                lines.append(f"<td{f' rowspan={span}' if span > 1 else ''}>{_lines(text)}</td>")
        lines.append("</tr>")
    return "".join([*lines, "</table>"])


def _span(rows: Rows, number: int, column: int) -> int:
    """Return how many rows the cell takes from here on; 0 where it is covered from above."""
    text = rows[number][column]
    if text and number and rows[number - 1][column] == text:
        return 0
    last = number
    while text and last + 1 < len(rows) and rows[last + 1][column] == text:
        last += 1
    return last - number + 1


def _lines(text: str) -> str:
    return escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')


def read_tsv(text: str) -> list[list[str]]:
    """Return the cells of TSV as Excel and WPS put it on the clipboard: quoted cells may hold breaks and tabs.

    ``csv`` is not used: it takes a quote inside a cell (他说"好") for the beginning of a quoted one.
    """
    rows: list[list[str]] = [[]]
    place, end = 0, len(text)
    while place < end:
        cell, place = _read_cell(text, place)
        rows[-1].append(cell)
        if place < end and text[place] == "\t":
            place += 1
            if place == end:
                rows[-1].append("")
        elif place < end:
            place += 2 if text.startswith("\r\n", place) else 1
            if place < end:
                rows.append([])
    return rows if rows != [[]] else []


def _read_cell(text: str, start: int) -> tuple[str, int]:
    """Return the cell that begins at ``start`` and where it ends."""
    if text.startswith('"', start) and (closed := _closing_quote(text, start + 1)) >= 0:
        return text[start + 1 : closed].replace('""', '"').replace("\r\n", "\n"), closed + 1
    ends = [place for sign in "\t\r\n" if (place := text.find(sign, start)) >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end


def _closing_quote(text: str, start: int) -> int:
    """Return where a quoted cell is closed, -1 if its first quote was only a sign in the text."""
    place = start
    while (place := text.find('"', place)) >= 0:
        if text.startswith('""', place):
            place += 2
        else:
            return place if place + 1 == len(text) or text[place + 1] in "\t\r\n" else -1
    return -1


_MOST_HTML = 4_000_000  # characters: a longer page is taken as plain text
_BREAK = "\ue000"  # stands for a line break while other white space is folded
_SPANS = 1000  # rows or columns that one cell may cover


def read_html(text: str) -> list[list[str]]:
    """Return the cells of the first table of an HTML clipboard, a merged cell's text in every row that it covers.

    Nothing for a text without a table: then the plain text counts.
    """
    if "<table" not in text[:_MOST_HTML].lower() or len(text) > _MOST_HTML:
        return []
    from lxml import html as parser

    table = next(parser.fromstring(text).iter("table"), None)
    if table is None:
        return []
    return _spread([[_cell_of(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")])


def _cell_of(cell: HtmlElement) -> tuple[str, int, int]:
    return _text(cell), _span_of(cell, "rowspan"), _span_of(cell, "colspan")


def _text(cell: HtmlElement) -> str:
    """Return a cell's text: line breaks as written, other white space as one blank."""
    for mark in cell.iter("br"):
        mark.tail = _BREAK + (mark.tail or "")
    words = " ".join(cell.text_content().split())
    return "\n".join(line.strip() for line in words.split(_BREAK)).strip()


def _span_of(cell: HtmlElement, name: str) -> int:
    told = str(cell.get(name) or "1")
    return min(max(int(told), 1), _SPANS) if told.isdecimal() else 1


def _spread(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """Return cells with what covers them from above and from the left."""
    covered: dict[tuple[int, int], str] = {}
    found = []
    for number, row in enumerate(rows):
        line: list[str] = []
        for text, down, across in row:
            while (number, len(line)) in covered:
                line.append(covered[number, len(line)])
            for column in range(len(line), len(line) + across):
                covered.update({(below, column): text for below in range(number + 1, number + down)})
            line += [text, *[""] * (across - 1)]
        while (number, len(line)) in covered:
            line.append(covered[number, len(line)])
        found.append(line)
    return found
