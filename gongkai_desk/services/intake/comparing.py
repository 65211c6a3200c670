"""Comparing: two files, the body of one file against its annex, or two plans of a library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.domain.draft import Doubt, Draft, Part, PartKind
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.revision import THROUGHOUT, Difference, DifferenceKind, Value
from gongkai_desk.errors import NoPart
from gongkai_desk.progress import Progress, silent
from gongkai_desk.review.findings import bodies_against_annexes
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.rules.compare.printed import compare_print
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, place_json, read_plan
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import original_of
from gongkai_desk.wording.differences import difference_sentence
from gongkai_desk.wording.sentences import PARTS
from gongkai_desk.words.units import UnitDirectory


def compare_drafts(
    a: Draft, b: Draft, *, part: str | None = None, raw: bool = False, directory: UnitDirectory | None = None
) -> tuple[Difference, ...]:
    """Return where draft ``b`` differs from ``a``: body against body and table against table, else what is there.

    ``part`` chooses one list of tasks in both. ``raw`` adds what differs only in print, before cleaning.

    Raises:
        NoPart: one of them has no such part.
    """
    pairs = _pairs_of_parts(a, b, part)
    found = [d for first, second in zip(a.plans, b.plans, strict=False) for d in _plan_data(first, second)]
    for left, right in pairs:
        years = _years(a.plans[left.plan], b.plans[right.plan])
        found += compare_lists(left.tasks, right.tasks, directory or UnitDirectory.usual(), years=years)
    if raw:
        found += [d for left, right in pairs for d in compare_print(a, left, b, right)]
    return tuple(found)


def compare_body_with_annex(draft: Draft, *, directory: UnitDirectory | None = None) -> tuple[Difference, ...]:
    """Return where the table of a file differs from the narrative that it is the annex to, plan by plan.

    Raises:
        NoPart: the file has not both.
    """
    compared = list(bodies_against_annexes(draft, directory or UnitDirectory.usual()))
    if not compared:
        lacking = next((kind for kind in PartKind if not _of_kind(draft, kind)), PartKind.TABLE)
        raise NoPart(file=draft.file, part=PARTS[lacking], parts=[part.title for part in draft.parts])
    return tuple(difference for each in compared for difference in each.differences)


def compare_plans(library: Library, a: int, b: int) -> tuple[Difference, ...]:
    """Return where plan ``b`` of a library differs from plan ``a``.

    Raises:
        UnknownId: there is no such plan.
    """
    first, second = plans.plan(library, a), plans.plan(library, b)
    tasks = plans.tasks(library, a), plans.tasks(library, b)
    found = compare_lists(*tasks, units.directory(library), years=_years(first, second))
    return (*_plan_data(first, second), *found)


def compare_original(
    library: Library, plan: int, password: str = "", progress: Progress = silent
) -> tuple[Difference, ...]:
    """Read the kept file of a plan again and compare its body with its annex.

    Raises:
        UnknownId: there is no such plan.
        NoPart: the plan was made by hand, or its file has not both.
    """
    known = plans.plan(library, plan)
    kept = original_of(library, plan)
    if kept is None:
        raise NoPart(file=known.title, part=PARTS[PartKind.NARRATIVE], parts=[])
    options = ReadOptions(office_workdays(library), password)
    return compare_body_with_annex(read_plan(Path(kept[0]), options, progress), directory=units.directory(library))


def difference_json(difference: Difference) -> dict[str, Any]:
    """Return a difference in the shape of ``compare --json``, with its sentence."""
    return {
        "kind": difference.kind,
        "material": difference.material,
        "item": dict(zip("ab", difference.item, strict=True)),
        "field": difference.field,
        "a": _value_json(difference.a),
        "b": _value_json(difference.b),
        "source": {
            side: [place_json(place) for place in places] for side, places in zip("ab", difference.source, strict=True)
        },
        "text": difference_sentence(difference),
    }


def _value_json(value: Value) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


# --------------------------------------------------------------------------- which parts


def _pairs_of_parts(a: Draft, b: Draft, wanted: str | None) -> list[tuple[Part, Part]]:
    """Return the lists to compare: the n-th body with the n-th body, tables likewise; else the usual part of each."""
    if wanted is not None:
        return [(a.parts[chosen_part(a, wanted)], b.parts[chosen_part(b, wanted)])]
    same: list[tuple[Part, Part]] = []
    for kind in PartKind:
        left, right = _of_kind(a, kind), _of_kind(b, kind)
        if len(left) == len(right):
            same += zip(left, right, strict=True)
        elif left and right:  # one file has cut its table in two
            same.append((_joined(left), _joined(right)))
    return same or [(a.parts[chosen_part(a, None)], b.parts[chosen_part(b, None)])]


def _of_kind(draft: Draft, kind: PartKind) -> list[Part]:
    return [part for part in draft.parts if part.kind is kind]


def _joined(parts: Sequence[Part]) -> Part:
    """Return several lists of tasks as one."""
    tasks: tuple[Task, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    for part in parts:
        first = len(tasks)
        doubts += tuple(replace(d, task=None if d.task is None else first + d.task) for d in part.doubts)
        tasks += part.tasks
    return replace(parts[0], tasks=tasks, doubts=doubts)


# --------------------------------------------------------------------------- what plans say about themselves

_OF_TABLE = re.compile(r"(?:重点)?(?:任务|责任|工作)?(?:分解|分工)(?:表|方案)$")  # «…工作要点任务分解表»


def _years(a: Plan, b: Plan) -> int:
    return b.year - a.year if a.year and b.year else 0


def _plan_data(a: Plan, b: Plan) -> Iterator[Difference]:
    """Yield what differs in title, number, issuer and date; two years' plans have their own numbers and dates."""
    fields = {"title": (a.title, b.title), "issuer": (a.issuer, b.issuer)}
    if _name(a) == _name(b):
        del fields["title"]
    if not _years(a, b):
        fields |= {"doc_no": (a.doc_no, b.doc_no), "issue_date": (_day(a.dates.issue), _day(b.dates.issue))}
    for name, (x, y) in fields.items():
        if fold(x) != fold(y):
            kind = DifferenceKind.DATA_CHANGED if x and y else DifferenceKind.DATA_MISSING
            yield Difference(kind, (THROUGHOUT, THROUGHOUT), name, x or None, y or None)


def _name(plan: Plan) -> str:
    """Return the title without the plan's own year and without what only its table adds."""
    title = _OF_TABLE.sub("", fold(plan.title))
    return title.replace(str(plan.year), "") if plan.year else title


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
