"""The tab 原文出处: where in the file as received the task stands, with the page or text itself, the place marked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import CellPlace, PagePlace, Place, StoredTask, Task, TextPlace
from gongkai_desk.domain.state import Action
from gongkai_desk.errors import DeskError
from gongkai_desk.progress import Progress
from gongkai_desk.services.intake import reading
from gongkai_desk.standing.days import workdays_of
from gongkai_desk.store.journal import Change
from gongkai_desk.wording.figures import QUOTA_SCOPES
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.states import ACTIONS, STATES, WHO_REPORTS
from gongkai_desk.workdays import Workdays
from ui.desk import Desk
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.parts.source_pane import Original, SourcePane, SourceWindow
from ui.parts.source_text import cells_of
from ui.widgets.notices import button, label

Looked = tuple[int, Original]
"""A plan and its original, with its text where places are in the text, its pages where they are on pages."""


class SourceTab(QWidget):
    """Says the place in words a clerk can follow; the original is opened in the child process, once for each plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: StoredTask | None = None
        self._asked: int | None = None  # the plan whose original was asked for
        self._shown: int | None = None  # the plan whose original is in the pane
        self._opened: Original | None = None
        self._pane: SourcePane | None = None
        self._name = ""
        self.where = label(name="heading", wrap=True, parent=self)
        self.remark = label(name="dim", wrap=True, parent=self)
        self.enlarge = button("放大查看", self.show_large, name="link", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 2)
        head.addWidget(self.where, 1)
        head.addWidget(self.enlarge)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self.remark.setContentsMargins(16, 0, 12, 0)
        self._column.addWidget(self.remark)
        self._rest = QWidget(self)
        self._column.addWidget(self._rest, 1)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the places of a task."""
        self._task = task
        places = list(dict.fromkeys(place_sentence(place) for place in task.source))
        self.where.setText("、".join(places) or "手工录入，没有原文")
        if self._shown is not None and task.plan_id == self._shown:
            self._show_places()
        elif task.plan_id is not None and task.plan_id != self._asked:
            self._ask(task, task.plan_id)

    def _ask(self, task: Task, plan_id: int) -> None:
        """Have the original looked at; until then, and where there is none, words must do."""
        original = self._desk.shelf.original(plan_id)
        seen_as = {type(place) for place in task.source}
        self._asked, self._shown = plan_id, None
        self._show_pane(shown=False)
        if original is None or not seen_as & {PagePlace, TextPlace}:
            self.remark.setText(original[1] if original else "")
            return
        path, name = original
        self._name = name
        self.remark.setText(f"正在打开原件《{name}》…")
        workdays = workdays_of(self._desk.library)
        job = self._desk.jobs.start(partial(_look, plan_id, path, PagePlace in seen_as, workdays))
        job.succeeded.connect(self._take)
        job.failed.connect(self._refused)

    @Slot(object)
    def _take(self, found: Looked) -> None:
        plan_id, original = found
        if plan_id != self._asked:
            return
        self._opened, self._shown = original, plan_id
        self.remark.setText(self._name)
        self._made_pane().open(original)
        self._show_places()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self.remark.setText(error_sentence(error))
            return
        self.remark.setText("原件暂时打不开。")
        raise error

    def _made_pane(self) -> SourcePane:
        if self._pane is None:
            self._pane = SourcePane(self._desk, self)
            self._column.addWidget(self._pane, 1)
        return self._pane

    def _show_places(self) -> None:
        if self._task is not None:
            self._show_pane(shown=True)
            self._made_pane().show_places(self._task.source)

    def _show_pane(self, *, shown: bool) -> None:
        self._rest.setVisible(not shown)
        self.enlarge.setVisible(shown)
        if self._pane is not None:
            self._pane.setVisible(shown)

    @Slot()
    def show_large(self) -> None:
        """Show the original in a window of its own, the place marked."""
        if self._task is not None and self._opened is not None:
            SourceWindow.show_for(self, self._desk, self._opened, self._task)


def _look(plan_id: int, path: Path, as_pages: bool, workdays: Workdays, progress: Progress) -> Looked:
    """Return the sizes of an original's pages, or its text where places are in the text."""
    if as_pages:
        return plan_id, Original(path, sizes=reading.page_sizes(path, progress=progress))
    draft = reading.read_plan(path, reading.ReadOptions(workdays), progress)
    return plan_id, Original(path, draft.text, cells=cells_of(draft))


def place_sentence(place: Place) -> str:
    """Return e.g. «原件第 4 页», «工作表“任务分解表” B12», «原文第 1205–1290 字»."""
    if isinstance(place, PagePlace):
        return f"原件第 {place.page} 页"
    if isinstance(place, CellPlace):
        return f"工作表“{place.sheet}” {place.cell}"
    return f"原文第 {place.start + 1}–{place.end} 字"


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
