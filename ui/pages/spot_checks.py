"""抽查: the draws, what each drew, results entered in place, the sheet."""

from __future__ import annotations

from functools import partial
from secrets import randbelow
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStyleOptionViewItem, QVBoxLayout, QWidget

from gongkai_desk.domain.ids import CheckId
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.spot_check import BAD, Finding, StoredCheck, StoredDraw, Verdict
from gongkai_desk.papers.listed import CHECK_SHEET
from gongkai_desk.services.progress import spot_checks
from gongkai_desk.standing import samples
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.samples import next_action
from gongkai_desk.wording.figures import VERDICTS, drawn_text, number_text
from ui.commands.command import Listing, WhereNow
from ui.dialogs.base import ask
from ui.dialogs.registers.draw_dialog import DrawDialog, FollowDialog, Offered
from ui.models.check_table import (
    CHECKER,
    NUMBER,
    OPINION,
    STATE,
    TASK,
    TO_CHECK,
    UNIT,
    VERDICT,
    CheckRow,
    CheckTable,
    verdict_of,
)
from ui.models.item_table import RecordTable
from ui.pages.page import Page
from ui.parts.figure_view import record_view
from ui.parts.row_copier import RowCopier
from ui.widgets.cell_edit import EditDelegate, EditingView
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import EmptyState, button, label

Index = QModelIndex | QPersistentModelIndex


class VerdictDelegate(EditDelegate):
    """Gives the column 结论 a list of its four words."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != VERDICT:
            return super().createEditor(parent, option, index)
        made = QComboBox(parent)
        made.addItems([TO_CHECK, *VERDICTS.values()])
        made.setAccessibleName("结论")
        return self.opened(made, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            self._is_given = True
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)


_SIDE = 18  # characters of the list of draws
_WIDTHS = {NUMBER: 3, TASK: 14, UNIT: 8, STATE: 6, VERDICT: 6, OPINION: 13, CHECKER: 4}  # characters
_HIGHEST_SEED = 900_000


class SpotChecks(Page):
    """One draw is shown; its rows lead to their tasks."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.draws: list[StoredDraw] = []
        self.new = button("抽取(&N)…", self.draw, name="primary", parent=self)
        self.sheet = button("抽查表(&T)…", self.write_sheet, parent=self)
        self.prove = button("核对抽样(&H)", self.draw_again, parent=self)
        self.list_model = RecordTable(("编号", "结果"), self)
        self.list = record_view(self.list_model, self)
        self.drawn = label(name="dim", wrap=True, parent=self)
        self.model = CheckTable(self)
        self.view = EditingView(self)
        self.verdicts: dict[Verdict, QPushButton] = {
            verdict: button(word, partial(self.judge, verdict), parent=self) for verdict, word in VERDICTS.items()
        }
        self.follow = button("退回整改、重新办理…", self.follow_up, parent=self)
        self.tasks = button("列出任务", self.list_tasks, name="link", parent=self)
        self.body = QWidget(self)
        self.empty = EmptyState(self)
        self._lay_out()
        self._wire()

    # -- building

    def _lay_out(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("国")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("抽查", name="title", parent=self))
        head.addStretch(1)
        for each in (self.prove, self.sheet, self.new):
            head.addWidget(each)
        self.list.setFixedWidth(wide * _SIDE)
        self.list.setColumnWidth(0, wide * 10 + 18)
        self.list.setAccessibleName("历次抽查")
        self._dress_view(wide)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.drawn)
        right.addWidget(self.view, 1)
        acts = QHBoxLayout()
        acts.addWidget(label("选中行的结论", name="dim", parent=self))
        for each in (*self.verdicts.values(), self.follow):
            acts.addWidget(each)
        acts.addStretch(1)
        acts.addWidget(self.tasks)
        right.addLayout(acts)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)

    def _dress_view(self, wide: int) -> None:
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.setItemDelegate(VerdictDelegate(self.view))
        self.view.merged_columns = (TASK,)
        self.view.setDragEnabled(False)
        self.view.setAcceptDrops(False)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setAccessibleName("抽中的任务")
        RowCopier(self.view)
        self.view.setToolTip("双击“结论”“核查情况”“检查人”直接填写")
        for column, characters in _WIDTHS.items():
            self.view.setColumnWidth(column, wide * characters + 16)

    def _wire(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(self.show_draw)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.edited.connect(self.edit)

    # -- showing

    def refresh(self) -> None:
        """Ask again for the draws."""
        library = self.desk.library
        if library is None:
            return
        row = max(self.list.currentIndex().row(), 0)
        before = self.current()
        self.draws = samples.draws(library)
        if before is not None:
            row = next((place for place, each in enumerate(self.draws) if each.id == before.id), 0)
        self.list_model.show([_told(each, samples.checks_of(library, each)) for each in self.draws])
        self.body.setVisible(bool(self.draws))
        self.empty.setVisible(not self.draws)
        self.new.setEnabled(self.desk.may_write)
        for each in (self.sheet, self.prove):
            each.setEnabled(bool(self.draws))
        if self.draws:
            self.list.setCurrentIndex(self.list_model.index(row, 0))
            self.show_draw()
        else:
            text = "按单位、部分、灯或只在已销号的任务中抽取，抽样号可重抽核对；抽中的逐项登记结论，并打印抽查表。"
            self.empty.say("还没有抽查过", text)

    def current(self) -> StoredDraw | None:
        """Return the draw that is shown."""
        row = self.list.currentIndex().row()
        return self.draws[row] if 0 <= row < len(self.draws) else None

    def show_draw(self) -> None:
        """Show what the chosen draw drew."""
        of, library = self.current(), self.desk.library
        if of is None or library is None:
            return
        here = self.view.currentIndex()
        found = samples.checks_of(library, of)
        known = works(library, dict.fromkeys(check.task_id for check in found))
        self.model.editable = self.desk.may_write
        rows = []
        for check in found:
            work = known[check.task_id]
            share = next((each for each in work.shares if each.unit_id == check.unit_id), work.shares[0])
            rows.append(CheckRow(check, work.task, share.unit, share.state))
        self.model.show(rows)
        if rows:
            place = here.row() if 0 <= here.row() < len(rows) else 0
            self.view.setCurrentIndex(self.model.index(place, max(here.column(), VERDICT)))
        titles: dict[int | None, str] = {plan.id: plan.title for plan in self.desk.shelf.plans()}
        self.drawn.setText(f"{number_text(of)}　{drawn_text(of, titles.get(of.wanted.plan_id, ''))}")
        self._look()

    def chosen(self) -> list[CheckRow]:
        """Return the selected rows."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [self.model.rows[row] for row in rows if row < len(self.model.rows)]

    def _look(self) -> None:
        chosen = self.chosen()
        for each in self.verdicts.values():
            each.setEnabled(bool(chosen) and self.desk.may_write)
        bad = len(chosen) == 1 and chosen[0].check.verdict in BAD
        self.follow.setEnabled(bad and self.desk.may_write and self._next(chosen[0]) is not None)

    def _next(self, row: CheckRow) -> Any:  # noqa: ANN401 - an Action or None
        return next_action(self.desk.library, row.check.id) if self.desk.library is not None else None

    # -- acts

    def draw(self) -> None:
        """Ask from what and how much to draw, and draw."""
        library = self.desk.library
        if library is None:
            return
        lit = self.desk.board.works() if self.desk.board.started else None
        known = samples.candidates(library, today=self.desk.today, lit=lit)
        plans = [(plan.id, plan.title) for plan in self.desk.shelf.plans()]
        units = [name for _, name, _ in self.desk.shelf.unit_counts()]
        asked = DrawDialog.ask(self, Offered(known, plans, units), 100_000 + randbelow(_HIGHEST_SEED), self.desk.who)
        if asked is not None:
            self.list.setCurrentIndex(self.list_model.index(-1, 0))
            self.do(spot_checks.draw, wanted=asked[0], checker=asked[1], lit=lit)
            self.list.setCurrentIndex(self.list_model.index(0, 0))

    def edit(self, check_id: CheckId, field: str, text: str) -> None:
        """Keep what was written in a cell."""
        row = next(row for row in self.model.rows if row.check.id == check_id)
        check = row.check
        said: dict[str, Any] = {"verdict": check.verdict, "opinion": check.opinion, "checker": check.checker}
        said[field] = verdict_of(text) if field == "verdict" else text
        self.do(spot_checks.enter, check_id=check_id, finding=Finding(**said))
        if field == "verdict" and said[field] in BAD:
            self._offer(check_id)

    def judge(self, verdict: Verdict) -> None:
        """Give the selected rows a verdict; after a bad one of a single row what it leads to is offered."""
        ids = [row.check.id for row in self.chosen()]
        if ids:
            self.do(spot_checks.judge, ids=ids, verdict=verdict)
            if verdict in BAD and len(ids) == 1:
                self._offer(ids[0])

    def follow_up(self) -> None:
        """Send back or open again what the selected row is of."""
        for row in self.chosen()[:1]:
            self._offer(row.check.id)

    def _offer(self, check_id: CheckId) -> None:
        """Ask whether a bad result is to send the task back, and do it as one step by the rules of 核查销号."""
        row = next((row for row in self.model.rows if row.check.id == check_id), None)
        action = self._next(row) if row is not None else None
        if row is None or action is None:
            return
        about = f"{row.unit}　{row.task.title or row.task.content[:40]}"
        reason = spot_checks.proposed_reason(row.check)
        told = FollowDialog.ask(self, action, about, reason, self.desk.today)
        if told is not None:
            self.do(spot_checks.follow_up, check_id=check_id, reason=told[0], until=told[1])

    def list_tasks(self) -> None:
        """List the tasks of the draw in the table."""
        of = self.current()
        if of is not None and self.model.rows:
            ids = list(dict.fromkeys(row.check.task_id for row in self.model.rows))
            self.show_listing(Listing(number_text(of), ids, "抽中的任务"))

    def draw_again(self) -> None:
        """Draw again by the number and say whether it comes out the same."""
        of, library = self.current(), self.desk.library
        if of is None or library is None:
            return
        lit = self.desk.board.works() if self.desk.board.started else None
        found = samples.draw_again(library, of, today=self.desk.today, lit=lit)
        if found.same_population and found.same_sample:
            text = f"按抽样号 {of.wanted.seed} 在同一范围（{of.population}项次）重抽，结果与当时完全一致。"
        elif found.same_population:
            text = "范围没有变化，但现有记录与重抽结果不同：可能有抽查记录被删除，请查看变更记录。"
        else:
            then, now = of.population, found.population
            text = f"抽查以后可抽的范围已有变化（当时{then}项次，现在{now}项次），不能直接重抽对照。"
        ask.tell(self, "核对抽样", text)

    def write_sheet(self) -> None:
        """抽查表: write the sheet of the draw as Word, for print."""
        of, library = self.current(), self.desk.library
        if of is None or library is None:
            return
        sheet = samples.check_sheet(library, of)
        self.where().exports.paper(CHECK_SHEET, sheet, PaperFormat.DOCX, self.write_sheet)


def _told(of: StoredDraw, found: list[StoredCheck]) -> tuple[str, ...]:
    """Return a draw in two cells: number, day and checker; how many are checked and how many were bad."""
    done = sum(check.verdict is not None for check in found)
    bad = sum(check.verdict in BAD for check in found)
    head = "\n".join(filter(None, (number_text(of), f"{of.day:%m-%d}　{of.checker}")))
    return head, f"已查{done}/{len(found)}" + (f"\n有问题{bad}" if bad else "")
