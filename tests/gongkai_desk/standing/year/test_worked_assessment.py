"""The 考核 of the worked year, against what was worked out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.work import NewReport
from gongkai_desk.domain.year.assessment import (
    AssessedFact,
    SchemeItem,
    SchemeRule,
)
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services.office import save_settings
from gongkai_desk.services.progress import work
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.standing.lights import CYCLE
from gongkai_desk.standing.year.assessed_facts import assessed_rows
from gongkai_desk.standing.year.assessment import drawn, scores, scores_of_period
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.wording.year.assessment import entry_sentence
from tests.worked_assessment import BY, DAY, assessed, withdraw_by_review, worked_scheme
from tests.worked_year import WorkedYear, built, expected, last_day, opened


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    made = built(tmp_path_factory.mktemp("year") / "云州市.gkdesk", last_day())
    yield made
    made.library.close()


@pytest.fixture(scope="module")
def number(year: WorkedYear) -> int:
    return assessed(year)


def test_the_facts_are_those_found_by_hand(year: WorkedYear):
    wanted = expected()["assessment"]["fed"]
    found = assessed_rows(year.library, year.plan, 2026, list(year.units.values()), DAY)
    for fact in (AssessedFact.LATE, AssessedFact.NOT_REPORTED):
        rows = [[year.seq(row.task_id or 0), year.unit(row.unit_id), row.period] for row in found if row.fact is fact]
        assert sorted(rows) == sorted(wanted[fact.value])
    returned = [[year.seq(row.task_id or 0), year.unit(row.unit_id)] for row in found if row.fact == "returned"]
    assert sorted(returned) == sorted(wanted["returned"])


def test_every_unit_gets_what_was_worked_out_by_hand_before_and_after_the_review(year: WorkedYear, number: int):
    before = {unit.unit: unit for unit in scores(year.library, number).units}
    for name, told in expected()["assessment"]["before_review"].items():
        points = {each.item.name: each.points for each in before[name].items}
        assert points["制度保障"] == Decimal(told["制度保障"])
        assert (before[name].total, before[name].band) == (Decimal(told["total"]), told["band"])
    withdraw_by_review(year, number)
    for unit in scores(year.library, number).units:
        told = expected()["assessment"]["units"][unit.unit]
        assert {each.item.name: each.points for each in unit.items} == {
            name: Decimal(points) for name, points in told["items"].items()
        }
        assert (unit.total, unit.band, unit.list, unit.rank) == (
            Decimal(told["total"]), told["band"], told["list"], told["rank"],
        )  # fmt: skip


def test_what_stands_already_is_not_drawn_again(year: WorkedYear, number: int):
    scheme = stored.scheme(year.library, number)
    again = drawn(year.library, scheme, "2026", DAY)
    assert (again.new, again.known, again.changed) == ((), 14, ())


def test_only_the_facts_of_a_period_are_proposed_and_every_point_has_its_row_and_sentence(tmp_path):
    with opened(tmp_path / "云州市.gkdesk", DAY) as year:
        number = acts.save_scheme(year.library, BY, worked_scheme(year)).made or 0
        scheme = stored.scheme(year.library, number)
        new = drawn(year.library, scheme, "2026Q2", DAY).new
        wanted = expected()["assessment"]["fed"]
        assert len(new) == sum(each[2] == "2026Q2" for fact in ("late", "not_reported") for each in wanted[fact])
        late = next(each for each in new if each.report_id and each.task_id == year.tasks["23"])
        assert entry_sentence(late) == "2026年二季度“网站日常监测”进展迟报3个工作日，扣2分"
        assert all(each.report_id for each in new if "迟报" in each.sentence)


def test_only_what_a_period_took_counts_for_it(year: WorkedYear, number: int):
    of_quarter = {
        unit.unit: unit.items[1].points for unit in scores_of_period(year.library, number, "2026Q2", DAY).units
    }
    assert (of_quarter["市财政局"], of_quarter["市住房城乡建设局"], of_quarter["南湖县政府"]) == (18, 20, 16)
    with pytest.raises(ValueError, match="2026Q9"):
        scores_of_period(year.library, number, "2026Q9", DAY)


def test_a_report_counts_for_its_period_though_it_was_due_after_it(tmp_path):
    with opened(tmp_path / "云州市.gkdesk", DAY) as year:
        library = year.library
        save_settings(library, BY, {CYCLE: "每季度次月10日前"})
        number = acts.save_scheme(library, BY, worked_scheme(year)).made or 0
        new = drawn(library, stored.scheme(library, number), "2026Q2", DAY).new
        assert {each.day for each in new} == {date(2026, 7, 10)}
        acts.draw(library, BY, number, new)
        of_quarter = {period: scores_of_period(library, number, period, DAY).entries for period in ("2026Q2", "2026Q3")}
        assert (len(of_quarter["2026Q2"]), of_quarter["2026Q3"]) == (len(new), ())


def test_a_report_that_came_at_last_is_no_second_deduction_but_a_changed_fact(tmp_path):
    with opened(tmp_path / "云州市.gkdesk", DAY) as year:
        library, share = year.library, ("20", "南湖县政府")
        number = acts.save_scheme(library, BY, worked_scheme(year)).made or 0
        scheme = stored.scheme(library, number)
        acts.draw(library, BY, number, drawn(library, scheme, "2026", DAY).new)
        work.report(library, BY, year.tasks[share[0]], NewReport(share[1], DAY, "已整改", period="2026Q2"))
        with pytest.raises(NotAllowed):
            acts.draw(library, BY, number, stored.entries(library, number))
        again = drawn(library, scheme, "2026", DAY)
        assert [each.task_id for each in again.changed] == [year.tasks["20"]]
        assert again.new == ()
        acts.withdraw(library, BY, [again.changed[0].id or 0], "已补报，改按迟报")
        assert [each.task_id for each in drawn(library, scheme, "2026", DAY).new] == [year.tasks["20"]]


def test_lateness_may_count_once_a_period_however_many_tasks(tmp_path):
    with opened(tmp_path / "云州市.gkdesk", DAY) as year:
        rule = SchemeRule(AssessedFact.LATE_ONCE, Decimal(-1))
        item = SchemeItem("信息报送", Decimal(100), rules=(rule,))
        number = acts.save_scheme(year.library, BY, replace(worked_scheme(year), items=(item,))).made or 0
        new = drawn(year.library, stored.scheme(year.library, number), "2026", DAY).new
        fed = {(unit, period) for _, unit, period in expected()["assessment"]["fed"]["late"]}
        assert len(new) == len(fed)
        assert any(each.sentence == "2026年二季度有3项任务的进展迟报，最迟66个工作日" for each in new)
