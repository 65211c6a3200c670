"""识别: what was recognised - the plan's data, the parts of the file, the doubts; parts and data can be corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.plan import Level, Plan, PlanDates
from gongkai_desk.domain.review import Review
from gongkai_desk.wording.sentences import PARTS, PLAN_DATES, recognised_sentence
from gongkai_desk.words.whole_dates import read_date
from ui.importing.answer_bar import SimilarBar
from ui.models.draft_table import chips
from ui.widgets.notices import label, thin_line, value

_WIDE = 640  # pixels: a title in one line
_SHORT = 8  # characters: a year, a level
_DAY = "如 2026-03-05"
_PADDING = 28  # pixels beside the text of a line editor
_NO_DOUBT = "没有发现需要确认的地方。"


class RecognisePage(QWidget):
    """Emits ``part_chosen(index)``, ``typed`` with each correction; ``plan()`` returns the plan's data as corrected."""

    part_chosen = Signal(int)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Plan()
        self.title, self.doc_no, self.issuer, self.year = (QLineEdit(self) for _ in range(4))
        self.level = QComboBox(self)
        self.level.addItems(["", *Level])
        self.dates = {name: QLineEdit(self) for name in PLAN_DATES}
        self.summary = label(name="title", parent=self)
        self.doubts = value(parent=self)
        self.similar = SimilarBar(self)
        self._parts = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._tell_part)
        for editor in (self.title, self.doc_no, self.issuer, self.year, *self.dates.values()):
            editor.textEdited.connect(self.typed)
        self.level.activated.connect(self.typed)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        wide = self.fontMetrics().horizontalAdvance("国")
        for name, editor in self._fields():
            editor.setMaximumWidth(wide * _SHORT if editor in (self.year, self.level) else _WIDE)
            editor.setAccessibleName(name)
            form.addRow(label(name, name="dim", parent=self), editor)
        form.addRow(label(PLAN_DATES["written"], name="dim", parent=self), self._days())
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 28, 48, 20)
        column.setSpacing(12)
        column.addWidget(self.similar)
        column.addWidget(self.summary)
        column.addWidget(label("要点登记信息", name="heading", parent=self))
        column.addLayout(form)
        column.addWidget(thin_line(self))
        column.addWidget(label("要导入哪一部分", name="heading", parent=self))
        column.addLayout(self._parts)
        column.addWidget(thin_line(self))
        column.addWidget(label("需要确认的地方", name="heading", parent=self))
        column.addWidget(self.doubts)
        column.addStretch(1)

    def _days(self) -> QHBoxLayout:
        """Return the dates in a row, each but the first behind its name."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, editor in self.dates.items():
            editor.setAccessibleName(PLAN_DATES[name])
            editor.setPlaceholderText(_DAY)
            editor.setFixedWidth(editor.fontMetrics().horizontalAdvance(_DAY) + _PADDING)
            if name != "written":
                row.addSpacing(8)
                row.addWidget(label(PLAN_DATES[name], name="dim", parent=self))
            row.addWidget(editor)
        row.addStretch(1)
        return row

    def _fields(self) -> list[tuple[str, QWidget]]:
        return [
            ("标题", self.title),
            ("文号", self.doc_no),
            ("发文机关", self.issuer),
            ("年度", self.year),
            ("级别", self.level),
        ]

    def show_review(self, review: Review) -> None:
        """Show what was recognised of the file and of the part under review."""
        self._shown = plan = review.plan
        self.title.setText(plan.title)
        self.doc_no.setText(plan.doc_no)
        self.issuer.setText(plan.issuer)
        self.year.setText(str(plan.year or ""))
        self.level.setCurrentText(plan.level or "")
        for name, editor in self.dates.items():
            day = getattr(plan.dates, name)
            editor.setText(day.isoformat() if day else "")
        self._show_parts(review)
        counted = "　".join(f"{name} {count}" for name, count in chips(review).items())
        self.summary.setText(recognised_sentence(review))
        self.doubts.setText(f"{counted}　（下一步逐条核对）" if counted else _NO_DOUBT)

    def plan(self) -> Plan:
        """Return the plan's data as they stand in the fields; what cannot be read as a date or year stays as it was."""
        year = self.year.text().strip()
        dates: dict[str, Any] = {name: self._day(name, editor) for name, editor in self.dates.items()}
        return replace(
            self._shown,
            title=self.title.text().strip(),
            doc_no=self.doc_no.text().strip(),
            issuer=self.issuer.text().strip(),
            year=int(year) if year.isdecimal() else (self._shown.year if year else None),
            level=Level(self.level.currentText()) if self.level.currentText() else None,
            dates=PlanDates(**dates),
        )

    def _day(self, name: str, editor: QLineEdit) -> date | None:
        text = editor.text().strip()
        if not text:
            return None
        former: date | None = getattr(self._shown.dates, name)
        return read_date(text) or former

    def _show_parts(self, review: Review) -> None:
        self._group.blockSignals(True)
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()  # within one event, e.g. before a dialog comes up, nothing is freed
            old.deleteLater()
        for number, part in enumerate(review.draft.parts):
            of_plan = f"《{review.draft.plans[part.plan].title}》　" if len(review.draft.plans) > 1 else ""
            text = f"{of_plan}{PARTS[part.kind]}　{part.title}　{len(part.tasks)} 项"
            choice = QRadioButton(text.replace("&", "&&"), self)
            choice.setChecked(number == review.part)
            self._group.addButton(choice, number)
            self._parts.addWidget(choice)
        self._group.blockSignals(False)

    @Slot(int, bool)
    def _tell_part(self, number: int, chosen: bool) -> None:
        if chosen:
            self.part_chosen.emit(number)
