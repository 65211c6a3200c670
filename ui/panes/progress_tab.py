"""The tab 进展: what the units have reported, newest first, and how they were reminded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from ui.desk import Desk
from ui.models.record_table import RecordTable
from ui.widgets.merged_view import MergedView
from ui.widgets.plain import button, label
from ui.widgets.task_header import TaskHeader

_WIDE = 5.2  # characters: a date, a short unit


class ProgressTab(QWidget):
    """A table of reports; 登记进展… asks for a new one. Below it, where there are any, the reminders."""

    report_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = RecordTable(("日期", "单位", "进展情况"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("进展")
        self.reminded = label(name="heading", parent=self)
        self.reminders = RecordTable(("日期", "单位", "催办方式和答复"), self)
        self.log = record_view(self.reminders, self)
        self.log.setAccessibleName("催办记录")
        self.none = label("还没有进展。单位报来后，点“登记进展…”逐条登记。", name="dim", wrap=True, parent=self)
        self.report = button("登记进展…", self.report_wanted.emit, parent=self)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(self.none, 1)
        row.addStretch(0)
        row.addWidget(self.report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.view, 2)
        self.reminded.setContentsMargins(16, 10, 12, 6)
        column.addWidget(self.reminded)
        column.addWidget(self.log, 1)
        column.addStretch(0)

    def show_task(self, task: Task, *, may_write: bool) -> None:
        """Show the reports of a task."""
        reports = self._desk.shelf.reports(task.id) if task.id is not None else []
        rows = [(f"{report.day:%m-%d}", report.unit, report.text) for report in reversed(reports)]
        self.model.show(rows)
        self.view.setVisible(bool(rows))
        self.none.setText("" if rows else "还没有进展。单位报来后，点“登记进展…”逐条登记。")
        self.report.setEnabled(may_write)
        self._show_reminders(task)

    def _show_reminders(self, task: Task) -> None:
        """Show when, how and with what answer the units of a task were reminded."""
        from gongkai_desk.wording_slips import reminder_text

        told = self._desk.shelf.reminders(task.id) if task.id is not None else []
        units = dict(self._desk.shelf.unit_names()) if told else {}
        self.reminders.show(
            [(f"{each.day:%m-%d}", units.get(each.unit_id or 0, ""), reminder_text(each)) for each in told]
        )
        self.reminded.setText(f"催办 {len(told)} 次")
        for part in (self.reminded, self.log):
            part.setVisible(bool(told))


def record_view(model: RecordTable, parent: QWidget) -> MergedView:
    """Return a table of records whose last column takes what is left."""
    view = MergedView(parent)
    view.setHorizontalHeader(TaskHeader(view))
    view.setModel(model)
    view.horizontalHeader().setSectionsClickable(False)
    view.horizontalHeader().setStretchLastSection(False)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column in range(model.columnCount() - 1):
        view.setColumnWidth(column, round(wide * _WIDE) + 18)
    view.horizontalHeader().setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
    return view
