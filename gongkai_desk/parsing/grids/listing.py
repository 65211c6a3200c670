"""A table becomes tasks: its rows are read in order, each against what stands above it.

The reading is a fold: ``_Rows.step`` takes what is known (``_State``) and a row, and returns what is known after it
and what was complete before it. A row waits until the next one, for a page break may have parted it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.parsing.blocks.lines import is_form_field, is_page_number
from gongkai_desk.parsing.blocks.model import Entry, Leftover, Listing, Raw, Row, Table, text_at, text_of
from gongkai_desk.parsing.blocks.reader import width_of
from gongkai_desk.parsing.grids.columns import Header, guessed_header, header_at, is_deadline, placed
from gongkai_desk.parsing.grids.marked import marks_named
from gongkai_desk.parsing.grids.settling import header_above, header_by_cells, settled
from gongkai_desk.parsing.grids.tasks import (
    Above,
    Heading,
    all_have,
    all_stopped,
    blanks_in,
    deadline_that_holds,
    names_below,
    task_of,
)
from gongkai_desk.parsing.grids.values import Blanks, Values, carried, joined, values_of, without_dashes
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.tree import STOPS, number_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import DIGITS, ENDED
from gongkai_desk.words.numbering import NumberStyle
from gongkai_desk.words.papers import is_aside, is_last_part
from gongkai_desk.words.terms import ColumnRole, NoPlan, is_refused_header
from gongkai_desk.words.units import UnitDirectory

_SECTION_STYLES = {NumberStyle.CHAPTER: 0, NumberStyle.CHINESE: 1, NumberStyle.CHINESE_BRACKET: 2}
_LAST_PART = 1  # rank of 保障措施, 其他事项 without a number: they end all groups before them
_UNNUMBERED = 3  # rank of a heading without a number: it stands below all others
_NOTE = re.compile(r"(?:备?注|说明|填表说明|合计|总计|制表|填报|审核)(?:人|单位|日期)?\s*[：:\d]?")
_CONTINUED = re.compile(r"[（(]?(?:续表?|接上表?)[）)]?$")  # 一、推进公开（续）
_CHINESE_SEQ = re.compile(rf"[（(]?[{DIGITS}]{{1,3}}[）)]?[、.]?")

Filled = Sequence[tuple[int, Entry]]
"""The cells of a row that hold text, each with its column."""
Complete = tuple[Raw | Leftover, ...]


def header_of(table: Table) -> Header | None:
    """Return the first header that a table has by its words."""
    return _first_header(table, width_of(table))[1]


def _first_header(table: Table, width: int) -> tuple[int, Header | None]:
    """Return the first header and the row in which it begins."""
    heads = ((at, found) for at in range(len(table.rows)) if (found := header_at(table.rows, at, width)))
    return next(heads, (0, None))


def tasks_from_table(
    table: Table, directory: UnitDirectory, section: Sequence[str] = (), above: Header | None = None
) -> Listing:
    """Turn a table into tasks; ``section`` are the headings under which it begins.

    ``above``: the header of the table before it, which holds for one without a header where its cells are alike.
    """
    if table.lost:
        return Listing()
    table = marks_named(table, directory)
    width = width_of(table)
    top, header = _first_header(table, width)
    title = ""
    if header is None:
        refused = _refusal(table.rows[: USUAL.refusal_rows])
        header = header_by_cells(table.rows, width, directory) or header_above(above, table.rows, width, directory)
        header = header or guessed_header(table.rows, width, directory)
    else:
        refused = is_refused_header(header.names)
        title = _title_above(table.rows[: header.after])
    if header is None or refused:
        return Listing(title=title, refused=refused)
    header = settled(header, table.rows, directory)
    read = _folded(table, header, directory, section)
    tasks = [each for each in read if isinstance(each, Raw)]
    left = [*_rows_above(table.rows[:top]), *(each for each in read if isinstance(each, Leftover))]
    notes = [text_of(cell) for row in table.rows[: header.after] for cell in row]
    return Listing(tasks, left, title, None, notes, tuple(_guesses(header)))


def _guesses(header: Header) -> Iterator[tuple[str, ColumnRole]]:
    """Yield the columns with a header of their own that only their cells told."""
    for n in header.guessed:
        role = header.roles[n]
        if header.names[n] and role:
            yield header.names[n], role


def _folded(table: Table, header: Header, directory: UnitDirectory, section: Sequence[str]) -> list[Raw | Leftover]:
    rows = _Rows(table, header, directory)
    state = _State(header, header.after, tuple(Heading(rank, text) for rank, text in enumerate(section)))
    found: list[Raw | Leftover] = []
    for at in range(header.after, len(table.rows)):
        state, complete = rows.step(state, at)
        found += complete
    return _without_row_numbers(list(_units_joined([*found, *rows.finished(state)[1]])))


def _without_row_numbers(read: Sequence[Raw | Leftover]) -> list[Raw | Leftover]:
    """Take the row's number from the head of each content where all rows print it there too: 3 | 3.管好网站."""
    tasks = [each for each in read if isinstance(each, Raw) and each.seq]
    if len(tasks) < USUAL.rows_alike or not all(_bare(task) for task in tasks):
        return list(read)
    return [replace(each, content=_bare(each) or each.content) if isinstance(each, Raw) else each for each in read]


def _bare(task: Raw) -> str:
    """Return the content behind the row's own number, empty where it does not begin with it."""
    number = number_of(task.content)
    if number is None or number.bare != task.seq or number.style is not NumberStyle.ARABIC:
        return ""
    return number.rest and task.content[task.content.index(number.rest[:1], len(number.text)) :]


def _units_joined(read: Sequence[Raw | Leftover]) -> Iterator[Raw | Leftover]:
    """Yield one task for rows that print it once for each of its units, as a ledger by units does."""
    last: Raw | None = None
    for each in read:
        if last and isinstance(each, Raw) and _is_same_task(last, each):
            last = _with_units(last, each)
            continue
        if last:
            yield last
        last = each if isinstance(each, Raw) else None
        if isinstance(each, Leftover):
            yield each
    if last:
        yield last


def _is_same_task(one: Raw, other: Raw) -> bool:
    """Tell rows of one number and one text, with units each."""
    same = (one.seq, one.section, one.title, one.content) == (other.seq, other.section, other.title, other.content)
    return same and one.seq is not None and bool(one.clauses and other.clauses)


def _with_units(task: Raw, more: Raw) -> Raw:
    """Return the task with the units of another of its rows; where rows differ otherwise, that is kept and told."""
    clauses = (*task.clauses, *(clause for clause in more.clauses if clause not in task.clauses))
    texts = dict.fromkeys((*task.unit_text.split("；"), *more.unit_text.split("；")))
    extra = dict(task.extra)
    for name, text in more.extra.items():
        if text not in (before := extra.get(name, "")).split("\n"):
            extra[name] = f"{before}\n{text}".strip()
    doubts = [*task.doubts, *(doubt for doubt in more.doubts if doubt not in task.doubts)]
    if more.deadline and more.deadline != task.deadline:
        doubts.append((DoubtKind.ROWS_DIFFER, "deadline", f"{task.deadline}；{more.deadline}"))
    unit_text, source = "；".join(filter(None, texts)), (*task.source, *more.source)
    return replace(task, clauses=clauses, unit_text=unit_text, extra=extra, source=source, doubts=tuple(doubts))


def _refusal(rows: Sequence[Row]) -> NoPlan | None:
    """Return why a table without a plan's header is none: one of its first rows is the header of another kind."""
    for row in rows:
        names = ["".join(text_of(cell).split()) for cell in row]
        short = sum(map(bool, names)) > 2 and max(map(len, names)) <= USUAL.header_name
        if short and (found := is_refused_header(names)):
            return found
    return None


def _title_above(rows: Sequence[Row]) -> str:
    """Return the longest text that stands alone in a row above the header."""
    alone = [filled[0] for row in rows if len(filled := [text for cell in row if (text := text_of(cell))]) == 1]
    return max((text.replace("\n", "") for text in alone), key=len, default="")


def _rows_above(rows: Sequence[Row]) -> Iterator[Leftover]:
    """Yield the rows above the header that hold more than a title, a date or the fields of a form."""
    for row in rows:
        cells = [cell for _, cell in _filled(row) if not is_form_field(cell.text)]
        if len(cells) >= USUAL.header_known:
            yield Leftover("，".join(cell.text for cell in cells), tuple(p for cell in cells for p in cell.places))


# --------------------------------------------------------------------------- the fold


@dataclass(frozen=True, slots=True)
class _State:
    """What is known before a row is read."""

    header: Header
    after: int  # the rows before this one were read with the header
    section: tuple[Heading, ...]
    above: Values | None = None  # the row above, while it is of the same section and has the same columns
    waiting: Values | None = None  # the row read last: it may go on behind a page break
    heads_page: bool = False  # the row that waits is the first of a page: its blanks may go on with a merged cell
    page_start: int = -1  # the first row behind a header that was repeated at the head of a page


class _Rows:
    """The rows of one table and what holds for all of them; nothing here changes while they are read."""

    def __init__(self, table: Table, header: Header, directory: UnitDirectory) -> None:
        self._table, self._directory = table, directory
        self._finder = ClauseFinder(directory)
        self._names_below = names_below(table, header)
        self._blanks = blanks_in(table, header)
        self._all_numbered = all_have(table, header, ColumnRole.SEQ)
        self._all_named = all_have(table, header, ColumnRole.TITLE)
        self._all_stopped = all_stopped(table, header)

    def step(self, state: _State, at: int) -> tuple[_State, Complete]:
        """Read row ``at``: a header, a section, a note, the rest of a broken row, or a task."""
        if at < state.after:
            return state, ()
        row = self._table.rows[at]
        if header := header_at(self._table.rows, at, len(state.header.roles)):
            return self._under_header(state, header, at)
        filled = _filled(row)
        if not filled or _is_no_task(filled):
            return state, tuple(_notes(filled))
        if heading := self._heading(row, filled, state.header):
            return self._under_heading(state, *heading)
        values = self._values(row, at, state.header)
        if state.waiting and self._is_page_start(state, at) and self._goes_on(state.waiting, values, state.header):
            return replace(state, waiting=joined(state.waiting, values)), ()
        state, complete = self.finished(state)
        return replace(state, waiting=values, heads_page=self._is_page_start(state, at)), complete

    def finished(self, state: _State) -> tuple[_State, Complete]:
        """Make a task of the row that waits."""
        if state.waiting is None:
            return state, ()
        blanks = self._blanks if self._table.tells_merges or not state.heads_page else Blanks.AS_ABOVE
        values = carried(state.waiting, state.above, state.header, blanks)
        plain = without_dashes(values)
        section = _closed(state.section, plain.text(state.header, ColumnRole.TITLE))
        above = Above(state.header, section, state.above.deadline if state.above else "")
        task = task_of(plain, above, self._finder, self._directory)
        if isinstance(task, Raw):
            values = replace(values, deadline=deadline_that_holds(plain, above))
        return replace(state, section=section, above=values, waiting=None), (task,)

    # ----------------------------------------------------------------- headers and headings

    def _under_header(self, state: _State, header: Header, at: int) -> tuple[_State, Complete]:
        """Go on under a repeated or another header; what waits stands in the old columns."""
        complete: Complete = ()
        if header.names == state.header.names:
            header = replace(state.header, after=header.after)
        else:
            header = settled(header, self._table.rows, self._directory)
        if header.roles != state.header.roles:
            state, complete = self.finished(state)
            state = replace(state, above=None)
        page_start = header.after if self._is_page_start(state, at) else state.page_start
        return replace(state, header=header, after=header.after, page_start=page_start), complete

    def _is_page_start(self, state: _State, at: int) -> bool:
        return at in self._table.breaks or at == state.page_start

    def _under_heading(self, state: _State, rank: int, text: str) -> tuple[_State, Complete]:
        """Go on under a new heading; a clause in it holds for the rows below."""
        text = _CONTINUED.sub("", text.replace("\n", ""))
        clause = "；".join(clause.text for clause in self._finder.find(text))
        heading = Heading(rank, self._finder.without(text).strip(STOPS), clause)
        last = state.section[-1] if state.section else None
        if last and (last.rank, last.text) == (rank, heading.text):  # printed again at the top of a page
            return state, ()
        state, complete = self.finished(state)
        kept = (each for each in state.section if each.rank < rank)
        return replace(state, section=(*kept, heading), above=None), complete

    def _heading(self, row: Row, filled: Filled, header: Header) -> tuple[int, str] | None:
        """Take a row with one text, numbered or across the table, as a heading: its rank and text."""
        if len(filled) == 2 and self._is_numbered_section(filled, header):
            return _numbered_section(filled)
        cell = filled[0][1]
        if len(filled) > 1 or len(cell.text) > USUAL.section_row:
            return None
        number = number_of(cell.text)
        if number and number.style in _SECTION_STYLES:
            return _SECTION_STYLES[number.style], cell.text
        across = _is_across(row, cell, header) or _is_in_place_of_number(filled[0], header)
        rank = _LAST_PART if is_last_part(cell.text) else _UNNUMBERED
        return (rank, cell.text) if across and not _NOTE.match(cell.text) else None

    def _is_numbered_section(self, filled: Filled, header: Header) -> bool:
        """A heading whose number stands in the number's column: 一 | 推进政策公开, in a table of rows 1, 2, 3."""
        column = header.column(ColumnRole.SEQ)
        if column is None or filled[0][0] != column or not _CHINESE_SEQ.fullmatch(filled[0][1].text):
            return False
        return any(text_at(row, column).isdigit() for row in self._table.rows)

    # ----------------------------------------------------------------- rows that are tasks

    def _values(self, row: Row, at: int, header: Header) -> Values:
        column, name = header.column(ColumnRole.TITLE), self._names_below.get(at)
        title = None if column is None or name is None else (column, name)
        values = values_of(placed(row, header, self._directory), title)
        return replace(values, unsure=at in self._table.unsure, mixed=at in self._table.mixed)

    def _goes_on(self, before: Values, values: Values, header: Header) -> bool:
        """Return whether the first row of a page is the rest of the last row of the page before.

        Where every row has its number or its name, a row without one is; one without work always is; else one that
        goes on in the middle of a sentence.
        """
        if not any(values.texts) or values.text(header, ColumnRole.SEQ) or _is_due_apart(before, values, header):
            return False
        if self._all_numbered:
            return True
        if values.text(header, ColumnRole.TITLE):
            return False
        content = before.text(header, ColumnRole.CONTENT)
        if self._all_named or (content and not values.text(header, ColumnRole.CONTENT)):
            return True
        return bool(content) and self._all_stopped and content[-1] not in ENDED


# --------------------------------------------------------------------------- what a row is


def _is_due_apart(before: Values, values: Values, header: Header) -> bool:
    """Tell whether a row has a deadline, and not the rest of the one above: 2026年12 | 月底前."""
    first, rest = (row.text(header, ColumnRole.DEADLINE) for row in (before, values))
    return bool(first and rest) and (is_deadline(first) or not is_deadline(first + rest))


def _filled(row: Row) -> Filled:
    return [(n, cell) for n, cell in enumerate(row) if cell and cell.text]


def _is_no_task(filled: Filled) -> bool:
    """Tell a note, a total, an imprint or a page number in a row of its own, and the fields of a form."""
    text = filled[0][1].text
    if all(is_form_field(cell.text) for _, cell in filled):
        return True
    if len(filled) == 1 and (is_page_number(text, edge=False) or _is_note(text)):
        return True
    return "".join(text.split()) in ("合计", "总计", "小计")


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(text)) or is_aside(text)


def _notes(filled: Filled) -> list[Leftover]:
    """Return the note that is all a row holds, as text that belongs to no task; page numbers and form fields go."""
    if len(filled) != 1:
        return []
    cell = filled[0][1]
    if is_form_field(cell.text) or is_page_number(cell.text, edge=False) or not _is_note(cell.text):
        return []
    return [Leftover(cell.text, cell.places)]


def _is_across(row: Row, cell: Entry, header: Header) -> bool:
    """Return whether the one text of a row stands for all columns: over nearly all of them, or as the only cell."""
    if len(row) == 1 and cell.text[-1] not in ENDED:
        return True
    return cell.columns >= max(len(header.roles) - 1, 2)


def _is_in_place_of_number(place: tuple[int, Entry], header: Header) -> bool:
    """Return whether a name stands where rows have their number: a section row that nobody merged."""
    column, cell = place
    name = len(cell.text) > 1 and cell.text[-1] not in ENDED and not re.search("[0-9]", cell.text)
    return name and column == header.column(ColumnRole.SEQ) and number_of(cell.text) is None


def _numbered_section(filled: Filled) -> tuple[int, str]:
    number, name = filled[0][1].text, filled[1][1].text
    mark = number if number[-1] in "）)、." else number + "、"
    return (1 if mark[-1] == "、" else 2), mark + name


def _closed(section: tuple[Heading, ...], title: str) -> tuple[Heading, ...]:
    """End the sections that an item numbered like them ends: below （三）… an item （四）… is no part of it."""
    number = number_of(title)
    if number is None or number.style not in _SECTION_STYLES:
        return section
    styles = [found.style if (found := number_of(heading.text)) else None for heading in section]
    return section[: styles.index(number.style)] if number.style in styles else section
