"""The sample library: its year played up to a day, nothing in it from after that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.state import State
from gongkai_desk.errors import DeskError
from gongkai_desk.services.intake.sample import CLOSED, FILES, IMPORTED, QUARTERS, REQUESTS, SILENT, make_sample
from gongkai_desk.standing.registers import kept_interpretations, kept_requests
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans, work

Made = Callable[[date], Library]
SUMMER, END = date(2026, 7, 10), date(2026, 12, 31)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Path]:
    """Return the sample played up to a summer's day and up to the year's end; both only to be read."""
    folders = {day: tmp_path_factory.mktemp("样") / "样例.gkdesk" for day in (SUMMER, END)}
    for day, folder in folders.items():
        assert make_sample(folder, day) == 1
    return folders


@pytest.mark.parametrize("day", [SUMMER, END], ids=str)
def test_nothing_in_it_is_from_after_the_day(played: dict[date, Path], day: date) -> None:
    with Library.open(played[day], read_only=True) as library:
        assert all(report.day <= day for report in work.reports(library))
        requests = [each.request for each in kept_requests(library, day)]
        assert all(each.received and each.received <= day for each in requests)
        assert all(each.answered is None or each.answered <= day for each in requests)
        assert all(each.extended is None or each.extended <= day for each in requests)
        assert len(requests) == sum(each.received is not None and each.received <= day for each in REQUESTS)
        assert len(kept_interpretations(library, day)) == sum(each[2] <= day for each in FILES)


@pytest.mark.parametrize("day", [SUMMER, END], ids=str)
def test_what_was_finished_by_the_day_is_closed(played: dict[date, Path], day: date) -> None:
    with Library.open(played[day], read_only=True) as library:
        states = task_states(library)
        closed = {task.seq for task in plans.tasks(library) if states.get(task.id) is State.CLOSED}
        assert closed == {seq for seq, finished, *_ in CLOSED if finished <= day}


def test_the_forgotten_tasks_have_no_quarters_report(played: dict[date, Path]) -> None:
    with Library.open(played[END], read_only=True) as library:
        seqs = {task.id: task.seq for task in plans.tasks(library)}
        told = {seqs[report.task_id] for report in work.reports(library) if report.day in {day for day, _ in QUARTERS}}
        assert told == set(seqs.values()) - SILENT


def test_it_is_a_sound_library(played: dict[date, Path]) -> None:
    assert findings(played[END]) == []


def test_a_day_before_the_plan_came_makes_a_plan_of_that_day(tmp_path: Path) -> None:
    early = date(2026, 1, 5)
    assert early < IMPORTED
    make_sample(tmp_path / "早.gkdesk", early)
    with Library.open(tmp_path / "早.gkdesk", read_only=True) as library:
        assert work.reports(library) == []
        assert task_states(library) == {}


def test_it_is_made_only_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "有.gkdesk").mkdir()
    (tmp_path / "有.gkdesk" / "别的").touch()
    with pytest.raises(DeskError):
        make_sample(tmp_path / "有.gkdesk", END)
