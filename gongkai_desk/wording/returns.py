"""What a clerk reads of returned books: why a row waits, what a unit is known by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, FileReview
from gongkai_desk.rules.returns.sealed import is_received
from gongkai_desk.rules.work.summing import Mark
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.states import ZERO_REPORT

WAITS: Final = {
    Wait.UNIT_DIFFERS: "任务码、填报单位、文件名、发件人指向的单位不一致",
    Wait.UNIT_UNKNOWN: "认不出是哪个单位交回的",
    Wait.UNIT_BELOW: "填报的是这个单位的下属机构，请确认算作这个单位的",
    Wait.UNIT_BY_FILE: "单位只见于文件名，表内没有任务码和填报单位",
    Wait.UNIT_BY_SENDER: "单位只能从发件人推断",
    Wait.NOT_ADDRESSED: "没有给这个单位下发过填报表",
    Wait.BATCH_DIFFERS: "表上的批号与任务码所属的批次不一致",
    Wait.OLD_BATCH: "这是以前批次的填报表，之后已下发新的批次",
    Wait.NOT_ASKED: "不是所选批次（报送期）的填报表",
    Wait.PERIOD_DIFFERS: "标题或文件名写的是另一个报送期",
    Wait.OTHER_BOOK: "任务码是另一份填报表的",
    Wait.BAD_CODE: "任务码（单位码）有误，或是别的台账库发出的",
    Wait.WORDS_DIFFER: "任务码与旁边的任务文字对不上",
    Wait.NO_WORDS: "只有任务码，没有任务文字，次序也不对",
    Wait.NO_TASK: "找不到对应的任务",
    Wait.SEVERAL_TASKS: "文字与不止一项任务相近",
    Wait.NOT_OF_UNIT: "这项任务现在没有这个单位",
    Wait.TWICE: "同一单位同一任务交回了不同的内容",
    Wait.MERGED: "填写的格子跨了几行合并",
    Wait.CONTINUED: "下面有没有任务码的续行，而又缺了任务行",
    Wait.NO_COLUMN: "没有认出“本期进展情况”一栏",
    Wait.OWN: "本单位另报的事项",
    Wait.TICK: "完成情况只打了勾，没有写进展",
    Wait.ELSEWHERE: "进展只写了“同上”“见附件”之类，没有写内容",
    Wait.DONE_WITHOUT_TEXT: "填了“已完成”，没有写进展",
    Wait.NOT_CONCERNED: "填了“不涉及”，请确认",
    Wait.ZERO_WITH_TEXT: "填了“零报告”，又写了进展",
    Wait.AT_REST: "填了“已完成”，而这项任务已办结或已中止、暂缓",
    Wait.CONFLICT: "库里的内容与下发时不同，请选用哪一个",
    Wait.NOT_FILLED: "已报材料（未填表）",
    Wait.NO_CODE: "这几页没有读到识别码，请认定单位",
    Wait.UNOPENED: "没能打开，请看原件",
    Wait.CODE_UNREAD: "页上有一个识别码没有读出，请看是哪个单位的",
    Wait.PAGES_MISSING: "页数不齐",
    Wait.NO_ANSWER_SHEET: "只见催办文书，没有回执页",
}
KNOWN: Final = {
    Known.CODE: "任务码",
    Known.NUMBER: "序号和内容",
    Known.CONTENT: "内容",
    Known.NAME: "填报单位",
    Known.FILE: "文件名",
    Known.SENDER: "发件人",
    Known.HAND: "人工",
}
ANSWERS: Final = {
    Answer.TAKEN: "采用",
    Answer.KEPT: "保留库里的",
    Answer.JOINED: "接写",
    Answer.APART: "分开",
}
FIELD_WORDS: Final = {
    "progress": "本期进展情况",
    "state": "完成情况",
    "problems": "存在问题",
    "next_steps": "下一步打算",
    "evidence": "佐证材料",
    "contact": "承办科室及填报人",
    "phone": "联系电话",
    "day": "填报日期",
}


WHOSE: Final = "这份材料是哪个单位的？"


def units_to_choose(units: Mapping[int, str], said: Iterable[tuple[Known, int]]) -> list[tuple[int, str]]:
    """Return the units to choose from: first those for which something speaks, with what does (市教育局（任务码）)."""
    told: dict[int, list[str]] = {}
    for by, unit in said:
        if units.get(unit):
            told.setdefault(unit, []).append(KNOWN[by])
    first = [(unit, f"{units[unit]}（{'、'.join(dict.fromkeys(words))}）") for unit, words in told.items()]
    return [*first, *((unit, name) for unit, name in units.items() if name and unit not in told)]


def waits_text(waits: Iterable[Wait]) -> str:
    """Return why something waits, in words."""
    return "；".join(WAITS[wait] for wait in dict.fromkeys(waits))


def pages_text(pages: Sequence[int]) -> str:
    """Return pages of a file as a clerk reads them: 第1—2、5页."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) + "页"


def sealed_text(came: int, expected: int = 0, missing: Sequence[int] = ()) -> str:
    """Return what came of a sealed paper: 盖章件，应有3页，收到2页，缺第2页; ``expected`` 0: pages are not counted."""
    if not expected:
        return f"盖章件，收到{came}页"
    lack = f"，缺{pages_text(missing)}" if missing else ""
    return f"盖章件，应有{expected}页，收到{came}页{lack}"


def counted_text(merged: int, papers: int, waiting: int) -> str:
    """Return what is taken over, filed and left: 6 项，盖章件 2 份，待定 1 项."""
    sealed = f"，盖章件 {papers} 份" if papers else ""
    return f"{merged} 项{sealed}，待定 {waiting} 项"


_OPINION_WAITS: Final = WAITS | {
    Wait.UNIT_UNKNOWN: "认不出是哪个单位反馈的",
    Wait.NOT_ADDRESSED: "没有向这个单位征求过意见",
    Wait.TWICE: "同一单位对同一内容反馈了不同的意见",
    Wait.CONFLICT: "与已登记的意见不一致",
    Wait.NOT_FILLED: "没有填写意见",
}


def opinion_waits_text(waits: Iterable[Wait]) -> str:
    """Return why an opinion that came back waits, in words."""
    return "；".join(_OPINION_WAITS[wait] for wait in dict.fromkeys(waits))


TEXT_MARKS = {
    Mark.ZERO: ZERO_REPORT,
    Mark.SAME: "与上期一字不差",
    Mark.THIN: "过于简略",
    Mark.CORRECTED: "采用后又有更正",
}
"""What is said of a unit's text where a 汇总稿 is written."""


def told_of_file(file: FileReview) -> str:
    """Return why a file was not read, why it waits as a whole, and what of it was not read."""
    error = file.source.error
    why = error_sentence(error).rstrip("。") if error else ""
    if not is_received(error):
        return why
    return "；".join(filter(None, (why, waits_text(file.waits), *file.source.content.missed)))
