"""Minutes name who does something as the subject of its sentence, without bracket or label."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from tests.builders import draft

TITLE = "云州县人民政府常务会议纪要"


def part_of(sentence: str) -> Part:
    (part,) = draft(TITLE, f"（2026年3月2日）\n1.{sentence}\n2.抓好收尾。9月底前完成扫尾工程。（县水利局负责）").parts
    return part


@pytest.mark.parametrize(
    ("sentence", "lead", "responsible", "support"),
    [
        ("县财政局负责落实建设资金1200万元，分两批拨付。", "", "县财政局", ""),
        ("县公安局、县林业局负责依法查处违规用火行为，形成震慑。", "", "县公安局 县林业局", ""),
        ("原则同意行动方案，由县城管局根据会议意见修改完善后，于3月15日前印发实施。", "", "县城管局", ""),
        ("会议同意实施意见，由县住建局按程序报批，抓紧印发。", "", "县住建局", ""),
        ("同意收费调整方案，县发改局会同县教体局做好政策宣传解读。", "县发改局", "", "县教体局"),
        ("县水利局会同县财政局、县审计局抓紧核定工程量，及时结算。", "县水利局", "", "县财政局 县审计局"),
        ("县教体局要加强收费监管，开展一次专项检查。", "", "县教体局", ""),
        ("县交通局应及时修复水毁路段，确保安全畅通。", "", "县交通局", ""),
    ],
)
def test_the_subject_of_a_sentence_does_it(sentence: str, lead: str, responsible: str, support: str) -> None:
    task = part_of(sentence).tasks[0]
    assert (" ".join(task.lead), " ".join(task.responsible), " ".join(task.support)) == (lead, responsible, support)
    assert task.content == sentence


@pytest.mark.parametrize("who", ["党组成员、执法支队长李明", "副局长李明", "一名班子成员"])
def test_a_person_of_a_body_who_leads_is_that_body_and_doubted(who: str) -> None:
    part = part_of(f"由县资源局{who}牵头，成立清理小组，依法处理到位。")
    assert (part.tasks[0].lead, part.tasks[0].responsible) == (("县资源局",), ())
    assert DoubtKind.TWO_READINGS in {doubt.kind for doubt in part.doubts if doubt.task == 0}


@pytest.mark.parametrize("work", ["成立工作小组", "组建执法专班", "建立联席会议"])
def test_what_a_leader_sets_up_is_no_unit(work: str) -> None:
    task = part_of(f"由县水利局牵头，{work}，逐项核查。").tasks[0]
    assert (task.lead, task.responsible, task.support) == (("县水利局",), (), ())


@pytest.mark.parametrize("sentence", ["县教体局要加强收费监管，开展检查。", "县交通局应及时修复水毁路段，确保畅通。"])
def test_who_shall_do_something_may_only_be_reminded(sentence: str) -> None:
    assert DoubtKind.TWO_READINGS in {doubt.kind for doubt in part_of(sentence).doubts if doubt.task == 0}


@pytest.mark.parametrize(
    "sentence",
    [
        "县教体局要加强收费监管。县公安局要查处违规行为。",
        "向县财政局报送预算，县政府审定后执行，抓紧编制。",
        "由建设单位按月公开进度，接受监督，抓紧完工。",
        "会议听取了县发改局的汇报，要求抓紧推进，早日开工。",
        "推动县市场监管局出台的办法落地，应公开尽公开，接受监督。",
    ],
)
def test_several_subjects_or_none_name_nobody(sentence: str) -> None:
    task = part_of(sentence).tasks[0]
    assert (task.lead, task.responsible, task.support) == ((), (), ())
