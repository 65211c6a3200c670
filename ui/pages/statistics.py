"""统计: figures by unit, section, state, light and month, beside their chart; every number leads to its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gongkai_desk.domain.figures import FigureTable
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.state import State
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.rules.light.statistics import GroupBy, Line
from gongkai_desk.standing.statistics import (
    Scope,
    label_text,
    trend_table,
)
from gongkai_desk.standing.year.two_way import years_table
from gongkai_desk.wording.days import chinese_date, short_date
from gongkai_desk.wording.figures import BY_WORDS, PAST_NOTE, RATE_NOTE, TOLD_NOTE, UNIT_NOTE
from ui.commands import plans
from ui.commands.command import Listing, WhereNow
from ui.models.figure_table import FigureModel
from ui.models.task_table import LIGHT_SHAPES, SHAPES
from ui.pages.page import Page
from ui.pages.statistics_bar import Kind, Segments, StatisticsBar
from ui.pages.statistics_charts import STATE_PARTS, ChartSide, bar_chart, bars_title, headed, parts_of, trend_chart
from ui.pages.statistics_run import Shown, SurveyRun, Wanted, trend_days
from ui.parts.bar_chart import BarChart
from ui.parts.chart import Spot
from ui.parts.figure_view import FigureView
from ui.parts.trend_chart import TrendChart
from ui.widgets.notices import EmptyState, button, label
from ui.widgets.painting import Shape

with lazy_imports():
    from ui.commands import figures


_WIDE = 62  # characters of the page from which on table and chart are shown together
_SHARES = (3, 2)  # of the page, for table and chart
_TABLE, _CHART, _TREND = "table", "chart", "trend"
_STATES, _LIGHTS = "states", "lights"


class StatisticsPage(Page):
    """The table first, the chart with it, the trend when it is worked out."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.title = label("统计", name="title", parent=self)
        self.sentence = label(name="dim", parent=self)
        self.bar = StatisticsBar(self.desk.today, self)
        self.split = Segments("图示", [(_STATES, "任务状态", "图中按状态分段"), (_LIGHTS, "灯", "图中按灯分段")], self)
        looks = [(_TABLE, "表", "看统计表"), (_CHART, "图", "看统计图"), (_TREND, "走势", "看各月走势")]
        self.look = Segments("显示", looks, self)
        self.model = FigureModel(self)
        self.view = FigureView(self.model, self)
        self.view.setAccessibleName("统计表")
        self.charts = ChartSide(self)
        self.bars, self.trend = self.charts.bars, self.charts.trend
        self.note = label(name="dim", wrap=True, parent=self)
        self.empty = EmptyState(self)
        self.run = SurveyRun(self.desk, self)
        self.shown: Shown | None = None
        self.trended: list[tuple[date, Line]] = []
        self._followed: int | None = None
        self._lay_out()
        self._wire()

    # -- building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QWidget(self)
        head = QVBoxLayout(self.head)
        head.setContentsMargins(24, 14, 24, 10)
        head.setSpacing(8)
        head.addLayout(self._title_row())
        head.addWidget(self.bar)
        self.bar.second.addWidget(self.look)
        self.bar.second.addSpacing(12)
        for part in (label("图示", parent=self), self.split):
            self.bar.second.addWidget(part)
        self.both = QSplitter(Qt.Orientation.Horizontal, self)
        self.both.setHandleWidth(1)
        self.both.setChildrenCollapsible(False)
        self.table_side = self._table_side()
        self.both.addWidget(self.table_side)
        self.both.addWidget(self.charts)
        for side, stretch in enumerate(_SHARES):
            self.both.setStretchFactor(side, stretch)
        self.both.setSizes([stretch * 1000 for stretch in _SHARES])
        column.addWidget(self.head)
        column.addWidget(self.both, 1)
        column.addWidget(self.empty, 1)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.sentence, 1)
        self.preview_button = button("打印预览…", self.preview, parent=self)
        self.sheet_button = button("导出 Excel…", self.export_xlsx, parent=self)
        self.word_button = button("导出 Word…", self.export_docx, name="primary", parent=self)
        for each in (self.preview_button, self.sheet_button, self.word_button):
            row.addWidget(each)
        return row

    def _table_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 4, 12, 12)
        column.setSpacing(6)
        self.table_title = label(name="heading", parent=side)
        self.copy_table_button = button("复制表", self.copy_table, name="link", parent=side)
        column.addLayout(headed(self.table_title, self.bar.kind, self.copy_table_button))
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        return side

    def _wire(self) -> None:
        self.bar.changed.connect(self.ask)
        self.split.changed.connect(self.show_bars)
        self.look.changed.connect(self._turn)
        self.model.ordered.connect(self.show_bars)
        self.view.chosen.connect(self._choose_figure)
        self.view.copy_wanted.connect(self.copy_table)
        self.charts.chosen.connect(self._choose_spot)
        self.charts.copy_bars_button.clicked.connect(self.copy_bars)
        self.charts.copy_trend_button.clicked.connect(self.copy_trend)
        self.charts.bars_data_button.clicked.connect(self.copy_bars_data)
        self.charts.trend_data_button.clicked.connect(self.copy_trend_data)
        self.charts.spans.changed.connect(self.ask)
        self.run.found.connect(self._take)
        self.run.progressed.connect(self._tell_progress)

    # -- asking

    def refresh(self) -> None:
        """Ask again for all; another plan that was shown since then is counted."""
        shelf = self.desk.shelf
        known = shelf.plans()
        self.bar.blockSignals(True)
        self.bar.fill(known, shelf.unit_names())
        if self.plan is not None and self.plan.id != self._followed:
            self._followed = self.plan.id
            self.bar.choose_plan(self.plan.id)
        self.bar.blockSignals(False)
        there = any(shelf.counts().values())
        for part in (self.head, self.both):
            part.setVisible(there)
        self.empty.setVisible(not there)
        if there:
            self.ask()
        else:
            self.run.stop()
            self.empty.say(
                "还没有可统计的任务",
                "导入收到的要点或任务分解表后，这里按单位、状态、月份统计。",
                (self.action(plans.IMPORT),),
            )

    def scope(self) -> Scope:
        """Return what is counted."""
        return Scope(self.bar.plan_ids(), self.bar.unit()[0])

    def _days(self) -> list[Wanted]:
        before = self.bar.compared_with()
        return [Wanted(self.scope(), day) for day in (self.bar.as_of(), before) if day is not None]

    def _told(self) -> Wanted | None:
        """Return what was told for the periods, where they are the columns."""
        wanted = self.bar.columns() is Kind.PERIODS
        return Wanted(self.scope(), self.bar.as_of(), told=True) if wanted else None

    def _trend_days(self) -> list[Wanted]:
        plans = self.desk.shelf.plans() if self.charts.of_years() else None
        return trend_days(self.scope(), self.bar.as_of(), plans)

    def ask(self) -> None:
        """Ask for what is chosen: the table's days first, the trend behind them."""
        told = self._told()
        self.run.ask([*self._days(), *([told] if told else []), *self._trend_days()])
        self._take()

    def _take(self) -> None:
        """Show what is there."""
        surveys = [self.run.survey(each) for each in self._days()]
        wanted = self._told()
        told = self.run.told(wanted) if wanted else None
        if surveys[0] is not None and None not in surveys and (told is not None or wanted is None):
            before = surveys[1] if len(surveys) > 1 else None
            shown = Shown(surveys[0], before, self.bar.measure(), self.bar.columns(), told)
            if shown != self.shown:
                self.shown = shown
                self._show_table()
        self._show_trend()
        self._tell_progress(0.0)

    def settle(self) -> None:
        """Work out at once what is outstanding."""
        self.run.finish()
        self.view.settle()

    # -- showing

    def _order(self) -> list[str]:
        return [name for _, name in self.desk.shelf.unit_names()] if self.bar.measure() is GroupBy.UNIT else []

    def _show_table(self) -> None:
        assert self.shown is not None
        shown, order = self.shown, self._order()
        table, self._labels, self._standings = shown.table(order), shown.labels(order), shown.standings()
        self.model.show(table, _shapes(shown.by, self._labels))
        self.table_title.setText(f"按{self._by_words()}统计")
        self.note.setText(self.notes())
        self.show_bars()

    def _by_words(self) -> str:
        """Return by what is counted: 责任单位, 责任单位、期次."""
        crossed = {Kind.STATES: "、状态", Kind.PERIODS: "、期次"}
        return BY_WORDS[self.bar.measure()] + crossed.get(self.bar.columns(), "")

    def notes(self) -> str:
        """Return what a reader must know about the figures."""
        if self.bar.columns() is Kind.PERIODS:
            return TOLD_NOTE
        by = self.bar.measure()
        past = self.bar.as_of() < self.desk.today or self.bar.compared_with() is not None
        said = (
            UNIT_NOTE if by is GroupBy.UNIT and self.bar.unit()[0] is None else "",
            RATE_NOTE if self.bar.columns() is Kind.USUAL and by not in (GroupBy.STATE, GroupBy.LIGHT) else "",
            PAST_NOTE if past else "",
        )
        return "".join(said)

    def show_bars(self) -> None:
        """Show the bars in the order of the table."""
        if self.shown is None:
            return
        by = self.bar.measure()
        of_lights = self.split.chosen() == _LIGHTS
        for other, segment in self.split.buttons.items():
            fixed = by in (GroupBy.STATE, GroupBy.LIGHT)
            segment.setEnabled(not fixed or (other == _STATES) == (parts_of(by, of_lights=of_lights) is STATE_PARTS))
        in_order = [self._labels[row] for row in self.model.order]
        chart = bar_chart(bars_title(by, of_lights=of_lights), by, in_order, self._standings, of_lights=of_lights)
        self.charts.show_bars(chart)

    def _show_trend(self) -> None:
        found = [(wanted.day, self.run.in_sum(wanted)) for wanted in reversed(self._trend_days())]
        self.trended = [(day, lines[0]) for day, lines in found if lines]
        year, of_years = self.bar.as_of().year, self.charts.of_years()
        when = "各年" if of_years else f"{year}年"
        self.charts.offer_years(len({plan.year for plan in self.desk.shelf.plans() if plan.year}) > 1)
        chart = trend_chart(f"{when}任务走势", self.trended, of_years=of_years)
        self.charts.show_trend(f"{when}走势（按任务计）", chart)

    def _tell_progress(self, part: float) -> None:
        self._part = part
        self.sentence.setText(self._sentence())

    def _sentence(self) -> str:
        if not self.run.busy:
            before = self.bar.compared_with()
            against = f"，与{short_date(before, self.bar.as_of().year)}比较" if before else ""
            day = self.bar.as_of()
            return f"统计截至{chinese_date(day)}{against}"
        waiting = any(self.run.survey(each) is None for each in self._days())
        return f"正在统计 {self._part:.0%}…" if waiting else "正在统计走势…"

    # -- to the tasks

    def _choose_figure(self, row: int, column: int) -> None:
        line, head = self.model.row(row), self.model.table.heads[column - 1]
        figure = self.model.figure(row, column)
        if figure is not None:
            self._list(f"{line.label}　{head.whole} {figure.text}", figure.behind.tasks)

    def _choose_spot(self, spot: Spot) -> None:
        self._list(spot.text.split("，")[0], spot.behind.tasks)

    def _list(self, said: str, ids: Sequence[int]) -> None:
        """Lead to the tasks; those that were deleted since that day are counted but cannot be listed."""
        if not ids:
            return
        gone = len(ids) - len(self.desk.shelf.some(ids))
        deleted = f"，其中 {gone} 项任务已删除，不再列出" if gone else ""
        self.show_listing(Listing("统计", list(ids), f"{said}{deleted}"))

    # -- what is shown, for paper and clipboard

    def table(self) -> FigureTable:
        """Return the table as it is shown."""
        return self.model.shown()

    def bar_chart(self) -> BarChart | None:
        """Return the bars that are shown."""
        return self.bars.chart if isinstance(self.bars.chart, BarChart) else None

    def trend_table(self) -> FigureTable | None:
        """Return the trend as a table, ``None`` while there is none."""
        if not self.trended:
            return None
        return years_table(self.trended) if self.charts.of_years() else trend_table(self.trended)

    def trend_chart(self) -> TrendChart | None:
        """Return the trend that is shown, ``None`` while there is none."""
        return self.trend.chart if isinstance(self.trend.chart, TrendChart) and self.trended else None

    def figures_shown(self) -> figures.FiguresShown:
        """Return all that leaves the page on paper, counted to the end."""
        self.settle()
        ids, bar = self.bar.plan_ids() or frozenset(), self.bar
        plans = [plan for plan in self.desk.shelf.plans() if plan.id in ids]
        return figures.FiguresShown(
            self.table(),
            self.bar_chart(),
            self.trend_chart(),
            self.trend_table(),
            self.notes(),
            self._by_words(),
            plans[0] if len(plans) == 1 else None,
            plans[0].year if plans else None,
            bar.unit()[1],
            bar.as_of(),
            bar.compared_with(),
            bar.columns() is Kind.PERIODS,
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        figures.copy_table(self.where(), self.table())

    def copy_bars(self) -> None:
        """Put the bars on the clipboard as a picture."""
        figures.copy_bars(self.where(), self.bar_chart())

    def copy_trend(self) -> None:
        """Put the trend on the clipboard as a picture."""
        figures.copy_trend(self.where(), self.trend_chart())

    def copy_bars_data(self) -> None:
        """Put what the bars show on the clipboard as a table."""
        figures.copy_bars_data(self.where(), self.bar_chart(), BY_WORDS[self.bar.measure()])

    def copy_trend_data(self) -> None:
        """Put what the trend shows on the clipboard as a table."""
        if (table := self.trend_table()) is not None:
            figures.copy_table(self.where(), table)

    def export_docx(self) -> None:
        """Write table and charts as Word."""
        figures.export(self.where(), self.figures_shown(), PaperFormat.DOCX)

    def export_xlsx(self) -> None:
        """Write the table as a workbook."""
        figures.export(self.where(), self.figures_shown(), PaperFormat.XLSX)

    def preview(self) -> None:
        """Show table and charts as they are printed."""
        figures.preview(self.where(), self.figures_shown())

    # -- what Qt calls

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "both"):
            self._turn()

    def _turn(self) -> None:
        """Put chart and table beside each other where there is room, else show the one that is chosen."""
        wide = self.width() >= self.fontMetrics().horizontalAdvance("国") * _WIDE
        self.look.setVisible(not wide)
        self.table_side.setVisible(wide or self.look.chosen() == _TABLE)
        self.charts.setVisible(wide or self.look.chosen() != _TABLE)
        self.charts.bars_box.setVisible(wide or self.look.chosen() == _CHART)
        self.charts.trend_box.setVisible(wide or self.look.chosen() == _TREND)


def _shapes(by: GroupBy, found: Sequence[str]) -> dict[str, Shape]:
    """Return the shapes before the labels of a table by states or lights."""
    if by is GroupBy.STATE:
        return {label_text(by, each): SHAPES[State(each)] for each in found}
    if by is GroupBy.LIGHT:
        return {label_text(by, each): LIGHT_SHAPES[Colour(each)] for each in found}
    return {}
