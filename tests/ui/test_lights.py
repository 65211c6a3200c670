"""Lights in the window: the column, the bar, why, the reminders of the tree, and that an act renews only its own."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.light import Colour, Topic
from gongkai_desk.domain.plan import Task, TaskEdit
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import NewReport, Said, TaskSettings, Transition
from gongkai_desk.rules.light.lights import Frame, task_light
from gongkai_desk.services import undo
from gongkai_desk.services.progress import closing, work
from gongkai_desk.standing import lights
from gongkai_desk.standing.lights import LitWork, TaskWork
from gongkai_desk.standing.shelf import Shelf
from gongkai_desk.workdays import Workdays
from tests.builders import a_share
from ui.models.plan_tree import COUNT_ROLE, RED_ROLE, NodeKind
from ui.parts.why_popup import why_sentences
from ui.widgets.merged_view import PAD_X
from ui.window.window import MainWindow

LIGHT = 0


@pytest.fixture
def lit(window: MainWindow) -> MainWindow:
    window.settle()
    return window


def light_of(window: MainWindow, task_id: int) -> str:
    return window.tasks.model.text(window.tasks.model.row_of(task_id), LIGHT)


def apply(window: MainWindow, task_id: int) -> None:
    window.desk.do(closing.move, task_id=task_id, unit=None, action=Action.APPLY)


def test_the_first_picture_does_not_wait_for_lights(window: MainWindow) -> None:
    window.tasks.model.show_lights({})
    assert light_of(window, 1) == ""


def test_every_row_has_a_light_with_word_and_shape(lit: MainWindow) -> None:
    model = lit.tasks.model
    expected = lights.lights(lit.desk.library, lit.desk.today)
    shown = [model.light(task) for task in lit.tasks.shown()]
    assert shown == [expected[task.id] for task in lit.tasks.shown()]
    assert all(model.text(row, LIGHT)[0] in "红黄蓝绿不" for row in range(model.rowCount()))


def test_an_act_renews_the_light_of_its_task_only(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    whole = lights.lit_works

    def listening(library: object, today: date, task_ids: list[int] | None = None, **given: object) -> object:
        asked.append(task_ids)
        return whole(library, today, task_ids, **given)

    monkeypatch.setattr(lights, "lit_works", listening)
    apply(lit, 5)
    assert asked == [[5]]
    assert light_of(lit, 5).startswith("蓝")
    assert light_of(lit, 6) != light_of(lit, 5)


def test_after_undo_all_lights_are_as_before(lit: MainWindow) -> None:
    before = dict(lit.desk.board.lights())
    apply(lit, 5)
    lit.desk.do(undo.undo)
    assert dict(lit.desk.board.lights()) == before


def test_lights_renewed_one_by_one_are_those_worked_out_at_once(lit: MainWindow) -> None:
    for task_id in (3, 7, 7):
        lit.desk.do(work.report, task_id=task_id, new=NewReport(None, lit.desk.today, "已办"))
    apply(lit, 3)
    assert dict(lit.desk.board.lights()) == lights.lights(lit.desk.library, lit.desk.today)


def test_a_click_on_a_light_says_why(qtbot: QtBot, lit: MainWindow) -> None:
    apply(lit, 1)
    index = lit.tasks.model.index(0, LIGHT)
    lit.tasks.view.scrollTo(index)
    place = lit.tasks.view.visualRect(index).center()
    qtbot.mouseClick(lit.tasks.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "申请销号，待核查" in lit.why.text.text()
    assert "时限原文" in lit.why.text.text()
    lit.why.close()


def test_units_of_one_cause_stand_together_with_what_was_said() -> None:
    day = date(2026, 3, 14)
    task = Task("公开目录", deadline=Deadline("3月底前", DeadlineKind.MONTH_END, date(2026, 3, 31)))
    act = Transition(
        1, None, Action.NOT_APPLICABLE, day, State.NOT_STARTED, State.NOT_APPLICABLE, "没有窗口", approver="王主任"
    )
    aside = [a_share(n, f"第{n}局", act.became, day, acts=(act,)) for n in (2, 3)]
    of = TaskWork(task, (a_share(1, "市教育局"), *aside), TaskSettings(entered=date(2026, 3, 6)))
    frame = Frame(day, Workdays.usual(), of.settings)
    told = why_sentences(LitWork(of, frame, task_light(task.deadline, of.shares, frame)))
    assert told[0].startswith("时限原文“3月底前”")
    assert told[1].startswith("绿（正常推进）1家：按期推进，离2026年3月31日还有17天")
    assert told[2] == "不亮（不涉及）2家：2026年3月14日不涉及：没有窗口（王主任批准）。\n第2局、第3局"


def test_no_unit_is_left_out_of_why_silently() -> None:
    task = Task("公开目录", deadline=Deadline("3月底前", DeadlineKind.MONTH_END, date(2026, 3, 31)))
    shares = tuple(a_share(n, f"第{n}局", State.CLOSED, finished=date(2026, 3, 30 - n)) for n in range(9))
    of = TaskWork(task, shares, TaskSettings(entered=date(2026, 3, 6)))
    frame = Frame(date(2026, 4, 1), Workdays.usual(), of.settings)
    told = why_sentences(LitWork(of, frame, task_light(task.deadline, shares, frame)))
    assert told[-1].startswith("另有3家原因各不相同：绿3家")


def test_the_bar_counts_and_picks_a_light(lit: MainWindow) -> None:
    apply(lit, 5)
    chip = lit.tasks.lights.chips[Colour.BLUE]
    assert chip.text() == "蓝 1"
    chip.click()
    assert [task.id for task in lit.tasks.shown()] == [5]
    assert "蓝灯" in lit.tasks.sentence.text()
    chip.click()
    assert lit.tasks.model.rowCount() == 40


def test_the_worst_lights_sort_to_the_top(lit: MainWindow) -> None:
    apply(lit, 5)
    lit.tasks.view.sortByColumn(LIGHT, Qt.SortOrder.AscendingOrder)
    colours = [lit.tasks.model.light(task).colour for task in lit.tasks.shown()]
    assert colours == sorted(colours, key=list(Colour).index)
    assert ColumnKey.LIGHT is lit.tasks.model.columns[LIGHT].key


def test_the_detail_tells_light_day_rule_and_days_left(lit: MainWindow) -> None:
    lit.tasks.choose_task(1)
    assert lit.detail.light.text().startswith(light_of(lit, 1))
    told = lit.detail._due.text()
    assert "11月底前 → 2022年11月30日（周三）（当月最后一天）" in told
    assert "工作日" in told or "已过" in told or "今天" in told


def test_the_tree_counts_reminders_and_shows_their_rows(lit: MainWindow) -> None:
    apply(lit, 5)
    index = lit.tree.model.find_special(NodeKind.TOPIC, Topic.TO_VERIFY)
    assert index.data() == "待核查"
    assert index.data(COUNT_ROLE) == 1
    lit.tree.view.setCurrentIndex(index)
    assert [task.id for task in lit.tasks.shown()] == [5]


def test_a_reminder_that_is_settled_goes_and_its_rows_with_it(lit: MainWindow) -> None:
    apply(lit, 5)
    lit.tree.choose_special(NodeKind.TOPIC, Topic.TO_VERIFY)
    lit.desk.do(closing.move, task_id=5, unit=None, action=Action.RETURN, said=Said("材料不全"))
    assert not lit.tree.model.find_special(NodeKind.TOPIC, Topic.TO_VERIFY).isValid()
    assert lit.tree.special() == (NodeKind.REMINDERS, "")


def test_former_years_are_no_reminders(lit: MainWindow) -> None:
    told = {entry.task_id for entries in lit.desk.board.agenda().values() for entry in entries}
    assert told
    assert max(told) <= 40


def test_the_tree_counts_red_lights_under_plans_and_names(lit: MainWindow) -> None:
    for number in (1, 2, 15):
        lit.pane_acts.store_text(number, "deadline", "10月底前")
    red = [task for task in lit.tasks.shown() if lit.desk.board.lights()[task.id].colour is Colour.RED]
    tree, plan = lit.tree.model, lit.tasks.shown()[0].plan_id
    assert [task.id for task in red] == [1, 2, 15]
    assert tree.find(plan).data(RED_ROLE) == len(red)
    groups = {task.title for task in red}
    counted = {name: tree.find(plan, (name,)).data(RED_ROLE) for name in groups}
    assert counted == {name: sum(task.title == name for task in red) for name in groups}
    assert f"红灯 {len(red)} 项" in tree.find(plan).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_great_ledger_is_lit_in_idle_moments(window: MainWindow, qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr("ui.window.leaving._GREAT", 0)
    monkeypatch.setattr("gongkai_desk.standing.lights._AT_ONCE", 7)
    window.desk.read_again()
    window.desk.board = type(window.desk.board)(window.desk.library, window.desk.shelf, window.desk.today)
    window.lighting.begin()
    assert not window.desk.board.started
    apply(window, 5)  # while it is lit
    qtbot.waitUntil(lambda: window.desk.board.started and not window.lighting.timer.isActive())
    assert light_of(window, 5).startswith("蓝")
    expected = lights.lights(window.desk.library, window.desk.today)
    assert dict(window.desk.board.lights()) == expected


def test_what_the_window_remembers_is_what_it_would_ask(lit: MainWindow) -> None:
    acts = (
        partial(closing.move, task_id=5, unit=None, action=Action.APPLY, by=lit.desk.by),
        partial(work.edit_task, task_id=6, edit=TaskEdit(section=("新的一节",)), by=lit.desk.by),
        partial(work.remove_tasks, task_ids=[7], by=lit.desk.by),
        partial(undo.undo, by=lit.desk.by),
    )
    for act in acts:
        lit.desk.write(act)
        kept, fresh = lit.desk.shelf, Shelf(lit.desk.library)
        plans = [plan.id for plan in fresh.plans()]
        assert (kept.plans(), kept.counts(), kept.unit_counts()) == (fresh.plans(), fresh.counts(), fresh.unit_counts())
        assert [kept.tasks(plan) for plan in plans] == [fresh.tasks(plan) for plan in plans]
        assert dict(kept.states()) == dict(fresh.states())


def test_sorting_shows_the_top(lit: MainWindow) -> None:
    bar = lit.tasks.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    lit.tasks.view.sortByColumn(LIGHT, Qt.SortOrder.AscendingOrder)
    assert bar.value() == 0


def test_the_column_of_lights_takes_the_longest_in_one_line(lit: MainWindow) -> None:
    view, pane = lit.tasks.view, lit.tasks
    lights = {n: replace(light, total=141, count=141) for n, light in pane.model.lights.items()}
    pane.light_up(lights)
    words = view.fontMetrics().horizontalAdvance("红141/141")
    assert view.columnWidth(LIGHT) > words + 2 * PAD_X + view.fontMetrics().height() // 2


def test_deadlines_sort_by_the_day_they_were_put_off_to(lit: MainWindow) -> None:
    dated = [task.id for task in lit.tasks.shown() if task.deadline.due]
    lit.desk.do(closing.move, task_id=dated[0], unit=None, action=Action.EXTEND, said=Said("另定", date(2022, 12, 20)))
    lit.settle()
    column = [each.key for each in lit.tasks.model.columns].index(ColumnKey.DEADLINE)
    lit.tasks.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    order = [task.id for task in lit.tasks.shown()]
    assert order.index(dated[0]) > order.index(dated[-1])
