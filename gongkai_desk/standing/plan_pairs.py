"""What plans have to do with each other: 承接, and a revised plan beside the stored one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.plan import Plan, StoredPlan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.revision import (
    Line,
    Revision,
)
from gongkai_desk.domain.state import State
from gongkai_desk.rules.compare.matching import fold, paired, rows
from gongkai_desk.rules.compare.survey import Coverage, Suggestion, coverage, suggestions
from gongkai_desk.rules.work import revising as rules
from gongkai_desk.rules.work.revising import Pairs
from gongkai_desk.standing.lights import works
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import links, plans, shares, work
from gongkai_desk.store.tasks.evidence import original_of


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
    return replace(found, lines=tuple(_with_work(library, found.lines)))


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
        if not (number or _is_named_alike(plan, new)):
            continue
        stored = plans.tasks(library, plan.id)
        shared, same = _shared(stored, tasks)
        if number or shared >= max(1, _MANY * min(len(stored), len(tasks))):
            by = Likeness.NUMBER if number else Likeness.TASKS
            found.append(Similar(plan, len(stored), shared, same, by))
    return tuple(sorted(found, key=lambda each: (-each.shared, each.by is not Likeness.NUMBER)))


def _is_named_alike(a: Plan, b: Plan) -> bool:
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
