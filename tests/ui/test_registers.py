"""The pages 依申请公开 and 政策解读: what they list, what the law lets be pressed, papers without names."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import ApplicantClass, Interpretation, Request, Result
from gongkai_desk.rules.requests import USUAL, Act, RequestState
from gongkai_desk.services import interpretations, requests
from gongkai_desk.standing import registers
from gongkai_desk.standing.days import office_workdays
from ui.clip import read_tsv
from ui.commands.registers import REMOVED
from ui.dialogs.registers import request_acts, request_form
from ui.dialogs.registers.interpretation_form import InterpretationForm, Span
from ui.dialogs.registers.request_acts import ActForm, Law
from ui.dialogs.registers.request_form import CheckForm, NamesForm, RequestForm
from ui.dialogs.tasks.assign_dialog import TaskPicker
from ui.pages.interpretations import Interpretations
from ui.pages.requests import DONE, LATE, OPEN, Requests
from ui.window.window import MainWindow

TODAY = date(2022, 11, 22)
NEW = Request(applicant="王某某", subject="征地批文", received=date(2022, 11, 14))


def add(window: MainWindow, request: Request) -> int:
    act = partial(requests.add_request, new=request, by=By("经办人", TODAY))
    return window.desk.write(act).made


@pytest.fixture
def page(window: MainWindow) -> Requests:
    window.settle()
    add(window, NEW)
    add(window, replace(NEW, subject="补偿方案", received=date(2022, 10, 20), applicant_class=ApplicantClass.LEGAL))
    done = add(window, replace(NEW, subject="会议纪要", received=date(2021, 12, 20)))
    act = partial(requests.answer, request_id=done, result=Result.SECRET, day=date(2022, 1, 10))
    window.desk.write(partial(act, by=By("经办人", TODAY)))
    window.menus["requests"].trigger()
    return window.middle.page("requests")


def subjects(page: Requests) -> list[str]:
    return [page.model.text(row, 2) for row in range(page.model.rowCount())]


def chip(page: Requests, name: str) -> None:
    page.chips.choose(name)
    page.chips.chosen.emit(name)


def law(window: MainWindow) -> Law:
    return Law(TODAY, office_workdays(window.desk.library), USUAL)


def test_it_lists_the_year_s_and_what_was_carried_into_it(page: Requests) -> None:
    assert subjects(page) == ["征地批文", "补偿方案", "会议纪要"]
    assert page.sum.text() == "2022年新收 2 件，上年结转 1 件，已办结 1 件，在办 2 件"
    page.year.setCurrentIndex(page.year.findData(2021))
    assert subjects(page) == ["会议纪要"]


@pytest.mark.parametrize(
    ("name", "shown"), [(OPEN, ["征地批文", "补偿方案"]), (LATE, ["补偿方案"]), (DONE, ["会议纪要"])]
)
def test_chips_filter_by_how_they_stand(page: Requests, name: str, shown: list[str]) -> None:
    chip(page, name)
    assert subjects(page) == shown


def test_the_search_finds_by_applicant_and_content(page: Requests) -> None:
    page.search.setText("补偿")
    page.search.ask()
    assert subjects(page) == ["补偿方案"]
    page.search.setText("没有")
    page.search.ask()
    assert page.empty.isVisible()
    page.go_to(1)
    assert page.register.entry(page.current()).request.subject == "征地批文"


def test_the_state_stands_with_a_word_and_a_sentence(page: Requests) -> None:
    page.go_to(2)
    assert page.model.text(1, 3) == "逾期"
    assert "超" in page.state.text()
    assert "次日起算" in page.why.text()


def test_only_what_the_law_allows_can_be_pressed(page: Requests) -> None:
    page.go_to(2)
    assert page.buttons[Act.ANSWER].isEnabled()
    assert not page.buttons[Act.EXTEND].isEnabled()
    assert page.buttons[Act.EXTEND].toolTip() == "已过答复期限，不能再延长"
    assert not page.buttons[Act.COMPLETE].isVisible()
    page.go_to(3)
    assert not page.buttons[Act.ANSWER].isVisible()
    assert page.buttons["change"].isVisible()


def test_an_act_asks_and_is_one_step(page: Requests, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go_to(1)
    given = {"day": TODAY, "days": 20, "reason": "数量大"}
    monkeypatch.setattr(request_acts.ActForm, "ask", classmethod(lambda *_: given))
    page.buttons[Act.EXTEND].click()
    assert page.register.entry(1).request.extended_days == 20
    assert page.current() == 1
    window.menus["undo"].trigger()
    assert page.register.entry(1).request.extended is None


def test_a_new_one_is_shown_at_once(page: Requests, monkeypatch: pytest.MonkeyPatch) -> None:
    chip(page, DONE)
    new = replace(NEW, number="〔2022〕9号", subject="台账", received=TODAY)
    monkeypatch.setattr(request_form.RequestForm, "ask", classmethod(lambda *_, **__: new))
    page.adder.click()
    assert page.register.entry(page.current()).request.subject == "台账"


def test_what_was_removed_comes_back(page: Requests, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.base.ask.choose", lambda *asked: True)
    page.go_to(1)
    page.buttons["remove"].click()
    assert "征地批文" not in subjects(page)
    chip(page, REMOVED)
    assert subjects(page) == ["征地批文"]
    assert not page.buttons["change"].isVisible()
    page.buttons["restore"].click()
    assert "征地批文" in [each.request.subject for each in registers.kept_requests(page.desk.library, TODAY)]


def test_ctrl_c_copies_the_chosen_lines(page: Requests, window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.view.setFocus()
    page.view.selectAll()
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = read_tsv(QGuiApplication.clipboard().text())
    model = page.model
    assert copied == [[model.text(row, n) for n in range(model.columnCount())] for row in range(model.rowCount())]
    assert copied


def test_a_click_on_a_head_sorts_and_keeps_the_entry(page: Requests) -> None:
    page.go_to(2)
    page.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert subjects(page) == ["会议纪要", "补偿方案", "征地批文"]
    assert page.current() == 2


def test_an_empty_register_says_what_to_do(window: MainWindow) -> None:
    window.menus["requests"].trigger()
    page = window.middle.page("requests")
    assert page.empty.isVisible()
    assert page.empty.heading.text() == "还没有登记申请"


def test_a_library_for_reading_only_lets_nothing_be_pressed(page: Requests, window: MainWindow) -> None:
    folder = window.desk.library.folder
    window.desk.open(folder, read_only=True)
    window.menus["requests"].trigger()
    page = window.middle.page("requests")  # no page outlives its library
    assert not page.adder.isEnabled()
    assert not any(each.isEnabled() for each in page.buttons.values() if each.isVisible())


# ---- forms


def test_the_form_counts_while_it_is_filled_in(window: MainWindow, qtbot: QtBot) -> None:
    form = RequestForm(Request(number="〔2022〕1号", received=TODAY), law(window), [], new=True)
    qtbot.addWidget(form)
    assert not form.accept_button.isEnabled()
    form.subject.setText("征地批文")
    form.channel.setCurrentIndex(0)
    assert form.accept_button.isEnabled()
    assert form.rule.text() == "当面提交的，提交之日为收到之日"
    assert form.told.text().startswith("答复期限：2022年12月20日。")
    assert form.request().subject == "征地批文"


def test_the_form_of_one_in_the_register_gives_back_what_it_was_given(window: MainWindow, qtbot: QtBot) -> None:
    whole = replace(
        NEW,
        number="〔2022〕1号",
        third_party_asked=date(2022, 11, 15),
        extended=date(2022, 11, 16),
        extended_days=5,
        extension_reason="数量大",
        answered=TODAY,
        result=Result.MASS,
        doc_no="告〔2022〕1号",
        applicant_class=ApplicantClass.RESEARCH,
    )
    form = RequestForm(whole, law(window), [], new=False)
    qtbot.addWidget(form)
    assert form.request() == whole
    form.days["answered"].tick.setChecked(False)
    assert not form.accept_button.isEnabled()
    assert form.note.text() == "请写明答复日期。"


def test_an_extension_says_the_new_day_and_asks_for_a_reason(window: MainWindow, qtbot: QtBot) -> None:
    form = ActForm(Act.EXTEND, NEW, law(window))
    qtbot.addWidget(form)
    assert "（原为2022-12-12）" in form.told.text()
    assert not form.accept_button.isEnabled()
    form.reason.setText("数量大")
    assert form.accept_button.isEnabled()
    assert form.given() == {"day": TODAY, "days": 20, "reason": "数量大"}


def test_an_answer_needs_a_result(window: MainWindow, qtbot: QtBot) -> None:
    form = ActForm(Act.ANSWER, NEW, law(window))
    qtbot.addWidget(form)
    assert form.note.text() == "请选择办理结果。"
    form.outcome.setCurrentIndex(1)
    assert form.given()["result"] is Result.GRANTED
    assert form.accept_button.isEnabled()


def test_one_that_was_given_up_is_proposed_as_such(window: MainWindow, qtbot: QtBot) -> None:
    asked = replace(NEW, completion_asked=date(2022, 11, 15), completion_until=date(2022, 11, 20))
    form = ActForm(Act.ANSWER, asked, law(window))
    qtbot.addWidget(form)
    assert form.given()["result"] is Result.NOT_COMPLETED


# ---- papers


def test_the_register_leaves_without_names(
    page: Requests, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "登记表.xlsx"
    monkeypatch.setattr(request_form.NamesForm, "ask", classmethod(lambda *_: False))
    monkeypatch.setattr("ui.papers.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr("ui.dialogs.base.written.Written.show_for", classmethod(lambda *_: False))
    page.exports_menu.actions()[0].trigger()
    qtbot.waitUntil(target.exists)
    cells = [str(cell.value) for row in openpyxl.load_workbook(target).active for cell in row]
    assert "征地批文" in cells
    assert not any("王某某" in text for text in cells)


def test_the_annual_tables_are_written(
    page: Requests, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表.docx"
    monkeypatch.setattr(request_form.CheckForm, "ask", classmethod(lambda *_: True))
    monkeypatch.setattr("ui.papers.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr("ui.dialogs.base.written.Written.show_for", classmethod(lambda *_: False))
    page.exports_menu.actions()[1].trigger()
    qtbot.waitUntil(target.exists)


def test_names_are_not_ticked_and_the_check_is_shown(page: Requests, window: MainWindow, qtbot: QtBot) -> None:
    names, check = NamesForm(3), CheckForm(registers.annual_table(window.desk.library, 2022, TODAY))
    for each in (names, check):
        qtbot.addWidget(each)
    assert not names.names.isChecked()
    assert any("2＋1＝1＋2，相符" in each.text() for each in check.findChildren(type(check.note)))


# ---- 工作台


def test_the_dashboard_names_what_the_law_sets_a_day_for(page: Requests, window: MainWindow) -> None:
    window.menus["dashboard"].trigger()
    board = window.middle.page("dashboard")
    assert "依申请公开逾期 1 件" in board.register_heads
    board.register_heads["依申请公开逾期 1 件"].click()
    assert window.middle.currentWidget() is page
    assert page.current() == 2
    assert page.register.entry(2).clock.state is RequestState.OVERDUE


# ---- 政策解读


@pytest.fixture
def files(window: MainWindow) -> Interpretations:
    window.settle()
    file = Interpretation("公交办法", "云政发〔2022〕3号", file_day=date(2022, 11, 8), task_id=5)
    for one in (
        file,
        replace(file, file_title="规划", file_doc_no="", title="图解", form="图解", day=date(2022, 11, 8)),
        replace(file, file_title="规划", file_doc_no="", title="问答", form="问答", day=date(2022, 11, 16)),
    ):
        window.desk.write(partial(interpretations.add_interpretation, new=one, by=By("经办人", TODAY)))
    window.menus["interpretations"].trigger()
    return window.middle.page("interpretations")


def test_it_tells_how_far_the_files_are_interpreted(files: Interpretations) -> None:
    assert files.sum.text() == "应解读文件 2 份，已解读 1 份（50%），其中按期 1 份，未解读 1 份"
    states = {files.model.text(row, 2): files.model.text(row, 5) for row in range(3)}
    assert states == {"": "逾期未解读", "图解": "同步发布", "问答": "逾期发布"}


def test_entries_of_one_file_are_one_cell(files: Interpretations) -> None:
    rows = [row for row in range(3) if files.model.text(row, 2)]
    assert files.view.is_merged(rows[0], 0)
    assert not files.view.is_merged(3 - sum(rows), 0)


def test_a_waiting_file_asks_for_its_interpretation(files: Interpretations, monkeypatch: pytest.MonkeyPatch) -> None:
    files.go_to(1)
    assert files.buttons["interpret"].isVisible()
    assert not files.buttons["again"].isVisible()
    done = replace(files.register.entry(1).one, title="解读", day=TODAY)
    monkeypatch.setattr(InterpretationForm, "ask", classmethod(lambda *_, **__: done))
    files.buttons["interpret"].click()
    assert files.buttons["again"].isVisible()
    assert files.register.entry(1).one.title == "解读"


def test_its_task_is_a_click_away(files: Interpretations, window: MainWindow) -> None:
    files.go_to(1)
    files.buttons["task"].click()
    assert window.tasks.current().id == 5


def test_the_form_links_a_task_and_says_the_last_day(window: MainWindow, qtbot: QtBot) -> None:
    span = Span(TODAY, office_workdays(window.desk.library), 3)
    one = Interpretation("公交办法", file_day=date(2022, 11, 18))
    form = InterpretationForm(one, span, window.desk.shelf, ("登记文件", "登记"))
    qtbot.addWidget(form)
    assert "最迟2022年11月23日" in form.told.text()
    form._set_task(5)
    form.day.tick.setChecked(True)
    assert form.note.text() == "请写明解读材料的标题。"
    form.title.setText("图解")
    made = form.interpretation()
    assert (made.task_id, made.day, form.accept_button.isEnabled()) == (5, TODAY, True)


def test_a_task_is_found_by_its_words(window: MainWindow, qtbot: QtBot) -> None:
    picker = TaskPicker(window.desk.shelf)
    qtbot.addWidget(picker)
    picker.search.setText("第5件事")
    picker.search.ask()
    assert picker.chosen() == 5
    picker.search.setText("没有这样的事")
    picker.search.ask()
    assert not picker.accept_button.isEnabled()
