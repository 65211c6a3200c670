"""Forms in Word papers: a ruled table of labels and entries, rows as high as their text needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.page import FIGURES, Fonts, twips
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.word_text import paragraph_xml, run_xml

_SIZE, _PITCH = 12.0, 19.0  # points: 小四, its exact line distance
_AIR = 3.0  # points over and under the text of a cell
_LONG = 600  # characters: some half a page
_COLUMNS = 12  # of the underlying grid; every cell spans some of them


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, how many twelfths of the width it takes, whether it is a label (黑体)."""

    text: str
    span: int
    label: bool = False
    align: Align = Align.LEFT
    top: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row; ``least`` is its least height in points. ``keep``: it stands on the page of the row that follows.

    A row whose text is longer than ``_LONG`` may be split by a page end.
    """

    cells: tuple[Cell, ...]
    least: float = 30.0
    keep: bool = False


def pair(label: str, text: str, *, least: float = 30.0, keep: bool = False, top: bool = False) -> FormRow:
    """Return a row of one label and its entry."""
    return FormRow((Cell(label, 2, label=True, align=Align.CENTRE), Cell(text, 10, top=top)), least, keep)


def two_pairs(first: tuple[str, str], second: tuple[str, str], *, least: float = 30.0, keep: bool = False) -> FormRow:
    """Return a row of two labels and their entries."""
    labels = (Cell(label, 2, label=True, align=Align.CENTRE) for label, _ in (first, second))
    entries = (Cell(text, 4) for _, text in (first, second))
    cells = tuple(cell for both in zip(labels, entries, strict=True) for cell in both)
    return FormRow(cells, least, keep)


def form_xml(rows: Sequence[FormRow], width: float, fonts: Fonts) -> str:
    """Return the table, ``width`` millimetres wide."""
    step = twips(width) // _COLUMNS
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(FIGURES.side)
    columns = f'<w:gridCol w:w="{step}"/>' * _COLUMNS
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{step * _COLUMNS}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{room}" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    return f"{head}{''.join(_row(row, step, fonts) for row in rows)}</w:tbl>"


def _row(row: FormRow, step: int, fonts: Fonts) -> str:
    whole = "" if any(len(cell.text) > _LONG for cell in row.cells) else "<w:cantSplit/>"
    height = f'<w:trHeight w:val="{round(row.least * 20)}" w:hRule="atLeast"/>'
    cells = "".join(_cell(cell, step, fonts, keep=row.keep) for cell in row.cells)
    return f"<w:tr><w:trPr>{whole}{height}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, step: int, fonts: Fonts, *, keep: bool) -> str:
    place = "top" if cell.top else "center"
    properties = (
        f'<w:tcW w:w="{step * cell.span}" w:type="dxa"/><w:gridSpan w:val="{cell.span}"/><w:vAlign w:val="{place}"/>'
    )
    lines = plain_text(cell.text).split("\n")
    edges = ((i == 0, i == len(lines) - 1) for i in range(len(lines)))
    texts = "".join(_line(line, cell, fonts, edge, keep=keep) for line, edge in zip(lines, edges, strict=True))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{texts}</w:tc>"


def _line(text: str, cell: Cell, fonts: Fonts, edges: tuple[bool, bool], *, keep: bool) -> str:
    """Return one line of a cell; ``edges`` tells whether it is the first and whether it is the last."""
    before, after = (round(_AIR * 20) if edge else 0 for edge in edges)
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(_PITCH * 20)}" w:lineRule="exact"/>'
    run = run_xml(text, fonts.head if cell.label else fonts.text, _SIZE, fonts)
    kept = "<w:keepNext/>" if keep else ""
    return paragraph_xml(run, "GKCell", f'{kept}{spacing}<w:jc w:val="{cell.align.value}"/>')
