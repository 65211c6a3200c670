"""登记催办: one key for the means, Enter stores and readies the next; 催办记录, where answers are written in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.slips import Call, LoggedCall, Means
from gongkai_desk.standing import due_slips
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store.entries import papers
from gongkai_desk.store.entries.papers import told_on
from gongkai_desk.words.whole_dates import read_day
from ui.callees import Callee, CallList
from ui.deleting import delete_by_keys, is_agreed, stay_at
from ui.desk import Desk
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.base.records import RecordsDialog
from ui.models.item_table import RecordTable
from ui.models.register_table import Entry, EntryColumn
from ui.models.task_table import short_seq
from ui.papers import Exports
from ui.parts.figure_view import record_view
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.focus import ENTER
from ui.widgets.notices import button, label, value

_HEADS = ("单位", "情形", "今天已催")
_HINT = "按 1—6 选方式，回车登记并转到下一家；按住 Ctrl 可选多家一次登记。"
_ALL_LOGGED = "这个名单里的单位都已登记，要再记一笔请先选中单位。"
_MOST = 5  # items that are named
_PROMISE = 3  # working days that are proposed


@dataclass(frozen=True, slots=True)
class CallActs:
    """What is asked of the log of calls, one step each.

    ``remind(asked=, call=, day=)``: a call to units, each with its tasks; ``answer(ids=, call=)``: what was answered in
    entries; ``remove(ids=)``: entries go into the recycle bin.
    """

    remind: Callable[..., object]
    answer: Callable[..., object]
    remove: Callable[..., object]


class CallDialog(Form):
    """A list of units at the left, the call to the current one at the right; every call is stored at once."""

    def __init__(self, desk: Desk, lists: Sequence[CallList], acts: CallActs, parent: QWidget | None = None) -> None:
        super().__init__("登记催办", "登记", parent)
        self._desk, self._lists, self._acts = desk, list(lists), acts
        self._units: list[Callee] = []
        self._shown: list[Callee] = []
        self._logged: set[int] = set()  # units that were called in this window
        self.list = QComboBox(self)
        self.list.addItems([each.name for each in lists])
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找单位、联络员或电话")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self.model = RecordTable(_HEADS, self)
        self.view = record_view(self.model, self)
        self.who, self.contact, self.about = label(name="title", wrap=True), value(parent=self), label(wrap=True)
        self.means = QButtonGroup(self)
        self.answered_by, self.answer = QLineEdit(self), QLineEdit(self)
        self.day = DayField(desk.today, self)
        self.day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.promised = MaybeDay(desk.today, ticked=False, word="已承诺", parent=self)
        self._dress()
        self._lay_out()
        self._wire()
        self.take_list()

    def _dress(self) -> None:
        self.view.setAccessibleName("要催办的单位")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        wide = self.view.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((10, 11)):
            self.view.setColumnWidth(column, wide * characters + 18)
        self.about.setObjectName("dim")
        self.about.setMaximumHeight(self.fontMetrics().lineSpacing() * (_MOST + 2))
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for number, means in enumerate(Means, start=1):
            made = QPushButton(f"{number} {means.value}", self)
            made.setObjectName("chip")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(means.value)
            self.means.addButton(made, number)
            QShortcut(QKeySequence(str(number)), self, partial(_press, made))
        self.means.button(1).setChecked(True)
        if self._desk.library is not None:
            first = office_workdays(self._desk.library).add(self._desk.today, _PROMISE)
            self.promised.field.show_day(first)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        picked = QFormLayout()
        picked.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        picked.addRow("名单(&L)", self.list)
        left.addLayout(picked)
        left.addWidget(self.search)
        left.addWidget(self.view, 1)
        self.column.removeItem(self.form)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.who, self.contact, self.about):
            part.setParent(self)
            right.addWidget(part)
        right.addSpacing(4)
        for numbers in ((1, 2, 3), (4, 5, 6)):
            row = QHBoxLayout()
            row.setSpacing(6)
            for number in numbers:
                row.addWidget(self.means.button(number), 1)
            right.addLayout(row)
        right.addSpacing(4)
        right.addLayout(self.form)
        for name, field in (
            ("答复人(&B)", self.answered_by),
            ("答复情况(&A)", self.answer),
            ("承诺时间(&P)", self.promised),
            ("催办日期(&D)", self.day),
        ):
            self.form.addRow(name, field)
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(left, 5)
        halves.addLayout(right, 4)
        self.column.insertLayout(0, halves, 1)
        self.reject_button.setText("关闭")  # each call is stored, there is nothing to cancel
        give_size(self, 68, 29)

    def _wire(self) -> None:
        self.list.currentIndexChanged.connect(self.take_list)
        self.search.textChanged.connect(self._narrow)
        self.view.selectionModel().selectionChanged.connect(self._look)

    # -- the list

    def take_list(self) -> None:
        """Ask for the chosen list and begin with its first unit."""
        self._units = self._lists[self.list.currentIndex()].units()
        self._narrow()
        self.view.setFocus()

    def _narrow(self) -> None:
        words = self.search.text().strip()
        self._shown = [each for each in self._units if words in f"{each.name} {each.contact} {each.phone}"]
        self._fill()
        self._stand(self._next(-1) or 0)

    def _fill(self) -> None:
        told = told_on(self._desk.library, self._desk.today) if self._desk.library is not None else {}
        said = {unit: "、".join(means.value for means in Means if means in done) for unit, done in told.items()}
        self._told = {unit for unit, done in told.items() if done != {Means.LETTER}}  # a letter is no call yet
        self.model.show([(each.name, each.matter, said.get(each.unit_id, "")) for each in self._shown])

    def _stand(self, row: int | None) -> None:
        """Select a row; ``None``: none, so that another Enter stores nothing."""
        if row is None:
            self.view.clearSelection()
        elif row < len(self._shown):
            there = self.model.index(row, 0)
            this = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(there, this)  # whatever keys are held down
            self.view.scrollTo(there, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._look()

    def chosen(self) -> list[Callee]:
        """Return the selected units."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self._shown[row] for row in rows if row < len(self._shown)]

    def _look(self) -> None:
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        self.who.setText(one.name if one else f"{len(chosen)} 家单位" if chosen else "没有选中单位")
        self.contact.setText(_contact(one) if one else "、".join(each.name for each in chosen[:_MOST]))
        self.about.setText(_about(one) if one else "")
        self.answered_by.setPlaceholderText(f"如 {one.contact}" if one and one.contact else "")
        self.accept_button.setEnabled(bool(chosen))
        self.accept_button.setText("登记" if len(chosen) < 2 else f"登记 {len(chosen)} 家")
        if not self._shown:
            self.note.setText("这个名单里没有单位。可在“名单”中换一个，或清除查找。")
        elif self._logged:
            self.note.setText(f"已登记 {len(self._logged)} 家。{_HINT if chosen else _ALL_LOGGED}")
        else:
            self.note.setText(_HINT)
        self.note.show()

    # -- storing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter lead from search and lists to the units; everywhere else it stores."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in ENTER and (self.search.hasFocus() or self.list.hasFocus()):
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def call(self) -> Call:
        """Return what was entered."""
        means = list(Means)[self.means.checkedId() - 1]
        return Call(means, self.answered_by.text().strip(), self.answer.text().strip(), self.promised.day())

    def accept(self) -> None:
        """Store the call and ready the next unit that was not called today."""
        chosen = self.chosen()
        if not chosen or not self._desk.may_write:
            return
        asked = {each.unit_id: each.tasks for each in chosen}
        self._acts.remind(asked=asked, call=self.call(), day=self.day.day())
        self._logged |= {each.unit_id for each in chosen}
        last = self._shown.index(chosen[-1])
        for field in (self.answered_by, self.answer):
            field.clear()
        self.promised.tick.setChecked(False)
        self._fill()
        self._stand(self._next(last))
        self.view.setFocus()

    def _next(self, row: int) -> int | None:
        """Return the next row, around the end, that was not called today, else not in this window; ``None``: none."""
        rows: list[int] = [*range(row + 1, len(self._shown)), *range(max(row, 0))]
        for called in (self._told | self._logged, self._logged):
            for each in rows:
                if self._shown[each].unit_id not in called:
                    return each
        return None if self._logged else 0

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, lists: Sequence[CallList], acts: CallActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, lists, acts, parent)
        dialog.exec()
        dialog.deleteLater()


def _press(means: QPushButton) -> None:
    means.setChecked(True)


def _contact(unit: Callee) -> str:
    told = "　".join(filter(None, (unit.contact, unit.phone)))
    return told or "名录中没有登记联络员和电话"


def _about(unit: Callee) -> str:
    """Return what the call is about, a line each."""
    lines = [f"· {name}" for name in unit.names[:_MOST]]
    more = [f"等 {len(unit.names)} 项"] if len(unit.names) > _MOST else []
    return "\n".join([*lines, *more]) or "没有指定事项，记在这个单位名下"


COLUMNS = (
    EntryColumn("催办日期", 5.6, Align.CENTRE),
    EntryColumn("单位", 8),
    EntryColumn("方式", 4.5, Align.CENTRE),
    EntryColumn("催办事项", 15),
    EntryColumn("答复人", 5, editable=True),
    EntryColumn("答复情况", 13, editable=True),
    EntryColumn("承诺时间", 5.6, Align.CENTRE, editable=True),
    EntryColumn("文书编号", 8, Align.CENTRE),
)
_BY, _ANSWER, _PROMISED = 4, 5, 6
_HOW = "在“答复人”“答复情况”“承诺时间”格内按 F2 或双击填写，回车保存。"
_EMPTY = "还没有催办记录。打电话、发通知后，从“督办 → 登记催办”记一笔；发出的催办单会自动记在这里。"
_LOG_MOST = 3  # items that are named in a cell


class CallLog(RecordsDialog):
    """Entries of one call are one line; removing puts them into the recycle bin."""

    def __init__(self, desk: Desk, exports: Exports, acts: CallActs, parent: QWidget | None = None) -> None:
        super().__init__("催办记录", COLUMNS, desk, exports, parent)
        self.search.setPlaceholderText("查找单位、事项、答复")
        self._ask = acts
        self.remover = button("删除", self.remove, parent=self)
        delete_by_keys(self.view, self.remove)
        self.acts.insertWidget(2, self.remover)
        self._calls: dict[tuple[int, ...], LoggedCall] = {}
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.refresh()
        self._look()

    def entries(self) -> list[tuple[Entry, str]]:
        """Return all calls, the newest first."""
        library = self._desk.library
        if library is None:
            return []
        units = dict(self._desk.shelf.unit_names())
        numbers = {each.id: each.number_text for each in papers.slip_numbers(library)}
        calls = due_slips.logged_calls(papers.reminders(library))
        self._calls = {call.ids: call for call in calls}
        names = self._names({task for call in calls for task in call.tasks})
        self.note.setText(_HOW if calls else _EMPTY)
        return [(_entry(call, units, names, numbers), units.get(call.first.unit_id or 0, "")) for call in calls]

    def _names(self, tasks: set[int]) -> dict[int, str]:
        found = self._desk.shelf.some(list(tasks))
        return {task.id: f"{short_seq(task)} {task.title or task.content[:20]}".strip() for task in found}

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store who answered, what, or by when it is promised; a day that is none is refused and said."""
        first = self._calls[entry.key].first
        promised = first.promised
        if column == _PROMISED:
            promised = read_day(text, self._desk.today) if text else None
            if text and promised is None:
                self.note.setText(f"“{text}”不是日期。承诺时间请写成 2026-03-05 或 3月5日。")
                return
        by = text if column == _BY else first.answered_by
        said = text if column == _ANSWER else first.answer
        call = Call(first.means, by, said, promised)
        self._ask.answer(ids=list(self._calls[entry.key].ids), call=call)

    def _look(self) -> None:
        chosen = [self._calls[entry.key] for entry in self.selected()]
        free = [call for call in chosen if call.first.slip_id is None]
        self.remover.setEnabled(self._desk.may_write and bool(free))
        self.remover.setToolTip("随催办单记下的，撤销发文时一并收回" if len(free) < len(chosen) else "")

    def remove(self) -> None:
        """Put the selected calls into the recycle bin; those of a slip stay as long as the slip does."""
        chosen = [self._calls[entry.key] for entry in self.selected()]
        ids = [number for call in chosen if call.first.slip_id is None for number in call.ids]
        names = [f"{entry.texts[0]} {entry.texts[1]}" for entry in self.selected()]
        row = self.view.currentIndex().row()
        if ids and self._desk.may_write and is_agreed(self, names, "催办记录", "关闭本窗口后按 Ctrl+Z 可撤销。"):
            self._ask.remove(ids=ids)
            self.note.setText(f"已删除 {len(ids)} 条，关闭本窗口后按 Ctrl+Z 可撤销。")
            stay_at(self.view, row)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports, acts: CallActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, acts, parent)
        dialog.exec()
        dialog.deleteLater()


def _entry(call: LoggedCall, units: dict[int, str], names: dict[int, str], numbers: dict[int, str]) -> Entry:
    first = call.first
    told = [names[task] for task in call.tasks if task in names]
    matter = "；".join(told[:_LOG_MOST]) + (f" 等{len(told)}项" if len(told) > _LOG_MOST else "")
    promised = first.promised.isoformat() if first.promised else ""
    texts = (
        first.day.isoformat(),
        units.get(first.unit_id or 0, ""),
        first.means.value,
        matter,
        first.answered_by,
        first.answer,
        promised,
        numbers.get(first.slip_id or 0, ""),
    )
    sorts = (*texts[:_PROMISED], (first.promised or date.max).isoformat(), texts[-1])
    return Entry(call.ids, texts, sorts)
