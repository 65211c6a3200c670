"""撤销、恢复、变更记录."""

from __future__ import annotations

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed
from gongkai_desk.store import journal
from gongkai_desk.store.entries import locks
from gongkai_desk.store.journal import StepRecord
from gongkai_desk.store.library import Library


def undo(library: Library, by: By, *, others: bool = False) -> Changes | None:
    """Take back the last act; ``None`` if there is none. Itself a step of the history.

    Raises:
        NotAllowed: the act is another's and ``others`` is not set (``lacks``: ``others_step``; ``who``, ``name``), or
            it is from before a lock on a period of its plan (``locked_period``; ``name``).
    """
    target = journal.last_done(library)
    if target is None:
        return None
    _ask_first(library, target, by.who, others=others)
    _refuse_locked(library, target)
    with library.step(target.name, by, kind="undo", target=target.id) as step:
        journal.take_back(step, target.id)
    return step.changes


def redo(library: Library, by: By, *, others: bool = False) -> Changes | None:
    """Do again the act that was taken back last; ``None`` if there is none.

    Raises:
        NotAllowed: as for ``undo``.
    """
    target = journal.next_undone(library)
    if target is None:
        return None
    _ask_first(library, target, by.who, others=others)
    _refuse_locked(library, target)
    with library.step(target.name, by, kind="redo", target=target.id) as step:
        journal.do_again(step, target.id)
    return step.changes


def _ask_first(library: Library, target: StepRecord, who: str, *, others: bool) -> None:
    if not others and target.who and who and target.who != who:
        raise NotAllowed(library=str(library.folder), lacks=("others_step",), who=target.who, name=target.name)


def _refuse_locked(library: Library, target: StepRecord) -> None:
    """Refuse a step from before a period was locked that touches tasks of the plan whose figures were sent."""
    later = {each.plan_id for each in locks.locks_since(library, target.id)}
    touched = journal.touched_tasks(library, Changes(target.id, target.name, {}, None)) if later else None
    if touched and not later.isdisjoint(locks.plans_of_tasks(library, touched)):
        raise NotAllowed(library=str(library.folder), lacks=("locked_period",), name=target.name)


def undo_step(library: Library) -> StepRecord | None:
    """Return the act that ``undo`` would take back: its name and whose it is."""
    return journal.last_done(library)


def redo_step(library: Library) -> StepRecord | None:
    """Return the act that ``redo`` would do again."""
    return journal.next_undone(library)


def undo_name(library: Library) -> str | None:
    """Return the name of the act that ``undo`` would take back."""
    step = undo_step(library)
    return step.name if step else None


def redo_name(library: Library) -> str | None:
    """Return the name of the act that ``redo`` would do again."""
    step = redo_step(library)
    return step.name if step else None


def history(library: Library, table: str, row: int) -> list[journal.Change]:
    """Return who changed what and when (变更记录), the newest first."""
    return journal.history(library, table, row)
