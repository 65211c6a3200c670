"""After papers were written: where they are, opening them, and 生成邮件草稿, the letter that brings one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
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

from gongkai_desk.domain.slips import Slip
from gongkai_desk.domain.year.personal import NOTHING_KNOWN, Known
from gongkai_desk.errors import DeskError
from gongkai_desk.exchange.mail import Letter, Mailbox, mailboxes_above, mailboxes_of, typed_mailboxes, write_eml
from gongkai_desk.papers.leaving import found_in
from gongkai_desk.paths import free_name
from gongkai_desk.standing.year.personal import known_people
from gongkai_desk.store import units
from gongkai_desk.store.entries import upward
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.sentences import error_sentence, missing_fonts_sentence
from gongkai_desk.wording.year.personal import LETTER, LETTER_HAS, SUBJECT, counted_kinds
from ui.desk import Desk
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog
from ui.printing.painter import missing_official
from ui.widgets.notices import button, label

_NO_CONTACTS = "单位名录中还没有登记邮箱，请直接填写收件人；以后在名录中登记，这里就能勾选。"
_SEVERAL = "多个邮箱用分号隔开"


class MailDialog(Dialog):
    """Asks for a letter that brings papers; ``letter`` is what was entered.

    Ticking superiors alone makes the text one to them, as long as nobody has written in it. Personal data that was
    typed into it is said once, in its place; ``known``: what papers are meant to carry.
    """

    def __init__(
        self,
        path: Path,
        contacts: Sequence[Mailbox],
        parent: QWidget | None = None,
        more: Sequence[Path] = (),
        known: Known = NOTHING_KNOWN,
    ) -> None:
        super().__init__(parent)
        self._known, self._told = known, ("", "")
        self._path, self._contacts, self._more = path, contacts, tuple(more)
        self.setWindowTitle("生成邮件草稿")
        self.units = QListWidget(self)
        self.units.setAccessibleName("收件单位")
        for box in contacts:
            above = "〔上级〕" if box.superior_id is not None else ""
            item = QListWidgetItem(f"{above}{box.name}　{box.mail}".strip(), self.units)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.to, self.cc, self.subject = QLineEdit(self), QLineEdit(self), QLineEdit(path.stem, self)
        self.to.setPlaceholderText(_SEVERAL)
        self.cc.setPlaceholderText(_SEVERAL)
        self.text = QPlainTextEdit(self._proposed(), self)
        self.text.setObjectName("edit")
        self.text.setTabChangesFocus(True)
        self.refusal = label(name="refusal", wrap=True, parent=self)
        self.refusal.hide()
        self._lay_out()
        self._last = self.text.toPlainText()
        self.units.itemChanged.connect(self._address)
        self.setMinimumWidth(560)

    def _proposed(self) -> str:
        ticked = self._ticked()
        above = [box.salutation.rstrip("：:") for box in ticked if box.superior_id is not None]
        if above and len(above) == len(ticked):
            return f"{'、'.join(dict.fromkeys(above))}：\n\n现报上《{self._path.stem}》，请审阅。"
        return f"各单位：\n\n现送上《{self._path.stem}》，请查收。"

    def _address(self) -> None:
        """Address those who are ticked, unless the text was written in."""
        if self.text.toPlainText() == self._last:
            self._last = self._proposed()
            self.text.setPlainText(self._last)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        path: Path,
        contacts: Sequence[Mailbox],
        more: Sequence[Path] = (),
        known: Known = NOTHING_KNOWN,
    ) -> Letter | None:
        """Return the letter, or ``None`` if it was cancelled."""
        dialog = cls(path, contacts, parent, more, known)
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
        names_of = "\n".join(each.name for each in (self._path, *self._more))
        form.addRow("附件", label(names_of, wrap=True, parent=self))
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
        ticked = self._ticked()
        to, cc = typed_mailboxes(self.to.text())[0], typed_mailboxes(self.cc.text())[0]
        return Letter(self.subject.text(), self.text.toPlainText(), (*ticked, *to), cc, (self._path, *self._more))

    def _ticked(self) -> list[Mailbox]:
        rows = range(self.units.count())
        return [self._contacts[row] for row in rows if self.units.item(row).checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        """Refuse what is no address; nobody at all is no mistake: the mail program asks."""
        wrong = [*typed_mailboxes(self.to.text())[1], *typed_mailboxes(self.cc.text())[1]]
        if wrong:
            self.refusal.setText(f"“{wrong[0]}”不是邮箱地址，请改正或删去。")
            self.refusal.show()
            (self.to if wrong[0] in self.to.text() else self.cc).setFocus()
        elif not self._has_told():
            super().accept()

    def _has_told(self) -> bool:
        """Say what personal data the letter itself has, unless that was said of these words before."""
        words = self.subject.text(), self.text.toPlainText()
        found = found_in(zip((SUBJECT, LETTER), words, strict=True), self._known) if words != self._told else ()
        self._told = words
        if found:
            self.refusal.setText(LETTER_HAS.format(kinds=counted_kinds(found)))
            self.refusal.show()
            self.text.setFocus()
        return bool(found)


def draft_mail(desk: Desk, window: QWidget, path: Path, *more: Path) -> tuple[int, ...]:
    """Ask for the letter, write the draft beside the paper and say where it is; return the superiors it goes to."""
    known = known_people(desk.library) if desk.library is not None else NOTHING_KNOWN
    letter = MailDialog.ask(window, path, _contacts(desk), more, known)
    if letter is None:
        return ()
    target = free_name(path.with_suffix(".eml"))
    try:
        write_eml(target, letter)
    except DeskError as error:
        ask.tell(window, "生成邮件草稿", error_sentence(error))
        return ()
    Written.show_for(window, target)
    return tuple(dict.fromkeys(box.superior_id for box in letter.to if box.superior_id is not None))


def _contacts(desk: Desk) -> tuple[Mailbox, ...]:
    if desk.library is None:
        return ()

    return (*mailboxes_above(upward.superiors(desk.library)), *mailboxes_of(units.units(desk.library)))


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
    missing = missing_official()
    return (missing_fonts_sentence(missing),) if missing else ()


class SlipsWritten(Dialog):
    """Says what was issued; 打开 (a single file), 打开所在文件夹, 生成邮件草稿 (one a unit), 关闭."""

    def __init__(self, paths: Sequence[Path], slips: Sequence[Slip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = tuple(paths)
        self.mail_wanted = False
        self.setWindowTitle("已发文")
        several = len(paths) > 1
        what = f" {len(slips)} 份" if len(slips) > 1 else f"“{slips[0].number_text}”"
        said = f"已生成{what}，编号已登记"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label(said, name="heading", wrap=True, parent=self))
        if len(slips) > 1:
            numbers = f"{slips[0].number_text} 至 {slips[-1].number_text}"
            column.addWidget(label(numbers, wrap=True, parent=self))
        files = f"{len(paths)} 个文件" if several else paths[0].name
        for note in (f"{files}，在 {paths[0].parent}", *font_notes()):
            column.addWidget(label(note, name="dim", wrap=True, parent=self))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        self.mailer = button("生成邮件草稿", self._want_mail, parent=self)
        self.folder = button("打开所在文件夹", self._open_folder, name="primary" if several else "", parent=self)
        self.opener = button("打开", self._open, name="primary", parent=self)
        self.opener.setVisible(not several)
        row.addWidget(self.mailer)
        row.addWidget(self.folder)
        row.addWidget(button("关闭", self.reject, parent=self))
        row.addWidget(self.opener)
        column.addLayout(row)
        (self.folder if several else self.opener).setDefault(True)
        self.setMinimumWidth(460)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, paths: Sequence[Path], slips: Sequence[Slip]) -> None:
        """Show it until it is closed, then make the drafts if they are wanted."""
        dialog = cls(paths, slips, parent)
        dialog.exec()
        dialog.deleteLater()
        if dialog.mail_wanted:
            draft_mails(desk, parent, paths, slips)

    def _want_mail(self) -> None:
        self.mail_wanted = True
        self.accept()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths[0])))
        self.accept()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths[0].parent)))
        self.accept()


def draft_mails(desk: Desk, parent: QWidget, paths: Sequence[Path], slips: Sequence[Slip]) -> None:
    """Write a draft for each unit with its own slip; a single file of several units is asked about as any paper."""
    if len(paths) != len(slips):
        draft_mail(desk, parent, paths[0])
        return
    try:
        made = {slip.unit: _draft(desk, path, slip) for path, slip in zip(paths, slips, strict=True)}
    except DeskError as error:
        ask.tell(parent, "生成邮件草稿", error_sentence(error))
        return
    bare = [unit for unit, addressed in made.items() if not addressed]
    text = f"已在 {paths[0].parent} 生成 {len(made)} 份邮件草稿，每家一份，附各自的单子。\n打开核对后再发送。"
    lacking = f"\n\n没有登记邮箱、收件人要自己填的：{units_text(bare, 6)}。" if bare else ""
    ask.tell(parent, "生成邮件草稿", text + lacking)


def _draft(desk: Desk, path: Path, slip: Slip) -> bool:
    """Write the draft of one slip beside it; tell whether the unit has an address."""
    to = mailboxes_of(unit for unit in desk.shelf.directory().stored_units if unit.id == slip.unit_id)
    title = slip.title.partition("（")[0]
    text = (
        f"{slip.unit}：\n\n现送上{title}（{slip.number_text}），共{len(slip.tasks)}项，"
        f"请于{chinese_date(slip.answer_until)}前反馈回执。\n\n{slip.office}\n{slip.contact}　{slip.phone}"
    )
    write_eml(free_name(path.with_suffix(".eml")), Letter(f"{title} {slip.number_text}", text, to, (), (path,)))
    return bool(to)
