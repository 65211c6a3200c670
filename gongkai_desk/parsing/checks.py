"""Doubts about a part as a whole: numbers that jump or repeat, text that belongs to no task."""

import re
from collections.abc import Sequence

from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import Doubt, DoubtKind, Task
from gongkai_desk.parsing.tree import Node
from gongkai_desk.words.normal import number
from gongkai_desk.words.papers import is_formal

_NUMERAL = re.compile(r"[0-9]+$|[0-9]+|[〇零一二三四五六七八九十百]+")  # «12», «1.3», «第一条»
_LONGEST = 120  # characters of left-over text that a doubt quotes
_LEAST = 6  # characters of left-over text worth a doubt


def row_doubts(tasks: Sequence[Task]) -> list[Doubt]:
    """Compare the numbers of a table's rows: they run through, or begin anew under a heading."""
    found: list[Doubt] = []
    last: tuple[int, Task] | None = None
    for index, task in enumerate(tasks):
        value = _value(task.seq)
        if value is None:
            continue
        if last and value == last[0] and task.title != last[1].title:
            found.append(Doubt(DoubtKind.NUMBER_REPEAT, index, "seq", task.seq or "", task.source))
        elif not _follows(value, last[0] if last else 0) and not (value == 1 and last and _is_elsewhere(task, last[1])):
            found.append(Doubt(DoubtKind.NUMBER_GAP, index, "seq", task.seq or "", task.source))
        last = (value, task)
    return found


def _is_elsewhere(task: Task, before: Task) -> bool:
    return (task.section, task.title) != (before.section, before.title)


def _follows(value: int, last: int) -> bool:
    return value in (last, last + 1)


def _value(seq: str | None) -> int | None:
    bare = _NUMERAL.search((seq or "").split("/")[-1])
    return number(bare[0]) if bare else None


def node_doubts(root: Node, tasks: Sequence[Task]) -> list[Doubt]:
    """Compare the numbers of headings and items, each kind under its heading or through the whole plan."""
    first: dict[str, int] = {}
    for index, task in enumerate(tasks):
        first.setdefault(task.seq or "", index)
    found: list[Doubt] = []
    _check(root, {}, first, found)
    return found


def _check(node: Node, through: dict[str, int], first: dict[str, int], found: list[Doubt]) -> None:
    """Walk the tree; ``through`` has the last number of each kind so far."""
    under: dict[str, int] = {}
    for child in node.children:
        if child.number is None or not child.number.text:
            _check(child, through, first, found)
            continue
        style, value = child.number.style, child.number.value
        last = under.get(style)
        expected = {last + 1} if last is not None else {1, through.get(style, 0) + 1}
        if value not in expected:
            kind = DoubtKind.NUMBER_REPEAT if value == last else DoubtKind.NUMBER_GAP
            path = "/".join(child.path)
            found.append(Doubt(kind, first.get(path), "seq", path, child.texts[0][0].places))
        under[style] = through[style] = value
        _check(child, through, first, found)


def left_over(texts: Sequence[tuple[str, tuple[Place, ...]]]) -> list[Doubt]:
    """Say which text belongs to no task."""
    return [
        Doubt(DoubtKind.LEFT_OVER, None, "", text.strip()[:_LONGEST], source)
        for text, source in texts
        if len(text.strip()) >= _LEAST and not is_formal(text)
    ]
