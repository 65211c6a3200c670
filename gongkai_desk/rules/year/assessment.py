"""Points of a 考核: what entries make of an item, within its caps; sums, bands, places; what a scheme lacks.

No item is ever below 0 or above its own weight, no rule takes or gives more than its cap (by default the weight).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from gongkai_desk.domain.cycle.judging import AssessmentEntry, AssessmentScore
from gongkai_desk.domain.year.assessment import (
    AssessedFact,
    ItemScore,
    Scheme,
    SchemeBand,
    SchemeItem,
    SchemeRule,
    UnitScore,
)

NOTHING = Decimal(0)


def within(points: Decimal, weight: Decimal) -> Decimal:
    """Return points of an item, never below 0 or above its weight."""
    return max(NOTHING, min(points, weight))


def cap_of(rule: SchemeRule, weight: Decimal) -> Decimal:
    """Return how much a rule may take or give in all."""
    return weight if rule.cap is None else min(rule.cap, weight)


def earned(item: SchemeItem, entries: Iterable[AssessmentEntry]) -> Decimal:
    """Return what entries make of an item before its own bounds: each rule's sum within the rule's cap.

    Entries of no rule of the item (by hand) have the weight as their cap.
    """
    sums: defaultdict[int | None, Decimal] = defaultdict(Decimal)
    caps: dict[int | None, Decimal] = {rule.id: cap_of(rule, item.points) for rule in item.rules if rule.id is not None}
    for entry in entries:
        known = entry.assessment_rule_id if entry.assessment_rule_id in caps else None
        sums[known] += entry.points
    start = NOTHING if item.adds_only else item.points
    return start + sum((_capped(total, caps.get(rule, item.points)) for rule, total in sums.items()), NOTHING)


def _capped(total: Decimal, cap: Decimal) -> Decimal:
    return max(-cap, min(total, cap))


def item_score(item: SchemeItem, entries: Sequence[AssessmentEntry], given: AssessmentScore | None) -> ItemScore:
    """Return a unit's points for an item, by what scores it: a table, the rules with their entries, or a person.

    What a person gave (复核) goes before the rules, and entries by hand count at an item without rules too.
    """
    self_points, remark = (given.self_points, given.remark) if given else (None, "")
    counted = tuple(entry for entry in entries if entry.withdrawn is None)
    said = (given.outside_points if item.outside else given.review_points) if given else None
    made = earned(item, counted) if not item.outside and (item.rules or counted) else None
    points = said if said is not None else made
    whole = None if points is None else within(points, item.points)
    return ItemScore(item, whole, counted, made, self_points, remark)


def band_of(total: Decimal, bands: Iterable[SchemeBand]) -> str:
    """Return the band of a sum of points; empty where it reaches none."""
    reached = [band for band in bands if total >= band.least]
    return max(reached, key=lambda band: band.least).name if reached else ""


def ranked(scores: Sequence[UnitScore]) -> tuple[UnitScore, ...]:
    """Return the units with their places: in each list apart, equal sums share a place and the next one is left out."""
    totals: defaultdict[str, list[Decimal]] = defaultdict(list)
    for score in scores:
        totals[score.list].append(score.total)
    return tuple(replace(each, rank=1 + sum(other > each.total for other in totals[each.list])) for each in scores)


def in_rank_order(scores: Iterable[UnitScore]) -> tuple[UnitScore, ...]:
    """Return units list by list, the best first; equal ones in the order given."""
    return tuple(sorted(scores, key=lambda each: (each.list, each.rank)))


def sum_of(items: Iterable[ItemScore]) -> Decimal:
    """Return the sum of the points given."""
    return sum((each.points for each in items if each.points is not None), NOTHING)


def own_total(unit: UnitScore) -> Decimal | None:
    """Return the sum of what a unit gave itself (自评); ``None``: nothing."""
    given = [each.self_points for each in unit.items if each.self_points is not None]
    return sum(given, NOTHING) if given else None


def sum_of_items(items: Iterable[SchemeItem]) -> Decimal:
    """Return what items weigh together."""
    return sum((item.points for item in items), NOTHING)


def points_text(points: Decimal | None, otherwise: str = "—") -> str:
    """Return points as they are printed: 96.5, 100, never 1E+2; ``otherwise`` where none are given."""
    if points is None:
        return otherwise
    text = f"{points:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def read_points(text: str) -> Decimal | None:
    """Return the points that somebody typed; ``None``: it is no number."""
    bare = text.strip().removesuffix("分").replace("\N{MINUS SIGN}", "-")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


# ---- what a scheme lacks


class SchemeLack(StrEnum):
    """What is not as it should be in a scheme; sentences in ``wording.year.assessment``."""

    NO_NAME = "no_name"
    NO_ITEMS = "no_items"
    SUM = "sum"  # the items do not weigh what the whole weighs
    PART_SUM = "part_sum"  # children do not weigh what their item weighs
    WEIGHT = "weight"  # no weight, or below 0
    CAP = "cap"  # above the weight, or below 0
    NO_POINTS = "no_points"  # a rule of a fact that gives and takes nothing
    TRACES = "traces"  # points for 批示、刊发、经验做法、留痕
    OUTSIDE_RULES = "outside_rules"  # points come by table and by rules
    BANDS = "bands"  # two bands begin at the same points
    NO_UNITS = "no_units"


FORBIDS = frozenset({SchemeLack.NO_NAME, SchemeLack.NO_ITEMS, SchemeLack.WEIGHT, SchemeLack.CAP, SchemeLack.BANDS})
"""What keeps a scheme from being stored; the rest is said and stays possible."""

# 领导批示加分 · 信息刊发数量 · 经验做法被推广 · 工作留痕、台账齐全
TRACES = re.compile(
    r"批示|圈阅|刊发|刊登|刊载|(?:被|信息)采用|经验|推广|约稿|信息报送(?:数|量)|留痕|痕迹|台账齐全|拍照|截图"
)


def lacks(scheme: Scheme) -> Iterator[tuple[SchemeLack, str]]:
    """Yield what is not as it should be, with what it is about."""
    if not scheme.name.strip():
        yield SchemeLack.NO_NAME, ""
    if not scheme.items:
        yield SchemeLack.NO_ITEMS, ""
    yield from _item_lacks(scheme)
    total = sum_of_items(scheme.items)
    if scheme.items and total != scheme.points:
        yield SchemeLack.SUM, f"{points_text(total)}、{points_text(scheme.points)}"
    least = [band.least for band in scheme.bands]
    if len(set(least)) < len(least):
        yield SchemeLack.BANDS, ""
    if not scheme.units:
        yield SchemeLack.NO_UNITS, ""


def _item_lacks(scheme: Scheme) -> Iterator[tuple[SchemeLack, str]]:
    for item in scheme.items:
        parts = sum_of_items(item.children)
        if item.children and parts != item.points:
            yield SchemeLack.PART_SUM, f"{item.name}（{points_text(item.points)}分，其下合计{points_text(parts)}分）"
        for leaf in item.leaves:
            yield from _leaf_lacks(leaf)


def _leaf_lacks(leaf: SchemeItem) -> Iterator[tuple[SchemeLack, str]]:
    if leaf.points <= 0:
        yield SchemeLack.WEIGHT, leaf.name
    if leaf.outside and leaf.rules:
        yield SchemeLack.OUTSIDE_RULES, leaf.name
    for rule in leaf.rules:
        if rule.cap is not None and not NOTHING <= rule.cap <= leaf.points:
            yield SchemeLack.CAP, leaf.name
        if rule.points == 0 and rule.fact is not AssessedFact.HAND:
            yield SchemeLack.NO_POINTS, leaf.name
    if found := traces_of(leaf):
        yield SchemeLack.TRACES, f"{leaf.name}（{found}）"


def traces_of(item: SchemeItem) -> str:
    """Return the word by which an item or a rule counts 批示、刊发、经验做法 or 留痕; empty: it does not.

    Source: 《整治形式主义为基层减负若干规定》 (2024): no work is to be judged by leaders' remarks, by what was printed
    or by traces kept.
    """
    texts = (item.name, item.standard, *(rule.text for rule in item.rules))
    return next((match[0] for text in texts if (match := TRACES.search(text))), "")


def by_item(entries: Iterable[AssessmentEntry]) -> Mapping[tuple[int, int], list[AssessmentEntry]]:
    """Return entries by unit (``assessment_unit``) and item, in their order."""
    found: defaultdict[tuple[int, int], list[AssessmentEntry]] = defaultdict(list)
    for entry in entries:
        found[entry.assessment_unit_id, entry.assessment_item_id].append(entry)
    return found


def lists_of(units: Collection[UnitScore]) -> tuple[str, ...]:
    """Return the lists of units (A类, B类), in their order."""
    return tuple(sorted({unit.list for unit in units}))
