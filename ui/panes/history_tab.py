"""The tab 变更记录: who changed what, when, before and after."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from ui.desk import Desk
from ui.models.record_table import RecordTable
from ui.panes.progress_tab import record_view

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Change

COLUMNS = {  # columns of the ledger in the office's words; others are bookkeeping and not told
    "content": "任务内容",
    "title": "任务名称",
    "seq": "序号",
    "section": "所属部分",
    "unit_text": "责任单位",
    "deadline_text": "时限",
    "deadline_due": "截止日",
    "printed": "单位",
    "text": "进展",
    "day": "日期",
    "state": "状态",
}
_NOT_TOLD = "—"


class HistoryTab(QWidget):
    """A table of changes, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = RecordTable(("日期", "办理", "改动"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("变更记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.view)

    def show_task(self, task: Task, *, may_write: bool) -> None:
        """Show the history of a task."""
        changes = self._desk.shelf.history(task.id) if task.id is not None else []
        self.model.show(_rows(changes))


def _rows(changes: "list[Change]") -> list[tuple[str, ...]]:
    """Return one row for each act, its changes in one cell."""
    told: dict[int, list[str]] = {}
    heads = {change.step.id: change.step for change in changes}
    for change in changes:
        told.setdefault(change.step.id, []).extend(_lines(change))
    return [
        (step.day, "\n".join(part for part in (step.name, step.who) if part), "\n".join(dict.fromkeys(told[number])))
        for number, step in heads.items()
    ]


def _lines(change: "Change") -> list[str]:
    """Return what changed in one row; of a new or removed row only what names it."""
    if change.table not in ("task", "task_unit", "report", "unit_state"):
        return []
    if change.before is not None and change.after is not None:
        return [
            f"{name}：{_text(change.before.get(column))} → {_text(change.after.get(column))}"
            for column, name in COLUMNS.items()
            if column in change.after
        ]
    return _whole(change.after, "新增") if change.after is not None else _whole(change.before or {}, "删去")


def _whole(row: dict[str, Any], verb: str) -> list[str]:
    for column in ("content", "printed", "text"):
        if row.get(column):
            return [f"{verb}{COLUMNS[column]}：{_text(row[column])}"]
    return []


def _text(value: object) -> str:
    return str(value).replace("\x1f", " / ") if value not in (None, "") else _NOT_TOLD
