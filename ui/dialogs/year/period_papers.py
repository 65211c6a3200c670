"""进展情况与通报: which period, which paper, what the report tells of practice, problems and next steps; then out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.report import ReportPart, ToldText
from gongkai_desk.papers.listed import BULLETIN, FORMAT_WORDS, LEADER, PROGRESS_REPORT, PROGRESS_TABLE, PaperKind
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.year.report import HEADS
from gongkai_desk.words.normal import shortened
from ui.dialogs.base.dialog import Dialog, give_size
from ui.widgets.notices import button, label
from ui.widgets.tick_list import TickList

_KINDS = (PROGRESS_REPORT, PROGRESS_TABLE, BULLETIN, LEADER)
_SHOWN = 70  # characters of a text in the list; the whole text is its tip
_TELLS = "报告里选用的典型做法、存在的问题、下一步打算（照单位所报原文，不改写）："


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What is wanted: the paper, the period, how it is set."""

    kind: PaperKind
    period: str
    per_unit: bool = False
    ranked: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True)
class ReportActs:
    """What the dialog is given: texts of a period that may be told with those chosen, and what is done with them.

    ``offered(period)``; ``choose(period, chosen)`` keeps the choice where it is another; ``preview(asked)``;
    ``write(asked, format)``. Whoever gives them says what goes wrong.
    """

    offered: Callable[[str], tuple[Sequence[ToldText], Sequence[tuple[ReportPart, int]]]]
    choose: Callable[[str, Sequence[tuple[ReportPart, int]]], bool]
    preview: Callable[[ReportAsked], object]
    write: Callable[[ReportAsked, PaperFormat], object]


class PeriodPapersDialog(Dialog):
    """The papers of a plan's period; the choice is kept when a paper goes out, as one step."""

    def __init__(
        self, plan: str, periods: Sequence[str], usual: str, does: ReportActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("进展情况与通报")
        self._does = does
        self._texts: Sequence[ToldText] = ()
        self._shown = ""  # the period whose texts are listed
        self.kind = QComboBox(self)
        for each in _KINDS:
            self.kind.addItem(each.title, each.name)
        self.period = QComboBox(self)
        for name in periods:
            self.period.addItem(period_text(name), name)
        self.period.setCurrentIndex(max(self.period.findData(usual), 0))
        self.per_unit = QCheckBox("每单位一行(&U)", self)
        self.ranked = QCheckBox("按名次排列（须已审定）(&R)", self)
        self.internal = QCheckBox("标“内部资料”(&N)", self)
        self.lead = label(_TELLS, wrap=True, parent=self)
        self.none = label("这一期还没有可选用的进展。", name="dim", parent=self)
        self.texts = TickList((), "条进展", self)
        self._lay_out(plan)
        self.kind.currentIndexChanged.connect(self._look)
        self.period.currentIndexChanged.connect(self._refill)
        self._refill()
        give_size(self, 66, 34)

    def _lay_out(self, plan: str) -> None:
        form = QFormLayout()
        form.addRow("要点", label(plan, wrap=True, parent=self))
        form.addRow("报表(&K)", self.kind)
        form.addRow("期次(&Q)", self.period)
        options = QHBoxLayout()
        for each in (self.per_unit, self.ranked, self.internal):
            options.addWidget(each)
        options.addStretch(1)
        self.exporter = button("导出(&E) ▾", self._offer, parent=self)
        self.menu = QMenu(self)
        self.menu.triggered.connect(lambda action: self._write(PaperFormat(action.data())))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.exporter)
        row.addWidget(button("打印预览(&P)…", self._preview, name="primary", parent=self))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        self.column.addLayout(form)
        self.column.addLayout(options)
        self.column.addWidget(self.lead)
        self.column.addWidget(self.none)
        self.column.addWidget(self.texts, 100)
        self.column.addStretch(1)
        self.column.addLayout(row)

    # -- showing

    def _refill(self) -> None:
        """Keep what was ticked for the period before, and list the texts of this one, those ticked that were chosen."""
        if self._shown and self._texts:
            self._does.choose(self._shown, self._chosen())
        self._shown = self.period.currentData()
        self._texts, chosen = self._does.offered(self.period.currentData())
        rows = [(place, _line(each), each.text) for place, each in enumerate(self._texts)]
        made = TickList(rows, "条进展", self)
        for place, each in enumerate(self._texts):
            made.list.item(place).setToolTip(each.text)
        self.column.replaceWidget(self.texts, made)
        self.texts.hide()  # it goes only with the loop that made it: it stood over 要点 while the dialog was open
        self.texts.deleteLater()
        self.texts = made
        made.show_ticked(place for place, each in enumerate(self._texts) if (each.part, each.report_id) in chosen)
        self._look()

    def _look(self) -> None:
        name = self.kind.currentData()
        report = name == PROGRESS_REPORT.name
        self.per_unit.setVisible(name == PROGRESS_TABLE.name)
        self.ranked.setVisible(name == BULLETIN.name)
        self.period.setEnabled(name != LEADER.name)  # it is of today
        self.lead.setVisible(report)
        self.none.setVisible(report and not self._texts)
        self.texts.setVisible(report and bool(self._texts))
        self.column.setStretchFactor(self.texts, 100)

    # -- acts

    def asked(self) -> ReportAsked:
        """Return what is wanted as it stands."""
        kind = next(each for each in _KINDS if each.name == self.kind.currentData())
        return ReportAsked(
            kind,
            self.period.currentData(),
            per_unit=kind is PROGRESS_TABLE and self.per_unit.isChecked(),
            ranked=kind is BULLETIN and self.ranked.isChecked(),
            internal=self.internal.isChecked(),
        )

    def _chosen(self) -> list[tuple[ReportPart, int]]:
        return [(self._texts[place].part, self._texts[place].report_id) for place in self.texts.ticked()]

    def _keep(self) -> bool:
        """Keep what is ticked for the report; tell whether that went well."""
        return self.kind.currentData() != PROGRESS_REPORT.name or self._does.choose(
            self.period.currentData(), self._chosen()
        )

    def _preview(self) -> None:
        if self._keep():
            self._does.preview(self.asked())

    def _offer(self) -> None:
        """Offer the formats of the paper."""
        self.menu.clear()
        for format in self.asked().kind.formats:
            self.menu.addAction(f"{FORMAT_WORDS[format]}…").setData(format.value)
        self.menu.popup(self.exporter.mapToGlobal(self.exporter.rect().bottomLeft()))

    def _write(self, format: PaperFormat) -> None:
        if self._keep():
            self._does.write(self.asked(), format)

    @classmethod
    def show_for(cls, parent: QWidget, plan: str, periods: Sequence[str], usual: str, does: ReportActs) -> None:
        """Show it until it is closed."""
        dialog = cls(plan, periods, usual, does, parent)
        dialog.exec()
        dialog.deleteLater()


def _line(each: ToldText) -> str:
    """Return how a text stands in the list: 存在的问题　市教育局：已归集（任务）."""
    who = f"{each.unit}：" if each.unit else ""
    return f"{HEADS[each.part]}　{who}{shortened(each.text, _SHOWN)}（{shortened(each.task, 20)}）"
