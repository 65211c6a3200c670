"""期次锁定 in the window: a period is locked, what comes late is shown and decided, the lock is taken off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.upward import Submission
from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.work import NewReport
from gongkai_desk.export.templates import printed_text
from gongkai_desk.services import upward
from gongkai_desk.services.progress import work
from gongkai_desk.standing.cycle.upward import sent_up
from gongkai_desk.standing.year.locks import late_returns
from tests.ui.answers import REJECTED, answer
from tests.ui.conftest import PLAN
from ui.dialogs.base.written import Written
from ui.dialogs.year.locks_dialog import LocksDialog
from ui.dialogs.year.locks_forms import CorrectionForm, LockForm
from ui.window.window import MainWindow


def lock_third_quarter(qtbot: QtBot, shown: LocksDialog) -> None:
    shown.period.setCurrentIndex(shown.period.findData("2022Q3"))
    shown.lock_button.click()
    qtbot.waitUntil(lambda: shown.locks.rowCount() == 1, timeout=30_000)


def tell_late(shown: LocksDialog) -> None:
    day = date(2022, 11, 22)
    shown._desk.do(work.report, TaskId(1), NewReport("市交通局", day, "补报：已更新专栏。", "2022Q3"))


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written where a period is locked, and why it is unlocked."""
    answer(monkeypatch, LockForm, remark)
    monkeypatch.setattr("ui.dialogs.year.locks_dialog.ask_line", lambda *asked: "市交通局补报")


def remark(form: LockForm) -> None:
    """Who locks is told what will be kept."""
    told = [each.text() for each in form.findChildren(QLabel)]
    assert any(each.startswith(f"《{PLAN.title}》：部署任务 40，已完成 0，应报家次 ") for each in told)
    assert not any("还没有结束" in each for each in told)
    form.reason.setText("云政办函〔2022〕30号")


def test_a_period_is_locked_told_late_and_unlocked(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, words: None
) -> None:
    def act(shown: LocksDialog) -> None:
        assert not shown.unlock_button.isEnabled()
        lock_third_quarter(qtbot, shown)
        assert [shown.locks.text(0, column) for column in (0, 11, 4)] == ["2022年三季度", "云政办函〔2022〕30号", "40"]
        shown.lock_button.click()
        qtbot.waitUntil(lambda: shown.note.text() == "现在还不能这样办：这一期已经锁定。", timeout=30_000)
        tell_late(shown)
        assert (shown.late.text(0, 0), shown.late.text(0, 5)) == ("市交通局", "等着处理")
        shown.next_button.click()
        assert shown.late.text(0, 5) == "计入2022年四季度"
        assert not shown.next_button.isEnabled()
        shown.unlock_button.click()
        assert shown.locks.text(0, 10) == "2022-11-22 解锁：市交通局补报"

    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()


def test_a_late_return_is_told_as_such_where_reports_are_shown(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, words: None
) -> None:
    def act(shown: LocksDialog) -> None:
        lock_third_quarter(qtbot, shown)
        tell_late(shown)

    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()
    window.tasks.choose_task(1)
    window.detail.turn_to("进展")
    told = window.detail.progress_tab.model.text(0, 1)
    assert told.splitlines() == ["〔迟报，未计入11月22日报告〕", "补报：已更新专栏。"]


def test_a_correction_is_written_and_entered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path, words: None
) -> None:
    out = tmp_path / "更正.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(out), ""))
    monkeypatch.setattr(Written, "show_for", lambda parent, path: False)

    def sign(form: CorrectionForm) -> None:
        assert "全部　迟报家次：0 → 1" in form.changes.toPlainText()
        assert not form.accept_button.isEnabled()
        form.addressee.setEditText("省政府办公厅")
        form.signer.setText("张三")

    def act(shown: LocksDialog) -> None:
        lock_third_quarter(qtbot, shown)
        tell_late(shown)
        shown.correct_button.click()
        qtbot.waitUntil(lambda: shown.late.text(0, 5) == "已补报更正", timeout=30_000)

    answer(monkeypatch, CorrectionForm, sign)
    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()
    told = printed_text(out)
    assert "市交通局补报进展1条" in told
    assert "迟报家次\n全部\n0\n1" in told
    assert "{{" not in told
    assert [(each.what, each.addressee) for each in sent_up(window.desk.library)] == [("correction", "")]
    assert [each.report.counted_in for each in late_returns(window.desk.library)] == ["补报更正"]


def test_a_locked_figure_leads_to_the_tasks_that_it_counted(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, words: None
) -> None:
    def act(shown: LocksDialog) -> None:
        lock_third_quarter(qtbot, shown)
        shown.locks_view.activated.emit(shown.locks.index(0, 3))
        shown.locks_view.activated.emit(shown.locks.index(0, 4))

    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()
    assert len(window.tasks.shown()) == 40
    assert "2022年三季度部署任务（锁定时）" in window.tasks.sentence.text()


def test_what_went_up_is_registered_with_the_lock_and_shown_with_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def register(form: LockForm) -> None:
        assert not form.name.isEnabled()
        form.sent.setCurrentIndex(form.sent.count() - 1)
        form.name.clear()
        assert not form.accept_button.isEnabled()
        form.name.setText("三季度进展情况表")

    def act(shown: LocksDialog) -> None:
        lock_third_quarter(qtbot, shown)
        assert shown.locks.text(0, 11) == "报送登记：三季度进展情况表"

    answer(monkeypatch, LockForm, register)
    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()
    assert [(each.title, each.plan_id) for each in sent_up(window.desk.library)] == [("三季度进展情况表", None)]


def test_what_was_sent_of_the_period_is_offered_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    desk = window.desk
    for title, period in (("三季度报表", "2022Q3"), ("别的报表", "")):
        desk.do(upward.submit, Submission("table", desk.today, title, period=period))

    def act(shown: LocksDialog) -> None:
        lock_third_quarter(qtbot, shown)
        assert shown.locks.text(0, 11) == "报送登记：三季度报表"

    answer(monkeypatch, LockForm, lambda form: None)
    answer(monkeypatch, LocksDialog, act, REJECTED)
    window.menus["locks"].trigger()
