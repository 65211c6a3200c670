"""What the 进展情况表 of a period is made of: what units told of it and of the year's periods before, task by task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import Evidence, StoredReport
from gongkai_desk.domain.year.period import CORRECTED, FigureName
from gongkai_desk.domain.year.report import PeriodReport, ProgressRow, ProgressTable
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.standing.ledger_entries import evidence_text, progress_text
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.standing.year.period_figures import checked_span
from gongkai_desk.standing.year.report import counted_tasks, period_report, tells_of
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, work
from gongkai_desk.wording.states import STATES, reported_text
from gongkai_desk.wording.year import report as words
from gongkai_desk.wording.year.locking import FIGURES, late_text

_STATES = (
    FigureName.CLOSED_LATE,
    FigureName.CLOSED,
    FigureName.PENDING,
    FigureName.IN_PROGRESS,
    FigureName.NOT_STARTED,
    FigureName.LONG_TERM,
)
"""Which figure says how a task stood, the first that counts it."""
_Key = tuple[int, int | None]


def progress_facts(
    library: Library, plan_id: int, period: str, *, today: date, per_unit: bool = False, internal: bool = False
) -> ProgressTable:
    """Return the 进展情况表 of a plan's period; ``per_unit``: a row for each unit's share that counts.

    Raises:
        UnknownId, NotAllowed: as ``standing.year.report.period_report``.
    """
    facts = period_report(library, plan_id, period, today=today, internal=internal)
    gathered = _Gathered(library, facts, checked_span(library, period, today))
    tasks = counted_tasks(library, plan_id, facts.figures)
    rows = (row for task in tasks.values() for row in (gathered.unit_rows(task) if per_unit else [gathered.row(task)]))
    return ProgressTable(facts, tuple(rows))


class _Gathered:
    """What was told of all tasks, asked once."""

    def __init__(self, library: Library, facts: PeriodReport, span: Span) -> None:
        ids = list(facts.tasks)
        self._facts, self._span = facts, span
        self._until = facts.figures.lock.day if facts.figures.lock else facts.today
        self._locked = facts.figures.lock is not None
        self._told: defaultdict[int, list[StoredReport]] = defaultdict(list)
        self._late: defaultdict[int, list[StoredReport]] = defaultdict(list)
        self._before: defaultdict[int, list[StoredReport]] = defaultdict(list)
        for report in work.reports(library, ids) if ids else ():
            self._sort_in(report)
        self._evidence = {
            number: [each for each in found if each.received is None or each.received <= self._until]
            for number, found in evidence.evidence(library, ids).items()
        }
        self._owners = evidence.evidence_units(library, ids)
        self._stood = {name: self._keys(name) for name in _STATES}
        self._stands = task_states(library, ids)
        self._units = self._counted_units()

    def _sort_in(self, report: StoredReport) -> None:
        if report.day > self._facts.today:
            return
        if tells_of(report, self._span, locked=self._locked):
            self._told[report.task_id].append(report)
        elif self._locked and not report.returned and tells_of(report, self._span, locked=False):
            self._late[report.task_id].append(report)
        elif not report.returned and self._is_before(report):
            self._before[report.task_id].append(report)

    def _is_before(self, report: StoredReport) -> bool:
        """Tell whether a report tells of the same year, of a time before the period."""
        first, last = (period_days(report.period) if report.period else None) or (report.day, report.day)
        return first.year == self._span.first.year and last < self._span.first

    def _keys(self, name: FigureName) -> frozenset[_Key]:
        """Return what a figure counts, of all tasks and of each unit's shares."""
        found = [each for each in self._facts.figures.figures if each.name is name and not each.section]
        return frozenset(key for each in found for key in each.counted.keys)

    def _counted_units(self) -> Mapping[int, list[int]]:
        """Return the units of each task whose shares count."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for name in (FigureName.SHARES, FigureName.SHARES_LONG_TERM):
            figure = self._facts.figures.of(name)
            for task, unit in figure.counted.keys if figure else ():
                if unit is not None:
                    found[task].append(unit)
        return found

    def row(self, task: StoredTask) -> ProgressRow:
        """Return the row of a task."""
        told = self._telling(self._told[task.id])
        return ProgressRow(
            task,
            progress="\n".join(filter(None, (self._share(task.id), progress_text(told), *self._late_lines(task.id)))),
            earlier=self._earlier(self._before[task.id]),
            state=self._state((task.id, None)),
            evidence=evidence_text(self._evidence.get(task.id, ())),
            **_rest(told),
        )

    def unit_rows(self, task: StoredTask) -> Iterator[ProgressRow]:
        """Yield a row for each unit whose share counts; the task's own where none does."""
        units = [unit for unit in self._facts.units if unit in self._units[task.id]] if task.id in self._units else []
        if not units:
            yield self.row(task)
        for unit in units:
            yield self._unit_row(task, unit)

    def _unit_row(self, task: StoredTask, unit: int) -> ProgressRow:
        name = self._facts.units[unit]
        told = [each for each in self._told[task.id] if each.unit_id == unit and not each.summary][-1:]
        before = [each for each in self._before[task.id] if each.unit_id == unit and not each.summary]
        found: list[Evidence] = [
            each
            for each in self._evidence.get(task.id, ())
            if self._owners.get((task.id, each.id)) in (None, unit)
        ]  # fmt: skip
        return ProgressRow(
            replace(task, lead=(), responsible=(name,), support=(), unit_text=name),
            progress="\n".join(filter(None, (told[0].text if told else "", *self._late_lines(task.id, unit)))),
            earlier=self._earlier(before),
            state=self._state((task.id, unit)),
            evidence=evidence_text(found),
            **_rest(told),
        )

    @staticmethod
    def _telling(told: Sequence[StoredReport]) -> list[StoredReport]:
        """Return what tells of a task: the office's own 汇总稿 where there is one, else each unit's last report."""
        latest = {report.unit: report for report in told if not report.summary}
        return [report for report in told if report.summary][-1:] or list(latest.values())

    def _share(self, task_id: int) -> str:
        """Return how many of several units have told: 16区已报14; empty before the first."""
        asked = self._units.get(task_id, [])
        done = {each.unit_id for each in self._told[task_id] if not each.summary} & set(asked)
        names = [self._facts.units.get(unit, "") for unit in asked]
        return reported_text(names, len(done)) if len(asked) > 1 and done else ""

    def _late_lines(self, task_id: int, unit: int | None = None) -> Iterator[str]:
        """Yield what came after the figures were sent: who, and that it is not counted."""
        for each in self._late[task_id]:
            if each.after_lock is not None and unit in (None, each.unit_id):
                words_of = late_text(each.after_lock, "" if each.counted_in == CORRECTED else each.counted_in)
                yield words.LATE_TOLD.format(told="".join(filter(None, (each.unit if unit is None else "", words_of))))

    def _earlier(self, before: Sequence[StoredReport]) -> str:
        """Return what was told of each of the year's periods before, the earliest first, one text a period."""
        by_period: defaultdict[str, list[StoredReport]] = defaultdict(list)
        for each in sorted(before, key=_told_until):
            by_period[each.period or each.day.isoformat()].append(each)
        year = self._span.first.year
        return "\n".join(
            words.EARLIER.format(period=_when(period, year), text=_of_period(self._telling(found)))
            for period, found in by_period.items()
        )

    def _state(self, key: _Key) -> str:
        name = next((name for name in _STATES if key in self._stood[name]), None)
        if name in (FigureName.CLOSED, FigureName.CLOSED_LATE):
            return words.DONE_LATE if name is FigureName.CLOSED_LATE else words.DONE
        return FIGURES[name] if name else STATES[self._stands.get(key[0], State.NOT_STARTED)]


def _told_until(report: StoredReport) -> date:
    return (period_days(report.period) or (report.day, report.day))[1] if report.period else report.day


def _when(period: str, year: int) -> str:
    named = period_days(period) is not None
    return words.short_period(period, year) if named else period


def _of_period(told: Sequence[StoredReport]) -> str:
    """Return what several units told in one line: who else than one told is counted, not listed."""
    if len(told) == 1:
        return told[0].text
    return reported_text([each.unit for each in told], len(told))


def _rest(told: Sequence[StoredReport]) -> dict[str, str]:
    """Return problems, next steps and the expected day, each named where several units told."""
    days = {each.unit: each.expected.isoformat() for each in told if each.expected}
    alone = len(told) == 1
    return {
        "problems": progress_text(replace(each, text=each.problems) for each in told),
        "next_steps": progress_text(replace(each, text=each.next_steps) for each in told),
        "expected": "\n".join(day if alone else f"{unit}：{day}" for unit, day in days.items()),
    }
