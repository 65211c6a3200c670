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
}

YEAR_WHATS = {  # what ``UnknownId`` did not find; beside ``wording.sentences.WHATS``
    "period_lock": "锁定的期次",
}
