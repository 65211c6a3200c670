"""工作台 «今天先做什么»: what waits, most pressing first, each line opening its rows; the year's duties beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.rules.agenda import Entry, Topic
from gongkai_desk.wording_lights import TOPIC_STEPS, TOPICS, units_text
from ui import theme
from ui.days import long_day
from ui.desk import Desk
from ui.models.plan_tree import TOPIC_COLOURS
from ui.pages.page import Page
from ui.widgets.empty import EmptyState
from ui.widgets.light import Shape, ShapeKind
from ui.widgets.light_bar import put_shape
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from gongkai_desk.domain.plan import Task
    from ui.menus import Menus

_SHOWN = 3  # tasks told under a topic
_SHAPES = {
    "red": ShapeKind.WARN_FULL,
    "amber": ShapeKind.DIAMOND,
    "blue": ShapeKind.DOT,
    "dim": ShapeKind.RING,
}
_LINE_PADDING = 42  # pixels at both sides, as in the theme
_WIDE = 24  # characters of the column of duties
_NOTHING = "没有要催办、核查、确认的事项。30 天内没有到期的任务，本期进展都已报齐。"


class Dashboard(Page):
    """A line that is clicked leads to its topic or task."""

    def __init__(self, desk: Desk, menus: "Menus", parent: QWidget | None = None) -> None:
        super().__init__(desk, menus, parent)
        self.heads: dict[Topic, QPushButton] = {}
        self.title = label("今天先做什么", name="title", parent=self)
        self.day = label(name="dim", parent=self)
        self.empty = EmptyState(self)
        self.lines: list[QPushButton] = []
        self.duties: list[str] = []
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Ask again for what waits."""
        agenda, duties = self.desk.board.agenda(), self._duties()
        tasks = bool(self.desk.board.lights())
        self.day.setText(self._day_sentence(agenda))
        self.heads, self.lines, self.duties = {}, [], []
        self._area.setVisible(tasks)
        self.empty.setVisible(not tasks)
        if not tasks:
            self.empty.say(
                "还没有任务", "导入收到的要点或任务分解表后，这里会列出每天要办的事。", (self.menus["import"],)
            )
            return
        sheet = QWidget()
        sheet.setObjectName("sheet")
        row = QHBoxLayout(sheet)
        row.setContentsMargins(24, 4, 24, 24)
        row.setSpacing(32)
        row.addLayout(self._topics(sheet, agenda), 3)
        row.addWidget(self._duty_list(sheet, duties), 2)
        self._area.setWidget(sheet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:  # Qt is walking over all widgets: none may be made or freed now
            for topic, head in self.heads.items():
                self._dress_head(head, topic)

    def _day_sentence(self, agenda: Mapping[Topic, Sequence[Entry]]) -> str:
        waiting = len({entry.task_id for entries in agenda.values() for entry in entries})
        return f"{long_day(self.desk.today)}　{waiting} 项任务需要处理" if waiting else long_day(self.desk.today)

    # -- what waits

    def _topics(self, sheet: QWidget, agenda: Mapping[Topic, Sequence[Entry]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for topic in Topic:
            if entries := agenda.get(topic):
                self._add_topic(sheet, column, topic, entries)
        if not agenda:
            column.addWidget(label(_NOTHING, wrap=True, parent=sheet))
        column.addStretch(1)
        return column

    def _add_topic(self, sheet: QWidget, column: QVBoxLayout, topic: Topic, entries: Sequence[Entry]) -> None:
        colour = TOPIC_COLOURS[topic]
        head = button(f"{TOPICS[topic]} {len(entries)}", partial(self.topic_chosen.emit, topic.value), name="topic")
        head.setParent(sheet)
        head.setProperty("colour", colour)
        self._dress_head(head, topic)
        head.setCursor(Qt.CursorShape.PointingHandCursor)
        head.setToolTip("点一下列出这些任务")
        self.heads[topic] = head
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(head)
        row.addWidget(label(TOPIC_STEPS[topic], name="dim", parent=sheet), 1)
        column.addLayout(row)
        tasks = {task.id: task for task in self.desk.shelf.some([entry.task_id for entry in entries[:_SHOWN]])}
        for entry in entries[:_SHOWN]:
            if (task := tasks.get(entry.task_id)) is not None:
                column.addWidget(self._line(sheet, entry, task))
        if len(entries) > _SHOWN:
            more = f"还有 {len(entries) - _SHOWN} 项…"
            column.addWidget(self._link(sheet, more, partial(self.topic_chosen.emit, topic.value)))
        column.addSpacing(12)

    def _dress_head(self, head: QPushButton, topic: Topic) -> None:
        colour = TOPIC_COLOURS[topic]
        put_shape(head, Shape(_SHAPES[colour], colour), theme.colours(self.palette()))

    def _line(self, sheet: QWidget, entry: Entry, task: "Task") -> QPushButton:
        """Return a line for a task: its day, its number and words, whose it is."""
        day = f"{entry.day.month}月{entry.day.day}日" if entry.day else "　—　"
        words = task.content if len(task.content) <= 30 else f"{task.content[:29]}…"
        told = "　".join(part for part in (day, words, units_text(entry.units)) if part)
        made = self._link(sheet, told, partial(self.task_chosen.emit, entry.task_id))
        made.setToolTip(task.content)
        self.lines.append(made)
        return made

    def _link(self, sheet: QWidget, text: str, pressed: Callable[[], object]) -> QPushButton:
        made = CutButton(text, sheet)
        made.clicked.connect(pressed)
        return made

    # -- duties with their clocks

    def _duties(self) -> list[tuple[date | None, str, str]]:
        """Return the duties of the year: the day (``None``: none is set), what, and by which rule or sentence."""
        return [(duty.due, duty.name, duty.basis) for duty in self.desk.board.duties()]

    def _duty_list(self, sheet: QWidget, duties: list[tuple[date | None, str, str]]) -> QWidget:
        """Return the column of duties, the next one first; those of the year that are past stand behind."""
        box = QWidget(sheet)
        box.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * _WIDE)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("法定和要点要求的事项", name="heading", parent=box), 0, 0, 1, 2)
        today = self.desk.today
        ahead = [each for each in duties if each[0] is None or each[0] >= today]
        past = [each for each in duties if each[0] is not None and each[0] < today]
        for number, (day, name, basis) in enumerate([*ahead, *past], start=1):
            when = label(_clock(day, today), name="dim", parent=box)
            what = label(name, wrap=True, name="" if day is None or day >= today else "dim", parent=box)
            for part in (when, what):
                part.setToolTip(basis)
                part.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(when, number, 0)
            grid.addWidget(what, number, 1)
            self.duties.append(f"{when.text()} {name}")
        if not duties:
            grid.addWidget(label("本年没有登记的事项。", name="dim", wrap=True, parent=box), 1, 0, 1, 2)
        grid.setRowStretch(len(duties) + 2, 1)
        return box


class CutButton(QPushButton):
    """A quiet button over a whole line; text that has no room ends in an ellipsis."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setObjectName("line")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(1)
        self.setText(text.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - _LINE_PADDING
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))


IMPOSED = {
    "own_plan": "制定并发布本地区、本部门要点",
    "filing": "任务分解、台账报上级备案",
    "lookback": "对上一年度要点开展“回头看”",
    "annual_report": "按要点规定的日期发布信息公开年报",
    "in_annual_report": "落实情况写入信息公开年报",
    "assessment": "政务公开纳入考核",
}


def _clock(day: date | None, today: date) -> str:
    """Return a day with how far it is: 1月31日 还有5天."""
    if day is None:
        return "全年"
    left = (day - today).days
    far = "今天" if left == 0 else f"还有{left}天" if left > 0 else "已过"
    return f"{day.month}月{day.day}日 {far}"
