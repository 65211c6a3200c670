"""征求意见: every unit that was asked with what it said; entered, answered, printed as 意见采纳情况表."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from gongkai_desk.domain.cycle.opinions import Asking
from gongkai_desk.domain.cycle.reviews import WaitingOpinion
from gongkai_desk.domain.cycle.rounds import Opinion
from gongkai_desk.domain.plan import StoredPlan, StoredTask
from gongkai_desk.domain.sheet import Align, PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import BREAKDOWN, FORMAT_WORDS, OPINION_FORM, OPINIONS
from gongkai_desk.rules.work.opinions import Asked, Stand, lacks, says_something, stand_of
from gongkai_desk.standing.cycle.opinions import Reply, opinion_table, replies, units_of_plan
from gongkai_desk.standing.papers import breakdown_paper
from gongkai_desk.store.entries import opinions as stored
from gongkai_desk.store.tasks.evidence import KeptFile
from gongkai_desk.wording.opinions import ADOPTED, AGREES, LACKING, STANDS, consulted_text
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base.records import RecordsDialog
from ui.dialogs.upward.opinion_forms import AnswerForm, AskForm, Named, NoneForm, OpinionForm, OpinionOffer, RemindForm
from ui.dialogs.upward.waiting_opinions import OpinionChoices, WaitingOpinionsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.models.task_table import short_seq
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.flow import flowing
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("单位", 8),
    EntryColumn("回复情况", 6),
    EntryColumn("回复截止", 5.6, Align.CENTRE),
    EntryColumn("针对内容", 9),
    EntryColumn("意见建议", 18, editable=True),
    EntryColumn("是否同意", 4.5, Align.CENTRE),
    EntryColumn("依据", 8, editable=True),
    EntryColumn("采纳情况", 5, Align.CENTRE),
    EntryColumn("理由", 9),
    EntryColumn("协商情况", 8),
)
_STAND, _ADOPTED = 1, 7
_FIELDS = {4: "text", 6: "basis"}
_SHAPES = {
    Stand.WAITING: Shape(ShapeKind.RING, Tone.DIM),
    Stand.OVERDUE: Shape(ShapeKind.WARN_FULL, Tone.RED),
    Stand.RECEIVED: Shape(ShapeKind.DOT, Tone.BLUE),
    Stand.NONE: Shape(ShapeKind.TICK, Tone.GREEN),
    Stand.SILENT: Shape(ShapeKind.DASH, Tone.DIM),
    Stand.TOLD: Shape(ShapeKind.HALF, Tone.TEXT),
    Stand.AGAINST: Shape(ShapeKind.WARN, Tone.AMBER),
}
_EMPTY = "还没有征求过意见。点“发出征求意见…”登记发给了哪些单位、什么时候截止；已经收到的意见可直接“登记意见…”。"
_NAME = 24  # characters of a task


@dataclass(frozen=True, slots=True)
class OpinionActs:
    """What is done upon opinions: each act of a service, as the desk does it; ``collect(parent)``: from files.

    ``send(parent, asking)``: a round goes out with its papers; ``ask``: it is only entered. ``waiting()``: what came
    back and waits; ``settle``: what was decided of it. ``remind(parent, asking)``: those who have not answered.
    """

    ask: Callable[..., object]
    send: Callable[[QWidget, Asking], object]
    remind: Callable[[QWidget, Asking], object]
    enter: Callable[..., object]
    enter_none: Callable[..., object]
    take_silence: Callable[..., object]
    answer: Callable[..., object]
    remove: Callable[..., object]
    collect: Callable[[QWidget], object]
    waiting: Callable[[], Sequence[WaitingOpinion]]
    settle: Callable[..., object]


class OpinionsDialog(RecordsDialog):
    """The units of a plan's rounds, and whoever else said something."""

    def __init__(
        self, plan: StoredPlan, desk: Desk, exports: Exports, does: OpinionActs, parent: QWidget | None = None
    ) -> None:
        super().__init__("征求意见", COLUMNS, desk, exports, parent)
        self._plan, self._does = plan, does
        self._opinions: dict[int, Opinion] = {}
        self._replies: list[Reply] = []
        self.asker = button("发出征求意见…", self.ask_units, parent=self)
        self.reminder = button("催复…", self.remind, parent=self)
        self.adder = button("登记意见…", self.add, parent=self)
        self.collector = button("从文件登记…", self.collect, parent=self)
        self.waiter = button("待定的…", self.settle, parent=self)
        self.none = button("登记无意见…", self.add_none, parent=self)
        self.silence = button("逾期视为无意见", self.take_silence, parent=self)
        self.answerer = button("答复…", self.answer, parent=self)
        self.opener = button("打开复函", self.open_letter, parent=self)
        self.remover = button("删除意见", self.remove, parent=self)
        self.paper = button("采纳情况表 ▾", self._offer_formats, parent=self)
        acts = (
            self.asker,
            self.reminder,
            self.adder,
            self.collector,
            self.waiter,
            self.none,
            self.silence,
            self.answerer,
            self.opener,
        )
        row, flow = flowing(parent=self)  # on a narrow screen they go on in a second line
        for each in acts:
            flow.addWidget(each)
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(column.count() - 1, row)
        self.acts.insertWidget(1, self.remover)
        self.drafts = QMenu(self)
        self.drafts.addAction("征求意见稿（Word）…").triggered.connect(self.export_draft)
        self.drafts.addAction("意见反馈表（Excel）…").triggered.connect(self.export_form)
        self.draft = button("征求意见稿 ▾", self._offer_drafts, parent=self)
        self.acts.insertWidget(3, self.draft)
        self.acts.insertWidget(4, self.paper)
        self.menu = QMenu(self)
        for format, word in FORMAT_WORDS.items():
            self.menu.addAction(f"{word}…").setData(format)
        self.menu.triggered.connect(self._export_as)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()

    # -- showing

    def refresh(self) -> None:
        """Ask again for the lines, and for what waits: that may change though no line does."""
        super().refresh()
        self._look()

    def entries(self) -> list[tuple[Entry, str]]:
        """Return a line for each opinion, one for each unit that has none."""
        library = self._desk.library
        if library is None:
            return []
        self._tasks: dict[int, StoredTask] = {task.id: task for task in self._desk.shelf.tasks(self._plan.id)}
        self._names: dict[int, str] = dict(self._desk.shelf.unit_names())
        self._replies = replies(library, self._plan.id, self._desk.today)
        self._opinions = {each.id: each for each in stored.opinions(library, self._plan.id) if each.id is not None}
        facts = opinion_table(library, self._plan.id, self._desk.today)
        open_ = [lack for each in self._opinions.values() for lack in lacks(each)]
        told = "；".join(f"{LACKING[lack]} {open_.count(lack)} 条" for lack in dict.fromkeys(open_))
        there = bool(self._replies or self._opinions)
        self.note.setText(f"{facts.counts}{told}" if there else _EMPTY)
        return list(self._lines())

    def _lines(self) -> Iterator[tuple[Entry, str]]:
        asked = {reply.unit.id for reply in self._replies}
        for reply in self._replies:
            yield from self._of_unit(reply.unit.id, reply.stand, reply.asked, reply.opinions)
        others = dict.fromkeys(each.unit_id for each in self._opinions.values() if each.unit_id not in asked)
        for number in others:
            own = tuple(each for each in self._opinions.values() if each.unit_id == number)
            yield from self._of_unit(number, stand_of(own, Asked(), self._desk.today), Asked(), own)

    def _of_unit(
        self, unit_id: int | None, stand: Stand, asked: Asked, own: tuple[Opinion, ...]
    ) -> Iterator[tuple[Entry, str]]:
        name = self._names.get(unit_id or 0, "")
        head = name, STANDS[stand], asked.closing.isoformat() if asked.closing else ""
        shapes = (None, _SHAPES[stand], *(None,) * (len(COLUMNS) - 2))
        said = [each for each in own if says_something(each)] or list(own[-1:])
        if not said:
            yield Entry(("unit", unit_id), (*head, *("",) * (len(COLUMNS) - 3)), shapes=shapes), name
        for each in said:
            yield Entry(("opinion", each.id), (*head, *self._texts(each)), shapes=shapes), name

    def _texts(self, each: Opinion) -> tuple[str, ...]:
        if not says_something(each):
            return ("", "", "", each.basis, "", "", "")
        task = self._tasks.get(each.task_id or 0)
        matter = f"{short_seq(task)}　{(task.title or task.content)[:_NAME]}" if task else "总体"
        agrees, adopted = AGREES[each.agrees], ADOPTED[each.adopted]
        return matter, each.text, agrees, each.basis, adopted, each.reply, consulted_text(each)

    def chosen(self) -> list[Opinion]:
        """Return the selected opinions."""
        keys = [entry.key for entry in self.selected()]
        return [self._opinions[number] for kind, number in keys if kind == "opinion"]

    def _look(self) -> None:
        chosen, writes = self.chosen(), self._desk.may_write
        waiting = len(self._does.waiting())
        self.waiter.setText(f"待定的 {waiting} 条…")
        self.waiter.setVisible(bool(waiting))
        self.waiter.setEnabled(writes)
        for each in (self.asker, self.adder, self.collector, self.none):
            each.setEnabled(writes)
        self.reminder.setEnabled(bool(self._unanswered()))
        late = any(each.stand is Stand.OVERDUE and each.asked.silent_agrees for each in self._replies)
        self.silence.setEnabled(writes and late)
        self.answerer.setEnabled(writes and bool(chosen) and all(map(says_something, chosen)))
        self.remover.setEnabled(writes and bool(chosen))
        self.opener.setEnabled(len(chosen) == 1 and chosen[0].returned_file_id is not None)

    # -- acts

    def _do(self, act: Callable[..., object], *given: object) -> None:
        """Do an act; a refusal is said under the table, which stays as it is."""
        try:
            act(*given)
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def _units(self) -> Named:
        return [(number, name) for number, name in self._desk.shelf.unit_names() if name]

    def ask_units(self) -> None:
        """Enter a round: the units of the plan's tasks are proposed."""
        if self._desk.library is None:
            return
        asked = {reply.unit.id for reply in self._replies}
        own = units_of_plan(self._desk.library, self._plan.id)
        new = [number for number in own if number not in asked]
        asking = AskForm.ask(self, self._units(), new or own, self._desk.today)
        if asking is not None and asking.papers:
            self._does.send(self, asking)
        elif asking is not None:
            self._do(self._does.ask, self._plan.id, asking)

    def _unanswered(self) -> Named:
        waiting = (Stand.WAITING, Stand.OVERDUE)
        return [(each.unit.id, each.unit.name) for each in self._replies if each.stand in waiting]

    def remind(self) -> None:
        """Write what those who have not answered are reminded with; of several selected ones only those."""
        late, chosen = self._unanswered(), {self._unit_of(entry) for entry in self.selected()}
        selected = [each for each in late if each[0] in chosen]
        asking = RemindForm.ask(self, selected if len(selected) > 1 else late) if late else None
        if asking is not None:
            self._does.remind(self, asking)

    def add(self) -> None:
        """Enter an opinion of the selected unit, or another."""
        entry = next(iter(self.selected()), None)
        unit = self._unit_of(entry) if entry else None
        offer = OpinionOffer(self._units(), self._offered_tasks(), self._desk.today)
        told = OpinionForm.ask(self, Opinion(self._plan.id, unit_id=unit), offer)
        if told is not None:
            self._do(self._does.enter, *told)

    def settle(self) -> None:
        """Decide what came back and waits."""
        waiting = self._does.waiting()
        choices = OpinionChoices(self._units(), self._offered_tasks())
        decided = WaitingOpinionsDialog.ask(self, waiting, choices) if waiting else ()
        if decided:
            self._do(self._does.settle, self._plan.id, decided)

    def _offered_tasks(self) -> Named:
        return [(task.id, f"{short_seq(task)}　{(task.title or task.content)[:40]}") for task in self._tasks.values()]

    def _unit_of(self, entry: Entry) -> int | None:
        kind, number = entry.key
        return self._opinions[number].unit_id if kind == "opinion" else number

    def collect(self) -> None:
        """Enter opinions out of tables that units sent back."""
        self._does.collect(self)

    def add_none(self) -> None:
        """Enter 无意见 of the selected units, or of all that have not answered."""
        waiting = [number for number, _ in self._unanswered()]
        chosen = {self._unit_of(entry) for entry in self.selected()}
        selected = [number for number in waiting if number in chosen]
        asked = [(each.unit.id, each.unit.name) for each in self._replies if each.stand is not Stand.TOLD]
        ticked = selected if len(selected) > 1 else waiting
        said = NoneForm.ask(self, asked or self._units(), ticked, self._desk.today)
        if said is not None:
            self._do(self._does.enter_none, self._plan.id, said)

    def take_silence(self) -> None:
        """Count those that are over time as 无意见."""
        self._do(self._does.take_silence, self._plan.id)

    def answer(self) -> None:
        """Answer the selected opinions."""
        chosen = self.chosen()
        given = AnswerForm.ask(self, chosen, self._desk.today) if chosen else None
        if given is not None:
            self._do(self._does.answer, [each.id for each in chosen], given)

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed in a cell of an opinion."""
        kind, number = entry.key
        if kind == "opinion":
            self._do(self._does.enter, replace(self._opinions[number], **{_FIELDS[column]: text}))  # type: ignore[arg-type]
        else:
            self.note.setText("这个单位还没有意见，请用“登记意见…”。")

    def remove(self) -> None:
        """Take the selected opinions away."""
        self._do(self._does.remove, [each.id for each in self.chosen()])

    def open_letter(self) -> None:
        """Open the 函 of the selected opinion."""
        library, chosen = self._desk.library, self.chosen()
        if library is not None and chosen:
            file = stored.letters(library, self._plan.id)[chosen[0].returned_file_id or 0]
            path = library.folder / "evidence" / KeptFile(file.sha256, file.name, file.suffix, file.size).path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _offer_formats(self) -> None:
        self.menu.popup(self.paper.mapToGlobal(self.paper.rect().topLeft()))

    def _export_as(self, chosen: QAction) -> None:
        self.export_paper(PaperFormat(chosen.data()))

    def export_paper(self, format: PaperFormat) -> None:
        """Write the 意见采纳情况表."""
        if self._desk.library is not None:
            facts = opinion_table(self._desk.library, self._plan.id, self._desk.today)
            self._exports.paper(OPINIONS, facts, format)

    def export_draft(self) -> None:
        """Write the table that goes out for opinions, marked 征求意见稿."""
        if self._desk.library is not None:
            made = replace(breakdown_paper(self._desk.library, self._plan.id), draft=True)
            self._exports.paper(BREAKDOWN, made, PaperFormat.DOCX, self.export_draft)

    def export_form(self) -> None:
        """Write the form on which units answer; it comes back by 从文件登记."""
        if self._desk.library is not None:
            made = replace(breakdown_paper(self._desk.library, self._plan.id), draft=True)
            self._exports.paper(OPINION_FORM, made, PaperFormat.XLSX, self.export_form)

    def _offer_drafts(self) -> None:
        self.drafts.popup(self.draft.mapToGlobal(self.draft.rect().topLeft()))

    @classmethod
    def show_for(cls, parent: QWidget, plan: StoredPlan, desk: Desk, exports: Exports, does: OpinionActs) -> None:
        """Show it until it is closed."""
        dialog = cls(plan, desk, exports, does, parent)
        dialog.exec()
        dialog.deleteLater()
