"""Imports left half-way, a line each: which, how far it was, 继续 and 丢弃."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.store.tasks import draft_notes
from gongkai_desk.store.tasks.draft_notes import DraftNote
from ui.desk import Desk
from ui.widgets.notices import button, label

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
    note = next((note for note in draft_notes.notes(library.folder) if note.key == key), None) if library else None
    if library is None or note is None:
        return True
    text = _LOST.format(name=draft_name(note).strip("《》"), decided=note.decided)
    if not ask.choose(parent, "丢弃草稿", text, "丢弃"):
        return False
    try:
        draft_notes.discard(library.folder, key)
    except DeskError as error:
        ask.tell(parent, "丢弃草稿", sentences.error_sentence(error))
        return False
    return True
