"""The lines round the panes: the fields of the status bar, what stands above until it is read, the pages in between."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desk.store.care.snapshots import snapshot
from gongkai_desk.store.library import Library
from gongkai_desk.wording.days import left_sentence, today_sentence
from gongkai_desk.workdays import Workdays
from ui.desk import Desk
from ui.window.status import StatusFields
from ui.window.window import MainWindow

TUESDAY, SATURDAY = date(2022, 11, 22), date(2022, 11, 26)


@pytest.fixture
def status(qtbot: QtBot) -> StatusFields:
    made = StatusFields()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(parent: QWidget) -> list[str]:
    return [each.text() for each in parent.findChildren(QLabel) if each.isVisible() and each.text()]


# -- the status bar


@pytest.mark.parametrize(
    ("plans", "tasks", "text"), [(1, 40, "共 40 项"), (3, 7, "3 份要点 共 7 项"), (0, 0, "共 0 项")]
)
def test_counts_name_the_plans_only_where_there_are_several(
    status: StatusFields, plans: int, tasks: int, text: str
) -> None:
    status.show_counts(plans, tasks)
    assert text in shown(status)


def test_a_library_without_a_backup_says_so(status: StatusFields, library: Library) -> None:
    status.show_library(library)
    status.show_backup(library)
    assert {"台账库：云州市", "尚无备份"} <= set(shown(status))


def test_the_last_backup_is_told(status: StatusFields, library: Library) -> None:
    snapshot(library.folder, "daily")
    status.show_backup(library)
    assert [text for text in shown(status) if text.startswith("上次备份：20")]


def test_a_closed_library_leaves_no_counts(status: StatusFields, library: Library) -> None:
    status.show_library(library)
    status.show_counts(1, 40)
    status.show_selected(3)
    status.show_backup(library)
    status.show_library(None)
    assert shown(status) == ["未打开台账库"]


def test_a_message_leaves_the_day_to_be_read(status: StatusFields) -> None:
    status.show_today(TUESDAY, Workdays.usual())
    status.showMessage("已登记进展")
    assert shown(status) == ["今天 2022年11月22日（周二） 工作日"]


def test_the_window_counts_what_is_selected_and_listed(window: MainWindow) -> None:
    window.tasks.choose_tasks([2, 3, 4])
    assert {"共 40 项", "已选 3 项"} <= set(shown(window.status))
    window.search.setText("第")
    window.search.ask()
    assert "共 40 项" in shown(window.status)


# -- days in words


@pytest.mark.parametrize(
    ("day", "words"),
    [(TUESDAY, "今天 2022年11月22日（周二） 工作日"), (SATURDAY, "今天 2022年11月26日（周六） 休息日")],
)
def test_a_day_says_whether_it_is_worked(day: date, words: str) -> None:
    assert today_sentence(day, Workdays.usual()) == words


def test_a_year_without_a_notice_is_said_to_be_guessed() -> None:
    assert "按周一至周五推算" in today_sentence(date(2049, 3, 2), Workdays.usual())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2022, 11, 21), "已过 1 天"),
        (TUESDAY, "今天到期"),
        (date(2022, 11, 28), "还有 4 个工作日（6 天）"),
    ],
)
def test_how_far_a_deadline_is(due: date, words: str) -> None:
    assert left_sentence(due, TUESDAY, Workdays.usual()) == words


# -- above the panes


def press(parent: QWidget) -> None:
    parent.findChild(QPushButton).click()


def test_the_warning_about_secrets_goes_for_good_once_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    assert window.banners.secrets.isVisible()
    press(window.banners.secrets)
    assert window.banners.secrets.isHidden()
    later = MainWindow(window.desk)
    qtbot.addWidget(later)
    assert later.banners.secrets.isHidden()


def test_the_remark_about_typing_is_for_those_whom_it_concerns(qtbot: QtBot, desk: Desk) -> None:
    for through, hidden in ((False, True), (True, False)):
        desk.settings.through_ibus = through
        made = MainWindow(desk)
        qtbot.addWidget(made)
        assert made.banners.typing.isHidden() == hidden
    press(made.banners.typing)
    assert desk.settings.told_of_input


def test_a_library_for_reading_is_opened_for_writing_by_its_line(window: MainWindow) -> None:
    assert window.banners.reading_only.isHidden()
    folder = window.desk.library.folder
    window.desk.open(folder, read_only=True)
    assert window.banners.reading_only.isVisible()
    press(window.banners.reading_only)
    assert window.desk.may_write
    assert window.banners.reading_only.isHidden()


# -- pages


def test_a_page_keeps_what_was_set_on_it_until_the_library_changes(window: MainWindow) -> None:
    first = window.middle.page("requests")
    window.menus["requests"].trigger()
    assert window.middle.currentWidget() is first
    window.menus["calendar"].trigger()
    window.menus["requests"].trigger()
    assert window.middle.currentWidget() is first
    window.middle.forget()
    assert window.middle.page("requests") is not first


def test_a_page_knows_the_plan_that_was_shown_last(window: MainWindow) -> None:
    window.tree.choose(2)
    window.menus["statistics"].trigger()
    assert window.middle.currentWidget().plan.id == 2
