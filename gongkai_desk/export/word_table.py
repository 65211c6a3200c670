"""Tables of many rows in Word papers.

Tables are written as text from a template of one cell per column and parsed once: 5,000 rows take a second, where
``table.cell(i, j)`` takes minutes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.em_grid import EmGrid, em_grid, head_height, head_lines
from gongkai_desk.export.page import FIGURES, Fonts, Leaf, Typeface, points, twips
from gongkai_desk.export.paging import Placed, Room, Row, RowKind, lay_out
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.word_text import paragraph_xml, run_xml
from gongkai_desk.progress import Progress, Stage

_MARK = "\ue000"  # stands for the text while a template is made


@dataclass(frozen=True, slots=True)
class WordTable:
    """How a table is set: column heads, widths in mm, alignments, type, and the room at the sides of a cell in mm."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    face: Typeface
    side: float
    fonts: Fonts

    def edges(self) -> tuple[int, ...]:
        """Return the column widths in twips; they sum to the rounded width of the whole."""
        ends, gone = [0], 0.0
        for width in self.widths:
            gone += width
            ends.append(twips(gone))
        return tuple(end - start for start, end in pairwise(ends))

    def grid(self) -> EmGrid:
        """Return the grid by which lines are counted."""
        face = self.face
        wide = tuple(points(width) for width in self.widths)
        return em_grid(wide, side=points(self.side), face=face, pitch=face.pitch, slack=FIGURES.slack)

    def head_height(self) -> float:
        """Return the height of the head row in points: that of its highest cell, with some air."""
        return head_height(self.heads, self.grid())


def placed_rows(table: WordTable, rows: Sequence[Row], page: Leaf, *, above: float, foot: float) -> tuple[Placed, ...]:
    """Return the rows in their places; ``above`` and ``foot`` (points) stand over and under the table."""
    room = points(page.area_height) - table.head_height()
    return lay_out(rows, table.grid(), Room(room - above, room, foot, FIGURES.reserve, FIGURES.spare))


def table_xml(table: WordTable, rows: Sequence[Placed], progress: Progress) -> str:
    """Return the whole table: a repeated head and the rows, each with its height and none of them split."""
    widths = table.edges()
    cells = [_cell_template(table, width, align) for width, align in zip(widths, table.aligns, strict=True)]
    parts = [_table_head(table, widths), _head_row(table, widths)]
    for index, placed in enumerate(rows):
        if index % 100 == 0:
            progress(Stage.WRITING, index, len(rows))
        if placed.row.kind is RowKind.SECTION:
            parts.append(_section_row(table, placed, sum(widths)))
        else:
            parts.append(_task_row(placed, cells))
    parts.append("</w:tbl>")
    return "".join(parts)


def after_table_xml() -> str:
    """Return the paragraph that must follow a table, made too small to be seen."""
    return paragraph_xml("", "GKEnd")


def _table_head(table: WordTable, widths: Sequence[int]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(table.side)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="{room}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _heads(table: WordTable) -> list[str]:
    grid = table.grid()
    return [head_lines(head, grid.columns[column]) for column, head in enumerate(table.heads)]


def _head_row(table: WordTable, widths: Sequence[int]) -> str:
    cells = [
        _wrapped(width, "", _texts(table, head, "GKHead", table.fonts.head, Align.CENTRE))
        for width, head in zip(widths, _heads(table), strict=True)
    ]
    return f"<w:tr>{_row_properties(table.head_height(), head=True)}{''.join(cells)}</w:tr>"


def _section_row(table: WordTable, placed: Placed, width: int) -> str:
    font = table.fonts.head if placed.row.level == 0 else table.fonts.sub
    text = _texts(table, placed.row.texts[0], "GKSection", font, Align.LEFT, keep=True)
    cell = _wrapped(width, f'<w:gridSpan w:val="{len(table.widths)}"/>', text)
    return f"<w:tr>{_row_properties(placed.height)}{cell}</w:tr>"


def _texts(table: WordTable, text: str, style: str, font: str, align: Align, *, keep: bool = False) -> str:
    properties = ("<w:keepNext/>" if keep else "") + _cell_paragraph(table, align)
    lines = plain_text(text).split("\n")
    return "".join(
        paragraph_xml(run_xml(line, font, table.face.size, table.fonts), style, properties) for line in lines
    )


def _cell_paragraph(table: WordTable, align: Align) -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{round(table.face.pitch * 20)}" '
        f'w:lineRule="exact"/><w:jc w:val="{align.value}"/>'
    )


def _wrapped(width: int, properties: str, content: str) -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{properties}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _row_properties(height: float | None, *, head: bool = False) -> str:
    """Return the row's properties; one taller than a page has no height and may be split: nothing is cut."""
    if height is None:
        return ""
    repeated = "<w:tblHeader/>" if head else ""
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{round(height * 20)}" w:hRule="exact"/>{repeated}</w:trPr>'


def _cell_template(table: WordTable, width: int, align: Align) -> Callable[[str, int], str]:
    """Return a function (text, span) → the cell's XML, with all that does not change made once."""
    start, end = _texts(table, _MARK, "GKCell", table.fonts.text, align).split(_MARK)
    covered = _wrapped(width, "<w:vMerge/>", start + end)
    single, restart = (_wrapped(width, merge, _MARK).split(_MARK) for merge in ("", '<w:vMerge w:val="restart"/>'))

    def cell(text: str, span: int) -> str:
        if not span:
            return covered
        head, tail = single if span == 1 else restart
        paragraphs = (end + start).join(escape(plain_text(text)).split("\n"))
        return f"{head}{start}{paragraphs}{end}{tail}"

    return cell


def _task_row(placed: Placed, cells: Sequence[Callable[[str, int], str]]) -> str:
    made = map(_apply, cells, placed.row.texts, placed.spans)
    return f"<w:tr>{_row_properties(placed.height)}{''.join(made)}</w:tr>"


def _apply(cell: Callable[[str, int], str], text: str, span: int) -> str:
    return cell(text, span)
