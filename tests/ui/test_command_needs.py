"""What can be pressed where a clerk stands, and what the quiet commands do: the tool bar, plans, looks, panes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.plan import Plan
from gongkai_desk.services.intake import plans
from ui.commands import edit
from ui.commands.command import Needs
from ui.commands.progress import report
from ui.dialogs.base import ask
from ui.dialogs.tasks.by_hand import PlanDialog, PlanFacts, TaskDialog
from ui.dialogs.tasks.report_dialog import ReportDialog
from ui.settings import USUAL_POINTS
from ui.window.menu_bar import FIRST_ON_BAR
from ui.window.menus import what_is_there
from ui.window.window import MainWindow

ALWAYS = {"new", "open", "quit", "count_days", "settings", "keys", "about", "larger", "look_dark"}
OF_LIBRARY = {"close", "find", "dashboard", "bin", "units", "backup", "chase_list", "refresh", "lacking"}
OF_PLAN = {"plan_facts", "breakdown_docx", "ledger_xlsx", "breakdown_preview"}
OF_TASK = {"copy", "copy_cells", "select_all", "history", "source", "next_task", "card_docx", "filter_cell"}
WRITING = {"import", "new_plan", "assigned", "log_call", "slips", "restore"}
ON_PLAN = {"edit_plan", "delete_plan", "new_task", "import_revision"}
ON_TASK = {"report", "report_many", "prove", "check_off", "bulk", "paste", "replace", "move_up", "extend", "settle"}
EVERY = ALWAYS | OF_LIBRARY | OF_PLAN | OF_TASK | WRITING | ON_PLAN | ON_TASK


def pressable(window: MainWindow, names: Iterable[str] = EVERY) -> set[str]:
    return {name for name in names if window.menus[name].isEnabled()}


# -- what can be pressed


def test_on_a_task_all_of_them_can_be_pressed(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    assert pressable(window) == EVERY


def test_without_a_library_only_what_needs_none(window: MainWindow) -> None:
    window.menus["close"].trigger()
    assert pressable(window) == ALWAYS


def test_only_for_reading_nothing_that_writes(window: MainWindow) -> None:
    folder = window.desk.library.folder
    window.desk.open(folder, read_only=True)
    window.tasks.choose_task(3)
    assert pressable(window) == ALWAYS | OF_LIBRARY | OF_PLAN | OF_TASK


def test_on_a_page_nothing_of_a_task_that_is_not_seen(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.menus["dashboard"].trigger()
    assert pressable(window) == ALWAYS | OF_LIBRARY | WRITING
    window.menus["dashboard"].trigger()  # back to the tasks
    window.tree.choose_first()
    assert pressable(window) >= ON_PLAN


def test_a_search_without_a_hit_leaves_no_task_to_write_on(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.search.setText("没有这样的字")
    window.search.ask()
    assert not pressable(window, OF_TASK | ON_TASK)


def test_an_empty_plan_takes_a_task_but_has_none(window: MainWindow) -> None:
    made = window.desk.do(plans.new_plan, plan=Plan("2023年要点", year=2023)).made
    window.tree.choose(made)
    assert pressable(window) == EVERY - OF_TASK - ON_TASK
    assert "这份要点还没有任务" in window.tasks.empty.heading.text()


def test_a_filter_can_only_be_cleared_where_there_is_one(window: MainWindow) -> None:
    assert not window.menus["filter_none"].isEnabled()
    window.tasks.choose_task(3)
    window.menus["filter_cell"].trigger()
    assert window.menus["filter_none"].isEnabled()
    window.menus["filter_none"].trigger()
    assert not window.menus["filter_none"].isEnabled()
    assert window.tasks.model.rowCount() == 40


def test_undo_and_redo_follow_what_was_done(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    window.pane_acts.store_text(3, "content", "改过的字")
    assert (window.menus["undo"].isEnabled(), window.menus["redo"].isEnabled()) == (True, False)
    window.menus["undo"].trigger()
    assert window.menus["redo"].isEnabled()
    assert window.menus["redo"].toolTip().startswith("恢复“")
    assert window.status.currentMessage().startswith("已撤销“")
    window.menus["redo"].trigger()
    assert window.status.currentMessage().startswith("已恢复“")
    assert window.menus["redo"].toolTip() == "没有可恢复的操作"
    assert "”(&U)" in window.menus["undo"].text()


def test_needs_are_met_one_by_one(window: MainWindow) -> None:
    window.tasks.choose_task(3)
    there = what_is_there(window.here(), undo=False, redo=True)
    assert there == Needs.LIBRARY | Needs.WRITING | Needs.PLAN | Needs.TASK | Needs.REDO


@pytest.mark.parametrize("agreed", [True, False])
def test_another_clerks_act_stays_unless_agreed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    window.pane_acts.store_text(3, "content", "经办人写的")
    window.desk.settings.who = window.desk.who = "王芳"
    monkeypatch.setattr(ask, "choose", lambda *_: agreed)
    edit.undo(window.here())
    assert (window.desk.shelf.some([3])[0].content != "经办人写的") == agreed


# -- the tool bar


def test_the_bar_has_one_primary_button_and_follows_the_menus(window: MainWindow) -> None:
    primary = [each for each in window.bar.findChildren(QToolButton) if each.objectName() == "primary"]
    assert [each.defaultAction() for each in primary] == [window.menus.action(FIRST_ON_BAR)]
    window.menus["close"].trigger()
    assert not primary[0].isEnabled()


def test_every_button_of_the_bar_has_words_and_an_icon(window: MainWindow) -> None:
    shown = [
        action
        for each in window.bar.findChildren(QToolButton)
        if (action := each.defaultAction()) is not None and not action.isSeparator()
    ]
    assert len(shown) == 8
    assert all(action.iconText() and not action.icon().isNull() for action in shown)
    assert not any("(" in action.iconText() or "…" in action.iconText() for action in shown)


def test_the_bar_can_be_reached_by_tab_and_not_lost(window: MainWindow) -> None:
    assert not window.bar.isMovable()
    assert not window.bar.toggleViewAction().isVisible()  # who hides it would not get it back
    primary = window.bar.findChild(QToolButton, "primary")
    assert primary.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_bar_opens_a_menu_at_one_click(window: MainWindow) -> None:
    buttons = [each for each in window.bar.findChildren(QToolButton) if each.defaultAction() is not None]
    openers = [each for each in buttons if each.defaultAction().menu() is not None]
    assert [each.defaultAction().iconText() for each in openers] == ["催办", "导出分解表", "导出台账"]
    assert {each.popupMode() for each in openers} == {QToolButton.ToolButtonPopupMode.InstantPopup}


# -- plans


def test_plans_are_stepped_through_and_stop_at_the_ends(window: MainWindow) -> None:
    window.tree.choose(1)
    seen = []
    for name in ("next_plan", "next_plan", "previous_plan", "previous_plan"):
        window.menus[name].trigger()
        seen.append(window.here().plan.year)
    assert seen == [2021, 2021, 2022, 2022]


@pytest.mark.parametrize("name", ["new_task", "edit_task"])
def test_a_found_task_is_offered_the_sections_of_its_own_plan(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    offered: list[list[tuple[str, ...]]] = []
    monkeypatch.setattr(TaskDialog, "ask", lambda parent, task, sections, **_: offered.append(sections))
    window.tree.choose(1)
    window.search.setText("分章之")
    window.search.ask()
    window.tasks.view.selectRow(0)
    window.menus[name].trigger()
    assert offered == [[("一、突出重点", "（一）主动公开"), ("二、夯实基础", "（一）主动公开")]]


def test_plan_data_left_as_they_are_make_no_step(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    before = window.desk.step_names()
    monkeypatch.setattr(PlanDialog, "ask", lambda parent, plan, **_: plan)
    window.menus["edit_plan"].trigger()
    assert window.desk.step_names() == before


def test_a_deletion_names_the_plan_and_how_much_goes(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ask, "choose", lambda parent, title, text, agree: bool(asked.append(text)))
    window.tree.choose(1)
    window.menus["delete_plan"].trigger()
    assert "2022年云州市政务公开工作要点》和其中 40 项任务" in asked[0]
    assert [plan.id for plan in window.desk.shelf.plans()] == [1, 2]


def test_facts_count_the_whole_plan_not_the_group_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[int, int]] = []
    monkeypatch.setattr(PlanFacts, "show_for", lambda parent, plan, count: shown.append((plan.id, count)))
    group = next(task.title for task in window.desk.shelf.tasks(1))
    window.stage.show_place(1, (group,))
    assert window.tasks.model.rowCount() < 40
    window.menus["plan_facts"].trigger()
    assert shown == [(1, 40)]


# -- progress


def test_a_report_of_one_unit_is_asked_for_that_unit(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str, tuple[str, ...]]] = []

    def cancel(parent: object, task: object, today: object, offered: object, former: object = None) -> None:
        asked.append((task.id, offered.unit, offered.units))

    monkeypatch.setattr(ReportDialog, "ask", cancel)
    window.tasks.choose_task(2)
    before = window.desk.step_names()
    report(window.here(), "市民政局")
    assert asked == [(2, "市民政局", ("市教育局", "市民政局"))]
    assert window.desk.step_names() == before


# -- looks and panes


def test_text_grows_shrinks_and_comes_back(window: MainWindow) -> None:
    settings = window.desk.settings
    window.menus["larger"].trigger()
    window.menus["larger"].trigger()
    window.menus["smaller"].trigger()
    assert settings.points == USUAL_POINTS + 1
    window.menus["usual_size"].trigger()
    assert settings.points == USUAL_POINTS


def test_only_the_look_that_is_worn_has_the_tick(window: MainWindow) -> None:
    looks = ("look_system", "look_light", "look_dark")
    for name in ("look_dark", "look_light"):
        window.menus[name].trigger()
        assert [each for each in looks if window.menus[each].isChecked()] == [name]
        assert window.desk.settings.look == name.removeprefix("look_")


def test_going_to_a_hidden_pane_shows_it(window: MainWindow, qtbot: QtBot) -> None:
    for switch, focus, pane in (
        ("show_tree", "focus_tree", window.tree),
        ("show_detail", "focus_detail", window.detail),
    ):
        window.menus[switch].setChecked(False)
        assert pane.isHidden()
        window.menus[focus].trigger()
        assert pane.isVisible()
        assert window.menus[switch].isChecked()


def test_the_usual_layout_shows_all_panes(window: MainWindow) -> None:
    window.menus["show_tree"].setChecked(False)
    window.menus["show_detail"].setChecked(False)
    window.menus["usual_layout"].trigger()
    assert window.tree.isVisible()
    assert window.detail.isVisible()


def test_a_page_takes_the_room_of_the_details_and_gives_it_back(window: MainWindow) -> None:
    window.menus["calendar"].trigger()
    assert window.detail.isHidden()
    assert window.menus["show_detail"].isChecked()
    window.tree.choose(1)
    assert window.detail.isVisible()


def test_details_hidden_by_the_clerk_stay_so_behind_a_page(window: MainWindow) -> None:
    window.menus["show_detail"].setChecked(False)
    window.menus["calendar"].trigger()
    window.tree.choose(1)
    assert window.detail.isHidden()
