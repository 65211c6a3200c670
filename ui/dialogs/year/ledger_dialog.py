"""年中接手: how an old ledger was understood, column by column and word by word, with what would be stored below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import Rhythm
from gongkai_desk.domain.state import State
from gongkai_desk.domain.year.ledger_in import Ledger, LedgerAnswers, LedgerColumn, LedgerField, LedgerTask
from gongkai_desk.rules.year.ledger_columns import month_of
from gongkai_desk.wording.states import STATES
from gongkai_desk.wording.year.ledger_in import FIELDS, GUESSED, TITLE, column_words, counts, notes, word_shown
from ui.dialogs.base.dialog import Form, give_size, row_of_buttons
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

_HEADS = ("序号", "任务", "责任单位", "时限", "状态", "进展", "佐证", "其他栏目")
_WIDTHS = (3, 18, 9, 7, 6, 16, 3)  # characters of all but the last
_RHYTHMS = {Rhythm.HALF: "每半年", Rhythm.QUARTER: "每季度", Rhythm.DEADLINE: "只看时限"}
_USUAL = "每半年，任务要求按季的按季"
_NO_STATE = "不采用，只留字样"
_PROPOSED, _UNKNOWN = "（建议，请确认）", "（请选择）"
_OWN = "按任务读入："
_SHOWN = 18  # characters of a sample


@dataclass(frozen=True, slots=True)
class LedgerOffer:
    """What the dialog asks about: the file, this year, how answers change what would be stored."""

    file: str
    year: int
    printed_year: int
    understand: Callable[[LedgerAnswers, int], Ledger]


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """What was chosen: the ledger as it is to be stored, of which year, whether as last year's for the look-back."""

    ledger: Ledger
    year: int
    last_year: bool


WRONG_COLUMNS: Final = object()
"""The answer that columns of the tasks themselves were taken for something else."""


class LedgerDialog(Form):
    """Columns and states to be set otherwise above, what that makes of each task below."""

    def __init__(self, offer: LedgerOffer, parent: QWidget | None = None) -> None:
        super().__init__(f"{TITLE} — {offer.file}", "存入台账(&S)", parent)
        self._offer = offer
        self.answers = LedgerAnswers()
        self.wrong_columns = False
        self.year, self.rhythm = QComboBox(self), QComboBox(self)
        self._add_choices()
        self.ledger = offer.understand(self.answers, self._year)
        self.answers = replace(self.answers, states=dict(self.ledger.proposals))
        self._guessed = set(self.ledger.proposals)  # words whose state nobody has said yet
        self.told = label(name="heading", wrap=True, parent=self)
        self.notes = label(wrap=True, parent=self)
        self.columns = _Choices("栏目", self._set_columns, self)
        self.states = _Choices("字样和颜色", self._set_state, self)
        self.tasks = RecordTable(_HEADS, self)
        self._lay_out()
        self.columns.show_rows(_column_rows(self.ledger.columns))
        self._understand()
        self.year.currentIndexChanged.connect(self._understand)

    def _add_choices(self) -> None:
        this, printed = self._offer.year, self._offer.printed_year
        self.year.addItem(
            f"{printed if printed >= this else this}年，接着办", (printed if printed >= this else this, False)
        )
        last = printed if printed < this else this - 1
        self.year.addItem(f"{last}年，供“回头看”，不再催办", (last, True))
        self.year.setCurrentIndex(int(printed < this))
        self.rhythm.addItem(_USUAL, None)
        for rhythm, words in _RHYTHMS.items():
            self.rhythm.addItem(words, rhythm.value)
        self.form.addRow("作为(&Y)", self.year)
        self.form.addRow("今后多久报一次(&R)", self.rhythm)

    def _lay_out(self) -> None:
        view = record_view(self.tasks, self)
        view.setAccessibleName("存入后的任务")
        for column, characters in enumerate(_WIDTHS):
            view.setColumnWidth(column, self.fontMetrics().horizontalAdvance("国") * characters + 18)
        above = QWidget(self)
        line = QHBoxLayout(above)
        line.setContentsMargins(0, 0, 0, 0)
        for title, choices, stretch in (("表里的栏目", self.columns, 3), ("表里的状态", self.states, 2)):
            page = QVBoxLayout()
            page.addWidget(label(title, name="dim", parent=above))
            page.addWidget(choices, 1)
            line.addLayout(page, stretch)
        parted = QSplitter(Qt.Orientation.Vertical, self)
        parted.addWidget(above)
        parted.addWidget(view)
        parted.setChildrenCollapsible(False)
        wrong = button("任务名称、单位、时限的栏目认错了(&C)…", self.leave_for_columns, parent=self)
        self.add_wide(self.told, self.notes, parted, row_of_buttons(wrong))
        give_size(self, 84, 40)

    def leave_for_columns(self) -> None:
        """Leave to say which columns hold the tasks: the file is read again by that."""
        self.wrong_columns = True
        self.accept()

    @property
    def _year(self) -> int:
        return int(self.year.currentData()[0])

    def _set_columns(self, headers: Sequence[str], value: str | None) -> None:
        chosen = dict.fromkeys(headers, LedgerField(value or LedgerField.KEPT))
        self.answers = replace(self.answers, columns={**self.answers.columns, **chosen})
        self._understand()

    def _set_state(self, words: Sequence[str], value: str | None) -> None:
        self._guessed -= set(words)
        chosen = dict.fromkeys(words, State(value) if value else None)
        self.answers = replace(self.answers, states={**self.answers.states, **chosen})
        self._understand()

    def _understand(self) -> None:
        before = set(self.ledger.states) if self.tasks.rowCount() else None
        self.ledger = self._offer.understand(self.answers, self._year)
        if before != set(self.ledger.states):
            words = sorted(self.ledger.states, key=lambda word: self.ledger.states[word] is not None)
            self.states.show_rows([self._state_row(word) for word in words])
        self.told.setText(counts(self.ledger))
        guessed = [word_shown(word) for word in self.ledger.states if word in self._guessed]
        told = [GUESSED.format(words="、".join(guessed)), *notes(self.ledger)] if guessed else notes(self.ledger)
        self.notes.setText("\n".join(f"· {each}。" for each in told))
        self.rhythm.setEnabled(not self.year.currentData()[1])
        tasks = self.ledger.read.draft.parts[self.ledger.read.part].tasks
        self.tasks.show([_task_row(task, each) for task, each in zip(tasks, self.ledger.tasks, strict=True)])

    def _state_row(self, word: str) -> _Row:
        found = sum(word in each.word.split("、") for each in self.ledger.tasks)
        state = self.ledger.states[word]
        hint = _PROPOSED if word in self.ledger.proposals else "" if state else _UNKNOWN
        offered: dict[str | None, str] = {None: _NO_STATE, **{each.value: STATES[each] for each in State}}
        return _Row((word,), f"{word_shown(word)}　{found}项{hint}", offered, state.value if state else None)

    def choice(self) -> LedgerChoice:
        """Return what is chosen now."""
        year, last = self.year.currentData()
        rhythm = self.rhythm.currentData()
        return LedgerChoice(self.ledger.reported_on(Rhythm(rhythm) if rhythm else None), year, last)

    @classmethod
    def ask(cls, parent: QWidget, offer: LedgerOffer) -> LedgerChoice | object | None:
        """Ask; ``None`` if it was cancelled, ``WRONG_COLUMNS`` if the file is to be read otherwise."""
        dialog = cls(offer, parent)
        given = (WRONG_COLUMNS if dialog.wrong_columns else dialog.choice()) if dialog.asked() else None
        dialog.deleteLater()
        return given


# ---- rows of choices


@dataclass(frozen=True, slots=True)
class _Row:
    """A thing to be said: its names, how it is shown, the choices (none: it is settled), the one that holds."""

    names: tuple[str, ...]
    shown: str
    offered: dict[str | None, str] = field(default_factory=dict)
    chosen: str | None = None


class _Choices(QScrollArea):
    """Things of the file, each with a choice of what it is; ``changed`` is told which and what."""

    def __init__(self, called: str, changed: Callable[[Sequence[str], str | None], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._called, self._changed = called, changed
        self.fields: dict[str, QComboBox] = {}
        self.setAccessibleName(called)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_rows(self, rows: Iterable[_Row]) -> None:
        """Show these, in place of what was there."""
        self.fields = {}
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setColumnStretch(0, 1)
        for line, row in enumerate(rows):
            shown = label(row.shown, name="" if row.offered else "dim", wrap=True, parent=page)
            grid.addWidget(shown, line, 0, 1, 1 if row.offered else 2)
            if row.offered:
                grid.addWidget(self._field(row, page), line, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(page)

    def _field(self, row: _Row, page: QWidget) -> QComboBox:
        box = QComboBox(page)
        box.setAccessibleName(f"{self._called} {'、'.join(row.names)}")
        for value, words in row.offered.items():
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(row.chosen)))
        box.setProperty("names", row.names)
        box.currentIndexChanged.connect(self._tell)
        self.fields[row.names[0]] = box
        return box

    def _tell(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._changed(tuple(box.property("names")), box.currentData())


def _column_rows(columns: Sequence[LedgerColumn]) -> list[_Row]:
    """Return a row for each column of work, one for those of periods together, and one line of those of the task."""
    own = [f"{each.header}（{column_words(each)}）" for each in columns if each.plan_field]
    others = (each for each in columns if not each.plan_field)
    groups = groupby(others, key=lambda each: "" if month_of(each.header) else each.header)
    rows = [_column_row(tuple(group)) for _, group in groups]
    return [*rows, _Row((), f"{_OWN}{'、'.join(own)}")]


def _column_row(group: Sequence[LedgerColumn]) -> _Row:
    first, last = group[0], group[-1]
    shown = first.header if len(group) == 1 else f"{first.header}至{last.header}（{len(group)}栏）"
    sample = " ".join(next((each.sample for each in group if each.sample), "").split())
    shown += f"　例：{sample[:_SHOWN]}{'…' * (len(sample) > _SHOWN)}" if sample else ""
    offered: dict[str | None, str] = {kind.value: FIELDS[kind] for kind in LedgerField if kind in _open_to(first)}
    return _Row(tuple(each.header for each in group), shown, offered, first.field.value)


def _open_to(column: LedgerColumn) -> set[LedgerField]:
    """Return what a column may hold: progress of a period only where its header names one, ticks where they stand."""
    found = {*LedgerField} - {LedgerField.BY_PERIOD, LedgerField.TICKED}
    if month_of(column.header):
        found.add(LedgerField.BY_PERIOD)
    return found | {column.field}


def _task_row(task: Task, each: LedgerTask) -> tuple[str, ...]:
    units = "、".join((*task.lead, *task.responsible))
    state = _state_text(each)
    last = " ".join(each.told[-1].text.split()) if each.told else ""
    told = f"{len(each.told)}条：{last}" if len(each.told) > 1 else last
    named = " ".join(filter(None, (task.title, task.content)))
    others = "；".join(f"{name}：{text}" for name, text in each.extra.items())
    evidence = f"{len(each.evidence)}份" if each.evidence else ""
    return task.seq or "", named, units, task.deadline.text, state, told, evidence, others


def _state_text(each: LedgerTask) -> str:
    if each.by_unit:
        return "、".join(STATES[state] if state else "？" for state in each.by_unit)
    return STATES[each.state] if each.state else f"{each.word}？" if each.word else ""
