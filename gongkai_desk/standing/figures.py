"""统计表: from lines of statistics to a table of figures and to the paper that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gongkai_desk.domain.figures import Behind, Figure, FigureHead, FigureKind, FigureRow, FigureTable
from gongkai_desk.domain.plan import Plan
from gongkai_desk.rules.light.statistics import (
    RATES,
    SCARCE,
    GroupBy,
    Line,
    Measure,
    counted,
    in_own_order,
    measures,
    summed,
    value,
)
from gongkai_desk.standing.statistics import label_text
from gongkai_desk.wording.days import chinese_date, short_date
from gongkai_desk.wording.figures import BY_WORDS, MEASURE_TIPS, MEASURES, TOTAL, figure_text


def labels(by: GroupBy, lines: Iterable[Line], order: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the labels of a table: as ``order`` has them (e.g. the directory), those that it does not know last."""
    found = in_own_order(by, dict.fromkeys(line.label for line in lines))
    places = {label: place for place, label in enumerate(order)}
    return tuple(sorted(found, key=lambda label: (label == "", places.get(label, len(places))))) if order else (*found,)


def figure_table(by: GroupBy, lines: Sequence[Line], order: Sequence[str] = ()) -> FigureTable:
    """Return the table of one day; columns without any number are left out where they are scarce."""
    known, total = {line.label: line for line in lines}, summed(lines)
    kept = [each for each in measures(by) if each not in SCARCE or counted(total, each).count]
    heads = tuple(FigureHead(MEASURES[each], _kind(each), MEASURE_TIPS.get(each, "")) for each in kept)

    def row(label: str, line: Line) -> FigureRow:
        return FigureRow(label, tuple(_figure(line, each, total.total.count) for each in kept))

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


def _kind(measure: Measure) -> FigureKind:
    return FigureKind.RATE if measure in RATES else FigureKind.COUNT


def _figure(line: Line | None, measure: Measure, whole: int) -> Figure:
    found = value(line, measure, whole)
    return Figure(found, figure_text(_kind(measure), found), Behind(counted(line, measure).keys))


def _two_heads(measure: Measure, days: tuple[str, str]) -> Iterable[FigureHead]:
    tip, rate = MEASURE_TIPS.get(measure, ""), measure in RATES
    for day in days:
        yield FigureHead(day, _kind(measure), tip, MEASURES[measure])
    if rate:
        yield FigureHead("升降", FigureKind.POINTS, "升降的百分点", MEASURES[measure])
    else:
        yield FigureHead("增减", FigureKind.CHANGE, "点数字列出有变化的任务", MEASURES[measure])


def _two_figures(measure: Measure, was: Line | None, line: Line | None, sums: tuple[Line, Line]) -> Iterable[Figure]:
    """Yield the figure of each day and the change: behind it stand the tasks that came and those that went."""
    before, now = (_figure(each, measure, of.total.count) for each, of in zip((was, line), sums, strict=True))
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
    heads = tuple(FigureHead(MEASURES[each], _kind(each), MEASURE_TIPS.get(each, "")) for each in TRENDED)
    rows = tuple(
        FigureRow(
            chinese_date(day),
            tuple(_figure(line, each, line.total.count) for each in TRENDED),
        )
        for day, line in trend
    )
    return FigureTable("日期", heads, rows)


def paper_title(by: GroupBy, *, plan: Plan | None, year: int | None, unit: str = "") -> str:
    """Return the title of the paper, e.g. 2022年云州市政务公开工作要点落实情况统计表（按责任单位）."""
    of = plan.title if plan else f"{year}年政务公开工作要点" if year else "政务公开工作要点"
    return f"{of.removesuffix('任务分解表')}{unit}落实情况统计表（按{BY_WORDS[by]}）"
