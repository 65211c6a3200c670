"""The middle pane: the plan's title, what is shown of it in a sentence, the states, the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Plan, StoredTask
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import State
from gongkai_desk.lazy import lazy_imports
from ui.models.task_table import TaskTable
from ui.panes.task_columns import FROZEN_COLUMNS, TaskColumns
from ui.parts.light_bar import LightBar, StateBar
from ui.task_filter import TITLES, Picked, TaskFilter, tick_list, values_of
from ui.widgets.cell_edit import EditingView
from ui.widgets.focus import hand_keys
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.notices import EmptyState, button, label

with lazy_imports():
    from ui.widgets import tick_list as popups

if TYPE_CHECKING:
    from gongkai_desk.domain.state import TaskWorkDone
    from gongkai_desk.rules.light.lights import TaskLight
    from gongkai_desk.store.header import Origin


class TaskPane(TaskColumns):
    """Emits ``current_changed(task or None)``, ``selection_changed(count)``, ``filter_wanted(filter)``.

    ``cleared``: show all again. ``light_clicked(task id, point of the screen)``.
    ``dropped(ids, before or None, section)``: rows were dragged.
    """

    current_changed = Signal(object)
    selection_changed = Signal(int)
    cleared = Signal()
    filter_wanted = Signal(object)
    dropped = Signal(list, object, object)
    light_clicked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = TaskTable(self)
        self.filter = TaskFilter()
        self.work_of: Callable[[Sequence[StoredTask]], Mapping[int, TaskWorkDone]] = lambda tasks: {}
        self.origin: Origin | None = None
        self._all: Sequence[StoredTask] = ()  # before the filter
        self._told = ""  # what they were picked by before it
        self.title = label(name="title", wrap=True, parent=self)
        self.facts = label(name="dim", wrap=True, parent=self)
        self.sentence = label(parent=self)
        self.clear = button("清除", self.cleared.emit, name="link", parent=self)
        self.states, self.lights = StateBar(self), LightBar(self)
        self.lights.row.addWidget(self.states)
        self.view = EditingView(self)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._set_up_table()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(8)
        self.sentence.setMinimumWidth(1)  # a long name is cut rather than widening the pane
        told.addWidget(self.sentence)
        told.addWidget(self.clear)
        told.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.facts)
        head.addLayout(told)
        head.addSpacing(2)
        head.addWidget(self.lights)
        self._head = QWidget(self)
        self._head.setLayout(head)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)

    def _set_up_table(self) -> None:
        keys = [column.key for column in self.model.columns]
        self.view.setAccessibleName("任务表")
        self.head = TaskHeader(self.view)
        self.head.setSectionsMovable(True)
        self.head.plain = frozenset(number for number, key in enumerate(keys) if key not in TITLES)
        self.head.filter_asked.connect(self.ask_filter)
        self.view.setHorizontalHeader(self.head)
        self.view.setModel(self.model)
        self.view.merged_columns = (keys.index(ColumnKey.SEQ), keys.index(ColumnKey.TITLE))
        self.view.frozen = FROZEN_COLUMNS
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = self.view.horizontalHeader()
        self.hide_options()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(keys.index(ColumnKey.CONTENT), QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._note_widths)
        header.sortIndicatorChanged.connect(self.view.scrollToTop)
        self.view.resized.connect(self._fit_again)
        self.work_wanted.connect(self.show_work)
        self.view.rows_dropped.connect(self._drop)
        self.view.clicked.connect(self._click)
        self.lights.picked.connect(self._pick_light)
        self.view.selectionModel().currentRowChanged.connect(self._tell_current)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)

    # -- what is shown

    def bind(self, origin: Origin | None) -> None:
        """Show rows of this opening of a library from now on: their ids go with it into every act."""
        self.origin, self._told = origin, ""
        self.model.show_lights({})
        self.show_heading("")
        self.sentence.clear()
        self.sentence.setToolTip("")

    def show_plan(self, plan: Plan, *, closed: bool = False) -> None:
        """Head the pane with a plan; ``closed``: its year was archived and is only read."""
        day = plan.dates.issue
        facts = [
            plan.doc_no,
            plan.issuer,
            f"{day:%Y-%m-%d} {'成文' if plan.dates.issue_is_written else '印发'}" if day else "",
            f"{plan.year}年已归档，只能查看" if closed else "",
        ]
        self.title.setText(plan.title)
        self._say_facts("　".join(fact for fact in facts if fact))

    def show_heading(self, title: str) -> None:
        """Head the pane with words of our own, e.g. for a search over all plans."""
        self.title.setText(title)
        self._say_facts("")

    def _say_facts(self, text: str) -> None:
        self.facts.setText(text)
        self.facts.setVisible(bool(text))

    def show_tasks(self, tasks: Sequence[StoredTask], states: Mapping[int, State], sentence: str = "") -> None:
        """Show tasks as far as the filter does; ``sentence`` says what they were picked by, empty if nothing."""
        kept = self.current()
        self._all, self._told = tasks, sentence
        shown = self._filtered(tasks, states)
        if tasks and not shown:
            self._show_none(states)
            return
        self._look_up_work(shown)
        self.model.show(shown, states)
        self._fit_light()
        self._say_shown(len(shown))
        self.states.show_counts(self.model.state_counts())
        self.lights.show_counts(self.model.light_counts())
        self._head.show()
        self._turn_to(self.view)
        self.choose_task(kept.id if kept is not None else 0)
        self.current_changed.emit(self.current())  # the same row may hold new words

    def _look_up_work(self, tasks: Sequence[StoredTask]) -> None:
        """Ask what units have done where a column shows it; the model itself asks nobody."""
        self.model.show_work(self.work_of(tasks) if self.shows_work() else {})

    def light_up(self, lights: Mapping[int, TaskLight]) -> None:
        """Show these lights in the rows that are there already."""
        self.model.show_lights(lights)
        if self.shows_work():
            self.show_work()
        if self.model.rowCount():
            column = self._column(ColumnKey.LIGHT)
            self._fit_light()
            last = self.model.index(self.model.rowCount() - 1, column)
            self.model.dataChanged.emit(self.model.index(0, column), last)
        self.lights.show_counts(self.model.light_counts())

    def show_work(self) -> None:
        """Show what units have done in the rows that are there already."""
        self._look_up_work(self.shown())
        if self.model.rowCount():
            last = self.model.index(self.model.rowCount() - 1, self.model.columnCount() - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), last)

    def _filtered(self, tasks: Sequence[StoredTask], states: Mapping[int, State]) -> Sequence[StoredTask]:
        if not self.filter:
            return tasks
        shows, lights = self.filter.shows, self.model.lights
        return [task for task in tasks if shows(task, states.get(n := task.id, State.NOT_STARTED), lights.get(n))]

    def _say_shown(self, shown: int) -> None:
        parts = [part for part in (self._told, self.filter.sentence()) if part]
        count = f"（{shown} 项，共 {len(self._all)} 项）" if self.filter else ""
        text = " · ".join(parts) + count
        self.sentence.setText(text)
        self.sentence.setToolTip(text)
        self.clear.setText("清除筛选" if self.filter else "清除")
        for part in (self.sentence, self.clear):
            part.setVisible(bool(parts))

    def _show_none(self, states: Mapping[int, State]) -> None:
        """Say that the filter leaves nothing; the sentence over it takes it back."""
        tasks, told = self._all, self._told
        self.show_empty("没有符合筛选条件的任务", "点上方的“清除筛选”可看到全部任务。", with_head=True)
        self._all, self._told = tasks, told
        self.model.show([], states)
        self._say_shown(0)

    def _drop(self, ids: list[int], row: int) -> None:
        """Tell where dragged rows were let go: before which task, in whose section; only in the plan's own order."""
        target = self.model.task(min(row, self.model.rowCount() - 1))
        near = self.model.task(row - 1) if row == self.model.rowCount() else target
        if target is not None and near is not None and self.model.in_plan_order():
            before = target.id if row < self.model.rowCount() else None
            self.dropped.emit(ids, before, near.section)

    # -- the filter

    def set_filter(self, wanted: TaskFilter) -> None:
        """Show only what ``wanted`` shows; who asked shows the tasks anew."""
        self.filter = wanted
        asked = {number for number, column in enumerate(self.model.columns) if column.key in wanted.columns}
        self.head.mark_filtered(frozenset(asked))

    def ask_filter(self, column: int) -> None:
        """Open the list of values under a column's head."""
        key = self.model.columns[column].key
        if key not in TITLES:
            return
        others = self.filter.with_column(key, Picked())
        told = [(task, self.model.state(task), self.model.light(task)) for task in self._all]
        seen = [pair for pair in told if others.shows(*pair)]
        now = self.filter.columns.get(key, Picked())
        self.popup = popups.FilterPopup(
            self.model.columns[column].title, tick_list(seen, key), now.values, now.words, self
        )
        self._asked_key = key
        self.popup.picked.connect(self._take_filter)
        self.popup.show_under(self.head.corner(column))

    def _take_filter(self, values: frozenset[str] | None, words: str) -> None:
        self.filter_wanted.emit(self.filter.with_column(self._asked_key, Picked(values, words)))

    def filter_by_cell(self) -> None:
        """Show only rows that have what the current cell has."""
        index, task = self.view.currentIndex(), self.current()
        if task is not None and index.isValid():
            key = self.model.columns[index.column()].key
            if key not in TITLES:
                return
            values = frozenset(values_of(task, self.model.state(task), key, self.model.light(task)))
            self.filter_wanted.emit(self.filter.with_column(key, Picked(values)))

    def show_empty(
        self, heading: str, text: str, actions: tuple[QAction, ...] = (), *, with_head: bool = False
    ) -> None:
        """Show what to do instead of a table; ``with_head`` keeps the title and the sentence."""
        self.model.show([], {})
        self.states.show_counts({})
        self.lights.show_counts({})
        self.empty.say(heading, text, actions)
        self._all = ()
        self._head.setVisible(with_head)
        self._turn_to(self.empty)
        self.current_changed.emit(None)
        self.selection_changed.emit(0)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the table or what stands instead of it; a pane that hands the keys to what is hidden is a trap."""
        self._pages.setCurrentWidget(shown)
        hand_keys(self, self.view if shown is self.view else self.empty.first)

    def choose_task(self, task_id: int) -> None:
        """Make a task the current row, the first one if it is not shown."""
        row = max(self.model.row_of(task_id), 0)
        index = self.model.index(row, self._content_column())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)
        if row not in self.view.whole_rows():
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current(self) -> StoredTask | None:
        """Return the task of the current row."""
        return self.model.task(self.view.currentIndex().row())

    def selected(self) -> list[StoredTask]:
        """Return the selected tasks in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [task for row in rows if (task := self.model.task(row)) is not None]

    def shown(self) -> list[StoredTask]:
        """Return all tasks shown, in the order shown."""
        return [task for row in range(self.model.rowCount()) if (task := self.model.task(row)) is not None]

    def choose_tasks(self, task_ids: Sequence[int]) -> None:
        """Select these tasks, as far as they are shown; the first becomes the current one."""
        rows = sorted(row for task_id in task_ids if (row := self.model.row_of(task_id)) >= 0)
        if rows:
            self.choose_task(self.model.task(rows[0]).id)  # type: ignore[union-attr]
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows[1:]:
            self.view.selectionModel().select(self.model.index(row, 0), flags)

    def step(self, by: int) -> None:
        """Go to the next or the previous row."""
        row = self.view.currentIndex().row() + by
        if (task := self.model.task(row)) is not None:
            self.choose_task(task.id)

    def edit_current(self) -> None:
        """Open the editor of the current cell, of 任务内容 where the cell itself is not written in."""
        index = self.view.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = self.model.index(index.row(), self._content_column())
            self.view.setCurrentIndex(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def _tell_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.current_changed.emit(self.model.task(current.row()))

    def _click(self, index: QModelIndex) -> None:
        task = self.model.task(index.row())
        if self.model.columns[index.column()].key is ColumnKey.LIGHT and task is not None and self.model.light(task):
            place = self.view.visualRect(index).bottomLeft()
            self.light_clicked.emit(task.id, self.view.viewport().mapToGlobal(place))

    def _pick_light(self, word: str) -> None:
        """Show only tasks with a light; once more shows all again."""
        picked = Picked(frozenset({word}))
        now = self.filter.columns.get(ColumnKey.LIGHT)
        self.filter_wanted.emit(self.filter.with_column(ColumnKey.LIGHT, Picked() if now == picked else picked))

    def _tell_selection(self) -> None:
        self.selection_changed.emit(len(self.view.selectionModel().selectedRows()))
