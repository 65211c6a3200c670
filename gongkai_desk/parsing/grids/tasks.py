"""A row of a table becomes a task: what holds for the table as a whole, the cells by column, name, number, units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.state import Role
from gongkai_desk.parsing.blocks.model import Clause, Entry, Leftover, Raw, Table, text_at, text_of
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header, header_at
from gongkai_desk.parsing.grids.goals import goal_deadline, goal_doubts
from gongkai_desk.parsing.grids.values import (
    DUE,
    KEPT,
    SAME,
    Blanks,
    Values,
    due,
    due_column,
    other_deadlines,
    staged_deadline,
)
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.tree import STOPS, number_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import COLONS, ENDED
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.terms import ColumnRole, column_role
from gongkai_desk.words.units import UnitDirectory

# --------------------------------------------------------------------------- the table as a whole


def blanks_in(table: Table, header: Header) -> Blanks:
    """Return what blanks mean in a table."""
    if not (table.tells_merges or (table.ruled and table.page and all_have(table, header, ColumnRole.SEQ))):
        return Blanks.AS_ABOVE
    rows = [row for row in table.rows[header.after :] if sum(bool(text_of(cell)) for cell in row) > 1]
    kept = [n for n, role in enumerate(header.roles) if role in KEPT]
    merged = any(row[n] is None for row in rows for n in kept if n < len(row))
    return Blanks.EMPTY if merged else Blanks.AS_WRITTEN if table.tells_merges else Blanks.AS_ABOVE


def all_have(table: Table, header: Header, role: ColumnRole) -> bool:
    """Return whether nearly every row has its own number or name, so that one without goes on with the row above.

    A row without one at the head of a page does not count: it may be such a rest.
    """
    column, content = header.column(role), header.column(ColumnRole.CONTENT)
    if column is None or content is None:
        return False
    rows = [n for n in range(header.after, len(table.rows)) if text_at(table.rows[n], content)]
    own = [n for n in rows if text_at(table.rows[n], column)]
    lacking = [n for n in rows if not text_at(table.rows[n], column) and not _heads_page(table, header, n)]
    return bool(own) and len(own) >= USUAL.numbered_share * (len(own) + len(lacking))


def _heads_page(table: Table, header: Header, row: int) -> bool:
    """Tell whether a row is the first of a page, below a header that is repeated there."""
    if row in table.breaks:
        return True
    return row - 1 in table.breaks and header_at(table.rows, row - 1, len(header.roles)) is not None


def all_stopped(table: Table, header: Header) -> bool:
    """Return whether contents end with a stop as a rule, so that one without goes on over the page."""
    column = header.column(ColumnRole.CONTENT)
    contents = [text_at(row, column) for row in table.rows] if column is not None else []
    long = [text for text in contents if len(text) > USUAL.stopped_length]
    return bool(long) and sum(text[-1] in ENDED for text in long) >= USUAL.stopped_share * len(long)


def names_below(table: Table, header: Header) -> dict[int, str]:
    """Return names that stand on the next page: the cell was merged over the break and is blank before it.

    Only in ruled tables that show merges: there a blank cell of its own, down to the page's end, begins a new name.
    """
    column = header.column(ColumnRole.TITLE)
    if column is None or not table.ruled:
        return {}
    cells = [row[column] if column < len(row) else None for row in table.rows]
    found: dict[int, str] = {}
    for end in table.breaks:
        after = end + 1 if header_at(table.rows, end, len(header.roles)) else end
        begin = _begin(cells, end)
        name = text_of(cells[after]) if after < len(cells) else ""
        if name and _is_blank(cells[begin]) and not _starts_page(table, header, begin):
            found |= dict.fromkeys(range(begin, end), name)
    return found


def _starts_page(table: Table, header: Header, row: int) -> bool:
    return row in table.breaks or row - 1 in table.breaks or row <= header.after


def _begin(cells: Sequence[Entry | None], end: int) -> int:
    """Return the row in which the cell begins that ends before row ``end``."""
    begin = end - 1
    while begin > 0 and cells[begin] is None:
        begin -= 1
    return begin


def _is_blank(cell: Entry | None) -> bool:
    return cell is not None and not cell.text


_HELPED = re.compile("(?:牵头|主办|承办|责任)(?:单位|部门|科室)?[/／（(].*(?:协办|配合|参与|会办)")
_BOTH = re.compile(  # 市司法局/市财政局、市教育局; 市司法局（市财政局、市教育局）
    r"([^/／（(]+)[/／]([^/／]+)|([^/／（(]+)[（(]((?!.*(?:牵头|负责|配合|除外|下同|含))[^（）()]+)[）)]", re.DOTALL
)
_ROLE = {ColumnRole.LEAD: Role.LEAD, ColumnRole.RESPONSIBLE: Role.RESPONSIBLE, ColumnRole.SUPPORT: Role.SUPPORT}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above rows; ``clause`` says who leads all of them, "" where it names nobody."""

    rank: int
    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: the header, the headings, the deadline that 同上 means."""

    header: Header
    section: tuple[Heading, ...]
    deadline: str = ""


def deadline_that_holds(values: Values, above: Above) -> str:
    """Return the deadline that rows below mean by 同上: the row's own, else the one above it."""
    own = due(values, above.header)
    return own if own and not SAME.fullmatch(own) else above.deadline


def task_of(values: Values, above: Above, finder: ClauseFinder, directory: UnitDirectory) -> Raw | Leftover:
    """Return the task of a row, merged cells filled and dashes taken out; without content its text is left over."""
    header = above.header
    seq, title, content = _named(values, header)
    if not content:
        return Leftover("，".join(filter(None, values.texts)), values.places)
    clauses, unit_text = _clauses(values, header), _unit_text(values, header)
    if not clauses:
        content, unit_text = _assigned_in(content, finder)
        clauses = ((None, unit_text),) if unit_text else ()
    deadline, stated = _deadline(values, content, header)
    return Raw(
        content=content,
        seq=seq or None,
        section=(*(heading.text for heading in above.section), *_categories(values, header)),
        title=title or None,
        clauses=(*clauses, *_from_section(clauses, above.section, directory)),
        unit_text=unit_text,
        deadline=deadline,
        above=above.deadline,
        extra=_extra(values, header),
        source=values.places,
        doubts=(*_doubts(values, header), *((DoubtKind.DEADLINE_TO_CONFIRM, "deadline", each) for each in stated)),
    )


def _deadline(values: Values, content: str, header: Header) -> tuple[str | None, tuple[str, ...]]:
    """Return the deadline of a row, ``None`` where no cell sets one, and the goal that stated it where one did."""
    if due_column(values, header) is not None:
        return due(values, header), ()
    staged = staged_deadline(content, header)
    bound, goal = goal_deadline(values, content, header) if staged is None else ("", "")
    return (bound, (goal,)) if bound else (staged, ())


# --------------------------------------------------------------------------- number, name, content


def _named(values: Values, header: Header) -> tuple[str, str, str]:
    """Return number, name and content; where only one of the last two is filled it is the content."""
    title, seq = _name(values, header)
    content = values.text(header, ColumnRole.CONTENT)
    if not content:
        content, title = title, ""
    if not seq and not title:
        seq, content = _numbered(content)
    if not title:
        title, content = _labelled(content)
    return seq, title, content


_LABEL = re.compile(rf"(?:^|\n|(?<=[。；]))\s*([\u4e00-\u9fff]{{2,6}})\s*[{COLONS}]\s*")  # 任务名称：规范发布


def _labelled(text: str) -> tuple[str, str]:
    """Part name and content of one cell (任务名称：规范发布 ⏎ 任务内容：集中公开…); without a name "" and the text."""
    roles = (ColumnRole.TITLE, ColumnRole.CONTENT)
    labels = [found for found in _LABEL.finditer(text) if column_role(found[1]) in roles]
    if not labels or labels[0].start() or not labels[0][1].endswith("名称"):
        return "", text
    begin = labels[0].end()
    end, after = labels[1].span() if len(labels) > 1 else (text.find("\n", begin),) * 2
    name, rest = text[begin:end].strip(STOPS + "\n"), text[after:].strip()
    return (name, rest) if end > begin and rest and "\n" not in name else ("", text)


def _name(values: Values, header: Header) -> tuple[str, str]:
    """Return name and number; a number before the name is the item's where no column has one."""
    seq = "".join(values.text(header, ColumnRole.SEQ).split()).strip("、.．")
    title = values.text(header, ColumnRole.TITLE).replace("\n", "")
    number, rest = _numbered(title)
    if number and rest:
        return rest.rstrip(STOPS), seq or number
    if (alone := number_of(title)) and not alone.rest:  # «1.»: an item without a name
        return "", seq or alone.bare
    return title.rstrip(STOPS), seq


def _numbered(text: str) -> tuple[str, str]:
    """Part a number from the head of a cell: «3. 加强…» → 3 and the rest."""
    number = number_of(text)
    if number is None or not number.rest:
        return "", text
    return number.bare, text[len(text[: USUAL.number_head].rstrip()) - len(number.rest) :]


def _categories(values: Values, header: Header) -> Iterator[str]:
    for n, role in enumerate(header.roles):
        if role is ColumnRole.SECTION and values.texts[n]:
            yield values.texts[n].replace("\n", "").strip(STOPS)


def _extra(values: Values, header: Header) -> dict[str, str]:
    """Return what stands in columns for which a task has no field, each under its own header."""
    texts = enumerate(values.texts)
    return {header.label(n): text for n, text in texts if text and not _has_field(values, header, n)}


def _has_field(values: Values, header: Header, column: int) -> bool:
    """Tell whether a field of the task takes a column up: of two columns of one role the first one alone is."""
    role = header.roles[column]
    if role not in KEPT and role is not ColumnRole.ADJUSTED:
        return False
    if role is ColumnRole.SECTION:
        return True
    if role in UNIT_ROLES:
        return any(n == column for n, *_ in _unit_columns(values, header))
    return (due_column(values, header) if role in DUE else header.column(role)) == column


# --------------------------------------------------------------------------- units


def _unit_columns(values: Values, header: Header) -> list[tuple[int, ColumnRole, str, str]]:
    """Return column, role, header and cell of each that names units; those who only guide where there are no others."""
    columns = zip(header.roles, header.names, values.printed, strict=True)
    found = [(n, role, name, text) for n, (role, name, text) in enumerate(columns) if role in UNIT_ROLES and text]
    direct = [each for each in found if each[1] is not ColumnRole.GUIDE]
    return direct or found


def _clauses(values: Values, header: Header) -> tuple[Clause, ...]:
    return tuple(each for n, role, name, text in _unit_columns(values, header) for each in _parted(role, name, text))


def _parted(role: ColumnRole, name: str, text: str) -> Iterator[Clause]:
    """Yield the clauses of a cell; one for those who do it and those who help (承办/协办) may hold both lists."""
    both = _BOTH.fullmatch(text) if role is ColumnRole.UNITS and _HELPED.search(name) else None
    if both is None:
        yield _ROLE.get(role), text
        return
    yield Role.LEAD if name.startswith(("牵头", "主办")) else Role.RESPONSIBLE, both[1] or both[3]
    yield Role.SUPPORT, both[2] or both[4]


def _unit_text(values: Values, header: Header) -> str:
    several = sum(role in UNIT_ROLES for role in header.roles) > 1
    columns = _unit_columns(values, header)
    return "；".join((f"{name}：" if several else "") + " ".join(text.split("\n")) for _, _, name, text in columns)


def _from_section(own: Sequence[Clause], section: Sequence[Heading], directory: UnitDirectory) -> Iterator[Clause]:
    """Yield the clause of the nearest heading that has one: for a row without units, or one without a lead."""
    shared = next((heading.clause for heading in reversed(section) if heading.clause), "")
    if not shared:
        return
    roles = split_roles(shared, directory)
    led = any(role is Role.LEAD or split_roles(text, directory, role).lead for role, text in own)
    if not own or (roles.lead and not led and not roles.responsible):
        yield None, shared


def _assigned_in(content: str, finder: ClauseFinder) -> tuple[str, str]:
    """Part a clause that closes the content, where no column names the units: …工作。（市司法局牵头）."""
    found = finder.find(content)
    bare = finder.without(content)
    if not bare.strip(STOPS + "\n"):
        return content, ""
    return bare.strip(), "；".join(clause.text for clause in found)


# --------------------------------------------------------------------------- doubts


def _doubts(values: Values, header: Header) -> Iterator[tuple[DoubtKind, str, str]]:
    if values.moved:
        yield DoubtKind.SHIFTED_CELLS, "", "　".join(filter(None, values.texts))[: USUAL.quoted_row]
    if values.unsure:
        yield DoubtKind.TWO_READINGS, "lead", _unit_text(values, header)
    if values.mixed:
        yield DoubtKind.CONTENT_MIXED, "content", values.text(header, ColumnRole.CONTENT)[: USUAL.doubt_quote]
    yield from goal_doubts(values, header)
    column = due_column(values, header)
    if column is not None and not values.texts[column]:
        yield DoubtKind.EMPTY_CELL, "deadline", header.names[column]
    if column is not None and (others := list(other_deadlines(values, header))):
        yield DoubtKind.DEADLINE_TO_CONFIRM, "deadline", f"{values.texts[column]}（{'；'.join(others)}）"
    units = _unit_columns(values, header)
    if units and all(role is ColumnRole.SUPPORT for _, role, _, _ in units):
        yield DoubtKind.NO_UNIT, "responsible", ""
