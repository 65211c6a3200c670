"""A row of a table becomes a task: name and number, units by column, what its section shares, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.plan import DoubtKind
from gongkai_desk.domain.state import Role
from gongkai_desk.parsing.grids.cells import KEPT, SAME, Values
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.tree import STOPS, number_of
from gongkai_desk.parsing.raw import Clause, Leftover, Raw
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.roles import split_roles
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.units import UnitDirectory

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
    own = values.text(above.header, ColumnRole.DEADLINE)
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
    return Raw(
        content=content,
        seq=seq or None,
        section=(*(heading.text for heading in above.section), *_categories(values, header)),
        title=title or None,
        clauses=(*clauses, *_from_section(clauses, above.section, directory)),
        unit_text=unit_text,
        deadline=None if header.column(ColumnRole.DEADLINE) is None else values.text(header, ColumnRole.DEADLINE),
        above=above.deadline,
        extra=_extra(values, header),
        source=values.places,
        doubts=tuple(_doubts(values, header)),
    )


# --------------------------------------------------------------------------- number, name, content


def _named(values: Values, header: Header) -> tuple[str, str, str]:
    """Return number, name and content; where only one of the last two is filled it is the content."""
    title, seq = _name(values, header)
    content = values.text(header, ColumnRole.CONTENT)
    if not content:
        content, title = title, ""
    if not seq and not title:
        seq, content = _numbered(content)
    return seq, title, content


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
    columns = zip(header.roles, header.names, values.texts, strict=True)
    return {name: text for role, name, text in columns if role not in KEPT and name and text}


# --------------------------------------------------------------------------- units


def _unit_columns(values: Values, header: Header) -> list[tuple[ColumnRole, str, str]]:
    columns = zip(header.roles, header.names, values.printed, strict=True)
    found = [(role, name, text) for role, name, text in columns if role in UNIT_ROLES and text]
    direct = [each for each in found if each[0] is not ColumnRole.GUIDE]
    return direct or found


def _clauses(values: Values, header: Header) -> tuple[Clause, ...]:
    return tuple((_ROLE.get(role), text) for role, _, text in _unit_columns(values, header))


def _unit_text(values: Values, header: Header) -> str:
    several = sum(role in UNIT_ROLES for role in header.roles) > 1
    columns = _unit_columns(values, header)
    return "；".join((f"{name}：" if several else "") + " ".join(text.split("\n")) for _, name, text in columns)


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
    column = header.column(ColumnRole.DEADLINE)
    if column is not None and not values.texts[column]:
        yield DoubtKind.EMPTY_CELL, "deadline", header.names[column]
