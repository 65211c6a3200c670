"""A form that is a superior's 填报表: its codes, and the cell of a shared one in which a unit is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.cycle.books import UNIT_LABEL, UNITS_SHEET
from gongkai_desk.domain.forms import CellText, FormField, FormTable, TableFill
from gongkai_desk.rules.forms.heads import Head, bare
from gongkai_desk.rules.returns.sheets import marks_of
from gongkai_desk.words.codes import CodeShape, looks_like_code, shape_of

_SENT_BACK = "退回"  # 退回意见


@dataclass(frozen=True, slots=True)
class BookOn:
    """What a form says of the book that it is: 单位码, 批号.

    ``shape``: what most codes of its rows share. ``unit_at``: table, row and column of the cell in which a shared book
    has its unit chosen, ``unit``: what stands there; ``units``: between which one chooses. ``sent_back``: 退回补报.
    """

    code: str
    batch: str
    shape: CodeShape | None
    unit_at: tuple[int, int, int] | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    sent_back: bool = False

    @property
    def period(self) -> str:
        """Return the period that it asks for (``2022Q2`` of 2022Q2-01), empty where its 批号 is of another form."""
        return self.batch.rpartition("-")[0]

    def chosen(self, unit: str) -> tuple[TableFill, ...]:
        """Return what is written for a unit to be chosen; nothing where one stands there already."""
        if self.unit_at is None or self.unit or not unit:
            return ()
        table, row, column = self.unit_at
        return (TableFill(table, texts=(CellText(row, column, unit),)),)


def heads_with_codes(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Return those of a book's tables that are filled in: its other tasks are for information."""
    coded = tuple(head for head in heads if head.column(FormField.CODE) is not None)
    return coded or tuple(heads)


def book_on(tables: Sequence[FormTable], heads: Sequence[Head]) -> BookOn | None:
    """Return which book a form is; ``None`` for any other form."""
    for head in heads:
        column = head.column(FormField.CODE)
        if column is None:
            continue
        table = tables[head.table]
        marks = marks_of(_lines(table, head.first))
        if looks_like_code(marks.code):
            at, unit = _unit_cell(table, head.first)
            place = (head.table, *at) if at is not None else None
            shape = _common_shape(table, head, column.position)
            sent_back = any(bare(each.header).startswith(_SENT_BACK) for each in head.columns)
            return BookOn(marks.code, marks.batch, shape, place, unit, _units(tables), sent_back)
    return None


def _lines(table: FormTable, end: int) -> Iterator[str]:
    for row in table.rows[:end]:
        yield "　".join(cell.text for cell in row if cell is not None and cell.text)


def _common_shape(table: FormTable, head: Head, column: int) -> CodeShape | None:
    cells = (table.at(row, column) for row in range(head.last + 1, len(table.rows)))
    shapes = (shape_of(cell.text) for cell in cells if cell is not None)
    counted = Counter(each._replace(position=None) for each in shapes if each is not None)
    return counted.most_common(1)[0][0] if counted else None


def _unit_cell(table: FormTable, end: int) -> tuple[tuple[int, int] | None, str]:
    """Return the cell behind 填报单位： that stands by itself, with its text."""
    for number, row in enumerate(table.rows[:end]):
        for column, cell in enumerate(row):
            if cell is None or cell.text.rstrip("：:").strip() != UNIT_LABEL:
                continue
            behind = next((at for at in range(column + 1, len(row)) if row[at] is not None), None)
            if behind is not None and (found := row[behind]) is not None:
                return (number, behind), found.text
    return None, ""


def _units(tables: Sequence[FormTable]) -> tuple[str, ...]:
    listed = (table for table in tables if table.name == UNITS_SHEET)
    texts = (row[0].text for table in listed for row in table.rows if row and row[0] is not None)
    return tuple(text for text in texts if text and not text.startswith(UNITS_SHEET))
