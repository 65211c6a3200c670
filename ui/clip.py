"""Rows for the clipboard: TSV as Excel and WPS read it, and HTML with merged cells."""

from collections.abc import Sequence
from html import escape

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
