"""Answering doubts (核对): for each kind the sensible answers, and what each of them does to the review.

An answer is a pure act: review in, review out, with the decision kept for the list of findings (问题清单).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.draft import DOUBT_OF_REMARK, Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeRemark
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.review import drafting
from gongkai_desk.review.drafting import Reader
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.words.deadlines import read_deadline
from gongkai_desk.words.unit_names import split_units
from gongkai_desk.words.whole_dates import read_date


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


def answer(review: Review, doubt: Doubt, choice: Choice, reader: Reader, given: str = "") -> Review:
    """Do what an answer says, with what was ``given`` where it asks; a doubt that is no more leaves all as it is."""
    if doubt not in review.doubts:
        return review
    text = given or choice.value
    return _ACTS[choice.act](review, doubt, choice, text, reader)


def answer_alike(review: Review, doubt: Doubt, choice: Choice, reader: Reader, given: str = "") -> Review:
    """Give the same answer to all doubts that are like this one."""
    for each in alike(review, doubt):
        review = answer(review, each, choice, reader, given)
    return review


def alike(review: Review, doubt: Doubt) -> tuple[Doubt, ...]:
    """Return the open doubts of the same kind; about deadlines and units only those with the same words."""
    same = (each for each in review.doubts if each.kind is doubt.kind)
    return tuple(each for each in same if doubt.field == "recurrence" or each.text == doubt.text)


def given_reads(ask: Ask, given: str) -> bool:
    """Tell whether what a person gave can be used."""
    if ask is Ask.DAY:
        return read_date(given) is not None
    if ask is Ask.YEAR:
        return bool(re.fullmatch(r"20\d\d", given.strip()))
    return bool(given.strip())


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


# --------------------------------------------------------------------------- what answers do


def _keep(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    if doubt.field == "deadline" and doubt.task is not None:
        review = _with_deadline(review, doubt, lambda deadline: deadline)
    return drafting.settle(review, doubt, choice.label)


def _with_deadline(review: Review, doubt: Doubt, change: Callable[[Deadline], Deadline]) -> Review:
    """Change the deadline of the doubt's task; the remark that raised the doubt goes."""
    assert doubt.task is not None
    task = review.shown.tasks[doubt.task]
    left = tuple(remark for remark in task.deadline.remarks if DOUBT_OF_REMARK.get(remark) is not doubt.kind)
    changed = change(replace(task.deadline, remarks=left))
    return drafting.with_task(review, doubt.task, replace(task, deadline=changed))


def _remark(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    remarked = _with_deadline(review, doubt, lambda d: replace(d, remarks=(*d.remarks, TimeRemark(text))))
    return drafting.settle(remarked, doubt, choice.label)


def _day(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    day = date.fromisoformat(text)
    dated = _with_deadline(review, doubt, lambda d: replace(d, due=day, kind=d.kind or DeadlineKind.DATE))
    return drafting.settle(dated, doubt, f"以{choice.label}为准")


def _node(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    assert doubt.task is not None
    task = review.shown.tasks[doubt.task]
    inner = tuple(dict.fromkeys(day for day in (*task.inner_deadlines, *task.deadline.nodes, task.deadline.due) if day))
    noted = drafting.with_task(review, doubt.task, replace(task, deadline=Deadline(), inner_deadlines=inner))
    return drafting.settle(noted, doubt, choice.label)


def _deadline(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    return _typed(review, doubt, "deadline", text, reader)


def _title(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    return _from_body(_typed(review, doubt, "title", text, reader), doubt, text)


def _content(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Put the body's words in the place of the annex's; both stand in the doubt with the words around them."""
    assert doubt.task is not None
    annex = "".join(doubt.readings.annex) if doubt.readings else ""
    content = review.shown.tasks[doubt.task].content
    if annex and content.count(annex) == 1:
        review = drafting.correct(review, doubt.task, {"content": content.replace(annex, text)}, reader)
    return _from_body(review, doubt, text)


def _from_body(review: Review, doubt: Doubt, text: str) -> Review:
    return drafting.settle(review, doubt, f"以正文为准：{text}") if doubt in review.doubts else review


def _typed(review: Review, doubt: Doubt, name: str, text: str, reader: Reader) -> Review:
    """Type a text in; a doubt that the same text raises anew is settled: a person has just said so.

    Not so a date before the issue, which would be late on the first day.
    """
    assert doubt.task is not None
    typed = drafting.correct(review, doubt.task, {name: text}, reader)
    if doubt.kind is DoubtKind.DEADLINE_BEFORE_ISSUE:
        return typed
    again = [each for each in drafting.doubts_of(typed, doubt.task) if each.kind is doubt.kind]
    for each in again:
        typed = drafting.settle(typed, each, f"改为“{text}”")
    return typed


def _recur(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    assert doubt.task is not None
    task = review.shown.tasks[doubt.task]
    demanded = (*task.recurrences, Recurrence(Every(text), 1, doubt.text))
    with_period = drafting.with_task(review, doubt.task, replace(task, recurrences=demanded))
    return drafting.settle(with_period, doubt, f"定期：{choice.label}")


def _theirs(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    assert doubt.task is not None
    task = review.shown.tasks[doubt.task]
    own = tuple(each for each in task.recurrences if each.text not in doubt.text)
    return drafting.settle(drafting.with_task(review, doubt.task, replace(task, recurrences=own)), doubt, choice.label)


def _units(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Put the named units in the place of the open name; the printed text stays beside them."""
    return _named(review, doubt, split_units(text), keep=False)


def _drop(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Take a name out that is no unit."""
    assert doubt.task is not None
    task, role = review.shown.tasks[doubt.task], doubt.field
    units = tuple(name for name in getattr(task, role) if name != doubt.text)
    return drafting.settle(drafting.with_task(review, doubt.task, _with_role(task, role, units)), doubt, choice.label)


def _more(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    return _named(review, doubt, split_units(text), keep=True)


def _named(review: Review, doubt: Doubt, names: Sequence[str], *, keep: bool) -> Review:
    assert doubt.task is not None
    task, role = review.shown.tasks[doubt.task], doubt.field
    former: tuple[str, ...] = getattr(task, role)
    at = former.index(doubt.text) if doubt.text in former else len(former)
    kept = former[at : at + 1] if keep else ()
    units = tuple(dict.fromkeys((*former[:at], *kept, *names, *former[at + 1 :])))
    named = drafting.with_task(review, doubt.task, _with_role(task, role, units))
    return drafting.settle(named, doubt, f"指定{'、'.join(names)}")


def _with_role(task: Task, role: str, units: tuple[str, ...]) -> Task:
    if role == "lead":
        return replace(task, lead=units)
    return replace(task, support=units) if role == "support" else replace(task, responsible=units)


def _role(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Give the role that the doubt is about to the units that the body names."""
    assert doubt.task is not None
    names = split_units(text)
    task = _with_role(review.shown.tasks[doubt.task], doubt.field, tuple(names))
    return drafting.settle(drafting.with_task(review, doubt.task, task), doubt, f"以正文为准：{text}")


def _themselves(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Let an open name mean all departments; those that it does not concern report 不涉及."""
    assert doubt.task is not None
    every = next((g.name for g in reader.directory.groups if g.closed and g.classes == (UnitClass.DEPARTMENT,)), "")
    task = review.shown.tasks[doubt.task]
    meant = replace(task, units_full={**task.units_full, doubt.text: every}) if every else task
    return drafting.settle(drafting.with_task(review, doubt.task, meant), doubt, choice.label)


def _renumber(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    return drafting.renumber(review)


def _new_task(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    """Make a task of text that belongs to none, behind the task that it stands behind."""
    at = _place_of(review, doubt)
    added = drafting.insert(review, at, Task(source=doubt.source))
    read = drafting.correct(added, at, {"content": doubt.text}, reader)
    return drafting.settle(read, doubt, choice.label)


def _join(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    at = max(_place_of(review, doubt) - 1, 0)
    content = f"{review.shown.tasks[at].content}\n{doubt.text}"
    return drafting.settle(drafting.correct(review, at, {"content": content}, reader), doubt, choice.label)


def _place_of(review: Review, doubt: Doubt) -> int:
    """Return the place behind all tasks that stand before the doubt's text in the source; unknown: the end."""
    tasks = review.shown.tasks
    if not doubt.source:
        return len(tasks)
    here = drafting.reading_order(doubt.source)
    before = [i for i, task in enumerate(tasks) if task.source and drafting.reading_order(task.source) < here]
    return max(before) + 1 if before else 0


def _issue(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    day = read_date(text)
    plan = replace(review.plan, dates=replace(review.plan.dates, imprint=day))
    return drafting.describe(review, plan, reader)


def _year(review: Review, doubt: Doubt, choice: Choice, text: str, reader: Reader) -> Review:
    dated = drafting.describe(review, replace(review.plan, year=int(text)), reader)
    return drafting.settle(dated, doubt, f"{text}年")


_Act = Callable[[Review, Doubt, Choice, str, Reader], Review]
_ACTS: dict[str, _Act] = {
    "keep": _keep,
    "remark": _remark,
    "day": _day,
    "node": _node,
    "deadline": _deadline,
    "title": _title,
    "content": _content,
    "recur": _recur,
    "theirs": _theirs,
    "units": _units,
    "drop": _drop,
    "more": _more,
    "lead": _role,
    "responsible": _role,
    "support": _role,
    "themselves": _themselves,
    "renumber": _renumber,
    "task": _new_task,
    "join": _join,
    "issue": _issue,
    "year": _year,
}
