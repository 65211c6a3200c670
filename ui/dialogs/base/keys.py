"""快捷键一览: made of the commands themselves, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.commands.command import Entry
from ui.dialogs.base.dialog import Dialog, give_size
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button

CELL, LISTS, DIALOGS = "表格的格内", "各处清单", "各对话框"
REVIEW, NAMES = "导入：核对", "导入：单位与时限"
OTHER_KEYS = (  # keys that are no commands of the main window, with where they are heard
    (CELL, "Enter", "写完本格，转到下一行"),
    (CELL, "Alt+Enter", "在格内换行"),
    (CELL, "Esc", "放弃本格的改动"),
    (CELL, "Tab", "写完本格，转到右边一格，Shift+Tab 转到左边一格"),
    (CELL, "Ctrl+Tab", "离开表格，到下一处"),
    (LISTS, "Ctrl+C", "复制选中的行，可粘贴到 WPS、Excel"),
    (DIALOGS, "Ctrl+Enter", "等于按主按钮，导入时到下一步"),
    (REVIEW, "F3", "下一处待确认"),
    (REVIEW, "Shift+F3", "上一处待确认"),
    (REVIEW, "Alt+1", "按第一个答案，Alt+2 按第二个，依此类推"),
    (REVIEW, "Ctrl+1", "转到原文"),
    (REVIEW, "Ctrl+2", "回到任务表"),
    (REVIEW, "Ctrl+PgUp", "原文上一页"),
    (REVIEW, "Ctrl+PgDown", "原文下一页"),
    (REVIEW, "Ctrl++", "放大原文"),
    (REVIEW, "Ctrl+-", "缩小原文"),
    (REVIEW, "Ctrl+M", "合并选中的任务"),
    (REVIEW, "Ctrl+Shift+R", "找回删除的任务"),
    (REVIEW, "Ctrl+Z", "撤销"),
    (REVIEW, "Ctrl+Y", "恢复"),
    (NAMES, "F3", "下一处待确认，先单位后时限"),
    (NAMES, "Shift+F3", "上一处待确认"),
    (NAMES, "Alt+1", "按所在一边的第一个答案，Alt+2 按第二个，依此类推"),
    (NAMES, "Ctrl+1", "转到单位"),
    (NAMES, "Ctrl+2", "转到时限"),
    (NAMES, "Ctrl+3", "转到多久报一次进展"),
)
_WINDOW = "主窗口"
_WIDE = (9, 8)  # characters


class Keys(Dialog):
    """A table of keys and what they do."""

    def __init__(self, commands: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键一览")
        model = RecordTable(("用在", "快捷键", "作用"), self)
        model.show([*_rows(commands), *OTHER_KEYS])
        view = record_view(model, self)
        wide = view.fontMetrics().horizontalAdvance("国")
        for place, characters in enumerate(_WIDE):
            view.setColumnWidth(place, wide * characters + 18)
        column = QVBoxLayout(self)
        column.addWidget(view)
        column.addWidget(button("关闭", self.reject, parent=self), 0, Qt.AlignmentFlag.AlignRight)
        give_size(self, 46, 32)

    @classmethod
    def show_for(cls, parent: QWidget, commands: Sequence[Entry]) -> None:
        """Show it until it is closed."""
        dialog = cls(commands, parent)
        dialog.exec()
        dialog.deleteLater()


def _rows(commands: Sequence[Entry]) -> list[tuple[str, str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [(_WINDOW, QKeySequence(each.keys).toString(native), each.title) for each in commands if each.keys]
