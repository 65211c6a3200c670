"""DOMAIN §0.6 as a table of its own: of all that may hold of a share at once, the first line decides its light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import Colour, Facts, ReportFact, StateFact, Thresholds, Why
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import Deadline, DeadlineKind, TimeRemark
from gongkai_desk.domain.work import Settled, TaskSettings
from gongkai_desk.rules.light.lights import Frame, light
from gongkai_desk.workdays import Workdays

ENTERED = date(2026, 3, 6)
USUAL = Workdays.usual()
SAID_SO = {  # what a state alone decides, before any day is looked at
    State.NOT_APPLICABLE: Colour.OFF,
    State.SUSPENDED: Colour.OFF,
    State.CANCELLED: Colour.OFF,
    State.DEFERRED: Colour.OFF,
    State.CLOSED: Colour.GREEN,
    State.PENDING: Colour.BLUE,
}
REPORTS = {  # the second quarter's report is due on 25 June; five working days of grace end on 2 July
    date(2026, 6, 16): None,
    date(2026, 6, 17): Colour.YELLOW,
    date(2026, 6, 25): Colour.YELLOW,
    date(2026, 6, 26): Colour.YELLOW,
    date(2026, 7, 2): Colour.YELLOW,
    date(2026, 7, 3): Colour.RED,
}
DEADLINES = {None: None, -40: Colour.RED, -1: Colour.RED, 0: Colour.YELLOW, 15: Colour.YELLOW, 16: None}
RECTIFYING = {None: Colour.YELLOW, -1: Colour.RED, 0: Colour.YELLOW, 9: Colour.YELLOW}


@dataclass(frozen=True)
class Case:
    state: State
    today: date
    due: int | None
    rectify: int | None
    reported: bool
    doubtful: bool
    settled: Settled | None

    def after(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    def light(self) -> Colour:
        remarks = (TimeRemark.TO_CONFIRM,) if self.doubtful else ()
        due = self.after(self.due)
        rectify = self.after(self.rectify) if self.state is State.RETURNED else None
        stored = StateFact(self.state, ENTERED, ENTERED, None, rectify)
        told = (ReportFact(date(2026, 3, 20)), ReportFact(date(2026, 6, 10))) if self.reported else ()
        told = told or (ReportFact(date(2026, 3, 20)),)
        frame = Frame(self.today, USUAL, TaskSettings(entered=ENTERED, settled=self.settled))
        deadline = Deadline("时限", DeadlineKind.DATE, due, remarks=remarks)
        return light(deadline, Facts(stored=stored, reports=told), frame).colour

    def expected(self) -> Colour:
        """Return what the domain says, line by line."""
        if self.settled is Settled.LAST_YEAR and self.state is not State.CLOSED:
            return Colour.OFF
        if self.state in SAID_SO:
            return SAID_SO[self.state]
        report = None if self.reported else REPORTS[self.today]
        returned = RECTIFYING[self.rectify] if self.state is State.RETURNED else None
        deadline = DEADLINES[self.due]
        if self.state is State.RETURNED and self.rectify is not None and deadline is Colour.RED:
            deadline = None  # it has applied: its 整改 date rules
        doubtful = Colour.YELLOW if self.doubtful and self.settled is None else None
        found = {report, returned, deadline, doubtful}
        return Colour.RED if Colour.RED in found else Colour.YELLOW if Colour.YELLOW in found else Colour.GREEN


CASES = st.builds(
    Case,
    st.sampled_from(State),
    st.sampled_from(sorted(REPORTS)),
    st.sampled_from(list(DEADLINES)),
    st.sampled_from(list(RECTIFYING)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, Settled.KEPT, Settled.LAST_YEAR]),
)


@given(CASES)
def test_the_first_line_that_applies_decides(case: Case) -> None:
    assert case.light() is case.expected()


@pytest.mark.parametrize("state", sorted(SAID_SO))
def test_no_day_that_passes_changes_what_the_state_decides(state: State) -> None:
    worst = Case(state, date(2026, 7, 3), -40, -1, False, True, None)
    assert worst.light() is SAID_SO[state]


WORKING = [State.NOT_STARTED, State.IN_PROGRESS]


@pytest.mark.parametrize(
    ("state", "today", "due"),
    list(product(WORKING, sorted(REPORTS), list(DEADLINES))),
    ids=lambda value: "no day" if value is None else str(value),
)
def test_work_of_a_unit_wears_the_worse_of_deadline_and_report(state: State, today: date, due: int | None) -> None:
    case = Case(state, today, due, None, False, False, None)
    assert case.light() is case.expected()


# ---- single lines


def seen(deadline: Deadline, today: date, *, state: State = State.IN_PROGRESS, **fields: object) -> tuple[Colour, Why]:
    stored = StateFact(state, ENTERED, **fields)  # type: ignore[arg-type]
    found = light(deadline, Facts(whole=True, stored=stored), Frame(today, USUAL, TaskSettings(entered=ENTERED)))
    return found.colour, found.word


SEPTEMBER = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))
FROM_JULY = Deadline("7月至9月", DeadlineKind.MONTH_END, date(2026, 9, 30), start=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("today", "state", "expected"),
    [
        (date(2026, 6, 30), State.NOT_STARTED, (Colour.OFF, Why.NOT_BEGUN)),
        (date(2026, 7, 1), State.NOT_STARTED, (Colour.GREEN, Why.RUNNING)),
        (date(2026, 6, 30), State.IN_PROGRESS, (Colour.GREEN, Why.RUNNING)),
    ],
    ids=["the day before", "the first day", "begun early"],
)
def test_what_has_not_begun_has_no_light(today: date, state: State, expected: tuple[Colour, Why]) -> None:
    assert seen(FROM_JULY, today, state=state) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 10, 15), (Colour.OFF, Why.DEFERRED)), (date(2026, 10, 16), (Colour.RED, Why.OVERDUE))],
    ids=["its last day", "the day after"],
)
def test_what_was_put_off_comes_back_after_its_day(today: date, expected: tuple[Colour, Why]) -> None:
    assert seen(SEPTEMBER, today, state=State.DEFERRED, until=date(2026, 10, 15)) == expected


@pytest.mark.parametrize(
    ("finished", "word"),
    [(date(2026, 9, 30), Why.CLOSED), (date(2026, 10, 1), Why.DONE_LATE), (None, Why.CLOSED)],
    ids=["on the last day", "a day late", "not known"],
)
def test_a_close_tells_whether_it_was_late(finished: date | None, word: Why) -> None:
    assert seen(SEPTEMBER, date(2026, 12, 31), state=State.CLOSED, finished=finished) == (Colour.GREEN, word)


def test_a_task_of_nobody_is_asked_for_no_report() -> None:
    assert seen(SEPTEMBER, date(2026, 7, 3)) == (Colour.GREEN, Why.RUNNING)


@pytest.mark.parametrize("remark", TimeRemark)
def test_which_doubts_about_a_deadline_keep_it_yellow(remark: TimeRemark) -> None:
    to_confirm = {"UNREAD", "BEFORE_ISSUE", "AMBIGUOUS", "VAGUE", "NO_ISSUE_DATE", "TO_CONFIRM"}
    doubtful = Deadline("时限", DeadlineKind.DATE, date(2026, 9, 30), remarks=(remark,))
    word = Why.TO_CONFIRM if remark.name in to_confirm else Why.RUNNING
    assert seen(doubtful, date(2026, 6, 16))[1] is word


@pytest.mark.parametrize("days", [0, 1, 30])
def test_the_office_sets_how_near_is_near(days: int) -> None:
    today = date(2026, 9, 30) - timedelta(days=days)
    for thresholds, colour in (
        (Thresholds(due_soon=days), Colour.YELLOW),
        (Thresholds(due_soon=days - 1), Colour.GREEN),
    ):
        frame = Frame(today, USUAL, TaskSettings(entered=ENTERED), thresholds=thresholds)
        assert light(SEPTEMBER, Facts(whole=True, stored=StateFact(State.IN_PROGRESS)), frame).colour is colour


def test_all_causes_of_the_colour_are_told_the_deadline_first() -> None:
    returned = StateFact(State.RETURNED, ENTERED, rectify_until=date(2026, 7, 1))
    frame = Frame(date(2026, 7, 3), USUAL, TaskSettings(entered=ENTERED))
    found = light(SEPTEMBER, Facts(stored=returned, reports=(ReportFact(date(2026, 3, 20)),)), frame)
    assert [(reason.why, reason.days) for reason in found.reasons] == [
        (Why.RECTIFY_OVERDUE, -2),
        (Why.REPORT_MISSING, -6),
    ]
