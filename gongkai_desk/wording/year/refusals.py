"""What is missing for an act of the end of a period or a year, and what the things of a year are called."""

from __future__ import annotations

YEAR_LACKS = {  # what ``NotAllowed`` says is missing; part of ``wording.sentences.LACKS``
    "future_period": "这一期还没有开始",
    "locked_period": "这一步涉及已经锁定的期次，报出的数据不能改动；确需改动的，请先在“期次锁定”里写明理由解锁",
    "locked_already": "这一期已经锁定",
    "locked": "这一期没有锁定",
    "plan_of_year": "台账库里没有这一年的要点",
    "late_return": "所选进展不是锁定之后才到的",
    "late_waiting": "锁定之后没有迟报的进展等着处理",
    "changed_figures": "报出的数据没有变化，不用更正",
    "approval": "名次须先由本机关负责人审定，再在“报表 → 考核 → 审定名次”里登记（或 approve ranking），才能出表",
    "approved_already": "名次已经审定，分数不能再改；确需改动的，请先撤销审定",
    "approver": "请填写审定人",
    "assessment_scheme": "这份要点还没有考核方案，请先在“报表 → 考核 → 方案”里编制、导入（或 assess scheme）",
    "assessment_in_use": "去掉的指标、规则或单位已有扣分或评分，不能删除",
    "something_to_enter": "没有可以登记的内容",
    "sentence": "请写明事实",
    "points": "分值请写成数，扣分为负数",
    "points_within": "分值应在 0 到该项分值之间",
    "objection": "这家单位没有申诉",
    "objection_reply": "请写明复核答复",
    "scheme_no_name": "请写方案名称",
    "scheme_no_items": "请至少写一个指标",
    "scheme_weight": "每个指标的分值应大于 0",
    "scheme_cap": "规则的封顶应在 0 到该项分值之间",
    "scheme_bands": "两个等次的分数线相同",
}

YEAR_WHATS = {  # what ``UnknownId`` did not find; beside ``wording.sentences.WHATS``
    "period_lock": "锁定的期次",
    "assessment": "考核方案",
    "assessment_item": "考核指标",
    "assessment_unit": "被考核单位",
    "assessment_entry": "扣分",
    "approval": "审定登记",
}
