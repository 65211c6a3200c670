"""Numbered prose: what is one task, its section and title, and who is assigned where."""

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.errors import NoTasks
from tests.builders import draft

TITLE = "云州市2026年政务公开工作要点\n"


def tasks(text: str) -> tuple[Task, ...]:
    (part,) = draft(TITLE + text).parts
    return part.tasks


def doubts(text: str) -> list[tuple[DoubtKind, int | None]]:
    (part,) = draft(TITLE + text).parts
    return [(doubt.kind, doubt.task) for doubt in part.doubts]


def test_one_run_closed_by_one_bracket_is_one_task() -> None:
    first, second = tasks("一、推进\n1.规范发布。集中公开文件。（市司法局负责）归集旧文件。（市档案局负责）")
    assert (first.seq, first.part, first.title, first.content) == ("一/1", "1/2", "规范发布", "集中公开文件。")
    assert (second.seq, second.part, second.title, second.content) == ("一/1", "2/2", "规范发布", "归集旧文件。")
    assert (first.responsible, second.responsible) == (("市司法局",), ("市档案局",))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("（市司法局牵头，市档案局配合）", ("市司法局", "", "市档案局"), id="verbs"),
        pytest.param("【责任单位：市司法局】", ("", "市司法局", ""), id="square brackets"),
        pytest.param("[责任单位：市司法局]", ("", "市司法局", ""), id="half-width brackets"),
        pytest.param("〔市司法局负责〕", ("", "市司法局", ""), id="tortoise brackets"),
        pytest.param("(责任单位:市司法局)", ("", "市司法局", ""), id="half-width text"),
        pytest.param("（市司法局、市档案局）", ("", "市司法局、市档案局", ""), id="bare list"),
        pytest.param("责任单位：市司法局；配合单位：市档案局。", ("", "市司法局", "市档案局"), id="labels in the line"),
        pytest.param("\n牵头单位：市司法局\n责任单位：市档案局", ("市司法局", "市档案局", ""), id="labels on lines"),
        pytest.param("\n（责任单位：市司法局）", ("", "市司法局", ""), id="bracket on its own line"),
        pytest.param(
            "（牵头单位：市司法局）（责任单位：市档案局）", ("市司法局", "市档案局", ""), id="several brackets"
        ),
        pytest.param("此项工作由市司法局牵头，市档案局落实。", ("市司法局", "市档案局", ""), id="closing sentence"),
    ],
)
def test_units_are_heard_wherever_they_stand(text: str, units: tuple[str, str, str]) -> None:
    (task,) = tasks("一、推进\n1.规范发布。集中公开文件，方便查询。" + text)
    assert task.content == "集中公开文件，方便查询。"
    assert ("、".join(task.lead), "、".join(task.responsible), "、".join(task.support)) == units


@pytest.mark.parametrize(
    "text",
    ["推进（PPP）项目公开", "落实文件（国办函〔2021〕132号）要求", "公布招生方案（含民办学校）", "区（县）政府要公开"],
)
def test_other_brackets_are_text(text: str) -> None:
    (task,) = tasks(f"一、推进\n1.规范发布。{text}，及时更新。（市司法局负责）")
    assert task.content == f"{text}，及时更新。"


def test_a_bracket_before_the_full_stop_closes_its_run() -> None:
    first, second = tasks(
        "一、推进\n1.规范发布。集中公开文件（责任单位：市司法局）。归集旧文件（责任单位：市档案局）。"
    )
    assert (first.content, second.content) == ("集中公开文件", "归集旧文件")


def test_a_heading_with_items_below_is_a_section_and_one_that_owns_text_a_title() -> None:
    first, second = tasks(
        "一、推进公开\n（一）规范发布\n1.集中公开全部文件，每月更新。（市司法局负责）\n（二）加强解读\n同步开展解读。（市司法局负责）"
    )
    assert (first.section, first.title) == (("一、推进公开", "（一）规范发布"), None)
    assert (second.section, second.title) == (("一、推进公开",), "加强解读")


def test_numbers_may_run_through_the_sections() -> None:
    read = tasks(
        "一、推进\n（一）公开\n1.规范发布。公开文件。（市司法局）\n二、加强\n2.办好公报。刊登文件。（市政府办公室）"
    )
    assert [task.seq for task in read] == ["一/(一)/1", "二/2"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一条 ", "第二条 "),
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("1．", "2．"),
        ("（1）", "（2）"),
        ("①", "②"),
        ("1 .", "2 ."),
    ],
)
def test_every_habit_of_numbering(first: str, second: str) -> None:
    read = tasks(f"{first}规范发布。公开文件。（市司法局负责）\n{second}办好公报。刊登文件。（市政府办公室负责）")
    assert [(task.title, task.content) for task in read] == [("规范发布", "公开文件。"), ("办好公报", "刊登文件。")]


def test_points_closed_by_one_bracket_are_one_task() -> None:
    (task,) = tasks("一、推进\n（一）规范公开。\n（1）集中公开文件；\n（2）同步做好解读。（市政府办公室负责）")
    assert (task.title, task.content) == ("规范公开", "（1）集中公开文件；\n（2）同步做好解读。")


def test_points_with_a_bracket_each_are_a_task_each() -> None:
    read = tasks("一、推进\n（一）规范公开\n一是集中公开文件。（市司法局负责）\n二是做好解读。（市政府办公室负责）")
    assert [task.seq for task in read] == ["一/(一)/一", "一/(一)/二"]


def test_a_bracket_behind_a_section_heading_holds_for_all_below() -> None:
    read = tasks("一、推进公开（市司法局负责）\n1.集中公开全部文件。\n2.及时更新文件目录。")
    assert [(task.section, task.responsible) for task in read] == [(("一、推进公开",), ("市司法局",))] * 2


def test_labels_under_a_list_hold_for_all_of_it() -> None:
    read = tasks("一、推进\n1.集中公开全部文件。\n2.及时更新文件目录。\n牵头单位：市司法局\n完成时限：9月底前")
    assert [(task.lead, task.deadline.text) for task in read] == [(("市司法局",), "9月底前")] * 2


def test_a_bracket_behind_an_items_name_holds_for_its_text() -> None:
    (task,) = tasks("一、推进\n（一）规范发布（市司法局负责）\n集中公开现行有效文件，方便查询。")
    assert (task.title, task.content, task.responsible) == (
        "规范发布",
        "集中公开现行有效文件，方便查询。",
        ("市司法局",),
    )


def test_the_first_unit_leads_where_a_note_says_so_once() -> None:
    read = tasks(
        "一、推进\n1.规范发布。公开文件。（市司法局、市档案局，列第一位的为牵头单位，下同）\n2.办好公报。刊登文件。（市政府办公室、市数据局）"
    )
    assert [(task.lead, task.responsible) for task in read] == [
        (("市司法局",), ("市档案局",)),
        (("市政府办公室",), ("市数据局",)),
    ]


def test_general_requirements_are_tasks_without_unit_and_aims_are_none() -> None:
    text = "一、总体要求\n坚持公开为常态。\n二、重点任务\n（一）规范发布。公开文件。（市司法局）\n三、工作要求\n"
    text += "（一）加强领导。亲自过问。"
    assert [(task.title, task.responsible) for task in tasks(text)] == [("规范发布", ("市司法局",)), ("加强领导", ())]
    assert (DoubtKind.NO_UNIT, 1) in doubts(text)


def test_a_closing_paragraph_is_a_task_without_number() -> None:
    *_, last = tasks("一、推进\n1.规范发布。公开文件。（市司法局）\n各部门要高度重视政务公开工作，明确责任，抓好落实。")
    assert (last.seq, last.section, last.title, last.responsible) == (None, ("一、推进",), None, ())


def test_what_stands_under_the_last_item_is_no_part_of_it() -> None:
    text = "一、推进\n1.规范发布。公开文件。（市司法局）\n云州市人民政府办公室\n2026年3月5日\n本栏目更多文章见列表页"
    assert [task.content for task in tasks(text)] == ["公开文件。"]
    assert doubts(text) == [(DoubtKind.LEFT_OVER, None)]


def test_an_introduction_below_a_heading_is_left_over_not_a_task() -> None:
    text = "一、推进\n各部门要不断深化公开，做好以下工作。\n1.规范发布。公开文件。（市司法局）"
    assert [task.content for task in tasks(text)] == ["公开文件。"]
    assert doubts(text) == [(DoubtKind.LEFT_OVER, None)]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("推进旅游市场监管信息公开", "推进旅游市场监管信息公开"),
        ("办好政府公报，着力提升质量和时效，发挥好作用", None),
        ("6月底前完成目录修订", None),
    ],
)
def test_a_first_sentence_is_a_title_if_it_merely_names_the_subject(sentence: str, title: str | None) -> None:
    others = "".join(f"\n{n}.公开{n}类文件，同步开展解读，做好宣传。及时更新。（市司法局）" for n in (2, 3, 4))
    first, *_ = tasks(f"一、推进\n1.{sentence}。及时发布有关情况。（市司法局）{others}")
    assert first.title == title


def test_a_longer_heading_is_one_where_the_plan_opens_all_items_so() -> None:
    others = "".join(f"\n{n}.规范{n}类信息。及时公开。（市司法局）" for n in (2, 3, 4))
    first, *_ = tasks(f"一、推进\n1.提升网站管理水平，优化信息公开专题。建设栏目。（市数据局）{others}")
    assert first.title == "提升网站管理水平，优化信息公开专题"


def test_a_sentence_that_is_all_there_is_is_the_content() -> None:
    (task,) = tasks("一、推进\n1.公开全部文件。（市司法局）")
    assert (task.title, task.content) == (None, "公开全部文件。")


def test_short_lines_name_prose_without_numbers() -> None:
    read = tasks("规范发布\n集中公开文件。（责任单位：市司法局）\n加强解读\n同步开展解读。（责任单位：市委宣传部）")
    assert [(task.title, task.responsible) for task in read] == [
        ("规范发布", ("市司法局",)),
        ("加强解读", ("市委宣传部",)),
    ]


def test_a_gap_and_a_repeat_in_the_numbers_are_doubted() -> None:
    found = doubts(
        "一、推进\n1.规范发布。公开文件。（市司法局）\n3.加强解读。同步解读。（市司法局）\n3.管好网站。完成改造。（市司法局）"
    )
    assert found == [(DoubtKind.NUMBER_GAP, 1), (DoubtKind.NUMBER_REPEAT, 1)]


def test_a_plan_on_one_line_is_parted_at_its_numbers() -> None:
    text = "一、推进公开（一）规范发布。公开文件。（市司法局）（二）加强解读。同步解读。（市委宣传部）"
    text += "二、加强平台（一）管好网站。完成改造。（市数据局）"
    (part,) = draft(TITLE.strip() + text).parts
    assert [(task.seq, task.title) for task in part.tasks] == [
        ("一/(一)", "规范发布"),
        ("一/(二)", "加强解读"),
        ("二/(一)", "管好网站"),
    ]
    assert part.title == TITLE.strip()


@pytest.mark.parametrize(
    "text",
    [
        "关于召开会议的通知\n各单位：\n定于3月5日召开会议，请准时参加。\n市政府办公室\n2026年3月1日",
        "会议指出，一要提高认识；二要狠抓落实。",
    ],
    ids=["a letter", "news"],
)
def test_a_paper_without_tasks_is_refused(text: str) -> None:
    with pytest.raises(NoTasks) as refused:
        draft(text)
    assert refused.value.data["reason"] == "no_plan"


def test_an_item_written_as_a_card() -> None:
    read = tasks("一、推进\n1.规范发布\n工作内容：集中公开文件。\n牵头单位：市司法局\n完成时限：9月底前")
    assert [(task.title, task.content, task.lead, task.deadline.text) for task in read] == [
        ("规范发布", "集中公开文件。", ("市司法局",), "9月底前")
    ]


@pytest.mark.parametrize("mark", ["：", "　　", "。", "\n"], ids=["colon", "blanks", "stop", "line"])
def test_names_of_items_end_in_several_ways(mark: str) -> None:
    read = tasks(
        f"一、推进\n（一）规范发布{mark}集中公开现行有效的文件。（市司法局）\n（二）加强解读{mark}同步开展解读，丰富形式。（市司法局）"
    )
    assert [task.title for task in read] == ["规范发布", "加强解读"]
    assert read[0].content == "集中公开现行有效的文件。"


def test_items_numbered_in_decimals_are_tasks_even_alone() -> None:
    read = tasks("1.推进公开\n1.1规范发布。公开文件。（市司法局）\n2.加强平台\n2.1管好网站。改造网站。（市数据局）")
    assert [(task.seq, task.section) for task in read] == [("1/1.1", ("1.推进公开",)), ("2/2.1", ("2.加强平台",))]


def test_a_date_beside_the_units_is_the_deadline() -> None:
    (task,) = tasks("一、推进\n1.规范发布。公开文件。（市司法局牵头，各区政府按职责分工负责，2026年12月底前完成）")
    assert (task.responsible, task.deadline.text) == (("各区政府",), "2026年12月底前")
