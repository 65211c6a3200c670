"""What plans have to do with each other: 承接, and a revised plan beside the stored one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Draft
from gongkai_desk.domain.revision import (
    Line,
    Revision,
)
from gongkai_desk.domain.work import State
from gongkai_desk.rules import revising as rules
from gongkai_desk.rules.coverage import Coverage, Suggestion, coverage, suggestions
from gongkai_desk.rules.revising import Pairs
from gongkai_desk.standing.lights import works
from gongkai_desk.store import links, plans, shares, units, work
from gongkai_desk.store.originals import original_of

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


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
    plan, tasks = plans.plan(library, plan_id), plans.tasks(library, plan_id)
    new = draft.parts[part].tasks
    places = {task.id: place for place, task in enumerate(tasks)}
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
    ids = [line.old.id for line in lines if line.old is not None and line.old.id is not None]
    reported = Counter(report.task_id for report in work.reports(library, ids))
    proved = Counter(row[0] for row in shares.proof_rows(library, ids))
    for line in lines:
        number = line.old.id if line.old is not None else None
        yield line if number is None else replace(line, reports=reported[number], proofs=proved[number])
