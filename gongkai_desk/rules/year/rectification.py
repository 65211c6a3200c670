"""整改: how an entry stands on a day, its light, where it came from, what an act makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.year.lookback import KeptRectification, RectifySource, RectifyState

_SOON = 15  # days before its day in which an entry is yellow


def rectify_state(entry: Rectification, today: date) -> RectifyState:
    """Return how an entry stands on a day."""
    if entry.closed is not None and entry.closed <= today:
        return RectifyState.CLOSED
    if entry.finished is not None and entry.finished <= today:
        passed = entry.rechecked is not None and entry.rechecked <= today
        return RectifyState.TO_CLOSE if passed else RectifyState.TO_RECHECK
    return RectifyState.OVERDUE if entry.due is not None and entry.due < today else RectifyState.RUNNING


def rectify_light(entry: Rectification, today: date, soon: int = _SOON) -> Colour:
    """Return the light of an entry: red past its day, yellow near it, blue while it waits for the office itself."""
    state = rectify_state(entry, today)
    if state is RectifyState.OVERDUE:
        return Colour.RED
    if state in (RectifyState.TO_RECHECK, RectifyState.TO_CLOSE):
        return Colour.BLUE
    near = state is RectifyState.RUNNING and entry.due is not None and (entry.due - today).days <= soon
    return Colour.YELLOW if near else Colour.GREEN


def source_of(entry: Rectification) -> RectifySource:
    """Return where an entry came from."""
    if entry.lookback_item_id is not None:
        return RectifySource.LOOKBACK
    if entry.spot_check_id is not None:
        return RectifySource.SPOT_CHECK
    return RectifySource.ASSESSMENT if entry.assessment_entry_id is not None else RectifySource.HAND


def sent_back(entry: Rectification, due: date | None) -> Rectification:
    """Return an entry whose re-check was not passed: it is put right anew, until another day if one is given."""
    return replace(entry, finished=None, due=due or entry.due)


def finished_on(entry: Rectification, day: date) -> Rectification:
    """Return an entry as put right on a day; a re-check before it, which it did not pass, does not count for it."""
    return replace(entry, finished=day, rechecked=None)


def rectified(found: Iterable[KeptRectification]) -> Counted:
    """Return entries of the 整改台账 as a figure counts them."""
    return Counted(CountedKind.RECTIFICATION, tuple(each.id for each in found))
