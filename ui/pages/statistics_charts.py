"""From lines of statistics to charts: which parts the bars have, in which colours and fills."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt

from gongkai_desk.domain.figures import Behind
from gongkai_desk.rules.light.statistics import By, Line, Measure, counted
from gongkai_desk.standing.statistics import label_text
from gongkai_desk.wording.days import month_day, short_date
from gongkai_desk.wording.figures import BY_WORDS, MEASURES
from ui.widgets.bar_chart import Bar, BarChart, BarGroup, Part, Piece
from ui.widgets.fills import Fill, Ink
from ui.widgets.trend_chart import Marker, Series, TrendChart

STATE_PARTS: Mapping[Measure, Ink] = {
    Measure.CLOSED: Ink("green", Fill.SOLID),
    Measure.PENDING: Ink("blue", Fill.DOTS),
    Measure.IN_PROGRESS: Ink("blue", Fill.RISING),
    Measure.RETURNED: Ink("amber", Fill.CROSSED),
    Measure.NOT_STARTED: Ink("dim", Fill.PLAIN),
    Measure.RESTING: Ink("dim", Fill.LINES),
    Measure.OUT: Ink("dim", Fill.DOTS),
}
LIGHT_PARTS: Mapping[Measure, Ink] = {
    Measure.RED: Ink("red", Fill.SOLID),
    Measure.YELLOW: Ink("amber", Fill.RISING),
    Measure.BLUE: Ink("blue", Fill.DOTS),
    Measure.GREEN: Ink("green", Fill.PLAIN),
    Measure.OFF: Ink("dim", Fill.LINES),
}
_TREND = (
    (Measure.TOTAL, "dim", Marker.SQUARE, Qt.PenStyle.DotLine),
    (Measure.CLOSED, "green", Marker.DOT, Qt.PenStyle.SolidLine),
    (Measure.RED, "red", Marker.TRIANGLE, Qt.PenStyle.DashLine),
)

Standing = tuple[date, Mapping[str, Line]]
"""A day and its lines by label."""


def parts_of(by: By, *, of_lights: bool) -> Mapping[Measure, Ink]:
    """Return what the bars are made of: states or lights, never what the lines themselves are."""
    if by is By.STATE:
        return LIGHT_PARTS
    return LIGHT_PARTS if of_lights and by is not By.LIGHT else STATE_PARTS


def bar_chart(title: str, by: By, labels: Sequence[str], standings: Sequence[Standing], *, of_lights: bool) -> BarChart:
    """Return the bars of each label, of one day or two; parts that no bar has are left out."""
    every = [line for _, lines in standings for line in lines.values()]
    inks = parts_of(by, of_lights=of_lights)
    kept = [measure for measure in inks if any(counted(line, measure).count for line in every)]
    groups = tuple(
        BarGroup(
            label_text(by, label), tuple(_bar(lines.get(label), kept, _day(standings, day)) for day, lines in standings)
        )
        for label in labels
    )
    return BarChart(title, tuple(Part(MEASURES[each], inks[each]) for each in kept), groups)


def _day(standings: Sequence[Standing], day: date) -> str:
    return short_date(day, standings[-1][0].year) if len(standings) > 1 else ""


def _bar(line: Line | None, kept: Sequence[Measure], day: str) -> Bar:
    numbers = [counted(line, measure) for measure in kept]
    return Bar(
        tuple(Piece(part, each.count, Behind(each.keys)) for part, each in enumerate(numbers) if each.count), day
    )


def trend_chart(title: str, trend: Sequence[tuple[date, Line]]) -> TrendChart:
    """Return total, closed and red over some days."""
    days = tuple(_short(day) for day, _ in trend)
    series = (
        Series(MEASURES[measure], colour, marker, stroke, tuple(_point(line, measure) for _, line in trend))
        for measure, colour, marker, stroke in _TREND
    )
    return TrendChart(title, days, tuple(series))


def _short(day: date) -> str:
    """Return a month's end as its month, any other day in full."""
    return f"{day.month}月末" if (day.toordinal() + 1) == _next_month(day).toordinal() else month_day(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _point(line: Line, measure: Measure) -> tuple[int, Behind]:
    number = counted(line, measure)
    return number.count, Behind(number.keys)


def bars_title(by: By, *, of_lights: bool) -> str:
    """Return e.g. 各责任单位任务状态."""
    what = "灯" if parts_of(by, of_lights=of_lights) is LIGHT_PARTS else "状态"
    return f"各{BY_WORDS[by]}的任务{what}"
