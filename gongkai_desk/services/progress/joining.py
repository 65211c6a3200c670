"""新增单位: units that come to a task after it was closed. It stays closed; what they have to do is asked, in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.light import StateFact
from gongkai_desk.domain.state import OUT, Action, State
from gongkai_desk.domain.work import Transition
from gongkai_desk.standing.lights import works
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import shares as stored

_WHY = "任务已销号，新增单位待明确"  # not asked about yet
_VERIFY = "任务已销号，新增单位留待核查"


class Joined(StrEnum):
    """What becomes of a unit that came to a closed task."""

    CATCH_UP = "catch_up"  # 补办
    NOT_CONCERNED = "not_concerned"  # 不涉及
    HELD = "held"  # 留待核查


_BECOMES = {Joined.CATCH_UP: State.NOT_STARTED, Joined.NOT_CONCERNED: State.NOT_APPLICABLE}
_WORDS = {Joined.CATCH_UP: "新增单位补办", Joined.NOT_CONCERNED: "任务销号后新增，不涉及"}


@contextmanager
def held_back(library: Library, step: Step) -> Iterator[None]:
    """Let units that come to closed tasks within this part of an act wait for an answer (留待核查) and owe nothing."""
    before = _closed(library)
    yield
    for number, units in before.items():
        for share in works(library, [number])[number].shares:
            if share.unit_id is not None and share.unit_id not in units and share.state is State.NOT_STARTED:
                _put(step, (number, share.unit_id), share.state, State.PENDING, _WHY, date.fromisoformat(step.day))


def _closed(library: Library) -> dict[int, set[int | None]]:
    """Return the tasks of which every share is closed, out, or came later and waits, with their units."""
    rows = library.rows(
        "SELECT DISTINCT s.task_id FROM unit_state s JOIN task t ON t.id = s.task_id"
        " WHERE s.state = ? AND t.removed IS NULL",
        (State.CLOSED.value,),
    )
    known = works(library, [number for (number,) in rows]) if rows else {}
    waiting = _waiting(library)
    return {
        number: {share.unit_id for share in of.shares}
        for number, of in known.items()
        if all(share.state in OUT or (number, share.unit_id) in waiting for share in of.shares)
    }


def _put(step: Step, key: stored.Key, was: State, becomes: State, why: str, day: date) -> None:
    stored.insert_transition(step, Transition(*key, Action.CHANGE, day, was, becomes, why))
    stored.put_state(step, key, StateFact(becomes, day), reason=why)


def held(library: Library) -> tuple[tuple[int, int], ...]:
    """Return (task, unit) of all that came to closed tasks and have not been asked about."""
    return tuple(sorted(key for key, reason in _waiting(library).items() if reason == _WHY))


def _waiting(library: Library) -> dict[tuple[int, int], str]:
    """Return all that came to closed tasks and are not settled, with the reason that is kept of it."""
    rows = library.rows(
        "SELECT task_id, unit_id, reason FROM unit_state WHERE state = ? AND unit_id IS NOT NULL AND reason IN (?, ?)",
        (State.PENDING.value, _WHY, _VERIFY),
    )
    return {(task, unit): reason for task, unit, reason in rows}


def answer_held(library: Library, by: By, keys: Sequence[tuple[int, int]], how: Joined) -> Changes:
    """Say what becomes of units that came to closed tasks, as one step; 留待核查 leaves them to be verified."""
    with library.step(f"明确新增单位（{len(keys)}家次）", by) as step:
        for key in keys:
            if how is Joined.HELD:
                stored.put_state(step, key, StateFact(State.PENDING, by.today), reason=_VERIFY)
            else:
                _put(step, key, State.PENDING, _BECOMES[how], _WORDS[how], by.today)
    return step.changes
