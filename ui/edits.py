"""Many changes at once, before they are stored: which task, which field, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import StoredTask, Task, TaskEdit
from ui.models.task_table import short_seq

PATH = " / "  # between the headings of a section path as it is shown
NAMES = {
    "content": "任务内容",
    "unit_text": "责任单位",
    "deadline": "完成时限",
    "title": "任务名称",
    "section": "所属部分",
}
"""Fields that can be changed for many tasks, as the window calls them."""
_NAMES = NAMES | {"seq": "序号"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one task with its new text."""

    task: Task
    field: str
    text: str

    @property
    def before(self) -> str:
        """Return the text that the field has now."""
        return text_of(self.task, self.field)


def text_of(task: Task, field: str) -> str:
    """Return what a field of a task shows."""
    if field == "deadline":
        return task.deadline.text
    if field == "section":
        return PATH.join(task.section)
    return str(getattr(task, field) or "")


def changing(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that change anything; an empty 任务内容 is never one."""
    return [edit for edit in edits if edit.text != edit.before and (edit.text or edit.field != "content")]


def rows(edits: Sequence[Edit]) -> list[tuple[str, ...]]:
    """Return what a preview shows of each: the task, the field, before, after."""
    return [(_called(edit.task), _NAMES[edit.field], edit.before or "—", edit.text or "—") for edit in edits]


def _called(task: Task) -> str:
    return " ".join(part for part in (short_seq(task), task.title or task.content[:12]) if part)


def by_task(edits: Iterable[Edit]) -> dict[int, TaskEdit]:
    """Return all that changes of each stored task, by its id."""
    made: dict[int, TaskEdit] = {}
    for edit in edits:
        if isinstance(edit.task, StoredTask):
            made[edit.task.id] = _with(made.get(edit.task.id, TaskEdit()), edit.field, edit.text)
    return made


def _with(edit: TaskEdit, field: str, text: str) -> TaskEdit:
    if field == "section":
        return replace(edit, section=tuple(part.strip() for part in text.split("/") if part.strip()))
    return edit.with_text(field, text)
