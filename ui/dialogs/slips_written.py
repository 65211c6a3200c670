"""After slips were issued: their numbers, opening them or their folder, sending them by mail."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.slips import Slip
from gongkai_desk.errors import DeskError
from gongkai_desk.exchange.mail import Letter, mailboxes_of, write_eml
from gongkai_desk.paths import free_name
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.sentences import error_sentence
from ui.dialogs.dialog import Dialog
from ui.dialogs.written import font_notes
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from ui.desk import Desk


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
    def show_for(cls, parent: QWidget, desk: "Desk", paths: Sequence[Path], slips: Sequence[Slip]) -> None:
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


def draft_mails(desk: "Desk", parent: QWidget, paths: Sequence[Path], slips: Sequence[Slip]) -> None:
    """Write a draft for each unit with its own slip; a single file of several units is asked about as any paper."""
    from ui.dialogs.ask import tell
    from ui.dialogs.mail_dialog import draft_mail

    if len(paths) != len(slips):
        draft_mail(desk, parent, paths[0])
        return
    try:
        made = {slip.unit: _draft(desk, path, slip) for path, slip in zip(paths, slips, strict=True)}
    except DeskError as error:
        tell(parent, "生成邮件草稿", error_sentence(error))
        return
    bare = [unit for unit, addressed in made.items() if not addressed]
    text = f"已在 {paths[0].parent} 生成 {len(made)} 份邮件草稿，每家一份，附各自的单子。\n打开核对后再发送。"
    lacking = f"\n\n没有登记邮箱、收件人要自己填的：{units_text(bare, 6)}。" if bare else ""
    tell(parent, "生成邮件草稿", text + lacking)


def _draft(desk: "Desk", path: Path, slip: Slip) -> bool:
    """Write the draft of one slip beside it; tell whether the unit has an address."""
    to = mailboxes_of(unit for unit in desk.shelf.directory().units if unit.id == slip.unit_id)
    title = slip.title.partition("（")[0]
    text = (
        f"{slip.unit}：\n\n现送上{title}（{slip.number_text}），共{len(slip.tasks)}项，"
        f"请于{chinese_date(slip.answer_until)}前反馈回执。\n\n{slip.office}\n{slip.contact}　{slip.phone}"
    )
    write_eml(free_name(path.with_suffix(".eml")), Letter(f"{title} {slip.number_text}", text, to, (), (path,)))
    return bool(to)
