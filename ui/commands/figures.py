"""What leaves the page 统计: tables and charts to the clipboard, the paper as Word, Excel, print and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gongkai_desk.domain.figures import (
    Figure,
    FigureBar,
    FigureHead,
    FigureKind,
    FigurePaper,
    FigurePicture,
    FigureRow,
    FigureTable,
)
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.export.pages import setup_of
from gongkai_desk.export.tables import picture_room
from gongkai_desk.papers.listed import FIGURES
from gongkai_desk.papers.statistics import figures, setting_of
from gongkai_desk.rules.light.statistics import Measure
from gongkai_desk.standing.statistics import paper_title
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.wording.figures import MEASURES
from ui.clip import tsv
from ui.commands.command import Here
from ui.commands.papers import show_pages
from ui.parts.bar_chart import BarChart, Piece
from ui.parts.chart_picture import bar_pictures, for_paper, png, trend_picture
from ui.parts.trend_chart import TrendChart
from ui.theme import LIGHT, Tone
from ui.widgets.painting import Fill

_HTML_STYLE = "border-collapse:collapse;font-family:仿宋_GB2312,仿宋,FangSong,serif;font-size:10.5pt"
_CELL_STYLE = "border:0.5pt solid black;padding:1pt 4pt"
_PATTERNS = {
    Fill.SOLID: "",
    Fill.RISING: "wdUpDiag",
    Fill.CROSSED: "openDmnd",
    Fill.DOTS: "pct30",
    Fill.LINES: "ltHorz",
    Fill.PLAIN: "pct10",
}
"""Office's own names of patterns that come nearest to ours."""


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """What the page shows, and what it was asked for: by what (in words), of which plan, year and unit, on which days.

    ``trended`` is the trend as a table; ``told``: the table says what was told for periods.
    """

    table: FigureTable
    bars: BarChart | None
    trend: TrendChart | None
    trended: FigureTable | None
    notes: str
    by: str
    plan: Plan | None
    year: int | None
    unit: str
    as_of: date
    before: date | None
    told: bool = False


# -- clipboard


def copy_table(here: Here, table: FigureTable) -> None:
    """Put the table on the clipboard: as text for Excel, as a ruled table for Word."""
    data = QMimeData()
    data.setText(tsv(rows_of(table)))
    data.setHtml(html_of(table))
    QApplication.clipboard().setMimeData(data)
    here.say("统计表已复制，可粘贴到 Word、Excel 或 WPS。")


def copy_bars(here: Here, chart: BarChart | None) -> None:
    """Put the bars on the clipboard."""
    if chart is not None:
        _copy(here, bar_pictures(chart, titled=True, split=False)[0])


def copy_bars_data(here: Here, chart: BarChart | None, name: str) -> None:
    """Put what the bars show on the clipboard as a table; ``name`` heads the labels."""
    if chart is not None:
        copy_table(here, bars_table(chart, name))


def bars_table(chart: BarChart, name: str) -> FigureTable:
    """Return a line for each bar, of two days one each, and a column for each of their parts."""
    rows = []
    for group in chart.groups:
        for bar in group.bars:
            counts = {piece.part: piece for piece in bar.pieces}
            figures_of = (_figure(counts.get(part)) for part in range(len(chart.parts)))
            rows.append(FigureRow(f"{group.label}{f'（{bar.day}）' if bar.day else ''}", tuple(figures_of)))
    heads = tuple(FigureHead(part.name, FigureKind.COUNT) for part in chart.parts)
    return FigureTable(name, heads, tuple(rows))


def _figure(piece: Piece | None) -> Figure:
    return Figure(piece.count, str(piece.count), piece.behind) if piece else Figure(0, "0")


def copy_trend(here: Here, chart: TrendChart | None) -> None:
    """Put the trend on the clipboard."""
    if chart is not None:
        _copy(here, trend_picture(chart, titled=True))


def _copy(here: Here, image: QImage) -> None:
    data = QMimeData()
    data.setImageData(image)
    data.setData("image/png", png(image))  # with its size on paper, which a bitmap does not keep everywhere
    QApplication.clipboard().setMimeData(data)
    here.say("图已复制，可粘贴到 Word 或 WPS。")


# -- paper


def export(here: Here, shown: FiguresShown, kind: PaperFormat) -> None:
    """Ask for a target and write the paper."""
    paper = paper_of(here, shown)
    here.exports.paper(FIGURES, paper, kind, partial(export, here, shown, kind))


def preview(here: Here, shown: FiguresShown) -> None:
    """Show the paper as it is printed."""
    paper = figures(paper_of(here, shown))
    show_pages(here, paper, setup_of(paper))


def paper_of(here: Here, shown: FiguresShown) -> FigurePaper:
    """Return what the page shows as a paper."""
    library, plan = here.desk.library, shown.plan
    own = setting(library, UNIT) if library is not None else ""
    return FigurePaper(
        paper_title(shown.by, plan=plan, year=shown.year, unit=shown.unit, told=shown.told),
        own or (plan.issuer if plan else ""),
        shown.as_of,
        shown.table,
        shown.before,
        tuple(filter(None, (shown.notes,))),
        tuple(_pictures(shown)),
        shown.trended,
        tuple(_bars(shown)),
    )


def _bars(shown: FiguresShown) -> Iterator[FigureBar]:
    """Yield the columns that a workbook draws: the parts of the bars, or what is closed on two days."""
    inks = {part.name: part.ink for part in shown.bars.parts} if shown.bars else {}
    closed = MEASURES[Measure.CLOSED]
    heads = shown.table.heads
    for column, head in enumerate(heads):
        if head.text in inks:
            ink = inks[head.text]
            yield FigureBar(column, _hex(ink.colour), _PATTERNS[ink.fill])
        elif head.group == closed and head.kind is FigureKind.COUNT:
            last = head is _last_of(heads, closed)
            yield FigureBar(column, _hex(Tone.GREEN), "" if last else _PATTERNS[Fill.PLAIN])


def _last_of(heads: tuple[FigureHead, ...], group: str) -> FigureHead:
    """Return the later day's head of a group."""
    return [head for head in heads if head.group == group and head.kind is FigureKind.COUNT][-1]


def _pictures(shown: FiguresShown) -> Iterator[FigurePicture]:
    """Yield the charts, as large as the page has room for."""
    bars, trend = shown.bars, shown.trend
    room = picture_room(setting_of(shown.table).leaf)
    images = bar_pictures(bars, room=room) if bars and bars.groups else []
    for number, image in enumerate(images, 1):
        part = f"（{number}/{len(images)}）" if len(images) > 1 else ""
        yield for_paper(image, f"图1　{bars.title if bars else ''}{part}")
    if trend is not None:
        yield for_paper(trend_picture(trend, width=room[0]), f"图{2 if images else 1}　{trend.title}")


def rows_of(table: FigureTable) -> list[list[str]]:
    """Return the table with its heads as texts."""
    heads = [table.name, *(head.whole for head in table.heads)]
    return [heads, *([row.label, *(figure.text for figure in row.figures)] for row in table.every_row)]


def html_of(table: FigureTable) -> str:
    """Return the table as HTML with rules, numbers at the right, heads bold."""
    heads, *rows = rows_of(table)
    first = "".join(f'<th style="{_CELL_STYLE};text-align:center">{escape(head)}</th>' for head in heads)
    lines = "".join(f"<tr>{''.join(map(_cell, range(len(row)), row))}</tr>" for row in rows)
    return f'<table style="{_HTML_STYLE}"><tr>{first}</tr>{lines}</table>'


def _cell(column: int, text: str) -> str:
    align = "right" if column else "left"
    return f'<td style="{_CELL_STYLE};text-align:{align}">{escape(text)}</td>'


def _hex(colour: Tone) -> str:
    return LIGHT.of(colour).name().removeprefix("#").upper()
