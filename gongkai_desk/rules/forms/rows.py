"""Which of our tasks a printed row of a form is about: as a person said, by 承接 links, by number and content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from gongkai_desk.domain.forms import FormField, RowMatch
from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.rules.compare.matching import Item, fold, match
from gongkai_desk.rules.forms.body import FormRow, Region, printed_rows, row_words
from gongkai_desk.words.codes import CodeShape, shape_of

F = FormField
_SAME, _ALIKE, _NUMBERED, _NAMED = 97.0, 92.0, 80.0, 60.0
"""Percent of two contents from which they are one task's: whatever else, without names, with one number, one name."""
_SAME_NAME = 90.0
"""Percent of two names that are one; two different ones never stand for one task unless the contents are the same."""
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]+")
_PART, _LEAST_PART = 97.0, 12  # percent of a part that stands in a longer text; characters


@dataclass(frozen=True, slots=True)
class Coded:
    """A superior's book that was registered: what its right codes say, {place of a row: the superior's task}."""

    shape: CodeShape
    tasks: Mapping[int, StoredTask]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of our tasks: those of the plan, those of plans above it with 承接 links (own, above).

    ``remembered``: {a printed row's words: the tasks that a person gave it}. ``coded``: of a superior's 填报表.
    """

    own: Sequence[StoredTask]
    above: Sequence[StoredTask] = ()
    links: Sequence[tuple[int, int]] = ()
    remembered: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    coded: Coded | None = None


def matched_rows(regions: Sequence[Region], known: Known) -> tuple[RowMatch, ...]:
    """Return for each printed row the tasks that belong into it; none where nothing of ours is like it."""
    rows = printed_rows(regions)
    printed = [_task_of(row, place) for place, (_, row) in enumerate(rows)]
    by_link = dict(_by_links(printed, known))
    own = dict(_found(printed, known.own))
    there = {task.id for task in known.own}
    result = []
    for place, (region, row) in enumerate(rows):
        here = RowMatch(region.grid, row.index)
        kept = tuple(each for each in known.remembered.get(row_words(row), ()) if each in there)
        above = _named_by_code(row, known.coded)
        by_code = _by_code(above, printed[place], known) if above is not None else None
        spoiled = known.coded is not None and above is None
        if kept:
            result.append(replace(here, tasks=kept, by="remembered", sure=True, spoiled=spoiled))
        else:
            tasks, by, sure = by_code or by_link.get(place) or own.get(place) or ((), "", False)
            result.append(replace(here, tasks=tasks, by=by, sure=sure, spoiled=spoiled))
    return tuple(result)


_Found = tuple[tuple[int, ...], str, bool]


def _named_by_code(row: FormRow, coded: Coded | None) -> StoredTask | None:
    """Return the superior's task whose 任务码 a row bears."""
    shape = shape_of(row.texts.get(F.CODE, ""))
    if coded is None or shape is None or shape._replace(position=None) != coded.shape:
        return None
    return coded.tasks.get(-1 if shape.position is None else shape.position)


def _by_code(above: StoredTask, printed: Task, known: Known) -> _Found | None:
    """Return the tasks of ours that feed a superior's; not sure where the row's words are another task's."""
    takers = {own for own, other in known.links if other == above.id} | {int(above.id)}
    own = {int(task.id) for task in known.own}
    tasks = (int(above.id),) if above.id in own else tuple(int(task.id) for task in known.own if task.id in takers)
    others = known.coded.tasks.values() if known.coded is not None else ()
    another = any(_words(task) == _words(printed) for task in others) and _words(above) != _words(printed)
    sure = not another and _is_sure(Item((printed,), 0), Item((above,), 0))
    return (tasks, "code", sure) if tasks else None


def _task_of(row: FormRow, place: int) -> Task:
    """Return a printed row as a task that can be compared; ``position`` is its place among the rows."""
    title, content = row.texts.get(F.TITLE, ""), row.texts.get(F.CONTENT, "")
    return Task(
        content or title,
        seq=row.texts.get(F.SEQ) or None,
        title=title if content else None,
        section=(section,) if (section := row.texts.get(F.SECTION) or row.section) else (),
        position=place,
    )


def _by_links(printed: Sequence[Task], known: Known) -> Iterator[tuple[int, _Found]]:
    """Yield rows whose task stands in a plan above that tasks of ours take up (承接)."""
    takers: defaultdict[int, list[int]] = defaultdict(list)
    order: dict[int, int] = {task.id: place for place, task in enumerate(known.own)}
    for own, above in known.links:
        if own in order:
            takers[above].append(own)
    for place, (tasks, _, sure) in _found(printed, known.above) if known.above else ():
        own_tasks = {own for task in tasks for own in takers[task]}
        if own_tasks and sure:
            yield place, (tuple(sorted(own_tasks, key=order.__getitem__)), "link", True)


def _found(printed: Sequence[Task], tasks: Sequence[StoredTask]) -> Iterator[tuple[int, _Found]]:
    """Yield each row's place with the tasks that state the same."""
    by_name = _by_name(tasks)
    for pair in match(printed, tasks).pairs:
        ids = tuple(task.id for task in pair.b.tasks if isinstance(task, StoredTask))
        whole = _is_sure(pair.a, pair.b)
        for row in pair.a.tasks:
            item = Item((row,), row.position)
            sure = whole or _is_sure(item, pair.b)
            if sure or item.content_key not in by_name:
                yield row.position, (ids, "number+content" if _same_number(item, pair.b) else "content", sure)
    for row in printed:
        if (named := by_name.get(Item((row,), 0).content_key)) and not row.title:
            yield row.position, (named, "content", True)


def same_tasks(printed: Sequence[Task], tasks: Sequence[StoredTask]) -> dict[int, StoredTask]:
    """Return by place which printed tasks are stored ones beyond doubt, each of those once.

    ``position`` of the printed ones is their place; a long content may be printed in part.
    """
    there = {_words(task): task for task in reversed(tasks)}
    found: dict[int, StoredTask] = {}
    for task in printed:
        if (same := there.pop(_words(task), None)) is not None:
            found[task.position] = same
    taken = {task.id for task in found.values()}
    rest = [task for task in printed if task.position not in found]
    left = {task.id: task for task in tasks if task.id not in taken}
    numbers = {task.position: _numbers(task) for task in rest}
    for place, (ids, _, sure) in _found(rest, list(left.values())) if rest and left else ():
        like = left.get(TaskId(ids[0])) if sure and len(ids) == 1 else None
        if like is not None and numbers[place] == _numbers(like)[: len(numbers[place])]:
            found[place] = left.pop(like.id)
    return found


def _numbers(task: Task) -> list[str]:
    """Return the numbers in a content: 第一季度 and 第二季度 are two tasks, however alike the rest is."""
    return _NUMBERS.findall(fold(task.content))


def _words(task: Task) -> tuple[str, str]:
    item = Item((task,), 0)
    return item.title_key, item.content_key


def _by_name(tasks: Sequence[StoredTask]) -> dict[str, tuple[int, ...]]:
    """Return the tasks of each name: some forms print names alone."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for task in tasks:
        if name := Item((task,), 0).title_key:
            found[name].append(task.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _same_number(a: Item, b: Item) -> bool:
    numbers = ({_bare_number(task.seq) for task in item.tasks if task.seq} for item in (a, b))
    one, other = numbers
    return bool(one & other)


def _bare_number(number: str) -> str:
    return number.rpartition("/")[2].strip("().、（）． ")


def _is_sure(a: Item, b: Item) -> bool:
    """Tell whether two items are one task beyond doubt: their words say so, not their place or number alone."""
    alike = fuzz.ratio(a.content_key, b.content_key)
    if alike >= _SAME:
        return True
    names = fuzz.ratio(a.title_key, b.title_key) if a.title_key and b.title_key else None
    if names is not None:
        return names >= _SAME_NAME and (alike >= _NAMED or _is_part(a, b))
    return alike >= (_NUMBERED if _same_number(a, b) else _ALIKE) or _is_part(a, b)


def _is_part(a: Item, b: Item) -> bool:
    """Tell whether the content of one stands in that of the other: the name printed before it, half of it left out."""
    one, other = a.content_key, b.content_key
    return min(len(one), len(other)) >= _LEAST_PART and fuzz.partial_ratio(one, other) >= _PART
