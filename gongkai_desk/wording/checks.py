"""What a clerk reads of spot checks: verdicts, how a sample was drawn, what to do after a bad one."""

from __future__ import annotations

from gongkai_desk.domain.spot_check import Draw, Verdict, Wanted
from gongkai_desk.wording.state_words import COLOURS

VERDICTS = {
    Verdict.TRUE: "属实",
    Verdict.MOSTLY: "基本属实",
    Verdict.FALSE: "不属实",
    Verdict.NOT_DONE: "未落实",
}


def number_text(draw: Draw) -> str:
    """Return a draw's number: 抽查〔2026〕1号."""
    return f"抽查〔{draw.year}〕{draw.number}号"


def scope_text(wanted: Wanted, plan: str = "") -> str:
    """Return from what is drawn: 《…要点》，已销号，红灯、黄灯，市教育局等3家."""
    units = "、".join(wanted.units[:3]) + (f"等{len(wanted.units)}家" if len(wanted.units) > 3 else "")
    colours = "、".join(f"{COLOURS[colour]}灯" for colour in wanted.colours)
    section = wanted.section.rpartition("\x1f")[2]
    closed = "只抽已销号的" if wanted.closed_only else ""
    return "，".join(filter(None, (f"《{plan}》" if plan else "全部要点", section, units, colours, closed)))


def amount_text(wanted: Wanted) -> str:
    """Return how much is drawn: 抽取10%，每家至少1项."""
    amount = f"{wanted.count}项" if wanted.count is not None else f"{wanted.percent}%"
    return f"抽取{amount}" + ("，每家单位至少1项" if wanted.each_unit else "")


def drawn_text(draw: Draw, plan: str = "") -> str:
    """Return how a sample was drawn, so that anybody can draw it again."""
    return (
        f"抽样范围：{scope_text(draw.wanted, plan)}，共{draw.population}项次；{amount_text(draw.wanted)}，"
        f"实抽{len(draw.checks)}项次；抽样号{draw.wanted.seed}（同一抽样号可重抽核对）"
    )
