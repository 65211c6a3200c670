"""A table becomes tasks: columns by meaning, merged names carried down, section rows, repeated headers, broken rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import DoubtKind
from gongkai_desk.domain.state import Role
from gongkai_desk.parsing.blocks import Entry, Table
from gongkai_desk.parsing.clauses import ClauseFinder
from gongkai_desk.parsing.columns import UNIT_ROLES, Header, Row, guessed_header, header_at, text_at, text_of
from gongkai_desk.parsing.fields import Raw
from gongkai_desk.parsing.furniture import is_form_field, is_page_number
from gongkai_desk.parsing.shifts import placed, says_none
from gongkai_desk.parsing.table_facts import all_numbered, names_below
from gongkai_desk.parsing.tree import STOPS, number_of
from gongkai_desk.words.numbering import NumberStyle
from gongkai_desk.words.papers import is_aside
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.terms import ColumnRole, NoPlan, is_refused_header
from gongkai_desk.words.units import UnitDirectory

_SECTION_STYLES = {NumberStyle.CHAPTER: 0, NumberStyle.CHINESE: 1, NumberStyle.CHINESE_BRACKET: 2}
_SAME = re.compile(r"同上|[〃″\"”]|同前")
_NOTE = re.compile(r"(?:备?注|说明|填表说明|合计|总计|制表|填报|审核)(?:人|单位|日期)?\s*[：:\d]?")
_KEPT = frozenset(
    {ColumnRole.SEQ, ColumnRole.SECTION, ColumnRole.TITLE, ColumnRole.CONTENT, ColumnRole.DEADLINE, *UNIT_ROLES}
)
_ROLE = {ColumnRole.LEAD: Role.LEAD, ColumnRole.RESPONSIBLE: Role.RESPONSIBLE, ColumnRole.SUPPORT: Role.SUPPORT}
_ENDED = "。！？；…”）"
_MOSTLY = 0.6
_HEADER_ROWS = 6  # rows in which the header of another kind of table is looked for
_LONGEST_NAME = 18  # characters of a header cell
_CONTINUED = re.compile(r"[（(]?(?:续表?|接上表?)[）)]?$")  # 一、推进公开（续）
_CHINESE_SEQ = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.]?")


@dataclass
class Listing:
    """What a table yields: tasks, text that belongs to none, the title inside the table, why it is no plan."""

    tasks: list[Raw] = field(default_factory=list)
    left: list[tuple[str, tuple[Place, ...]]] = field(default_factory=list)
    title: str = ""
    refused: NoPlan | None = None
    notes: list[str] = field(default_factory=list)  # the headers as printed; one may say who leads


def tasks_from_table(table: Table, directory: UnitDirectory, section: Sequence[str] = ()) -> Listing:
    """Turn a table into tasks; ``section`` are the headings under which it begins."""
    listing = Listing()
    width = max((len(row) for row in table.rows), default=0)
    header = _first_header(table.rows, width)
    if header is None:
        listing.refused = _refusal(table.rows[:_HEADER_ROWS])
        header = guessed_header(table.rows, width, directory)
    else:
        listing.refused = is_refused_header(header.names)
        listing.title = _title_above(table.rows[: header.after])
    if header is None or listing.refused:
        return listing
    listing.notes.extend(text_of(cell) for row in table.rows[: header.after] for cell in row)
    reader = _Reader(table, header, directory, listing, list(section))
    for at in range(header.after, len(table.rows)):
        reader.row(at)
    reader.finish()
    return listing


def _first_header(rows: Sequence[Row], width: int) -> Header | None:
    return next((found for at in range(len(rows)) if (found := header_at(rows, at, width))), None)


def _refusal(rows: Sequence[Row]) -> NoPlan | None:
    """Return why a table without a plan's header is none: one of its first rows is the header of another kind."""
    for row in rows:
        names = ["".join(text_of(cell).split()) for cell in row]
        if sum(map(bool, names)) > 2 and max(map(len, names)) <= _LONGEST_NAME and (found := is_refused_header(names)):
            return found
    return None


def _title_above(rows: Sequence[Row]) -> str:
    """Return the longest text that stands alone in a row above the header."""
    alone = [filled[0] for row in rows if len(filled := [text for cell in row if (text := text_of(cell))]) == 1]
    return max((text.replace("\n", "") for text in alone), key=len, default="")


@dataclass
class _Values:
    """A row's texts by column, merged ones taken from above."""

    texts: list[str]
    printed: list[str]
    own: list[bool]
    places: list[Place]
    moved: bool = False
    deadline: str = ""  # the deadline that holds: a row's own, or the one that 同上 and blanks go back to


class _Reader:
    """Reads the rows of one table in order; keeps the header, the section and the row above."""

    def __init__(
        self, table: Table, header: Header, directory: UnitDirectory, listing: Listing, section: list[str]
    ) -> None:
        self._table, self._header, self._directory, self._listing = table, header, directory, listing
        self._finder = ClauseFinder(directory)
        self._names_below = names_below(table, header)
        self._section: list[tuple[int, str]] = [(n, text) for n, text in enumerate(section)]
        self._shared: dict[tuple[int, str], str] = {}  # what a section row says of who leads its rows
        self._above: _Values | None = None
        self._pending: _Values | None = None
        self._after = header.after
        self._breaks = set(table.breaks)
        self._all_numbered = all_numbered(table, header)
        column = header.column(ColumnRole.CONTENT)
        contents = [text_at(row, column) for row in table.rows if column is not None]
        long = [text for text in contents if len(text) > 8]
        self._stopped = bool(long) and sum(text[-1] in _ENDED for text in long) >= _MOSTLY * len(long)

    def row(self, at: int) -> None:
        """Read row ``at``: a header, a section, a note, the rest of a broken row, or a task."""
        if at < self._after:
            return
        row = self._table.rows[at]
        if found := header_at(self._table.rows, at, len(self._header.roles)):
            if found.roles != self._header.roles:  # what is pending stands in the old columns
                self.finish()
                self._above = None
            self._header, self._after = found, found.after
            if at in self._breaks:
                self._breaks.add(found.after)
            return
        filled = [(n, cell) for n, cell in enumerate(row) if cell and cell.text]
        if not filled or self._is_note(filled) or self._is_section(row, filled):
            return
        values = self._values(row, at)
        if at in self._breaks and self._pending and self._goes_on(values):
            self._pending = self._joined(self._pending, values)
            return
        self.finish()
        self._pending = values

    def finish(self) -> None:
        """Make a task of the row that was read last."""
        if self._pending:
            self._listing.tasks.extend(self._task(self._carried(self._pending)))
            self._pending = None

    # ----------------------------------------------------------------- rows that are no tasks

    def _is_section(self, row: Row, filled: Sequence[tuple[int, Entry]]) -> bool:
        """Take a row with one text, numbered or across the table, as a heading."""
        column, cell = filled[0]
        if len(filled) == 2 and self._is_numbered_section(filled):
            mark = cell.text if cell.text[-1] in "）)、." else cell.text + "、"
            self._enter(1 if mark[-1] == "、" else 2, mark + filled[1][1].text)
            return True
        if len(filled) > 1 or len(cell.text) > 80:
            return False
        number = number_of(cell.text)
        style = _SECTION_STYLES.get(number.style) if number else None
        alone = len(row) == 1 and cell.text[-1] not in _ENDED
        across = alone or cell.columns >= max(len(self._header.roles) - 1, 2)
        if style is None and not (across and not _NOTE.match(cell.text)):
            return False
        if style is None and column == self._header.column(ColumnRole.CONTENT) and not across:
            return False
        self._enter(3 if style is None else style, cell.text)
        return True

    def _enter(self, rank: int, heading: str) -> None:
        """Go on under a new heading; a clause in it holds for the rows below."""
        text = _CONTINUED.sub("", heading.replace("\n", ""))
        clauses = self._finder.find(text)
        for clause in reversed(clauses):
            text = text[: clause.start] + text[clause.end :]
        text = text.strip(STOPS)
        if self._section and self._section[-1] == (rank, text):  # printed again at the top of a page
            return
        self.finish()
        self._section = [*(each for each in self._section if each[0] < rank), (rank, text)]
        self._shared[(rank, text)] = "；".join(clause.text for clause in clauses)
        self._above = None

    def _is_numbered_section(self, filled: Sequence[tuple[int, Entry]]) -> bool:
        """A heading whose number stands in the number's column: 一 | 推进政策公开, in a table of rows 1, 2, 3."""
        column = self._header.column(ColumnRole.SEQ)
        if filled[0][0] != column or not _CHINESE_SEQ.fullmatch(filled[0][1].text):
            return False
        seqs = [text_at(row, column) for row in self._table.rows]
        return any(text.isdigit() for text in seqs)

    def _is_note(self, filled: Sequence[tuple[int, Entry]]) -> bool:
        """Leave out a note, a total, an imprint or a page number in a row of its own, and the fields of a form."""
        cell = filled[0][1]
        if all(is_form_field(each.text) for _, each in filled):
            return True
        if len(filled) == 1 and is_page_number(cell.text, edge=False):
            return True
        if len(filled) == 1 and (_NOTE.match(cell.text) or is_aside(cell.text)):
            self._listing.left.append((cell.text, cell.places))
            return True
        return len(filled) <= 2 and bool(re.fullmatch("合计|总计|小计", cell.text))

    # ----------------------------------------------------------------- values

    def _values(self, row: Row, at: int) -> _Values:
        fit = placed(row, self._header, self._directory)
        texts = [text_of(cell) for cell in fit.cells]
        printed = [cell.printed if cell else "" for cell in fit.cells]
        column = self._header.column(ColumnRole.TITLE)
        if column is not None and at in self._names_below:
            texts[column] = printed[column] = self._names_below[at]
        own = [cell is not None for cell in fit.cells]
        places = [place for cell in fit.cells if cell and cell.text for place in cell.places]
        return _Values(texts, printed, own, places, fit.moved)

    def _text(self, values: _Values, role: ColumnRole) -> str:
        column = self._header.column(role)
        return values.texts[column] if column is not None else ""

    def _goes_on(self, values: _Values) -> bool:
        """Return whether the first row of a page is the rest of the last row of the page before.

        Where every row has its number, a row without one is; else one that goes on in the middle of a sentence.
        """
        before = self._pending
        if before is None or not any(values.texts) or self._text(values, ColumnRole.SEQ):
            return False
        if self._text(values, ColumnRole.DEADLINE) and self._text(before, ColumnRole.DEADLINE):
            return False
        if self._all_numbered:
            return True
        if self._text(values, ColumnRole.TITLE):
            return False
        content = self._text(before, ColumnRole.CONTENT)
        return bool(content) and self._stopped and content[-1] not in _ENDED

    @staticmethod
    def _joined(first: _Values, rest: _Values) -> _Values:
        texts = [a + b for a, b in zip(first.texts, rest.texts, strict=True)]  # text wraps inside words
        printed = [f"{a}\n{b}".strip() for a, b in zip(first.printed, rest.printed, strict=True)]
        return replace(first, texts=texts, printed=printed, places=[*first.places, *rest.places])

    def _carried(self, values: _Values) -> _Values:
        """Fill what a merge covers, and what a row of the same item leaves blank, from the row above."""
        above = self._above
        if above is not None and len(above.texts) == len(values.texts):
            same = self._is_same_item(values)
            for n, role in enumerate(self._header.roles):
                text = values.texts[n]
                inherits = not values.own[n] or (not text and same and role in _KEPT and role is not ColumnRole.CONTENT)
                if inherits or (role in UNIT_ROLES and _SAME.fullmatch(text)):
                    values.texts[n], values.printed[n] = above.texts[n], above.printed[n]
                elif not text and role is ColumnRole.SECTION:
                    values.texts[n] = above.texts[n]
        return values

    def _is_same_item(self, values: _Values) -> bool:
        """Return whether a row belongs to the item above: it has no name of its own (and no number, if none has)."""
        if self._header.column(ColumnRole.TITLE) is not None:
            return not self._text(values, ColumnRole.TITLE)
        column = self._header.column(ColumnRole.SEQ)
        return column is not None and not values.texts[column]

    # ----------------------------------------------------------------- the task

    def _task(self, values: _Values) -> Iterator[Raw]:
        above, self._above = self._above, values
        kept, values = (
            values,
            replace(values, texts=_without_dashes(values.texts), printed=_without_dashes(values.printed)),
        )
        self._close_sections(values)
        title, seq = self._name(values)
        content = self._text(values, ColumnRole.CONTENT)
        if not content:
            content, title = title, ""
        if not seq and not title:
            seq, content = _numbered(content)
        if not content:
            self._listing.left.append(("，".join(filter(None, values.texts)), tuple(values.places)))
            return
        deadline = self._header.column(ColumnRole.DEADLINE)
        own = values.texts[deadline] if deadline is not None else ""
        kept.deadline = own if own and not _SAME.fullmatch(own) else above.deadline if above else ""
        clauses, unit_text = self._clauses(values), self._unit_text(values)
        if not clauses:
            content, unit_text = self._assigned_in(content)
            clauses = ((None, unit_text),) if unit_text else ()
        clauses = (*clauses, *self._from_section(clauses))
        yield Raw(
            content=content,
            seq=seq or None,
            section=(*(text for _, text in self._section), *self._categories(values)),
            title=title or None,
            clauses=clauses,
            unit_text=unit_text,
            deadline=None if deadline is None else values.texts[deadline],
            above=above.deadline if above else "",
            extra=self._extra(values),
            source=tuple(values.places),
            doubts=self._doubts(values),
        )

    def _close_sections(self, values: _Values) -> None:
        """End the sections that an item numbered like them ends: below （三）… an item （四）… is no part of it."""
        number = number_of(self._text(values, ColumnRole.TITLE))
        if number is None or number.style not in _SECTION_STYLES:
            return
        styles = [found.style if (found := number_of(text)) else None for _, text in self._section]
        if number.style in styles:
            self._section = self._section[: styles.index(number.style)]

    def _name(self, values: _Values) -> tuple[str, str]:
        """Return name and number; a number before the name is the item's where no column has one."""
        seq = "".join(self._text(values, ColumnRole.SEQ).split()).strip("、.．")
        title = self._text(values, ColumnRole.TITLE).replace("\n", "")
        number, rest = _numbered(title)
        if number and rest:
            return rest.rstrip(STOPS), seq or number
        if (alone := number_of(title)) and not alone.rest:  # «1.»: an item without a name
            return "", seq or alone.bare
        return title.rstrip(STOPS), seq

    def _categories(self, values: _Values) -> Iterator[str]:
        for n, role in enumerate(self._header.roles):
            if role is ColumnRole.SECTION and values.texts[n]:
                yield values.texts[n].replace("\n", "").strip(STOPS)

    def _unit_columns(self, values: _Values) -> list[tuple[ColumnRole, str, str]]:
        columns = zip(self._header.roles, self._header.names, values.printed, strict=True)
        found = [(role, name, text) for role, name, text in columns if role in UNIT_ROLES and text]
        direct = [each for each in found if each[0] is not ColumnRole.GUIDE]
        return direct or found

    def _clauses(self, values: _Values) -> tuple[tuple[Role | None, str], ...]:
        return tuple((_ROLE.get(role), text) for role, _, text in self._unit_columns(values))

    def _from_section(self, own: Sequence[tuple[Role | None, str]]) -> Iterator[tuple[Role | None, str]]:
        """Yield the clause of the nearest section row that has one: for a row without units, or one without a lead."""
        shared = next((text for each in reversed(self._section) if (text := self._shared.get(each))), "")
        if not shared:
            return
        said = split_roles(shared, self._directory)
        led = any(role is Role.LEAD or split_roles(text, self._directory, role).lead for role, text in own)
        if not own or (said.lead and not led and not said.responsible):
            yield None, shared

    def _assigned_in(self, content: str) -> tuple[str, str]:
        """Part a clause that closes the content, where no column names the units: …工作。（市司法局牵头）."""
        found = self._finder.find(content)
        bare = content
        for clause in reversed(found):
            bare = bare[: clause.start] + bare[clause.end :]
        if not bare.strip(STOPS + "\n"):
            return content, ""
        return bare.strip(), "；".join(clause.text for clause in found)

    def _unit_text(self, values: _Values) -> str:
        columns = self._unit_columns(values)
        several = sum(role in UNIT_ROLES for role in self._header.roles) > 1
        texts = [(f"{name}：" if several else "") + " ".join(text.split("\n")) for _, name, text in columns]
        return "；".join(texts)

    def _extra(self, values: _Values) -> dict[str, str]:
        columns = zip(self._header.roles, self._header.names, values.texts, strict=True)
        return {name: text for role, name, text in columns if role not in _KEPT and name and text}

    def _doubts(self, values: _Values) -> tuple[tuple[DoubtKind, str, str], ...]:
        found: list[tuple[DoubtKind, str, str]] = []
        if values.moved:
            found.append((DoubtKind.SHIFTED_CELLS, "", "　".join(filter(None, values.texts))[:120]))
        column = self._header.column(ColumnRole.DEADLINE)
        if column is not None and not values.texts[column]:
            found.append((DoubtKind.EMPTY_CELL, "deadline", self._header.names[column]))
        return tuple(found)


def _numbered(text: str) -> tuple[str, str]:
    """Part a number from the head of a cell: «3. 加强…» → 3 and the rest."""
    number = number_of(text)
    if number is None or not number.rest:
        return "", text
    return number.bare, text[len(text[:90].rstrip()) - len(number.rest) :]


def _without_dashes(texts: Sequence[str]) -> list[str]:
    return ["" if says_none(text) else text for text in texts]
