"""A row of an old ledger as work on a task: its state, what was told of it and when, evidence; the rest stays."""

from __future__ import annotations

import re
from calendar import monthrange
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
_LINK_BELOW = re.compile(r"\s*\n\s*(?=https?://)")  # a name, its link on the line below: one piece
_NOT_OPEN = OUT | PAUSED | {State.PENDING}


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says, before anybody knows what its words mean; ``odd``: a question of this row alone."""

    place: int
    word: str = ""
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
        return (
            min(self.as_of or self.today, date(self.year, 12, 31))
            if self.year < self.today.year
            else (self.as_of or self.today)
        )


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
    for number, part in enumerate(read.draft.parts):
        if number != read.part and part.tasks:
            yield Kept(part.title, len(part.tasks))
    unused = sum(read.colours[row.place] != row.word for row in rows if row.place in read.colours)
    if unused:
        yield Kept("单元格颜色", unused)


# ---- a row


def _row(place: int, task: Task, of: Mapping[str, LedgerField], colour: str, then: Then) -> _Row:
    texts: dict[LedgerField, dict[str, str]] = {}
    for header, text in task.extra.items():
        texts.setdefault(of.get(header, LedgerField.KEPT), {})[header] = text
    row = _with_state(_Row(place, extra=dict(texts.get(LedgerField.KEPT, {}))), texts, colour)
    return _with_work(_with_day(row, texts.get(LedgerField.FINISHED, {}), then), texts, then)


def _with_state(row: _Row, texts: Mapping[LedgerField, Mapping[str, str]], colour: str) -> _Row:
    """Take the state: of a word, of the ticked column, of the colour, the first that there is."""
    ticked = [header for header, text in texts.get(LedgerField.TICKED, {}).items() if is_tick(text)]
    words = texts.get(LedgerField.STATE, {})
    if len(ticked) > 1:
        return replace(row, several=True, extra={**row.extra, **texts[LedgerField.TICKED]})
    if ticked:
        return replace(row, word=ticked[0], header=ticked[0])
    if words:
        header, word = next(iter(words.items()))
        others = {name: text for name, text in words.items() if name != header}
        return replace(row, word=squash(word), header=header, extra={**row.extra, **others})
    return replace(row, word=colour)


def _with_day(row: _Row, texts: Mapping[str, str], then: Then) -> _Row:
    if not texts:
        return row
    first, *others = texts.items()
    day = read_day(squash(first[1]), date(then.year, 12, 31))
    if day is None or day > then.today:
        return replace(row, unread_day=first[1], extra={**row.extra, **texts})
    return replace(row, finished=day, extra={**row.extra, **dict(others)})


def _with_work(row: _Row, texts: Mapping[LedgerField, Mapping[str, str]], then: Then) -> _Row:
    told = (
        *_by_month(texts.get(LedgerField.BY_PERIOD, {}), then),
        *_progress(texts.get(LedgerField.PROGRESS, {}), then),
    )
    beside = {
        kind: "\n".join(texts[kind].values())
        for kind in (LedgerField.PROBLEMS, LedgerField.NEXT_STEPS)
        if kind in texts
    }
    extra = dict(row.extra)
    if told:
        last = replace(
            told[-1],
            problems=beside.get(LedgerField.PROBLEMS, ""),
            next_steps=beside.get(LedgerField.NEXT_STEPS, ""),
        )
        told = (*told[:-1], last)
    else:
        extra |= {header: text for kind in beside for header, text in texts[kind].items()}
    evidence = _LINK_BELOW.sub(" ", "\n".join(texts.get(LedgerField.EVIDENCE, {}).values()))
    if evidence and not proofs_in(evidence):
        extra |= texts[LedgerField.EVIDENCE]
    return replace(row, told=told, evidence_text=evidence, extra=extra)


def _by_month(texts: Mapping[str, str], then: Then) -> Iterator[DoneThen]:
    for header, text in texts.items():
        year, month = month_of(header) or (None, 1)
        end = _month_end(year or then.year, month)
        if squash(text) not in _SAYS_NOTHING:
            yield DoneThen(min(end, then.today), f"{end.year}M{end.month:02}", text)


def _progress(texts: Mapping[str, str], then: Then) -> Iterator[DoneThen]:
    """Yield one entry of progress; several columns stand in it, each behind its header."""
    said = {header: text for header, text in texts.items() if squash(text) not in _SAYS_NOTHING}
    if said:
        lines = [text if len(said) == 1 else f"{header}：{text}" for header, text in said.items()]
        yield DoneThen(then.told, last_month_over(then.told), "\n".join(lines))


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
    for row in rows:
        if not row.word or row.word in states:
            continue
        plain = state_in_header(row.header) if row.word == row.header else state_of_word(row.word, row.header)
        by_legend = state_of_word(legend[row.word]) if row.word in legend else None
        sure = by_legend or plain or known.get(row.word)
        states[row.word] = answers.get(row.word, sure)
        if sure is None and (likely := likely_state(row.word)):
            proposals[row.word] = likely
    return states, proposals


def _done(row: _Row, states: Mapping[str, State | None]) -> LedgerTask:
    """Return the row as work on its task; a word that means nothing stays with it, a closing day alone closes."""
    state = states.get(row.word) if row.word else None
    extra, finished = dict(row.extra), row.finished
    if state is None and not row.word and not row.several and finished is not None:
        state = State.CLOSED
    if state is not State.CLOSED and finished is not None:
        extra["销号日期"], finished = finished.isoformat(), None
    if row.word and state is None:
        extra[row.header or "单元格颜色"] = row.word
    return LedgerTask(row.place, row.word, state, finished, row.told, tuple(proofs_in(row.evidence_text)), extra)


# ---- what is asked


def _questions(ledger: Ledger, rows: Sequence[_Row], then: Then, answers: LedgerAnswers) -> Iterator[Asked]:
    tasks = ledger.read.draft.parts[ledger.read.part].tasks
    called = [task.seq or str(place) for place, task in enumerate(tasks, 1)]
    for word in (word for word, state in ledger.states.items() if state is None and word not in answers.states):
        yield Asked(AskedKind.STATE, word, tuple(called[row.place] for row in rows if row.word == word))
    if several := tuple(called[row.place] for row in rows if row.several):
        yield Asked(AskedKind.TWO_STATES, "", several)
    for row in rows:
        if row.unread_day:
            yield Asked(AskedKind.DAY, row.unread_day, (called[row.place],))
    if (ahead := _ahead(columns_of(ledger.read, answers.columns), then)) and not _by_period(ledger.columns):
        yield Asked(AskedKind.PLANNED, "、".join(ahead))
    late = (each for each in ledger.tasks if _is_past(tasks[each.place], each.state, then))
    if past := tuple(called[each.place] for each in late):
        yield Asked(AskedKind.DEADLINE, "", past)


def _is_past(task: Task, state: State | None, then: Then) -> bool:
    due = task.deadline.due
    return then.year >= then.today.year and due is not None and due < then.today and state not in _NOT_OPEN
