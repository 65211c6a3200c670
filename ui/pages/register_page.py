"""What the pages of the small registers share: filters in a row, the table, the chosen entry and its acts beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.light import Colour
from ui import theme
from ui.deleting import KEYS
from ui.desk import Desk
from ui.models.register_table import Head, Line, RegisterTable
from ui.pages.page import Page
from ui.widgets.chips import Chips
from ui.widgets.empty import EmptyState
from ui.widgets.light import LIGHT_SHAPES, Shape, ShapeIcon, ShapeKind
from ui.widgets.merged_view import MergedView
from ui.widgets.plain import button, label, thin_line, value
from ui.widgets.search_field import SearchField
from ui.widgets.task_header import TaskHeader

if TYPE_CHECKING:
    from ui.menus import Menus

REMOVED = "已删除"
_SIDE = 21  # characters of the pane beside the table, as long as the page has three times as much
_MAIN = 10  # characters that the column of what it is about needs
_LEAST = 600  # pixels: a page that was never shown has no width yet
_REST = Shape(ShapeKind.HALF, "text")


def shape_of(light: Colour, *, closed: bool) -> Shape:
    """Return the shape of an entry: what runs well is under way, not done."""
    return _REST if light is Colour.GREEN and not closed else LIGHT_SHAPES[light]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pane beside says of an entry: name, state, the sentences of its clock, its other facts by label."""

    name: str
    shape: Shape
    state: str
    why: Sequence[str]
    facts: Sequence[tuple[str, str]]


class RegisterPage(Page):
    """A register; subclasses say what its entries are, and what the buttons do."""

    title_text = ""
    hint = ""
    heads: tuple[Head, ...] = ()
    shaped = 0
    empty_text: tuple[str, str] = ("", "")

    def __init__(self, desk: Desk, menus: "Menus", parent: QWidget | None = None) -> None:
        super().__init__(desk, menus, parent)
        self.sum = label(name="dim", wrap=True, parent=self)
        self.year = QComboBox(self)
        self.year.setAccessibleName("年度")
        self.chips = Chips(self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.hint)
        self.model = RegisterTable(self.heads, self.shaped, self)
        self.view = self._table()
        self.empty = EmptyState(self)
        self.actions_by_name: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._wide: set[str] = set()
        self._adding = QAction("", self)
        self._adding.triggered.connect(self.add)
        self.adder = button("", self.add, name="primary", parent=self)
        self.exporter = button("导出", self._open_exports, parent=self)
        self.exports_menu = QMenu(self)
        self.body = QWidget(self)
        self._side = QScrollArea(self)
        self._lay_out()
        self.year.currentIndexChanged.connect(self._show_lines)
        self.chips.chosen.connect(self._show_lines)
        self.search.asked.connect(self._show_lines)
        self.search.left.connect(self.view.setFocus)
        self.view.activated.connect(self.change)
        self.view.selectionModel().currentRowChanged.connect(self._show_side)

    # -- what subclasses say

    def add(self) -> None:
        """Ask for a new entry."""
        raise NotImplementedError

    def change(self) -> None:
        """Ask for the facts of the current entry."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask the library again."""
        raise NotImplementedError

    def years(self) -> set[int]:
        """Return the years that have entries."""
        raise NotImplementedError

    def lines(self, year: int | None, chip: str, words: str) -> list[Line]:
        """Return what a filter shows."""
        raise NotImplementedError

    def counts(self, year: int | None) -> tuple[int, Mapping[str, int]]:
        """Return how many entries there are in a year, and how many each chip shows."""
        raise NotImplementedError

    def summary(self, year: int | None) -> str:
        """Return the sentence under the title."""
        raise NotImplementedError

    def facts(self, number: int) -> Facts | None:
        """Return what the pane beside says of an entry."""
        raise NotImplementedError

    def refusals(self, number: int) -> Mapping[str, str]:
        """Return for each act by name why it cannot be done now, empty for what can."""
        raise NotImplementedError

    # -- building

    def _table(self) -> MergedView:
        view = MergedView(self)
        head = TaskHeader(view)
        view.setHorizontalHeader(head)
        view.setModel(self.model)
        view.setAccessibleName(self.title_text)
        view.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.zoomed.connect(self._zoom)
        return view

    def _fit_columns(self) -> None:
        """Give the columns widths in characters of the font worn now; spare ones go where the main one has no room."""
        wide, head = self.view.fontMetrics().horizontalAdvance("国"), self.view.horizontalHeader()
        self._side.setFixedWidth(min(wide * _SIDE, max(self.width(), _LEAST) * 3 // 10))
        widths = [round(wide * each.wide) + 18 if each.wide else wide * _MAIN for each in self.heads]
        room = max(self.width(), _LEAST) - self._side.width() - sum(widths)
        for column in sorted(range(len(widths)), key=lambda each: -self.heads[each].spare):
            each = self.heads[column]
            hidden = bool(each.spare) and room < 0
            self.view.setColumnHidden(column, hidden)
            room += widths[column] if hidden else 0
            if each.wide:
                self.view.setColumnWidth(column, widths[column])
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(self._bar())
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(thin_line(self.body, upright=True))
        row.addWidget(self._side)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        self._side.setWidget(self._build_side())
        self._fit_columns()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 16, 16, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.title_text, name="title", parent=self))
        words.addWidget(self.sum)
        row.addLayout(words, 1)
        row.addWidget(self.exporter, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.year)
        row.addWidget(self.chips, 1)
        row.addWidget(self.search)
        return row

    def _build_side(self) -> QWidget:
        sheet = QWidget(self._side)
        sheet.setObjectName("sheet")
        self.name, self.state = label(name="heading", wrap=True, parent=sheet), label(wrap=True, parent=sheet)
        self.icon, self.why = ShapeIcon(sheet), label(name="dim", wrap=True, parent=sheet)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.icon)
        state.addWidget(self.state, 1)
        self._acts = QGridLayout()
        self._acts.setSpacing(6)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(10)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.name)
        column.addLayout(state)
        for part in (self._acts, self._facts):
            column.addLayout(part)
            if part is self._acts:
                column.addWidget(self.why)
        column.addStretch(1)
        return sheet

    def offer(self, name: str, text: str, does: object, *, wide: bool = False) -> None:
        """Offer an act upon the current entry: a button beside it and an entry in the menu of its row."""
        action = QAction(text, self)
        action.triggered.connect(does)
        self.view.addAction(action)
        self.actions_by_name[name] = action
        self.buttons[name] = button(text, action.trigger, parent=self._side.widget())
        if name == "remove":
            action.setShortcut(KEYS)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if wide:
            self._wide.add(name)

    def offer_export(self, text: str, does: object) -> None:
        """Offer a paper under «导出»."""
        self.exports_menu.addAction(text).triggered.connect(does)

    def _open_exports(self) -> None:
        self.exports_menu.popup(self.exporter.mapToGlobal(self.exporter.rect().bottomLeft()))

    def name_adding(self, text: str) -> None:
        """Say what the primary button adds."""
        self.adder.setText(text)
        self._adding.setText(text)
        self._adding.setIconText(text.rstrip("…"))

    # -- showing

    def refresh(self) -> None:
        """Ask again for the register; the current entry stays current."""
        kept = self.current()
        self.load()
        self._fill_years()
        self._fit_columns()
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 15)
        may = self.desk.may_write
        self.adder.setEnabled(may)
        self._adding.setEnabled(may)
        self._show_lines()
        self._choose(kept)

    def _fill_years(self) -> None:
        years = sorted({*self.years(), self.desk.today.year}, reverse=True)
        wanted = self.year.currentData() if self.year.count() else self.desk.today.year
        self.year.blockSignals(True)
        self.year.clear()
        for each in years:
            self.year.addItem(f"{each}年", each)
        self.year.addItem("全部年度", None)
        self.year.setCurrentIndex(max(0, self.year.findData(wanted)))
        self.year.blockSignals(False)

    def _show_lines(self) -> None:
        year = self.year.currentData()
        every, counts = self.counts(year)
        self.chips.show_counts(every, counts)
        self.sum.setText(self.summary(year))
        kept = self.current()
        found = self.lines(year, self.chips.current(), self.search.text().strip())
        self.model.show(found)
        self._say_empty(bool(found), anything=bool(every or any(counts.values()) or self.years()))
        self._choose(kept)
        self._show_side()

    def _say_empty(self, shown: bool, *, anything: bool) -> None:
        self.body.setVisible(shown)
        self.empty.setVisible(not shown)
        if shown:
            return
        if anything:
            self.empty.say("没有符合条件的登记", "换一个年度、状态或查找的字再看。")
        else:
            self.empty.say(*self.empty_text, (self._adding,) if self.desk.may_write else ())

    def current(self) -> int | None:
        """Return the id of the current entry."""
        line = self.model.line(self.view.currentIndex().row())
        return line.id if line is not None else None

    def _choose(self, number: int | None) -> None:
        row = max(0, self.model.row_of(number)) if number is not None else 0
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row, 0))

    def go_to(self, number: int) -> None:
        """Go to an entry; filters that hide it are taken away."""
        if self.model.row_of(number) < 0:
            self.search.clear()
            self.search.ask()
            self.chips.choose("")
            self._show_lines()
        if self.model.row_of(number) < 0:
            self.year.setCurrentIndex(self.year.findData(None))
        self._choose(number)
        self.view.setFocus()

    def _show_side(self, *_: QModelIndex) -> None:
        number = self.current()
        found = self.facts(number) if number is not None else None
        self._side.setVisible(found is not None)
        if number is None or found is None:
            return
        self.name.setText(found.name)
        self.icon.show_shape(found.shape)
        self.state.setText(found.state)
        self.why.setText("\n".join(found.why))
        self.why.setVisible(bool(found.why))
        self._show_facts(found.facts)
        refusals = self.refusals(number)
        for name, action in self.actions_by_name.items():
            why = "以只读方式打开，不能修改" if not self.desk.may_write else refusals.get(name, "")
            for each in (action, self.buttons[name]):
                each.setEnabled(not why)
                each.setToolTip(why)
        self._place_buttons(refusals)

    def _place_buttons(self, shown: Mapping[str, str]) -> None:
        """Show the buttons of these acts, two in a line, a wide one in a line of its own."""
        place = 0
        for name, each in self.buttons.items():
            self._acts.removeWidget(each)
            self.actions_by_name[name].setVisible(name in shown)
            each.setVisible(name in shown)
            if name in shown:
                columns = 2 if name in self._wide else 1
                place += place % 2 if columns == 2 else 0
                self._acts.addWidget(each, place // 2, place % 2, 1, columns)
                place += columns

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while item := self._facts.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        sheet = self._side.widget()
        for row, (name, text) in enumerate((name, text) for name, text in facts if text):
            self._facts.addWidget(label(name, name="dim", parent=sheet), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value(text, sheet), row, 1)

    def _zoom(self, steps: int) -> None:
        self.menus["larger" if steps > 0 else "smaller"].trigger()

    def look(self) -> theme.Colours:
        """Return the colours worn now."""
        return theme.colours(self.palette())
