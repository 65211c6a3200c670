"""Tabs that are all seen: names in full where they fit, else short ones, in more rows where text is large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

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
