"""Charts of a workbook's own, under the table whose sheet shows them; there they cover no figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.pagebreak import Break

from gongkai_desk.export.excel_rows import RowSheet, head_row
from gongkai_desk.export.tables import LaidTable
from gongkai_desk.page.layout import Chart, Series

if TYPE_CHECKING:
    from openpyxl.chart.shapes import GraphicalProperties

_ROW = 0.45  # cm, of an empty row of a sheet


def draw_charts(works: Sequence[RowSheet], tables: Sequence[LaidTable]) -> None:
    """Draw the charts of every table, each on a new page in print: no page end cuts one that has room on it."""
    for work, table in zip(works, tables, strict=True):
        row = head_row(table) + len(table.paper.rows) + 2
        for chart in table.paper.charts:
            source = 0 if chart.first else tables.index(table)
            drawn = _drawn(chart, works[source], tables[source])
            drawn.width = table.paper.leaf.area_width / 10 - 0.5
            work.row_breaks.append(Break(id=row - 1))
            work.add_chart(drawn, f"A{row}")
            row += ceil(chart.height / _ROW)


def _drawn(chart: Chart, work: RowSheet, table: LaidTable) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.chart import Reference

    head, last = head_row(table), head_row(table) + _counted(table)
    made = _bars(chart) if chart.bars else _lines()
    made.title = chart.title
    for series in chart.series:
        place = series.column + 1
        made.add_data(Reference(work, place, head, place, last), titles_from_data=True)
        _ink(made.series[-1], series, bars=chart.bars)
    made.set_categories(Reference(work, 1, head + 1, 1, last))
    made.y_axis.delete = made.x_axis.delete = False  # openpyxl's own default hides them in new Excel
    made.legend.position = "b"
    made.height = chart.height
    return made


def _counted(table: LaidTable) -> int:
    """Return how many rows are drawn: a total at the end is none of them."""
    return len(table.paper.rows) - table.paper.totals


def _bars(chart: Chart) -> Any:  # noqa: ANN401
    from openpyxl.chart import BarChart

    made = BarChart()
    made.type = "bar"
    if chart.stacked:
        made.grouping, made.overlap = "stacked", 100
    made.x_axis.tickLblSkip = 1
    made.x_axis.scaling.orientation = "maxMin"  # the first line on top, as in the table
    return made


def _lines() -> Any:  # noqa: ANN401
    from openpyxl.chart import LineChart

    return LineChart()


def _ink(drawn: Any, series: Series, *, bars: bool) -> None:  # noqa: ANN401
    if bars:
        drawn.graphicalProperties = _filled(series)
        return
    drawn.smooth = False
    drawn.graphicalProperties.line.solidFill = series.colour
    drawn.graphicalProperties.line.dashStyle = series.pattern


def _filled(series: Series) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.fill import ColorChoice, PatternFillProperties

    made = GraphicalProperties(solidFill=series.colour)
    if series.pattern:
        ground = ColorChoice(srgbClr="FFFFFF")
        pattern = PatternFillProperties(prst=series.pattern, fgClr=ColorChoice(srgbClr=series.colour), bgClr=ground)
        made = GraphicalProperties(pattFill=pattern)
    made.line.solidFill = series.colour
    return made
