"""A row of an old ledger as work on a task: its state, what was told of it and when, evidence; the rest stays."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import OUT, PAUSED, State
from gongkai_desk.domain.year.ledger_in import (
    NO_ANSWERS,
    Asked,
    AskedKind,
    DoneThen,
    Kept,
    Ledger,
    LedgerAnswers,
    LedgerColumn,
    LedgerField,
    LedgerRead,
    LedgerTask,
)
from gongkai_desk.rules.returns.proofs import proofs_in
from gongkai_desk.rules.year.ledger_columns import columns_of, month_of
from gongkai_desk.rules.year.ledger_states import is_tick, likely_state, state_in_header, state_of_word
from gongkai_desk.words.normal import squash
from gongkai_desk.words.whole_dates import read_day

_SAYS_NOTHING = frozenset({"", "无", "暂无", "/", "—", "-"})
_EMPTY_AS_NONE = frozenset({LedgerField.PROBLEMS, LedgerField.NEXT_STEPS, LedgerField.EVIDENCE})
"""Columns in which 无 is how a paper prints an empty cell."""
_WORD = 12  # characters of the longest word of a state
_LINK_BELOW = re.compile(r"\s*\n\s*(?=https?://)")  # a name, its link on the line below: one piece
_PIECES = re.compile(r"[；;\n]")
_DATED = re.compile(r"(?P<day>(?:20\d\d[.年/-])?\d{1,2}[.月/-]\d{1,2}日?)\s*[：:]\s*(?P<text>.+)", re.DOTALL)
_NOT_OPEN = OUT | PAUSED | {State.PENDING}


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says, before anybody knows what its words mean; ``odd``: a question of this row alone."""

    place: int
    words: tuple[str, ...] = ()  # one for the task, or one for each of its units
    header: str = ""
    several: bool = False
    finished: date | None = None
    unread_day: str = ""
    told: tuple[DoneThen, ...] = ()
    evidence_text: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Then:
    """When a ledger was kept: the year it is of, the day of taking it over, or that to which it stands."""

    year: int
    today: date
    as_of: date | None = None

    @property
    def told(self) -> date:
        """Return the day to which progress without a day stands, at the latest the end of the ledger's year."""
        day = min(self.as_of or self.today, self.today)
        return min(day, date(self.year, 12, 31)) if self.year < self.today.year else day


def understood(
    read: LedgerRead, then: Then, answers: LedgerAnswers = NO_ANSWERS, known: Mapping[str, State] | None = None
) -> Ledger:
    """Return a ledger as it would be stored.

    ``known``: what words meant in a ledger before. A word or colour that says nothing sure is asked for, not guessed;
    a column of which nobody knows what it holds stays with its tasks.
    """
    columns = _asked_first(columns_of(read, answers.columns), read, then, answers)
    of = {column.header: column.field for column in columns if not column.plan_field}
    tasks = read.draft.parts[read.part].tasks
    rows = [_row(place, task, of, read.colours.get(place, ""), then) for place, task in enumerate(tasks)]
    states, proposals = _states(rows, read.legend, answers.states, known or {})
    done = tuple(_done(row, states) for row in rows)
    kept = tuple(_kept(read, columns, rows))
    learnt = {word: state for word, state in answers.states.items() if state is not None and word in states}
    ledger = Ledger(read, columns, done, states, proposals, learnt, kept=kept)
    return replace(ledger, asked=tuple(_questions(ledger, rows, then, answers)))


# ---- columns


def _asked_first(
    columns: Sequence[LedgerColumn], read: LedgerRead, then: Then, answers: LedgerAnswers
) -> tuple[LedgerColumn, ...]:
    """Keep columns of periods as they are where some are filled ahead: they may be plans, and a person says so."""
    if not _ahead(columns, then) or any(answers.columns.get(each.header) for each in _by_period(columns)):
        return tuple(columns)
    kept = {each.header for each in _by_period(columns)}
    return tuple(replace(each, field=LedgerField.KEPT) if each.header in kept else each for each in columns)


def _by_period(columns: Sequence[LedgerColumn]) -> list[LedgerColumn]:
    return [each for each in columns if each.field is LedgerField.BY_PERIOD]


def _ahead(columns: Sequence[LedgerColumn], then: Then) -> list[str]:
    """Return the headers of periods that have not begun on the day and are filled all the same."""
    found = []
    for each in _by_period(columns):
        year, month = month_of(each.header) or (None, 0)
        if each.filled and (year or then.year, month - 2) > (then.today.year, then.today.month):
            found.append(each.header)
    return found


def _kept(read: LedgerRead, columns: Sequence[LedgerColumn], rows: Sequence[_Row]) -> Iterator[Kept]:
    for each in columns:
        if each.field is LedgerField.KEPT and not each.plan_field and each.filled:
            yield Kept(each.header, each.filled)
    unused = sum((read.colours[row.place],) != row.words for row in rows if row.place in read.colours)
    if unused:
        yield Kept("单元格颜色", unused)


# ---- a row


def _row(place: int, task: Task, of: Mapping[str, LedgerField], colour: str, then: Then) -> _Row:
    texts: dict[LedgerField, dict[str, str]] = {}
    for header, text in task.extra.items():
        kind = of.get(header, LedgerField.KEPT)
        if kind not in _EMPTY_AS_NONE or squash(text) not in _SAYS_NOTHING:
            texts.setdefault(_holds(kind, text), {})[header] = text
    units = len(dict.fromkeys((*task.lead, *task.responsible)))
    row = _with_state(_Row(place, extra=dict(texts.get(LedgerField.KEPT, {}))), texts, units, colour)
    return _with_work(_with_day(row, texts.get(LedgerField.FINISHED, {}), then), texts, then)


def _holds(kind: LedgerField, text: str) -> LedgerField:
    """Return what a cell holds: what says nothing stays, and sentences under 完成情况 are progress."""
    if squash(text) in _SAYS_NOTHING or (kind is LedgerField.TICKED and not is_tick(text)):
        return LedgerField.KEPT
    long = any(len(squash(line)) > _WORD and state_of_word(line) is None for line in text.split("\n"))
    return LedgerField.PROGRESS if kind is LedgerField.STATE and long else kind


def _with_state(row: _Row, texts: Mapping[LedgerField, Mapping[str, str]], units: int, colour: str) -> _Row:
    """Take the state: of the ticked column, of a word, of the colour, the first that there is."""
    ticked, said = texts.get(LedgerField.TICKED, {}), texts.get(LedgerField.STATE, {})
    if len(ticked) > 1:
        return replace(row, several=True, extra={**row.extra, **ticked, **said})
    if ticked:
        header = next(iter(ticked))
        return replace(row, words=(header,), header=header, extra={**row.extra, **said})
    if not said:
        return replace(row, words=(colour,) if colour else ())
    (header, text), *others = said.items()
    lines = tuple(squash(line) for line in text.split("\n") if line.strip())
    extra = {**row.extra, **dict(others)}
    if len(lines) > 1 and len(lines) == units:  # a row a unit, under one task
        return replace(row, words=lines, header=header, extra={**extra, header: text})
    return replace(row, words=(squash(text),), header=header, extra=extra)


def _with_day(row: _Row, texts: Mapping[str, str], then: Then) -> _Row:
    if not texts:
        return row
    first, *others = texts.items()
    day = read_day(squash(first[1]), date(then.year, 12, 31))
    if day is None or day > then.today:
        return replace(row, unread_day=first[1], extra={**row.extra, **texts})
    return replace(row, finished=day, extra={**row.extra, **dict(others)})


def _with_work(row: _Row, texts: Mapping[LedgerField, Mapping[str, str]], then: Then) -> _Row:
    by_month = sorted(_by_month(texts.get(LedgerField.BY_PERIOD, {}), then), key=lambda each: each.period)
    told = (*by_month, *_progress(texts.get(LedgerField.PROGRESS, {}), then, len(row.words)))
    problems, steps = (texts.get(kind, {}) for kind in (LedgerField.PROBLEMS, LedgerField.NEXT_STEPS))
    extra = dict(row.extra)
    if told:
        last = replace(told[-1], problems="\n".join(problems.values()), next_steps="\n".join(steps.values()))
        told = (*told[:-1], last)
    else:
        extra |= {**problems, **steps}
    shown = texts.get(LedgerField.EVIDENCE, {})
    evidence = _LINK_BELOW.sub(" ", "\n".join(shown.values()))
    return replace(row, told=told, evidence_text=evidence, extra=extra if proofs_in(evidence) else {**extra, **shown})


def _by_month(texts: Mapping[str, str], then: Then) -> Iterator[DoneThen]:
    for header, text in texts.items():
        year, month = month_of(header) or (None, 1)
        end = _month_end(year or then.year, month)
        day = min(end, then.told)
        yield DoneThen(day, last_month_over(day), text)


def _progress(texts: Mapping[str, str], then: Then, units: int) -> Iterator[DoneThen]:
    """Yield one entry of progress, or one for each unit; several columns stand in it, each behind its header."""
    day, period = then.told, last_month_over(then.told)
    lines = [line for text in texts.values() for line in text.split("\n") if line.strip()]
    if units > 1 and len(texts) == 1 and len(lines) == units:
        yield from (DoneThen(day, period, line, unit=at) for at, line in enumerate(lines))
    elif len(texts) == 1 and (dated := _dated(next(iter(texts.values())), then)):
        yield from dated
    elif texts:
        headed = (text if len(texts) == 1 else f"{header}：{text}" for header, text in texts.items())
        yield DoneThen(day, period, "\n".join(headed))


def _dated(text: str, then: Then) -> tuple[DoneThen, ...]:
    """Return the entries of a cell in which each piece has its day before it, one after the other; else nothing.

    «3.15：已召开会议；4.20：印发方案». Where one piece says no day, or one that is out of order, it is one text.
    """
    found = [_DATED.fullmatch(piece.strip()) for piece in _PIECES.split(text) if piece.strip()]
    read = [(read_day(each["day"], date(then.year, 12, 31)), each["text"]) for each in found if each]
    days = [day for day, _ in read if day is not None]
    if len(days) < len(found) or days != sorted(days) or not days or days[-1] > then.today:
        return ()
    return tuple(DoneThen(day, last_month_over(day), told) for day, told in read if day is not None)


def last_month_over(day: date) -> str:
    """Return the last month that is over at the end of a day, as a period: a later report is never answered by it."""
    after = day + timedelta(days=1)
    end = after.replace(day=1) - timedelta(days=1)
    return f"{end.year}M{end.month:02}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# ---- states


def _states(
    rows: Sequence[_Row],
    legend: Mapping[str, str],
    answers: Mapping[str, State | None],
    known: Mapping[str, State],
) -> tuple[dict[str, State | None], dict[str, State]]:
    """Return what each word means, by who said so first: a person now, the file's legend, the word, a person before."""
    states: dict[str, State | None] = {}
    proposals: dict[str, State] = {}
    headers: dict[str, str] = {}
    for row in rows:
        for word in row.words:
            headers.setdefault(word, row.header)
    for word, header in headers.items():
        plain = state_in_header(header) if word == header else state_of_word(word, header)
        by_legend = state_of_word(legend[word]) if word in legend else None
        sure = by_legend or known.get(word) or plain
        states[word] = answers.get(word, sure)
        if sure is None and (likely := likely_state(word)):
            proposals[word] = likely
    return states, proposals


def _done(row: _Row, states: Mapping[str, State | None]) -> LedgerTask:
    """Return the row as work on its task; a word that means nothing stays with it, a closing day alone closes."""
    stands = tuple(states[word] for word in row.words)
    state = stands[0] if len(stands) == 1 else None
    extra, finished = dict(row.extra), row.finished
    if not row.words and not row.several and finished is not None:
        state = State.CLOSED
    if state is not State.CLOSED and finished is not None:
        extra["销号日期"], finished = finished.isoformat(), None
    if stands == (None,):
        extra[row.header or "单元格颜色"] = row.words[0]
    by_unit = stands if len(stands) > 1 else ()
    proofs = tuple(proofs_in(row.evidence_text))
    return LedgerTask(row.place, "、".join(row.words), state, by_unit, finished, row.told, proofs, extra)


# ---- what is asked


def _questions(ledger: Ledger, rows: Sequence[_Row], then: Then, answers: LedgerAnswers) -> Iterator[Asked]:
    tasks = ledger.read.draft.parts[ledger.read.part].tasks
    called = called_by(tasks)
    for word in (word for word, state in ledger.states.items() if state is None and word not in answers.states):
        yield Asked(AskedKind.STATE, word, tuple(called[row.place] for row in rows if word in row.words))
    for column in ledger.columns:
        if column.guessed:
            yield Asked(AskedKind.COLUMN, column.header)
    yield from (Asked(AskedKind.PART, text) for text in _left(ledger.read))
    if several := tuple(called[row.place] for row in rows if row.several):
        yield Asked(AskedKind.TWO_STATES, "", several)
    for row in rows:
        if row.unread_day:
            yield Asked(AskedKind.DAY, row.unread_day, (called[row.place],))
    if (ahead := _ahead(columns_of(ledger.read, answers.columns), then)) and not _by_period(ledger.columns):
        yield Asked(AskedKind.PLANNED, "、".join(ahead))
    late = (each for each in ledger.tasks if _is_past(tasks[each.place], each, then))
    if past := tuple(called[each.place] for each in late):
        yield Asked(AskedKind.DEADLINE, "", past)


def called_by(tasks: Sequence[Task]) -> list[str]:
    """Return what each task is called by: its 序号, with its section or words where numbers begin again; its place."""
    numbers = Counter(task.seq for task in tasks)
    placed = Counter((task.seq, task.section) for task in tasks)

    def called(place: int, task: Task) -> str:
        if not task.seq or numbers[task.seq] == 1:
            return task.seq or str(place)
        alone = task.section and placed[task.seq, task.section] == 1
        return f"{task.seq}（{task.section[-1] if alone else _short(task)}）"

    return [called(place, task) for place, task in enumerate(tasks, 1)]


def _short(task: Task) -> str:
    words = task.title or task.content
    return words[:_WORD] + "…" * (len(words) > _WORD)


def _left(read: LedgerRead) -> Iterator[str]:
    """Yield what of the file does not come in: it is in the original alone."""
    for number, part in enumerate(read.draft.parts):
        if number not in (read.part, *read.joined) and part.tasks:
            yield f"{part.title}（{len(part.tasks)}项）"
    yield from (f"只在以前月份的表里有：{content}" for content in read.left)


def _is_past(task: Task, told: LedgerTask, then: Then) -> bool:
    due, stands = task.deadline.due, told.by_unit or (told.state,)
    return then.year >= then.today.year and due is not None and due < then.today and not _NOT_OPEN.issuperset(stands)
