"""What the pages of the small registers share: filters in a row, the table, the chosen entry and its acts beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic

from PySide6.QtCore import QModelIndex, QObject, Qt
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

from ui.commands import view
from ui.commands.command import WhereNow
from ui.commands.registers import EntryCommand, EntryT, InRegister
from ui.models.register_table import RegisterTable
from ui.pages.page import Page
from ui.pages.register import Register
from ui.parts.row_copier import RowCopier
from ui.widgets.flow import Chips
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import EmptyState, button, label, thin_line, value
from ui.widgets.painting import ShapeIcon
from ui.widgets.search_field import SearchField

_SIDE = 21  # characters of the pane beside the table, as long as the page has three times as much
_MAIN = 10  # characters that the column of what it is about needs
_LEAST = 600  # pixels: a page that was never shown has no width yet


class EntryAction(QAction):
    """A command of a register as a button and an entry of a menu have it."""

    def __init__(
        self, command: EntryCommand[EntryT], press: Callable[[EntryCommand[EntryT]], None], parent: QObject
    ) -> None:
        super().__init__(command.text, parent)
        self._command, self._press = command, press
        self.setIconText(command.text.rstrip("…"))
        self.triggered.connect(self.run)

    def run(self) -> None:
        """Do it where the page stands now."""
        self._press(self._command)


class RegisterPage(Page, Generic[EntryT]):
    """Shows a register."""

    def __init__(self, register: Register[EntryT], where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(where, parent)
        self.register = register
        self.sum = label(name="dim", wrap=True, parent=self)
        self.year = QComboBox(self)
        self.year.setAccessibleName("年度")
        self.chips = Chips(self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(register.hint)
        self.model = RegisterTable(register.heads, register.shaped, self)
        self.view = self._table()
        self.empty = EmptyState(self)
        self.actions_by_name: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._adding = EntryAction(register.adding, self.press, self)
        self.adder = button(register.adding.text, self._adding.trigger, name="primary", parent=self)
        self.exporter = button("导出", self._open_exports, parent=self)
        self.exports_menu = self._made_exports()
        self.body = QWidget(self)
        self._side = QScrollArea(self)
        self._lay_out()
        for command in register.commands:
            self._offer(command)
        self.year.currentIndexChanged.connect(self._show_lines)
        self.chips.chosen.connect(self._show_lines)
        self.search.asked.connect(self._show_lines)
        self.search.left.connect(self.view.setFocus)
        self.view.activated.connect(self._change)
        self.view.selectionModel().currentRowChanged.connect(self._show_side)

    # -- commands

    def press(self, command: EntryCommand[EntryT]) -> None:
        """Run a command where the page stands now."""
        command.run(self.at())

    def at(self) -> InRegister[EntryT]:
        """Return where the clerk stands in the register."""
        rows = (self.model.line(row) for row in range(self.model.rowCount()))
        shown = self.register.entries({line.id for line in rows if line is not None})
        current = self.register.entry(self.current())
        return InRegister(
            self.where(),
            self,
            current,
            shown,
            self.year.currentData(),
            self.year.currentText(),
            self.sum.text(),
            self.go_to,
            self.view,
            self.name.text(),
            self.do,
        )

    def _change(self) -> None:
        """Change the current entry, if that can be done now."""
        number, command = self.current(), self.register.changing
        if number is not None and self.desk.may_write and self.register.refusals(number).get(command.name) == "":
            self.press(command)

    # -- building

    def _table(self) -> MergedView:
        view = MergedView(self)
        head = TaskHeader(view)
        view.setHorizontalHeader(head)
        view.setModel(self.model)
        view.setAccessibleName(self.register.title)
        RowCopier(view)
        view.merged_columns = self.register.merged
        view.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.zoomed.connect(self._zoom)
        return view

    def _fit_columns(self) -> None:
        """Give the columns widths in characters of the font worn now; spare ones go where the main one has no room."""
        wide, head = self.view.fontMetrics().horizontalAdvance("国"), self.view.horizontalHeader()
        self._side.setFixedWidth(min(wide * _SIDE, max(self.width(), _LEAST) * 3 // 10))
        widths = [round(wide * each.wide) + 18 if each.wide else wide * _MAIN for each in self.register.heads]
        room = max(self.width(), _LEAST) - self._side.width() - sum(widths)
        for column in sorted(range(len(widths)), key=lambda each: -self.register.heads[each].spare):
            each = self.register.heads[column]
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
        words.addWidget(label(self.register.title, name="title", parent=self))
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

    def _offer(self, command: EntryCommand[EntryT]) -> None:
        """Offer a command upon the current entry: a button beside it and an entry in the menu of its row."""
        action = self.actions_by_name[command.name] = EntryAction(command, self.press, self)
        self.view.addAction(action)
        self.buttons[command.name] = button(command.text, action.trigger, parent=self._side.widget())
        if command.keys:
            action.setShortcut(command.keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _made_exports(self) -> QMenu:
        made = QMenu(self)
        for command in self.register.exports:
            if command is None:
                made.addSeparator()
            else:
                made.addAction(EntryAction(command, self.press, made))
        return made

    def _open_exports(self) -> None:
        self.exports_menu.popup(self.exporter.mapToGlobal(self.exporter.rect().bottomLeft()))

    # -- showing

    def refresh(self) -> None:
        """Ask again for the register; the current entry stays current."""
        kept = self.current()
        self.register.load()
        self._fill_years()
        self._fit_columns()
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 15)
        may = self.desk.may_write
        self.adder.setEnabled(may)
        self._adding.setEnabled(may)
        self._show_lines()
        self._choose(kept)

    def _fill_years(self) -> None:
        years = sorted({*self.register.years(), self.desk.today.year}, reverse=True)
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
        every, counts = self.register.counts(year)
        self.chips.show_counts(every, counts)
        self.sum.setText(self.register.summary(year))
        kept = self.current()
        found = self.register.lines(year, self.chips.current(), self.search.text().strip())
        self.model.show(found)
        self._say_empty(bool(found), anything=bool(every or any(counts.values()) or self.register.years()))
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
            self.empty.say(*self.register.empty_text, (self._adding,) if self.desk.may_write else ())

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
        found = self.register.facts(number) if number is not None else None
        self._side.setVisible(found is not None)
        if number is None or found is None:
            return
        self.name.setText(found.name)
        self.icon.show_shape(found.shape)
        self.state.setText(found.state)
        self.why.setText("\n".join(found.why))
        self.why.setVisible(bool(found.why))
        self._show_facts(found.facts)
        refusals = self.register.refusals(number)
        for name, action in self.actions_by_name.items():
            why = "以只读方式打开，不能修改" if not self.desk.may_write else refusals.get(name, "")
            for each in (action, self.buttons[name]):
                each.setEnabled(not why)
                each.setToolTip(why)
        self._place_buttons(refusals)

    def _place_buttons(self, shown: Mapping[str, str]) -> None:
        """Show the buttons of these acts, two in a line, a wide one in a line of its own."""
        place, wide = 0, {command.name for command in self.register.commands if command.wide}
        for name, each in self.buttons.items():
            self._acts.removeWidget(each)
            self.actions_by_name[name].setVisible(name in shown)
            each.setVisible(name in shown)
            if name in shown:
                columns = 2 if name in wide else 1
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
        view.zoom(self.where(), steps)
