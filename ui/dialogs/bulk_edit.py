"""批量修改: one text for a field of many tasks, with what it changes under it while one types."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from gongkai_desk.domain.plan import Task
from ui.dialogs.forms import Form, give_size
from ui.dialogs.preview import HEADS, fit_changes
from ui.edits import NAMES, Edit, changing, rows, text_of
from ui.models.record_table import RecordTable
from ui.widgets.record_view import record_view

_FIELDS = ("unit_text", "deadline", "section", "title")


class BulkEdit(Form):
    """Asks which fields of the selected tasks get which text."""

    def __init__(self, tasks: Sequence[Task], sections: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(f"批量修改 {len(tasks)} 项任务", "修改", parent)
        self._tasks = list(tasks)
        self.ticks: dict[str, QCheckBox] = {}
        self.texts: dict[str, QLineEdit | QComboBox] = {}
        for name in _FIELDS:
            self._add(name, sections)
        self.model = RecordTable(HEADS, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("改动预览")
        fit_changes(self.view)
        self.add_wide(self.view)
        give_size(self, 62, 29)
        self._look()

    def _add(self, name: str, sections: Sequence[str]) -> None:
        tick = QCheckBox(NAMES[name], self)
        common = {text_of(task, name) for task in self._tasks}
        text = common.pop() if len(common) == 1 else ""
        field: QLineEdit | QComboBox
        if name == "section":
            field = QComboBox(self)
            field.setEditable(True)
            field.addItems(list(sections))
            field.setCurrentText(text)
            field.editTextChanged.connect(self._look)
        else:
            field = QLineEdit(text, self)
            field.setPlaceholderText("" if text else "各项不同")
            field.textChanged.connect(self._look)
        field.setAccessibleName(NAMES[name])
        field.setEnabled(False)
        tick.toggled.connect(field.setEnabled)
        tick.toggled.connect(self._look)
        self.ticks[name], self.texts[name] = tick, field
        self.form.addRow(tick, field)

    def edits(self) -> list[Edit]:
        """Return what would change now."""
        made = [
            Edit(task, name, _text(self.texts[name]))
            for name, tick in self.ticks.items()
            if tick.isChecked()
            for task in self._tasks
        ]
        return changing(made)

    def _look(self) -> None:
        edits = self.edits()
        self.model.show(rows(edits))
        self.accept_button.setText(f"修改 {len(edits)} 处" if edits else "修改")
        ticked = any(tick.isChecked() for tick in self.ticks.values())
        self.say("" if edits else "内容与现在相同。" if ticked else "勾选要改的项目，下面会列出改前改后。")

    @classmethod
    def ask(cls, parent: QWidget, tasks: Sequence[Task], sections: Sequence[str]) -> list[Edit]:
        """Ask; nothing if it was cancelled."""
        dialog = cls(tasks, sections, parent)
        given = dialog.edits() if dialog.asked() else []
        dialog.deleteLater()
        return given


def _text(field: QLineEdit | QComboBox) -> str:
    return (field.currentText() if isinstance(field, QComboBox) else field.text()).strip()
