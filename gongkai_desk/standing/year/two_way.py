"""Tables of two ways (交叉表): units or sections × states, × periods with what was told; the years side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from gongkai_desk.domain.figures import Behind, Figure, FigureHead, FigureKind, FigureRow, FigureTable, Keys
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.period import FigureName, PeriodFigures
from gongkai_desk.rules.light.cycles import periods, read_cycle
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.rules.light.statistics import GroupBy, Line, Number, section_of, summed
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import CYCLE
from gongkai_desk.standing.statistics import TRENDED, Scope, figure_of, kind_of, label_text, labels
from gongkai_desk.standing.year.period_figures import PeriodCount, period_figures
from gongkai_desk.store import units
from gongkai_desk.store.entries import locks
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.figures import BY_WORDS, MEASURE_TIPS, MEASURES, TOTAL, figure_text
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.states import STATES

# ---- × states


def crossed_by_state(by: GroupBy, lines: Sequence[Line], order: Sequence[str] = ()) -> FigureTable:
    """Return a column for each state that occurs, with the sums of lines and columns."""
    known, total = {line.label: line for line in lines}, summed(lines)
    kept = [state for state in State if state in total.states]
    heads = (*(FigureHead(STATES[state], FigureKind.COUNT) for state in kept), FigureHead(TOTAL, FigureKind.COUNT))

    def row(label: str, line: Line) -> FigureRow:
        numbers = (*(line.states.get(state, Number()) for state in kept), line.total)
        return FigureRow(label, tuple(_count(each.keys) for each in numbers))

    rows = tuple(row(label_text(by, label), known[label]) for label in labels(by, lines, order))
    return FigureTable(BY_WORDS.get(by, ""), heads, rows, row(TOTAL, total))


def _count(keys: Keys) -> Figure:
    return Figure(len(keys), figure_text(FigureKind.COUNT, len(keys)), Behind(keys))


# ---- × periods, with what was told

_TOLD = (FigureName.OWED, FigureName.ON_TIME, FigureName.LATE, FigureName.MISSING)
_TOLD_SHORT = (FigureName.OWED, FigureName.MISSING)
_MANY = 4  # periods past which only what was owed and what is missing has room
_WORDS = {
    FigureName.OWED: ("应报", "本期要报进展的家次；已销号、中止、暂缓、取消、不涉及的不报"),
    FigureName.ON_TIME: ("按时", "截止日之前报的，含零报告；准予延期的按延后的日期"),
    FigureName.LATE: ("迟报", "截止日之后报的"),
    FigureName.MISSING: ("未报", "截止日已过，还没有报"),
}


def told_spans(library: Library, day: date) -> tuple[Span, ...]:
    """Return the periods of a day's year that had begun by then, after the office's own cycle."""
    start = date(day.year, 1, 1)
    asked = periods(read_cycle(setting(library, CYCLE)), start - timedelta(days=1), day, office_workdays(library))
    return tuple(Span(each.name, each.first, each.last) for each in asked if each.first >= start)


class ToldSurvey:
    """Counts what was told for each period up to a day, some tasks at a time; locked periods are as they were sent."""

    def __init__(self, library: Library, day: date, scope: Scope) -> None:
        self.day, self._library, self._scope = day, library, scope
        numbers = [plan.id for plan in plans.plans(library) if scope.plans is None or plan.id in scope.plans]
        self.spans = told_spans(library, day)
        self._todo = [(plan, span) for span in self.spans for plan in numbers]
        self._count = len(self._todo)
        self._now: PeriodCount | None = None
        self._found: dict[str, list[PeriodFigures]] = {span.name: [] for span in self.spans}
        self._units: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
        self._sections: dict[int, str] = {task.id: section_of(task) for task in plans.tasks(library)}

    @property
    def share_done(self) -> float:
        """Return how much is done, from 0 to 1."""
        under_way = self._now.share_done - 1 if self._now else 0.0
        return (self._count - len(self._todo) + under_way) / self._count if self._count else 1.0

    def go_on(self) -> bool:
        """Count some more; tell whether anything is left."""
        if self._now is None and self._todo:
            plan, span = self._todo.pop(0)
            if locks.lock_of(self._library, plan, span.name) is None:
                self._now = PeriodCount(self._library, plan, span, today=self.day)
            else:
                self._found[span.name].append(period_figures(self._library, plan, span.name, today=self.day))
        if self._now is not None and not self._now.go_on():
            self._found[self._now.span.name].append(self._now.figures())
            self._now = None
        return bool(self._todo or self._now)

    def table(self, by: GroupBy) -> FigureTable:
        """Return the table by units, or by sections: a group of columns for each period."""
        shown = _TOLD if len(self.spans) <= _MANY else _TOLD_SHORT
        heads = tuple(
            FigureHead(_WORDS[name][0], FigureKind.COUNT, _WORDS[name][1], _short(span.name))
            for span in self.spans
            for name in shown
        )
        every = [self._behind(by, span, name) for span in self.spans for name in shown]
        found = {label for column in every for label in column}
        known = self._units if by is GroupBy.UNIT else self._sections
        order = [label for label in dict.fromkeys((*known.values(), label_text(by, ""))) if label in found]
        rows = tuple(FigureRow(label, tuple(_count(column.get(label, ())) for column in every)) for label in order)
        total = FigureRow(TOTAL, tuple(_count(tuple(chain.from_iterable(column.values()))) for column in every))
        return FigureTable(BY_WORDS.get(by, ""), heads, rows, total if rows else None)

    def _behind(self, by: GroupBy, span: Span, name: FigureName) -> Mapping[str, Keys]:
        """Return what a column counts in each line."""
        whole = (each.of(name) for each in self._found[span.name])
        found: defaultdict[str, list[tuple[int, int | None]]] = defaultdict(list)
        for task, unit in self._of_scope(tuple(chain.from_iterable(each.counted.keys for each in whole if each))):
            label = self._units.get(unit or 0, "") if by is GroupBy.UNIT else self._sections.get(task, "")
            found[label_text(by, label)].append((task, unit))
        return {label: tuple(keys) for label, keys in found.items()}

    def _of_scope(self, keys: Keys) -> Keys:
        unit = self._scope.unit_id
        return keys if unit is None else tuple(key for key in keys if key[1] == unit)


def _short(period: str) -> str:
    return period_text(period)[len("2026年") :] or period_text(period)


# ---- the years


def ends_of_years(years: Sequence[int], today: date) -> tuple[date, ...]:
    """Return the last day of each year up to today, the oldest first; of a year to come none."""
    return tuple(min(date(year, 12, 31), today) for year in sorted(set(years)) if year <= today.year)


def years_table(trend: Sequence[tuple[date, Line]]) -> FigureTable:
    """Return a line for each year: how its plans stood at its end, this year's as they stand."""
    heads = tuple(FigureHead(MEASURES[each], kind_of(each), MEASURE_TIPS.get(each, "")) for each in TRENDED)
    rows = (
        FigureRow(f"{day.year}年", tuple(figure_of(line, each, line.total.count) for each in TRENDED))
        for day, line in trend
    )
    return FigureTable("年度", heads, tuple(rows))
