"""What the columns of a returned table hold, whatever a unit made of their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from gongkai_desk.domain.cycle.books import BookState
from gongkai_desk.domain.cycle.returns import FIELDS
from gongkai_desk.words.codes import looks_like_code
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
    (re.compile("^本期|本季度?进展|本月进展|最新进展|(?:目前|当前|现)进[展度]|开展情况$"), "progress"),
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
_PROGRESS: Final = "本期进展情况"
_LONGEST: Final = 40  # characters of a head


def head_of(text: str) -> str | None:
    """Return what a column under this head holds: a field, code, unit or a word of the task; ``None`` if not ours."""
    flat = squash(text)
    if not flat or len(flat) > _LONGEST:
        return None
    bare = re.sub("（.*?）", "", flat) or flat
    own = next((name for pattern, name in _OWN_WORDS if pattern.search(bare)), None)
    role = None if own else column_role(bare)
    return own or (_ROLES.get(role) if role else None)


def heads_in(row: Sequence[str | None]) -> dict[int, str] | None:
    """Return the columns of a row of heads; ``None`` if it is none: three are known, or a code and what is filled in.

    Of two columns of one kind the one with the printed head counts, else the first; of two columns of progress without
    it none, for one of them may be that of the last period.
    """
    named: dict[str, list[int]] = {}
    for place, text in enumerate(row):
        if text and (name := head_of(text)):
            named.setdefault(name, []).append(place)
    fields, naming = named.keys() & {*FIELDS}, named.keys() & {*NAMING, "unit"}
    if not fields or not naming or (len(named) < 3 and "code" not in named):
        return None
    chosen = {name: _chosen(name, places, row) for name, places in named.items()}
    return {place: name for name, place in chosen.items() if place is not None}


def _chosen(name: str, places: Sequence[int], row: Sequence[str | None]) -> int | None:
    if len(places) == 1:
        return places[0]
    printed = [place for place in places if squash(row[place] or "") == _PROGRESS]
    return printed[0] if printed else None if name == "progress" else places[0]


def with_codes(columns: Mapping[int, str], rows: Sequence[Sequence[str | None]]) -> Mapping[int, str]:
    """Return the columns with the one of the codes told by its cells, where no head says which it is."""
    if "code" in columns.values():
        return columns
    place = _first_column(rows, looks_like_code)
    return columns if place is None else {**columns, place: "code"}


def usual_columns(rows: Sequence[Sequence[str | None]], numbers: Sequence[int]) -> dict[int, str]:
    """Return the columns of a table that lost its heads: as printed, where codes and states stand as far apart.

    ``numbers`` are the columns' own, from 1. Empty: nothing says which columns these are.
    """
    code = _first_column(rows, looks_like_code)
    state = _first_column(rows, lambda text: text in list(BookState))
    if code is None or state is None:
        return {}
    apart = numbers[state] - numbers[code]
    printed = [name for name in ORDER if name != "previous" or apart == ORDER.index("state")]
    if apart != printed.index("state"):
        return {}
    places = ((place, number - numbers[code]) for place, number in enumerate(numbers))
    return {place: printed[at] for place, at in places if 0 <= at < len(printed)}


def _first_column(rows: Sequence[Sequence[str | None]], fits: Callable[[str], bool]) -> int | None:
    """Return the one column in which most of such cells stand."""
    counted = Counter(place for row in rows for place, text in enumerate(row) if text and fits(text.strip()))
    return counted.most_common(1)[0][0] if counted else None
