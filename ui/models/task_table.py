"""Tasks as the rows of the official table; ``data()`` looks up and asks nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gongkai_desk.domain.light import SEVERITY, Colour
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.sheet import OF_WORK, WINDOW_COLUMNS, WINDOW_OPTIONS, Align, Column, ColumnKey
from gongkai_desk.domain.state import State, TaskWorkDone
from gongkai_desk.wording.states import COLOURS, STATES, WORDS, dated_text, light_text
from ui.theme import Tone
from ui.widgets.cell_edit import TASKS_DRAGGED
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

if TYPE_CHECKING:
    from gongkai_desk.rules.light.lights import TaskLight

Index = QModelIndex | QPersistentModelIndex

SHAPES: dict[State, Shape] = {
    State.NOT_STARTED: Shape(ShapeKind.RING, Tone.DIM),
    State.IN_PROGRESS: Shape(ShapeKind.HALF, Tone.TEXT),
    State.PENDING: Shape(ShapeKind.DOT, Tone.BLUE),
    State.CLOSED: Shape(ShapeKind.TICK, Tone.GREEN),
    State.RETURNED: Shape(ShapeKind.BACK, Tone.AMBER),
    State.NOT_APPLICABLE: Shape(ShapeKind.DASH, Tone.DIM),
    State.SUSPENDED: Shape(ShapeKind.DASH, Tone.DIM),
    State.DEFERRED: Shape(ShapeKind.DASH, Tone.DIM),
    State.CANCELLED: Shape(ShapeKind.DASH, Tone.DIM),
}
"""States and lights as shapes with a colour each, so that none is told by colour alone."""

LIGHT_SHAPES: dict[Colour, Shape] = {
    Colour.RED: Shape(ShapeKind.WARN_FULL, Tone.RED),
    Colour.YELLOW: Shape(ShapeKind.DIAMOND, Tone.AMBER),
    Colour.BLUE: Shape(ShapeKind.DOT, Tone.BLUE),
    Colour.GREEN: Shape(ShapeKind.TICK, Tone.GREEN),
    Colour.OFF: Shape(ShapeKind.DASH, Tone.DIM),
}
"""Lights; a full triangle warns, a full diamond nears, so that a black-and-white print tells them apart."""

TITLES = {ColumnKey.STATE: "状态", ColumnKey.DEADLINE: "完成时限"}
COLUMNS: tuple[Column, ...] = tuple(
    column._replace(title=TITLES.get(column.key, column.title)) for column in WINDOW_COLUMNS
)
"""The columns shown at first."""
FIELDS = {ColumnKey.CONTENT: "content", ColumnKey.UNITS: "unit_text", ColumnKey.DEADLINE: "deadline"}
"""Columns that may be written in, with the name of the task's field."""

_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_ROOT = QModelIndex()


class TaskTable(QAbstractTableModel):
    """Shows tasks; ``edited(task id, field, text)`` says what a clerk typed, the list itself stays as it is."""

    edited = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = (*COLUMNS, *WINDOW_OPTIONS)
        self.editable = False
        self._planned: list[StoredTask] = []  # in the plan's order
        self._tasks: list[StoredTask] = []  # as shown
        self._states: Mapping[int, State] = {}
        self._lights: Mapping[int, TaskLight] = {}
        self._done: Mapping[int, TaskWorkDone] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    # -- what is shown

    def show(self, tasks: Sequence[StoredTask], states: Mapping[int, State]) -> None:
        """Show these tasks, in this order unless a column is sorted by; rows that stay keep what is open in them."""
        before = [task.id for task in self._tasks]
        self._planned, self._states = list(tasks), states
        shown = self._in_order()
        if before and before == [task.id for task in shown]:
            self._tasks = shown
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._tasks = shown
        self.endResetModel()

    def show_lights(self, lights: Mapping[int, TaskLight]) -> None:
        """Show these lights from now on, by task; tasks without one have an empty cell."""
        self._lights = lights

    def show_work(self, done: Mapping[int, TaskWorkDone]) -> None:
        """Show from now on what units have done, by task; the columns of tasks that are not in it are empty."""
        self._done = done

    @property
    def lights(self) -> Mapping[int, TaskLight]:
        """The lights that are shown, by task."""
        return self._lights

    def light(self, task: StoredTask) -> TaskLight | None:
        """Return the light shown for a task, ``None`` if it is not worked out."""
        return self._lights.get(task.id)

    def light_counts(self) -> dict[Colour, int]:
        """Return how many of the shown tasks have each colour."""
        lights = self._lights  # looked up without a call each: a ledger may have 100,000 rows
        found = Counter(lights[n].colour for task in self._tasks if (n := task.id) in lights)
        return dict.fromkeys(Colour, 0) | found

    def widest_light(self) -> str:
        """Return the longest text that a light of the shown tasks can have: 红41/41."""
        lights = self._lights
        most = max((lights[n].total for task in self._tasks if (n := task.id) in lights), default=1)
        return f"红{most}/{most}" if most > 1 else "红"

    def task(self, row: int) -> StoredTask | None:
        """Return the task of a row, ``None`` outside the table."""
        return self._tasks[row] if 0 <= row < len(self._tasks) else None

    def row_of(self, task_id: int) -> int:
        """Return the row in which a task stands, -1 if it is not shown."""
        return next((row for row, task in enumerate(self._tasks) if task.id == task_id), -1)

    def state(self, task: StoredTask) -> State:
        """Return the state shown for a task."""
        return self._states.get(task.id, State.NOT_STARTED)

    def state_counts(self) -> dict[State, int]:
        """Return how many of the shown tasks are in each state."""
        states = self._states
        found = Counter(states[n] for task in self._tasks if (n := task.id) in states)
        blank = len(self._tasks) - found.total()
        if blank:
            found[State.NOT_STARTED] += blank
        return dict(found)

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what the rows of one merged name share: plan, section and name; for a number also the number."""
        task = self._tasks[row]
        key = (task.plan_id, task.section, task.title) if task.title else None
        return (key, task.seq) if key and self.columns[column].key is ColumnKey.SEQ and task.seq else key

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._text(self._tasks[row], self.columns[column].key)

    # -- what Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.EditRole and column.key is ColumnKey.DEADLINE:
            return self._tasks[index.row()].deadline.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(self._tasks[index.row()], column.key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        if role == SHAPE_ROLE and column.key is ColumnKey.STATE:
            return SHAPES[self.state(self._tasks[index.row()])]
        if column.key is ColumnKey.LIGHT and (light := self.light(self._tasks[index.row()])) is not None:
            if role == SHAPE_ROLE:
                return LIGHT_SHAPES[light.colour]
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{WORDS[light.word]}（点一下看原因）"
        if column.key is ColumnKey.REPORTED and role == Qt.ItemDataRole.ToolTipRole:
            done = self._done.get(self._tasks[index.row()].id)
            return f"{done.period if done else ''}已报的家数/应报的家数"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.editable and self.columns[index.column()].key in FIELDS:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.isValid() and self.editable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [TASKS_DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the dragged tasks, in the order shown."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(TASKS_DRAGGED, ",".join(str(self._tasks[row].id) for row in rows).encode())
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def in_plan_order(self) -> bool:
        """Tell whether rows stand as in one plan, so that a place among them means a place in it."""
        return self._sorted is None and len({task.plan_id for task in self._tasks}) == 1

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Announce the new text; the list changes when the library has changed."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        task, key, text = self._tasks[index.row()], self.columns[index.column()].key, str(value).strip()
        if text == (task.deadline.text if key is ColumnKey.DEADLINE else self._text(task, key)):
            return False
        self.edited.emit(task.id, FIELDS[key], text)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the plan's order."""
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = [(old, self._tasks[old.row()]) for old in self.persistentIndexList()]
        self._tasks = self._in_order()
        rows = {id(task): row for row, task in enumerate(self._tasks)} if kept else {}
        for old, task in kept:
            self.changePersistentIndex(old, self.index(rows[id(task)], old.column()))
        self.layoutChanged.emit()

    def _in_order(self) -> list[StoredTask]:
        if self._sorted is None:
            return list(self._planned)
        column, order = self._sorted
        key, reverse = self.columns[column].key, order == Qt.SortOrder.DescendingOrder
        if key is ColumnKey.SEQ:
            return self._planned[::-1] if reverse else list(self._planned)
        if key is ColumnKey.LIGHT:
            return sorted(self._planned, key=self._severity, reverse=reverse)
        if key in (ColumnKey.DEADLINE, ColumnKey.DUE):
            return sorted(self._planned, key=self._due, reverse=reverse)
        if key in OF_WORK:
            return sorted(self._planned, key=partial(self._worth, key=key), reverse=reverse)
        by = _BY.get(key) or partial(self._text, key=key)
        return sorted(self._planned, key=by, reverse=reverse)

    def _severity(self, task: StoredTask) -> tuple[int, int]:
        """Return the rank of a light, the worst and most frequent first."""
        light = self.light(task)
        return (SEVERITY[light.colour], -light.count) if light is not None else (len(SEVERITY), 0)

    def _worth(self, task: StoredTask, key: ColumnKey) -> tuple[float, int]:
        """Return what a column of work is sorted by: the day of a report, the part of the units, the pieces."""
        done = self._done.get(task.id)
        if done is None:
            return (-1.0 if key is ColumnKey.REPORTED else 0.0), 0
        if key is ColumnKey.LATEST:
            return (done.day.toordinal() if done.day else 0), 0
        if key is ColumnKey.REPORTED:
            return (done.reported / done.asked if done.asked else -1.0), done.reported
        return done.evidence, 0

    def _due(self, task: StoredTask) -> date:
        """Return the day that counts, put off or not; tasks without one come last."""
        light, printed = self.light(task), task.deadline.due
        return (light.due(printed) if light is not None else printed) or date.max

    def _text(self, task: StoredTask, key: ColumnKey) -> str:
        if key is ColumnKey.LIGHT:
            light = self.light(task)
            return _light_word(light) if light is not None else ""
        if key in _PLAIN:
            return _PLAIN[key](task)
        if key in _OF_WORK:
            done = self._done.get(task.id)
            return _OF_WORK[key](done) if done else ""
        if key is ColumnKey.DUE:
            due = self._due(task)
            return due.isoformat() if due != date.max else ""
        if key is ColumnKey.DEADLINE:
            return dated_text(task.deadline.text, self.light(task))
        if key is ColumnKey.STATE:
            return STATES[self.state(task)]
        if key is ColumnKey.OTHER:
            return task.other_text
        return short_seq(task)


_PLAIN: dict[ColumnKey, Callable[[StoredTask], str]] = {
    ColumnKey.CONTENT: attrgetter("content"),
    ColumnKey.TITLE: lambda task: task.title or "",
    ColumnKey.UNITS: lambda task: task.unit_text or "、".join((*task.lead, *task.responsible, *task.support)),
    ColumnKey.LEAD: lambda task: "、".join(task.lead),
}
_OF_WORK: dict[ColumnKey, Callable[[TaskWorkDone], str]] = {
    ColumnKey.LATEST: lambda done: f"{done.day:%m-%d} {done.latest}" if done.day else "",
    ColumnKey.REPORTED: lambda done: f"{done.reported}/{done.asked}" if done.asked else "",
    ColumnKey.EVIDENCE: lambda done: f"{done.evidence} 份" if done.evidence else "",
}


def _light_word(light: TaskLight) -> str:
    """Return a light as short as it can be: 红3/62; the number is left out where one unit has it, or all is well."""
    plain = light.total == 1 or light.colour in (Colour.GREEN, Colour.OFF)
    return COLOURS[light.colour] if plain else light_text(light)


def short_seq(task: Task) -> str:
    """Return the number as the paper prints it: the last step of a path, with its run (二/16 → 16)."""
    number = (task.seq or "").rsplit("/", 1)[-1]
    return f"{number}({task.part})" if task.part else number


_BY: dict[ColumnKey, Callable[[StoredTask], Any]] = {ColumnKey.CONTENT: attrgetter("content")}
"""What a column is sorted by where that can be had faster than its text."""
