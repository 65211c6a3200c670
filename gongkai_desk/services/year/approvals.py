"""审定: who of the head of the body allowed what stays inside without it, a public ranking above all (DOMAIN §3)."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, records


def approve(library: Library, by: By, new: Approval) -> Changes:
    """Enter who allowed what, e.g. the ranking of an assessment.

    Raises:
        NotAllowed: nobody is named who allowed it.
    """
    approver = new.approver.strip()
    if not approver:
        raise NotAllowed(library=str(library.folder), lacks=("approver",))
    with library.step(f"登记审定（{approver}）", by) as step:
        step.made = insert_record(step, replace(new, approver=approver))
    return step.changes


def withdraw_approval(library: Library, by: By, number: int) -> Changes:
    """Take an approval back.

    Raises:
        UnknownId: there is none.
    """
    if not records(library, Approval, "removed IS NULL AND id = ?", (number,)):
        raise UnknownId(library=str(library.folder), what="approval", id=number)
    with library.step("撤销审定", by) as step:
        set_removed(step, "approval", (number,), by.today)
    return step.changes
