"""Lines that begin with a label, and runs of them that close a task without any number.

新增学位2.36万个。 ⏎ 主管领导：… ⏎ 责任单位：… ⏎ 进度安排：… is one task; so is 督办事项：… ⏎ 工作要求：… ⏎ 牵头单位：….
A label may stand in a frame (【牵头单位】), its value on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby, pairwise

from gongkai_desk.parsing.blocks.model import Paragraph
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.labels import UNIT_LABELS, Label, label_named, label_runs
from gongkai_desk.words.lexicon import COLONS, STATEMENT_STOPS
from gongkai_desk.words.numbering import Number, NumberStyle, read_number
from gongkai_desk.words.papers import is_formal
from gongkai_desk.words.terms import ColumnRole, column_role

_LINE = re.compile(rf"\s*(?P<name>[\u4e00-\u9fff、/及和与]{{2,10}})\s*[{COLONS}]\s*(?P<value>.*)", re.DOTALL)
_FRAMED = re.compile(rf"[【〔［\[](?P<name>[\u4e00-\u9fff、/及和与]{{2,10}})[】〕］\]][ \u3000]*[{COLONS}]?[ \u3000]*")
_ASSIGNS = frozenset({*UNIT_LABELS, Label.DEADLINE})
_WORK = frozenset({ColumnRole.CONTENT, ColumnRole.TITLE, ColumnRole.MEASURES, ColumnRole.GOAL})
_TOLD = frozenset(
    {
        ColumnRole.PROGRESS,
        ColumnRole.STATE,
        ColumnRole.PROBLEM,
        ColumnRole.NEXT,
        ColumnRole.EVIDENCE,
        ColumnRole.CLOSED,
        ColumnRole.LEADER,
        ColumnRole.CONTACT,
        ColumnRole.ASSIGNED,
        ColumnRole.BASIS,
    }
)
_COUNTED = re.compile("(?:任务|事项|项目|工程|行动)[一二三四五六七八九十]{1,3}")  # 【任务一】
_STAGE = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月|[上下]半年|[一二三四]季度|年底)")
_FRONT = re.compile("联系|电话|咨询")  # below the last item it is the paper's, not the item's


class LabelKind(Enum):
    """What a label says of a task."""

    WORK = auto()  # 工作要求, 督办事项
    ASSIGNS = auto()  # 牵头单位, 完成时限
    OTHER = auto()  # 主管领导, 责任人, 反馈时间, 进展情况: what a task has no field for


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line that begins with a label."""

    name: str
    value: str
    kind: LabelKind


def label_line(text: str) -> LabelLine | None:
    """Return the label with which a text begins and what it says, ``None`` where no known label does."""
    found = _LINE.match(text)
    kind = _kind_of(found["name"], found["value"]) if found else None
    return LabelLine(found["name"], found["value"], kind) if found and kind else None


def _kind_of(name: str, value: str) -> LabelKind | None:
    label, role = label_named(name), column_role(name)
    if label in _ASSIGNS or any(run.label in _ASSIGNS for run in label_runs(f"{name}：{value}")):
        return LabelKind.ASSIGNS
    if role in _TOLD or label in (Label.LEADER, Label.CONTACT, Label.PROGRESS, Label.REMARK):
        return LabelKind.OTHER
    return LabelKind.WORK if role in _WORK or label in (Label.MEASURES, Label.GOAL) else None


def is_about_paper(line: LabelLine) -> bool:
    """Tell whom to ask about the paper (联系人：…) from what belongs to an item."""
    return bool(_FRONT.match(line.name))


def label_lines(texts: Sequence[str]) -> list[LabelLine | None]:
    """Return the label of each line; one that nobody knows counts behind another: 责任单位：… ⏎ 投资估算：5000万元.

    Where a sentence stands behind it, it may be the work itself (改进办法：…).
    """
    found = [label_line(text) for text in texts]
    for n, text in enumerate(texts):
        other = _LINE.match(text) if n and found[n] is None and found[n - 1] else None
        if other and not _is_numbered(text) and not _is_statement(other["value"]):
            found[n] = LabelLine(other["name"], other["value"], LabelKind.OTHER)
    return found


def _is_statement(text: str) -> bool:
    return text.rstrip()[-1:] in STATEMENT_STOPS


# --------------------------------------------------------------------------- frames, values on the next line


def unframed(paragraph: Paragraph) -> Sequence[Paragraph] | None:
    """Return a paragraph with a colon behind each label that stands in a frame; ``None`` where none does."""
    text = _FRAMED.sub(_with_colon, paragraph.text)
    return None if text == paragraph.text else [replace(paragraph, text=text)]


def _with_colon(found: re.Match[str]) -> str:
    text, name = found.string, found["name"]
    begins = not text[: found.start()].strip() or text[found.start() - 1] == "\n"
    kind = _kind_of(name, "")
    if kind is not LabelKind.ASSIGNS and not ((kind or _COUNTED.fullmatch(name)) and text[found.end() :].strip()):
        return found[0]  # 【民生实事】 alone is a heading
    before = "" if begins or text[: found.start()].rstrip()[-1:] in "。；;" else "；"
    return f"{before}{name}："


def with_values(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put values on the next line behind their labels: 牵头单位： ⏎ 市司法局; one such label alone is a heading.

    Stages of a deadline go on, too: 进度安排：6月底前开工； ⏎ 12月底前完工。
    """
    pairs = list(enumerate(pairwise(paragraphs), 1))
    values = [n for n, (label, value) in pairs if _lacks_value(label, value)]
    joined = {*values} if len(values) >= USUAL.labelled_runs else set()
    joined |= {n for n, (label, value) in pairs if _has_more_stages(label, value)}
    kept: list[Paragraph] = []
    for n, paragraph in enumerate(paragraphs):
        if n in joined:
            label = kept.pop()
            text = _FRAMED.sub(r"\g<name>：", label.text) + paragraph.text
            kept.append(replace(label, text=text, pieces=(*label.pieces, *paragraph.pieces)))
        else:
            kept.append(paragraph)
    return kept


def _lacks_value(paragraph: Paragraph, following: Paragraph) -> bool:
    framed = _FRAMED.fullmatch(paragraph.text)
    line = label_line(f"{framed['name']}：" if framed else paragraph.text)
    if line is None or line.value.strip() or paragraph.heading is not None:
        return False
    return label_line(following.text) is None and not _is_numbered(following.text)


def _has_more_stages(paragraph: Paragraph, following: Paragraph) -> bool:
    if paragraph.text[-1:] not in "；，、" or not _STAGE.match(following.text):
        return False
    line = label_line(paragraph.text)
    return line is not None and label_named(line.name) is Label.DEADLINE and not _is_numbered(following.text)


def _is_numbered(text: str) -> bool:
    """Tell whether a number heads a paragraph."""
    return read_number(text[: USUAL.number_head].rstrip()) is not None


# --------------------------------------------------------------------------- runs without numbers


@dataclass(frozen=True, slots=True)
class _Run:
    """A task: the places of the lines before its labels, and the labels; ``numbered`` where a number stands above."""

    before: tuple[int, ...]
    first: int
    lines: tuple[LabelLine, ...]
    numbered: bool

    @property
    def is_whole(self) -> bool:
        """Tell a run that has its work and says who does it or until when."""
        kinds = [line.kind for line in self.lines]
        work = bool(self.before) or LabelKind.WORK in kinds
        return work and LabelKind.ASSIGNS in kinds and len(kinds) >= USUAL.labelled_lines


def run_heads(paragraphs: Sequence[Paragraph]) -> dict[int, Number]:
    """Return where tasks begin that have no number and end with labelled lines, and the headings above several."""
    runs = _without_front(list(_runs(paragraphs)), paragraphs)
    if len(runs) < USUAL.labelled_runs or all(run.numbered for run in runs) or not all(run.is_whole for run in runs):
        return {}
    if not set.intersection(*({line.name for line in run.lines} for run in runs)):
        return {}
    named = all(len(run.before) > 1 and _is_name(paragraphs[run.before[0]].text) for run in runs)
    heads: dict[int, Number] = {}
    for run in runs:
        begin, *rest = (*run.before, run.first)
        if len(run.before) > 1 and not named and _is_name(paragraphs[begin].text):
            heads[begin] = _head(NumberStyle.CHINESE_BRACKET, paragraphs[begin])
            begin = rest[0]
        heads[begin] = _head(NumberStyle.ARABIC, paragraphs[begin])
    return heads


def _head(style: NumberStyle, paragraph: Paragraph) -> Number:
    return Number(style, 0, "", paragraph.text[: USUAL.number_head].rstrip(), "")


def _is_name(text: str) -> bool:
    """Tell a heading over tasks, or the name of one, from its work."""
    return len(text) <= USUAL.item_name and not re.search("[。；：，\\d]", text) and not is_formal(text)


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[_Run]:
    """Yield the runs: labelled lines that follow each other, and the lines between them and the labels before."""
    lines = label_lines([paragraph.text for paragraph in paragraphs])
    end = 0
    for has, group in groupby(range(len(lines)), lambda n: lines[n] is not None):
        if not has:
            continue
        for block in _parted(list(group), lines):
            before = range(end, block[0])
            numbers = [n for n in before if _is_numbered(paragraphs[n].text)]
            own = tuple(range(numbers[-1] + 1 if numbers else end, block[0]))
            yield _Run(own, block[0], tuple(line for n in block if (line := lines[n])), bool(numbers))
            end = block[-1] + 1


def _parted(block: Sequence[int], lines: Sequence[LabelLine | None]) -> Iterator[list[int]]:
    """Yield labelled lines by task: the work's own label begins the next one where it comes again."""
    opens = lines[block[0]]
    part: list[int] = []
    for n in block:
        line = lines[n]
        if part and opens and line and opens.kind is LabelKind.WORK and line.name == opens.name:
            yield part
            part = []
        part.append(n)
    yield part


def _without_front(runs: Sequence[_Run], paragraphs: Sequence[Paragraph]) -> list[_Run]:
    """Leave out of the first run what stands above the list: it has as many lines as the others, and a heading."""
    if len(runs) < USUAL.labelled_runs:
        return []
    usual = max(1 if runs[0].lines[0].kind is not LabelKind.WORK else 0, min(len(run.before) for run in runs[1:]))
    before = runs[0].before
    above = before[-usual - 1 : len(before) - usual]
    own = before[len(before) - usual :] if usual else ()
    heading = above if above and not runs[0].numbered and _is_heading(paragraphs[above[0]].text) else ()
    return [replace(runs[0], before=(*heading, *own)), *runs[1:]]


def _is_heading(text: str) -> bool:
    return _is_name(text) and len(text) <= USUAL.bare_heading
