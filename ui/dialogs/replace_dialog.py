"""替换: find and replace in the texts of the selected or of all tasks shown, with what it changes under it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from ui.dialogs.forms import Form, give_size
from ui.dialogs.preview import HEADS, fit_changes
from ui.edits import NAMES, Edit, changing, rows, text_of
from ui.models.record_table import RecordTable
from ui.widgets.record_view import record_view


class ReplaceDialog(Form):
    """Asks for two texts and where to look."""

    def __init__(self, selected: Sequence[Task], shown: Sequence[Task], parent: QWidget | None = None) -> None:
        super().__init__("替换", "全部替换", parent)
        self._selected, self._shown = list(selected), list(shown)
        self.wanted = self.add_line("查找内容(&F)")
        self.put = self.add_line("替换为(&P)", hint="可空，即删去")
        self.where = QComboBox(self)
        self.where.addItems([f"显示的 {len(shown)} 项任务", f"选中的 {len(selected)} 项任务"])
        self.where.setCurrentIndex(1 if len(selected) > 1 else 0)
        self.form.addRow("范围(&R)", self.where)
        self.ticks: dict[str, QCheckBox] = {}
        ticks = QHBoxLayout()
        for name, text in NAMES.items():
            self.ticks[name] = QCheckBox(text, self)
            self.ticks[name].setChecked(name in ("content", "unit_text", "deadline"))
            self.ticks[name].toggled.connect(self._look)
            ticks.addWidget(self.ticks[name])
            ticks.addSpacing(10)
        ticks.addStretch(1)
        self.form.addRow("项目", ticks)
        self.model = RecordTable(HEADS, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("改动预览")
        fit_changes(self.view)
        self.add_wide(self.view)
        for field in (self.wanted, self.put):
            field.textChanged.connect(self._look)
        self.where.currentIndexChanged.connect(self._look)
        give_size(self, 62, 29)
        self._look()
        self.wanted.setFocus()

    def edits(self) -> list[Edit]:
        """Return what would change now."""
        wanted, put = self.wanted.text(), self.put.text()
        if not wanted:
            return []
        tasks = self._selected if self.where.currentIndex() else self._shown
        names = [name for name, tick in self.ticks.items() if tick.isChecked()]
        texts = ((task, name, text_of(task, name)) for task in tasks for name in names)
        return changing(Edit(task, name, text.replace(wanted, put)) for task, name, text in texts if wanted in text)

    def _look(self) -> None:
        edits = self.edits()
        self.model.show(rows(edits))
        self.accept_button.setText(f"替换 {len(edits)} 处" if edits else "全部替换")
        self.say(
            "" if edits else "没有可替换的内容。" if self.wanted.text() else "输入要查找的文字，下面会列出改前改后。"
        )

    @classmethod
    def ask(cls, parent: QWidget, selected: Sequence[Task], shown: Sequence[Task]) -> tuple[list[Edit], str]:
        """Ask; return the edits and what was looked for."""
        dialog = cls(selected, shown, parent)
        given = dialog.edits() if dialog.asked() else []
        name = f"替换“{dialog.wanted.text()}”为“{dialog.put.text()}”"
        dialog.deleteLater()
        return given, name
