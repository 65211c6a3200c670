"""Ruled tables on PDF pages for tests, set as Word sets them: text wraps in its cell, rows break between lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_document
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests.pdf_builder import Sheet, write_pdf

TITLE = "云州市2026年政务公开工作要点任务分解表"
PAD = 4.0
MERGED = "^"
"""A cell that belongs to the one above it."""


@dataclass(frozen=True)
class Setting:
    """How a table is set, in points; ``lines`` is how many lines fit a page, ``head`` how many rows are repeated."""

    widths: Sequence[float]
    size: float = 10.0
    lead: float = 15.0
    left: float = 60.0
    top: float = 90.0
    lines: int = 1000
    head: int = 0


Lines = list[list[str]]
"""The printed lines of each cell of a row."""


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Return the lines of a text in a cell; ASCII is half as wide as the rest."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for char in paragraph:
            wide = size * (0.5 if char.isascii() else 1.0)
            if used + wide > room:
                found.append(line)
                line, used = "", 0.0
            line, used = line + char, used + wide
        found.append(line)
    return found


def table_on(sheet: Sheet, rows: str, setting: Setting) -> float:
    """Print a table whole on a sheet and return where it ends."""
    return _drawn(sheet, [_lines(row, setting) for row in _split(rows)], setting)


def table_pages(rows: str, setting: Setting) -> list[Sheet]:
    """Return the sheets of a table; a row that does not fit is broken between two of its lines."""
    parted = list(_parted([_lines(row, setting) for row in _split(rows)], setting))
    sheets = [Sheet() for _ in parted]
    for sheet, part in zip(sheets, parted, strict=True):
        _drawn(sheet, part, setting)
    return sheets


def _split(rows: str) -> list[list[str]]:
    return [[cell.replace("/", "\n") for cell in row.split("|")] for row in rows.strip().splitlines()]


def _lines(row: Sequence[str], setting: Setting) -> Lines:
    cells = zip(row, setting.widths, strict=True)
    return [[cell] if cell == MERGED else wrapped(cell, width - 2 * PAD, setting.size) for cell, width in cells]


def _parted(rows: list[Lines], setting: Setting) -> Iterator[list[Lines]]:
    head, body = rows[: setting.head], rows[setting.head :]
    part, left = list(head), setting.lines - sum(map(_height, head))
    for row in body:
        while _height(row) > left:
            if left:
                part.append([cell if cell == [MERGED] else cell[:left] or [""] for cell in row])
                row = [cell if cell == [MERGED] else cell[left:] or [""] for cell in row]
            yield part
            part, left = list(head), setting.lines - sum(map(_height, head))
        part.append(row)
        left -= _height(row)
    yield part


def _height(row: Lines) -> int:
    return max(map(len, row))


def _drawn(sheet: Sheet, rows: list[Lines], setting: Setting) -> float:
    xs = list(accumulate(setting.widths, initial=setting.left))
    ys = list(accumulate((_height(row) * setting.lead + 2 * PAD for row in rows), initial=setting.top))
    for x in xs:
        sheet.stroke(x, ys[0], x, ys[-1])
    for row, (top, _) in zip(rows, pairwise(ys), strict=True):
        for cell, (x0, x1) in zip(row, pairwise(xs), strict=True):
            if cell != [MERGED] or row is rows[0]:
                sheet.stroke(x0, top, x1, top)
            if cell != [MERGED]:
                sheet.lines(x0 + PAD, top + PAD + 11, *cell, size=setting.size, lead=setting.lead / setting.size)
    sheet.stroke(xs[0], ys[-1], xs[-1], ys[-1])
    return ys[-1]


def draft_of(folder: Path, *sheets: Sheet) -> Draft:
    sheets[0].text(150, 60, TITLE, 16)
    document = read_document(write_pdf(folder / "plan.pdf", *sheets))
    return parse(document, UnitDirectory.usual(), Workdays.usual())


def tasks_of(draft: Draft) -> list[Task]:
    return [task for part in draft.parts for task in part.tasks]


def facts(draft: Draft) -> list[tuple[object, ...]]:
    """Return what is said of each task, wherever it stands."""
    found = tasks_of(draft)
    return [
        (t.seq, t.section, t.title, t.content, t.lead, t.responsible, t.deadline.text, dict(t.extra)) for t in found
    ]
