"""征求意见 by forms: one 意见反馈表 a unit is written, and the round is registered with its units as one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.export import excel
from gongkai_desk.papers.opinions import opinion_form
from gongkai_desk.services.dispatching import Sent
from gongkai_desk.services.staging import Staged, Written, staged
from gongkai_desk.standing.cycle.asking import AskingOut
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library


def stage(folder: Path, of: AskingOut) -> Staged[AskingOut]:
    """Write the forms of a round into a folder of their own inside ``folder``; raises as ``staging.staged``."""
    return staged(folder, "意见反馈表", of, partial(_write, of))


def _write(of: AskingOut, folder: Path) -> Written:
    for parcel in of.parcels:
        excel.write(opinion_form(of.paper, parcel.asked), folder / parcel.file_name)
    return Written()


def send(
    library: Library, by: By, of: AskingOut, place: Callable[[AskingOut], dict[str, Path]]
) -> tuple[Changes, Sent]:
    """Register a round with its units, and have its forms moved to their place, as one undoable step.

    Raises:
        ValueError: other numbers come next than those that are printed; ask ``cycle.asking.asking_out`` again first.
        NoPermission, DiskFull: the forms cannot be moved; nothing is stored then.
    """
    batch = Dispatch(of.plan_id, DispatchKind.OPINION, by.today, of.batch, closing=of.closing)
    with library.step(f"征求意见 {of.batch}（{len(of.parcels)}家）", by) as step:
        made = dispatches.insert_dispatch(step, batch)
        assert made.id is not None
        books = []
        for each in of.parcels:
            entry = DispatchUnit(made.id, each.unit.id, each.asked.code, addressee=each.unit.mail)
            stored = dispatches.insert_book(step, replace(entry, file_name=each.file_name))
            if stored.id != each.book:
                raise ValueError("the forms bear other numbers")
            books.append(stored)
        files = place(of)
        for book in books:
            if (name := files[book.file_name].name) != book.file_name:
                dispatches.set_book(step, replace(book, file_name=name))
        step.made = made.id
    return step.changes, Sent(made.id, files)
