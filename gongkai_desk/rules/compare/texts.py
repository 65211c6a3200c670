"""Differences between two printings of a content: sentences dropped, added or moved, words changed."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from gongkai_desk.domain.revision import DifferenceKind
from gongkai_desk.rules.compare.matching import fold, in_order, unblanked


@dataclass(frozen=True, slots=True)
class TextSettings:
    """The tuning of the comparison."""

    alike: float = 55  # percent from which a sentence counts as another version of a sentence
    context: int = 5  # characters shown on either side of a change
    bridge: int = 2  # equal characters between two changes that are read as one
    longest: int = 20_000  # characters compared; a content beyond it is no task's
    most_pairs: int = 10_000  # pairs of changed sentences tried within one content


USUAL = TextSettings()

_SENTENCE = re.compile(r"[^。!?;]*[。!?;]?")

_STOPS = "。;!?"

_AROUND = 8  # characters on either side that are read to judge a change: 每(季度), 市(民政)局

_SAME = 90  # percent from which a sentence found elsewhere is the same one

_TELLING = 8  # characters below which only an equal sentence is the same one

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[A-Za-z]+|.", re.DOTALL)

_CLAUSE_STOP = "。;,、:!?"


class Flat(NamedTuple):
    """A content without blanks and line feeds, as printed and folded, character for character."""

    printed: str
    folded: str


class Sentence(NamedTuple):
    """One folded sentence with its stop; ``start`` counts in the flat content."""

    text: str
    start: int

    @property
    def bare(self) -> str:
        """Return the sentence without its last stop."""
        return self.text.rstrip(_STOPS)


class Edit(NamedTuple):
    """One change: its kind, the words that went and came, and both places with some words around."""

    kind: DifferenceKind
    gone: str
    come: str
    a: str
    b: str
    whole: bool = False  # whole sentences, which may turn up under another item


@dataclass(frozen=True, slots=True)
class Run:
    """A change by offsets in the two texts."""

    a0: int
    a1: int
    b0: int
    b1: int


def flat(contents: Sequence[str]) -> Flat:
    """Return the contents of rows joined as they are compared; a row without a stop is closed by one."""
    rows = [bare for content in contents if (bare := unblanked(content))]
    printed = "".join(row if row[-1] in "。；;！!？?：:，,、" else row + "。" for row in rows)[: USUAL.longest]
    return Flat(printed, fold(printed))


def compare_texts(a: Sequence[str], b: Sequence[str], years: int = 0, settings: TextSettings = USUAL) -> list[Edit]:
    """Return the changes from content ``a`` to ``b``, each the contents of the rows that state one item.

    ``years`` is by how many years the plan itself moved on. A line feed inside a row counts for nothing.
    """
    x, y = flat(a), flat(b)
    if x.folded.rstrip(_STOPS) == y.folded.rstrip(_STOPS):
        return []
    left, right = _sentences(x.folded), _sentences(y.folded)
    equal = _equal(left, right)
    close = _close(left, right, equal, settings)
    partner = {**equal, **close}
    versions = [*close.items(), *((i, j) for i, j in equal.items() if _stopped_otherwise(i, j, left, right))]
    edits = [edit for i, j in sorted(versions) for edit in _within(left[i], right[j], x, y, years, settings)]
    edits += [Edit(DifferenceKind.TEXT_MOVED, text, text, text, text) for text in _moved(left, equal, x)]
    gone, come = set(range(len(left))) - set(partner), set(range(len(right))) - set(partner.values())
    edits += [Edit(DifferenceKind.TEXT_MISSING, text, "", text, "", True) for text in _printed(left, gone, x)]
    edits += [Edit(DifferenceKind.TEXT_ADDED, "", text, "", text, True) for text in _printed(right, come, y)]
    return edits


def _printed(sentences: Sequence[Sentence], chosen: Iterable[int], text: Flat) -> list[str]:
    found = (sentences[place] for place in sorted(chosen))
    return [text.printed[s.start : s.start + len(s.bare)] for s in found]


def same_sentences(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """Return {place in gone: place in come} of sentences that say the same but for a few characters, each used once."""
    left, right = ([MARKS.sub("", fold(text)) for text in texts] for texts in (gone, come))
    waiting = dict(enumerate(right))
    found: dict[int, int] = {}
    for place, text in enumerate(left):
        best = process.extractOne(text, waiting, scorer=fuzz.ratio, score_cutoff=_SAME)
        if best and (best[1] == 100 or len(text) >= _TELLING):
            found[place] = best[2]
            del waiting[best[2]]
    return found


def _sentences(text: str) -> list[Sentence]:
    found = (Sentence(match.group(), match.start()) for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if sentence.text]


# --------------------------------------------------------------------------- sentence against sentence


def _equal(a: Sequence[Sentence], b: Sequence[Sentence]) -> dict[int, int]:
    """Return {place in a: place in b} of equal sentences."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for place, sentence in enumerate(b):
        waiting[sentence.bare].append(place)
    found = ((place, waiting[sentence.bare]) for place, sentence in enumerate(a))
    return {place: places.popleft() for place, places in found if places}


def _stopped_otherwise(i: int, j: int, a: Sequence[Sentence], b: Sequence[Sentence]) -> bool:
    """Tell «…；» from «…。» between two sentences; at the end a stop says nothing."""
    return a[i].text != b[j].text and i + 1 < len(a) and j + 1 < len(b)


def _moved(left: Sequence[Sentence], equal: Mapping[int, int], x: Flat) -> list[str]:
    """Return the equal sentences that stand elsewhere."""
    kept = in_order(list(equal.values()))
    return _printed(left, (place for n, place in enumerate(equal) if n not in kept), x)


def _close(
    a: Sequence[Sentence], b: Sequence[Sentence], equal: Mapping[int, int], settings: TextSettings
) -> dict[int, int]:
    """Return the pairs that are versions of one sentence, the most alike first; in a text without end by order only."""
    left = [i for i in range(len(a)) if i not in equal]
    right = sorted(set(range(len(b))) - set(equal.values()))
    endless = len(left) * len(right) > settings.most_pairs
    tried = zip(left, right, strict=False) if endless else product(left, right)
    scored = [(_likeness(a[i].bare, b[j].bare), i, j) for i, j in tried]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scored, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1])):
        if score >= settings.alike and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _likeness(a: str, b: str) -> float:
    """Return percent: alike as a whole, or one the other's part (a clause was cut off)."""
    longer, shorter = max(len(a), len(b)), min(len(a), len(b))
    whole = fuzz.ratio(a, b)
    if shorter < 8 or longer > 6 * shorter:
        return whole
    return max(whole, 0.9 * fuzz.partial_ratio(a, b) if whole >= 30 else whole)


# --------------------------------------------------------------------------- inside a sentence


def _within(s: Sentence, t: Sentence, x: Flat, y: Flat, years: int, settings: TextSettings) -> Iterator[Edit]:
    """Yield the changes between two versions of a sentence, with words around from the whole texts."""
    for run in changed_runs(s.text, t.text, settings):
        gone, come = s.text[run.a0 : run.a1], t.text[run.b0 : run.b1]
        if not gone.strip(_STOPS) and not come.strip(_STOPS) and "" in (gone, come):
            continue  # a stop at the end that one side lacks
        clause = _starts_clause(s.text, run.a0) and _starts_clause(t.text, run.b0)
        near = _near(s.text, run.a0, run.a1), _near(t.text, run.b0, run.b1)
        kind = judge(Change(gone, come, *near, starts_clause=clause), years)
        a = _shown(x, s.start + run.a0, s.start + run.a1, settings.context)
        b = _shown(y, t.start + run.b0, t.start + run.b1, settings.context)
        yield Edit(
            kind, _told(x, s.start + run.a0, s.start + run.a1), _told(y, t.start + run.b0, t.start + run.b1), a, b
        )


def _near(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND]


def _told(text: Flat, start: int, end: int) -> str:
    return text.printed[start:end].strip("，、；。,") or text.printed[start:end]


def _shown(text: Flat, start: int, end: int, around: int) -> str:
    return text.printed[max(0, start - around) : end + around]


def changed_runs(a: str, b: str, settings: TextSettings = USUAL) -> list[Run]:
    """Return what changed, neighbours joined where hardly anything between them is equal; numbers stay whole."""
    left, right = _TOKEN.findall(a), _TOKEN.findall(b)
    at_a, at_b = _offsets(left), _offsets(right)
    steps = [step for step in Levenshtein.opcodes(left, right) if step.tag != "equal"]
    runs = [Run(at_a[step.src_start], at_a[step.src_end], at_b[step.dest_start], at_b[step.dest_end]) for step in steps]
    return [_slid(run, a, b) for run in _bridged(runs, settings.bridge)]


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _bridged(runs: Sequence[Run], bridge: int) -> list[Run]:
    """Join changes parted by less than they change themselves: a rewritten clause is one change."""
    result: list[Run] = []
    for run in runs:
        while result and run.a0 - result[-1].a1 <= max(bridge, min(_size(result[-1]), _size(run))):
            last = result.pop()
            run = Run(last.a0, run.a1, last.b0, run.b1)
        result.append(run)
    return result


def _size(run: Run) -> int:
    return max(run.a1 - run.a0, run.b1 - run.b0)


def _slid(run: Run, a: str, b: str) -> Run:
    """Move a pure cut or insertion to where a clause begins: «更暖心、», not «暖心、更»."""
    if run.a0 != run.a1 and run.b0 != run.b1:
        return run
    text, start, end = (a, run.a0, run.a1) if run.a0 != run.a1 else (b, run.b0, run.b1)
    best = 0
    for step in _slides(text, start, end):
        if _starts_clause(text, start + step) and text[end + step - 1] in _CLAUSE_STOP:
            best = step
            break
    return Run(run.a0 + best, run.a1 + best, run.b0 + best, run.b1 + best)


def _slides(text: str, start: int, end: int) -> Iterator[int]:
    """Yield by how much a run can be moved without changing what remains: 0, then back, then on."""
    yield 0
    step = 0
    while start + step > 0 and text[start + step - 1] == text[end + step - 1]:
        step -= 1
        yield step
    step = 0
    while end + step < len(text) and text[start + step] == text[end + step]:
        step += 1
        yield step


def _starts_clause(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in _CLAUSE_STOP


MARKS = re.compile(r"[^0-9A-Za-z%\u3400-\u9fff]+")  # all that is neither letter nor number

_NOTION = 4  # characters of a word group that carries a meaning of its own (行政复议)

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")

_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十百千万亿半]")  # “十四五” against “十五五”

_PERIOD = re.compile(r"每[个半]?(?:工作)?(?:日|天|周|旬|月|季度?|年)|按(?:周|月|季度?|年度?)|半年|季度|月度")  # 每季度

# how binding a demand is: 不得, 应当, 可以, 原则上, 要 (not in 主要, 重要, 需要, 要点)
_FORCE = re.compile(
    r"不得|不准|严禁|禁止|不再|不(?![同断少低])|未|无需|免于|必须|务必|应当|应(?![用急对])|可以|可(?![靠行持])|原则上|鼓励|试点|探索|"
    r"(?<![主重需必纪概摘简])要(?![点求素件闻])|全部|所有|至少|以上|以下|不少于|不低于|超过"
)

# a body named in the text: 市财政局, 各区政府, 县级民政部门
_BODY = re.compile(r"(?:[省市区县各](?!场)|自治区)[\u4e00-\u9fff]{0,8}?(?:局|委|办公室|厅|部门|政府|单位|中心)")

# «财政部门要» at the head of a sentence: who does it stands in the unit column
_SUBJECT = re.compile(r"(?:各级?|由)?[\u4e00-\u9fff、]{2,12}(?:部门|单位|机关|局|委|办公室)(?:应当|要|应)")

_MEMBER = re.compile(r"(?!更|再|越)[\u4e00-\u9fff]{2,}")  # of an enumeration; 更舒心、更暖心 only heightens

# words that change nothing about the demand
_FILLER = re.compile(r"[的了和及与并等之地得]|进一步|积极|认真|切实|不断|工作|以内|相关|有关")


class Change(NamedTuple):
    """Folded words that went and came, each with some words around them; ``starts_clause``: right behind a stop."""

    gone: str
    come: str
    near_gone: str = ""
    near_come: str = ""
    starts_clause: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """Return what went and came without marks and words that say nothing."""
        gone, come = (_FILLER.sub("", MARKS.sub("", each)) for each in (self.gone, self.come))
        return gone, come


def judge(change: Change, years: int = 0) -> DifferenceKind:
    """Return what a change does; ``years`` is by how many years the plan itself moved on."""
    gone, come = change.words
    if _is_next_year(change.gone, change.come, years):
        return DifferenceKind.YEAR_SHIFTED
    if gone == come or _is_subject(change):
        return DifferenceKind.TEXT_WORDING
    if max(len(gone), len(come)) >= _NOTION or _is_measured(change) or _is_member(change):
        return _cut(gone, come) or DifferenceKind.TEXT_CHANGED
    if any(_differs(pattern, change.near_gone, change.near_come) for pattern in (_FORCE, _BODY)):
        return DifferenceKind.TEXT_CHANGED
    return DifferenceKind.TEXT_WORDING


def _differs(pattern: re.Pattern[str], a: str, b: str) -> bool:
    return pattern.findall(a) != pattern.findall(b)


def _is_measured(change: Change) -> bool:
    """Tell whether numbers or periods changed."""
    gone, come = change.words
    numbers = any(_differs(pattern, gone, come) for pattern in (_NUMBER, _NUMERAL))
    return numbers or _differs(_PERIOD, change.near_gone, change.near_come)


def _is_subject(change: Change) -> bool:
    """Tell whether only the one who acts was named or left out at the head of a clause."""
    gone, come = change.words
    return change.starts_clause and "" in (gone, come) and bool(_SUBJECT.fullmatch(gone or come))


def _is_member(change: Change) -> bool:
    """Tell whether a member of an enumeration was left out or added: 供水、供电、供气."""
    gone, come = change.words
    cut = change.gone or change.come
    return "" in (change.gone, change.come) and "、" in (cut[0], cut[-1]) and bool(_MEMBER.fullmatch(gone or come))


def _cut(gone: str, come: str) -> DifferenceKind | None:
    """Return missing or added where one side has nothing in its place."""
    if not come:
        return DifferenceKind.TEXT_MISSING
    return DifferenceKind.TEXT_ADDED if not gone else None


def _is_next_year(gone: str, come: str, years: int) -> bool:
    """Tell «2025年» from «2026年» where the plan itself moved on by as many years."""
    if not years or _NUMBER.sub("", gone) != _NUMBER.sub("", come):
        return False
    pairs = list(zip(_NUMBER.findall(gone), _NUMBER.findall(come), strict=False))
    return bool(pairs) and all(
        x == y or (len(x) == 4 and x.isdigit() and y.isdigit() and int(y) - int(x) == years) for x, y in pairs
    )
