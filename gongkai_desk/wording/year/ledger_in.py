"""年中接手 in words: what columns hold, what is asked, what stays, what storing did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai_desk.domain.year.ledger_in import Asked, AskedKind, Kept, Ledger, LedgerColumn, LedgerField
from gongkai_desk.words.terms import ColumnRole

TITLE: Final = "年中接手"
FIELDS: Final = {
    LedgerField.PROGRESS: "进展情况",
    LedgerField.BY_PERIOD: "各期进展",
    LedgerField.STATE: "完成情况",
    LedgerField.TICKED: "打√的完成情况",
    LedgerField.EVIDENCE: "佐证材料",
    LedgerField.PROBLEMS: "存在问题",
    LedgerField.NEXT_STEPS: "下一步打算",
    LedgerField.FINISHED: "销号日期",
    LedgerField.KEPT: "留在其他栏目",
}
_PLAN_FIELDS: Final = {
    ColumnRole.SEQ: "序号",
    ColumnRole.SECTION: "所属部分",
    ColumnRole.TITLE: "任务名称",
    ColumnRole.CONTENT: "任务内容",
    ColumnRole.LEAD: "牵头单位",
    ColumnRole.RESPONSIBLE: "责任单位",
    ColumnRole.SUPPORT: "配合单位",
    ColumnRole.UNITS: "牵头及责任单位",
    ColumnRole.GUIDE: "指导部门",
    ColumnRole.DEADLINE: "完成时限",
    ColumnRole.ADJUSTED: "调整后时限",
}
_ASKED: Final = {
    AskedKind.STATE: "“{text}”是什么状态：{tasks}",
    AskedKind.TWO_STATES: "同时勾了几种完成情况，没有采用：{tasks}",
    AskedKind.PLANNED: "{text} 还没有到，却已填写，是计划还是进展；暂留在其他栏目",
    AskedKind.DAY: "销号日期“{text}”认不出来，留在其他栏目：{tasks}",
    AskedKind.DEADLINE: "时限已过，台账没有记为完成，存入后列入“时限待确认”：{tasks}",
}
_NAMED: Final = 8  # tasks that a sentence names


def column_words(column: LedgerColumn) -> str:
    """Return what a column is taken for."""
    return _PLAN_FIELDS[ColumnRole(column.plan_field)] if column.plan_field else FIELDS[column.field]


def asked_sentence(asked: Asked) -> str:
    """Return a question as a clerk reads it."""
    named = "、".join(asked.tasks[:_NAMED])
    more = f"等{len(asked.tasks)}项" if len(asked.tasks) > _NAMED else ""
    return _ASKED[asked.kind].format(text=asked.text, tasks=f"第{named}{more or '项'}")


def kept_sentence(kept: Kept) -> str:
    """Return what stays, as a clerk reads it."""
    return f"“{kept.text}”（{kept.filled}项）"


def counts(ledger: Ledger) -> str:
    """Return what would be stored, in one line."""
    known = sum(each.state is not None for each in ledger.tasks)
    parts = (
        f"任务 {len(ledger.tasks)} 项",
        f"认出状态 {known} 项",
        f"进展 {ledger.reports} 条",
        f"佐证 {ledger.evidence} 份",
        f"待确认 {len(ledger.asked)} 处",
        f"留在其他栏目 {len(ledger.kept)} 栏",
    )
    return " · ".join(parts)


def notes(ledger: Ledger) -> Iterator[str]:
    """Yield what a person should know: what is asked, then what stays as it is."""
    yield from map(asked_sentence, ledger.asked)
    if ledger.kept:
        yield f"没有读懂、原样保留：{'，'.join(map(kept_sentence, ledger.kept))}"
