"""Opinions that came back and wait for a person: listed with what is stored, decided together as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.cycle.opinions import Adopted
from gongkai_desk.domain.cycle.reviews import Answer, OpinionDecision, WaitingOpinion
from gongkai_desk.domain.cycle.rounds import DispatchKind, DispatchUnit, Opinion, ReturnedFile, ReturnedRow
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.collecting.opinions import note_return, waits_in
from gongkai_desk.services.collecting.taking import came_for
from gongkai_desk.services.opinions import drop_silence
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, opinions, returns
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans


def waiting_opinions(library: Library, plan_id: int) -> list[WaitingOpinion]:
    """Return the opinions that wait and are on a plan, or of which nothing tells on which they are; by file and row."""
    plans_of = {each.id: each.plan_id for each in dispatches.dispatches(library, kind=DispatchKind.OPINION)}
    files = {each.id: each for each in returns.returned_files(library) if each.kind == returns.OPINION_FILE}
    known = [each for each in opinions.opinions(library, plan_id) if not each.silent]
    found = []
    for row in returns.waiting_rows(library):
        file = files.get(row.returned_file_id)
        if file is not None and plans_of.get(file.dispatch_id) in (plan_id, None):
            found.append(_waiting(row, file, plan_id, known))
    return found


def _waiting(row: ReturnedRow, file: ReturnedFile, plan_id: int, known: Sequence[Opinion]) -> WaitingOpinion:
    new = Opinion(
        plan_id,
        row.task_id,
        row.unit_id,
        agrees=row.state,
        text=row.progress,
        basis=row.evidence,
        returned_file_id=file.id,
    )
    stored = tuple(each for each in known if (each.unit_id, each.task_id) == (row.unit_id, row.task_id))
    return WaitingOpinion(row_id(row), file.name, new, row.words, waits_in(row.other), stored)


def settle(library: Library, by: By, plan_id: int, decided: Sequence[OpinionDecision]) -> Changes:
    """Enter or leave what waits, as a person decided, as one step; a form of which nothing waits any more is done.

    Taken over what is stored, an opinion has to be answered anew: the old answer was to other words.

    Raises:
        UnknownId: no such plan, unit or row, or it does not wait.
        NotAllowed: nothing is decided, or what is to be entered has no unit (``lacks``: ``decision``, ``units``).
    """
    plans.plan(library, plan_id)
    waiting = {each.row_id: each for each in waiting_opinions(library, plan_id)}
    known = {unit.id for unit in units.units(library)}
    for each in decided:
        if each.row_id not in waiting:
            raise UnknownId(library=str(library.folder), what="returned_row", id=each.row_id)
    entered = [each for each in decided if each.answer is not Answer.KEPT]
    open_ = any(each.unit_id not in known for each in entered)
    if missing := tuple(name for name, is_so in (("decision", not decided), ("units", open_)) if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)
    with library.step(f"定夺收回的意见 {len(decided)} 条", by) as step:
        for each in decided:
            _settle(library, step, by, waiting[each.row_id], each)
        for number in {waiting[each.row_id].opinion.returned_file_id for each in decided}:
            _note_file(library, step, by, number or 0)
    return step.changes


def _settle(library: Library, step: Step, by: By, waiting: WaitingOpinion, decided: OpinionDecision) -> None:
    row = returns.returned_row(library, decided.row_id)
    settled = replace(row, settled=by.today, settled_by=by.who, answer=decided.answer.value)
    if decided.answer is not Answer.KEPT:
        settled = replace(settled, task_id=decided.task_id, unit_id=decided.unit_id)
        file = returns.returned_file(library, row.returned_file_id)
        place = _place(library, file, waiting.opinion.plan_id, decided.unit_id)
        new = replace(
            waiting.opinion,
            task_id=decided.task_id,
            unit_id=decided.unit_id,
            day=by.today,
            dispatch_unit_id=place.id if place else None,
        )
        drop_silence(library, step, new.plan_id, [decided.unit_id or 0], by.today)
        _enter(library, step, by.today, new, decided.answer)
        if place is not None and file.dispatch_unit_id != place.id:
            _move(library, step, file, place)
    returns.set_row(step, settled)


def _move(library: Library, step: Step, file: ReturnedFile, place: DispatchUnit) -> None:
    """Let a form be that of another unit; from the one it seemed to be of nothing has come then."""
    own = replace(file, dispatch_unit_id=place.id, dispatch_id=place.dispatch_id, unit_id=place.unit_id)
    returns.set_file(step, own)
    former = dispatches.dispatch_unit(library, file.dispatch_unit_id) if file.dispatch_unit_id is not None else None
    if former is not None and former.taken is None and not came_for(library, former):
        dispatches.set_book(step, replace(former, returned=None))


def _enter(library: Library, step: Step, today: date, new: Opinion, answer: Answer) -> None:
    """Store an opinion beside what is stored, or in the place of what stands on the same matter."""
    own = [each for each in opinions.opinions(library, new.plan_id) if not each.silent]
    same = [each for each in own if (each.unit_id, each.task_id) == (new.unit_id, new.task_id)]
    if answer is Answer.APART or not same:
        opinions.insert_opinion(step, new)
        return
    first, *others = same
    opinions.set_opinion(step, replace(new, id=first.id, adopted=Adopted.OPEN.value))
    opinions.remove_opinions(step, [row_id(each) for each in others], today)


def _place(library: Library, file: ReturnedFile, plan_id: int, unit_id: int | None) -> DispatchUnit | None:
    """Return the unit's place in the round that the form is of, else in the plan's last one that asked it."""
    rounds = [row_id(each) for each in dispatches.dispatches(library, plan_id, kind=DispatchKind.OPINION)]
    own = [each for each in dispatches.dispatch_units(library, rounds) if each.unit_id == unit_id]
    return next((each for each in own if each.dispatch_id == file.dispatch_id), own[-1] if own else None)


def _note_file(library: Library, step: Step, by: By, file_id: int) -> None:
    """Note that a form has come of the unit it was found to be of, and whether anything of it waits still."""
    file = returns.returned_file(library, file_id)
    if file.dispatch_unit_id is not None:
        waits = any(row.settled is None for row in returns.returned_rows(library, [file_id]))
        note_return(step, dispatches.dispatch_unit(library, file.dispatch_unit_id), by.today, whole=not waits)
