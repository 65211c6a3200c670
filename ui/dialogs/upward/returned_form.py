"""收回的意见: the rows that were read, ticked where they are sure; a person confirms what is entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from ui.dialogs.base.dialog import Form, give_size
from ui.widgets.notices import label
from ui.widgets.tick_list import TickList

_HOW = "打勾的登记为意见，原件留存。没有认出是哪项任务的，登记为对总体的意见，原来针对的文字写在前面。"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A row as it is shown; ``has_unit``: it is known whose it is."""

    text: str
    has_unit: bool


class ReturnedForm(Form):
    """``notes``: which files gave nothing, and why; ``units``: to choose from for rows of which nobody is known."""

    def __init__(
        self,
        lines: Sequence[ReturnedLine],
        notes: Sequence[str],
        units: Sequence[tuple[int, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("登记收回的意见", "登记", parent)
        self._lines = tuple(lines)
        self.column.insertWidget(0, label("\n".join((_HOW, *notes)), name="dim", wrap=True, parent=self))
        self.unit = QComboBox(self)
        self.unit.addItem("（不登记）", None)
        for number, name in units:
            self.unit.addItem(name, number)
        self.form.addRow("单位没有认出的，算作(&U)", self.unit)
        if all(line.has_unit for line in lines):
            self.form.setRowVisible(self.unit, False)
        rows = [(place, line.text, "") for place, line in enumerate(lines)]
        self.rows = TickList(rows, "条意见", self)
        self.rows.list.setWordWrap(True)
        self.rows.show_ticked(place for place, line in enumerate(lines) if line.has_unit)
        self.add_wide(self.rows)
        self.rows.changed.connect(self._look)
        self.unit.currentIndexChanged.connect(self._look)
        self._look()
        give_size(self, 60, 30)

    def _look(self) -> None:
        open_ = sum(not self._lines[place].has_unit for place in self.rows.ticked())
        missing = f"打勾的有 {open_} 条没有认出单位，请选择算作哪个单位，或去掉勾。"
        self.say(missing if open_ and self.unit.currentData() is None else "")
        if not self.rows.ticked():
            self.accept_button.setEnabled(False)

    def chosen(self) -> tuple[tuple[int, ...], int | None]:
        """Return the places of the rows to be entered, and whose those are of which nobody is known."""
        return self.rows.ticked(), self.unit.currentData()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        lines: Sequence[ReturnedLine],
        notes: Sequence[str],
        units: Sequence[tuple[int, str]],
    ) -> tuple[tuple[int, ...], int | None] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(lines, notes, units, parent)
        chosen = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return chosen
