"""The tab 任务: every field of the task, 任务内容, 责任单位 and 时限 written in where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.time import Every
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.states import DEADLINE_RULES
from ui.desk import Desk
from ui.models.task_table import short_seq
from ui.widgets.cell_edit import EditableField
from ui.widgets.notices import label, value

EVERY = {
    Every.DAY: "每日",
    Every.WEEK: "每周",
    Every.MONTH: "每月",
    Every.QUARTER: "每季度",
    Every.HALF_YEAR: "每半年",
    Every.YEAR: "每年",
}


class TaskTab(QScrollArea):
    """Shows the fields that the task has; ``edited(task id, field, text)`` says what a clerk typed."""

    edited = Signal(int, str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: StoredTask | None = None
        self.content, self.units, self.deadline = (EditableField(name) for name in ("任务内容", "责任单位", "完成时限"))
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._sheet())
        self.content.saved.connect(self._save_content)
        self.units.saved.connect(self._save_units)
        self.deadline.saved.connect(self._save_deadline)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(16, 12, 12, 16)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._add_row("任务内容", self.content)
        self._add_row("责任单位", self.units)
        for name in ("其中牵头", "其中责任", "其中配合"):
            self._add_value(name)
        self._add_row("完成时限", self.deadline)
        for name in (
            "截止日",
            "内含时限",
            "频次",
            "量化指标",
            "办理期限",
            "所属部分",
            "其他栏目",
            "承接上级",
            "由其承接",
        ):
            self._add_value(name)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        return sheet

    def _add_row(self, name: str, field: QWidget) -> QLabel:
        row, head = self._grid.rowCount(), label(name, name="dim")
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        return head

    def _add_value(self, name: str) -> None:
        shown = value()
        self._values[name] = (self._add_row(name, shown), shown)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show a task; fields that it does not have are left out."""
        if self._task is not None and self._task.id != task.id:
            self.store_open()
        self._task = task
        self.content.show_text(task.content, may_write=may_write)
        self.units.show_text(task.unit_text, may_write=may_write)
        self.deadline.show_text(task.deadline.text, may_write=may_write)
        above, own = self._desk.shelf.linked(task.id)
        further = _further(task) | {"承接上级": _named(above), "由其承接": _named(own)}
        for name, text in further.items():
            for part in self._values[name]:
                part.setVisible(bool(text))
            self._values[name][1].setText(text)

    def store_open(self) -> None:
        """Store what is being typed into the task shown."""
        for field in (self.content, self.units, self.deadline):
            if field.is_open:
                field.save()

    def forget(self) -> None:
        """Show no task any more; what was typed is not stored."""
        self._task = None
        for field in (self.content, self.units, self.deadline):
            field.leave()
            field.show_text("", may_write=False)

    def _save_content(self, text: str) -> None:
        self._save("content", text)

    def _save_units(self, text: str) -> None:
        self._save("unit_text", text)

    def _save_deadline(self, text: str) -> None:
        self._save("deadline", text)

    def _save(self, field: str, text: str) -> None:
        if self._task is not None:
            self.edited.emit(self._task.id, field, text)


def _further(task: StoredTask) -> dict[str, str]:
    """Return what the other fields show, empty where the task has nothing."""
    return {
        "其中牵头": _units(task.lead, task),
        "其中责任": _units(task.responsible, task) if task.lead or task.support else "",
        "其中配合": _units(task.support, task),
        "截止日": _due(task),
        "内含时限": "、".join(long_day(day) for day in task.inner_deadlines),
        "频次": "\n".join(f"{EVERY[each.every]} {each.times} 次（{each.text}）" for each in task.recurrences),
        "量化指标": "\n".join(quota.text for quota in task.quotas),
        "办理期限": "\n".join(limit.text for limit in task.time_limits),
        "所属部分": "\n".join(task.section),
        "其他栏目": task.other_text,
    }


def _named(tasks: Sequence[StoredTask]) -> str:
    return "\n".join(f"{short_seq(task)}　{task.content}".strip() for task in tasks)


def _units(names: tuple[str, ...], task: Task) -> str:
    """Return units as printed, with the full form behind an elliptical one."""
    full = task.units_full
    return "、".join(f"{name}（{full[name]}）" if full.get(name, name) != name else name for name in names)


def _due(task: Task) -> str:
    deadline = task.deadline
    rule = DEADLINE_RULES[deadline.kind] if deadline.kind else ""
    day = long_day(deadline.due) if deadline.due else ""
    return "\n".join(part for part in (day, rule) if part)
