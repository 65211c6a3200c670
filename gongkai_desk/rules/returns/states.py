"""What a unit writes under 完成情况, and what that asks of the office: a report, an application, an answer."""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.domain.cycle.books import BookState
from gongkai_desk.domain.cycle.returns import Stand, Told, Wait
from gongkai_desk.rules.work.pasted_reports import is_zero_report
from gongkai_desk.words.normal import squash

_DONE: Final = re.compile(r"(?:已经?|均已?|都已?)?(?:全部|全面|如期|按时|按期)?(?:完成|办结|完结)|100%|百分之百")
_NOT_BEGUN: Final = re.compile(r"(?:未|尚未|没有|还未)(?:启动|开始|开展|实施)")
_NOT_CONCERNED: Final = re.compile(r"(?:本单位|我单位|本局|我局|本区|我区)?(?:不涉及|无涉及|不适用)(?:本单位|我单位)?")
_TICK: Final = re.compile(r"[√✓✔☑■●○vVyYxX×✗✘☒]|是|否|对|对号|打勾")
_ELSEWHERE: Final = re.compile(  # 同上 · 见上 · 详见附件 · 同上期: what was done is not said here
    r"(?:情况)?(?:同|见|详见)(?:上|前|上一?[行条项期季]|第?\d+[行条项]|附件\d?|佐证(?:材料)?)(?:所述|内容)?"
)


def told_by(words: str) -> Told:
    """Return what the words under 完成情况 say; only plain words of completion are one (基本完成, 82% are not)."""
    flat = _flat(words)
    if not flat:
        return Told.NOTHING
    for pattern, told in ((_DONE, Told.DONE), (_NOT_BEGUN, Told.NOT_BEGUN), (_NOT_CONCERNED, Told.NOT_CONCERNED)):
        if pattern.fullmatch(flat):
            return told
    if is_zero_report(flat):
        return Told.ZERO
    return Told.TICK if _TICK.fullmatch(flat) else Told.ONGOING


def _flat(words: str) -> str:
    return squash(words).strip("。.，,；;！!")


def stand_of(progress: str, state: str) -> Stand:
    """Return what progress and state of a row together ask for.

    已完成 is an application that somebody verifies, never a closing; words of a state that are no choice of the list
    stay in the text.
    """
    told, said = told_by(state), progress.strip()
    if told is Told.NOT_CONCERNED or told_by(progress) is Told.NOT_CONCERNED:
        return Stand(said or state, begun=False, waits=(Wait.NOT_CONCERNED,))
    if told is Told.ZERO or (told is Told.NOTHING and is_zero_report(said)):
        waits = (Wait.ZERO_WITH_TEXT,) if said and not is_zero_report(said) else ()
        return Stand(said or BookState.ZERO.value, zero=True, begun=False, waits=waits)
    if said and (_ELSEWHERE.fullmatch(_flat(said)) or told_by(said) is Told.TICK):
        return Stand(said, apply=told is Told.DONE, waits=(Wait.ELSEWHERE,))
    if told is Told.DONE:
        return Stand(said, apply=True, waits=() if said else (Wait.DONE_WITHOUT_TEXT,))
    if told is Told.TICK and not said:
        return Stand(state, waits=(Wait.TICK,))
    return Stand(_with_words(said, state), begun=told is not Told.NOT_BEGUN)


def _with_words(progress: str, state: str) -> str:
    """Return the text with the words of the state, where they are no choice of the list and not in it already."""
    words = state.strip()
    if words in ("", BookState.ONGOING) or squash(words) in squash(progress):
        return progress
    return f"{progress}（完成情况：{words}）" if progress else words
