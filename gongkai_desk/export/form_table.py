"""Forms in Word papers: a ruled table of labels and entries, rows as high as their text needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.domain.columns import Align
from gongkai_desk.export.page import FIGURES, Fonts, twips
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.word_text import paragraph_xml, run_xml

_SIZE, _PITCH = 12.0, 19.0  # points: 小四, its exact line distance
_AIR = 3.0  # points over and under the text of a cell
_COLUMNS = 12  # of the underlying grid; every cell spans some of them


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, how many twelfths of the width it takes, whether it is a label (黑体, centred)."""

    text: str
    span: int
    label: bool = False
    align: Align = Align.LEFT
    top: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row; ``least`` is its least height in points. A ``flowing`` one may be split by a page end."""

    cells: tuple[Cell, ...]
    least: float = 30.0
    flowing: bool = False


def pair(label: str, text: str, *, least: float = 30.0, flowing: bool = False, top: bool = False) -> FormRow:
    """Return a row of one label and its entry."""
    return FormRow((Cell(label, 2, label=True), Cell(text, 10, top=top)), least, flowing)


def two_pairs(first: tuple[str, str], second: tuple[str, str], *, least: float = 30.0) -> FormRow:
    """Return a row of two labels and their entries."""
    cells = [
        Cell(text, span, label=bool(i % 2 == 0))
        for i, (text, span) in enumerate(zip((*first, *second), (2, 4, 2, 4), strict=True))
    ]
    return FormRow(tuple(cells), least)


def form_xml(rows: Sequence[FormRow], width: float, fonts: Fonts) -> str:
    """Return the table, ``width`` millimetres wide."""
    step = twips(width) // _COLUMNS
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(FIGURES.side)
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{step * _COLUMNS}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{room}" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{f'<w:gridCol w:w="{step}"/>' * _COLUMNS}</w:tblGrid>"
    )
    return f"{head}{''.join(_row(row, step, fonts) for row in rows)}</w:tbl>"


def _row(row: FormRow, step: int, fonts: Fonts) -> str:
    whole = "" if row.flowing else "<w:cantSplit/>"
    height = f'<w:trHeight w:val="{round(row.least * 20)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{height}</w:trPr>{''.join(_cell(cell, step, fonts) for cell in row.cells)}</w:tr>"


def _cell(cell: Cell, step: int, fonts: Fonts) -> str:
    place = "top" if cell.top else "center"
    properties = (
        f'<w:tcW w:w="{step * cell.span}" w:type="dxa"/><w:gridSpan w:val="{cell.span}"/><w:vAlign w:val="{place}"/>'
    )
    lines = plain_text(cell.text).split("\n")
    last = len(lines) - 1
    texts = "".join(_line(line, cell, fonts, first=i == 0, last=i == last) for i, line in enumerate(lines))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{texts}</w:tc>"


def _line(text: str, cell: Cell, fonts: Fonts, *, first: bool, last: bool) -> str:
    align = Align.CENTRE if cell.label else cell.align
    before, after = (round(_AIR * 20) if edge else 0 for edge in (first, last))
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{round(_PITCH * 20)}" w:lineRule="exact"/>'
    font = fonts.head if cell.label else fonts.text
    run = run_xml(text, font, FIGURES.head_line_size if cell.small else _SIZE, fonts)
    return paragraph_xml(run, "GKCell", f'{spacing}<w:jc w:val="{align.value}"/>')
