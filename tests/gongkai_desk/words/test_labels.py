"""Labels in front of a colon."""

import pytest

from gongkai_desk.words.labels import Label, split_labels


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "牵头单位：市教委；责任单位：各区政府；完成时限：2026年12月底，长期坚持",
            {Label.LEAD: "市教委", Label.RESPONSIBLE: "各区政府", Label.DEADLINE: "2026年12月底，长期坚持"},
        ),
        (
            "完成时限：6月底；责任领导：张三；责任科室：政策科",
            {Label.DEADLINE: "6月底", Label.LEADER: "张三", Label.RESPONSIBLE: "政策科"},
        ),
        (
            "责任单位:市教委完成时限:6月底配合单位:市民政局",
            {Label.RESPONSIBLE: "市教委", Label.DEADLINE: "6月底", Label.SUPPORT: "市民政局"},
        ),
        ("时间节点：6月底\n适用范围：各区政府", {Label.DEADLINE: "6月底", Label.SCOPE: "各区政府"}),
        ("（指导部门：市教委）（实施单位：各区政府）", {Label.GUIDE: "市教委", Label.RESPONSIBLE: "各区政府"}),
        ("负责部门为：市教委（牵头）", {Label.RESPONSIBLE: "市教委（牵头）"}),
        ("责任单位：市教委；责任单位：市民政局", {Label.RESPONSIBLE: "市教委；市民政局"}),
        ("责任单位\n市教委\n完成时限\n6月底", {Label.RESPONSIBLE: "市教委", Label.DEADLINE: "6月底"}),
        ("责任单位：；完成时限：6月底", {Label.RESPONSIBLE: "", Label.DEADLINE: "6月底"}),
        ("责任人：李四  联系电话：123456", {Label.CONTACT: "李四；123456"}),
        (
            "责任单位：市公安局 项目责任人：王海 配合单位：市财政局",
            {Label.RESPONSIBLE: "市公安局", Label.CONTACT: "王海", Label.SUPPORT: "市财政局"},
        ),
        (
            "责任单位：市交通局；工程负责人：李明；完成时限：6月底",
            {Label.RESPONSIBLE: "市交通局", Label.CONTACT: "李明", Label.DEADLINE: "6月底"},
        ),
        (
            "牵头领导：张三 责任单位：相关管委会\u3000项目联系人：李四",
            {Label.LEADER: "张三", Label.RESPONSIBLE: "相关管委会", Label.CONTACT: "李四"},
        ),
        (
            "责任单位：市教委，总体进展情况：已完成55%",
            {Label.RESPONSIBLE: "市教委", Label.PROGRESS: "已完成55%"},
        ),
        (
            "责任单位：市教委；原定完成时限：6月底；调整后完成时限：9月底",
            {Label.RESPONSIBLE: "市教委", Label.REMARK: "6月底", Label.DEADLINE: "9月底"},
        ),
        ("原时限：6月底；现时限：9月底", {Label.REMARK: "6月底", Label.DEADLINE: "9月底"}),
        ("责任单位：市教委；原定完成时限：6月底", {Label.RESPONSIBLE: "市教委", Label.DEADLINE: "6月底"}),
        (
            "责任单位：市教委 市财政局配合单位：市民政局",
            {Label.RESPONSIBLE: "市教委 市财政局", Label.SUPPORT: "市民政局"},
        ),
        ("明确公开时限、公开责任单位等", {}),
        ("明确公开责任单位：市教委", {}),
        ("主责单位和责任单位", {}),
        ("市教委牵头，各区政府落实", {}),
        ("", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_labels_in_any_order(text: str, values: dict[Label, str]) -> None:
    assert split_labels(text) == values
