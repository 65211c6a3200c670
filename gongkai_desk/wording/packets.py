"""What a clerk reads of a 分工录入包: where two sides differ, what was taken back, what did not come along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai_desk.domain.cycle.packets import Clash, Conflict, Merge, Row, Side, Value
from gongkai_desk.domain.state import Role, State
from gongkai_desk.wording.salvage import TABLES
from gongkai_desk.wording.states import STATES

CLASHES: Final = {
    Clash.FIELD: "两边都改了",
    Clash.REMOVED_HERE: "本库删除了，对方又改过",
    Clash.REMOVED_THERE: "对方删除了，本库又改过",
    Clash.BOTH_REPORTED: "两边都报了进展，两条都保留",
    Clash.ORDER: "两边都调整了顺序，按本库的顺序",
}
CHOICES: Final = {None: "暂不定", Side.HERE: "按本库", Side.THERE: "按对方"}
SENT: Final = "已发出分工录入包：{count}项任务，文件 {file}"
SENT_BACK: Final = "已打包交回：{file}"
NOTHING_NEW: Final = "没有新的内容，台账没有变化"
OLDER: Final = "对方后来又交回过更新的一份，已经收回；这一份较早，台账没有变化"
_FIELDS: Final = {
    "row": "整条",
    "content": "任务内容",
    "title": "任务名称",
    "unit_text": "责任单位（原文）",
    "units": "分工",
    "deadline": "完成时限",
    "set_deadline": "另定时限",
    "state": "办理状态",
    "text": "进展",
    "problems": "存在问题",
    "next_steps": "下一步打算",
    "removed": "是否删除",
    "remark": "备注",
    "section": "所属部分",
    "name": "名称",
    "contact": "联系人",
    "phone": "电话",
    "mail": "邮箱",
    "day": "日期",
    "period": "报送期",
    "returned": "退回补报",
    "amount": "数量",
    "doc_no": "文号",
    "url": "网址",
    "settled": "疑问的处理",
    "ended": "办结时间",
    "seq": "序号",
    "position": "顺序",
    "who_reports": "由谁填报",
    "report_cycle": "填报周期",
    "report_day": "报送日",
}
_ROLES: Final = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}
_SHOWN: Final = ("text", "content", "name", "printed", "subject", "act", "result", "title")
"""The columns by which a whole row is shown."""


def field_name(conflict: Conflict) -> str:
    """Return what of a row both sides changed."""
    table = TABLES.get(conflict.table, "其他内容")
    name = _FIELDS.get(conflict.field, "其他栏目")
    return table if conflict.field == "row" or name in table else f"{table}·{name}"


def side_text(conflict: Conflict, row: Row | None) -> str:
    """Return what stands on one side, in a clerk's words."""
    if row is None:
        return "（没有这一条）"
    if conflict.field == "removed":
        return f"已删除（{row['removed']}）" if row["removed"] else "未删除"
    if conflict.field == "units":
        return _units(str(row["printed"]))
    if conflict.table == "unit_state":
        return _state(row)
    if conflict.field in ("row", "text"):
        row = {name: row[name] for name in _SHOWN if row.get(name)}
    return "，".join(str(value) for value in row.values() if not _is_nothing(value)) or "（空）"


def _is_nothing(value: Value) -> bool:
    return value in (None, "", "[]", "{}")


def _units(text: str) -> str:
    for role, word in _ROLES.items():
        text = text.replace(f"{role.value} ", f"{word}：")
    return text or "（空）"


def _state(row: Row) -> str:
    told = [STATES.get(State(str(row["state"])), ""), str(row.get("since") or "")]
    until = [f"至{row['until']}"] if row.get("until") else []
    return "，".join(filter(None, [*told, *until, str(row.get("demand") or ""), str(row.get("reason") or "")]))


def conflict_line(conflict: Conflict, where: str) -> str:
    """Return a conflict as one line; ``where`` names the task and the unit."""
    if conflict.clash is Clash.ORDER:
        return f"{TABLES[conflict.table]}：{CLASHES[conflict.clash]}"
    here, there = side_text(conflict, conflict.here), side_text(conflict, conflict.there)
    return f"{where} {field_name(conflict)}：{CLASHES[conflict.clash]}。本库“{here}”，对方“{there}”".strip()


def merge_line(merge: Merge) -> str:
    """Return what was taken back, by kind."""
    if not merge.changes:
        return NOTHING_NEW
    told = f"新增 {len(merge.inserts)} 条，修改 {len(merge.updates)} 条，删除 {len(merge.deletes)} 条"
    return f"{told}（{counted(counts(merge))}）"


def counts(merge: Merge) -> dict[str, int]:
    """Return how many rows of each table a merge touches."""
    found: dict[str, int] = {}
    for table in (*(each[0] for each in merge.inserts), *(each[0] for each in merge.updates),
                  *(each[0] for each in merge.deletes)):  # fmt: skip
        found[table] = found.get(table, 0) + 1
    return found


def counted(rows: Mapping[str, int]) -> str:
    """Return rows by the names of their tables."""
    named: dict[str, int] = {}
    for table, count in rows.items():
        name = TABLES.get(table, "其他内容")
        named[name] = named.get(name, 0) + count
    return "、".join(f"{name} {count} 条" for name, count in named.items())


def left_line(left: Mapping[str, int]) -> str:
    """Return what of the colleague's library did not come along; empty where there is nothing."""
    return f"对方库里的这些内容不随包收回，仍在对方库里：{counted(left)}" if left else ""
