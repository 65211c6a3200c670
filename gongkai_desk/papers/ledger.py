"""工作台账: landscape, head and foot lines for the seal and the signatures (DOMAIN §7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai_desk.domain.columns import Column, ColumnKey
from gongkai_desk.domain.papers import LedgerEntry, LedgerPaper
from gongkai_desk.domain.sheet import Orientation
from gongkai_desk.page.layout import Band, BandKind, Book, Row, TablePaper, band, both_sides, plain_text
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.breakdown import table_columns
from gongkai_desk.papers.rows import BLANK_DATE, Record, sequence, signatures, table_rows, task_text
from gongkai_desk.wording.days import chinese_date

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
