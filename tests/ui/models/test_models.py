from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.calendar import Duty, DutyKind
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.plan import StoredPlan, StoredTask, Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.rules.light.lights import Light, Reason
from tests.builders import a_share
from ui.models.check_table import Cover, CoverageTable, CoverRow
from ui.models.item_table import DutyTable, RecordTable
from ui.models.plan_tree import COUNT_ROLE, PlanTree
from ui.models.register_table import Entry, EntryColumn, EntryTable, Head, Line, RegisterTable
from ui.models.report_entry import TEXT, EntryRow, ReportEntryTable
from ui.models.task_table import SHAPES, TaskTable, short_seq
from ui.models.unit_table import HEADS, UnitRow, UnitTable
from ui.widgets.merged_view import SHAPE_ROLE

SEQ, TITLE, CONTENT, UNITS, DEADLINE, STATE = range(1, 7)


def tasks(*contents: str) -> list[Task]:
    return [StoredTask(id=n, plan_id=1, seq=str(n), title="名称", content=text) for n, text in enumerate(contents, 1)]


def a_table() -> TaskTable:
    table = TaskTable()
    table.show(tasks("丙", "甲", "乙"), {2: State.CLOSED})
    return table


def a_tree() -> PlanTree:
    tree = PlanTree()
    plans = [
        StoredPlan("2022年云州市要点", year=2022, id=1),
        StoredPlan("旧要点", year=2021, id=2),
        StoredPlan("无年度", id=3),
    ]
    tree.show(plans, {1: {("一、公开", "（一）目录"): 3, ("一、公开",): 1, ("二、解读",): 2}, 2: {("名称",): 4, (): 1}})
    return tree


def records() -> RecordTable:
    table = RecordTable(("日期", "改动"))
    table.show([("2022-03-01", "新增"), ("2022-04-01", "修改")])
    return table


def units() -> UnitTable:
    table = UnitTable()
    light = Light(Colour.GREEN, (Reason(Why.CLOSED),))
    states = (State.CLOSED, State.IN_PROGRESS)
    table.show([UnitRow(a_share(n, "单位", state), light, ("",) * len(HEADS), None) for n, state in enumerate(states)])
    table.show_only_open(True)
    table.sort(0)
    return table


def entries() -> ReportEntryTable:
    table = ReportEntryTable([EntryRow(1, str(n), "任务", n, "单位", "") for n in range(3)])
    table.choose("2022Q3", (0, 1), only_missing=True)
    table.setData(table.index(0, TEXT), "已办")
    return table


def a_register() -> RegisterTable:
    table = RegisterTable((Head("编号", 5.0), Head("内容"), Head("状态", 4.0)), 2)
    table.show(
        [Line(1, ("2号", "乙", "在办"), SHAPES[State.CLOSED]), Line(2, ("1号", "甲", "逾期"), SHAPES[State.CLOSED])]
    )
    return table


def written() -> EntryTable:
    table = EntryTable((EntryColumn("单位", 8.0), EntryColumn("答复", 12.0, editable=True)))
    table.editable = True
    table.show([Entry(1, ("市民政局", ""), ("b", "")), Entry(2, ("市教育局", "已报"), ("a", "1"))])
    return table


def year_duties() -> DutyTable:
    table = DutyTable()
    day = date(2026, 1, 31)
    table.show_duties([Duty("own:1", DutyKind.OWN, "年报", "条例", day), Duty("own:2", DutyKind.OWN, "培训", "")], day)
    return table


def covers() -> CoverageTable:
    own, superior = tasks("甲", "乙")
    table = CoverageTable()
    table.show([CoverRow(Cover.TAKEN, superior, (own,)), CoverRow(Cover.GAP, superior), CoverRow(Cover.NO_BASIS)])
    return table


@pytest.mark.parametrize(
    "make",
    [a_table, a_tree, records, units, entries, a_register, written, year_duties, covers],
    ids=["tasks", "tree", "records", "units", "entries", "register", "written", "duties", "covers"],
)
def test_models_pass_qts_own_tester(qtbot: object, make: Callable[[], QAbstractItemModel]) -> None:
    model = make()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    if isinstance(model, TaskTable):
        model.sort(CONTENT, Qt.SortOrder.DescendingOrder)
        model.show(tasks("一", "二"), {})
        model.show(tasks("一", "改"), {})
    if isinstance(model, PlanTree):
        model.show([], {})
    if isinstance(model, RegisterTable):
        model.sort(0, Qt.SortOrder.DescendingOrder)
        model.show([])
    if isinstance(model, EntryTable):
        model.sort(0)
        model.show([Entry(2, ("市教育局", "改报"), ("a", "1"))])
    assert tester.model() is model


def test_a_written_cell_is_told_and_kept_only_once_it_is_stored(qtbot: QtBot) -> None:
    table = written()
    with qtbot.waitSignal(table.edited) as edited:
        table.setData(table.index(0, 1), "已核实")
    assert (edited.args[1:], table.text(0, 1)) == ([1, "已核实"], "")


def test_entries_sort_by_what_they_mean(qtbot: object) -> None:
    table = written()
    table.sort(0)
    assert [table.entry(row).key for row in range(2)] == [2, 1]
    table.sort(-1)
    assert [table.entry(row).key for row in range(2)] == [1, 2]


def column(table: TaskTable, number: int) -> list[str]:
    return [table.text(row, number) for row in range(table.rowCount())]


def test_sorting_goes_up_down_and_back_to_the_plans_order() -> None:
    table = a_table()
    table.sort(CONTENT)
    assert column(table, CONTENT) == sorted(["丙", "甲", "乙"])
    table.sort(CONTENT, Qt.SortOrder.DescendingOrder)
    assert column(table, CONTENT) == sorted(["丙", "甲", "乙"], reverse=True)
    table.sort(-1)
    assert column(table, CONTENT) == ["丙", "甲", "乙"]


def test_a_register_sorts_its_rows_and_goes_back_to_its_order() -> None:
    table = a_register()
    kept = QPersistentModelIndex(table.index(0, 0))
    table.sort(0)
    assert ([table.line(row).id for row in range(2)], kept.row()) == ([2, 1], 1)
    table.sort(-1)
    assert [table.line(row).id for row in range(2)] == [1, 2]
    assert table.index(0, 2).data(SHAPE_ROLE) == SHAPES[State.CLOSED]


def test_the_first_page_heads_the_tree_and_the_others_end_it() -> None:
    tree = PlanTree([("dashboard", "工作台"), ("calendar", "全年日历")])
    tree.show([StoredPlan("要点", year=2022, id=1)], {}, {})
    titles = [tree.index(row, 0).data() for row in range(tree.rowCount())]
    assert titles == ["工作台", "提醒", "2022年", "全年日历"]


def test_a_selected_row_moves_with_its_task_when_sorted() -> None:
    table = a_table()
    kept = QPersistentModelIndex(table.index(0, CONTENT))
    table.sort(CONTENT)
    assert kept.data() == "丙"


def test_deadlines_sort_by_day_and_those_without_come_last() -> None:
    table = TaskTable()
    dues = [None, date(2022, 9, 30), date(2022, 6, 30)]
    dated = [
        replace(task, deadline=Deadline(str(due), None, due))
        for task, due in zip(tasks("a", "b", "c"), dues, strict=True)
    ]
    table.show(dated, {})
    table.sort(DEADLINE)
    assert column(table, SEQ) == ["3", "2", "1"]


def test_new_words_of_the_same_tasks_keep_the_rows() -> None:
    table = a_table()
    kept = QPersistentModelIndex(table.index(1, CONTENT))
    table.show(tasks("丙", "改", "乙"), {})
    assert kept.isValid()
    assert kept.data() == "改"


def test_a_state_is_a_word_and_a_shape() -> None:
    table = a_table()
    assert column(table, STATE) == ["未启动", "已销号", "未启动"]
    shapes = {table.index(row, STATE).data(SHAPE_ROLE).kind for row in range(2)}
    assert len(shapes) == 2


def test_states_are_counted() -> None:
    assert a_table().state_counts() == {State.NOT_STARTED: 2, State.CLOSED: 1}


def test_only_some_columns_are_written_in_and_only_when_allowed() -> None:
    table = a_table()
    editable = Qt.ItemFlag.ItemIsEditable
    assert not table.index(0, CONTENT).flags() & editable
    table.editable = True
    assert [bool(table.index(0, n).flags() & editable) for n in range(1, 7)] == [False, False, True, True, True, False]


def test_writing_tells_and_leaves_the_list_to_the_library() -> None:
    table, told = a_table(), []
    table.editable = True
    table.edited.connect(lambda *given: told.append(given))
    assert table.setData(table.index(1, CONTENT), " 新内容 ")
    assert told == [(2, "content", "新内容")]
    assert table.text(1, CONTENT) == "甲"


def test_writing_the_same_again_is_no_act() -> None:
    table = a_table()
    table.editable = True
    assert not table.setData(table.index(1, CONTENT), "甲")


def test_rows_of_one_name_are_one_group_but_not_over_plans() -> None:
    table = TaskTable()
    first, second = tasks("a", "b")
    table.show([first, second, replace(second, id=3, plan_id=2), replace(second, id=4, title=None)], {})
    assert table.group(0, TITLE) == table.group(1, TITLE) != table.group(2, TITLE)
    assert table.group(3, TITLE) is None


def test_a_number_is_merged_where_its_item_has_several_rows() -> None:
    table = TaskTable()
    first, second = tasks("a", "b")
    table.show([first, second, replace(second, id=3)], {})
    assert table.group(0, SEQ) != table.group(1, SEQ) == table.group(2, SEQ)


@pytest.mark.parametrize(
    ("seq", "part", "shown"),
    [("29", None, "29"), ("二/16", None, "16"), ("二/16", "1/2", "16(1/2)"), (None, None, "")],
    ids=["number", "path", "run of an item", "none"],
)
def test_the_number_is_shown_as_printed(seq: str | None, part: str | None, shown: str) -> None:
    assert short_seq(Task(seq=seq, part=part)) == shown


def texts(tree: PlanTree, parent: QModelIndex) -> list[tuple[str, int]]:
    indexes = [tree.index(row, 0, parent) for row in range(tree.rowCount(parent))]
    return [(index.data(), index.data(COUNT_ROLE)) for index in indexes]


def test_years_stand_newest_first_with_their_counts() -> None:
    assert texts(a_tree(), QModelIndex()) == [("2022年", 6), ("2021年", 5), ("未定年度", 0)]


def test_a_plan_under_its_year_does_not_say_the_year_again() -> None:
    tree = a_tree()
    assert texts(tree, tree.years()[0]) == [("云州市要点", 6)]


def test_a_section_counts_what_lies_below_it() -> None:
    tree = a_tree()
    assert texts(tree, tree.find(1)) == [("一、公开", 4), ("二、解读", 2)]
    assert texts(tree, tree.find(1, ("一、公开",))) == [("（一）目录", 3)]


def test_the_full_title_is_the_tool_tip() -> None:
    assert a_tree().find(1).data(Qt.ItemDataRole.ToolTipRole) == "2022年云州市要点（6 项）"


def test_deadline_kinds_do_not_disturb_the_shown_text() -> None:
    table = TaskTable()
    table.show([replace(tasks("a")[0], deadline=Deadline("全年", DeadlineKind.YEAR_ROUND))], {})
    assert column(table, DEADLINE) == ["全年"]
