"""What to do first today, from shares built by hand."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.light import Proof, Topic
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import Settled, TaskSettings
from gongkai_desk.rules.light.agenda import Entry, agenda, gather
from gongkai_desk.rules.light.cycles import Cycle
from gongkai_desk.rules.light.lights import Frame, task_light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

TODAY = date(2026, 6, 10)
FRAME = Frame(TODAY, Workdays({}), TaskSettings(entered=date(2026, 3, 2)), Cycle(None))


def topics(deadline: Deadline, *shares: Share, frame: Frame = FRAME) -> dict[Topic, tuple[str, ...]]:
    task = StoredTask(id=1, deadline=deadline, plan_id=1)
    found = agenda([(task, task_light(task.deadline, shares, frame), frame)])
    return {topic: entries[0].units for topic, entries in found.items()}


def due(day: date) -> Deadline:
    return Deadline("按期", DeadlineKind.DATE, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 9), {Topic.OVERDUE}),
        (date(2026, 6, 10), {Topic.DUE_7}),
        (date(2026, 6, 17), {Topic.DUE_7}),
        (date(2026, 6, 18), {Topic.DUE_15}),
        (date(2026, 6, 25), {Topic.DUE_15}),
        (date(2026, 6, 26), {Topic.DUE_30}),
        (date(2026, 7, 10), {Topic.DUE_30}),
        (date(2026, 7, 11), set()),
    ],
    ids=str,
)
def test_a_deadline_stands_under_one_span(day: date, expected: set[Topic]) -> None:
    assert set(topics(due(day), a_share(1, "市教委"))) == expected


def test_only_the_units_concerned_are_named() -> None:
    done = a_share(2, "市民政局", State.CLOSED, finished=date(2026, 5, 1), proofs=(Proof(),))
    assert topics(due(date(2026, 6, 1)), a_share(1, "市教委"), done) == {Topic.OVERDUE: ("市教委",)}


def test_an_application_without_evidence_is_told_apart() -> None:
    bare = a_share(1, "市教委", State.PENDING, since=TODAY)
    assert set(topics(due(date(2026, 6, 1)), bare)) == {Topic.TO_VERIFY, Topic.NO_PROOF}


def test_a_doubtful_deadline_is_told_even_under_a_red_light() -> None:
    doubtful = Deadline("尽快", remarks=(TimeRemark.VAGUE,))
    returned = a_share(1, "市教委", State.RETURNED, rectify_until=date(2026, 6, 1))
    assert set(topics(doubtful, returned)) == {Topic.RECTIFY_OVERDUE, Topic.TO_CONFIRM}


def test_what_does_not_concern_a_unit_is_nobodys_work() -> None:
    assert topics(due(date(2026, 6, 1)), a_share(1, "市教委", State.NOT_APPLICABLE)) == {}


# ---- order and days


def test_the_earliest_day_comes_first_and_no_day_last() -> None:
    found = gather(
        [
            {Topic.OVERDUE: Entry(1, ("甲",), None)},
            {Topic.OVERDUE: Entry(2, ("乙",), date(2026, 6, 1))},
            {Topic.OVERDUE: Entry(3, ("丙",), date(2026, 5, 1)), Topic.RETURNED: Entry(3, ("丙",), None)},
        ]
    )
    assert [entry.task_id for entry in found[Topic.OVERDUE]] == [3, 2, 1]
    assert list(found) == [Topic.OVERDUE, Topic.RETURNED]


def test_the_day_of_a_topic_is_its_earliest() -> None:
    shares = [
        a_share(1, "市教委", State.RETURNED, rectify_until=date(2026, 6, 20)),
        a_share(2, "市民政局", State.RETURNED, rectify_until=date(2026, 6, 15)),
    ]
    task = StoredTask(id=7, deadline=due(date(2026, 9, 30)), plan_id=1)
    ((topic, (entry,)),) = agenda([(task, task_light(task.deadline, shares, FRAME), FRAME)]).items()
    assert (topic, entry) == (Topic.RETURNED, Entry(7, ("市教委", "市民政局"), date(2026, 6, 15)))


def test_units_are_named_in_the_order_of_the_task_each_once() -> None:
    shares = [a_share(number, name) for number, name in enumerate(["丙局", "甲局", "乙局"])]
    assert topics(due(date(2026, 6, 1)), *shares) == {Topic.OVERDUE: ("丙局", "甲局", "乙局")}


def test_an_extension_takes_a_task_off_the_list() -> None:
    late = due(date(2026, 6, 1))
    assert topics(late, a_share(1, "市教委", extended=date(2026, 12, 1))) == {}
    assert set(topics(late, a_share(1, "市教委", extended=date(2026, 6, 12)))) == {Topic.DUE_7}


@pytest.mark.parametrize("settled", [None, Settled.KEPT], ids=["open", "settled"])
def test_a_deadline_before_the_first_day_waits_until_it_is_settled(settled: Settled | None) -> None:
    frame = replace(FRAME, settings=replace(FRAME.settings, settled=settled))
    expected = Topic.OVERDUE if settled else Topic.TO_CONFIRM
    assert set(topics(due(date(2026, 1, 31)), a_share(1, "市教委"), frame=frame)) == {expected}


@pytest.mark.parametrize("state", [State.CLOSED, State.SUSPENDED, State.CANCELLED, State.DEFERRED])
def test_what_is_settled_or_stopped_waits_for_nothing(state: State) -> None:
    assert topics(due(date(2026, 6, 12)), a_share(1, "市教委", state, finished=date(2026, 6, 1))) == {}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 17), set()),
        (date(2026, 6, 18), {Topic.REPORT_DUE}),
        (date(2026, 7, 2), {Topic.REPORT_DUE}),
        (date(2026, 7, 3), {Topic.REPORT_MISSING}),
    ],
    ids=str,
)
def test_reports_are_asked_for_before_and_after_their_day(today: date, expected: set[Topic]) -> None:
    frame = replace(FRAME, today=today, cycle=Cycle(), settings=TaskSettings(entered=date(2026, 4, 2)))
    assert set(topics(due(date(2026, 12, 31)), a_share(1, "市教委"), frame=frame)) == expected
