"""抽查 in the window: draw, enter in place, go on from a bad result, print."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QFileDialog, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.spot_check import Candidate, Verdict, Wanted
from gongkai_desk.domain.state import Action, State
from gongkai_desk.services.progress import closing
from gongkai_desk.standing.lights import works
from ui.dialogs.base.written import Written
from ui.dialogs.registers.draw_dialog import DrawDialog, FollowDialog, Offered
from ui.models.check_table import OPINION, TITLES, VERDICT
from ui.pages.spot_checks import SpotChecks
from ui.window.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> SpotChecks:
    window.settle()
    window.desk.do(closing.move, task_id=5, unit=None, action=Action.APPLY)
    window.menus["spot_checks"].trigger()
    return window.middle.page("spot_checks")


@pytest.fixture
def drawn(page: SpotChecks, monkeypatch: pytest.MonkeyPatch) -> SpotChecks:
    wanted = Wanted(7, percent=100, plan_id=1)
    monkeypatch.setattr(DrawDialog, "ask", lambda *given: (wanted, "王芳"))
    page.new.click()
    return page


def test_without_any_it_says_what_it_is_for(page: SpotChecks) -> None:
    assert page.empty.isVisible()
    assert not page.sheet.isEnabled()


def test_the_dialog_says_how_many_would_be_drawn(qtbot: QtBot) -> None:
    known = [Candidate(n, 1 + n % 2, f"单位{n % 2}", "一、公开", plan_id=1) for n in range(1, 21)]
    known += [Candidate(30, 1, "单位1", colour=Colour.RED, state=State.CLOSED)]
    dialog = DrawDialog(Offered(known, [(1, "要点")], ["单位0", "单位1"]), 7, "王芳")
    qtbot.addWidget(dialog)
    assert dialog.found.text().startswith("符合条件 21 项次，将抽取 3 项次")
    dialog.each.setChecked(True)
    assert "2 家单位" in dialog.found.text()
    dialog.plan.setCurrentIndex(1)
    assert dialog.section.count() == 2
    dialog.closed.setChecked(True)
    assert not dialog.accept_button.isEnabled()
    dialog.plan.setCurrentIndex(0)
    dialog.by_count.setChecked(True)
    assert dialog.wanted() == Wanted(7, None, 10, each_unit=True, closed_only=True)


def test_what_was_drawn_stands_in_the_table(drawn: SpotChecks) -> None:
    assert drawn.list_model.text(0, 0).startswith("抽查〔2022〕1号")
    assert drawn.list_model.text(0, 1) == "已查0/40"
    assert len(drawn.model.rows) == 40
    assert "抽样号7" in drawn.drawn.text()


def test_results_are_written_in_place(qtbot: QtBot, drawn: SpotChecks) -> None:
    index = drawn.model.index(1, VERDICT)
    editor = drawn.view.itemDelegate().createEditor(drawn.view.viewport(), QStyleOptionViewItem(), index)
    assert isinstance(editor, QComboBox)
    editor.setCurrentText("基本属实")
    drawn.view.itemDelegate().setModelData(editor, drawn.model, index)
    editor.deleteLater()
    assert drawn.model.text(1, VERDICT) == "基本属实"
    drawn.model.setData(drawn.model.index(1, OPINION), "缺一个链接", Qt.ItemDataRole.EditRole)
    assert (drawn.model.text(1, OPINION), drawn.model.text(1, VERDICT)) == ("缺一个链接", "基本属实")
    assert drawn.list_model.text(0, 1) == "已查1/40"


def test_many_rows_get_one_verdict_as_one_step(drawn: SpotChecks, window: MainWindow) -> None:
    drawn.view.selectAll()
    drawn.verdicts[Verdict.TRUE].click()
    assert drawn.list_model.text(0, 1) == "已查40/40"
    window.menus["undo"].trigger()
    assert drawn.list_model.text(0, 1) == "已查0/40"


def test_a_bad_result_offers_to_send_the_task_back(
    drawn: SpotChecks, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Action] = []

    def send_back(parent: object, action: Action, *given: object) -> tuple[str, None]:
        asked.append(action)
        return "抽查不属实", None

    monkeypatch.setattr(FollowDialog, "ask", send_back)
    row = next(row for row, each in enumerate(drawn.model.rows) if each.task.id == 5)
    drawn.view.selectRow(row)
    drawn.verdicts[Verdict.FALSE].click()
    assert asked == [Action.RETURN]
    assert works(window.desk.library, [5])[5].shares[0].state is State.RETURNED
    drawn.view.selectRow(0)
    drawn.verdicts[Verdict.FALSE].click()
    assert asked == [Action.RETURN]


def test_the_form_of_going_on_wants_a_reason(qtbot: QtBot, drawn: SpotChecks) -> None:
    form = FollowDialog(Action.RETURN, "市教育局", "不属实", drawn.desk.today)
    qtbot.addWidget(form)
    assert form.until.day() is not None
    form.reason.setPlainText(" ")
    assert not form.accept_button.isEnabled()


def test_a_draw_is_proven(drawn: SpotChecks, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))
    drawn.prove.click()
    assert "完全一致" in said[0]


def test_the_sheet_is_written(qtbot: QtBot, drawn: SpotChecks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, shown = tmp_path / "表.docx", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: shown.append(path))
    drawn.sheet.click()
    qtbot.waitUntil(lambda: bool(shown))
    assert len(docx.Document(str(target)).tables[0].rows) == 41


def test_the_tasks_of_a_draw_are_a_click_away(drawn: SpotChecks, window: MainWindow) -> None:
    drawn.tasks.click()
    assert len(window.tasks.shown()) == 40
    window.tasks.clear.click()
    assert window.middle.currentWidget() is drawn


def test_the_model_keeps_qts_rules(drawn: SpotChecks) -> None:
    QAbstractItemModelTester(drawn.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    drawn.model.show(drawn.model.rows[:3])
    assert drawn.model.columnCount() == len(TITLES)
