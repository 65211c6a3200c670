"""选文件: drop a file, choose one, or paste text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desk.store.tasks.draft_notes import DraftNote
from ui.parts.draft_rows import DraftRows
from ui.settings import Settings
from ui.widgets.plain import button, label

_KINDS = {
    "PDF": "*.pdf",
    "Word 文档": "*.docx *.docm *.wps",
    "表格": "*.xlsx *.xlsm *.xls *.et *.ods",
    "网页": "*.html *.htm *.mht *.mhtml",
    "文本": "*.txt *.text *.csv *.tsv *.md",
}
READABLE = ";;".join(
    (
        f"要点文件 ({' '.join(_KINDS.values())})",
        *(f"{name} ({kinds})" for name, kinds in _KINDS.items()),
        "全部文件 (*)",
    )
)
"""What the chooser of files lists: all that can be read, each kind alone, everything."""

_HOW = "把文件拖到这里（可以一次拖多份），或者"
_HALF = "上次没有核对完的"
_WHAT = "可以读取 PDF、Word（.docx）、Excel（.xlsx .xls .et）、网页和文本文件。没有文字层的扫描件要另装识别组件。"
_PASTE = "也可以把工作要点的文字或表格粘贴到下面，再点“识别粘贴的文字”。"


class FilePage(QWidget):
    """Emits ``files_chosen(paths)``, ``text_given(str)``, and the keys of reviews that were left half-way."""

    files_chosen = Signal(object)
    text_given = Signal(str)
    draft_chosen = Signal(str)
    draft_dropped = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setAcceptDrops(True)
        self.choose = button("选择文件…", self.ask_for_file, name="primary", parent=self)
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        self.pasted = QPlainTextEdit(self)
        self.pasted.setObjectName("edit")
        self.pasted.setAccessibleName("粘贴的文字")
        self.pasted.setPlaceholderText("在这里按 Ctrl+V 粘贴")
        self.pasted.setTabChangesFocus(True)
        self.pasted.textChanged.connect(self._may_read)
        self.drafts_told = label(_HALF, name="heading", parent=self)
        self.drafts_told.hide()
        self.drafts = DraftRows(self)
        self.drafts.chosen.connect(self.draft_chosen)
        self.drafts.dropped.connect(self.draft_dropped)
        self.read_pasted = button("识别粘贴的文字", self._give_text, parent=self)
        self._lay_out()
        self._may_read()

    def _lay_out(self) -> None:
        drop = QHBoxLayout()
        drop.addWidget(label(_HOW, name="title", parent=self))
        drop.addWidget(self.choose)
        drop.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 36, 48, 24)
        column.setSpacing(10)
        column.addLayout(drop)
        column.addWidget(label(_WHAT, name="dim", wrap=True, parent=self))
        column.addWidget(self.refusal)
        column.addWidget(self.drafts_told)
        column.addWidget(self.drafts)
        column.addSpacing(18)
        column.addWidget(label(_PASTE, wrap=True, parent=self))
        column.addWidget(self.pasted, 1)
        column.addWidget(self.read_pasted, 0, Qt.AlignmentFlag.AlignRight)

    def say_refused(self, sentence: str) -> None:
        """Show why the last file was not read; empty takes the sentence away."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def show_drafts(self, notes: Sequence[DraftNote]) -> None:
        """Offer the reviews that were left half-way."""
        self.drafts_told.setVisible(bool(notes))
        self.drafts.show_notes(notes)

    @Slot()
    def ask_for_file(self) -> None:
        """Let the clerk choose files, beginning where the last one was."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择要点文件", str(self._settings.import_folder), READABLE)
        if names:
            self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Go on with these files, one after the other."""
        self._settings.import_folder = paths[0].parent
        self.files_chosen.emit(tuple(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    @Slot()
    def _give_text(self) -> None:
        self.text_given.emit(self.pasted.toPlainText())

    @Slot()
    def _may_read(self) -> None:
        self.read_pasted.setEnabled(bool(self.pasted.toPlainText().strip()))
