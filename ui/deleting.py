"""What became of tasks that were moved by hand, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.lazy import lazy_imports
from ui.models.task_table import short_seq

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


with lazy_imports():
    from ui.dialogs.base import ask

KEYS = "Ctrl+Del"
"""Deletes a line in every list that can get it back; Del alone empties cells."""

_CALLED = 16  # characters by which an entry is called in a question
_LISTED = 6  # numbers of tasks that a question lists


def delete_by_keys(view: QAbstractItemView, remove: Callable[[], object]) -> None:
    """Let Ctrl+Del in a list do what its command 删除 does."""
    shortcut = QShortcut(QKeySequence(KEYS), view)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(remove)


def stay_at(view: QAbstractItemView, row: int) -> None:
    """Choose what stands where a deleted row stood, the last row if it was the last."""
    model = view.model()
    if model.rowCount() and row >= 0:
        view.clearSelection()
        view.setCurrentIndex(model.index(min(row, model.rowCount() - 1), max(view.currentIndex().column(), 0)))
    view.setFocus()


def is_agreed(parent: QWidget, names: Sequence[str], kind: str, way_back: str) -> bool:
    """Ask whether these entries of a kind (任务, 单位 …) are to go; ``way_back`` says how they return."""
    first = f"“{called(names[0])}”"
    text = first if len(names) == 1 else f"{first}等 {len(names)} 项"
    return ask.choose(parent, f"删除{kind}", f"删除{kind}{text}？{way_back}", "删除")


def called(name: str) -> str:
    """Return the beginning of a name or text, by which a clerk knows it."""
    line = " ".join(name.split())
    return line if len(line) <= _CALLED else f"{line[:_CALLED]}…"


def is_task_deletion_agreed(parent: QWidget, tasks: Sequence[StoredTask]) -> bool:
    """Ask whether tasks are to go into the recycle bin: «删除任务 12“…”？可从回收站恢复»."""
    text = f"删除{tasks_named(tasks)}？可从回收站恢复，也可按 Ctrl+Z 撤销。"
    return ask.choose(parent, "删除任务", text, "删除")


def tasks_named(tasks: Sequence[StoredTask]) -> str:
    """Return how tasks are named in a sentence: 任务 12“…”, or 3 项任务（1、2、5）."""
    if len(tasks) == 1:
        number = f" {seq}" if (seq := short_seq(tasks[0])) else ""
        return f"任务{number}“{called(tasks[0].content)}”"
    numbers = [short_seq(task) for task in tasks if task.seq]
    listed = "、".join(numbers[:_LISTED]) + (" 等" if len(numbers) > _LISTED else "")
    return f" {len(tasks)} 项任务" + (f"（{listed}）" if listed else "")


def neighbour(shown: Sequence[int], gone: Collection[int]) -> int | None:
    """Return the entry that takes the place of deleted ones: the next one, at the end the one before."""
    places = [place for place, each in enumerate(shown) if each in gone]
    if not places:
        return None
    behind = (each for each in shown[places[-1] + 1 :] if each not in gone)
    before = (each for each in reversed(shown[: places[-1]]) if each not in gone)
    return next(behind, next(before, None))
