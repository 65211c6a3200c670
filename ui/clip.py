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
