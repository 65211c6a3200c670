"""What a clerk reads of papers that go out to units and come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desk.domain.cycle.rounds import ClosingMove, Return
from gongkai_desk.wording.days import chinese_date

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
