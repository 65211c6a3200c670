"""出催办单: whom, until when, signed by whom, where to; beside it the slip as it will read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.slips import Slip
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.settings import setting
from gongkai_desk.wording.days import weekday
from gongkai_desk.wording.slips import slip_text
from ui.days import left_sentence
from ui.desk import Desk
from ui.dialogs.forms import Form, give_size
from ui.dialogs.slip_picker import Scope, SlipPicker
from ui.widgets.day_field import DayField
from ui.widgets.plain import button, label

SIGNER, CONTACT, PHONE, APART = "slip.signer", "slip.contact", "slip.phone", "slip.apart"
"""Settings of the office that the dialog starts from and that the next one finds."""


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """What is to be issued: slips without numbers, where to, a file each or one for all, what to remember."""

    drafts: tuple[Slip, ...]
    folder: Path
    apart: bool
    remember: dict[str, str]


class SlipDialog(Form):
    """Units and items at the left, what all slips bear and the text of the current one at the right."""

    def __init__(self, desk: Desk, scopes: Sequence[Scope], parent: QWidget | None = None) -> None:
        super().__init__("出催办单", "生成", parent)
        assert desk.library is not None
        self._desk, self._days = desk, office_workdays(desk.library)
        self._own_day = False  # a clerk chose the day; until then each slip keeps that of its kind
        names = (SIGNER, CONTACT, PHONE)
        self.signer, self.contact, self.phone = (QLineEdit(setting(desk.library, name), self) for name in names)
        self.until = DayField(desk.today, self)
        self.weekday = label(name="dim", wrap=True, parent=self)
        self.folder = QLineEdit(str(desk.settings.export_folder), self)
        self.apart = QCheckBox("每个单位一个文件(&E)", self)
        self.apart.setChecked(setting(desk.library, APART) == "1")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setObjectName("edit")
        self.text.setAccessibleName("催办单预览")
        self.picker = SlipPicker(desk, scopes, "单子种类(&K)", self)
        self._lay_out()
        self._wire()
        self._start_day()
        self.accept_button.setDefault(False)  # Enter in a field must not issue anything
        give_size(self, 84, 38)
        self.picker.view.setFocus()

    def _lay_out(self) -> None:
        day = QHBoxLayout()
        day.setSpacing(8)
        day.addWidget(self.until)
        day.addWidget(self.weekday, 1)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(button("选择…", self._choose_folder, parent=self))
        self._row("反馈时限(&U)", day, self.until)
        self.form.addRow("签发人(&S)", self.signer)
        self.form.addRow("联系人(&C)", self.contact)
        self.form.addRow("联系电话(&P)", self.phone)
        self._row("保存到(&F)", folder, self.folder)
        self.form.addRow("", self.apart)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.column.removeItem(self.form)
        right.addLayout(self.form)
        right.addWidget(label("单子内容", name="heading", parent=self))
        right.addWidget(self.text, 1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self.picker, 5)
        halves.addLayout(right, 4)
        self.column.insertLayout(0, halves, 1)

    def _row(self, name: str, layout: QHBoxLayout, buddy: QWidget) -> None:
        made = QLabel(name, self)
        made.setBuddy(buddy)
        self.form.addRow(made, layout)

    def _wire(self) -> None:
        self.picker.changed.connect(self._look)
        self.picker.looked_at.connect(self._preview)
        self.picker.kind.currentIndexChanged.connect(self._start_day)
        self.until.dateChanged.connect(self._take_day)
        for field in (self.signer, self.contact, self.phone):
            field.textChanged.connect(self._preview)
        self.folder.textChanged.connect(self._look)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "催办单保存到", self.folder.text())
        if name:
            self.folder.setText(name)

    def _start_day(self) -> None:
        """Begin again with the day that the kind's rule gives."""
        self._own_day = False
        self._look()

    def _follow_rule(self) -> None:
        """Show the earliest day that the rules give for what is ticked."""
        days = [slip.answer_until for slip in self.picker.chosen()]
        self.until.blockSignals(True)
        self.until.show_day(min(days, default=self._days.add(self._desk.today, 3)))
        self.until.blockSignals(False)

    def _take_day(self) -> None:
        self._own_day = True
        self._look()

    def _filled(self, slip: Slip) -> Slip:
        """Return a slip with what was entered for all."""
        until = self.until.day() if self._own_day else slip.answer_until
        signer, contact, phone = (line.text().strip() for line in (self.signer, self.contact, self.phone))
        return replace(slip, answer_until=until, signer=signer, contact=contact, phone=phone)

    def _preview(self) -> None:
        current = self.picker.current()
        self.text.setPlainText(slip_text(self._filled(current)) if current is not None and current.tasks else "")

    def _look(self) -> None:
        """Say what is missing, and on which day of the week answers are due."""
        if not self._own_day:
            self._follow_rule()
        chosen, day = self.picker.chosen(), self.until.day()
        several = not self._own_day and len({slip.answer_until for slip in chosen}) > 1
        told = f"{weekday(day)}，{left_sentence(day, self._desk.today, self._days)}"
        self.weekday.setText(f"{told}；各色按各自的反馈天数" if several else told)
        if not chosen:
            self.say("请勾选单位或事项。")
        elif day < self._desk.today:
            self.say("反馈时限早于今天，请改晚一些。")
        elif self._own_day and not self._days.is_workday(day):
            self.say(f"{day.isoformat()} 不是工作日，反馈时限请选工作日。")
        elif not Path(self.folder.text().strip()).is_dir():
            self.say("保存的文件夹不存在，请点“选择…”另选。")
        else:
            self.say("")
        self.accept_button.setText(f"生成 {len(chosen)} 份(&G)" if chosen else "生成(&G)")
        self._preview()

    def order(self) -> SlipOrder:
        """Return what was chosen and entered."""
        remember = {
            SIGNER: self.signer.text().strip(),
            CONTACT: self.contact.text().strip(),
            PHONE: self.phone.text().strip(),
            APART: "1" if self.apart.isChecked() else "",
        }
        drafts = tuple(self._filled(slip) for slip in self.picker.chosen())
        return SlipOrder(drafts, Path(self.folder.text().strip()), self.apart.isChecked(), remember)

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, scopes: Sequence[Scope]) -> SlipOrder | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(desk, scopes, parent)
        order = dialog.order() if dialog.asked() else None
        dialog.deleteLater()
        return order
