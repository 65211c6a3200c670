"""What a revised plan changes in a stored one, task by task and field by field, and where its tasks then stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from gongkai_desk.domain.ids import TaskId
from gongkai_desk.domain.plan import Plan, PlanDates, StoredTask, Task
from gongkai_desk.domain.revision import (
    JUDGEMENTS,
    ORDER,
    ORIGINAL,
    WHOLE,
    Aspect,
    Choice,
    Choices,
    DifferenceKind,
    Line,
    Revision,
    Spot,
    decided,
)
from gongkai_desk.domain.time import Deadline, TimeRemark
from gongkai_desk.rules.compare.lists import compare_deadlines
from gongkai_desk.rules.compare.matching import Item, Matching, Pair, in_order, paired, rows
from gongkai_desk.rules.compare.survey import heading_key, headings_of, survey
from gongkai_desk.rules.compare.texts import changed_runs, compare_texts
from gongkai_desk.rules.compare.units import UnitSense, compare_names, compare_units
from gongkai_desk.words.units import UnitDirectory

FIELDS: Mapping[str, tuple[str, ...]] = {
    "section": ("section", "part"),
    "seq": ("seq",),
    "title": ("title", "title_derived"),
    "content": ("content", "inner_deadlines", "recurrences", "quotas", "time_limits"),
    "units": ("lead", "responsible", "support", "units_full", "unit_text"),
    "deadline": ("deadline",),
    "extra": ("extra",),
}
"""The fields of a task that are chosen together, by the aspect that a person is asked about."""

SAID = frozenset({TimeRemark.DONE_BEFORE, TimeRemark.LAST_YEAR})
"""What a person said about a deadline in a review; no paper prints it."""

_WEIGHTY = ("issuer", "year", "level")  # of the plan's data: a number and dates of its own are every revision's

_OTHERWISE = "只是空格、标点等写法不同"

_EMPTIED = "修订稿这一栏是空的"

_UNDATED = "采用后没有截止日：修订稿的写法推不出日期"

Pairs = Sequence[tuple[int, int]]
"""(place among the stored tasks, place in the draft) of what belongs together."""


def find_pairs(old: Sequence[Task], new: Sequence[Task]) -> tuple[tuple[int, int], ...]:
    """Return which stored task is which of the draft, one to one, in the order of the stored ones."""
    return tuple((pair.a.position, pair.b.position) for pair in paired(rows(old), rows(new)).pairs)


def compare_revision(
    old: tuple[Plan, Sequence[StoredTask], str],
    new: tuple[Plan, Sequence[Task], str],
    pairs: Pairs,
    directory: UnitDirectory,
) -> Revision:
    """Return all differences between two plans with their tasks and the names of their files."""
    before, after = rows(old[1]), rows(new[1])
    known = tuple(Pair(before[i], after[j], 1.0) for i, j in sorted(pairs))
    matching = Matching(before, after, known)
    judged = _Judge(matching, directory)
    moved = _moved(known)
    ids = [task.id for task in old[1]]
    changed = {(at := pair.a.position): _of_pair(pair, ids[at], judged, at in moved) for pair in known}
    partner = dict(pairs)
    made = {("old", i): _line(task, i, partner, new[1], changed) for i, task in enumerate(old[1])}
    taken = set(partner.values())
    made |= {("new", j): _added(task, j) for j, task in enumerate(new[1]) if j not in taken}
    order = in_place(len(old[1]), len(new[1]), pairs, moved, range(len(new[1])))
    return Revision(tuple(_of_plan(old, new)), tuple(made[place] for place in order))


def _line(
    task: StoredTask,
    place: int,
    partner: Mapping[int, int],
    new: Sequence[Task],
    changed: Mapping[int, tuple[Aspect, ...]],
) -> Line:
    if place in partner:
        return Line(task, new[partner[place]], partner[place], changed[place])
    gone = Aspect(
        Spot(task.id, None, WHOLE), told_whole(task), "", True, JUDGEMENTS[DifferenceKind.TASK_DROPPED].reason
    )
    return Line(task, None, None, (gone,))


def _added(task: Task, place: int) -> Line:
    reason = JUDGEMENTS[DifferenceKind.TASK_ADDED].reason
    return Line(None, task, place, (Aspect(Spot(None, place, WHOLE), "", told_whole(task), True, reason),))


# --------------------------------------------------------------------------- one task


class _Judge:
    """Tells the kinds of difference between two tasks, an aspect at a time."""

    def __init__(self, matching: Matching, directory: UnitDirectory) -> None:
        self._common = survey(_tasks(matching.a), _tasks(matching.b), matching)
        self._sense = UnitSense(directory)
        self._by_aspect: dict[str, Callable[[Item, Item], Iterable[DifferenceKind]]] = {
            "title": lambda a, b: (kind for kind, _, _ in compare_names(a, b)),
            "content": lambda a, b: (edit.kind for edit in compare_texts(a.contents, b.contents)),
            "units": lambda a, b: (each.kind for each in compare_units(a, b, self._sense, merged=self._common.merged)),
            "deadline": _deadline_kinds,
            "section": self._section_kinds,
        }

    def kinds(self, aspect: str, a: Item, b: Item) -> tuple[DifferenceKind, ...]:
        known = self._by_aspect.get(aspect)
        return tuple(known(a, b)) if known else ()

    def _section_kinds(self, a: Item, b: Item) -> Iterator[DifferenceKind]:
        left, right = (tuple(map(heading_key, headings_of(item, self._common))) for item in (a, b))
        if left != right:
            yield DifferenceKind.SECTION_CHANGED


def _tasks(items: Iterable[Item]) -> list[Task]:
    return [item.tasks[0] for item in items]


def _deadline_kinds(a: Item, b: Item) -> Iterator[DifferenceKind]:
    found = [kind for kind, _, _ in compare_deadlines(a, b)]
    yield from found
    if not found and a.tasks[0].deadline.due != b.tasks[0].deadline.due:  # printed alike, counted from another day
        yield DifferenceKind.DEADLINE_CHANGED


def _of_pair(pair: Pair, number: TaskId, judge: _Judge, moved: bool) -> tuple[Aspect, ...]:
    old, new = pair.a.tasks[0], pair.b.tasks[0]
    changed = [aspect for aspect in FIELDS if _differs(old, new, aspect)]
    found = [_aspect(pair, number, aspect, judge.kinds(aspect, pair.a, pair.b)) for aspect in changed]
    if moved:
        where = f"第 {pair.a.position + 1} 项的位置", f"第 {pair.b.position + 1} 项的位置"
        reason = JUDGEMENTS[DifferenceKind.ORDER_CHANGED].reason
        found.append(Aspect(Spot(number, pair.b.position, ORDER), *where, False, reason))
    return tuple(found)


def _differs(old: Task, new: Task, aspect: str) -> bool:
    """Tell whether both print an aspect differently.

    What only we read out of the same words (who leads, a 频次, a day counted from an issue that the revision does not
    print) is no difference: there the stored task has what the office said.
    """
    if facts(old, aspect) == facts(new, aspect):
        return False
    if aspect == "deadline":
        return old.deadline.text != new.deadline.text or new.deadline.due not in (None, old.deadline.due)
    if aspect == "units" and not old.unit_text:
        return told_roles(old) != told_roles(new)
    return told(old, aspect) != told(new, aspect)


def measures(old: Task, new: Task) -> dict[str, Any]:
    """Return 频次, 指标, 期限 and inner dates of a task whose content becomes that of ``new``.

    Of a phrase that both contents print, what the ledger says holds: 定期 was said to be each quarter, 按月 to be
    others' duty.
    """
    if old.content == new.content:
        return {name: getattr(old, name) for name in FIELDS["content"][1:]}
    fresh = [each for each in new.recurrences if each.text not in old.content]
    kept = [each for each in old.recurrences if each.text in new.content]
    order = {each.text: place for place, each in enumerate(new.recurrences)}
    found = sorted((*kept, *fresh), key=lambda each: order.get(each.text, len(order)))
    return {"recurrences": tuple(found)} | {
        name: getattr(new, name) for name in ("inner_deadlines", "quotas", "time_limits")
    }


def _aspect(pair: Pair, number: TaskId, aspect: str, kinds: Sequence[DifferenceKind]) -> Aspect:
    old, new = pair.a.tasks[0], pair.b.tasks[0]
    a, b = told(old, aspect), told(new, aspect)
    judged = [JUDGEMENTS[kind] for kind in kinds]
    weighty = [each.reason for each in judged if each.material]
    emptied = bool(a) and not b
    if aspect == "deadline" and old.deadline.due and not new.deadline.due:
        weighty.insert(0, _UNDATED)
    usual = judged[0].reason if judged else _EMPTIED if emptied else _OTHERWISE
    return Aspect(Spot(number, pair.b.position, aspect), a, b, bool(weighty) or emptied, (weighty or [usual])[0])


def facts(task: Task, aspect: str) -> tuple[Hashable, ...]:
    """Return what two tasks share that have the same aspect."""
    return tuple(_fact(getattr(task, name)) for name in FIELDS[aspect])


def _fact(value: Any) -> Hashable:  # noqa: ANN401 - any field of a task
    if isinstance(value, Deadline):
        return replace(value, remarks=tuple(remark for remark in value.remarks if remark not in SAID))
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return value if value is not None else ""


# --------------------------------------------------------------------------- told to a person


def told(task: Task, aspect: str) -> str:
    """Return an aspect of a task as a person reads it."""
    if aspect == "units":
        return task.unit_text or told_roles(task)
    if aspect == "deadline":
        day = task.deadline.due.isoformat() if task.deadline.due else ""
        return "\n".join(filter(None, (task.deadline.text, day and f"→ {day}")))
    if aspect == "section":
        return " / ".join(task.section)
    if aspect == "extra":
        return task.other_text
    return str(getattr(task, aspect) or "")


def told_roles(task: Task) -> str:
    """Return the units of a task by role, elliptical names in full."""
    roles = (("牵头", task.lead), ("责任", task.responsible), ("配合", task.support))
    full = task.units_full
    return "；".join(f"{role}：{'、'.join(full.get(name, name) for name in names)}" for role, names in roles if names)


def told_whole(task: Task) -> str:
    """Return what a task says: its content, units and deadline, a line each."""
    units, deadline = told(task, "units"), task.deadline.text
    parts = (task.content, units and f"责任单位：{units}", deadline and f"完成时限：{deadline}")
    return "\n".join(filter(None, parts))


# --------------------------------------------------------------------------- the plan's own data


def _of_plan(old: tuple[Plan, Sequence[Task], str], new: tuple[Plan, Sequence[Task], str]) -> Iterator[Aspect]:
    """Yield what the revision says otherwise of itself; what it does not say changes nothing."""
    before, after = plan_data(old[0]), plan_data(new[0])
    for name, text in after.items():
        if text and text != before[name]:
            yield Aspect(Spot(None, None, name), before[name], text, name in _WEIGHTY and bool(before[name]))
    if new[2]:
        yield Aspect(Spot(None, None, ORIGINAL), old[2], new[2], False, "“原文出处”今后显示哪一份文件")


def plan_data(plan: Plan) -> dict[str, str]:
    """Return a plan's data as texts, by the names of its fields and dates."""
    days = {each.name: getattr(plan.dates, each.name) for each in fields(PlanDates)}
    return {
        "title": plan.title,
        "doc_no": plan.doc_no,
        "issuer": plan.issuer,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "year": str(plan.year or ""),
        "level": plan.level or "",
    }


# --------------------------------------------------------------------------- order


def _moved(pairs: Sequence[Pair]) -> frozenset[int]:
    """Return the places of the stored tasks that stand elsewhere in the draft's order."""
    kept = in_order([pair.b.position for pair in pairs])
    return frozenset(pair.a.position for place, pair in enumerate(pairs) if place not in kept)


def in_place(old: int, new: int, pairs: Pairs, moved: Collection[int], added: Collection[int]) -> list[tuple[str, int]]:
    """Return the merged order as («old», place) and («new», place).

    ``moved`` are the stored tasks that go to their place in the draft, ``added`` the draft's tasks that come in; both
    stand behind what precedes them there. A task that is gone keeps its neighbours.
    """
    partner = {j: i for i, j in pairs}
    steady = set(partner.values()) - set(moved) - _elsewhere(pairs, moved)
    follows: dict[tuple[str, int] | None, tuple[str, int]] = {}
    before: tuple[str, int] | None = None
    for j in range(new):
        place = ("old", partner[j]) if j in partner else ("new", j)
        if j in partner and partner[j] in steady:
            before = place
        elif (j in partner and partner[j] in moved) or (j not in partner and j in added):
            follows[before] = place
            before = place
    order = _chain(None, follows)
    for i in range(old):
        if i not in moved:
            order += [("old", i), *_chain(("old", i), follows)]
    return order


def _elsewhere(pairs: Pairs, moved: Collection[int]) -> set[int]:
    """Return the stored tasks that stand elsewhere but are to stay where they are: nothing is put behind them."""
    left = [(i, j) for i, j in sorted(pairs) if i not in moved]
    kept = in_order([j for _, j in left])
    return {i for place, (i, _) in enumerate(left) if place not in kept}


def _chain(
    start: tuple[str, int] | None, follows: Mapping[tuple[str, int] | None, tuple[str, int]]
) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = follows.get(start)
    while at is not None:
        found.append(at)
        at = follows.get(at)
    return found


# --------------------------------------------------------------------------- choices in bulk


def chosen_alike(lines: Iterable[Line], wanted: Choice) -> dict[Spot, Choice]:
    """Return 采用新稿 or 保留原稿 for all differences of some lines.

    What the clerk had corrected or deleted stays so, unless there is nothing else among them.
    """
    found = [(line, aspect) for line in lines for aspect in line.aspects]
    only_ours = all(aspect.preset is Choice.OLD for _, aspect in found)
    return {
        aspect.spot: line.meant(wanted) if only_ours or aspect.preset is Choice.NEW else Choice.OLD
        for line, aspect in found
    }


def taken(line: Line, choices: Choices) -> frozenset[str]:
    """Return the aspects of a line in which the draft is to be followed."""
    chosen = ((aspect.spot.aspect, decided(aspect, choices)) for aspect in line.aspects)
    return frozenset(name for name, choice in chosen if choice is Choice.NEW)


_AROUND = 14  # characters of unchanged text that are shown beside a change

_GAP = "…"


class Marked(NamedTuple):
    """A text and the runs of it (start, end in characters) that the other reading does not have."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()


def marked(old: str, new: str, *, whole: bool = False) -> tuple[Marked, Marked]:
    """Return both readings; long stretches that are equal are cut to their ends unless the ``whole`` is wanted."""
    if not old or not new:
        return Marked(old), Marked(new)
    runs = changed_runs(old, new)
    left, right = [(run.a0, run.a1) for run in runs], [(run.b0, run.b1) for run in runs]
    if whole:
        return Marked(old, _filled(left)), Marked(new, _filled(right))
    return _cut(old, left), _cut(new, right)


def _filled(runs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(run for run in runs if run[0] < run[1])


def _cut(text: str, runs: Sequence[tuple[int, int]]) -> Marked:
    shown, found, at = "", [], 0
    for start, end in runs:
        shown += _shortened(text[at:start], first=at == 0)
        if start < end:
            found.append((len(shown), len(shown) + end - start))
        shown += text[start:end]
        at = end
    return Marked(shown + _shortened(text[at:], first=not runs, last=True), tuple(found))


def _shortened(text: str, *, first: bool, last: bool = False) -> str:
    """Return the ends of an unchanged stretch that touch a change, the rest as a mark of omission."""
    ends = (0 if first and not last else _AROUND), (0 if last else _AROUND)
    if len(text) <= sum(ends) + len(_GAP) or (first and last):
        return text
    return text[: ends[0]] + _GAP + (text[-ends[1] :] if ends[1] else "")
