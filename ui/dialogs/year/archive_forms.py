"""归档移交 and 工作交接: what is asked for before a package is written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gongkai_desk.domain.year.archive import ArchiveNumber
from ui.dialogs.base.dialog import Form, give_size

_ZIP, _FOLDER = "压缩包（.zip）", "文件夹"
_KINDS = (
    ("打印预览清单", ""),
    ("清单（Word 文档）", "docx"),
    ("清单（PDF 文档）", "pdf"),
    ("交接包（.zip）", "zip"),
)
_NOTE = (
    "包里有任务分解表、台账、报告等成文材料，原件、佐证、留存件，台账数据和校验值；写完逐个文件核对。"
    "档号按 DA/T 22 编，没填的部分留空，由档案人员填写。"
)


@dataclass(frozen=True, slots=True)
class ArchiveAsked:
    """How a year is archived: the parts of its 档号, a .zip or a folder, whether the year is closed then."""

    number: ArchiveNumber
    zipped: bool
    close: bool


class ArchiveForm(Form):
    """Asks how a plan's year is archived."""

    def __init__(self, plan: str, year: int | None, number: ArchiveNumber, parent: QWidget | None = None) -> None:
        super().__init__(f"归档移交：{plan}", "归档(&B)…", parent)
        self.fonds = self.add_line("全宗号(&F)", number.fonds, "如 Z001，空着由档案人员填")
        self.retention = QComboBox(self)
        for text in ("", "Y", "D30", "D10"):
            self.retention.addItem({"": "（空着）", "Y": "永久", "D30": "定期30年", "D10": "定期10年"}[text], text)
        self.retention.setCurrentIndex(max(self.retention.findData(number.retention), 0))
        self.form.addRow("保管期限(&R)", self.retention)
        self.office = self.add_line("机构（问题）代码(&O)", number.office, "如 BGS，空着由档案人员填")
        self.shape = QComboBox(self)
        self.shape.addItems([_ZIP, _FOLDER])
        self.form.addRow("存为(&S)", self.shape)
        self.closes = QCheckBox(f"归档后把 {year} 年转为只读（更正须写明理由重新打开）(&C)", self)
        self.closes.setEnabled(year is not None)
        self.form.addRow("", self.closes)
        self.say(_NOTE)
        give_size(self, 52, 18)

    def told(self) -> ArchiveAsked:
        """Return what was asked for."""
        number = ArchiveNumber(self.fonds.text().strip(), self.retention.currentData(), self.office.text().strip())
        return ArchiveAsked(number, self.shape.currentText() == _ZIP, self.closes.isChecked())

    @classmethod
    def ask(cls, parent: QWidget, plan: str, year: int | None, number: ArchiveNumber) -> ArchiveAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plan, year, number, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told


@dataclass(frozen=True, slots=True)
class HandoverAsked:
    """Who hands over to whom, and as what: the list as Word or PDF, or with everything as a .zip."""

    giver: str
    taker: str
    kind: str


class HandoverForm(Form):
    """Asks who hands over to whom."""

    def __init__(self, plan: str, giver: str, parent: QWidget | None = None) -> None:
        super().__init__(f"工作交接：{plan}", "继续(&B)…", parent)
        self.giver = self.add_line("移交人(&F)", giver)
        self.taker = self.add_line("接收人(&T)", "")
        self.kind = QComboBox(self)
        for text, name in _KINDS:
            self.kind.addItem(text, name)
        self.form.addRow("出什么(&S)", self.kind)
        self.say("清单逐项列出没有了结的事项和资料所在，由移交人、接收人、监交人签字；交接包另附各表和整个台账库。")
        give_size(self, 48, 14)

    def told(self) -> HandoverAsked:
        """Return what was asked for."""
        return HandoverAsked(self.giver.text().strip(), self.taker.text().strip(), self.kind.currentData())

    @classmethod
    def ask(cls, parent: QWidget, plan: str, giver: str) -> HandoverAsked | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(plan, giver, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told
