"""佐证材料: files, links and document numbers kept with a task."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai_desk.domain.work import Changes, Evidence
from gongkai_desk.errors import NotAllowed, ReadOnlyLedger, UnknownId
from gongkai_desk.store import evidence, plans, units, work

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def attach(
    library: "Library",
    task_id: int,
    what: Evidence,
    *,
    who: str,
    day: date,
    file: Path | None = None,
    unit: str | None = None,
    report_id: int | None = None,
) -> Changes:
    """Keep evidence with a task; ``made`` is its id.

    ``file`` is copied into the library by its content; without it ``what`` names a link or a document number. ``unit``
    (by id or any name) provided it. ``what.received`` is ``day`` where it is not given.

    Raises:
        UnknownId: no such task or unit.
        NotAllowed: neither file, link nor number, or a link that is not http(s) (``lacks``).
        Unreadable: the file cannot be opened.
    """
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    plans.task(library, task_id)
    unit_id = units.find_unit(library, unit).id if unit else None
    _refuse(library, what, file)
    kept = evidence.keep_file(library.folder / "evidence", file) if file else None
    new = replace(
        what, received=what.received or day, name=what.name or (kept.name if kept else what.url or what.doc_no)
    )
    with library.step("添加佐证材料", who=who, day=day) as step:
        step.made = evidence.insert_evidence(step, new, kept, unit_id)
        evidence.link_evidence(step, step.made, task_id, unit_id, report_id)
        work.begin_work(step, task_id, unit_id, day)
    return step.changes


def _refuse(library: "Library", what: Evidence, file: Path | None) -> None:
    if file is None and not what.url and not what.doc_no:
        raise NotAllowed(library=str(library.folder), lacks=("evidence",))
    if what.url and urlsplit(what.url).scheme not in ("http", "https"):
        raise NotAllowed(library=str(library.folder), lacks=("http_link",))


def remove_evidence(library: "Library", ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Put evidence into the recycle bin; its file stays.

    Raises:
        UnknownId: one of them is not there.
    """
    known = {each.id for of_task in evidence.evidence(library).values() for each in of_task}
    for number in ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="evidence", id=number)
    with library.step(f"删除 {len(ids)} 份佐证材料", who=who, day=day) as step:
        plans.set_removed(step, "evidence", ids, day)
    return step.changes
