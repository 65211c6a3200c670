"""任务分解表 in both official styles (DOMAIN §7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desk.domain.columns import FIVE_COLUMNS, ITEM_COLUMNS, Column, ColumnKey
from gongkai_desk.domain.papers import BreakdownPaper, BreakdownStyle
from gongkai_desk.page.layout import Band, BandKind, Book, PageNumbers, Row, TableColumn, TablePaper, band
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.rows import Record, sequence, table_rows, task_text

_COLUMNS = {BreakdownStyle.FIVE: FIVE_COLUMNS, BreakdownStyle.ITEM: ITEM_COLUMNS}
_DRAFT = "（征求意见稿）"


def breakdown(facts: BreakdownPaper) -> TablePaper:
    """Return the table of a plan's tasks."""
    return TablePaper(
        facts.heading,
        table_columns(_COLUMNS[facts.style]),
        breakdown_rows(facts),
        tuple(_above(facts)),
        orientation=facts.orientation,
        faces=(TYPE[facts.size],),
        side=FIGURES.side,
        fonts=facts.fonts,
        numbers=PageNumbers.STANDARD,
        first_page=facts.first_page,
        book=Book("任务分解表"),
    )


def table_columns(columns: Sequence[Column]) -> tuple[TableColumn, ...]:
    """Return columns of tasks as columns of a paper."""
    return tuple(TableColumn(each.title, each.portrait, each.align, each.key, each.landscape) for each in columns)


def breakdown_rows(facts: BreakdownPaper) -> list[Row]:
    """Return the rows of the table, section rows among them."""
    columns = _COLUMNS[facts.style]
    records = []
    for task, number in zip(facts.tasks, sequence(facts.tasks), strict=True):
        texts = (number if column.key is ColumnKey.SEQ else task_text(task, column.key) for column in columns)
        records.append(Record(task, tuple(texts)))
    return table_rows(records, columns)


def _above(facts: BreakdownPaper) -> Iterator[Band]:
    if facts.annex:
        yield band(BandKind.ANNEX, facts.annex)
    yield band(BandKind.TITLE, facts.heading)
    if facts.draft:
        yield band(BandKind.DRAFT, _DRAFT)
    if facts.note:
        yield band(BandKind.NOTE, facts.note)
