"""PDF, preview and mail from the menus."""

import gc
import weakref
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.sheet import PaperSize
from gongkai_desk.domain.unit import Unit
from gongkai_desk.exchange.mail import Letter, Mailbox
from gongkai_desk.paths import free_name
from gongkai_desk.store import units
from ui.dialogs.base import written
from ui.dialogs.base.written import MailDialog, Written, draft_mail
from ui.printing.preview import Preview
from ui.window.window import MainWindow


@pytest.fixture
def target(tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clerk who saves where it is proposed, into an empty folder."""
    folder = tmp_path / "导出"
    folder.mkdir()
    window.desk.settings.export_folder = folder
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda parent, title, name, kinds: (name, kinds))
    return folder


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("breakdown_pdf", "2022年云州市政务公开工作要点任务分解表.pdf"),
        ("ledger_pdf", "2022年云州市政务公开工作台账.pdf"),
    ],
)
def test_a_pdf_is_written_under_the_proposed_name(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    window.menus[name].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown == [target / file]
    with pdfplumber.open(target / file) as pdf:
        rows = [row for page in pdf.pages for row in page.find_tables()[0].extract()[1:]]
    assert len([row for row in rows if row[2]]) == 40


@pytest.mark.parametrize("name", ["breakdown_preview", "ledger_preview"])
def test_the_preview_opens_and_its_set_up_is_remembered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    seen: list[PaperSize] = []

    def look(preview: Preview) -> int:
        seen.append(preview.setup.paper)
        preview.sheet.setCurrentText("A3")
        return 0

    monkeypatch.setattr(Preview, "exec", look)
    window.menus[name].trigger()
    window.menus[name].trigger()
    assert seen == [PaperSize.A4, PaperSize.A3]


def test_a_pdf_from_the_preview_is_the_paper_shown(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))

    def look(preview: Preview) -> int:
        preview.way.setCurrentText("横向")
        preview.save_pdf()
        return 0

    monkeypatch.setattr(Preview, "exec", look)
    window.menus["breakdown_preview"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    with pdfplumber.open(shown[0]) as pdf:
        assert pdf.pages[0].width > pdf.pages[0].height


def test_an_export_offers_a_mail_draft(qtbot: QtBot, tmp_path: Path) -> None:
    paper = Written(tmp_path / "表.docx")
    qtbot.addWidget(paper)
    paper.mailer.click()
    assert paper.mail_wanted
    draft = Written(tmp_path / "表.eml")
    qtbot.addWidget(draft)
    assert not hasattr(draft, "mailer")


def test_the_export_goes_on_to_the_mail_draft(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: True)
    monkeypatch.setattr(written, "draft_mail", lambda desk, window, path: asked.append(path))
    window.menus["breakdown_pdf"].trigger()
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    assert asked[0].parent == target


CONTACTS = (Mailbox("jyj@yunzhou.example.cn", "市教育局 李明"), Mailbox("mzj@yunzhou.example.cn", "市民政局"))


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> MailDialog:
    made = MailDialog(tmp_path / "工作台账.docx", CONTACTS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_ticked_units_and_typed_addresses_get_the_mail(dialog: MailDialog) -> None:
    dialog.units.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.to.setText("a@b.cn；c@d.cn")
    dialog.cc.setText("e@f.cn")
    letter = dialog.letter()
    assert [box.mail for box in letter.to] == ["mzj@yunzhou.example.cn", "a@b.cn", "c@d.cn"]
    assert (letter.cc[0].mail, letter.subject) == ("e@f.cn", "工作台账")
    dialog.tick_all()
    assert letter.attachments[0].name == "工作台账.docx"
    assert len(dialog.letter().to) == 4


def test_a_wrong_address_is_said_and_the_dialog_stays(dialog: MailDialog) -> None:
    dialog.to.setText("市教育局")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.refusal.text() == "“市教育局”不是邮箱地址，请改正或删去。"
    dialog.to.setText("jyj@yunzhou.example.cn")
    dialog.accept()
    assert not dialog.isVisible()


def test_the_draft_lies_beside_the_paper_and_knows_the_contacts(
    window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = window.desk.library
    assert library is not None
    with library.step("单位", window.desk.by) as step:
        units.insert_unit(step, Unit("市档案馆", contact="王芳", mail="daj@yunzhou.example.cn"))
    paper, shown = target / "台账.docx", []
    paper.write_bytes(b"PK")
    monkeypatch.setattr(
        MailDialog, "ask", lambda parent, path, contacts, more, known: Letter("送", "", contacts, (), (path,))
    )
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    draft_mail(window.desk, window, paper)
    draft_mail(window.desk, window, paper)
    assert [path.name for path in shown] == ["台账.eml", "台账（2）.eml"]
    read = BytesParser(policy=default).parsebytes((target / "台账.eml").read_bytes())
    assert str(read["To"]) == "市档案馆 王芳 <daj@yunzhou.example.cn>"


def test_a_closed_mail_dialog_is_freed(window: MainWindow, tmp_path: Path) -> None:
    made = MailDialog(tmp_path / "台账.docx", CONTACTS, window)
    seen = weakref.ref(made)
    made.show()
    made.close()
    made.deleteLater()
    del made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None


def test_a_free_name_is_kept(tmp_path: Path) -> None:
    assert free_name(tmp_path / "a.eml") == tmp_path / "a.eml"


def test_cards_of_the_selected_tasks_are_shown_without_a_choice_of_columns(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bool]] = []
    monkeypatch.setattr(
        Preview, "exec", lambda preview: seen.append((len(preview.paper.pages), preview.sheet.isVisibleTo(preview)))
    )
    window.menus["card_preview"].trigger()
    window.tasks.view.selectAll()
    window.menus["card_preview"].trigger()
    assert seen == [(1, False), (40, False)]


def test_a_card_is_written_as_word_under_the_number_of_its_task(
    qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    window.menus["card_docx"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert shown == [target / "2022年云州市政务公开工作任务卡（1）.docx"]
