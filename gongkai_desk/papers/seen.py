"""导出当前表格: the table as it is seen, on a lying page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.columns import SeenTable
from gongkai_desk.domain.sheet import FontScheme, Orientation
from gongkai_desk.page.layout import Band, BandKind, Book, Row, TableColumn, TablePaper, band
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
