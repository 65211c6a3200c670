"""设置: the clerk's own (name, text size, look, folder of backups), and the office's, kept in its library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.light import USUAL_THRESHOLDS as USUAL
from gongkai_desk.domain.light import Scheme
from gongkai_desk.rules.registers.interpretations import DAYS
from gongkai_desk.rules.registers.requests import USUAL as LAW
from gongkai_desk.store.settings import OFFICE, UNIT
from ui.dialogs.base.forms import Form, give_size
from ui.dialogs.office.slip_settings import SLIP_NAMES, SlipSettings
from ui.settings import LARGEST_POINTS, SMALLEST_POINTS
from ui.widgets.plain import button, label

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
