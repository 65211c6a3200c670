"""A form while texts are laid into it: the words for states, one or several tasks as a text, one text into a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain.cycle.books import BookState
from gongkai_desk.domain.forms import (
    CellText,
    FormField,
    FormNote,
    FormState,
    FormTable,
    Growth,
    Lack,
    RowMatch,
    TaskFacts,
)
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.forms.body import Region
from gongkai_desk.rules.forms.heads import HeadColumn

F = FormField
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

    ``limit``: characters that a person set for texts of progress, 0: as the heads say. ``texts``: progress of printed
    rows (grid, row) as a person wrote it. ``told_only``: no state of tasks on which nothing was told, unless they rest.
    ``sent_back``: the superior wants rows written anew (退回补报).
    """

    facts: Mapping[int, TaskFacts]
    words: Mapping[FormState, str]
    matches: Sequence[RowMatch] = ()
    limit: int = 0
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    told_only: bool = False
    sent_back: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell to fill: ``row`` by the form as it was read, ``shift`` rows stand before it since.

    ``fresh``: in a row that was put in, which looks like ``row`` and is blank.
    """

    region: Region
    row: int
    column: HeadColumn
    shift: int = 0
    fresh: bool = False


@dataclass(slots=True)
class TableLaid:
    """What comes into one table."""

    texts: list[CellText] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)


@dataclass(slots=True)
class Laying:
    """A form while it is laid out."""

    tables: Sequence[FormTable]
    wanted: Wanted
    done: dict[int, TableLaid] = field(default_factory=dict)
    notes: list[FormNote] = field(default_factory=list)
    rows: int = 0

    def table(self, region: Region) -> TableLaid:
        """Return what comes into the table of a region."""
        return self.done.setdefault(region.head.table, TableLaid())

    def note(self, lack: Lack, region: Region, row: int, text: str, tasks: Iterable[int] = (), limit: int = 0) -> None:
        """Note what a person should look at in a row."""
        self.notes.append(FormNote(lack, region.head.table, row, text, tuple(tasks), limit))

    def left(self, facts: Iterable[TaskFacts]) -> None:
        """Note tasks that no row takes."""
        self.notes += [FormNote(Lack.TASK_LEFT, 0, None, task_name(each), (each.task.id,)) for each in facts]


def task_name(fact: TaskFacts) -> str:
    """Return a task's number and name as a list shows it."""
    task = fact.task
    return " ".join(filter(None, (task.seq, task.title or task.content)))


def joined(laying: Laying, spot: Spot, facts: Sequence[TaskFacts]) -> str:
    """Return the text of one or several tasks for a cell."""
    column = spot.column
    if column.field is F.STATE:
        return _state_word(laying, spot, facts)
    texts = [_own_text(fact, column) for fact in facts]
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


def _own_text(fact: TaskFacts, column: HeadColumn) -> str:
    """Return what a task says in a column; 联系人及电话 is both."""
    text = fact.texts.get(column.field, "") if column.field is not None else ""
    if column.phone and column.field is F.CONTACT:
        return "\n".join(filter(None, (text, fact.texts.get(F.PHONE, ""))))
    return text


_AT_REST = (FormState.DONE, FormState.NOT_APPLICABLE)
_WORST = (FormState.LATE, FormState.RUNNING, FormState.NOT_STARTED, FormState.DONE, FormState.NOT_APPLICABLE)


def _state_word(laying: Laying, spot: Spot, facts: Sequence[TaskFacts]) -> str:
    """Return the form's word for how tasks stand together: done is only what all have done."""
    if BookState.ZERO in spot.column.choices and all(fact.zero and not fact.texts.get(F.PROGRESS) for fact in facts):
        return BookState.ZERO
    if laying.wanted.told_only and not any(fact.texts.get(F.PROGRESS) or fact.state in _AT_REST for fact in facts):
        return ""
    states = {fact.state for fact in facts}
    if len(states) > 1:
        states -= {FormState.NOT_APPLICABLE}
    if states == {FormState.DONE, FormState.NOT_STARTED}:
        states = {FormState.RUNNING}
    state = next(each for each in _WORST if each in states)
    word = laying.wanted.words.get(state, "")
    if not word:
        ids = (fact.task.id for fact in facts)
        laying.note(Lack.NO_STATE_WORD, spot.region, spot.row, USUAL_WORDS[state], ids)
    return word


def put(laying: Laying, spot: Spot, text: str) -> None:
    """Put a text into a blank cell; one that holds something is told and left."""
    cell = laying.tables[spot.region.head.table].at(spot.row, spot.column.position)
    if not text or (spot.fresh and cell is not None and cell.formula):
        return
    if not spot.fresh and cell is not None and (cell.text or cell.formula):
        anew = laying.wanted.sent_back and not cell.formula
        if fold(cell.text) != fold(text):
            lack = Lack.REWRITTEN if anew else Lack.CELL_HELD
            laying.note(lack, spot.region, spot.row, f"{spot.column.header}：{cell.text or '公式'}")
        if not anew or fold(cell.text) == fold(text):
            return
    row, column = spot.row + spot.shift, spot.column
    limit = column.limit or (laying.wanted.limit if column.field is F.PROGRESS else 0)
    if limit and len("".join(text.split())) > limit:
        laying.note(Lack.OVER, spot.region, row if spot.fresh else spot.row, text, limit=limit)
    number = column.field is F.SEQ and text.isdecimal()
    laying.table(spot.region).texts.append(CellText(row, column.position, text, number))
