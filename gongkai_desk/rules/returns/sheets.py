"""From a table as read to the rows that a unit filled in: heads found anywhere, split rows joined, labels read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gongkai_desk.domain.cycle.books import BATCH_LABEL, CLOSING_LABEL, CODE_LABEL, OWN_HEADING, UNIT_LABEL
from gongkai_desk.domain.cycle.returns import FIELDS, Marks, ReturnedSheet, SheetRow, SheetTable
from gongkai_desk.outside import without_unseen
from gongkai_desk.rules.returns.heads import NAMING, head_of, heads_in, usual_columns
from gongkai_desk.words.codes import looks_like_code
from gongkai_desk.words.normal import squash

_OTHERS: Final = "报送单位|反馈截止|截止时间|填报人|联系人|联系电话|填报日期"
_LABELS: Final = "|".join((UNIT_LABEL, BATCH_LABEL, CODE_LABEL, CLOSING_LABEL, _OTHERS))
_MARK: Final = re.compile(rf"({_LABELS})[:：]?\s*(.*?)\s*(?=(?:{_LABELS})[:：]|$)", re.DOTALL)
_OWN_NUMBER: Final = re.compile(r"^另报\d{0,2}$")
_LABELLED: Final = re.compile(r"[\u4e00-\u9fff（）()、\s]{2,16}[:：]")  # 填报人：王芳, 单位（盖章）：
_SEAL: Final = re.compile(r"[（(](?:盖章|公章|签章|加盖公章)[)）]|（印章）")


def marks_of(lines: Iterable[str]) -> Marks:
    """Return what the lines over a table say of its book: 填报单位：市教育局　批号：2022Q2-01　单位码：22K-7F."""
    kept = tuple(lines)
    found: dict[str, str] = {}
    for line in kept:
        for label, value in _MARK.findall(line):
            if value and label not in found:
                found[label] = " ".join(value.split())
    unit = found.get(UNIT_LABEL) or found.get("报送单位") or ""
    return Marks(_SEAL.sub("", unit).strip(" _＿"), found.get(BATCH_LABEL, ""), found.get(CODE_LABEL, ""), kept)


def returned_sheets(tables: Sequence[SheetTable]) -> list[ReturnedSheet]:
    """Return the tables of a file that were filled in; one without heads goes on with the columns before it."""
    found: list[ReturnedSheet] = []
    columns: Mapping[int, str] = {}
    width = 0
    for table in _side_by_side(tables):
        reader = _Reader(table, columns if _width(table) == width else {})
        reader.read()
        if reader.columns:
            columns, width = reader.columns, _width(table)
        if reader.rows and ("progress" in reader.columns.values() or any(row.code for row in reader.rows)):
            found.append(reader.sheet())
    return _continued(found)


def _side_by_side(tables: Sequence[SheetTable]) -> list[SheetTable]:
    """Join a table that was printed over two pages: the right part has heads of what is filled in, and no task."""
    found: list[SheetTable] = []
    for table in tables:
        left = next((n for n, each in enumerate(found) if _goes_on_right(each, table)), None) if table.rows else None
        if left is None:
            found.append(table)
        else:
            width = _width(found[left])
            padded = (row + (None,) * (width - len(row)) for row in found[left].rows)
            rows = tuple(a + b for a, b in zip(padded, table.rows, strict=True))
            found[left] = replace(found[left], rows=rows, columns=())
    return found


def _goes_on_right(left: SheetTable, right: SheetTable) -> bool:
    if len(left.rows) != len(right.rows) or heads_in(right.rows[0]) or not left.rows:
        return False
    heads, names = heads_in(left.rows[0]), {head_of(text) for text in right.rows[0] if text}
    return heads is not None and len(names & {*FIELDS}) > 1 and not names & {*heads.values()}


def is_book(tables: Iterable[SheetTable]) -> bool:
    """Tell whether a file is a book of ours that came back, or went out: its heads, or the line with its codes."""
    return any(_has_our_heads(table) or _has_our_line(table) for table in tables)


def _has_our_heads(table: SheetTable) -> bool:
    heads = (heads_in(row) for row in table.rows)
    return any(found and "code" in found.values() and set(FIELDS) & set(found.values()) for found in heads)


def _has_our_line(table: SheetTable) -> bool:
    lines = [*table.above, *map(_joined, table.rows[:8])]
    return looks_like_code(marks_of(lines).code)


def _width(table: SheetTable) -> int:
    return max(map(len, table.rows), default=0)


def _joined(row: Sequence[str | None]) -> str:
    return "　".join(filter(None, row))


def _continued(sheets: Sequence[ReturnedSheet]) -> list[ReturnedSheet]:
    """Join what goes on in a second table of a sheet or document without lines of its own over it."""
    found: list[ReturnedSheet] = []
    for sheet in sheets:
        last = found[-1] if found else None
        if last and last.name == sheet.name and not (sheet.marks.unit or sheet.marks.code):
            found[-1] = replace(last, rows=(*last.rows, *sheet.rows), filled=last.filled & sheet.filled)
        else:
            found.append(sheet)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads one table from its top to its end."""

    table: SheetTable
    columns: Mapping[int, str]
    above: list[str] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    own: bool = False

    def read(self) -> None:
        """Find heads and rows."""
        self.above.extend(self.table.above)
        shown = [_with_covered_heads(self.table, place) for place in range(len(self.table.rows))]
        if not self.columns and not any(map(heads_in, shown)):
            self.columns = self._guessed()
        for place, row in enumerate(self.table.rows):
            heads = heads_in(shown[place])
            if heads:
                self.columns, self.own = heads, False
            elif self.columns:
                self._take(place, [without_unseen(text).strip() if text is not None else None for text in row])
            else:
                self.above.append(_joined(row))

    def sheet(self) -> ReturnedSheet:
        """Return what was read."""
        filled = frozenset(set(self.columns.values()) & set(FIELDS))
        return ReturnedSheet(self.table.name, marks_of(self.above), tuple(self.rows), filled)

    def _guessed(self) -> Mapping[int, str]:
        """Return the columns of a table whose heads were deleted."""
        return usual_columns(self.table.rows, self.table.columns or range(1, _width(self.table) + 1))

    def _take(self, place: int, texts: Sequence[str | None]) -> None:
        filled = [text for text in texts if text]
        if not filled:
            return
        if any(squash(text).startswith(OWN_HEADING) for text in filled):
            self.own = True
            return
        if all(map(_LABELLED.match, filled)):
            self.above.extend(filled)
            return
        row = self._row(place, texts)
        naming = any((row.code, row.seq, row.title, row.content))
        if not naming and self.rows and (row.said or row.values.get("contact")):
            self.rows[-1] = _with_more(self.rows[-1], row)
        elif len(filled) == 1 and not row.code and not row.said:
            self.above.append(filled[0])
        elif naming or row.said:
            self.rows.append(row)

    def _row(self, place: int, texts: Sequence[str | None]) -> SheetRow:
        named: dict[str, str | None] = {}
        other: list[str] = []
        for column, text in enumerate(texts):
            name = self.columns.get(column)
            if name:
                named[name] = text or ""
            elif text:
                other.append(text)
        seq = squash(named.get("seq") or "")
        own = self.own or bool(_OWN_NUMBER.match(seq))
        values = {name: named.get(name) for name in FIELDS}
        code, title, content, due = (named.get(name) or "" for name in ("code", "title", "content", "deadline"))
        seq = "" if _OWN_NUMBER.match(seq) else seq
        printed = (self.table.numbers[place], code, named.get("unit") or "", seq, title, content)
        return SheetRow(*printed, values, "\n".join(other), own, merged=self._spans(place), deadline=due)

    def _spans(self, place: int) -> bool:
        """Tell whether a cell to fill in is merged with one of the next or the last row that names a task."""
        fields = {column for column, name in self.columns.items() if name in FIELDS[:5]}
        named = [column for column, name in self.columns.items() if name in NAMING]
        covers = self.table.covers
        tall = [(at, owner) for at, owner in covers.items() if at[0] != owner[0] and owner[1] in fields]
        return any(
            place in (at[0], owner[0])
            and any(self.table.rows[at[0]][column] for column in named if column < len(self.table.rows[at[0]]))
            for at, owner in tall
        )


def _with_covered_heads(table: SheetTable, place: int) -> tuple[str | None, ...]:
    """Return a row with the texts of cells that reach down into it: heads of two rows are merged so."""
    row = table.rows[place]
    owners = (table.covers.get((place, column)) for column in range(len(row)))
    return tuple(
        table.rows[owner[0]][owner[1]] if text is None and owner and owner[1] == column else text
        for column, (text, owner) in enumerate(zip(row, owners, strict=True))
    )


def _with_more(row: SheetRow, more: SheetRow) -> SheetRow:
    """Return a row with what stands in a row below it that names no task."""
    values = {name: _both(row.values.get(name), more.values.get(name)) for name in FIELDS}
    return replace(row, values=values, other=_both(row.other, more.other) or "", continued=True)


def _both(first: str | None, second: str | None) -> str | None:
    return "\n".join(filter(None, (first, second))) if first or second else first
