"""A plan's body against its own annex: the same item with another lead or another deadline is doubted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gongkai_desk.domain.plan import Doubt, DoubtKind, Part, PartKind, Task
from gongkai_desk.words.normal import key

_LIKE = 0.6  # names or texts that share so many pairs of characters are of one item
_MOST_PAIRS = 400_000  # comparisons of a large file; beyond, only equal names are matched


def with_annex_doubts(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, tables with doubts where they differ from the narrative of their plan."""
    bodies = {part.plan: part.tasks for part in parts if part.kind is PartKind.NARRATIVE}
    return [
        replace(part, doubts=(*part.doubts, *_differences(bodies[part.plan], part.tasks)))
        if part.kind is PartKind.TABLE and part.plan in bodies
        else part
        for part in parts
    ]


def _differences(body: Sequence[Task], rows: Sequence[Task]) -> Iterator[Doubt]:
    names = {key(task.title or ""): task for task in reversed(body) if task.title}
    grams = (
        [(_pairs(task.title or task.content), task) for task in body] if len(body) * len(rows) <= _MOST_PAIRS else []
    )
    for _, group in groupby(enumerate(rows), key=lambda each: (each[1].section, each[1].title or each[0])):
        item = list(group)
        first = item[0][1]
        if match := names.get(key(first.title or "")) or _alike(first, grams):
            yield from _compared(match, item)


def _alike(row: Task, grams: Sequence[tuple[frozenset[str], Task]]) -> Task | None:
    wanted = _pairs(row.title or row.content)
    best = max(grams, key=lambda each: _likeness(wanted, each[0]), default=None)
    return best[1] if best and _likeness(wanted, best[0]) >= _LIKE else None


def _pairs(text: str) -> frozenset[str]:
    bare = key(text)
    return frozenset(bare[n : n + 2] for n in range(len(bare) - 1))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _compared(body: Task, item: Sequence[tuple[int, Task]]) -> Iterator[Doubt]:
    index, first = item[0]
    leads = list(dict.fromkeys(name for _, row in item for name in _leads(row)))
    differ = set(leads) != set(_leads(body)) or (len(item) == 1 and leads != _leads(body))
    if leads and body.lead and differ:
        text = f"正文：{'、'.join(body.lead)}；附件：{'、'.join(leads)}"
        yield Doubt(DoubtKind.BODY_AND_ANNEX, index, "lead", text, first.source)
    if body.deadline.due and first.deadline.due and body.deadline.due != first.deadline.due:
        text = f"正文：{body.deadline.text}；附件：{first.deadline.text}"
        yield Doubt(DoubtKind.BODY_AND_ANNEX, index, "deadline", text, first.source)


def _leads(task: Task) -> list[str]:
    return [task.units_full.get(name, name) for name in task.lead]
