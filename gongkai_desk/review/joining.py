"""Rows of a review made one (合并): nobody's units are lost, and what the rows say differently is a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.plan import Doubt, DoubtKind, Task
from gongkai_desk.words.normal import key

_BETWEEN = "；"  # between the printed units of two rows
_NOTHING = "没有写"


def with_all_units(tasks: Sequence[Task]) -> Task:
    """Return the first task with the units of all, each once and in its weightiest role, printed one after another."""
    lead = _once(name for task in tasks for name in task.lead)
    responsible = _once(name for task in tasks for name in task.responsible if name not in lead)
    support = _once(name for task in tasks for name in task.support if name not in (*lead, *responsible))
    full = {name: whole for task in reversed(tasks) for name, whole in task.units_full.items()}
    texts = _once(task.unit_text for task in tasks if task.unit_text)
    printed = _BETWEEN.join(texts) if len({key(text) for text in texts}) > 1 else "".join(texts[:1])
    return replace(tasks[0], lead=lead, responsible=responsible, support=support, units_full=full, unit_text=printed)


def about_units(whole: Task, index: int, former: Iterable[Doubt]) -> list[Doubt]:
    """Return what was doubtful of the rows as doubts of the one they became; one row's units answer another's lack."""
    kept = (doubt for doubt in former if doubt.kind is not DoubtKind.NO_UNIT or not whole.unit_text)
    return list(dict.fromkeys(replace(doubt, task=index) for doubt in kept))


def differing(tasks: Sequence[Task], index: int) -> Iterator[Doubt]:
    """Yield what the rows say differently, as doubts about the task at ``index`` that they became."""
    if len({(task.lead, task.responsible, task.support) for task in tasks}) > 1:
        yield _doubt(index, "units", "责任单位", [task.unit_text for task in tasks], "各家都已保留")
    if len({task.deadline for task in tasks}) > 1:
        yield _doubt(index, "deadline", "完成时限", [task.deadline.text for task in tasks], "按第一行")


def _doubt(index: int, field: str, name: str, texts: Sequence[str], kept: str) -> Doubt:
    each = " / ".join(dict.fromkeys(text or _NOTHING for text in texts))
    return Doubt(DoubtKind.ROWS_DIFFER, index, field, f"{name} {each}，{kept}")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
