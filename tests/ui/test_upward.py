"""上报、报备 in the window: superiors, the register, a filing from the letter to its differences, mail to superiors."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.upward import Submission, Superior
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.exchange.mail import Mailbox
from gongkai_desk.services import upward
from gongkai_desk.services.progress.work import edit_task
from gongkai_desk.standing.cycle.upward import sent_up
from gongkai_desk.store.entries import upward as stored
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.cycle.upward import Comparing
from ui.dialogs.base.written import MailDialog, Written
from ui.dialogs.upward.differences_dialog import DifferencesDialog
from ui.dialogs.upward.filing_dialog import FilingDialog
from ui.dialogs.upward.sent_register import SentRegister, SubmitForm
from ui.dialogs.upward.superiors_dialog import SuperiorsDialog
from ui.window.window import MainWindow


@pytest.fixture
def above(window: MainWindow) -> MainWindow:
    """The window, with a superior."""
    window.desk.do(upward.put_superior, new=Superior("省政府办公厅", "省政府办公厅", mail="zwgk@province.example.cn"))
    return window


def test_superiors_are_added_and_written_in_place(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.ask_line", lambda *asked: "省政府办公厅")

    def fill(shown: SuperiorsDialog) -> None:
        shown.adder.click()
        shown.model.setData(shown.model.index(0, 4), "不是邮箱")
        assert shown.note.text().startswith("现在还不能这样办：邮箱地址不对")
        shown.model.setData(shown.model.index(0, 4), "zwgk@province.example.cn")
        assert shown.model.text(0, 4) == "zwgk@province.example.cn"

    answer(monkeypatch, SuperiorsDialog, fill, REJECTED)
    window.menus["superiors"].trigger()
    assert [(each.name, each.mail) for each in stored.superiors(window.desk.library)] == [
        ("省政府办公厅", "zwgk@province.example.cn")
    ]


def test_what_went_up_is_registered_and_its_receipt_typed(
    above: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = tmp_path / "台账.xlsx"
    paper.write_bytes(b"sent")

    def told(form: SubmitForm) -> None:
        form.name.setText("二季度台账")
        form.file.show_path(paper)

    def fill(shown: SentRegister) -> None:
        answer(monkeypatch, SubmitForm, told)
        shown.adder.click()
        assert (shown.model.text(0, 1), shown.model.text(0, 3)) == ("二季度台账", "省政府办公厅")
        shown.model.setData(shown.model.index(0, 8), "昨日")
        assert "不是日期" in shown.note.text()
        shown.model.setData(shown.model.index(0, 8), above.desk.today.isoformat())
        shown.model.setData(shown.model.index(0, 9), "王芳")

    answer(monkeypatch, SentRegister, fill, REJECTED)
    above.menus["sent"].trigger()
    line = sent_up(above.desk.library)[0]
    assert (line.entry.receipt, line.entry.receipt_by) == (above.desk.today, "王芳")
    assert line.copy_id is not None


@pytest.fixture
def filed(above: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The window after a filing."""
    out = tmp_path / "报备.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(out), "")))
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: bool(shown.append(path)))

    def fill(form: FilingDialog) -> None:
        assert (form.accept_button.text(), form.signer.isEnabled()) == ("生成报告", True)
        form.issuer.setText("云州市人民政府办公室")
        form.signer.setText("")
        assert not form.accept_button.isEnabled()
        assert "签发人" in form.note.text()
        form.addressee.setEditText("省政府办公厅、省司法厅")
        assert "只能有一个主送机关" in form.note.text()
        form.addressee.setEditText("省政府办公厅")
        form.signer.setText("张三")
        assert form.accept_button.isEnabled()

    answer(monkeypatch, FilingDialog, fill)
    above.menus["file"].trigger()
    qtbot.waitUntil(lambda: shown == [out])
    return above


def test_a_filing_is_written_and_entered(filed: MainWindow, tmp_path: Path) -> None:
    line = sent_up(filed.desk.library)[0]
    assert (line.what, line.addressee, line.day) == ("filing", "省政府办公厅", filed.desk.today)
    assert (tmp_path / "报备（附件）.docx").is_file()
    assert filed.menus["undo"].text().startswith("撤销“报备：")


def test_the_differences_to_what_was_filed_are_shown(
    filed: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    old = filed.desk.shelf.tasks(1)[0].content
    filed.desk.do(edit_task, 1, TaskEdit(content=f"{old.rstrip('。')}，并向社会公开目录。"))
    seen: list[list[str]] = []

    def look(shown: DifferencesDialog) -> None:
        seen.append([shown.model.text(row, 1) for row in range(shown.model.rowCount())])

    answer(monkeypatch, DifferencesDialog, look, REJECTED)
    Comparing(filed.desk, filed.exports, sent_up(filed.desk.library)[0], filed).begin()
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
    assert len(seen[0]) == 1
    assert "公开目录" in seen[0][0]


# ---- mail


def test_a_mail_to_superiors_alone_addresses_them(qtbot: QtBot, tmp_path: Path) -> None:
    boxes = [Mailbox("a@b.cn", "省政府办公厅", "省政府办公厅：", 1), Mailbox("c@d.cn", "市教育局")]
    shown = MailDialog(tmp_path / "台账.docx", boxes, more=[tmp_path / "附件.docx"])
    qtbot.addWidget(shown)
    shown.units.item(0).setCheckState(Qt.CheckState.Checked)
    assert shown.text.toPlainText().startswith("省政府办公厅：\n\n现报上《台账》")
    shown.units.item(1).setCheckState(Qt.CheckState.Checked)
    assert shown.text.toPlainText().startswith("各单位：")
    shown.text.setPlainText("自己写的")
    shown.units.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert shown.text.toPlainText() == "自己写的"
    assert [path.name for path in shown.letter().attachments] == ["台账.docx", "附件.docx"]


def test_a_mail_to_a_superior_is_offered_for_the_register(
    qtbot: QtBot, above: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = tmp_path / "台账.docx"
    paper.write_bytes(b"sent")
    monkeypatch.setattr("ui.papers.choose", lambda *asked: True)
    monkeypatch.setattr(Written, "show_for", lambda parent, path: False)

    def fill(shown: MailDialog) -> None:
        assert shown.units.item(0).text().startswith("〔上级〕省政府办公厅")
        shown.units.item(0).setCheckState(Qt.CheckState.Checked)

    answer(monkeypatch, MailDialog, fill, ACCEPTED)
    above.exports.mail(paper, what="form")  # a file that nobody looked at is read for personal data first
    qtbot.waitUntil(lambda: bool(sent_up(above.desk.library)), timeout=20_000)
    line = sent_up(above.desk.library)[0]
    assert (line.what, line.title, line.addressee, line.means) == ("form", "台账", "省政府办公厅", "邮件")
    assert (tmp_path / "台账.eml").is_file()


def test_an_entry_can_be_taken_out(above: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    above.desk.do(upward.submit, Submission("report", date(2022, 6, 1), "半年总结"))

    def fill(shown: SentRegister) -> None:
        shown.view.selectRow(0)
        assert not shown.opener.isEnabled()
        shown.remover.click()
        assert shown.model.rowCount() == 0

    answer(monkeypatch, SentRegister, fill, REJECTED)
    above.menus["sent"].trigger()
    assert sent_up(above.desk.library) == ()
