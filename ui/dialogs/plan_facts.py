"""要点登记信息: what is registered of a plan."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Plan
from gongkai_desk.wording.days import long_day
from ui.dialogs.dialog import Dialog
from ui.widgets.plain import button, label, value

_MISSING = "未登记"


class PlanFacts(Dialog):
    """Shows a plan's own data."""

    def __init__(self, plan: Plan, tasks: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("要点登记信息")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for name, text in _facts(plan, tasks):
            form.addRow(label(name, name="dim", parent=self), value(text, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(520, 360)

    @classmethod
    def show_for(cls, parent: QWidget, plan: Plan, tasks: int) -> None:
        """Show it until it is closed."""
        dialog = cls(plan, tasks, parent)
        dialog.exec()
        dialog.deleteLater()


def _facts(plan: Plan, tasks: int) -> list[tuple[str, str]]:
    dates = plan.dates
    return [
        ("标题", plan.title),
        ("文号", plan.doc_no or _MISSING),
        ("发文机关", plan.issuer or _MISSING),
        ("级别", plan.level or _MISSING),
        ("年度", str(plan.year) if plan.year else _MISSING),
        ("成文日期", _day(dates.written)),
        ("印发日期", _day(dates.imprint)),
        ("发布日期", _day(dates.published)),
        ("收文日期", _day(dates.received)),
        ("任务", f"{tasks} 项"),
    ]


def _day(day: date | None) -> str:
    return long_day(day) if day else _MISSING
