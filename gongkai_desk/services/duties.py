"""法定和要点要求的事项: the duties of a year as they stand, and what a clerk enters of them; one undoable step each."""

from __future__ import annotations

import json
from dataclasses import replace

from gongkai_desk.domain.calendar import Duty, DutyEntry, DutyKind, OwnDuty
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.duties import LegalDuty
from gongkai_desk.standing.year_duties import _SETTING, shipped
from gongkai_desk.store.entries import duties as stored
from gongkai_desk.store.entries.duties import StoredDuty
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import set_setting
from gongkai_desk.store.tasks import plans

# ---- what a clerk enters


def record(library: Library, by: By, duty: Duty, entry: DutyEntry) -> Changes:
    """Enter of a duty that it was done, a remark, or another day.

    Raises:
        UnknownId: it was taken off the list meanwhile.
        NotAllowed: it would be done in the future (``lacks``: ``future_day``).
    """
    done = entry.done
    if done is not None and done > by.today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    row = row_of(library, duty)
    new = replace(row, done=done, doc_no=entry.doc_no.strip(), remark=entry.remark.strip(), due=entry.due or row.due)
    verb = "登记已办" if done and not row.done else "取消已办" if row.done and not done else "修改事项"
    with library.step(f"{verb}：{duty.name}", by) as step:
        if new != row:
            step.made = stored.put_duty(step, new)
    return step.changes


def as_set(library: Library, by: By, duty: Duty) -> Changes:
    """Let a duty's day be again the one that law or plan sets."""
    row = row_of(library, duty)
    with library.step(f"恢复原定期限：{duty.name}", by) as step:
        if row.id is not None:
            stored.put_duty(step, replace(row, due=None))
    return step.changes


def add(library: Library, by: By, new: OwnDuty) -> Changes:
    """Enter a duty of the office's own, on a day or with a clock; ``made`` is its id.

    Raises:
        UnknownId: no such plan.
        NotAllowed: it has no name (``lacks``: ``name``).
    """
    if not new.name.strip():
        raise NotAllowed(library=str(library.folder), lacks=("name",))
    if new.plan_id is not None:
        plans.plan(library, new.plan_id)
    row = StoredDuty(
        "",
        DutyKind.OWN,
        new.name.strip(),
        new.basis.strip(),
        new.plan_id,
        new.clock,
        None if new.clock else new.due,
    )
    with library.step(f"新增事项：{row.name}", by) as step:
        step.made = stored.put_duty(step, row)
    return step.changes


def remove(library: Library, by: By, duty: Duty) -> Changes:
    """Take a duty off the list; it can be taken back."""
    row = row_of(library, duty)
    with library.step(f"移除事项：{duty.name}", by) as step:
        step.made = stored.put_duty(step, replace(row, removed=by.today))
    return step.changes


def restore(library: Library, by: By, duty: Duty) -> Changes:
    """Put a duty on the list again.

    Raises:
        UnknownId: nothing of it is stored.
    """
    if duty.id is None:
        raise UnknownId(library=str(library.folder), what="duty", id=duty.key)
    with library.step(f"还原事项：{duty.name}", by) as step:
        stored.remove_duties(step, [duty.id], None)
    return step.changes


def row_of(library: Library, duty: Duty) -> StoredDuty:
    """Return the row of a duty, a new one where nothing of it is stored."""
    found = next((row for row in stored.stored_duties(library) if row.key == duty.key), None)
    if found is None and duty.kind is DutyKind.OWN:
        raise UnknownId(library=str(library.folder), what="duty", id=duty.key)
    return found or StoredDuty(duty.key, duty.kind, duty.name, duty.basis, duty.plan_id)


def set_legal(library: Library, by: By, duty: LegalDuty) -> Changes:
    """Let a period be as ``duty`` says; as shipped again, nothing is kept of it.

    Raises:
        UnknownId: no such period.
        NotAllowed: it has no length or no source (``lacks``).
    """
    usual = next((each for each in shipped() if each.key == duty.key), None)
    if usual is None:
        raise UnknownId(library=str(library.folder), what="legal_duty", id=duty.key)
    lacks = [
        name for name, there in (("length", duty.on or duty.length > 0), ("basis", duty.basis.strip())) if not there
    ]
    if lacks:
        raise NotAllowed(library=str(library.folder), lacks=tuple(lacks))
    told = {
        name: getattr(duty, name)
        for name in ("length", "extension", "on", "basis", "remark")
        if getattr(duty, name) != getattr(usual, name)
    }
    with library.step(f"修改法定期限：{duty.name}", by) as step:
        set_setting(step, _SETTING + duty.key, json.dumps(told, ensure_ascii=False) if told else "")
    return step.changes
