"""Chips to filter by: press one and only the rows of its kind are shown."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from ui.widgets.flow import Flow

_ALL = "全部"


class Chips(QWidget):
    """Emits ``chosen(name)``, the empty name for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._tell)
        self._flow = Flow()
        self._flow.setContentsMargins(12, 8, 12, 8)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def current(self) -> str:
        """Return the chosen name, empty for all."""
        pressed = self._group.checkedButton()
        return str(pressed.property("chip")) if pressed is not None else ""

    def choose(self, name: str) -> None:
        """Choose a chip that is shown, the empty name for all."""
        for chip in self._group.buttons():
            if chip.property("chip") == name:
                chip.setChecked(True)

    def show_counts(self, every: int, counts: Mapping[str, int]) -> None:
        """Show a chip for all and one for each kind of doubt; the chosen one stays chosen while it is there."""
        kept = self.current() if self.current() in counts else ""
        shown = {str(old.property("chip")): old for old in self._group.buttons()}
        for name in shown.keys() - {"", *counts}:
            self._group.removeButton(shown[name])
            self._flow.removeWidget(shown[name])
            shown[name].deleteLater()
            del shown[name]
        for at, (name, count) in enumerate({"": every, **counts}.items()):
            chip = shown.get(name) or self._made(name, at)
            chip.setText(f"{name or _ALL} {count}")
            chip.setChecked(name == kept)

    def _made(self, name: str, at: int) -> QPushButton:
        chip = QPushButton(self)
        chip.setObjectName("chip")
        chip.setAutoDefault(False)
        chip.setCheckable(True)
        chip.setProperty("chip", name)
        self._group.addButton(chip)
        self._flow.insert(at, chip)
        chip.show()
        return chip

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.current())
