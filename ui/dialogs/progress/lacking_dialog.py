"""缺佐证清单: units that applied, are due or were closed without evidence; a list to chase by, also as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.columns import Align, SeenTable
from gongkai_desk.rules.light.agenda import Lacking, MissingProof
from gongkai_desk.wording.lights import LACKING
from ui.dialogs.base.dialog import Dialog
from ui.dialogs.base.forms import give_size
from ui.models.record_table import RecordTable
from ui.models.task_table import short_seq
from ui.parts.record_view import record_view
from ui.widgets.plain import button, label

HEADS = ("序号", "单位", "缺佐证的原因", "完成时限", "任务内容")
_WIDTHS = (3, 9, 8, 7)  # characters; the content takes the rest
_SHARES = (12.0, 40.0, 30.0, 28.0, 110.0)
_ALIGNS = (Align.CENTRE, Align.LEFT, Align.CENTRE, Align.CENTRE, Align.LEFT)


class LackingDialog(Dialog):
    """Lists what is missing; a row leads to its task. ``export(table)`` writes the list as it is seen."""

    def __init__(
        self,
        title: str,
        found: Sequence[MissingProof],
        export: Callable[[SeenTable], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("缺佐证清单")
        self._title, self._found, self._export = title, list(found), export
        self._shown: list[MissingProof] = []
        self.counts = label(name="dim", wrap=True, parent=self)
        self._found.sort(key=lambda each: list(Lacking).index(each.why))
        self.why = QComboBox(self)
        self.why.setAccessibleName("只看这个原因")
        self.why.addItem("全部原因（不含已销号）", "")
        for why in dict.fromkeys(each.why for each in self._found):
            self.why.addItem(f"只看{LACKING[why]}", why.value)
        self.model = RecordTable(HEADS, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("缺佐证清单")
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, wide * characters + 18)
        self.writer = button("导出 Excel(&E)…", self._write, parent=self)
        self.go = button("查看任务(&G)", self.accept, name="primary", parent=self)
        self._lay_out()
        self.why.currentIndexChanged.connect(self._show)
        self.view.doubleClicked.connect(self.accept)
        self._show()
        give_size(self, 78, 30)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.why)
        row = QHBoxLayout()
        row.addWidget(self.writer)
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def _show(self) -> None:
        wanted = self.why.currentData()
        self._shown = [
            each for each in self._found if (each.why == wanted if wanted else each.why is not Lacking.CLOSED)
        ]
        self.model.show([_texts(each) for each in self._shown])
        self.counts.setText(self._sentence())
        for each in (self.writer, self.go):
            each.setEnabled(bool(self._shown))
        if self._shown:
            self.view.selectRow(0)

    def _sentence(self) -> str:
        """Return e.g. «3 项任务、12 家次缺佐证：已申请销号 2，已到期 10»."""
        if not self._shown:
            return f"{self._title}：应有佐证材料的都有了。"
        tasks = len({each.task.id for each in self._shown})
        counts = [(LACKING[why], sum(each.why is why for each in self._shown)) for why in Lacking]
        told = "，".join(f"{word} {count}" for word, count in counts if count)
        return f"{self._title}：{tasks} 项任务、{len(self._shown)} 家次缺佐证（{told}）"

    def _write(self) -> None:
        self._export(self.table())

    def table(self) -> SeenTable:
        """Return the list as it is seen."""
        rows = tuple(_texts(each) for each in self._shown)
        return SeenTable("缺佐证清单", HEADS, _SHARES, _ALIGNS, rows, note=self._sentence(), frozen=2)

    def chosen(self) -> int | None:
        """Return the id of the task of the current row."""
        row = self.view.currentIndex().row()
        return self._shown[row].task.id if 0 <= row < len(self._shown) else None

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        title: str,
        found: Sequence[MissingProof],
        export: Callable[[SeenTable], None],
    ) -> int | None:
        """Show it; return the id of the task that is to be seen."""
        dialog = cls(title, found, export, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen


def _texts(each: MissingProof) -> tuple[str, ...]:
    due = each.due.isoformat() if each.due else each.task.deadline.text
    return short_seq(each.task), each.share.unit or "整项任务", LACKING[each.why], due, each.task.content
