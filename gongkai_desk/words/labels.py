"""Labels in front of a colon: 牵头单位：…；责任单位：…；完成时限：…, in any order, also glued together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from gongkai_desk.words.lexicon import BODY, CLOSING, OPENING
from gongkai_desk.words.unit_names import folded, is_unit_like, split_units, starts_named


class Label(StrEnum):
    """What a label announces."""

    LEAD = "lead"  # 牵头单位
    RESPONSIBLE = "responsible"  # 责任单位
    SUPPORT = "support"  # 配合单位
    GUIDE = "guide"  # 指导部门、监督单位
    DEADLINE = "deadline"  # 完成时限
    SCOPE = "scope"  # 适用范围
    LEADER = "leader"  # 责任领导
    CONTACT = "contact"  # 责任人
    GOAL = "goal"  # 工作目标
    MEASURES = "measures"  # 工作措施
    PROGRESS = "progress"  # 进展情况
    REMARK = "remark"  # 备注


UNIT_LABELS = frozenset({Label.LEAD, Label.RESPONSIBLE, Label.SUPPORT, Label.GUIDE})

_BODY = f"(?:{BODY}|机构|主体|局|科)"
# the words of each label; 牵头责任单位 is a lead, 责任领导 no unit
_WORDS: tuple[tuple[Label, str], ...] = (
    (Label.LEADER, "(?:责任|分管|主管|牵头|联系|包保|包抓|挂帅|挂点|督办|[省市县区州盟旗]级?){1,4}领导"),
    (
        Label.CONTACT,
        "(?:具体|直接|第一|项目|工程|现场|主要|行政|技术|包联|施工|建设|工作)*(?:责任人|负责人|联系人|联络员|经办人)(?:及(?:联系)?电话)?|联系电话|联系方式",
    ),
    (Label.LEAD, f"(?:总)?(?:牵头|主办|主责|主要责任)(?:责任|实施|落实|负责|起草)?{_BODY}|(?:牵头|主办|主责)(?=：)"),
    (
        Label.SUPPORT,
        f"(?:协同)?(?:配合|协办|协助|参加|参与|会办|协同|协作)(?:责任|落实|实施)?{_BODY}|(?:配合|协办|会办|协助|参与)(?=：)",
    ),
    (Label.GUIDE, f"(?:业务)?(?:指导|督导|监督|督办)(?:责任)?{_BODY}|(?:指导|监督|督办)(?=：)"),
    (
        Label.RESPONSIBLE,
        f"(?:具体|主体|市级|县级|区级|省级|其他|相关)?(?:责任|负责|落实|实施|承办|执行|承接|完成|责任落实|组织实施|责任承办|具体落实|具体实施)"
        f"{_BODY}|(?:责任|任务|职责)分工|(?:责任|承办|落实|负责|实施)(?=：)",
    ),
    (
        Label.DEADLINE,
        "(?:原定?|现|调整后|变更后|延期后|最新)?(?:完成|办结|办理|时间|落实|工作|推进|整改|任务|计划完成|公开|实施)?(?:时限|期限|节点|时间节点|时间进度)(?:要求)?"
        "|(?:原定?|现|调整后|变更后|延期后|最新|计划|拟|要求|预计)?(?:完成|办结|落实|推进|实施)(?:时间|日期)(?:节点|要求)?|时间(?:要求|安排|进度)|进度(?:安排|要求)|截止(?:时间|日期)",
    ),
    (Label.SCOPE, "适用(?:范围|对象|层级)|实施范围"),
    (Label.GOAL, "(?:工作|任务|年度|预期)?目标(?:任务)?|(?:完成|工作)标准|成果形式|预期成果|工作成果"),
    (Label.MEASURES, "(?:工作|主要|具体|推进|落实|整改)(?:措施|举措)"),
    (Label.PROGRESS, "(?:工作)?(?:进展|完成|落实|推进)情况"),
    (
        Label.REMARK,  # the day on which a task was given is none on which it is due
        r"备注|(?<=[\s局委办厅府心司院队处科股组])[\u4e00-\u9fff]{1,6}(?:时间|日期|来源|资金|情况|电话|要求|措施|目标|标准|结果|状态|编号|类别|依据|说明|期)(?=\s*：)"
        "|(?:交办|下达|布置|批示|立项|转办|派发|受理|启动|开始|开工|动工|反馈|报送|上报|填报|回复)(?:时间|日期|时限)",
    ),
)
_LABEL = re.compile("|".join(f"(?P<{label}_>{words})" for label, words in _WORDS))
_COLON = re.compile(r"\s*(?:为|是)?\s*：\s*")
_OWN_LINE = re.compile(r"[^\S\n]*\n\s*(?=\S)")  # a label alone on its line needs no colon
_ENDS_LABEL = re.compile(r"[：〔\n]")  # a quick look: without one of them nothing is a label
_OPENS = re.compile(
    r"(?:^|[\s，；。、：（〔）〕|｜/])[\s（〔]*$"
)  # what may stand before a label, e.g. "；" or the line's start
_EDGE = " \t\n\r\u3000，；。、|｜"


class Run(NamedTuple):
    """One labelled stretch; ``label`` is ``None`` before the first one, ``start`` is where the label begins."""

    label: Label | None
    text: str
    start: int


def label_runs(text: str) -> tuple[Run, ...]:
    """Return the labelled stretches in order; what stands before the first label comes first, unlabelled.

    A label needs its colon and begins after a stop, a bracket, a blank, or, once one was found, anywhere (glued).
    """
    flat = folded(text)
    marks = _marks(flat)
    if not marks:
        return (Run(None, text, 0),) if text.strip() else ()
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    runs = [Run(label, _value(text[after:end]), start) for (label, start, after), end in zip(marks, ends, strict=True)]
    head = text[: marks[0][1]].strip(_EDGE + "（〔([")
    if not any(run.label in UNIT_LABELS for run in runs):
        runs = [run._replace(label=Label.RESPONSIBLE) if _names_bodies(run) else run for run in runs]
    return (Run(None, head, 0), *runs) if head else tuple(runs)


def label_named(name: str) -> Label | None:
    """Return what a name before a colon announces: 牵头单位 → ``LEAD``; ``None`` for one that is no label."""
    found = _LABEL.match(f"{folded(name)}：")
    return _label_of(found) if found and found.end() == len(name) else None


def _names_bodies(run: Run) -> bool:
    """Tell 责任人：镇农办、各村 from 责任人：王海: where nobody else is named, such bodies do the work."""
    if run.label is not Label.CONTACT:
        return False
    names = split_units(run.text)
    sure = any(starts_named(name) or len(name) > _PERSON for name in names)
    return sure and all(map(is_unit_like, names))


_PERSON = 4  # characters of a person's name at most, as long names go


def _marks(flat: str) -> list[tuple[Label, int, int]]:
    """Return (label, start, end after the colon) of every label with its colon."""
    marks: list[tuple[Label, int, int]] = []
    if not _ENDS_LABEL.search(flat):
        return marks
    former: list[int] = []
    for found in _LABEL.finditer(flat):
        if span := _framed(flat, found) or _with_colon(flat, found):
            start, end = span
            start -= len(_prefix(flat, start)) if marks else 0
            if marks or _may_begin(flat, start):
                former += [len(marks)] if flat.startswith("原", start) else []
                marks.append((_label_of(found), start, end))
    return _without_former(marks, former)


_PREFIX = re.compile(r"[\s，；。、）〕](?P<more>[\u4e00-\u9fff]{1,4})$")


def _prefix(flat: str, start: int) -> str:
    """Return the words before a label that belong to it: 项目|责任人, 原定|完成时限; "" behind a name of a unit."""
    found = _PREFIX.search(flat, max(0, start - 6), start)
    return found["more"] if found and not is_unit_like(found["more"]) else ""


def _without_former(marks: list[tuple[Label, int, int]], former: Sequence[int]) -> list[tuple[Label, int, int]]:
    """Take a deadline that was set first (原定完成时限) for a remark where another one stands beside it."""
    due = [n for n, (label, _, _) in enumerate(marks) if label is Label.DEADLINE]
    if not set(due) - set(former):
        return marks
    return [(Label.REMARK, *mark[1:]) if n in former and n in due else mark for n, mark in enumerate(marks)]


def _framed(flat: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Return where a label in brackets of its own begins and ends: 【责任单位】市教委."""
    start, end = found.span()
    framed = start > 0 and flat[start - 1] == "〔" and flat[end : end + 1] == "〕"
    return (start - 1, end + 1) if framed else None


def _with_colon(flat: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Return where a label begins and its colon ends; alone on its line it needs none."""
    start, end = found.span()
    colon = _COLON.match(flat, end) or (_OWN_LINE.match(flat, end) if _starts_line(flat, start) else None)
    return (start, colon.end()) if colon else None


def _may_begin(flat: str, place: int) -> bool:
    return bool(_OPENS.search(flat[max(0, place - 4) : place]))


def _label_of(found: re.Match[str]) -> Label:
    return Label((found.lastgroup or "")[:-1])


def _starts_line(flat: str, place: int) -> bool:
    return not flat[flat.rfind("\n", 0, place) + 1 : place].strip()


def _value(text: str) -> str:
    """Return the stretch without the stops at its ends and without the bracket that opened before its label."""
    value = text.strip(_EDGE)
    while value and (folded(value)[-1] in OPENING or (folded(value)[-1] in CLOSING and _surplus(folded(value)))):
        value = value[:-1].rstrip(_EDGE)
    return value


def _surplus(flat: str) -> bool:
    return sum(map(flat.count, CLOSING)) > sum(map(flat.count, OPENING))


def split_labels(text: str) -> dict[Label, str]:
    """Return {label: text} of a clause such as 牵头单位：…；责任单位：…；完成时限：…; ``{}`` without labels.

    A label that comes twice keeps both texts, parted by ；.
    """
    values: dict[Label, str] = {}
    for label, value, _ in label_runs(text):
        if label is not None:
            values[label] = f"{values[label]}；{value}" if values.get(label) else value
    return values
