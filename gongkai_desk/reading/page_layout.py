"""A plain page → its lines and grids in reading order, as data that no longer needs the characters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.place import Box, PagePlace
from gongkai_desk.reading.cell_text import Padding, cell_text, padding
from gongkai_desk.reading.document import Cell, Grid
from gongkai_desk.reading.open_tables import open_tables
from gongkai_desk.reading.page_text import VisualLine, visual_lines
from gongkai_desk.reading.page_turn import box_back, main_turn, turned
from gongkai_desk.reading.pdf_plain import PlainChar, PlainPage
from gongkai_desk.reading.table_grid import Lattice, Ruling, Span, ruling


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: ``items`` from top to bottom, in the frame of its own text (``page`` is without characters).

    ``turn`` leads back to the page as displayed; ``side`` is text that runs another way than the rest.
    """

    number: int
    page: PlainPage
    turn: int
    items: tuple["VisualLine | Grid", ...]
    side: tuple[VisualLine, ...] = ()
    aslant: str = ""

    def back(self, box: Box) -> Box:
        """Return a box of this frame as displayed."""
        return box_back(box, self.page, self.turn)


def layout(page: PlainPage, number: int) -> Layout:
    """Take a page apart."""
    turn = main_turn(page)
    upright = turned(page, turn)
    found = ruling(upright.rules)
    loose, inside = _sorted_into([char for char in upright.chars if char.turn == 0], found.tables)
    side = _side_lines(upright)
    aslant = "".join(char.text for char in upright.chars if char.turn < 0)
    frame = Layout(number, replace(upright, chars=(), rules=()), turn, (), (), aslant)
    grids = [_grid(table, chars, frame) for table, chars in zip(found.tables, inside, strict=True) if any(chars)]
    lines, more = _open_grids(visual_lines(loose), found, frame)
    items: list[VisualLine | Grid] = [*(replace(line, chars=()) for line in lines), *grids, *more]
    items.sort(key=_top)
    return replace(frame, items=tuple(items), side=tuple(side))


def _open_grids(lines: list[VisualLine], found: Ruling, frame: Layout) -> tuple[list[VisualLine], list[Grid]]:
    """Return the lines that are in no table, and the tables whose rules are missing."""
    grids: list[Grid] = []
    for table in open_tables(lines, found.flat, found.upright):
        for lattice in ruling(table.rules).tables:
            _, inside = _sorted_into([char for line in table.lines for char in line.chars], (lattice,))
            grids.append(replace(_grid(lattice, inside[0], frame), ruled=table.ruled))
        lines = [line for line in lines if line not in table.lines]
    return lines, grids


def _top(item: "VisualLine | Grid") -> float:
    if isinstance(item, VisualLine):
        return item.top
    return item.box.top if item.box else 0.0


def _sorted_into(
    chars: Sequence[PlainChar], tables: Sequence[Lattice]
) -> tuple[list[PlainChar], list[list[list[PlainChar]]]]:
    """Return the characters outside all tables, and for each table those of each of its cells."""
    loose: list[PlainChar] = []
    inside: list[list[list[PlainChar]]] = [[[] for _ in table.spans] for table in tables]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for table, cells in zip(tables, inside, strict=True):
            index = table.span_at(x, y)
            if index is not None:
                cells[index].append(char)
                break
        else:
            loose.append(char)
    return loose, inside


def _side_lines(page: PlainPage) -> list[VisualLine]:
    """Return the lines that run another way than the page's text, placed on the page."""
    found: list[VisualLine] = []
    for turn in sorted({char.turn for char in page.chars} - {0, -1}):
        there = turned(replace(page, chars=tuple(c for c in page.chars if c.turn == turn), rules=()), turn)
        for line in visual_lines(there.chars):
            box = box_back(Box(line.x0, line.top, line.x1, line.bottom), there, turn)
            found.append(replace(line, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, chars=()))
    return found


def _grid(table: Lattice, chars: Sequence[list[PlainChar]], frame: Layout) -> Grid:
    lines = [visual_lines(cell) for cell in chars]
    inner = _paddings(table, lines)
    rows: list[list[Cell | None]] = [[None] * len(line) for line in table.owner]
    for span, cell_lines in zip(table.spans, lines, strict=True):
        rows[span.row][span.column] = _cell(table, span, cell_lines, inner[span.column, span.columns], frame)
    box = Box(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return Grid(tuple(tuple(row) for row in rows), box)


def _paddings(table: Lattice, lines: Sequence[list[VisualLine]]) -> dict[tuple[int, int], Padding]:
    columns: dict[tuple[int, int], list[tuple[float, float, Sequence[VisualLine]]]] = {}
    for span, cell_lines in zip(table.spans, lines, strict=True):
        sides = table.xs[span.column], table.xs[span.column + span.columns]
        columns.setdefault((span.column, span.columns), []).append((*sides, cell_lines))
    return {column: padding(cells) for column, cells in columns.items()}


def _cell(table: Lattice, span: Span, lines: Sequence[VisualLine], inner: Padding, frame: Layout) -> Cell:
    left, right = table.xs[span.column], table.xs[span.column + span.columns]
    box = Box(left, table.ys[span.row], right, table.ys[span.row + span.rows])
    text, joins = cell_text(lines, left, right, inner)
    first = lines[0].chars[0] if lines else None
    return Cell(
        text,
        (PagePlace(frame.number, frame.back(box)),),
        span.rows,
        span.columns,
        bold=bool(first and first.face.bold),
        size=round(first.size, 2) if first else None,
        joins=joins,
    )
