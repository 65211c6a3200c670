"""工作台 «今天先做什么»: what waits, most pressing first, each line opening its rows; duties with clocks beside it.

All of it stands on one screen: under each heading as many tasks are told as there is room for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gongkai_desk.domain.calendar import Duty, DutyState
from gongkai_desk.domain.light import Colour, Topic
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.rules.light.agenda import Entry
from gongkai_desk.standing.registers import RegisterTopic, register_topics
from gongkai_desk.store.entries.papers import Unreturned, unreturned
from gongkai_desk.wording.days import long_day, month_day
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.states import TOPIC_STEPS, TOPICS
from ui import theme
from ui.commands import office, plans
from ui.commands.command import Listing, WhereNow
from ui.commands.office import add_duty, open_duty
from ui.models.plan_tree import TOPIC_COLOURS
from ui.models.task_table import LIGHT_SHAPES
from ui.pages.page import Page
from ui.panes.tree_pane import WaitingImports
from ui.parts.agenda_line import DutyLine, TaskLine
from ui.parts.light_bar import put_shape
from ui.theme import Tone
from ui.widgets.notices import EmptyState, button, label
from ui.widgets.painting import Shape, ShapeKind

_TOLD = 6  # tasks told under a topic at most
_SHAPES = {
    Tone.RED: ShapeKind.WARN_FULL,
    Tone.AMBER: ShapeKind.DIAMOND,
    Tone.BLUE: ShapeKind.DOT,
    Tone.DIM: ShapeKind.RING,
}
_WIDE, _SHARE = 22, 0.34  # characters of the column of duties, and how much of the page it has at most
_BETWEEN, _UNDER = 2, 10  # pixels between lines, and under the last of a topic
_NOTHING = "没有要催办、核查、确认的事项。30 天内没有到期的任务，本期进展都已报齐。"
_NO_PLAN = "台账库里没有{}年的要点，今年没有要催办、核查、确认的事项。"
_FORMER = "往年要点，不计入今天的待办：补办销号、延期或转入今年"
_DUE = (Topic.DUE_7, Topic.DUE_15)
_ORDER = (
    DutyState.PAST, DutyState.BEFORE, DutyState.SOON, DutyState.AHEAD, DutyState.UNDATED, DutyState.DONE,
    DutyState.DONE_LATE,
)  # fmt: skip


@dataclass(slots=True)
class _Block:
    """A topic on the page: its head, its lines and what says how many more there are."""

    count: int
    head: QPushButton
    more: QPushButton
    lines: list[TaskLine] = field(default_factory=list)


class Dashboard(Page):
    """A line that is clicked leads to its topic, its task, or opens its duty."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.heads: dict[Topic, QPushButton] = {}
        self.registers: list[RegisterTopic] = []
        self.register_heads: dict[str, QPushButton] = {}
        self.former_heads: dict[int, QPushButton] = {}  # by year
        self.title = label("今天先做什么", name="title", parent=self)
        self.day = label(name="dim", parent=self)
        self.figures: dict[str, QPushButton] = {}
        self.empty = EmptyState(self)
        self.waiting = WaitingImports(self.desk, self)
        self.waiting.plan_made.connect(self.go_to_plan)
        self.lines: list[QPushButton] = []
        self.duties: list[str] = []
        self.duty_lines: list[DutyLine] = []
        self._blocks: list[_Block] = []
        self._row = QHBoxLayout()
        self._area, self._duty_area = _area(self), _area(self)
        self._side = QWidget(self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 24, 6)
        head.setSpacing(14)
        head.addWidget(self.title)
        self.day.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.day, 1)
        self._row.setSpacing(6)
        head.addLayout(self._row)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 4, 0, 12)
        side.setSpacing(4)
        side.addWidget(label("法定和要点要求的事项", name="heading", parent=self._side))
        side.addWidget(self._duty_area, 1)
        links = QHBoxLayout()
        self.all_duties = button("全部事项…", self._show_duties, name="link", parent=self._side)
        self.new_duty = button("新增事项…", self._add_duty, name="link", parent=self._side)
        self.calendar = button("全年日历", self._show_calendar, name="link", parent=self._side)
        for each in (self.all_duties, self.new_duty, self.calendar):
            links.addWidget(each)
        links.addStretch(1)
        side.addLayout(links)
        body = QHBoxLayout()
        body.setContentsMargins(24, 0, 16, 0)
        body.setSpacing(24)
        body.addWidget(self._area, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.waiting)
        column.addLayout(body, 1)
        column.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Ask again for what waits."""
        agenda, duties = self.desk.board.agenda(), self.desk.board.duties()
        self.registers = self._register_topics()
        self.waiting.refresh()
        tasks = bool(self.desk.board.lights()) or bool(self.registers)
        self.day.setText(self._day_sentence(agenda))
        self.register_heads, self.former_heads = {}, {}
        self.heads, self.lines, self.duties, self.duty_lines, self._blocks = {}, [], [], [], []
        for part in (self._area, self._side):
            part.setVisible(tasks)
        self.empty.setVisible(not tasks)
        self._show_figures(agenda if tasks else {})
        if not tasks:
            self.empty.say(
                "还没有任务", "导入收到的要点或任务分解表后，这里会列出每天要办的事。", (self.action(plans.IMPORT),)
            )
            return
        self._area.setWidget(self._topics(agenda))
        self._duty_area.setWidget(self._duty_list(duties))
        self.new_duty.setEnabled(self.desk.may_write)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:  # Qt is walking over all widgets: none may be made or freed now
            for topic, head in self.heads.items():
                self._dress_head(head, topic)
            for head in self.former_heads.values():
                self._dress_head(head, Topic.OVERDUE)
            for told in self.registers:
                self._dress_register(self.register_heads.get(told.heading), told.colour)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _day_sentence(self, agenda: Mapping[Topic, Sequence[Entry]]) -> str:
        waiting = len({entry.task_id for entries in agenda.values() for entry in entries})
        former = sum(map(len, self.desk.board.former().values()))
        told = (f"{waiting} 项任务需要处理" * bool(waiting), f"往年要点还有 {former} 项红灯" * bool(former))
        return "　".join(filter(None, (long_day(self.desk.today), *told)))

    # -- today and this week

    def _show_figures(self, agenda: Mapping[Topic, Sequence[Entry]]) -> None:
        """Show how many fall due today and this week; each number leads to its tasks."""
        for old in self.figures.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.figures = {}
        today = self.desk.today
        sunday = today + timedelta(days=6 - today.weekday())
        due = [entry for topic in _DUE for entry in agenda.get(topic, ())]
        reports = agenda.get(Topic.REPORT_DUE, ())
        for name, entries, last in (
            ("今天到期", due, today),
            ("本周到期", due, sunday),
            ("本周应报进展", reports, sunday),
        ):
            ids = [entry.task_id for entry in entries if entry.day and entry.day <= last]
            self._add_figure(name, ids)
        if agenda and (out := self._unreturned()):
            chip = self._add_figure("未回收", [], len({each.unit for each in out}), "家")
            chip.setToolTip("、".join(dict.fromkeys(each.unit for each in out)))

    def _add_figure(self, name: str, ids: Sequence[int], count: int | None = None, unit: str = "项") -> QPushButton:
        number = len(ids) if count is None else count
        listing = Listing(f"工作台 · {name}", list(ids), name)
        chip = button(f"{name} {number} {unit}", partial(self._list, listing), name="light", parent=self)
        chip.setProperty("colour", (Tone.AMBER if number else Tone.DIM).value)
        chip.setEnabled(bool(ids))
        self._row.addWidget(chip)
        self.figures[name] = chip
        return chip

    def _list(self, listing: Listing) -> None:
        self.show_listing(listing)

    def _unreturned(self) -> list[Unreturned]:
        return unreturned(self.desk.library) if self.desk.library is not None else []

    # -- what waits

    def _topics(self, agenda: Mapping[Topic, Sequence[Entry]]) -> QWidget:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BETWEEN)
        for told in (each for each in self.registers if each.by_law):
            self._add_register(sheet, column, told)
        for topic in Topic:
            if entries := agenda.get(topic):
                self._add_topic(sheet, column, topic, entries)
        for told in (each for each in self.registers if not each.by_law):
            self._add_register(sheet, column, told)
        if not agenda and not self.registers:
            column.addWidget(label(self._nothing(), wrap=True, parent=sheet))
            column.addSpacing(_UNDER)
        for year, entries in self.desk.board.former().items():
            self._add_former(sheet, column, year, entries)
        column.addStretch(1)
        return sheet

    def _nothing(self) -> str:
        today = self.desk.today
        of_now = any(plan.year is None or plan.year >= today.year for plan in self.desk.shelf.plans())
        return _NOTHING if of_now else _NO_PLAN.format(today.year)

    def _add_topic(self, sheet: QWidget, column: QVBoxLayout, topic: Topic, entries: Sequence[Entry]) -> None:
        chosen = partial(self.choose_topic, topic.value)
        self.heads[topic] = self._add_entries(
            sheet, column, (topic, TOPICS[topic], TOPIC_STEPS[topic]), entries, chosen
        )

    def _add_former(self, sheet: QWidget, column: QVBoxLayout, year: int, entries: Sequence[Entry]) -> None:
        name = f"{year}年仍亮红灯"
        chosen = partial(self._list, Listing(f"工作台 · {name}", [entry.task_id for entry in entries], name))
        self.former_heads[year] = self._add_entries(sheet, column, (Topic.OVERDUE, name, _FORMER), entries, chosen)

    def _add_entries(
        self,
        sheet: QWidget,
        column: QVBoxLayout,
        told: tuple[Topic, str, str],
        entries: Sequence[Entry],
        chosen: Callable[[], None],
    ) -> QPushButton:
        """Put the first entries under a head; ``told``: whose colour it has, its name, what to do."""
        topic, name, step = told
        head = button(f"{name} {len(entries)}", chosen, name="topic", parent=sheet)
        head.setProperty("colour", TOPIC_COLOURS[topic].value)
        head.setToolTip("点一下列出这些任务")
        self._dress_head(head, topic)
        tasks: dict[int, StoredTask] = {
            task.id: task for task in self.desk.shelf.some([entry.task_id for entry in entries[:_TOLD]])
        }
        lines = [self._line(sheet, entry, tasks[entry.task_id]) for entry in entries[:_TOLD] if entry.task_id in tasks]
        self._add_block(
            sheet, column, _Block(len(entries), head, button("", chosen, name="link", parent=sheet), lines), step
        )
        return head

    def _add_block(self, sheet: QWidget, column: QVBoxLayout, block: _Block, told: str) -> None:
        """Put a head with what to do, and its lines below, at the end of the column."""
        block.head.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(block.head)
        step = label(told, name="dim", parent=sheet)
        step.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(step, 1)
        row.addWidget(block.more)
        column.addLayout(row)
        for line in block.lines:
            column.addWidget(line)
        column.addSpacing(_UNDER)
        self._blocks.append(block)

    def _dress_head(self, head: QPushButton, topic: Topic) -> None:
        colour = TOPIC_COLOURS[topic]
        put_shape(head, Shape(_SHAPES[colour], colour), theme.colours(self.palette()))

    def _line(self, sheet: QWidget, entry: Entry, task: Task) -> TaskLine:
        """Return a line for a task: its day, its words, whose it is."""
        today = self.desk.today
        day = "—" if entry.day is None else "今天" if entry.day == today else month_day(entry.day)
        words = task.content.replace("\n", "")
        made = TaskLine(day, words, units_text(entry.units), sheet)
        made.clicked.connect(partial(self.go_to_task, entry.task_id))
        made.setToolTip(task.content)
        self.lines.append(made)
        return made

    def _fit(self) -> None:
        """Show under each topic as many tasks as the page has room for: first one each, then a second."""
        wide = self.fontMetrics().horizontalAdvance("国") * _WIDE
        self._side.setFixedWidth(max(1, min(wide, round(self.width() * _SHARE))))
        if not self._blocks:
            return
        head = max(block.head.sizeHint().height() for block in self._blocks)
        line = next((each.sizeHint().height() for block in self._blocks for each in block.lines), head) + _BETWEEN
        room = self._area.height() - len(self._blocks) * (head + 2 * _BETWEEN + _UNDER)
        shown = _shares([len(block.lines) for block in self._blocks], max(room // line, len(self._blocks)))
        for block, number in zip(self._blocks, shown, strict=True):
            for place, each in enumerate(block.lines):
                each.setVisible(place < number)
            block.more.setText(f"还有 {block.count - number} 项")
            block.more.setVisible(block.count > number)

    # -- what waits in the registers

    def _register_topics(self) -> list[RegisterTopic]:
        if self.desk.library is None or not self.desk.board.started:
            return []
        return register_topics(self.desk.library, self.desk.today)

    def _add_register(self, sheet: QWidget, column: QVBoxLayout, told: RegisterTopic) -> None:
        first = partial(self.go_to_entry, told.register, told.entries[0].id)
        head = self.register_heads[told.heading] = button(told.heading, first, name="topic", parent=sheet)
        head.setProperty("colour", LIGHT_SHAPES[told.colour].colour.value)
        head.setToolTip("点一下打开登记")
        self._dress_register(head, told.colour)
        block = _Block(len(told.entries), head, button("", first, name="link", parent=sheet))
        for entry in told.entries[:_TOLD]:
            line = TaskLine(month_day(entry.day) if entry.day else "—", entry.text, "", sheet)
            line.clicked.connect(partial(self.go_to_entry, told.register, entry.id))
            block.lines.append(line)
        self._add_block(sheet, column, block, told.step)

    def _dress_register(self, head: QPushButton | None, colour: Colour) -> None:
        if head is not None:
            put_shape(head, LIGHT_SHAPES[colour], theme.colours(self.palette()))

    # -- duties with their clocks

    def _duty_list(self, duties: Sequence[Duty]) -> QWidget:
        """Return the column of duties: what is past and not done first, what is done last."""
        box = QWidget()
        box.setObjectName("sheet")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BETWEEN)
        today = self.desk.today
        for duty in sorted(duties, key=lambda each: _ORDER.index(duty_state(each, today))):
            made = DutyLine(duty, today, box)
            made.setToolTip(duty.basis)
            made.clicked.connect(partial(self._open_duty, duty))
            self.duty_lines.append(made)
            self.duties.append(made.accessibleName())
            column.addWidget(made)
        if not duties:
            column.addWidget(label("本年没有登记的事项。", name="dim", wrap=True, parent=box))
        column.addStretch(1)
        return box

    def _open_duty(self, duty: Duty) -> None:
        if self.desk.may_write and (task := open_duty(self, self.desk, duty)) is not None:
            self.go_to_task(task)

    def _add_duty(self) -> None:
        add_duty(self, self.desk)

    def _show_duties(self) -> None:
        office.show_duties(self.where())

    def _show_calendar(self) -> None:
        self.where().ways.go_to_page("calendar")


def _shares(wanted: Sequence[int], slots: int) -> list[int]:
    """Return how many of ``slots`` each of these gets: first one each, then one more in turn, the first ones first."""
    given = [0] * len(wanted)
    while slots > 0 and any(number < most for number, most in zip(given, wanted, strict=True)):
        for place, most in enumerate(wanted):
            if slots > 0 and given[place] < most:
                given[place] += 1
                slots -= 1
    return given


def _area(parent: QWidget) -> QScrollArea:
    made = QScrollArea(parent)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its lines have the keys
    return made
