"""Whom a slip is for, alone: the ticks, the scopes, the kinds, the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.slips import SlipKind
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.store import units as stored
from gongkai_desk.store.library import Library
from tests.builders import a_plan, a_task
from ui.desk import Desk
from ui.dialogs.chasing.slip_picker import Scope, SlipPicker
from ui.settings import Settings

LATE = date(2026, 10, 9)
DAY = date(2026, 3, 10)
TASKS = (
    a_task(lead=(), responsible=("市司法局",)),
    a_task(seq="2", title="公开规划", lead=(), responsible=("市司法局", "市教育局")),
)


@pytest.fixture
def late(tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    folder = tmp_path / "云州市.gkdesk"
    with Library.create(folder, "云州市台账", day=DAY) as library:
        draft = Draft("要点.docx", (a_plan(),), (Part(PartKind.TABLE, "表", TASKS),))
        add_plan(library, By("李明", DAY), Intake(draft, 0))
    desk = Desk(LATE, "李明", settings)
    desk.open(folder)
    yield desk
    desk.jobs.shut_down()
    desk.close()


@pytest.fixture
def picker(qtbot: QtBot, late: Desk) -> SlipPicker:
    def works(*ids: int) -> list[object]:
        return list(lit_works(late.library, late.today, ids).values())

    unit = str(stored.find_unit(late.library, "市教育局").id)
    scopes = (
        Scope("全部", lambda: works(1, 2)),
        Scope("第1项", lambda: works(1)),
        Scope("市教育局", lambda: works(1, 2), unit),
        Scope("没有任务", list),
    )
    made = SlipPicker(late, scopes, "单子")
    qtbot.addWidget(made)
    made.show()
    return made


def ticked(picker: SlipPicker) -> dict[str, list[int]]:
    return {slip.unit: [task.task_id for task in slip.tasks] for slip in picker.chosen()}


def press(picker: SlipPicker, text: str) -> None:
    next(each for each in picker.findChildren(QPushButton) if each.text() == text).click()


def test_what_is_overdue_is_ticked_at_once_and_opened(picker: SlipPicker) -> None:
    assert ticked(picker) == {"市司法局": [1, 2], "市教育局": [2]}
    assert all(picker.view.isExpanded(picker.model.index(row, 0)) for row in range(2))
    assert picker.none.isHidden()


@pytest.mark.parametrize(
    ("scope", "units"),
    [("第1项", {"市司法局": [1]}), ("市教育局", {"市教育局": [2]}), ("没有任务", {})],
)
def test_a_scope_narrows_whom_it_is_for(picker: SlipPicker, scope: str, units: dict[str, list[int]]) -> None:
    picker.scope.setCurrentText(scope)
    assert ticked(picker) == units
    assert picker.none.isVisible() == (not units)


def test_none_due_says_how_to_chase_all_the_same(picker: SlipPicker) -> None:
    picker.scope.setCurrentText("没有任务")
    assert picker.current() is None
    assert "列出全部在办事项" in picker.none.text()


def test_all_and_nothing_are_ticked_and_counted(qtbot: QtBot, picker: SlipPicker) -> None:
    with qtbot.waitSignal(picker.changed):
        press(picker, "全不选")
    assert picker.chosen() == ()
    assert picker.counted.text() == "已选 0 家 0 项"
    press(picker, "全选")
    assert picker.counted.text() == "已选 2 家 3 项"


def test_nothing_of_what_a_search_shows_leaves_the_others_ticked(picker: SlipPicker) -> None:
    picker.search.setText("教育")
    assert picker.model.rowCount() == 1
    press(picker, "全不选")
    picker.search.clear()
    assert ticked(picker) == {"市司法局": [1, 2]}


def test_one_item_is_taken_off_a_slip(picker: SlipPicker) -> None:
    unit = next(index for row in range(2) if (index := picker.model.index(row, 0)).data() == "市司法局")
    item = picker.model.index(0, 0, unit)
    picker.model.setData(item, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert unit.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    assert len(ticked(picker)["市司法局"]) == 1
    press(picker, "只选该催的")
    assert ticked(picker)["市司法局"] == [1, 2]


def test_the_line_one_stands_on_says_which_slip_is_looked_at(qtbot: QtBot, picker: SlipPicker) -> None:
    assert picker.current().unit == picker.model.index(0, 0).data()
    with qtbot.waitSignal(picker.looked_at):
        picker.view.setCurrentIndex(picker.model.index(0, 0, picker.model.index(1, 0)))
    assert picker.current().unit == picker.model.index(1, 0).data()


def test_another_kind_makes_other_slips(qtbot: QtBot, picker: SlipPicker) -> None:
    assert {slip.kind for slip in picker.chosen()} == {SlipKind.CHASE}
    with qtbot.waitSignal(picker.changed):
        picker.kind.setCurrentText("督办单（黄）")
    assert {slip.kind for slip in picker.chosen()} <= {SlipKind.YELLOW}


def test_listing_all_ticks_nothing_that_is_not_due(picker: SlipPicker) -> None:
    picker.kind.setCurrentText("督办单（红）")
    due = ticked(picker)
    picker.others.setChecked(True)
    assert picker.model.rowCount() == 2
    assert ticked(picker) == due


def test_a_library_that_was_closed_is_not_asked(late: Desk, picker: SlipPicker) -> None:
    late.close()
    picker.ask_again()
    assert picker.model.rowCount() == 2
