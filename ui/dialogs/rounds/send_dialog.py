"""下发填报表: of which plan and period, to whom, until when, how, where to; a line says what will happen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gongkai_desk.domain.cycle.books import SendOrder
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.rules.light.cycles import longer_periods
from gongkai_desk.standing.cycle.books import is_marked
from gongkai_desk.standing.cycle.owed import PlanOwed, owed, span_of, usual_closing
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.report_periods import period_choices
from gongkai_desk.store.library import Library
from gongkai_desk.wording.days import left_sentence, weekday
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.rounds import sending_sentence
from ui.desk import Desk
from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.fields import DayField
from ui.widgets.notices import button, label
from ui.widgets.tick_list import TickList


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the dialog begins with: the plan, a period, the units that are ticked (all that owe something)."""

    plan: StoredPlan
    period: str = ""
    unit_ids: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class SendAnswer:
    """What is to go out, and the folder of its papers."""

    order: SendOrder
    folder: Path


class SendDialog(Form):
    """Units with what they owe at the left, how it goes out at the right."""

    def __init__(self, desk: Desk, library: Library, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__("下发填报表", "下发", parent)
        self._desk, self._library, self._wanted = desk, library, wanted
        self._days = office_workdays(library)
        self._found: PlanOwed | None = None
        self.period = QComboBox(self)
        self.closing = DayField(desk.today, self)
        self.weekday = label(name="dim", wrap=True, parent=self)
        self.shared = QCheckBox("任务相同的单位共用一份(&S)", self)
        self.previous = QCheckBox("带上期进展，用 A3 纸(&V)", self)
        self.previous.setChecked(True)
        self.mail = QCheckBox("另做邮件草稿(&E)", self)
        self.zip = QCheckBox("另打一个压缩包(&Z)", self)
        self.internal = QCheckBox("标明“内部资料”(&I)", self)
        self.confirmed = QCheckBox("报送渠道已经确认(&Q)", self)
        self.means = QLineEdit(self)
        self.means.setPlaceholderText("如 政务微信群、公文系统")
        self.folder = QLineEdit(str(desk.settings.export_folder), self)
        self.units = TickList((), "个单位", self)
        self.left = QVBoxLayout()
        self._lay_out()
        self._fill_periods()
        self._wire()
        self._ask()
        self.accept_button.setDefault(False)  # Enter in a field must not send anything
        give_size(self, 78, 34)

    # -- building

    def _lay_out(self) -> None:
        day = QHBoxLayout()
        day.setSpacing(8)
        day.addWidget(self.closing)
        day.addWidget(self.weekday, 1)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(button("选择…", self._choose_folder, parent=self))
        self.form.addRow("期次(&P)", self.period)
        self._row("报送截止(&U)", day, self.closing)
        self.form.addRow("下发方式(&M)", self.means)
        self._row("保存到(&F)", folder, self.folder)
        for each in (self.shared, self.previous, self.mail, self.zip, self.internal, self.confirmed):
            self.form.addRow("", each)
        self.plan = label(f"《{self._wanted.plan.title}》", name="heading", wrap=True, parent=self)
        self.left.setSpacing(8)
        self.left.addWidget(label("本期有任务要报的单位", name="heading", parent=self))
        self.left.addWidget(self.units, 1)
        right = QVBoxLayout()
        self.column.removeItem(self.form)
        right.addLayout(self.form)
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(self.left, 4)
        halves.addLayout(right, 5)
        self.what = label(name="dim", wrap=True, parent=self)
        self.column.insertWidget(0, self.plan)
        self.column.insertLayout(1, halves, 1)
        self.column.insertWidget(2, self.what)

    def _row(self, name: str, layout: QHBoxLayout, buddy: QWidget) -> None:
        made = QLabel(name, self)
        made.setBuddy(buddy)
        self.form.addRow(made, layout)

    def _fill_periods(self) -> None:
        today = self._desk.today
        named, now = period_choices(self._library, today)
        for name in dict.fromkeys((*named, *longer_periods(today), self._wanted.period)):
            if name:
                self.period.addItem(period_text(name), name)
        self.period.setCurrentIndex(max(0, self.period.findData(self._wanted.period or now)))

    def _wire(self) -> None:
        self.period.currentIndexChanged.connect(self._ask)
        self.closing.dateChanged.connect(self._look)
        self.folder.textChanged.connect(self._look)
        for each in (self.shared, self.mail, self.zip, self.internal, self.confirmed):
            each.toggled.connect(self._look)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "填报表保存到", self.folder.text())
        if name:
            self.folder.setText(name)

    # -- asking the library

    def _ask(self) -> None:
        """Ask what units owe for the period, and when it is due."""
        span, today = span_of(str(self.period.currentData())), self._desk.today
        if span is None:
            return
        self._found = owed(self._library, self._wanted.plan.id, span, today)
        rows = [(each.unit.id, f"{each.unit.name}　{len(each.rows)}项", each.unit.short) for each in self._found.asked]
        made = TickList(rows, "个单位", self)
        self.left.replaceWidget(self.units, made)
        self.units.hide()  # until it is freed it would stand in the corner
        self.units.deleteLater()
        self.units = made
        wanted = self._wanted.unit_ids
        made.show_ticked(number for number, _, _ in rows if wanted is None or number in wanted)
        made.changed.connect(self._look)
        self.closing.blockSignals(True)
        self.closing.show_day(usual_closing(self._library, span, today))
        self.closing.blockSignals(False)
        self._look()

    def _look(self) -> None:
        """Say what is missing, and what will happen."""
        day, today, found = self.closing.day(), self._desk.today, self._found
        self.weekday.setText(f"{weekday(day)}，{left_sentence(day, today, self._days)}")
        ticked = set(self.units.ticked())
        marked = is_marked(self.order(), self._wanted.plan)
        self.confirmed.setEnabled(marked)
        chosen = [each for each in found.asked if each.unit.id in ticked] if found else []
        if not chosen:
            self.say("请勾选要下发的单位。" if found and found.asked else "这一期没有单位有要报的任务。")
        elif day < today:
            self.say("报送截止日期早于今天，请改晚一些。")
        elif marked and self.mail.isChecked() and not self.confirmed.isChecked():
            self.say("内部资料和征求意见稿不做邮件草稿；渠道确认过的，请勾选“报送渠道已经确认”。")
        elif not Path(self.folder.text().strip()).is_dir():
            self.say("保存的文件夹不存在，请点“选择…”另选。")
        else:
            self.say("")
        tasks = {row.task.id for each in chosen for row in each.rows}
        nobody = len(found.open_tasks) if found else 0
        worded = not marked or self.confirmed.isChecked()
        self.what.setText(sending_sentence(len(chosen), len(tasks), nobody, worded=worded) if chosen else "")
        self.accept_button.setText(f"下发 {len(chosen)} 家(&G)" if chosen else "下发(&G)")

    # -- the answer

    def order(self) -> SendOrder:
        """Return what is to go out."""
        return SendOrder(
            self._wanted.plan.id,
            str(self.period.currentData()),
            self.closing.day(),
            frozenset(self.units.ticked()),
            shared=self.shared.isChecked(),
            previous=self.previous.isChecked(),
            mail=self.mail.isChecked(),
            zipped=self.zip.isChecked(),
            internal=self.internal.isChecked(),
            confirmed=self.confirmed.isEnabled() and self.confirmed.isChecked(),
            means=self.means.text().strip(),
        )

    def answer(self) -> SendAnswer:
        """Return what was chosen."""
        return SendAnswer(self.order(), Path(self.folder.text().strip()))

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, library: Library, wanted: Wanted) -> SendAnswer | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(desk, library, wanted, parent)
        answer = dialog.answer() if dialog.asked() else None
        dialog.deleteLater()
        return answer
