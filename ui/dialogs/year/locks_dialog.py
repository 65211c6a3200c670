"""期次锁定: which periods were sent and are locked, what came late since then, and where it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.cycle.upward import PeriodLock, Submission
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.year.period import FigureName, LockOrder, PeriodFigure, PeriodFigures
from gongkai_desk.errors import DeskError
from gongkai_desk.rules.light.cycles import longer_periods, period_days
from gongkai_desk.standing.report_periods import period_choices
from gongkai_desk.standing.year.locks import LateReturn, late_returns, submissions_for
from gongkai_desk.store.entries import locks
from gongkai_desk.store.entries.upward import kept, superiors
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.locking import CHOICE_WAITS, FIGURES, LOCK_NOTE, chosen_text, sums_text
from ui.desk import Desk
from ui.dialogs.base.ask import ask_line
from ui.dialogs.base.dialog import Dialog, give_size
from ui.dialogs.year.locks_forms import LockForm, LockOffer
from ui.models.register_table import Entry, EntryColumn, EntryTable
from ui.parts.row_copier import RowCopier
from ui.theme import Tone
from ui.widgets.frozen_view import FrozenView, TaskHeader
from ui.widgets.notices import button, label
from ui.widgets.painting import Shape, ShapeKind

_SHOWN = (FigureName.TASKS, FigureName.CLOSED, FigureName.OWED, FigureName.ON_TIME, FigureName.LATE, FigureName.MISSING)
_LOCKS = (
    EntryColumn("期次", 7),
    EntryColumn("要点", 11),
    EntryColumn("锁定日期", 5.6, Align.CENTRE),
    EntryColumn("经办人", 4, Align.CENTRE),
    *(EntryColumn(FIGURES[name].removesuffix("报送家次").removesuffix("家次"), 3.6, Align.CENTRE) for name in _SHOWN),
    EntryColumn("现在", 8),
    EntryColumn("说明", 12),
)
_FIRST_FIGURE = 4
_LATE = (
    EntryColumn("单位", 8),
    EntryColumn("任务", 10),
    EntryColumn("期次", 7),
    EntryColumn("收到", 5.6, Align.CENTRE),
    EntryColumn("进展", 14),
    EntryColumn("怎么处理", 9),
)
_GONE = "（已删除的要点）"
_WAITS = Shape(ShapeKind.WARN_FULL, Tone.AMBER)
_HELD = Shape(ShapeKind.TICK, Tone.GREEN)


@dataclass(frozen=True, slots=True)
class LockActs:
    """What is done: acts of services; ``correct(parent, lock, reports)`` asks for the letter of a correction.

    ``count(dialog, order)`` counts what would be locked and gives it to the dialog's ``counted``, or its ``refuse``.

    ``show(sentence, tasks)`` lists tasks in the window, ``go_to(task)`` leads to one.
    """

    count: Callable[[LocksDialog, LockOrder], object]
    lock: Callable[..., object]
    unlock: Callable[..., object]
    count_in_next: Callable[..., object]
    correct: Callable[[QWidget, int, Sequence[int]], object]
    show: Callable[[str, Sequence[int]], object]
    go_to: Callable[[int], object]


class LocksDialog(Dialog):
    """What is to be locked over the locks, and under them what came late."""

    def __init__(self, desk: Desk, does: LockActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("期次锁定")
        self._desk, self._does = desk, does
        self._locks: dict[int, PeriodLock] = {}
        self._totals: dict[int, dict[FigureName, int]] = {}
        self._sent: dict[int, Submission] = {}
        self._late: dict[int, LateReturn] = {}
        self.period, self.plan = QComboBox(self), QComboBox(self)
        self.lock_button = button("锁定…", self.lock, name="primary", parent=self)
        self.locks, self.locks_view = self._table(_LOCKS, "已锁定的期次")
        self.late, self.late_view = self._table(_LATE, "锁定之后才到的进展")
        self.unlock_button = button("解锁…", self.unlock, parent=self)
        self.correct_button = button("出补报更正…", self.correct, parent=self)
        self.next_button = button("计入下一期", self.count_in_next, parent=self)
        self.note = label(LOCK_NOTE, name="dim", wrap=True, parent=self)
        self._fill_choices()
        self._lay_out()
        self._wire()
        self.refresh()

    def _table(self, columns: Sequence[EntryColumn], name: str) -> tuple[EntryTable, FrozenView]:
        model, view = EntryTable(columns, self), FrozenView(self)
        view.setHorizontalHeader(TaskHeader(view))
        view.setModel(model)
        view.setAccessibleName(name)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, each in enumerate(columns):
            view.setColumnWidth(column, round(wide * each.wide) + 18)
        view.resized.connect(partial(_fill, view, columns))
        RowCopier(view)
        return model, view

    def _fill_choices(self) -> None:
        today = self._desk.today
        asked = period_choices(self._desk.library, today)[0] if self._desk.library is not None else ()
        names = [name for name in dict.fromkeys((*asked, *longer_periods(today))) if _begun(name, today)]
        for name in names:
            self.period.addItem(period_text(name), name)
        self.period.setAccessibleName("期次")
        ended = next((place for place, name in enumerate(names) if (period_days(name) or (today, today))[1] < today), 0)
        self.period.setCurrentIndex(ended)
        self.plan.setAccessibleName("要点")
        self.plan.addItem("这一年的全部要点", None)
        for plan in self._desk.shelf.plans():
            self.plan.addItem(plan.title, plan.id)
        self.plan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        top, under = QHBoxLayout(), QHBoxLayout()
        for text, field in (("期次(&P)", self.period), ("要点(&L)", self.plan)):
            named = label(text, parent=self)
            named.setBuddy(field)
            top.addWidget(named)
            top.addWidget(field, 1 if field is self.plan else 0)
        top.addWidget(self.lock_button)
        for each in (self.correct_button, self.next_button):
            under.addWidget(each)
        under.addStretch(1)
        under.addWidget(button("关闭", self.reject, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addLayout(_headed(label("已锁定的期次", name="heading", parent=self), self.unlock_button))
        column.addWidget(self.locks_view, 1)
        column.addWidget(label("锁定之后才到的进展", name="heading", parent=self))
        column.addWidget(self.late_view, 1)
        column.addLayout(under)
        give_size(self, 86, 38)

    def _wire(self) -> None:
        for view, model in ((self.locks_view, self.locks), (self.late_view, self.late)):
            view.selectionModel().selectionChanged.connect(self._look)
            model.modelReset.connect(self._look)
        self.locks_view.activated.connect(self._show_counted)
        self.late_view.activated.connect(self._go_to_task)
        self._desk.changed.connect(self.refresh)

    # -- to the tasks

    def _show_counted(self, index: QModelIndex) -> None:
        """Leave for the tasks that a figure of a lock counted when it was sent."""
        place = index.column() - _FIRST_FIGURE
        if not 0 <= place < len(_SHOWN) or self._desk.library is None:
            return
        lock = self._locks[self.locks.entry(index.row()).key]
        every = locks.locked_figures(self._desk.library, row_id(lock))
        counted = (each.counted for each in every if each.name is _SHOWN[place] and _is_whole(each))
        tasks = list(dict.fromkeys(task for each in counted for task, _ in each.keys))
        if tasks:
            self.accept()
            self._does.show(f"{period_text(lock.period)}{FIGURES[_SHOWN[place]]}（锁定时）", tasks)

    def _go_to_task(self, index: QModelIndex) -> None:
        """Leave for the task of a late return."""
        self.accept()
        self._does.go_to(self._late[self.late.entry(index.row()).key].task.id)

    # -- showing

    def refresh(self) -> None:
        """Ask again for locks and late returns."""
        library = self._desk.library
        found = locks.locks(library) if library is not None else []
        titles: dict[int, str] = {plan.id: plan.title for plan in self._desk.shelf.plans()}
        self._locks = {each.id: each for each in reversed(found) if each.id is not None}
        self._totals = locks.locked_totals(library) if library is not None else {}
        self._sent = {row_id(each): each for each in kept(library, Submission)} if library is not None else {}
        self.locks.show([self._lock_entry(each, titles) for each in self._locks.values()])
        late = late_returns(library) if library is not None else ()
        self._late = {each.report.id: each for each in sorted(late, key=lambda each: not each.waits)}
        self.late.show([_late_entry(each) for each in self._late.values()])
        for view in (self.locks_view, self.late_view):
            if not view.selectionModel().hasSelection():
                view.selectRow(0)
        self._look()

    def _lock_entry(self, lock: PeriodLock, titles: dict[int, str]) -> Entry:
        whole = self._totals.get(row_id(lock), {})
        off = lock.unlocked.isoformat() if lock.unlocked else ""
        now = f"{off} 解锁：{lock.unlock_reason}" if off else "锁定"
        texts = (
            *(period_text(lock.period), titles.get(lock.plan_id or 0, _GONE), lock.day.isoformat(), lock.who),
            *(str(whole.get(name, 0)) for name in _SHOWN),
            now,
            self._said_of(lock),
        )
        shapes = (*(None,) * (len(texts) - 2), None if off else _HELD, None)
        return Entry(lock.id, texts, shapes=shapes)

    def _said_of(self, lock: PeriodLock) -> str:
        """Return the remark of a lock, and with what it went up."""
        sent = self._sent.get(lock.submission_id or 0)
        return "；".join(filter(None, (lock.reason, f"报送登记：{sent.title}" if sent else "")))

    def _look(self) -> None:
        """Let acts be done where they can."""
        writes = self._desk.may_write
        self.lock_button.setEnabled(writes and self.period.count() > 0)
        self.unlock_button.setEnabled(writes and any(each.unlocked is None for each in self._chosen_locks()))
        waiting = self._chosen_late()
        self.next_button.setEnabled(writes and bool(waiting))
        self.correct_button.setEnabled(writes and len({each.lock.id for each in waiting}) == 1)

    def _chosen_locks(self) -> list[PeriodLock]:
        rows = self.locks_view.selectionModel().selectedRows()
        return [self._locks[self.locks.entry(index.row()).key] for index in rows]

    def _chosen_late(self) -> list[LateReturn]:
        rows = sorted(index.row() for index in self.late_view.selectionModel().selectedRows())
        found = (self._late[self.late.entry(row).key] for row in rows)
        return [each for each in found if each.waits]

    # -- acts

    def _try(self, act: Callable[..., object], *args: object, **given: object) -> None:
        try:
            act(*args, **given)
            self.note.setText(LOCK_NOTE)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def lock(self) -> None:
        """Have the chosen period counted; ``counted`` asks further."""
        self._try(self._does.count, self, LockOrder(self.period.currentData(), self.plan.currentData()))

    def counted(self, order: LockOrder, found: Sequence[PeriodFigures]) -> None:
        """Ask with what the period is locked that was counted, and lock it."""
        library, today = self._desk.library, self._desk.today
        if library is None:
            return
        sums = sums_text({name: sum(_whole(each, name) for each in found) for name in _SHOWN})
        days = period_days(order.period)
        offer = LockOffer(
            order,
            f"{'、'.join(self._titles(found))}：{sums}。",
            submissions_for(library, order.period, order.plan_id),
            superiors(library),
            today,
            over=days is None or days[1] <= today,
        )
        said = LockForm.ask(self, offer)
        if said is not None:
            self._try(self._does.lock, said, found)

    def refuse(self, error: DeskError) -> None:
        """Say why a period cannot be counted."""
        self.note.setText(error_sentence(error))

    def _titles(self, found: Sequence[PeriodFigures]) -> list[str]:
        titles: dict[int, str] = {plan.id: plan.title for plan in self._desk.shelf.plans()}
        return [f"《{titles.get(each.plan_id, '')}》" for each in found]

    def unlock(self) -> None:
        """Ask for the reason and take the chosen locks off."""
        held = [each for each in self._chosen_locks() if each.unlocked is None]
        said = ask_line(self, "解锁", f"解锁{period_text(held[0].period)}的数据。理由：") if held else None
        for each in held if said is not None else ():
            self._try(self._does.unlock, each.period, said, each.plan_id)

    def count_in_next(self) -> None:
        """Let the chosen late returns count in the next period."""
        self._try(self._does.count_in_next, [each.report.id for each in self._chosen_late()])

    def correct(self) -> None:
        """Have the letter of a correction written of the chosen late returns."""
        chosen = self._chosen_late()
        if chosen and chosen[0].lock.id is not None:
            self._try(self._does.correct, self, chosen[0].lock.id, [each.report.id for each in chosen])

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, does: LockActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, does, parent)
        dialog.exec()
        dialog.deleteLater()


def _fill(view: FrozenView, columns: Sequence[EntryColumn]) -> None:
    """Let the widest column take what the others leave; it is never narrower than at first."""
    widest = max(range(len(columns)), key=lambda column: columns[column].wide)
    others = sum(view.columnWidth(column) for column in range(len(columns)) if column != widest)
    least = view.fontMetrics().horizontalAdvance("国") * columns[widest].wide
    view.setColumnWidth(widest, round(max(least, view.room.width() - others)))


def _begun(name: str, today: date) -> bool:
    days = period_days(name)
    return days is not None and days[0] <= today


def _whole(of: PeriodFigures, name: FigureName) -> int:
    found = of.of(name)
    return found.value if found is not None else 0


def _is_whole(figure: PeriodFigure) -> bool:
    return not figure.section and figure.unit_id is None


def _headed(title: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(right)
    return row


def _late_entry(late: LateReturn) -> Entry:
    report, task = late.report, late.task
    told = CHOICE_WAITS if late.waits else chosen_text(report.counted_in, unlocked=late.lock.unlocked is not None)
    texts = (report.unit, task.title or task.content, period_text(late.lock.period), report.day.isoformat())
    shapes = (*(None,) * 5, _WAITS if late.waits else None)
    return Entry(report.id, (*texts, report.text, told), shapes=shapes)
