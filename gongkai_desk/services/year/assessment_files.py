"""Tables of a 考核 from outside, read in the child process: a scheme, points of third parties (第三方、综合)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.assessment import Scheme, SchemeItem
from gongkai_desk.errors import NoTasks
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Document, Grid
from gongkai_desk.reading.read import read_document
from gongkai_desk.rules.year.assessment import within
from gongkai_desk.rules.year.assessment_table import PointsTable, Rows, points_of, scheme_of
from gongkai_desk.services.year.assessment import GivenPoints
from gongkai_desk.store import units
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.library import Library
from gongkai_desk.words.normal import squash


def read_scheme(path: Path, progress: Progress = silent) -> tuple[SchemeItem, ...]:
    """Return the items of the first table of a file that has indicators and points.

    Raises:
        InputError: the file is refused; ``NoTasks``: no table of it is a scheme.
    """
    return next((items for rows in _tables(path, progress) if (items := scheme_of(rows))), ()) or _refused(path)


def _refused(path: Path) -> tuple[SchemeItem, ...]:
    raise NoTasks(file=str(path), reason="no_scheme")


def read_points(path: Path, progress: Progress = silent) -> PointsTable:
    """Return the points of the first table of a file that has a unit and points.

    Raises:
        InputError: the file is refused; ``NoTasks``: no table of it has points.
    """
    for rows in _tables(path, progress):
        if (found := points_of(rows)).lines:
            return found
    raise NoTasks(file=str(path), reason="no_points")


def _tables(path: Path, progress: Progress) -> Iterator[Rows]:
    document: Document = child.run(read_document, path, progress=progress)
    for _, item in document.items():  # noqa: PERF102 - a document, not a dict
        if isinstance(item, Grid):
            yield [[cell.text if cell else None for cell in row] for row in item.rows]


# ---- points laid on units and items


@dataclass(frozen=True, slots=True)
class LaidPoints:
    """A table of points laid on a scheme: what can be given; what waits for a person.

    ``unknown``: names of no unit; ``aside``: units that the scheme does not assess; ``beyond``: points that are no
    number or no points of the item, as «市教育局：120»; ``no_column``: items for which no column was found; ``twice``:
    units that stand there twice with different points, as «市教育局：18、19», of which neither is given.
    """

    given: tuple[GivenPoints, ...]
    unknown: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    no_column: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


def laid(
    library: Library,
    scheme: Scheme,
    table: PointsTable,
    item_id: int | None = None,
    known: dict[str, int] | None = None,
) -> LaidPoints:
    """Return a table of points laid on the items that others score, or on one item; nothing is guessed.

    ``known``: units that a person named for names that are not in the directory.
    """
    columns = _columns(scheme, table, item_id)
    rows = {each.unit_id: row_id(each) for each in stored.assessed_units(library, row_id(scheme))}
    directory, named = units.directory(library), known or {}
    given, unknown, aside, beyond = list[GivenPoints](), list[str](), list[str](), list(table.unread)
    for line in table.lines:
        unit = directory.stored(line.name)
        number = named.get(line.name) or (unit.id if unit else None)
        if number is None:
            unknown.append(line.name)
        elif number not in rows:
            aside.append(line.name)
        else:
            for leaf, place in columns:
                points = line.points[place]
                if points is not None and within(points, leaf.points) != points:
                    beyond.append(f"{line.name}：{points}")
                elif points is not None:
                    given.append(GivenPoints(rows[number], row_id(leaf), points))
    wanted = [leaf for leaf in scheme.leaves if leaf.outside] if item_id is None else []
    missing = tuple(leaf.name for leaf in wanted if leaf not in [each for each, _ in columns])
    sure, twice = _agreeing(given)
    names = {rows[each.id]: each.name for each in units.units(library) if each.id in rows}
    doubled = tuple(f"{names[row]}：{points}" for row, points in twice)
    return LaidPoints(sure, tuple(unknown), tuple(aside), tuple(beyond), missing, doubled)


def _agreeing(given: Sequence[GivenPoints]) -> tuple[tuple[GivenPoints, ...], list[tuple[int, str]]]:
    """Part the cells that are told once, or twice alike, from those that are told differently, with what is told."""
    cells: dict[tuple[int, int], list[GivenPoints]] = {}
    for each in given:
        cells.setdefault((each.unit, each.item), []).append(each)
    told = {cell: list(dict.fromkeys(each.points for each in several)) for cell, several in cells.items()}
    sure = tuple(several[0] for cell, several in cells.items() if len(told[cell]) == 1)
    return sure, [(row, "、".join(map(str, points))) for (row, _), points in told.items() if len(points) > 1]


def _columns(scheme: Scheme, table: PointsTable, item_id: int | None) -> list[tuple[SchemeItem, int]]:
    """Return which column holds which item's points: by its name, or the only one for the only item."""
    wanted = [leaf for leaf in scheme.leaves if (leaf.id == item_id if item_id is not None else leaf.outside)]
    if len(wanted) == 1 and len(table.heads) == 1:
        return [(wanted[0], 0)]
    found = ((leaf, _place(leaf.name, table.heads)) for leaf in wanted)
    return [(leaf, place) for leaf, place in found if place is not None]


def _place(name: str, heads: Sequence[str]) -> int | None:
    bare = squash(name)
    fits = [place for place, head in enumerate(heads) if bare in head or (len(head) > 1 and head in bare)]
    return fits[0] if len(fits) == 1 else None
