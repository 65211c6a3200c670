"""选文件: drop a file, choose one, or paste text."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.settings import Settings
from ui.widgets.plain import button, label

READABLE = "要点文件 (*.pdf *.docx *.docm *.xlsx *.xlsm *.xls *.et *.ods *.html *.htm *.mht *.txt);;所有文件 (*)"
_HOW = "把文件拖到这里，或者"
_WHAT = "可以读取 PDF、Word（.docx）、Excel（.xlsx .xls .et）、保存下来的网页和文本文件。扫描件需要有文字层。"
_PASTE = "也可以把工作要点的文字或表格粘贴到下面，再点“识别粘贴的文字”。"


class FilePage(QWidget):
    """Emits ``file_chosen(Path)`` or ``text_given(str)``."""

    file_chosen = Signal(object)
    text_given = Signal(str)

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
        self.pasted.setTabChangesFocus(True)
        self.pasted.textChanged.connect(self._may_read)
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
        column.addSpacing(18)
        column.addWidget(label(_PASTE, wrap=True, parent=self))
        column.addWidget(self.pasted, 1)
        column.addWidget(self.read_pasted, 0, Qt.AlignmentFlag.AlignRight)

    def say_refused(self, sentence: str) -> None:
        """Show why the last file was not read; empty takes the sentence away."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    @Slot()
    def ask_for_file(self) -> None:
        """Let the clerk choose a file, beginning where the last one was."""
        name, _ = QFileDialog.getOpenFileName(self, "选择要点文件", str(self._settings.import_folder), READABLE)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Go on with this file."""
        self._settings.import_folder = path.parent
        self.file_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
        if path:
            self.take(Path(path))

    @Slot()
    def _give_text(self) -> None:
        self.text_given.emit(self.pasted.toPlainText())

    @Slot()
    def _may_read(self) -> None:
        self.read_pasted.setEnabled(bool(self.pasted.toPlainText().strip()))
