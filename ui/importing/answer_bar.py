"""What is to be decided, told in words, with its answers as buttons: in one line where the room is wide enough."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.widgets.flow import flowing
from ui.widgets.plain import label

_USUAL = 34  # characters that fit into the bar
_GAP = 12  # pixels between text, answers and what leads on


class AnswerBar(QFrame):
    """Holds ``text``, the answers (``row``, laid out by ``flow``) and ``beside``, which leads to other questions.

    Call ``fit`` after any of them has changed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.text = label(wrap=True, parent=self)
        self.row, self.flow = flowing(parent=self)
        self.beside = QWidget(self)
        self.beside_row = QHBoxLayout(self.beside)
        self.beside_row.setContentsMargins(0, 0, 0, 0)
        self.beside_row.setSpacing(8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 7, 14, 7)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._beside_here = self._in_one_line = True
        self._place(in_one_line=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for the height that the texts need at a usual width, not at the narrowest."""
        usual = self.fontMetrics().horizontalAdvance("国") * _USUAL
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(max(self.width(), usual)))

    def fit(self) -> None:
        """Put all into one line if there is room for it, else the answers under the text."""
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        lines = self.text.text().split("\n")
        text = max(self.text.fontMetrics().horizontalAdvance(line) for line in lines) + _GAP
        answers = self.flow.line_width() if not self.row.isHidden() else 0
        beside = self.beside.sizeHint().width() + _GAP if self._beside_here else 0
        fits = len(lines) == 1 and text + answers + beside + _GAP <= room
        self.row.setMinimumWidth(answers if fits else 0)
        self._place(in_one_line=fits)
        self.updateGeometry()

    def give_beside(self) -> QWidget:
        """Return what leads to other questions, to be placed elsewhere."""
        self._grid.removeWidget(self.beside)
        self._beside_here = False
        return self.beside

    def _place(self, *, in_one_line: bool) -> None:
        if in_one_line is self._in_one_line:
            return
        self._in_one_line = in_one_line
        for part in (self.text, self.row):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.text, 0, 0)
        if self._beside_here:
            self._grid.addWidget(self.beside, 0, 2)
        if in_one_line:
            self._grid.addWidget(self.row, 0, 1)
        else:
            self._grid.addWidget(self.row, 1, 0, 1, 3)

    def show_urgent(self, *, urgent: bool) -> None:
        """Take the ground of what is to be decided, or the quiet one of the page."""
        name = "banner" if urgent else "quiet"
        if self.objectName() != name:
            self.setObjectName(name)
            for widget in (self, *self.findChildren(QLabel)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)


def press_by(keys: str, pressed: QPushButton, parent: QWidget) -> None:
    """Let keys press a button at once (a button's own shortcut waits), heard while ``parent`` is seen."""
    heard = QShortcut(QKeySequence(keys), parent)
    heard.activated.connect(pressed.click)
    pressed.setToolTip(keys)
