"""What a clerk reads of 征求意见: 是否同意, 采纳情况, where each unit stands, how many of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desk.domain.cycle.opinions import Adopted, Agrees
from gongkai_desk.domain.cycle.rounds import Opinion
from gongkai_desk.rules.work.opinions import Stand
from gongkai_desk.wording.days import chinese_date

AGREES = {Agrees.YES.value: "同意", Agrees.NO.value: "不同意", Agrees.UNSAID.value: ""}
ADOPTED = {
    Adopted.YES.value: "采纳",
    Adopted.PARTLY.value: "部分采纳",
    Adopted.NO.value: "不采纳",
    Adopted.OPEN.value: "未答复",
}
STANDS = {
    Stand.WAITING: "未回复",
    Stand.OVERDUE: "逾期未复",
    Stand.RECEIVED: "已收待定",
    Stand.NONE: "无意见",
    Stand.SILENT: "视为无意见",
    Stand.TOLD: "有意见",
    Stand.AGAINST: "不同意",
}
_COUNTED = (Stand.NONE, Stand.SILENT, Stand.RECEIVED)
LACKING = {"answer": "未答复是否采纳", "reply": "未写明不采纳的理由", "consultation": "不同意的，未写明协商情况"}

UNCONFIRMED = "征求意见稿不做邮件草稿和可复制的文字，请按确认过的渠道发送；渠道确认过的，发出时勾选“发送渠道已经确认”。"


def reminded_sentence(units: int, folder: str) -> str:
    """Return what was written to remind units that have not answered."""
    return f"{units} 家还没有回复：反馈表（码不变）和催复清单存在“{folder}”，没有另行登记。"


def reply_text(opinion: Opinion) -> str:
    """Return what became of an opinion: 部分采纳：理由."""
    return "：".join(filter(None, (ADOPTED[opinion.adopted], opinion.reply)))


def consulted_text(opinion: Opinion) -> str:
    """Return how it was talked over: 2026年3月5日，经协商一致."""
    return "，".join(filter(None, (chinese_date(opinion.consulted, ""), opinion.consultation)))


def counts_text(asked: int, adopted: Mapping[str, int], stands: Sequence[Stand]) -> str:
    """Return how many were asked, what they said, what was adopted; parts that are none are left out."""
    said = [f"{ADOPTED[each]}{adopted[each]}条" for each in ADOPTED if adopted.get(each)]
    total = sum(adopted.values())
    parts = [f"征求{asked}家单位意见"] if asked else []
    parts += [f"收到意见{total}条（{'、'.join(said)}）"] if total else []
    parts += [f"{STANDS[stand]}{stands.count(stand)}家" for stand in _COUNTED if stand in stands]
    late = stands.count(Stand.WAITING) + stands.count(Stand.OVERDUE)
    parts += [f"未回复{late}家"] if late else []
    return "，".join(parts) + "。" if parts else "没有收到意见。"
