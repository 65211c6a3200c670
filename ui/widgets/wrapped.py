"""Text broken into lines for a cell: measured once, painted as often as needed."""

from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_KEEP = 40_000  # broken texts kept; some 5,000 rows of a table at a few widths


class Wrapper:
    """Breaks texts in one font; ``lines`` remembers what it has broken."""

    def __init__(self, font: QFont, most: int = 12) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.spacing = ceil(self.metrics.lineSpacing())
        self._most = most
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def lines(self, text: str, width: int) -> tuple[str, ...]:
        """Return ``text`` in lines of at most ``width`` pixels; past the most lines the last ends in an ellipsis."""
        known = self._broken.get((text, width))
        if known is None:
            if len(self._broken) > _KEEP:
                self._broken.clear()
            known = self._broken[text, width] = self._break(text, width)
        return known

    def height(self, text: str, width: int) -> int:
        """Return the pixels that ``text`` needs."""
        return len(self.lines(text, width)) * self.spacing

    def draw(self, painter: QPainter, box: QRect, text: str, align: Qt.AlignmentFlag) -> None:
        """Paint ``text`` into ``box``, centred from top to bottom, lines that do not fit left out."""
        lines = self.lines(text, box.width())
        fit = max(1, box.height() // self.spacing)
        if len(lines) > fit:
            lines = (*lines[: fit - 1], self._elided(lines[fit - 1] + lines[fit], box.width()))
        top = box.top() + (box.height() - len(lines) * self.spacing) // 2
        for number, line in enumerate(lines):
            row = QRect(box.left(), top + number * self.spacing, box.width(), self.spacing)
            painter.drawText(row, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, line)

    def _break(self, text: str, width: int) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines += self._break_paragraph(paragraph, width, self._most + 1 - len(lines))
            if len(lines) > self._most:
                return (*lines[: self._most - 1], self._elided(lines[self._most - 1] + lines[self._most], width))
        return tuple(lines)

    def _break_paragraph(self, text: str, width: int, most: int) -> list[str]:
        """Break one paragraph; Qt counts UTF-16 units, hence the way over bytes."""
        if self.metrics.horizontalAdvance(text) <= width:
            return [text]
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self._option)
        units = text.encode("utf-16-le")
        lines: list[str] = []
        layout.beginLayout()
        while len(lines) < most and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            start, length = line.textStart(), line.textLength()
            lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore").rstrip(" "))
        layout.endLayout()
        return lines

    def _elided(self, text: str, width: int) -> str:
        return self.metrics.elidedText(text + "…", Qt.TextElideMode.ElideRight, width)
