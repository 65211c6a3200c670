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
    "lookback_items": "没有可以核查的任务，请换年度、要点或文件",
    "result": "落实情况应填已落实、持续推进或未落实",
    "unfinished": "所选事项没有未完成的，或已列入整改台账",
    "not_linked": "所选事项已有今年的任务接续",
    "other_year": "接续的任务应在另一份要点里",
    "problem": "请写明存在的问题",
    "found_faults": "没有查出问题的抽查记录可登记",
    "finished": "还没有登记整改完成",
    "recheck": "还没有复查，或复查没有通过",
    "closed_entry": "已销号的整改事项请先重新打开",
}

YEAR_WHATS = {  # what ``UnknownId`` did not find; beside ``wording.sentences.WHATS``
    "period_lock": "锁定的期次",
    "lookback": "回头看",
    "lookback_item": "回头看的事项",
    "rectification": "整改事项",
}
