"""The 考核 of the worked year, stored by the acts: its scheme, the entries that facts propose, those by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.year.assessment import AssessedFact, Scheme, SchemeBand, SchemeItem, SchemeRule, SchemeUnit
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.services.year.assessment import GivenPoints, PointsKind
from gongkai_desk.standing.year.assessment import drawn
from gongkai_desk.store.entries import assessment as stored
from tests.worked_year import WHO, WorkedYear, facts

TOLD = facts()["assessment"]
DAY = date.fromisoformat(TOLD["day"])
BY = By(WHO, DAY)


def worked_scheme(year: WorkedYear) -> Scheme:
    """Return the scheme of the worked year."""
    items = tuple(
        SchemeItem(
            each["name"], Decimal(each["points"]), outside=each["outside"],
            rules=tuple(_rule(rule) for rule in TOLD["rules"] if rule["item"] == each["name"]),
        )
        for each in TOLD["items"]
    )  # fmt: skip
    bands = tuple(SchemeBand(each["name"], Decimal(each["least"])) for each in TOLD["bands"])
    units = tuple(SchemeUnit(year.units[name], of) for of, names in TOLD["lists"].items() for name in names)
    return Scheme(TOLD["year"], TOLD["name"], plan_id=year.plan, items=items, bands=bands, units=units)


def _rule(rule: dict[str, Any]) -> SchemeRule:
    cap = Decimal(rule["cap"]) if rule["cap"] else None
    return SchemeRule(AssessedFact(rule["fact"]), Decimal(rule["points"]), cap=cap)


def assessed(year: WorkedYear) -> int:
    """Store the scheme, draw the facts, enter the rest by hand, give the points of others; return the scheme's id."""
    library = year.library
    number = acts.save_scheme(library, BY, worked_scheme(year)).made
    assert number is not None
    scheme = stored.scheme(library, number)
    acts.draw(library, BY, number, drawn(library, scheme, "2026", DAY).new)
    rows = {each.unit_id: each.id or 0 for each in stored.assessed_units(library, number)}
    ruled = {(item.name, rule.fact.value): (item.id or 0, rule.id) for item, rule in scheme.ruled}
    for each in TOLD["entries"]:
        if each["no"] >= 15:
            item, rule = ruled[each["item"], each["fact"]]
            entry = AssessmentEntry(
                rows[year.units[each["unit"]]], item, DAY, Decimal(each["points"]), each["sentence"], rule,
                year.tasks[each["task"]],
            )  # fmt: skip
            acts.add_entry(library, BY, number, entry)
    outside = next(leaf.id or 0 for leaf in scheme.leaves if leaf.outside)
    given = [GivenPoints(rows[year.units[name]], outside, Decimal(points)) for name, points in TOLD["outside"].items()]
    acts.give_points(library, BY, number, PointsKind.OUTSIDE, given)
    return number


def withdraw_by_review(year: WorkedYear, number: int) -> None:
    """Take back what the review took back."""
    for each in TOLD["withdrawn"]:
        sentence = TOLD["entries"][each["no"] - 1]["sentence"]
        ids = [entry.id or 0 for entry in stored.entries(year.library, number) if entry.sentence == sentence]
        acts.withdraw(year.library, By(WHO, date.fromisoformat(each["day"])), ids, each["reason"])
