"""Plans and tasks by hand: what is registered of a plan (written, and shown as 要点登记信息), all of a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Level, Plan, PlanDates, Task, TaskEdit
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.sentences import PLAN_KINDS
from gongkai_desk.words.whole_dates import read_date
from ui.dialogs.base.dialog import Dialog, Form, day_text, give_size
from ui.widgets.notices import button, label, value

_DATES = (
    ("written", "成文日期(&W)"),
    ("imprint", "印发日期(&P)"),
    ("published", "发布日期(&B)"),
    ("received", "收文日期(&R)"),
)


class PlanDialog(Form):
    """Asks for a plan's own data; a title is needed, days are written as in papers or as 2026-03-05."""

    def __init__(self, plan: Plan, parent: QWidget | None = None, *, new: bool = True) -> None:
        super().__init__("新建要点" if new else "修改要点信息", "新建" if new else "保存", parent)
        self._plan = plan
        self.kind = QComboBox(self)
        self.kind.addItems(list(PLAN_KINDS.values()))
        self.kind.setCurrentText(PLAN_KINDS[plan.kind])
        self.form.addRow("类别(&K)", self.kind)
        self.title = self.add_line("标题(&T)", plan.title, "如：2026年云州市政务公开工作要点")
        self.doc_no = self.add_line("文号(&N)", plan.doc_no, "如：云政办发〔2026〕8号")
        self.issuer = self.add_line("发文机关(&I)", plan.issuer)
        self.level = QComboBox(self)
        self.level.addItems(["未登记", *(level.value for level in Level)])
        self.level.setCurrentText(plan.level.value if plan.level else "未登记")
        self.form.addRow("级别(&L)", self.level)
        self.year = self.add_line("年度(&Y)", str(plan.year) if plan.year else "", "如：2026")
        self.days: dict[str, QLineEdit] = {
            name: self.add_line(text, day_text(getattr(plan.dates, name)), "如：2026-03-05") for name, text in _DATES
        }
        for field in (self.title, self.year, *self.days.values()):
            field.textChanged.connect(self._look)
        give_size(self, 39, 23)
        self._look()

    def _look(self) -> None:
        self.say(self._missing())

    def _missing(self) -> str:
        if not self.title.text().strip():
            return "请填写标题。"
        year = self.year.text().strip()
        if year and not (year.isdecimal() and 1949 <= int(year) <= 2199):
            return "年度请写四位数字，如 2026。"
        for (name, text), field in zip(_DATES, self.days.values(), strict=True):
            if field.text().strip() and _day(self.days[name]) is None:
                return f"{text.split('(')[0]}没有看懂，请写成 2026-03-05。"
        return ""

    def plan(self) -> Plan:
        """Return the plan as it is written now."""
        year, level = self.year.text().strip(), self.level.currentText()
        return replace(
            self._plan,
            title=self.title.text().strip(),
            doc_no=self.doc_no.text().strip(),
            issuer=self.issuer.text().strip(),
            dates=PlanDates(**{name: _day(field) for name, field in self.days.items()}),
            year=int(year) if year else None,
            level=Level(level) if level in list(Level) else None,
            kind=list(PLAN_KINDS)[self.kind.currentIndex()],
        )

    @classmethod
    def ask(cls, parent: QWidget, plan: Plan, *, new: bool = True) -> Plan | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plan, parent, new=new)
        given = dialog.plan() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _day(field: QLineEdit) -> date | None:

    return read_date(field.text().strip())


PATH = " / "  # between the headings of a section path as the dialog shows it


class TaskDialog(Form):
    """Asks for the texts of one task; without 任务内容 it is none."""

    def __init__(
        self, task: Task, sections: Sequence[tuple[str, ...]], parent: QWidget | None = None, *, new: bool = True
    ) -> None:
        super().__init__("新增任务" if new else "修改任务", "新增" if new else "保存", parent)
        self.content = self.add_text("任务内容(&C)", task.content, 6)
        self.unit_text = self.add_line("责任单位(&U)", task.unit_text, "如：市教育局牵头，市民政局配合")
        self.deadline = self.add_line("完成时限(&D)", task.deadline.text, "如：11月底前、全年、2026-09-30")
        self.title = self.add_line("任务名称(&T)", task.title or "")
        self.section = QComboBox(self)
        self.section.setEditable(True)
        self.section.addItems(["", *(PATH.join(path) for path in sections if path)])
        self.section.setCurrentText(PATH.join(task.section))
        self.form.addRow("所属部分(&S)", self.section)
        self.seq = self.add_line("序号(&N)", task.seq or "", "印发文件上的序号，可空")
        self.content.textChanged.connect(self._look)
        give_size(self, 42, 24)
        self._look()
        self.content.setFocus()

    def _look(self) -> None:
        self.say("" if self.content.toPlainText().strip() else "请填写任务内容。")

    def typed(self) -> TaskEdit:
        """Return what is written now."""
        section = tuple(part.strip() for part in self.section.currentText().split("/") if part.strip())
        return TaskEdit(
            seq=self.seq.text().strip(),
            title=self.title.text().strip(),
            content=self.content.toPlainText().strip(),
            unit_text=self.unit_text.text().strip(),
            deadline=self.deadline.text().strip(),
            section=section,
        )

    @classmethod
    def ask(
        cls, parent: QWidget, task: Task, sections: Sequence[tuple[str, ...]], *, new: bool = True
    ) -> TaskEdit | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(task, sections, parent, new=new)
        given = dialog.typed() if dialog.asked() else None
        dialog.deleteLater()
        return given


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
        ("成文日期", _written_day(dates.written)),
        ("印发日期", _written_day(dates.imprint)),
        ("发布日期", _written_day(dates.published)),
        ("收文日期", _written_day(dates.received)),
        ("任务", f"{tasks} 项"),
    ]


def _written_day(day: date | None) -> str:
    return long_day(day) if day else _MISSING
