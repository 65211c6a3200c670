"""A task by hand: all that a clerk may write of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desk.domain.plan import Task, TaskEdit
from ui.dialogs.base.forms import Form, give_size

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
