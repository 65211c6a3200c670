"""Which of our tasks a printed row of a form is about: as a person said, by 承接 links, by number and content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from gongkai_desk.domain.forms import FormField, RowMatch
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.rules.compare.matching import Item, match
from gongkai_desk.rules.forms.body import FormRow, Region, printed_rows, row_words

F = FormField
_ALIKE = 75.0  # percent of two contents from which they are one task's
_ALIKE_NUMBERED = 55.0  # where the number is the same too
_PART, _LEAST_PART = 90.0, 8  # percent of a part that stands in a longer text; characters


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of our tasks: those of the plan, those of plans above it with 承接 links (own, above).

    ``remembered``: {a printed row's words: the tasks that a person gave it}.
    """

    own: Sequence[StoredTask]
    above: Sequence[StoredTask] = ()
    links: Sequence[tuple[int, int]] = ()
    remembered: Mapping[str, tuple[int, ...]] = ()  # type: ignore[assignment]


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
        kept = tuple(each for each in dict(known.remembered).get(row_words(row), ()) if each in there)
        if kept:
            result.append(replace(here, tasks=kept, by="remembered", sure=True))
        else:
            tasks, by, sure = by_link.get(place) or own.get(place) or ((), "", False)
            result.append(replace(here, tasks=tasks, by=by, sure=sure))
    return tuple(result)


_Found = tuple[tuple[int, ...], str, bool]


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
    for pair in match(printed, tasks).pairs:
        ids = tuple(task.id for task in pair.b.tasks if isinstance(task, StoredTask))
        numbered = _same_number(pair.a, pair.b)
        found = ids, "number+content" if numbered else "content", _is_sure(pair.a, pair.b, numbered=numbered)
        for row in pair.a.tasks:
            yield row.position, found


def _same_number(a: Item, b: Item) -> bool:
    numbers = ({_bare_number(task.seq) for task in item.tasks if task.seq} for item in (a, b))
    one, other = numbers
    return bool(one & other)


def _bare_number(number: str) -> str:
    return number.rpartition("/")[2].strip("().、（）． ")


def _is_sure(a: Item, b: Item, *, numbered: bool) -> bool:
    """Tell whether two items are one task beyond doubt: their words say so, not their place alone."""
    one, other = a.content_key, b.content_key
    alike = fuzz.ratio(one, other)
    if alike >= (_ALIKE_NUMBERED if numbered else _ALIKE):
        return True
    shorter = min(len(one), len(other))
    if shorter >= _LEAST_PART and fuzz.partial_ratio(one, other) >= _PART:
        return True
    names = {each for each in (a.title_key, b.title_key, one, other) if each}
    return numbered and len(names) < len([each for each in (a.title_key, b.title_key, one, other) if each])


def free_tasks(own: Sequence[StoredTask], matches: Sequence[RowMatch]) -> list[StoredTask]:
    """Return the tasks that no row takes."""
    taken: Collection[int] = {number for each in matches if each.sure for number in each.tasks}
    return [task for task in own if task.id not in taken]
