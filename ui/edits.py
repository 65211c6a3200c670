"""Many changes at once, before they are stored: which task, which field, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.plan import StoredTask, Task, TaskEdit
from gongkai_desk.services.progress.joining import Joined, answer_held, held
from ui.desk import Desk
from ui.dialogs.base import ask
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


_CHOICES = {
    Joined.HELD: "留待核查（列在“待核查”里，逐家再定）",
    Joined.NOT_CONCERNED: "不涉及（任务保持已销号）",
    Joined.CATCH_UP: "补办（照常填报、申请销号）",
}
_TOLD = "新增 {units} 家单位，其所在任务中有 {tasks} 项已销号。这些单位在已销号的任务里怎么办？"


def ask_about_joined(parent: QWidget, desk: Desk) -> None:
    """Ask what units have to do that came to closed tasks; without an answer they stay to be verified."""
    if desk.library is None or not desk.may_write or not (keys := held(desk.library)):
        return
    told = _TOLD.format(units=len({unit for _, unit in keys}), tasks=len({task for task, _ in keys}))
    chosen = ask.choose_one(parent, "已销号任务的新增单位", told, list(_CHOICES.values()))
    if chosen is not None:
        desk.do(answer_held, keys=keys, how=list(_CHOICES)[chosen])
