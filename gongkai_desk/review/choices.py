"""The answers to doubts (核对): for each kind the sensible ones, the most usual first.

What each of them does to the review is in ``answering``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Every, TimeRemark
from gongkai_desk.review.drafting import Reader
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.words.deadlines import read_deadline


class Ask(StrEnum):
    """What an answer still needs from a person."""

    DEADLINE = "deadline"  # a deadline as plans write it
    UNITS = "units"  # names of units
    DAY = "day"  # the plan's date of issue
    YEAR = "year"  # the plan's year


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as a button: ``act`` names what it does, ``value`` is what it does it with.

    ``alike`` says that it may be given to all doubts of the same kind at once.
    """

    act: str
    label: str
    value: str = ""
    asks: Ask | None = None
    alike: bool = True


SETTLED = {TimeRemark.DONE_BEFORE: "已完成（补登）", TimeRemark.LAST_YEAR: "属上年事项"}
"""What a person says about a deadline before the issue: it is no lateness."""

_SEEN = Choice("keep", "看过，没有问题")
_AS_PRINTED = Choice("keep", "照原文")
_OTHER_DAY = Choice("deadline", "另定时限…", asks=Ask.DEADLINE, alike=False)
_YEAR_END = Choice("deadline", "年底前", "年底前")
_LONG_TERM = Choice("deadline", "长期坚持", "长期坚持")
_NAME_UNITS = Choice("units", "指定单位…", asks=Ask.UNITS)
_IS_UNIT = Choice("keep", "确是单位，照此")
_THEMSELVES = Choice("themselves", "各单位自认，可报不涉及")
_RENUMBER = Choice("renumber", "重排序号", alike=False)

_PERIODS = tuple(
    Choice("recur", label, every)
    for label, every in (("每月", Every.MONTH), ("每季度", Every.QUARTER), ("每半年", Every.HALF_YEAR))
)
_USUAL: dict[DoubtKind, tuple[Choice, ...]] = {
    DoubtKind.NO_PERIOD: (*_PERIODS, Choice("keep", "不设周期")),
    DoubtKind.DEADLINE_BEFORE_ISSUE: (
        *(Choice("remark", label, remark) for remark, label in SETTLED.items()),
        _OTHER_DAY,
    ),
    DoubtKind.DEADLINE_UNREAD: (_OTHER_DAY, _YEAR_END, _LONG_TERM, Choice("keep", "照原文，不设日期")),
    DoubtKind.DEADLINE_VAGUE: (_OTHER_DAY, _YEAR_END, _LONG_TERM, Choice("keep", "照原文，不设日期")),
    DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE: (
        Choice("issue", "填印发日期…", asks=Ask.DAY, alike=False),
        _OTHER_DAY,
        Choice("keep", "暂不设日期"),
    ),
    DoubtKind.DEADLINE_OF_ONE_PART: (
        Choice("keep", "作为整项时限"),
        Choice("node", "只作其中一项的节点"),
        _OTHER_DAY,
    ),
    DoubtKind.YEAR_WITHOUT_NOTICE: (Choice("keep", "先按周一至周五推算"), _OTHER_DAY),
    DoubtKind.NO_UNIT: (Choice("units", "指定单位…", asks=Ask.UNITS), Choice("keep", "存入后再定")),
    DoubtKind.UNIT_NOT_NAMED: (_NAME_UNITS, _THEMSELVES, Choice("keep", "存入后再定")),
    DoubtKind.UNIT_OPEN_ENDED: (Choice("more", "补列单位…", asks=Ask.UNITS), Choice("keep", "只算列明的单位")),
    DoubtKind.NUMBER_GAP: (_RENUMBER, Choice("keep", "原文如此，照印")),
    DoubtKind.NUMBER_REPEAT: (_RENUMBER, Choice("keep", "原文如此，照印")),
    DoubtKind.SHIFTED_CELLS: (Choice("keep", "复位正确，照此"),),
    DoubtKind.EMPTY_CELL: (_OTHER_DAY, Choice("keep", "原文为空，照空")),
    DoubtKind.OTHERS_DUTY: (Choice("theirs", "由他方公开，不计频次"), Choice("keep", "仍由责任单位办")),
    DoubtKind.LEFT_OVER: (
        Choice("task", "增补为一项任务", alike=False),
        Choice("join", "并入前一项", alike=False),
        Choice("keep", "不是任务"),
    ),
    DoubtKind.NO_PLAN_YEAR: (Choice("year", "填年度…", asks=Ask.YEAR, alike=False),),
    DoubtKind.COLUMN_KEPT: (Choice("keep", "知道了"),),
    DoubtKind.COLUMN_GUESSED: (Choice("keep", "认得对，照此"),),
    DoubtKind.TABLE_SKIPPED: (Choice("keep", "不是任务"),),
    DoubtKind.PARTS_APART: (Choice("keep", "知道了"),),
    DoubtKind.STRUCK_OUT: (Choice("keep", "仍要办，照列"),),
    DoubtKind.UNLIKE_PLAN: (Choice("keep", "是要点，照此导入"),),
    DoubtKind.UNIT_MISSED: (_NAME_UNITS, Choice("keep", "不是本项的单位")),
    DoubtKind.TIME_MISSED: (_OTHER_DAY, Choice("keep", "时限无误，照此")),
    DoubtKind.OCR_READ: (Choice("keep", "核对无误"),),
    DoubtKind.NAMED_OTHERWISE: (Choice("keep", "知道了"),),
}


_OF_ROWS = {
    "units": (Choice("keep", "各家都承担"), replace(_NAME_UNITS, alike=False)),
    "deadline": (Choice("keep", "按第一行"), _OTHER_DAY),
}


def choices(review: Review, doubt: Doubt, reader: Reader) -> tuple[Choice, ...]:
    """Return the answers to a doubt, the most usual first."""
    if doubt.kind in (DoubtKind.DEADLINE_AMBIGUOUS, DoubtKind.DEADLINE_SEVERAL, DoubtKind.DEADLINE_TO_CONFIRM):
        return (*_days(review, doubt, reader), _OTHER_DAY, Choice("keep", "照原文"))
    if doubt.kind is DoubtKind.BODY_AND_ANNEX:
        return (*_of_the_body(doubt), Choice("keep", "以附件为准"))
    if doubt.kind is DoubtKind.ROWS_DIFFER:
        return _OF_ROWS[doubt.field]
    if doubt.kind is DoubtKind.UNIT_UNLIKELY:
        return (_IS_UNIT, *_dropped(review, doubt), _NAME_UNITS)
    if doubt.kind is DoubtKind.NO_UNIT:
        return (*_as_above(review, doubt), *_USUAL[doubt.kind])
    return _USUAL.get(doubt.kind, (_SEEN,))


def alike(review: Review, doubt: Doubt) -> tuple[Doubt, ...]:
    """Return the open doubts of the same kind; about deadlines and units only those with the same words."""
    same = (each for each in review.doubts if each.kind is doubt.kind)
    return tuple(each for each in same if doubt.field == "recurrence" or each.text == doubt.text)


# --------------------------------------------------------------------------- answers that depend on the task


def _days(review: Review, doubt: Doubt, reader: Reader) -> Iterator[Choice]:
    """Yield each date that a phrase may mean."""
    if doubt.task is None:
        return
    deadline = review.shown.tasks[doubt.task].deadline
    time = reader.time(review.plan)
    later = read_deadline(re.sub("之?前", "", deadline.text), time).due  # 四季度前: before it begins, or before it ends
    for day in sorted({day for day in (*deadline.nodes, deadline.due, later) if day}):
        yield Choice("day", chinese_date(day), day.isoformat())


_OF_THE_BODY = {
    "deadline": "deadline",
    "title": "title",
    "content": "content",
    "lead": "lead",
    "responsible": "responsible",
    "support": "support",
}


def _of_the_body(doubt: Doubt) -> Iterator[Choice]:
    """Yield 以正文为准 where the body says anything of it."""
    act = _OF_THE_BODY.get(doubt.field)
    if act and doubt.task is not None and doubt.readings and doubt.readings.body:
        yield Choice(act, "以正文为准", "、".join(doubt.readings.body), alike=False)


def _as_above(review: Review, doubt: Doubt) -> Iterator[Choice]:
    if doubt.task:
        above = review.shown.tasks[doubt.task - 1]
        names = (*above.lead, *above.responsible)
        if names:
            yield Choice("units", f"同上一项（{names[0]}{'等' if len(names) > 1 else ''}）", "、".join(names))


def _dropped(review: Review, doubt: Doubt) -> Iterator[Choice]:
    """Yield 不是单位 where another unit is left to do the task."""
    if doubt.task is not None:
        task = review.shown.tasks[doubt.task]
        if {*task.lead, *task.responsible, *task.support} - {doubt.text}:
            yield Choice("drop", "不是单位，去掉")
