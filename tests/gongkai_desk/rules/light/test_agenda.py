"""What to do first today, from shares built by hand."""

from datetime import date

import pytest

from gongkai_desk.domain.facts import Proof
from gongkai_desk.domain.light import Topic
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.rules.light.agenda import agenda
from gongkai_desk.rules.light.cycles import Cycle
from gongkai_desk.rules.light.lights import Frame, task_light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

TODAY = date(2026, 6, 10)
FRAME = Frame(TODAY, Workdays({}), TaskSettings(entered=date(2026, 3, 2)), Cycle(None))


def topics(deadline: Deadline, *shares: Share, frame: Frame = FRAME) -> dict[Topic, tuple[str, ...]]:
    task = Task(id=1, deadline=deadline)
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
