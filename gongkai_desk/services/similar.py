"""Whether a plan that was just read is in the library already, as it is or in an earlier version."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.review import Review
from gongkai_desk.rules.matching import fold, paired, rows
from gongkai_desk.store import plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai_desk.store.library import Library

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

    plan: Plan
    tasks: int
    shared: int
    same: int
    by: Likeness


def similar_plans(library: "Library", review: Review) -> tuple[Similar, ...]:
    """Return the stored plans that a draft may be a version of, the most alike first."""
    new, tasks = review.plan, review.shown.tasks
    found = []
    for plan in plans.plans(library):
        number = bool(new.doc_no) and fold(plan.doc_no) == fold(new.doc_no)
        if plan.id is None or not (number or _is_named_alike(plan, new)):
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


def _shared(stored: "Sequence[Task]", tasks: "Sequence[Task]") -> tuple[int, int]:
    """Return how many tasks are in both, and how many to the letter."""
    pairs = paired(rows(stored), rows(tasks)).pairs
    alike = [pair for pair in pairs if pair.score > 0]
    same = sum(pair.a.content_key == pair.b.content_key and pair.a.title_key == pair.b.title_key for pair in alike)
    return len(alike), same
