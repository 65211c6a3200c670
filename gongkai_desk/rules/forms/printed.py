"""Texts for the blank cells of rows that are printed in a form already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gongkai_desk.domain.forms import (
    FormField,
    Lack,
    RowMatch,
)
from gongkai_desk.rules.forms.body import FormRow, Region, RowKind
from gongkai_desk.rules.forms.heads import HeadColumn, anchors
from gongkai_desk.rules.forms.laying import Laying, Spot, joined, put, task_name

F = FormField
Place = tuple[int, int]
_PRINTED_ABOVE = frozenset({F.CODE, F.SEQ, F.SECTION, F.TITLE, F.CONTENT})
"""What a printed row says itself: never filled."""
_JOINED = frozenset({F.PROGRESS, F.STATE, F.PROBLEMS, F.NEXT_STEPS})
"""What several tasks say in one text; a person reads it first."""


def lay_printed(laying: Laying, regions: Sequence[Region]) -> None:
    """Lay our texts into the blank cells of every printed row that is one of our tasks' beyond doubt."""
    for region in regions:
        columns = {column.position: column for column in region.head.columns if _is_ours(region, column)}
        _write(laying, region, columns, _told(laying, region, columns))
    taken = {number for each in laying.wanted.matches if each.sure for number in each.tasks}
    laying.left(fact for number, fact in laying.wanted.facts.items() if number not in taken)


def _told(laying: Laying, region: Region, columns: Mapping[int, HeadColumn]) -> dict[Place, list[int]]:
    """Return for each cell to fill which tasks it is told of; rows of one merged cell tell of all theirs."""
    found = {(each.grid, each.row): each for each in laying.wanted.matches}
    covered = anchors(laying.tables[region.head.table])
    told: dict[Place, list[int]] = {}
    for row in region.of(RowKind.TASK):
        match = found.get((region.grid, row.index), RowMatch(region.grid, row.index))
        tasks = [number for number in match.tasks if number in laying.wanted.facts]
        if not match.sure or not tasks:
            laying.note(Lack.ROW_UNSURE if tasks else Lack.ROW_UNKNOWN, region, row.index, _name(row), tasks)
            continue
        laying.rows += 1
        if match.spoiled:
            laying.note(Lack.CODE_DIFFERS, region, row.index, _name(row), tasks)
        for column in columns:
            here = told.setdefault(covered.get((row.index, column), (row.index, column)), [])
            here += [number for number in tasks if number not in here]
    return told


def _is_ours(region: Region, column: HeadColumn) -> bool:
    """Tell whether we fill a column of printed rows: what is asked of us, and what the superior left blank wholly."""
    if column.field is None or column.field in _PRINTED_ABOVE:
        return False
    if column.field in (F.UNITS, F.LEAD, F.RESPONSIBLE, F.SUPPORT, F.DEADLINE):
        return not any(row.texts.get(column.field) for row in region.of(RowKind.TASK))
    return True


def _name(row: FormRow) -> str:
    return " ".join(filter(None, (row.texts.get(F.SEQ), row.texts.get(F.TITLE) or row.texts.get(F.CONTENT))))


def _write(
    laying: Laying, region: Region, columns: Mapping[int, HeadColumn], told: Mapping[Place, Sequence[int]]
) -> None:
    rows = Counter(tuple(tasks) for (_, position), tasks in told.items() if columns[position].field is F.PROGRESS)
    several: dict[int, Sequence[int]] = {}
    for (row, position), tasks in sorted(told.items()):
        spot = Spot(region, row, columns[position])
        text = joined(laying, spot, [laying.wanted.facts[number] for number in tasks])
        confirmed = laying.wanted.texts.get((region.grid, row))
        if len(tasks) > 1 and confirmed is None and spot.column.field in _JOINED:
            several[row] = tasks
        if spot.column.field is F.PROGRESS:
            text = text if confirmed is None else confirmed
            if text and rows[tuple(tasks)] > 1:
                laying.note(Lack.SPREAD, region, row, text, tasks)
        put(laying, spot, text)
    for row, tasks in several.items():
        names = "；".join(task_name(laying.wanted.facts[each]) for each in tasks)
        laying.note(Lack.SEVERAL, region, row, names, tasks)
