"""What a revised plan changes, a difference a row: the task, what of it, the old reading, the new one, the choice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.revision import WHOLE, Aspect, Choice, Choices, Line, LineKind, Revision, decided
from gongkai_desk.rules.work.revising import Marked, marked, told_whole
from gongkai_desk.wording.sentences import ASPECTS, PLAN_ASPECTS
from ui.models.item_table import Index, PlainTable
from ui.models.task_table import short_seq
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

TASK, WHAT, OLD, NEW, CHOSEN = range(5)
HEADS = ("任务", "改动", "原稿（台账库中）", "修订稿", "处理")
RUNS_ROLE = Qt.ItemDataRole.UserRole + 2
"""Role under which a cell gives the runs (start, end in characters) that the other reading does not have."""

DELETED, OURS = "曾删除", "手工改过"
OPEN, ADDED, GONE, MATERIAL, WORDING, SAME = "待选择", "新增", "删去", "实质改动", "措辞改动", "未变"
WORDS = {Choice.NEW: "采用新稿", Choice.OLD: "保留原稿"}
DELETED_WORDS = {Choice.NEW: "重新列入", Choice.OLD: "仍不列入"}
GONE_WORDS = {Choice.OLD: "保留任务", Choice.CANCEL: "取消任务", Choice.REMOVE: "移入回收站"}
_UNDECIDED, _DECIDED = Shape(ShapeKind.WARN, Tone.AMBER), Shape(ShapeKind.TICK, Tone.GREEN)
_OF_PLAN = "要点登记信息"
_TITLE = 18  # characters by which a task without a name is told
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a difference of a line, or of the plan's data (no line); a line without one is unchanged."""

    line: Line | None
    aspect: Aspect | None


class RevisionTable(PlainTable):
    """Shows a revision with the choices made; ``choices`` must be given anew when they change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self._rows: list[Row] = []
        self._cells: list[tuple[Marked, Marked]] = []
        self._choices: Choices = {}

    def show(self, revision: Revision, choices: Choices, chip: str = "", *, whole: bool = False) -> None:
        """Show the differences that a chip lets through; unchanged tasks only by their own chip."""
        self.beginResetModel()
        self._choices = choices
        self._rows = [row for row in rows_of(revision) if _passes(row, chip, choices)]
        self._cells = [_cells(row, whole=whole) for row in self._rows]
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return what stands in a row, ``None`` outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> Sequence[Row]:
        """Return all rows that are shown."""
        return self._rows

    def choice(self, row: Row) -> Choice | None:
        """Return what was chosen for a row."""
        return decided(row.aspect, self._choices) if row.aspect is not None else None

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what the rows of one task share."""
        line = self._rows[row].line
        return (line.old.id if line.old is not None else None, line.at) if line is not None else _OF_PLAN

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        each = self._rows[row]
        if column in (OLD, NEW):
            return self._cells[row][column - OLD].text or _NOTHING
        if column == TASK:
            return told_task(each)
        if column == WHAT:
            return _what(each)
        return chosen_word(each.line, self.choice(each)) if each.aspect is not None else ""

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column in (TASK, OLD, NEW) else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == RUNS_ROLE and column in (OLD, NEW):
            return self._cells[row][column - OLD].runs
        if role == SHAPE_ROLE and column == CHOSEN and self._rows[row].aspect is not None:
            return _UNDECIDED if self.choice(self._rows[row]) is None else _DECIDED
        return None


def rows_of(revision: Revision) -> Iterator[Row]:
    """Yield a row for each difference, the plan's first, and one for each unchanged task."""
    for aspect in revision.data:
        yield Row(None, aspect)
    for line in revision.lines:
        for each in line.aspects or (None,):
            yield Row(line, each)


def revision_chips(revision: Revision, choices: Choices) -> dict[str, int]:
    """Return the kinds of rows that there are, each with its number."""
    names = (OPEN, ADDED, DELETED, GONE, OURS, MATERIAL, WORDING, SAME)
    rows = list(rows_of(revision))
    counts = {name: sum(_passes(row, name, choices) for row in rows) for name in names}
    return {name: count for name, count in counts.items() if count or name == OPEN}


def chosen_word(line: Line | None, choice: Choice | None) -> str:
    """Return a choice in the words of its button."""
    if choice is None:
        return OPEN
    if line is not None and line.deleted is not None:
        return DELETED_WORDS[choice]
    return (GONE_WORDS if line is not None and line.kind is LineKind.GONE else WORDS)[choice]


def told_task(row: Row) -> str:
    """Return number and name of a row's task, and what has been done on it."""
    line = row.line
    if line is None:
        return _OF_PLAN
    task = line.old or line.new
    assert task is not None
    return "\n".join(filter(None, (name_of(task), told_work(line))))


def name_of(task: Task) -> str:
    """Return a task's number and name in one line."""
    name = task.title or task.content
    number = f"{short_seq(task)}　" if task.seq else ""
    return f"{number}{name if len(name) <= _TITLE else name[:_TITLE] + '…'}"


def told_work(line: Line) -> str:
    """Return what has been done on a task: 已有3条进展、2件佐证."""
    told = [f"{count}{what}" for count, what in ((line.reports, "条进展"), (line.proofs, "件佐证")) if count]
    return f"已有{'、'.join(told)}" if told else ""


def _what(row: Row) -> str:
    if row.aspect is None:
        return SAME
    if row.line is None:
        return PLAN_ASPECTS[row.aspect.spot.aspect]
    if row.line.deleted is not None:
        return f"{DELETED}任务"
    if row.aspect.spot.aspect == WHOLE:
        return f"{ADDED}任务" if row.line.kind is LineKind.ADDED else f"{GONE}任务"
    kind = OURS if row.aspect.preset is Choice.OLD else "实质" if row.aspect.material else "措辞"
    return f"{ASPECTS[row.aspect.spot.aspect]}\n{kind}"


def _passes(row: Row, chip: str, choices: Choices) -> bool:
    """Tell whether a chip lets a row through; what is new or gone has chips of its own."""
    if row.aspect is None:
        return chip == SAME
    whole, ours = row.aspect.spot.aspect == WHOLE, row.aspect.preset is Choice.OLD
    return {
        "": True,
        OPEN: decided(row.aspect, choices) is None,
        ADDED: row.line is not None and row.line.kind is LineKind.ADDED and not ours,
        DELETED: whole and ours,
        OURS: ours and not whole,
        GONE: row.line is not None and row.line.kind is LineKind.GONE,
        MATERIAL: row.aspect.material and not whole,
        WORDING: not row.aspect.material and not whole and not ours,
        SAME: False,
    }.get(chip, True)


def _cells(row: Row, *, whole: bool) -> tuple[Marked, Marked]:
    if row.aspect is not None:
        return marked(row.aspect.old, row.aspect.new, whole=whole)
    assert row.line is not None
    tasks = row.line.old, row.line.new
    return Marked(told_whole(tasks[0]) if tasks[0] else ""), Marked(told_whole(tasks[1]) if tasks[1] else "")
