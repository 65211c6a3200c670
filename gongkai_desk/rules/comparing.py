"""Two lists of tasks compared: which items belong together, and each field in which they differ."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.difference import THROUGHOUT, Difference, DifferenceKind, Value
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.unit import Role
from gongkai_desk.rules.comparing_deadlines import compare_deadlines
from gongkai_desk.rules.comparing_labels import labels_of
from gongkai_desk.rules.comparing_names import compare_names
from gongkai_desk.rules.comparing_texts import compare_texts, same_sentences
from gongkai_desk.rules.comparing_units import UnitDifference, UnitSense, compare_units
from gongkai_desk.rules.matching import Item, Matching, Pair, fold, in_order, match
from gongkai_desk.words.units import UnitDirectory

_SYSTEMATIC = 3  # tasks: what so many have on one side and none on the other is a column that is not there
_REPEATED = 2  # items: the same other spelling in so many is told once
_ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What two lists have at all; decides what can be compared."""

    titles: bool
    deadlines: bool
    roles: tuple[Role, ...]
    merged: bool
    sections: bool
    years: int
    sense: UnitSense
    levels: frozenset[str]  # headings that the other list leaves out throughout


def compare_lists(
    a: Sequence[Task], b: Sequence[Task], directory: UnitDirectory, *, years: int = 0
) -> tuple[Difference, ...]:
    """Return all differences, in the order of list ``a``, those of the whole list last.

    ``years`` is by how many years the plan of ``b`` is the later one: a year in a date that moved with it is wording.
    """
    matching = match(a, b)
    throughout, lists = _survey(a, b, matching, directory, years)
    found = [difference for pair in matching.pairs for difference in _of_pair(pair, lists)]
    found += [_of_item(DifferenceKind.TASK_DROPPED, item, None) for item in matching.only_a]
    found += [_of_item(DifferenceKind.TASK_ADDED, None, item) for item in matching.only_b]
    found += _order(matching)
    found = _placed(_renamed(found, matching))
    return (*_sorted(_gathered(found), matching), *throughout, *_repeated(found))


# --------------------------------------------------------------------------- what one list lacks throughout


def _survey(
    a: Sequence[Task], b: Sequence[Task], matching: Matching, directory: UnitDirectory, years: int
) -> tuple[list[Difference], _Lists]:
    counts = [_counts(side) for side in (a, b)]
    lacking = {name for name in counts[0] if any(_lacks(counts[i][name], counts[1 - i][name]) for i in (0, 1))}
    roles = tuple(role for role in Role if role.value not in lacking)
    no_units = any(not any(count[name] for name in _ROLES) for count in counts)
    merged = bool(lacking & set(_ROLES)) and not no_units
    levels = _levels(matching)
    told = [_column(name, counts) for name in sorted(lacking) if not (name in _ROLES and no_units)]
    told += [_column("units", [{"units": sum(count[name] for name in _ROLES)} for count in counts])] * (
        no_units and bool(lacking & set(_ROLES))
    )
    told += [_level(levels, side) for side in (0, 1) if levels[side]]
    told += _headers(matching)
    lists = _Lists(
        titles="title" not in lacking,
        deadlines="deadline" not in lacking,
        roles=tuple(Role) if merged else roles,
        merged=merged,
        sections="section" not in lacking,
        years=years,
        sense=UnitSense(directory),
        levels=frozenset(fold(heading) for side in levels for heading in side),
    )
    return told, lists


def _counts(tasks: Sequence[Task]) -> dict[str, int]:
    """Return how many tasks have each thing."""
    counts = {role: sum(bool(getattr(task, role)) for task in tasks) for role in _ROLES}
    counts["title"] = sum(bool(task.title) and not task.title_derived for task in tasks)
    counts["deadline"] = sum(bool(task.deadline.text) for task in tasks)
    counts["section"] = sum(bool(task.section) for task in tasks)
    return counts


def _lacks(one: int, other: int) -> bool:
    return one == 0 and other >= _SYSTEMATIC


def _column(name: str, counts: Sequence[dict[str, int]]) -> Difference:
    told = [f"{count[name]}项" if count[name] else None for count in counts]
    return _throughout(DifferenceKind.COLUMN_MISSING, name, told[0], told[1], FIELDS[name])


FIELDS = {
    "title": "任务名称",
    "deadline": "完成时限",
    "section": "所属部分",
    "units": "责任单位",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "support": "配合单位",
}


def _throughout(kind: DifferenceKind, name: str, a: Value, b: Value, text: str = "") -> Difference:
    return Difference(kind, (THROUGHOUT, THROUGHOUT), name, a, b, text=text)


def _levels(matching: Matching) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headings of each list that the other never prints, where it prints others for the same items."""
    printed = [dict.fromkeys(h for item in side for h in item.tasks[0].section) for side in (matching.a, matching.b)]
    keys = [{fold(heading) for heading in headings} for headings in printed]
    if not keys[0] & keys[1]:
        return (), ()
    only = [tuple(h for h in printed[i] if fold(h) not in keys[1 - i]) for i in (0, 1)]
    deep = [{len(item.tasks[0].section) for item in side} for side in (matching.a, matching.b)]
    return (
        only[0] if max(deep[0], default=0) > max(deep[1], default=0) else (),
        only[1] if max(deep[1], default=0) > max(deep[0], default=0) else (),
    )


def _level(levels: tuple[tuple[str, ...], tuple[str, ...]], side: int) -> Difference:
    own: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    a, b = (levels[0], own[1]) if side == 0 else (own[0], levels[1])
    return _throughout(DifferenceKind.LEVEL_MISSING, "section", a, b, "、".join(levels[side]))


def _headers(matching: Matching) -> list[Difference]:
    """Return where the labels before the units are named otherwise: 牵头单位：… against 牵头部门：…."""
    a, b = (labels_of(task for item in side for task in item.tasks) for side in (matching.a, matching.b))
    roles = [role for role in a if role in b and a[role] != b[role]]
    return [_throughout(DifferenceKind.HEADER_WORDING, "header", a[role], b[role]) for role in roles]


# --------------------------------------------------------------------------- one item


def _of_item(kind: DifferenceKind, a: Item | None, b: Item | None) -> Difference:
    item = a or b
    assert item
    told = item.title or item.content
    places = (a.source if a else (), b.source if b else ())
    labels = (a.label if a else None, b.label if b else None)
    return Difference(kind, labels, "task", told if a else None, told if b else None, places, told)


def _of_pair(pair: Pair, lists: _Lists) -> Iterator[Difference]:
    a, b = pair.a, pair.b
    base = Difference(DifferenceKind.TEXT_WORDING, (a.label, b.label), "", None, None, (a.source, b.source))
    if lists.titles:
        for kind, x, y in compare_names(a, b):
            yield replace(base, kind=kind, field="title", a=x or None, b=y or None)
    if lists.sections:
        yield from _section(a, b, base, lists.levels)
    for units in compare_units(a, b, lists.sense, lists.roles, merged=lists.merged):
        yield _unit_difference(base, units)
    if lists.deadlines:
        for kind, x, y in compare_deadlines(a, b, lists.years):
            yield replace(base, kind=kind, field="deadline", a=x or None, b=y or None)
    for edit in compare_texts(a.contents, b.contents, lists.years):
        told = edit.gone or edit.come
        yield replace(base, kind=edit.kind, field="content", a=edit.a or None, b=edit.b or None, text=told)


def _unit_difference(base: Difference, units: UnitDifference) -> Difference:
    parts = [f"{word}{'、'.join(names)}" for word, names in (("少", units.missing), ("多", units.extra)) if names]
    text = "，".join(parts)
    if units.kind is DifferenceKind.ROLE_CHANGED:
        text = f"{'、'.join(units.a)}（{FIELDS[units.field]}→{FIELDS[units.other_role]}）"
    return replace(base, kind=units.kind, field=units.field, a=units.a, b=units.b, text=text)


def _section(a: Item, b: Item, base: Difference, levels: frozenset[str]) -> Iterator[Difference]:
    x, y = (tuple(h for h in item.tasks[0].section if fold(h) not in levels) for item in (a, b))
    if tuple(map(fold, x)) != tuple(map(fold, y)):
        yield replace(base, kind=DifferenceKind.SECTION_CHANGED, field="section", a=x, b=y)


# --------------------------------------------------------------------------- over items


def _order(matching: Matching) -> Iterator[Difference]:
    """Yield the items that stand elsewhere in the order: all but the longest run that kept it."""
    kept = in_order([pair.b.position for pair in matching.pairs])
    for place, pair in enumerate(matching.pairs):
        if place not in kept:
            a, b = str(pair.a.position + 1), str(pair.b.position + 1)
            yield Difference(
                DifferenceKind.ORDER_CHANGED,
                (pair.a.label, pair.b.label),
                "order",
                a,
                b,
                (pair.a.source, pair.b.source),
                pair.a.title or pair.a.content,
            )


def _renamed(found: Sequence[Difference], matching: Matching) -> list[Difference]:
    """Tell a row that went under the name of another item from one whose name changed."""
    names = [{item.title_key for item in side} for side in (matching.a, matching.b)]
    result = []
    for d in found:
        x, y = (fold(name) if isinstance(name, str) else "" for name in (d.a, d.b))
        if d.field == "title" and x in names[1] and y in names[0]:
            d = replace(d, kind=DifferenceKind.ROW_UNDER_OTHER_ITEM, field="placement", text=f"{d.a}→{d.b}")
        result.append(d)
    return result


def _placed(found: Sequence[Difference]) -> list[Difference]:
    """Put together a sentence missing from one item that is found in another, and names exchanged between rows."""
    gone = [d for d in found if d.kind is DifferenceKind.TEXT_MISSING and d.field == "content"]
    come = [d for d in found if d.kind is DifferenceKind.TEXT_ADDED and d.field == "content"]
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


def _gathered(found: Iterable[Difference]) -> list[Difference]:
    """Leave out the spellings that are told once for the whole list."""
    repeated = _spellings(found)
    return [d for d in found if not (d.kind is DifferenceKind.UNIT_WORDING and repeated[_spelling(d)] >= _REPEATED)]


def _repeated(found: Iterable[Difference]) -> list[Difference]:
    kept: dict[tuple[Value, Value], list[Difference]] = defaultdict(list)
    for d in found:
        if d.kind is DifferenceKind.UNIT_WORDING:
            kept[_spelling(d)].append(d)
    return [
        _throughout(DifferenceKind.UNIT_WORDING, same[0].field, same[0].a, same[0].b, f"{len(same)}项")
        for same in kept.values()
        if len(same) >= _REPEATED
    ]


def _spellings(found: Iterable[Difference]) -> Counter[tuple[Value, Value]]:
    return Counter(_spelling(d) for d in found if d.kind is DifferenceKind.UNIT_WORDING)


def _spelling(difference: Difference) -> tuple[Value, Value]:
    return difference.a, difference.b


def _sorted(found: Iterable[Difference], matching: Matching) -> list[Difference]:
    """Return the differences by item; what stands only in the second list comes where it stands there."""
    places = {pair.b.label: pair.a.position for pair in matching.pairs}
    of_a = {item.label: item.position for item in matching.a}
    of_b = {item.label: item.position for item in matching.b}

    def place(difference: Difference) -> tuple[int, int]:
        a, b = difference.item
        if a is not None:
            return of_a.get(a, 0), 0
        return places.get(b or "", of_b.get(b or "", 0)), 1

    return sorted(found, key=place)
