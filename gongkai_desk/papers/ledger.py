"""工作台账, and 任务分解表 in both official styles (DOMAIN §7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desk.domain.columns import FIVE_COLUMNS, ITEM_COLUMNS, Column, ColumnKey
from gongkai_desk.domain.papers import BreakdownPaper, BreakdownStyle, LedgerEntry, LedgerPaper, Orientation
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    PageNumbers,
    Row,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
)
from gongkai_desk.page.measures import FIGURES, TYPE
from gongkai_desk.papers.rows import BLANK_DATE, Record, sequence, signatures, table_rows, task_text
from gongkai_desk.wording.clocks import chinese_date

_INTERNAL = "内部资料　注意保存"


def ledger(facts: LedgerPaper) -> TablePaper:
    """Return the ledger of a plan."""
    return TablePaper(
        facts.heading,
        table_columns(facts.columns),
        ledger_rows(facts),
        tuple(_above(facts)),
        (signatures(),),
        orientation=Orientation.LANDSCAPE,
        size=facts.paper,
        faces=(TYPE[facts.size],),
        fonts=facts.fonts,
        book=Book("工作台账", frozen=2),
    )


def ledger_rows(facts: LedgerPaper) -> list[Row]:
    """Return the rows of the ledger, section rows among them."""
    numbers = sequence([entry.task for entry in facts.entries])
    columns = facts.columns
    records = [_record(entry, number, columns) for entry, number in zip(facts.entries, numbers, strict=True)]
    return table_rows(records, columns)


def _record(entry: LedgerEntry, number: str, columns: Sequence[Column]) -> Record:
    own = {
        ColumnKey.SEQ: number,
        ColumnKey.CONTACT: entry.contact,
        ColumnKey.PROGRESS: entry.progress,
        ColumnKey.STATE: entry.state,
        ColumnKey.EVIDENCE: entry.evidence,
        ColumnKey.REMARK: entry.remark,
        ColumnKey.LIGHT: entry.light,
        ColumnKey.PROBLEMS: entry.problems,
        ColumnKey.NEXT_STEPS: entry.next_steps,
        ColumnKey.CLOSED: entry.closed,
    }
    keys = (column.key for column in columns)
    return Record(entry.task, tuple(plain_text(own[key]) if key in own else task_text(entry.task, key) for key in keys))


def _above(facts: LedgerPaper) -> Iterator[Band]:
    """Yield 内部资料, the title, who reports, when and up to when."""
    if facts.internal:
        yield band(BandKind.INTERNAL, _INTERNAL)
    yield band(BandKind.TITLE, facts.heading)
    reported = chinese_date(facts.reported) if facts.reported else BLANK_DATE
    yield both_sides(f"填报单位（盖章）：{facts.unit}", f"填报日期：{reported}　　截至{chinese_date(facts.as_of)}")


_COLUMNS = {BreakdownStyle.FIVE: FIVE_COLUMNS, BreakdownStyle.ITEM: ITEM_COLUMNS}
_DRAFT = "（征求意见稿）"


def breakdown(facts: BreakdownPaper) -> TablePaper:
    """Return the table of a plan's tasks."""
    return TablePaper(
        facts.heading,
        table_columns(_COLUMNS[facts.style]),
        breakdown_rows(facts),
        tuple(_over(facts)),
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


def _over(facts: BreakdownPaper) -> Iterator[Band]:
    if facts.annex:
        yield band(BandKind.ANNEX, facts.annex)
    yield band(BandKind.TITLE, facts.heading)
    if facts.draft:
        yield band(BandKind.DRAFT, _DRAFT)
    if facts.note:
        yield band(BandKind.NOTE, facts.note)
