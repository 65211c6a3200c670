"""One doubt at a time, told in words with its place, and its answers as buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import Doubt
from gongkai_desk.services.answering import Choice
from ui.importing.flow import flowing
from ui.widgets.plain import button, label

_USUAL = 34  # characters that fit into the bar
_BY_KEY = 9  # answers that have a key


class DoubtBar(QFrame):
    """Emits ``answered(doubt, choice, alike)`` and ``moved(step)`` for the one before or behind."""

    answered = Signal(object, object, bool)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._doubt: Doubt | None = None
        self.text = label(wrap=True, parent=self)
        self.count = label(name="dim", parent=self)
        self.before = button("上一处", self._go_back, name="link", parent=self)
        self.behind = button("下一处", self._go_on, name="link", parent=self)
        for turn, keys in ((self.before, "Shift+F3"), (self.behind, "F3")):
            press_by(keys, turn, self)
        for number in range(1, _BY_KEY + 1):
            heard = QShortcut(QKeySequence(f"Alt+{number}"), self)
            heard.setProperty("number", number)
            heard.activated.connect(self._press)
        self._row, self._flow = flowing(parent=self)
        self.alike = QCheckBox(self._row)
        self._flow.addWidget(self.alike)
        self.buttons: list[QPushButton] = []
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.text, 1)
        for part in (self.count, self.before, self.behind):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._row)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height that the texts need at a usual width, not at the narrowest."""
        usual = self.fontMetrics().horizontalAdvance("国") * _USUAL
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(max(self.width(), usual)))

    def show_doubt(self, text: str, doubt: Doubt, choices: Sequence[Choice], alike: int) -> None:
        """Show a doubt with its answers; ``alike`` is how many there are of its kind."""
        self._doubt = doubt
        self.text.setText(text)
        self._show_choices(choices)
        self.alike.setChecked(False)
        self.alike.setText(f"同类的 {alike} 处都这样办")
        self.alike.setVisible(alike > 1 and any(choice.alike for choice in choices))
        self._row.show()
        show_urgent(self, urgent=True)

    def show_nothing(self, text: str) -> None:
        """Say that there is nothing to answer here."""
        self._doubt = None
        self.text.setText(text)
        self._show_choices(())
        self._row.hide()
        show_urgent(self, urgent=False)

    def show_count(self, number: int, of: int) -> None:
        """Say which one of how many doubts this is; ``number`` 0: none of them."""
        self.count.setText(f"第 {number} 处，共 {of} 处" if number else f"共 {of} 处待确认" if of else "")
        self.before.setVisible(of > 0)
        self.behind.setVisible(of > 0)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._made(number, choice) for number, choice in enumerate(choices, 1)]

    def _made(self, number: int, choice: Choice) -> QPushButton:
        made = button(choice.label, self._tell, parent=self._row)
        made.setProperty("choice", choice)
        if number <= _BY_KEY:
            made.setToolTip(f"Alt+{number}")
        self._flow.insert(number - 1, made)
        made.show()
        return made

    @Slot()
    def _press(self) -> None:
        number = self.sender().property("number")
        if number <= len(self.buttons):
            self.buttons[number - 1].click()

    @Slot()
    def _go_back(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _tell(self) -> None:
        pressed = self.sender()
        if self._doubt is not None and pressed is not None:
            choice: Choice = pressed.property("choice")
            self.answered.emit(self._doubt, choice, self.alike.isChecked() and choice.alike)


def show_urgent(bar: QFrame, *, urgent: bool) -> None:
    """Give a bar the ground of what is to be decided, or the quiet one of the page."""
    name = "banner" if urgent else "quiet"
    if bar.objectName() != name:
        bar.setObjectName(name)
        for widget in (bar, *bar.findChildren(QLabel)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def press_by(keys: str, pressed: QPushButton, parent: QWidget) -> None:
    """Let keys press a button at once (a button's own shortcut waits), heard while ``parent`` is seen."""
    heard = QShortcut(QKeySequence(keys), parent)
    heard.activated.connect(pressed.click)
    pressed.setToolTip(keys)
