"""Old ledgers of several sheets.

With a sheet for each month the last one is the ledger, and the progress of the others goes with it; with a sheet for
each unit their tasks are one ledger, each of the unit that its sheet is named by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part
from gongkai_desk.domain.plan import CellPlace, Task
from gongkai_desk.rules.year.ledger_columns import month_of
from gongkai_desk.words.normal import squash
from gongkai_desk.words.terms import ColumnRole, column_role
from gongkai_desk.words.unit_names import is_unit_like

_IN_TITLE: Final = re.compile(
    r"(?:20\d\d年)?(?:1[0-2]|[1-9])月份?|(?:20\d\d年)?第?[一二三四1-4]季度|(?:20\d\d年)?[上下]半年"
)
_SAME: Final = 0.5  # share of the last sheet's tasks that stand in another one of the same ledger

Period = tuple[int, int]
"""Year (0: none is said) and last month."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A draft whose part ``part`` has the progress of the parts ``taken``; ``left``: their tasks that it has not.

    ``headers``: columns of progress that stand under their period now.
    """

    draft: Draft
    part: int
    taken: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    headers: frozenset[str] = frozenset()


def joined_sheets(draft: Draft) -> Joined:
    """Return a draft with the sheets of months or units as one ledger; of any other the part with the most tasks."""
    filled = [at for at, part in enumerate(draft.parts) if part.tasks]
    whole = Joined(draft, max(filled, key=lambda at: len(draft.parts[at].tasks), default=-1))
    periods = {at: period for at in filled if (period := _period(draft.parts[at])) is not None}
    if (of_units := _of_units(draft, filled)) is not None:
        return of_units
    if len(periods) < 2 or len(periods) != len(filled) or len(set(periods.values())) < len(periods):
        return whole
    *earlier, last = sorted(periods, key=periods.__getitem__)
    if any(_shared(draft.parts[last], draft.parts[at]) < _SAME for at in earlier):
        return whole
    return _joined(draft, last, earlier, periods)


def _of_units(draft: Draft, filled: Sequence[int]) -> Joined | None:
    """Return the sheets that are each named by a unit as one part, its title without the units' names."""
    named = {at: _sheet(draft.parts[at]) for at in filled}
    if len(filled) < 2 or len({*named.values()}) < len(filled) or not all(map(is_unit_like, named.values())):
        return None
    tasks = tuple(_of_unit(task, named[at]) for at in filled for task in draft.parts[at].tasks)
    first, *others = filled
    part, titles = draft.parts[first], {draft.parts[at].title.replace(named[at], "") for at in filled}
    plan = draft.plans[part.plan] if part.plan < len(draft.plans) else None
    title = titles.pop().strip("（）() 　") if len(titles) == 1 else draft.file.rpartition(".")[0]
    whole = replace(part, title=title, tasks=tasks, doubts=tuple(_doubts(draft.parts[at] for at in filled)))
    parts = (*draft.parts[:first], whole, *draft.parts[first + 1 :])
    plans = draft.plans
    if plan is not None:
        plans = (*plans[: part.plan], replace(plan, title=title, level=None), *plans[part.plan + 1 :])
    return Joined(replace(draft, parts=parts, plans=plans), first, tuple(others))


def _doubts(parts: Iterable[Part]) -> Iterator[Doubt]:
    """Yield the doubts of parts that follow on one another; that a task names no unit is none: its sheet does."""
    before = 0
    for part in parts:
        for each in part.doubts:
            if each.kind is not DoubtKind.NO_UNIT:
                yield replace(each, task=each.task + before if each.task is not None else None)
        before += len(part.tasks)


def _of_unit(task: Task, unit: str) -> Task:
    if task.lead or task.responsible:
        return task
    return replace(task, responsible=(unit,), unit_text=task.unit_text or unit)


def _sheet(part: Part) -> str:
    """Return the name of the sheet that a part stands on, "" where it stands on none or on several."""
    names = {place.sheet for task in part.tasks for place in task.source if isinstance(place, CellPlace)}
    return names.pop() if len(names) == 1 else ""


def _joined(draft: Draft, last: int, earlier: list[int], periods: Mapping[int, Period]) -> Joined:
    part = draft.parts[last]
    told = [(_column(periods[at]), {_key(task): _progress(task) for task in draft.parts[at].tasks}) for at in earlier]
    tasks = tuple(_with_periods(task, told, _column(periods[last])) for task in part.tasks)
    own = {_key(task) for task in part.tasks}
    left = tuple(task.content for at in earlier for task in draft.parts[at].tasks if _key(task) not in own)
    headers = frozenset(
        header for at in (*earlier, last) for task in draft.parts[at].tasks for header in _headers(task)
    )
    parts = (*draft.parts[:last], replace(part, tasks=tasks), *draft.parts[last + 1 :])
    return Joined(replace(draft, parts=parts), last, tuple(earlier), left, headers)


def _with_periods(task: Task, told: list[tuple[str, dict[str, str]]], own: str) -> Task:
    """Return a task whose progress stands under the period of each sheet."""
    gone = set(_headers(task))
    extra = {header: text for header, text in task.extra.items() if header not in gone}
    for column, texts in (*told, (own, {_key(task): _progress(task)})):
        if text := texts.get(_key(task)):
            extra[column] = text
    return replace(task, extra=extra)


def _headers(task: Task) -> Iterator[str]:
    return (header for header in task.extra if column_role(header) is ColumnRole.PROGRESS)


def _progress(task: Task) -> str:
    """Return what a sheet tells of a task; several columns stand behind their headers."""
    texts = {header: task.extra[header] for header in _headers(task)}
    return "\n".join(text if len(texts) == 1 else f"{header}：{text}" for header, text in texts.items())


def _column(period: Period) -> str:
    year, month = period
    return f"{year}年{month}月进展" if year else f"{month}月进展"


def _period(part: Part) -> Period | None:
    """Return the period that a part is of: by its sheet's name, else by its title."""
    place = next((place for task in part.tasks for place in task.source if isinstance(place, CellPlace)), None)
    named = month_of(place.sheet) if place is not None else None
    in_title = _IN_TITLE.findall(squash(part.title))
    found = named or (month_of(in_title[0]) if len(in_title) == 1 else None)
    return (found[0] or 0, found[1]) if found is not None else None


def _shared(one: Part, other: Part) -> float:
    own = {_key(task) for task in one.tasks}
    return len(own & {_key(task) for task in other.tasks}) / len(own)


def _key(task: Task) -> str:
    return squash(task.content)
