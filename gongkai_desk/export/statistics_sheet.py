"""统计表 as a workbook: figures stay numbers, the trend with charts of Excel's own on a second sheet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.pagebreak import Break

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.figures import Figure, FigureBar, FigureHead, FigureKind, FigurePaper, FigureTable
from gongkai_desk.domain.papers import FontScheme
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.ledger import SIGNATURES
from gongkai_desk.export.page import FIGURES, FONTS, points
from gongkai_desk.export.paging import Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.sheet_kit import Line, Piece, Sheet, write_sheets
from gongkai_desk.export.statistics import NOTE_LINE, NOTE_SIZE, TREND_TITLE, Setting, head_texts, note_text, setting_of
from gongkai_desk.export.titles import title_lines
from gongkai_desk.progress import Progress, silent

if TYPE_CHECKING:
    from openpyxl.chart.shapes import GraphicalProperties

FORMATS = {
    FigureKind.COUNT: "0",
    FigureKind.RATE: "0.0%",
    FigureKind.CHANGE: '"增 +"0;"减 −"0;"持平"',
    FigureKind.POINTS: '"升 +"0.0;"降 −"0.0;"持平"',
}
"""How a workbook writes figures: they stay numbers, words come from the format."""
_SPELLED = {FigureKind.RATE: ".4f", FigureKind.POINTS: ".1f"}
_FOOT = ("", "第&P页　共&N页", "")
_LINE_HEIGHT, _BAR_LEAST, _BAR_MOST = 8.0, 7.0, 40.0  # cm of charts
_ROWS_OF_LINES = 18  # rows of a sheet that the first chart covers
_TREND_COLOURS = ("566270", "1C7040", "B3261E")  # 任务数, 已销号, 红灯, as in the window
_TREND_DASHES = ("sysDot", "solid", "dash")


def write_xlsx(path: Path, paper: FigurePaper, progress: Progress = silent) -> None:
    """Write the workbook.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    parts = [(_sheet(paper, paper.table, "统计表", paper.title), _rows(paper.table))]
    if paper.trend:
        parts.append((_sheet(paper, paper.trend, "走势", TREND_TITLE), _rows(paper.trend)))
    write_sheets(path, parts, progress, lambda works: _draw(works, [sheet for sheet, _ in parts], paper))


def _rows(table: FigureTable) -> list[Row]:
    whole = (False,) * (len(table.heads) + 1)
    return [Row((plain_text(row.label), *map(_number, row.figures, table.heads)), whole) for row in table.every_row]


def _number(figure: Figure, head: FigureHead) -> str:
    return "" if figure.value is None else format(figure.value, _SPELLED.get(head.kind, ".0f"))


def _sheet(paper: FigurePaper, table: FigureTable, name: str, title: str) -> Sheet:
    set_as = setting_of(table, None if table is paper.table else setting_of(paper.table).page)
    fonts, count, size = FONTS[FontScheme.OFFICIAL], len(set_as.heads), FIGURES.head_line_size
    signed = Line(tuple(_signatures(count)), fonts.text, size, FIGURES.foot_gap + FIGURES.head_line)
    return Sheet(
        name=name,
        title=title,
        leaf=set_as.page,
        fonts=fonts,
        face=set_as.face,
        heads=set_as.heads,
        widths=set_as.widths,
        aligns=set_as.aligns,
        above=tuple(_above(paper, title, set_as)),
        below=(*_note(paper, set_as), signed) if table is paper.table else (),
        foot_odd=_FOOT,
        foot_even=_FOOT,
        frozen=1,
        formats=("", *(FORMATS[head.kind] for head in table.heads)),
    )


def _above(paper: FigurePaper, title: str, set_as: Setting) -> Iterator[Line]:
    fonts, count, wide = FONTS[FontScheme.OFFICIAL], len(set_as.heads), points(sum(set_as.widths))
    lines = title_lines(title, wide / FIGURES.title_size - FIGURES.sheet_slack)
    height = len(lines) * FIGURES.title_line + FIGURES.title_gap
    yield Line((Piece("\n".join(lines), count, Align.CENTRE),), fonts.title, FIGURES.title_size, height)
    for text, align in zip(head_texts(paper), (Align.LEFT, Align.RIGHT), strict=True):
        yield Line((Piece(text, count, align),), fonts.text, FIGURES.head_line_size, FIGURES.head_line)


def _note(paper: FigurePaper, set_as: Setting) -> Iterator[Line]:
    if note := note_text(paper):
        lines = line_count(note, points(sum(set_as.widths)) / NOTE_SIZE - FIGURES.sheet_slack)
        fonts = FONTS[FontScheme.OFFICIAL]
        yield Line((Piece(note, len(set_as.heads)),), fonts.text, NOTE_SIZE, lines * NOTE_LINE)


def _signatures(columns: int) -> Iterator[Piece]:
    """Yield the places for signatures over the columns there are."""
    if columns < len(SIGNATURES):
        yield Piece("　".join(SIGNATURES), columns)
        return
    own, more = divmod(columns, len(SIGNATURES))
    for place, text in enumerate(SIGNATURES):
        yield Piece(text, own + (place < more))


# ---- charts of the workbook itself


def _draw(works: Sequence[Any], sheets: Sequence[Sheet], paper: FigurePaper) -> None:
    """Draw the trend and the bars under the trend's table; there they cover no figures."""
    if paper.trend is None:
        return
    below = sheets[1].head_row + len(paper.trend.rows) + 2
    _put(works[1], _lines(works[1], sheets[1], len(paper.trend.rows)), below)
    if paper.bars and paper.table.rows:
        _put(works[1], _bars(works[0], sheets[0], paper), below + _ROWS_OF_LINES)


def _put(work: Any, chart: Any, row: int) -> None:  # noqa: ANN401 - openpyxl has no types
    """Put a chart at a row, in print on a new page: no page end cuts one that has room on it."""
    work.row_breaks.append(Break(id=row - 1))
    work.add_chart(chart, f"A{row}")


def _bars(work: Any, sheet: Sheet, paper: FigurePaper) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.chart import BarChart, Reference

    count = len(paper.table.rows)
    chart = BarChart()
    chart.type, chart.title = "bar", f"各{paper.table.name}情况"
    if paper.before is None:
        chart.grouping, chart.overlap = "stacked", 100
    for bar in paper.bars:
        place = bar.column + 2
        chart.add_data(Reference(work, place, sheet.head_row, place, sheet.head_row + count), titles_from_data=True)
        chart.series[-1].graphicalProperties = _filled(bar)
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.scaling.orientation = "maxMin"  # the first line on top, as in the table
    return _finished(chart, work, sheet, count, min(_BAR_MOST, max(_BAR_LEAST, 2 + count * 0.55)))


def _filled(bar: FigureBar) -> "GraphicalProperties":
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.fill import ColorChoice, PatternFillProperties

    made = GraphicalProperties(solidFill=bar.colour)
    if bar.pattern:
        ground = ColorChoice(srgbClr="FFFFFF")
        pattern = PatternFillProperties(prst=bar.pattern, fgClr=ColorChoice(srgbClr=bar.colour), bgClr=ground)
        made = GraphicalProperties(pattFill=pattern)
    made.line.solidFill = bar.colour
    return made


def _lines(work: Any, sheet: Sheet, count: int) -> Any:  # noqa: ANN401
    from openpyxl.chart import LineChart, Reference

    chart = LineChart()
    chart.title = "走势"
    for column, colour, dash in zip(_trended(sheet), _TREND_COLOURS, _TREND_DASHES, strict=True):
        chart.add_data(Reference(work, column, sheet.head_row, column, sheet.head_row + count), titles_from_data=True)
        series = chart.series[-1]
        series.smooth = False
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.dashStyle = dash
    return _finished(chart, work, sheet, count, _LINE_HEIGHT)


def _trended(sheet: Sheet) -> tuple[int, int, int]:
    """Return the columns of the trend that are drawn: all, closed, red."""
    return 2, 3, len(sheet.heads)


def _finished(chart: Any, work: Any, sheet: Sheet, count: int, height: float) -> Any:  # noqa: ANN401
    from openpyxl.chart import Reference

    chart.set_categories(Reference(work, 1, sheet.head_row + 1, 1, sheet.head_row + count))
    chart.y_axis.delete = chart.x_axis.delete = False  # openpyxl's own default hides them in new Excel
    chart.legend.position = "b"
    chart.width, chart.height = sheet.leaf.area_width / 10 - 0.5, height
    return chart
