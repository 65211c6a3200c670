"""设置 · 催办: what slips are called, when they are sent, how long an answer may take, when they rise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.light import USUAL_THRESHOLDS as USUAL
from gongkai_desk.domain.light import Scheme
from gongkai_desk.domain.slips import SlipKind
from gongkai_desk.rules.interpretations import DAYS
from gongkai_desk.rules.requests import USUAL as LAW
from gongkai_desk.rules.work.slips import USUAL_RULES, Escalation
from gongkai_desk.store.settings import OFFICE, UNIT
from gongkai_desk.wording.slips import SLIP_KINDS, TRIGGERS
from ui.dialogs.base.dialog import Form, give_size
from ui.settings import LARGEST_POINTS, SMALLEST_POINTS
from ui.widgets.notices import button, label, thin_line

_OF_ALL = {"slip.signer": "", "slip.contact": "", "slip.phone": ""}
_YEAR, _NUMBER = ("{year}", "××××"), ("{number}", "×")  # as stored, as a clerk writes it


def _of_kind(kind: SlipKind) -> dict[str, str]:
    usual = USUAL_RULES[kind]
    triggers = " ".join(why for why in TRIGGERS if why in usual.triggers)
    values = {"title": usual.title, "number": usual.number, "demand": usual.demand, "triggers": triggers}
    values["answer_days"] = str(usual.answer_days)
    return {f"slip.{kind}.{name}": value for name, value in values.items()}


SLIP_NAMES: dict[str, str] = {
    **_OF_ALL,
    "slip.after": str(Escalation().after),
    "slip.copy_to": Escalation().copy_to,
    **{name: value for kind in SlipKind for name, value in _of_kind(kind).items()},
}
"""Settings of slips with what they are until set."""


class SlipSettings(QWidget):
    """One form for all kinds: the kind is chosen above, its values are kept while others are looked at."""

    def __init__(self, office: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = {name: office[name] or usual for name, usual in SLIP_NAMES.items()}
        self._kind = SlipKind.CHASE
        self.signer, self.contact, self.phone = (QLineEdit(office[name], self) for name in _OF_ALL)
        self.kind = QComboBox(self)
        self.kind.addItems(list(SLIP_KINDS.values()))
        self.kind.setCurrentText(SLIP_KINDS[self._kind])
        self.title, self.number = QLineEdit(self), QLineEdit(self)
        self.demand = QPlainTextEdit(self)
        self.days, self.after = QSpinBox(self), QSpinBox(self)
        self.triggers = {why: QCheckBox(word, self) for why, word in TRIGGERS.items()}
        self.copy_to = QLineEdit(self._values["slip.copy_to"], self)
        self.example = label(name="dim", wrap=True, parent=self)
        self._dress()
        self._lay_out()
        self._show()
        self.kind.currentTextChanged.connect(self._turn_to)
        self.number.textChanged.connect(self._say_example)
        for tick in self.triggers.values():
            tick.toggled.connect(self._say_example)

    def _dress(self) -> None:
        self.demand.setObjectName("edit")
        self.demand.setTabChangesFocus(True)
        self.demand.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 14)
        self.days.setRange(1, 30)
        self.days.setSuffix(" 个工作日")
        self.after.setRange(1, 9)
        self.after.setSuffix(" 次没有回执")
        self.after.setValue(int(self._values["slip.after"]) if self._values["slip.after"].isdecimal() else 2)
        self.number.setToolTip("××××代表年份，×代表号数")

    def _lay_out(self) -> None:
        people = QHBoxLayout()
        people.setSpacing(8)
        for name, field in (("签发人", self.signer), ("联系人", self.contact), ("电话", self.phone)):
            field.setAccessibleName(name)
            people.addWidget(label(name, name="dim", parent=self))
            people.addWidget(field, 1)
        ticks = QGridLayout()
        ticks.setHorizontalSpacing(14)
        for place, tick in enumerate(self.triggers.values()):
            ticks.addWidget(tick, place // 3, place % 3)
        rise = QHBoxLayout()
        rise.setSpacing(8)
        self.copy_to.setAccessibleName("红色督办单抄送")
        rise.addWidget(self.after)
        rise.addWidget(label("升一色；红色的抄送", parent=self))
        rise.addWidget(self.copy_to, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("单子种类(&K)", self.kind)
        form.addRow("名称(&T)", self.title)
        number = QHBoxLayout()
        number.setSpacing(8)
        number.addWidget(self.number, 1)
        number.addWidget(self.example, 1)
        named = QLabel("编号格式(&N)", self)
        named.setBuddy(self.number)
        form.addRow(named, number)
        form.addRow("哪些情形发", ticks)
        form.addRow("反馈天数(&D)", self.days)
        form.addRow("办理要求(&Q)", self.demand)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 4)
        column.setSpacing(10)
        column.addLayout(people)
        column.addWidget(thin_line(self))
        column.addLayout(form)
        column.addWidget(thin_line(self))
        column.addWidget(label("三色督办单升级", name="heading", parent=self))
        column.addLayout(rise)
        column.addStretch(1)

    # -- one kind at a time

    def _turn_to(self, word: str) -> None:
        self._keep()
        self._kind = next(kind for kind, name in SLIP_KINDS.items() if name == word)
        self._show()

    def _name(self, name: str) -> str:
        return f"slip.{self._kind}.{name}"

    def _show(self) -> None:
        """Show the values of the chosen kind."""
        self.title.setText(self._values[self._name("title")])
        self.number.setText(_written(self._values[self._name("number")]))
        self.demand.setPlainText(self._values[self._name("demand")])
        days = self._values[self._name("answer_days")]
        self.days.setValue(int(days) if days.isdecimal() else USUAL_RULES[self._kind].answer_days)
        named = self._values[self._name("triggers")].split()
        for why, tick in self.triggers.items():
            tick.setChecked(why in named)
        self._say_example()

    def _keep(self) -> None:
        """Keep what the form shows; an empty name, number or demand is as usual, and so is a number without 号."""
        usual = SLIP_NAMES
        number = _stored(self.number.text().strip())
        texts = {"title": self.title.text().strip(), "demand": self.demand.toPlainText().strip()}
        texts["number"] = number if _NUMBER[0] in number else ""
        texts["triggers"] = " ".join(why for why, tick in self.triggers.items() if tick.isChecked())
        for name, text in texts.items():
            self._values[self._name(name)] = text or usual[self._name(name)]
        self._values[self._name("answer_days")] = str(self.days.value())

    def _say_example(self) -> None:
        """Say what the next number looks like, or why a form of numbers or a choice of causes cannot be."""
        number = _stored(self.number.text())
        if _NUMBER[0] not in number:
            self.example.setText("要有×代表号数，否则仍用原来的格式。")
        elif not any(tick.isChecked() for tick in self.triggers.values()):
            self.example.setText("至少勾选一种情形，否则仍按原来的情形。")
        else:
            self.example.setText(f"如：{number.replace(_YEAR[0], '2026').replace(_NUMBER[0], '1')}")

    def values(self) -> dict[str, str]:
        """Return all settings of slips as they are now."""
        self._keep()
        people = (self.signer, self.contact, self.phone)
        return {
            **self._values,
            **{name: field.text().strip() for name, field in zip(_OF_ALL, people, strict=True)},
            "slip.after": str(self.after.value()),
            "slip.copy_to": self.copy_to.text().strip() or SLIP_NAMES["slip.copy_to"],
        }


def _written(text: str) -> str:
    for stored, written in (_YEAR, _NUMBER):
        text = text.replace(stored, written)
    return text


def _stored(text: str) -> str:
    for stored, written in (_YEAR, _NUMBER):
        text = text.replace(written, stored)
    return text


LOOKS = {"system": "跟随系统", "light": "浅色", "dark": "深色"}
SCHEMES = {Scheme.GREEN_YELLOW_RED: "绿、黄、红", Scheme.BLUE_YELLOW_RED: "蓝、黄、红"}
_LIMITS = {
    "light.due_soon": ("到期前多少天提醒", USUAL.due_soon, " 天"),
    "light.report_soon": ("报送前多少个工作日提醒", USUAL.report_soon, " 个工作日"),
    "light.report_grace": ("逾期未报宽限", USUAL.report_grace, " 个工作日"),
    "light.verify": ("核查应在多少个工作日内完成", USUAL.verify, " 个工作日"),
    "request.reply": ("依申请公开答复期限", LAW.reply, " 个工作日"),
    "request.soon": ("依申请公开到期前多少个工作日提醒", LAW.soon, " 个工作日"),
    "interpretation.days": ("政策解读最迟在文件公布后", DAYS, " 个工作日"),
}
NAMES = (
    {OFFICE: "", UNIT: "", "light.scheme": USUAL.scheme.value} | {k: str(v[1]) for k, v in _LIMITS.items()} | SLIP_NAMES
)
"""Settings of the office with what they are until set."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was set: the clerk's own, and the office's by name (``None`` without a library)."""

    who: str
    points: int
    look: str
    backup_folder: Path
    office: Mapping[str, str] | None


class SettingsDialog(Form):
    """Two tabs; the office's cannot be set without a library that takes changes."""

    def __init__(self, own: Chosen, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__("设置", "确定", parent)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._own(own), "经办人")
        if own.office is not None:
            tab = self._office(own.office)
            tab.setEnabled(may_write)
            self.tabs.addTab(tab, "本单位")
            limits = self._limits(own.office)
            limits.setEnabled(may_write)
            self.tabs.addTab(limits, "提醒")
            self.slips = SlipSettings(office=own.office, parent=self)
            self.slips.setEnabled(may_write)
            self.tabs.addTab(self.slips, "催办")
        self.column.insertWidget(0, self.tabs, 1)
        give_size(self, 39, 18)

    def _own(self, own: Chosen) -> QWidget:
        made, form = _page(self)
        self.who = QLineEdit(own.who, made)
        self.who.setPlaceholderText("写在变更记录里")
        self.points = QSpinBox(made)
        self.points.setRange(SMALLEST_POINTS, LARGEST_POINTS)
        self.points.setSuffix(" 磅")
        self.points.setValue(own.points)
        self.look = QComboBox(made)
        self.look.addItems(list(LOOKS.values()))
        self.look.setCurrentText(LOOKS[own.look])
        self.folder = QLineEdit(str(own.backup_folder), made)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(button("选择…", self._choose_folder, parent=made))
        form.addRow("姓名(&N)", self.who)
        form.addRow("文字大小(&Z)", self.points)
        form.addRow("外观(&A)", self.look)
        name = QLabel("备份文件夹(&B)", made)
        name.setBuddy(self.folder)
        form.addRow(name, row)
        return made

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "备份文件夹", self.folder.text())
        if name:
            self.folder.setText(name)

    def _office(self, office: Mapping[str, str]) -> QWidget:
        made, form = _page(self)
        self.office = QLineEdit(office[OFFICE], made)
        self.office.setPlaceholderText("如：云州市政务公开办公室")
        self.unit = QLineEdit(office[UNIT], made)
        self.unit.setPlaceholderText("如：云州市人民政府办公室；印在台账的填报单位处")
        form.addRow("办公室名称(&O)", self.office)
        form.addRow("本单位(&U)", self.unit)
        form.addRow(label("随台账库保存，换电脑也在。", name="dim", wrap=True, parent=made))
        return made

    def _limits(self, office: Mapping[str, str]) -> QWidget:
        made, form = _page(self)
        self.limits: dict[str, QSpinBox] = {}
        for name, (text, _, suffix) in _LIMITS.items():
            field = QSpinBox(made)
            field.setRange(0, 90)
            field.setSuffix(suffix)
            field.setValue(int(office[name]) if office[name].isdecimal() else int(NAMES[name]))
            self.limits[name] = field
            form.addRow(text, field)
        self.scheme = QComboBox(made)
        self.scheme.addItems(list(SCHEMES.values()))
        self.scheme.setCurrentText(SCHEMES[Scheme(office["light.scheme"])])
        form.addRow("灯的颜色", self.scheme)
        return made

    def chosen(self, *, with_office: bool) -> Chosen:
        """Return what is set now."""
        looks = {text: name for name, text in LOOKS.items()}
        office = self._office_values() if with_office else None
        folder = Path(self.folder.text().strip() or Path.home())
        return Chosen(self.who.text().strip(), self.points.value(), looks[self.look.currentText()], folder, office)

    def _office_values(self) -> dict[str, str]:
        schemes = {text: scheme for scheme, text in SCHEMES.items()}
        return {
            OFFICE: self.office.text().strip(),
            UNIT: self.unit.text().strip(),
            "light.scheme": schemes[self.scheme.currentText()].value,
            **{name: str(field.value()) for name, field in self.limits.items()},
            **self.slips.values(),
        }

    @classmethod
    def ask(cls, parent: QWidget, own: Chosen, *, may_write: bool) -> Chosen | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(own, may_write=may_write, parent=parent)
        given = dialog.chosen(with_office=own.office is not None and may_write) if dialog.asked() else None
        dialog.deleteLater()
        return given


def _page(parent: QWidget) -> tuple[QWidget, QFormLayout]:
    made = QWidget(parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(4, 14, 4, 4)
    form = QFormLayout()
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    column.addLayout(form)
    column.addStretch(1)
    return made, form
