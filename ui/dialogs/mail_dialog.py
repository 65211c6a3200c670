"""生成邮件草稿: who gets the paper, under which subject; the draft is then read over and sent in the mail program."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.errors import DeskError
from gongkai_desk.exchange.mail import Letter, Mailbox, mailboxes_of, typed_mailboxes, write_eml
from gongkai_desk.paths import free_name
from gongkai_desk.wording.sentences import error_sentence
from ui.dialogs.dialog import Dialog
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from ui.desk import Desk

_NO_CONTACTS = "单位名录中还没有登记邮箱，请直接填写收件人；以后在名录中登记，这里就能勾选。"
_SEVERAL = "多个邮箱用分号隔开"


class MailDialog(Dialog):
    """Asks for a letter that brings one paper; ``letter`` is what was entered."""

    def __init__(self, path: Path, contacts: Sequence[Mailbox], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._contacts = path, contacts
        self.setWindowTitle("生成邮件草稿")
        self.units = QListWidget(self)
        self.units.setAccessibleName("收件单位")
        for box in contacts:
            item = QListWidgetItem(f"{box.name}　{box.mail}".strip(), self.units)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.to, self.cc, self.subject = QLineEdit(self), QLineEdit(self), QLineEdit(path.stem, self)
        self.to.setPlaceholderText(_SEVERAL)
        self.cc.setPlaceholderText(_SEVERAL)
        self.text = QPlainTextEdit(f"各单位：\n\n现送上《{path.stem}》，请查收。", self)
        self.text.setObjectName("edit")
        self.text.setTabChangesFocus(True)
        self.refusal = label(name="refusal", wrap=True, parent=self)
        self.refusal.hide()
        self._lay_out()
        self.setMinimumWidth(560)

    @classmethod
    def ask(cls, parent: QWidget, path: Path, contacts: Sequence[Mailbox]) -> Letter | None:
        """Return the letter, or ``None`` if it was cancelled."""
        dialog = cls(path, contacts, parent)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        letter = dialog.letter() if agreed else None
        dialog.deleteLater()
        return letter

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        if self._contacts:
            column.addLayout(self._choice())
        else:
            self.units.hide()
            column.addWidget(label(_NO_CONTACTS, name="dim", wrap=True, parent=self))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        names = ("其他收件人(&T)" if self._contacts else "收件人(&T)", "抄送(&C)", "主题(&S)", "正文(&B)")
        for name, field in zip(names, (self.to, self.cc, self.subject, self.text), strict=True):
            form.addRow(name, field)
        form.addRow("附件", label(self._path.name, wrap=True, parent=self))
        column.addLayout(form)
        column.addWidget(self.refusal)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("取消", self.reject, parent=self))
        maker = button("生成邮件草稿", self.accept, name="primary", parent=self)
        maker.setDefault(True)
        row.addWidget(maker)
        column.addLayout(row)

    def _choice(self) -> QVBoxLayout:
        choice = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(label("收件单位", name="heading", parent=self))
        head.addStretch(1)
        head.addWidget(button("全选", self.tick_all, name="link", parent=self))
        head.addWidget(button("全不选", self.tick_none, name="link", parent=self))
        choice.addLayout(head)
        choice.addWidget(self.units)
        return choice

    def tick_all(self) -> None:
        """Send it to all units."""
        self._tick(Qt.CheckState.Checked)

    def tick_none(self) -> None:
        """Begin anew."""
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.units.count()):
            self.units.item(row).setCheckState(state)

    def letter(self) -> Letter:
        """Return what was entered; words that are no address are left out."""
        rows = range(self.units.count())
        ticked = [self._contacts[row] for row in rows if self.units.item(row).checkState() == Qt.CheckState.Checked]
        to, cc = typed_mailboxes(self.to.text())[0], typed_mailboxes(self.cc.text())[0]
        return Letter(self.subject.text(), self.text.toPlainText(), (*ticked, *to), cc, (self._path,))

    def accept(self) -> None:
        """Refuse what is no address; nobody at all is no mistake: the mail program asks."""
        wrong = [*typed_mailboxes(self.to.text())[1], *typed_mailboxes(self.cc.text())[1]]
        if wrong:
            self.refusal.setText(f"“{wrong[0]}”不是邮箱地址，请改正或删去。")
            self.refusal.show()
            (self.to if wrong[0] in self.to.text() else self.cc).setFocus()
        else:
            super().accept()


def draft_mail(desk: "Desk", window: QWidget, path: Path) -> None:
    """Ask for the letter, write the draft beside the paper and say where it is."""
    from ui.dialogs.ask import tell
    from ui.dialogs.written import Written

    letter = MailDialog.ask(window, path, _contacts(desk))
    if letter is None:
        return
    target = free_name(path.with_suffix(".eml"))
    try:
        write_eml(target, letter)
    except DeskError as error:
        tell(window, "生成邮件草稿", error_sentence(error))
    else:
        Written.show_for(window, target)


def _contacts(desk: "Desk") -> tuple[Mailbox, ...]:
    if desk.library is None:
        return ()
    from gongkai_desk.store.directory import units

    return mailboxes_of(units.units(desk.library))
