"""整改台账: entered from a look-back, a spot check, a deduction or by hand; finished, checked again, closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.cycle.judging import Rectification
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.year.lookback import Recheck, RectifyState
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.year.rectification import finished_on, rectify_state, sent_back
from gongkai_desk.standing.year import rectification as standing
from gongkai_desk.store import units
from gongkai_desk.store.entries import lookback as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


def enter(library: Library, by: By, new: Rectification) -> Changes:
    """Enter what is to be put right, or change an entry; ``made`` is its id.

    Raises:
        UnknownId: no such entry, unit or task.
        NotAllowed: the problem is not written (``lacks``: ``problem``).
    """
    if new.id is not None:
        stored.rectification(library, new.id)
    if new.unit_id is not None:
        units.find_unit(library, str(new.unit_id))
    if new.task_id is not None:
        plans.task(library, new.task_id)
    if not new.problem.strip():
        raise NotAllowed(library=str(library.folder), lacks=("problem",))
    with library.step("登记整改事项" if new.id is None else "修改整改事项", by) as step:
        step.made = stored.put_rectification(step, new)
    return step.changes


def change(library: Library, by: By, entries: Sequence[Rectification]) -> Changes:
    """Let several entries be as they are given, as one step.

    Raises:
        UnknownId: one of them is not there.
        NotAllowed: the problem of one is not written (``lacks``: ``problem``), or there is none
            (``something_to_enter``).
    """
    _entries(library, [row_id(each) for each in entries])
    if any(not each.problem.strip() for each in entries):
        raise NotAllowed(library=str(library.folder), lacks=("problem",))
    with library.step(f"修改整改事项{_many(entries)}", by) as step:
        for each in entries:
            step.made = stored.put_rectification(step, each)
    return step.changes


def enter_items(library: Library, by: By, ids: Sequence[int], due: date | None = None) -> Changes:
    """Enter unfinished items of a look-back that have no entry yet, as one step.

    Raises:
        UnknownId: no such item.
        NotAllowed: none is unfinished and without an entry (``lacks``: ``unfinished``).
    """
    found = stored.items_of_ids(library, ids)
    return _enter_all(library, by, standing.proposed_of_items(library, found, by.today), due, "unfinished")


def enter_checks(library: Library, by: By, ids: Sequence[int], due: date | None = None) -> Changes:
    """Enter spot checks that found faults and have no entry yet, as one step.

    Raises:
        NotAllowed: there is none (``lacks``: ``found_faults``).
    """
    return _enter_all(library, by, standing.proposed_of_checks(library, ids, by.today), due, "found_faults")


def _enter_all(library: Library, by: By, new: Sequence[Rectification], due: date | None, lack: str) -> Changes:
    if not new:
        raise NotAllowed(library=str(library.folder), lacks=(lack,))
    with library.step(f"列入整改台账{_many(new)}", by) as step:
        for each in new:
            step.made = stored.put_rectification(step, replace(each, due=due))
    return step.changes


def _many(found: Sequence[object]) -> str:
    return f"（{len(found)}项）" if len(found) > 1 else ""


# ---- put right, checked again, closed


def finish(library: Library, by: By, ids: Sequence[int], day: date | None = None) -> Changes:
    """Note that units have put things right, as they say, on a day (today by default); one step for all.

    Raises:
        UnknownId: no such entry.
        NotAllowed: one is closed (``lacks``: ``closed_entry``), or the day is to come (``future_day``).
    """
    on = day or by.today
    return _all(library, by, ids, "登记整改完成", lambda entry: finished_on(entry, on), (on,))


def recheck(library: Library, by: By, ids: Sequence[int], found: Recheck, *, close: bool = False) -> Changes:
    """Note what a re-check found; not passed, the work goes on until ``found.due``. ``close``: 销号 with it.

    Raises:
        UnknownId: no such entry.
        NotAllowed: ``lacks``: ``closed_entry``, ``finished``, ``future_day``, ``before_finished`` (of one that was
            put right later there is nothing to be found yet).
    """
    on = found.day or by.today
    who = found.rechecker.strip() or by.who
    entries = _entries(library, ids)
    told = (
        ("finished", found.passed and any(each.finished is None for each in entries)),
        ("before_finished", any(each.finished is not None and on < each.finished for each in entries)),
    )
    if missing := tuple(name for name, is_so in told if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)

    def checked(entry: Rectification) -> Rectification:
        new = replace(entry, rechecked=on, rechecker=who, recheck_result=found.result.strip())
        if not found.passed:
            return sent_back(new, found.due)
        return replace(new, closed=on, closed_by=who) if close else new

    word = "复查" if not close else "复查销号"
    return _all(library, by, ids, f"{word}：{'通过' if found.passed else '未通过'}", checked, (on,))


def close(library: Library, by: By, ids: Sequence[int], day: date | None = None) -> Changes:
    """Close entries (销号) whose re-check was passed; one step for all.

    Raises:
        UnknownId: no such entry.
        NotAllowed: ``lacks``: ``closed_entry``, ``finished``, ``recheck``, ``future_day``, ``before_recheck``.
    """
    on = day or by.today
    found = _entries(library, ids)
    told = (
        ("finished", any(each.finished is None for each in found)),
        ("recheck", any(rectify_state(each, by.today) is RectifyState.TO_RECHECK for each in found)),
        ("before_recheck", any(each.rechecked is not None and on < each.rechecked for each in found)),
    )
    if missing := tuple(name for name, is_so in told if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)
    return _all(library, by, ids, "整改销号", lambda entry: replace(entry, closed=on, closed_by=by.who), (on,))


def reopen(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Open closed entries again; their days stay but for that of the closing and of the re-check.

    Raises:
        UnknownId: no such entry.
        NotAllowed: one of them is not closed (``lacks``: ``state``).
    """
    found = _entries(library, ids)
    if any(each.closed is None for each in found):
        raise NotAllowed(library=str(library.folder), lacks=("state",))
    with library.step(f"重新打开整改事项{_many(found)}", by) as step:
        for each in found:
            stored.put_rectification(step, replace(each, closed=None, closed_by="", rechecked=None, finished=None))
    return step.changes


def remove(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Put entries into the recycle bin.

    Raises:
        UnknownId: no such entry.
    """
    found = _entries(library, ids)
    with library.step(f"删除整改事项{_many(found)}", by) as step:
        stored.remove_rectifications(step, ids, by.today)
    return step.changes


def _entries(library: Library, ids: Sequence[int]) -> list[Rectification]:
    """Return entries, each once; refuse an act upon none, which would be a step that changes nothing."""
    if not ids:
        raise NotAllowed(library=str(library.folder), lacks=("something_to_enter",))
    return [stored.rectification(library, number) for number in dict.fromkeys(ids)]


def _all(
    library: Library,
    by: By,
    ids: Sequence[int],
    name: str,
    change: Callable[[Rectification], Rectification],
    days: Sequence[date],
) -> Changes:
    """Change open entries as one step."""
    found = _entries(library, ids)
    told = (
        ("closed_entry", any(each.closed is not None for each in found)),
        ("future_day", any(day > by.today for day in days)),
    )
    if missing := tuple(lack for lack, is_so in told if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)
    with library.step(f"{name}{_many(found)}", by) as step:
        for each in found:
            step.made = stored.put_rectification(step, change(each))
    return step.changes
