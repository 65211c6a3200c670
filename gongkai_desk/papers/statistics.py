"""统计表: figures under heads with note and signatures, the charts, the trend (DOMAIN §7 for head and foot)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_desk.domain.figures import (
    Counted,
    CountedKind,
    Figure,
    FigureHead,
    FigureKind,
    FigurePaper,
    FigureRow,
    FigureTable,
)
from gongkai_desk.domain.sheet import Align, Orientation, TextSize
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Chart,
    Link,
    Row,
    Series,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
)
from gongkai_desk.page.measures import FIGURES, MM_PER_INCH, TYPE, Leaf, Typeface, leaf, text_width
from gongkai_desk.papers.rows import signatures
from gongkai_desk.wording.days import chinese_date

_LABELS_LEAST, _LABELS_MOST = 30.0, 62.0  # mm of the column of labels
_TOTAL_GAP = 1.0  # ems by which a figure's column is wider than its longest text
_TREND = "各月末情况"
_TRENDS = {"年度": "各年情况"}
"""What a trend is headed, by what its lines are."""
_FORMATS = {
    FigureKind.COUNT: "0",
    FigureKind.RATE: "0.0%",
    FigureKind.CHANGE: '"增 +"0;"减 −"0;"持平"',
    FigureKind.POINTS: '"升 +"0.0;"降 −"0.0;"持平"',
}
"""How a workbook writes figures: they stay numbers, words come from the format."""
_SPELLED = {FigureKind.RATE: ".17g", FigureKind.POINTS: ".1f"}
_LINE_HEIGHT, _BAR_LEAST, _BAR_MOST = 8.0, 7.0, 40.0  # cm of a workbook's charts
_TREND_INKS = (("566270", "sysDot"), ("1C7040", "solid"), ("B3261E", "dash"))  # 任务数, 已销号, 红灯, as in the window


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table of figures is set: its page, its type, its columns."""

    orientation: Orientation
    face: Typeface
    columns: tuple[TableColumn, ...]

    @property
    def leaf(self) -> Leaf:
        """Return the page."""
        return leaf(self.orientation)


def figures(facts: FigurePaper) -> TablePaper:
    """Return the table with its charts and its trend."""
    set_as = setting_of(facts.table)
    return TablePaper(
        facts.title,
        set_as.columns,
        figure_rows(facts.table),
        (band(BandKind.TITLE, facts.title), _head(facts)),
        tuple(_below(facts)),
        orientation=set_as.orientation,
        faces=(set_as.face,),
        fit=False,
        book=Book("统计表", frozen=1),
        pictures=facts.pictures,
        then=_trend(facts, facts.trend, set_as.orientation) if facts.trend else None,
        totals=1 if facts.table.total else 0,
    )


def setting_of(table: FigureTable, orientation: Orientation | None = None) -> Setting:
    """Return a standing page where all columns have room on it, else a lying one, in smaller type if need be."""
    ways = (orientation,) if orientation else (Orientation.PORTRAIT, Orientation.LANDSCAPE)
    tried = [(way, TYPE[size]) for way in ways for size in (TextSize.FIVE, TextSize.SMALL_FIVE)]
    for way, face in tried:
        widths = [_figure_width(table, column, face) for column in range(len(table.heads))]
        left = leaf(way).area_width - sum(widths)
        if left >= _LABELS_LEAST:
            break
    labels = min(max(left, _LABELS_LEAST), _LABELS_MOST)
    over = max(0.0, sum(widths) + labels - leaf(way).area_width) / len(widths)
    heads = (_column(head, width - over) for head, width in zip(table.heads, widths, strict=True))
    return Setting(way, face, (TableColumn(table.name, labels), *heads))


def _column(head: FigureHead, width: float) -> TableColumn:
    title = f"{head.group}\n{head.text}" if head.group else head.text
    return TableColumn(title, width, Align.RIGHT, number=_FORMATS[head.kind])


def _figure_width(table: FigureTable, column: int, face: Typeface) -> float:
    head = table.heads[column]
    texts = (head.group, head.text, *(row.figures[column].text for row in table.every_row))
    ems = max(map(text_width, texts)) + _TOTAL_GAP
    return ems * face.size / 72 * MM_PER_INCH + 2 * FIGURES.ledger_side


def figure_rows(table: FigureTable) -> list[Row]:
    """Return the rows as texts and as numbers, the total last."""
    return [_row(row, table) for row in table.every_row]


def _row(row: FigureRow, table: FigureTable) -> Row:
    label, whole = plain_text(row.label), (False,) * (len(table.heads) + 1)
    texts = label, *(figure.text for figure in row.figures)
    numbers = (label, *map(_spelled, row.figures, table.heads))
    return Row(texts, whole, numbers=numbers, links=((), *map(_links, row.figures)))


def _links(figure: Figure) -> tuple[Link, ...]:
    """Return what a figure counts, of a change what came and what went; nothing stands behind a 0."""
    behind = figure.behind
    if not behind:
        return ()
    keys = behind.keys
    if behind.before is not None:
        old, new = set(behind.before), set(behind.keys)
        keys = tuple(key for key in (*behind.keys, *behind.before) if (key in old) != (key in new))
    return (Link(0, len(figure.text), Counted(CountedKind.SHARE, keys=keys)),)


def _spelled(figure: Figure, head: FigureHead) -> str:
    return "" if figure.value is None else format(figure.value, _SPELLED.get(head.kind, ".0f"))


def _head(facts: FigurePaper) -> Band:
    against = f"（与{chinese_date(facts.before)}比较）" if facts.before else ""
    return both_sides(f"填报单位（盖章）：{facts.unit}", f"统计截至{chinese_date(facts.as_of)}{against}")


def _below(facts: FigurePaper) -> Iterator[Band]:
    if facts.notes:
        yield band(BandKind.SMALL, "注：" + "".join(facts.notes))
    yield signatures()


def _trend(facts: FigurePaper, trend: FigureTable, orientation: Orientation) -> TablePaper:
    set_as, name = setting_of(trend, orientation), _TRENDS.get(trend.name, _TREND)
    return TablePaper(
        name,
        set_as.columns,
        figure_rows(trend),
        (band(BandKind.HEADING, name),),
        orientation=orientation,
        faces=(set_as.face,),
        fit=False,
        book=Book("走势", frozen=1),
        charts=tuple(_charts(facts, trend)),
    )


def _charts(facts: FigurePaper, trend: FigureTable) -> Iterator[Chart]:
    """Yield the lines of the trend, and the bars of the table; under the trend's table they cover no figures."""
    columns = 1, 2, len(trend.heads)  # all, closed, red
    lines = (Series(column, *ink) for column, ink in zip(columns, _TREND_INKS, strict=True))
    yield Chart("走势", tuple(lines), _LINE_HEIGHT)
    if facts.bars and facts.table.rows:
        bars = tuple(Series(bar.column + 1, bar.colour, bar.pattern) for bar in facts.bars)
        height = min(_BAR_MOST, max(_BAR_LEAST, 2 + len(facts.table.rows) * 0.55))
        title = f"各{facts.table.name}情况"
        yield Chart(title, bars, height, bars=True, stacked=facts.before is None, first=True)
