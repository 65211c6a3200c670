"""What a clerk reads of 回头看 and 整改: results, states, sources, and the template lines of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai_desk.domain.cycle.judging import Lookback, Rectification
from gongkai_desk.domain.year.lookback import KeptItem, Outcome, RectifySource, RectifyState
from gongkai_desk.rules.year.lookback import on_a_line
from gongkai_desk.wording.days import chinese_date

RESULTS: Final[Mapping[str, str]] = {
    Outcome.DONE.value: "已落实",
    Outcome.GOING_ON.value: "持续推进",
    Outcome.NOT_DONE.value: "未落实",
    "": "",
}
_TYPED: Final[Mapping[str, str]] = {
    **{word: result for result, word in RESULTS.items()},
    **{str(number): result.value for number, result in enumerate(Outcome, start=1)},
    **dict.fromkeys(("落实", "完成", "已完成", "办结", "已办结", "已销号", "√"), Outcome.DONE.value),
    **dict.fromkeys(("推进", "继续推进", "推进中", "正在落实", "部分落实"), Outcome.GOING_ON.value),
    **dict.fromkeys(("未完成", "没有落实", "未启动", "未销号", "×"), Outcome.NOT_DONE.value),
}
STATES: Final = {
    RectifyState.RUNNING: "整改中",
    RectifyState.OVERDUE: "逾期",
    RectifyState.TO_RECHECK: "待复查",
    RectifyState.TO_CLOSE: "待销号",
    RectifyState.CLOSED: "已销号",
}
SOURCES: Final = {
    RectifySource.LOOKBACK: "回头看",
    RectifySource.SPOT_CHECK: "抽查",
    RectifySource.ASSESSMENT: "考核",
    RectifySource.HAND: "登记",
}


def result_word(result: str) -> str:
    """Return a stored result in words; one that is none of ours as it stands."""
    return RESULTS.get(result, result)


def read_result(text: str) -> str | None:
    """Return the result that typed words mean, empty for none; ``None``: they are none of ours."""
    return _TYPED.get("".join(text.split()))


def problem_of(kept: KeptItem, problems: str = "") -> str:
    """Return what a new entry of the 整改台账 says of an unfinished item, unless a person writes it otherwise."""
    word = result_word(kept.item.result) or "未落实"
    told = _PROBLEM.format(name=on_a_line(kept.text), word=word)
    return f"{told}：{problems.strip()}" if problems.strip() else told


_PROBLEM: Final = "“{name}”{word}"


def source_text(of: Lookback, plan: str) -> str:
    """Return where a look-back's items came from, in words."""
    if of.library:
        return f"台账库“{of.file_name}”" if of.file_name else "另一个台账库"
    return f"旧台账《{of.file_name}》" if of.file_name else plan


def recheck_text(entry: Rectification) -> str:
    """Return what was found when it was checked again: 2026年6月20日，张三，整改到位."""
    day = chinese_date(entry.rechecked, "")
    return "，".join(filter(None, (day, entry.rechecker, entry.recheck_result)))


def closed_text(entry: Rectification) -> str:
    """Return when an entry was closed and by whom."""
    return "\n".join(filter(None, (entry.closed.isoformat() if entry.closed else "", entry.closed_by)))


def person_text(entry: Rectification) -> str:
    """Return who puts it right, with the phone."""
    return "\n".join(filter(None, (entry.person, entry.phone)))


# ---- 回头看报告: every sentence is one of these with its figures and names, or a stored text

REPORT_TITLE: Final = "关于{year}年政务公开工作要点落实情况“回头看”的报告"
OPENING: Final = "按照政务公开工作有关要求，对{plan}的落实情况逐项进行了“回头看”，现将有关情况报告如下。"
HEADS: Final = ("一、总体情况", "二、未完成事项", "三、整改情况", "四、转入本年继续推进的事项")
ALL: Final = "共核查{items}项，其中已落实{done}项，持续推进{going_on}项，未落实{not_done}项。"
RATE: Final = "落实率{rate}（按任务计算，已落实{done}项，占列入核查的{items}项）。"
UNCONFIRMED: Final = "另有{unconfirmed}项待核定，没有计入以上各数。"
SECTION: Final = "{section}：核查{items}项，已落实{done}项，持续推进{going_on}项，未落实{not_done}项。"
NONE_LEFT: Final = "列入核查的事项没有未完成的。"
LEFT: Final = "未完成事项共{unfinished}项，其中持续推进{going_on}项、未落实{not_done}项。"
LEFT_ITEM: Final = "{number}.{name}（{unit}）：{word}。"
OPINION: Final = "核查意见：{opinion}。"
RECTIFIED: Final = "列入整改台账{entries}项，{states}。"
STATE: Final = "{word}{count}项"
NO_RECTIFIED: Final = "没有列入整改台账的事项。"
RECTIFY_ITEM: Final = "{number}.{problem}（{unit}，整改时限{due}）：{state}。"
MEASURE: Final = "整改措施：{measure}。"
CARRIED: Final = "转入本年继续推进{carried}项。"
CARRIED_ITEM: Final = "{number}.{name}，由本年任务{next}接续。"
NOT_CARRIED: Final = "没有转入本年的事项。"
