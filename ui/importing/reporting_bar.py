"""多久报一次进展: asked once below names and deadlines, with what follows from it in one line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.review import Review, Rhythm
from gongkai_desk.review import naming
from gongkai_desk.review.entering import Outcome
from gongkai_desk.rules.light.cycles import periods, read_cycle
from gongkai_desk.wording.days import month_day
from gongkai_desk.workdays import Workdays
from ui.widgets.notices import label

_WORDS = {Rhythm.HALF: "每半年报一次", Rhythm.QUARTER: "每季报一次", Rhythm.DEADLINE: "只看时限"}
_GROUPS = {
    naming.ASKED: "写明按季报送的 {count} 项",
    naming.DATED: "有截止日的 {count} 项",
    naming.LASTING: "全年、长期和没有截止日的 {count} 项",
}
_NONE = "不要求定期报进展，只在时限临近和逾期时亮灯。"
_FOLLOWS = "{days}前报，过5个工作日没报亮红灯；全年共 {count} 家次。"
_ASKED_BY = "文件要求：“{sentence}”"
_SENTENCE = 40  # characters of the plan's own sentence


class ReportingBar(QWidget):
    """Emits ``chosen(group, rhythm)``."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self.told = label(name="dim", wrap=True, parent=self)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(label("各单位多久报一次进展", name="heading", parent=self))
        self._names = {name: label(parent=self) for name in _GROUPS}
        for name, told in self._names.items():
            box = self.boxes[name] = QComboBox(self)
            told.setBuddy(box)
            for rhythm, words in _WORDS.items():
                box.addItem(words, rhythm)
            box.activated.connect(self._choose)
            self._row.addWidget(told)
            self._row.addWidget(box)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self.told)

    def show_review(self, review: Review, outcome: Outcome, workdays: Workdays) -> None:
        """Show the groups of a review and what follows from what is chosen for them."""
        groups = {group.name: group for group in naming.reporting_groups(review)}
        for name, box in self.boxes.items():
            group = groups.get(name)
            for part in (self._names[name], box):
                part.setVisible(group is not None)
            if group is not None:
                words = _GROUPS[name].format(count=len(group.tasks))
                self._names[name].setText(words)
                box.setAccessibleName(words)
                box.setCurrentIndex(box.findData(group.rhythm))
        told = [
            _ASKED_BY.format(sentence=s[:_SENTENCE]) for s in dict.fromkeys(g.sentence for g in groups.values()) if s
        ]
        self.told.setText("　".join((_follows(review, outcome, workdays), *told)))

    @Slot()
    def take_keys(self) -> None:
        """Give the keys to the first group."""
        for box in self.boxes.values():
            if box.isVisible():
                box.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    @Slot()
    def _choose(self) -> None:
        box = self.sender()
        for name, each in self.boxes.items():
            if each is box:
                self.chosen.emit(name, Rhythm(each.currentData()))


def _follows(review: Review, outcome: Outcome, workdays: Workdays) -> str:
    """Say when reports are then due, and how many."""
    rhythms = {group.rhythm for group in naming.reporting_groups(review)} - {Rhythm.DEADLINE}
    if not rhythms:
        return _NONE
    year = review.plan.year or (review.plan.dates.issue.year if review.plan.dates.issue else 0)
    if not year:
        return ""
    asked = [
        period
        for rhythm in rhythms
        for period in periods(read_cycle(naming.CYCLES[rhythm]), date(year - 1, 12, 31), date(year, 12, 31), workdays)
    ]
    days = "、".join(month_day(day) for day in sorted({period.due for period in asked}))
    return _FOLLOWS.format(days=days, count=naming.reports_a_year(review, outcome))
