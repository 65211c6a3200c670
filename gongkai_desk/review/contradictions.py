"""正文与附件不一致: where a file's tables differ from its own body, as doubts about the tables' tasks.

One rule for ``parse``, import and ``compare``: the lists of a plan's body against those of its annex, joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Doubt, DoubtKind, Draft, Part, PartKind, Readings, Task
from gongkai_desk.domain.revision import Difference, DifferenceKind, Value
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.wording.differences import difference_sentence, readings_text
from gongkai_desk.words.units import UnitDirectory

_ALSO = {DifferenceKind.UNIT_ORDER}  # not material, but the first unit may be the one that leads
_OF_WHOLE_TASKS = {  # no two readings of one thing
    DifferenceKind.TASK_DROPPED,
    DifferenceKind.TASK_ADDED,
    DifferenceKind.ROW_UNDER_OTHER_ITEM,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Where the tables of one plan (indexes in ``Draft.parts``) differ from its body; the body is the first list."""

    tables: tuple[int, ...]
    differences: tuple[Difference, ...]


def bodies_against_annexes(draft: Draft, directory: UnitDirectory) -> Iterator[Compared]:
    """Yield each plan of a draft that has both, its body compared with its tables."""
    for plan in range(len(draft.plans)):
        body, tables = (_of_plan(draft, plan, kind) for kind in (PartKind.NARRATIVE, PartKind.TABLE))
        if body and tables:
            yield Compared(tables, compare_lists(_tasks(draft.parts, body), _tasks(draft.parts, tables), directory))


def with_contradictions(draft: Draft, directory: UnitDirectory) -> Draft:
    """Return the draft, tables with a doubt for each thing in which they differ materially from their plan's body."""
    found: defaultdict[int, list[Doubt]] = defaultdict(list)
    for compared in bodies_against_annexes(draft, directory):
        rows = _Rows(draft.parts, compared.tables)
        for difference in compared.differences:
            if difference.material or difference.kind in _ALSO:
                table, task = rows.about(difference)
                found[table].append(_doubt(difference, task))
    parts = (replace(part, doubts=(*part.doubts, *found[at])) for at, part in enumerate(draft.parts))
    return replace(draft, parts=tuple(parts))


def _of_plan(draft: Draft, plan: int, kind: PartKind) -> tuple[int, ...]:
    return tuple(at for at, part in enumerate(draft.parts) if part.plan == plan and part.kind is kind)


def _tasks(parts: tuple[Part, ...], chosen: tuple[int, ...]) -> tuple[Task, ...]:
    return tuple(task for at in chosen for task in parts[at].tasks)


class _Rows:
    """Where the tasks of a plan's tables stand: table and index by place, and by printed number."""

    def __init__(self, parts: tuple[Part, ...], tables: tuple[int, ...]) -> None:
        rows = [(table, at, task) for table in tables for at, task in enumerate(parts[table].tasks)]
        self._first = tables[0]
        self._by_place = {place: (table, at) for table, at, task in reversed(rows) for place in task.source}
        self._by_number = {task.seq: (table, at) for table, at, task in reversed(rows)}

    def about(self, difference: Difference) -> tuple[int, int | None]:
        """Return table and task that a difference is about, no task where it is about the whole list."""
        found = next((self._by_place[place] for place in difference.source[1] if place in self._by_place), None)
        number = difference.item[1]
        if found is None and number is not None:
            found = self._by_number.get(number)
        return found or (self._first, None)


def _doubt(difference: Difference, task: int | None) -> Doubt:
    nothing = difference.a is None and difference.b is None
    if nothing or difference.kind in _OF_WHOLE_TASKS:
        readings, text = None, difference_sentence(difference)
    else:
        readings = Readings(_said(difference.a), _said(difference.b))
        text = readings_text(readings)
    return Doubt(DoubtKind.BODY_AND_ANNEX, task, difference.field, text, difference.source[1], readings)


def _said(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
