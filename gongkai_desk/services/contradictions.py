"""正文与附件不一致: where a file's table differs from its own body, as doubts about the table's tasks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai_desk.domain.difference import Difference, DifferenceKind, Value
from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import Doubt, DoubtKind, Draft, Part, PartKind, Task
from gongkai_desk.rules.comparing import compare_lists
from gongkai_desk.wording.sentences import difference_sentence
from gongkai_desk.words.units import UnitDirectory

NOTHING = "（无）"
_ALSO = {DifferenceKind.UNIT_ORDER}  # not material, but the first unit may be the one that leads


def with_contradictions(draft: Draft, directory: UnitDirectory | None = None) -> Draft:
    """Return the draft, tables with a doubt for each thing in which they differ materially from their plan's body."""
    known = directory or UnitDirectory.usual()
    return replace(draft, parts=tuple(_compared(part, draft.parts, known) for part in draft.parts))


def _compared(part: Part, parts: Iterable[Part], directory: UnitDirectory) -> Part:
    body = next((each for each in parts if each.kind is PartKind.NARRATIVE and each.plan == part.plan), None)
    if part.kind is not PartKind.TABLE or body is None:
        return part
    others = [doubt for doubt in part.doubts if doubt.kind is not DoubtKind.BODY_AND_ANNEX]
    found = compare_lists(body.tasks, part.tasks, directory)
    return replace(part, doubts=(*others, *_doubts(found, part.tasks)))


def _doubts(differences: Iterable[Difference], tasks: tuple[Task, ...]) -> Iterator[Doubt]:
    places = {place: index for index, task in reversed(list(enumerate(tasks))) for place in task.source}
    for difference in differences:
        if difference.material or difference.kind in _ALSO:
            at = _task_of(difference, places, tasks)
            yield Doubt(DoubtKind.BODY_AND_ANNEX, at, difference.field, _text(difference), difference.source[1])


def _task_of(difference: Difference, places: dict[Place, int], tasks: tuple[Task, ...]) -> int | None:
    """Return the task of the table that a difference is about: by its place, else by its number."""
    found = next((places[place] for place in difference.source[1] if place in places), None)
    if found is None and difference.item[1] is not None:
        return next((index for index, task in enumerate(tasks) if task.seq == difference.item[1]), None)
    return found


def _text(difference: Difference) -> str:
    """Return both readings, or the sentence where there are none to set side by side."""
    if difference.a is None and difference.b is None:
        return difference_sentence(difference)
    if difference.kind in (DifferenceKind.TASK_DROPPED, DifferenceKind.TASK_ADDED, DifferenceKind.ROW_UNDER_OTHER_ITEM):
        return difference_sentence(difference)
    return f"正文：{_said(difference.a)}；附件：{_said(difference.b)}"


def _said(value: Value) -> str:
    return ("、".join(value) if isinstance(value, tuple) else value) or NOTHING
