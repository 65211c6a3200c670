"""A 填报表 that a superior's library made, read from its tables: its line, its first sheet, its tasks with their codes.

The superior's library is not known here, yet all its right codes agree with one another: a code that was changed is
told by the others beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise

from gongkai_desk.domain.cycle.books import (
    BATCH_LABEL,
    CLOSING_LABEL,
    CODE_LABEL,
    CONTACT_LABEL,
    OFFICE_LABEL,
    PHONE_LABEL,
    RANGE_LABEL,
    UNITS_SHEET,
)
from gongkai_desk.domain.cycle.handed import HandedBook, HandedRow
from gongkai_desk.domain.cycle.returns import ReturnedSheet, SheetTable
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.returns.sheets import marks_of, returned_sheets
from gongkai_desk.words.codes import CodeShape, looks_like_code, shape_of
from gongkai_desk.words.whole_dates import read_date

_TOP = 8  # rows over a table's heads at most
_LABELS = frozenset({BATCH_LABEL, CLOSING_LABEL, CODE_LABEL, CONTACT_LABEL, OFFICE_LABEL, PHONE_LABEL, RANGE_LABEL})
_CLOSING = re.compile(rf"{CLOSING_LABEL}[:：]\s*(\S+)")
_PLAN = re.compile(r"《(.+)》")  # 《2022年上海市政务公开工作要点》2022年二季度进展，共73项任务
_HEADING = re.compile(r"^(.+?)(?:第?[一二三四]季度|[上下]半年|\d{1,2}月)?填报表")


@dataclass(frozen=True, slots=True)
class _Home:
    """What all right codes of a book share: its number in the superior's library, that library's seed."""

    book: int
    seed: int

    def place(self, code: str) -> int | None:
        """Return the place that a row's code says, ``None`` where it is no right code of this book."""
        shape = shape_of(code)
        return shape.position if shape is not None and self.holds(shape) else None

    def holds(self, shape: CodeShape) -> bool:
        return (shape.book, shape.seed) == (self.book, self.seed)


def handed_book(file: str, tables: Sequence[SheetTable], listed: Sequence[str] = ()) -> HandedBook | None:
    """Return the book that a file is; ``None`` where it has no 单位码 or no task.

    ``listed``: the lines of the sheet ``UNITS_SHEET``, where there is one.
    """
    sheet = next((each for each in returned_sheets(tables) if looks_like_code(each.marks.code)), None)
    said, home = _first_sheet(tables), _home(sheet) if sheet is not None else None
    rows = tuple(_rows(sheet, home)) if sheet is not None and home is not None else ()
    if sheet is None or home is None or not rows:
        return None
    shape = shape_of(sheet.marks.code)
    units = tuple(text for text in (without_unseen(line).strip() for line in listed) if _is_unit(text))
    return HandedBook(
        file,
        _plan(said, sheet),
        sheet.marks.batch or said.get(BATCH_LABEL, ""),
        sheet.marks.code,
        "" if units else sheet.marks.unit,
        units,
        _closing(said, sheet),
        said.get(OFFICE_LABEL, ""),
        said.get(CONTACT_LABEL, ""),
        said.get(PHONE_LABEL, ""),
        rows,
        shape is None or not home.holds(shape),
    )


def _home(sheet: ReturnedSheet) -> _Home | None:
    """Return what most of the codes say; where they are at odds, what the 单位码 says."""
    shapes = [shape for row in sheet.rows if (shape := shape_of(row.code)) is not None and shape.position is not None]
    counted = Counter(_Home(shape.book, shape.seed) for shape in shapes)
    found, count = counted.most_common(1)[0] if counted else (None, 0)
    if found is not None and count * 2 > len(shapes):
        return found
    own = shape_of(sheet.marks.code)
    return _Home(own.book, own.seed) if own is not None else None


def _rows(sheet: ReturnedSheet, home: _Home) -> Iterator[HandedRow]:
    """Yield the printed tasks; of two rows with one code neither is known by it."""
    printed = [row for row in sheet.rows if not row.own and (row.title or row.content)]
    places = [home.place(row.code) for row in printed]
    counted = Counter(places)
    for row, place in zip(printed, places, strict=True):
        single = place if counted[place] == 1 else None
        deadline = row.deadline.replace("\n", "")
        yield HandedRow(row.line, row.code, single, row.seq, row.title, row.content, deadline)


def _first_sheet(tables: Iterable[SheetTable]) -> dict[str, str]:
    """Return what stands behind each label in cells of its own."""
    found: dict[str, str] = {}
    for table in tables:
        for row in table.rows:
            texts = [without_unseen(text).strip() for text in row if text]
            for label, text in pairwise(texts):
                if label in _LABELS and text not in _LABELS:
                    found.setdefault(label, text)
    return found


def _plan(said: dict[str, str], sheet: ReturnedSheet) -> str:
    named = _PLAN.search(said.get(RANGE_LABEL, ""))
    if named is None:
        named = next(filter(None, (_HEADING.match("".join(line.split())) for line in sheet.marks.lines)), None)
    return named[1] if named else ""


def _closing(said: dict[str, str], sheet: ReturnedSheet) -> date | None:
    lines = (found[1] for line in sheet.marks.lines if (found := _CLOSING.search(line)))
    return next(filter(None, map(read_date, (*lines, said.get(CLOSING_LABEL, "")))), None)


def _is_unit(text: str) -> bool:
    """Tell a unit from the title and head of their list."""
    return bool(text) and not text.startswith(UNITS_SHEET)


def code_of(tables: Iterable[SheetTable]) -> str:
    """Return the 单位码 that stands over a table, else the first 任务码 in one; empty where there is none."""
    kept = tuple(tables)
    lines = ((*table.above, *("　".join(filter(None, row)) for row in table.rows[:_TOP])) for table in kept)
    code = marks_of(chain.from_iterable(lines)).code
    if looks_like_code(code):
        return code
    cells = (text for table in kept for row in table.rows for text in row[:2] if text)
    return next((text for text in cells if (shape := shape_of(text)) is not None and shape.position is not None), "")
