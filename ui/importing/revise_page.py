"""合并修订稿: every difference with both readings and a choice; what matters must be chosen, the rest is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.revision import Choice, Line, LineKind, Spot
from gongkai_desk.rules.work.revising import chosen_alike
from ui.desk import Desk
from ui.importing.answer_bar import AnswerBar, press_by
from ui.importing.merging import Merging, PairDialog, ReviseView
from ui.models.revision_table import (
    CHOSEN,
    NEW,
    OLD,
    OPEN,
    TASK,
    WHAT,
    RevisionTable,
    Row,
    chosen_word,
    name_of,
    revision_chips,
    told_work,
)
from ui.parts.row_copier import RowCopier
from ui.parts.source_pane import SourcePane
from ui.widgets.flow import Chips
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import button, label

_WIDTHS = {TASK: 9, WHAT: 5, CHOSEN: 7}  # in characters of the current font
_SAME_TOLD = "未变，不必处理。"
_ALL_TOLD = "已全部选好，可以合并。"
_SHOWN = 380  # pixels of the source when it is shown


class RevisePage(QWidget):
    """Shows a ``Merging`` and puts what a person chooses into it; ``ready(bool)`` says whether all is decided."""

    ready = Signal(bool)

    def __init__(self, desk: Desk, merging: Merging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._merging = merging
        self.source = SourcePane(desk, self)
        self.source.hide()
        self.chips = Chips(self)
        self.model = RevisionTable(self)
        self.view = ReviseView(self)
        self.whole = QCheckBox("显示全文", self)
        self.beside = QCheckBox("并排看修订稿原文", self)
        self.bar = AnswerBar(self)
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        self.buttons = [self._choosing(number) for number in range(3)]
        self.apart = self._act("不是同一项", self._part)
        self.join = self._act("指定对应的任务…", self._join)
        for part in (self.apart, self.join):
            self.bar.flow.addWidget(part)
        self.next = self._act("下一处待选择", self.go_on, "F3")
        self.undo = self._act("撤销", merging.undo, "Ctrl+Z")
        for part in (self.next, self.undo):
            self.bar.beside_row.addWidget(part)
        self.all_new = button("所列全部采用新稿", self._take_all, name="link", parent=self)
        self.all_old = button("所列全部保留原稿", self._keep_all, name="link", parent=self)
        self._lay_out()
        self._set_up_table()
        merging.changed.connect(self.show_merging)
        self.chips.chosen.connect(self._show_rows)
        self.whole.toggled.connect(self._show_rows)
        self.beside.toggled.connect(self._show_source)

    def _choosing(self, number: int) -> QPushButton:
        made = button("", self._choose, parent=self.bar.row)
        press_by(f"Alt+{number + 1}", made, self)
        self.bar.flow.addWidget(made)
        return made

    def _act(self, text: str, pressed: Callable[[], object], keys: str = "") -> QPushButton:
        made = button(text, pressed, name="link", parent=self.bar)
        if keys:
            press_by(keys, made, self)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 14, 0)
        head.setSpacing(12)
        head.addWidget(self.chips, 1)
        for part in (self.all_new, self.all_old, self.whole, self.beside):
            head.addWidget(part)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.refusal)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(left)
        self._panes.addWidget(self.source)
        self._panes.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panes)
        self.say_refused("")

    def _set_up_table(self) -> None:
        self.view.setAccessibleName("修订稿与原稿的不同")
        RowCopier(self.view)
        self.view.setHorizontalHeader(TaskHeader(self.view))
        self.view.setModel(self.model)
        self.view.merged_columns = (TASK,)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        for column in (OLD, NEW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        wide = self.view.fontMetrics().horizontalAdvance("国")
        for column, characters in _WIDTHS.items():
            self.view.setColumnWidth(column, round(wide * characters) + 18)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.view.selectionModel().selectionChanged.connect(self._show_current)

    def say_refused(self, sentence: str) -> None:
        """Show why it was not merged; empty takes the sentence away."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    # -- showing

    def begin(self) -> None:
        """Show a comparison just made, at what is to be decided first."""
        self.show_merging()
        self.view.setCurrentIndex(self.model.index(-1, -1))
        self.go_on()

    @Slot()
    def show_merging(self) -> None:
        """Show the choices as they stand; the same row stays current, or what took its place."""
        merging = self._merging
        counts = revision_chips(merging.revision, merging.choices)
        changes = sum(1 for _ in merging.revision.aspects())
        self.chips.show_counts(changes, counts)
        self.undo.setEnabled(merging.can_undo)
        self._show_rows()
        if not counts[OPEN]:
            self.say_refused("")
        self.ready.emit(not counts[OPEN])

    @Slot()
    def _show_rows(self) -> None:
        at, column = max(self.view.currentIndex().row(), 0), max(self.view.currentIndex().column(), WHAT)
        merging = self._merging
        self.model.show(merging.revision, merging.choices, self.chips.current(), whole=self.whole.isChecked())
        self._go_to(min(at, self.model.rowCount() - 1), column)
        for every in (self.all_new, self.all_old):
            every.setEnabled(any(row.aspect is not None for row in self.model.rows()))

    def _go_to(self, row: int, column: int = NEW) -> None:
        index = self.model.index(row, column)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(index, flags)
            self.view.scrollTo(index)
        self._show_current()

    @Slot()
    def go_on(self) -> None:
        """Go to the next difference that is still to be decided; past the last comes the first."""
        if self.chips.current() not in ("", OPEN):
            self.show_all()
        rows, here = self.model.rows(), self.view.currentIndex().row()
        places = [n for n, row in enumerate(rows) if row.aspect is not None and self.model.choice(row) is None]
        if places:
            self._go_to(next((place for place in places if place > here), places[0]))

    def show_all(self) -> None:
        """Show all differences again."""
        counts = revision_chips(self._merging.revision, self._merging.choices)
        changes = sum(1 for _ in self._merging.revision.aspects())
        self.chips.show_counts(changes, {})
        self.chips.show_counts(changes, counts)
        self._show_rows()

    def refuse(self) -> None:
        """Say how much is still to be decided, and go there."""
        count = len(self._merging.revision.open(self._merging.choices))
        self.say_refused(f"还有 {count} 处实质性改动没有选择采用新稿还是保留原稿。")
        self.go_on()

    @Slot()
    def _show_current(self) -> None:
        row = self.model.row(self.view.currentIndex().row())
        chosen = self._chosen()
        offered = _common(chosen)
        for place, made in enumerate(self.buttons):
            made.setVisible(place < len(offered))
            if place < len(offered):
                made.setProperty("choice", offered[place])
                made.setText(chosen_word(chosen[0].line, offered[place]))
        line = row.line if row is not None and len(chosen) == 1 else None
        kind = line.kind if line is not None else None
        self.apart.setVisible(kind in (LineKind.CHANGED, LineKind.SAME))
        self.join.setVisible(kind in (LineKind.ADDED, LineKind.GONE) and bool(line and self._others(line)))
        counts = len(self._merging.revision.open(self._merging.choices))
        self.next.setVisible(counts > 0)
        self.bar.text.setText(self._told(row, chosen))
        urgent = any(each.aspect is not None and self.model.choice(each) is None for each in chosen)
        self.bar.show_urgent(urgent=urgent)
        self.bar.row.setVisible(bool(offered) or self.apart.isVisibleTo(self.bar.row))
        self.bar.fit()
        self._mark(row)

    def _told(self, row: Row | None, chosen: list[Row]) -> str:
        if row is None:
            return "没有要处理的改动。" if self.chips.current() != OPEN else _ALL_TOLD
        if len(chosen) > 1:
            return f"已选 {len(chosen)} 处，一并处理。"
        task = (row.line.old or row.line.new) if row.line is not None else None
        head = name_of(task) if task is not None else "要点登记信息"
        if row.aspect is None:
            return f"{head}　{_SAME_TOLD}"
        work = told_work(row.line) if row.line is not None else ""
        kept = f"{work}，取消或移入回收站都不会丢失，仍可查、可还原。" if work and row.line and not row.line.new else ""
        return "　".join(filter(None, (head, row.aspect.why and f"{row.aspect.why}。", kept)))

    def _mark(self, row: Row | None) -> None:
        if self.source.isVisible() and row is not None and row.line is not None and row.line.new is not None:
            self.source.show_places(row.line.new.source)

    @Slot(bool)
    def _show_source(self, shown: bool) -> None:
        self.source.setVisible(shown)
        if shown:
            self._panes.setSizes([self._panes.width() - _SHOWN, _SHOWN])
        self._show_current()

    def settle(self) -> None:
        """Measure the rows and draw the page at once, before a picture is taken."""
        self.view.settle()
        if self.source.isVisible():
            self.source.settle()

    # -- what a person wants

    def _chosen(self) -> list[Row]:
        numbers = {index.row() for index in self.view.selectionModel().selectedRows(WHAT)}
        return [row for number in sorted(numbers) if (row := self.model.row(number)) is not None]

    @Slot()
    def _choose(self) -> None:
        choice = Choice(self.sender().property("choice"))  # Qt gives back a plain text, which is no member
        chosen = {row.aspect.spot: choice for row in self._chosen() if row.aspect is not None}
        if chosen:
            goes_on = len(chosen) == 1 and self.chips.current() != OPEN
            self._merging.choose(chosen)
            if goes_on and self.next.isVisible():
                self.go_on()

    @Slot()
    def _take_all(self) -> None:
        self._choose_all(Choice.NEW)

    @Slot()
    def _keep_all(self) -> None:
        self._choose_all(Choice.OLD)

    def _choose_all(self, wanted: Choice) -> None:
        """Choose alike for all rows that are shown."""
        shown = {row.aspect.spot for row in self.model.rows() if row.aspect is not None}
        lines = [row.line for row in self.model.rows() if row.line is not None]
        alike = chosen_alike(lines, wanted)
        own: dict[Spot, Choice] = {spot: wanted for spot in shown if spot not in alike}
        self._merging.choose(own | {spot: choice for spot, choice in alike.items() if spot in shown})

    @Slot()
    def _part(self) -> None:
        row = self.model.row(self.view.currentIndex().row())
        if row is not None and row.line is not None:
            self._merging.part(row.line)

    @Slot()
    def _join(self) -> None:
        row = self.model.row(self.view.currentIndex().row())
        if row is None or row.line is None:
            return
        line, others = row.line, self._others(row.line)
        own = line.old or line.new
        assert own is not None
        where = "修订稿" if line.old is not None else "原稿"
        chosen = PairDialog.ask(self, own, [_task(other) for other in others], where)
        if chosen is not None:
            old, new = (line, others[chosen]) if line.old is not None else (others[chosen], line)
            if old.old is not None and new.at is not None:
                self._merging.join(old.old.id, new.at)

    def _others(self, line: Line) -> list[Line]:
        """Return the lines of the other paper that have no counterpart either."""
        wanted = LineKind.ADDED if line.kind is LineKind.GONE else LineKind.GONE
        return [each for each in self._merging.revision.lines if each.kind is wanted]


def _task(line: Line) -> Task:
    task = line.old or line.new
    assert task is not None
    return task


def _common(rows: list[Row]) -> tuple[Choice, ...]:
    """Return the choices that all chosen rows offer; a task that is gone can be chosen together with such ones only."""
    kinds = {row.line.kind is LineKind.GONE if row.line is not None else False for row in rows}
    if not rows or len(kinds) > 1 or any(row.aspect is None for row in rows):
        return ()
    line = rows[0].line
    return line.offered() if line is not None else (Choice.NEW, Choice.OLD)
