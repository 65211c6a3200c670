"""Lists as they are seen: the table in the window, on a lying page; 全年日历 by months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from gongkai_desk.domain.calendar import CalendarLine, CalendarPaper
from gongkai_desk.domain.papers import SeenTable
from gongkai_desk.domain.sheet import Align, FontScheme, Orientation
from gongkai_desk.page.layout import Band, BandKind, Book, Row, RowKind, TableColumn, TablePaper, band, whole_row
from gongkai_desk.page.measures import LANDSCAPE

_NARROWEST = 11.0  # mm: two characters of a head beside each other


def seen_table(facts: SeenTable) -> TablePaper:
    """Return the table as a paper."""
    columns = tuple(map(TableColumn, facts.heads, _widths(facts.shares, LANDSCAPE.area_width), facts.aligns))
    return TablePaper(
        facts.title,
        columns,
        list(_rows(facts)),
        tuple(_above(facts)),
        orientation=Orientation.LANDSCAPE,
        fit=False,
        fonts=FontScheme.SYSTEM,
        book=Book("当前表格", facts.frozen),
    )


def _above(facts: SeenTable) -> Iterator[Band]:
    yield band(BandKind.TITLE, facts.title)
    if facts.note:
        yield band(BandKind.NOTE, facts.note)


def _rows(facts: SeenTable) -> Iterator[Row]:
    before: tuple[object, ...] = (None,) * len(facts.heads)
    for number, texts in enumerate(facts.rows):
        groups = facts.groups[number] if facts.groups else (None,) * len(texts)
        joined = tuple(one is not None and one == other for one, other in zip(groups, before, strict=True))
        yield Row(texts, joined if number else (False,) * len(texts))
        before = groups


def _widths(shares: tuple[float, ...], area: float) -> tuple[float, ...]:
    """Return millimetres that fill the page; none narrower than a head needs, the widest gives for it."""
    plain = [max(_NARROWEST, share * area / sum(shares)) for share in shares]
    over = sum(plain) - area
    widest = max(range(len(plain)), key=plain.__getitem__)
    plain[widest] = max(_NARROWEST, plain[widest] - over)
    return tuple(plain)


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
    return TablePaper(facts.title, _COLUMNS, list(_month_rows(facts)), above, book=book)


def _month_rows(facts: CalendarPaper) -> Iterator[Row]:
    """Yield a row for the head of each month and one for each line; a day stands once for all its lines."""
    for month, lines in groupby(facts.lines, key=attrgetter("month")):
        of_month: list[CalendarLine] = list(lines)
        yield Row((f"{_MONTHS[month - 1]}月（{len(of_month)}项）",), kind=RowKind.SECTION)
        above = ""
        for line in of_month:
            plain = whole_row(line.day, line.matter, line.units, line.basis)
            yield replace(plain, joined=(line.day == above, False, False, False))
            above = line.day
