"""Where two lists of tasks differ, as sentences; the first list is 前者, and body and annex have their names."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from gongkai_desk.domain.draft import Readings
from gongkai_desk.domain.revision import THROUGHOUT, Difference, DifferenceKind, Value

DIFFERENCES = {  # {a} and {b}: the two readings, {text}: what it is about
    DifferenceKind.TASK_DROPPED: "后者没有这一项：{text}",
    DifferenceKind.TASK_ADDED: "后者多出这一项：{text}",
    DifferenceKind.NAME_CHANGED: "名称不同：前者“{a}”，后者“{b}”",
    DifferenceKind.NAME_WORDING: "名称写法不同：前者“{a}”，后者“{b}”",
    DifferenceKind.NAME_MISSING: "一处没有写名称：前者“{a}”，后者“{b}”",
    DifferenceKind.UNIT_MISSING: "{field}后者{text}",
    DifferenceKind.UNIT_EXTRA: "{field}后者{text}",
    DifferenceKind.UNIT_DIFFERS: "{field}后者{text}",
    DifferenceKind.ROLE_CHANGED: "职责不同：{text}",
    DifferenceKind.UNIT_ORDER: "{field}排列不同：前者{a}，后者{b}",
    DifferenceKind.UNIT_WORDING: "{field}写法不同：前者{a}，后者{b}",
    DifferenceKind.DEADLINE_CHANGED: "时限不同：前者“{a}”，后者“{b}”",
    DifferenceKind.DEADLINE_MISSING: "后者没有写时限：前者“{a}”",
    DifferenceKind.DEADLINE_EXTRA: "前者没有写时限：后者“{b}”",
    DifferenceKind.LONG_TERM_DROPPED: "后者漏了“长期坚持”：前者“{a}”，后者“{b}”",
    DifferenceKind.LONG_TERM_ADDED: "后者多了“长期坚持”：前者“{a}”，后者“{b}”",
    DifferenceKind.DEADLINE_WORDING: "时限写法不同，最后一天相同：前者“{a}”，后者“{b}”",
    DifferenceKind.TEXT_MISSING: "后者少了：{text}",
    DifferenceKind.TEXT_ADDED: "后者多了：{text}",
    DifferenceKind.TEXT_CHANGED: "内容不同：前者“{a}”，后者“{b}”",
    DifferenceKind.TEXT_WORDING: "字词不同：前者“{a}”，后者“{b}”",
    DifferenceKind.TEXT_MOVED: "换了位置：{text}",
    DifferenceKind.YEAR_SHIFTED: "年份顺延：前者“{a}”，后者“{b}”",
    DifferenceKind.ROW_UNDER_OTHER_ITEM: "后者列在别的任务之下：{text}",
    DifferenceKind.ORDER_CHANGED: "排列先后不同（前者第{a}，后者第{b}）：{text}",
    DifferenceKind.SECTION_CHANGED: "所属部分不同：前者“{a}”，后者“{b}”",
    DifferenceKind.LEVEL_MISSING: "一处没有这一级标题：{text}",
    DifferenceKind.COLUMN_MISSING: "一处通篇没有写{text}：前者{a}，后者{b}",
    DifferenceKind.HEADER_WORDING: "栏目名称不同：前者“{a}”，后者“{b}”",
    DifferenceKind.DATA_CHANGED: "{field}不同：前者“{a}”，后者“{b}”",
    DifferenceKind.DATA_MISSING: "一处没有写{field}：前者“{a}”，后者“{b}”",
    DifferenceKind.PRINT_WIDTH: "全角、半角不同：前者“{a}”，后者“{b}”",
    DifferenceKind.PRINT_BLANKS: "空格、换行不同：前者“{a}”，后者“{b}”",
    DifferenceKind.PRINT_MARKS: "标点写法不同：前者“{a}”，后者“{b}”",
    DifferenceKind.PRINT_SHIFTED: "单元格错位，已按表头复位：{text}",
    DifferenceKind.PRINT_OUTSIDE: "任务以外的文字不同：前者“{a}”，后者“{b}”",
}

FIELDS = {  # what a difference is about
    "task": "任务",
    "title": "名称",
    "content": "内容",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "support": "配合单位",
    "units": "单位",
    "deadline": "完成时限",
    "section": "所属部分",
    "placement": "所在任务",
    "order": "排列先后",
    "header": "栏目名称",
    "doc_no": "文号",
    "issuer": "发文机关",
    "issue_date": "发文日期",
}


def difference_sentence(difference: Difference) -> str:
    """Return which item differs in what, the first list being 前者."""
    told = DIFFERENCES[difference.kind].format(
        a=_reading(difference.a),
        b=_reading(difference.b),
        field=field_name(difference.field),
        text=difference.text,
    )
    return f"{_items(difference.item)}：{told}"


def readings_text(readings: Readings) -> str:
    """Return what body and annex say, side by side."""
    return f"正文：{_reading(readings.body)}；附件：{_reading(readings.annex)}"


Piece = tuple[str, bool]
"""Words of a reading, and whether the other one lacks them."""


_OF_UNITS = frozenset({"lead", "responsible", "support", "units"})


def side_by_side(readings: Readings, field: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return body and annex in pieces: unit by unit, other texts where they begin and end to differ."""
    body, annex = readings.body, readings.annex
    if len(body) == len(annex) == 1 and field not in _OF_UNITS:
        return _texts_apart(body[0], annex[0])
    return tuple(_units_apart(body, annex)), tuple(_units_apart(annex, body))


def _units_apart(names: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Piece]:
    if not names:
        yield _reading(names), True
    in_other_order = sorted(names) == sorted(others) and names != others
    for place, name in enumerate(names):
        if place:
            yield "、", False
        yield name, others[place] != name if in_other_order else name not in others


def _texts_apart(body: str, annex: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    steps = SequenceMatcher(None, body, annex, autojunk=False).get_opcodes()
    return (
        tuple((body[a:b], kind != "equal") for kind, a, b, _, _ in steps if b > a),
        tuple((annex[a:b], kind != "equal") for kind, _, _, a, b in steps if b > a),
    )


def field_name(field: str) -> str:
    """Return what a difference is about in the office's words."""
    return FIELDS.get(field, field)


def _items(item: tuple[str | None, str | None]) -> str:
    a, b = item
    if a == b == THROUGHOUT:
        return "通篇"
    if a is None or b is None or a == b:
        return f"“{a or b}”"
    return f"“{a}”与“{b}”"


def _reading(value: Value) -> str:
    return ("、".join(value) if isinstance(value, tuple) else value) or "（无）"
