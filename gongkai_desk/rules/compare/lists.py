"""Two lists of tasks compared: which items belong together, and each field in which they differ."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.revision import Difference, DifferenceKind, Value
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.rules.compare.matching import Item, Matching, Pair, fold, in_order, match
from gongkai_desk.rules.compare.survey import NAMES, Survey, heading_key, headings_of, survey, throughout
from gongkai_desk.rules.compare.texts import Edit, compare_texts, same_sentences
from gongkai_desk.rules.compare.units import UnitDifference, UnitSense, compare_names, compare_units
from gongkai_desk.words.units import UnitDirectory

_ONCE = (DifferenceKind.UNIT_WORDING, DifferenceKind.SECTION_CHANGED)  # told once where items share them

_SHARED = 2  # items


@dataclass(frozen=True, slots=True)
class _Way:
    """How two items are compared."""

    common: Survey
    sense: UnitSense
    years: int


def compare_lists(
    a: Sequence[Task], b: Sequence[Task], directory: UnitDirectory, *, years: int = 0
) -> tuple[Difference, ...]:
    """Return all differences, in the order of list ``a``, those of the whole list last.

    ``years`` is by how many years the plan of ``b`` is the later one: a year in a date that moved with it is wording.
    """
    matching = match(a, b)
    common = survey(a, b, matching)
    way = _Way(common, UnitSense(directory), years)
    found = [difference for pair in matching.pairs for difference in _of_pair(pair, way)]
    found += [_of_item(DifferenceKind.TASK_DROPPED, item, None) for item in matching.only_a]
    found += [_of_item(DifferenceKind.TASK_ADDED, None, item) for item in matching.only_b]
    found += _order(matching)
    single, shared = _gathered(_placed(_renamed(found, matching)))
    return (*_sorted(single, matching), *common.told, *shared)


# --------------------------------------------------------------------------- one item


def _of_item(kind: DifferenceKind, a: Item | None, b: Item | None) -> Difference:
    item = a or b
    assert item
    told = item.title or item.content
    places = (a.source if a else (), b.source if b else ())
    labels = (a.label if a else None, b.label if b else None)
    return Difference(kind, labels, "task", told if a else None, told if b else None, places, told)


def _of_pair(pair: Pair, way: _Way) -> Iterator[Difference]:
    base = _about(pair, DifferenceKind.TEXT_WORDING, "")
    yield from _names_and_sections(pair, way, base)
    for units in compare_units(pair.a, pair.b, way.sense, way.common.roles, merged=way.common.merged):
        yield _unit_difference(base, units)
    deadlines = () if "deadline" in way.common.lacking else tuple(compare_deadlines(pair.a, pair.b, way.years))
    for kind, x, y in deadlines:
        yield replace(base, kind=kind, field="deadline", a=x or None, b=y or None)
    for edit in compare_texts(pair.a.contents, pair.b.contents, way.years):
        if not any(_is_of_deadline(edit, x, y, pair) for _, x, y in deadlines):
            told = edit.gone or edit.come
            yield replace(base, kind=edit.kind, field="content", a=edit.a or None, b=edit.b or None, text=told)


def _about(pair: Pair, kind: DifferenceKind, name: str) -> Difference:
    return Difference(kind, (pair.a.label, pair.b.label), name, None, None, (pair.a.source, pair.b.source))


def _names_and_sections(pair: Pair, way: _Way, base: Difference) -> Iterator[Difference]:
    if "title" not in way.common.lacking:
        for kind, x, y in compare_names(pair.a, pair.b):
            yield replace(base, kind=kind, field="title", a=x or None, b=y or None)
    if "section" not in way.common.lacking:
        a, b = headings_of(pair.a, way.common), headings_of(pair.b, way.common)
        if tuple(map(heading_key, a)) != tuple(map(heading_key, b)):
            yield replace(base, kind=DifferenceKind.SECTION_CHANGED, field="section", a=a, b=b)


def _unit_difference(base: Difference, units: UnitDifference) -> Difference:
    parts = [f"{word}{'、'.join(names)}" for word, names in (("少", units.missing), ("多", units.extra)) if names]
    text = "，".join(parts)
    if units.kind is DifferenceKind.ROLE_CHANGED:
        text = f"{'、'.join(units.a)}（{NAMES[units.field]}→{NAMES[units.other_role]}）"
    return replace(base, kind=units.kind, field=units.field, a=units.a, b=units.b, text=text)


def _is_of_deadline(edit: Edit, x: str, y: str, pair: Pair) -> bool:
    """Tell whether a change of the text is the change of the deadline that this text sets, told already."""
    if edit.kind not in (DifferenceKind.TEXT_CHANGED, DifferenceKind.YEAR_SHIFTED) or not x or not y:
        return False
    inside = fold(edit.gone) in fold(x) and fold(edit.come) in fold(y)
    return inside and fold(x) in fold(pair.a.content) and fold(y) in fold(pair.b.content)


# --------------------------------------------------------------------------- over items


def _order(matching: Matching) -> Iterator[Difference]:
    """Yield the items that stand elsewhere in the order: all but the longest run that kept it."""
    kept = in_order([pair.b.position for pair in matching.pairs])
    for place, pair in enumerate(matching.pairs):
        if place not in kept:
            a, b = str(pair.a.position + 1), str(pair.b.position + 1)
            moved = _about(pair, DifferenceKind.ORDER_CHANGED, "order")
            yield replace(moved, a=a, b=b, text=pair.a.title or pair.a.content)


def _renamed(found: Sequence[Difference], matching: Matching) -> list[Difference]:
    """Tell a row that went under the name of another item from one whose name changed."""
    names = [{item.title_key for item in side} for side in (matching.a, matching.b)]
    result = []
    for each in found:
        x, y = (fold(name) if isinstance(name, str) else "" for name in (each.a, each.b))
        if each.field == "title" and x in names[1] and y in names[0]:
            text = f"{each.a}→{each.b}"
            result.append(replace(each, kind=DifferenceKind.ROW_UNDER_OTHER_ITEM, field="placement", text=text))
        else:
            result.append(each)
    return result


def _placed(found: Sequence[Difference]) -> list[Difference]:
    """Put together a sentence missing from one item and the same sentence in another."""
    gone = [d for d in found if d.kind is DifferenceKind.TEXT_MISSING]
    come = [d for d in found if d.kind is DifferenceKind.TEXT_ADDED]
    same = same_sentences([d.text for d in gone], [d.text for d in come])
    placed = {id(gone[i]): _moved(gone[i], come[j]) for i, j in same.items()}
    used = {id(come[j]) for j in same.values()}
    return [placed.get(id(d), d) for d in found if id(d) not in used]


def _moved(old: Difference, new: Difference) -> Difference:
    if old.item == new.item and old.source == new.source:
        return replace(old, kind=DifferenceKind.TEXT_MOVED, b=new.b)
    items, places = (old.item[0], new.item[1]), (old.source[0], new.source[1])
    kind = DifferenceKind.ROW_UNDER_OTHER_ITEM
    return Difference(kind, items, "placement", items[0], items[1], places, old.text)


def _gathered(found: Iterable[Difference]) -> tuple[list[Difference], list[Difference]]:
    """Return the differences of single items, and once each those that items share (a spelling, a renamed section)."""
    single: list[Difference] = []
    alike: dict[tuple[DifferenceKind, Value, Value], list[Difference]] = defaultdict(list)
    for each in found:
        (alike[each.kind, each.a, each.b] if each.kind in _ONCE else single).append(each)
    shared = []
    for (kind, a, b), same in alike.items():
        if len(same) < _SHARED:
            single += same
        else:
            shared.append(throughout(kind, same[0].field, a, b, f"{len(same)}项"))
    return single, shared


def _sorted(found: Iterable[Difference], matching: Matching) -> list[Difference]:
    """Return the differences by item; what stands only in the second list comes where it stands there."""
    of_a = {item.label: item.position for item in reversed(matching.a)}
    of_b = {item.label: item.position for item in reversed(matching.b)}
    before = {pair.b.position: pair.a.position for pair in matching.pairs}

    def place(difference: Difference) -> tuple[int, int]:
        a, b = difference.item
        if a is not None:
            return of_a.get(a, 0), 0
        at = of_b.get(b or "", 0)
        return next((before[i] for i in range(at - 1, -1, -1) if i in before), -1), 1

    return sorted(found, key=place)


def compare_deadlines(a: Item, b: Item, years: int = 0) -> Iterator[tuple[DifferenceKind, str, str]]:
    """Yield at most one (kind, deadline in a, deadline in b); ``years``: the plan moved on by so many."""
    left, right = [d for d in a.deadlines if d.text], [d for d in b.deadlines if d.text]
    texts = "；".join(d.text for d in left), "；".join(d.text for d in right)
    if fold(texts[0]) == fold(texts[1]):
        return
    if not left or not right:
        yield DifferenceKind.DEADLINE_MISSING if left else DifferenceKind.DEADLINE_EXTRA, *texts
    elif len(left) == len(right) == 1:
        yield kind_of(left[0], right[0], years), *texts
    else:
        meant = [{_meaning(d, shift) for d in side} for side, shift in ((left, years), (right, 0))]
        same = meant[0] == meant[1] and None not in meant[0]
        yield DifferenceKind.DEADLINE_WORDING if same else DifferenceKind.DEADLINE_CHANGED, *texts


def kind_of(a: Deadline, b: Deadline, years: int = 0) -> DifferenceKind:
    """Return what differs between two deadlines that are printed differently."""
    kinds = DifferenceKind
    if a.kind is None or b.kind is None:
        return kinds.DEADLINE_CHANGED
    if _meaning(a) == _meaning(b):
        return kinds.DEADLINE_WORDING
    if years and _meaning(a, years) == _meaning(b):
        return kinds.YEAR_SHIFTED
    if _dates(a, years) == _dates(b):
        if a.kind is DeadlineKind.DATE_THEN_LONG_TERM:
            return kinds.LONG_TERM_DROPPED
        if b.kind is DeadlineKind.DATE_THEN_LONG_TERM:
            return kinds.LONG_TERM_ADDED
    return kinds.DEADLINE_CHANGED


_UNDATED = (DeadlineKind.YEAR_ROUND, DeadlineKind.LONG_TERM)

_LASTING = (*_UNDATED, DeadlineKind.DATE_THEN_LONG_TERM)


def _meaning(deadline: Deadline, years: int = 0) -> tuple[object, ...] | None:
    """Return what counts: the days, and whether and how it lasts; a date that could not be told has no meaning."""
    if deadline.kind is None or (deadline.due is None and deadline.kind not in _UNDATED):
        return None if deadline.kind is None else (fold(deadline.text),)
    return (*_dates(deadline, years), deadline.kind if deadline.kind in _LASTING else None)


def _dates(deadline: Deadline, years: int = 0) -> tuple[object, ...]:
    nodes = tuple(dict.fromkeys(_deadline_moved(day, years) for day in deadline.nodes))
    return (_deadline_moved(deadline.due, years) if deadline.due else None, nodes, deadline.start)


def _deadline_moved(day: date, years: int) -> date:
    """Return the day so many years on; the end of February stays its end."""
    year = day.year + years
    last, new_last = monthrange(day.year, day.month)[1], monthrange(year, day.month)[1]
    return date(year, day.month, new_last if day.day == last else min(day.day, new_last))
