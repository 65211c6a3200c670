"""Points never leave their caps; what a scheme lacks; tables as offices keep them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.cycle.judging import AssessmentEntry, AssessmentScore
from gongkai_desk.domain.year.assessment import (
    USUAL_BANDS,
    AssessedFact,
    Scheme,
    SchemeItem,
    SchemeRule,
    SchemeUnit,
    UnitScore,
)
from gongkai_desk.rules.year.assessment import (
    SchemeLack,
    band_of,
    cap_of,
    earned,
    item_score,
    lacks,
    points_text,
    ranked,
    traces_of,
)

DAY = date(2026, 10, 12)
POINTS = st.decimals(-50, 50, places=1, allow_nan=False)
WEIGHT = st.decimals("0.5", 60, places=1, allow_nan=False)


def an_item(*rules: SchemeRule, points: str = "20", **fields: object) -> SchemeItem:
    return replace(SchemeItem("信息报送", Decimal(points), rules=rules, id=1), **fields)


def a_rule(points: str, cap: str = "", fact: AssessedFact = AssessedFact.LATE, number: int = 1) -> SchemeRule:
    return SchemeRule(fact, Decimal(points), cap=Decimal(cap) if cap else None, id=number)


def an_entry(points: str | Decimal, rule: int | None = 1, withdrawn: date | None = None) -> AssessmentEntry:
    return AssessmentEntry(1, 1, DAY, Decimal(points), "迟报", rule, withdrawn=withdrawn)


def points(item: SchemeItem, *entries: AssessmentEntry, given: AssessmentScore | None = None) -> Decimal | None:
    return item_score(item, entries, given).points


@settings(max_examples=40)
@given(
    weight=WEIGHT,
    rules=st.lists(st.tuples(POINTS, st.none() | st.decimals(0, 80, places=1)), max_size=4),
    entries=st.lists(st.tuples(POINTS, st.integers(0, 5)), max_size=30),
)
def test_points_never_leave_their_caps(weight, rules, entries):
    made = tuple(SchemeRule(AssessedFact.LATE, each, cap=cap, id=place) for place, (each, cap) in enumerate(rules))
    item = SchemeItem("项", weight, rules=made, id=1)
    stood = [an_entry(each, rule) for each, rule in entries]
    score = item_score(item, stood, None)
    assert score.points is None or 0 <= score.points <= weight
    if not made:
        return
    start = Decimal(0) if item.adds_only else weight
    for rule in made:
        own = [each for each in stood if each.assessment_rule_id == rule.id]
        assert abs(earned(item, own) - start) <= cap_of(rule, weight) <= weight


def test_a_rule_takes_no_more_than_its_cap_and_an_item_never_falls_below_nothing():
    capped = an_item(a_rule("-2", "4"))
    assert points(capped, *[an_entry("-2")] * 3) == 16
    assert points(an_item(a_rule("-15"), points="10"), an_entry("-15")) == 0


def test_an_item_that_only_adds_begins_with_nothing():
    assert points(an_item(a_rule("1"), points="5"), *[an_entry("1")] * 7) == 5
    assert points(an_item(a_rule("1"), points="5")) == 0


def test_a_withdrawn_entry_counts_no_more():
    assert points(an_item(a_rule("-2")), an_entry("-2", withdrawn=DAY)) == 20


def test_an_item_without_rules_waits_for_points_and_one_of_others_for_their_table():
    assert points(an_item()) is None
    assert points(an_item(), given=AssessmentScore(1, 1, review_points=Decimal(18))) == 18
    assert points(an_item(outside=True), given=AssessmentScore(1, 1, outside_points=Decimal("19.5"))) == Decimal("19.5")
    assert points(an_item(outside=True), given=AssessmentScore(1, 1, review_points=Decimal(18))) is None


@pytest.mark.parametrize(("total", "band"), [("90", "优秀"), ("89.9", "良好"), ("60", "合格"), ("59.99", "不合格")])
def test_bands_begin_at_their_points(total, band):
    assert band_of(Decimal(total), USUAL_BANDS) == band


def test_equal_sums_share_a_place_in_their_list():
    totals = (("A", "95"), ("A", "95"), ("A", "90"), ("B", "80"))
    found = ranked([UnitScore(1, 1, "", of, (), Decimal(total)) for of, total in totals])
    assert [each.rank for each in found] == [1, 1, 3, 1]


@pytest.mark.parametrize(("value", "text"), [("100", "100"), ("96.50", "96.5"), ("1E+2", "100"), ("0.0", "0")])
def test_points_are_printed_plainly(value, text):
    assert points_text(Decimal(value)) == text


# ---- what a scheme lacks


def a_scheme(*items: SchemeItem, **fields: object) -> Scheme:
    return replace(Scheme(2026, "政务公开工作考核", items=items, units=(SchemeUnit(1),)), **fields)


def test_weights_that_do_not_add_up_are_said():
    parts = an_item(points="60", children=(an_item(points="30"), an_item(points="20")))
    found = dict(lacks(a_scheme(parts)))
    assert found[SchemeLack.SUM] == "60、100"
    assert "合计50分" in found[SchemeLack.PART_SUM]


def test_a_whole_scheme_lacks_nothing():
    assert list(lacks(a_scheme(an_item(a_rule("-2"), points="100")))) == []


@pytest.mark.parametrize("words", ["领导批示每次加2分", "信息刊发情况", "经验做法被推广", "工作留痕完整"])
def test_points_for_remarks_prints_and_traces_are_warned_of(words):
    rule = SchemeRule(AssessedFact.HAND, Decimal(2), words, id=1)
    assert traces_of(an_item(rule))
    assert SchemeLack.TRACES in dict(lacks(a_scheme(an_item(rule, points="100"))))
    assert not traces_of(an_item(a_rule("-2")))
