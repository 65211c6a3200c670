"""核对: the recognised tasks beside their source; doubts as chips to filter by, one at a time with its answers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import Place
from gongkai_desk.domain.review import Review
from gongkai_desk.review import drafting
from gongkai_desk.review.choices import alike, choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.wording.differences import field_name
from gongkai_desk.wording.sentences import doubt_chip, doubt_sentence
from ui.desk import Desk
from ui.importing.answer_bar import DoubtBar, press_by
from ui.importing.draft_view import DraftView, SplitDialog
from ui.models.draft_table import CONTENT, FIELDS, SEQ, TITLE, DraftTable, chips
from ui.models.task_table import short_seq
from ui.parts.row_copier import RowCopier
from ui.parts.source_pane import SourcePane
from ui.widgets.flow import Chips, flowing
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, thin_line

_FINE = "没有疑问。双击或按 F2 可以改字，改过的时限和单位会重新识别。"
_LEAST = 34  # characters that the table is wide at least; its chips and buttons then need few lines
_DECIDED = 2  # decisions of a task that the line tells


class ReviewPage(QWidget):
    """Emits what a person wants done; the wizard does it and shows the new review."""

    edited = Signal(int, str, str)
    answered = Signal(object, object, bool)
    split_wanted = Signal(int, int)
    split_text_wanted = Signal(int, str, int)
    merge_wanted = Signal(list)
    drop_wanted = Signal(list)
    clear_wanted = Signal(list, str)
    restore_wanted = Signal()
    renumber_wanted = Signal()
    columns_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._reader: Reader | None = None
        self._doubt: Doubt | None = None
        self._then: int | None = None  # the place to go to after what was asked for
        self._begins = False
        self._next_at: int | None = None  # where the doubt stood that was just answered
        self.source, self.body = self.sources = SourcePane(desk, self), SourcePane(desk, self, name="正文")
        self.body.setVisible(False)
        self.chips = Chips(self)
        self.model = DraftTable(self)
        self.view = DraftView(self)
        self.bar = DoubtBar(self)
        self.bar.hear_all_keys(self)
        self._acts, self._flow = flowing(parent=self)
        self.split = self._act("拆分…", self._split, "", "也可以在任务内容的格内把光标放好，按 Ctrl+Enter 拆分")
        self.merge = self._act("合并", self._merge, "Ctrl+M")
        self.drop = self._act("删除", self._drop, "", "Ctrl+Del")
        self.restore = self._act("找回删除…", self.restore_wanted.emit, "Ctrl+Shift+R")
        self.renumber = self._act("重排序号", self.renumber_wanted.emit, "")
        self.columns = self._act("重认各列…", self.columns_wanted.emit, "")
        self.undo = self._act("撤销", self.undo_wanted.emit, "Ctrl+Z")
        self.redo = self._act("恢复", self.redo_wanted.emit, "Ctrl+Y")
        self._lay_out()
        self._set_up_table()
        self._wire()
        self.source.hear_keys(self, self.view)

    def _act(self, text: str, pressed: object, keys: str, hint: str = "") -> QPushButton:
        made = button(text, pressed, name="link", parent=self._acts)  # type: ignore[arg-type]
        made.pressed.connect(self.view.store_open)  # by its keys: what is being typed belongs to the row as it is
        if keys:
            press_by(keys, made, self)
        made.setToolTip(hint or keys)
        self._flow.addWidget(made)
        return made

    def _wire(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.model.edited.connect(self.edited)
        self.bar.answered.connect(self._answer)
        self.bar.moved.connect(self.go)
        self.source.pointed.connect(self._show_task_at)
        self.view.drop_wanted.connect(self._drop)
        self.view.clear_wanted.connect(self._clear)
        self.view.split_wanted.connect(self._split_text)

    def _lay_out(self) -> None:
        self._flow.setContentsMargins(10, 4, 10, 4)
        for part in (self.chips, self._acts):  # as high as their width asks for, not as the narrowest would
            part.setSizePolicy(_lower(part.sizePolicy()))
        right = QWidget(self)
        right.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * _LEAST)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.view, 1)
        column.addWidget(thin_line(self))
        column.addWidget(self.bar)
        column.addLayout(self._under_table())  # last: the bar grows upwards, 下一处 stays under the mouse
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for pane, stretch in ((self._sources(), 2), (right, 3)):
            panes.addWidget(pane)
            panes.setStretchFactor(panes.count() - 1, stretch)
        panes.setSizes([520, 846])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)

    def _sources(self) -> QSplitter:
        """Return the source, under it a second view of it for what the body says otherwise than the annex."""
        made = QSplitter(Qt.Orientation.Vertical, self)
        made.setHandleWidth(1)
        made.setChildrenCollapsible(False)
        for pane in self.sources:
            made.addWidget(pane)
        return made

    def _under_table(self) -> QHBoxLayout:
        """Return what can be done with tasks, and what leads from doubt to doubt."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 14, 0)
        row.addWidget(self._acts, 1)
        self.bar.beside_row.setContentsMargins(0, 4, 0, 4)  # in line with the acts
        row.addWidget(self.bar.give_beside(), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _set_up_table(self) -> None:
        self.view.setAccessibleName("识别出的任务")
        RowCopier(self.view)
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.merged_columns = (TITLE,)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(CONTENT, QHeaderView.ResizeMode.Stretch)
        self.view.resized.connect(self.view.fit_columns)
        self.view.fit_columns()
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.view.selectionModel().selectionChanged.connect(self._enable)

    # -- showing

    def begin(self) -> None:
        """Take the next review as a new one: it opens on the gravest doubt."""
        self._begins = True

    def show_review(self, review: Review, reader: Reader, *, can_undo: bool, can_redo: bool) -> None:
        """Show a review, the same task staying current; after an answer the next doubt."""
        place = self.current()
        self._review, self._reader = review, reader
        self._show_chips(review)
        self._show_rows(review, self.chips.current())
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)
        self.restore.setVisible(bool(review.dropped))
        at, self._next_at = self._next_at, None
        begins, self._begins = self._begins, False
        doubts = self._open()
        if at is not None and doubts:
            self._show_doubt(doubts[min(at, len(doubts) - 1)])
        else:
            self._go_to(self.model.near(place or 0 if self._then is None else self._then))
        if begins and review.gravest is not None:
            self._show_doubt(review.gravest)
        self._then = None
        self._enable()

    def _show_chips(self, review: Review) -> None:
        self.chips.show_counts(len(review.doubts), chips(review))

    def _show_rows(self, review: Review, chip: str = "") -> None:
        """Show the tasks that a chip lets through, each section's heading across the table."""
        self.view.clearSpans()
        self.model.show(review, chip)
        for row in self.model.headings():
            self.view.setSpan(row, 0, 1, self.model.columnCount())

    def stand_on(self, place: int | None, chip: str) -> None:
        """Go on where one stood: the list filtered by ``chip``, a task the current one."""
        self.chips.choose(chip)
        self._filter(self.chips.current())
        if place is not None:
            self._go_to(place)

    def settle(self) -> None:
        """Measure the rows and draw the page at once, before a picture is taken."""
        self.view.settle()
        self._go_to(next((d.task for d in self._open() if d.task is not None), 0))
        for pane in self.sources:
            if pane.isVisible():
                pane.settle()

    def _open(self) -> tuple[Doubt, ...]:
        """Return the open doubts that the chosen chip lets through."""
        chip = self.chips.current()
        found = self._review.doubts if self._review else ()
        return tuple(doubt for doubt in found if not chip or doubt_chip(doubt.kind) == chip)

    def current(self) -> int | None:
        """Return the place of the current task in the part."""
        return self.model.place(self.view.currentIndex().row())

    def _go_to(self, place: int) -> None:
        row = self.model.row_of(place)
        column = max(self.view.currentIndex().column(), SEQ) if self.view.currentIndex().isValid() else CONTENT
        index = self.model.index(max(row, 0), column)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)
        self._show_current()

    @Slot(int)
    def go(self, step: int) -> None:
        """Show the next doubt, or the one before; past the last comes the first. An open cell is stored first."""
        self.view.store_open()
        doubts = self._open()
        if not doubts:
            return
        if self._doubt in doubts:
            self._show_doubt(doubts[(doubts.index(self._doubt) + step) % len(doubts)])
            return
        here = self.current() or 0
        behind = [doubt for doubt in doubts if doubt.task is None or doubt.task > here]
        before = [doubt for doubt in doubts if doubt.task is not None and doubt.task < here]
        self._show_doubt((behind or doubts)[0] if step > 0 else (before or doubts)[-1])

    def _show_doubt(self, doubt: Doubt) -> None:
        """Make a doubt the one that is told, and its task the current one."""
        if doubt.task is not None:
            self._go_to(doubt.task)
        self._tell(doubt)

    @Slot(str)
    def _filter(self, chip: str) -> None:
        if self._review is not None:
            place = self.current()
            self._show_rows(self._review, chip)
            doubts = self._open()
            if chip and doubts and place not in {doubt.task for doubt in doubts}:
                self._show_doubt(doubts[0])
            else:
                self._go_to(place or 0)

    @Slot(object)
    def _show_task_at(self, spot: Place) -> None:
        place = drafting.task_at(self._review, spot) if self._review else None
        if place is None:
            return
        if self.model.row_of(place) < 0 and self._review is not None:  # another chip's task
            self.chips.choose("")
            self._show_rows(self._review)
        self._go_to(place)
        self.view.setFocus()

    @Slot()
    def _show_current(self, now: QModelIndex | None = None, before: QModelIndex | None = None) -> None:
        place = self.current()
        if self._review is None:
            return
        if place is not None:
            self.source.show_places(self._review.shown.tasks[place].source)
        about = [doubt for doubt in self._open() if doubt.task == place]
        if about and place is not None:
            self._tell(about[0])
        elif place is None and self._open():
            self._tell(self._open()[0])
        else:
            self._tell_fine(place)
        self._enable()

    def _tell(self, doubt: Doubt) -> None:
        assert self._review is not None
        assert self._reader is not None
        self._doubt = doubt
        if doubt.source:
            self.source.show_places(doubt.source)
        self._show_body(doubt)
        offered = choices(self._review, doubt, self._reader)
        told = f"{self._number(doubt.task)}　△ {_sentence(doubt)}"
        self.bar.show_doubt(told, doubt, offered, len(alike(self._review, doubt)))
        doubts = self._open()
        self.bar.show_count(doubts.index(doubt) + 1 if doubt in doubts else 0, len(doubts))

    def _show_body(self, doubt: Doubt | None) -> None:
        """Light the place in the body too, where the annex says something else."""
        place = doubt.readings.place if doubt is not None and doubt.readings is not None else ()
        self.body.setVisible(bool(place))
        if place:
            self.body.show_places(place)

    def _tell_fine(self, place: int | None) -> None:
        self._doubt = None
        self._show_body(None)
        decided = [each.answer for each in self._review.decided if each.doubt.task == place] if self._review else []
        said = f"{_FINE}　已定：{'；'.join(decided[-_DECIDED:])}" if decided and place is not None else _FINE
        self.bar.show_nothing(f"{self._number(place)}　{said}" if place is not None else "")
        self.bar.show_count(0, len(self._open()))

    def _number(self, place: int | None) -> str:
        if place is None or self._review is None:
            return "全文"
        task = self._review.shown.tasks[place]
        return f"第 {short_seq(task)} 项" if task.seq else "这一项"

    @Slot()
    def _enable(self) -> None:
        chosen = self._chosen()
        self.split.setEnabled(len(chosen) == 1)
        self.merge.setEnabled(len(chosen) > 1)
        self.drop.setEnabled(bool(chosen))

    def _chosen(self) -> list[int]:
        rows = {index.row() for index in self.view.selectionModel().selectedRows(CONTENT)}
        return [place for row in sorted(rows) if (place := self.model.place(row)) is not None]

    # -- what a person wants

    @Slot(object, object, bool)
    def _answer(self, doubt: Doubt, choice: object, every: bool) -> None:
        self.view.store_open()
        doubts = self._open()
        if doubt not in doubts:  # what was typed has answered it
            return
        self._next_at = doubts.index(doubt)
        self.answered.emit(doubt, choice, every)
        self._next_at = None

    @Slot()
    def _split(self) -> None:
        """Ask where to cut; the cursor begins after the first sentence."""
        place = self.current()
        if place is None or self._review is None:
            return
        at = SplitDialog.ask(self, self._review.shown.tasks[place].content)
        if at is not None:
            self.split_wanted.emit(place, at)

    @Slot(int, str, int)
    def _split_text(self, row: int, text: str, at: int) -> None:
        place = self.model.place(row)
        if place is not None:
            self.split_text_wanted.emit(place, text, at)

    @Slot()
    def _merge(self) -> None:
        chosen = self._chosen()
        self._then = chosen[0]  # the row that they become
        self.merge_wanted.emit(chosen)
        self.view.setFocus()

    @Slot()
    def _drop(self) -> None:
        if chosen := self._chosen():
            self._then = chosen[-1] + 1 - len(chosen)  # where the next one will stand
            self.drop_wanted.emit(chosen)
            self.view.setFocus()

    @Slot(int)
    def _clear(self, column: int) -> None:
        if column in FIELDS and (chosen := self._chosen()):
            self.clear_wanted.emit(chosen, FIELDS[column])


def _sentence(doubt: Doubt) -> str:
    """Return what is doubtful; of two readings only what they are about: both stand below, side by side."""
    return doubt_sentence(replace(doubt, text=field_name(doubt.field)) if doubt.readings else doubt)


def _lower(policy: QSizePolicy) -> QSizePolicy:
    """Return a policy under which a widget may become as low as its layout allows."""
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    return policy
