"""法定和要点要求的事项: all duties of a year, those taken off too; and 法定期限, the periods that the law sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from gongkai_desk.domain.calendar import Duty
from gongkai_desk.rules.duties import LegalDuty
from gongkai_desk.standing.year_duties import duties, legal_duties, removed_duties, shipped
from ui.desk import Desk
from ui.dialogs.base.dialog import Dialog, Form, give_size
from ui.models.item_table import DutyTable, RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import button, label


@dataclass(frozen=True, slots=True)
class DutyActs:
    """What is asked of duties, one step each.

    ``open(parent, duty)`` shows one and returns the id of the task that is to be seen, ``add(parent)`` asks for a new
    one; ``restore(duty=)`` puts one on the list again, ``set_legal(duty=)`` keeps a period that the law sets.
    """

    open: Callable[[QWidget, Duty], int | None]
    add: Callable[[QWidget], None]
    restore: Callable[..., object]
    set_legal: Callable[..., object]


class DutiesDialog(Dialog):
    """A table; Enter or a double click opens a duty. ``task_wanted``: whose sentence is to be seen in its plan."""

    def __init__(self, desk: Desk, year: int, acts: DutyActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{year}年法定和要点要求的事项")
        self._desk, self._year, self._acts = desk, year, acts
        self.duties: tuple[Duty, ...] = ()
        self.task_wanted: int | None = None
        self.model = DutyTable(self)
        self.view = _view(self.model, self, (6, 17, 14))
        self.view.setAccessibleName("法定和要点要求的事项")
        self.removed = QCheckBox("显示已移除的(&V)", self)
        self.new = button("新增事项…", self.add, parent=self)
        self.opener = button("打开…", self.open_chosen, parent=self)
        self.back = button("还原", self.restore, parent=self)
        self.legal = button("法定期限…", self.show_legal, name="link", parent=self)
        self._lay_out()
        self.removed.toggled.connect(self.refresh)
        self.view.activated.connect(self.open_chosen)
        self.view.selectionModel().selectionChanged.connect(self._look)
        desk.changed.connect(self.refresh)
        give_size(self, 66, 28)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        text = "法定事项按法律法规，要点要求的事项按要点原句，依据写在最后一栏。双击打开，登记办结或另定期限。"
        column.addWidget(label(text, name="dim", wrap=True, parent=self))
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        for part in (self.new, self.opener, self.back, self.removed, self.legal):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        column.addLayout(row)

    def refresh(self) -> None:
        """Ask again for the duties."""
        library = self._desk.library
        if library is None:
            return
        here = self.chosen()
        self.duties = (removed_duties if self.removed.isChecked() else duties)(library, self._year)
        self.model.show_duties(self.duties, self._desk.today)
        keys = [duty.key for duty in self.duties]
        if self.duties:
            row = keys.index(here.key) if here is not None and here.key in keys else 0
            self.view.setCurrentIndex(self.model.index(row, 0))
        self._look()

    def chosen(self) -> Duty | None:
        """Return the duty of the current row."""
        row = self.view.currentIndex().row()
        return self.duties[row] if 0 <= row < len(self.duties) else None

    def _look(self) -> None:
        there, gone = self.chosen() is not None, self.removed.isChecked()
        self.new.setEnabled(self._desk.may_write)
        self.opener.setEnabled(there and not gone and self._desk.may_write)
        self.back.setVisible(gone)
        self.back.setEnabled(there and self._desk.may_write)

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, year: int, acts: DutyActs) -> int | None:
        """Show it until it is closed; return the id of the task that is to be seen, if any."""
        dialog = cls(desk, year, acts, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.task_wanted

    def add(self) -> None:
        """Ask for a duty of the office's own."""
        self._acts.add(self)

    def open_chosen(self) -> None:
        """Show the chosen duty and keep what is entered."""
        duty = self.chosen()
        if duty is not None and self.opener.isEnabled():
            task = self._acts.open(self, duty)
            if task is not None:
                self.task_wanted = task
                self.accept()

    def restore(self) -> None:
        """Put the chosen duty on the list again."""
        if (duty := self.chosen()) is not None:
            self._acts.restore(duty=duty)

    def show_legal(self) -> None:
        """Show the periods that the law sets."""
        dialog = LegalDialog(self._desk, self._acts.set_legal, self)
        dialog.exec()
        dialog.deleteLater()


def period_words(duty: LegalDuty) -> str:
    """Return a period in words: 20个工作日，可延20, 每年1月31日前, 5小时."""
    if duty.on:
        return f"每年{duty.on[0]}月{duty.on[1]}日前"
    unit = {"工作日": "个工作日", "小时": "小时", "日": "天"}[duty.measure.value if duty.measure else "日"]
    extension = f"，可延{duty.extension}{unit}" if duty.extension else ""
    return f"{duty.event}后{duty.length}{unit}{extension}"


class LegalDialog(Dialog):
    """The periods in a table, each with its source; the office may correct them when the law changes.

    ``keep(duty=)`` stores one as a step.
    """

    def __init__(self, desk: Desk, keep: Callable[..., object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("法定期限")
        self._desk, self._keep = desk, keep
        self.rules: tuple[LegalDuty, ...] = ()
        self.model = RecordTable(("事项", "期限", "依据"), self)
        self.view = _view(self.model, self, (14, 16))
        self.view.setAccessibleName("法定期限")
        self.change = button("修改…", self.edit, parent=self)
        self.usual = button("恢复为程序自带", self.reset, name="link", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        text = "法规修订或本地另有规定时，在这里改期限和依据；改动随台账库保存，可撤销。"
        column.addWidget(label(text, name="dim", wrap=True, parent=self))
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addWidget(self.usual)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        column.addLayout(row)
        self.view.activated.connect(self.edit)
        desk.changed.connect(self.refresh)
        give_size(self, 66, 25)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for the periods."""
        if self._desk.library is None:
            return
        row = max(self.view.currentIndex().row(), 0)
        self.rules = legal_duties(self._desk.library)
        own = {rule.key for rule, usual in zip(self.rules, shipped(), strict=True) if rule != usual}
        self.model.show(
            [
                (rule.name + ("（本单位改定）" if rule.key in own else ""), period_words(rule), _basis(rule))
                for rule in self.rules
            ]
        )
        self.view.setCurrentIndex(self.model.index(row, 0))
        for each in (self.change, self.usual):
            each.setEnabled(self._desk.may_write)

    def edit(self) -> None:
        """Ask how the chosen period is to be."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.rules) and (new := LegalForm.ask(self, self.rules[row])) is not None:
            self._keep(duty=new)

    def reset(self) -> None:
        """Let the chosen period be as shipped."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.rules):
            self._keep(duty=shipped()[row])


def _basis(rule: LegalDuty) -> str:
    return f"{rule.basis}\n{rule.remark}" if rule.remark else rule.basis


class LegalForm(Form):
    """Asks for the length or the yearly day of a period, and for its source."""

    def __init__(self, rule: LegalDuty, parent: QWidget | None = None) -> None:
        super().__init__("修改法定期限", "保存", parent)
        self._rule = rule
        self.column.insertWidget(0, label(rule.name, name="heading", wrap=True, parent=self))
        self.month, self.day, self.length, self.extension = (QSpinBox(self) for _ in range(4))
        if rule.on:
            self.month.setRange(1, 12)
            self.day.setRange(1, 31)
            self.month.setSuffix(" 月")
            self.day.setSuffix(" 日")
            self.month.setValue(rule.on[0])
            self.day.setValue(rule.on[1])
            self.form.addRow("每年(&M)", self.month)
            self.form.addRow("日期(&D)", self.day)
        else:
            suffix = f" {rule.measure.value}" if rule.measure else ""
            for field, number, name, least in (
                (self.length, rule.length, f"{rule.event}后(&L)", 1),
                (self.extension, rule.extension, "可延期(&X)", 0),
            ):
                field.setRange(least, 999)
                field.setSuffix(suffix)
                field.setValue(number)
                self.form.addRow(name, field)
        for field in (self.month, self.day) if not rule.on else (self.length, self.extension):
            field.hide()
        self.basis = self.add_line("依据(&B)", rule.basis)
        self.remark = self.add_line("说明(&R)", rule.remark)
        self.basis.textChanged.connect(self._look)
        self.month.valueChanged.connect(self._look)
        self.day.valueChanged.connect(self._look)
        give_size(self, 38, 14)
        self._look()

    def _look(self) -> None:
        if not self.basis.text().strip():
            self.say("请写明依据。")
        elif self._rule.on and not _is_day(self.month.value(), self.day.value()):
            self.say(f"{self.month.value()}月没有{self.day.value()}日。")
        else:
            self.say("")

    def rule(self) -> LegalDuty:
        """Return the period as it is to be."""
        told = replace(self._rule, basis=self.basis.text().strip(), remark=self.remark.text().strip())
        if told.on:
            return replace(told, on=(self.month.value(), self.day.value()))
        return replace(told, length=self.length.value(), extension=self.extension.value())

    @classmethod
    def ask(cls, parent: QWidget, rule: LegalDuty) -> LegalDuty | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(rule, parent)
        given = dialog.rule() if dialog.asked() else None
        dialog.deleteLater()
        return given


def _is_day(month: int, day: int) -> bool:
    """Tell whether every year has such a day."""
    try:
        date(2023, month, day)
    except ValueError:
        return False
    return True


def _view(model: RecordTable, parent: QWidget, widths: Sequence[int]) -> MergedView:
    view = record_view(model, parent)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column, characters in enumerate(widths):
        view.setColumnWidth(column, wide * characters + 18)
    return view
