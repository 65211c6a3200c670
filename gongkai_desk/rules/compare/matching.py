"""Which items of two lists of tasks belong together: by meaning (name and content), the order being a hint."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from gongkai_desk.domain.plan import Place, Task
from gongkai_desk.domain.state import Role
from gongkai_desk.domain.time import Deadline


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """The tuning of the match; scores are 0 to 1."""

    least: float = 0.5  # below it two texts of one office have no more in common than its usual phrases
    title_share: float = 0.35  # of a name that is the only one of its kind in both lists
    common_title_share: float = 0.1  # of a name that several rows share: it hardly tells them apart
    order_share: float = 0.03  # decides between equals only
    read: int = 400  # characters of a content that are compared: enough to know it by
    candidates: int = 6  # per item
    part: float = 85  # percent from which a text is a part of another
    least_part: int = 8  # characters: a shorter text says too little to be known by
    gain: float = 0.05  # coverage that joining the rows of one side must add before it is believed
    gain_of_both: float = 0.25  # the same for both sides: two tables of one plan are compared row by row


USUAL = MatchSettings()

_FOLDS: dict[int, str] = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("〔【［", "("),
        **dict.fromkeys("〕】］", ")"),
        **dict.fromkeys("“”„「」『』", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("–—―－~～", "-"),
    }
)
_TAIL = re.compile(r"[。.;,:、]+$")


def unblanked(text: str) -> str:
    """Return text without any blank."""
    return "".join(text.split())


def fold(text: str) -> str:
    """Return text without blanks and with one kind of width, bracket and quote, else ``unblanked`` char by char."""
    return unblanked(text).translate(_FOLDS)


class Item:
    """One item: a task, or the rows of a table that state one item together."""

    def __init__(self, tasks: Sequence[Task], position: int) -> None:
        """Join ``tasks`` (at least one); ``position`` counts items from 0."""
        self.tasks = tuple(tasks)
        self.position = position

    @cached_property
    def label(self) -> str:
        """Return the printed number (1, 3—5), else the name, else how the content begins."""
        numbers = list(dict.fromkeys(task.seq for task in self.tasks if task.seq))
        if numbers:
            return numbers[0] if len(numbers) == 1 else f"{numbers[0]}—{numbers[-1]}"
        return self.title or self.content[:16]

    @cached_property
    def title(self) -> str:
        """Return the name, "" if none is printed."""
        first = self.tasks[0]
        return "" if first.title_derived else first.title or ""

    @cached_property
    def contents(self) -> tuple[str, ...]:
        """Return the content of each row."""
        return tuple(task.content for task in self.tasks)

    @property
    def content(self) -> str:
        """Return the content, that of several rows joined by line feeds."""
        return "\n".join(self.contents)

    @cached_property
    def title_key(self) -> str:
        """Return what two printings of the name share."""
        return _TAIL.sub("", fold(self.title))

    @cached_property
    def content_key(self) -> str:
        """Return what two printings of the content share."""
        return _TAIL.sub("", fold(self.content))

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Return the different deadlines of the rows, in order."""
        return tuple({fold(task.deadline.text): task.deadline for task in self.tasks}.values())

    def units(self, role: Role) -> dict[str, str]:
        """Return {printed: full form} of the units in a role, over all rows, in order."""
        return {name: task.units_full.get(name, name) for task in self.tasks for name in getattr(task, role.value)}

    @cached_property
    def source(self) -> tuple[Place, ...]:
        """Return the places of all rows."""
        return tuple(place for task in self.tasks for place in task.source)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that belong together, with how alike they are (0 to 1)."""

    a: Item
    b: Item
    score: float


@dataclass(frozen=True)
class Matching:
    """The items of two lists and which belong together, in the order of the first list."""

    a: tuple[Item, ...]
    b: tuple[Item, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def only_a(self) -> tuple[Item, ...]:
        """Return the items of the first list without a partner."""
        taken = {pair.a.position for pair in self.pairs}
        return tuple(item for item in self.a if item.position not in taken)

    @cached_property
    def only_b(self) -> tuple[Item, ...]:
        """Return the items of the second list without a partner."""
        taken = {pair.b.position for pair in self.pairs}
        return tuple(item for item in self.b if item.position not in taken)

    @cached_property
    def coverage(self) -> float:
        """Return how much of both lists' text stands on both sides (0 to 1)."""
        whole = sum(_weight(item) for item in (*self.a, *self.b))
        shared = sum(pair.score * (_weight(pair.a) + _weight(pair.b)) for pair in self.pairs)
        return shared / whole if whole else 1.0


def _weight(item: Item) -> int:
    return len(item.title_key) + len(item.content_key)


def match(a: Sequence[Task], b: Sequence[Task], settings: MatchSettings = USUAL) -> Matching:
    """Match two lists; rows of one item are joined on a side where the other side states the item at once."""
    return absorbed(_best(a, b, settings), settings)


def _best(a: Sequence[Task], b: Sequence[Task], settings: MatchSettings) -> Matching:
    """Return the match that covers most text, trying the rows alone and joined."""
    best = paired(rows(a), rows(b), settings)
    if best.coverage > 1 - settings.gain:
        return best
    joined_a, joined_b = joined(a), joined(b)
    for left, right in ((rows(a), joined_b), (joined_a, rows(b)), (joined_a, joined_b)):
        both = len(left) < len(a) and len(right) < len(b)
        if len(left) < len(a) or len(right) < len(b):
            other = paired(left, right, settings)
            gain = settings.gain_of_both if both else settings.gain
            best = other if other.coverage > best.coverage + gain else best
    return best


def rows(tasks: Sequence[Task]) -> tuple[Item, ...]:
    """Return an item for each task."""
    return tuple(Item((task,), place) for place, task in enumerate(tasks))


def joined(tasks: Sequence[Task]) -> tuple[Item, ...]:
    """Return an item for each run of tasks under one name (or, without names, one number)."""
    runs = groupby(enumerate(tasks), key=lambda pair: _run_of(*pair))
    return tuple(Item([task for _, task in run], place) for place, (_, run) in enumerate(runs))


def _run_of(place: int, task: Task) -> Hashable:
    name = task.title or task.seq
    return (task.section, name) if name and not task.title_derived else place


# --------------------------------------------------------------------------- parts of an item


def absorbed(matching: Matching, settings: MatchSettings = USUAL) -> Matching:
    """Return the match with left-over items taken into a matched neighbour whose partner states their text too.

    Where only some items are stated in several rows, it is these that are joined.
    """
    left = _absorb(matching.a, {pair.a.position: pair.b for pair in matching.pairs}, settings)
    right = _absorb(matching.b, {pair.b.position: pair.a for pair in matching.pairs}, settings)
    new_a, new_b = ({item.position: item for item in side} for side in (left, right))
    pairs = (Pair(new_a[pair.a.position], new_b[pair.b.position], pair.score) for pair in matching.pairs)
    return Matching(left, right, tuple(pairs))


def _absorb(own: Sequence[Item], partners: dict[int, Item], settings: MatchSettings) -> tuple[Item, ...]:
    members = {position: [item] for position, item in enumerate(own) if position in partners}
    owner = {position: position for position in members}
    for order in (own, own[::-1]):
        for neighbour, item in pairwise(order):
            root = owner.get(neighbour.position)
            if item.position in owner or root is None:
                continue
            together = sorted([*members[root], item], key=lambda each: each.position)
            if _is_part(item, partners[root], settings) and _nearer(together, members[root], partners[root]):
                owner[item.position] = root
                members[root] = together
    joined_items = [Item([task for item in items for task in item.tasks], root) for root, items in members.items()]
    alone = [item for item in own if item.position not in owner]
    return tuple(sorted([*joined_items, *alone], key=lambda item: item.position))


def _is_part(item: Item, whole: Item, settings: MatchSettings) -> bool:
    text, all_text = item.content_key, whole.content_key
    if not settings.least_part <= len(text) < len(all_text):
        return False
    return text in all_text or fuzz.partial_ratio(text[: settings.read], all_text) >= settings.part


def _nearer(together: Sequence[Item], alone: Sequence[Item], whole: Item) -> bool:
    """Tell whether items together are more like the whole than without the new one."""
    texts = ["".join(item.content_key for item in items) for items in (together, alone)]
    with_it, without = (fuzz.ratio(text, whole.content_key) for text in texts)
    return with_it > without


def in_order(positions: Sequence[int]) -> set[int]:
    """Return the indexes of a longest rising run: what kept its order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, position in enumerate(positions):
        place = bisect_left(tails, position)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [position]
        ends[place : place + 1] = [index]
    found: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        found.add(index)
        index = before[index]
    return found


# --------------------------------------------------------------------------- pairing


def paired(a: tuple[Item, ...], b: tuple[Item, ...], settings: MatchSettings = USUAL) -> Matching:
    """Match items one to one, none being joined with another."""
    found = dict.fromkeys(_in_order(a, b), 1.0)
    for same in (_whole_key, _content_key):
        free_a, free_b = _free(a, b, found)
        found |= dict.fromkeys(_by_key(free_a, free_b, same), 1.0)
    free_a, free_b = _free(a, b, found)
    likeness = _Likeness(a, b, settings)
    found |= dict(_by_likeness(free_a, free_b, likeness))
    free_a, free_b = _free(a, b, found)
    found |= dict.fromkeys(_by_place(free_a, free_b, list(found), likeness), 0.0)  # adds no coverage
    pairs = (Pair(a[i], b[j], score) for (i, j), score in sorted(found.items()))
    return Matching(a, b, tuple(pairs))


def _free(a: Sequence[Item], b: Sequence[Item], found: Iterable[tuple[int, int]]) -> tuple[list[Item], list[Item]]:
    taken_a, taken_b = {i for i, _ in found}, {j for _, j in found}
    return [x for x in a if x.position not in taken_a], [y for y in b if y.position not in taken_b]


def _whole_key(item: Item) -> Hashable:
    return (item.title_key, item.content_key) if item.title_key or item.content_key else None


def _content_key(item: Item) -> Hashable:
    return item.content_key or None


def _in_order(a: Sequence[Item], b: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the longest run of equal items, as they follow each other in both lists."""
    keys: dict[Hashable, int] = {}
    left, right = ([keys.setdefault(_whole_key(item), len(keys)) for item in side] for side in (a, b))
    for step in Indel.opcodes(left, right):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def _by_key(a: Sequence[Item], b: Sequence[Item], same: Callable[[Item], Hashable]) -> Iterator[tuple[int, int]]:
    """Yield pairs of equal items, wherever they stand."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for item in b:
        waiting[same(item)].append(item.position)
    for item in a:
        if (key := same(item)) is not None and waiting[key]:
            yield item.position, waiting[key].popleft()


def _by_place(
    a: Sequence[Item], b: Sequence[Item], found: Sequence[tuple[int, int]], likeness: _Likeness
) -> Iterator[tuple[int, int]]:
    """Yield items of one name or with a part of the other's content, behind the same neighbour.

    Such items lost most of their text; it is their place that shows what they were.
    """
    rows_a, rows_b = sorted(i for i, _ in found), sorted(j for _, j in found)
    partner = dict(found)
    gaps: dict[int, list[Item]] = defaultdict(list)
    for y in b:
        gaps[_last(rows_b, y.position)].append(y)
    for x in a:
        start = _last(rows_a, x.position)
        waiting = gaps[partner.get(start, -1)]
        if kin := next((y for y in waiting if _are_kin(x, y, likeness)), None):
            waiting.remove(kin)
            yield x.position, kin.position


def _last(matched: Sequence[int], position: int) -> int:
    """Return the nearest matched position before this one, -1 at the head."""
    place = bisect_left(matched, position)
    return matched[place - 1] if place else -1


def _are_kin(x: Item, y: Item, likeness: _Likeness) -> bool:
    if x.title_key and x.title_key == y.title_key and likeness.stands_alone(x, y):
        return True
    shorter, longer = sorted((x.content_key, y.content_key), key=len)
    return bool(shorter) and shorter in longer


class _Likeness:
    """How alike two items are, given how often their names occur."""

    def __init__(self, a: Sequence[Item], b: Sequence[Item], settings: MatchSettings) -> None:
        self.settings = settings
        self.longest = max(len(a), len(b), 1)
        self.names = (Counter(item.title_key for item in a), Counter(item.title_key for item in b))

    def score(self, x: Item, y: Item, content: float) -> float:
        """Return 0 to 1; ``content`` is the likeness of the contents."""
        share = self._share(x, y)
        title = fuzz.ratio(x.title_key, y.title_key) / 100 if share else 0.0
        near = 1 - abs(x.position - y.position) / self.longest
        order = self.settings.order_share
        return (1 - order) * (share * title + (1 - share) * content) + order * near

    def _share(self, x: Item, y: Item) -> float:
        if not x.title_key or not y.title_key:
            return 0.0
        if not x.content_key or not y.content_key:
            return 1.0
        return self.settings.title_share if self.stands_alone(x, y) else self.settings.common_title_share

    def stands_alone(self, x: Item, y: Item) -> bool:
        """Tell whether each name is the only one of its kind in its list."""
        return self.names[0][x.title_key] == 1 and self.names[1][y.title_key] == 1


def _by_likeness(a: Sequence[Item], b: Sequence[Item], likeness: _Likeness) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the best pairs first, each item once."""
    settings = likeness.settings
    found = sorted(_candidates(a, b, likeness), key=lambda each: (-each[0], each[1].position, each[2].position))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for score, x, y in found:
        if score >= settings.least and x.position not in taken_a and y.position not in taken_b:
            taken_a.add(x.position)
            taken_b.add(y.position)
            yield (x.position, y.position), score


def _candidates(a: Sequence[Item], b: Sequence[Item], likeness: _Likeness) -> Iterator[tuple[float, Item, Item]]:
    """Yield what could belong together: the most alike contents, and items of one name."""
    read = likeness.settings.read
    texts = {item.position: item.content_key[:read] for item in b}
    of_position = {item.position: item for item in b}
    by_title: dict[str, list[int]] = defaultdict(list)
    for item in b:
        by_title[item.title_key].append(item.position)
    for x in a:
        own = x.content_key[:read]
        near = process.extract(own, texts, scorer=fuzz.ratio, limit=likeness.settings.candidates, score_cutoff=30)
        alike = {position: score / 100 for _, score, position in near}
        for position in by_title[x.title_key][: likeness.settings.candidates]:
            alike.setdefault(position, fuzz.ratio(own, texts[position]) / 100)
        for position, content in alike.items():
            yield likeness.score(x, of_position[position], content), x, of_position[position]
