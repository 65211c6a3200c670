"""合并修订稿 while it is being decided: the stored plan, what differs, what was chosen, which tasks belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.ids import Changes
from gongkai_desk.domain.plan import StoredPlan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import Choice, Line, Revision, Spot
from gongkai_desk.review import naming
from gongkai_desk.rules.work.revising import told_whole
from gongkai_desk.services.intake.importing import Intake
from gongkai_desk.services.intake.revising import revise
from gongkai_desk.standing.plan_pairs import compare_with_stored
from ui import theme
from ui.desk import Desk
from ui.dialogs.base.dialog import Form, give_size
from ui.models.revision_table import NEW, RUNS_ROLE, name_of
from ui.widgets.merged_view import PAD_X, PAD_Y, CellDelegate, MergedView
from ui.widgets.notices import label
from ui.widgets.painting import Wrapper

Pairs = tuple[tuple[int, int], ...]
_State = tuple[dict[Spot, Choice], Pairs | None]


class Merging(QObject):
    """Holds the choices; ``changed`` after each. Nothing is stored before ``store``."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._review: Review | None = None
        self._places: dict[Hashable, int] = {}  # what tasks of the review say → their places when last looked at
        self._former: list[_State] = []
        self.plan: StoredPlan | None = None
        self.revision = Revision((), ())
        self.choices: dict[Spot, Choice] = {}
        self.pairs: Pairs | None = None

    @property
    def can_undo(self) -> bool:
        """Tell whether a choice can be taken back."""
        return bool(self._former)

    def begin(
        self, plan: StoredPlan | None, choices: Iterable[tuple[Spot, Choice]] = (), pairs: Pairs | None = None
    ) -> None:
        """Merge into this plan, or with ``None`` into none; ``choices`` and ``pairs`` go on with what was left."""
        self.plan, self.choices, self.pairs = plan, dict(choices), pairs
        self._former.clear()
        self._places.clear()

    def stored_count(self) -> int:
        """Return how many tasks the stored plan has."""
        return len(self._desk.shelf.tasks(self.plan.id)) if self.plan is not None else 0

    def look(self, review: Review) -> Revision:
        """Compare the review with the stored plan; choices follow their tasks, whatever was split or dropped since."""
        if self._places:
            self._follow(review)
        self._review = review
        self._places = _places(review)
        self._compare()
        return self.revision

    def _follow(self, review: Review) -> None:
        """Let choices and pairs name the places that the draft's tasks have now; those of changed tasks go."""
        now = _places(review)
        moved = {before: now[task] for task, before in self._places.items() if task in now}
        if all(before == after for before, after in moved.items()) and len(moved) == len(self._places) == len(now):
            return
        kept = ((spot, choice) for spot, choice in self.choices.items() if spot.new is None or spot.new in moved)
        self.choices = {Spot(s.old, None if s.new is None else moved[s.new], s.aspect): choice for s, choice in kept}
        if self.pairs is not None:
            self.pairs = tuple((old, moved[new]) for old, new in self.pairs if new in moved)
        self._former.clear()

    def _compare(self) -> None:
        if self._review is None or self.plan is None or self._desk.library is None:
            return
        meant = naming.with_names(self._review)
        self.revision = compare_with_stored(self._desk.library, self.plan.id, meant.draft, meant.part, self.pairs)

    # -- choices

    def choose(self, chosen: dict[Spot, Choice]) -> None:
        """Choose; undo takes all of it back at once."""
        self._remember()
        self.choices = self.choices | chosen
        self.changed.emit()

    def part(self, line: Line) -> None:
        """Say that the two tasks of a line are not the same one."""
        self._pair(tuple(pair for pair in self.revision.pairs if pair[1] != line.at))

    def join(self, old: int, new: int) -> None:
        """Say that a stored task (its id) is a task of the draft (its place)."""
        self._pair((*self.revision.pairs, (old, new)))

    def _pair(self, pairs: Pairs) -> None:
        self._remember()
        self.pairs = pairs
        self._compare()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last choice back."""
        if self._former:
            self.choices, self.pairs = self._former.pop()
            self._compare()
            self.changed.emit()

    def _remember(self) -> None:
        self._former.append((dict(self.choices), self.pairs))

    # -- storing

    def store(self, review: Review, original: Path | None) -> Changes | None:
        """Merge as one step; errors go up."""
        assert self.plan is not None
        return self._desk.do(
            revise,
            plan_id=self.plan.id,
            intake=Intake(review.draft, review.part, original=original, agreed=naming.agreed(review)),
            choices=self.choices,
            pairs=self.revision.pairs,
        )


def _places(review: Review) -> dict[Hashable, int]:
    """Return where each task stands, by what it says; tasks that say the same are told apart by their order."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, int] = {}
    for place, task in enumerate(review.shown.tasks):
        said = (task.section, task.seq, task.title, task.content, task.unit_text, task.deadline)
        found[said, seen[said]] = place
        seen[said] += 1
    return found


_MOST = 60  # lines of a cell: a whole text can be asked for
Runs = Sequence[tuple[int, int]]


class ReviseView(MergedView):
    """A merged table whose cells may be long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrapper = Wrapper(self.font(), _MOST)
        self.setItemDelegate(MarkedDelegate(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.wrapper = Wrapper(self.font(), _MOST)
            self.measure_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave typing to the keys of the choices; Qt would search the first column."""
        if event.text() and not event.modifiers() and event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Tab):
            event.ignore()
        else:
            super().keyPressEvent(event)


class MarkedDelegate(CellDelegate):
    """Paints the runs in which the two readings differ."""

    def _paint_text(
        self, painter: QPainter, cell: QRect, index: QModelIndex | QPersistentModelIndex, look: theme.Colours
    ) -> None:
        runs = index.data(RUNS_ROLE)
        if not runs:
            super()._paint_text(painter, cell, index, look)
            return
        text, box, wrapper = str(index.data()), cell.adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y - 1), self._view.wrapper
        lines = wrapper.lines(text, box.width())
        top = box.top() + (box.height() - len(lines) * wrapper.spacing) // 2
        for number, (start, line) in enumerate(placed(text, lines)):
            where = QRectF(box.left(), top + number * wrapper.spacing, box.width(), wrapper.spacing)
            self._paint_line(painter, where, line, pieces(start, line, runs), index.column() == NEW, look)

    def _paint_line(
        self,
        painter: QPainter,
        where: QRectF,
        line: str,
        parts: Sequence[tuple[str, bool]],
        came: bool,
        look: theme.Colours,
    ) -> None:
        plain, told = self._view.font(), QFont(self._view.font())
        told.setUnderline(came)
        told.setStrikeOut(not came)
        left, flags = where.left(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        for text, changed in parts:
            wide = self._view.wrapper.metrics.horizontalAdvance(text)
            place = QRectF(left, where.top(), wide, where.height())
            if changed and came:
                painter.fillRect(place, QColor(look.mark))
            painter.setFont(told if changed else plain)
            painter.setPen(QColor(look.dim if changed and not came else look.text))
            painter.drawText(place, int(flags), text)
            left += wide


def placed(text: str, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line of a broken text with where it begins; blanks and line feeds at a break belong to no line."""
    at = 0
    for line in lines:
        while at < len(text) and text[at] in " \n" and not line.startswith(text[at]):
            at += 1
        yield at, line
        at += len(line)


def pieces(start: int, line: str, runs: Runs) -> list[tuple[str, bool]]:
    """Return a line cut where it begins or ceases to differ; ``start`` is its place in the text."""
    cuts = sorted({0, len(line), *(min(max(at - start, 0), len(line)) for run in runs for at in run)})
    return [(line[a:b], any(first <= start + a < last for first, last in runs)) for a, b in pairwise(cuts)]


class PairDialog(Form):
    """Lists the tasks without a counterpart; the text of the chosen one stands beside that of the task asked about."""

    def __init__(self, task: Task, others: Sequence[Task], where: str, parent: QWidget | None = None) -> None:
        super().__init__("指定对应的任务", "就是这一项", parent)
        self._others = tuple(others)
        self.list = QListWidget(self)
        self.list.setAccessibleName(f"{where}中没有对应的任务")
        for other in others:
            self.list.addItem(QListWidgetItem(name_of(other)))
        self.own, self.other = self._text(), self._text()
        self.own.setText(told_whole(task))
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            label(name_of(task), name="heading", parent=inside),
            self.own,
            label(f"对应{where}中的哪一项？", name="heading", parent=inside),
            self.list,
            self.other,
        ):
            column.addWidget(part, 1 if part is self.list else 0)
        self.add_wide(inside)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        give_size(self, 46, 26)

    def _text(self) -> QLabel:
        made = label(name="dim", wrap=True, parent=self)
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.setMinimumHeight(made.fontMetrics().lineSpacing() * 3)
        return made

    def _show(self, row: int) -> None:
        self.other.setText(told_whole(self._others[row]) if 0 <= row < len(self._others) else "")
        self.accept_button.setEnabled(row >= 0)

    @classmethod
    def ask(cls, parent: QWidget, task: Task, others: Sequence[Task], where: str) -> int | None:
        """Return which of the others it is, ``None`` if it was cancelled; ``where`` names their paper."""
        dialog = cls(task, others, where, parent)
        chosen = dialog.list.currentRow() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
