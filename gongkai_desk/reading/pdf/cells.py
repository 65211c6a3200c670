"""The lines of a cell → its text, and a lattice with the characters in it → ``Grid``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.reading.document import Cell, Grid, Line, Page
from gongkai_desk.reading.pdf.lattices import Lattice, Span, cut_row
from gongkai_desk.reading.pdf.plain import SCAN, PlainChar
from gongkai_desk.reading.pdf.row_finding import merged_breaks, numbered_lines, row_breaks, rows_of
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines

NO_START = frozenset("，。、；：！？）〕】》〉」』”’％%,.;:!?)]}—…·")
"""Not set at the head of a line: they stay with the character before them."""
NO_END = frozenset("（〔【《〈「『“‘([{")
"""Not set at the end of a line: they go with the character after them."""


@dataclass(frozen=True, slots=True)
class BreakSettings:
    """Distances in ems of the line."""

    spare: float = 0.35  # more room than the next character needs, where the cell's inner edge is only guessed
    exact: float = -0.02  # the same where a line is seen to reach the edge
    set_in: float = 1.2  # a first line set in by this or more begins a paragraph (two ems are usual)
    centred: float = 0.6  # left and right room of a centred line differ by less
    paragraph: float = 1.4  # times the usual distance of baselines


USUAL = BreakSettings()


class Padding(NamedTuple):
    """The inner distance from rule to text, points; ``sure``: some line reaches it on the right."""

    inner: float
    sure: bool


def padding(cells: Iterable[tuple[float, float, Sequence[VisualLine]]]) -> Padding:
    """Return the padding that the cells of a column (x0, x1, lines) share: the smallest that is seen.

    Stops at a line's end may hang out and do not count.
    """
    left, right = [8.0], [8.0]
    for x0, x1, lines in cells:
        left += [line.x0 - x0 for line in lines]
        right += [x1 - line.x1 for line in lines if line.chars[-1].text not in NO_START]
    inner = max(0.0, min(left + right))
    return Padding(inner, min(right) <= inner + 1.0 and len(right) > 1)


def cell_text(
    lines: Sequence[VisualLine], x0: float, x1: float, inner: Padding, settings: BreakSettings = USUAL
) -> tuple[str, tuple[int, ...]]:
    """Return the text of lines set in a cell from ``x0`` to ``x1``, and where in it lines were joined."""
    if not lines:
        return "", ()
    if len(lines) > 1 and all(len(line.chars) == 1 and line.chars[0].wide for line in lines):
        return "".join(line.text for line in lines), ()  # set downwards, one character below the other
    meant = _Breaks(lines, x0, x1, inner, settings)
    text, joins = lines[0].text, []
    for before, line in pairwise(lines):
        if meant.between(before, line):
            text += "\n"
        else:
            text += joint(before.chars[-1], line.chars[0])
            joins.append(len(text))
        text += line.text
    return text, tuple(joins)


def joint(last: PlainChar, first: PlainChar) -> str:
    """Return what stands between wrapped lines: a blank between Latin words, else nothing."""
    if last.text.isascii() and first.text.isascii() and first.text.isalpha():
        return " " if last.text.isalpha() or last.text in ",.;:" else ""
    return ""


class _Breaks:
    """Judges the ends of a cell's lines."""

    def __init__(
        self, lines: Sequence[VisualLine], x0: float, x1: float, inner: Padding, settings: BreakSettings
    ) -> None:
        self.settings = settings
        self.left, self.right = x0 + inner.inner, x1 - inner.inner
        self.spare = settings.exact if inner.sure and lines[0].face != SCAN else settings.spare
        self.centred = self._is_centred(lines)
        self.edge = min(line.x0 for line in lines)
        self.pitch = median(b.base - a.base for a, b in pairwise(lines)) if len(lines) > 2 else None

    def _is_centred(self, lines: Sequence[VisualLine]) -> bool:
        rooms = [(line.x0 - self.left, self.right - line.x1, line.size) for line in lines]
        alike = all(abs(a - b) <= self.settings.centred * size for a, b, size in rooms)
        return alike and any(a > 0.5 * size for a, _, size in rooms)

    def between(self, before: VisualLine, line: VisualLine) -> bool:
        """Tell whether the break between two lines was meant."""
        size = before.size
        room = self.right - self.left - (before.x1 - before.x0) if self.centred else self.right - before.x1
        if room > 0.5 * size and room >= first_unit(line) + spacing(before) + self.spare * size:
            return True
        if not self.centred and line.x0 - self.edge >= self.settings.set_in * size:
            return True
        return self.pitch is not None and line.base - before.base > self.settings.paragraph * self.pitch


def spacing(line: VisualLine) -> float:
    """Return the usual gap between the Chinese characters of a line, points (character spacing, justification)."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.chars) if a.wide and b.wide]
    return max(0.0, median(gaps)) if gaps else 0.0


def first_unit(line: VisualLine) -> float:
    """Return the width of what cannot be parted at the head of a line: a character with its stops, or a Latin word."""
    chars = line.chars
    end = 0
    while end < len(chars) - 1 and chars[end].text in NO_END:
        end += 1
    if not chars[end].wide:
        while end + 1 < len(chars) and chars[end + 1].text.isascii() and chars[end + 1].text.isalnum():
            if chars[end + 1].x0 - chars[end].x1 > 0.2 * line.size:
                break
            end += 1
    while end + 1 < len(chars) and chars[end + 1].text in NO_START:
        end += 1
    return chars[end].x1 - chars[0].x0


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


Chars = list[list[PlainChar]]
"""The characters of each cell of a lattice."""


def sorted_into(chars: Sequence[PlainChar], tables: Sequence[Lattice]) -> tuple[list[PlainChar], list[Chars]]:
    """Return the characters outside all tables, and for each table those of each of its cells."""
    loose: list[PlainChar] = []
    inside: list[Chars] = [[[] for _ in table.spans] for table in tables]
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


def make_grid(
    table: Lattice, chars: Chars, page: int, back: Callable[[Box], Box], side: Sequence[VisualLine] = ()
) -> Grid:
    """Return the grid; ``back`` leads from the table's frame to the page as displayed.

    ``side`` are lines in it that run another way; their text follows that of their cell.
    """
    table, lines = _numbered_rows_cut(table, [visual_lines(cell) for cell in chars])
    inner = _paddings(table, lines)
    rows: list[list[Cell | None]] = [[None] * len(line) for line in table.owner]
    for number, (span, cell_lines) in enumerate(zip(table.spans, lines, strict=True)):
        place = PagePlace(page, back(_box(table, span)))
        cell = _grid_cell(table, span, cell_lines, inner[span.column, span.columns], place)
        sideways = [line.text for line in side if _cell_of(table, line) == number]
        if sideways:
            cell = replace(cell, text="".join([cell.text, *sideways]))
        rows[span.row][span.column] = cell
    box = Box(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return Grid(tuple(tuple(row) for row in rows), box)


def holds(table: Lattice, line: VisualLine) -> bool:
    """Tell whether a line stands in a table."""
    return _cell_of(table, line) is not None


def _cell_of(table: Lattice, line: VisualLine) -> int | None:
    return table.span_at((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)


def _numbered_rows_cut(table: Lattice, lines: list[list[VisualLine]]) -> tuple[Lattice, list[list[VisualLine]]]:
    """Cut every row that holds several running numbers: a table ruled between columns and round its edge only."""
    for row in reversed(range(len(table.owner))):
        cells = list(dict.fromkeys(table.owner[row]))
        if len(cells) < 2 or any(table.spans[index].rows > 1 for index in cells):
            continue
        columns = [lines[index] for index in cells]
        if numbered_lines(columns):
            table, lines = _cut(table, lines, row, cells)
    return table, lines


def _cut(
    table: Lattice, lines: list[list[VisualLine]], row: int, cells: Sequence[int]
) -> tuple[Lattice, list[list[VisualLine]]]:
    columns = [lines[index] for index in cells]
    breaks = row_breaks(columns)
    rows = rows_of(columns, [table.ys[row], *breaks, table.ys[row + 1]])
    longest = max(len(column) for column in columns)
    merged = [set() if len(column) == longest else merged_breaks(column, rows) for column in columns]
    cut = cut_row(table, row, breaks, dict(zip(cells, merged, strict=True)))
    chars = [char for cell in lines for line in cell for char in line.chars]
    return cut, [visual_lines(cell) for cell in sorted_into(chars, (cut,))[1][0]]


def _paddings(table: Lattice, lines: Sequence[list[VisualLine]]) -> dict[tuple[int, int], Padding]:
    columns: dict[tuple[int, int], list[tuple[float, float, Sequence[VisualLine]]]] = {}
    for span, cell_lines in zip(table.spans, lines, strict=True):
        sides = table.xs[span.column], table.xs[span.column + span.columns]
        columns.setdefault((span.column, span.columns), []).append((*sides, cell_lines))
    return {column: padding(cells) for column, cells in columns.items()}


def _box(table: Lattice, span: Span) -> Box:
    left, right = table.xs[span.column], table.xs[span.column + span.columns]
    return Box(left, table.ys[span.row], right, table.ys[span.row + span.rows])


def _grid_cell(table: Lattice, span: Span, lines: Sequence[VisualLine], inner: Padding, place: PagePlace) -> Cell:
    text, joins = cell_text(lines, table.xs[span.column], table.xs[span.column + span.columns], inner)
    first = lines[0].chars[0] if lines else None
    bold, size = bool(first and first.face.bold), round(first.size, 2) if first else None
    return Cell(text, (place,), span.rows, span.columns, bold=bold, size=size, joins=joins)
