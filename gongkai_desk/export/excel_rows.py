"""Rows of a workbook: tables, forms and the lines round them, with styles and merges; charts under their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.worksheet.pagebreak import Break

from gongkai_desk.domain.sheet import Align
from gongkai_desk.export.bands import LaidBand, column_spans
from gongkai_desk.export.cell_styles import Look
from gongkai_desk.export.paging import Placed
from gongkai_desk.export.sheet_codes import sheet_picture
from gongkai_desk.export.tables import LaidTable, placed_cells, row_heights
from gongkai_desk.export.workbook import LETTERS, RowSheet
from gongkai_desk.page.layout import BandKind, Chart, Form, PickList, RowKind, Series, plain_text
from gongkai_desk.page.measures import FIGURES, Fonts, line_count, points

if TYPE_CHECKING:
    from openpyxl.chart.shapes import GraphicalProperties


_FORMULA_SIGNS = ("=", "+", "-", "@")
_SINGLE = (BandKind.ANNEX,)  # a blank row follows


def head_row(table: LaidTable) -> int:
    """Return the number of the head row, from 1."""
    return 1 + sum(2 if band.kind in _SINGLE else 1 for band in table.above)


class Offer(NamedTuple):
    """Words that are offered in cells: in these columns and rows, from 1, the last ones included."""

    picks: PickList
    left: int
    right: int
    top: int
    bottom: int

    @property
    def cells(self) -> str:
        """Return the cells as Excel names them: ``B3:D3``."""
        return f"{LETTERS[self.left - 1]}{self.top}:{LETTERS[self.right - 1]}{self.bottom}"

    def goes_on_in(self, below: Offer) -> bool:
        """Tell whether the same words are offered in the cells right below."""
        return (*self[:3], self.bottom + 1) == below[:4]


class RowWriter:
    """Writes rows one after another and remembers merges."""

    def __init__(self, work: RowSheet, fonts: Fonts) -> None:
        self._work = work
        self._fonts = fonts
        self._next = 1
        self._merges: list[str] = []  # openpyxl takes its time with ranges, and writes them as texts
        self._style = work.parent.styles.number
        self.offers: list[Offer] = []
        self._last_offer: dict[int, int] = {}  # of a column

    def band(self, band: LaidBand, widths: Sequence[float]) -> None:
        """Write a line over or under a table whose columns are ``widths`` points wide."""
        pieces, size, font = band.pieces, band.style.size, band.font(self._fonts)
        if len(pieces) > len(widths):
            pieces = (replace(pieces[0], text="　".join(piece.text for piece in pieces)),)
        texts: list[str] = []
        styles: list[int] = []
        for piece, count in zip(pieces, column_spans(pieces, size, widths, points(FIGURES.sheet_side)), strict=True):
            self._merge(len(texts) + 1, count, 1)
            self._offer(piece.picks, len(texts) + 1, count)
            texts += [plain_text(piece.text), *[""] * (count - 1)]
            ruled = piece.picks is not None
            styles += [self._style(Look(font, size, piece.align, ruled=ruled, typed=piece.typed))] * count
            self._code(piece.code, widths[: len(texts)])
        single = band.kind in _SINGLE
        coded = any(piece.code for piece in pieces)
        taken = max(band.taken, points(FIGURES.code + 2 * FIGURES.sheet_code_gap)) if coded else band.taken
        self._add(texts, styles, band.height if single else taken)
        if single:
            blank = self._style(Look(self._fonts.text, size, Align.LEFT, ruled=False))
            self._merge(1, len(widths), 1)
            self._add([""] * len(widths), [blank] * len(widths), band.style.after)

    def form(self, form: Form) -> None:
        """Write a form."""
        rows, count = len(form.rows), len(form.widths)
        texts = [[""] * count for _ in range(rows)]
        styles = [[0] * count for _ in range(rows)]
        numeric = [[False] * count for _ in range(rows)]
        for each in placed_cells(form):
            cell, number = each.cell, isinstance(each.cell.value, int)
            font = self._fonts.head if cell.label else self._fonts.text
            style = self._style(Look(font, form.face.size, cell.align, kind="General" if number else "@"))
            for row in range(each.row, each.row + cell.rows):
                styles[row][each.column : each.column + cell.columns] = [style] * cell.columns
            texts[each.row][each.column], numeric[each.row][each.column] = cell.text, number
            self._merge(each.column + 1, cell.columns, cell.rows, each.row)
            self._code(cell.code, tuple(map(points, form.widths[: each.column + cell.columns])), each.row)
        for row, height in enumerate(row_heights(form, form.face.sheet_pitch)):
            self._add(texts[row], styles[row], height, numeric[row])

    def finish(self) -> None:
        """Set the merges."""
        self._work.merges = self._merges

    def _add(
        self,
        texts: Sequence[str],
        styles: Sequence[int],
        height: float | None,
        numeric: Sequence[bool] = (),
        *,
        grows: bool = False,
    ) -> None:
        self._work.add_row(self._next, texts, styles, height, numeric, grows=grows)
        self._next += 1

    def _offer(self, picks: PickList | None, column: int, columns: int = 1) -> None:
        """Offer words in cells of the row to come; one rule is written for a whole column of them."""
        if picks is None:
            return
        made, last = Offer(picks, column, column + columns - 1, self._next, self._next), self._last_offer.get(column)
        if last is not None and self.offers[last].goes_on_in(made):
            self.offers[last] = self.offers[last]._replace(bottom=self._next)
        else:
            self._last_offer[column] = len(self.offers)
            self.offers.append(made)

    def _code(self, content: str, widths: Sequence[float], below: int = 0) -> None:
        """Put a code at the end of these columns, in the row to come or ``below`` it."""
        if not content:
            return
        room, start = points(FIGURES.code + FIGURES.sheet_code_gap), len(widths)
        while start and room > 0:
            start -= 1
            room -= widths[start]
        across = max(-room, 0.0) / points(1)
        self._work.add_image(sheet_picture(content, start + 1, self._next + below, across))

    def _merge(self, column: int, columns: int, rows: int, below: int = 0) -> None:
        """Merge cells that begin in the row to come, or ``below`` it."""
        if columns * rows > 1:
            last, top = column + columns - 1, self._next + below
            self._merges.append(f"{LETTERS[column - 1]}{top}:{LETTERS[last - 1]}{top + rows - 1}")


class TableWriter(RowWriter):
    """Writes the rows of one table, with its page breaks."""

    def __init__(self, work: RowSheet, table: LaidTable, fonts: Fonts) -> None:
        super().__init__(work, fonts)
        self._table = table
        size, columns = table.face.size, table.paper.columns
        self._columns: dict[tuple[bool, bool, str], list[int]] = {}
        figures = [Look(fonts.text, size, each.align, kind=each.number) if each.number else None for each in columns]
        self._numbers = [self._style(look) if look else None for look in figures]
        self._head = self._style(Look(fonts.head, size, Align.CENTRE))
        self._sections = [self._style(Look(font, size, Align.LEFT)) for font in (fonts.head, fonts.sub)]
        self._across = [self._across_styles(font, size, len(columns)) for font in (fonts.head, fonts.sub)]

    def head(self) -> None:
        """Write the head row."""
        heads = self._table.heads
        self._add(heads, [self._head] * len(heads), self._table.head_height)

    def row(self, placed: Placed) -> None:
        """Write one row of the table."""
        if placed.opens:
            self._work.row_breaks.append(Break(id=self._next - 1))
        if placed.row.kind is RowKind.SECTION:
            self._section(placed)
        else:
            self._task(placed)

    def _across_styles(self, font: str, size: float, count: int) -> list[int]:
        sides = [["top", "bottom"] for _ in range(count)]
        sides[0].append("left")
        sides[-1].append("right")
        return [self._style(Look(font, size, Align.CENTRE, across=" ".join(each))) for each in sides]

    def _section(self, placed: Placed) -> None:
        """Write a heading: centred across the row without a merge, or where it takes several lines in one cell."""
        count, level = len(self._numbers), min(placed.row.level, 1)
        text = placed.row.texts[0] if placed.spans[0] else ""
        styles = self._across[level]
        if placed.spans[0] != 1 or line_count(text, self._table.grid.whole) > 1:
            self._merge(1, count, placed.spans[0])
            styles = [self._sections[level]] * count
        self._add([text, *[""] * (count - 1)], styles, placed.height)

    def _task(self, placed: Placed) -> None:
        texts, styles, numeric = [], [], []
        typed = placed.row.typed or (False,) * len(placed.spans)
        for column, (text, span) in enumerate(zip(placed.row.texts, placed.spans, strict=True)):
            self._merge(column + 1, 1, span)
            number = self._numbers[column]
            styles.append(self._styles_for(text, typed=typed[column])[column] if number is None else number)
            texts.append(text if span else "")
            numeric.append(number is not None)
            if typed[column]:
                self._offer(self._table.paper.columns[column].picks, column + 1)
        self._add(texts, styles, placed.height, numeric, grows=any(typed))

    def _styles_for(self, text: str, *, typed: bool) -> list[int]:
        quoted = text.startswith(_FORMULA_SIGNS)
        long = not (typed or quoted) and len(text) > FIGURES.sheet_format_limit
        look = quoted, typed, "General" if long else "@"
        if look not in self._columns:
            self._columns[look] = self._column_styles(*look)
        return self._columns[look]

    def _column_styles(self, quoted: bool, typed: bool, kind: str) -> list[int]:
        """Return the style of each column's cells of one look; openpyxl takes its time, so only of those there are."""
        font, size, columns = self._fonts.text, self._table.face.size, self._table.paper.columns
        looks = (Look(font, size, each.align, kind=kind, faint=each.faint and not typed) for each in columns)
        return [self._style(look._replace(quoted=quoted, typed=typed)) for look in looks]


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
