"""下发与回收: 谁没报 by unit and period, the register of batches, what is said of the chosen book, its acts."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.cycle.rounds import Return
from gongkai_desk.domain.ids import row_id
from gongkai_desk.services import dispatching
from gongkai_desk.services.collecting import settling
from gongkai_desk.standing.cycle.returns import Returned, batch_texts, book_facts, returns
from gongkai_desk.wording.rounds import returns_sentence
from ui.commands import chasing
from ui.commands.command import WhereNow
from ui.commands.cycle import dispatching as commands
from ui.deleting import is_agreed
from ui.dialogs.rounds.book_dialogs import LeaveDialog, ReceiptDialog
from ui.dialogs.rounds.send_dialog import Wanted
from ui.dialogs.rounds.unplaced_dialog import UnplacedActs, UnplacedDialog
from ui.models.item_table import RecordTable
from ui.models.return_matrix import ReturnMatrix
from ui.pages.page import Page
from ui.parts.figure_view import record_view
from ui.widgets.notices import EmptyState, button, label, thin_line, value

_NAME, _PERIOD, _SIDE = 12, 7.5, 18  # characters
_BATCHES = ("批号", "期次", "下发日期", "报送截止", "下发方式", "已报／下发", "签收")
_BATCH_WIDTHS = (7, 7, 6, 13, 8, 6)
_ON_BOOKS = ("chase", "again", "sign", "leave", "back")
_OPEN = frozenset({Return.MISSING, Return.SENT_BACK})


class Dispatches(Page):
    """The matrix and the batches of a plan, each in a tab; beside them the chosen book."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.books: list[Returned] = []
        self.plans = QComboBox(self)
        self.plans.setAccessibleName("要点")
        self.plans.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.plans.setMinimumContentsLength(18)
        self.sum = label(name="dim", wrap=True, parent=self)
        self.unplaced = button("", self.assign, name="link", parent=self)
        self.model = ReturnMatrix(self.desk.today, self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("谁没报")
        self.batch_model = RecordTable(_BATCHES, self)
        self.batches = record_view(self.batch_model, self)
        self.batches.setAccessibleName("下发登记")
        self.name = label(name="heading", wrap=True, parent=self)
        self.facts = value(parent=self)
        self.send = button("下发填报表(&N)…", self.send_new, name="primary", parent=self)
        self.pick = button("选中本期未报的", self.select_missing, name="link", parent=self)
        self.acts: dict[str, QPushButton] = {
            "chase": button("出催办单…", self.chase, parent=self),
            "again": button("只发给选中的单位…", self.send_again, parent=self),
            "sign": button("登记签收…", self.sign, parent=self),
            "leave": button("准予延期报送…", self.grant, parent=self),
            "back": button("退回补报…", self.send_back, parent=self),
            "leave_all": button("整批延期…", self.grant_all, parent=self),
            "remove": button("删除批次…", self.remove, parent=self),
        }
        self.body, self.empty = QWidget(self), EmptyState(self)
        self.tabs, self.side = QTabWidget(self.body), QScrollArea(self.body)
        self._fill_side()
        self._lay_out()
        self._wire()

    # -- building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("下发与回收", name="title", parent=self))
        head.addWidget(self.plans, 1)
        head.addStretch(1)
        head.addWidget(self.send)
        self.tabs.addTab(self.view, "谁没报")
        self.tabs.addTab(self._register(), "下发登记")
        self.tabs.setDocumentMode(True)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.tabs, 1)
        row.addWidget(thin_line(self.body, upright=True))
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.sum, 1)
        line.addWidget(self.unplaced)
        column.addLayout(line)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        self._fit()

    def _register(self) -> QWidget:
        made = QWidget(self.tabs)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.batches, 1)
        row = QHBoxLayout()
        row.addWidget(self.acts["leave_all"])
        row.addWidget(self.acts["remove"])
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _fill_side(self) -> None:
        """Put what is known of a book, and its acts, into a pane that scrolls on a low screen."""
        sheet = QWidget(self.side)
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(4, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        for name in _ON_BOOKS:
            column.addWidget(self.acts[name])
        column.addWidget(self.facts)
        column.addStretch(1)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setWidget(sheet)

    def _fit(self) -> None:
        wide = self.fontMetrics().horizontalAdvance("国")
        self.side.setFixedWidth(wide * _SIDE)
        for column, characters in enumerate(_BATCH_WIDTHS):
            self.batches.setColumnWidth(column, wide * characters + 16)

    def _fit_matrix(self) -> None:
        wide, head = self.fontMetrics().horizontalAdvance("国"), self.view.horizontalHeader()
        for column in range(self.model.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.view.setColumnWidth(column, round(wide * (_PERIOD if column else _NAME)) + 18)

    def _wire(self) -> None:
        self.plans.currentIndexChanged.connect(self._show_books)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.view.selectionModel().currentChanged.connect(self._look)
        self.batches.selectionModel().selectionChanged.connect(self._look)

    # -- showing

    def refresh(self) -> None:
        """Ask again for the books; the plan that was shown stays."""
        library = self.desk.library
        if library is None:
            return
        self.books = returns(library)
        unplaced = len(settling.unplaced_files(library))
        self.unplaced.setText(f"未能判定单位 {unplaced} 份…")
        self.unplaced.setVisible(bool(unplaced))
        self.unplaced.setEnabled(self.desk.may_write)
        kept, used = self.plans.currentData(), {each.batch.plan_id for each in self.books}
        self.plans.blockSignals(True)
        self.plans.clear()
        for plan in self.desk.shelf.plans():
            if plan.id in used:
                self.plans.addItem(plan.title, plan.id)
        wanted = kept or (self.plan.id if self.plan else None)
        self.plans.setCurrentIndex(max(0, self.plans.findData(wanted)))
        self.plans.blockSignals(False)
        self._show_books()

    def _show_books(self) -> None:
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        batch = self.batches.currentIndex().row()
        shown = self.shown()
        self.model.show(shown)
        self._fit()
        self._fit_matrix()
        self.batch_model.show(
            [batch_texts([each for each in shown if each.batch.id == number]) for number in self._ids()]
        )
        self.body.setVisible(bool(shown))
        self.plans.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.send.setEnabled(self.desk.may_write and bool(self.desk.shelf.plans()))
        if shown:
            self.view.setCurrentIndex(self.model.index(max(row, 0), max(column, 1)))
            self.batches.setCurrentIndex(self.batch_model.index(max(batch, 0), 0))
        else:
            self.empty.say(
                "还没有下发过填报表", "点“下发填报表”，每个单位出一份，只列它本期该报的任务，下发后在这里看谁没报。"
            )
        self._look()

    def shown(self) -> list[Returned]:
        """Return the books of the plan that is shown."""
        return [each for each in self.books if each.batch.plan_id == self.plans.currentData()]

    def _ids(self) -> list[int]:
        """Return the batches of the plan, the newest first."""
        return sorted({row_id(each.batch) for each in self.shown()}, reverse=True)

    def period(self) -> str:
        """Return the period of the current column."""
        return self.model.period(self.view.currentIndex().column())

    def chosen(self) -> list[Returned]:
        """Return the books of the selected units for the current period."""
        column = max(self.view.currentIndex().column(), 1)
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return [book for row in rows if (book := self.model.book(row, column)) is not None]

    def batch(self) -> list[Returned]:
        """Return the books of the current batch."""
        row, ids = self.batches.currentIndex().row(), self._ids()
        return [each for each in self.shown() if each.batch.id == ids[row]] if 0 <= row < len(ids) else []

    def _look(self) -> None:
        chosen, may = self.chosen(), self.desk.may_write
        for name in _ON_BOOKS:
            self.acts[name].setEnabled(may and bool(chosen))
        self.acts["back"].setEnabled(may and len(chosen) == 1 and chosen[0].book.returned is not None)
        for name in ("leave_all", "remove"):
            self.acts[name].setEnabled(may and bool(self.batch()))
        column = max(self.view.currentIndex().column(), 1)
        found = (self.model.book(row, column) for row in range(self.model.rowCount()))
        of_period = [each for each in found if each is not None]
        overdue = sum(each.overdue(self.desk.today) for each in of_period)
        states = Counter(each.standing for each in of_period)
        self.sum.setText(returns_sentence(self.period(), states, overdue) if of_period else "")
        self.name.setText(chosen[0].unit.name if len(chosen) == 1 else f"选中 {len(chosen)} 家" if chosen else "")
        self.facts.setText("\n".join(book_facts(chosen[0])) if len(chosen) == 1 else "")

    # -- acts

    def select_missing(self) -> None:
        """Select the units of which nothing has come for the current period, or whose book went back."""
        column = max(self.view.currentIndex().column(), 1)
        rows = [row for row in range(self.model.rowCount()) if _is_open(self.model.book(row, column))]
        selection = self.view.selectionModel()
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            selection.select(self.model.index(row, 0), flags)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], column), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.view.setFocus()

    def assign(self) -> None:
        """Say whose the papers are of which nothing tells it."""
        library = self.desk.library
        if library is not None:
            papers = partial(settling.unplaced_files, library)
            does = UnplacedActs(papers, self._assign, dict(self.desk.shelf.unit_names()))
            UnplacedDialog.show_for(self, does)

    def _assign(self, file_id: int, unit_id: int) -> None:
        self.do(settling.assign, file_id, unit_id)

    def send_new(self) -> None:
        """Send a new batch of the plan that is shown, or that was shown last."""
        plan = next((each for each in self.desk.shelf.plans() if each.id == self.plans.currentData()), self.plan)
        if plan is None:
            commands.send_books(self.where())
        else:
            commands.send_wanted(self.where(), Wanted(plan))

    def send_again(self) -> None:
        """Send a batch for the current period to the selected units only."""
        plan = next((each for each in self.desk.shelf.plans() if each.id == self.plans.currentData()), None)
        if plan is not None and (chosen := self.chosen()):
            wanted = Wanted(plan, self.period(), frozenset(each.unit.id for each in chosen))
            commands.send_wanted(self.where(), wanted)

    def chase(self) -> None:
        """Write slips to the selected units."""
        chasing.chase_units(self.where(), frozenset(each.unit.id for each in self.chosen()))

    def sign(self) -> None:
        """Note who signed for the selected books."""
        chosen = self.chosen()
        if not chosen:
            return
        book = chosen[0].book
        who = book.receipt_by if len(chosen) == 1 else ""
        receipt = ReceiptDialog.ask(self, _names(chosen), book.receipt or self.desk.today, who)
        if receipt is not None:
            ids = [row_id(each.book) for each in chosen]
            self.do(dispatching.sign, ids, receipt.day, receipt.who)

    def send_back(self) -> None:
        """Send some rows of the selected book back, with what is wanted of each."""
        chosen = self.chosen()
        if len(chosen) == 1:
            commands.send_back(self.where(), row_id(chosen[0].book))

    def grant(self) -> None:
        """Move the closing day of the selected units; only those of one batch at a time."""
        chosen = self.chosen()
        if chosen:
            of_batch = [each for each in chosen if each.batch.id == chosen[0].batch.id]
            self._grant(of_batch, [row_id(each.book) for each in of_batch])

    def grant_all(self) -> None:
        """Move the closing day of the current batch."""
        self._grant(self.batch(), [])

    def _grant(self, books: list[Returned], ids: list[int]) -> None:
        if not books:
            return
        was = max((each.closing for each in books if each.closing), default=self.desk.today)
        whose = _names(books) if ids else f"批次 {books[0].batch.batch}（全部 {len(books)} 家）"
        leave = LeaveDialog.ask(self, whose, was)
        if leave is not None:
            self.do(dispatching.move_closing, row_id(books[0].batch), leave, ids)

    def remove(self) -> None:
        """Put the current batch into the recycle bin, after a question."""
        books = self.batch()
        if books and is_agreed(self, [books[0].batch.batch], "下发批次", "已存的文件不动，按 Ctrl+Z 恢复。"):
            self.do(dispatching.remove, row_id(books[0].batch))

    def go_to(self, number: int) -> None:
        """Go to a batch."""
        if number in self._ids():
            self.tabs.setCurrentIndex(1)
            self.batches.setCurrentIndex(self.batch_model.index(self._ids().index(number), 0))


def _is_open(book: Returned | None) -> bool:
    return book is not None and book.standing in _OPEN


def _names(books: list[Returned]) -> str:
    first = "、".join(each.unit.name for each in books[:3])
    return first if len(books) <= 3 else f"{first}等 {len(books)} 家"
