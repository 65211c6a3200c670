"""全年日历 as a list by months: 日期, 事项, 单位, 依据."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from gongkai_desk.domain.calendar import CalendarLine, CalendarPaper
from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.sheet import FontScheme
from gongkai_desk.page.layout import BandKind, Book, Row, RowKind, TableColumn, TablePaper, band, whole_row

_COLUMNS = (
    TableColumn("日期", 20.0, Align.CENTRE),
    TableColumn("事项", 64.0),
    TableColumn("单位", 30.0),
    TableColumn("依据", 42.0),
)
_MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


def year_list(facts: CalendarPaper) -> TablePaper:
    """Return the list of a year or a month."""
    above = band(BandKind.TITLE, facts.title), band(BandKind.LINE, facts.note)
    book = Book("工作日历", frozen=1, fonts=FontScheme.SYSTEM)
    return TablePaper(facts.title, _COLUMNS, list(_rows(facts)), above, book=book)


def _rows(facts: CalendarPaper) -> Iterator[Row]:
    """Yield a row for the head of each month and one for each line; a day stands once for all its lines."""
    for month, lines in groupby(facts.lines, key=attrgetter("month")):
        of_month: list[CalendarLine] = list(lines)
        yield Row((f"{_MONTHS[month - 1]}月（{len(of_month)}项）",), kind=RowKind.SECTION)
        above = ""
        for line in of_month:
            plain = whole_row(line.day, line.matter, line.units, line.basis)
            yield replace(plain, joined=(line.day == above, False, False, False))
            above = line.day
