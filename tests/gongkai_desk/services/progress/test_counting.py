"""Numbers and clocks of a task: what is entered is what stands, and what cannot be is refused and leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import Quota
from gongkai_desk.domain.state import State, WhoReports
from gongkai_desk.domain.time import TimeLimit
from gongkai_desk.domain.work import NewAmount, NewCase, QuotaScope, Reporting
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services import undo
from gongkai_desk.services.progress import counting
from gongkai_desk.standing.lights import works
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import shares
from tests.builders import a_task, stored_plan

DAY, FACT = date(2026, 6, 10), date(2026, 6, 3)
BY = By("李明", DAY)


@pytest.fixture
def office(library: Library) -> Library:
    """Return a library with a task of a number and two clocks, and one of neither."""
    limits = (TimeLimit("20个工作日内", 20, True, "收到"), TimeLimit("24小时内", 1, False, hours=24))
    quota = Quota("不少于12次", ">=", Decimal(12), "次", "培训")
    stored_plan(library, a_task(quotas=(quota,), time_limits=limits), a_task(seq="2"), day=DAY)
    return library


def dump(library: Library) -> list[tuple[object, ...]]:
    return [*library.rows("SELECT * FROM unit_state"), *library.rows("SELECT id FROM step")]


def test_what_was_counted_stands_for_its_unit_on_its_day_and_begins_the_work(office: Library) -> None:
    made = counting.count(office, BY, 1, NewAmount("市司法局", amount=Decimal("2.5"), day=FACT, text="两期半")).made
    assert [(share.unit_id, share.amounts) for share in works(office, [1])[1].shares] == [
        (1, {}),
        (2, {0: Decimal("2.5")}),
    ]
    entered = office.rows("SELECT id, unit_id, quota, day, amount, text FROM quota_event")
    assert entered == [(made, 2, 0, FACT.isoformat(), "2.5", "两期半")]
    assert task_states(office, [1])[1] is State.IN_PROGRESS
    undo.undo(office, BY)
    assert not any(share.amounts for share in works(office, [1])[1].shares)
    assert office.rows("SELECT * FROM unit_state") == []


def test_without_a_unit_or_a_day_it_is_the_first_unit_s_today(office: Library) -> None:
    counting.count(office, BY, 1, NewAmount(None, amount=Decimal(1)))
    assert office.rows("SELECT unit_id, since FROM unit_state") == [(1, "2026-06-10")]


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "-Infinity"])
def test_an_amount_that_is_none_is_refused(office: Library, amount: str) -> None:
    before = dump(office)
    with pytest.raises(NotAllowed) as refused:
        counting.count(office, BY, 1, NewAmount(None, amount=Decimal(amount)))
    assert refused.value.data["lacks"] == ("amount",)
    assert dump(office) == before


Act = Callable[[Library], Changes]
REFUSED: dict[str, tuple[type[Exception], Act]] = {
    "no_such_number": (NotAllowed, lambda at: counting.count(at, BY, 1, NewAmount(None, amount=Decimal(1), quota=1))),
    "number_before_the_first": (
        NotAllowed,
        lambda at: counting.count(at, BY, 1, NewAmount(None, amount=Decimal(1), quota=-1)),
    ),
    "task_without_numbers": (NotAllowed, lambda at: counting.count(at, BY, 2, NewAmount(None, amount=Decimal(1)))),
    "no_such_unit": (UnknownId, lambda at: counting.count(at, BY, 1, NewAmount("市水利局", amount=Decimal(1)))),
    "no_such_limit": (
        UnknownId,
        lambda at: counting.start_case(at, BY, 1, NewCase(None, "留言", started=FACT, limit=2)),
    ),
    "limit_before_the_first": (
        UnknownId,
        lambda at: counting.start_case(at, BY, 1, NewCase(None, "留言", started=FACT, limit=-1)),
    ),
    "no_such_case": (UnknownId, lambda at: counting.end_case(at, BY, 9, ended=DAY)),
    "one_of_the_tasks": (
        UnknownId,
        lambda at: counting.set_reporting_many(at, BY, [1, 99], Reporting(cycle="每月")),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(office: Library, name: str) -> None:
    before, (error, act) = dump(office), REFUSED[name]
    with pytest.raises(error):
        act(office)
    assert dump(office) == before


@pytest.mark.parametrize(("limit", "expected"), [(0, ("20个工作日内", 20, True, 0)), (1, ("24小时内", 1, False, 24))])
def test_a_clock_runs_by_the_limit_as_printed(office: Library, limit: int, expected: tuple[object, ...]) -> None:
    made = counting.start_case(office, BY, 1, NewCase("市司法局", "王某留言", started=FACT, limit=limit)).made
    (case,) = shares.timed_cases(office, [1])
    assert (case.limit_text, case.days, case.working, case.hours) == expected
    assert (case.id, case.unit_id, case.subject, case.started, case.ended) == (made, 2, "王某留言", FACT, None)


def test_a_clock_ends_on_its_day_and_never_before_it_began(office: Library) -> None:
    counting.start_case(office, BY, 1, NewCase(None, "留言", started=FACT))
    with pytest.raises(NotAllowed) as refused:
        counting.end_case(office, BY, 1, ended=date(2026, 6, 2))
    assert refused.value.data["lacks"] == ("later_date",)
    counting.end_case(office, BY, 1, ended=FACT)
    assert [case.ended for case in shares.timed_cases(office)] == [FACT]
    undo.undo(office, BY)
    assert [case.ended for case in shares.timed_cases(office)] == [None]


def test_settings_that_are_not_given_stay(office: Library) -> None:
    counting.set_reporting_many(office, BY, [1, 2], Reporting(WhoReports.LEAD, "每月", "25日前"))
    counting.set_reporting(office, BY, 1, quota_scope=QuotaScope.TOTAL)
    first, second = (works(office, [1, 2])[number].settings for number in (1, 2))
    assert (first.who_reports, first.report_cycle, first.report_day) == (WhoReports.LEAD, "每月", "25日前")
    assert (first.quota_scope, second.quota_scope) == (QuotaScope.TOTAL, None)
    counting.set_reporting(office, BY, 1, cycle="每季度")
    assert (works(office, [1])[1].settings.report_cycle, works(office, [1])[1].settings.report_day) == ("每季度", "")
