"""Doubts as chips: press one and only the tasks with such a doubt are shown."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

_ALL = "全部"


class Chips(QWidget):
    """Emits ``chosen(name)``, the empty name for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def current(self) -> str:
        """Return the chosen name, empty for all."""
        pressed = self._group.checkedButton()
        return str(pressed.property("chip")) if pressed is not None else ""

    def show_counts(self, every: int, counts: Mapping[str, int]) -> None:
        """Show a chip for all and one for each kind of doubt; the chosen one stays chosen while it is there."""
        kept = self.current() if self.current() in counts else ""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.deleteLater()
        for name, count in {"": every, **counts}.items():
            chip = QPushButton(f"{name or _ALL} {count}", self)
            chip.setObjectName("chip")
            chip.setCheckable(True)
            chip.setProperty("chip", name)
            chip.setChecked(name == kept)
            self._group.addButton(chip)
            self._row.insertWidget(self._row.count() - 1, chip)

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.current())
