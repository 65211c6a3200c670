"""填报表: the workbook that a unit fills in and sends back. Its heads and labels are those that collecting reads."""

from __future__ import annotations

from typing import Final

GUIDE_SHEET: Final = "填报说明"
FILL_SHEET: Final = "填报表"
OTHER_SHEET: Final = "其他任务（供参考）"
UNITS_SHEET: Final = "适用单位"
"""Names of the sheets; the last one is in a shared book only and lists the units that its drop-down offers."""

CODE, SEQ, TITLE, CONTENT, DEADLINE = "任务码", "序号", "任务名称", "任务内容", "完成时限"
PREVIOUS, OPINION = "上期进展", "退回意见"
PROGRESS, STATE, PROBLEMS, NEXT_STEPS = "本期进展情况", "完成情况", "存在问题", "下一步打算"
EVIDENCE = "佐证材料（名称、文号、网址、公开日期，一行一件）"
CONTACT, PHONE, DAY = "具体承办科室及填报人", "联系电话", "填报日期"
PRINTED: Final = (CODE, SEQ, TITLE, CONTENT, DEADLINE, PREVIOUS, OPINION)
"""Heads of what is printed; ``PREVIOUS`` may be left out, ``OPINION`` stands in a book that was sent back only."""
FILLED: Final = {
    "progress": PROGRESS,
    "state": STATE,
    "problems": PROBLEMS,
    "next_steps": NEXT_STEPS,
    "evidence": EVIDENCE,
    "contact": CONTACT,
    "phone": PHONE,
    "filled": DAY,
}
"""Heads of what is filled in, by the field of ``Filled`` and of a sent or returned row."""
STATES: Final = ("已完成", "推进中", "未启动", "零报告", "不涉及")
"""What the drop-down of 完成情况 offers; it only warns of other words."""

UNIT_LABEL, BATCH_LABEL, CODE_LABEL, CLOSING_LABEL = "填报单位：", "批号：", "单位码：", "报送截止："
"""What stands in front of each piece of the line over a table."""
OWN_HEADING: Final = "本单位另报"
OWN_ROWS: Final = 10
"""Free rows below the tasks, under a row with the heading; their 序号 is ``own_number``."""


def own_number(place: int) -> str:
    """Return what stands under 序号 of a free row; ``place`` from 1. Its three lines keep the row open."""
    return f"另\n报\n{place}"
