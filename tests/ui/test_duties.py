"""Duties in the window: one duty, a new one, all of a year, the periods of the law."""

from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.calendar import Clock, Duty, DutyEntry, DutyKind
from gongkai_desk.standing import year_duties
from gongkai_desk.standing.year_duties import legal_duties
from gongkai_desk.workdays import Workdays
from ui.commands.office import add_duty, duty_acts, open_duty
from ui.desk import Desk
from ui.dialogs.office.duties_dialog import DutiesDialog, LegalDialog, LegalForm, period_words
from ui.dialogs.office.duty_dialog import DutyAct, DutyDialog, DutyTold, NewDutyForm, OwnDuty
from ui.models.item_table import DutyTable
from ui.window.window import MainWindow

USUAL = Workdays.usual()
TODAY = date(2022, 11, 22)
FILING = Duty(
    "plan:filing:1",
    DutyKind.PLAN,
    "任务分解、台账报上级备案",
    "于本工作要点发布后20个工作日内，做好任务分解，并报市政府办备案。",
    date(2023, 9, 4),
    Clock("发布", date(2023, 8, 7), 20),
    1,
    1,
)


@pytest.fixture
def desk_ready(window: MainWindow) -> Desk:
    window.settle()
    return window.desk


def the(desk: Desk, word: str) -> Duty:
    return next(duty for duty in year_duties.duties(desk.library, 2022) if word in duty.name)


def test_a_duty_tells_sentence_plan_and_counting(qtbot: QtBot) -> None:
    dialog = DutyDialog(FILING, "新余市要点", date(2023, 9, 1), USUAL)
    qtbot.addWidget(dialog)
    assert dialog.basis.text() == f"《新余市要点》\n{FILING.basis}"
    assert "还有3天" in dialog.told.text()
    assert "共20个工作日" in dialog.told.text()
    dialog.done_on.tick.setChecked(True)
    dialog.doc_no.setText(" 市府办〔2023〕7号 ")
    assert dialog.answer() == DutyTold(DutyAct.SAVE, DutyEntry(date(2023, 9, 1), "市府办〔2023〕7号", "", None))


def test_what_is_entered_is_one_step(desk_ready: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told = DutyTold(DutyAct.SAVE, DutyEntry(TODAY, "1号", ""))
    monkeypatch.setattr(DutyDialog, "ask", lambda *given: told)
    assert open_duty(window, desk_ready, the(desk_ready, "本级")) is None
    assert the(desk_ready, "本级").done == TODAY
    window.menus["undo"].trigger()
    assert the(desk_ready, "本级").done is None


def test_a_duty_is_taken_off_or_shown_in_its_plan(
    desk_ready: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DutyDialog, "ask", lambda *given: DutyTold(DutyAct.SHOW))
    assert open_duty(window, desk_ready, FILING) == 1
    monkeypatch.setattr(DutyDialog, "ask", lambda *given: DutyTold(DutyAct.REMOVE))
    open_duty(window, desk_ready, the(desk_ready, "本级"))
    assert [duty.name for duty in year_duties.removed_duties(desk_ready.library, 2022)] == [
        "本级政府信息公开工作年度报告"
    ]


def test_a_new_duty_is_counted_by_a_legal_period(qtbot: QtBot, desk_ready: Desk) -> None:
    form = NewDutyForm(date(2026, 9, 16), USUAL, legal_duties(desk_ready.library))
    qtbot.addWidget(form)
    assert not form.accept_button.isEnabled()
    form.name.setText("公开补助名单")
    form.counted.setChecked(True)
    form.rule.setCurrentIndex(next(i for i, rule in enumerate(form._rules) if rule.key == "publication"))
    assert "2026年10月20日" in form.told.text()
    assert form.duty().clock == Clock("信息形成或变更", date(2026, 9, 16), 20)
    assert "第二十六条" in form.duty().basis
    form.dated.setChecked(True)
    assert (form.duty().clock, form.duty().due) == (None, date(2026, 9, 16))


def test_all_duties_of_a_year_stand_in_a_table(
    qtbot: QtBot, desk_ready: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = OwnDuty("报送半年总结", "通知", date(2022, 12, 5))
    monkeypatch.setattr(NewDutyForm, "ask", lambda *given: new)
    dialog = DutiesDialog(desk_ready, 2022, duty_acts(desk_ready), window)
    qtbot.addWidget(dialog)
    add_duty(window, desk_ready)
    names = [duty.name for duty in dialog.duties]
    assert names[-1] == "报送半年总结"
    dialog.view.setCurrentIndex(dialog.model.index(len(names) - 1, 0))
    monkeypatch.setattr(DutyDialog, "ask", lambda *given: DutyTold(DutyAct.REMOVE))
    dialog.open_chosen()
    assert "报送半年总结" not in [duty.name for duty in dialog.duties]
    dialog.removed.setChecked(True)
    dialog.restore()
    dialog.removed.setChecked(False)
    assert [duty.name for duty in dialog.duties] == names


def test_a_legal_period_is_corrected_with_its_source(
    qtbot: QtBot, desk_ready: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = LegalDialog(desk_ready, duty_acts(desk_ready).set_legal, window)
    qtbot.addWidget(dialog)
    place = next(row for row, rule in enumerate(dialog.rules) if rule.key == "annual_report_department")
    form = LegalForm(dialog.rules[place], window)
    qtbot.addWidget(form)
    form.month.setValue(2)
    form.day.setValue(30)
    assert form.note.text() == "2月没有30日。"
    form.day.setValue(10)
    monkeypatch.setattr(LegalForm, "ask", lambda *given: form.rule())
    dialog.view.setCurrentIndex(dialog.model.index(place, 0))
    dialog.edit()
    assert dialog.model.text(place, 0).endswith("（本单位改定）")
    assert period_words(dialog.rules[place]) == "每年2月10日前"
    dialog.reset()
    assert period_words(dialog.rules[place]) == "每年1月31日前"


def test_the_model_keeps_qts_rules(qtbot: QtBot, desk_ready: Desk) -> None:
    model = DutyTable(desk_ready)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_duties([FILING, *year_duties.duties(desk_ready.library, 2022)], TODAY)
    assert model.text(0, 2) == "还有286天"


def test_its_buttons_close_it(qtbot: QtBot) -> None:
    dialog = DutyDialog(FILING, "", date(2023, 9, 1), USUAL)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()
    assert not dialog.isVisible()
    dialog.show()
    dialog._remove()
    assert dialog.answer().act is DutyAct.REMOVE
