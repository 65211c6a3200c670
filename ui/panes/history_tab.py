"""The tab 变更记录: who changed what, when, before and after."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import Action
from gongkai_desk.store.journal import Change
from gongkai_desk.wording.reports import QUOTA_SCOPES, WHO_REPORTS
from gongkai_desk.wording.state_words import ACTIONS, STATES
from ui.desk import Desk
from ui.models.record_table import RecordTable
from ui.parts.record_view import record_view

COLUMNS = {  # columns of the ledger in the office's words; others are bookkeeping and not told
    "content": "任务内容",
    "title": "任务名称",
    "seq": "序号",
    "section": "所属部分",
    "unit_text": "责任单位",
    "deadline_text": "时限",
    "deadline_due": "截止日",
    "set_text": "另定时限",
    "set_due": "另定截止日",
    "printed": "单位",
    "text": "进展",
    "day": "日期",
    "state": "状态",
    "until": "延至",
    "rectify_until": "整改期限",
    "reason": "理由",
    "override": "破例理由",
    "doc_no": "批准文号",
    "problems": "存在问题",
    "next_steps": "下一步打算",
    "expected": "预计完成",
    "returned": "退回补报",
    "name": "名称",
    "url": "网址",
    "amount": "数量",
    "who_reports": "由谁填报",
    "report_cycle": "填报周期",
    "report_day": "报送日",
    "quota_scope": "数量要求",
}
_WORDS = {
    "state": {state.value: text for state, text in STATES.items()},
    "who_reports": {who.value: text for who, text in WHO_REPORTS.items()},
    "quota_scope": {scope.value: text for scope, text in QUOTA_SCOPES.items()},
}
_TOLD = frozenset(
    {"task", "task_unit", "report", "unit_state", "quota_event", "timed_case", "transition", "spot_check"}
)
_NAMING = ("content", "printed", "text", "amount", "subject", "result")
"""Columns that name a new row, the first that is filled."""
_NOT_TOLD = "—"


class HistoryTab(QWidget):
    """A table of changes, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = RecordTable(("办理", "改动"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("变更记录")
        self.view.setColumnWidth(0, self.view.fontMetrics().horizontalAdvance("国") * 7 + 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.view)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the history of a task."""
        changes = self._desk.shelf.history(task.id)
        self.model.show(_rows(changes))


def _rows(changes: list[Change]) -> list[tuple[str, ...]]:
    """Return one row for each act, its changes in one cell."""
    told: dict[int, list[str]] = {}
    heads = {change.step.id: change.step for change in changes}
    for change in changes:
        told.setdefault(change.step.id, []).extend(_lines(change))
    return [
        ("\n".join(part for part in (step.day, step.name, step.who) if part), "\n".join(dict.fromkeys(told[number])))
        for number, step in heads.items()
    ]


def _lines(change: Change) -> list[str]:
    """Return what changed in one row; of a new or removed row only what names it."""
    if change.table not in _TOLD:
        return []
    if change.before is not None and change.after is not None:
        return [
            f"{name}：{_text(column, change.before.get(column))} → {_text(column, change.after.get(column))}"
            for column, name in COLUMNS.items()
            if column in change.after
        ]
    return _whole(change.after, "新增") if change.after is not None else _whole(change.before or {}, "删去")


def _whole(row: dict[str, Any], verb: str) -> list[str]:
    if row.get("act"):
        return [f"{verb}办理：{ACTIONS[Action(row['act'])]}"]
    if row.get("state"):
        return [f"{COLUMNS['state']}：{_text('state', row['state'])}"] if verb == "新增" else []
    named = next((column for column in _NAMING if row.get(column)), None)
    whose = f"{row['unit_text']}：" if named == "text" and row.get("unit_text") else ""  # of a report
    return [f"{verb}{COLUMNS.get(named, '记录')}：{whose}{_text(named, row[named])}"] if named else []


def _text(column: str, value: object) -> str:
    """Return a stored value in the office's words."""
    if value in (None, ""):
        return _NOT_TOLD
    return _WORDS.get(column, {}).get(str(value), str(value).replace("\x1f", " / "))
