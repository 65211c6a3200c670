"""A file and what interprets it, with the last day for it and the task that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.rules.interpretations import faults, standing
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.wording.clocks import INTERPRETATION_STATES, standing_text
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.registers import FORMS
from gongkai_desk.wording.sentences import LACKS
from gongkai_desk.workdays import Workdays
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.registers.request_form import unit_box
from ui.dialogs.tasks.assign_dialog import TaskPicker
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import button, label

_TASK = 24  # characters told of a task
_NO_TASK = "（未指定）"


@dataclass(frozen=True, slots=True)
class Span:
    """By what the form counts: the day, working days, and how many of them the office has."""

    today: date
    workdays: Workdays
    days: int


class InterpretationForm(Form):
    """Asks for a file and its interpretation; without a day the file waits for one."""

    def __init__(
        self,
        one: Interpretation,
        span: Span,
        shelf: Shelf,
        words: tuple[str, str],
        parent: QWidget | None = None,
        *,
        interpreted: bool = False,
    ) -> None:
        super().__init__(*words, parent)
        self._one, self._span, self._shelf, self._task = one, span, shelf, one.task_id
        self._add_file()
        self._add_interpretation(ticked=interpreted or one.day is not None)
        self.told = label(name="dim", wrap=True, parent=self)
        self.add_wide(self.told)
        for line in (self.file_title, self.file_link, self.link, self.title):
            line.textChanged.connect(self._look)
        self.file_day.dateChanged.connect(self._look)
        self.day.field.dateChanged.connect(self._look)
        self.day.tick.toggled.connect(self._look)
        give_size(self, 38, 25)
        self._look()
        (self.title if interpreted else self.file_title).setFocus()

    def _add_file(self) -> None:
        one = self._one
        self.form.addRow(label("文件", name="heading", parent=self))
        self.file_title = self.add_line("标题(&T)", one.file_title, "如 云州市公共交通优化办法")
        self.file_doc_no = self.add_line("文号(&N)", one.file_doc_no, "如 云政发〔2026〕3号")
        self.file_day = DayField(one.file_day or self._span.today, self)
        self.form.addRow("公布日期(&D)", self.file_day)
        self.file_link = self.add_line("网址(&L)", one.file_link, "https://")
        self.unit = unit_box(self, self._shelf.unit_names(), one.unit_id)
        self.form.addRow("起草单位(&U)", self.unit)

    def _add_interpretation(self, *, ticked: bool) -> None:
        one = self._one
        self.form.addRow(label("解读材料", name="heading", parent=self))
        self.title = self.add_line("标题(&B)", one.title, "如 一图读懂公共交通优化办法")
        self.kind = QComboBox(self)
        self.kind.setEditable(True)
        self.kind.addItems(["", *FORMS])
        self.kind.setCurrentText(one.form)
        self.form.addRow("形式(&F)", self.kind)
        self.day = MaybeDay(one.day or self._span.today, ticked=ticked, word="已发布", parent=self)
        self.form.addRow("发布日期(&A)", self.day)
        self.link = self.add_line("网址(&W)", one.link, "https://")
        self.form.addRow("对应任务", self._task_row())
        self.remark = self.add_line("备注(&R)", one.remark, "如 三同步的起草、签批情况")

    def _task_row(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        self.task_name = label(self._name_of_task(), parent=made)
        row.addWidget(self.task_name, 1)
        row.addWidget(button("选择…", self._choose_task, parent=made))
        self.no_task = button("清除", self._clear_task, parent=made)
        self.no_task.setVisible(self._task is not None)
        row.addWidget(self.no_task)
        return made

    def _name_of_task(self) -> str:
        found = self._shelf.some([self._task]) if self._task is not None else []
        text = found[0].content if found else _NO_TASK
        return text if len(text) <= _TASK else f"{text[: _TASK - 1]}…"

    def _choose_task(self) -> None:
        chosen = TaskPicker.ask(self, self._shelf)
        if chosen is not None:
            self._set_task(chosen)

    def _clear_task(self) -> None:
        self._set_task(None)

    def _set_task(self, task_id: int | None) -> None:
        self._task = task_id
        self.task_name.setText(self._name_of_task())
        self.no_task.setVisible(task_id is not None)

    def interpretation(self) -> Interpretation:
        """Return the entry as it is written now."""
        return replace(
            self._one,
            file_title=self.file_title.text().strip(),
            file_doc_no=self.file_doc_no.text().strip(),
            file_link=self.file_link.text().strip(),
            file_day=self.file_day.day(),
            title=self.title.text().strip(),
            form=self.kind.currentText().strip(),
            link=self.link.text().strip(),
            day=self.day.day(),
            unit_id=self.unit.currentData(),
            task_id=self._task,
            remark=self.remark.text().strip(),
        )

    def _look(self) -> None:
        one, span = self.interpretation(), self._span
        missing = [LACKS[each] for each in faults(one, span.today)]
        if one.day is not None and not one.title:
            missing.append("请写明解读材料的标题")
        self.say("；".join(missing) + "。" if missing else "")
        found = standing(one, span.today, span.workdays, span.days)
        due = chinese_date(found.due)
        state = "，".join(filter(None, (INTERPRETATION_STATES[found.state], standing_text(found))))
        self.told.setText(f"与文件同步发布，最迟{due}（公布后{span.days}个工作日）。{state}。")

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        one: Interpretation,
        span: Span,
        shelf: Shelf,
        words: tuple[str, str],
        *,
        interpreted: bool,
    ) -> Interpretation | None:
        """Ask (``words``: title and verb); ``None`` if it was cancelled."""
        dialog = cls(one, span, shelf, words, parent, interpreted=interpreted)
        given = dialog.interpretation() if dialog.asked() else None
        dialog.deleteLater()
        return given
