"""What 回头看 and 整改 ask for: from where, how items go on this year, an entry, a re-check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.domain.year.lookback import Recheck
from gongkai_desk.wording.year.refusals import YEAR_LACKS
from ui.dialogs.base.dialog import Form, give_size
from ui.models.task_table import short_seq
from ui.widgets.fields import DayField, FileField, FolderField, MaybeDay
from ui.widgets.tick_list import TickList

Named = Sequence[tuple[int, str]]
"""Units: id and name."""
_TABLES = "旧台账 (*.xlsx *.xls *.et *.ods *.docx *.doc *.wps *.pdf *.ofd);;所有文件 (*)"
_MONTH = timedelta(days=30)  # that units are usually given


class Where(Enum):
    """From where a year is looked back at."""

    OWN = "本台账库的要点"
    LIBRARY = "上年的台账库（只读）"
    FILE = "旧台账文件（Excel、Word 等）"


@dataclass(frozen=True, slots=True)
class BeginAsked:
    """What is looked back at: ``plan_id`` of this library, or ``path``; ``goes_on``: this year's plan."""

    where: Where
    plan_id: int | None = None
    path: Path | None = None
    year: int | None = None
    goes_on: int | None = None


class BeginForm(Form):
    """Asks from where; the plan of the year before stands ready."""

    def __init__(self, plans: Sequence[StoredPlan], today: date, parent: QWidget | None = None) -> None:
        super().__init__("开始回头看", "开始(&B)", parent)
        self.where = QComboBox(self)
        for each in Where:
            self.where.addItem(each.value, each)
        self.form.addRow("从哪里取上年任务(&F)", self.where)
        self.plan = _plans(self, [plan for plan in plans if plan.year and plan.year < today.year] or plans)
        self.form.addRow("要点(&P)", self.plan)
        self.folder = FolderField("选择上年的台账库文件夹", parent=self)
        self.form.addRow("台账库(&K)", self.folder)
        self.file = FileField("选择旧台账", _TABLES, self)
        self.form.addRow("文件(&W)", self.file)
        self.year = QSpinBox(self)
        self.year.setRange(2000, today.year)
        self.year.setValue(today.year - 1)
        self.year.setSuffix(" 年")
        self.form.addRow("看哪一年(&Y)", self.year)
        self.goes_on = _plans(self, [plan for plan in plans if plan.year == today.year] or plans)
        self.form.addRow("本年的要点(&T)", self.goes_on)
        self.where.currentIndexChanged.connect(self._look)
        for field in (self.folder, self.file):
            field.line.textChanged.connect(self._look)
        self._look()
        give_size(self, 42, 12)

    def _look(self) -> None:
        where = self.where.currentData()
        shown = {
            self.plan: where is Where.OWN,
            self.folder: where is Where.LIBRARY,
            self.file: where is Where.FILE,
            self.year: where is not Where.OWN,
            self.goes_on: where is not Where.OWN,
        }
        for field, is_shown in shown.items():
            self.form.setRowVisible(field, is_shown)
        self.say(self._missing(where))

    def _missing(self, where: Where) -> str:
        if where is Where.OWN:
            return "" if self.plan.count() else "台账库里还没有要点。"
        field = self.folder if where is Where.LIBRARY else self.file
        told = "请选择上年的台账库文件夹（.gkdesk）。" if where is Where.LIBRARY else "请选择旧台账文件。"
        return "" if field.path() else told

    def told(self) -> BeginAsked:
        """Return what was chosen."""
        where = self.where.currentData()
        if where is Where.OWN:
            return BeginAsked(where, plan_id=int(self.plan.currentData()))
        path = self.folder.path() if where is Where.LIBRARY else self.file.path()
        return BeginAsked(where, path=path, year=self.year.value(), goes_on=self.goes_on.currentData())

    @classmethod
    def ask(cls, parent: QWidget, plans: Sequence[StoredPlan], today: date) -> BeginAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plans, today, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


def _plans(parent: QWidget, plans: Iterable[StoredPlan]) -> QComboBox:
    made = QComboBox(parent)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for plan in plans:
        made.addItem(plan.title, plan.id)
    return made


class CarryForm(Form):
    """Asks with which plan unfinished items go on, and until when."""

    def __init__(self, plans: Sequence[StoredPlan], count: int, parent: QWidget | None = None) -> None:
        super().__init__(f"转入本年（{count} 项）", "转入(&B)", parent)
        self.plan = _plans(self, plans)
        self.form.addRow("转入哪份要点(&P)", self.plan)
        self.deadline = self.add_line("本年完成时限(&D)", "年底前", "如 9月底前；空着则时限待确认")
        self.say("" if plans else "还没有下一年的要点，请先导入或新建。")
        give_size(self, 40, 9)

    @classmethod
    def ask(cls, parent: QWidget, plans: Sequence[StoredPlan], count: int) -> tuple[int, str] | None:
        """Ask; return the plan and the deadline, ``None`` if it was cancelled."""
        dialog = cls(plans, count, parent)
        told = (int(dialog.plan.currentData()), dialog.deadline.text().strip()) if dialog.asked() else None
        dialog.deleteLater()
        return told


class TieForm(Form):
    """Asks which tasks of this year go on with an item: one, or several where it was split."""

    def __init__(
        self, name: str, tasks: Sequence[StoredTask], ticked: Iterable[int], parent: QWidget | None = None
    ) -> None:
        super().__init__("选择本年的任务", "确定(&B)", parent)
        rows = [(task.id, f"{short_seq(task)}　{(task.title or task.content)[:40]}", task.content) for task in tasks]
        self.tasks = TickList(rows, "项任务", self)
        self.tasks.show_ticked(ticked)
        self.add_wide(self.tasks)
        self.note.setText(f"上年任务：{name}")
        self.note.show()
        give_size(self, 46, 28)

    @classmethod
    def ask(
        cls, parent: QWidget, name: str, tasks: Sequence[StoredTask], ticked: Iterable[int]
    ) -> tuple[int, ...] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(name, tasks, ticked, parent)
        told = tuple(dialog.tasks.ticked()) if dialog.asked() else None
        dialog.deleteLater()
        return told


# ---- 整改


class RectifyForm(Form):
    """Asks for an entry of the 整改台账; an entry with an id is changed."""

    def __init__(self, old: Rectification, units: Named, parent: QWidget | None = None) -> None:
        super().__init__("修改整改事项" if old.id else "登记整改事项", "保存(&B)" if old.id else "登记(&B)", parent)
        self._old = old
        self.problem = self.add_text("存在问题(&P)", old.problem, lines=3)
        self.unit = QComboBox(self)
        self.unit.addItem("（未定）", None)
        for number, name in units:
            self.unit.addItem(name, number)
        self.unit.setCurrentIndex(max(0, self.unit.findData(old.unit_id)))
        self.form.addRow("责任单位(&U)", self.unit)
        self.measure = self.add_text("整改措施(&M)", old.measure, lines=3)
        self.person = self.add_line("责任人(&N)", old.person)
        self.phone = self.add_line("电话(&T)", old.phone)
        self.due = MaybeDay(old.due or old.day + _MONTH, ticked=bool(old.due or not old.id), word="限期", parent=self)
        self.form.addRow("整改时限(&D)", self.due)
        self.problem.textChanged.connect(self._look)
        self._look()
        give_size(self, 44, 22)

    def _look(self) -> None:
        self.say("" if self.problem.toPlainText().strip() else f"{YEAR_LACKS['problem']}。")

    def told(self) -> Rectification:
        """Return the entry as it was filled in."""
        return replace(
            self._old,
            problem=self.problem.toPlainText().strip(),
            unit_id=self.unit.currentData(),
            measure=self.measure.toPlainText().strip(),
            person=self.person.text().strip(),
            phone=self.phone.text().strip(),
            due=self.due.day(),
        )

    @classmethod
    def ask(cls, parent: QWidget, old: Rectification, units: Named) -> Rectification | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(old, units, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


class RecheckForm(Form):
    """Asks what a re-check found; passed, it may be closed at once."""

    def __init__(self, count: int, who: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(f"复查（{count} 项）" if count > 1 else "复查", "保存(&B)", parent)
        self.passed = QComboBox(self)
        self.passed.addItem("通过，整改到位", True)
        self.passed.addItem("未通过，继续整改", False)
        self.form.addRow("复查结果(&R)", self.passed)
        self.findings = self.add_text("复查情况(&P)", lines=3)
        self.person = self.add_line("复查人(&N)", who)
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("复查日期(&D)", self.day)
        self.close_too = QCheckBox("同时销号(&C)", self)
        self.close_too.setChecked(True)
        self.form.addRow("", self.close_too)
        self.due = MaybeDay(today + _MONTH, ticked=True, word="另定时限", parent=self)
        self.form.addRow("新的时限(&T)", self.due)
        self.passed.currentIndexChanged.connect(self._look)
        self._look()
        give_size(self, 40, 17)

    def _look(self) -> None:
        passed = bool(self.passed.currentData())
        self.form.setRowVisible(self.close_too, passed)
        self.form.setRowVisible(self.due, not passed)

    def told(self) -> tuple[Recheck, bool]:
        """Return what was found, and whether the entries are closed."""
        passed = bool(self.passed.currentData())
        words = self.findings.toPlainText().strip(), self.person.text().strip()
        found = Recheck(passed, *words, self.day.day(), None if passed else self.due.day())
        return found, passed and self.close_too.isChecked()

    @classmethod
    def ask(cls, parent: QWidget, count: int, who: str, today: date) -> tuple[Recheck, bool] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(count, who, today, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


class DueForm(Form):
    """Asks until when things are put right."""

    def __init__(self, title: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(title, "列入(&B)", parent)
        self.due = MaybeDay(today + _MONTH, ticked=True, word="限期", parent=self)
        self.form.addRow("整改时限(&D)", self.due)

    @classmethod
    def ask(cls, parent: QWidget, title: str, today: date) -> tuple[date | None] | None:
        """Ask; return the day (which may be none), ``None`` if it was cancelled."""
        dialog = cls(title, today, parent)
        told = (dialog.due.day(),) if dialog.asked() else None
        dialog.deleteLater()
        return told
