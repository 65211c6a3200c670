"""A source that flows, as Word or a web page: paragraphs, and tables with their rows, columns and rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QPoint
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Place, TextPlace
from ui import theme

_MARGIN = 12  # pixels round the text
_PAD = 4  # pixels between a cell's rules and its text
_MOST = 6000  # cells of a table that are laid out; a larger one would keep a clerk waiting and stays text
_HEAD = 4  # characters of a line that goes on with the last word of a table's head (完成 / 时限)
_LONG = 80  # characters from which a column gets no wider
_EVENLY = 0.6  # power of a column's length that its width follows: short ones keep room for a word

Span = tuple[int, int]
Row = tuple[Span, ...]
"""The cells of a table's row, or a paragraph as the only one: where each begins and ends in the text."""


def cells_of(draft: Draft) -> tuple[TextPlace, ...]:
    """Return where the tasks' cells and paragraphs stand in the draft's text."""
    places = (place for part in draft.parts for task in part.tasks for place in task.source)
    return tuple(place for place in places if isinstance(place, TextPlace))


def rows_of(text: str, cells: Iterable[TextPlace]) -> list[Row]:
    """Return the paragraphs and rows of a text that has a tab between cells, a line feed after each row.

    A line feed inside one of ``cells`` begins no row, nor one in the head of a table.
    """
    inside = {at for cell in cells for at in _breaks(text, cell)}
    return _heads_mended(list(_lines(text, inside)))


def _breaks(text: str, cell: TextPlace) -> Iterator[int]:
    if "\t" in text[cell.start : cell.end]:
        return
    at = text.find("\n", cell.start, cell.end)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, cell.end)


def _lines(text: str, inside: set[int]) -> Iterator[Row]:
    start = 0
    for at in (*(n for n, sign in enumerate(text) if sign == "\n" and n not in inside), len(text)):
        if at > start or at < len(text):
            yield tuple(_cells(text, start, at))
        start = at + 1


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    while (at := text.find("\t", start, end)) >= 0:
        yield start, at
        start = at + 1
    yield start, end


def _heads_mended(rows: list[Row]) -> list[Row]:
    """Join the lines of a table's head whose words are broken over two: 完成 / 时限."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        row, at = rows[at], at + 1
        wide = next((len(other) for other in rows[at : at + 3] if len(other) > 1), 0)
        is_head = len(row) > 1 and (not found or len(found[-1]) == 1)
        while is_head and at < len(rows) and _goes_on(row, rows[at], wide):
            row, at = (*row[:-1], (row[-1][0], rows[at][0][1]), *rows[at][1:]), at + 1
        found.append(row)
    return found


def _goes_on(row: Row, other: Row, wide: int) -> bool:
    """Tell whether a line is the rest of a head's row: short, and with it no more columns than the table has."""
    start, end = other[0]
    return end - start <= _HEAD and len(row) + len(other) - 1 <= wide


class SourceText(QTextEdit):
    """Shows a text with its tables; knows where each character of it stands in what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._document: QTextDocument | None = None
        self._starts: list[int] = []  # of the pieces in the text, in characters
        self._ends: list[int] = []
        self._shown: list[int] = []  # where each piece begins in what is shown, in UTF-16 units
        self.setReadOnly(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAccessibleName("原文")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def show_text(self, text: str, cells: Iterable[TextPlace]) -> None:
        """Show another text."""
        self._text = text
        self._starts, self._ends, self._shown = [], [], []
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(_MARGIN)
        self._fill(document, rows_of(text, cells))
        before, self._document = self._document, document
        self.setDocument(document)
        if before is not None:
            before.deleteLater()

    def _fill(self, document: QTextDocument, rows: Sequence[Row]) -> None:
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        is_first = True
        for columns, of_table in groupby(rows, key=len):
            found = list(of_table)
            if columns > 1 and len(found) * columns <= _MOST:
                self._add_table(cursor, found)
                is_first = True  # Qt begins a paragraph behind a table by itself
                continue
            for row in found:
                if not is_first:
                    cursor.insertBlock()
                is_first = False
                self._add(cursor, (row[0][0], row[-1][1]))
        cursor.endEditBlock()

    def _add(self, cursor: QTextCursor, piece: Span) -> None:
        start, end = piece
        self._starts.append(start)
        self._ends.append(end)
        self._shown.append(cursor.position())
        cursor.insertText(self._text[start:end])

    def _add_table(self, cursor: QTextCursor, rows: Sequence[Row]) -> None:
        table = cursor.insertTable(len(rows), len(rows[0]), self._format(rows))
        for number, row in enumerate(rows):
            for column, piece in enumerate(row):
                self._add(table.cellAt(number, column).firstCursorPosition(), piece)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _format(self, rows: Sequence[Row]) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setBorder(1)
        made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(QColor(theme.colours(self.palette()).dim))
        made.setBorderCollapse(True)
        made.setCellPadding(_PAD)
        made.setCellSpacing(0)
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        lengths = [max(2, *(min(end - start, _LONG) for start, end in cells)) for cells in zip(*rows, strict=True)]
        weights = [length**_EVENLY for length in lengths]
        shares = [QTextLength(QTextLength.Type.PercentageLength, 100 * each / sum(weights)) for each in weights]
        made.setColumnWidthConstraints(shares)
        return made

    # -- the focus

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame while it has the keys; one of the style's would take room and bring a scroll bar."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours(self.palette()).blue))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()  # the frame does not move with the text

    # -- places

    def mark(self, places: Iterable[Place]) -> None:
        """Mark these places and show the first of them in the middle."""
        cursors = [self._cursor(place) for place in places if isinstance(place, TextPlace)]
        marks = []
        for cursor in cursors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor  # type: ignore[attr-defined]  # stubs know it as a method only
            mark.format.setBackground(QColor(theme.colours(self.palette()).mark))  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)
        if cursors:
            first = QTextCursor(cursors[0])
            first.setPosition(first.selectionStart())
            self.setTextCursor(first)
            self._centre()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.extraSelections():
            self._centre()

    def _centre(self) -> None:
        """Show the place that the cursor is at in the middle."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().center().y() - self.viewport().height() // 2)

    def marked(self) -> list[str]:
        """Return the texts that are marked, in their order."""
        marks = self.extraSelections()
        return [mark.cursor.selectedText() for mark in marks]  # type: ignore[attr-defined]

    def offset_at(self, point: QPoint) -> int:
        """Return which character of the text is shown at a point of the viewport."""
        units = self.cursorForPosition(point).position()
        piece = max(bisect_right(self._shown, units) - 1, 0)
        if not self._shown:
            return 0
        start, end = self._starts[piece], self._ends[piece]
        before = self._text[start:end].encode("utf-16-le")[: 2 * (units - self._shown[piece])]
        return start + len(before.decode("utf-16-le", errors="ignore"))

    def _cursor(self, place: TextPlace) -> QTextCursor:
        """Return the place selected."""
        cursor = self.textCursor()
        cursor.setPosition(self._units(place.start))
        cursor.setPosition(self._units(place.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _units(self, offset: int) -> int:
        """Return where a character of the text is shown; Qt counts UTF-16 units."""
        piece = bisect_right(self._starts, offset) - 1
        if piece < 0:
            return 0
        start = self._starts[piece]
        return self._shown[piece] + len(self._text[start : min(offset, self._ends[piece])].encode("utf-16-le")) // 2
