"""考核: schemes with their items, rules, bands and units; scores; the entries of the 扣分台账."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.judging import (
    Assessment,
    AssessmentBand,
    AssessmentEntry,
    AssessmentItem,
    AssessmentRule,
    AssessmentScore,
    AssessmentUnit,
)
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.assessment import (
    AssessedFact,
    Scheme,
    SchemeBand,
    SchemeItem,
    SchemeRule,
    SchemeUnit,
)
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_columns
from gongkai_desk.store.records import insert_record, records, records_of_ids, set_record

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

_OF_ITEMS = "assessment_item_id IN (SELECT id FROM assessment_item WHERE assessment_id = ?)"
_OF_UNITS = "assessment_unit_id IN (SELECT id FROM assessment_unit WHERE assessment_id = ?)"

# ---- asking


def assessments(library: Library, plan_id: int | None = None, year: int | None = None) -> list[Assessment]:
    """Return the schemes that were not removed, the newest year first; of a plan, or of a year without a plan."""
    found = records(library, Assessment, "removed IS NULL")
    fits = [each for each in found if plan_id is None or each.plan_id == plan_id or _of_year(each, year)]
    return sorted(fits, key=lambda each: (-each.year, each.plan_id is None, each.id))


def _of_year(each: Assessment, year: int | None) -> bool:
    return each.plan_id is None and each.year == year


def assessment(library: Library, number: int) -> Assessment:
    """Return one scheme's own row.

    Raises:
        UnknownId: there is no such scheme, or it was removed.
    """
    found = records(library, Assessment, "removed IS NULL AND id = ?", (number,))
    if not found:
        raise UnknownId(library=str(library.folder), what="assessment", id=number)
    return found[0]


def scheme(library: Library, number: int) -> Scheme:
    """Return a scheme with all that belongs to it.

    Raises:
        UnknownId: there is no such scheme, or it was removed.
    """
    own = assessment(library, number)
    items = sorted(
        records(library, AssessmentItem, "assessment_id = ?", (number,)), key=lambda each: (each.position, each.id)
    )
    rules: defaultdict[int, list[AssessmentRule]] = defaultdict(list)
    for rule in records(library, AssessmentRule, _OF_ITEMS, (number,)):
        rules[rule.assessment_item_id].append(rule)
    bands = sorted(
        records(library, AssessmentBand, "assessment_id = ?", (number,)), key=lambda each: (each.position, each.id)
    )
    return Scheme(
        own.year, own.name, own.points, own.plan_id, own.self_wanted, own.remark,
        tuple(_item(each, items, rules) for each in items if each.parent_id is None),
        tuple(SchemeBand(each.name, each.least) for each in bands),
        tuple(SchemeUnit(each.unit_id, each.list) for each in assessed_units(library, number)),
        number,
    )  # fmt: skip


def _item(
    row: AssessmentItem, items: Sequence[AssessmentItem], rules: Mapping[int, list[AssessmentRule]]
) -> SchemeItem:
    own = sorted(rules.get(row_id(row), ()), key=lambda each: (each.position, each.id))
    children = tuple(_item(each, items, rules) for each in items if each.parent_id == row.id)
    kept = tuple(SchemeRule(AssessedFact(each.fact), each.points, each.text, each.cap, each.id) for each in own)
    return SchemeItem(row.name, row.points, row.standard, row.outside, kept, children, row.id)


def assessed_units(library: Library, number: int) -> list[AssessmentUnit]:
    """Return the units of a scheme, by id."""
    return records(library, AssessmentUnit, "assessment_id = ?", (number,))


def assessed_unit(library: Library, number: int) -> AssessmentUnit:
    """Return one unit of a scheme by the id of its row.

    Raises:
        UnknownId: there is none.
    """
    found = records(library, AssessmentUnit, "id = ?", (number,))
    if not found:
        raise UnknownId(library=str(library.folder), what="assessment_unit", id=number)
    return found[0]


def scores(library: Library, number: int) -> list[AssessmentScore]:
    """Return the points given to the units of a scheme."""
    return records(library, AssessmentScore, _OF_UNITS, (number,))


def score_of(library: Library, unit: int, item: int) -> AssessmentScore | None:
    """Return the points given to a unit (``assessment_unit``) for an item; ``None``: none."""
    found = records(library, AssessmentScore, "assessment_unit_id = ? AND assessment_item_id = ?", (unit, item))
    return found[0] if found else None


def entries(library: Library, number: int) -> list[AssessmentEntry]:
    """Return the entries of a scheme, those withdrawn too, by id."""
    return records(library, AssessmentEntry, _OF_UNITS, (number,))


def entries_by_id(library: Library, ids: Iterable[int]) -> list[AssessmentEntry]:
    """Return these entries, by id."""
    return records_of_ids(library, AssessmentEntry, ids)


# ---- writing


def save_scheme(step: Step, library: Library, new: Scheme) -> int:
    """Store a scheme as it is given and return its id; what it no longer names goes, if nothing hangs on it.

    Items, rules and units with ids keep their rows. Who takes away something with entries or scores asks
    ``in_use`` first.
    """
    row = Assessment(new.year, new.name, new.points, new.plan_id, new.self_wanted, new.remark)
    number = _put(step, row, new.id)
    kept = [_save_item(step, number, None, place, each) for place, each in enumerate(new.items)]
    _drop_rest(step, library, number, {each for part in kept for each in part})
    _save_bands(step, library, number, new.bands)
    _save_units(step, library, number, new.units)
    return number


def _put(step: Step, row: object, number: int | None) -> int:
    if number is None:
        return insert_record(step, row)
    set_record(step, row, number)
    return number


def _save_item(step: Step, number: int, parent: int | None, place: int, item: SchemeItem) -> list[tuple[str, int]]:
    """Store an item, its rules and children; return the rows that it has."""
    row = AssessmentItem(number, item.name, item.points, parent, place, item.standard, item.outside)
    own = _put(step, row, item.id)
    found = [("assessment_item", own)]
    for position, rule in enumerate(item.rules):
        made = AssessmentRule(own, rule.fact.value, rule.points, position, rule.text, rule.cap)
        found.append(("assessment_rule", _put(step, made, rule.id)))
    for position, child in enumerate(item.children):
        found += _save_item(step, number, own, position, child)
    return found


def _drop_rest(step: Step, library: Library, number: int, kept: set[tuple[str, int]]) -> None:
    rules = (row_id(each) for each in records(library, AssessmentRule, _OF_ITEMS, (number,)))
    _delete(step, "assessment_rule", (each for each in rules if ("assessment_rule", each) not in kept))
    items = records(library, AssessmentItem, "assessment_id = ?", (number,))
    gone = sorted((each for each in items if ("assessment_item", each.id) not in kept), key=_children_first)
    _delete(step, "assessment_item", (row_id(each) for each in gone))


def _children_first(item: AssessmentItem) -> bool:
    return item.parent_id is None


def _save_bands(step: Step, library: Library, number: int, bands: Sequence[SchemeBand]) -> None:
    old = records(library, AssessmentBand, "assessment_id = ?", (number,))
    if [(each.name, each.least) for each in old] == [(each.name, each.least) for each in bands]:
        return
    _delete(step, "assessment_band", (row_id(each) for each in old))
    for place, each in enumerate(bands):
        insert_record(step, AssessmentBand(number, each.name, each.least, place))


def _save_units(step: Step, library: Library, number: int, units: Sequence[SchemeUnit]) -> None:
    known = {each.unit_id: each for each in assessed_units(library, number)}
    wanted = {each.unit_id for each in units}
    _delete(step, "assessment_unit", (row_id(each) for each in known.values() if each.unit_id not in wanted))
    for each in units:
        old = known.get(each.unit_id)
        if old is None:
            insert_record(step, AssessmentUnit(number, each.unit_id, each.list))
        elif old.list != each.list:
            set_unit(step, replace(old, list=each.list))


def in_use(library: Library, new: Scheme) -> bool:
    """Tell whether entries or points hang on items, rules or units by which a scheme no longer scores.

    An item that gets parts is scored no more; one that others score takes no entries, and one of ours none of theirs.
    """
    if new.id is None:
        return False
    items = {leaf.id: leaf for leaf in new.leaves}
    rules = {rule.id for _, rule in new.ruled}
    units = {each.unit_id for each in new.units}
    rows = {each.id for each in assessed_units(library, new.id) if each.unit_id in units}
    made = entries(library, new.id)
    given = [each for each in scores(library, new.id) if has_points(each)]
    ruled = {each.assessment_rule_id for each in made} - {None}
    return (
        any(not _takes_entry(items.get(each.assessment_item_id)) for each in made)
        or any(not _takes_points(items.get(each.assessment_item_id), each) for each in given)
        or not {each.assessment_unit_id for each in made} | {each.assessment_unit_id for each in given} <= rows
        or not ruled <= rules
    )


def _takes_entry(item: SchemeItem | None) -> bool:
    return item is not None and not item.outside


def _takes_points(item: SchemeItem | None, given: AssessmentScore) -> bool:
    if item is None:
        return False
    return (given.review_points if item.outside else given.outside_points) is None


def has_points(score: AssessmentScore) -> bool:
    """Tell whether anything was given."""
    return any(each is not None for each in (score.self_points, score.review_points, score.outside_points))


def _delete(step: Step, table: str, ids: Iterable[int]) -> None:
    for number in ids:
        if table in ("assessment_item", "assessment_unit"):
            step.connection.execute(f"DELETE FROM assessment_score WHERE {table}_id = ?", (number,))
        step.connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))


def set_unit(step: Step, unit: AssessmentUnit) -> None:
    """Let a unit of a scheme be as it says: its list, its objection."""
    set_record(step, unit, row_id(unit))


def put_score(step: Step, score: AssessmentScore) -> None:
    """Store points; ``id``: of those that stand."""
    _put(step, score, score.id)


def insert_entry(step: Step, entry: AssessmentEntry) -> int:
    """Store an entry and return its id."""
    return insert_record(step, entry)


def withdraw(step: Step, ids: Iterable[int], day: date | None, reason: str) -> None:
    """Take entries back, with the reason; without a day they count again."""
    for number in ids:
        values = {"withdrawn": day.isoformat() if day else None, "withdrawn_reason": reason if day else ""}
        set_columns(step, "assessment_entry", number, values)
