"""考核 as it stands: which entries facts propose, what every unit got with the entries behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gongkai_desk.domain.cycle.judging import AssessmentEntry, AssessmentScore, AssessmentUnit
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.assessment import (
    LATENESS,
    SILENCE,
    AssessedFact,
    AssessedRow,
    AssessmentPaper,
    Drawn,
    Objection,
    Scheme,
    SchemeItem,
    SchemeRule,
    Scores,
    UnitScore,
)
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.rules.year.assessment import band_of, by_item, item_score, ranked, sum_of
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.year.assessed_facts import assessed_rows
from gongkai_desk.store import units
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.assessment import fact_sentence, scheme_title

# ---- what facts propose


def drawn(library: Library, scheme: Scheme, period: str, today: date) -> Drawn:
    """Return the entries that facts of a period (``2026``, ``2026Q2``) propose, those that stand already left out.

    A fact of which an entry was withdrawn is not proposed again, nor that a report was late of which it stands that it
    was missing: such entries are ``changed``.

    Raises:
        ValueError: it is no period.
    """
    days = _days(period)
    made = _entries_of_facts(library, scheme, today)
    entries = stored.entries(library, row_id(scheme))
    known = {entry_key(entry) for entry in entries}
    silent = {_place(entry) for entry in _of_facts(scheme, entries, SILENCE)}
    fresh = ((row, entry) for row, entry in made if entry_key(entry) not in known and _is_in(row, *days))
    new = (entry for row, entry in fresh if row.fact not in LATENESS or _due(row, entry) not in silent)
    return Drawn(
        tuple(new), sum(entry_key(entry) in known for _, entry in made), tuple(_changed(scheme, entries, made))
    )


_OfFact = tuple[AssessedRow, AssessmentEntry]


def _entries_of_facts(library: Library, scheme: Scheme, today: date) -> list[_OfFact]:
    """Return every fact of the year that a rule goes by, with the entry that is made of it."""
    rows = assessed_rows(library, scheme.plan_id, scheme.year, [each.unit_id for each in scheme.units], today)
    own = {each.unit_id: row_id(each) for each in stored.assessed_units(library, row_id(scheme))}
    return [(row, _entry(row, own[row.unit_id], item, rule)) for item, rule in scheme.ruled
            for row in rows if row.fact is rule.fact]  # fmt: skip


def _days(period: str) -> tuple[date, date]:
    days = period_days(period)
    if days is None:
        raise ValueError(period)
    return days


def _entry(row: AssessedRow, unit: int, item: SchemeItem, rule: SchemeRule) -> AssessmentEntry:
    return AssessmentEntry(
        unit, row_id(item), row.day, rule.points, fact_sentence(row), rule.id, row.task_id, row.report_id,
        row.transition_id, row.dispatch_unit_id, row.spot_check_id,
    )  # fmt: skip


def entry_key(entry: AssessmentEntry) -> tuple[object, ...]:
    """Return by what an entry that was drawn is known again: its rule and the row of its fact, or its task and day."""
    row = entry.report_id, entry.transition_id, entry.dispatch_unit_id, entry.spot_check_id
    return entry.assessment_unit_id, entry.assessment_rule_id, entry.task_id, row, None if any(row) else entry.day


def _place(entry: AssessmentEntry) -> tuple[int, int | None, date]:
    return entry.assessment_unit_id, entry.task_id, entry.day


def _due(row: AssessedRow, entry: AssessmentEntry) -> tuple[int, int | None, date]:
    return entry.assessment_unit_id, entry.task_id, row.due or row.day


def _of_facts(
    scheme: Scheme, entries: Iterable[AssessmentEntry], facts: frozenset[AssessedFact]
) -> Iterator[AssessmentEntry]:
    rules = {rule.id for _, rule in scheme.ruled if rule.fact in facts}
    return (each for each in entries if each.assessment_rule_id in rules and each.withdrawn is None)


def _is_in(row: AssessedRow, first: date, last: date) -> bool:
    """Tell whether a fact is of a period: a report's by the end of its own, another by its day."""
    ends = period_days(row.period) if row.period else None
    return first <= (ends[1] if ends else row.day) <= last


_WITHOUT_ROW = SILENCE | {AssessedFact.LATE_ONCE, AssessedFact.OVERDUE}
"""Facts that no row of the library holds: that nothing came is known by task and day."""


def _changed(scheme: Scheme, entries: Sequence[AssessmentEntry], made: Sequence[_OfFact]) -> Iterator[AssessmentEntry]:
    """Yield entries that were drawn, stand, and whose fact is no more; what a person entered is left alone."""
    computed = {entry_key(entry) for _, entry in made}
    silent = {each.id for each in _of_facts(scheme, entries, _WITHOUT_ROW)}
    drawn_ = frozenset(AssessedFact) - {AssessedFact.HAND}
    for each in _of_facts(scheme, entries, drawn_):
        row = (each.report_id, each.transition_id, each.dispatch_unit_id, each.spot_check_id)
        if entry_key(each) not in computed and (any(row) or each.id in silent):
            yield each


# ---- what units got


def scores(library: Library, number: int) -> Scores:
    """Return a scheme with what every unit got, in the directory's order, places worked out list by list.

    Raises:
        UnknownId: there is no such scheme.
    """
    return _scores(library, stored.scheme(library, number), stored.entries(library, number))


def scores_of_period(library: Library, number: int, period: str, today: date) -> Scores:
    """Return what every unit got by the entries of a period (``2026Q2``) alone.

    An entry made of a report counts for the period that the report is of, however late it was due; another for its day.

    Raises:
        UnknownId: there is no such scheme.
        ValueError: it is no period.
    """
    scheme = stored.scheme(library, number)
    days = _days(period)
    facts = {rule.id: rule.fact for _, rule in scheme.ruled}
    made = {_trace(row.fact, entry): row for row, entry in _entries_of_facts(library, scheme, today)}
    entries = []
    for each in stored.entries(library, number):
        row = made.get(_trace(facts.get(each.assessment_rule_id, AssessedFact.HAND), each))
        if _is_in(row, *days) if row else days[0] <= each.day <= days[1]:
            entries.append(each)
    return _scores(library, scheme, entries)


def _trace(fact: AssessedFact, entry: AssessmentEntry) -> tuple[object, ...]:
    """Return by what an entry is found among today's facts: one on silence too, when the report came at last."""
    kind = AssessedFact.LATE if fact in LATENESS | SILENCE else fact
    return entry.assessment_unit_id, entry.task_id, entry.day, kind


def _scores(library: Library, scheme: Scheme, entries: Sequence[AssessmentEntry]) -> Scores:
    number = row_id(scheme)
    given = {(each.assessment_unit_id, each.assessment_item_id): each for each in stored.scores(library, number)}
    of_unit = _Known(scheme, by_item(entries), given)
    found = [of_unit.score(row, name) for row, name in _in_order(library, number)]
    return Scores(scheme, ranked(found), tuple(entries), ranking_approval(library, number))


def _in_order(library: Library, number: int) -> list[tuple[AssessmentUnit, str]]:
    rows = {each.unit_id: each for each in stored.assessed_units(library, number)}
    return [(rows[unit.id], unit.name) for unit in units.units(library) if unit.id in rows]


class _Known(NamedTuple):
    """What is known of all units of a scheme."""

    scheme: Scheme
    entries: Mapping[tuple[int, int], list[AssessmentEntry]]
    given: Mapping[tuple[int, int], AssessmentScore]

    def score(self, row: AssessmentUnit, name: str) -> UnitScore:
        """Return what one of them got; no band while points are still to be given."""
        own = row_id(row)
        places = ((leaf, (own, row_id(leaf))) for leaf in self.scheme.leaves)
        items = tuple(item_score(leaf, self.entries.get(place, ()), self.given.get(place)) for leaf, place in places)
        total = sum_of(items)
        whole = all(each.points is not None for each in items)
        return UnitScore(
            own, row.unit_id, name, row.list, items, total, band_of(total, self.scheme.bands) if whole else "",
            objection=Objection(row.objection, row.objected, row.objection_reply),
        )  # fmt: skip


def ranking_approval(library: Library, number: int) -> Approval | None:
    """Return who allowed the ranking of a scheme to leave, the last one; ``None``: it stays inside.

    One that was given for a plan without a period (``approve ranking``) is of its assessment too.
    """
    plan = stored.assessment(library, number).plan_id
    where = "kind = 'ranking' AND removed IS NULL AND (assessment_id = ?"
    where += " OR (assessment_id IS NULL AND plan_id = ? AND period = ''))"
    found = records(library, Approval, where, (number, plan))
    return found[-1] if found else None


# ---- papers


def assessment_paper(
    library: Library,
    number: int,
    today: date,
    *,
    unit_id: int | None = None,
    ranked: bool = False,
    period: str = "",
) -> AssessmentPaper:
    """Return what the papers of a scheme are made of; ``unit_id``: of one unit only, ``period``: of one period only.

    Raises:
        UnknownId: there is no such scheme, or it does not assess the unit.
        NotAllowed: by places, and nobody has allowed that (``lacks``: ``approval``).
        ValueError: it is no period.
    """
    found = scores_of_period(library, number, period, today) if period else scores(library, number)
    if ranked and found.approval is None:
        raise NotAllowed(library=str(library.folder), lacks=("approval",))
    unit = next((each for each in found.units if each.unit_id == unit_id), None)
    if unit_id is not None and unit is None:
        raise UnknownId(library=str(library.folder), what="assessment_unit", id=unit_id)
    plan = plans.plan(library, found.scheme.plan_id) if found.scheme.plan_id is not None else None
    office = setting(library, UNIT) or (plan.issuer if plan else "")
    return AssessmentPaper(scheme_title(found.scheme, period), found, office, today, unit, ranked)


def scheme_of_plan(library: Library, plan_id: int) -> int:
    """Return the scheme by which a plan is assessed: its own, else one of its year for all plans.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: there is no scheme (``lacks``: ``assessment_scheme``).
    """
    plan = plans.plan(library, plan_id)
    found = stored.assessments(library, plan_id, plan.year)
    if not found:
        raise NotAllowed(library=str(library.folder), lacks=("assessment_scheme",))
    return row_id(found[0])


def units_of_plan(library: Library, plan_id: int) -> tuple[int, ...]:
    """Return the units that answer for tasks of a plan, in the directory's order: who is assessed by default."""
    lit = works(library, tasks=plans.tasks(library, plan_id))
    mine = {share.unit_id for work in lit.values() for share in work.shares.plain}
    return tuple(unit.id for unit in units.units(library) if unit.id in mine)
