"""The list under a column's head: search, tick, and show only what is ticked."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.plain import button, label

_LONG = 40  # characters of a value that are shown; the tool tip has all of it


class FilterPopup(QFrame):
    """Emits ``picked(values or None, words)`` once, on 确定 or Enter; Esc leaves all as it was."""

    picked = Signal(object, str)

    def __init__(
        self, title: str, values: Mapping[str, int], ticked: frozenset[str] | None, words: str, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(f"在“{title}”中查找")
        self.search.setAccessibleName(f"查找{title}")
        self.search.setClearButtonEnabled(True)
        self.all = QCheckBox("全选", self)
        self.none = label("没有这样的内容。", name="dim", parent=self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(f"{title}的取值")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for value, count in values.items():
            self._add(value, count, ticked is None or value in ticked)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.accept)
        self.all.clicked.connect(self._tick_all)
        self.list.itemChanged.connect(self._look)
        self.search.setText(words)
        self._look()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.all)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button("清除筛选", self.clear, name="link", parent=self))
        row.addStretch(1)
        row.addWidget(button("取消", self.close, parent=self))
        self.accept_button = button("确定", self.accept, name="primary", parent=self)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        wide = self.fontMetrics().horizontalAdvance("国")
        self.resize(wide * 22, self.fontMetrics().lineSpacing() * 20)

    def _add(self, value: str, count: int, ticked: bool) -> None:
        shown = value if len(value) <= _LONG else value[:_LONG] + "…"
        item = QListWidgetItem(f"{shown}（{count}）", self.list)
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setToolTip(value if shown != value else "")
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def show_under(self, corner: QPoint) -> None:
        """Show the list with its corner there, inside the screen."""
        room = self.screen().availableGeometry()
        x = min(corner.x(), room.right() - self.width())
        y = min(corner.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.search.setFocus()

    def tick(self, *values: str) -> None:
        """Tick these values and no others."""
        for item in self._items():
            item.setCheckState(_state(item.data(Qt.ItemDataRole.UserRole) in values))

    def accept(self) -> None:
        """Tell what is ticked among the values seen; all of them seen and ticked is no filter."""
        seen = [item for item in self._items() if not item.isHidden()]
        ticked = [item for item in seen if item.checkState() == Qt.CheckState.Checked]
        if not ticked:
            return
        everything = len(ticked) == len(seen)
        values = None if everything else frozenset(item.data(Qt.ItemDataRole.UserRole) for item in ticked)
        self.picked.emit(values, self.search.text().strip() if everything else "")
        self.close()

    def clear(self) -> None:
        """Show all values again."""
        self.picked.emit(None, "")
        self.close()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.strip() not in item.data(Qt.ItemDataRole.UserRole))
        self._look()

    def _tick_all(self, ticked: bool) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(_state(ticked))
        self.list.blockSignals(False)
        self._look()

    def _look(self) -> None:
        seen = [item for item in self._items() if not item.isHidden()]
        ticked = sum(item.checkState() == Qt.CheckState.Checked for item in seen)
        self.all.setChecked(bool(seen) and ticked == len(seen))
        self.none.setVisible(not seen)
        self.accept_button.setEnabled(ticked > 0)


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
