"""上年与本年对照: items beside tasks of this year; what the texts suggest, a person confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.year.lookback import KeptItem
from gongkai_desk.errors import DeskError
from gongkai_desk.rules.year.lookback import Match
from gongkai_desk.standing.year import lookback as standing
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.lookback import result_word
from ui.desk import Desk
from ui.dialogs.base.records import RecordsDialog
from ui.dialogs.year.lookback_forms import TieForm
from ui.models.register_table import Entry, EntryColumn
from ui.models.task_table import short_seq
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("上年", 3.4, Align.CENTRE),
    EntryColumn("上年任务", 17),
    EntryColumn("上年责任单位", 8),
    EntryColumn("落实情况", 5, Align.CENTRE),
    EntryColumn("对照", 8.6),
    EntryColumn("本年", 3.4, Align.CENTRE),
    EntryColumn("本年任务", 17),
    EntryColumn("本年责任单位", 8),
)
_THEN, _STAND, _NOW = 1, 4, 6
_SURE = 0.8  # likeness from which a suggestion may be confirmed with others at once
_TIED, _NOTHING, _NEW = "已接续", "没有相近的", "本年新增"
_SHAPES = {
    _TIED: Shape(ShapeKind.TICK, Tone.GREEN),
    _NOTHING: Shape(ShapeKind.RING, Tone.DIM),
    _NEW: Shape(ShapeKind.DASH, Tone.DIM),
}
_SUGGESTED = Shape(ShapeKind.HALF, Tone.AMBER)
_NO_PLAN = "还没有下一年的要点，导入以后再对照。"
_HOW = "选中一行，下面左边是上年、右边是本年的全文。"
_LINES = 4  # of the texts below the table

Key = tuple[int | None, int | None]
"""A line: the item, the task of this year; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class MatchingActs:
    """What is done: ``tie({item: tasks})``, an act of a service."""

    tie: Callable[..., object]


class MatchingDialog(RecordsDialog):
    """Every item that is looked back at with what goes on with it, or may; then what is new this year."""

    def __init__(
        self, of: Lookback, desk: Desk, exports: Exports, does: MatchingActs, parent: QWidget | None = None
    ) -> None:
        super().__init__("上年与本年任务对照", COLUMNS, desk, exports, parent)
        self._of, self._does = of, does
        self._items: dict[int, KeptItem] = {}
        self._tasks: dict[int, StoredTask] = {}
        self._scores: dict[Key, Match] = {}
        self.plan = QComboBox(self)
        self.plan.setAccessibleName("本年的要点")
        self.plan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for plan in standing.plans_after(desk.library, of) if desk.library is not None else ():
            self.plan.addItem(plan.title, plan.id)
        self.head.insertWidget(0, self.plan, 1)
        self.then, self.now = self._text("上年任务全文"), self._text("本年任务全文")
        self.confirmer = button("确认接续(&Y)", self.confirm, parent=self)
        self.all = button("确认全部相近的(&A)", self.confirm_all, parent=self)
        self.chooser = button("另选本年任务(&O)…", self.choose, parent=self)
        self.parter = button("取消接续(&X)", self.part, parent=self)
        self._lay_out_more()
        self.plan.activated.connect(self.refresh)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()

    def _text(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setReadOnly(True)
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(made.fontMetrics().lineSpacing() * _LINES + 16)
        return made

    def _fill(self) -> None:
        """Let the tasks of both years share what the other columns leave."""
        others = sum(self.view.columnWidth(place) for place in range(len(COLUMNS)) if place not in (_THEN, _NOW))
        least = self.fontMetrics().horizontalAdvance("国") * COLUMNS[_THEN].wide
        for column in (_THEN, _NOW):
            self.view.setColumnWidth(column, round(max(least, (self.view.room.width() - others) / 2)))

    def _lay_out_more(self) -> None:
        texts, row = QHBoxLayout(), QHBoxLayout()
        for text in (self.then, self.now):
            texts.addWidget(text, 1)
        for each in (self.confirmer, self.all, self.chooser, self.parter):
            row.addWidget(each)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertLayout(column.count() - 1, texts)
        column.insertLayout(column.count() - 1, row)

    # -- showing

    def entries(self) -> list[tuple[Entry, str]]:
        """Return the lines: tied pairs, suggested ones, items alone, tasks of this year alone."""
        library, plan = self._desk.library, self.plan.currentData()
        if library is None:
            return []
        items = [each for each in stored.items(library, row_id(self._of)) if each.item.chosen]
        self._items = {each.id: each for each in items}
        of_plan = [] if plan is None else self._desk.shelf.tasks(plan)
        others = self._desk.shelf.some([number for each in items for number in each.next_ids])
        self._tasks = {task.id: task for task in (*others, *of_plan)}
        every = stored.items(library, row_id(self._of))
        found = () if plan is None else standing.suggested(library, self._of, plan)
        self._scores = {(every[each.item].id, each.task_id): each for each in found}
        lines = list(self._lines(items, [task.id for task in of_plan]))
        told = [self._stand(key) for key in lines]
        open_ = sum(word not in _SHAPES for word in told)
        tied, new = told.count(_TIED), told.count(_NEW)
        words = (
            f"已接续 {tied} 对，建议 {open_} 对待确认，本年新增 {new} 项。选中一行，下面左边是上年、右边是本年的全文。"
        )
        self.note.setText(words if self.plan.count() else _NO_PLAN)
        return [(self._entry(key), self._unit(key)) for key in lines]

    def _lines(self, items: Sequence[KeptItem], of_plan: Sequence[int]) -> Iterator[Key]:
        seen: set[int] = set()
        for each in items:
            suggested = [task for item, task in self._scores if item == each.id and task is not None]
            partners = [*each.next_ids, *(number for number in suggested if number not in each.next_ids)]
            seen |= set(partners)
            yield from ((each.id, number) for number in partners)
            if not partners:
                yield each.id, None
        yield from ((None, number) for number in of_plan if number not in seen)

    def _stand(self, key: Key) -> str:
        item, task = key
        if item is None or task is None:
            return _NEW if item is None else _NOTHING
        if task in self._items[item].next_ids:
            return _TIED
        match = self._scores[key]
        return f"建议 {round(match.score * 100)}%{'（拆分或合并）' if match.part else ''}"

    def _entry(self, key: Key) -> Entry:
        item = self._items[key[0]].item if key[0] is not None else None
        task = self._tasks.get(key[1] or 0)
        stand = self._stand(key)
        then = ("",) * 4
        if item is not None:
            then = item.seq, _named(item), item.unit_text, result_word(item.result)
        now = ("",) * 3
        if task is not None:
            now = short_seq(task), _named(task), task.unit_text
        shapes = (*(None,) * _STAND, _SHAPES.get(stand, _SUGGESTED), None, None, None)
        return Entry(key, (*then, stand, *now), shapes=shapes)

    def _unit(self, key: Key) -> str:
        return self._items[key[0]].item.unit_text if key[0] is not None else ""

    def chosen(self) -> list[Key]:
        """Return the selected lines."""
        return [entry.key for entry in self.selected()]

    def _look(self) -> None:
        chosen, writes = self.chosen(), self._desk.may_write
        self.confirmer.setEnabled(writes and any(key in self._scores for key in chosen))
        self.all.setEnabled(writes and any(match.score >= _SURE for match in self._scores.values()))
        self.chooser.setEnabled(writes and len(chosen) == 1 and chosen[0][0] is not None and self.plan.count() > 0)
        self.parter.setEnabled(writes and any(self._is_tied(key) for key in chosen))
        item, task = chosen[0] if chosen else (None, None)
        self.then.setPlainText(_whole(self._items[item].item) if item is not None else "")
        self.now.setPlainText(_whole(self._tasks[task]) if task is not None else "")

    def _is_tied(self, key: Key) -> bool:
        return key[0] is not None and key[1] in self._items[key[0]].next_ids

    # -- acts

    def confirm(self) -> None:
        """Let the selected items go on with the tasks that are suggested."""
        self._tie([key for key in self.chosen() if key in self._scores])

    def confirm_all(self) -> None:
        """Confirm every suggestion that is hardly in doubt, as one step."""
        self._tie([key for key, match in self._scores.items() if match.score >= _SURE])

    def _tie(self, keys: Sequence[Key]) -> None:
        wanted: dict[int, tuple[int, ...]] = {}
        for item, task in keys:
            assert item is not None
            assert task is not None
            wanted[item] = (*wanted.get(item, self._items[item].next_ids), task)
        self._do(wanted)

    def choose(self) -> None:
        """Choose other tasks of this year for the selected item."""
        item = next(iter(self.chosen()), (None, None))[0]
        plan = self.plan.currentData()
        if item is not None and plan is not None:
            kept = self._items[item]
            told = TieForm.ask(self, kept.name, self._desk.shelf.tasks(plan), kept.next_ids)
            if told is not None:
                self._do({item: told})

    def part(self) -> None:
        """Part the selected items from the tasks that they are tied to."""
        gone: dict[int, set[int | None]] = {}
        for item, task in self.chosen():
            if item is not None:
                gone.setdefault(item, set()).add(task)
        self._do({item: tuple(n for n in self._items[item].next_ids if n not in gone[item]) for item in gone})

    def _do(self, wanted: dict[int, tuple[int, ...]]) -> None:
        if not wanted:
            return
        try:
            self._does.tie(wanted)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    @classmethod
    def show_for(cls, parent: QWidget, of: Lookback, desk: Desk, exports: Exports, does: MatchingActs) -> None:
        """Show it until it is closed."""
        dialog = cls(of, desk, exports, does, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        dialog.exec()
        dialog.deleteLater()


def _named(of: LookbackItem | StoredTask) -> str:
    """Return name and content on one line, as a cell shows them."""
    return "　".join(filter(None, (of.title, of.content)))


def _whole(of: LookbackItem | StoredTask) -> str:
    """Return name, content and units below each other."""
    return "\n".join(filter(None, (of.title, of.content, of.unit_text)))
