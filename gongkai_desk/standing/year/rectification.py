"""The 整改台账 as it stands: entries with their states and names, what may be entered, what waits today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai_desk.domain.cycle.judging import LookbackItem, Rectification
from gongkai_desk.domain.ids import CheckId, row_id
from gongkai_desk.domain.spot_check import BAD, Check
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.domain.year.lookback import (
    UNFINISHED,
    KeptItem,
    KeptRectification,
    RectificationPaper,
    RectifySource,
)
from gongkai_desk.rules.year.rectification import rectify_state, source_of
from gongkai_desk.store import units
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.entries import spot_checks
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records_of_ids
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import VERDICTS
from gongkai_desk.wording.year.lookback import problem_of


def kept(library: Library, today: date, ids: Iterable[int] | None = None) -> list[KeptRectification]:
    """Return the entries of the 整改台账, or some, with how they stand on a day."""
    found = stored.rectifications(library, ids)
    names: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
    items = _by_id(records_of_ids(library, LookbackItem, (each.lookback_item_id for each in found)))
    origins = _origins(library, found, items)
    return [
        KeptRectification(
            each,
            rectify_state(each, today),
            source_of(each),
            names.get(each.unit_id or 0, "") or _printed_unit(items.get(each.lookback_item_id or 0)),
            origins.get(row_id(each), ""),
        )
        for each in found
    ]


def _printed_unit(item: LookbackItem | None) -> str:
    """Return the units as they were printed, where none of the directory is meant (各区政府)."""
    return item.unit_text if item is not None else ""


def _origins(library: Library, found: Sequence[Rectification], items: Mapping[int, LookbackItem]) -> dict[int, str]:
    """Return what each entry came from, in words, by its id."""
    checks = spot_checks.checks(library, [each.spot_check_id for each in found if each.spot_check_id is not None])
    own = [each.task_id for each in found if each.task_id is not None]
    own += [check.task_id for check in checks.values()]
    tasks = {number: title or "" for number, (_, _, title) in plans.places_of(library, own).items()} if own else {}
    told: dict[int, str] = {}
    for each in found:
        item, check = items.get(each.lookback_item_id or 0), checks.get(CheckId(each.spot_check_id or 0))
        told[row_id(each)] = _origin(item, check, tasks) or tasks.get(each.task_id or 0, "")
    return told


def _origin(item: LookbackItem | None, check: Check | None, tasks: Mapping[int, str]) -> str:
    if item is not None:
        return f"第{item.seq or item.position + 1}项"
    return tasks.get(check.task_id, "") if check is not None else ""


def _by_id(rows: Iterable[LookbackItem]) -> dict[int, LookbackItem]:
    return {row.id: row for row in rows if row.id is not None}


# ---- what may be entered


def proposed_of_items(library: Library, items: Sequence[KeptItem], today: date) -> list[Rectification]:
    """Return entries for unfinished items that have none yet, as they stand ready for a person."""
    there = {each.lookback_item_id for each in stored.rectifications(library)}
    people: dict[int | None, StoredUnit] = {unit.id: unit for unit in units.units(library)}
    found: list[Rectification] = []
    for kept_item in items:
        item = kept_item.item
        if kept_item.id in there or item.result not in UNFINISHED:
            continue
        unit = people.get(item.unit_id)
        found.append(
            Rectification(
                today,
                problem_of(kept_item),
                lookback_item_id=kept_item.id,
                task_id=item.task_id,
                unit_id=item.unit_id,
                person=unit.contact if unit else "",
                phone=unit.phone if unit else "",
            )
        )
    return found


def faulty_checks(library: Library) -> list[int]:
    """Return the spot checks that found faults and have no entry yet."""
    there = {each.spot_check_id for each in stored.rectifications(library)}
    return [number for number, check in spot_checks.checks(library).items()
            if check.verdict in BAD and number not in there]  # fmt: skip


def proposed_of_checks(library: Library, ids: Sequence[int], today: date) -> list[Rectification]:
    """Return entries for spot checks that found faults, as they stand ready for a person."""
    known = spot_checks.checks(library, ids)
    wanted = set(faulty_checks(library))
    found = [(number, check) for number, check in known.items() if number in wanted]
    return [
        Rectification(
            today,
            _found_text(check),
            spot_check_id=number,
            task_id=check.task_id,
            unit_id=check.unit_id,
        )
        for number, check in found
    ]


def _found_text(check: Check) -> str:
    assert check.verdict is not None
    told = f"{chinese_date(check.day)}抽查{VERDICTS[check.verdict]}"
    return f"{told}：{check.opinion}" if check.opinion else told


# ---- to paper


def of_plan(library: Library, plan_id: int) -> list[int]:
    """Return the entries that have to do with a plan: with its tasks, or with a look-back that belongs to it.

    One that names no task, entered by hand or for a deduction, belongs to every plan.

    Raises:
        UnknownId: there is no such plan.
    """
    plans.plan(library, plan_id)
    tasks = set(plans.task_ids(library, plan_id))
    looked = stored.items_by_plan(library, plan_id)
    return [
        row_id(each)
        for each in stored.rectifications(library)
        if each.task_id in tasks
        or each.lookback_item_id in looked
        or (each.task_id is None and each.lookback_item_id is None)
    ]


def of_days(library: Library, ids: Iterable[int], days: tuple[date, date]) -> list[int]:
    """Return those of the entries that were entered on one of these days, from the first up to the last."""
    return [row_id(each) for each in stored.rectifications(library, ids) if days[0] <= each.day <= days[1]]


def office_of(library: Library) -> str:
    """Return who fills in the papers: 本单位, or where none is set the issuer of the newest plan."""
    return setting(library, UNIT) or next((plan.issuer for plan in plans.plans(library) if plan.issuer), "")


def rectification_paper(library: Library, today: date, ids: Iterable[int] | None = None) -> RectificationPaper:
    """Return what the 整改台账 is made of: all entries, or some."""
    found = sorted(kept(library, today, ids), key=lambda each: (each.source is not RectifySource.LOOKBACK, each.id))
    return RectificationPaper("政务公开工作整改台账", office_of(library), today, tuple(found))
