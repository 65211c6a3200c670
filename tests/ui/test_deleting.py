"""Del empties a cell, Ctrl+Del deletes what it names, and the neighbour is chosen: in every list that has a bin."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import Request
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.slips import Call
from gongkai_desk.domain.work import Evidence
from gongkai_desk.services import requests, slips, units
from gongkai_desk.services.progress import work
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.tasks import plans
from ui.commands.chasing import call_acts
from ui.commands.office import unit_acts
from ui.deleting import neighbour
from ui.dialogs.base import ask
from ui.dialogs.chasing.calls import CallLog
from ui.dialogs.office.units_dialog import UnitsDialog
from ui.dialogs.tasks.bulk_edit import Preview
from ui.pages.requests import Requests
from ui.window.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
DELETE = Qt.Key.Key_Delete


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question, agreed to."""
    texts: list[str] = []

    def agree(parent: object, title: str, text: str, verb: str) -> bool:
        texts.append(text)
        return True

    monkeypatch.setattr(ask, "choose", agree)
    return texts


@pytest.fixture
def ready(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tasks.view.setFocus()
    return window


def cell(window: MainWindow, task_id: int, key: ColumnKey) -> QModelIndex:
    keys = [column.key for column in window.tasks.model.columns]
    return window.tasks.model.index(window.tasks.model.row_of(task_id), keys.index(key))


def current(window: MainWindow) -> int | None:
    task = window.tasks.current()
    return task.id if task is not None else None


# -- the table of tasks


def test_del_empties_the_cell_and_one_undo_fills_it(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    before = plans.task(ready.desk.library, 5)
    ready.tasks.view.setCurrentIndex(cell(ready, 5, ColumnKey.DEADLINE))
    qtbot.keyClick(ready.tasks.view, DELETE)
    after = plans.task(ready.desk.library, 5)
    assert (after.deadline.text, after.deadline.due, after.content) == ("", None, before.content)
    assert (current(ready), asked, ready.tasks.model.rowCount()) == (5, [], 40)
    ready.menus["undo"].trigger()
    assert plans.task(ready.desk.library, 5) == before


def test_del_in_several_rows_shows_what_it_empties(
    qtbot: QtBot, ready: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(Preview, "ask", lambda parent, title, rows, remark="": bool(shown.append(len(rows)) or True))
    ready.tasks.choose_tasks([2, 3, 4])
    ready.tasks.view.selectionModel().setCurrentIndex(
        cell(ready, 2, ColumnKey.UNITS), ready.tasks.view.selectionModel().SelectionFlag.NoUpdate
    )
    qtbot.keyClick(ready.tasks.view, DELETE)
    assert shown == [3]
    assert [plans.task(ready.desk.library, each).unit_text for each in (2, 3, 4)] == ["", "", ""]
    ready.menus["undo"].trigger()
    assert all(plans.task(ready.desk.library, each).unit_text for each in (2, 3, 4))


@pytest.mark.parametrize("key", [ColumnKey.CONTENT, ColumnKey.SEQ, ColumnKey.STATE, ColumnKey.LIGHT])
def test_del_where_nothing_can_be_emptied_says_so(qtbot: QtBot, ready: MainWindow, key: ColumnKey) -> None:
    before = list(dumped(ready.desk.library))
    ready.tasks.view.setCurrentIndex(cell(ready, 5, key))
    qtbot.keyClick(ready.tasks.view, DELETE)
    assert list(dumped(ready.desk.library)) == before
    assert ready.status.currentMessage()


def test_ctrl_del_says_which_task_and_chooses_the_next(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    ready.tasks.choose_task(12)
    qtbot.keyClick(ready.tasks.view, DELETE, CTRL)
    assert asked == ["删除任务 12“第12件事：按月更新专栏，及时公…”？可从回收站恢复，也可按 Ctrl+Z 撤销。"]
    assert (ready.tasks.model.rowCount(), ready.tasks.model.row_of(12), current(ready)) == (39, -1, 13)
    assert QApplication.focusWidget() is ready.tasks.view


def test_behind_the_last_task_comes_the_one_before(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    ready.tasks.choose_tasks([39, 40])
    qtbot.keyClick(ready.tasks.view, DELETE, CTRL)
    assert current(ready) == 38
    assert asked[0].startswith("删除 2 项任务（39、40）？")


def test_a_task_that_was_not_agreed_on_stays(qtbot: QtBot, ready: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "choose", lambda *given: False)
    ready.tasks.choose_task(12)
    qtbot.keyClick(ready.tasks.view, DELETE, CTRL)
    assert (ready.tasks.model.rowCount(), current(ready)) == (40, 12)


def test_the_neighbour_is_the_next_one_or_the_one_before() -> None:
    assert neighbour([1, 2, 3, 4], {2, 3}) == 4
    assert neighbour([1, 2, 3, 4], {4}) == 3
    assert neighbour([1, 2], {1, 2}) is None


# -- other lists


def test_a_plan_is_deleted_in_the_tree_but_not_with_one_of_its_sections(
    qtbot: QtBot, ready: MainWindow, asked: list[str]
) -> None:
    ready.tree.choose(2, ("一、突出重点",))
    ready.tree.view.setFocus()
    qtbot.keyClick(ready.tree.view, DELETE, CTRL)
    assert asked == []
    ready.tree.choose(2)
    ready.tree.view.setFocus()
    qtbot.keyClick(ready.tree.view, DELETE, CTRL)
    assert asked[0].startswith("《2021年云州市政务公开工作要点》和其中 5 项任务")
    assert [plan.id for plan in ready.desk.shelf.plans()] == [1]


def test_a_request_is_deleted_by_the_same_keys(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    ready.settle()
    for subject in ("甲", "乙", "丙"):
        new = Request(applicant="王某", subject=subject, received=ready.desk.today)
        ready.desk.do(requests.add_request, new=new)
    ready.menus["requests"].trigger()
    page = ready.middle.page("requests")
    assert isinstance(page.register, Requests)
    page.view.setCurrentIndex(page.model.index(1, 0))
    gone, following = page.current(), page.model.line(2).id
    page.view.setFocus()
    qtbot.keyClick(page.view, DELETE, CTRL)
    assert len(asked) == 1
    assert page.model.row_of(gone) == -1
    assert page.current() == following


def test_evidence_is_deleted_by_the_same_keys(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    for number in ("1号", "2号", "3号"):
        ready.desk.do(work.attach, task_id=1, what=Evidence("", doc_no=number))
    ready.tasks.choose_task(1)
    ready.menus["show_detail"].setChecked(True)
    ready.detail.turn_to("佐证")
    tab = ready.detail.evidence_tab
    tab.view.setCurrentIndex(tab.model.index(0, 0))
    tab.view.setFocus()
    qtbot.keyClick(tab.view, DELETE, CTRL)
    assert asked == ["删除佐证材料“1号”？按 Ctrl+Z 可撤销。"]
    assert tab.current().doc_no == "2号"


def test_a_unit_is_deleted_by_the_same_keys(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    ready.desk.do(units.seed_units)
    dialog = UnitsDialog(ready.desk, unit_acts(ready.desk), ready)
    dialog.show()
    dialog.search.setText("")
    dialog.units.selectRow(0)
    name = dialog.selected()[0].name
    dialog.units.setFocus()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.units, DELETE, CTRL)
    assert asked == [f"删除单位“{name}”？关闭本窗口后按 Ctrl+Z 可撤销。"]


def test_a_call_is_deleted_by_the_same_keys(qtbot: QtBot, ready: MainWindow, asked: list[str]) -> None:
    ready.desk.do(units.seed_units)
    for unit in ("市教育局", "市民政局"):
        call = partial(slips.remind, unit=unit, call=Call(), by=By("李明", ready.desk.today))
        ready.desk.write(call)
    log = CallLog(ready.desk, ready.exports, call_acts(ready.desk), ready)
    qtbot.addWidget(log)
    log.show()
    log.activateWindow()
    qtbot.waitUntil(log.isActiveWindow)
    log.view.selectRow(0)
    log.view.setFocus()
    qtbot.keyClick(log.view, DELETE, CTRL)
    assert len(asked) == 1
    assert log.model.rowCount() == 1
