"""Statistics of plain facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.rules.light.cycles import Cycle
from gongkai_desk.rules.light.lights import Frame, TaskLight, task_light
from gongkai_desk.rules.light.statistics import (
    Fact,
    GroupBy,
    Line,
    Measure,
    Number,
    compare,
    counted,
    fact_of_task,
    facts_of_shares,
    in_own_order,
    measures,
    month_ends,
    past_ends,
    summed,
    tabulate,
    value,
)
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

OPEN, DONE, OUT = State.NOT_STARTED, State.CLOSED, State.NOT_APPLICABLE


def fact(task: int, *, unit: str = "市教育局", state: State = OPEN, month: str = "2026-09") -> Fact:
    return Fact((task, 1), unit, "一、公开", state, Colour.GREEN, Why.RUNNING, month)


def test_every_number_knows_what_it_counts() -> None:
    (line,) = tabulate([fact(1), fact(2, state=DONE), fact(3, state=OUT)], GroupBy.UNIT)
    assert (line.total.tasks, line.concerned.tasks, line.closed.tasks) == ((1, 2, 3), (1, 2), (2,))
    assert line.rate == 0.5


def test_months_are_in_order_and_no_month_is_last() -> None:
    facts = [fact(1, month=""), fact(2, month="2026-12"), fact(3, month="2026-03")]
    assert [line.label for line in tabulate(facts, GroupBy.MONTH)] == ["2026-03", "2026-12", ""]


def test_a_line_that_came_or_went_has_no_counterpart() -> None:
    before, now = tabulate([fact(1, unit="甲")], GroupBy.UNIT), tabulate([fact(2, unit="乙")], GroupBy.UNIT)
    assert [(each.label, each.before is None, each.now is None) for each in compare(before, now)] == [
        ("乙", True, False),
        ("甲", False, True),
    ]


def test_what_was_reopened_went() -> None:
    before, now = tabulate([fact(1, state=DONE)], GroupBy.ALL), tabulate([fact(1)], GroupBy.ALL)
    (line,) = compare(before, now)
    assert (line.came.count, line.went.tasks) == (0, (1,))


# ---- what a measure counts

STATES = {
    Measure.OUT: {State.NOT_APPLICABLE},
    Measure.CLOSED: {State.CLOSED},
    Measure.PENDING: {State.PENDING},
    Measure.IN_PROGRESS: {State.IN_PROGRESS},
    Measure.RETURNED: {State.RETURNED},
    Measure.NOT_STARTED: {State.NOT_STARTED},
    Measure.RESTING: {State.SUSPENDED, State.DEFERRED, State.CANCELLED},
}
ONE_OF_EACH = [fact(number, state=state) for number, state in enumerate(State)]
(EVERY_STATE,) = tabulate(ONE_OF_EACH, GroupBy.ALL)


@pytest.mark.parametrize("measure", STATES)
def test_each_state_is_counted_under_one_head(measure: Measure) -> None:
    wanted = [each.key for each in ONE_OF_EACH if each.state in STATES[measure]]
    assert sorted(counted(EVERY_STATE, measure).keys) == sorted(wanted)


def test_the_heads_of_states_share_out_the_whole() -> None:
    assert sum(counted(EVERY_STATE, measure).count for measure in STATES) == counted(EVERY_STATE, Measure.TOTAL).count


@pytest.mark.parametrize("colour", Colour)
def test_each_light_is_counted_under_its_own_head(colour: Colour) -> None:
    (line,) = tabulate([fact(1)._replace(colour=each) for each in Colour], GroupBy.ALL)
    assert counted(line, Measure[colour.name]).count == 1


def test_late_closes_are_counted_apart() -> None:
    (line,) = tabulate([fact(1, state=DONE)._replace(word=Why.DONE_LATE), fact(2, state=DONE)], GroupBy.ALL)
    assert counted(line, Measure.LATE).tasks == (1,)


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        pytest.param([fact(1, state=DONE), fact(2)], 0.5, id="half"),
        pytest.param([fact(1, state=DONE), fact(2, state=OUT)], 1.0, id="who is not concerned leaves the sum"),
        pytest.param([fact(1, state=OUT)], None, id="nobody is concerned"),
        pytest.param([fact(1, state=State.CANCELLED), fact(2, state=DONE)], 0.5, id="a cancelled one stays in it"),
    ],
)
def test_the_rate_is_of_those_concerned(facts: list[Fact], rate: float | None) -> None:
    (line,) = tabulate(facts, GroupBy.ALL)
    assert value(line, Measure.RATE, 9) == rate


def test_a_share_is_of_all_and_of_nothing_there_is_none() -> None:
    (line,) = tabulate([fact(1)], GroupBy.ALL)
    assert (value(line, Measure.SHARE, 4), value(None, Measure.SHARE, 4), value(line, Measure.SHARE, 0)) == (
        0.25,
        0.0,
        None,
    )


def test_a_line_that_is_not_there_counts_nothing() -> None:
    assert (counted(None, Measure.TOTAL).count, value(None, Measure.CLOSED, 3), value(None, Measure.RATE, 3)) == (
        0,
        0,
        None,
    )


@pytest.mark.parametrize("by", GroupBy)
@pytest.mark.parametrize("two_days", [False, True], ids=["a day", "two days"])
def test_a_table_counts_nothing_twice_and_the_whole_first(by: GroupBy, two_days: bool) -> None:
    found = measures(by, two_days=two_days)
    assert found[0] is Measure.TOTAL
    assert len(set(found)) == len(found)


def test_a_table_of_states_counts_lights_and_the_other_way() -> None:
    assert Measure.RED in measures(GroupBy.STATE)
    assert Measure.CLOSED not in measures(GroupBy.STATE)
    assert Measure.CLOSED in measures(GroupBy.LIGHT)
    assert Measure.RED not in measures(GroupBy.LIGHT)


# ---- lines

FACTS = st.lists(
    st.builds(
        Fact,
        st.tuples(st.integers(1, 9), st.integers(1, 3)),
        st.sampled_from(["甲", "乙", "丙"]),
        st.sampled_from(["一", "二"]),
        st.sampled_from(State),
        st.sampled_from(Colour),
        st.sampled_from([Why.RUNNING, Why.DONE_LATE]),
        st.sampled_from(["", "2026-03", "2026-12"]),
    ),
    unique_by=lambda each: each.key,
    max_size=20,
)


@given(FACTS, st.sampled_from(GroupBy))
def test_the_total_is_the_sum_of_the_lines_however_they_are_cut(facts: list[Fact], by: GroupBy) -> None:
    total = summed(tabulate(facts, by))
    assert sorted(total.total.keys) == sorted(each.key for each in facts)
    for measure in STATES:
        known = [each.key for each in facts if each.state in STATES[measure]]
        assert sorted(counted(total, measure).keys) == sorted(known)


@given(FACTS, FACTS)
def test_what_came_and_went_is_the_whole_change(before: list[Fact], now: list[Fact]) -> None:
    lines = compare(tabulate(before, GroupBy.ALL), tabulate(now, GroupBy.ALL))
    was = {each.key for each in before if each.state is DONE}
    done = {each.key for each in now if each.state is DONE}
    assert {key for line in lines for key in line.came.keys} == done - was
    assert {key for line in lines for key in line.went.keys} == was - done


@pytest.mark.parametrize(
    ("by", "given_labels", "ordered"),
    [
        (GroupBy.STATE, ["closed", "not_started", "pending"], ["not_started", "pending", "closed"]),
        (GroupBy.LIGHT, ["green", "off", "red"], ["red", "green", "off"]),
        (GroupBy.MONTH, ["", "2026-12", "2026-03"], ["2026-03", "2026-12", ""]),
        (GroupBy.UNIT, ["乙", "甲"], ["乙", "甲"]),
    ],
    ids=lambda value: value.value if isinstance(value, GroupBy) else "",
)
def test_labels_have_an_order_of_their_own(by: GroupBy, given_labels: list[str], ordered: list[str]) -> None:
    assert in_own_order(by, given_labels) == ordered


def test_a_number_without_another_keeps_its_order() -> None:
    assert Number(((3, 1), (1, 1), (2, None))).without(Number(((1, 1),))).keys == ((3, 1), (2, None))


def test_a_task_behind_a_number_is_told_once() -> None:
    assert Number(((1, 1), (1, 2), (2, 1))).tasks == (1, 2)


# ---- facts from lights

DUE = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))
TASK = StoredTask("开放日", id=5, section=("一、公开", "（一）"), deadline=DUE, plan_id=1)


def lit(*shares: object) -> TaskLight:
    frame = Frame(date(2026, 10, 8), Workdays({}), TaskSettings(entered=date(2026, 3, 6)), Cycle(None))
    return task_light(DUE, shares, frame)  # type: ignore[arg-type]


SHARES = (
    a_share(1, "甲局", State.CLOSED, finished=date(2026, 10, 1)),
    a_share(2, "乙局"),
    a_share(3, "丙局", extended=date(2026, 12, 31)),
)


def test_each_share_tells_where_it_stands() -> None:
    assert facts_of_shares(TASK, lit(*SHARES)) == [
        Fact((5, 1), "甲局", "一、公开", State.CLOSED, Colour.GREEN, Why.DONE_LATE, "2026-09"),
        Fact((5, 2), "乙局", "一、公开", State.NOT_STARTED, Colour.RED, Why.OVERDUE, "2026-09"),
        Fact((5, 3), "丙局", "一、公开", State.NOT_STARTED, Colour.GREEN, Why.RUNNING, "2026-12"),
    ]


def test_one_unit_can_be_asked_for() -> None:
    assert [each.unit for each in facts_of_shares(TASK, lit(*SHARES), unit_id=2)] == ["乙局"]


def test_a_task_tells_the_worst_of_its_units_and_its_printed_month() -> None:
    found = fact_of_task(TASK, lit(*SHARES))
    assert found == Fact((5, None), "", "一、公开", State.IN_PROGRESS, Colour.RED, Why.OVERDUE, "2026-09")


def test_a_task_without_sections_stands_under_its_name() -> None:
    assert fact_of_task(StoredTask(id=1, title="公开规划", plan_id=1), lit(a_share())).section == "公开规划"
    assert fact_of_task(StoredTask(id=1, plan_id=1), lit(a_share())).section == ""


# ---- days to compare with


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_past_ends_lie_before_the_day_and_end_a_month(day: date) -> None:
    ends = past_ends(day)
    assert all(end < day and (end + timedelta(days=1)).day == 1 for end in ends.values())
    assert ends["half"] <= ends["quarter"] <= ends["month"]
    assert {(ends["half"] + timedelta(days=1)).month} <= {1, 7}
    assert {(ends["quarter"] + timedelta(days=1)).month} <= {1, 4, 7, 10}


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 1, 1), [date(2026, 1, 1)]),
        (date(2026, 1, 31), [date(2026, 1, 31)]),
        (date(2028, 3, 1), [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 1)]),
    ],
    ids=str,
)
def test_month_ends_go_up_to_the_day_which_stands_once(day: date, ends: list[date]) -> None:
    assert list(month_ends(day)) == ends


def test_an_empty_line_is_nothing_done() -> None:
    empty = Line("", Number(), Number())
    assert (empty.rate, empty.closed.count) == (None, 0)
