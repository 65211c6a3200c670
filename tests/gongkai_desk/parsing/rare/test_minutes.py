"""Minutes: each decision numbered inside a paragraph is a task, what the meeting only thought is none and is told."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.words.clauses.minutes import decides, is_formula, only_thinks
from tests.gongkai_desk.parsing.test_fresh_habits import part_of

TITLE = "关于解决用地问题的协调会议纪要"
THOUGHT = "会议认为，五宗土地闲置，长期得不到处置，造成不利影响。"
ASKED = "会议要求：采取“四定”方法，尽快处理闲置土地，取得实效。"
DECIDED = (
    "由市资源局牵头，成立清理小组，9月底前处理到位。",
    "市资源局办理转让手续时给予优惠，简化手续。",
    "由市住建局牵头，市财政局配合，10月底前完成核查。",
)
WANTED = [
    ("一/1", ("一、关于闲置问题",), None, DECIDED[0], ("市资源局",), ()),
    ("一/2", ("一、关于闲置问题",), None, DECIDED[1], (), ()),
    ("二/1", ("二、关于遗留问题",), None, DECIDED[2], ("市住建局",), ("市财政局",)),
    ("二/2", ("二、关于遗留问题",), None, DECIDED[1], (), ()),
]
HEADS = pytest.mark.parametrize(
    "head",
    ["会议决定：", "会议议定以下事项：", "会议研究决定，", "经研究，会议明确：", "会议原则同意：", "会议确定如下："],
)
MARKS = pytest.mark.parametrize("marks", ["1、 2、", "1. 2.", "（1） （2）", "① ②", "（一） （二）", "一、 二、"])


def said(first: str, second: str) -> list[tuple[object, ...]]:
    """Read minutes of two headings; what was thought must be left over and nothing else doubted of the text."""
    part = part_of(f"一、关于闲置问题\n{THOUGHT}\n{ASKED}\n{first}\n二、关于遗留问题\n{second}", TITLE)
    left = [doubt.text for doubt in part.doubts if doubt.kind in (DoubtKind.LEFT_OVER, DoubtKind.TEXT_MISSED)]
    assert left == [THOUGHT, ASKED]
    return [(task.seq, task.section, task.title, task.content, task.lead, task.support) for task in part.tasks]


@HEADS
@MARKS
def test_decisions_inside_a_paragraph_are_tasks(head: str, marks: str) -> None:
    one, two = marks.split()
    assert said(f"{head}{one}{DECIDED[0]}{two}{DECIDED[1]}", f"{head}{one}{DECIDED[2]}{two}{DECIDED[1]}") == WANTED


@pytest.mark.parametrize("head", ["会议决定：", "会议议定以下事项：", "会议确定如下："])
def test_the_words_above_decisions_on_lines_of_their_own_are_nobodys(head: str) -> None:
    assert said(f"{head}\n1、{DECIDED[0]}\n2、{DECIDED[1]}", f"{head}\n1、{DECIDED[2]}\n2、{DECIDED[1]}") == WANTED


@HEADS
def test_thoughts_and_decisions_may_share_a_paragraph(head: str) -> None:
    part = part_of(f"一、关于闲置问题\n{THOUGHT}{head}1、{DECIDED[0]}2、{DECIDED[1]}", TITLE)
    assert [task.content for task in part.tasks] == list(DECIDED[:2])
    assert [doubt.text for doubt in part.doubts if doubt.kind is DoubtKind.LEFT_OVER] == [THOUGHT]


@pytest.mark.parametrize("thought", [THOUGHT, "会议指出，用地紧张，矛盾突出。", "会议听取了市资源局的汇报。"])
def test_a_single_decision_is_told_from_what_was_thought(thought: str) -> None:
    text = f"一、关于闲置问题\n{thought}\n会议决定，由市资源局牵头，9月底前处理到位。"
    (task,) = part_of(f"{text}", TITLE).tasks
    assert (task.title, task.content) == ("关于闲置问题", "会议决定，由市资源局牵头，9月底前处理到位。")


@pytest.mark.parametrize("text", ["会议要求，各部门要加强巡查。", "会议强调，市应急局要加强值守。"])
def test_what_a_meeting_asks_for_stays_where_it_decides_nothing(text: str) -> None:
    (task,) = part_of(f"一、关于防汛工作\n{text}", TITLE).tasks
    assert task.content == text


@pytest.mark.parametrize("text", ["重点做好：1、修复道路。2、更新管道。", "完成1.2公里道路，2.5公里管道。"])
def test_numbers_behind_other_words_are_no_decisions(text: str) -> None:
    (task,) = part_of(f"（一）修路。{text}（市住建局负责）", TITLE).tasks
    assert text in task.content


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("会议决定：", (True, True, False)),
        ("经会议研究决定：", (True, True, False)),
        ("会议认为，形势严峻。", (False, False, True)),
        ("会议听取了汇报。会议明确，由市住建局牵头。", (False, True, False)),
        ("明确责任：各部门要落实。", (False, False, False)),
    ],
)
def test_words_of_minutes(text: str, wanted: tuple[bool, bool, bool]) -> None:
    assert (is_formula(text), decides(text), only_thinks(text)) == wanted
