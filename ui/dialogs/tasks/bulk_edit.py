"""批量修改 and 替换: one text for a field of many tasks, or found and replaced, with what would change under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QWidget

from gongkai_desk.domain.plan import StoredTask
from ui.dialogs.base.dialog import Form, give_size
from ui.edits import NAMES, Edit, changing, rows, text_of
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view

HEADS = ("任务", "项目", "现在", "改为")


class Preview(Form):
    """A table of changes and one button that makes them, as one step."""

    def __init__(
        self, title: str, rows: Sequence[tuple[str, ...]], remark: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, f"修改 {len(rows)} 处", parent)
        self.model = RecordTable(HEADS, self)
        self.model.show(rows)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("改动预览")
        fit_changes(self.view)
        self.add_wide(self.view)
        self.note.setText("　".join(part for part in ("作为一步保存，按 Ctrl+Z 可一次撤销。", remark) if part))
        self.note.show()
        give_size(self, 62, 25)

    @classmethod
    def ask(cls, parent: QWidget, title: str, rows: Sequence[tuple[str, ...]], remark: str = "") -> bool:
        """Show it; tell whether the changes are wanted."""
        dialog = cls(title, rows, remark, parent)
        given = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return given


def fit_changes(view: QTableView) -> None:
    """Give a table of changes its widths: what the first two leave goes to before and after alike."""
    wide = view.fontMetrics().horizontalAdvance("国")
    for column, characters in enumerate((9, 5)):
        view.setColumnWidth(column, wide * characters + 18)
    view.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)


_FIELDS = ("unit_text", "deadline", "section", "title")


class BulkEdit(Form):
    """Asks which fields of the selected tasks get which text."""

    def __init__(self, tasks: Sequence[StoredTask], sections: Sequence[str], parent: QWidget | None = None) -> None:
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
    def ask(cls, parent: QWidget, tasks: Sequence[StoredTask], sections: Sequence[str]) -> list[Edit]:
        """Ask; nothing if it was cancelled."""
        dialog = cls(tasks, sections, parent)
        given = dialog.edits() if dialog.asked() else []
        dialog.deleteLater()
        return given


def _text(field: QLineEdit | QComboBox) -> str:
    return (field.currentText() if isinstance(field, QComboBox) else field.text()).strip()


class ReplaceDialog(Form):
    """Asks for two texts and where to look."""

    def __init__(
        self, selected: Sequence[StoredTask], shown: Sequence[StoredTask], parent: QWidget | None = None
    ) -> None:
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
    def ask(
        cls, parent: QWidget, selected: Sequence[StoredTask], shown: Sequence[StoredTask]
    ) -> tuple[list[Edit], str]:
        """Ask; return the edits and what was looked for."""
        dialog = cls(selected, shown, parent)
        given = dialog.edits() if dialog.asked() else []
        name = f"替换“{dialog.wanted.text()}”为“{dialog.put.text()}”"
        dialog.deleteLater()
        return given, name
