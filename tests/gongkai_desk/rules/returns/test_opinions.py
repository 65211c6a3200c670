"""Opinions in tables that units send back: heads, 无意见 in words, the task of a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.cycle.opinions import Agrees
from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.domain.ids import PlanId, TaskId, stored_as
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.returns.opinions import ToldRow, task_of, told_rows
from tests.builders import a_task

HEADS = ("序号", "任务内容", "责任单位", "修改意见", "是否同意", "依据")


def table(*rows, above=()):
    return SheetTable("表", tuple(rows), tuple(range(1, len(rows) + 1)), above=above)


def stored(number, **fields):
    return stored_as(StoredTask, a_task(**fields), id=TaskId(number), plan_id=PlanId(1))


def test_rows_say_what_stands_under_their_heads():
    found = told_rows(
        table(
            ("反馈单位（盖章）：市教育局", None, None, None, None, None),
            HEADS,
            ("1", "集中公开现行有效行政规范性文件", "市司法局", "建议延至10月底", "不同意", "国办发〔2022〕8号"),
            ("2", "做好解读", "市司法局", "", "", ""),
        )
    )
    assert found == (
        ToldRow(
            "建议延至10月底",
            Agrees.NO,
            "国办发〔2022〕8号",
            "市教育局",
            "1",
            "集中公开现行有效行政规范性文件",
            3,
        ),
    )


@pytest.mark.parametrize("words", ["无", "无意见", "没有修改意见和建议。", "经研究，我局无意见"])
def test_no_opinion_in_words_agrees_and_is_none(words):
    row = told_rows(table(HEADS, ("1", "做好解读", "市司法局", words, "", "")))[0]
    assert (row.text, row.agrees) == ("", Agrees.YES)


def test_a_table_without_a_column_of_opinions_says_nothing():
    assert told_rows(table(("序号", "任务内容", "采纳意见情况"), ("1", "做好解读", "采纳"))) == ()


def test_what_a_merged_cell_says_holds_for_its_rows():
    merged = table(("单位", "意见"), ("市教育局", "甲"), (None, "乙"), ("注：无", None))
    found = told_rows(replace(merged, covers={(2, 0): (1, 0), (3, 1): (3, 0)}))
    assert [(row.unit, row.text) for row in found] == [("市教育局", "甲"), ("市教育局", "乙")]


TASKS = (stored(1), stored(2, seq="2", title="做好解读", content="重要政策文件与解读材料同步公开"))


@pytest.mark.parametrize(
    ("row", "task"),
    [
        (ToldRow("意见", matter="集中公开现行有效的行政规范性文件"), 1),
        (ToldRow("意见", matter="做好解读"), 2),
        (ToldRow("意见", seq="2", matter="重要政策文件应当与解读材料一并同步对外公开"), 2),
        (ToldRow("意见", seq="2", matter="开展政府开放日活动"), None),
        (ToldRow("意见", seq="2"), None),
    ],
    ids=["content", "title", "number and like words", "other words", "a number alone"],
)
def test_a_row_is_of_a_task_only_by_its_words(row, task):
    assert task_of(row, TASKS) == task
