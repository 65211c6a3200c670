"""The recognised tasks under review, as the rows of the official table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import takewhile

from PySide6.QtCore import QObject, Qt, Signal

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import Review
from gongkai_desk.review.choices import SETTLED
from gongkai_desk.wording.sentences import doubt_chip
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import is_open
from ui.models.item_table import ROOT, Index, PlainTable
from ui.models.task_table import short_seq
from ui.theme import Tone
from ui.widgets.merged_view import SHAPE_ROLE
from ui.widgets.painting import Shape, ShapeKind

MARK, SEQ, TITLE, CONTENT, UNITS, DEADLINE = range(6)
HEADS = ("", "序号", "任务名称", "任务内容", "责任单位", "完成时限 → 截止")
FIELDS = {SEQ: "seq", TITLE: "title", CONTENT: "content", UNITS: "unit_text", DEADLINE: "deadline"}
CENTRED = (MARK, SEQ, DEADLINE)
_BETWEEN = "　›　"  # two headings, the outer one first
CLEAN, DOUBTFUL = Shape(ShapeKind.TICK, Tone.GREEN), Shape(ShapeKind.WARN, Tone.AMBER)


class DraftTable(PlainTable):
    """Shows a review, or its tasks with one kind of doubt; ``edited(task, field, text)`` asks for a change."""

    edited = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self._review: Review | None = None
        self._rows: list[int | str] = []  # places in the part; the words of a section's heading
        self._doubtful: set[int] = set()

    def show(self, review: Review, chip: str = "") -> None:
        """Show a review; ``chip`` keeps only tasks with such a doubt (a word of ``wording.doubt_chip``).

        It is no other table after an edit: rows that stay are told as changed, with their open cell and their place.
        """
        before, old = self._review, self._rows
        kept = _with_chip(review, chip) if chip else None
        places = (i for i in range(len(review.shown.tasks)) if kept is None or i in kept)
        new = list(_under_headings(review, places))
        above = _alike(old, new)
        below = min(_alike(old[::-1], new[::-1]), len(old) - above, len(new) - above)
        self._take_out(above, len(old) - below)
        self._review = review
        doubtful, self._doubtful = self._doubtful, {each.task for each in review.shown.doubts if each.task is not None}
        self._put_in(above, new[above : len(new) - below])
        if before is not None and (changed := self._changed(before, doubtful)):
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(HEADS) - 1))

    def _take_out(self, first: int, end: int) -> None:
        if first < end:
            self.beginRemoveRows(ROOT, first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()

    def _put_in(self, first: int, rows: list[int | str]) -> None:
        if rows:
            self.beginInsertRows(ROOT, first, first + len(rows) - 1)
            self._rows[first:first] = rows
            self.endInsertRows()

    def _changed(self, before: Review, doubtful: set[int]) -> list[int]:
        """Return the rows of tasks that say or stand otherwise than before; all where merged names do."""
        now, then = self._review_tasks(), before.shown.tasks
        both = [(row, place) for row, place in enumerate(self._rows) if isinstance(place, int) and place < len(then)]
        differing = [row for row, n in both if now[n] != then[n] or (n in doubtful) is not (n in self._doubtful)]
        renamed = any(_group(now[n]) != _group(then[n]) for _, n in both)
        return list(range(len(self._rows))) if renamed else differing

    def place(self, row: int) -> int | None:
        """Return the place in the part of the task in a row, ``None`` outside the table."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, int) else None

    def heading(self, row: int) -> str:
        """Return the heading that a row is, empty where a task stands in it."""
        found = self._rows[row]
        return found if isinstance(found, str) else ""

    def headings(self) -> list[int]:
        """Return the rows that are headings."""
        return [row for row in range(len(self._rows)) if self.heading(row)]

    def task_of(self, row: int) -> Task | None:
        """Return the task in a row, ``None`` for a heading or outside the table."""
        return self._task(row) if self.place(row) is not None else None

    def row_of(self, place: int) -> int:
        """Return the row in which the task with this place stands, -1 if it is not shown."""
        return self._rows.index(place) if place in self._rows else -1

    def near(self, place: int) -> int:
        """Return a place that is shown: this one, else the next, at the end the last."""
        places = [each for each in self._rows if isinstance(each, int)]
        return next((each for each in places if each >= place), places[-1] if places else 0)

    def group(self, row: int, column: int) -> Hashable | None:
        """Return what the rows of one merged name share."""
        if self.heading(row):
            return None
        return _group(self._task(row))

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows; a heading is measured where there is most room."""
        if heading := self.heading(row):
            return heading if column == CONTENT else ""
        task = self._task(row)
        if column == DEADLINE:
            return "\n".join(filter(None, (task.deadline.text, *_due(task))))
        if column == UNITS:
            return "\n".join(filter(None, (_cell(task, column), *_meant(task))))
        return _cell(task, column)

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if heading := self.heading(row):
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return heading if role in texts else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return _cell(self._task(row), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if column in CENTRED else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == SHAPE_ROLE and column == MARK:
            return DOUBTFUL if self._rows[row] in self._doubtful else CLEAN
        if role == Qt.ItemDataRole.AccessibleTextRole and column == MARK:
            return "待确认" if self._rows[row] in self._doubtful else "无疑问"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.heading(index.row()):
            return Qt.ItemFlag.NoItemFlags  # arrows go over it
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() in FIELDS else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the change; the row shows it when the review has been made anew."""
        place = self.place(index.row())
        if role != Qt.ItemDataRole.EditRole or index.column() not in FIELDS or place is None:
            return False
        text = str(value).strip()
        if text == _cell(self._task(index.row()), index.column()):
            return False
        self.edited.emit(place, FIELDS[index.column()], text)
        return True

    def _task(self, row: int) -> Task:
        place = self.place(row)
        assert place is not None
        return self._review_tasks()[place]

    def _review_tasks(self) -> tuple[Task, ...]:
        assert self._review is not None
        return self._review.shown.tasks


def _alike(some: Sequence[int | str], others: Sequence[int | str]) -> int:
    """Return how many rows both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _group(task: Task) -> Hashable | None:
    return (task.section, task.title) if task.title else None


def chips(review: Review) -> dict[str, int]:
    """Return the short names of the doubts that there are, each with how many there are of it, in order of kind."""
    found: Counter[str] = Counter()
    of_kind = Counter(doubt.kind for doubt in review.doubts)
    for kind in DoubtKind:
        if of_kind[kind]:
            found[doubt_chip(kind)] += of_kind[kind]
    return dict(found)


def _with_chip(review: Review, chip: str) -> set[int | None]:
    return {doubt.task for doubt in review.doubts if doubt_chip(doubt.kind) == chip}


def _under_headings(review: Review, places: Iterable[int]) -> Iterator[int | str]:
    """Yield the places, before the first of each section what stands over it."""
    above: tuple[str, ...] = ()
    for place in places:
        section = review.shown.tasks[place].section
        if section and section != above:
            yield _BETWEEN.join(section)
        above = section
        yield place


def _due(task: Task) -> Iterator[str]:
    """Yield what a deadline was understood as, or what a person said about it."""
    said = [SETTLED[remark] for remark in task.deadline.remarks if remark in SETTLED]
    if said:
        yield f"→ {said[0]}"
    elif task.deadline.due:
        yield f"→ {task.deadline.due.isoformat()}"


def _meant(task: Task) -> Iterator[str]:
    """Yield the units that a person named beside the printed text."""
    names = (*task.lead, *task.responsible, *task.support)
    printed = key(task.unit_text)
    added = [name for name in names if key(name) not in printed] if task.unit_text else []
    added += [task.units_full[name] for name in names if name in task.units_full and is_open(name)]
    if added:
        yield f"→ {'、'.join(added)}"


def _cell(task: Task, column: int) -> str:
    """Return the text that a person may write in; empty for the mark."""
    texts = {
        SEQ: short_seq(task),
        TITLE: task.title or "",
        CONTENT: task.content,
        UNITS: task.unit_text or "、".join((*task.lead, *task.responsible, *task.support)),
        DEADLINE: task.deadline.text,
    }
    return texts.get(column, "")
