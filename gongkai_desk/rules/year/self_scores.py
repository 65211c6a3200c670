"""自评表 that come back: told from other tables by their heads, their codes and cells read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.domain.year.self_scores import (
    BY_OFFICE,
    CODE_HEAD,
    CODE_LABEL,
    ITEM_HEAD,
    POINTS_HEAD,
    REMARK_HEAD,
    UNIT_LABEL,
    ToldBook,
    ToldScore,
)
from gongkai_desk.outside import without_unseen
from gongkai_desk.words.normal import squash

_MARK = re.compile(
    rf"({CODE_LABEL}|{UNIT_LABEL})[:：]\s*(.*?)\s*(?={CODE_LABEL}|{UNIT_LABEL}|　|报送截止|$)", re.DOTALL
)
_LABEL = re.compile(r"[\u4e00-\u9fff（）]{2,16}[：:]")  # 联系电话：, in the line of signatures
_SUM = re.compile(r"^(?:合计|总计)")
Row = Sequence[str | None]


def is_self_book(tables: Iterable[SheetTable]) -> bool:
    """Tell whether a file is a 自评表 of ours: its heads, or the line with its code."""
    return any(_heads(table) is not None for table in tables)


def _heads(table: SheetTable) -> int | None:
    """Return the row of the heads."""
    for place, row in enumerate(table.rows):
        texts = [squash(text or "") for text in row]
        if POINTS_HEAD in texts and (CODE_HEAD in texts or any(text.startswith(REMARK_HEAD) for text in texts)):
            return place
    return None


def told_book(tables: Iterable[SheetTable]) -> ToldBook:
    """Return what a workbook says; rows in which nothing was filled in are left out."""
    code, unit, rows = "", "", list[ToldScore]()
    for table in tables:
        at = _heads(table)
        if at is not None:
            lines = [*table.above, *("　".join(filter(None, row)) for row in table.rows[:at])]
            marks = dict(found for line in lines for found in _MARK.findall(line) if found[1])
            code, unit = marks.get(CODE_LABEL, code), marks.get(UNIT_LABEL, unit)
            rows += _rows(table, at)
    return ToldBook(code, unit, tuple(rows))


def _rows(table: SheetTable, at: int) -> list[ToldScore]:
    heads = [squash(text or "") for text in table.rows[at]]
    names = [place for place, head in enumerate(heads) if ITEM_HEAD in head and head != CODE_HEAD]
    found = []
    for place in range(at + 1, len(table.rows)):
        row = table.rows[place]
        code, points, remark = (_text(row, heads, name) for name in (CODE_HEAD, POINTS_HEAD, REMARK_HEAD))
        words = [_cell(row, column) for column in names]
        filled = points or (remark and remark != BY_OFFICE)
        if filled and not _SUM.match(squash(words[0] if words else "")) and not _LABEL.match(points):
            name = next((each for each in reversed(words) if each and each != "—"), "")
            found.append(ToldScore(table.numbers[place], code, name, points, remark))
    return found


def _text(row: Row, heads: Sequence[str], name: str) -> str:
    place = next((place for place, head in enumerate(heads) if head.startswith(name)), None)
    return _cell(row, place) if place is not None else ""


def _cell(row: Row, place: int) -> str:
    return without_unseen(row[place] or "").strip() if place < len(row) else ""
