"""On 识别: a stored plan that this file may be a version of, and what is to be done about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from gongkai_desk.domain.plan import Plan
from gongkai_desk.standing.plan_pairs import Likeness, Similar
from ui.importing.answer_bar import AnswerBar
from ui.widgets.plain import button

_LATER = "最后一步逐处比较、选择后合并，原任务的进展、佐证和状态都保留。"


class SimilarBar(AnswerBar):
    """Emits ``merge_wanted(plan)``, ``separate_wanted`` or ``left``; hidden where nothing is like the file."""

    merge_wanted = Signal(object)
    separate_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.merge = button("作为修订稿合并", self._merge, parent=self.row)
        self.separate = button("另存为新要点", self.separate_wanted.emit, parent=self.row)
        self.leave = button("取消", self.left.emit, parent=self.row)
        for part in (self.merge, self.separate, self.leave):
            self.flow.addWidget(part)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether a choice is still to be made."""
        return not self.isHidden() and not self.leave.isHidden()

    def ask(self, found: Similar) -> None:
        """Say what is in the library and ask what this file is."""
        self._plan = found.plan
        self._show(similar_sentence(found), merge=True, separate=True, is_open=True)

    def tell_merging(self, plan: Plan, tasks: int) -> None:
        """Say that the file will be merged into a plan."""
        self._plan = plan
        told = f"✓ 作为《{plan.title}》（{tasks}项）的修订稿。{_LATER}"
        self._show(told, merge=False, separate=True, is_open=False)

    def tell_separate(self) -> None:
        """Say that the file will be a plan of its own."""
        if self._plan is None:
            self.hide()
        else:
            told = f"✓ 另存为新要点，与《{self._plan.title}》互不影响。"
            self._show(told, merge=True, separate=False, is_open=False)

    def forget(self) -> None:
        """Nothing in the library is like this file."""
        self._plan = None
        self.hide()

    def _show(self, text: str, *, merge: bool, separate: bool, is_open: bool) -> None:
        self.text.setText(text)
        self.merge.setVisible(merge)
        self.separate.setVisible(separate)
        self.leave.setVisible(is_open)
        self.show_urgent(urgent=is_open)
        self.fit()
        self.show()

    @Slot()
    def _merge(self) -> None:
        if self._plan is not None:
            self.merge_wanted.emit(self._plan)


def similar_sentence(found: Similar) -> str:
    """Return a sentence such as «台账库里已有《…》（41项），本文件与它相似，可能是修订稿。»."""
    stored = f"台账库里已有《{found.plan.title}》（{found.tasks}项）"
    if found.same == found.tasks == found.shared:
        return f"{stored}，本文件的任务与它完全相同，可能已经导入过。"
    shared = f"有 {found.shared} 项任务相同或相近" if found.shared else "任务没有相同的"
    if found.by is Likeness.NUMBER:
        return f"{stored}，文号与本文件相同，{shared}，可能是它的修订稿。"
    return f"{stored}，本文件与它相似，{shared}，可能是它的修订稿。"
