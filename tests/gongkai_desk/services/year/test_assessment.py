"""考核: schemes are stored and changed, entries made, taken back and repriced, points given, objections answered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.cycle.judging import AssessmentEntry, Rectification
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.ids import By, row_id
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.domain.year.assessment import (
    AssessedFact,
    Objection,
    Scheme,
    SchemeItem,
    SchemeRule,
    SchemeUnit,
    UnitScore,
)
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.year.assessment_table import points_of
from gongkai_desk.services.undo import undo
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.services.year.assessment import GivenPoints, PointsKind
from gongkai_desk.services.year.assessment_files import laid
from gongkai_desk.standing.year.assessment import assessment_paper, scores
from gongkai_desk.store import units
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, records

BY = By("李明", date(2026, 10, 12))
RULE = SchemeRule(AssessedFact.LATE, Decimal(-2), cap=Decimal(4))
ITEMS = (
    SchemeItem("信息报送", Decimal(60), rules=(RULE,)),
    SchemeItem("制度保障", Decimal(20)),
    SchemeItem("第三方评估", Decimal(20), outside=True),
)


@pytest.fixture
def number(library: Library) -> int:
    with library.step("单位", BY) as step:
        for name in ("市教育局", "市民政局"):
            units.insert_unit(step, Unit(name, "", UnitClass.DEPARTMENT))
    named = tuple(SchemeUnit(each.id) for each in units.units(library))
    made = acts.save_scheme(library, BY, Scheme(2026, "政务公开工作考核", items=ITEMS, units=named)).made
    assert made is not None
    return made


def enter(library: Library, number: int, points: str = "-2", *, by_rule: bool = True) -> int:
    scheme = stored.scheme(library, number)
    row = stored.assessed_units(library, number)[0].id or 0
    rule = scheme.leaves[0].rules[0].id if by_rule else None
    entry = AssessmentEntry(row, scheme.leaves[0].id or 0, BY.today, Decimal(points), "二季度迟报", rule)
    return acts.add_entry(library, BY, number, entry).made or 0


def first(library: Library, number: int) -> UnitScore:
    return scores(library, number).units[0]


def approve(library: Library, number: int) -> None:
    with library.step("审定", BY) as step:
        insert_record(step, Approval("ranking", BY.today, assessment_id=number, approver="王主任"))


def lacks_of(error: pytest.ExceptionInfo[NotAllowed]) -> tuple[str, ...]:
    return tuple(error.value.data["lacks"])


def test_a_scheme_comes_back_as_it_was_stored_and_undo_takes_it_away(library, number):
    found = stored.scheme(library, number)
    assert [(each.name, each.points, each.outside) for each in found.items] == [
        (each.name, each.points, each.outside) for each in ITEMS
    ]
    assert [replace(rule, id=None) for _, rule in found.ruled] == [RULE]
    undo(library, BY)
    assert stored.assessments(library) == []


def test_a_changed_scheme_keeps_its_rows_and_reprices_what_the_rule_drew(library, number):
    entry = enter(library, number)
    old = stored.scheme(library, number)
    dearer = replace(old.items[0], rules=(replace(old.items[0].rules[0], points=Decimal(-3)),))
    acts.save_scheme(library, BY, replace(old, items=(dearer, *old.items[1:])))
    new = stored.scheme(library, number)
    assert [leaf.id for leaf in new.leaves] == [leaf.id for leaf in old.leaves]
    assert [(each.id, each.points) for each in stored.entries(library, number)] == [(entry, Decimal(-3))]


def test_what_entries_hang_on_does_not_go(library, number):
    enter(library, number)
    old = stored.scheme(library, number)
    for without in (replace(old, items=old.items[1:]), replace(old, units=old.units[1:])):
        with pytest.raises(NotAllowed) as error:
            acts.save_scheme(library, BY, without)
        assert lacks_of(error) == ("assessment_in_use",)
    unused = replace(old, items=(old.items[0], old.items[2]), units=old.units[:1])
    acts.save_scheme(library, BY, unused)
    assert [leaf.name for leaf in stored.scheme(library, number).leaves] == ["信息报送", "第三方评估"]


def test_an_item_with_entries_or_points_goes_on_being_scored_as_it_was(library, number):
    enter(library, number)
    old = stored.scheme(library, number)
    row = first(library, number).assessment_unit_id
    acts.give_points(library, BY, number, PointsKind.OUTSIDE, [GivenPoints(row, row_id(old.leaves[2]), Decimal(18))])
    ruled, by_hand, outside = old.items
    part = SchemeItem("按期报送", ruled.points, rules=ruled.rules)
    for items in (
        (replace(ruled, rules=(), children=(part,)), by_hand, outside),
        (replace(ruled, outside=True), by_hand, outside),
        (ruled, by_hand, replace(outside, outside=False)),
    ):
        with pytest.raises(NotAllowed) as error:
            acts.save_scheme(library, BY, replace(old, items=items))
        assert lacks_of(error) == ("assessment_in_use",)


def test_a_weight_below_nothing_is_refused(library, number):
    with pytest.raises(NotAllowed) as error:
        acts.save_scheme(library, BY, replace(stored.scheme(library, number), items=(SchemeItem("项", Decimal(0)),)))
    assert lacks_of(error) == ("scheme_weight",)


def test_a_withdrawn_entry_counts_no_more_and_may_count_again(library, number):
    entry = enter(library, number)
    assert first(library, number).items[0].points == 58
    acts.withdraw(library, BY, [entry], "经核实按时报送")
    assert first(library, number).items[0].points == 60
    acts.count_again(library, BY, [entry])
    assert first(library, number).items[0].points == 58


def test_an_entry_is_withdrawn_with_a_reason_only(library, number):
    entry = enter(library, number)
    with pytest.raises(NotAllowed):
        acts.withdraw(library, BY, [entry], " ")
    with pytest.raises(UnknownId):
        acts.withdraw(library, BY, [99], "查无此条")


def test_points_lie_within_the_weight(library, number):
    scheme, row = stored.scheme(library, number), stored.assessed_units(library, number)[0].id or 0
    item = scheme.leaves[1].id or 0
    with pytest.raises(NotAllowed):
        acts.give_points(library, BY, number, PointsKind.REVIEW, [GivenPoints(row, item, Decimal(21))])
    acts.give_points(library, BY, number, PointsKind.SELF, [GivenPoints(row, item, Decimal(20))])
    acts.give_points(library, BY, number, PointsKind.REVIEW, [GivenPoints(row, item, Decimal(18), "缺一项制度")])
    score = first(library, number).items[1]
    assert (score.points, score.self_points, score.remark) == (Decimal(18), Decimal(20), "缺一项制度")


def test_what_would_count_nowhere_is_not_entered(library, number):
    leaves, row = stored.scheme(library, number).leaves, first(library, number).assessment_unit_id
    entry = AssessmentEntry(row, row_id(leaves[2]), BY.today, Decimal(-1), "迟报")
    for act in (
        lambda: acts.add_entry(library, BY, number, entry),
        lambda: acts.give_points(
            library, BY, number, PointsKind.OUTSIDE, [GivenPoints(row, row_id(leaves[1]), Decimal(9))]
        ),
        lambda: acts.give_points(
            library, BY, number, PointsKind.REVIEW, [GivenPoints(row, row_id(leaves[2]), Decimal(9))]
        ),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (stored.entries(library, number), stored.scores(library, number)) == ([], [])


def test_a_table_of_points_gives_what_it_can_and_says_the_rest(library, number):
    table = points_of((("单位", "得分"), ("市教育局", "19"), ("市林业局", "18"), ("市民政局", "25")))
    found = laid(library, stored.scheme(library, number), table)
    assert [each.points for each in found.given] == [Decimal(19)]
    assert (found.unknown, found.beyond) == (("市林业局",), ("市民政局：25",))
    named = laid(library, stored.scheme(library, number), table, known={"市林业局": units.units(library)[1].id})
    assert [each.points for each in named.given] == [Decimal(19), Decimal(18)]


def test_a_unit_that_stands_twice_in_a_table_is_given_what_both_lines_say(library, number):
    table = points_of(
        (("单位", "得分"), ("市教育局", "19"), ("市教育局", "19"), ("市民政局", "18"), ("市民政局", "17"))
    )
    found = laid(library, stored.scheme(library, number), table)
    assert found.twice == ("市民政局：18、17",)
    acts.give_points(library, BY, number, PointsKind.OUTSIDE, found.given)
    assert [unit.items[2].points for unit in scores(library, number).units] == [19, None]


def test_an_objection_is_answered_and_its_entry_taken_back_in_one_step(library, number):
    entry = enter(library, number)
    row = first(library, number).assessment_unit_id
    with pytest.raises(NotAllowed):
        acts.record_objection(library, BY, row, Objection(reply="属实"))
    with pytest.raises(NotAllowed):
        acts.record_objection(library, BY, row, Objection("系统故障"), [entry])
    acts.record_objection(library, BY, row, Objection("系统故障，并非迟报", reply="经核实予以撤销"), [entry])
    unit = first(library, number)
    assert (unit.objection.day, unit.objection.reply, unit.items[0].points) == (BY.today, "经核实予以撤销", Decimal(60))
    undo(library, BY)
    assert (first(library, number).objection, first(library, number).items[0].points) == (Objection(), 58)


def test_an_objection_keeps_its_day_when_its_words_are_mended_and_an_answer_can_be_taken_back(library, number):
    row, day = first(library, number).assessment_unit_id, date(2026, 9, 1)
    acts.record_objection(library, BY, row, Objection("系统故障", day, "已核实"))
    acts.record_objection(library, BY, row, replace(first(library, number).objection, text="系统出故障", reply=""))
    assert first(library, number).objection == Objection("系统出故障", day)


def test_problems_go_into_the_rectification_ledger_once(library, number):
    entry = enter(library, number)
    acts.feed_rectifications(library, BY, [entry], date(2026, 12, 31))
    row = records(library, Rectification)[0]
    assert (row.problem, row.assessment_entry_id, row.due) == ("二季度迟报", entry, date(2026, 12, 31))
    with pytest.raises(NotAllowed):
        acts.feed_rectifications(library, BY, [entry])


def test_a_ranking_stays_inside_until_it_is_approved_and_what_was_approved_stays(library, number):
    entry = enter(library, number)
    with pytest.raises(NotAllowed) as error:
        assessment_paper(library, number, BY.today, ranked=True)
    assert lacks_of(error) == ("approval",)
    approve(library, number)
    assert assessment_paper(library, number, BY.today, ranked=True).by_place is not None
    for act in (lambda: enter(library, number), lambda: acts.withdraw(library, BY, [entry], "改"),
                lambda: acts.save_scheme(library, BY, stored.scheme(library, number))):  # fmt: skip
        with pytest.raises(NotAllowed) as refused:
            act()
        assert lacks_of(refused) == ("approved_already",)


def test_entries_are_of_a_unit_and_an_item_of_the_scheme(library, number):
    item = stored.scheme(library, number).leaves[0].id or 0
    for unit, of in ((99, item), (stored.assessed_units(library, number)[0].id or 0, 99)):
        with pytest.raises(UnknownId):
            acts.add_entry(library, BY, number, AssessmentEntry(unit, of, BY.today, Decimal(-1), "迟报"))
    assert stored.entries(library, number) == []
