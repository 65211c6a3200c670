"""Make the Word and Excel plans of tests/data/plans/layouts from their readable sources.

Usage: python packaging/makers/layouts.py [NAME.docx …]    (those named, else those missing; source: NAME.docx.txt)

A line with ``|`` is a table row: ``^`` continues the cell above, ``<`` the cell to the left, ``\\n`` breaks a line in a
cell. All others are paragraphs.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = ROOT / "tests" / "data" / "plans" / "layouts"
MADE = datetime(2026, 3, 1)
UP, LEFT = "^", "<"
Rows = list[list[str]]
Span = tuple[int, int, int, int]  # first row, first column, last row, last column


def main(names: Sequence[str]) -> None:
    for source in sorted((LAYOUTS / "source").glob("*.txt")):
        target = LAYOUTS / source.name.removesuffix(".txt")
        if target.name not in names and (names or target.exists()):
            continue
        lines = [line.replace("\\n", "\n") for line in source.read_text(encoding="utf-8").split("\n") if line]
        write = write_word if target.suffix == ".docx" else write_sheet
        write(target, lines)


def write_word(target: Path, lines: Sequence[str]) -> None:
    document = Document(str(ROOT / "resources" / "templates" / "base.docx"))
    for is_table, run in groupby(lines, lambda line: "|" in line):
        if not is_table:
            for line in run:
                document.add_paragraph(line)
            continue
        rows = [line.split("|") for line in run]
        table = document.add_table(len(rows), len(rows[0]))
        for top, left, bottom, right in spans(rows):
            cell = table.cell(top, left)
            if (top, left) != (bottom, right):
                cell = cell.merge(table.cell(bottom, right))
            cell.text = rows[top][left]
    document.core_properties.created = document.core_properties.modified = MADE
    document.save(str(target))


def write_sheet(target: Path, lines: Sequence[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    width = max(line.count("|") + 1 for line in lines)
    rows = [line.split("|") if "|" in line else [line] + [LEFT] * (width - 1) for line in lines]
    for top, left, bottom, right in spans(rows):
        cell = sheet.cell(top + 1, left + 1, rows[top][left] or None)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = Border(*[Side("thin")] * 4)
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.properties.created = book.properties.modified = MADE
    book.save(target)


def spans(rows: Rows) -> Iterator[Span]:
    """Yield the rectangle of every printed cell."""
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            right = left
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            bottom = top
            while bottom + 1 < len(rows) and rows[bottom + 1][left : left + 1] == [UP]:
                bottom += 1
            yield top, left, bottom, right


if __name__ == "__main__":
    main(sys.argv[1:])
