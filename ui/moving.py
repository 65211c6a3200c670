"""What became of tasks that were moved by hand, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.domain.plan import StoredTask
from ui.deleting import tasks_named

_UNMOVED = "位置没有变化：同一任务名称的任务放在一起。要整组移动，请先选中全组。"


def moved_sentence(before: Sequence[StoredTask], after: Sequence[StoredTask], ids: Sequence[int]) -> str:
    """Say where the tasks stand now, with whom, and which of their name stayed behind."""
    if list(before) == list(after):
        return _UNMOVED
    old = [task for task in before if task.id in ids]
    new = [task for task in after if task.id in ids]
    parts = [f"已将{tasks_named(new)}{_whither(old, new)}", *_together(new, after), *_left(old, after)]
    return "，".join(parts) + "。按 Ctrl+Z 可撤销。"


def _whither(old: Sequence[StoredTask], new: Sequence[StoredTask]) -> str:
    if [task.section for task in old] != [task.section for task in new]:
        return f"移到“{new[0].section[-1]}”" if new[0].section else "移出各部分"
    if [task.title for task in old] != [task.title for task in new]:
        return f"归入“{new[0].title}”"
    return "移动了位置"


def _together(new: Sequence[StoredTask], after: Sequence[StoredTask]) -> list[str]:
    ids = {task.id for task in new}
    names = {(task.section, task.title) for task in new if task.title}
    mates = [task for task in after if task.id not in ids and (task.section, task.title) in names]
    return [f"与同名“{mates[0].title}”的 {len(mates)} 项放在一起"] if mates else []


def _left(old: Sequence[StoredTask], after: Sequence[StoredTask]) -> list[str]:
    """Return what of their name stayed where they came from, if they left it."""
    now = {task.id: (task.section, task.title) for task in after}
    gone = {(task.section, task.title) for task in old if task.title and now.get(task.id) != (task.section, task.title)}
    left = [task for task in after if (task.section, task.title) in gone]
    return [f"原处“{left[0].title}”还有 {len(left)} 项未动"] if left else []
