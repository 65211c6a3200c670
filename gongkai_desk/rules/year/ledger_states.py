"""States as offices write them in ledgers of their own: words, ticks, colours, and what a legend says of these."""

from __future__ import annotations

import colorsys
import re
from typing import Final

from gongkai_desk.domain.state import State
from gongkai_desk.words.normal import squash

_GREY: Final = 0.2  # saturation below which a fill is no colour: white, grey, a shade for reading
_HUES: Final = ((20, "红"), (48, "橙"), (70, "黄"), (170, "绿"), (260, "蓝"), (320, "紫"), (360, "红"))
"""Degrees up to which a hue is called so."""
_NOT: Final = "(?:未|尚未|没有|还未|暂未|还没有?)"
_WORDS: Final = (
    (rf"{_NOT}(?:启动|开始|开展|实施|进行)|待(?:启动|开展|实施)|0%", State.NOT_STARTED),
    (rf"{_NOT}(?:完成|办结|完结|销号)|(?:部分|基本)完成|(?:有所)?滞后|(?:进度|推进)(?:缓慢|滞后)", State.IN_PROGRESS),
    (r"(?:已经?|均已|都已)?(?:全部|全面|如期|按期|按时)?(?:完成|办结|完结|销号|办理完毕)(?:任务)?|100%", State.CLOSED),
    (
        r"(?:正在|持续|加快|有序|稳步|按?序时|继续|长期)?(?:推进|办理|进行|实施|落实|开展)中?|在办|(?:达到?|符合)?序时(?:进度)?|"
        r"(?:持续|长期)坚持|\d{1,2}(?:\.\d+)?%",
        State.IN_PROGRESS,
    ),
    (r"待(?:核查|核验|验收|审核|销号|核销)|已?申请(?:销号|核销|办结)", State.PENDING),
    (r"退回(?:整改|补充)?|(?:需|正在)?整改中?", State.RETURNED),
    (r"不涉及|不适用|无此项|不属于", State.NOT_APPLICABLE),
    (r"(?:已)?中止|(?:已)?暂停", State.SUSPENDED),
    (r"暂缓|缓办|(?:已)?暂缓(?:办理|实施)", State.DEFERRED),
    (r"(?:任务)?(?:已)?取消(?:任务)?|(?:已)?撤销", State.CANCELLED),
)
_PATTERNS: Final = tuple((re.compile(pattern), state) for pattern, state in _WORDS)
_TICK: Final = re.compile(r"[√✓✔☑■●]|[vVyY]|是|对号|打勾|1")
_CROSS: Final = re.compile(r"[×✗✘☒xX]|否")
_OF_DONE: Final = re.compile("完成|办结|销号|落实")
_COLOURS: Final = {"绿": State.CLOSED, "黄": State.IN_PROGRESS, "橙": State.IN_PROGRESS, "红": State.IN_PROGRESS}
"""What colours mean in most ledgers; in others green is what goes well: never taken without a person's word."""
_LEGEND: Final = re.compile(
    r"(?:标|涂|填充)?(?P<sign>[红橙黄绿蓝紫])(?:色|灯|底)?(?:单元格|底纹|填充|标[注记示]|的)?(?:表示|代表|为|是|指|：|:|[-—=]+)"
    r"(?P<word>[\u4e00-\u9fff]{2,8})"
)


def is_tick(text: str) -> bool:
    """Tell a mark that says that something holds: √, 是."""
    return _TICK.fullmatch(squash(text)) is not None


def is_cross(text: str) -> bool:
    """Tell a mark that says that something does not hold: ×, 否."""
    return _CROSS.fullmatch(squash(text)) is not None


def state_of_word(word: str, header: str = "") -> State | None:
    """Return the state that a word says plainly, a tick under a header of completion; ``None`` where none is sure."""
    flat = squash(word).strip("。.，,；;！!（）")
    if _OF_DONE.search(header) and (is_tick(flat) or is_cross(flat)):
        return State.CLOSED if is_tick(flat) else State.IN_PROGRESS
    return next((state for pattern, state in _PATTERNS if pattern.fullmatch(flat)), None)


def state_in_header(header: str) -> State | None:
    """Return the state that a column stands for (完成情况已完成, 推进中)."""
    bare = re.sub(r"[（(]\d+[）)]$", "", squash(header))
    stripped = re.sub("^(?:任务|工作)?(?:完成|办结|落实|推进)?(?:情况|状态|进度)", "", bare)
    return state_of_word(stripped or bare)


def likely_state(word: str) -> State | None:
    """Return what a colour mostly means, as a proposal that a person confirms."""
    return _COLOURS.get(word)


def legend_in(text: str) -> dict[str, str]:
    """Return what a file itself says of its colours: 绿色为已完成 → {绿: 已完成}; only words that are states."""
    found = ((match["sign"], match["word"]) for match in _LEGEND.finditer(squash(text)))
    named = {sign: _longest_state(word) for sign, word in found}
    return {sign: word for sign, word in named.items() if word}


def _longest_state(word: str) -> str:
    """Return the longest start of a text that is a state: 已完成黄色为 → 已完成."""
    return next((word[:end] for end in range(len(word), 1, -1) if state_of_word(word[:end])), "")


def colour_word(rgb: str) -> str:
    """Return what a clerk calls a fill (six hex digits), "" for white, grey and black."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _GREY or value < _GREY:
        return ""
    return next(word for most, word in _HUES if hue * 360 <= most)
