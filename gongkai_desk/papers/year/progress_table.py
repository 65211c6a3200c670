"""进展情况表 of a period: per task or per unit, on lying pages as the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.sheet import DETAIL, PROGRESS_COLUMNS, ColumnKey, Orientation, TextSize
from gongkai_desk.domain.year.report import ProgressRow, ProgressTable
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
)
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.ledger import table_columns
from gongkai_desk.papers.rows import Record, sequence, signatures, table_rows, task_text
from gongkai_desk.papers.year.lookback import told
from gongkai_desk.papers.year.report import internal_mark, slots_of
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year import report as words

_LONG = (ColumnKey.CONTENT, ColumnKey.PROGRESS)
_NARROW = 11.0  # mm of a column that is empty on the whole paper: a hand still writes in it


def progress_title(facts: ProgressTable) -> str:
    """Return 2026年云州市政务公开工作要点三季度进展情况表."""
    plan, figures = facts.report.plan, facts.report.figures
    return words.TABLE_OF_PROGRESS.format(plan=plan.title, period=words.short_period(figures.period, plan.year))


def progress_table(facts: ProgressTable) -> TablePaper:
    """Return the table, with the figures of the period in a line over it."""
    numbers = sequence([row.task for row in facts.rows])
    records = [_record(row, number) for row, number in zip(facts.rows, numbers, strict=True)]
    rows = table_rows(records, PROGRESS_COLUMNS)
    return TablePaper(
        progress_title(facts),
        _followed(table_columns(PROGRESS_COLUMNS), rows),
        rows,
        tuple(_above(facts)),
        (signatures(),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("进展情况表", frozen=2, detail=DETAIL),
    )


def _followed(columns: Sequence[TableColumn], rows: Sequence[Row]) -> tuple[TableColumn, ...]:
    """Return the columns with the room of those that are empty on the whole paper given to the long texts."""
    widths = [column.width for column in columns]
    tasks = [row for row in rows if row.kind is RowKind.TASK]
    long = [place for place, column in enumerate(columns) if column.key in _LONG]
    for place, column in enumerate(columns):
        if column.width > _NARROW and place not in long and not any(row.texts[place] for row in tasks):
            for taker in long:
                widths[taker] += (column.width - _NARROW) / len(long)
            widths[place] = _NARROW
    pairs = zip(columns, widths, strict=True)
    return tuple(replace(column, width=width, lying=width) for column, width in pairs)


def _record(row: ProgressRow, number: str) -> Record:
    own = {
        ColumnKey.SEQ: number,
        ColumnKey.PROGRESS: row.progress,
        ColumnKey.EARLIER: row.earlier,
        ColumnKey.STATE: row.state,
        ColumnKey.EVIDENCE: row.evidence,
        ColumnKey.PROBLEMS: row.problems,
        ColumnKey.NEXT_STEPS: row.next_steps,
        ColumnKey.EXPECTED: row.expected,
    }
    keys = (column.key for column in PROGRESS_COLUMNS)
    return Record(row.task, tuple(plain_text(own[key]) if key in own else task_text(row.task, key) for key in keys))


def _above(facts: ProgressTable) -> Iterator[Band]:
    report = facts.report
    yield from internal_mark(report)
    yield band(BandKind.TITLE, progress_title(facts))
    yield both_sides(f"填报单位（盖章）：{report.office}", f"截至{chinese_date(report.figures.as_of)}")
    yield Band(BandKind.LINE, (told(words.COUNTED, slots_of(report.figures)),))
    if report.figures.lock is not None:
        yield band(BandKind.LINE, words.SENT.format(day=chinese_date(report.figures.lock.day)))
