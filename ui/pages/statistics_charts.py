"""The charts of the page 统计: made of a survey, and their place beside or over the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.domain.figures import Behind
from gongkai_desk.rules.light.statistics import GroupBy, Line, Measure, counted
from gongkai_desk.standing.statistics import label_text
from gongkai_desk.wording.days import month_day, short_date
from gongkai_desk.wording.figures import BY_WORDS, MEASURES
from ui.pages.statistics_bar import Segments
from ui.parts.bar_chart import Bar, BarChart, BarGroup, Legend, Part, Piece
from ui.parts.chart import ChartView
from ui.parts.trend_chart import Marker, Series, TrendChart
from ui.theme import Tone
from ui.widgets.notices import label, link
from ui.widgets.painting import Fill, Ink

STATE_PARTS: Mapping[Measure, Ink] = {
    Measure.CLOSED: Ink(Tone.GREEN, Fill.SOLID),
    Measure.PENDING: Ink(Tone.BLUE, Fill.DOTS),
    Measure.IN_PROGRESS: Ink(Tone.BLUE, Fill.RISING),
    Measure.RETURNED: Ink(Tone.AMBER, Fill.CROSSED),
    Measure.NOT_STARTED: Ink(Tone.DIM, Fill.PLAIN),
    Measure.RESTING: Ink(Tone.DIM, Fill.LINES),
    Measure.OUT: Ink(Tone.DIM, Fill.DOTS),
}
LIGHT_PARTS: Mapping[Measure, Ink] = {
    Measure.RED: Ink(Tone.RED, Fill.SOLID),
    Measure.YELLOW: Ink(Tone.AMBER, Fill.RISING),
    Measure.BLUE: Ink(Tone.BLUE, Fill.DOTS),
    Measure.GREEN: Ink(Tone.GREEN, Fill.PLAIN),
    Measure.OFF: Ink(Tone.DIM, Fill.LINES),
}
_TREND = (
    (Measure.TOTAL, Tone.DIM, Marker.SQUARE, Qt.PenStyle.DotLine),
    (Measure.CLOSED, Tone.GREEN, Marker.DOT, Qt.PenStyle.SolidLine),
    (Measure.RED, Tone.RED, Marker.TRIANGLE, Qt.PenStyle.DashLine),
)

Standing = tuple[date, Mapping[str, Line]]
"""A day and its lines by label."""


def parts_of(by: GroupBy, *, of_lights: bool) -> Mapping[Measure, Ink]:
    """Return what the bars are made of: states or lights, never what the lines themselves are."""
    if by is GroupBy.STATE:
        return LIGHT_PARTS
    return LIGHT_PARTS if of_lights and by is not GroupBy.LIGHT else STATE_PARTS


def bar_chart(
    title: str, by: GroupBy, labels: Sequence[str], standings: Sequence[Standing], *, of_lights: bool
) -> BarChart:
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


def trend_chart(title: str, trend: Sequence[tuple[date, Line]], *, of_years: bool = False) -> TrendChart:
    """Return total, closed and red over some days, or over years."""
    days = tuple(f"{day.year}年" if of_years else _short(day) for day, _ in trend)
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


def bars_title(by: GroupBy, *, of_lights: bool) -> str:
    """Return e.g. 各责任单位任务状态."""
    what = "灯" if parts_of(by, of_lights=of_lights) is LIGHT_PARTS else "状态"
    return f"各{BY_WORDS[by]}的任务{what}"


_MONTHS, _YEARS = "months", "years"
_HINT = "指向或用方向键移到图中各段，点一下或按回车键列出任务"


class ChartSide(QWidget):
    """``chosen(spot)``: a part of a bar or a point of the trend was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend, self.bars = ChartView("图例", self), ChartView("统计图", self)
        self.legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.trend = ChartView("走势图", self, least=9)
        self.hint = label(_HINT, name="dim", wrap=True, parent=self)
        self.bars_title, self.trend_title = (label(name="heading", parent=self) for _ in range(2))
        self.copy_bars_button, self.copy_trend_button = (link(text, self) for text in ("复制图", "复制走势图"))
        self.bars_data_button, self.trend_data_button = (link("复制数据", self) for _ in range(2))
        for each, what in ((self.bars_data_button, "统计图"), (self.trend_data_button, "走势图")):
            each.setAccessibleName(f"复制{what}的数据")
            each.setToolTip("数据按表格复制，可粘贴到 Excel")
        self.spans = Segments("走势", [(_MONTHS, "各月", "今年各月末"), (_YEARS, "各年", "各年年末")], self)
        self.spans.hide()
        self.area = QScrollArea(self)
        self._lay_out()
        for chart in (self.bars, self.trend):
            chart.chosen.connect(self.chosen)
            chart.pointed.connect(self._point)
        self.bars.moved.connect(self._follow)

    def _lay_out(self) -> None:
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(_on_sheet(self.bars))
        self.bars_box, self.trend_box = QWidget(self), QWidget(self)
        column = _column(self.bars_box)
        column.addLayout(headed(self.bars_title, self.bars_data_button, self.copy_bars_button))
        column.addWidget(self.legend)
        column.addWidget(self.area, 1)
        column = _column(self.trend_box)
        column.addLayout(headed(self.trend_title, self.spans, self.trend_data_button, self.copy_trend_button))
        column.addWidget(self.trend, 1)
        column = _column(self)
        column.setContentsMargins(12, 4, 24, 12)
        column.addWidget(self.bars_box, 3)
        column.addWidget(self.trend_box, 2)
        column.addWidget(self.hint)

    def show_bars(self, chart: BarChart) -> None:
        """Show these bars."""
        self.bars_title.setText(chart.title)
        self.legend.show_chart(Legend(chart.parts))
        self.bars.show_chart(chart)

    def show_trend(self, title: str, chart: TrendChart) -> None:
        """Show this trend."""
        self.trend_title.setText(title)
        self.trend.show_chart(chart)
        for each in (self.copy_trend_button, self.trend_data_button):
            each.setEnabled(bool(chart.days))

    def offer_years(self, there: bool) -> None:
        """Let the years be chosen where there are several."""
        self.spans.setVisible(there)

    def of_years(self) -> bool:
        """Tell whether the trend goes over years."""
        return self.spans.chosen() == _YEARS

    def _point(self, text: str) -> None:
        self.hint.setText(text or _HINT)

    def _follow(self, box: QRectF) -> None:
        """Bring the bar into view that the keys are on."""
        self.area.ensureVisible(0, round(box.center().y()), 0, self.fontMetrics().lineSpacing() * 2)


def headed(title: QWidget, *right: QWidget) -> QHBoxLayout:
    """Return a heading with links at the right."""
    row = QHBoxLayout()
    row.addWidget(title)
    row.addStretch(1)
    for each in right:
        row.addWidget(each)
    return row


def _column(box: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(box)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(6)
    return made


def _on_sheet(view: QWidget) -> QWidget:
    """Return the view on a ground of its own, held at the top."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    column.addStretch(1)
    return sheet
