"""Word tables as rows of cells: spans, vertical merges, skipped grid columns, deleted rows.

``w:tr`` and ``w:tc`` are read one after the other: time grows with the table, and a damaged merge raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.flowing import Block, BlockCell, Table
from gongkai_desk.reading.office.word_numbers import W
from gongkai_desk.reading.office.word_styles import is_on

_MOST_COLUMNS = 256  # wider spans than a sheet of paper can hold are clipped
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_Blocks = Callable[[Element], Iterator[Block]]


def read_table(table: Element, blocks: _Blocks) -> Table:
    """Read a ``w:tbl``; ``blocks`` reads what is in a cell."""
    rows: list[list[BlockCell | None]] = []
    open_cells: dict[int, BlockCell] = {}  # by first column: the cells that may go on in the next row
    shown = [row for row in _below(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    for row in shown:
        cells, open_cells = _row(row, open_cells, blocks)
        rows.append(cells)
    heads = sum(1 for _ in takewhile(_is_head, shown))
    return Table(rows, header_rows=heads if heads < len(rows) else 0)


def _row(
    row: Element, above: dict[int, BlockCell], blocks: _Blocks
) -> tuple[list[BlockCell | None], dict[int, BlockCell]]:
    """Return the row's places and its cells that may go on below."""
    places: list[BlockCell | None] = [BlockCell() for _ in range(_skipped(row))]
    going_on: dict[int, BlockCell] = {}
    for element, wanted in _cells(row):
        if len(places) >= _MOST_COLUMNS:
            break
        start, span = len(places), min(wanted, _MOST_COLUMNS - len(places))
        merge = _merge(element)
        if merge == "continue" and start in above and above[start].columns == span:
            going_on[start] = above[start]
            above[start].rows += 1
            places += [None] * span
        else:
            cell = BlockCell(list(blocks(element)), columns=span)
            places += [cell, *[None] * (span - 1)]
            if merge:
                going_on[start] = cell
    return places, going_on


def _cells(row: Element) -> list[tuple[Element, int]]:
    """Return the cells of a row with their spans; one that goes on from its left (the old ``w:hMerge``) widens that."""
    cells: list[tuple[Element, int]] = []
    for element in _below(row, W + "tc"):
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            continue
        if cells and _horizontal(element) == "continue":
            cells[-1] = cells[-1][0], cells[-1][1] + _span(element)
        else:
            cells.append((element, _span(element)))
    return cells


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows or cells, through content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _skipped(row: Element) -> int:
    return min(_value(row.find(f"{W}trPr/{W}gridBefore"), 0), _MOST_COLUMNS)


def _span(cell: Element) -> int:
    return max(1, _value(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def _merge(cell: Element) -> str:
    """Return "restart", "continue" or ""; a mark without a value goes on."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if mark is None else str(mark.get(W + "val", "continue"))


def _horizontal(cell: Element) -> str:
    mark = cell.find(f"{W}tcPr/{W}hMerge")
    return "" if mark is None else str(mark.get(W + "val", "continue"))


def _is_head(row: Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and is_on(mark)


def _value(element: Element | None, default: int) -> int:
    text = element.get(W + "val", "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 9 else default
