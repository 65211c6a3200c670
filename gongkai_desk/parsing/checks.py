"""Doubts about a part or a file as a whole: numbers that jump or repeat, text left over, lines of a scan misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.plan import Doubt, DoubtKind, PagePlace, Part, Place, Task
from gongkai_desk.parsing.blocks.model import Leftover
from gongkai_desk.parsing.prose.tree import Node
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Unsure
from gongkai_desk.words.lexicon import ORDINAL
from gongkai_desk.words.normal import number
from gongkai_desk.words.papers import is_formal

_NUMERAL = re.compile(rf"[0-9]+$|[0-9]+|[{ORDINAL}]+")  # «12», «1.3», «第一条»


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
    return found


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
        if value not in expected:
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


# --------------------------------------------------------------------------- what was recognised from a scan


def scan_doubts(document: Document) -> Iterator[Doubt]:
    """Yield the doubt about the whole file, if any of its pages was recognised."""
    if document.recognised:
        yield Doubt(DoubtKind.OCR_READ, None, "", _pages(document.recognised))


def with_scan_doubts(parts: Sequence[Part], unsure: Sequence[Unsure]) -> list[Part]:
    """Return the parts, a doubt at each task in whose place on the page a line stands that may be misread."""
    if not unsure:
        return list(parts)
    return [replace(part, doubts=(*part.doubts, *_unsure_tasks(part.tasks, unsure))) for part in parts]


def _unsure_tasks(tasks: Sequence[Task], unsure: Sequence[Unsure]) -> Iterator[Doubt]:
    for index, task in enumerate(tasks):
        for line in unsure:
            if any(_holds(place, line.place) for place in task.source):
                yield Doubt(DoubtKind.OCR_READ, index, "", line.text, (line.place,))


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
