"""Acts from the menu 督办: what is missing keeps the button shut, many tasks are one step, what was said is stored."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QDate, Qt

from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, work
from gongkai_desk.standing import lights
from gongkai_desk.store.tasks import shares as stored
from tests.ui.answers import REJECTED, answer
from ui.dialogs.tasks.transition_dialog import TransitionDialog
from ui.window.window import MainWindow


@pytest.fixture
def lit(window: MainWindow) -> MainWindow:
    """The window; the two units of task 2 have reported."""
    for unit in ("市教育局", "市民政局"):
        window.desk.do(work.report, task_id=2, new=NewReport(unit, window.desk.today, "已办"))
    window.settle()
    return window


def dialog(window: MainWindow, action: Action, *ids: int) -> TransitionDialog:
    works = lights.works(window.desk.library, ids)
    return TransitionDialog(action, [works[each] for each in ids], window.desk.today, window)


def state_of(window: MainWindow, task_id: int) -> list[State]:
    return [share.state for share in lights.works(window.desk.library, [task_id])[task_id].shares]


def prove(window: MainWindow, task_id: int) -> None:
    window.desk.do(work.attach, task_id=task_id, what=Evidence("", doc_no="云政办〔2022〕1号"))


def test_without_evidence_the_button_is_shut_and_says_why(lit: MainWindow) -> None:
    shown = dialog(lit, Action.CLOSE, 1)
    assert not shown.accept_button.isEnabled()
    assert "还没有佐证材料" in shown.note.text()


def test_an_override_opens_it(lit: MainWindow) -> None:
    shown = dialog(lit, Action.CLOSE, 1)
    shown.override.setText("年底统一销号")
    assert shown.accept_button.isEnabled()
    assert not shown.note.isVisibleTo(shown)


def test_evidence_opens_it_without_an_override(lit: MainWindow) -> None:
    prove(lit, 1)
    shown = dialog(lit, Action.CLOSE, 1)
    assert shown.accept_button.isEnabled()
    assert not shown.override.isEnabled()


def test_a_delay_needs_a_reason_and_a_later_day(lit: MainWindow) -> None:
    shown = dialog(lit, Action.EXTEND, 1)
    assert "请写明理由" in shown.note.text()
    shown.reason.setPlainText("平台升级")
    shown.until.field.setDate(QDate(2022, 11, 30))
    assert "新的日期应晚于原来的日期" in shown.note.text()
    shown.until.field.setDate(QDate(2022, 12, 20))
    assert shown.accept_button.isEnabled()


def test_a_day_to_come_is_refused(lit: MainWindow) -> None:
    shown = dialog(lit, Action.APPLY, 1)
    tomorrow = lit.desk.today.toordinal() + 1
    later = date.fromordinal(tomorrow)
    shown.day.setDate(QDate(later.year, later.month, later.day))
    assert "日期不能晚于今天" in shown.note.text()


def test_units_are_chosen_one_by_one(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    lit.tasks.choose_task(2)
    answer(monkeypatch, TransitionDialog, lambda shown: shown.units.item(1).setCheckState(Qt.CheckState.Unchecked))
    lit.menus["apply"].trigger()
    assert state_of(lit, 2) == [State.PENDING, State.IN_PROGRESS]


def test_all_units_at_once(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    lit.tasks.choose_task(2)
    answer(monkeypatch, TransitionDialog)
    lit.menus["apply"].trigger()
    assert state_of(lit, 2) == [State.PENDING, State.PENDING]


def test_units_that_are_done_cannot_be_ticked(lit: MainWindow) -> None:
    act = partial(closing.move, task_id=2, unit="市教育局", action=Action.APPLY, by=lit.desk.by)
    lit.desk.write(act)
    shown = dialog(lit, Action.APPLY, 2)
    assert "待核查" in shown.units.item(0).text()
    assert not shown.units.item(0).flags() & Qt.ItemFlag.ItemIsEnabled
    shown.tick_none()
    assert shown.note.text() == "请选单位。"


def test_december_closes_many_with_one_reason_as_one_step(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    lit.tasks.choose_tasks([1, 3, 5])
    answer(monkeypatch, TransitionDialog, lambda shown: shown.override.setText("全年工作已完成，年底统一销号"))
    lit.menus["close_task"].trigger()
    assert [state_of(lit, each) for each in (1, 3, 5)] == [[State.CLOSED]] * 3
    acts = stored.transitions(lit.desk.library, [1, 3, 5])
    assert {act.override for each in acts.values() for act in each} == {"全年工作已完成，年底统一销号"}
    lit.desk.do(undo.undo)
    assert [state_of(lit, each) for each in (1, 3, 5)] == [[State.NOT_STARTED]] * 3


def test_what_was_said_is_stored(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: TransitionDialog) -> None:
        shown.reason.setPlainText("机构改革")
        shown.doc_no.setText("云政办函〔2022〕3号")
        shown.approver.setText("分管领导")

    lit.tasks.choose_task(1)
    answer(monkeypatch, TransitionDialog, fill)
    lit.menus["suspend"].trigger()
    (done,) = next(iter(stored.transitions(lit.desk.library, [1]).values()))
    assert (done.reason, done.doc_no, done.approver) == ("机构改革", "云政办函〔2022〕3号", "分管领导")
    assert state_of(lit, 1) == [State.SUSPENDED]


def test_cancelling_changes_nothing(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, TransitionDialog, code=REJECTED)
    lit.tasks.choose_task(1)
    lit.menus["apply"].trigger()
    assert state_of(lit, 1) == [State.NOT_STARTED]


@pytest.mark.parametrize("action", Action, ids=str)
def test_every_act_has_a_dialog_that_keeps_to_the_rules(lit: MainWindow, action: Action) -> None:
    shown = dialog(lit, action, 1)
    moved = shown.moved()
    if shown.accept_button.isEnabled():
        assert lit.desk.do(closing.move_many, moved.wanted, action, moved.said) is not None
    else:
        assert shown.note.text()
