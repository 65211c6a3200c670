"""A small table of merged cells in heads and sides, as Word and as Excel: the forms of the annual report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.page import FIGURES, MM_PER_INCH, Fonts, Typeface, points, twips
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.word_text import paragraph_xml, run_xml


@dataclass(frozen=True, slots=True)
class Block:
    """A cell over ``rows`` × ``columns`` places from (``row``, ``column``), counted from 0; a number stays one."""

    row: int
    column: int
    value: str | int
    rows: int = 1
    columns: int = 1
    align: Align = Align.CENTRE
    head: bool = False

    @property
    def text(self) -> str:
        """Return what is printed."""
        return plain_text(str(self.value))


@dataclass(frozen=True, slots=True)
class MergedGrid:
    """Blocks that together cover all places; ``widths`` in mm, ``least`` is the least height of a row in points."""

    widths: tuple[float, ...]
    blocks: tuple[Block, ...]
    face: Typeface
    fonts: Fonts
    least: float = 18.0

    def heights(self, pitch: float) -> list[float]:
        """Return the height of each row in points at a line distance; a tall block makes its last row taller."""
        rows = max(block.row + block.rows for block in self.blocks)
        found = [self.least] * rows
        for block in sorted(self.blocks, key=lambda each: each.rows):
            need = self._lines(block) * pitch + self.face.padding
            over = need - sum(found[block.row : block.row + block.rows])
            if over > 0:
                found[block.row + block.rows - 1] += over
        return found

    def _lines(self, block: Block) -> int:
        wide = sum(self.widths[block.column : block.column + block.columns]) - 2 * FIGURES.ledger_side
        return line_count(block.text, points(wide) / self.face.size - FIGURES.slack)


# ---- Word


def grid_xml(grid: MergedGrid) -> str:
    """Return the table; no row is split by a page end."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(FIGURES.ledger_side)
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in grid.widths)
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(twips, grid.widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{room}" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    rows = "".join(_row_xml(grid, row, height) for row, height in enumerate(grid.heights(grid.face.pitch)))
    return f"{head}{rows}</w:tbl>"


def _row_xml(grid: MergedGrid, row: int, height: float) -> str:
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{round(height * 20)}" w:hRule="atLeast"/></w:trPr>'
    cells = "".join(_cell_xml(grid, block, row) for block in _in_row(grid.blocks, row))
    return f"<w:tr>{properties}{cells}</w:tr>"


def _in_row(blocks: Sequence[Block], row: int) -> Iterator[Block]:
    """Yield the blocks that a row meets, from the left."""
    met = (block for block in blocks if block.row <= row < block.row + block.rows)
    yield from sorted(met, key=lambda block: block.column)


def _cell_xml(grid: MergedGrid, block: Block, row: int) -> str:
    wide = sum(twips(width) for width in grid.widths[block.column : block.column + block.columns])
    span = f'<w:gridSpan w:val="{block.columns}"/>' if block.columns > 1 else ""
    merge = "" if block.rows == 1 else '<w:vMerge w:val="restart"/>' if row == block.row else "<w:vMerge/>"
    properties = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    font = grid.fonts.head if block.head else grid.fonts.text
    line = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{round(grid.face.pitch * 20)}" '
        f'w:lineRule="exact"/><w:jc w:val="{block.align.value}"/>'
    )
    texts = block.text.split("\n") if row == block.row else [""]
    runs = (run_xml(text, font, grid.face.size, grid.fonts) if text else "" for text in texts)
    return f"<w:tc>{properties}{''.join(paragraph_xml(run, 'GKCell', line) for run in runs)}</w:tc>"


# ---- Excel


def put_grid(sheet: Any, grid: MergedGrid, first_row: int) -> int:  # noqa: ANN401 - openpyxl has no types
    """Put the table into a sheet from a row on (counted from 1), with widths and heights; return the row behind it."""
    for column, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / MM_PER_INCH * 96 / FIGURES.digit_pixels
    heights = grid.heights(grid.face.sheet_pitch)
    for row, height in enumerate(heights, first_row):
        sheet.row_dimensions[row].height = height
    for block in grid.blocks:
        _put_block(sheet, grid, block, first_row)
    return first_row + len(heights)


def _put_block(sheet: Any, grid: MergedGrid, block: Block, first_row: int) -> None:  # noqa: ANN401
    top, left = first_row + block.row, block.column + 1
    bottom, right = top + block.rows - 1, left + block.columns - 1
    thin = Side(style="thin")
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
    cell = sheet.cell(top, left)
    put_text(cell, block.value, grid.fonts.head if block.head else grid.fonts.text, grid.face.size, block.align)
    if block.rows * block.columns > 1:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def put_text(cell: Any, value: str | int, font: str, size: float, align: Align) -> None:  # noqa: ANN401
    """Put a number as a number and a text as a text, whatever it looks like."""
    cell.value = value if isinstance(value, int) else plain_text(value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    cell.font = Font(name=font, size=size, charset=134)
    cell.alignment = Alignment(horizontal=align.value, vertical="center", wrap_text=True)
