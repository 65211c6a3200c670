"""填报设置: one or many tasks as one step; what they differ in stays unless it is chosen."""

from functools import partial

import pytest

from gongkai_desk.domain.state import WhoReports
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.services.progress import counting
from gongkai_desk.store.tasks import shares as stored
from tests.ui.answers import ACCEPTED, answer
from ui.dialogs.tasks.report_dialog import ReportingDialog
from ui.window.window import MainWindow


def settings(window: MainWindow, *ids: int) -> list[TaskSettings]:
    found = stored.task_settings(window.desk.library, ids)
    return [found[number] for number in ids]


def monthly(shown: ReportingDialog) -> None:
    shown.who.setCurrentText("牵头汇总报")
    shown.cycle.setCurrentText("每月")
    shown.day.setText("次月5日前")
    assert shown.read.text() == "2022年11月进展，2022年12月5日（周一）前报送。"


def test_many_tasks_are_set_as_one_step(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.tasks.choose_tasks([1, 2])
    answer(monkeypatch, ReportingDialog, monthly, ACCEPTED)
    window.menus["reporting"].trigger()
    for each in settings(window, 1, 2):
        assert (each.who_reports, each.report_cycle, each.report_day) == (WhoReports.LEAD, "每月", "次月5日前")
    assert window.menus["undo"].text().startswith("撤销“批量设置填报（2项）”")


def test_what_tasks_differ_in_stays(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    act = partial(counting.set_reporting, task_id=1, cycle="每年", by=window.desk.by)
    window.desk.write(act)
    window.tasks.choose_tasks([1, 2])
    answer(monkeypatch, ReportingDialog, lambda shown: shown.who.setCurrentText("仅责任单位报"), ACCEPTED)
    window.menus["reporting"].trigger()
    assert [each.report_cycle for each in settings(window, 1, 2)] == ["每年", ""]
    assert {each.who_reports for each in settings(window, 1, 2)} == {WhoReports.RESPONSIBLE}


def test_no_reports_need_no_day(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: ReportingDialog) -> None:
        shown.cycle.setCurrentText("不填报")
        assert not shown.day.isEnabled()
        assert shown.read.text() == "不要求报送进展，也不提醒。"

    window.tasks.choose_task(1)
    answer(monkeypatch, ReportingDialog, fill, ACCEPTED)
    window.menus["reporting"].trigger()
    assert settings(window, 1)[0].report_cycle == "不填报"


def test_the_usual_cycle_is_that_of_the_office(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: ReportingDialog) -> None:
        assert shown.cycle.currentText().startswith("按本办通常做法")
        assert shown.read.text() == "2022年四季度进展，2022年12月10日（周六）前报送。"

    window.tasks.choose_task(1)
    answer(monkeypatch, ReportingDialog, fill, ACCEPTED)
    window.menus["reporting"].trigger()
