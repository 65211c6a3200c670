"""年报数据表 that come back: told from other tables by their heads, codes and cells read, laid on rows and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.domain.year.annual import AnnualCell
from gongkai_desk.domain.year.annual_sheets import (
    CODE_HEAD,
    CODE_LABEL,
    FIRST_CLASS_HEAD,
    LINES,
    UNIT_LABEL,
    VALUE_HEAD,
    YEAR_LABEL,
    AnnualWait,
    Extra,
    LaidLine,
    ToldAnnual,
    ToldLine,
)
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.year.annual import is_open, read_count
from gongkai_desk.words.normal import squash
from gongkai_desk.words.whole_dates import read_date

_LABELS = f"{CODE_LABEL}|{UNIT_LABEL}|{YEAR_LABEL}"
_MARK = re.compile(rf"({_LABELS})[:：]\s*(.*?)\s*(?={_LABELS}|　|报送截止|汇总单位|$)", re.DOTALL)
_YEAR = re.compile(r"(20\d\d)")
_SIX = 6  # columns of table 3 that are filled in


def is_annual_book(tables: Iterable[SheetTable]) -> bool:
    """Tell whether a file is a 年报数据表 of ours, by the heads of its tables."""
    return any(_heads(table) is not None for table in tables)


def _heads(table: SheetTable) -> int | None:
    for place, row in enumerate(table.rows):
        texts = [squash(text or "") for text in row]
        if CODE_HEAD in texts and (VALUE_HEAD in texts or FIRST_CLASS_HEAD in texts):
            return place
    return None


def told_annual(tables: Iterable[SheetTable]) -> ToldAnnual:
    """Return what a workbook says."""
    marks: dict[str, str] = {}
    rows: list[ToldLine] = []
    for table in tables:
        at = _heads(table)
        if at is not None:
            lines = [*table.above, *("　".join(filter(None, row)) for row in table.rows[:at])]
            marks |= {name: text for line in lines for name, text in _MARK.findall(line) if text}
            rows += _rows(table, at)
    year = _YEAR.search(marks.get(YEAR_LABEL, ""))
    return ToldAnnual(marks.get(CODE_LABEL, ""), marks.get(UNIT_LABEL, ""), int(year[1]) if year else None, tuple(rows))


def _rows(table: SheetTable, at: int) -> Iterator[ToldLine]:
    heads = [squash(text or "") for text in table.rows[at]]
    first = heads.index(VALUE_HEAD if VALUE_HEAD in heads else FIRST_CLASS_HEAD)
    wide = 1 if VALUE_HEAD in heads else _SIX
    codes = heads.index(CODE_HEAD)
    names = [place for place in range(first) if place != codes]
    for place in range(at + 1, len(table.rows)):
        row = table.rows[place]
        code, words = _cell(row, codes), "".join(_cell(row, name) for name in names)
        values = tuple(_cell(row, first + step) for step in range(wide))
        if code or (words and any(values)):
            yield ToldLine(table.numbers[place], code, words, values)


def _cell(row: Sequence[str | None], place: int) -> str:
    return without_unseen(row[place] or "").strip() if place < len(row) else ""


# ---- laid


def by_words(words: str, names: Sequence[str]) -> int | None:
    """Return the row that says these words, if only one does."""
    fits = [place for place, name in enumerate(names) if squash(name) == squash(words)]
    return fits[0] if len(fits) == 1 else None


def figures_of(rows: Iterable[LaidLine], *, nothing_is_none: bool = True) -> dict[AnnualCell, Decimal]:
    """Return the cells that were filled in; ``nothing_is_none`` false: an open one is 0."""
    found: dict[AnnualCell, Decimal] = {}
    for row in rows:
        if row.place is None:
            continue
        for cell, text in zip(LINES[row.place].cells, row.told.values, strict=False):
            value = read_count(text)
            if value is None and is_open(text) and not nothing_is_none:
                value = Decimal(0)
            if value is not None:
                found[cell] = value
    return found


def extra_of(rows: Iterable[LaidLine], extra: Extra) -> str:
    """Return what was filled in besides the cells."""
    found = (row.told.values[0] for row in rows if row.place is not None and LINES[row.place].extra is extra)
    return next(filter(None, found), "")


def value_waits(place: int, told: ToldLine) -> Iterator[AnnualWait]:
    """Yield what is doubtful of the texts of a row that was laid."""
    line = LINES[place]
    texts = told.values[: len(line.cells)] if line.cells else told.values[:1]
    if line.extra in (Extra.SUBMITTED, Extra.PUBLISHED):
        if texts[0] and read_date(texts[0]) is None:
            yield AnnualWait.UNREAD
        return
    for text in texts:
        if is_open(text):
            yield AnnualWait.OPEN
        elif read_count(text) is None:
            yield AnnualWait.UNREAD
