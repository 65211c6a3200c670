"""What the readers of flowing text share: visible characters, places, paragraphs and tables nested in each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.reading.document import Cell, Grid, Line

# Controls but tab and line feed; soft hyphen, zero-width and direction marks, byte-order mark; lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Drop characters that print nothing and that Word and Excel writers refuse."""
    return _UNSEEN.sub("", text)


@dataclass
class Flow:
    """Collects lines and grids in reading order together with the text their places count in."""

    items: list[Line | Grid] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """Everything added so far, a line feed after each paragraph and row, a tab between cells."""
        return "".join(self._pieces)

    def line(self, line: Line) -> None:
        """Add a paragraph; its place is set here. A line feed inside it stays."""
        self.items.append(replace(line, places=(self._add(line.text),)))
        self._end("\n")

    def grid(self, grid: Grid) -> None:
        """Add a table; the places of its cells are set here. Covered places take no room in the text."""
        self.items.append(replace(grid, rows=tuple(self._row(row) for row in grid.rows)))

    def aside(self, text: str) -> None:
        """Add text that is in the file but not in the body (headers, footnotes): read, but no item."""
        self._add(text)
        self._end("\n")

    def _row(self, row: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
        placed: list[Cell | None] = []
        for number, cell in enumerate(row):
            if number:
                self._end("\t")
            placed.append(cell and replace(cell, places=(self._add(cell.text),)))
        self._end("\n")
        return tuple(placed)

    def _add(self, text: str) -> TextPlace:
        start = self._length
        self._end(text)
        return TextPlace(start, self._length)

    def _end(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


_LAYOUT_SHARE = 0.3  # a table whose own text is less than this share of all text in it is there for the layout


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``line.text`` may hold line feeds (forced breaks), each of which begins a new line."""

    line: Line


@dataclass(slots=True)
class BlockCell:
    """A cell with what it holds; spans may grow while the rows below are read."""

    blocks: list[Block] = field(default_factory=list)
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Table:
    """Rows of cells, ``None`` where a merged cell covers the place."""

    rows: list[list[BlockCell | None]]
    header_rows: int = 0
    name: str = ""


Block = Paragraph | Table


def pour(blocks: Sequence[Block], flow: Flow) -> None:
    """Add blocks to the flow as lines and grids."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in _lines(block.line):
                flow.line(line)
        elif _is_layout(block):
            for cell in _cells(block):
                pour(cell.blocks, flow)
        else:
            flow.grid(_grid(block))


def plain(blocks: Sequence[Block]) -> str:
    """Return the text of blocks: a line for each paragraph and each row of a table."""
    pieces = [_row_text(row) for row in _rows_of(blocks)]
    return "\n".join(piece for piece in pieces if piece)


def _rows_of(blocks: Sequence[Block]) -> Iterator[str | list[BlockCell | None]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (line.text for line in _lines(block.line))
        else:
            yield from block.rows


def _row_text(row: str | list[BlockCell | None]) -> str:
    if isinstance(row, str):
        return row
    texts = (plain(cell.blocks) for cell in row if cell)
    return " ".join(text for text in texts if text)


def _lines(line: Line) -> Iterator[Line]:
    """Yield the non-blank lines of a paragraph; leading blanks become indent, the number stays with the first."""
    for number, piece in enumerate(visible(line.text).split("\n")):
        text = piece.strip()
        if text:
            indent = (line.indent or 0.0) + blank_width(piece[: len(piece) - len(piece.lstrip())])
            struck = line.struck if line.struck in text else text if text in line.struck else ""
            yield replace(line, text=text, indent=indent, number="" if number else line.number, struck=struck)


def blank_width(head: str) -> float:
    """Return the width of leading blanks in characters: an ideographic space is one, others half of one, a tab two."""
    return sum(1.0 if char == "\u3000" else 2.0 if char == "\t" else 0.5 for char in head)


def _cells(table: Table) -> Iterator[BlockCell]:
    for row in table.rows:
        yield from (cell for cell in row if cell)


def _is_layout(table: Table) -> bool:
    if max((sum(cell.columns for cell in row if cell) for row in table.rows), default=0) <= 1:
        return True
    inner = sum(len(plain([block])) for cell in _cells(table) for block in cell.blocks if isinstance(block, Table))
    return inner > 0 and sum(len(plain(cell.blocks)) for cell in _cells(table)) - inner < _LAYOUT_SHARE * inner


def _grid(table: Table) -> Grid:
    rows = tuple(tuple(_cell(cell) if cell else None for cell in row) for row in table.rows)
    return Grid(rows, header_rows=table.header_rows, name=table.name)


def _cell(cell: BlockCell) -> Cell:
    lines = [line for block in cell.blocks if isinstance(block, Paragraph) for line in _lines(block.line)]
    bold, size = (lines[0].bold, lines[0].size) if lines else (False, None)
    struck = "".join(line.struck for line in lines)
    return Cell(plain(cell.blocks), rows=cell.rows, columns=cell.columns, bold=bold, size=size, struck=struck)
