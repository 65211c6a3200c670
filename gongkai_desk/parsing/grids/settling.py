"""What stands in the columns settles what their headers leave open: units, deadlines and work under odd headers.

A header names a column, its cells prove it. The day on which a task was given (交办时间) is none on which it is due; a
column whose cells are units holds units whatever its name; ``goals`` tells what a column of goals is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from gongkai_desk.parsing.blocks.model import Row, text_at
from gongkai_desk.parsing.grids.columns import UNIT_ROLES, Header, header_at, is_deadline, is_seq, is_units
from gongkai_desk.parsing.grids.goals import settle_goals
from gongkai_desk.parsing.grids.told import STOP, Cells, cells_below
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles, is_finishing_day
from gongkai_desk.words.units import UnitDirectory

_DUE = re.compile("完成|办结|竣工|完工|截止|时限")
_BEGINS = re.compile("(?:启动|开始|起始|开工|动工|起)(?:日|时)?$")
_ASSIGNS = re.compile("责任|牵头|承办|主办|主责|落实|配合|协办|实施|负责")
_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})


def settled(header: Header, rows: Sequence[Row], directory: UnitDirectory) -> Header:
    """Return the header with the roles that the cells in ``rows`` give to columns or take from them."""
    cells = cells_below(header, rows)
    roles = list(header.roles)
    _name_what_is_no_number(roles, cells)
    _name_beginnings(roles, header)
    _choose_deadline(roles, header, cells)
    guessed = list(_find(roles, cells, ColumnRole.DEADLINE, (ColumnRole.DEADLINE,), is_deadline))
    guessed += _find(roles, cells, ColumnRole.RESPONSIBLE, UNIT_ROLES, lambda text: is_units(text, directory))
    guessed += settle_goals(roles, header, cells)
    guessed += _swap_name(roles, cells)
    guessed += _take_work(roles, header, cells)
    guessed += _take_name(roles, header, cells)
    return replace(header, roles=tuple(roles), guessed=(*header.guessed, *guessed))


def header_by_cells(rows: Sequence[Row], width: int, directory: UnitDirectory) -> Header | None:
    """Return the header of a table that names units, but the work by no word that is known: 事由 · 责任单位."""
    for at in range(min(len(rows), USUAL.refusal_rows)):
        names = tuple("".join(text_at(rows[at], n).split()) for n in range(width))
        if not _assigns(names) or header_at(rows, at, width):
            continue
        header = Header(column_roles(names), names, at + 1)
        cells = cells_below(header, rows)
        unit = next(n for n, role in enumerate(header.roles) if role in UNIT_ROLES)
        if cells.share(unit, lambda text: is_units(text, directory)) >= USUAL.guess_share:
            return _with_work(header, cells)
    return None


def header_above(above: Header | None, rows: Sequence[Row], width: int, directory: UnitDirectory) -> Header | None:
    """Return the header of the table before for one without, where units and deadlines stand in the same columns."""
    if above is None or len(above.roles) != width:
        return None
    header = replace(above, after=0)
    cells = cells_below(header, rows)
    held = [n for n, role in enumerate(header.roles) if role in UNIT_ROLES and cells.columns[n]]
    due = [n for n, role in enumerate(header.roles) if role is ColumnRole.DEADLINE and cells.columns[n]]
    units = all(cells.share(n, lambda text: is_units(text, directory)) >= USUAL.guess_share for n in held)
    return header if held and units and all(cells.share(n, is_deadline) >= USUAL.guess_share for n in due) else None


def _assigns(names: Sequence[str]) -> bool:
    """Tell a row that names who does something: 责任单位, not the 单位 of a list of addresses."""
    named = [name for name in names if name]
    if len(named) < USUAL.header_known or any(len(name) > USUAL.header_name for name in named):
        return False
    return any(_ASSIGNS.search(name) and column_role(name) in UNIT_ROLES for name in named)


def _with_work(header: Header, cells: Cells) -> Header | None:
    """Name the unknown column of the longest texts the work, and one of shorter texts before it the name."""
    free = [n for n, role in enumerate(header.roles) if role in (None, ColumnRole.GOAL, ColumnRole.MEASURES)]
    free = [n for n in free if cells.length(n) and not cells.share(n, is_seq) > USUAL.sentence_share]
    work = max(free, key=cells.length, default=None)
    if work is None or cells.length(work) < USUAL.guess_content:
        return None
    roles = list(header.roles)
    roles[work] = ColumnRole.CONTENT
    guessed = [work]
    if work - 1 in free:
        roles[work - 1] = ColumnRole.TITLE
        guessed = [work - 1, work]
    return replace(header, roles=tuple(roles), guessed=tuple(guessed))


def _name_what_is_no_number(roles: list[ColumnRole | None], cells: Cells) -> None:
    """Take a column 项目 for the names where it holds no numbers."""
    seq = roles.index(ColumnRole.SEQ) if ColumnRole.SEQ in roles else None
    if seq is None or ColumnRole.TITLE in roles or ColumnRole.CONTENT not in roles or not cells.columns[seq]:
        return
    if not cells.share(seq, lambda text: is_seq(text) or any(map(str.isdigit, text))):
        roles[seq] = ColumnRole.TITLE


def _name_beginnings(roles: list[ColumnRole | None], header: Header) -> None:
    """Know a column 启动 for the day of beginning, so that its days are not taken for deadlines."""
    for n, role in enumerate(roles):
        if role is None and _BEGINS.search(header.names[n]):
            roles[n] = ColumnRole.STARTS


def _choose_deadline(roles: list[ColumnRole | None], header: Header, cells: Cells) -> None:
    """Leave one deadline of several: the one that says so, else the one with most deadlines in it."""
    several = [n for n, role in enumerate(roles) if role is ColumnRole.DEADLINE]
    if len(several) < 2:
        return
    stands = ColumnRole.STATE in roles  # a ledger: its 完成日期 beside a deadline is the day on which it was done

    def fit(n: int) -> tuple[bool, bool, float, int]:
        done = stands and is_finishing_day(header.names[n])
        return not done, bool(_DUE.search(header.names[n])), cells.share(n, is_deadline), -n

    best = max(several, key=fit)
    for n in several:
        roles[n] = ColumnRole.DEADLINE if n == best else None


def _find(
    roles: list[ColumnRole | None],
    cells: Cells,
    role: ColumnRole,
    kin: Sequence[ColumnRole],
    holds: Callable[[str], bool],
) -> list[int]:
    """Give a role that no header gives to the first column without one whose cells are of its kind."""
    if set(kin) & set(roles):
        return []
    for n, known in enumerate(roles):
        person = known is ColumnRole.CONTACT and role is ColumnRole.RESPONSIBLE  # 责任人 may hold units
        if (known is None or person) and cells.share(n, holds) >= USUAL.guess_share:
            roles[n] = role
            return [n]
    return []


def _swap_name(roles: list[ColumnRole | None], cells: Cells) -> list[int]:
    """Swap name and work where the cells say the opposite: sentences below 工作任务, short names below 实事内容."""
    if roles.count(ColumnRole.TITLE) != 1 or roles.count(ColumnRole.CONTENT) != 1:
        return []
    title, work = roles.index(ColumnRole.TITLE), roles.index(ColumnRole.CONTENT)
    named = cells.columns[work] and cells.length(work) <= USUAL.name_cell and not cells.states(work)
    if not named or not cells.states(title) or cells.length(title) < USUAL.longer * cells.length(work):
        return []
    told = cells.share(title, lambda text: bool(STOP.search(text)))
    if len(cells.columns[title]) < USUAL.swapped_rows or told < USUAL.swapped_share:
        return []  # rows that lack a cell are moved: they are few, or a part of all
    roles[title], roles[work] = ColumnRole.CONTENT, ColumnRole.TITLE
    return [title, work]


def _take_work(roles: list[ColumnRole | None], header: Header, cells: Cells) -> list[int]:
    """Take an unknown column of sentences right of the only column of tasks for the work where that one holds names."""
    work = [n for n, role in enumerate(roles) if role in _WORK]
    if len(work) != 1 or work[0] + 1 >= len(roles) or roles[work[0]] is not ColumnRole.CONTENT:
        return []
    name, beside = work[0], work[0] + 1
    if roles[beside] is not None or column_role(header.names[name]) is not ColumnRole.TITLE or cells.states(name):
        return []
    if not cells.states(beside) or cells.length(beside) < USUAL.longer * cells.length(name):
        return []
    roles[name], roles[beside] = ColumnRole.TITLE, ColumnRole.CONTENT
    return [beside]


def _take_name(roles: list[ColumnRole | None], header: Header, cells: Cells) -> list[int]:
    """Take an unknown column left of the work for the names where its cells are: short, none a sentence, all others."""
    if ColumnRole.TITLE in roles or ColumnRole.CONTENT not in roles:
        return []
    work = roles.index(ColumnRole.CONTENT)
    free = [n for n in range(work) if roles[n] is None and header.names[n] and cells.names(n)]
    if not free or cells.length(free[-1]) * USUAL.longer > cells.length(work):
        return []
    roles[free[-1]] = ColumnRole.TITLE
    return [free[-1]]
