"""What is written where: our texts laid into the rows of a form, and what of them waits for a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from gongkai_desk.domain.forms import (
    CellText,
    Filled,
    FormField,
    FormMode,
    FormNote,
    FormState,
    FormTable,
    Growth,
    Lack,
    RowMatch,
    TableFill,
    TaskFacts,
)
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.forms.body import FormRow, Region, RowKind
from gongkai_desk.rules.forms.heads import HeadColumn, anchors

F = FormField
Place = tuple[int, int]
_PRINTED_ABOVE = frozenset({F.SEQ, F.SECTION, F.TITLE, F.CONTENT})
"""What a printed row says itself: never filled."""
_OF_SOME = frozenset({F.PROBLEMS, F.NEXT_STEPS, F.EVIDENCE})
"""A table that asks for these and not for progress is of the tasks that have any."""
_LIKE_SECTION = 80.0  # percent from which two names of sections are one
_SECTION_NUMBER = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*")
USUAL_WORDS = {
    FormState.DONE: "已完成",
    FormState.RUNNING: "持续推进",
    FormState.LATE: "滞后",
    FormState.NOT_STARTED: "未启动",
    FormState.NOT_APPLICABLE: "不涉及",
}
_WORD_LIKE = {  # how a form's own words for a state read; the first that fits
    FormState.DONE: r"^(?!.*(?:未|基本|部分|没有)).*(?:完成|办结|落实)",
    FormState.RUNNING: r"持续|推进|进行|正在|正常|序时|按期",
    FormState.LATE: r"滞后|逾期|超期|缓慢|未按",
    FormState.NOT_STARTED: r"未启动|未开展|未开始|尚未",
    FormState.NOT_APPLICABLE: r"不涉及|无此|不适用",
}


def words_for(choices: Sequence[str]) -> dict[FormState, str]:
    """Return a form's words for states; without a drop-down the usual ones."""
    if not choices:
        return dict(USUAL_WORDS)
    found = {
        state: next((word for word in choices if re.search(pattern, word)), "") for state, pattern in _WORD_LIKE.items()
    }
    found[FormState.LATE] = found[FormState.LATE] or found[FormState.RUNNING]
    return {state: word for state, word in found.items() if word}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form is filled from: tasks in the plan's order, words for states, and rows as they were matched.

    ``limit``: characters that a person set for texts of progress, 0: as the heads say.
    """

    facts: Mapping[int, TaskFacts]
    words: Mapping[FormState, str]
    matches: Sequence[RowMatch] = ()
    limit: int = 0


@dataclass(slots=True)
class _Table:
    """What comes into one table."""

    texts: list[CellText] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)


@dataclass(slots=True)
class _Laying:
    """A form while it is laid out."""

    tables: Sequence[FormTable]
    wanted: Wanted
    done: dict[int, _Table] = field(default_factory=dict)
    notes: list[FormNote] = field(default_factory=list)
    rows: int = 0

    def table(self, number: int) -> _Table:
        return self.done.setdefault(number, _Table())

    def note(self, lack: Lack, region: Region | None, row: int | None, text: str = "", **more: object) -> None:
        table = region.head.table if region is not None else 0
        self.notes.append(FormNote(lack, table, row, text, **more))  # type: ignore[arg-type]


def filled(tables: Sequence[FormTable], regions: Sequence[Region], mode: FormMode, wanted: Wanted) -> Filled:
    """Return what is written into a form."""
    laying = _Laying(tables, wanted)
    if mode is FormMode.PRINTED:
        _lay_printed(laying, regions)
    else:
        _lay_empty(laying, regions)
    fills = (TableFill(number, tuple(each.growths), tuple(each.texts)) for number, each in sorted(laying.done.items()))
    return Filled(mode, tuple(each for each in fills if each.texts), laying.rows, tuple(laying.notes))


# ---- printed rows


def _lay_printed(laying: _Laying, regions: Sequence[Region]) -> None:
    facts = laying.wanted.facts
    found = {(each.grid, each.row): each for each in laying.wanted.matches}
    for region in regions:
        asked = [column for column in region.head.columns if _is_ours(region, column)]
        told: dict[Place, list[int]] = {}
        covered = anchors(laying.tables[region.head.table])
        for row in region.of(RowKind.TASK):
            one = found.get((region.grid, row.index))
            tasks = tuple(number for number in one.tasks if number in facts) if one is not None else ()
            if one is None or not one.sure or not tasks:
                lack = Lack.ROW_UNSURE if tasks else Lack.ROW_UNKNOWN
                laying.note(lack, region, row.index, _name(row), tasks=tasks)
                continue
            laying.rows += 1
            for column in asked:
                place = covered.get((row.index, column.position), (row.index, column.position))
                told.setdefault(place, [])
                told[place] += [number for number in tasks if number not in told[place]]
        _write_printed(laying, region, {column.position: column for column in asked}, told)
    taken = {number for each in laying.wanted.matches if each.sure for number in each.tasks}
    for number, fact in facts.items():
        if number not in taken:
            laying.note(Lack.TASK_LEFT, None, None, task_name(fact), tasks=(number,))


def _is_ours(region: Region, column: HeadColumn) -> bool:
    """Tell whether we fill a column of printed rows: what is asked of us, and what the superior left blank wholly."""
    if column.field is None or column.field in _PRINTED_ABOVE:
        return False
    if column.field in (F.UNITS, F.LEAD, F.RESPONSIBLE, F.SUPPORT, F.DEADLINE):
        return not any(row.texts.get(column.field) for row in region.of(RowKind.TASK))
    return True


def _name(row: FormRow) -> str:
    return " ".join(filter(None, (row.texts.get(F.SEQ), row.texts.get(F.TITLE) or row.texts.get(F.CONTENT))))


def task_name(fact: TaskFacts) -> str:
    """Return a task's number and name as a list shows it."""
    task = fact.task
    return " ".join(filter(None, (task.seq, task.title or task.content)))


def _write_printed(
    laying: _Laying, region: Region, columns: Mapping[int, HeadColumn], told: Mapping[Place, list[int]]
) -> None:
    several: dict[int, tuple[int, ...]] = {}
    rows = Counter(tuple(numbers) for (_, position), numbers in told.items() if columns[position].field is F.PROGRESS)
    for (row, position), numbers in sorted(told.items()):
        facts = [laying.wanted.facts[number] for number in numbers]
        text = _joined(laying, region, row, columns[position], facts)
        if len(facts) > 1 and columns[position].field in (F.PROGRESS, F.STATE, F.PROBLEMS, F.NEXT_STEPS):
            several[row] = tuple(numbers)
        if columns[position].field is F.PROGRESS and text and rows[tuple(numbers)] > 1:
            laying.note(Lack.SPREAD, region, row, text, tasks=tuple(numbers))
        _put(laying, region, row, columns[position], text)
    for row, tasks in several.items():
        laying.note(
            Lack.SEVERAL, region, row, "；".join(task_name(laying.wanted.facts[each]) for each in tasks), tasks=tasks
        )


def _joined(laying: _Laying, region: Region, row: int, column: HeadColumn, facts: Sequence[TaskFacts]) -> str:
    """Return the text of one or several tasks for a cell."""
    if column.field is F.STATE:
        return _state_word(laying, region, row, facts)
    texts = [_text(fact, column) for fact in facts]
    told = [(fact, text) for fact, text in zip(facts, texts, strict=True) if text]
    if len({text for _, text in told}) < 2:
        return told[0][1] if told else ""
    if column.field in (F.PROGRESS, F.PROBLEMS, F.NEXT_STEPS):
        return "\n".join(f"{_number(fact, place)}.{text}" for place, (fact, text) in enumerate(told, 1))
    lines = (line for _, text in told for line in text.split("\n"))
    return "\n".join(dict.fromkeys(lines))


def _number(fact: TaskFacts, place: int) -> str:
    number = (fact.task.seq or "").rpartition("/")[2].strip("().、（）． ")
    return number or str(place)


def _text(fact: TaskFacts, column: HeadColumn) -> str:
    assert column.field is not None
    text = fact.texts.get(column.field, "")
    if column.phone and column.field is F.CONTACT:
        return "\n".join(filter(None, (text, fact.texts.get(F.PHONE, ""))))
    return text


_WORST = (FormState.LATE, FormState.RUNNING, FormState.NOT_STARTED, FormState.DONE, FormState.NOT_APPLICABLE)


def _state_word(laying: _Laying, region: Region, row: int, facts: Sequence[TaskFacts]) -> str:
    """Return the form's word for how tasks stand together: done is only what all have done."""
    states = {fact.state for fact in facts}
    if len(states) > 1:
        states -= {FormState.NOT_APPLICABLE}
    if states == {FormState.DONE, FormState.NOT_STARTED}:
        states = {FormState.RUNNING}
    state = next(each for each in _WORST if each in states)
    word = laying.wanted.words.get(state, "")
    if not word:
        tasks = tuple(fact.task.id for fact in facts)
        laying.note(Lack.NO_STATE_WORD, region, row, USUAL_WORDS[state], tasks=tasks)
    return word


def _put(laying: _Laying, region: Region, row: int, column: HeadColumn, text: str, shift: int = 0) -> None:
    """Put a text into a blank cell; ``row`` by the form as it was read, ``shift`` rows stand before it since."""
    if not text:
        return
    cell = laying.tables[region.head.table].at(row, column.position)
    if cell is not None and (cell.text or cell.formula):
        if fold(cell.text) != fold(text):
            laying.note(Lack.CELL_HELD, region, row, f"{column.header}：{cell.text or '公式'}")
        return
    limit = column.limit or (laying.wanted.limit if column.field is F.PROGRESS else 0)
    if limit and len("".join(text.split())) > limit:
        laying.note(Lack.OVER, region, row, text, limit=limit)
    number = column.field is F.SEQ and text.isdecimal()
    laying.table(region.head.table).texts.append(CellText(row + shift, column.position, text, number))


# ---- an empty form


def _lay_empty(laying: _Laying, regions: Sequence[Region]) -> None:
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
    for number, fact in left.items():
        laying.note(Lack.TASK_LEFT, None, None, task_name(fact), tasks=(number,))


def _heads(region: Region) -> tuple[str, ...]:
    return tuple(fold(column.header) for column in region.head.columns)


def _tasks_of(laying: _Laying, region: Region, *, alone: bool) -> list[TaskFacts] | None:
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
    laying: _Laying, region: Region, facts: Sequence[TaskFacts], shift: int, left: dict[int, TaskFacts]
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
    laying: _Laying, region: Region, block: _Block, facts: Sequence[TaskFacts], at: tuple[int, int]
) -> tuple[int, int]:
    """Lay tasks into a block; return the last number, and how many rows were put in."""
    number, shift = at
    more = max(0, len(facts) - len(block.rows))
    if more:
        apart = not block.rows
        laying.table(region.head.table).growths.append(Growth(block.after, block.like, more, apart))
    for place, fact in enumerate(facts):
        old = place < len(block.rows)
        row = block.rows[place].index if old else block.like
        offset = shift if old else shift + block.after + 1 + place - len(block.rows) - block.like
        printed = block.rows[place].texts.get(F.SEQ, "") if old else ""
        number = int(printed) if printed.isdecimal() else number + 1
        _lay_row(laying, region, (row, offset, old), fact, number)
    return number, more


def _lay_row(laying: _Laying, region: Region, at: tuple[int, int, bool], fact: TaskFacts, number: int) -> None:
    """Lay one task into a row: one that stands there, or a new one that is like ``row``."""
    row, offset, old = at
    laying.rows += 1
    table = laying.tables[region.head.table]
    for column in region.head.columns:
        if column.field is None:
            continue
        text = str(number) if column.field is F.SEQ else _joined(laying, region, row, column, [fact])
        cell = table.at(row, column.position)
        if cell is None or (not old and cell.formula):
            continue
        if old:
            if not (column.field is F.SEQ and cell.text):
                _put(laying, region, row, column, text, offset)
        elif text:
            limit = column.limit or (laying.wanted.limit if column.field is F.PROGRESS else 0)
            if limit and len("".join(text.split())) > limit:
                laying.note(Lack.OVER, region, row + offset, text, limit=limit)
            number_cell = column.field is F.SEQ and text.isdecimal()
            laying.table(region.head.table).texts.append(CellText(row + offset, column.position, text, number_cell))
