"""统计: where tasks and units stand on any day, and compared with a day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.figures import Behind, Figure, FigureHead, FigureKind, FigureRow, FigureTable
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.plan import Plan, StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.light.counts import shares_on
from gongkai_desk.rules.light.lights import Frame, LightCache, TaskLight, task_light
from gongkai_desk.rules.light.statistics import (
    RATES,
    SCARCE,
    Compared,
    Fact,
    GroupBy,
    Line,
    Measure,
    Tabulation,
    compare,
    counted,
    fact_of_task,
    facts_of_shares,
    in_own_order,
    measures,
    summed,
    tabulate,
    value,
)
from gongkai_desk.standing.lights import LitWork, frame, lit_works, works
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans
from gongkai_desk.wording.days import chinese_date, short_date
from gongkai_desk.wording.figures import BY_WORDS, MEASURE_TIPS, MEASURES, TOTAL, figure_text
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.states import COLOURS, STATES

_AT_ONCE = 100  # tasks that a survey looks at in one go: some 50 ms where each has 60 units


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: the tasks of some plans (``None``: of all), all units' shares of them or one unit's.

    ``as_now``: on a past day, too, the tasks that there are now: a former year's plan may have come in later.
    """

    plans: frozenset[int] | None = None
    unit_id: int | None = None
    as_now: bool = False


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Standings:
    """Where everything stood on a day: one fact per task, and one per unit's share of a task.

    ``of_unit``: one unit was asked for, so that its shares count in every table.
    """

    day: date
    tasks: tuple[Fact, ...]
    shares: tuple[Fact, ...]
    of_unit: bool = False

    def table(self, by: GroupBy) -> tuple[Line, ...]:
        """Return the lines of a table: shares are counted by unit and of one unit, tasks otherwise."""
        return tabulate(self.shares if by is GroupBy.UNIT or self.of_unit else self.tasks, by)


class Survey:
    """Works out standings some tasks at a time, so that a window stays alive: ``while survey.go_on(): …``.

    ``lit``: all works as they are lit today, if they are at hand. ``shares=False`` counts tasks alone; without
    ``facts`` shares are counted in the units' table only, and of 300,000 none is kept.
    """

    def __init__(
        self,
        library: Library,
        day: date,
        *,
        today: date,
        scope: Scope = EVERYTHING,
        lit: Mapping[int, LitWork] | None = None,
        shares: bool = True,
        facts: bool = True,
    ) -> None:
        """Find the tasks of that day.

        Raises:
            NotAllowed: ``day`` is after ``today`` (``lacks``: ``future_day``).
        """
        if day > today:
            raise NotAllowed(library=str(library.folder), lacks=("future_day",))
        self.day = day
        self._library, self._today, self._scope, self._count_shares = library, today, scope, shares
        self._keep_facts = facts or scope.unit_id is not None
        self._lit = lit if day == today else None
        self._todo = [task for task in self._all_tasks() if scope.plans is None or task.plan_id in scope.plans]
        self._next = 0
        self._frames: dict[TaskSettings, Frame] = {}
        self._cache = LightCache()
        self._tasks: list[Fact] = []
        self._shares: list[Fact] = []
        self._by_unit = Tabulation(GroupBy.UNIT)

    def _all_tasks(self) -> list[StoredTask]:
        if self._lit is not None:
            return [each.work.task for each in self._lit.values()]
        now = self._scope.as_now or self.day == self._today
        return plans.tasks(self._library) if now else links.tasks_on(self._library, self.day)

    @property
    def share_done(self) -> float:
        """Return how much is done, from 0 to 1."""
        return self._next / len(self._todo) if self._todo else 1.0

    def go_on(self) -> bool:
        """Look at some tasks more; tell whether any are left."""
        some = self._todo[self._next : self._next + _AT_ONCE]
        self._next += len(some)
        for task, light in self._lights(some):
            self._count(task, light)
        return self._next < len(self._todo)

    def finish(self) -> Survey:
        """Look at all that is left."""
        while self.go_on():
            pass
        return self

    def standings(self) -> Standings:
        """Return what was found."""
        return Standings(self.day, tuple(self._tasks), tuple(self._shares), self._scope.unit_id is not None)

    def table(self, by: GroupBy) -> tuple[Line, ...]:
        """Return the lines of a table, as ``Standings.table``; that of the units was counted on the way."""
        return self._by_unit.lines() if by is GroupBy.UNIT else self.standings().table(by)

    def _count(self, task: StoredTask, light: TaskLight) -> None:
        unit = self._scope.unit_id
        shares = facts_of_shares(task, light, unit) if self._count_shares or unit is not None else None
        if shares == []:
            return
        self._tasks.append(fact_of_task(task, light))
        if shares:
            self._by_unit.add(shares)
            self._shares += shares if self._keep_facts else ()

    def _lights(self, some: Sequence[StoredTask]) -> Iterator[tuple[StoredTask, TaskLight]]:
        ids = [task.id for task in some]
        if self._lit is not None:
            yield from ((task, self._lit[task.id].light) for task in some)
        elif self.day == self._today:
            lit = lit_works(self._library, self._today, ids, tasks=some, cache=self._cache)
            yield from ((each.work.task, each.light) for each in lit.values())
        else:
            yield from self._lights_then(some, ids)

    def _lights_then(self, some: Sequence[StoredTask], ids: Sequence[int]) -> Iterator[tuple[StoredTask, TaskLight]]:
        for each in works(self._library, ids, tasks=some).values():
            if each.settings not in self._frames:
                self._frames[each.settings] = frame(self._library, each.settings, self.day)
            deadline = each.task.deadline
            shares = shares_on(deadline, each.shares, self.day)
            yield each.task, task_light(deadline, shares, self._frames[each.settings], self._cache)


def standings(
    library: Library, day: date, *, today: date, plan_id: int | None = None, unit_id: int | None = None
) -> Standings:
    """Return where tasks stood at the end of a day: their texts by the journal, facts by their own days.

    With ``unit_id`` only that unit's shares, and the tasks that it has. Who is assigned is taken as it is now.

    Raises:
        UnknownId: no such plan. NotAllowed: ``day`` is after ``today`` (``lacks``: ``future_day``).
    """
    if plan_id is not None:
        plans.plan(library, plan_id)
    scope = Scope(None if plan_id is None else frozenset({plan_id}), unit_id)
    return Survey(library, day, today=today, scope=scope).finish().standings()


def compared(before: Standings, now: Standings, by: GroupBy) -> tuple[Compared, ...]:
    """Return the lines of a table on two days side by side."""
    return compare(before.table(by), now.table(by))


def trend(
    library: Library, days: Sequence[date], *, today: date, plan_id: int | None = None
) -> tuple[tuple[date, Line], ...]:
    """Return how all tasks together stood on each of some days; days on which none was there are left out."""
    every = ((day, standings(library, day, today=today, plan_id=plan_id).table(GroupBy.ALL)) for day in days)
    return tuple((day, lines[0]) for day, lines in every if lines)


def label_text(by: GroupBy, label: str) -> str:
    """Return a line's label as a clerk reads it."""
    match by:
        case GroupBy.STATE:
            return STATES[State(label)]
        case GroupBy.LIGHT:
            return COLOURS[Colour(label)]
        case GroupBy.MONTH:
            return period_text(label.replace("-", "M")) if label else "无固定时限"
        case GroupBy.ALL:
            return "合计"
        case GroupBy.UNIT:
            return label or "（未明确单位）"
        case _:
            return label or "（未列）"


def labels(by: GroupBy, lines: Iterable[Line], order: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the labels of a table: as ``order`` has them (e.g. the directory), those that it does not know last."""
    found = in_own_order(by, dict.fromkeys(line.label for line in lines))
    places = {label: place for place, label in enumerate(order)}
    return tuple(sorted(found, key=lambda label: (label == "", places.get(label, len(places))))) if order else (*found,)


def figure_table(by: GroupBy, lines: Sequence[Line], order: Sequence[str] = ()) -> FigureTable:
    """Return the table of one day; columns without any number are left out where they are scarce."""
    known, total = {line.label: line for line in lines}, summed(lines)
    kept = [each for each in measures(by) if each not in SCARCE or counted(total, each).count]
    heads = tuple(FigureHead(MEASURES[each], kind_of(each), MEASURE_TIPS.get(each, "")) for each in kept)

    def row(label: str, line: Line) -> FigureRow:
        return FigureRow(label, tuple(figure_of(line, each, total.total.count) for each in kept))

    rows = tuple(row(label_text(by, label), known[label]) for label in labels(by, lines, order))
    return FigureTable(BY_WORDS.get(by, ""), heads, rows, row(TOTAL, total))


def compared_table(
    by: GroupBy, then: tuple[date, Sequence[Line]], now: tuple[date, Sequence[Line]], order: Sequence[str] = ()
) -> FigureTable:
    """Return the table of two days side by side, with what changed in between."""
    (first, before), (last, after) = then, now
    old, new = ({line.label: line for line in lines} for lines in (before, after))
    sums = summed(before), summed(after)
    kept = measures(by, two_days=True)
    names = (short_date(first, last.year), short_date(last, first.year))
    heads = tuple(head for each in kept for head in _two_heads(each, names))

    def row(label: str, was: Line | None, line: Line | None) -> FigureRow:
        return FigureRow(label, tuple(figure for each in kept for figure in _two_figures(each, was, line, sums)))

    rows = tuple(
        row(label_text(by, label), old.get(label), new.get(label)) for label in labels(by, [*after, *before], order)
    )
    return FigureTable(BY_WORDS.get(by, ""), heads, rows, row(TOTAL, *sums))


def kind_of(measure: Measure) -> FigureKind:
    """Return how a measure's figures are written."""
    return FigureKind.RATE if measure in RATES else FigureKind.COUNT


def figure_of(line: Line | None, measure: Measure, whole: int) -> Figure:
    """Return a measure's figure in a line; ``whole`` is how many there are in all."""
    found = value(line, measure, whole)
    return Figure(found, figure_text(kind_of(measure), found), Behind(counted(line, measure).keys))


def _two_heads(measure: Measure, days: tuple[str, str]) -> Iterable[FigureHead]:
    tip, rate = MEASURE_TIPS.get(measure, ""), measure in RATES
    for day in days:
        yield FigureHead(day, kind_of(measure), tip, MEASURES[measure])
    if rate:
        yield FigureHead("升降", FigureKind.POINTS, "升降的百分点", MEASURES[measure])
    else:
        yield FigureHead("增减", FigureKind.CHANGE, "点数字列出有变化的任务", MEASURES[measure])


def _two_figures(measure: Measure, was: Line | None, line: Line | None, sums: tuple[Line, Line]) -> Iterable[Figure]:
    """Yield the figure of each day and the change: behind it stand the tasks that came and those that went."""
    before, now = (figure_of(each, measure, of.total.count) for each, of in zip((was, line), sums, strict=True))
    yield from (before, now)
    old, new = counted(was, measure), counted(line, measure)
    if measure in RATES:
        points = (now.value - before.value) * 100 if now.value is not None and before.value is not None else None
        yield Figure(points, figure_text(FigureKind.POINTS, points))
    else:
        change = float(new.count - old.count)
        yield Figure(change, figure_text(FigureKind.CHANGE, change), Behind(new.keys, old.keys))


TRENDED = (Measure.TOTAL, Measure.CLOSED, Measure.RATE, Measure.PENDING, Measure.YELLOW, Measure.RED)


def trend_table(trend: Sequence[tuple[date, Line]]) -> FigureTable:
    """Return the trend as a table, a line for each day."""
    heads = tuple(FigureHead(MEASURES[each], kind_of(each), MEASURE_TIPS.get(each, "")) for each in TRENDED)
    rows = tuple(
        FigureRow(
            chinese_date(day),
            tuple(figure_of(line, each, line.total.count) for each in TRENDED),
        )
        for day, line in trend
    )
    return FigureTable("日期", heads, rows)


def paper_title(by: str, *, plan: Plan | None, year: int | None, unit: str = "", told: bool = False) -> str:
    """Return the title of the paper, e.g. 政务公开工作要点落实情况统计表（按责任单位）; ``told``: 进展报送情况."""
    of = plan.title if plan else f"{year}年政务公开工作要点" if year else "政务公开工作要点"
    return f"{of.removesuffix('任务分解表')}{unit}{'进展报送' if told else '落实'}情况统计表（按{by}）"
