"""The table of recognised tasks: written in, split at the cursor (Ctrl+Enter), dropped (Ctrl+Del), brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.review import Dropped
from ui import theme
from ui.dialogs.base.dialog import Dialog
from ui.models.draft_table import CONTENT, DEADLINE, MARK, SEQ, TITLE, UNITS, DraftTable
from ui.models.item_table import Index
from ui.models.task_table import short_seq
from ui.widgets.cell_edit import EditDelegate, EditingView
from ui.widgets.focus import ENTER
from ui.widgets.merged_view import PAD_X
from ui.widgets.notices import button, label
from ui.widgets.painting import rect_of

_WIDTHS = {MARK: 1.0, SEQ: 2.4, TITLE: 8, UNITS: 9, DEADLINE: 7.4}  # in characters of the current font
_NARROW = 5.6  # characters that a column keeps where there is little room
_CONTENT = 12  # characters that the content should have


class DraftView(EditingView):
    """Emits ``split_wanted(row, text, at)``: the cell as it is written now, and the character to cut before."""

    split_wanted = Signal(int, str, int)
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(DraftDelegate(self))
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier  # with Enter it is the wizard's: 下一步
        if event.key() == Qt.Key.Key_Delete and control:
            self.drop_wanted.emit()
        elif event.key() in ENTER and not control and self.state() != self.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot()
    def fit_columns(self) -> None:
        """Give the columns their usual widths, narrower ones where the content would get too little."""
        wide = self.fontMetrics().horizontalAdvance("国")
        usual = {column: round(wide * characters) + 18 for column, characters in _WIDTHS.items()}
        least = {c: width if c == DEADLINE else min(width, round(wide * _NARROW) + 18) for c, width in usual.items()}
        spare = sum(usual.values()) - sum(least.values())
        lacking = sum(usual.values()) + wide * _CONTENT - self.viewport().width()
        part = min(max(lacking / spare, 0.0), 1.0) if spare else 0.0
        for column, width in usual.items():
            self.setColumnWidth(column, round(width - part * (width - least[column])))


class DraftDelegate(EditDelegate):
    """Knows one more key in the open cell; paints the headings of sections."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = self._view, index.model()
        heading = model.heading(index.row()) if isinstance(model, DraftTable) else ""
        if not heading:
            super().paint(painter, option, index)
            return
        view.note_painted()
        look, box = theme.colours(view.palette()), rect_of(option)
        font = view.font()
        font.setBold(True)
        painter.setFont(font)
        painter.fillRect(box, QColor(look.side))
        painter.setPen(QColor(look.text))
        words = QFontMetrics(font).elidedText(heading, Qt.TextElideMode.ElideRight, box.width() - 2 * PAD_X)
        painter.drawText(box.adjusted(PAD_X, 0, -PAD_X, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(look.rule))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _enter(self, editor: QWidget, held: Qt.KeyboardModifier, view: EditingView) -> bool:
        if held != Qt.KeyboardModifier.ControlModifier or not isinstance(editor, QPlainTextEdit):
            return super()._enter(editor, held, view)
        index = view.currentIndex()
        if isinstance(view, DraftView) and index.column() == CONTENT:
            text, at = editor.toPlainText(), characters_before(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            view.split_wanted.emit(index.row(), text, at)
        return True


def characters_before(editor: QPlainTextEdit) -> int:
    """Return the cursor's place in characters; Qt counts UTF-16 units."""
    before = editor.toPlainText().encode("utf-16-le")[: 2 * editor.textCursor().position()]
    return len(before.decode("utf-16-le", errors="ignore"))


class SplitDialog(Dialog):
    """Returns the character before which the second task begins."""

    def __init__(self, content: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("拆分任务")
        self.text = QPlainTextEdit(content, self)
        self.text.setReadOnly(True)
        self.text.setObjectName("edit")
        self.text.setAccessibleName("任务内容")
        flags = self.text.textInteractionFlags()
        self.text.setTextInteractionFlags(flags | flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.text.setCursorWidth(2)
        cursor = self.text.textCursor()
        cursor.setPosition(len(content[: content.find("。") + 1].encode("utf-16-le")) // 2)
        self.text.setTextCursor(cursor)
        self.first, self.second = label(wrap=True, parent=self), label(wrap=True, parent=self)
        self.do = button("拆分", self.accept, name="primary", parent=self)
        self.text.cursorPositionChanged.connect(self._show_halves)
        self._lay_out()
        self._show_halves()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject, parent=self))
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("把光标放在第二项开始的地方。", parent=self))
        column.addWidget(self.text, 1)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addLayout(buttons)
        self.resize(560, 420)

    @classmethod
    def ask(cls, parent: QWidget, content: str) -> int | None:
        """Return where to cut, in characters; ``None`` if it was cancelled."""
        dialog = cls(content, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        at = dialog.at()
        dialog.deleteLater()
        return at if agreed else None

    def at(self) -> int:
        """Return the cursor's place in characters; Qt counts UTF-16 units."""
        before = self.text.toPlainText().encode("utf-16-le")[: 2 * self.text.textCursor().position()]
        return len(before.decode("utf-16-le", errors="ignore"))

    @Slot()
    def _show_halves(self) -> None:
        text, at = self.text.toPlainText(), self.at()
        self.first.setText(f"第一项：{_short(text[:at])}")
        self.second.setText(f"第二项：{_short(text[at:])}")
        self.do.setEnabled(bool(text[:at].strip() and text[at:].strip()))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:18]}……{text[-18:]}"


_SHOWN = 60  # characters of a task's content


class RestoreDialog(Dialog):
    """Returns which of the dropped tasks are to come back."""

    def __init__(self, dropped: tuple[Dropped, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("找回删除的任务")
        self.list = QListWidget(self)
        self.list.setAccessibleName("删除的任务")
        self.list.setWordWrap(True)
        for each in dropped:
            item = QListWidgetItem(_told(each), self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.do = button("找回", self.accept, name="primary", parent=self)
        self.do.setDefault(True)
        self.list.itemChanged.connect(self._enable)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("取消", self.reject, parent=self))
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("勾选的任务会回到原来的位置。", parent=self))
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(560, 380)

    @classmethod
    def ask(cls, parent: QWidget, dropped: tuple[Dropped, ...]) -> list[int]:
        """Return the numbers of those to bring back, none if it was cancelled."""
        dialog = cls(dropped, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if agreed else []

    def chosen(self) -> list[int]:
        """Return the numbers of the ticked tasks."""
        return [row for row in range(self.list.count()) if self.list.item(row).checkState() == Qt.CheckState.Checked]

    @Slot()
    def _enable(self) -> None:
        self.do.setEnabled(bool(self.chosen()))


def _told(dropped: Dropped) -> str:
    task = dropped.task
    text = " ".join(task.content.split())
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"{short_seq(task)}　{short}" if task.seq else short
