"""催办名单: which units stand on the one page, and as what kind of file; beside it the list as it will read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.slips import ChaseList
from gongkai_desk.papers.listed import CHASE_LIST, FORMAT_WORDS
from gongkai_desk.standing.due_slips import list_of
from ui.desk import Desk
from ui.dialogs.forms import Form, give_size
from ui.dialogs.slip_picker import Scope, SlipPicker
from ui.models.record_table import RecordTable
from ui.widgets.plain import label
from ui.widgets.record_view import record_view

KINDS = {FORMAT_WORDS[format]: format for format in CHASE_LIST.formats}
_HEADS = ("承办单位", "联络员", "电话", "催办事项")


class ChaseDialog(Form):
    """The same choice as for slips; nothing is numbered or logged."""

    def __init__(self, desk: Desk, scopes: Sequence[Scope], parent: QWidget | None = None) -> None:
        super().__init__("催办名单", "生成名单(&G)", parent)
        self.accept_button.setDefault(False)
        self._desk = desk
        self.kind = QComboBox(self)
        self.kind.addItems(list(KINDS))
        self.form.addRow("文件格式(&F)", self.kind)
        self.model = RecordTable(_HEADS, self)
        self.list = record_view(self.model, self)
        self.list.setAccessibleName("催办名单预览")
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((9, 4, 7)):
            self.list.setColumnWidth(column, wide * characters + 18)
        self.picker = SlipPicker(desk, scopes, "按哪种情形(&K)", self)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.column.removeItem(self.form)
        right.addLayout(self.form)
        right.addWidget(label("名单内容", name="heading", parent=self))
        right.addWidget(self.list, 1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self.picker, 1)
        halves.addLayout(right, 1)
        self.column.insertLayout(0, halves, 1)
        self.picker.changed.connect(self._look)
        self._look()
        self.picker.view.setFocus()
        give_size(self, 84, 36)

    def paper(self) -> ChaseList:
        """Return the list of what is ticked."""
        assert self._desk.library is not None
        return list_of(self._desk.library, self.picker.chosen(), today=self._desk.today)

    def _look(self) -> None:
        lines = self.paper().lines
        self.model.show([(line.unit, line.contact, line.phone, line.matter) for line in lines])
        self.say("" if lines else "请勾选单位或事项。")

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, scopes: Sequence[Scope]) -> tuple[ChaseList, str] | None:
        """Return the list and the kind of file; ``None`` if it was cancelled."""
        dialog = cls(desk, scopes, parent)
        given = (dialog.paper(), KINDS[dialog.kind.currentText()]) if dialog.asked() else None
        dialog.deleteLater()
        return given
