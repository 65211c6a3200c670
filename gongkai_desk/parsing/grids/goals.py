"""Columns of goals: which of them is the work, which only a step on the way, and which is the name of a task.

目标任务 names a task in one office's table and says how much is wanted in another's; 全年目标 beside 上半年目标 is
what is to be done, the other a step. Headers leave it open, cells tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.parsing.grids.columns import ANY_TIME, Header
from gongkai_desk.parsing.grids.told import STOP, Cells
from gongkai_desk.parsing.grids.values import Values
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.deadlines import prose_deadline
from gongkai_desk.words.terms import ColumnRole, column_role

_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_AIM = "(?:工作|建设|推进|主要|重点|进度|形象)?(?:目标|计划|打算|安排)(?:任务|要求)?"
_STEP = re.compile(f"(?:半年|季度|月份?|阶段|年中|近期|[月季]度)[末底]?{_AIM}$")  # 上半年目标, 6月底目标
_WHOLE = re.compile(f"(?:全年|年度|本年|当年|年[底末终]|总体?|最终){_AIM}$")  # 全年目标任务, 年底目标
_NAMED_GOAL = re.compile("目标任务$|任务目标$")


class Reads(Enum):
    """How a cell below 目标任务 reads."""

    NAME = auto()  # 河道保洁
    GOAL = auto()  # 6月底前，完成巡查100次
    OPEN = auto()  # 新建站点20处: either


def is_step(header: str) -> bool:
    """Tell the goal of a part of the year: 上半年目标, 6月底目标, 阶段目标."""
    return bool(_STEP.search(header))


def is_goal_of_year(header: str) -> bool:
    """Tell the goal of a whole year, or of the whole: 全年目标, 年底目标任务, 总体目标."""
    return bool(_WHOLE.search(header))


def settle_goals(roles: list[ColumnRole | None], header: Header, cells: Cells) -> list[int]:
    """Give columns of goals the roles that their cells tell; return those of which the header did not say so."""
    _know_goals(roles, header, cells)
    return _take_whole(roles, header, cells) or _take_goal(roles, header, cells)


def _know_goals(roles: list[ColumnRole | None], header: Header, cells: Cells) -> None:
    """Know a column 目标任务 for goals where it stands right of the work and its cells say how much until when."""
    work = [n for n, name in enumerate(header.names) if roles[n] and column_role(name) is ColumnRole.CONTENT]
    for n, name in enumerate(header.names):
        if roles[n] in (ColumnRole.TITLE, None) and _NAMED_GOAL.search(name) and work and n > work[0]:
            goals = cells.share(n, lambda text: _reads_as(text) is Reads.GOAL) >= USUAL.sentence_share
            roles[n] = ColumnRole.GOAL if goals and not cells.are_names_of(work[0], n) else ColumnRole.TITLE
    if ColumnRole.GOAL in roles and ColumnRole.TITLE not in roles:
        _name_again(roles, header)


def _name_again(roles: list[ColumnRole | None], header: Header) -> None:
    """Take the names for names that were headings above 目标任务 as long as that one was the name."""
    above = [n for n, role in enumerate(roles) if role is ColumnRole.SECTION]
    outer = [n for n in above if column_role(header.names[n]) is ColumnRole.TITLE]
    if outer:
        roles[outer[-1]] = ColumnRole.TITLE


def _take_whole(roles: list[ColumnRole | None], header: Header, cells: Cells) -> list[int]:
    """Take the goal of the year for the work where a step stands beside it and the other columns only name the task."""
    whole = next((n for n, name in enumerate(header.names) if is_goal_of_year(name)), None)
    steps = [n for n, name in enumerate(header.names) if is_step(name)]
    names = [n for n, role in enumerate(roles) if role in _WORK and n != whole and n not in steps]
    if whole is None or not steps or not names or not cells.are_names_of(names[-1], whole):
        return []
    for n in (*steps, whole):
        roles[n] = ColumnRole.GOAL
    roles[names[-1]], roles[whole] = ColumnRole.TITLE, ColumnRole.CONTENT
    return [whole]


def _take_goal(roles: list[ColumnRole | None], header: Header, cells: Cells) -> list[int]:
    """Take a goal for the work where the only column of tasks holds names: 老年食堂 | 年内新建15个，全部开业."""
    goal = next((n for n, role in enumerate(roles) if role is ColumnRole.GOAL), None)
    work = [n for n, role in enumerate(roles) if role in _WORK]
    if goal is None or len(work) != 1 or column_role(header.names[work[0]]) is not ColumnRole.TITLE:
        return []
    if not cells.are_names_of(work[0], goal):
        return []
    roles[work[0]], roles[goal] = ColumnRole.TITLE, ColumnRole.CONTENT
    return [goal] if is_step(header.names[goal]) else []


def _reads_as(text: str) -> Reads:
    """Tell a goal (a sentence, a bound, longer than names are) from a name."""
    if STOP.search(text) or len(text) > USUAL.name_cell or _bound(text):
        return Reads.GOAL
    return Reads.OPEN if re.search(r"\d", text) else Reads.NAME


def _bound(text: str) -> str:
    return prose_deadline(text, ANY_TIME).text


# --------------------------------------------------------------------------- what a row's goals say


def goal_deadline(values: Values, content: str, header: Header) -> tuple[str, str]:
    """Return the bound that a row's goal sets where the work sets none, and the goal behind its header; else ""."""
    if _bound(content):
        return "", ""
    for n, role in enumerate(header.roles):
        if role is ColumnRole.GOAL and not is_step(header.names[n]) and (bound := _bound(values.texts[n])):
            return bound, f"{header.label(n)}：{values.texts[n]}"
    return "", ""


def goal_doubts(values: Values, header: Header) -> Iterator[tuple[DoubtKind, str, str]]:
    """Yield the cells below 目标任务 that do not read as the column was taken, or could be either."""
    for n, role in enumerate(header.roles):
        text, name = values.texts[n], header.names[n]
        if text and _NAMED_GOAL.search(name) and _is_odd(text, role, behind=ColumnRole.CONTENT in header.roles[:n]):
            yield DoubtKind.HEADING_UNLIKELY, "title", f"{header.label(n)}：{text}"


def _is_odd(text: str, role: ColumnRole | None, *, behind: bool) -> bool:
    """Tell a name that may be a goal, and a goal that may be a name; before the work most names are sentences."""
    if role is ColumnRole.TITLE:
        return _reads_as(text) is not Reads.NAME if behind else bool(_bound(text))
    return role is ColumnRole.GOAL and behind and _reads_as(text) is Reads.NAME
