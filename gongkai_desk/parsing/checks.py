"""Doubts about a part as a whole: numbers that jump or repeat, text that belongs to no task."""

import re
from collections.abc import Sequence

from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import Doubt, DoubtKind, Task
from gongkai_desk.words.normal import number

_NUMERAL = re.compile(r"[0-9]+$|[0-9]+|[〇零一二三四五六七八九十百]+")  # «12», «1.3», «第一条»
_LONGEST = 120  # characters of left-over text that a doubt quotes
_LEAST = 6  # characters of left-over text worth a doubt


def number_doubts(tasks: Sequence[Task]) -> list[Doubt]:
    """Compare each number with the one before it under the same headings: gaps and repeats."""
    found: list[Doubt] = []
    last: dict[tuple[str, ...], tuple[int, Task]] = {}
    highest: int | None = None  # numbers may run through across sections
    for index, task in enumerate(tasks):
        value = _value(task.seq)
        if value is None:
            continue
        group = tuple((task.seq or "").split("/")[:-1])
        before = last.get(group)
        expected = before[0] + 1 if before else 1
        if before and value == before[0] and not _is_same_item(before[1], task):
            found.append(Doubt(DoubtKind.NUMBER_REPEAT, index, "seq", task.seq or "", task.source))
        elif value not in (expected, highest and highest + 1) and not (before and value == before[0]):
            found.append(Doubt(DoubtKind.NUMBER_GAP, index, "seq", task.seq or "", task.source))
        last[group] = (value, task)
        highest = value
    return found


def _is_same_item(before: Task, task: Task) -> bool:
    return before.title == task.title or task.part is not None


def _value(seq: str | None) -> int | None:
    bare = _NUMERAL.search((seq or "").split("/")[-1])
    return number(bare[0]) if bare else None


def left_over(texts: Sequence[tuple[str, tuple[Place, ...]]]) -> list[Doubt]:
    """Say which text belongs to no task."""
    return [
        Doubt(DoubtKind.LEFT_OVER, None, "", text.strip()[:_LONGEST], source)
        for text, source in texts
        if len(text.strip()) >= _LEAST
    ]
