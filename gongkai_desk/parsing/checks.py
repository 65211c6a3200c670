"""Doubts about a part or a file as a whole: numbers that jump or repeat, text left over, lines of a scan misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai_desk.domain.draft import Doubt, DoubtKind, Part
from gongkai_desk.domain.plan import Box, PagePlace, Place, Task, TextPlace
from gongkai_desk.parsing.blocks.model import Leftover, Listing, Table
from gongkai_desk.parsing.grids.goals import is_goal_of_year, is_step
from gongkai_desk.parsing.prose.tree import Node
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Line, Page, Unsure
from gongkai_desk.words.lexicon import ORDINAL
from gongkai_desk.words.normal import key, number
from gongkai_desk.words.papers import is_formal
from gongkai_desk.words.terms import PLAIN_WORDS, ColumnRole, column_role, is_known_header

_NUMERAL = re.compile(rf"[0-9]+$|[0-9]+|[{ORDINAL}]+")  # «12», «1.3», «第一条»

_REGISTERED = re.compile(r"(?:[\u4e00-\u9fff]{0,6}第)[0-9]+号")  # 第12号, 建议第12号: of another list, they do not run

_UNIT_ROLES = frozenset({ColumnRole.LEAD, ColumnRole.RESPONSIBLE, ColumnRole.SUPPORT, ColumnRole.UNITS})


def row_doubts(tasks: Sequence[Task]) -> list[Doubt]:
    """Compare the numbers of a table's rows: they run through, or begin anew under a heading."""
    found: list[Doubt] = []
    last: tuple[int, Task] | None = None
    for index, task in enumerate(tasks):
        value = _value(task.seq)
        if value is None:
            continue
        if kind := _fault(value, task, last):
            found.append(Doubt(kind, index, "seq", task.seq or "", task.source))
        last = (value, task)
    return [] if _goes_on_elsewhere(found, tasks) else found


def _goes_on_elsewhere(found: Sequence[Doubt], tasks: Sequence[Task]) -> bool:
    """Tell a list that begins at 21 and runs through from there: it goes on from another paper, nothing is lost."""
    first = next((n for n, task in enumerate(tasks) if _value(task.seq) is not None), None)
    return [doubt.task for doubt in found] == [first] and (_value(tasks[first or 0].seq) or 0) > USUAL.begun_within


def of_selection(doubts: Sequence[Doubt], tasks: Sequence[Task]) -> list[Doubt]:
    """Return the doubts, jumps of numbers told once where so many rise so often that the paper is a selection.

    An excerpt or a unit's own share keeps the numbers of the whole (5, 10, 12, 18 …): nothing of it was lost.
    """
    gaps = [doubt for doubt in doubts if doubt.kind is DoubtKind.NUMBER_GAP]
    values = [value for task in tasks if (value := _value(task.seq)) is not None]
    rising = all(after > before or after == 1 for before, after in pairwise(values))
    if len(gaps) < USUAL.selection_least or len(gaps) < USUAL.selection_share * len(values) or not rising:
        return list(doubts)
    named = "、".join(gap.text.rpartition("/")[2] for gap in gaps[: USUAL.selection_named])
    places = tuple(place for gap in gaps for place in gap.source)
    once = Doubt(DoubtKind.NUMBER_GAP, None, "seq", f"{named}等{len(gaps)}处，像是节选", places)
    return [once, *(doubt for doubt in doubts if doubt.kind is not DoubtKind.NUMBER_GAP)]


def number_pairs(tasks: Sequence[Task]) -> dict[int, tuple[str, str]]:
    """Return for each numbered task (its place) its number behind the one before it ("": it is the first)."""
    found: dict[int, tuple[str, str]] = {}
    before = ""
    for index, task in enumerate(tasks):
        if _value(task.seq) is not None:
            found[index] = before, task.seq or ""
            before = task.seq or ""
    return found


def _fault(value: int, task: Task, last: tuple[int, Task] | None) -> DoubtKind | None:
    """Return what is wrong with a number behind the last one."""
    elsewhere = last is not None and _is_elsewhere(task, last[1])
    if last and value == last[0] and task.title != last[1].title and _heading(task) == _heading(last[1]):
        return DoubtKind.NUMBER_REPEAT
    if _follows(value, last[0] if last else 0) or (value == 1 and elsewhere):
        return None
    return DoubtKind.NUMBER_GAP


def _is_elsewhere(task: Task, before: Task) -> bool:
    return (task.section, task.title, _heading(task)) != (before.section, before.title, _heading(before))


def _heading(task: Task) -> str:
    """Return the numbers above a task's own (一/（二） of 一/（二）/3)."""
    return (task.seq or "").rpartition("/")[0]


def _follows(value: int, last: int) -> bool:
    return value in (last, last + 1)


def _value(seq: str | None) -> int | None:
    if _REGISTERED.fullmatch(seq or ""):
        return None
    bare = _NUMERAL.search((seq or "").split("/")[-1])
    return number(bare[0]) if bare else None


def node_doubts(root: Node, tasks: Sequence[Task]) -> list[Doubt]:
    """Compare the numbers of headings and items, each kind under its heading or through the whole plan."""
    first: dict[str, int] = {}
    for index, task in enumerate(tasks):
        first.setdefault(task.seq or "", index)
    found: list[Doubt] = []
    _check(root, {}, first, found)
    return found


def _check(node: Node, through: dict[str, int], first: dict[str, int], found: list[Doubt]) -> None:
    """Walk the tree; ``through`` has the last number of each kind so far."""
    under: dict[str, int] = {}
    for child in node.children:
        if child.number is None or not child.number.text:
            _check(child, through, first, found)
            continue
        style, value = child.number.style, child.number.value
        last = under.get(style)
        expected = {last + 1} if last is not None else {1, through.get(style, 0) + 1}
        excerpt = last is None and style not in through and value > USUAL.begun_within
        if value not in expected and not excerpt:
            kind = DoubtKind.NUMBER_REPEAT if value == last else DoubtKind.NUMBER_GAP
            path = "/".join(child.path)
            found.append(Doubt(kind, first.get(path), "seq", path, child.texts[0][0].places))
        under[style] = through[style] = value
        _check(child, through, first, found)


def left_over(texts: Sequence[Leftover]) -> list[Doubt]:
    """Say which text belongs to no task."""
    return [
        Doubt(DoubtKind.LEFT_OVER, None, "", left.text.strip()[: USUAL.doubt_quote], left.places)
        for left in texts
        if len(left.text.strip()) >= USUAL.doubt_least and not is_formal(left.text)
    ]


def column_doubts(listing: Listing) -> Iterator[Doubt]:
    """Say which columns are kept without being understood, and which only what stands in them told."""
    whole = any(role is ColumnRole.CONTENT and is_goal_of_year(name) for name, role in listing.guessed)
    names = dict.fromkeys(name for raw in listing.tasks for name in raw.extra)
    kept = [name for name in names if not is_known_header(name) or (whole and is_step(name))]
    if kept:
        yield Doubt(DoubtKind.COLUMN_KEPT, None, "other", "、".join(kept))
    for name, role in dict.fromkeys(listing.guessed):
        yield Doubt(DoubtKind.COLUMN_GUESSED, None, role, f"{name}：{PLAIN_WORDS[role]}")


def parts_apart(parts: Sequence[Part]) -> Doubt:
    """Say which lists of tasks the sheets of a workbook hold that are not one plan."""
    named = (f"{part.title}（{len(part.tasks)}项）" for part in parts)
    return Doubt(DoubtKind.PARTS_APART, None, "", "、".join(named))


def skipped_tables(tables: Sequence[Table]) -> Iterator[Doubt]:
    """Say of each table that gave no task where it stands and how it begins."""
    for table in tables:
        rows = [[cell for cell in row if cell and cell.text] for row in table.rows]
        first = next((row for row in rows if len(row) > 1), None)
        if first and len(rows) > 1 and (table.lost or max(map(len, rows)) >= USUAL.skipped_columns):
            places = tuple(place for cell in first for place in cell.places)
            text = "　".join(cell.text for cell in first)[: USUAL.doubt_quote]
            yield Doubt(DoubtKind.TABLE_SKIPPED, None, "", text, places)


def names_units(table: Table) -> bool:
    """Tell a table one of whose first rows has a column for those who do something: only its work was not found."""
    rows = table.rows[: USUAL.refusal_rows]
    return any(column_role(cell.text) in _UNIT_ROLES for row in rows for cell in row if cell)


# --------------------------------------------------------------------------- what is struck through


def with_struck_doubts(parts: Sequence[Part], document: Document) -> list[Part]:
    """Return the parts, a doubt at each task of which text has a line through it: it may be dropped."""
    struck = list(_struck(document))
    if not struck:
        return list(parts)
    return [replace(part, doubts=(*part.doubts, *_struck_tasks(part.tasks, struck))) for part in parts]


def _struck(document: Document) -> Iterator[tuple[str, Place]]:
    for page in document.pages:
        yield from _struck_on(page)


def _struck_on(page: Page) -> Iterator[tuple[str, Place]]:
    for item in page.items:
        cells = [item] if isinstance(item, Line) else [cell for row in item.rows for cell in row if cell]
        for cell in cells:
            if cell.struck and cell.places:
                yield cell.struck, cell.places[0]


def _struck_tasks(tasks: Sequence[Task], struck: Sequence[tuple[str, Place]]) -> Iterator[Doubt]:
    for index, task in enumerate(tasks):
        found = [(text, place) for text, place in struck if any(_meets(place, own) for own in task.source)]
        if found:
            text = "，".join(text for text, _ in found)[: USUAL.doubt_quote]
            yield Doubt(DoubtKind.STRUCK_OUT, index, "", f"删除线：{text}", tuple(place for _, place in found))


def _meets(one: Place, other: Place) -> bool:
    """Tell whether two places of a file that has no pages have something in common."""
    if isinstance(one, TextPlace) and isinstance(other, TextPlace):
        return one.start < other.end and other.start < one.end
    return one == other


# --------------------------------------------------------------------------- what was recognised from a scan


NOT_RECOGNISED = "有一行没有认出"
"""What is told of a line of which nothing could be read."""


def scan_doubts(document: Document, parts: Sequence[Part] = ()) -> Iterator[Doubt]:
    """Yield the doubt about the whole file, if any of its pages was recognised, and of each page what is unsure on it.

    Lines that stand in a task are doubted there (``with_scan_doubts``).
    """
    if document.recognised:
        yield Doubt(DoubtKind.OCR_READ, None, "", _pages(document.recognised))
    inside = {id(line) for part in parts for line in document.unsure if _tasks_with(line, part.tasks)}
    outside: dict[int, list[Unsure]] = {}
    for line in document.unsure:
        if id(line) not in inside and isinstance(line.place, PagePlace):
            outside.setdefault(line.place.page, []).append(line)
    for page, lines in outside.items():
        told = "；".join(dict.fromkeys(line.text or NOT_RECOGNISED for line in lines))[: USUAL.doubt_quote]
        yield Doubt(DoubtKind.OCR_READ, None, "", f"第{page}页：{told}", tuple(line.place for line in lines))


def with_scan_doubts(parts: Sequence[Part], unsure: Sequence[Unsure]) -> list[Part]:
    """Return the parts, a doubt at each task in whose place on the page a line stands that may be misread."""
    if not unsure:
        return list(parts)
    return [replace(part, doubts=(*part.doubts, *_unsure_tasks(part.tasks, unsure))) for part in parts]


def _unsure_tasks(tasks: Sequence[Task], unsure: Sequence[Unsure]) -> Iterator[Doubt]:
    for line in unsure:
        for index in _tasks_with(line, tasks):
            for field in _fields_with(line.text, tasks[index]):
                yield Doubt(DoubtKind.OCR_READ, index, field, line.text or NOT_RECOGNISED, (line.place,))


def _tasks_with(line: Unsure, tasks: Sequence[Task]) -> list[int]:
    """Return the tasks in which a line stands: in one of their places, else between them, in the narrowest."""
    inside = [i for i, task in enumerate(tasks) if any(_holds(place, line.place) for place in task.source)]
    if inside or not isinstance(line.place, PagePlace):
        return inside
    around = {i: _hull(task, line.place.page) for i, task in enumerate(tasks)}
    held = [i for i, place in around.items() if place and _holds(place, line.place)]
    return sorted(held, key=lambda i: _height(around[i]))[:1]


def _hull(task: Task, page: int) -> PagePlace | None:
    """Return the box around all of a task on a page."""
    boxes = [place.box for place in task.source if isinstance(place, PagePlace) and place.page == page]
    if not boxes:
        return None
    corner = min(box.x0 for box in boxes), min(box.top for box in boxes)
    return PagePlace(page, Box(*corner, max(box.x1 for box in boxes), max(box.bottom for box in boxes)))


def _height(place: PagePlace | None) -> float:
    return place.box.bottom - place.box.top if place else 0.0


def _fields_with(text: str, task: Task) -> tuple[str, ...]:
    """Return the fields of a task that came, wholly or in part, from a line; ("",) where that cannot be told."""
    said = key(text)
    units = task.unit_text or "、".join((*task.lead, *task.responsible, *task.support))
    texts = {"title": task.title, "content": task.content, "units": units, "deadline": task.deadline.text}
    found = [name for name, own in texts.items() if own and _share(said, key(own))]
    if said and said == key((task.seq or "").rpartition("/")[2]):
        found.insert(0, "seq")
    return tuple(found) or ("",)


def _share(one: str, other: str) -> bool:
    """Tell whether one text stands in the other or goes over into it; a single character says nothing."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1 and shorter in longer:
        return True
    return any(one[-n:] == other[:n] or other[-n:] == one[:n] for n in range(USUAL.line_overlap, len(shorter)))


def _holds(place: Place, line: Place) -> bool:
    """Tell whether the middle of a line lies in a place."""
    if not isinstance(place, PagePlace) or not isinstance(line, PagePlace) or place.page != line.page:
        return False
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return place.box.x0 <= x <= place.box.x1 and place.box.top <= y <= place.box.bottom


def _pages(numbers: Sequence[int]) -> str:
    """Return page numbers as a clerk writes them, e.g. 第1—3、5页."""
    runs: list[list[int]] = []
    for page in sorted(set(numbers)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs) + "页"
