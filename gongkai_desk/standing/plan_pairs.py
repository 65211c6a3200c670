"""What plans have to do with each other: 承接, and a revised plan beside the stored one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Plan, StoredPlan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import MERGING, WHOLE, Aspect, Choice, Line, Revision
from gongkai_desk.domain.state import State
from gongkai_desk.rules.compare.matching import fold, paired, rows
from gongkai_desk.rules.compare.survey import Coverage, Suggestion, coverage, suggestions
from gongkai_desk.rules.work import revising as rules
from gongkai_desk.rules.work.revising import Pairs
from gongkai_desk.standing.lights import works
from gongkai_desk.store import journal, units
from gongkai_desk.store.library import Library
from gongkai_desk.store.rows import TASK_COLUMNS, task_values
from gongkai_desk.store.tasks import links, plans, shares, work
from gongkai_desk.store.tasks.evidence import original_of
from gongkai_desk.words.normal import key


def coverage_of(library: Library, superior_plan: int, own_plan: int) -> Coverage:
    """Return how our plan takes up the superior's; tasks that are 不涉及 for all their units are set aside.

    Raises:
        UnknownId: no such plan.
    """
    plans.plan(library, superior_plan)
    plans.plan(library, own_plan)
    above, ours = plans.task_ids(library, superior_plan), plans.task_ids(library, own_plan)
    aside = [
        number
        for number, of in works(library, above).items()
        if all(share.state is State.NOT_APPLICABLE for share in of.shares)
    ]
    return coverage(above, ours, links.links(library), aside)


def suggested_links(library: Library, superior_plan: int, own_plan: int) -> tuple[Suggestion, ...]:
    """Return links that the texts suggest and that are not there yet."""
    known = set(links.links(library))
    found = suggestions(plans.tasks(library, superior_plan), plans.tasks(library, own_plan))
    return tuple(each for each in found if (each.own, each.superior) not in known)


def compare_with_stored(
    library: Library, plan_id: int, draft: Draft, part: int, pairs: Pairs | None = None
) -> Revision:
    """Return what the part ``part`` (from 0) of a draft changes in a stored plan; ``pairs`` as a person set them.

    Raises:
        UnknownId: no such plan.
    """
    plan = plans.plan(library, plan_id)
    tasks = [task.as_printed for task in plans.tasks(library, plan_id)]  # what the office set is no print's matter
    new = draft.parts[part].tasks
    places: dict[int, int] = {task.id: place for place, task in enumerate(tasks)}
    if pairs is None:
        known = rules.find_pairs(tasks, new)
    else:
        known = tuple((places[number], at) for number, at in pairs if number in places and at < len(new))
    kept = original_of(library, plan_id)
    after = (draft.plans[draft.parts[part].plan], new, draft.file)
    found = rules.compare_revision((plan, tasks, kept[1] if kept else ""), after, known, units.directory(library))
    lines = _with_deleted(library, plan_id, _with_corrections(library, tuple(_with_work(library, found.lines))))
    return replace(found, lines=tuple(lines))


_COLUMNS = {name: name for name in ("seq", "section", "title", "content")} | {
    "units": "unit_text",
    "deadline": "deadline_text",
}
"""The column in which the words of an aspect are stored."""


def _with_corrections(library: Library, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; where the draft only repeats what the clerk had corrected, the correction is preset."""
    ids = [line.old.id for line in lines if line.old is not None]
    before = journal.overwritten(library, "task", ids, MERGING)
    for line in lines:
        printed = before.get(line.old.id, {}) if line.old is not None else {}
        if printed and line.new is not None:
            new = dict(zip(TASK_COLUMNS, task_values(line.new, 0), strict=True))
            repeats = [name for name, at in _COLUMNS.items() if at in printed and key(printed[at]) == key(new[at])]
            yield replace(line, aspects=tuple(_kept(each, _CORRECTED, repeats) for each in line.aspects))
        else:
            yield line


def _with_deleted(library: Library, plan_id: int, lines: Iterable[Line]) -> list[Line]:
    """Return the lines; an added task that the clerk had deleted is one that was, with the day and the clerk's name."""
    found, acts = list(lines), journal.removals(library, "task")
    binned = [each for each in plans.removed_tasks(library) if each.plan_id == plan_id]
    binned = [each.as_printed for each in binned if not acts[each.id].name.startswith(MERGING)]
    added = [place for place, line in enumerate(found) if line.old is None]
    new = [task for place in added if (task := found[place].new) is not None]
    for old, at in rules.find_pairs(binned, new) if binned else ():
        line, act = found[added[at]], acts[binned[old].id]
        told = _DELETED.format(day=act.day, who=act.who)
        found[added[at]] = replace(line, deleted=binned[old], aspects=(_kept(line.aspects[0], told),))
    return found


def _kept(aspect: Aspect, why: str, among: Collection[str] = (WHOLE,)) -> Aspect:
    """Return a difference, if it is one of these, as one in which the office's own stays unless a person says no."""
    return replace(aspect, material=False, preset=Choice.OLD, why=why) if aspect.spot.aspect in among else aspect


_CORRECTED = "经办人改过，修订稿仍是原来的写法"
_DELETED = "{day} {who}删除过，不选就仍不列入"


def _with_work(library: Library, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with how much was reported and proved on their tasks."""
    ids = [line.old.id for line in lines if line.old is not None]
    reported = Counter(report.task_id for report in work.reports(library, ids))
    proved = Counter(row[0] for row in shares.proof_rows(library, ids))
    for line in lines:
        number = line.old.id if line.old is not None else None
        yield line if number is None else replace(line, reports=reported[number], proofs=proved[number])


_LIKE_TITLE = 85  # percent from which two titles without year and version are one

_MANY = 0.5  # share of the shorter list's tasks that must be in both

_VERSION = re.compile(
    r"[(（](?:修订|修改|征求意见|送审|调整|定|讨论|试行)[^)）]*[)）]|任务分解表|修订稿|征求意见稿|的通知"
)


class Likeness(StrEnum):
    """By what a stored plan was found to be like the one that was read."""

    NUMBER = "number"  # the same 文号
    TASKS = "tasks"  # the same title and year, and many tasks


@dataclass(frozen=True, slots=True)
class Similar:
    """A stored plan with its tasks (count), how many of the draft are in it, and how many to the letter."""

    plan: StoredPlan
    tasks: int
    shared: int
    same: int
    by: Likeness


def similar_plans(library: Library, review: Review) -> tuple[Similar, ...]:
    """Return the stored plans that a draft may be a version of, the most alike first."""
    new, tasks = review.plan, review.shown.tasks
    found = []
    for plan in plans.plans(library):
        number = bool(new.doc_no) and fold(plan.doc_no) == fold(new.doc_no)
        if not (number or is_named_alike(plan, new)):
            continue
        stored = plans.tasks(library, plan.id)
        shared, same = _shared(stored, tasks)
        if number or shared >= max(1, _MANY * min(len(stored), len(tasks))):
            by = Likeness.NUMBER if number else Likeness.TASKS
            found.append(Similar(plan, len(stored), shared, same, by))
    return tuple(sorted(found, key=lambda each: (-each.shared, each.by is not Likeness.NUMBER)))


def is_named_alike(a: Plan, b: Plan) -> bool:
    """Tell whether two plans may be versions of one by title and year."""
    if a.year and b.year and a.year != b.year:
        return False
    return fuzz.ratio(_name(a), _name(b)) >= _LIKE_TITLE or _name(a) in _name(b) or _name(b) in _name(a)


def _name(plan: Plan) -> str:
    """Return the title without its year and without what tells versions apart."""
    title = _VERSION.sub("", fold(plan.title))
    return title.replace(str(plan.year), "") if plan.year else title


def _shared(stored: Sequence[Task], tasks: Sequence[Task]) -> tuple[int, int]:
    """Return how many tasks are in both, and how many to the letter."""
    pairs = paired(rows(stored), rows(tasks)).pairs
    alike = [pair for pair in pairs if pair.score > 0]
    same = sum(pair.a.content_key == pair.b.content_key and pair.a.title_key == pair.b.title_key for pair in alike)
    return len(alike), same
