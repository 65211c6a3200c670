"""Raw text of a PDF table, one printed line after the other, becomes a table again.

Cells follow each other (number, name, content, unit, deadline), most parted by blank lines; the numbers of a merged
name are stacked before it (2 3 4), and a short unit shares its line with the deadline (各部门 9月底前). A row ends with
its deadline, and its units are the longest end of what stands before that names units and nothing else.

Made for 上海市2022年政务公开工作要点任务分解表 as it comes out of its PDF by copy and paste.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.lines import is_page_number
from gongkai_desk.parsing.blocks.model import Block, Entry, Paragraph, Piece, Table
from gongkai_desk.parsing.blocks.reader import entry_of
from gongkai_desk.parsing.grids.columns import is_deadline, is_units
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Grid, Line
from gongkai_desk.words.normal import clean, squash
from gongkai_desk.words.papers import imprint_in
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles
from gongkai_desk.words.unit_names import is_unit_like, split_units
from gongkai_desk.words.units import UnitDirectory

_NUMBER = re.compile(r"\s*([0-9０-９]{1,4})\s*[.、．]?\s*")
_NUMBERED = re.compile(r"\s*([0-9０-９]{1,4})[\s.、．]+(\S.*)")
_ORDER = (ColumnRole.SEQ, ColumnRole.TITLE, ColumnRole.CONTENT)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed line of a cell; ``group`` counts the blank lines before it."""

    text: str
    places: tuple[Place, ...]
    group: int
    whole_name: bool = False  # the rest of a line that began with the row's number


def read_stacked(document: Document, directory: UnitDirectory) -> tuple[Block, ...] | None:
    """Return the blocks of a document that is such a text, else ``None``."""
    items = [item for _, item in document.items()]
    if any(isinstance(item, Grid) for item in items):
        return None
    lines = [item for item in items if isinstance(item, Line)]
    found = next((head for at in range(len(lines)) if (head := _head_at(lines, at))), None)
    if found is None or not _is_readable(column_roles(found.names)):
        return None
    reader = _Reader(found.names, directory)
    reader.read(_without_heads(lines[found.after :], found.names))
    if not reader.rows:
        return None
    front = [_paragraph([line]) for line in lines[: found.at] if line.text.strip()]
    back = [_paragraph([line]) for line in reader.left]
    names = tuple(Entry(name, name, lines[found.at].places) for name in found.names)
    return (*front, Table((names, *reader.rows)), *back)


@dataclass(frozen=True, slots=True)
class _Head:
    """The names of the columns, on one line or one a line, from line ``at`` to before line ``after``."""

    names: tuple[str, ...]
    at: int
    after: int


def _head_at(lines: Sequence[Line], at: int) -> _Head | None:
    if names := _header_names(lines[at].text):
        return _Head(names, at, at + 1)
    if not lines[at].text.strip():
        return None
    stack, end = _stacked_names(lines, at)
    if len(stack) < USUAL.stacked_columns[0] or ColumnRole.CONTENT not in column_roles(stack):
        return None
    return _Head(tuple(stack), at, end)


def _stacked_names(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """Return the names of columns that stand one a line from line ``at`` on, and the line behind them."""
    stack: list[str] = []
    end = at
    while end < len(lines) and len(stack) <= USUAL.stacked_columns[1]:
        text = "".join(lines[end].text.split())
        if text and not (len(text) <= USUAL.stacked_name and column_role(text)):
            break
        stack += [text] if text else []
        end += 1
    return stack, end


def _without_heads(lines: Sequence[Line], names: tuple[str, ...]) -> list[Line]:
    """Leave out heads that are repeated one name a line; those on one line are seen by the reader."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        if "".join(lines[at].text.split()) == names[0] and (head := _head_at(lines, at)):
            at = head.after
            kept.append(Line(""))
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _header_names(text: str) -> tuple[str, ...]:
    """Return the names of a header line, parted by blanks: 序号 任务名称 任务内容 责任单位 时间节点."""
    names = tuple(text.split())
    if not USUAL.stacked_columns[0] <= len(names) <= USUAL.stacked_columns[1] or len(text) > USUAL.stacked_header:
        return ()
    return names if all(column_role(name) for name in names) else ()


def _is_readable(roles: Sequence[ColumnRole | None]) -> bool:
    """Return whether the columns are [number] [name] content unit deadline: others cannot be told apart."""
    rest = [role for role in roles if role not in _ORDER[:2]]
    return len(rest) == 3 and rest[0] is ColumnRole.CONTENT and rest[2] is ColumnRole.DEADLINE


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    raw = "".join(line.text for line in lines)
    return Paragraph(clean(raw), tuple(Piece(line.text, line.places) for line in lines))


@dataclass
class _Reader:
    """Collects lines until a deadline ends the row."""

    names: tuple[str, ...]
    directory: UnitDirectory
    rows: list[tuple[Entry | None, ...]] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)
    numbers: deque[str] = field(default_factory=deque)
    fresh: bool = False  # numbers were read and their name was not yet
    row: list[_Printed] = field(default_factory=list)

    def read(self, lines: Sequence[Line]) -> None:
        """Read the lines behind the first header."""
        group = 0
        for at, line in enumerate(lines):
            if not line.text.strip() or _header_names(line.text) or is_page_number(line.text, edge=False):
                group += 1
            elif imprint_in(clean(line.text)):
                self.left.append(line)
            else:
                following = lines[at + 1].text if at + 1 < len(lines) else ""
                self._line(line, group, ends_group=not following.strip() or bool(_header_names(following)))
        self.left.extend(Line(printed.text, printed.places) for printed in self.row)

    def _line(self, line: Line, group: int, *, ends_group: bool) -> None:
        if not self.row and (found := _NUMBER.fullmatch(line.text)):
            self._number(found[1])
            return
        if not self.row and (found := _NUMBERED.fullmatch(line.text)) and self._is_next(found[1]):
            self._number(found[1])
            self.row.append(_Printed(found[2], line.places, group, whole_name=True))
            return
        head, deadline = self._deadline(line, group, ends_group=ends_group)
        if head:
            self.row.append(_Printed(head, line.places, group))
        if deadline:
            self._finish(entry_of(Cell(deadline, line.places)))
        elif len(self.row) > USUAL.stacked_lines:
            self.left.extend(Line(printed.text, printed.places) for printed in self.row)
            self.row = []

    def _number(self, printed: str) -> None:
        self.numbers.append(clean(printed))
        self.fresh = True

    def _is_next(self, printed: str) -> bool:
        """Return whether a number follows on the last one: only then it is no number of the text."""
        last = self.numbers[-1] if self.numbers else self.rows[-1][self.names_at(ColumnRole.SEQ)] if self.rows else None
        number = last.text if isinstance(last, Entry) else last
        return not number or int(clean(printed)) == int(number or 0) + 1

    def names_at(self, role: ColumnRole) -> int:
        """Return the column of a role, 0 where the table has none."""
        roles = column_roles(self.names)
        return roles.index(role) if role in roles else 0

    def _deadline(self, line: Line, group: int, *, ends_group: bool) -> tuple[str, str]:
        """Part a line at the deadline that ends the row; a deadline may be a group of several lines."""
        text = line.text.strip()
        if not self.row:
            return text, ""
        head, _, tail = text.rpartition(" ")
        if is_deadline(squash(text)):
            return self._whole_group(text, group)
        if ends_group:
            before = [printed for printed in self.row if printed.group == group]
            if before and is_deadline(squash("".join([*(p.text for p in before), text]))):
                return self._whole_group(text, group)
        return (head, tail) if head and is_deadline(squash(tail)) and len(squash(tail)) > 1 else (text, "")

    def _whole_group(self, text: str, group: int) -> tuple[str, str]:
        """Take the lines of the same group with the last one where together they are a deadline: 本文印发 ⏎ 30日内."""
        before = [printed for printed in self.row if printed.group == group]
        joined = squash("".join([*(p.text for p in before), text]))
        if before and len(before) < 3 and is_deadline(joined):
            self.row = [printed for printed in self.row if printed.group != group]
            return "", joined
        return "", text

    def _finish(self, deadline: Entry) -> None:
        name = self._take_name() if self.fresh else []
        content, units = self._parted(self.row)
        cells = {
            ColumnRole.SEQ: Entry(self.numbers.popleft() if self.numbers else ""),
            ColumnRole.TITLE: _cell(name),
            ColumnRole.CONTENT: _cell(content),
            ColumnRole.DEADLINE: deadline,
        }
        self.rows.append(tuple(cells.get(role) or _cell(units) for role in map(_as_known, column_roles(self.names))))
        self.row = []
        self.fresh = False

    def _take_name(self) -> list[_Printed]:
        """Take the lines of the name: the rest of the number's line, else the first group."""
        if ColumnRole.TITLE not in column_roles(self.names) or not self.row:
            return []
        if self.row[0].whole_name:
            count = 1
        else:
            count = sum(printed.group == self.row[0].group for printed in self.row)
            if count == len(self.row):  # no blank lines: the name's column is narrow
                count = next((n for n, p in enumerate(self.row) if len(squash(p.text)) > USUAL.stacked_narrow), 1) or 1
        name, self.row = self.row[:count], self.row[count:]
        return name

    def _parted(self, lines: list[_Printed]) -> tuple[list[_Printed], list[_Printed]]:
        """Part content and units: the units are the longest end that reads as such, best with a group's beginning."""
        begins = [n for n in range(1, len(lines)) if lines[n].group != lines[n - 1].group]
        for at in [*begins, *(n for n in range(1, len(lines)) if n not in begins)]:
            if is_units(clean("".join(p.text for p in lines[at:])), self.directory):
                return lines[:at], lines[at:]
        for at in range(1, len(lines)):  # units that nobody knows, behind a sentence that ended
            names = split_units(clean("".join(p.text for p in lines[at:])))
            if clean(lines[at - 1].text)[-1:] == "。" and all(map(is_unit_like, names)):
                return lines[:at], lines[at:]
        return lines, []


def _as_known(role: ColumnRole | None) -> ColumnRole:
    return role or ColumnRole.REMARK


def _cell(lines: Sequence[_Printed]) -> Entry:
    places = tuple(place for printed in lines for place in printed.places)
    text = "".join(printed.text for printed in lines)
    return Entry(clean(text), clean(text), places)  # blanks here come from justified lines, they part no names
