"""整改台账: what is to be put right, by whom until when; finished, checked again, closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QMenu, QWidget

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.sheet import Align, PaperFormat
from gongkai_desk.domain.year.lookback import KeptRectification, RectifyState
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import FORMAT_WORDS, RECTIFICATION, PaperKind
from gongkai_desk.papers.year.lookback import states_line
from gongkai_desk.rules.year.rectification import rectify_light
from gongkai_desk.standing.year import rectification as standing
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.lookback import SOURCES, STATES, recheck_text
from gongkai_desk.words.whole_dates import read_day
from ui.desk import Desk
from ui.dialogs.base.dialog import day_text
from ui.dialogs.base.records import RecordsDialog
from ui.dialogs.year.lookback_forms import DueForm, RecheckForm, RectifyForm
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("状态", 5.2),
    EntryColumn("存在问题", 14, editable=True),
    EntryColumn("来源", 6),
    EntryColumn("责任单位", 7),
    EntryColumn("整改措施", 10, editable=True),
    EntryColumn("责任人", 4, editable=True),
    EntryColumn("电话", 5.6, editable=True),
    EntryColumn("整改时限", 5.6, Align.CENTRE, editable=True),
    EntryColumn("完成日期", 5.6, Align.CENTRE),
    EntryColumn("复查", 7),
    EntryColumn("销号日期", 5.6, Align.CENTRE),
)
_DUE = 7
_FIELDS = {1: "problem", 4: "measure", 5: "person", 6: "phone"}
_SHAPES = {
    RectifyState.RUNNING: Shape(ShapeKind.HALF, Tone.TEXT),
    RectifyState.OVERDUE: Shape(ShapeKind.WARN_FULL, Tone.RED),
    RectifyState.TO_RECHECK: Shape(ShapeKind.DOT, Tone.BLUE),
    RectifyState.TO_CLOSE: Shape(ShapeKind.RING, Tone.BLUE),
    RectifyState.CLOSED: Shape(ShapeKind.TICK, Tone.GREEN),
}
_SOON = Shape(ShapeKind.DIAMOND, Tone.AMBER)
_EMPTY = "还没有整改事项。回头看里选中未完成的点“列入整改…”，抽查发现问题的点“从抽查列入…”，其他的点“登记…”。"
_HOW = "按 F2 填写；整改完成后由单位申报，复查通过才能销号。"


@dataclass(frozen=True, slots=True)
class RectificationActs:
    """What is done upon entries: each act of a service; ``preview(kind, facts)`` shows the paper as it is printed."""

    enter: Callable[..., object]
    change: Callable[..., object]
    enter_checks: Callable[..., object]
    finish: Callable[..., object]
    recheck: Callable[..., object]
    close: Callable[..., object]
    reopen: Callable[..., object]
    remove: Callable[..., object]
    preview: Callable[[PaperKind, object], object]


class RectificationDialog(RecordsDialog):
    """All entries in the order in which they came."""

    def __init__(self, desk: Desk, exports: Exports, does: RectificationActs, parent: QWidget | None = None) -> None:
        super().__init__("整改台账", COLUMNS, desk, exports, parent)
        self._does = does
        self._entries: dict[int, KeptRectification] = {}
        self.state = QComboBox(self)
        self.state.setAccessibleName("按状态筛选")
        self.state.addItem("全部状态", None)
        for state, word in STATES.items():
            self.state.addItem(word, state)
        self.head.insertWidget(1, self.state)
        self._add_buttons()
        self.state.activated.connect(self.narrow)
        self.view.fill_wanted.connect(self.fill)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()
        self._look()

    def _add_buttons(self) -> None:
        self.adder = button("登记(&N)…", self.add, parent=self)
        self.editor = button("修改(&E)…", self.edit, parent=self)
        self.checks = button("从抽查列入(&S)…", self.add_checks, parent=self)
        self.finisher = button("整改完成(&F)", self.finish, parent=self)
        self.checker = button("复查(&R)…", self.recheck, parent=self)
        self.closer = button("销号(&C)", self.close_entries, parent=self)
        self.opener = button("重新打开(&O)", self.reopen, parent=self)
        self.remover = button("删除(&D)", self.remove, parent=self)
        self.paper = button("整改台账(&P) ▾", self._offer, parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        acts = (self.adder, self.checks, self.editor, self.finisher, self.checker, self.closer, self.opener)
        for each in (*acts, self.remover):
            row.addWidget(each)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertLayout(column.count() - 1, row)
        self.acts.insertWidget(2, self.paper)
        self.menu = QMenu(self)
        self.menu.addAction("打印预览…").setData(None)
        for format, word in FORMAT_WORDS.items():
            self.menu.addAction(f"{word}…").setData(format)
        self.menu.triggered.connect(self._export_as)

    # -- showing

    def entries(self) -> list[tuple[Entry, str]]:
        """Return a line for each entry."""
        library, today = self._desk.library, self._desk.today
        found = standing.kept(library, today) if library is not None else []
        self._entries = {each.id: each for each in found}
        self.note.setText(f"{states_line(found).text}。{_HOW}" if found else _EMPTY)
        return [(self._entry(each), each.unit) for each in found]

    def _entry(self, kept: KeptRectification) -> Entry:
        entry = kept.entry
        soon = rectify_light(entry, self._desk.today) is Colour.YELLOW
        light = _SOON if soon else _SHAPES[kept.state]
        texts = (
            STATES[kept.state],
            entry.problem,
            "\n".join(filter(None, (SOURCES[kept.source], kept.origin))),
            kept.unit,
            entry.measure,
            entry.person,
            entry.phone,
            day_text(entry.due),
            day_text(entry.finished),
            recheck_text(entry),
            day_text(entry.closed),
        )
        return Entry(kept.id, texts, shapes=(light, *(None,) * (len(COLUMNS) - 1)))

    def keeps(self, entry: Entry) -> bool:
        """Tell whether an entry stands as was asked for."""
        wanted = self.state.currentData()
        return wanted is None or self._entries[entry.key].state is wanted

    def chosen(self) -> list[KeptRectification]:
        """Return the selected entries."""
        return [self._entries[entry.key] for entry in self.selected()]

    def go_to(self, number: int) -> None:
        """Let an entry be the current one."""
        row = next((row for row in range(self.model.rowCount()) if self.model.entry(row).key == number), -1)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 1))

    def _look(self) -> None:
        chosen, writes = self.chosen(), self._desk.may_write
        states = {each.state for each in chosen}
        self.adder.setEnabled(writes)
        self.editor.setEnabled(writes and len(chosen) == 1)
        library = self._desk.library
        self.checks.setEnabled(writes and library is not None and bool(standing.faulty_checks(library)))
        self.finisher.setEnabled(writes and bool(states & {RectifyState.RUNNING, RectifyState.OVERDUE}))
        self.checker.setEnabled(writes and bool(states) and RectifyState.CLOSED not in states)
        self.closer.setEnabled(writes and states == {RectifyState.TO_CLOSE})
        self.opener.setEnabled(writes and states == {RectifyState.CLOSED})
        self.remover.setEnabled(writes and bool(chosen))

    # -- acts

    def _do(self, act: Callable[..., object], *given: object, **more: object) -> None:
        """Do an act; a refusal is said under the table, which stays as it is."""
        try:
            act(*given, **more)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed in a cell."""
        self._take([self._entries[entry.key]], column, text)

    def fill(self, column: int, text: str) -> None:
        """Write a text into a column of all selected entries, as one step."""
        if self.model.columns[column].editable:
            self._take(self.chosen(), column, text)

    def _take(self, found: Sequence[KeptRectification], column: int, text: str) -> None:
        due = read_day(text, self._desk.today) if column == _DUE and text else None
        if column == _DUE and text and due is None:
            self.note.setText(f"“{text}”不是日期。整改时限请写成 2026-03-05 或 3月5日。")
            return
        value: dict[str, Any] = {"due": due} if column == _DUE else {_FIELDS[column]: text}
        self._do(self._does.change, [replace(each.entry, **value) for each in found])

    def _units(self) -> Sequence[tuple[int, str]]:
        return [(number, name) for number, name in self._desk.shelf.unit_names() if name]

    def add(self) -> None:
        """Enter something by hand."""
        told = RectifyForm.ask(self, Rectification(self._desk.today, ""), self._units())
        if told is not None:
            self._do(self._does.enter, told)

    def edit(self) -> None:
        """Change the selected entry."""
        for each in self.chosen()[:1]:
            told = RectifyForm.ask(self, each.entry, self._units())
            if told is not None:
                self._do(self._does.enter, told)

    def add_checks(self) -> None:
        """Enter all spot checks that found faults and have no entry yet."""
        library = self._desk.library
        ids = standing.faulty_checks(library) if library is not None else []
        told = DueForm.ask(self, f"抽查发现的问题列入整改（{len(ids)} 项）", self._desk.today)
        if told is not None:
            self._do(self._does.enter_checks, ids, *told)

    def finish(self) -> None:
        """Note that the selected ones were put right today."""
        running = (RectifyState.RUNNING, RectifyState.OVERDUE)
        self._do(self._does.finish, [each.id for each in self.chosen() if each.state in running])

    def recheck(self) -> None:
        """Note what a re-check of the selected ones found."""
        ids = [each.id for each in self.chosen()]
        told = RecheckForm.ask(self, len(ids), self._desk.who, self._desk.today)
        if told is not None:
            self._do(self._does.recheck, ids, told[0], close=told[1])

    def close_entries(self) -> None:
        """Close the selected ones (销号)."""
        self._do(self._does.close, [each.id for each in self.chosen()])

    def reopen(self) -> None:
        """Open the selected ones again."""
        self._do(self._does.reopen, [each.id for each in self.chosen()])

    def remove(self) -> None:
        """Take the selected ones away; undo brings them back."""
        self._do(self._does.remove, [each.id for each in self.chosen()])

    # -- the paper

    def _offer(self) -> None:
        self.menu.popup(self.paper.mapToGlobal(self.paper.rect().topLeft()))

    def _export_as(self, chosen: QAction) -> None:
        self.export_paper(PaperFormat(chosen.data()) if chosen.data() else None)

    def export_paper(self, format: PaperFormat | None) -> None:
        """Write the 整改台账 with the entries that are shown, or show how it is printed."""
        if self._desk.library is None:
            return
        ids = [self.model.entry(row).key for row in range(self.model.rowCount())]
        facts = standing.rectification_paper(self._desk.library, self._desk.today, ids)
        if format is None:
            self._does.preview(RECTIFICATION, facts)
        else:
            self._exports.paper(RECTIFICATION, facts, format)

    @classmethod
    def show_for(
        cls, parent: QWidget, desk: Desk, exports: Exports, does: RectificationActs, number: int | None = None
    ) -> None:
        """Show it until it is closed, at first with an entry."""
        dialog = cls(desk, exports, does, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        if number is not None:
            dialog.go_to(number)
        dialog.exec()
        dialog.deleteLater()
