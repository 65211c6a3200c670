"""What leaves is looked at first in the window: the question, what it covers, and each way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.books import SendOrder
from gongkai_desk.domain.cycle.packets import PacketOrder
from gongkai_desk.domain.registers import Request
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport
from gongkai_desk.domain.year.personal import Found, FoundPlace, Known, PersonalKind
from gongkai_desk.exchange.mail import Letter
from gongkai_desk.export.templates import printed_text
from gongkai_desk.papers.listed import LEDGER
from gongkai_desk.papers.making import MAKERS
from gongkai_desk.services import requests
from gongkai_desk.services.progress import work
from gongkai_desk.standing.papers import PaperOrder, paper_facts
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from tests.builders import a_plan, a_task, stored_plan
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.cycle.dispatching import SEND, Sending
from ui.commands.cycle.packets import _Sending as PacketSending
from ui.dialogs.base.written import MailDialog, Written
from ui.dialogs.rounds.send_dialog import SendAnswer, SendDialog
from ui.dialogs.year.personal_dialog import PersonalDialog
from ui.window.window import MainWindow

ID, PHONE, NAME = "11010519491231002X", "13812345678", "欧阳采薇"
TOLD = f"已向{NAME}（{ID}）答复，回访电话 {PHONE}。"


def found(kind: PersonalKind, value: str, *wheres: str) -> Found:
    text = f"前文{value}后文"
    return Found(kind, value, tuple(FoundPlace(where, text, 2, 2 + len(value)) for where in wheres))


FOUND = (found(PersonalKind.ID, ID, "1　公开预算，本期进展", "标题"), found(PersonalKind.PHONE, PHONE, "正文"))


@pytest.fixture
def dialog(qtbot: QtBot) -> PersonalDialog:
    made = PersonalDialog(FOUND)
    qtbot.addWidget(made)
    made.show()
    return made


def test_finds_are_listed_in_place_with_the_safe_answer_ticked(dialog: PersonalDialog) -> None:
    assert dialog.list.item(0).text() == f"身份证号　{ID}　（1　公开预算，本期进展等2处）"
    assert [dialog.list.item(row).checkState() for row in range(2)] == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert dialog.text.toPlainText() == f"1　公开预算，本期进展：\n前文【{ID}】后文\n标题：\n前文【{ID}】后文"
    marked = [each.cursor.selectedText() for each in dialog.text.extraSelections()]
    assert marked == [f"【{ID}】"] * 2


def test_by_keys_alone_a_find_is_ticked_and_sent_covered(qtbot: QtBot, dialog: PersonalDialog) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert PHONE in dialog.text.toPlainText()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == ACCEPTED
    assert dialog.chosen(Known()).hidden == {each.key for each in FOUND}


def test_as_it_is_covers_nothing_and_nothing_ticked_cannot_be_covered(dialog: PersonalDialog) -> None:
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.coverer.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.keeper.click()
    assert dialog.chosen(Known()).hidden == frozenset()


def test_what_cannot_be_covered_is_only_let_go_or_not(qtbot: QtBot) -> None:
    made = PersonalDialog(FOUND, uncovered="不能遮盖")
    qtbot.addWidget(made)
    made.show()
    assert not made.coverer.isVisible()
    assert made.ticked() == ()
    assert made.list.item(0).data(Qt.ItemDataRole.CheckStateRole) is None  # no box to tick


# ---- the ways out


@pytest.fixture
def plan_id(window: MainWindow) -> int:
    """A plan with a report that names an applicant of the register."""
    library = window.desk.library
    assert library is not None
    long = Deadline("长期坚持", DeadlineKind.LONG_TERM, None, ())
    one = a_task(seq="1", lead=(), responsible=("市教育局",), deadline=long)
    made = stored_plan(library, one, day=date(2022, 3, 2), plan=a_plan(title="云州市2022年工作要点", year=2022))
    [task] = [task for task in units.tasks_of(library, "市教育局") if task in _tasks(window, made)]
    window.desk.do(work.report, task, NewReport("市教育局", date(2022, 6, 1), TOLD))
    window.desk.do(requests.add_request, Request(applicant=NAME, subject="批文", received=date(2022, 3, 16)))
    window.desk.read_again()
    return made


def _tasks(window: MainWindow, plan_id: int) -> list[int]:
    return [task.id for task in window.desk.shelf.tasks(plan_id)]


def asked(monkeypatch: pytest.MonkeyPatch, fill: object = None, code: object = ACCEPTED) -> list[list[str]]:
    """Answer the question, and note what was found each time it is asked."""
    times: list[list[str]] = []

    def look(shown: PersonalDialog) -> None:
        times.append([each.shown for each in shown._found])
        if callable(fill):
            fill(shown)

    answer(monkeypatch, PersonalDialog, look, code)  # type: ignore[arg-type]
    return times


def cells(path: Path) -> str:
    rows = (row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows())
    return "\n".join(str(cell.value) for row in rows for cell in row if cell.value is not None)


def sent(window: MainWindow, plan_id: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = SendOrder(plan_id, "2022Q4", date(2022, 12, 10), mail=True)
    monkeypatch.setattr(SendDialog, "ask", lambda *given: SendAnswer(order, folder))
    monkeypatch.setattr("ui.dialogs.base.ask.tell", Mock())
    assert SEND.run is not None
    SEND.run(window.here())


def test_a_batch_goes_out_covered_after_one_question(
    window: MainWindow, plan_id: int, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = asked(monkeypatch)
    sent(window, plan_id, tmp_path, monkeypatch)
    qtbot.waitUntil(lambda: all(each.ended for each in window.findChildren(Sending)), timeout=20_000)
    assert [sorted(each) for each in times] == [sorted([NAME, ID, PHONE])]
    [book] = tmp_path.glob("*市教育局*.xlsx")
    text = cells(book)
    assert ID not in text
    assert NAME not in text
    assert PHONE in text
    assert window.desk.library is not None
    assert len(dispatches.dispatches(window.desk.library)) == 1


def test_a_batch_that_is_called_off_leaves_nothing(
    window: MainWindow, plan_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(monkeypatch, code=REJECTED)
    sent(window, plan_id, tmp_path, monkeypatch)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert window.desk.library is not None
    assert dispatches.dispatches(window.desk.library) == []


def test_a_packet_is_asked_about_and_cannot_be_covered(
    window: MainWindow, plan_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    asked(monkeypatch, lambda dialog: shown.append(not dialog._uncovered), REJECTED)
    PacketSending(window.here(), PacketOrder(plan_id, (), "王芳"), tmp_path / "包.gkpack").begin()
    assert shown == [False]
    assert list(tmp_path.glob("*.gkpack")) == []


def drafting(letters: list[Path]) -> object:
    """Write every letter that is asked for, and note what it brings."""

    def ask(parent: object, path: Path, *rest: object) -> Letter:
        letters.append(path)
        return Letter("送", "", (), (), (path,))

    return ask


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an export is put."""
    path = tmp_path / "台账.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(path), "")))
    return path


def ledger(window: MainWindow, plan_id: int) -> object:
    assert window.desk.library is not None
    return paper_facts(window.desk.library, LEDGER, PaperOrder(plan_id, window.desk.today))


@pytest.mark.parametrize(("way", "name"), [("cover", "台账（已遮盖个人信息）.docx"), ("keep", "台账.docx")])
def test_a_working_paper_is_asked_about_once_when_it_goes_by_mail(
    window: MainWindow, plan_id: int, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str, name: str
) -> None:
    letters: list[Path] = []
    times = asked(monkeypatch, None if way == "cover" else lambda dialog: setattr(dialog, "kept", True))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: path.suffix == ".docx")
    monkeypatch.setattr(MailDialog, "ask", drafting(letters))
    window.exports.paper(LEDGER, ledger(window, plan_id), PaperFormat.DOCX)
    qtbot.waitUntil(lambda: bool(letters), timeout=20_000)
    assert [path.name for path in letters] == [name]
    assert len(times) == 1
    assert ID in printed_text(target)
    assert (ID in printed_text(letters[0])) is (way == "keep")
    assert letters[0].with_suffix(".eml").is_file()


def test_a_working_paper_for_own_use_is_not_asked_about(
    window: MainWindow, plan_id: int, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: done.append(path))
    window.exports.paper(LEDGER, ledger(window, plan_id), PaperFormat.DOCX)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert ID in printed_text(target)


def test_a_paper_that_leaves_is_asked_about_before_it_is_written_and_not_again_by_mail(
    window: MainWindow, plan_id: int, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, letters = ledger(window, plan_id), list[Path]()
    leaves = LEDGER._replace(leaves=True)
    monkeypatch.setitem(MAKERS, leaves, MAKERS[LEDGER])
    times = asked(monkeypatch)
    monkeypatch.setattr(Written, "show_for", lambda parent, path: path.suffix == ".docx")
    monkeypatch.setattr(MailDialog, "ask", drafting(letters))
    window.exports.paper(leaves, facts, PaperFormat.DOCX)
    qtbot.waitUntil(lambda: bool(letters), timeout=20_000)
    assert letters == [target]
    assert len(times) == 1
    assert ID not in printed_text(target)


def test_a_file_whose_paper_is_not_known_is_read_before_it_goes_by_mail(
    window: MainWindow, plan_id: int, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, letters = tmp_path / "定稿.docx", list[Path]()
    document = docx.Document()
    document.add_paragraph(TOLD)
    document.save(str(path))
    times = asked(monkeypatch, code=REJECTED)
    monkeypatch.setattr(MailDialog, "ask", lambda parent, path, *rest: letters.append(path))
    window.exports.mail(path)
    qtbot.waitUntil(lambda: bool(times), timeout=20_000)
    assert sorted(times[0]) == sorted([ID, PHONE, NAME])
    assert letters == []


def test_what_is_typed_into_a_letter_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    made = MailDialog(tmp_path / "台账.docx", ())
    qtbot.addWidget(made)
    made.show()
    made.text.setPlainText(TOLD)
    made.accept()
    assert made.isVisible()
    assert "身份证号1处、手机号1处" in made.refusal.text()
    made.accept()
    assert not made.isVisible()
