"""Numbered paragraphs become a tree of headings and items: how items open, the text of a node as one flow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.model import Paragraph, Ruler
from gongkai_desk.parsing.prose.clauses import ClauseFinder, is_label_text
from gongkai_desk.parsing.prose.labelled import run_heads, with_values
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import COLONS, ENDED, RUN_STOPS, TEXT_STOPS
from gongkai_desk.words.numbering import Number, NumberStyle, read_number
from gongkai_desk.words.papers import is_formal, is_last_part, is_letter_title, is_paper_title
from gongkai_desk.words.unit_names import is_collective, is_open, is_unit_like, starts_named

_SENTENCE_END = re.compile(r"[。！？\n]|(?<=[\u4e00-\u9fff”》）])\.(?!\d)")
_COLON = re.compile(rf"[^，。；：:\n]{{2,20}}(?=[{COLONS}])")
_SAYS_WHAT = re.compile(
    "(?:存在|主要|具体|反馈|突出)?(?:的)?问题|任务|事项|内容|措施|举措|(?:整改|工作)(?:措施|举措|任务|内容)"
)
_STATES_WORK = re.compile(  # 6月底前完成…
    r"[，,；;：:]|\d+月|年底|不[少多高低大小超]于|不超过|至少|每[周月年季]|以上|确保"
)


@dataclass(frozen=True, slots=True)
class Habit:
    """Whether the items of a plan open with a heading sentence as a rule, and whether a colon ends it."""

    opens: bool
    colon: bool = False


def first_sentence_end(text: str) -> int:
    """Return where the first sentence or line ends, without its stop."""
    match = _SENTENCE_END.search(text)
    return match.start() if match else len(text)


def heading_of(text: str, finder: ClauseFinder) -> str:
    """Return a heading without clause and closing stop."""
    return finder.without(text[: first_sentence_end(text)]).strip(STOPS)


def habit_of(items: Sequence[str]) -> Habit:
    """Learn from the texts of all items how they open."""
    several = [text for text in items if 0 < first_sentence_end(text) < len(text) - 1]
    named = sum(_may_name(text[: first_sentence_end(text)]) for text in several)
    colons = sum(_colon_end(text) > 0 for text in items)
    return Habit(
        bool(several) and named / len(several) >= USUAL.habit_share,
        colons > 1 and colons / len(items) >= USUAL.habit_share,
    )


def _colon_end(text: str) -> int:
    """Return where a name before a colon ends: 规范发布：集中公开…; 0 if there is none."""
    match = _COLON.match(text)
    return match.end() if match and names_subject(match[0]) and not _SAYS_WHAT.fullmatch(match[0]) else 0


def names_subject(sentence: str) -> bool:
    """Return whether a first sentence merely names what the item is about (推进信息公开。)."""
    return 0 < len(sentence) <= USUAL.subject and not _STATES_WORK.search(sentence)


def _may_name(sentence: str) -> bool:
    """Return whether a first sentence names a subject, perhaps in two halves: 紧扣指标任务，推进均衡发展."""
    halves = re.split("[，,]", sentence)
    in_two = len(halves) == 2 and USUAL.two_halves <= len(sentence) <= USUAL.subject
    return (len(halves) == 1 or in_two) and all(map(names_subject, halves))


def heading_end(text: str, habit: Habit, finder: ClauseFinder) -> int:
    """Return where the heading sentence at the head of an item's text ends; 0 if it has none."""
    end = (habit.colon and _colon_end(text)) or first_sentence_end(text)
    sentence = text[:end]
    clauses = finder.find(text)
    body_end = clauses[0].start if clauses else len(text)
    if not sentence or not text[end + 1 : body_end].strip(STOPS + "\n") or finder.find(sentence):
        return 0
    return end if _is_heading(sentence, text[end], habit) else 0


def _is_heading(sentence: str, stop: str, habit: Habit) -> bool:
    """Return whether a first sentence is a heading: by its line, by its words, or because nearly all items have one."""
    short = len(sentence) <= USUAL.habitual_heading
    if (short and stop == "\n") or names_subject(sentence):
        return True
    return habit.opens and short and len(re.findall("[，,]", sentence)) <= 1 and not re.search(r"\d+月|；", sentence)


_RANK = {
    NumberStyle.CHAPTER: 0,
    NumberStyle.CHINESE: 1,
    NumberStyle.ARTICLE: 2,
    NumberStyle.CHINESE_BRACKET: 3,
    NumberStyle.TASK: 4,
    NumberStyle.ARABIC: 5,
    NumberStyle.DECIMAL: 6,
    NumberStyle.ARABIC_BRACKET: 7,
    NumberStyle.ARABIC_HALF_BRACKET: 8,
    NumberStyle.CIRCLED: 9,
    NumberStyle.POINT: 10,
}
_POINTS = frozenset(style for style, rank in _RANK.items() if rank >= _RANK[NumberStyle.DECIMAL])
_NAME = re.compile(r"[\u4e00-\u9fff“”、]{2,}")
_BARE = re.compile(r"([1-9][0-9]?)([\u4e00-\u9fff“《][^。；：\n]{1,40})")  # 1深化主动公开
STOPS = "。．.；;：:，, "

Text = tuple[Paragraph, int]
"""A paragraph and the offset at which the text in question begins."""


@dataclass
class Node:
    """A numbered paragraph with what stands below it; the root has no number."""

    number: Number | None = None
    path: tuple[str, ...] = ()
    above: tuple[Node, ...] = ()
    texts: list[Text] = field(default_factory=list)
    rank: float = -1  # how deep it stands by custom: 一、 above （一） above 1.
    children: list[Node] = field(default_factory=list)

    @property
    def first(self) -> str:
        """Return the text behind the number, in the paragraph of the number."""
        paragraph, offset = self.texts[0]
        return paragraph.text[offset:]

    @property
    def heading_mark(self) -> str:
        """Return the number as it stands before the heading; the stop that cleaning made of 二. goes back."""
        return self.number.text.replace("。", ".") if self.number else ""

    def below(self) -> Iterator[Text]:
        """Yield all text of the nodes below, their numbers included."""
        for child in self.children:
            for at, (paragraph, offset) in enumerate(child.texts):
                yield paragraph, offset if at else 0
            yield from child.below()

    def whole(self) -> list[Text]:
        """Return all text of the node and below it."""
        return [*self.texts, *self.below()]


def number_of(text: str) -> Number | None:
    """Return the number at the head of a paragraph; its ``rest`` is cut after some characters."""
    return _read_head(text[: USUAL.number_head].rstrip())


@lru_cache(maxsize=4096)  # several stages ask about the same paragraph
def _read_head(head: str) -> Number | None:
    return read_number(head)


def rank_of(number: Number) -> int:
    """Return how deep a kind of number stands by custom."""
    return _RANK[number.style]


def tree_of(paragraphs: Sequence[Paragraph], *, titled: bool = True) -> Node:
    """Nest paragraphs by their numbers: 一、 above （一） above 1. above （1） above ①.

    The title of a paper is no heading; ``titled`` tells that it was found before these paragraphs.
    """
    paragraphs = with_values(_without_title(paragraphs, titled=titled))
    root = Node()
    stack = [root]
    bare = _bare_heads(paragraphs) | _named_heads(paragraphs) | _unit_heads(paragraphs) | run_heads(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        number = number_of(paragraph.text) or bare.get(at) or _unnumbered(paragraph, below=len(stack) > 1)
        if number is None:
            stack[-1].texts.append((paragraph, 0))
            continue
        rank = _rank_in(paragraph, number)
        while len(stack) > 1 and stack[-1].rank >= rank:
            stack.pop()
        node = _node(paragraph, number, rank, stack)
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _without_title(paragraphs: Sequence[Paragraph], *, titled: bool) -> list[Paragraph]:
    """Leave out the title of a web page and, where no title was found, the one heading that stands above all others."""
    kept = [paragraph for paragraph in paragraphs if paragraph.heading != 0]
    styled = [at for at, paragraph in enumerate(kept) if paragraph.heading is not None]
    if titled or not styled:
        return kept
    top = styled[0]
    alone = all((kept[at].heading or 0) > (kept[top].heading or 0) for at in styled[1:])
    numbers = [at for at, paragraph in enumerate(kept) if number_of(paragraph.text)]
    inside = len(styled) > 1 or numbers
    return kept[:top] + kept[top + 1 :] if alone and inside and not any(at <= top for at in numbers) else kept


def _rank_in(paragraph: Paragraph, number: Number) -> float:
    """Return how deep a heading stands: by its number, or by its style where only that marks it."""
    styled = paragraph.heading is not None and not number.text
    if number.style is NumberStyle.DECIMAL:
        return _RANK[number.style] + number.bare.count(".") / 10  # 1.1 above 1.1.1
    return 2 * (paragraph.heading or 1) - 2 if styled else _RANK[number.style]


def _node(paragraph: Paragraph, number: Number, rank: float, stack: Sequence[Node]) -> Node:
    offset = len(paragraph.text[: USUAL.number_head].rstrip()) - len(number.rest)
    path = (*stack[-1].path, number.bare) if number.text else stack[-1].path
    return Node(number, path, tuple(stack[1:]), [(paragraph, offset)], rank)


def _unnumbered(paragraph: Paragraph, *, below: bool) -> Number | None:
    """Return a number without figures for a heading that only its style marks, and for a bullet below a number."""
    text = paragraph.text
    if below and paragraph.bullet and paragraph.heading is None:
        return Number(NumberStyle.POINT, 0, "", text[: USUAL.number_head].rstrip(), "")
    if paragraph.heading is None or len(text) > USUAL.styled_heading or text[-1:] in TEXT_STOPS:
        return None
    if is_letter_title(text) or is_paper_title(text):
        return None
    return Number(NumberStyle.CHAPTER, 0, "", text, "")


def _bare_heads(paragraphs: Sequence[Paragraph]) -> dict[int, Number]:
    """Return headings whose number has no stop, told by the 1.1 that follows: 1 深化公开 ⏎ 1.1 公开预算."""
    found: dict[int, Number] = {}
    waiting: tuple[int, str, str] | None = None
    for at, paragraph in enumerate(paragraphs):
        number = number_of(paragraph.text)
        if number is None and (head := _BARE.fullmatch(paragraph.text)):
            waiting = at, head[1], head[2]
        elif number and waiting and number.style is NumberStyle.DECIMAL and number.bare == f"{waiting[1]}.1":
            found[waiting[0]] = Number(NumberStyle.ARABIC, int(waiting[1]), waiting[1], waiting[2], waiting[1])
        waiting = None if number else waiting
    return found


def _unit_heads(paragraphs: Sequence[Paragraph]) -> dict[int, Number]:
    """Return lines that name whom the items below are for: 县住建局： ⏎ 1.… ⏎ 县商务局： ⏎ 1.…; not one alone."""
    found = {
        at: Number(NumberStyle.CHAPTER, 0, "", paragraph.text, "")
        for at, paragraph in enumerate(paragraphs[:-1])
        if names_whom(paragraph.text) and (number := number_of(paragraphs[at + 1].text)) and number.value == 1
    }
    return found if len(found) > 1 else {}


def names_whom(text: str) -> bool:
    """Tell a line that is nothing but a unit and a colon; 各部门： is an address."""
    name = text.rstrip(COLONS)
    named = name != text and len(name) <= USUAL.bare_heading and starts_named(name) and is_unit_like(name)
    return named and not is_collective(name) and not is_open(name)


def _named_heads(paragraphs: Sequence[Paragraph]) -> dict[int, Number]:
    """Return headings that only their words or their place between numbered items show: 组织保障 ⏎ 1.落实责任."""
    numbers = [number_of(paragraph.text) for paragraph in paragraphs]
    first = next((at for at, number in enumerate(numbers) if number), len(paragraphs))
    last: Number | None = None
    found: list[int] = []
    for at in range(first, len(paragraphs)):
        if numbers[at]:
            last = numbers[at]
        elif last and _ends(paragraphs[at - 1].text) and _is_named_head(paragraphs, numbers, at, last):
            found.append(at)
    in_front = first - 1
    if found and in_front >= 0 and _is_bare_name(paragraphs[in_front]) and not is_last_part(paragraphs[found[0]].text):
        found.append(in_front)
    return {at: Number(NumberStyle.CHAPTER, 0, "", paragraphs[at].text, "") for at in found}


def _ends(text: str) -> bool:
    """Return whether an item may end with this paragraph: behind a sentence, a bracket, a labelled line."""
    begin = max(text.rfind(stop) for stop in RUN_STOPS) + 1
    return text.rstrip()[-1:] in ENDED or is_label_text(text[begin:])


def _is_named_head(paragraphs: Sequence[Paragraph], numbers: Sequence[Number | None], at: int, last: Number) -> bool:
    """Return whether a line is a heading: one of those with which plans end, or over items no deeper than the last."""
    if at + 1 == len(paragraphs) or not _is_bare_name(paragraphs[at]):
        return False
    following = numbers[at + 1]
    if following is None:
        return is_last_part(paragraphs[at].text) and paragraphs[at + 1].text[-1:] in TEXT_STOPS
    return _RANK[following.style] <= _RANK[last.style] and following.value in (1, last.value + 1)


def _is_bare_name(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.heading is not None or paragraph.bullet or len(text) > USUAL.bare_heading:
        return False
    return bool(_NAME.fullmatch(text)) and (is_last_part(text) or not is_formal(text))


def has_clause(texts: Sequence[Text], finder: ClauseFinder) -> bool:
    """Return whether any responsibility clause stands in these texts."""
    return any(finder.find(paragraph.text) for paragraph, _ in texts)


def is_item(node: Node, finder: ClauseFinder) -> bool:
    """Return whether a node is an item: nothing below it, or points that one clause or none closes."""
    if not node.number:
        return False
    if any(child.rank < _RANK[NumberStyle.DECIMAL] for child in node.children):
        return False
    together = len(node.children) > 1 or all(map(_is_text, node.children))
    last = node.children[-1:] if _is_point(node) and together else []
    return not any(has_clause(child.whole(), finder) for child in node.children if child not in last)


def _is_text(node: Node) -> bool:
    """Tell 一是…，二是…，三是… that begins a paragraph from a number."""
    return node.number is not None and node.number.style is NumberStyle.POINT and bool(node.number.text)


def _is_point(node: Node) -> bool:
    """Tell points of one text （1） ① 一是, of which the last may bear the clause of all, from items 1.1."""
    return not any(child.number and child.number.style is NumberStyle.DECIMAL for child in node.children)


def items_of(node: Node, finder: ClauseFinder) -> Iterator[Node]:
    """Yield the items, in order."""
    if is_item(node, finder):
        yield node
        return
    for child in node.children:
        yield from items_of(child, finder)


class Flow:
    """The text of several paragraphs as one, parted by line feeds; leads stretches back to their places."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        pieces = [paragraph.text[offset:] for paragraph, offset in texts]
        self.text = "\n".join(pieces)
        self._starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))
        self._rulers: dict[int, Ruler] = {}

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where ``text[start:end]`` stands in the source."""
        found: list[Place] = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self._texts) and self._starts[at] < end:
            found.extend(self._part(at, start - self._starts[at], end - self._starts[at]))
            at += 1
        return tuple(found)

    def _part(self, at: int, low: int, high: int) -> tuple[Place, ...]:
        paragraph, offset = self._texts[at]
        if at not in self._rulers:
            self._rulers[at] = Ruler(paragraph)
        return self._rulers[at].places(max(low, 0) + offset, min(high + offset, len(paragraph.text)))
