"""A returned row, field by field: as sent, as stored, as it came back, with a tick for what is taken over.

Of a sealed paper, which has no fields, its page is shown instead.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QScrollArea, QWidget

from gongkai_desk.domain.cycle.returns import FIELDS, FieldChange
from gongkai_desk.domain.cycle.reviews import RowReview
from gongkai_desk.wording.returns import FIELD_WORDS
from ui.widgets.notices import label, value

_HEADS = ("采用", "下发时", "库里现有", "交回")


class FieldChoices(QScrollArea):
    """Shows the fields of one row in which anything stands; ``chosen`` are those ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("逐栏对照")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ticks: dict[str, QCheckBox] = {}
        self.show_row(None)

    def show_row(self, row: RowReview | None) -> None:
        """Show a row, or nothing."""
        self.ticks = {}
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(12)
        for column, head in enumerate(_HEADS):
            grid.addWidget(label(head, name="dim", parent=page), 0, column)
            grid.setColumnStretch(column, 0 if column == 0 else 1)
        shown = _shown(row) if row is not None else {}
        for line, (name, each) in enumerate(shown.items(), 1):
            self._add(grid, line, name, each, row)
        grid.setRowStretch(len(shown) + 1, 1)
        self.setWidget(page)

    def show_page(self, png: bytes) -> None:
        """Show a page of a scan, as wide as there is room."""
        picture = QPixmap()
        picture.loadFromData(png)  # naming the format is refused by PySide 6.9
        page = QLabel(self)
        page.setObjectName("扫描页")
        page.setAccessibleName("扫描页")
        wide = max(self.viewport().width(), 200)
        page.setPixmap(picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
        self.setWidget(page)

    def chosen(self) -> frozenset[str]:
        """Return the fields that are ticked."""
        return frozenset(name for name, tick in self.ticks.items() if tick.isChecked())

    def _add(self, grid: QGridLayout, line: int, name: str, each: FieldChange, row: RowReview | None) -> None:
        page = grid.parentWidget()
        tick = QCheckBox(FIELD_WORDS[name], page)
        returned = each.returned or ""
        tick.setEnabled(bool(returned) and returned != each.stored)
        answered = row is not None and row.answer is not None
        tick.setChecked(name in row.chosen if answered and row is not None else tick.isEnabled())
        self.ticks[name] = tick
        grid.addWidget(tick, line, 0, Qt.AlignmentFlag.AlignTop)
        for column, text in enumerate((each.sent, each.stored, returned), 1):
            grid.addWidget(value(text, page), line, column)


def _shown(row: RowReview) -> dict[str, FieldChange]:
    """Return the fields in which anything stands; of a row without a task what came back of it."""
    fields = row.fields or {name: FieldChange(returned=row.row.values.get(name)) for name in FIELDS}
    return {name: each for name, each in fields.items() if each.sent or each.stored or each.returned}
