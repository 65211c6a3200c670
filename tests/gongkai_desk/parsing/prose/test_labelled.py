"""Labelled lines close a task: with a number or without, behind colons or in frames, known and unknown labels."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.prose.labelled import LabelKind, label_line
from tests.builders import draft
from tests.gongkai_desk.parsing.test_fresh_habits import kinds, part_of


def fields(task: Task) -> tuple[object, ...]:
    return task.title, task.content, task.lead, task.responsible, task.support, task.deadline.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("牵头单位：市司法局", LabelKind.ASSIGNS),
        ("进度安排：6月底前开工", LabelKind.ASSIGNS),
        ("工作要求：公开文件。", LabelKind.WORK),
        ("督办事项：公开文件", LabelKind.WORK),
        ("主管领导：李明", LabelKind.OTHER),
        ("主要责任人：李明", LabelKind.OTHER),
        ("反馈时间：每周五", LabelKind.OTHER),
        ("进展情况：已开工", LabelKind.OTHER),
    ],
)
def test_what_a_label_says(text: str, kind: LabelKind) -> None:
    line = label_line(text)
    assert line
    assert (line.name, line.kind) == (text.partition("：")[0], kind)


@pytest.mark.parametrize(
    "text", ["会议指出：形势严峻。", "各科室：", "强化保障：落实经费。", "新增学位2万个。", "要求：按时"]
)
def test_what_is_no_label_of_a_task(text: str) -> None:
    line = label_line(text)
    assert line is None or line.kind is LabelKind.WORK


# ---- runs without numbers

SCHOOLS = "新增学位2.36万个。\n{0}：刘东\n{1}：市教育局\n{2}：毛杰\n{3}：6月底前开工；12月底前落实，实现招生。"
ROADS = "新建道路8条。\n{0}：王静\n{1}：市住建局\n{2}：李强\n{3}：8月底前开工；11月底前通车。"
LABELS = pytest.mark.parametrize(
    "labels",
    [
        ("主管领导", "责任单位", "主要责任人", "进度安排"),
        ("分管领导", "承办单位", "责任人", "完成时限"),
        ("督办领导", "责任部门", "直接责任人", "时间进度"),
        ("牵头领导", "实施单位", "项目负责人", "时间要求"),
    ],
)


@LABELS
def test_a_run_of_labels_closes_a_task_without_number(labels: tuple[str, ...]) -> None:
    part = part_of(f"{SCHOOLS}\n{ROADS}".format(*labels))
    assert [fields(task) for task in part.tasks] == [
        (None, "新增学位2.36万个。", (), ("市教育局",), (), "6月底前开工；12月底前落实，实现招生"),
        (None, "新建道路8条。", (), ("市住建局",), (), "8月底前开工；11月底前通车"),
    ]
    assert [dict(task.extra) for task in part.tasks] == [
        {labels[0]: "刘东", labels[2]: "毛杰"},
        {labels[0]: "王静", labels[2]: "李强"},
    ]
    assert [str(task.deadline.due) for task in part.tasks] == ["2026-12-31", "2026-11-30"]
    assert not kinds(part)


@LABELS
def test_a_heading_over_some_of_them_is_a_section(labels: tuple[str, ...]) -> None:
    hospitals = ROADS.replace("道路8条", "医院3所")
    part = part_of(f"教育\n{SCHOOLS}\n{ROADS}\n医疗\n{hospitals}".format(*labels))
    assert [(task.section, task.title) for task in part.tasks] == [(("教育",), None)] * 2 + [(("医疗",), None)]


def test_a_line_above_the_work_of_each_is_its_name() -> None:
    labels = ("主管领导", "责任单位", "主要责任人", "进度安排")
    part = part_of(f"优质学位\n{SCHOOLS}\n城市道路\n{ROADS}".format(*labels))
    assert [(task.title, task.content) for task in part.tasks] == [
        ("优质学位", "新增学位2.36万个。"),
        ("城市道路", "新建道路8条。"),
    ]


@pytest.mark.parametrize(
    "front", ["昨日，市政府公布了实事分解表，明确了主管领导。\n记者 李明明", "今年要办好两件实事。"]
)
def test_what_stands_above_the_list_is_no_task(front: str) -> None:
    labels = ("主管领导", "责任单位", "主要责任人", "进度安排")
    part = part_of(f"{front}\n{SCHOOLS}\n{ROADS}".format(*labels))
    assert [task.content for task in part.tasks] == ["新增学位2.36万个。", "新建道路8条。"]


def test_a_labelled_line_is_never_the_title_of_the_paper() -> None:
    text = f"{SCHOOLS}\n{ROADS}".format("主管领导", "责任单位", "主要责任人", "进度安排")
    (plan,) = draft(text.replace("市教育局", "市教育局和各区教育局")).plans
    assert "：" not in plan.title


@pytest.mark.parametrize("name", ["建设地点", "投资估算", "资金渠道"])
def test_a_label_that_nobody_knows_stays_with_the_task(name: str) -> None:
    item = "{0}新建道路{1}条。\n责任单位：市住建局\n" + name + "：5000万元\n完成时限：{1}月底前"
    for numbers in (("", ""), ("1.", "2.")):
        part = part_of("\n".join(item.format(number, n) for n, number in enumerate(numbers, 8)))
        assert [(task.content, dict(task.extra), task.deadline.text) for task in part.tasks] == [
            (f"新建道路{n}条。", {name: "5000万元"}, f"{n}月底前") for n in (8, 9)
        ]


def test_stages_on_the_next_line_belong_to_the_deadline() -> None:
    item = "新建道路{0}条。\n责任单位：市住建局\n进度安排：6月底前开工；\n{0}月底前通车。"
    part = part_of(f"{item.format(10)}\n{item.format(11)}")
    assert [(task.content, task.deadline.text) for task in part.tasks] == [
        (f"新建道路{n}条。", f"6月底前开工；{n}月底前通车") for n in (10, 11)
    ]


def test_work_of_several_lines_without_number_is_doubted() -> None:
    item = "新建道路{0}条。\n责任单位：市住建局\n完成时限：{0}月底前"
    part = part_of(f"{item.format(10)}\n同步改造管网，恢复绿化。\n{item.format(11)}")
    assert [doubt.task for doubt in part.doubts if doubt.kind is DoubtKind.CONTENT_MIXED] == [1]


def test_one_such_run_alone_is_read_as_before() -> None:
    part = part_of("新建道路8条。\n责任单位：市住建局\n完成时限：9月底前")
    assert [(task.content, task.responsible) for task in part.tasks] == [("新建道路8条。", ("市住建局",))]


@pytest.mark.parametrize("name", ["督办事项", "重点任务", "交办事项"])
@pytest.mark.parametrize("work", ["工作要求", "办理要求", "工作内容"])
def test_work_behind_labels_of_its_own(name: str, work: str) -> None:
    item = "{name}：{0}\n{work}：{1}\n牵头单位：{2}\n完成时限：{3}\n反馈时间：每周五"
    rows = [
        ("灯会方案", "制定安保方案，落实许可。", "区公安分局", "2月25日前"),
        ("排水堵点", "疏通堵点4处。", "区住建局", "3月10日前"),
    ]
    part = part_of("\n".join(item.format(*row, name=name, work=work) for row in rows))
    assert [fields(task) for task in part.tasks] == [(a, b, (c,), (), (), d) for a, b, c, d in rows]
    assert [dict(task.extra) for task in part.tasks] == [{"反馈时间": "每周五"}] * 2


# ---- labels in frames

FRAMES = pytest.mark.parametrize("frame", ["【{}】", "〔{}〕", "[{}]", "［{}］", "【{}】：", "【{}】\n"])
NOTICE = (
    "1. 灯会方案\n{工作要求}制定安保方案，落实许可。\n{牵头单位}区公安分局\n{配合单位}区文旅局、区应急局\n"
    "{完成时限}2月25日前\n{反馈时间}每周五\n2. 排水堵点\n{工作要求}疏通堵点4处。\n"
    "{牵头单位}区住建局\n{完成时限}3月10日前"
)
WANTED = [
    ("灯会方案", "制定安保方案，落实许可。", ("区公安分局",), (), ("区文旅局", "区应急局"), "2月25日前"),
    ("排水堵点", "疏通堵点4处。", ("区住建局",), (), (), "3月10日前"),
]


def framed(text: str, frame: str) -> str:
    names = ("工作要求", "牵头单位", "配合单位", "完成时限", "反馈时间", "督办事项")
    return text.format(**{name: frame.format(name) for name in names})


@FRAMES
def test_a_label_in_a_frame_is_as_one_behind_a_colon(frame: str) -> None:
    part = part_of(framed(NOTICE, frame))
    assert [fields(task) for task in part.tasks] == WANTED
    assert dict(part.tasks[0].extra) == {"反馈时间": "每周五"}
    assert not part.doubts


@FRAMES
@pytest.mark.parametrize("numbers", [("【任务一】", "【任务二】"), ("{督办事项}", "{督办事项}")])
def test_in_front_of_the_name_too(frame: str, numbers: tuple[str, str]) -> None:
    text = NOTICE.replace("1. ", numbers[0]).replace("2. ", numbers[1])
    assert [fields(task) for task in part_of(framed(text, frame)).tasks] == WANTED


@pytest.mark.parametrize("stop", ["。", ""])
def test_frames_within_a_paragraph(stop: str) -> None:
    first = f"1. 制定方案{stop}【牵头单位】区公安分局【配合单位】区文旅局【完成时限】2月25日前"
    text = f"{first}\n2. 疏通堵点{stop}【牵头单位】区住建局"
    assert [fields(task)[2:] for task in part_of(text).tasks] == [
        (("区公安分局",), (), ("区文旅局",), "2月25日前"),
        (("区住建局",), (), (), ""),
    ]


@pytest.mark.parametrize("heading", ["【民生实事】", "【重点任务】", "【督办通知】", "【教育领域】"])
def test_a_heading_in_a_frame_is_no_label(heading: str) -> None:
    part = part_of(f"{heading}\n1.新建道路8条。（市住建局负责，9月底前）\n2.新建学校2所。（市教育局负责，8月底前）")
    assert [task.content for task in part.tasks] == ["新建道路8条。", "新建学校2所。"]
