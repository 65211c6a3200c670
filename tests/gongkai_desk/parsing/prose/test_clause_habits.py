"""How real offices close an item: remarks about the list, odd names, misprinted stops, stages of time, odd brackets."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from tests.builders import draft

TITLE = "云州市2026年政务公开工作要点"
WORK = "更新目录，补齐缺项。"


def part_of(*closings: str) -> Part:
    """Return the plan whose items are closed by these texts, one an item."""
    items = [f"{n}.规范目录{n}。{WORK}{closing}" for n, closing in enumerate(closings, start=1)]
    (part,) = draft(TITLE, "一、规范公开", *items).parts
    return part


def told(part: Part, at: int = 0) -> str:
    """Return 牵头 / 责任 / 配合 of a task, units parted by blanks; its content must be the work alone."""
    task = part.tasks[at]
    assert task.content == WORK
    return " / ".join(map(" ".join, (task.lead, task.responsible, task.support))).strip()


# ---- who leads, by place or mark

FIRST = (
    "列第一位者为牵头单位，下同",
    "列在首位的为牵头单位，下同",
    "排第一的为牵头单位，下同",
    "排在第一位的单位为牵头部门",
    "首个单位为牵头单位，下同",
    "第一家单位牵头，下同",
    "名列首位者系牵头单位，以下相同",
    "牵头单位列第一位，下同",
    "位列第一的部门牵头，下同",
    "排名首位的为主办单位",
)
FORMS = (
    "（市司法局、市教育局负责。{}）",
    "（责任单位：市司法局、市教育局；{}）",
    "（市司法局、市教育局，{}）",
    "（市司法局、市教育局负责）（{}）",
    "（市司法局、市教育局负责（{}））",
    "（市司法局、市教育局负责）{}。",
    "（市司法局、市教育局负责）\n注：{}。",
    "[市司法局、市教育局按职责分工负责，{}]",
)


@pytest.mark.parametrize("remark", FIRST)
def test_the_unit_named_first_leads_here_and_later(remark: str) -> None:
    part = part_of(FORMS[0].format(remark), "（市民政局、市财政局负责）", "（市民政局牵头，市财政局负责）")
    assert len(part.tasks) == 3
    assert told(part) == "市司法局 / 市教育局 /"
    assert told(part, 1) == told(part, 2) == "市民政局 / 市财政局 /"


@pytest.mark.parametrize("form", FORMS)
def test_the_remark_may_stand_in_or_behind_the_bracket(form: str) -> None:
    part = part_of(form.format("列第一位的为牵头单位，下同"), "（市民政局、市财政局）")
    assert (len(part.tasks), told(part), told(part, 1)) == (2, "市司法局 / 市教育局 /", "市民政局 / 市财政局 /")
    assert part.doubts == ()


def test_the_remark_holds_from_its_item_on() -> None:
    part = part_of("（市民政局、市财政局负责）", "（市司法局、市教育局负责，排在首位的为牵头单位，下同）")
    assert (told(part), told(part, 1)) == ("/ 市民政局 市财政局 /", "市司法局 / 市教育局 /")


@pytest.mark.parametrize(
    ("remark", "wanted"),
    [
        ("首个逗号前为牵头单位，下同", "市司法局 市教育局 / 市民政局 各区政府 /"),
        ("第一个逗号之前的单位为牵头单位", "市司法局 市教育局 / 市民政局 各区政府 /"),
        ("逗号前的为牵头单位，逗号后的为配合单位", "市司法局 市教育局 /  / 市民政局 各区政府"),
        ("首个顿号前为牵头单位", "市司法局 / 市教育局 市民政局 各区政府 /"),
    ],
)
def test_what_stands_before_the_first_stop_leads(remark: str, wanted: str) -> None:
    part = part_of(
        f"（责任单位：市司法局、市教育局，市民政局、各区政府；{remark}）", "（责任单位：市财政局，市档案局）"
    )
    assert told(part) == wanted
    assert told(part, 1).startswith("市财政局 /")


@pytest.mark.parametrize(
    "legend",
    [
        "注：带*的为牵头单位",
        "（*号单位为牵头单位）",
        "说明：“*”表示牵头单位",
        "各项任务中标注*的部门牵头，其他部门按职责配合落实。",
        "牵头单位以*标注",
    ],
)
def test_a_legend_in_the_preamble_says_what_a_mark_means(legend: str) -> None:
    lines = [f"1.规范目录1。{WORK}（责任单位：市司法局、*市教育局）", f"2.规范目录2。{WORK}（*市民政局）"]
    (part,) = draft(TITLE, legend, "一、规范公开", *lines).parts
    assert (told(part), told(part, 1)) == ("市教育局 / 市司法局 /", "市民政局 /  /")


def test_marks_of_two_kinds() -> None:
    closing = "（★市司法局、▲市教育局、市民政局负责。注：带★的为牵头单位，带▲的为配合单位）"
    assert told(part_of(closing)) == "市司法局 / 市民政局 / 市教育局"


@pytest.mark.parametrize("mark", "*★▲")
def test_a_mark_that_nothing_explains_is_no_part_of_a_name(mark: str) -> None:
    part = part_of(f"（责任单位：{mark}市司法局、市教育局）")
    assert told(part) == "/ 市司法局 市教育局 /"
    assert [doubt.kind for doubt in part.doubts] == [DoubtKind.TWO_READINGS]


# ---- remarks about later items

LATER = (
    "以下均需各区政府落实，不再列出",
    "以下各项均由各镇（街道）、各社区一并办理，后文不再逐条写出",
    "以下各条，各区县（市）政府都须参加，不一一写明",
    "后面各条均须各区（县）政府参加，不再写明",
    "其他各项任务均需各县（市、区）政府配合，不再重复列出",
    "下列任务各功能区管委会同步落实，下同",
    "各部门按职责分工负责，不再逐一列出",
    "各区、县（市）政府均为责任单位，不再单独标注",
)


@pytest.mark.parametrize("remark", LATER)
@pytest.mark.parametrize(
    "form",
    [
        "（市司法局牵头，市教育局配合。{}）",
        "（牵头单位：市司法局；配合单位：市教育局；{}）",
        "（市司法局牵头，市教育局配合，{}）",
        "（市司法局牵头，市教育局配合）{}。",
        "（市司法局牵头，市教育局配合）（{}）",
        "（市司法局牵头，市教育局配合）\n{}。",
    ],
)
def test_a_remark_on_later_items_names_nobody(form: str, remark: str) -> None:
    part = part_of(form.format(remark), "（市民政局负责）")
    assert [told(part, at) for at in range(len(part.tasks))] == ["市司法局 /  / 市教育局", "/ 市民政局 /"]


def test_a_deadline_behind_a_remark_is_heard() -> None:
    part = part_of("（责任单位：市司法局。以下均需各区政府落实，不再列出；完成时限：9月底前）")
    assert (told(part), part.tasks[0].deadline.text) == ("/ 市司法局 /", "9月底前")


@pytest.mark.parametrize("extent", ["〈含开发区、高新区，下同〉", "（含高新区，下同）", "【包括开发区、高新区】"])
def test_what_a_name_takes_in_cuts_no_unit(extent: str) -> None:
    (task,) = part_of(f"（责任单位：市司法局、各区政府{extent}）").tasks
    assert [name.split(extent[0])[0] for name in task.responsible] == ["市司法局", "各区政府"]


@pytest.mark.parametrize("closing", ["（其他有关部门配合，市司法局牵头）", "（后续管护由市司法局负责）"])
def test_others_and_later_work_are_no_remarks(closing: str) -> None:
    (task,) = part_of(closing).tasks
    assert "市司法局" in task.lead + task.responsible


# ---- odd names, odd stops, odd brackets


@pytest.mark.parametrize(
    ("closing", "wanted"),
    [
        ("（12345热线、市教育局负责）", "/ 12345热线 市教育局 /"),
        ("（市司法局牵头，云小二平台、市教育局配合）", "市司法局 /  / 云小二平台 市教育局"),
        ("（中国云铁、市司法局按职责分工负责）", "/ 中国云铁 市司法局 /"),
        ("（市司法局牵头，云州通达、各镇政府配合）", "市司法局 /  / 云州通达 各镇政府"),
        ("（市司法局负责，青坪、石塘、双河镇政府配合）", "/ 市司法局 / 青坪 石塘 双河镇政府"),
        ("（青坪、石塘、双河街道办事处落实）", "/ 青坪 石塘 双河街道办事处 /"),
        ("（市司法局牵头，各地级以上市人民政府结合实际落实）", "市司法局 / 各地级以上市人民政府 /"),
        ("（市司法局牵头，各区政府因地制宜抓好落实）", "市司法局 / 各区政府 /"),
        ("（市司法局牵头，各级各部门均要落实）", "市司法局 / 各级各部门 /"),
        ("（市司法局、市教育局、等按职责分工负责）", "/ 市司法局 市教育局 /"),
        ("（市司法局（市普法办）市教育局负责）", "/ 市司法局（市普法办） 市教育局 /"),
        ("（市司法局牵头，市教育局。市民政局配合）", "市司法局 /  / 市教育局 市民政局"),
        ("（市司法局。市教育局牵头，市民政局配合）", "市司法局 市教育局 /  / 市民政局"),
        ("（市司法局、市教育局。市民政局配合）", "/ 市司法局 市教育局 / 市民政局"),
        ("（市司法局、市教育局。排序第一为牵头单位，其他为配合单位，下同）", "市司法局 /  / 市教育局"),
        ("（市司法局、市教育局负责）（列在第一位的为牵头单位，其他为责任单位，下同）", "市司法局 / 市教育局 /"),
        ("（责任单位：市司法局、市教育局，第一责任单位为牵头单位）", "市司法局 / 市教育局 /"),
        ("（市司法局负责。各区政府均需落实，以下略）", "/ 市司法局 /"),
        ("（市司法局牵头，市教育局配合，适时推进）", "市司法局 /  / 市教育局"),
        ("（市委、市政府牵头，市人大、市政协监督）", "市委 市政府 /  /"),
        ("（市司法局★、市教育局）", "/ 市司法局 市教育局 /"),
        ("（市司法局、市教育局，以上单位排名不分先后）", "/ 市司法局 市教育局 /"),
        ("（市级领导：李四，牵头单位：市司法局）", "市司法局 /  /"),
        ("（市司法局牵头，每半年向市政府报告一次）", "市司法局 /  /"),
        ("（市司法局牵头。其中，第2项由市教育局负责）", "市司法局 / 市教育局 /"),
        ("（市司法局牵头，各县（市、区）党委、政府落实）", "市司法局 / 各县（市、区）党委、政府 /"),
        ("（市司法局，市教育局；市民政局负责）", "/ 市司法局 市教育局 市民政局 /"),
        ("（市司法局牵头，各区政府落实", "市司法局 / 各区政府 /"),
        ("市司法局牵头，各区政府落实）", "市司法局 / 各区政府 /"),
        ("【市司法局牵头，各区政府落实】", "市司法局 / 各区政府 /"),
        ("〔市司法局牵头，各区政府落实〕", "市司法局 / 各区政府 /"),
        ("(市司法局牵头,各区政府落实)", "市司法局 / 各区政府 /"),
        ("［市司法局牵头，各区政府落实］。", "市司法局 / 各区政府 /"),
        ("〈市司法局牵头，各区政府落实〉", "市司法局 / 各区政府 /"),
        ("（市司法局会同市教育局，各区政府按职责分工负责）", "市司法局 / 各区政府 / 市教育局"),
        ("（市司法局会同市教育局，市财政局、各区政府落实）", "市司法局 / 市财政局 各区政府 / 市教育局"),
        ("（市司法局会同市教育局负责，各区政府配合）", "市司法局 /  / 市教育局 各区政府"),
        ("（由市司法局会同市教育局牵头，各区政府落实）", "市司法局 / 各区政府 / 市教育局"),
    ],
)
def test_a_bracket_that_closes_an_item_assigns(closing: str, wanted: str) -> None:
    assert told(part_of(closing, "（市民政局负责）")) == wanted


@pytest.mark.parametrize(
    "closing",
    ["（政府主导、部门负责）", "（含民办学校）", "（专人负责）", "（以下称“办法”）", "（下同）"],
)
def test_other_brackets_at_the_end_are_text(closing: str) -> None:
    text = f"1.规范目录。更新目录，补齐缺项{closing}。（市司法局负责）"
    (part,) = draft(TITLE, "一、规范公开", text, "2.公开预算。公布预算。（市财政局）").parts
    assert (part.tasks[0].content, part.tasks[0].responsible) == (f"更新目录，补齐缺项{closing}。", ("市司法局",))


@pytest.mark.parametrize("name", ["云小二", "驻云铁军", "云州通App"])
def test_a_name_that_looks_like_no_body_is_doubted(name: str) -> None:
    part = part_of(f"（责任单位：市司法局、{name}）")
    assert part.tasks[0].responsible == ("市司法局", name)
    assert [(doubt.kind, doubt.text) for doubt in part.doubts] == [(DoubtKind.UNIT_UNLIKELY, name)]


# ---- stages of time behind the units


@pytest.mark.parametrize(
    ("time", "text", "days"),
    [
        ("6月底前出台方案，年底前完成", "6月底前出台方案，年底前完成", ["2026-06-30", "2026-12-31"]),
        ("6月底前印发通知；9月底前全面铺开", "6月底前印发通知；9月底前全面铺开", ["2026-06-30", "2026-09-30"]),
        ("3月底前部署、6月底前试点", "3月底前部署、6月底前试点", ["2026-03-31", "2026-06-30"]),
        ("6月底前出台方案、细则，年底前完成", "6月底前出台方案、细则，年底前完成", ["2026-06-30", "2026-12-31"]),
        ("上半年启动，下半年完成", "上半年启动，下半年完成", ["2026-06-30", "2026-12-31"]),
        ("2026年底前完成，长期坚持", "2026年底前完成，长期坚持", ["2026-12-31"]),
        ("6月底前完成立项、12月底前开工", "6月底前完成立项、12月底前开工", ["2026-06-30", "2026-12-31"]),
        ("2026年底前完成", "2026年底前", ["2026-12-31"]),
        ("每季度末", "每季度末", []),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "（市司法局牵头，各区政府落实，{}）",
        "（市司法局牵头，各区政府落实；{}）",
        "（牵头单位：市司法局；责任单位：各区政府，{}）",
    ],
)
def test_stages_behind_the_units_are_the_deadline(form: str, time: str, text: str, days: list[str]) -> None:
    part = part_of(form.format(time))
    deadline = part.tasks[0].deadline
    assert told(part) == "市司法局 / 各区政府 /"
    assert (deadline.text, [str(day) for day in deadline.nodes]) == (text, days)
    assert str(deadline.due) == (days[-1] if days else "None")


def test_a_deadline_glued_to_a_unit_parts_from_it() -> None:
    part = part_of("（市司法局9月底前完成，市教育局配合）")
    assert (told(part), part.tasks[0].deadline.text) == ("/ 市司法局 / 市教育局", "9月底前")


def test_what_happens_at_times_is_no_deadline() -> None:
    part = part_of("（市司法局负责，每季度更新1次）")
    assert (told(part), part.tasks[0].deadline.text) == ("/ 市司法局 /", "")
