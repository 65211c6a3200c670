"""Tasks laid into an empty form: under its sections, table by table, with as many new rows as they need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from gongkai_desk.domain.forms import (
    FormField,
    Growth,
    Lack,
    TaskFacts,
)
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.forms.body import FormRow, Region, RowKind
from gongkai_desk.rules.forms.laying import Laying, Spot, joined, put

F = FormField
_OF_SOME = frozenset({F.PROBLEMS, F.NEXT_STEPS, F.EVIDENCE})
"""A table that asks for these and not for progress is of the tasks that have any."""
_LIKE_SECTION = 80.0  # percent from which two names of sections are one
_SECTION_NUMBER = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")


def lay_empty(laying: Laying, regions: Sequence[Region]) -> None:
    """Lay the plan's tasks into the tables of a form, each into the table and section that asks for it."""
    left = dict(laying.wanted.facts)
    shifts: dict[int, int] = {}
    heads = [_heads(region) for region in regions]
    for place, region in enumerate(regions):
        for row in region.of(RowKind.EXAMPLE):
            laying.note(Lack.EXAMPLE, region, row.index, row.words)
        tasks = _tasks_of(laying, region, alone=heads.count(heads[place]) == 1)
        parted = bool(region.of(RowKind.SECTION)) and _have_sections(laying.wanted.facts.values())
        if tasks is None and heads[place] in heads[:place] and not parted:
            continue  # a second table of one kind, whose name says nothing: the first took all
        table = region.head.table
        facts = list(laying.wanted.facts.values()) if tasks is None else tasks
        shifts[table] = _lay_region(laying, region, facts, shifts.get(table, 0), left)
    laying.left(left.values())


def _heads(region: Region) -> tuple[str, ...]:
    return tuple(fold(column.header) for column in region.head.columns)


def _tasks_of(laying: Laying, region: Region, *, alone: bool) -> list[TaskFacts] | None:
    """Return the tasks that a table asks for by its head or, among several of one kind, by its name; ``None``: any."""
    facts = laying.wanted.facts.values()
    fields = {column.field for column in region.head.columns if column.field is not None}
    if alone:
        asked = fields & _OF_SOME
        told = asked and F.PROGRESS not in fields
        return [fact for fact in facts if any(fact.texts.get(each) for each in asked)] if told else None
    table = laying.tables[region.head.table]
    named = [fact for fact in facts if any(_is_section(fact, each) for each in (table.name, table.caption) if each)]
    return named or None


def _is_section(fact: TaskFacts, name: str) -> bool:
    """Tell whether a task stands in the section of this name."""
    return any(_same_section(each, name) for each in (*fact.task.section, fact.task.part or "") if each)


def _same_section(a: str, b: str) -> bool:
    one, other = (fold(_SECTION_NUMBER.sub("", each.strip())) for each in (a, b))
    return bool(one and other) and (fuzz.ratio(one, other) >= _LIKE_SECTION or one in other or other in one)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows to fill that follow one another, under one section; ``after``: the row behind which more are put in."""

    section: str
    rows: tuple[FormRow, ...]
    after: int
    like: int


def _blocks(region: Region) -> list[_Block]:
    """Return the blocks of a region; one without a row where there is nothing but a head."""
    found, run = [], list[FormRow]()
    rows = [*region.of(RowKind.ROOM)]
    for row in rows:
        if run and (row.index != run[-1].index + 1 or row.section != run[-1].section):
            found.append(_block(run))
            run = []
        run.append(row)
    if run:
        found.append(_block(run))
    return found + [each for each in _bare_sections(region) if not any(b.section == each.section for b in found)]


def _block(run: Sequence[FormRow]) -> _Block:
    return _Block(run[0].section, tuple(run), run[-1].index, run[-1].index)


def _bare_sections(region: Region) -> Iterator[_Block]:
    """Yield a block without rows for a section that another follows at once, or for a head without any row."""
    model = next((row.index for row in region.of(RowKind.ROOM, RowKind.EXAMPLE)), region.head.last)
    sections = region.of(RowKind.SECTION)
    for row, following in pairwise([*region.rows, None]):
        if (
            row is not None
            and row.kind is RowKind.SECTION
            and (following is None or following.kind is not RowKind.ROOM)
        ):
            yield _Block(row.section, (), row.index, model)
    if not sections and not region.of(RowKind.ROOM):
        examples = region.of(RowKind.EXAMPLE)
        after = examples[-1].index if examples else region.head.last
        yield _Block("", (), after, model)


def _lay_region(
    laying: Laying, region: Region, facts: Sequence[TaskFacts], shift: int, left: dict[int, TaskFacts]
) -> int:
    """Lay tasks into a region; return by how many rows what follows it moves down."""
    blocks = _blocks(region)
    number = 0
    for block in sorted(blocks, key=lambda each: each.after):
        here = _of_block(block, blocks, facts)
        number, more = _lay_block(laying, region, block, here, (number, shift))
        shift += more
        for fact in here:
            left.pop(fact.task.id, None)
    return shift


def _of_block(block: _Block, blocks: Sequence[_Block], facts: Sequence[TaskFacts]) -> list[TaskFacts]:
    """Return the tasks for a block: those of its section; all where the form or the plan has no sections."""
    if block.section and (len(blocks) > 1 or _have_sections(facts)):
        return [fact for fact in facts if _is_section(fact, block.section)]
    return list(facts) if block is blocks[0] and not any(each.section for each in blocks[1:]) else []


def _have_sections(facts: Iterable[TaskFacts]) -> bool:
    return any(fact.task.section or fact.task.part for fact in facts)


def _lay_block(
    laying: Laying, region: Region, block: _Block, facts: Sequence[TaskFacts], at: tuple[int, int]
) -> tuple[int, int]:
    """Lay tasks into a block; return the last number, and how many rows were put in."""
    number, shift = at
    more = max(0, len(facts) - len(block.rows))
    if more:
        laying.table(region).growths.append(Growth(block.after, block.like, more, apart=not block.rows))
    for row, fact in zip(block.rows, facts, strict=False):
        printed = row.texts.get(F.SEQ, "")
        number = int(printed) if printed.isdecimal() else number + 1
        _lay_row(laying, region, (row.index, shift), fact, "" if printed else str(number))
    below = shift + block.after + 1 - block.like
    for place, fact in enumerate(facts[len(block.rows) :]):
        number += 1
        _lay_row(laying, region, (block.like, below + place), fact, str(number), fresh=True)
    return number, more


def _lay_row(
    laying: Laying, region: Region, at: tuple[int, int], fact: TaskFacts, number: str, *, fresh: bool = False
) -> None:
    """Lay one task into a row; ``at``: its row and shift, as ``Spot`` has them."""
    laying.rows += 1
    row, shift = at
    table = laying.tables[region.head.table]
    for column in region.head.columns:
        is_cell = table.at(row, column.position) is not None or row <= region.head.last
        if column.field is not None and is_cell:
            spot = Spot(region, row, column, shift, fresh)
            put(laying, spot, number if column.field is F.SEQ else joined(laying, spot, [fact]))
