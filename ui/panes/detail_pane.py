"""The right pane: one task, in tabs 任务 · 单位 · 进展 · 佐证 · 量化指标 · 原文出处 · 变更记录."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import OUT
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.wording.days import left_sentence, long_day
from gongkai_desk.wording.states import DEADLINE_RULES, STATES, WORDS, extension_text, light_text
from ui import theme
from ui.commands.command import WhereNow
from ui.desk import Desk
from ui.models.task_table import LIGHT_SHAPES, SHAPES, short_seq
from ui.panes.task_tab import TaskTab
from ui.parts.light_bar import put_shape
from ui.widgets.flow import TabLine
from ui.widgets.focus import hand_keys
from ui.widgets.notices import button, label
from ui.widgets.painting import ShapeIcon

with lazy_imports():
    from gongkai_desk import workdays as worked
    from ui.panes import evidence_tab as evidence
    from ui.panes import progress_tab as progress
    from ui.panes import source_tab as sources
    from ui.panes import units_tab as units

TabT = TypeVar("TabT", bound=QWidget)
if TYPE_CHECKING:
    Tab = (
        TaskTab
        | units.UnitsTab
        | progress.ProgressTab
        | evidence.EvidenceTab
        | progress.QuotaTab
        | sources.SourceTab
        | sources.HistoryTab
    )

TABS = ("任务", "单位", "进展", "佐证", "量化指标", "原文出处", "变更记录")
_MADE_LATER = frozenset({"units_tab", "progress_tab", "evidence_tab", "quota_tab", "source_tab", "history_tab"})
_SHORT = ("任务", "单位", "进展", "佐证", "指标", "出处", "记录")  # where the pane is narrow


class DetailPane(QWidget):
    """Shows one task; only the tab that is seen asks the library.

    ``edited`` as the table's; ``why_wanted(task id, point of the screen)``: its light was clicked.
    ``task_shown(task or None)``.
    """

    edited = Signal(int, str, str)
    why_wanted = Signal(int, object)
    task_shown = Signal(object)

    def __init__(self, desk: Desk, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._where = desk, where
        self._task: StoredTask | None = None
        self._workdays: worked.Workdays | None = None
        self.title = label(name="heading", wrap=True, parent=self)
        self._shape = ShapeIcon(self)
        self._state = label(parent=self)
        self.light = button("", self._ask_why, name="light", parent=self)
        self.light.setToolTip("为什么是这盏灯")
        self.light.setCursor(Qt.CursorShape.PointingHandCursor)
        self._due = label(name="dim", wrap=True, parent=self)
        self.tabs = TabLine(tuple(zip(TABS, _SHORT, strict=True)), self)
        self._pages = QStackedWidget(self)
        self.task_tab = TaskTab(desk, self)
        self._lay_out()
        self.task_tab.edited.connect(self.edited)
        self.tabs.currentChanged.connect(self._turn_to)
        self.show_task(None)

    def _lay_out(self) -> None:
        self.tabs.setAccessibleName("任务详情分页")
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._shape)
        state.addWidget(self._state)
        state.addStretch(1)
        state.addWidget(self.light)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addLayout(state)
        head.addWidget(self._due)
        self._pages.addWidget(self.task_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        column.addStretch(0)

    def set_workdays(self, workdays: worked.Workdays) -> None:
        """Count days left with these working days from now on."""
        self._workdays = workdays
        self._show_head()

    def show_task(self, task: StoredTask | None) -> None:
        """Show a task, or that none is chosen; what is being typed into another is stored first."""
        if self._task is not None and (task is None or task.id != self._task.id):
            self.task_tab.store_open()
        self._task = task
        self.tabs.setVisible(task is not None)
        hand_keys(self, self.tabs if task is not None else None)
        self._pages.setVisible(task is not None)
        self._show_head()
        self._turn_to()
        self.task_shown.emit(task)

    def forget(self) -> None:
        """Show none, and make the tabs anew when they are next turned to: they remember tasks and files."""
        self.show_task(None)
        self._workdays = None
        self.task_tab.forget()
        for name, tab in list(self.__dict__.items()):
            if name in _MADE_LATER:
                del self.__dict__[name]  # where cached_property keeps it
                self._pages.removeWidget(tab)
                tab.deleteLater()
        self.tabs.setCurrentIndex(0)

    def turn_to(self, name: str) -> None:
        """Show the tab of that name."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def _turn_to(self) -> None:
        shown = self._tab(TABS[self.tabs.currentIndex()])
        self._pages.setCurrentWidget(shown)
        if self._task is not None:
            shown.show_task(self._task, may_write=self._desk.may_write)

    # -- tabs that are made when they are first turned to

    def _tab(self, name: str) -> Tab:
        tabs: dict[str, Callable[[], Tab]] = {
            "任务": lambda: self.task_tab,
            "单位": lambda: self.units_tab,
            "进展": lambda: self.progress_tab,
            "佐证": lambda: self.evidence_tab,
            "量化指标": lambda: self.quota_tab,
            "原文出处": lambda: self.source_tab,
            "变更记录": lambda: self.history_tab,
        }
        return tabs[name]()

    def _made(self, tab: TabT) -> TabT:
        self._pages.addWidget(tab)
        return tab

    @cached_property
    def units_tab(self) -> units.UnitsTab:
        """The tab 单位."""
        return self._made(units.UnitsTab(self._where, self))

    @cached_property
    def progress_tab(self) -> progress.ProgressTab:
        """The tab 进展."""
        return self._made(progress.ProgressTab(self._where, self))

    @cached_property
    def evidence_tab(self) -> evidence.EvidenceTab:
        """The tab 佐证."""
        return self._made(evidence.EvidenceTab(self._where, self))

    @cached_property
    def quota_tab(self) -> progress.QuotaTab:
        """The tab 量化指标."""
        return self._made(progress.QuotaTab(self._where, self))

    @cached_property
    def source_tab(self) -> sources.SourceTab:
        """The tab 原文出处."""
        return self._made(sources.SourceTab(self._desk, self))

    @cached_property
    def history_tab(self) -> sources.HistoryTab:
        """The tab 变更记录."""
        return self._made(sources.HistoryTab(self._desk, self))

    def _show_head(self) -> None:
        task = self._task
        self.light.hide()
        for part in (self._shape, self._state, self._due):
            part.setVisible(task is not None)
        if task is None:
            self.title.setText("点选一项任务，这里显示它的详情")
            return
        self.title.setText(" · ".join(part for part in (short_seq(task), task.title or task.content[:24]) if part))
        state = self._desk.shelf.state(task)
        self._shape.show_shape(SHAPES[state])
        self._state.setText(STATES[state])
        self._due.setText(self._due_sentence(task))
        self._show_light()

    def show_light(self) -> None:
        """Show the task's light, and what its tab has of lights, as they stand on the board now."""
        self._show_light()
        self._turn_to()

    def _show_light(self) -> None:
        """Show the light in the head; click for the reasons."""
        lit = self._desk.board.lit(self._task.id) if self._task is not None else None
        self.light.setVisible(lit is not None)
        if lit is None:
            return
        if self._task is not None:
            self._due.setText(self._due_sentence(self._task))
        shape = LIGHT_SHAPES[lit.light.colour]
        self.light.setProperty("colour", shape.colour.value)
        self.light.style().unpolish(self.light)
        self.light.style().polish(self.light)
        put_shape(self.light, shape, theme.colours(self.palette()))
        self.light.setText(f"{light_text(lit.light)} {WORDS[lit.light.word]}")

    def _ask_why(self) -> None:
        if self._task is not None:
            place = self.light.mapToGlobal(self.light.rect().bottomLeft())
            self.why_wanted.emit(self._task.id, place)

    def _due_sentence(self, task: StoredTask) -> str:
        """Return the deadline as printed, the day it means, how far that is, and by which rule."""
        lit = self._desk.board.lit(task.id)
        put_off = extension_text(lit.light) if lit is not None else ""
        due = task.deadline.due
        if due is None:
            return "　".join(part for part in (task.deadline.text or "没有写明时限", put_off) if part)
        done = self._desk.shelf.state(task) in OUT or bool(put_off)
        left = left_sentence(due, self._desk.today, self._workdays) if self._workdays and not done else ""
        rule = f"（{DEADLINE_RULES[task.deadline.kind]}）" if task.deadline.kind else ""
        dated = f"{task.deadline.text} → {long_day(due)}{rule}"
        return "　".join(part for part in (dated, put_off, left) if part)
