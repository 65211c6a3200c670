"""Rows of old ledgers as work on tasks: whose state, which day, what is asked, what stays."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.year.ledger_in import AskedKind, Ledger, LedgerAnswers, LedgerField, LedgerRead
from gongkai_desk.rules.year.ledger_rows import Then, called_by, last_month_over, understood

TODAY = date(2026, 7, 20)
DUE = Deadline("6月底前", DeadlineKind.MONTH_END, date(2026, 6, 30))


def ledger(*extras: dict[str, str], answers: LedgerAnswers | None = None, as_of: date | None = None) -> Ledger:
    """Return what is understood of tasks of three units whose further columns are these."""
    units = ("市财政局", "市教育局", "市民政局")
    tasks = tuple(Task(f"第{n}件", str(n), responsible=units, extra=extra) for n, extra in enumerate(extras, 1))
    read = LedgerRead(Draft("台账.xlsx", (Plan(year=2026),), (Part(PartKind.TABLE, "台账", tasks),)), 0, as_of=as_of)
    return understood(read, Then(2026, TODAY, as_of), answers or LedgerAnswers())


def test_a_row_for_each_unit_gives_each_its_own_state_and_progress():
    (task,) = ledger({"完成情况": "已完成\n推进中\n未启动", "进展情况": "已设\n在建\n待建"}).tasks
    assert (task.state, task.by_unit) == (None, (State.CLOSED, State.IN_PROGRESS, State.NOT_STARTED))
    assert [(each.unit, each.text) for each in task.told] == [(0, "已设"), (1, "在建"), (2, "待建")]
    assert task.extra == {"完成情况": "已完成\n推进中\n未启动"}


def test_lines_of_one_state_are_no_rows_of_units():
    found = ledger({"完成情况": "已完成", "进展情况": "一是建专区\n二是建目录\n三是抓培训"})
    assert [each.unit for each in found.tasks[0].told] == [0]


def test_sentences_under_a_state_are_progress():
    found = ledger({"完成情况": "推进中"}, {"完成情况": "已完成征求意见，正在修改完善公开目录，拟8月印发"})
    assert (found.tasks[1].word, found.tasks[1].told[0].text[:7]) == ("", "已完成征求意见"[:7])
    assert found.asked == ()


@pytest.mark.parametrize(
    ("day", "month"), [("2026-07-20", "2026M06"), ("2026-06-30", "2026M06"), ("2026-01-05", "2025M12")]
)
def test_progress_is_of_the_last_month_that_is_over(day, month):
    assert last_month_over(date.fromisoformat(day)) == month


def test_a_ledger_that_says_its_day_is_told_on_that_day():
    (told,) = ledger({"进展情况": "在建"}, as_of=date(2026, 5, 31)).tasks[0].told
    assert (told.day, told.period) == (date(2026, 5, 31), "2026M05")


def test_periods_filled_ahead_are_kept_until_a_person_says_that_they_are_progress():
    extra = {"一季度": "选址", "四季度": "运行"}
    found = ledger(extra)
    assert [(each.kind, each.text) for each in found.asked] == [(AskedKind.PLANNED, "四季度")]
    assert found.tasks[0].extra == extra
    said = ledger(extra, answers=LedgerAnswers(dict.fromkeys(extra, LedgerField.BY_PERIOD)))
    assert [each.period for each in said.tasks[0].told] == [
        "2026M03",
        "2026M06",
    ]  # no month that runs: later reports stay owed
    assert max(each.day for each in said.tasks[0].told) == TODAY


def test_a_period_that_runs_answers_no_later_report():
    found = ledger({"一季度": "选址", "三季度": "建设"}).tasks[0].told
    assert [(each.day, each.period) for each in found] == [(date(2026, 3, 31), "2026M03"), (TODAY, "2026M06")]


def test_pieces_with_their_days_are_entries_of_their_own():
    found = ledger({"进展情况": "3.15：召开会议；2026.4.20：印发方案；\n5月6日：公开86件"}).tasks[0].told
    assert [(each.day, each.text) for each in found] == [
        (date(2026, 3, 15), "召开会议"),
        (date(2026, 4, 20), "印发方案"),
        (date(2026, 5, 6), "公开86件"),
    ]


@pytest.mark.parametrize(
    "text", ["3.15：召开会议；印发方案", "4.20：印发；3.15：开会", "12.30：开会", "2.30：开会", "比例3.15：1；4.20：2"]
)
def test_days_that_are_not_sure_part_nothing(text):
    (told,) = ledger({"进展情况": text}).tasks[0].told
    assert (told.day, told.text) == (TODAY, text)


def test_states_under_a_remark_are_read_and_said_to_be():
    found = ledger({"备注": "已完成"}, {"备注": "正在推进"}, {"备注": "等省里文件"})
    assert [each.state for each in found.tasks] == [State.CLOSED, State.IN_PROGRESS, None]
    asked = [(each.kind, each.text) for each in found.asked]
    assert asked == [(AskedKind.STATE, "等省里文件"), (AskedKind.COLUMN, "备注")]
    kept = ledger({"备注": "已完成"}, {"备注": "推进中"}, answers=LedgerAnswers({"备注": LedgerField.KEPT}))
    assert ([each.state for each in kept.tasks], kept.asked) == ([None, None], ())


@pytest.mark.parametrize(
    "extras",
    [
        ({"备注": "已完成"}, {"备注": "略"}, {"备注": "附后"}),
        ({"备注": "已完成", "完成情况": "推进中"}, {"备注": "已完成", "完成情况": "已完成"}),
        ({"备注": "已完成", "批示": "完成"}, {"备注": "推进中", "批示": "推进中"}),
    ],
)
def test_remarks_that_are_not_surely_states_stay(extras):
    found = ledger(*extras)
    assert all("备注" in task.extra for task in found.tasks)


def test_tasks_whose_numbers_begin_again_are_told_apart():
    parted = [
        Task("甲", "1", section=("一、公开",)),
        Task("乙", "1", section=("二、服务",)),
        Task("丙", "2"),
        Task("丁"),
    ]
    assert called_by(parted) == ["1（一、公开）", "1（二、服务）", "2", "4"]
    by_words = called_by([Task("集中公开现行有效的规范性文件", "1"), Task("乙", "1")])
    assert by_words == ["1（集中公开现行有效的规范性…）", "1（乙）"]


def test_nothing_that_stands_in_a_cell_is_lost():
    extra = {"进展情况": "无", "存在问题": "人手不足", "销号日期": "年前", "佐证材料": "无", "备注": "略"}
    found = ledger(extra)
    assert found.tasks[0].extra == {"进展情况": "无", "存在问题": "人手不足", "销号日期": "年前", "备注": "略"}
    assert [each.kind for each in found.asked] == [AskedKind.DAY]


def test_a_closing_day_alone_closes_and_beside_another_state_it_stays():
    found = ledger({"销号日期": "3月5日"}, {"销号日期": "3月5日", "完成情况": "推进中"})
    assert [(each.state, each.finished) for each in found.tasks] == [
        (State.CLOSED, date(2026, 3, 5)),
        (State.IN_PROGRESS, None),
    ]
    assert found.tasks[1].extra == {"销号日期": "2026-03-05"}


def test_a_word_that_is_set_aside_is_asked_no_more():
    answers = LedgerAnswers(states={"卡壳": None})
    found = ledger({"完成情况": "卡壳"}, answers=answers)
    assert (found.asked, found.tasks[0].extra, found.learnt) == ((), {"完成情况": "卡壳"}, {})


def test_past_deadlines_are_told_where_a_unit_is_not_done():
    tasks = (Task("甲", "1", responsible=("市财政局",), deadline=DUE, extra={"完成情况": "推进中"}),)
    read = LedgerRead(Draft("台账.xlsx", (Plan(year=2026),), (Part(PartKind.TABLE, "台账", tasks),)), 0)
    assert [each.kind for each in understood(read, Then(2026, TODAY)).asked] == [AskedKind.DEADLINE]
    assert understood(read, Then(2025, TODAY)).asked == ()
