"""回头看: last year's tasks one by one, with result, evidence and opinion written in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QComboBox, QMenu, QWidget

from gongkai_desk.domain.cycle.judging import Lookback
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.sheet import Align, PaperFormat
from gongkai_desk.domain.year.lookback import UNFINISHED, Judgement, KeptItem, LookbackPaper, Outcome
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import FORMAT_WORDS, LOOKBACK, LOOKBACK_REPORT, PaperKind, paper_kind
from gongkai_desk.papers.year.lookback import counted_line
from gongkai_desk.standing.year import lookback as standing
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.year.lookback import read_result, result_word
from gongkai_desk.wording.year.refusals import YEAR_LACKS
from ui.desk import Desk
from ui.dialogs.base.dialog import give_size
from ui.dialogs.base.records import RecordsDialog
from ui.dialogs.year.lookback_forms import CarryForm, DueForm
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("列入", 3, Align.CENTRE),
    EntryColumn("序号", 3.4, Align.CENTRE),
    EntryColumn("上年任务", 19),
    EntryColumn("责任单位", 9),
    EntryColumn("完成时限", 5.4, Align.CENTRE),
    EntryColumn("落实情况", 6.6, editable=True),
    EntryColumn("佐证材料", 11, editable=True),
    EntryColumn("核销意见", 9, editable=True),
    EntryColumn("本年接续", 9),
    EntryColumn("核定", 6.6, Align.CENTRE),
)
_RESULT, _EVIDENCE, _OPINION = 5, 6, 7
_SHAPES = {
    Outcome.DONE.value: Shape(ShapeKind.TICK, Tone.GREEN),
    Outcome.GOING_ON.value: Shape(ShapeKind.HALF, Tone.AMBER),
    Outcome.NOT_DONE.value: Shape(ShapeKind.WARN_FULL, Tone.RED),
}
_EMPTY = "还没有做过回头看。点“开始回头看…”：可以看本台账库上年的要点、上年的台账库，或者一份旧台账文件。"
_HOW = "按 F2 填写；落实情况可只打 1（已落实）2（持续推进）3（未落实）；选多行后按 Ctrl+Enter 一并填。"
_NOT_YET = Shape(ShapeKind.RING, Tone.DIM)


@dataclass(frozen=True, slots=True)
class LookbackActs:
    """What is done upon a look-back: each act of a service, as the desk does it.

    ``begin(parent)`` asks from where and reads it; ``match(parent, look-back)``, ``entries(parent)`` open their
    windows; ``preview(kind, facts)`` shows a paper as it is printed, ``report(facts, format)`` writes the 回头看报告.
    """

    begin: Callable[[QWidget], object]
    judge: Callable[..., object]
    carry_over: Callable[..., object]
    rectify: Callable[..., object]
    remove: Callable[..., object]
    match: Callable[[QWidget, Lookback], object]
    entries: Callable[[QWidget], object]
    preview: Callable[[PaperKind, object], object]
    report: Callable[[LookbackPaper, PaperFormat], object]


class LookbackDialog(RecordsDialog):
    """The items of one look-back, the one that was begun last at first."""

    def __init__(self, desk: Desk, exports: Exports, does: LookbackActs, parent: QWidget | None = None) -> None:
        super().__init__("回头看", COLUMNS, desk, exports, parent)
        self._does = does
        self._items: dict[int, KeptItem] = {}
        self._known: list[Lookback] = []
        self.which = QComboBox(self)
        self.which.setAccessibleName("哪一次回头看")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shown = QComboBox(self)
        self.shown.setAccessibleName("列出哪些")
        self.shown.addItems([name for name, _ in _FILTERS])
        self.head.insertWidget(0, self.which, 1)
        self.head.insertWidget(1, self.shown)
        self._add_buttons()
        self.view.fill_wanted.connect(self.fill)
        self.which.activated.connect(self.refresh)
        self.shown.activated.connect(self.narrow)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()
        give_size(self, 104, 42)  # eight columns
        if not self._known:
            self.beginner.setFocus()

    def _add_buttons(self) -> None:
        said = ((Outcome.DONE, "已落实(&1)"), (Outcome.GOING_ON, "持续推进(&2)"), (Outcome.NOT_DONE, "未落实(&3)"))
        self.sayers = [button(text, self.say, parent=self) for _, text in said]
        for each, (result, _) in zip(self.sayers, said, strict=True):
            each.setProperty("result", result.value)
        self.confirmer = button("按预填核定(&C)", self.confirm, parent=self)
        self.chooser = button("列入/不列入(&L)", self.choose, parent=self)
        self.matcher = button("与本年对照(&M)…", self.match, parent=self)
        self.carrier = button("转入本年(&Y)…", self.carry, parent=self)
        self.rectifier = button("列入整改(&Z)…", self.rectify, parent=self)
        row = Flow()
        self.of_rows = (*self.sayers, self.confirmer, self.chooser, self.carrier, self.rectifier)
        for each in (*self.sayers, self.confirmer, self.chooser, self.matcher, self.carrier, self.rectifier):
            row.addWidget(each)
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertLayout(column.count() - 1, row)
        self.beginner = button("开始回头看(&N)…", self.begin, parent=self)
        self.remover = button("删除(&D)", self.remove, parent=self)
        self.ledger = button("整改台账(&T)…", self.show_entries, parent=self)
        self.paper = button("出文书(&P) ▾", self._offer, parent=self)
        for place, each in enumerate((self.beginner, self.remover, self.ledger, self.paper), start=1):
            self.acts.insertWidget(place, each)
        self.menu = QMenu(self)
        for kind in (LOOKBACK, LOOKBACK_REPORT):
            self.menu.addAction(f"{kind.title}打印预览…").setData((kind.name, ""))
            for format in kind.formats:
                self.menu.addAction(f"{kind.title}（{FORMAT_WORDS[format]}）…").setData((kind.name, format.value))
            self.menu.addSeparator()
        self.menu.triggered.connect(self._export_as)

    # -- showing

    def refresh(self) -> None:
        """Ask again which look-backs there are, and for the items of the one that is shown."""
        library = self._desk.library
        kept, before = self.which.currentData(), {row_id(each) for each in self._known}
        self._known = list(reversed(stored.lookbacks(library))) if library is not None else []
        new = next((row_id(each) for each in self._known if row_id(each) not in before), kept)
        self.which.blockSignals(True)
        self.which.clear()
        for each in self._known:
            self.which.addItem(self._name(each), row_id(each))
        self.which.setCurrentIndex(max(0, self.which.findData(new)) if self._known else -1)
        self.which.blockSignals(False)
        super().refresh()
        self._look()

    def _name(self, of: Lookback) -> str:
        assert self._desk.library is not None
        return f"{of.year}年　{standing.name_of(self._desk.library, of)}　{of.day.isoformat()}"

    @property
    def of(self) -> Lookback | None:
        """The look-back that is shown."""
        place = self.which.currentIndex()
        return self._known[place] if 0 <= place < len(self._known) else None

    def entries(self) -> list[tuple[Entry, str]]:
        """Return a line for each item."""
        library, of = self._desk.library, self.of
        if library is None or of is None:
            self._items = {}
            self.note.setText(_EMPTY)
            return []
        found = stored.items(library, row_id(of))
        self._items = {each.id: each for each in found}
        told = counted_line(standing.counts(library, of, self._desk.today, found)).text
        self.note.setText(f"{told}。{_HOW}")
        ids = [number for each in found for number in each.next_ids]
        names: dict[int, str] = {task.id: task.title or task.content for task in self._desk.shelf.some(ids)}
        units = dict(self._desk.shelf.unit_names())
        return [(_entry(each, names), units.get(each.item.unit_id or 0, "")) for each in found]

    def keeps(self, entry: Entry) -> bool:
        """Tell whether an item is one of those that are listed."""
        return _FILTERS[self.shown.currentIndex()][1](self._items[entry.key])

    def chosen(self) -> list[KeptItem]:
        """Return the selected items."""
        return [self._items[entry.key] for entry in self.selected()]

    def _look(self) -> None:
        chosen, writes = self.chosen(), self._desk.may_write
        for each in self.of_rows:
            each.setEnabled(writes and bool(chosen))
        self.confirmer.setEnabled(writes and any(each.item.result and not each.confirmed for each in chosen))
        left = [each for each in chosen if each.item.result in UNFINISHED]
        self.carrier.setEnabled(writes and any(not each.next_ids for each in left))
        self.rectifier.setEnabled(writes and bool(left))
        self.beginner.setEnabled(writes)
        for each in (self.remover, self.matcher, self.paper):
            each.setEnabled(self.of is not None and (writes or each is self.paper))

    # -- acts

    def _do(self, act: Callable[..., object], *given: object) -> None:
        """Do an act; a refusal is said under the table, which stays as it is."""
        try:
            act(*given)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def begin(self) -> None:
        """Begin another look-back, which is shown then."""
        self._does.begin(self)

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed in a cell."""
        self._take([entry.key], column, text)

    def fill(self, column: int, text: str) -> None:
        """Write a text into a column of all selected items, as one step."""
        if self.model.columns[column].editable:
            self._take([each.id for each in self.chosen()], column, text)

    def _take(self, ids: Sequence[int], column: int, text: str) -> None:
        result = read_result(text) if column == _RESULT else None
        if column == _RESULT and result is None:
            self.note.setText(f"“{text}”：{YEAR_LACKS['lookback_result']}。")
            return
        said = {
            _RESULT: Judgement(result=result),
            _EVIDENCE: Judgement(evidence=text),
            _OPINION: Judgement(opinion=text),
        }
        self._do(self._does.judge, ids, said[column])

    def say(self) -> None:
        """Give the selected items the result of the button that was pressed."""
        pressed = self.sender()
        if pressed is not None:
            self._judge(self.chosen(), Judgement(result=str(pressed.property("result"))))

    def confirm(self) -> None:
        """Let the results that stand ready hold for the selected items."""
        self._judge([each for each in self.chosen() if each.item.result], Judgement(confirm=True))

    def choose(self) -> None:
        """Take the selected items into the look-back, or out of it where all are in it."""
        chosen = self.chosen()
        self._judge(chosen, Judgement(chosen=not all(each.item.chosen for each in chosen)))

    def _judge(self, items: Iterable[KeptItem], said: Judgement) -> None:
        ids = [each.id for each in items]
        if ids:
            self._do(self._does.judge, ids, said)

    def match(self) -> None:
        """Show the items beside this year's tasks."""
        if self.of is not None:
            self._does.match(self, self.of)

    def carry(self) -> None:
        """Add the selected unfinished items to this year's plan."""
        library, of = self._desk.library, self.of
        left = [each.id for each in self.chosen() if each.item.result in UNFINISHED and not each.next_ids]
        if library is not None and of is not None and left:
            told = CarryForm.ask(self, standing.plans_after(library, of), len(left))
            if told is not None:
                self._do(self._does.carry_over, left, *told)

    def rectify(self) -> None:
        """Enter the selected unfinished items in the 整改台账."""
        left = [each.id for each in self.chosen() if each.item.result in UNFINISHED]
        told = DueForm.ask(self, f"列入整改台账（{len(left)} 项）", self._desk.today)
        if told is not None:
            self._do(self._does.rectify, left, *told)

    def show_entries(self) -> None:
        """Show the 整改台账."""
        self._does.entries(self)

    def remove(self) -> None:
        """Take the look-back away; undo brings it back."""
        if self.of is not None:
            self._do(self._does.remove, row_id(self.of))

    # -- papers

    def _offer(self) -> None:
        self.menu.popup(self.paper.mapToGlobal(self.paper.rect().topLeft()))

    def _export_as(self, chosen: QAction) -> None:
        name, format = chosen.data()
        self.export_paper(paper_kind(name), PaperFormat(format) if format else None)

    def export_paper(self, kind: PaperKind, format: PaperFormat | None) -> None:
        """Write a paper of the look-back, or show how it is printed."""
        library, of = self._desk.library, self.of
        if library is None or of is None:
            return
        facts = standing.lookback_paper(library, of, self._desk.today)
        if format is None:
            self._does.preview(kind, facts)
        elif kind is LOOKBACK_REPORT:
            self._does.report(facts, format)
        else:
            self._exports.paper(kind, facts, format)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports, does: LookbackActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, does, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        dialog.exec()
        dialog.deleteLater()


_FILTERS: tuple[tuple[str, Callable[[KeptItem], bool]], ...] = (
    ("全部任务", lambda each: True),
    ("列入核查的", lambda each: each.item.chosen),
    ("待核定的", lambda each: each.item.chosen and not each.confirmed),
    ("未完成的", lambda each: each.item.chosen and each.item.result in UNFINISHED),
    ("未完成且没有接续的", lambda each: each.item.chosen and each.item.result in UNFINISHED and not each.next_ids),
    ("没有列入的", lambda each: not each.item.chosen),
)


def _entry(kept: KeptItem, names: dict[int, str]) -> Entry:
    item = kept.item
    goes_on = "；".join(names.get(number, "") for number in kept.next_ids)
    texts = (
        "√" if item.chosen else "",
        item.seq,
        "　".join(filter(None, (item.title, item.content))),
        item.unit_text,
        item.deadline_text,
        result_word(item.result),
        item.evidence,
        item.opinion,
        goes_on,
        item.checked.isoformat() if item.checked else "待核定" if item.chosen else "",
    )
    shape = _SHAPES.get(item.result, _NOT_YET) if kept.confirmed else _NOT_YET
    shapes = tuple(shape if column == _RESULT else None for column in range(len(COLUMNS)))
    sorts = (*texts[:1], item.position, *texts[2:])
    return Entry(kept.id, texts, sorts, shapes)
