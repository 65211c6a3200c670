"""What a clerk reads of papers that go out to units and come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai_desk.domain.cycle.rounds import ClosingMove, Return
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import period_text

RETURNS = {
    Return.MISSING: "未报",
    Return.WAITING: "已收待归",
    Return.REPORTED: "已报",
    Return.LATE: "迟报",
    Return.ZERO: "零报告",
    Return.SENT_BACK: "退回",
}


_FEW = 5  # named one by one; more are counted


def sent_notes(without_mail: Sequence[str], nobody: int, partly: int, unknown: Sequence[str]) -> list[str]:
    """Return what a person should know of a batch: drafts that lack, tasks of nobody, names left unfilled."""
    notes = []
    if without_mail:
        notes.append(f"没有登记邮箱、未做邮件草稿：{_named(without_mail, '家')}")
    if nobody:
        notes.append(f"没有明确责任单位的任务 {nobody} 项，没有下发")
    if partly:
        notes.append(f"责任单位没有全部明确的任务 {partly} 项，只发给了已明确的单位")
    if unknown:
        notes.append(f"通知模板中有不认识的名称，照原样留在通知里：{'、'.join(unknown)}")
    return notes


def _named(names: Sequence[str], counted: str) -> str:
    more = f"等{len(names)}{counted}" if len(names) > _FEW else ""
    return "、".join(names[:_FEW]) + more


def closing_text(closing: date | None, moves: tuple[ClosingMove, ...]) -> str:
    """Return a closing day, and which days it had before: 2026年7月3日（原2026年6月25日）."""
    was = "、".join(dict.fromkeys(chinese_date(move.was) for move in moves if move.was))
    return f"{chinese_date(closing)}（原{was}）" if was else chinese_date(closing)


def move_sentence(move: ClosingMove) -> str:
    """Return how a closing day was moved: 2026年6月20日准予延期报送到2026年7月3日，批准人李明，理由：汛期."""
    said = [f"{chinese_date(move.day)}准予延期报送到{chinese_date(move.closing)}"]
    said += [f"批准人{move.approver}"] if move.approver else []
    said += [move.doc_no] if move.doc_no else []
    said += [f"理由：{move.reason}"] if move.reason else []
    return "，".join(said)


def sending_sentence(units: int, tasks: int, nobody: int, *, worded: bool) -> str:
    """Return in one line what sending a batch does."""
    papers = "报送通知、任务分解表、下发清单" + ("和可复制的通知文字" if worded else "")
    left = f"；没有明确责任单位的 {nobody} 项不下发" if nobody else ""
    return f"给 {units} 家单位出填报表，共 {tasks} 项任务，另有{papers}，登记为一个批次，可撤销{left}。"


def returns_sentence(period: str, states: Mapping[Return, int], overdue: int) -> str:
    """Return how the books of a period stand: 2026年二季度下发 42 家：未报 3（逾期 1）、已报 39."""
    parts = [
        f"{word} {states[state]}" + (f"（逾期 {overdue}）" if state is Return.MISSING and overdue else "")
        for state, word in RETURNS.items()
        if states.get(state)
    ]
    return f"{period_text(period)}下发 {sum(states.values())} 家：" + "、".join(parts)
