"""What would change, before it does: task, field, before, after."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QWidget

from ui.dialogs.forms import Form, give_size
from ui.models.record_table import RecordTable
from ui.widgets.record_view import record_view

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
