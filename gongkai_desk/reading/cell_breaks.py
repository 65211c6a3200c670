"""Breaks that geometry leaves open, settled by what the other cells of the document say.

A line that just fills its cell may be wrapped or may be an entry of a list. Two kinds of evidence: the rest stands
alone in another cell (区县（市）政府), or all entries of the cell begin alike and none ends with a stop (市… 市…).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai_desk.reading.cell_text import NO_START
from gongkai_desk.reading.document import Cell, Grid, Line, Page

SHORTEST = 4
"""Characters: a shorter rest (各部门, 全年) stands alone too often to be evidence."""


def settled(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with a line feed wherever a joined line proves to be an entry of its own."""
    known = frozenset(_certain(cell for page in pages for cell in _cells(page)))
    return tuple(replace(page, items=tuple(_item(item, known) for item in page.items)) for page in pages)


def _cells(page: Page) -> Iterable[Cell]:
    return (cell for item in page.items if isinstance(item, Grid) for row in item.rows for cell in row if cell)


def _certain(cells: Iterable[Cell]) -> Iterable[str]:
    """Yield the paragraphs that were printed without any wrapped line."""
    for cell in cells:
        start = 0
        for paragraph in cell.text.split("\n"):
            end = start + len(paragraph)
            if len(paragraph) >= SHORTEST and not any(start < join < end for join in cell.joins):
                yield paragraph
            start = end + 1


def _item(item: Line | Grid, known: frozenset[str]) -> Line | Grid:
    if not isinstance(item, Grid) or not any(cell and cell.joins for row in item.rows for cell in row):
        return item
    rows = tuple(tuple(_cell(cell, known) if cell and cell.joins else cell for cell in row) for row in item.rows)
    return replace(item, rows=rows)


def _cell(cell: Cell, known: frozenset[str]) -> Cell:
    breaks = [join for join in cell.joins if _stands_alone(cell, join, known) or _begins_alike(cell, join)]
    text, joins, moved = cell.text, [], 0
    for join in cell.joins:
        if join in breaks:
            head = text[: join + moved].rstrip(" ")
            text = head + "\n" + text[join + moved :]
            moved = len(head) + 1 - join
        else:
            joins.append(join + moved)
    return replace(cell, text=text, joins=tuple(joins))


def _stands_alone(cell: Cell, join: int, known: frozenset[str]) -> bool:
    return _piece(cell, join) in known and cell.text[join - 1] not in NO_START


def _piece(cell: Cell, start: int) -> str:
    """Return the printed line that begins at ``start``."""
    ends = [join for join in cell.joins if join > start]
    feed = cell.text.find("\n", start)
    return cell.text[start : min([*ends, len(cell.text) if feed < 0 else feed])].rstrip(" ")


def _begins_alike(cell: Cell, join: int) -> bool:
    paragraphs = cell.text.split("\n")
    if len(paragraphs) < 2 or any(paragraph[-1:] in NO_START for paragraph in paragraphs):
        return False
    firsts = {paragraph[:1] for paragraph in paragraphs} | {cell.text[join]}
    return len(firsts) == 1 and not firsts & {"", " "}
