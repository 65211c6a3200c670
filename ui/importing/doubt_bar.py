"""One doubt at a time, told in words with its place, and its answers as buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from gongkai_desk.domain.plan import Doubt
from gongkai_desk.review.answering import Choice
from ui.importing.answer_bar import AnswerBar, press_by
from ui.widgets.plain import button, label

_BY_KEY = 9  # answers that have a key


class DoubtBar(AnswerBar):
    """Emits ``answered(doubt, choice, alike)`` and ``moved(step)`` for the one before or behind."""

    answered = Signal(object, object, bool)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt: Doubt | None = None
        self.count = label(name="dim", parent=self.beside)
        self.before = button("上一处", self._go_back, name="link", parent=self.beside)
        self.behind = button("下一处", self._go_on, name="link", parent=self.beside)
        for part in (self.count, self.before, self.behind):
            self.beside_row.addWidget(part)
        for turn, keys in ((self.before, "Shift+F3"), (self.behind, "F3")):
            press_by(keys, turn, self)
        for number in range(1, _BY_KEY + 1):
            heard = QShortcut(QKeySequence(f"Alt+{number}"), self)
            heard.setProperty("number", number)
            heard.activated.connect(self._press)
        self.alike = QCheckBox(self.row)
        self.flow.addWidget(self.alike)
        self.buttons: list[QPushButton] = []

    def show_doubt(self, text: str, doubt: Doubt, choices: Sequence[Choice], alike: int) -> None:
        """Show a doubt with its answers; ``alike`` is how many there are of its kind."""
        self._doubt = doubt
        self.text.setText(text)
        self._show_choices(choices)
        self.alike.setChecked(False)
        self.alike.setText(f"同类的 {alike} 处都这样办")
        self.alike.setVisible(alike > 1 and any(choice.alike for choice in choices))
        self.row.show()
        self.show_urgent(urgent=True)
        self.fit()

    def show_nothing(self, text: str) -> None:
        """Say that there is nothing to answer here."""
        self._doubt = None
        self.text.setText(text)
        self._show_choices(())
        self.row.hide()
        self.show_urgent(urgent=False)
        self.fit()

    def show_count(self, number: int, of: int) -> None:
        """Say which one of how many doubts this is; ``number`` 0: none of them."""
        self.count.setText(f"第 {number} 处，共 {of} 处" if number else f"共 {of} 处待确认" if of else "")
        self.before.setVisible(of > 0)
        self.behind.setVisible(of > 0)
        self.fit()

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        for old in self.buttons:
            self.flow.removeWidget(old)
            old.hide()  # within one event, e.g. before a dialog comes up, nothing is freed
            old.deleteLater()
        self.buttons = [self._made(number, choice) for number, choice in enumerate(choices, 1)]

    def _made(self, number: int, choice: Choice) -> QPushButton:
        made = button(choice.label, self._tell, parent=self.row)
        made.setProperty("choice", choice)
        if number <= _BY_KEY:
            made.setToolTip(f"Alt+{number}")
        self.flow.insert(number - 1, made)
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
