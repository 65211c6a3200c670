"""The tab 单位 (各单位情况): how each unit stands, and acts upon those that are selected."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.state import OUT, Action, State, in_order
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.wording.states import STATES
from ui.commands import counting, progress
from ui.commands.command import WhereNow
from ui.models.unit_table import HEADS, UnitTable, unit_rows
from ui.parts.row_copier import RowCopier
from ui.widgets.frozen_view import FrozenView, TaskHeader
from ui.widgets.notices import button, label, thin_line, value

with lazy_imports():
    from gongkai_desk.rules.light import counts
    from gongkai_desk.wording import lights

_WIDTHS = (6.2, 5.5, 6.6, 6.4, 6.4, 4, 3)  # characters of each column
_SAID = 7  # lines of the explanation that are seen at once, and never more than
_SHARE = 0.3  # of the tab; a low tab has room for the units only
_LOW = 20  # lines
_SHOWN_STATES = (State.CLOSED, State.PENDING, State.RETURNED, State.IN_PROGRESS, State.NOT_STARTED)


class UnitsTab(QWidget):
    """A row for each unit; acts go to the units that are selected (``None``: the whole task)."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where, self._desk = where, where().desk
        self._task_id: int | None = None
        self._may_write = False
        self.counts = label(name="dim", wrap=True, parent=self)
        self.only_open = QCheckBox("只看未完成(&K)", self)
        self.model = UnitTable(self)
        self.view = self._made_view()
        self.more = button("办理", self._open_menu, parent=self)
        self.why = value()
        self._lay_out()
        self.only_open.toggled.connect(self._choose)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.view.selectionModel().currentRowChanged.connect(self._explain)
        self.view.customContextMenuRequested.connect(self._menu_at)

    def _made_view(self) -> FrozenView:
        made = FrozenView(self)
        head = TaskHeader(made)
        made.setHorizontalHeader(head)
        made.setModel(self.model)
        made.frozen = 1
        made.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.plain = frozenset(range(len(HEADS)))
        made.setAccessibleName("各单位情况")
        RowCopier(made)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return made

    def _fit(self) -> None:
        """Give the columns and the explanation their room in the text size worn now."""
        wide = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, round(wide * characters) + 18)
        line = self.fontMetrics().lineSpacing()
        self._area.setFixedHeight(min(line * _SAID + 16, round(self.height() * _SHARE)))
        self._area.setVisible(self.height() >= line * _LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 12, 6)
        head.setSpacing(4)
        head.addWidget(self.counts)
        acts = QHBoxLayout()
        acts.addWidget(self.only_open)
        acts.addStretch(1)
        acts.addWidget(self.more)
        head.addLayout(acts)
        self.why.setObjectName("sheet")
        self.why.setContentsMargins(16, 8, 12, 8)
        area = self._area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setObjectName("scrolled")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(thin_line(self))
        column.addWidget(area)

    @cached_property
    def menu(self) -> QMenu:
        """What can be done to the selected units."""
        made = QMenu(self)
        made.addAction(progress.REPORT.text).triggered.connect(self._report)
        made.addSeparator()
        for each in counting.OF_UNITS:
            if each is None:
                made.addSeparator()
            else:
                action = made.addAction(each[1].text)
                action.setData(each[0])
                action.triggered.connect(self._act)
        return made

    # -- showing

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the units of a task; those that were selected stay so."""
        kept = self.chosen() if task.id == self._task_id else []
        self._task_id, self._may_write = task.id, may_write
        lit = self._desk.board.lit(task.id)
        roles = self._desk.shelf.roles(task.id)
        self.model.show(unit_rows(lit, roles) if lit is not None else [])
        self.counts.setText(self._counted(task) if lit is not None else "正在汇总各单位情况…")
        self._select(kept)

    def _counted(self, task: Task) -> str:
        """Return e.g. «62家：已销号 20，推进中 30，其余 12»; supporting units are told apart."""
        counts = self.model.state_counts()
        total = sum(counts.values())
        told = [f"{STATES[state]} {counts[state]}" for state in (*_SHOWN_STATES, *in_order(OUT)) if counts.get(state)]
        told += [f"{STATES[s]} {n}" for s, n in counts.items() if s not in (*_SHOWN_STATES, *OUT)]
        sentence = f"{total} 家：{'，'.join(dict.fromkeys(told))}" if total else "还没有责任单位。"
        helping = f"；另有{'、'.join(task.support)}配合，不逐家办理" if task.support and total else ""
        return sentence + helping

    def _select(self, units: list[int | None]) -> None:
        selection = self.view.selectionModel()
        rows = [row for row in map(self.model.row_of, units) if row >= 0] or ([0] if self.model.rowCount() else [])
        flags = selection.SelectionFlag
        for place, row in enumerate(rows):
            index = self.model.index(row, 0)
            selection.select(index, (flags.ClearAndSelect if not place else flags.Select) | flags.Rows)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], 0), flags.NoUpdate)
        self._look()
        self._explain()

    def _choose(self, only: bool) -> None:
        kept = self.chosen()
        self.model.show_only_open(only)
        self._select(kept)

    def chosen(self) -> list[int | None]:
        """Return the selected units' ids."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [row.share.unit_id for row in map(self.model.row, rows) if row is not None]

    def _look(self) -> None:
        count = len(self.view.selectionModel().selectedRows())
        able = self._may_write and count > 0
        self.more.setEnabled(able)
        self.more.setText(f"办理（{count}家） ▾" if count > 1 else "办理 ▾")
        self.more.setAccessibleName(f"办理所选{count}家")

    def _explain(self) -> None:
        """Say why the current unit has its light."""
        row, lit = self.model.row(self.view.currentIndex().row()), self._desk.board.lit(self._task_id)
        if row is None or lit is None:
            self.why.setText("")
            return
        asked = counts.targets(lit.work.task, lit.work.settings.quota_scope)
        dates = self._desk.shelf.dates(lit.work.task.plan_id)
        told = lights.explain(lit.work.task, row.share, row.light, lit.frame, asked, dates)
        self.why.setText("\n".join([row.share.unit, *told] if row.share.unit else told))

    # -- acts

    def _report(self) -> None:
        if units := self.chosen():
            progress.report_units(self._where(), units)

    def _act(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and (units := self.chosen()):
            counting.move_units(self._where(), Action(action.data()), units)

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _menu_at(self, place: QPoint) -> None:
        if self._may_write and self.chosen():
            self.menu.popup(self.view.viewport().mapToGlobal(place))
