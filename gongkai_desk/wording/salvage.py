"""What was saved of a damaged library, and what was not, in a clerk's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

TABLES = {
    "plan": "要点",
    "original": "要点原件",
    "task": "任务",
    "task_unit": "任务分工",
    "unit": "单位",
    "unit_state": "单位办理状态",
    "report": "进展",
    "evidence": "佐证材料",
    "evidence_link": "佐证材料的归属",
    "quota_event": "数量登记",
    "transition": "核查销号等办理",
    "duty": "时限事项",
    "spot_check": "抽查",
    "request": "依申请公开",
    "interpretation": "政策解读",
    "reminder": "催办",
    "paper_no": "文书编号",
    "task_unit_choice": "明确的责任单位",
    "task_link": "承接关系",
    "doubt": "待确认的疑问",
    "issued_paper": "印发件",
    "filing": "报备",
    "filed_copy": "存档文件",
    "closed_year": "归档年度",
    "superior": "上级单位",
    "submission": "报送登记",
    "form": "上级表样",
    "form_column": "上级表样",
    "form_word": "上级表样",
    "form_row": "上级表样",
    "period_lock": "锁定的期别",
    "locked_figure": "锁定的数据",
    "approval": "审批记录",
    "dispatch": "下发批次",
    "dispatch_unit": "下发单位",
    "closing_move": "准予延期报送",
    "sent_row": "下发的填报行",
    "returned_file": "收回的文件",
    "returned_row": "收回的填报行",
    "summary_source": "汇总稿的来源",
    "opinion": "征求意见",
    "packet": "分工录入包",
    "row_origin": "录入包来源",
    "annual_report": "年报",
    "annual_figure": "年报数据",
    "annual_text": "年报文字",
    "lookback": "回头看",
    "lookback_item": "回头看事项",
    "rectification": "整改",
    "assessment": "考核",
    "assessment_item": "考核指标",
    "assessment_rule": "考核细则",
    "assessment_band": "考核等次",
    "assessment_unit": "考核单位",
    "assessment_score": "考核得分",
    "assessment_entry": "考核扣分",
    "timed_case": "办理期限",
    "draw": "抽样记录",
    "day_off": "放假安排",
    "setting": "设置",
    "step": "操作记录",
    "journal": "变更记录",
}
"""Tables that a clerk knows by a name; what stands in others is told as 其他记录."""
_OTHER = "其他记录"
_FEW = 5  # names of files in one line


def saved_line(rows: Mapping[str, int], files: int) -> str:
    """Return what came over, e.g. 已救出：要点 1 条、任务 28 条；文件 3 份。 as one line."""
    return f"已救出：{_counted(rows) or '没有记录'}；文件 {files} 份。"


def lost_lines(lost: Mapping[str, int], cut: Collection[str], lacking: list[str]) -> list[str]:
    """Return what is known not to have come over; empty if that is nothing."""
    lines = []
    if lost:
        lines.append(f"没有救出：{_counted(lost)}。")
    if cut:
        names = dict.fromkeys(TABLES.get(table, _OTHER) for table in sorted(cut))
        lines.append(f"读不全、不知缺多少：{'、'.join(names)}。")
    if lacking:
        more = f"等 {len(lacking)} 份" if len(lacking) > _FEW else ""
        lines.append(f"缺少文件：{'、'.join(lacking[:_FEW])}{more}。")
    if lines:
        lines.append("救出的内容请与纸质台账核对；以前的操作不能再撤销。")
    return lines


def _counted(counts: Mapping[str, int]) -> str:
    named: Counter[str] = Counter()
    for table, count in counts.items():
        named[TABLES.get(table, _OTHER)] += count
    order = {name: place for place, name in enumerate((*TABLES.values(), _OTHER))}
    return "、".join(f"{name} {named[name]} 条" for name in sorted(named, key=order.__getitem__) if named[name])
