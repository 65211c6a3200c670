"""Lists with ticks and a search: to choose from in a form, and under a column's head to filter by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

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

from ui.widgets.notices import button, label

_ID = Qt.ItemDataRole.UserRole


class TickList(QWidget):
    """``rows``: (id, text, words it is also found by); ``noun`` with its counter: 个单位, 项任务.

    ``changed``: others are ticked.
    """

    changed = Signal()

    def __init__(self, rows: Sequence[tuple[int, str, str]], noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noun = noun
        self._words = {number: f"{text} {words}" for number, text, words in rows}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(f"查找{noun[1:]}")
        self.search.setAccessibleName(f"查找{noun[1:]}")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(noun[1:])
        for number, text, _ in rows:
            item = QListWidgetItem(text, self.list)
            item.setData(_ID, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.count = label(name="dim", parent=self)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self._tell)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(button("全选", self.tick_shown, name="link", parent=self))
        row.addWidget(button("全不选", self.clear_shown, name="link", parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.setFocusProxy(self.search)

    def show_ticked(self, ids: Iterable[int]) -> None:
        """Tick just these."""
        wanted = set(ids)
        self._set(lambda item: item.data(_ID) in wanted, self._items())

    def ticked(self) -> tuple[int, ...]:
        """Return the ids of what is ticked, in the list's order."""
        return tuple(item.data(_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def tick_shown(self) -> None:
        """Tick all that the search leaves."""
        self._set(lambda item: True, [item for item in self._items() if not item.isHidden()])

    def clear_shown(self) -> None:
        """Take the ticks from all that the search leaves."""
        self._set(lambda item: False, [item for item in self._items() if not item.isHidden()])

    def _set(self, wanted: Callable[[QListWidgetItem], bool], items: Iterable[QListWidgetItem]) -> None:
        self.list.blockSignals(True)
        for item in items:
            item.setCheckState(Qt.CheckState.Checked if wanted(item) else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._tell()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.strip() not in self._words[item.data(_ID)])

    def _tell(self) -> None:
        self.count.setText(f"已选 {len(self.ticked())} {self._noun}")
        self.changed.emit()


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
        self.move(corner)
        self.show()  # only now its size is what it will be
        room = self.screen().availableGeometry()
        x = min(corner.x(), room.right() - self.width())
        y = min(corner.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
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
