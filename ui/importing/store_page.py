"""存入台账: what will be stored, said in words, before anything is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.review import Review
from gongkai_desk.domain.unit import Unit
from gongkai_desk.wording.days import long_day
from ui.models.draft_table import chips
from ui.widgets.plain import label, value

_PROMISE = "存入是一步操作，存入以后仍可以在“编辑”菜单里整体撤销。原文件会一并保存在台账库中。"


class StorePage(QWidget):
    """The last look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = {
            name: value(parent=self)
            for name in ("标题", "文号", "印发日期", "任务", "单位", "待确认", "删除", "台账库")
        }
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for name, shown in self._values.items():
            form.addRow(label(name, name="dim", parent=self), shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 36, 48, 24)
        column.setSpacing(14)
        column.addWidget(label("将要存入台账", name="title", parent=self))
        column.addLayout(form)
        column.addWidget(label(_PROMISE, name="dim", wrap=True, parent=self))
        column.addWidget(self.refusal)
        column.addStretch(1)
        self.say_refused("")

    def show_review(self, review: Review, library: str, entered: Sequence[Unit] = ()) -> None:
        """Say what would be stored where; ``entered`` are the units that are new to the library."""
        plan, tasks = review.plan, review.shown.tasks
        units = {name for task in tasks for name in (*task.lead, *task.responsible, *task.support)}
        open_doubts = sum(chips(review).values())
        said = {
            "标题": plan.title or review.draft.file,
            "文号": plan.doc_no or "未登记",
            "印发日期": long_day(plan.dates.issue) if plan.dates.issue else "未登记",
            "任务": f"{len(tasks)} 项",
            "单位": _units_told(len(units), entered),
            "待确认": f"{open_doubts} 处，存入后仍保留原文" if open_doubts else "没有",
            "删除": f"{len(review.dropped)} 项不存入" if review.dropped else "没有",
            "台账库": library,
        }
        for name, text in said.items():
            self._values[name].setText(text)
        self.say_refused("")

    def say_refused(self, sentence: str) -> None:
        """Show why it was not stored."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def _units_told(names: int, entered: Sequence[Unit]) -> str:
    """Say how many names there are, and which units would be entered for them."""
    proposed = [unit.name for unit in entered if unit.proposed]
    told = [f"{names} 个名称"]
    if len(entered) > len(proposed):
        told.append(f"单位目录新登记 {len(entered) - len(proposed)} 个")
    if proposed:
        told.append(f"登记为“待确认” {len(proposed)} 个：{'、'.join(proposed)}")
    return "，".join(told)
