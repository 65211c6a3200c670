"""Whose evidence is missing, and why it is wanted now."""

from datetime import date

import pytest

from gongkai_desk.domain.light import Proof
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import TaskSettings
from gongkai_desk.rules.light.agenda import Lacking, missing_proof
from gongkai_desk.rules.light.lights import Frame, task_light
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.workdays import Workdays
from tests.builders import a_share

DUE = Task(deadline=Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30)))


def found(share: Share, today: date) -> list[Lacking]:
    frame = Frame(today, Workdays.usual(), TaskSettings(entered=date(2026, 3, 1)))
    return [each.why for each in missing_proof(DUE, task_light(DUE.deadline, [share], frame), frame)]


@pytest.mark.parametrize(
    ("state", "today", "why"),
    [
        (State.PENDING, date(2026, 5, 1), [Lacking.APPLIED]),
        (State.RETURNED, date(2026, 5, 1), [Lacking.RETURNED]),
        (State.IN_PROGRESS, date(2026, 10, 1), [Lacking.OVERDUE]),
        (State.NOT_STARTED, date(2026, 9, 20), [Lacking.DUE_SOON]),
        (State.CLOSED, date(2026, 9, 20), [Lacking.CLOSED]),
        (State.IN_PROGRESS, date(2026, 5, 1), []),
        (State.NOT_APPLICABLE, date(2026, 10, 1), []),
        (State.SUSPENDED, date(2026, 10, 1), []),
    ],
    ids=str,
)
def test_why_it_is_wanted(state: State, today: date, why: list[Lacking]) -> None:
    assert found(a_share(1, "市教育局", state), today) == why


def test_who_has_any_lacks_none() -> None:
    assert found(a_share(1, "市教育局", State.PENDING, proofs=(Proof(),)), date(2026, 10, 1)) == []


def test_a_day_before_the_first_is_no_lateness() -> None:
    frame = Frame(date(2026, 11, 2), Workdays.usual(), TaskSettings(entered=date(2026, 11, 1)))
    light = task_light(DUE.deadline, [a_share(1, "市教育局", State.IN_PROGRESS)], frame)
    assert list(missing_proof(DUE, light, frame)) == []


def test_a_delay_counts() -> None:
    assert found(a_share(1, "市教育局", State.IN_PROGRESS, extended=date(2026, 12, 31)), date(2026, 10, 1)) == []
