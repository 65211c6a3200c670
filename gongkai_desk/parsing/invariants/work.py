"""Invariants of the work and its time: a content is work and whole, a bound sets the deadline, a deadline is time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.parsing.grids.columns import is_deadline
from gongkai_desk.parsing.invariants.model import Reading, names_in
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.assigning import is_unit_list
from gongkai_desk.words.lexicon import DIGITS, ENDED
from gongkai_desk.words.normal import number
from gongkai_desk.words.terms import ColumnRole

_BOUNDS = tuple(  # each begins with a character of its own: contents are long
    map(
        re.compile,
        (
            rf"(?<=[\d{DIGITS}])月(?:\d{{1,2}}日|[上中下]旬)?[底末]?(?:之?前|(?:全面)?完成|办结)|(?<=[\d{DIGITS}])月[底末]",
            "年[底末]前",
            "季度[底末]?前",
            "半年(?:完成|前)",
        ),
    )
)
_ON = re.compile("(?:(?:长期|持续)(?:推进|坚持)|，全年)[。）]?$")
_BODY = re.compile("[\u4e00-\u9fff]{3,}(?:局|委|办|厅|院|所|行|中心|公司|集团|政府|街道|乡镇|科|股|处|会|社)$")
_NUMBERED = re.compile(rf"^[\u4e00-\u9fff]{{2,6}}(?:[{DIGITS}]{{1,3}}|\d{{1,2}})[：:]")  # 交办事项一：
_LABEL = re.compile(r"\n([\u4e00-\u9fff]{2,10})[：:][^\n]*$")  # 参加会议：… on the last line
_OF_WORK = re.compile("措施|举措|内容|任务|目标|要求|问题|标准|事项|[年月]|季度")
_NUMBER = re.compile(
    rf"(?P<arabic>\d{{1,3}})|[（(](?P<bracket>[{DIGITS}]{{1,3}})[）)]|第(?P<chapter>[{DIGITS}]{{1,3}})[章部]|(?P<chinese>[{DIGITS}]{{1,3}})"
)
_ITEM = re.compile(  # …。3.改造 · …。（三）公开 · …。四、工作进度
    r"(?P<stop>[。！？][”』）]?\s*)(?:(?P<arabic>\d{1,3})[.．、](?!\d)"
    rf"|[（(](?P<bracket>[{DIGITS}]{{1,3}})[）)]|(?P<chinese>[{DIGITS}]{{1,3}})、)"
)
_GLUED = re.compile(  # …协议IPv6四、工作进度 · …目录（三）公开 · …到位第三章监督: no stop before it
    rf"(?P<stop>(?<![{DIGITS}、第至和及—-]))(?:(?<![条款])[（(](?P<bracket>[{DIGITS}]{{1,3}})[）)](?![项款条目类、和至])"
    rf"|(?P<chinese>[{DIGITS}]{{1,3}})、(?![{DIGITS}])|(?<![》的按照依据])第(?P<chapter>[{DIGITS}]{{1,3}})[章部](?!门|委|[规的中所、和至]))"
    r"(?=[\u4e00-\u9fff“《]{2})"
)
_FIRST = re.compile(r"(?:^|[。；：，\n])\s*(?:1[.．、](?!\d)|[（(]一[）)]|一、)")
_CLOSES = re.compile(  # the paper speaks of itself, or to everybody
    "本(?:方案|意见|通知|办法|要点|计划|措施|规定|清单)|^(?:请)?各(?:地区?|级|省|市|县|区|单位|部门|有关|责任|牵头|镇|街道)|^未(?:纳入|列入)"
)
_WORDS = re.compile("(?:[\u4e00-\u9fff][^\u4e00-\u9fff]*){3}")
_SURE = 5  # characters of a deadline that can name nobody
_PAIRS = ("（）", "《》", "“”")
_LONGEST_ON = 8  # characters of words that work goes on
_INNER = re.compile(rf"[。；\n]\s*(?:\d{{1,2}}[.．、](?!\d)|（[{DIGITS}]）|[{DIGITS}]、)")
_MANY, _FEW = 5, 0.1  # tasks from which a habit is told, share of those that break it
_LONG = 3  # times the usual length of a content


def is_work(reading: Reading) -> Iterator[Doubt]:
    """Yield contents that are units, a deadline or no words, and those with a label at their head or end."""
    numbered = sum(bool(_NUMBERED.match(task.content)) for task in reading.tasks) > 1
    for index, task in enumerate(reading.tasks):
        text, label = task.content, _LABEL.search(task.content)
        if is_deadline(text) or _is_list(text, reading) or not _WORDS.search(text):
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", text)
        elif label and not _OF_WORK.search(label[1]):
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", label[0].strip())
        elif numbered and (head := _NUMBERED.match(text)):
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", head[0])


def _is_list(text: str, reading: Reading) -> bool:
    return len(text) <= USUAL.deadline_length and not re.search(r"\d", text) and is_unit_list(text, reading.directory)


def is_whole(reading: Reading) -> Iterator[Doubt]:
    """Yield contents that lack half of a pair of brackets, or the stop that all others have."""
    lacking = [index for index, task in enumerate(reading.tasks) if task.content[-1:] not in ENDED]
    habit = len(reading.tasks) >= _MANY and len(lacking) <= _FEW * len(reading.tasks)
    for index, task in enumerate(reading.tasks):
        halved = any(task.content.count(pair[0]) != task.content.count(pair[1]) for pair in _PAIRS)
        if halved or (habit and index in lacking):
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", task.content[-USUAL.subject :])


def is_one_item(reading: Reading) -> Iterator[Doubt]:
    """Yield contents much longer than the others that have a number in their middle: two items run together."""
    lengths = sorted(len(task.content) for task in reading.tasks)
    for index, task in enumerate(reading.tasks):
        long = len(lengths) >= _MANY and len(task.content) > _LONG * lengths[len(lengths) // 2]
        if long and (item := _INNER.search(task.content)):
            begin = item.start() + 1
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", task.content[begin : begin + USUAL.subject])


def ends_before_next(reading: Reading) -> Iterator[Doubt]:
    """Yield contents in which the next item or section begins: its line was not told apart.

    A list within the item counts from 1 and is none.
    """
    for index, task in enumerate(reading.tasks):
        seq = (task.seq or "").rpartition("/")[2]
        for own in filter(None, (_NUMBER.match(seq), _NUMBER.match(task.section[-1]) if task.section else None)):
            if begin := _next_after(own, task.content):
                yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", task.content[begin : begin + USUAL.subject])
                break


def _next_after(own: re.Match[str], text: str) -> int | None:
    """Return where in a text the number after ``own`` begins an item of the same style, none of a list from 1."""
    style, value = own.lastgroup, number(own[own.lastgroup or 0])
    if value is None or _FIRST.search(text):
        return None
    for pattern in (_ITEM, _GLUED):
        found = next((each for each in pattern.finditer(text) if each.lastgroup == style), None)
        if found and number(found[style or 0]) == value + 1:
            return found.end("stop")
    return None


def ends_with_item(reading: Reading) -> Iterator[Doubt]:
    """Yield the paragraph that closes a paper where the last item took it up: 各地…, 未纳入试点的…可参照本方案…."""
    last = len(reading.tasks) - 1
    paragraph = reading.tasks[last].content.rpartition("\n")[2] if last else ""
    lone = sum("\n" in task.content for task in reading.tasks[:last]) <= _FEW * last
    if lone and "\n" in reading.tasks[last].content and _CLOSES.search(paragraph):
        yield Doubt(DoubtKind.CONTENT_MIXED, last, "content", paragraph)


def told_apart(reading: Reading) -> Iterator[Doubt]:
    """Yield contents that come twice."""
    counted = Counter((task.content, task.section, task.title) for task in reading.tasks)
    for index, task in enumerate(reading.tasks):
        if counted[task.content, task.section, task.title] > 1:
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", task.content)


def bound_told(reading: Reading) -> Iterator[Doubt]:
    """Yield bounds in the content or among the units of a task without deadline."""
    for index, task in enumerate(reading.tasks):
        if task.deadline.text or task.inner_deadlines:
            continue
        if found := _bound(task.content) or (re.search(r"[\d底]", task.unit_text) and _bound(task.unit_text)):
            yield Doubt(DoubtKind.TIME_MISSED, index, "deadline", found)


def _bound(text: str) -> str:
    """Return the words before and of the first bound in a text."""
    for pattern in _BOUNDS:
        if found := pattern.search(text):
            return text[max(found.start() - 2, 0) : found.end()]
    on = _ON.search(text, max(len(text) - _LONGEST_ON, 0))
    return on[0] if on else ""


def is_time(reading: Reading) -> Iterator[Doubt]:
    """Yield deadlines that name bodies: 持续推进，人行云州支行; its units lack them."""
    for index, task in enumerate(reading.tasks):
        if len(task.deadline.text) <= _SURE:
            continue
        pieces = [piece for piece in re.split("[，、；。]", task.deadline.text) if _BODY.search(piece)]
        names = [piece for piece in pieces if not is_deadline(piece) and not _bound(piece)]
        if names := names or names_in(task.deadline.text, reading.directory):
            yield Doubt(DoubtKind.TIME_MISSED, index, "deadline", "、".join(names))
            yield Doubt(DoubtKind.UNIT_MISSED, index, "responsible", "、".join(names))


def in_kept_columns(reading: Reading) -> Iterator[Doubt]:
    """Yield the days of a column that no field took up where it may be the one that binds."""
    for name, cells in reading.kept().items():
        if sum(map(is_deadline, cells.values())) < USUAL.guess_share * len(cells):
            continue
        for index, text in cells.items():
            rival = ColumnRole.DEADLINE in reading.guessed or _is_due(name)
            if rival or not reading.tasks[index].deadline.text:
                yield Doubt(DoubtKind.TIME_MISSED, index, "deadline", f"{name}：{text}")


def _is_due(header: str) -> bool:
    return bool(re.search("完成|办结|时限|期限|截止", header))
