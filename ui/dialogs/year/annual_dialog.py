"""政府信息公开年报: its texts and tables, what is still to be filled, the units' tables; then as a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.annual import AnnualCell, AnnualReportFacts, AnnualScope, Heading
from gongkai_desk.papers.listed import ANNUAL_COMPARED, ANNUAL_REPORT, FORMAT_WORDS, PaperKind
from gongkai_desk.rules.year.annual import failing
from gongkai_desk.wording.year.annual import NAMES, PARTLY, SCOPES, check_sentence
from ui.dialogs.base.dialog import Dialog, give_size
from ui.models.annual_table import AnnualTable
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

_TABLES = {2: "表二　主动公开", 3: "表三　依申请公开", 4: "表四　复议诉讼"}
_ORDER: tuple[Heading | int, ...] = (
    *(Heading.OPENING, Heading.PROACTIVE, Heading.ON_REQUEST, Heading.MANAGEMENT, Heading.PLATFORM),
    *(Heading.SUPERVISION, 2, 3, 4, Heading.PROBLEMS, Heading.IMPROVED, Heading.OTHER),
)
_UNITS = "各单位数据表"
_UNIT_HEADS = ("单位", "数据表", "勾稽关系", "提交日期", "公布日期")
_COUNTED = "灰底的数由依申请公开登记数出，改登记才会变。"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A body of the year as the list shows it: its name, whether its table came, which checks fail, its days."""

    unit_id: int | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnualActs:
    """What the dialog is given. Whoever gives it says what goes wrong.

    ``facts(year, scope)``; ``figure(year, cell, number)``, ``text(year, scope, heading, text)``, ``fee(year, yuan)``
    store and tell whether that went well; ``units(year)``; ``to_fill(facts)`` names what is open; ``send(year)`` writes
    the units' tables; ``waiting(year)`` lets a person decide upon what waits; ``ask_fee(known)``.
    """

    facts: Callable[[int, AnnualScope], AnnualReportFacts | None]
    figure: Callable[[int, AnnualCell, Decimal | None], bool]
    text: Callable[[int, AnnualScope, Heading, str], bool]
    fee: Callable[[int], bool]
    units: Callable[[int], Sequence[UnitLine]]
    to_fill: Callable[[AnnualReportFacts], Sequence[str]]
    send: Callable[[int], object]
    waiting: Callable[[int], object]
    preview: Callable[[PaperKind, AnnualReportFacts], object]
    write: Callable[[PaperKind, AnnualReportFacts, PaperFormat], object]
    may_write: bool = True


class AnnualDialog(Dialog):
    """Parts at the left, what stands under the current one at the right; what is typed is stored at once."""

    def __init__(self, year: int, last: int, does: AnnualActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("政府信息公开年报")
        self._does = does
        self._facts: AnnualReportFacts | None = None
        self._open: tuple[int, AnnualScope, Heading] | None = None
        self.year = QSpinBox(self)
        self.year.setRange(2008, last)
        self.year.setValue(year)
        self.year.setSuffix(" 年")
        self.year.setAccessibleName("年度")
        self.scope = QComboBox(self)
        self.scope.setAccessibleName("口径")
        for scope, words in SCOPES.items():
            self.scope.addItem(words, scope.value)
        self.parts = QListWidget(self)
        self.parts.setAccessibleName("年报的各部分")
        for each in _ORDER:
            self.parts.addItem(NAMES[each] if isinstance(each, Heading) else _TABLES[each])
        self.parts.addItem(_UNITS)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.stack = QStackedWidget(self)
        self.tables = {part: AnnualTable(part, self._typed, self) for part in _TABLES}
        self.views = {part: self._grid(part) for part in _TABLES}
        self.bodies = RecordTable(_UNIT_HEADS, self)
        self.bodies_view = record_view(self.bodies, self)
        self.bodies_view.setAccessibleName(_UNITS)
        self.note = label(name="dim", wrap=True, parent=self)
        self._lay_out()
        self.parts.currentRowChanged.connect(self._turn)
        self.year.valueChanged.connect(self.refresh)
        self.scope.currentIndexChanged.connect(self.refresh)
        self.finished.connect(self._keep)
        give_size(self, 92, 40)
        self.refresh()
        self.parts.setCurrentRow(0)
        self.parts.setFocus()

    def _grid(self, part: int) -> QTableView:
        view = QTableView(self)
        view.setModel(self.tables[part])
        view.setAccessibleName(_TABLES[part])
        view.verticalHeader().hide()
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        head = view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return view

    def _lay_out(self) -> None:
        for page in (self.text, *self.views.values(), self.bodies_view):
            self.stack.addWidget(page)
        self.fee_button = button("信息处理费(&M)…", lambda: self._done(self._does.fee(self._year)), parent=self)
        self.again = button("恢复预填(&H)", self._prefilled, parent=self)
        self.send_button = button("下发数据表(&X)…", lambda: self._does.send(self._year), parent=self)
        self.waiter = button("待定的数据表(&D)…", self._settle, parent=self)
        self.exporter = button("导出(&E) ▾", self._offer, parent=self)
        self.menu = QMenu(self)
        self.menu.triggered.connect(lambda action: self._write(action.data()))
        top, middle, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for field in (self.year, self.scope):
            top.addWidget(field)
        top.addStretch(1)
        for act in (self.fee_button, self.send_button, self.waiter):
            top.addWidget(act)
        self.parts.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 14)
        middle.addWidget(self.parts)
        middle.addWidget(self.stack, 1)
        last.addWidget(self.again)
        last.addStretch(1)
        last.addWidget(button("关闭", self.reject, parent=self))
        last.addWidget(self.exporter)
        last.addWidget(button("打印预览(&P)…", self._preview, name="primary", parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(self.note)
        column.addLayout(last)

    # -- showing

    @property
    def _year(self) -> int:
        return self.year.value()

    @property
    def _scope(self) -> AnnualScope:
        return AnnualScope(self.scope.currentData())

    def refresh(self) -> None:
        """Ask again for all that is shown; what is being typed is kept first."""
        self._keep()
        self._open = None  # what is shown there is of the year before
        self._facts = self._does.facts(self._year, self._scope)
        facts = self._facts
        own = self._scope is AnnualScope.OWN
        for table in self.tables.values():
            if facts is not None:
                fixed = frozenset(cell for cell in facts.data.figures if facts.data.rows and cell.part in (3, 4))
                table.show(facts.data.figures, fixed, may_write=self._does.may_write and own)
        self.bodies.show([line.texts for line in self._does.units(self._year)])
        self.fee_button.setEnabled(own and self._does.may_write)
        self._turn(self.parts.currentRow())
        self._tell()

    def _renew(self) -> None:
        """Ask again for numbers, the current cell staying where it is."""
        self._facts = self._does.facts(self._year, self._scope)
        if self._facts is not None:
            for table in self.tables.values():
                table.renew(self._facts.data.figures)
        self._tell()

    def _turn(self, row: int) -> None:
        """Show what stands under a part."""
        self._keep()
        facts = self._facts
        place = _ORDER[row] if 0 <= row < len(_ORDER) else None
        heading = place if isinstance(place, Heading) else None
        self.again.setVisible(heading is not None)
        self.again.setEnabled(self._does.may_write)
        if heading is not None and facts is not None:
            self.text.setPlainText(facts.text(heading))
            self.text.setReadOnly(not self._does.may_write)
            self.text.setAccessibleName(NAMES[heading])
            self._open = self._year, self._scope, heading
            self.stack.setCurrentWidget(self.text)
        else:
            self._open = None
            self.stack.setCurrentWidget(self.views[place] if isinstance(place, int) else self.bodies_view)

    def _tell(self) -> None:
        """Say what is still to be filled and which checks fail."""
        facts = self._facts
        if facts is None:
            self.note.setText("")
            return
        left = list(self._does.to_fill(facts))
        told = [f"还缺：{'、'.join(left)}。"] if left else ["已填全。"]
        told += [f"{check_sentence(each)}。" for each in failing(facts.checks)]
        told += [PARTLY.format(name=name, count=count) for name, count in facts.partial.items()]
        told += [f"没有报数据表、没有计入：{'、'.join(facts.missing)}。"] if facts.missing else []
        if facts.data.rows:
            told.append(_COUNTED.replace("灰底的数", "表三、表四"))
        self.note.setText("\n".join(told))

    # -- acts

    def _typed(self, cell: AnnualCell, number: Decimal | None) -> bool:
        if not self._does.figure(self._year, cell, number):
            return False
        self._renew()
        return True

    def _keep(self) -> None:
        """Store the text that was typed, if it is another."""
        if self._open is None or self._facts is None or not self._does.may_write:
            return
        (year, scope, heading), text = self._open, self.text.toPlainText().strip()
        if text != self._facts.text(heading).strip():
            self._open = None
            if self._does.text(year, scope, heading, text):
                self._facts = self._does.facts(year, scope)
                self._tell()
            self._open = year, scope, heading

    def _prefilled(self) -> None:
        """Let the program's own text stand again under the current heading."""
        if self._open is not None and self._does.text(*self._open, ""):
            self._open = None
            self.refresh()

    def _done(self, done: bool) -> None:
        if done:
            self.refresh()

    def _settle(self) -> None:
        self._does.waiting(self._year)
        self.refresh()

    def _preview(self) -> None:
        self._keep()
        if self._facts is not None:
            self._does.preview(ANNUAL_REPORT, self._facts)

    def _offer(self) -> None:
        """Offer the papers in their formats."""
        self.menu.clear()
        for kind in (ANNUAL_REPORT, ANNUAL_COMPARED):
            for format in kind.formats:
                self.menu.addAction(f"{kind.title}（{FORMAT_WORDS[format]}）…").setData((kind.name, format.value))
        self.menu.popup(self.exporter.mapToGlobal(self.exporter.rect().bottomLeft()))

    def _write(self, chosen: tuple[str, str]) -> None:
        self._keep()
        kind = next(each for each in (ANNUAL_REPORT, ANNUAL_COMPARED) if each.name == chosen[0])
        if self._facts is not None:
            self._does.write(kind, self._facts, PaperFormat(chosen[1]))

    @classmethod
    def show_for(cls, parent: QWidget, year: int, last: int, does: AnnualActs) -> None:
        """Show it until it is closed."""
        dialog = cls(year, last, does, parent)
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        dialog.exec()
        dialog.deleteLater()
