"""按上级表样填报: how a superior's form was understood, each part to be set otherwise, with what would be filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.forms import Filled, FormField, FormMode, FormState, Lack, Matched, RowMatch, TaskFacts
from gongkai_desk.rules.forms.body import FormRow
from gongkai_desk.rules.forms.fitting import (
    Fitting,
    laid,
    limit_of,
    progress_of,
    with_field,
    with_row,
    with_text,
)
from gongkai_desk.rules.forms.heads import Head, HeadColumn
from gongkai_desk.rules.forms.laying import USUAL_WORDS, task_name
from gongkai_desk.wording.forms import BY, FIELDS, FORM_STATES, MODES, NO_FIELD, note_text
from gongkai_desk.wording.lights import period_text
from ui.dialogs.base.dialog import Form, give_size
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label
from ui.widgets.tick_list import TickList

_TO_TODAY = "到今天为止的全部进展"
_MOST = 2000  # characters that a form may ask for
_COUNTED = {  # what is said below, of what waits
    Lack.ROW_UNKNOWN: "行没有对应的任务",
    Lack.ROW_UNSURE: "行不够相像",
    Lack.TASK_LEFT: "项任务没有填进表",
    Lack.CELL_HELD: "格已有内容",
    Lack.SEVERAL: "行由几项任务合填",
    Lack.OVER: "处超过字数",
    Lack.NO_STATE_WORD: "处没有对应的用词",
}


@dataclass(frozen=True, slots=True)
class Periods:
    """What can be chosen besides: periods, the newest first, and the tasks' facts of a period ("": all so far).

    ``usual``: the period that a superior's 填报表 asks for.
    """

    periods: Sequence[str]
    facts: Callable[[str], Mapping[int, TaskFacts]]
    usual: str = ""


class FillDialog(Form):
    """Four pages: columns, printed rows, words and limit, what waits; counts below follow each change."""

    def __init__(self, fitting: Fitting, offered: Periods, parent: QWidget | None = None) -> None:
        super().__init__(f"按上级表样填报 — {fitting.form.file}", "填好另存(&S)…", parent)
        self.fitting, self._offered = fitting, offered
        self.filled: Filled = laid(fitting)
        self.period = QComboBox(self)
        self.period.addItem(_TO_TODAY, "")
        for name in offered.periods:
            self.period.addItem(period_text(name), name)
        self.form.addRow("进展取自(&P)", self.period)
        self.mode, self.counted = label(name="dim", wrap=True, parent=self), label(wrap=True, parent=self)
        self.columns = _Columns(fitting, self._set_column, self)
        self.rows, self.words = _Rows(self.change_row, self.change_text, self), _Words(fitting, self)
        self.waiting = RecordTable(("表中位置", "为什么", "内容"), self)
        self._lay_out()
        self.period.currentIndexChanged.connect(self._set_period)
        for field in self.words.fields.values():
            field.currentTextChanged.connect(self._set_words)
        self.words.limit.valueChanged.connect(self._set_words)
        self._show()
        if offered.usual:
            self.period.setCurrentIndex(self.period.findData(offered.usual))

    def _lay_out(self) -> None:
        waiting = record_view(self.waiting, self)
        waiting.setAccessibleName("要看的地方")
        waiting.setColumnWidth(1, self.fontMetrics().horizontalAdvance("国") * 20)
        self.tabs = QTabWidget(self)
        for page, title in ((self.columns, "栏目(&L)"), (self.rows, "对应的行(&R)"), (self.words, "用词和字数(&W)"),
                            (waiting, "要看的地方(&K)")):  # fmt: skip
            self.tabs.addTab(page, title)
        self.add_wide(self.mode, self.counted, self.tabs)
        give_size(self, 64, 32)

    # -- changes

    def _set_column(self, grid: int, position: int, field: FormField | None) -> None:
        self.fitting = with_field(self.fitting, grid, position, field)
        self._show()

    def _set_period(self) -> None:
        self.fitting = replace(self.fitting, facts=self._offered.facts(self.period.currentData()))
        self._show()

    def _set_words(self) -> None:
        self.fitting = replace(self.fitting, words=self.words.given(), limit=self.words.limit.value())
        self._show()

    def change_row(self) -> None:
        """Ask which tasks belong into the current printed row."""
        chosen = self.rows.current()
        if chosen is None:
            return
        match, row = chosen
        tasks = RowDialog.ask(self, row, list(self.fitting.facts.values()), match.tasks)
        if tasks is not None:
            self.fitting = with_row(self.fitting, match.grid, match.row, tasks)
            self._show()

    def change_text(self) -> None:
        """Let a person write the progress of the current printed row: what several tasks say, or too long a text."""
        chosen = self.rows.current()
        if chosen is None:
            return
        match, row = chosen
        text = progress_of(self.fitting, self.filled, match.grid, match.row)
        given = TextDialog.ask(self, row, text, limit_of(self.fitting, match.grid))
        if given is not None:
            self.fitting = with_text(self.fitting, match.grid, match.row, given)
            self._show()

    # -- what is shown

    def _show(self) -> None:
        self.filled = laid(self.fitting)
        self.rows.show_rows(self.fitting)
        self.tabs.setTabEnabled(1, self.fitting.mode is FormMode.PRINTED)
        self.mode.setText(MODES[self.filled.mode] + "。原件不动，填好的另存一份。")
        notes = self.filled.notes
        self.waiting.show([(self._where(each.table, each.row), note_text(each), _short(each.text)) for each in notes])
        counts = Counter(each.lack for each in notes)
        told = [f"{counts[lack]}{words}" for lack, words in _COUNTED.items() if counts[lack]]
        self.counted.setText("；".join((f"对上 {self.filled.rows} 行，将写入 {self.filled.cells} 格", *told)) + "。")
        self.say("" if self.filled.fills else "现在没有可填的内容，请核对栏目和对应的行。")

    def _where(self, table: int, row: int | None) -> str:
        return f"{self.fitting.form.tables[table].name}第{row + 1}行" if row is not None else ""

    @classmethod
    def ask(cls, parent: QWidget, fitting: Fitting, offered: Periods) -> tuple[Fitting, Filled] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(fitting, offered, parent)
        given = (dialog.fitting, dialog.filled) if dialog.asked() else None
        dialog.deleteLater()
        return given


_SHOWN = 60  # characters of a text in the list


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


class _Columns(QScrollArea):
    """Each column of the form by its head words, with the field that it gets."""

    def __init__(
        self, fitting: Fitting, changed: Callable[[int, int, FormField | None], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.choices: dict[tuple[int, int], QComboBox] = {}
        self._by: dict[tuple[int, int], QLabel] = {}
        self._changed = changed
        inside = QWidget(self)
        self._grid = QGridLayout(inside)
        self._grid.setColumnStretch(0, 1)
        for number, head in enumerate(fitting.heads):
            if len(fitting.heads) > 1:
                heading = label(fitting.form.tables[head.table].name, name="heading", parent=inside)
                self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
            self._add(number, head, inside)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def _add(self, number: int, head: Head, inside: QWidget) -> None:
        for column in head.columns:
            choice = self._choice(column, inside)
            self.choices[number, column.position] = choice
            choice.setProperty("place", (number, column.position))
            choice.currentIndexChanged.connect(self._tell)
            by = label(BY[column.by] if column.by is not None else "没有认出", name="dim", parent=inside)
            limit = f"　限{column.limit}字" if column.limit else ""
            self._by[number, column.position] = by
            row = self._grid.rowCount()
            shown = label(" ".join(column.header.split()) + limit, wrap=True, parent=inside)
            for place, part in enumerate((shown, choice, by)):
                self._grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignVCenter)

    def _choice(self, column: HeadColumn, inside: QWidget) -> QComboBox:
        choice = QComboBox(inside)
        choice.setAccessibleName(f"{column.header} 填什么")
        choice.addItem(NO_FIELD, None)
        for field, word in FIELDS.items():
            choice.addItem(word, field.value)
        choice.setCurrentIndex(max(0, choice.findData(column.field.value if column.field is not None else None)))
        return choice

    def _tell(self) -> None:
        choice = self.sender()
        if isinstance(choice, QComboBox):
            number, position = choice.property("place")
            field = choice.currentData()
            self._by[number, position].setText(BY[Matched.HAND])
            self._changed(number, position, FormField(field) if field else None)


class _Rows(QWidget):
    """The printed rows beside the tasks that belong into them."""

    def __init__(self, change: Callable[[], None], write: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[RowMatch, FormRow]] = []
        self.model = RecordTable(("行", "表中任务", "依据", "本级任务"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("表中各行对应的任务")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((4, 22, 8)):
            self.view.setColumnWidth(column, wide * characters)
        self.view.activated.connect(change)
        line = QHBoxLayout()
        told = "回车或双击某一行可改选；不够相像的行要选定后才填。"
        line.addWidget(label(told, name="dim", wrap=True, parent=self), 1)
        line.addWidget(button("改选任务(&T)…", change, parent=self))
        line.addWidget(button("改进展文字(&E)…", write, parent=self))
        page = QVBoxLayout(self)
        page.addWidget(self.view, 1)
        page.addLayout(line)

    def show_rows(self, fitting: Fitting) -> None:
        """Show the rows as they are matched now, on the row where one stood."""
        at = self.view.currentIndex().row()
        self._rows = fitting.printed
        self.model.show([(str(row.index + 1), _printed_name(row), _by(match), _tasks(match, fitting))
                         for match, row in self._rows])  # fmt: skip
        if self._rows:
            self.view.setCurrentIndex(self.model.index(max(0, min(at, len(self._rows) - 1)), 0))

    def current(self) -> tuple[RowMatch, FormRow] | None:
        """Return the current row and what it is matched with."""
        row = self.view.currentIndex().row()
        return self._rows[row] if 0 <= row < len(self._rows) else None


def _printed_name(row: FormRow) -> str:
    named = row.texts.get(FormField.TITLE) or row.texts.get(FormField.CONTENT) or row.words
    return " ".join(filter(None, (row.texts.get(FormField.SEQ), named)))


def _by(match: RowMatch) -> str:
    return "不够相像" if match.tasks and not match.sure else BY[match.by] if match.tasks else "没有找到"


def _tasks(match: RowMatch, fitting: Fitting) -> str:
    return "；".join(task_name(fitting.facts[each]) for each in match.tasks if each in fitting.facts)


class _Words(QWidget):
    """The form's words for states, and how many characters it allows where its head does not say."""

    def __init__(self, fitting: Fitting, parent: QWidget) -> None:
        super().__init__(parent)
        column = QFormLayout(self)
        column.addRow(label("完成情况一栏写什么：", name="dim", parent=self))
        offered = {word: None for head in fitting.heads for each in head.columns for word in each.choices}
        self.fields: dict[FormState, QComboBox] = {}
        for state, usual in USUAL_WORDS.items():
            field = self.fields[state] = QComboBox(self)
            field.setEditable(True)
            field.setAccessibleName(f"{FORM_STATES[state]} 写作")
            field.addItems(list(offered) or [usual])
            field.setCurrentText(fitting.words.get(state, ""))
            column.addRow(FORM_STATES[state], field)
        self.limit = QSpinBox(self)
        self.limit.setRange(0, _MOST)
        self.limit.setSuffix(" 字")
        self.limit.setSpecialValueText("按表头，没有写的不限")
        self.limit.setValue(fitting.limit)
        column.addRow("进展情况不超过", self.limit)

    def given(self) -> dict[FormState, str]:
        """Return the words as they stand; a state without one stays blank in the form."""
        found = {state: field.currentText().strip() for state, field in self.fields.items()}
        return {state: word for state, word in found.items() if word}


class RowDialog(Form):
    """Asks which of our tasks belong into a printed row."""

    def __init__(
        self, row: FormRow, facts: Sequence[TaskFacts], chosen: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__("对应的任务", "确定", parent)
        rows = [(fact.task.id, task_name(fact), fact.task.content + fact.task.unit_text) for fact in facts]
        self.ticks = TickList(rows, "项任务", self)
        self.ticks.show_ticked(chosen)
        self.add_wide(label(f"表中第{row.index + 1}行：{_printed_name(row)}", wrap=True, parent=self), self.ticks)
        give_size(self, 46, 26)

    @classmethod
    def ask(
        cls, parent: QWidget, row: FormRow, facts: Sequence[TaskFacts], chosen: Sequence[int]
    ) -> tuple[int, ...] | None:
        """Ask; ``None`` if it was cancelled. Nothing ticked: the row stays blank."""
        dialog = cls(row, facts, chosen, parent)
        given = dialog.ticks.ticked() if dialog.asked() else None
        dialog.deleteLater()
        return given


class TextDialog(Form):
    """Lets a person write what a printed row is told as progress; characters are counted while it is written."""

    def __init__(self, row: FormRow, text: str, limit: int, parent: QWidget | None = None) -> None:
        super().__init__("进展文字", "确定", parent)
        self._limit = limit
        self.text = self.add_text("进展情况(&J)", text, lines=10)
        self.counted = label(name="dim", parent=self)
        self.form.insertRow(0, label(f"表中第{row.index + 1}行：{_printed_name(row)}", wrap=True, parent=self))
        self.form.addRow("", self.counted)
        self.text.textChanged.connect(self._count)
        give_size(self, 46, 24)
        self._count()

    def _count(self) -> None:
        """Say how many characters there are; more than the form allows are not kept back."""
        written = len("".join(self.text.toPlainText().split()))
        over = f"，超出 {written - self._limit} 字" if self._limit and written > self._limit else ""
        self.counted.setText(f"{written} 字" + (f"（表样限 {self._limit} 字{over}）" if self._limit else ""))

    @classmethod
    def ask(cls, parent: QWidget, row: FormRow, text: str, limit: int) -> str | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(row, text, limit, parent)
        given = dialog.text.toPlainText().strip() if dialog.asked() else None
        dialog.deleteLater()
        return given
