"""A row of widgets that goes on in the next line where the room ends, as words do."""

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Lays its widgets out from left to right, each at its own size; hidden ones take no room."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(QMargins())

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget in at place ``at``."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    # -- what Qt asks

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt asks past the end
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the items, or only tell how high they stand."""
        room = rect.marginsRemoved(self.contentsMargins())
        y = room.y() - self._gap
        for line in self._lines(room.width()):
            y += self._gap
            high, x = max(item.sizeHint().height() for item in line), room.x()
            for item in line if move else ():
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high
        return max(y, room.y()) - rect.y() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        """Yield the items of each line."""
        line: list[QLayoutItem] = []
        used = 0
        for item in (each for each in self._items if not each.isEmpty()):
            wide = item.sizeHint().width()
            if line and used + wide > width:
                yield line
                line, used = [], 0
            line.append(item)
            used += wide + self._gap
        if line:
            yield line

    def line_width(self) -> int:
        """Return the width at which all items stand in one line."""
        widths = [item.sizeHint().width() + self._gap for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        return max(sum(widths) - self._gap, 0) + margins.left() + margins.right()


def flowing(gap: int = 8, parent: QWidget | None = None) -> tuple[QWidget, Flow]:
    """Return a widget that is as high as its flowing content needs, and its layout."""
    made = QWidget(parent)
    flow = Flow(gap)
    made.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made, flow
