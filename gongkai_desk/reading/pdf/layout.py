"""A plain page → its lines and grids in reading order, as data that no longer needs the characters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai_desk.domain.place import Box
from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.grids import holds, make_grid, sorted_into
from gongkai_desk.reading.pdf.lattices import Ruling, ruling
from gongkai_desk.reading.pdf.open_tables import open_tables
from gongkai_desk.reading.pdf.plain import PlainPage
from gongkai_desk.reading.pdf.sheets import box_back, halves, main_turn, turned
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: ``items`` from top to bottom, in the frame of its own text (``page`` is without characters).

    ``turn`` leads back to the page as displayed; ``width`` is that of the page, or of the half if it is one of two on a
    sheet; ``side`` is text that runs another way than the rest.
    """

    number: int
    page: PlainPage
    turn: int
    width: float
    items: tuple[VisualLine | Grid, ...]
    side: tuple[VisualLine, ...] = ()
    aslant: str = ""

    def back(self, box: Box) -> Box:
        """Return a box of this frame as displayed."""
        return box_back(box, self.page, self.turn)


def layouts(page: PlainPage, number: int) -> tuple[Layout, ...]:
    """Take a page apart; two pages on one sheet make two."""
    turn = main_turn(page)
    parts = halves(turned(page, turn))
    return tuple(_layout(part, number, turn, len(parts)) for part in parts)


def _layout(page: PlainPage, number: int, turn: int, parts: int) -> Layout:
    found = ruling(page.rules)
    loose, inside = sorted_into([char for char in page.chars if char.turn == 0], found.tables)
    aslant = "".join(char.text for char in page.chars if char.turn < 0)
    frame = Layout(number, replace(page, chars=(), rules=()), turn, page.width / parts, (), (), aslant)
    side = _side_lines(page)
    grids = [
        make_grid(table, chars, number, frame.back, [line for line in side if holds(table, line)])
        for table, chars in zip(found.tables, inside, strict=True)
        if any(chars)
    ]
    side = [line for line in side if not any(holds(table, line) for table in found.tables)]
    lines, more = _open_grids(visual_lines(loose), found, frame)
    items: list[VisualLine | Grid] = [*(replace(line, chars=()) for line in lines), *grids, *more]
    items.sort(key=_top)
    return replace(frame, items=tuple(items), side=tuple(side))


def _open_grids(lines: list[VisualLine], found: Ruling, frame: Layout) -> tuple[list[VisualLine], list[Grid]]:
    """Return the lines that are in no table, and the tables whose rules are missing."""
    grids: list[Grid] = []
    used: set[int] = set()
    for table in open_tables(lines, found.flat, found.upright):
        for lattice in ruling(table.rules).tables:
            _, inside = sorted_into([char for line in table.lines for char in line.chars], (lattice,))
            grids.append(replace(make_grid(lattice, inside[0], frame.number, frame.back), ruled=table.ruled))
            used.update(id(line) for line in table.lines)
    return [line for line in lines if id(line) not in used], grids


def _top(item: VisualLine | Grid) -> float:
    if isinstance(item, VisualLine):
        return item.top
    return item.box.top if item.box else 0.0


def _side_lines(page: PlainPage) -> list[VisualLine]:
    """Return the lines that run another way than the page's text, placed on the page."""
    found: list[VisualLine] = []
    for turn in sorted({char.turn for char in page.chars} - {0, -1}):
        there = turned(replace(page, chars=tuple(c for c in page.chars if c.turn == turn), rules=()), turn)
        for line in visual_lines(there.chars):
            box = box_back(Box(line.x0, line.top, line.x1, line.bottom), there, turn)
            found.append(replace(line, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, chars=()))
    return found
