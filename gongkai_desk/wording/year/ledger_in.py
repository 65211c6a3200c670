"""年中接手 in words: what columns hold, what is asked, what stays, what storing did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai_desk.domain.year.ledger_in import Asked, AskedKind, Kept, Ledger, LedgerColumn, LedgerField
from gongkai_desk.words.terms import ColumnRole

TITLE: Final = "年中接手"
OFFERED: Final = (
    "《{file}》里有进展、完成情况，像是本单位自己的台账。\n"
    "点“年中接手”，状态、进展、佐证一并带入；点“取消”，只按要点导入任务。"
)
GUESSED: Final = "{words}的意思是按多数台账估计的，表里没有写明，请在“表里的状态”中确认或改正"
TAKEN: Final = "已接手：{counts}。按 Ctrl+Z 可撤销。"
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
    AskedKind.STATE: "{text}是什么状态：{tasks}",
    AskedKind.TWO_STATES: "同时勾了几种完成情况，没有采用：{tasks}",
    AskedKind.COLUMN: "“{text}”里多是状态字样，已按“完成情况”读；不是的，请把这一栏改回“留在其他栏目”",
    AskedKind.PART: "没有接进来，只在原文件里：{text}",
    AskedKind.PLANNED: "{text} 还没有到，却已填写，是计划还是进展；暂留在其他栏目",
    AskedKind.DAY: "销号日期“{text}”认不出来，留在其他栏目：{tasks}",
    AskedKind.DEADLINE: "时限已过，台账没有记为完成，存入后列入“时限待确认”：{tasks}",
}
_COLOURS: Final = frozenset("红橙黄绿蓝紫")
_NAMED: Final = 8  # tasks that a sentence names


def column_words(column: LedgerColumn) -> str:
    """Return what a column is taken for."""
    return _PLAN_FIELDS[ColumnRole(column.plan_field)] if column.plan_field else FIELDS[column.field]


def word_shown(word: str) -> str:
    """Return a word for a state as it stands in the ledger; a colour is called so."""
    return f"{word}色" if word in _COLOURS else f"“{word}”"


def asked_sentence(asked: Asked) -> str:
    """Return a question as a clerk reads it."""
    named = "、".join(asked.tasks[:_NAMED])
    more = f"等{len(asked.tasks)}项" if len(asked.tasks) > _NAMED else ""
    text = word_shown(asked.text) if asked.kind is AskedKind.STATE else asked.text
    return _ASKED[asked.kind].format(text=text, tasks=f"第{named}{more or '项'}")


def kept_sentence(kept: Kept) -> str:
    """Return what stays, as a clerk reads it."""
    return f"“{kept.text}”（{kept.filled}项）"


def counts(ledger: Ledger) -> str:
    """Return what would be stored, in one line."""
    known = sum(None not in (each.by_unit or (each.state,)) for each in ledger.tasks)
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
    yield from (f"没有读入，只在原文件里：{loss.where} {loss.what}" for loss in ledger.read.draft.losses)
    if not ledger.read.fills_read and any(not each.word for each in ledger.tasks):
        yield "这种格式读不出单元格颜色；如用颜色表示状态，请另存为 xlsx 再接手"
    if ledger.kept:
        yield f"没有读懂、原样保留：{'，'.join(map(kept_sentence, ledger.kept))}"
