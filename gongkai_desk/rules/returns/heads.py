"""What the columns of a returned table hold, whatever a unit made of their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai_desk.domain.cycle.returns import FIELDS
from gongkai_desk.words.normal import squash
from gongkai_desk.words.terms import ColumnRole, column_role

ORDER: Final = ("code", "seq", "title", "content", "deadline", "previous", "progress", "state", "problems",
                "next_steps", "evidence", "contact", "phone", "day")  # fmt: skip
"""The columns as they are printed; ``previous`` may be left out."""
NAMING: Final = ("code", "seq", "title", "content")
"""Columns that say which task a row is of."""
_OWN_WORDS: Final = (
    (re.compile("任务码|识别码|任务编码|^编码$"), "code"),
    (re.compile("^(?:填报|报送|上报)?单位(?:名称|全称)?$"), "unit"),
    (re.compile("上期|上季|上月|上次|前期|往期|上一期|上半年进展"), "previous"),
    (re.compile("退回|审核意见|修改意见"), "opinion"),
    (re.compile("^(?:填报|填表|报送|上报|填写)?(?:日期|时间)$"), "day"),
    (re.compile("(?:科室|处室|联系人|填报人|经办人|姓名).*(?:电话|手机|方式)"), "contact"),
    (re.compile("电话|手机|联系方式|座机"), "phone"),
    (re.compile("填报人|填表人|经办人|联系人|承办(?:科|处|股)室|联络员"), "contact"),
    (re.compile("^本期|本季度?进展|本月进展|最新进展"), "progress"),
)
_ROLES: Final = {
    ColumnRole.SEQ: "seq",
    ColumnRole.TITLE: "title",
    ColumnRole.CONTENT: "content",
    ColumnRole.DEADLINE: "deadline",
    ColumnRole.PROGRESS: "progress",
    ColumnRole.STATE: "state",
    ColumnRole.PROBLEM: "problems",
    ColumnRole.NEXT: "next_steps",
    ColumnRole.EVIDENCE: "evidence",
    ColumnRole.CONTACT: "contact",
}
_LONGEST: Final = 40  # characters of a head


def head_of(text: str) -> str | None:
    """Return what a column under this head holds: a field, or code, unit, a word of the task; else ``None``."""
    flat = squash(text)
    if not flat or len(flat) > _LONGEST:
        return None
    bare = re.sub("（.*?）", "", flat) or flat
    own = next((name for pattern, name in _OWN_WORDS if pattern.search(bare)), None)
    role = None if own else column_role(bare)
    return own or (_ROLES.get(role) if role else None)


def heads_in(row: Sequence[str | None]) -> dict[int, str] | None:
    """Return the columns of a row of heads; ``None`` if it is none. A second column of one kind is left out."""
    found: dict[int, str] = {}
    for place, text in enumerate(row):
        name = head_of(text) if text else None
        if name and name not in found.values():
            found[place] = name
    names = set(found.values())
    fields, naming = names & set(FIELDS), names & {*NAMING, "unit"}
    return found if fields and naming and len(names) > 2 else None


def usual_columns(width: int) -> dict[int, str] | None:
    """Return the columns of a table that lost its heads, by its number of columns; ``None``: it is no table of ours."""
    if width == len(ORDER):
        return dict(enumerate(ORDER))
    if width == len(ORDER) - 1:
        return dict(enumerate(name for name in ORDER if name != "previous"))
    return None
