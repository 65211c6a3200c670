"""Many changes at once, before they are stored: which task, which field, from what to what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.plan import Plan, Task
from ui import typed
from ui.models.task_table import short_seq

if TYPE_CHECKING:
    from gongkai_desk.words.units import UnitDirectory

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


def fields(
    edits: Sequence[Edit], plan_of: Callable[[Task], Plan], directory: "UnitDirectory"
) -> dict[int, dict[str, Any]]:
    """Return for each task the fields that follow, as ``services.work.edit_tasks`` takes them."""

    @cache
    def read(field: str, text: str, plan_id: int | None) -> dict[str, Any]:
        return _read(field, text, plans[plan_id], directory)

    plans = {edit.task.plan_id: plan_of(edit.task) for edit in edits}
    made: dict[int, dict[str, Any]] = {}
    for edit in edits:
        if edit.task.id is not None:
            made.setdefault(edit.task.id, {}).update(read(edit.field, edit.text, edit.task.plan_id))
    return made


def _read(field: str, text: str, plan: Plan, directory: "UnitDirectory") -> dict[str, Any]:
    if field == "title":
        return {"title": text or None}
    if field == "section":
        return {"section": tuple(part.strip() for part in text.split("/") if part.strip())}
    return typed.fields(field, text, plan, directory)
