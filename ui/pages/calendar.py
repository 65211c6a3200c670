"""全年日历: the year on one screen, a day's matters at its side; as a list by months too, for print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.calendar import Item, ItemKind
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.papers.listed import CALENDAR, FORMAT_KEYS, FORMAT_WORDS
from gongkai_desk.rules.calendar import Scope, by_day
from gongkai_desk.standing.calendar import AtHand, calendar_paper, with_bases, year_calendar
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.year_duties import duties
from gongkai_desk.wording.calendar import item_text, year_remark
from gongkai_desk.wording.days import month_day
from gongkai_desk.workdays import Workdays
from ui.commands import office
from ui.commands.command import Listing, WhereNow
from ui.commands.office import open_duty
from ui.models.item_table import ItemTable
from ui.pages.page import Page
from ui.parts.figure_view import record_view
from ui.parts.legend import Legend, MatterDelegate
from ui.parts.year_grid import YearGrid
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import button, label, thin_line

_SIDE = 18  # characters of the column of a day's matters
_PICK = 11  # characters of a filter
_ALL_PLANS, _ALL_UNITS = "全部要点", "全部单位"


class Calendar(Page):
    """A day that is clicked lists its matters; a matter that is clicked leads to its tasks or opens its duty."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.year = self.desk.today.year
        self.items: tuple[Item, ...] = ()
        self._workdays = Workdays({})
        self.title = label("全年日历", name="title", parent=self)
        self.before, self.now, self.after = (QPushButton(self) for _ in range(3))
        self.plan_box, self.unit_box = QComboBox(self), QComboBox(self)
        self.as_grid, self.as_list = QPushButton("日历(&G)", self), QPushButton("列表(&L)", self)
        self.export = QPushButton("导出(&X)…", self)
        self.notice = button("", self._enter_notice, name="link", parent=self)
        self.grid = YearGrid(self.desk.today, self)
        self.legend = Legend(self)
        self.day_head = label(name="heading", wrap=True, parent=self)
        self.day_model = ItemTable(self)
        self.day_view = _matters(self.day_model, self)
        self.list_model = ItemTable(self, dated=True)
        self.list_view = _matters(self.list_model, self)
        self.month_box = QComboBox(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._wire()

    # -- building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._told_row())
        column.addSpacing(2)
        self.stack.addWidget(self._year_page())
        self.stack.addWidget(self._list_page())
        column.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        wide = self.fontMetrics().horizontalAdvance("国")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        for each in (self.before, self.now, self.after):
            each.setAutoDefault(False)
            row.addWidget(each)
        row.addStretch(0)
        for box, name in ((self.plan_box, "只看要点"), (self.unit_box, "只看单位")):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
            box.setMinimumWidth(1)
            box.setMaximumWidth(wide * _PICK)
            row.addWidget(box, 1)
        group = QButtonGroup(self)
        for each in (self.as_grid, self.as_list):
            each.setObjectName("chip")
            each.setCheckable(True)
            group.addButton(each)
            row.addWidget(each)
        self.as_grid.setChecked(True)
        menu = QMenu(self.export)
        for format in CALENDAR.formats:
            menu.addAction(f"{FORMAT_WORDS[format]}(&{FORMAT_KEYS[format]})…", partial(self.write, format))
        self.export.setMenu(menu)
        self.export.setToolTip("导出全年日历：按月列出日期、事项、单位、依据")
        row.addWidget(self.export)
        return row

    def _told_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.legend, 1)
        row.addWidget(self.notice)
        return row

    def _year_page(self) -> QWidget:
        made = QWidget(self)
        area = self.area = QScrollArea(made)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.setObjectName("sheet")
        area.setWidget(self.grid)
        side = QWidget(made)
        side.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * _SIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 4, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.day_head)
        right.addWidget(thin_line(side))
        right.addWidget(self.day_view, 1)
        self.day_view.setAccessibleName("当日事项")
        self.day_view.horizontalHeader().hide()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(area, 1)
        row.addWidget(side)
        return made

    def _list_page(self) -> QWidget:
        made = QWidget(self)
        wide = self.fontMetrics().horizontalAdvance("国")
        self.month_box.addItem("全年", 0)
        for month in range(1, 13):
            self.month_box.addItem(f"{month}月", month)
        self.month_box.setAccessibleName("月份")
        self.list_view.setAccessibleName("全年事项")
        self.list_view.merged_columns = (0,)
        for place, characters in ((0, 7), (1, 27), (2, 13)):
            self.list_view.setColumnWidth(place, wide * characters)
        row = QHBoxLayout()
        row.addWidget(label("月份", name="dim", parent=made))
        row.addWidget(self.month_box)
        row.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.list_view, 1)
        return made

    def _wire(self) -> None:
        self.before.clicked.connect(self.previous_year)
        self.now.clicked.connect(self.go_to_today)
        self.after.clicked.connect(self.next_year)
        self.as_grid.toggled.connect(self._turn)
        for box in (self.plan_box, self.unit_box, self.month_box):
            box.activated.connect(self.refresh)
        self.grid.chosen.connect(self.show_day)
        self.grid.left.connect(self.go_to_day)
        self.grid.opened.connect(self._enter_day)
        for view in (self.day_view, self.list_view):
            view.clicked.connect(self.open_row)
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shortcut = QShortcut(QKeySequence(key), view)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(self._open_current)

    # -- showing

    def refresh(self) -> None:
        """Ask again for what falls on the days of the year."""
        library, board = self.desk.library, self.desk.board
        if library is None:
            return
        self._fill_boxes()
        self._workdays = board.workdays or office_workdays(library)
        lit = board.works() if board.started else None
        duties = board.duties() if board.started and self.year == self.desk.today.year else None
        known = AtHand(lit, self._workdays, duties)
        self.items = year_calendar(library, self.year, today=self.desk.today, scope=self.scope(), known=known)
        self._tell_year()
        current = self.grid.current if self.grid.current.year == self.year else self._first_day()
        self.grid.show_year(current, by_day(self.items), self._workdays)
        self.show_day(current)
        self._fill_list()

    def scope(self) -> Scope:
        """Return what is picked."""
        return Scope(self.plan_box.currentData(), self.unit_box.currentData())

    def _first_day(self) -> date:
        return self.desk.today if self.desk.today.year == self.year else date(self.year, 1, 1)

    def _fill_boxes(self) -> None:
        """Offer the plans and the units that have tasks; what was picked stays picked while it is there."""
        plans = [(plan.title, plan.id) for plan in self.desk.shelf.plans()]
        names = [(name, name) for _, name, _ in self.desk.shelf.unit_counts()]
        for box, first, wanted in ((self.plan_box, _ALL_PLANS, plans), (self.unit_box, _ALL_UNITS, names)):
            listed = [(first, None), *wanted]
            if [(box.itemText(i), box.itemData(i)) for i in range(box.count())] != listed:
                picked = box.currentData()
                box.clear()
                for text, data in listed:
                    box.addItem(text, data)
                box.setCurrentIndex(max(box.findData(picked), 0))

    def _tell_year(self) -> None:
        self.before.setText(f"‹ {self.year - 1}年")
        self.now.setText(f"{self.year}年")
        self.after.setText(f"{self.year + 1}年 ›")
        self.now.setToolTip("回到今天")
        self.before.setEnabled(self.year > 2004)
        self.after.setEnabled(self.year < 2099)
        self.legend.show_items(self.items)
        remark = year_remark(self.year, self._workdays)
        self.notice.setText(f"{remark.split('，')[0]}，点此录入" if remark else "")
        self.notice.setVisible(bool(remark))
        self.notice.setToolTip(remark)

    def _turn(self, grid: bool) -> None:
        self.stack.setCurrentIndex(0 if grid else 1)
        self._fill_list()

    def _fill_list(self) -> None:
        """Show the list, once it is looked at."""
        month = self.month_box.currentData()
        if self.stack.currentIndex() == 1:
            self.list_model.show_items(self._based([item for item in self.items if month in (0, item.day.month)]))

    def _based(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return items that say where they stand."""
        return with_bases(self.desk.library, items) if self.desk.library is not None else items

    def show_day(self, day: date) -> None:
        """List at the side what falls on a day."""
        self.day_head.setText(self.grid.told(day).replace("　", "\n", 1))
        self.day_model.show_items(self.grid.items(day))
        box = self.grid.day_rect(day)
        self.area.ensureVisible(box.center().x(), box.center().y(), box.width(), 2 * box.height())

    def go_to_day(self, day: date) -> None:
        """Show a day, of another year perhaps."""
        self.grid.current = day
        if day.year != self.year:
            self.year = day.year
            self.refresh()
        else:
            self.grid.choose(day)

    def go_to_today(self) -> None:
        """Show today."""
        self.go_to_day(self.desk.today)

    def previous_year(self) -> None:
        """Show the year before."""
        self.go_to_day(date(self.year - 1, 1, 1))

    def next_year(self) -> None:
        """Show the year after."""
        self.go_to_day(date(self.year + 1, 1, 1))

    # -- going on from a matter

    def _enter_day(self, day: date) -> None:
        """Go to the list of a day, or to its only matter."""
        if self.day_model.items:
            self.day_view.setFocus()
            self.day_view.setCurrentIndex(self.day_model.index(0, 0))

    def _open_current(self) -> None:
        view = self.day_view if self.stack.currentIndex() == 0 else self.list_view
        self.open_row(view.currentIndex())

    def open_row(self, index: QModelIndex) -> None:
        """Lead to what a row is about."""
        model = index.model()
        if isinstance(model, ItemTable) and index.isValid():
            self.open_item(model.items[index.row()])

    def open_item(self, item: Item) -> None:
        """Open a duty, lead to a task, or list the tasks that fall due together."""
        if item.kind is ItemKind.DUTY:
            self._open_duty(item)
        elif len(item.task_ids) == 1:
            self.go_to_task(item.task_ids[0])
        elif item.task_ids:
            day = month_day(item.day)
            self.show_listing(Listing(f"全年日历 · {day}", item.task_ids, item_text(item)))

    def _open_duty(self, item: Item) -> None:
        if self.desk.library is None:
            return
        known = [duty for year in (self.year, self.year - 1) for duty in duties(self.desk.library, year)]
        duty = next((duty for duty in known if duty.key == item.key), None)
        task = open_duty(self, self.desk, duty) if duty is not None else None
        if task is not None:
            self.go_to_task(task)

    def _enter_notice(self) -> None:
        office.show_days(self.where())
        self.refresh()

    # -- paper

    def write(self, kind: PaperFormat) -> None:
        """导出全年日历: as a list by months; from the list the month that is shown alone."""
        month = self.month_box.currentData() if self.stack.currentIndex() == 1 else 0
        picked = [
            box.currentText() for box, first in ((self.plan_box, _ALL_PLANS), (self.unit_box, _ALL_UNITS))
            if box.currentText() != first
        ]  # fmt: skip
        of = "　".join(picked) or _ALL_PLANS
        paper = calendar_paper(self._based(self.items), self.year, self._workdays, of=of, month=month or None)
        self.where().exports.paper(CALENDAR, paper, kind, partial(self.write, kind))


def _matters(model: ItemTable, parent: QWidget) -> MergedView:
    view = record_view(model, parent)
    view.setItemDelegate(MatterDelegate(view))
    return view
