"""核对: the recognised tasks beside their source; doubts as chips to filter by and a line that says what to look at."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QSplitter, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Doubt
from gongkai_desk.services.drafting import Review
from gongkai_desk.wording import doubt_sentence
from ui.desk import Desk
from ui.importing.chips import Chips
from ui.importing.page_picture import SourcePane
from ui.models.draft_table import CONTENT, DEADLINE, MARK, SEQ, TITLE, UNITS, DraftTable, chips
from ui.models.task_table import short_seq
from ui.widgets.cell_edit import EditingView
from ui.widgets.plain import button, label
from ui.widgets.task_header import TaskHeader

_WIDTHS = {MARK: 1.0, SEQ: 2.4, TITLE: 8, UNITS: 9, DEADLINE: 6.4}  # in characters of the current font
_FINE = "这一条没有疑问。双击单元格可以改字；改过的时限和单位会重新识别。"


class ReviewPage(QWidget):
    """Emits what a person wants done; the wizard does it and shows the new review."""

    edited = Signal(int, str, str)
    split_wanted = Signal(int, int)
    merge_wanted = Signal(list)
    drop_wanted = Signal(list)
    settle_wanted = Signal(object)
    restore_wanted = Signal()
    renumber_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self.source = SourcePane(desk, self)
        self.chips = Chips(self)
        self.model = DraftTable(self)
        self.view = EditingView(self)
        self.doubt = label(wrap=True, parent=self)
        self.seen = button("看过，没有问题", self._settle, name="link", parent=self)
        self.split = button("拆分", self._split, name="link", parent=self)
        self.merge = button("合并", self._merge, name="link", parent=self)
        self.drop = button("删除", self._drop, name="link", parent=self)
        self.restore = button("找回删除", self.restore_wanted.emit, name="link", parent=self)
        self.renumber = button("重排序号", self.renumber_wanted.emit, name="link", parent=self)
        self.undo = button("撤销", self.undo_wanted.emit, name="link", parent=self)
        self._lay_out()
        self._set_up_table()
        self.chips.chosen.connect(self._filter)
        self.model.edited.connect(self.edited)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        for act in (self.seen, self.split, self.merge, self.drop, self.restore, self.renumber, self.undo):
            acts.addWidget(act)
        acts.addStretch(1)
        line = QFrame(self)
        line.setObjectName("banner")
        inner = QVBoxLayout(line)
        inner.setContentsMargins(14, 8, 14, 8)
        inner.setSpacing(4)
        inner.addWidget(self.doubt)
        inner.addLayout(acts)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.view, 1)
        column.addWidget(line)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for pane, stretch in ((self.source, 2), (right, 3)):
            panes.addWidget(pane)
            panes.setStretchFactor(panes.count() - 1, stretch)
        panes.setSizes([520, 846])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)

    def _set_up_table(self) -> None:
        self.view.setAccessibleName("识别出的任务")
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.merged_columns = (TITLE,)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(CONTENT, QHeaderView.ResizeMode.Stretch)
        wide = self.view.fontMetrics().horizontalAdvance("国")
        for column, characters in _WIDTHS.items():
            self.view.setColumnWidth(column, round(wide * characters) + 18)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.view.selectionModel().selectionChanged.connect(self._enable)

    # -- showing

    def show_review(self, review: Review, *, can_undo: bool) -> None:
        """Show a review, the same task staying current."""
        place = self.current()
        self._review = review
        counted = chips(review)
        self.chips.show_counts(len(review.shown.tasks), counted)
        self.model.show(review, self.chips.current())
        self.undo.setEnabled(can_undo)
        self.restore.setVisible(bool(review.dropped))
        self._go_to(place or 0)
        self._enable()

    def settle(self) -> None:
        """Measure the rows and draw the page at once, before a picture is taken."""
        self.view.settle()
        self._go_to(next((d.task for d in self._open() if d.task is not None), 0))
        self.source.settle()

    def _open(self) -> tuple[Doubt, ...]:
        return self._review.shown.doubts if self._review else ()

    def current(self) -> int | None:
        """Return the place of the current task in the part."""
        return self.model.place(self.view.currentIndex().row())

    def _go_to(self, place: int) -> None:
        row = self.model.row_of(place)
        index = self.model.index(max(row, 0), CONTENT)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)
        self._show_current()

    @Slot(str)
    def _filter(self, chip: str) -> None:
        if self._review is not None:
            place = self.current()
            self.model.show(self._review, chip)
            self._go_to(place or 0)

    @Slot()
    def _show_current(self, now: QModelIndex | None = None, before: QModelIndex | None = None) -> None:
        place = self.current()
        if self._review is None or place is None:
            self.doubt.setText("")
            return
        task = self._review.shown.tasks[place]
        self.source.show_places(task.source)
        told = "；".join(doubt_sentence(doubt) for doubt in self._doubts(place))
        number = f"第 {short_seq(task)} 项" if task.seq else "这一项"
        self.doubt.setText(f"{number}　△ {told}" if told else f"{number}　{_FINE}")
        self._enable()

    def _doubts(self, place: int) -> list[Doubt]:
        return [doubt for doubt in self._open() if doubt.task == place]

    @Slot()
    def _enable(self) -> None:
        chosen = self._chosen()
        self.seen.setVisible(bool(chosen) and any(self._doubts(place) for place in chosen))
        self.split.setEnabled(len(chosen) == 1)
        self.merge.setEnabled(len(chosen) > 1)
        self.drop.setEnabled(bool(chosen))

    def _chosen(self) -> list[int]:
        rows = {index.row() for index in self.view.selectionModel().selectedRows(CONTENT)}
        return [place for row in sorted(rows) if (place := self.model.place(row)) is not None]

    # -- what a person wants

    @Slot()
    def _settle(self) -> None:
        self.settle_wanted.emit([doubt for place in self._chosen() for doubt in self._doubts(place)])

    @Slot()
    def _split(self) -> None:
        """Ask where to cut; the cursor begins after the first sentence."""
        from ui.importing.split_dialog import SplitDialog

        place = self.current()
        if place is None or self._review is None:
            return
        at = SplitDialog.ask(self, self._review.shown.tasks[place].content)
        if at is not None:
            self.split_wanted.emit(place, at)

    @Slot()
    def _merge(self) -> None:
        self.merge_wanted.emit(self._chosen())

    @Slot()
    def _drop(self) -> None:
        self.drop_wanted.emit(self._chosen())
