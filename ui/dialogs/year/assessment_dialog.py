"""考核: units × items with the points of each, written in as in a spreadsheet; below, the entries behind a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.assessment import AssessmentPaper, Drawn, Scheme, SchemeItem, Scores, UnitScore
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import FEEDBACK, SCORE_SHEET, PaperKind
from gongkai_desk.rules.year.assessment import own_total, read_points
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.assessment import (
    NO_RANKING,
    NO_SCHEME,
    PICK_A_CELL,
    approval_line,
    cell_text,
    missing_note,
)
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog, give_size, row_of_buttons
from ui.dialogs.year.assessment_answers import WaitingForm
from ui.dialogs.year.assessment_entries import EntryList
from ui.dialogs.year.assessment_forms import (
    ApproveForm,
    DrawForm,
    EntryForm,
    EntryOffer,
    Named,
    ObjectionForm,
)
from ui.dialogs.year.assessment_scheme import SchemeForm, SchemeOffer
from ui.dialogs.year.lookback_forms import DueForm
from ui.models.score_table import Cell, ScoreTable
from ui.parts.assessment_menu import AssessmentMenu
from ui.parts.block_clip import BlockClip, FigureDelegate
from ui.widgets.cell_edit import EditingView
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

Act = Callable[..., Changes | None]
"""An act as the desk does it."""


@dataclass(frozen=True, slots=True)
class AssessmentActs:
    """What is asked and done: reading what stands, acts as the desk does them, tables of others, papers.

    ``scores()``: ``None`` without a scheme; ``paper(unit, ranked)``: what papers are made of; ``put_out``: without
    format as it is printed; ``points(parent)``: points of others come in; ``folder(parent, kinds)``: each unit's
    papers; ``self_books(parent)``: their 自评表. ``waiting()``: rows of such that wait, by id, with whether they can be
    taken as they are; ``settle(taken, left)`` decides about some of them.
    """

    scores: Callable[[], Scores | None]
    new_scheme: Callable[[], Scheme]
    periods: Callable[[], Sequence[str]]
    drawn: Callable[[str], Drawn]
    paper: Callable[[int | None, bool], AssessmentPaper]
    units: Callable[[], Named]
    tasks: Callable[[], Named]
    save: Act
    draw: Act
    enter: Act
    withdraw: Act
    count_again: Act
    give: Act
    record_objection: Act
    feed: Act
    approve: Act
    retract: Act
    read_scheme: Callable[..., object]
    points: Callable[..., object]
    put_out: Callable[[PaperKind, AssessmentPaper, PaperFormat | None], object]
    folder: Callable[[QWidget, Sequence[PaperKind]], object]
    self_books: Callable[[QWidget], object]
    give_self: Act
    waiting: Callable[[], Sequence[tuple[int, str, bool]]]
    settle: Callable[[Sequence[int], Sequence[int]], Changes | None]
    go_to_task: Callable[[int], object]


class AssessmentDialog(Dialog):
    """The scores of a scheme; without one it offers to make one."""

    def __init__(self, title: str, desk: Desk, does: AssessmentActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"考核 — {title}")
        self._desk, self._does = desk, does
        self._scores: Scores | None = None
        self.note, self.status = label(name="dim", wrap=True, parent=self), label(name="dim", wrap=True, parent=self)
        self.view, self.model = EditingView(self), ScoreTable(Scheme(0, ""), self)
        self.entries, self.block = EntryList(self), BlockClip(self.view)
        self._make_buttons()
        self._dress()
        self._lay_out()
        self._wire()
        give_size(self, 96, 42)
        self.refresh()
        self.view.setFocus()

    def _make_buttons(self) -> None:
        def made(text: str, act: Callable[[], object]) -> Any:  # noqa: ANN401
            return button(text, act, parent=self)

        self.schemer, self.drawer = made("方案(&F)…", self.edit_scheme), made("提取事实(&T)…", self.draw)
        self.enterer, self.importer = made("登记扣分、加分(&D)…", self.enter), made("导入评分(&I)…", self.take_points)
        self.objector, self.approver = made("申诉与复核(&O)…", self.object), made("审定名次(&A)…", self.approve)
        self.paper, self.closer = made("出表 ▾", self._offer_papers), made("关闭", self.reject)
        self.waiter, self.whose = made("", self.settle), QComboBox(self)
        self.whose.addItems(["考核得分", "单位自评"])
        self.whose.setAccessibleName("表中显示")
        self.menu = AssessmentMenu(self)

    def _dress(self) -> None:
        self.view.setAccessibleName("考核得分")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.frozen = 1
        self.view.setItemDelegate(FigureDelegate(self.view))
        header = TaskHeader(self.view)
        header.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 12)  # an item's name over its weight
        header.setStretchLastSection(True)
        self.view.setHorizontalHeader(header)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        acts = (self.schemer, self.drawer, self.enterer, self.importer, self.objector, self.approver)
        column.addLayout(row_of_buttons(*acts))
        shown = QHBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(self.note, 1)
        shown.addWidget(self.waiter)
        shown.addWidget(self.whose)
        column.addLayout(shown)
        column.addWidget(self.view, 3)
        column.addWidget(self.entries, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.paper)
        foot.addWidget(self.closer)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.block.pasted.connect(self.paste)
        self.whose.currentIndexChanged.connect(self.refresh)
        self.view.clear_wanted.connect(self._clear)
        self.menu.paper_wanted.connect(self.put_out)
        self.menu.sheets_wanted.connect(self._export_all)
        self.menu.self_books_wanted.connect(self._export_self)
        self.entries.withdraw_wanted.connect(self.withdraw)
        self.entries.count_again_wanted.connect(self.count_again)
        self.entries.feed_wanted.connect(self.feed)
        self.entries.task_wanted.connect(self.go_to_task)
        self._desk.changed.connect(self.refresh)

    # -- showing

    def refresh(self) -> None:
        """Ask again for the scores, staying in the cell that was looked at."""
        self._scores = self._does.scores()
        scheme = self._scores.scheme if self._scores else Scheme(0, "")
        if scheme.leaves != self.model.leaves or self.view.model() is not self.model:
            self._take_model(scheme)
        self.model.editable = self._desk.may_write and self._approval() is None
        if self._scores is not None:
            self.model.show(self._scores, own=self._own())
        self._show_entries()
        self._tell()
        self._look()

    def _take_model(self, scheme: Scheme) -> None:
        self.model = ScoreTable(scheme, self)
        self.view.setModel(self.model)
        self.model.edited.connect(self.take)
        self.view.selectionModel().currentChanged.connect(self._show_entries)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column in range(self.model.columnCount()):
            characters = 9 if column == 0 else 3 if column == 1 else 4
            if (item := self.model.item(column)) is not None:
                characters = max(4, min(8, len(item.name)))
            self.view.setColumnWidth(column, wide * characters + 18)

    def _own(self) -> bool:
        """Tell whether the table shows what units gave themselves."""
        return self.whose.currentIndex() == 1

    def _approval(self) -> object:
        return self._scores.approval if self._scores else None

    def _tell(self) -> None:
        scores = self._scores
        if scores is None:
            self.note.setText(NO_SCHEME)
            self.status.setText("")
            return
        self.note.setText(missing_note(scores.units) or PICK_A_CELL)
        self.status.setText(approval_line(scores.approval) if scores.approval else NO_RANKING)

    def current(self) -> tuple[UnitScore | None, SchemeItem | None]:
        """Return the unit and item of the current cell; no item in the columns of a whole unit."""
        index = self.view.currentIndex()
        if self._scores is None or not index.isValid():
            return None, None
        return self.model.unit(index.row()), self.model.item(index.column())

    def _show_entries(self, *_: QModelIndex) -> None:
        """List the entries behind the current cell: of an item, or of the whole unit; the withdrawn ones too."""
        unit, item = self.current()
        every = self._scores.entries if self._scores else ()
        mine = [each for each in every if unit and each.assessment_unit_id == unit.assessment_unit_id]
        shown = [each for each in mine if item is None or each.assessment_item_id == item.id]
        names = {leaf.id: leaf.name for leaf in self.model.leaves}
        self.entries.show_entries(f"{unit.unit}　{cell_text(unit, item)}" if unit else "", shown, names)
        self._look()

    def _look(self) -> None:
        scores, waiting = self._scores, len(self._does.waiting()) if self._scores else 0
        self.waiter.setText(f"待定的自评 {waiting} 条…")
        self.waiter.setVisible(bool(waiting))
        wanted = scores is not None and (scores.scheme.self_wanted or any(own_total(each) for each in scores.units))
        self.whose.setVisible(wanted or self._own())
        writes, open_ = self._desk.may_write, self._approval() is None
        self.waiter.setEnabled(writes)
        self.schemer.setEnabled(writes and open_)
        self.approver.setText("审定名次(&A)…" if open_ else "撤销审定(&A)")
        has_units = scores is not None and bool(scores.units)
        self.enterer.setEnabled(writes and open_ and has_units and not all(leaf.outside for leaf in self.model.leaves))
        for each in (self.drawer, self.importer):
            each.setEnabled(writes and open_ and has_units)
        self.approver.setEnabled(writes and has_units)
        self.objector.setEnabled(writes and self.current()[0] is not None)
        self.paper.setEnabled(has_units)
        self.entries.allow(writes=writes, may_change=open_)

    # -- acts

    def _do(self, act: Act, *given: object) -> Changes | None:
        """Do an act; a refusal is said over the table, which stays as it is."""
        try:
            return act(*given)
        except DeskError as error:
            self.note.setText(error_sentence(error))
            return None

    def edit_scheme(self) -> None:
        """Make a scheme, or change it."""
        old = self._scores.scheme if self._scores else self._does.new_scheme()
        new = SchemeForm.ask(self, old, SchemeOffer(self._does.units(), self._does.read_scheme))
        if new is not None and new != old:
            self._do(self._does.save, new)

    def draw(self) -> None:
        """Enter what facts propose."""
        if self._scores is not None:
            names = {unit.assessment_unit_id: unit.unit for unit in self._scores.units}
            entries = DrawForm.ask(self, self._does.periods(), self._does.drawn, names)
            if entries:
                self._do(self._does.draw, self._scores.scheme.id, entries)

    def enter(self) -> None:
        """Enter points by hand, of the current cell first."""
        if self._scores is None:
            return
        unit, item = self.current()
        units = [(each.assessment_unit_id, each.unit) for each in self._scores.units]
        items = [leaf for leaf in self.model.leaves if not leaf.outside]
        offer = EntryOffer(
            units, items, self._does.tasks(), self._desk.today, unit.assessment_unit_id if unit else None,
            item.id if item else None,
        )  # fmt: skip
        entry = EntryForm.ask(self, offer)
        if entry is not None:
            self._do(self._does.enter, self._scores.scheme.id, entry)

    def withdraw(self, ids: Sequence[int], reason: str) -> None:
        """Take entries back."""
        self._do(self._does.withdraw, ids, reason)

    def count_again(self, ids: Sequence[int]) -> None:
        """Let entries count again."""
        self._do(self._does.count_again, ids)

    def feed(self, ids: Sequence[int]) -> None:
        """Put problems into the 整改台账, until a day, and say how many were not there yet."""
        told = DueForm.ask(self, f"列入整改台账（{len(ids)} 项）", self._desk.today)
        changes = self._do(self._does.feed, ids, *told) if told is not None else None
        if changes is not None:
            self.note.setText(f"{changes.name}。")

    def go_to_task(self, task_id: int) -> None:
        """Leave for a task."""
        self.accept()
        self._does.go_to_task(task_id)

    def object(self) -> None:
        """Enter what the unit objects, or answer it."""
        unit, _ = self.current()
        told = ObjectionForm.ask(self, unit, self._desk.today) if unit else None
        if unit is None or told is None:
            return
        objection, withdrawn = told
        if objection != unit.objection or withdrawn:
            self._do(self._does.record_objection, unit.assessment_unit_id, objection, withdrawn)

    def approve(self) -> None:
        """Enter who allowed the ranking to leave, or take that back."""
        scores = self._scores
        if scores is None:
            return
        if scores.approval is not None:
            if ask.choose(self, "撤销审定", "撤销后分数可以改动，排名不能再出表。", "撤销审定"):
                self._do(self._does.retract, scores.approval.id)
            return
        approval = ApproveForm.ask(self, scores, self._desk.today)
        if approval is not None:
            self._do(self._does.approve, replace(approval, assessment_id=scores.scheme.id))

    def take_points(self) -> None:
        """Take points of others out of a table."""
        if self._scores is not None:
            self._does.points(self, self._scores.scheme)

    def take(self, unit: UnitScore, item: SchemeItem, text: str) -> None:
        """Store points that were typed; an empty cell takes them back."""
        points = read_points(text) if text else None
        if text and points is None:
            self.note.setText(f"“{text}”不是分值。")
        elif self._scores is not None:
            self._give([(unit.assessment_unit_id, item, points)])

    def _give(self, cells: Sequence[Cell]) -> None:
        if self._scores is not None:
            self._do(self._does.give_self if self._own() else self._does.give, self._scores.scheme.id, cells)

    def settle(self) -> None:
        """Decide which waiting rows of 自评表 are taken."""
        decided = WaitingForm.ask(self, self._does.waiting())
        if decided is not None:
            self._do(self._does.settle, *decided)

    def _clear(self, column: int) -> None:
        index = self.view.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.model.setData(index, "")

    def paste(self, rows: Sequence[Sequence[str]]) -> None:
        """Write a block from the clipboard from the current cell on, after a look at how much that is."""
        start, scores = self.view.currentIndex(), self._scores
        if scores is None or not start.isValid() or not self.model.editable:
            return
        given, refused = self.model.block(start, rows)
        left = f"，另有 {refused} 格不能填（由规则计分、超出表格或不是分值）" if refused else ""
        if not given:
            self.note.setText(f"没有可以填的格子{left}。")
        elif len(given) == 1 or ask.choose(self, "粘贴评分", f"将填写 {len(given)} 格{left}。", "填写"):
            self._give(given)

    # -- papers

    def _offer_papers(self) -> None:
        self.menu.fill(self.current()[0], approved=self._approval() is not None)
        self.menu.popup(self.paper.mapToGlobal(self.paper.rect().topLeft()))

    def put_out(self, kind: PaperKind, unit: int | None, ranked: bool, format: PaperFormat | None) -> None:
        """Show a paper as it is printed, or write it."""
        try:
            self._does.put_out(kind, self._does.paper(unit, ranked), format)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def _export_all(self) -> None:
        self._does.folder(self, (SCORE_SHEET, FEEDBACK))

    def _export_self(self) -> None:
        self._does.self_books(self)

    @classmethod
    def show_for(cls, parent: QWidget, title: str, desk: Desk, does: AssessmentActs) -> None:
        """Show it until it is closed."""
        dialog = cls(title, desk, does, parent)
        dialog.exec()
        dialog.deleteLater()
