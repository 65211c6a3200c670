"""考核: asks about what came in by tables: names of no unit that we know, 自评 that waits for a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.year.assessment_forms import Named
from ui.widgets.notices import label
from ui.widgets.tick_list import TickList

# ---- points of others: names that nobody knows


class UnknownUnitsForm(Form):
    """Asks which unit each name means that is not in the directory; one may be left out."""

    def __init__(self, names: Sequence[str], units: Named, told: str, parent: QWidget | None = None) -> None:
        super().__init__("未识别的单位", "继续", parent)
        self.form.addRow(label(told, wrap=True, parent=self))
        self.choices: dict[str, QComboBox] = {}
        for name in names:
            choice = QComboBox(self)
            choice.addItem("不导入", None)
            for number, unit in units:
                choice.addItem(unit, number)
            choice.setAccessibleName(name)
            self.form.addRow(name, choice)
            self.choices[name] = choice

    def known(self) -> dict[str, int]:
        """Return what each name means, those left out not."""
        chosen = ((name, choice.currentData()) for name, choice in self.choices.items())
        return {name: number for name, number in chosen if number is not None}

    @classmethod
    def ask(cls, parent: QWidget, names: Sequence[str], units: Named, told: str) -> dict[str, int] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(names, units, told, parent)
        known = dialog.known() if dialog.asked() else None
        dialog.deleteLater()
        return known


# ---- 自评 that waits


class WaitingForm(Form):
    """Shows rows of 自评表 that wait: those ticked are taken, the others not; what cannot be taken waits on.

    ``rows``: the id of each, its words, whether it can be taken as it is.
    """

    def __init__(self, rows: Sequence[tuple[int, str, bool]], parent: QWidget | None = None) -> None:
        super().__init__("待定的自评", "处理", parent)
        self._offered = [(number, text, "") for number, text, may in rows if may]
        others = [(number, text, "") for number, text, may in rows if not may]
        self.rows, self.checked = TickList(self._offered, "条自评", self), TickList(others, "条自评", self)
        self.told = label(name="dim", parent=self)
        for told, shown in (
            ("选中的采用，没有选中的不采用：", self.rows),
            ("下列各条不能直接采用，请与单位核实后在得分表中填写；选中的不再列出：", self.checked),
        ):
            lead = label(told, wrap=True, parent=self)
            self.add_wide(lead, shown)
            for each in (lead, shown):
                each.setVisible(bool(self._offered if shown is self.rows else others))
        self.add_wide(self.told)
        self.rows.changed.connect(self._look)
        self.checked.changed.connect(self._look)
        give_size(self, 52, 30)
        self._look()

    def _look(self) -> None:
        taken, left = self.decided()
        self.told.setText(f"采用 {len(taken)} 条，不采用 {len(left)} 条。")
        self.accept_button.setEnabled(bool(taken or left))

    def decided(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the ids of those taken and of those left out."""
        taken = self.rows.ticked()
        left = (number for number, *_ in self._offered if number not in taken)
        return taken, (*left, *self.checked.ticked())

    @classmethod
    def ask(
        cls, parent: QWidget, rows: Sequence[tuple[int, str, bool]]
    ) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """Ask; the ids of those taken and of those left out, ``None`` if it was cancelled."""
        dialog = cls(rows, parent)
        found = dialog.decided() if dialog.asked() else None
        dialog.deleteLater()
        return found
