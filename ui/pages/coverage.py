"""承接情况: which of a superior's tasks our own plan takes up, what is missing (漏项), what has no basis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.plan import PlanKind, StoredPlan, StoredTask
from gongkai_desk.rules.compare.survey import Coverage, Suggestion
from gongkai_desk.services.intake.plans import relink
from gongkai_desk.standing import plan_pairs
from ui.commands import plans
from ui.commands.command import WhereNow
from ui.dialogs.tasks.assign_dialog import LinkDialog
from ui.models.check_table import OWN, SEQ, STATE, Cover, CoverageTable, CoverRow
from ui.pages.page import Page
from ui.parts.row_copier import RowCopier
from ui.widgets.flow import Chips
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import EmptyState, button, label

_LIKELY = "有建议"
_HOW = "先导入上级的工作要点，再导入或新建本级的任务分解，这里会逐条对出承接了哪些、漏了哪些。"


class CoveragePage(Page):
    """Two plans beside each other; suggestions are confirmed by a person, many at once."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self._plans: list[StoredPlan] = []
        self._tasks: dict[int, StoredTask] = {}
        self._rows: list[CoverRow] = []
        self.title = label("承接情况", name="title", parent=self)
        self.superior, self.own = QComboBox(self), QComboBox(self)
        self.chips = Chips(self)
        self.model = CoverageTable(self)
        self.view = self._table()
        self.empty = EmptyState(self)
        self.accept = button("采纳建议", self.take_suggestions, parent=self)
        self.link = button("承接…", self.ask_link, parent=self)
        self.unlink = button("取消承接", self.take_away, parent=self)
        self.open = button("查看任务", self.open_task, parent=self)
        self._lay_out()
        self.superior.currentIndexChanged.connect(self._choose)
        self.own.currentIndexChanged.connect(self._choose)
        self.chips.chosen.connect(self._filter)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.doubleClicked.connect(self.ask_link)

    def _table(self) -> MergedView:
        view = MergedView(self)
        view.setAccessibleName("承接情况")
        RowCopier(view)
        view.setHorizontalHeader(TaskHeader(view))
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        wide, header = view.fontMetrics().horizontalAdvance("国"), view.horizontalHeader()
        header.setStretchLastSection(False)
        view.setColumnWidth(SEQ, wide * 3 + 18)
        view.setColumnWidth(STATE, wide * 9 + 18)
        for column in (1, OWN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return view

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for text, box in (("上级要点(&S)", self.superior), ("本级分解(&O)", self.own)):
            name = label(text, parent=self)
            name.setBuddy(box)
            box.setAccessibleName(text.split("(")[0])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            choice.addWidget(name)
            choice.addWidget(box, 1)
        acts = QHBoxLayout()
        acts.setContentsMargins(24, 8, 24, 12)
        acts.setSpacing(8)
        for each in (self.accept, self.link, self.unlink, self.open):
            acts.addWidget(each)
        acts.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addLayout(choice)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 0, 12, 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addWidget(self.view, 1)
        column.addLayout(acts)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(body)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)

    # -- showing

    def refresh(self) -> None:
        """Ask again for plans and links."""
        self._plans = list(self.desk.shelf.plans())
        self._offer(self.superior, self._likely_superior())
        self._offer(self.own, self._likely_own())
        self._choose()

    def _offer(self, box: QComboBox, usual: int | None) -> None:
        """List the plans, keeping what was chosen while it is there."""
        kept = box.currentData() if box.currentData() in {plan.id for plan in self._plans} else usual
        box.blockSignals(True)
        box.clear()
        for plan in self._plans:
            box.addItem(plan.title, plan.id)
        box.setCurrentIndex(box.findData(kept))
        box.blockSignals(False)

    def _likely_superior(self) -> int | None:
        """Return the first plan of the year that is no source of our own: the superior's comes first."""
        found = [plan.id for plan in self._plans if plan.kind is PlanKind.PLAN]
        return found[0] if found else None

    def _likely_own(self) -> int | None:
        superior = self.superior.currentData()
        others = [plan.id for plan in self._plans if plan.id != superior]
        shown = self.plan.id if self.plan is not None else None
        return shown if shown in others else others[0] if others else None

    def _choose(self) -> None:
        """Compare the two chosen plans."""
        superior, own = self.superior.currentData(), self.own.currentData()
        if superior is None or own is None or superior == own:
            text = _HOW if len(self._plans) < 2 else "请选两份不同的要点。"
            self.empty.say("还不能对照", text, (self.action(plans.IMPORT),) if len(self._plans) < 2 else ())
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentIndex(0)
        self._rows = self._compared(superior, own)
        self._filter(self.chips.current())

    def _compared(self, superior: int, own: int) -> list[CoverRow]:
        assert self.desk.library is not None
        shelf = self.desk.shelf
        self._tasks = {task.id: task for plan in (superior, own) for task in shelf.tasks(plan)}
        found = plan_pairs.coverage_of(self.desk.library, superior, own)
        likely = {
            each.superior: each for each in reversed(plan_pairs.suggested_links(self.desk.library, superior, own))
        }
        above = [task.id for task in shelf.tasks(superior)]
        rows = [self._row(number, found, likely.get(number)) for number in above]
        return rows + [CoverRow(Cover.NO_BASIS, None, (self._tasks[number],)) for number in found.without_basis]

    def _row(self, number: int, found: Coverage, likely: Suggestion | None) -> CoverRow:
        superior = self._tasks[number]
        if number in found.taken:
            own = tuple(self._tasks[each] for each in found.taken[number] if each in self._tasks)
            return CoverRow(Cover.TAKEN, superior, own)
        cover = Cover.ASIDE if number in found.set_aside else Cover.GAP
        if likely is None:
            return CoverRow(cover, superior)
        return CoverRow(cover, superior, (), self._tasks.get(likely.own), likely.score)

    def _filter(self, name: str) -> None:
        counts = {cover.value: sum(row.cover is cover for row in self._rows) for cover in Cover}
        counts[_LIKELY] = sum(row.likely is not None for row in self._rows)
        self.chips.show_counts(len(self._rows), {each: count for each, count in counts.items() if count})
        self.model.show([row for row in self._rows if _is_of(row, self.chips.current())])
        self._enable()

    def _selected(self) -> list[CoverRow]:
        return [self.model.row(index.row()) for index in sorted(self.view.selectionModel().selectedRows())]

    def _enable(self) -> None:
        rows, writes = self._selected(), self.desk.may_write
        self.accept.setEnabled(writes and any(row.likely for row in rows))
        self.link.setEnabled(writes and len(rows) == 1 and rows[0].superior is not None)
        self.unlink.setEnabled(writes and any(row.cover is Cover.TAKEN for row in rows))
        self.open.setEnabled(len(rows) == 1)

    # -- acts

    def take_suggestions(self) -> None:
        """Confirm the suggested links of the selected rows, as one step."""
        pairs = [(row.likely.id, row.superior.id) for row in self._selected() if row.likely and row.superior]
        self._link(pairs, ())

    def ask_link(self) -> None:
        """Ask which of our own tasks take up the selected one."""
        row = next(iter(self._selected()), None)
        if row is None or row.superior is None or not self.desk.may_write:
            return
        linked = [task.id for task in row.own]
        own = self.desk.shelf.tasks(self.own.currentData())
        chosen = LinkDialog.ask(self, row.superior, own, linked)
        if chosen is not None:
            number = row.superior.id
            new = [(each, number) for each in chosen if each not in linked]
            self._link(new, [(each, number) for each in linked if each not in chosen])

    def take_away(self) -> None:
        """Take the links of the selected rows away."""
        gone = [(task.id, row.superior.id) for row in self._selected() if row.superior is not None for task in row.own]
        self._link((), gone)

    def _link(self, new: Sequence[tuple[int, int]], gone: Sequence[tuple[int, int]]) -> None:
        if new or gone:
            self.do(relink, new=new, gone=gone)

    def open_task(self) -> None:
        """Go to the selected task in its plan: the superior's, or our own where that has no basis."""
        row = next(iter(self._selected()), None)
        task = (row.superior or row.own[0]) if row is not None else None
        if task is not None:
            self.go_to_task(task.id)


def _is_of(row: CoverRow, chip: str) -> bool:
    """Tell whether a row is among those of a chip; the empty one is for all."""
    return chip in ("", row.cover.value) or (chip == _LIKELY and row.likely is not None)
