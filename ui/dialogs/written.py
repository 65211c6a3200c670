"""After an export: where the file is, opening it or its folder, sending it by mail."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.dialog import Dialog
from ui.widgets.plain import button, label

_DRAFT = ".eml"
_PAPERS = (".docx", ".xlsx", ".pdf")  # what is sent to others; a backup is not


class Written(Dialog):
    """Says that a paper is written; 打开, 打开所在文件夹, 生成邮件草稿, 关闭. A draft is only opened."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.mail_wanted = False
        draft, paper = path.suffix == _DRAFT, path.suffix in _PAPERS
        self.setWindowTitle("邮件草稿" if draft else "导出完成")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(f"已生成《{path.name}》", name="heading", wrap=True, parent=self))
        column.addWidget(label(str(path.parent), name="dim", wrap=True, parent=self))
        for note in ("在邮件软件中打开后核对收件人和附件，再发送。",) if draft else font_notes() if paper else ():
            column.addWidget(label(note, name="dim", wrap=True, parent=self))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        if paper:
            self.mailer = button("生成邮件草稿", self._want_mail, parent=self)
            row.addWidget(self.mailer)
        row.addWidget(button("打开所在文件夹", self._open_folder, parent=self))
        row.addWidget(button("关闭", self.reject, parent=self))
        self.opener = button("打开", self._open, name="primary", parent=self)
        row.addWidget(self.opener)
        column.addLayout(row)
        self.opener.setDefault(True)
        self.setMinimumWidth(420)

    @classmethod
    def show_for(cls, parent: QWidget, path: Path) -> bool:
        """Show it until it is closed; tell whether a mail draft is wanted."""
        dialog = cls(path, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.mail_wanted

    def _want_mail(self) -> None:
        self.mail_wanted = True
        self.accept()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
        self.accept()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
        self.accept()


def font_notes() -> tuple[str, ...]:
    """Return a line on the official fonts that are missing on this machine, if any is."""
    from gongkai_desk.wording.sentences import missing_fonts_sentence
    from ui.printing.faces import missing_official

    missing = missing_official()
    return (missing_fonts_sentence(missing),) if missing else ()
