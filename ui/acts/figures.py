"""What leaves the page 统计: tables and charts to the clipboard, the paper as Word, Excel, print and PDF."""

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMainWindow

from gongkai_desk.domain.figures import FigureBar, FigureHead, FigureKind, FigurePaper, FigurePicture, FigureTable
from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.papers.listed import FIGURES
from gongkai_desk.rules.light.statistics import Measure
from gongkai_desk.standing.figures import paper_title, trend_table
from gongkai_desk.wording.figures import MEASURES
from ui.clip import tsv
from ui.exports import Exports
from ui.theme import LIGHT
from ui.widgets.fills import Fill

if TYPE_CHECKING:
    from gongkai_desk.domain.plan import Plan
    from gongkai_desk.export.printed import PrintedPaper
    from ui.pages.statistics import StatisticsPage

_HTML_STYLE = "border-collapse:collapse;font-family:仿宋_GB2312,仿宋,FangSong,serif;font-size:10.5pt"
_CELL_STYLE = "border:0.5pt solid black;padding:1pt 4pt"
_SHOWN = 6000  # milliseconds that the status bar tells of it
_PATTERNS = {
    Fill.SOLID: "",
    Fill.RISING: "wdUpDiag",
    Fill.CROSSED: "openDmnd",
    Fill.DOTS: "pct30",
    Fill.LINES: "ltHorz",
    Fill.PLAIN: "pct10",
}
"""Office's own names of patterns that come nearest to ours."""


class FigureActs(QObject):
    """Copies, exports and prints what the page shows."""

    def __init__(self, page: "StatisticsPage") -> None:
        super().__init__(page)
        self._page = page
        self._exports = Exports(page.desk, page)

    # -- clipboard

    def copy_table(self) -> None:
        """Put the table on the clipboard: as text for Excel, as a ruled table for Word."""
        table = self._page.table()
        data = QMimeData()
        data.setText(tsv(rows_of(table)))
        data.setHtml(html_of(table))
        QApplication.clipboard().setMimeData(data)
        self._tell("统计表已复制，可粘贴到 Word、Excel 或 WPS。")

    def copy_bars(self) -> None:
        """Put the bars on the clipboard."""
        from ui.widgets.chart_picture import bar_pictures

        chart = self._page.bar_chart()
        if chart is not None:
            self._copy(bar_pictures(chart, titled=True, split=False)[0])

    def copy_trend(self) -> None:
        """Put the trend on the clipboard."""
        from ui.widgets.chart_picture import trend_picture

        chart = self._page.trend_chart()
        if chart is not None:
            self._copy(trend_picture(chart, titled=True))

    def _copy(self, image: QImage) -> None:
        from ui.widgets.chart_picture import png

        data = QMimeData()
        data.setImageData(image)
        data.setData("image/png", png(image))  # with its size on paper, which a bitmap does not keep everywhere
        QApplication.clipboard().setMimeData(data)
        self._tell("图已复制，可粘贴到 Word 或 WPS。")

    def _tell(self, text: str) -> None:
        window = self._page.window()
        if isinstance(window, QMainWindow):
            window.statusBar().showMessage(text, _SHOWN)

    # -- paper

    def export(self, kind: str) -> None:
        """Ask for a target and write the paper."""
        self._page.settle()
        paper = self.paper()
        self._exports.paper(FIGURES, paper, PaperFormat(kind), partial(self.export, kind))

    def preview(self) -> None:
        """Show the paper as it is printed."""
        from gongkai_desk.export.pages import setup_of
        from gongkai_desk.papers.statistics import figures
        from ui.printing.preview import Preview

        self._page.settle()
        paper = figures(self.paper())
        Preview.show_for(self._page, paper, setup_of(paper), self.save_pages)

    def save_pages(self, paper: "PrintedPaper") -> None:
        """Write pages as PDF that are already laid out."""
        from ui.printing.pdf import write_pdf

        self._exports.write(
            "导出 PDF",
            paper.title,
            "pdf",
            lambda path: partial(write_pdf, paper, path),
            partial(self.save_pages, paper),
        )

    def paper(self) -> FigurePaper:
        """Return what the page shows as a paper."""
        from gongkai_desk.store.settings import UNIT, setting

        page, library = self._page, self._page.desk.library
        plan, year = self._counted()
        own = setting(library, UNIT) if library is not None else ""
        return FigurePaper(
            paper_title(page.bar.measure(), plan=plan, year=year, unit=page.bar.unit()[1]),
            own or (plan.issuer if plan else ""),
            page.bar.as_of(),
            page.table(),
            page.bar.compared_with(),
            tuple(filter(None, (page.notes(),))),
            tuple(self._pictures()),
            trend_table(page.trended) if page.trended else None,
            tuple(self._bars()),
        )

    def _bars(self) -> Iterator[FigureBar]:
        """Yield the columns that a workbook draws: the parts of the bars, or what is closed on two days."""
        chart = self._page.bar_chart()
        inks = {part.name: part.ink for part in chart.parts} if chart else {}
        closed = MEASURES[Measure.CLOSED]
        for column, head in enumerate(self._page.table().heads):
            if head.text in inks:
                ink = inks[head.text]
                yield FigureBar(column, _hex(ink.colour), _PATTERNS[ink.fill])
            elif head.group == closed and head.kind is FigureKind.COUNT:
                yield FigureBar(column, _hex("green"), "" if head is self._last_of(closed) else _PATTERNS[Fill.PLAIN])

    def _last_of(self, group: str) -> FigureHead:
        """Return the later day's head of a group."""
        heads = self._page.table().heads
        return [head for head in heads if head.group == group and head.kind is FigureKind.COUNT][-1]

    def _counted(self) -> "tuple[Plan | None, int | None]":
        """Return the one plan that is counted, and the year."""
        ids = self._page.bar.plan_ids() or frozenset()
        plans = [plan for plan in self._page.desk.shelf.plans() if plan.id in ids]
        return (plans[0] if len(plans) == 1 else None), (plans[0].year if plans else None)

    def _pictures(self) -> Iterator[FigurePicture]:
        """Yield the charts, as large as the page has room for."""
        from gongkai_desk.export.tables import picture_room
        from gongkai_desk.papers.statistics import setting_of
        from ui.widgets.chart_picture import bar_pictures, for_paper, trend_picture

        bars, trend = self._page.bar_chart(), self._page.trend_chart()
        room = picture_room(setting_of(self._page.table()).leaf)
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


def _hex(colour: str) -> str:
    return str(getattr(LIGHT, colour)).removeprefix("#").upper()
