"""征求意见 · 呈批印发 in the window: asked, entered, answered, printed, issued, sent out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.opinions import Adopted, Asking
from gongkai_desk.domain.cycle.reviews import Answer
from gongkai_desk.domain.cycle.rounds import DispatchKind, Opinion
from gongkai_desk.domain.cycle.upward import IssuedPaper
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.unit import Unit
from gongkai_desk.export.templates import printed_text
from gongkai_desk.papers.asking_letter import SILENCE
from gongkai_desk.services import asking, opinions, units
from gongkai_desk.standing.cycle.asking import asking_out
from gongkai_desk.standing.cycle.opinions import issued, issued_copy
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.entries import opinions as stored
from tests.ui.answers import ACCEPTED, REJECTED, answer
from ui.commands.cycle import collecting
from ui.dialogs.base.written import Written
from ui.dialogs.rounds.returns_dialog import ReturnsDialog
from ui.dialogs.upward.issue_dialog import IssueForm
from ui.dialogs.upward.opinion_forms import AnswerForm, AskForm, NoneForm, OpinionForm, RemindForm
from ui.dialogs.upward.opinions_dialog import OpinionsDialog
from ui.dialogs.upward.returned_form import ReturnedForm
from ui.dialogs.upward.waiting_opinions import WaitingOpinionsDialog
from ui.window.window import MainWindow

UNIT, STAND, TEXT, AGREES, ADOPTED, REPLY = 0, 1, 4, 5, 7, 8


@pytest.fixture(autouse=True)
def directory(window: MainWindow) -> None:
    for name in ("市教育局", "市民政局"):
        window.desk.do(units.add_unit, Unit(name))


@pytest.fixture
def shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[OpinionsDialog], object]], None]:
    """Open 征求意见 and do something in it."""

    def open_and(fill: Callable[[OpinionsDialog], object]) -> None:
        answer(monkeypatch, OpinionsDialog, fill, REJECTED)
        window.menus["opinions"].trigger()

    return open_and


def column(dialog: OpinionsDialog, place: int) -> list[str]:
    return [dialog.model.text(row, place) for row in range(dialog.model.rowCount())]


def ask_two(window: MainWindow) -> tuple[int, ...]:
    """Ask the first two units of the plan; silence counts, and the day is over."""
    ids = tuple(number for number, _ in window.desk.shelf.unit_names())
    past = window.desk.today.replace(day=1)
    window.desk.do(opinions.ask, 1, Asking(ids, past, silent_agrees=True))
    return ids


def test_the_units_of_the_plan_are_asked(window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(form: AskForm) -> None:
        form.units.tick_shown()
        form.silent.setChecked(True)
        form.closing.tick.setChecked(False)
        assert not form.accept_button.isEnabled()  # silence needs a day
        form.closing.tick.setChecked(True)
        form.papers.setChecked(False)

    def look(dialog: OpinionsDialog) -> None:
        assert dialog.model.rowCount() == 0
        answer(monkeypatch, AskForm, fill)
        dialog.asker.click()
        assert column(dialog, STAND) == ["未回复"] * 2

    shown(look)
    assert window.menus["undo"].text().startswith("撤销“征求意见")


def test_a_round_goes_out_with_its_letter_and_a_form_for_each_unit(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", Mock(return_value=str(tmp_path)))
    told = Mock()
    monkeypatch.setattr("ui.dialogs.base.ask.tell", told)

    def fill(form: AskForm) -> None:
        form.units.tick_shown()
        form.silent.setChecked(True)

    def look(dialog: OpinionsDialog) -> None:
        answer(monkeypatch, AskForm, fill)
        dialog.asker.click()
        qtbot.waitUntil(lambda: told.called)
        assert column(dialog, STAND) == ["未回复"] * 2

    shown(look)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name.partition("（")[0] for name in names if name.endswith("docx")] == ["征求意见函", "附件1 征求意见稿"]
    assert sum(name.endswith("意见反馈表.xlsx") for name in names) == 2
    assert SILENCE in printed_text(next(tmp_path.glob("征求意见函*")))
    assert window.menus["undo"].text().startswith("撤销“征求意见")


def test_drafts_and_words_are_made_once_the_channel_is_confirmed_and_who_is_silent_is_reminded(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    window.desk.do(units.add_unit, Unit("市司法局", mail="sfj@yunzhou.example.cn"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", Mock(return_value=str(tmp_path)))
    told = Mock()
    monkeypatch.setattr("ui.dialogs.base.ask.tell", told)

    def fill(form: AskForm | RemindForm) -> None:
        form.units.tick_shown()
        form.channel.mail.setChecked(True)
        assert not form.accept_button.isEnabled()  # a draft plan is not mailed unless a person says so
        form.channel.confirmed.setChecked(True)
        assert form.accept_button.isEnabled()

    def look(dialog: OpinionsDialog) -> None:
        assert not dialog.reminder.isEnabled()
        answer(monkeypatch, AskForm, fill)
        dialog.asker.click()
        qtbot.waitUntil(lambda: told.call_count == 1)
        answer(monkeypatch, RemindForm, fill)
        dialog.reminder.click()
        qtbot.waitUntil(lambda: told.call_count == 2)
        assert "3 家还没有回复" in told.call_args.args[-1]

    shown(look)
    names = {path.name.partition("（")[0] for path in tmp_path.iterdir()}
    assert {"发送清单", "可复制的发送文字", "发送邮件草稿", "催复清单", "可复制的催复文字", "催复邮件草稿"} <= names
    assert [path.name for path in tmp_path.glob("催复邮件草稿*/*")] == ["03-市司法局-意见反馈表.eml"]
    assert window.menus["undo"].text().startswith("撤销“征求意见")  # to remind is no step


def test_an_opinion_is_entered_answered_and_written_in(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_two(window)

    def told(form: OpinionForm) -> None:
        assert not form.accept_button.isEnabled()
        form.text.setPlainText("建议延至10月底")
        form.agrees.setCurrentIndex(form.agrees.findData("no"))

    def answered(form: AnswerForm) -> None:
        form.adopted.setCurrentIndex(form.adopted.findData(Adopted.PARTLY))
        assert "不同意的要写明协商情况" in form.note.text()
        form.reply.setPlainText("时限由要点定")
        form.consultation.setPlainText("当面协商一致")

    def look(dialog: OpinionsDialog) -> None:
        answer(monkeypatch, OpinionForm, told)
        answer(monkeypatch, AnswerForm, answered)
        dialog.view.selectRow(0)
        dialog.adder.click()
        assert (column(dialog, STAND)[0], column(dialog, TEXT)[0]) == ("不同意", "建议延至10月底")
        assert "未答复是否采纳 1 条" in dialog.note.text()
        dialog.view.selectRow(0)
        dialog.answerer.click()
        dialog.model.setData(dialog.model.index(0, 6), "国办发〔2022〕8号")
        assert (column(dialog, ADOPTED)[0], column(dialog, REPLY)[0]) == ("部分采纳", "时限由要点定")

    shown(look)
    found = stored.opinions(window.desk.library, 1)[0]
    assert (found.agrees, found.basis, found.consultation) == ("no", "国办发〔2022〕8号", "当面协商一致")


def test_no_opinion_and_silence(window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = ask_two(window)
    letter = tmp_path / "复函.pdf"
    letter.write_bytes(b"sealed")

    def said(form: NoneForm) -> None:
        assert form.units.ticked() == (first, second)
        form.units.show_ticked([first])
        form.letter.show_path(letter)

    def look(dialog: OpinionsDialog) -> None:
        answer(monkeypatch, NoneForm, said)
        dialog.none.click()
        dialog.silence.click()
        assert column(dialog, STAND) == ["无意见", "视为无意见"]
        assert not dialog.silence.isEnabled()
        dialog.view.selectRow(0)
        assert dialog.opener.isEnabled()

    shown(look)


def test_a_form_that_waits_is_decided_in_the_window(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    """Collected with 回收汇总: what contradicts what is stored waits, and is decided beside it."""
    library = window.desk.library
    ids = tuple(number for number, _ in window.desk.shelf.unit_names())
    staged = asking.stage(tmp_path, asking_out(library, 1, Asking(ids), window.desk.today))
    window.desk.do(lambda at, by: asking.send(at, by, staged)[0])
    unit = dispatches.dispatch_units(library)[0].unit_id
    window.desk.do(opinions.enter, Opinion(1, unit_id=unit, text="建议延后"))
    (path,) = tmp_path.glob("01*.xlsx")
    monkeypatch.setattr("ui.dialogs.base.ask.tell", Mock())

    def take(dialog: ReturnsDialog) -> QDialog.DialogCode:
        qtbot.waitUntil(dialog.take_button.isEnabled, timeout=30_000)
        return ACCEPTED

    monkeypatch.setattr(ReturnsDialog, "exec", take)
    collecting.collect_from(window.here(), [filled(path, "无意见")])

    def decide(form: WaitingOpinionsDialog) -> None:
        assert (form.rows.topLevelItemCount(), form.accept_button.isEnabled()) == (1, False)
        assert "已登记：建议延后" in form.whole.text()
        form.answers[Answer.KEPT].click()

    def look(dialog: OpinionsDialog) -> None:
        assert dialog.waiter.text() == "待定的 1 条…"
        answer(monkeypatch, WaitingOpinionsDialog, decide)
        dialog.waiter.click()
        assert not dialog.waiter.isVisibleTo(dialog)
        assert column(dialog, STAND)[0] == "有意见"

    shown(look)


def filled(path: Path, opinion: str) -> Path:
    """Write an opinion into the first row of a form."""
    book = load_workbook(path)
    sheet = book.active
    heads = {str(cell.value): cell for row in sheet.iter_rows() for cell in row}  # type: ignore[union-attr]
    head = heads["修改意见"]
    sheet.cell(head.row + 1, head.column, opinion)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_tables_that_came_back_are_confirmed_and_entered_as_one_step(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    ask_two(window)
    for name in ("市教育局.xlsx", "反馈.xlsx"):
        book = Workbook()
        for row in (("序号", "任务内容", "修改意见"), ("1", "别的内容", f"{name[:2]}的建议")):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(tmp_path / name)
    paths = [str(tmp_path / name) for name in ("市教育局.xlsx", "反馈.xlsx")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", Mock(return_value=(paths, "")))

    def confirm(form: ReturnedForm) -> None:
        assert form.rows.ticked() == (0,)
        form.rows.tick_shown()
        assert not form.accept_button.isEnabled()
        form.unit.setCurrentIndex(form.unit.findText("市民政局"))
        assert form.accept_button.isEnabled()

    def look(dialog: OpinionsDialog) -> None:
        answer(monkeypatch, ReturnedForm, confirm)
        dialog.collector.click()
        qtbot.waitUntil(lambda: column(dialog, STAND) == ["有意见"] * 2, timeout=30_000)
        assert column(dialog, TEXT) == ["（针对“别的内容”）市教的建议", "（针对“别的内容”）反馈的建议"]

    shown(look)
    assert window.menus["undo"].text().startswith("撤销“登记收回的意见 2 条”")


def test_a_refusal_is_said_and_nothing_is_lost(window: MainWindow, shown) -> None:
    ask_two(window)

    def look(dialog: OpinionsDialog) -> None:
        dialog.take(dialog.model.entry(0), TEXT, "建议")
        assert "登记意见" in dialog.note.text()

    shown(look)
    assert stored.opinions(window.desk.library, 1) == []


def test_the_table_is_written(
    window: MainWindow, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot
) -> None:
    out = tmp_path / "意见.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(out), "")))
    done: list[Path] = []
    monkeypatch.setattr(Written, "show_for", lambda parent, path: bool(done.append(path)))

    def look(dialog: OpinionsDialog) -> None:
        assert len(dialog.menu.actions()) == 3
        dialog.export_paper(PaperFormat.DOCX)

    shown(look)
    qtbot.waitUntil(lambda: done == [out])


def test_a_draft_goes_by_mail_only_if_a_person_says_so(
    shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "稿.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(out), "")))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: True)
    asked: list[str] = []
    monkeypatch.setattr("ui.papers.choose", lambda *said: bool(asked.append(said[2])))
    monkeypatch.setattr("ui.dialogs.base.written.draft_mail", Mock(side_effect=AssertionError("no mail is drafted")))
    shown(lambda dialog: dialog.drafts.actions()[0].trigger())
    qtbot.waitUntil(lambda: bool(asked))
    assert "标有“征求意见稿”" in asked[0]
    assert "（征求意见稿）" in printed_text(out)


# ---- issued


def test_without_a_paper_the_table_of_now_is_frozen_and_goes_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    def fill(form: IssueForm) -> None:
        assert not form.accept_button.isEnabled()
        form.signer.setText("张三")
        assert form.accept_button.isEnabled()

    answer(monkeypatch, IssueForm, fill)
    window.menus["issue"].trigger()
    qtbot.waitUntil(lambda: issued(window.desk.library, 1) is not None)
    frozen = issued_copy(window.desk.library, 1)
    assert frozen is not None
    assert frozen.suffix == ".docx"
    out = tmp_path / "下发.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", Mock(return_value=(str(out), "")))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: False)
    answer(monkeypatch, AskForm, lambda form: form.units.tick_shown())
    window.menus["distribute"].trigger()
    assert out.read_bytes() == frozen.read_bytes()
    batch = dispatches.dispatches(window.desk.library, 1, kind=DispatchKind.ISSUED)[0]
    assert len(dispatches.dispatch_units(window.desk.library, [batch.id or 0])) == 2


def test_open_opinions_ask_for_a_reason(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unit = ask_two(window)[0]
    window.desk.do(opinions.enter, stored.Opinion(1, unit_id=unit, text="建议"))
    paper = tmp_path / "印发件.pdf"
    paper.write_bytes(b"issued")

    def fill(form: IssueForm) -> None:
        form.signer.setText("张三")
        form.file.show_path(paper)
        assert "还有意见没有答复" in form.note.text()
        form.override.setText("领导要求")
        assert form.accept_button.isEnabled()

    answer(monkeypatch, IssueForm, fill)
    window.menus["issue"].trigger()
    frozen = issued_copy(window.desk.library, 1)
    assert frozen is not None
    assert frozen.read_bytes() == b"issued"


def test_a_link_that_comes_later_leaves_the_frozen_paper(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = tmp_path / "印发件.pdf"
    paper.write_bytes(b"issued")
    day = window.desk.today
    window.desk.do(opinions.issue, IssuedPaper(1, "张三", "云政办发〔2022〕8号", day=day), paper)

    def fill(form: IssueForm) -> None:
        assert form.signer.text() == "张三"
        form.link.setText("https://www.yunzhou.example.cn/1.html")

    answer(monkeypatch, IssueForm, fill)
    window.menus["issue"].trigger()
    now, frozen = issued(window.desk.library, 1), issued_copy(window.desk.library, 1)
    assert now is not None
    assert frozen is not None
    assert (now.link, frozen.read_bytes()) == ("https://www.yunzhou.example.cn/1.html", b"issued")


def test_nothing_goes_out_before_it_is_issued(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda *said: told.append(said[-1]))
    window.menus["distribute"].trigger()
    assert told[0].startswith("还没有登记印发")
