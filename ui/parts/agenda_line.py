"""Lines of 工作台 that can be pressed: a task with its day and units, a duty with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.calendar import Duty, DutyState
from gongkai_desk.errors import DeskError
from gongkai_desk.rules.duties import duty_state
from gongkai_desk.store.tasks import drafts
from gongkai_desk.store.tasks.drafts import DraftNote
from gongkai_desk.wording.calendar import state_text
from gongkai_desk.wording.clocks import short_date
from ui import theme
from ui.desk import Desk
from ui.lazy import lazy_imports
from ui.models.item_table import DUTY_SHAPES
from ui.widgets.notices import button, label
from ui.widgets.painting import draw_shape

_SIDE = 8  # pixels at both ends
_GAP = 10
_DAY = 6  # characters of a day
_UNITS = 0.36  # of the width, at most, for the units
_DONE = frozenset({DutyState.DONE, DutyState.DONE_LATE})


class _Line(QPushButton):
    """A quiet button over a whole line that paints its own words; ``text`` says all of them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setObjectName("line")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def lines(self) -> int:
        """Return how many lines of text it is high."""
        return 1

    def sizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().lineSpacing() * self.lines() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # the stubs leave the fields out
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self.paint_words(painter, theme.colours(self.window().palette()))  # its own is that of its style: no ground
        painter.end()

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        """Paint what the line says; a line without words is a bare button."""


class TaskLine(_Line):
    """«10月31日　组织培训不少于2场　　市政府办公室»: the day in front, the units at the end."""

    def __init__(self, day: str, words: str, units: str, parent: QWidget | None = None) -> None:
        super().__init__("　".join(part for part in (day, words, units) if part), parent)
        self._day, self._words, self._units = day, words, units

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        metrics, box = self.fontMetrics(), self.rect().adjusted(_SIDE + 22, 0, -_SIDE, 0)
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        wide = metrics.horizontalAdvance("国") * _DAY
        painter.setPen(QColor(look.dim))
        painter.drawText(QRect(box.left(), box.top(), wide, box.height()), middle | left, self._day)
        units = metrics.elidedText(self._units, Qt.TextElideMode.ElideRight, round(box.width() * _UNITS))
        right = metrics.horizontalAdvance(units)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, units)
        room = box.width() - wide - right - _GAP
        painter.setPen(QColor(look.text))
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(box.left() + wide, box.top(), room, box.height()), middle | left, words)


class DutyLine(_Line):
    """Two lines: what, and under it the day with how it stands; a shape in front, what is done is grey."""

    def __init__(self, duty: Duty, today: date, parent: QWidget | None = None) -> None:
        day = short_date(duty.due, today.year) if duty.due else "全年"
        self._day, self._stands, self._name = day, state_text(duty, today), duty.name
        self._state = duty_state(duty, today)
        super().__init__(f"{day} {self._stands} {duty.name}", parent)
        self.duty = duty

    def lines(self) -> int:
        return 2

    def paint_words(self, painter: QStylePainter, look: theme.Colours) -> None:
        metrics, shape = self.fontMetrics(), DUTY_SHAPES[self._state]
        line = metrics.lineSpacing()
        side = round(line * 0.6)
        done = self._state in _DONE
        colour = look.of(theme.Tone.DIM if done else shape.colour)
        box = QRect(_SIDE + side + 8, 4, self.width() - 2 * _SIDE - side - 8, line)
        draw_shape(painter, QRect(_SIDE, 4 + (line - side) // 2, side, side), shape.kind, colour)
        painter.setPen(QColor(look.dim if done else look.text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, name)
        below = box.translated(0, line)
        painter.setPen(QColor(look.dim))
        painter.drawText(below, middle, self._day)
        painter.setPen(colour)
        below.setLeft(below.left() + metrics.horizontalAdvance(self._day) + _GAP)
        painter.drawText(below, middle, metrics.elidedText(self._stands, Qt.TextElideMode.ElideRight, below.width()))


with lazy_imports():
    from gongkai_desk.wording import sentences
    from ui.dialogs.base import ask

_FURTHER = "另有 {count} 份没有核对完，点“导入文件”可以看到。"
_LOST = "“{name}”核对到一半的内容（已定 {decided} 处）会被删除，不能找回。原来的文件不受影响。"


class DraftRows(QWidget):
    """Emits ``chosen(key)`` and ``dropped(key)``; hidden where nothing waits.

    ``most``: lines that are shown at most; ``margin``: pixels beside them.
    """

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, most: int | None = None, margin: int = 0) -> None:
        super().__init__(parent)
        self._most = most
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, 0, margin, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_notes(self, notes: Sequence[DraftNote]) -> None:
        """Offer these, the first of them first."""
        for old in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        for note in notes[: self._most]:
            self._column.addWidget(self._row(note))
        if left := len(notes) - len(notes[: self._most]):
            self._column.addWidget(label(_FURTHER.format(count=left), name="dim", parent=self))
        self.setVisible(bool(notes))
        for row in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            row.setVisible(self._column.indexOf(row) >= 0)  # else those come up an event later

    def _row(self, note: DraftNote) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        go_on, drop = button("继续", self._choose, parent=made), button("丢弃…", self._drop, name="link", parent=made)
        for part in (go_on, drop):
            part.setProperty("draft", note.key)
            part.setAccessibleName(f"{part.text().rstrip('…')}：{draft_name(note)}")
            row.addWidget(part)
        row.addWidget(label(draft_sentence(note), wrap=True, parent=made), 1)
        go_on.setVisible(not note.damaged)
        return made

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(str(self.sender().property("draft")))

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(str(self.sender().property("draft")))


def draft_name(note: DraftNote) -> str:
    """Return what a draft is called."""
    return f"《{note.title or note.file or '粘贴的文字'}》" if not note.damaged else "打不开的草稿"


def draft_sentence(note: DraftNote) -> str:
    """Return how far an import was led."""
    if note.damaged:
        return f"△ {note.day.isoformat()}有一份核对到一半的草稿损坏了，打不开。请重新导入原文件。"
    by = f" {note.who}" if note.who else ""
    open_ones = f"{note.doubts} 项待看" if note.doubts else "没有待看的"
    return f"上次导入{draft_name(note)}核对到第 {note.step + 1} 步，{open_ones}（{note.day.isoformat()}{by}）"


def discard_draft(desk: Desk, parent: QWidget, key: str) -> bool:
    """Delete a draft for good, after a question that names what is lost; tell whether it is gone."""
    library = desk.library
    note = next((note for note in drafts.notes(library.folder) if note.key == key), None) if library else None
    if library is None or note is None:
        return True
    text = _LOST.format(name=draft_name(note).strip("《》"), decided=note.decided)
    if not ask.choose(parent, "丢弃草稿", text, "丢弃"):
        return False
    try:
        drafts.discard(library.folder, key)
    except DeskError as error:
        ask.tell(parent, "丢弃草稿", sentences.error_sentence(error))
        return False
    return True
