"""A row of widgets that goes on in the next line as words do, and chips to filter by that stand in such rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget


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


_SIDE = 9  # pixels beside a name
_LEFT = 7  # pixels before the first one
_ABOVE = 6  # pixels over and under a name


class TabLine(QWidget):
    """One of several pages is chosen; ``currentChanged(place)``. Arrows go from one to the next."""

    currentChanged = Signal(int)

    def __init__(self, names: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Take each tab's name in full and in two characters."""
        super().__init__(parent)
        self._names = tuple(names)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons = [self._tab(full, place) for place, (full, _) in enumerate(self._names)]
        self._buttons[0].setChecked(True)
        self._group.idToggled.connect(self._toggle)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._arrange()

    def _tab(self, full: str, place: int) -> QPushButton:
        made = QPushButton(full, self)
        made.setObjectName("tab")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(full)
        made.setToolTip(full)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes to the line, arrows within it
        self._group.addButton(made, place)
        return made

    def count(self) -> int:
        """Return how many tabs there are."""
        return len(self._buttons)

    def tabText(self, place: int) -> str:
        """Return the name in full."""
        return self._names[place][0]

    def shown_names(self) -> list[str]:
        """Return the names as they are written now."""
        return [each.text() for each in self._buttons]

    def rows(self) -> int:
        """Return in how many rows the tabs stand."""
        return len({each.y() for each in self._buttons})

    def currentIndex(self) -> int:
        """Return the place of the chosen tab."""
        return self._group.checkedId()

    def setCurrentIndex(self, place: int) -> None:
        """Choose a tab."""
        self._buttons[place].setChecked(True)

    def _toggle(self, place: int, checked: bool) -> None:
        if checked:
            self.currentChanged.emit(place)

    # -- what Qt calls

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._buttons[self.currentIndex()].setFocus(event.reason())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(200, self._high())

    def _high(self) -> int:
        return self.fontMetrics().lineSpacing() + 2 * _ABOVE + 2

    def _arrange(self) -> None:
        """Write the names as they fit and put each tab into its place."""
        room = max(self.width() - _LEFT, 1)
        full = sum(self._wide(name) for name, _ in self._names)
        for each, (long, short) in zip(self._buttons, self._names, strict=True):
            each.setText(long if full <= room else short)
        place, high = QPoint(_LEFT, 0), self._high()
        for each in self._buttons:
            wide = self._wide(each.text())
            if place.x() > _LEFT and place.x() + wide > self.width():
                place = QPoint(_LEFT, place.y() + high)
            each.setGeometry(place.x(), place.y(), wide, high)
            place += QPoint(wide, 0)
        self.setFixedHeight(place.y() + high)

    def _wide(self, name: str) -> int:
        return self.fontMetrics().horizontalAdvance(name) + 2 * _SIDE
