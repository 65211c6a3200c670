"""Tables and forms on their page: widths, heads, the place of every row and cell; counted once for all formats.

What differs between paper and workbook is a ``Medium``: the distance of lines, the room at the sides of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.export.bands import LaidBand, bands_height, in_columns, laid_bands
from gongkai_desk.export.paging import Placed, Room, lay_out
from gongkai_desk.page.layout import Band, Cell, Form, Row, RowKind, TablePaper
from gongkai_desk.page.measures import (
    FIGURES,
    MM_PER_INCH,
    EmGrid,
    Leaf,
    Typeface,
    em_grid,
    head_height,
    head_lines,
    line_count,
    points,
    text_width,
    widest_number,
)


@dataclass(frozen=True, slots=True)
class Medium:
    """What a table stands in.

    ``side``: room at the sides of a cell in mm (``None``: the paper's own). ``slack``: ems by which a column counts
    narrower than it is, ``band_slack`` those of a line over the table. ``last_line``: points that follow the table.
    """

    side: float | None
    slack: float
    band_slack: float
    workbook: bool
    last_line: float


ON_PAPER = Medium(None, FIGURES.slack, 0.0, workbook=False, last_line=FIGURES.last_line)
IN_WORKBOOK = Medium(FIGURES.sheet_side, FIGURES.sheet_slack, FIGURES.sheet_slack, workbook=True, last_line=0.0)

Cut = Callable[[Row, EmGrid, float], Iterator[Row]]
"""(row, grid, height in points) → the row, or several where it is higher than that."""


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table in a medium: its type, column widths in mm, and the lines round it."""

    paper: TablePaper
    medium: Medium
    face: Typeface
    widths: tuple[float, ...]
    above: tuple[LaidBand, ...]
    below: tuple[LaidBand, ...]
    after: tuple[LaidBand, ...]

    @property
    def grid(self) -> EmGrid:
        """Return the grid by which lines are counted."""
        side = self.paper.side if self.medium.side is None else self.medium.side
        pitch = self.face.sheet_pitch if self.medium.workbook else self.face.pitch
        wide = tuple(map(points, self.widths))
        made = em_grid(wide, side=points(side), face=self.face, pitch=pitch, slack=self.medium.slack)
        return replace(made, seams=not self.medium.workbook)

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the column heads, broken evenly where they are too long."""
        return tuple(map(head_lines, self._titles(), self.grid.columns))

    @property
    def head_height(self) -> float:
        """Return the height of the head row in points."""
        return head_height(self._titles(), self.grid)

    @property
    def foot(self) -> float:
        """Return the height in points of what must stand below the last row."""
        return bands_height(self.below) or self.medium.last_line

    def _titles(self) -> list[str]:
        return [column.title for column in self.paper.columns]

    def placed(self, cut: Cut | None = None, limit: float | None = None) -> tuple[Placed, ...]:
        """Return the rows in their places; ``cut`` parts those that are higher than ``limit`` or the page."""
        grid, page = self.grid, points(self.paper.leaf.area_height) - self.head_height
        rows: Sequence[Row] = self.paper.rows
        if cut is not None:
            most = min(limit or page, page - FIGURES.reserve)
            rows = [piece for row in rows for piece in cut(row, grid, most)]
        room = Room(page - bands_height(self.above), page, self.foot, FIGURES.reserve, FIGURES.spare)
        return lay_out(rows, grid, room)


def lay_table(paper: TablePaper, medium: Medium = ON_PAPER) -> LaidTable:
    """Return a table as it stands in a medium."""
    return _laid(paper, medium, chosen_face(paper))


def chosen_face(paper: TablePaper) -> Typeface:
    """Return the largest of the paper's types in which it stands on one page, the smallest where none does."""
    for face in paper.faces[:-1]:
        placed = _laid(paper, ON_PAPER, face).placed()
        if not placed or placed[-1].page == 0:
            return face
    return paper.faces[-1]


def laid_widths(paper: TablePaper, face: Typeface | None = None, medium: Medium = ON_PAPER) -> tuple[float, ...]:
    """Return the column widths in mm: as the columns say, or so that together they fill the page.

    A column that would part a date, a number or a code grows until it does not; those that have room to spare give it.
    """
    page = paper.leaf
    plain = [column.width_on(page) for column in paper.columns]
    factor = page.area_width / sum(plain) if paper.fit or sum(plain) > page.area_width + 0.01 else 1.0
    wide = [width * factor for width in plain]
    return _roomy(wide, _least_widths(paper, face or paper.faces[0], medium), page.area_width)


_LEAST = 2.0  # ems of a column: two characters beside each other


def _least_widths(paper: TablePaper, face: Typeface, medium: Medium) -> list[float]:
    """Return how narrow each column may be, in mm."""
    side = paper.side if medium.side is None else medium.side
    rows = [row.texts for row in paper.rows if row.kind is RowKind.TASK]
    plain = [column.width_on(paper.leaf) for column in paper.columns]
    least = []
    for column in range(len(paper.columns)):
        texts = {each[column] for each in rows}
        first = min(max(map(_first_width, texts), default=0.0), _LEAST)
        head = _head_width(paper.columns[column].title, (points(plain[column] - 2 * side)) / face.size - medium.slack)
        ems = max(widest_number(texts), first, head) + medium.slack
        least.append(ems * face.size / 72 * MM_PER_INCH + 2 * side)
    return least


def _head_width(title: str, room: float) -> float:
    """Return the ems that a head must have: one of two characters (序号) or with lines of its own (责任人, 及电话).

    Any other may be parted anywhere, and so may one for which its column is too narrow anyhow.
    """
    widest = max(map(text_width, title.split("\n")))
    return widest if ("\n" in title or len(title) <= 2) and widest <= room else 0.0


def _first_width(text: str) -> float:
    """Return the width in ems of the first characters of a text, 0 of a single sign, which nothing parts."""
    return text_width(text[:4]) if len(text) > 1 else 0.0


def _roomy(widths: Sequence[float], least: Sequence[float], most: float) -> tuple[float, ...]:
    """Return widths of which none is under its least, as far as the others can give; together as wide as before.

    What the page leaves free (``most``) is used first.
    """
    lack = sum(max(need - width, 0.0) for width, need in zip(widths, least, strict=True))
    spare = sum(max(width - need, 0.0) for width, need in zip(widths, least, strict=True))
    given = max(lack - max(most - sum(widths), 0.0), 0.0)
    if lack < 0.01 or spare < given:
        return tuple(widths)
    part = given / spare if spare else 0.0
    return tuple(max(need, width - (width - need) * part) for width, need in zip(widths, least, strict=True))


def _laid(paper: TablePaper, medium: Medium, face: Typeface) -> LaidTable:
    widths = laid_widths(paper, face, medium)
    # Lines in a workbook stand in the table's own columns, on paper they have the whole page.
    wide = points(sum(widths) if medium.workbook else paper.leaf.area_width)
    lines: Sequence[Sequence[Band]] = (paper.above, paper.below, paper.after)
    if medium.workbook:
        inner = tuple(map(points, widths))
        # A table that does not fill the page has no room for two texts in a line.
        lines = [tuple(in_columns(bands, inner if paper.fit else (), points(FIGURES.sheet_side))) for bands in lines]
    above, below, after = (laid_bands(bands, wide, medium.band_slack) for bands in lines)
    return LaidTable(paper, medium, face, widths, above, below, after)


# ---- rows higher than a page

_SHORT, _PIECE = 8, 4  # lines of a cell that stands again on every page; least lines of a piece


def flowing(row: Row, grid: EmGrid, limit: float) -> Iterator[Row]:
    """Yield the row, or, where it is higher than ``limit`` points, low pieces of it that a page end may part.

    Long texts go on from piece to piece; number, name and whatever is short stand again on every page.
    """
    section = row.kind is RowKind.SECTION
    lines = [
        _lines(text, w, grid) for text, w in zip(row.texts, (grid.whole,) if section else grid.columns, strict=True)
    ]
    tallest = max(map(len, lines))
    if tallest * grid.pitch + grid.padding <= limit:
        yield row
        return
    flows = tuple(len(each) > _SHORT for each in lines)
    size = max(_PIECE, *(len(each) for each, long in zip(lines, flows, strict=True) if not long), 0)
    for start in range(0, tallest, size):
        chunks = [each[start : start + size] if long else each for each, long in zip(lines, flows, strict=True)]
        high = max(len(each) for each, long in zip(chunks, flows, strict=True) if long) * grid.pitch
        high += grid.padding if start == 0 else 0.0
        texts = tuple(
            "".join(each) if long else text for each, long, text in zip(chunks, flows, row.texts, strict=True)
        )
        joined = row.joined if start == 0 else (True,) * len(texts)
        links = tuple(() if long else each for each, long in zip(row.links, flows, strict=False))
        yield Row(
            texts,
            () if section else joined,
            row.kind,
            row.level,
            fixed=high,
            flows=() if section else flows,
            links=links,
        )


def _lines(text: str, width: float, grid: EmGrid) -> list[str]:
    """Return the lines of a text as they follow each other, a line feed only where it has one itself."""
    paragraphs = [grid.lines(paragraph, width) for paragraph in text.split("\n")]
    ended = [line for lines in paragraphs for line in (*lines[:-1], lines[-1] + "\n")]
    return [*ended[:-1], ended[-1].removesuffix("\n")]


# ---- charts as pictures

CAPTION = 30.0
"""Points that a chart takes beside its height: the line of its caption, room above."""


def picture_room(page: Leaf) -> tuple[float, float]:
    """Return the width and height in mm that a chart may have on a page with its caption."""
    return page.area_width - 4, page.area_height - CAPTION / 72 * MM_PER_INCH - 2


def sized_pictures(paper: TablePaper) -> list[FigurePicture]:
    """Return the paper's charts; one that is larger than the page is made smaller."""
    width, height = picture_room(paper.leaf)
    found = []
    for picture in paper.pictures:
        part = min(1.0, height / picture.height, width / picture.width)
        found.append(replace(picture, width=picture.width * part, height=picture.height * part))
    return found


def taken_by(picture: FigurePicture) -> float:
    """Return the height in points of a chart with its caption."""
    return points(picture.height) + CAPTION


# ---- forms


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell whose upper left place is (``row``, ``column``), counted from 0."""

    row: int
    column: int
    cell: Cell


def placed_cells(form: Form) -> tuple[PlacedCell, ...]:
    """Return the cells in their places: each takes the first columns of its row that no cell above covers."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for number, row in enumerate(form.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            taken.update((number + down, column + on) for down in range(cell.rows) for on in range(cell.columns))
            placed.append(PlacedCell(number, column, cell))
            column += cell.columns
    return tuple(placed)


def in_row(cells: Sequence[PlacedCell], row: int) -> Iterator[PlacedCell]:
    """Yield the cells that a row meets, from the left."""
    met = (each for each in cells if each.row <= row < each.row + each.cell.rows)
    yield from sorted(met, key=lambda each: each.column)


def row_heights(form: Form, pitch: float) -> list[float]:
    """Return the height of each row in points at a distance of lines; a tall cell makes its last row taller."""
    heights = [row.least for row in form.rows]
    for each in sorted(placed_cells(form), key=lambda each: each.cell.rows):
        last = each.row + each.cell.rows
        need = line_count(each.cell.text, cell_ems(form, each)) * pitch + form.face.padding
        over = need - sum(heights[each.row : last])
        if over > 0:
            heights[last - 1] += over
    return heights


def cell_width(form: Form, placed: PlacedCell) -> float:
    """Return the width of a cell in mm."""
    return sum(form.widths[placed.column : placed.column + placed.cell.columns])


def cell_ems(form: Form, placed: PlacedCell) -> float:
    """Return how many ems of text stand side by side in a cell."""
    free = points(cell_width(form, placed) - 2 * form.side)
    return free / form.face.size - FIGURES.slack - placed.cell.inset
