"""Who does the work by how its sentence opens or by how the last one does: A、B负责按照…, 由A牵头，联合B…."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from tests.builders import draft

TITLE = "云州市2026年春节前市容整治方案"


def part_of(sentence: str) -> Part:
    (part,) = draft(TITLE, f"一、整治内容\n1.{sentence}\n2.抓好收尾。9月底前完成扫尾工程。（市水利局负责）").parts
    return part


@pytest.mark.parametrize(
    ("sentence", "lead", "responsible", "support"),
    [
        (
            "市城管局、工商局、城关镇政府负责按照划行归市、分摊经营的要求，加强对集贸市场的管理。",
            "",
            "市城管局 工商局 城关镇政府",
            "",
        ),
        ("市公路局、地方公路管理站负责治理国道周边乱堆乱放。", "", "市公路局 地方公路管理站", ""),
        (
            "市工商局、市政监察大队、卫生监督所负责对占道经营的门店进行查处，坚决取缔其经营资格。",
            "",
            "市工商局 市政监察大队 卫生监督所",
            "",
        ),
        ("各县区政府、市住建局负责按照属地原则，排查在建工地扬尘。", "", "各县区政府 市住建局", ""),
        (
            "由城关交警中队牵头，联合市交通局、市政监察大队，加强对车辆乱停乱放的整治。",
            "城关交警中队",
            "",
            "市交通局 市政监察大队",
        ),
        ("由市住建局牵头，会同市水利局、市财政局，制定排水防涝方案。", "市住建局", "", "市水利局 市财政局"),
        ("由市农业农村局牵头，协同市林业局，开展高标准农田核查。", "市农业农村局", "", "市林业局"),
        ("市应急局牵头，联合市消防支队、各县区，开展仓库检查。", "市应急局", "", "市消防支队 各县区"),
        ("整治占道经营，规范早市。由市城管局牵头，5月底前完成摸底造册。", "市城管局", "", ""),
        ("加快老旧小区改造。由市住建局牵头，市财政局配合，年底前全部完工。", "市住建局", "", "市财政局"),
        ("完善隐患台账，逐项销号。此项工作由市应急局牵头，6月底前完成。", "市应急局", "", ""),
        ("开放学校运动场馆。由市教育局、市体育局分别牵头，8月底前开放20所。", "市教育局 市体育局", "", ""),
    ],
)
def test_units_at_the_head_of_a_sentence_have_their_roles(
    sentence: str, lead: str, responsible: str, support: str
) -> None:
    part = part_of(sentence)
    task = part.tasks[0]
    assert (" ".join(task.lead), " ".join(task.responsible), " ".join(task.support)) == (lead, responsible, support)
    assert task.content in sentence
    assert DoubtKind.NO_UNIT not in {doubt.kind for doubt in part.doubts if doubt.task == 0}


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("整治占道经营，规范早市。由市城管局牵头，5月底前完成摸底造册。", "5月底前"),
        ("加快老旧小区改造。由市住建局牵头，市财政局配合，年底前全部完工。", "年底前"),
        ("完善隐患台账，逐项销号。此项工作由市应急局牵头，6月底前完成。", "6月底前"),
    ],
)
def test_the_deadline_behind_them_is_the_tasks(sentence: str, due: str) -> None:
    assert due in part_of(sentence).tasks[0].deadline.text


@pytest.mark.parametrize(
    "sentence",
    [
        "物业公司、业主委员会负责小区日常保洁。",
        "明确专人负责落实，建立台账。",
        "推动市教育局、市民政局负责的平台互通，实现共享。",
        "市教育局负责人要带头接访，化解矛盾。",
        "各县区各部门主要负责同志至少听取一次汇报，研究解决难点问题。",
        "市教育局、市民政局负责制度建设的科室要加强培训。",
        "由建设单位牵头，联合监理单位，开展自查。",
        "督促由市教育局牵头的专班按月调度。",
    ],
)
def test_what_is_no_unit_of_the_office_is_none(sentence: str) -> None:
    task = part_of(sentence).tasks[0]
    assert (task.lead, task.responsible, task.support) == ((), (), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "市城管局、市工商局负责整治占道经营。市公安局负责维护交通秩序。",
        "由市住建局牵头，5月底前完成排查。由市水利局牵头，9月底前完成整治。",
    ],
)
def test_two_sentences_with_their_own_units_are_doubted(sentence: str) -> None:
    part = part_of(sentence)
    assert {doubt.kind for doubt in part.doubts if doubt.task == 0} & {DoubtKind.NO_UNIT, DoubtKind.TWO_READINGS}
