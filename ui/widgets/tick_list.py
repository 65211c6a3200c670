"""A list with ticks and a search; what is ticked stays ticked while it is hidden."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.widgets.plain import button, label

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
