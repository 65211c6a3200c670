"""Answering doubts (核对): what each answer does to the review.

An answer is a pure act: review in, review out, with the decision kept for the list of findings (问题清单).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.draft import DOUBT_OF_REMARK, Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeRemark
from gongkai_desk.domain.unit import UnitClass
from gongkai_desk.review import drafting
from gongkai_desk.review.choices import Ask, Choice, alike
from gongkai_desk.review.drafting import Reader
from gongkai_desk.words.unit_names import split_units
from gongkai_desk.words.whole_dates import read_date


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


def given_reads(ask: Ask, given: str) -> bool:
    """Tell whether what a person gave can be used."""
    if ask is Ask.DAY:
        return read_date(given) is not None
    if ask is Ask.YEAR:
        return bool(re.fullmatch(r"20\d\d", given.strip()))
    return bool(given.strip())


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
