"""The steps of the import in one line: done, now, still to come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.widgets.plain import label

_RULE = "──"


class StepBar(QWidget):
    """Shows where one is; what lies behind is told by a tick, not by colour alone."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, _ in enumerate(names):
            if number:
                row.addWidget(label(_RULE, name="dim", parent=self))
            self._labels.append(label(parent=self))
            row.addWidget(self._labels[-1])
        row.addStretch(1)
        self.show_step(0)

    def rename(self, names: tuple[str, ...]) -> None:
        """Call the steps otherwise; ``show_step`` shows it."""
        self._names = names

    def show_step(self, now: int) -> None:
        """Mark step ``now`` (from 0)."""
        look = theme.colours(self.palette())
        for number, (made, name) in enumerate(zip(self._labels, self._names, strict=True)):
            made.setText(f"✓ {name}" if number < now else f"{number + 1} {name}")
            colour = look.green if number < now else look.blue if number == now else look.dim
            weight = "bold" if number == now else "normal"
            made.setStyleSheet(f"color: {colour}; font-weight: {weight};")
        self.setAccessibleName(f"第{now + 1}步，共{len(self._names)}步：{self._names[now]}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
