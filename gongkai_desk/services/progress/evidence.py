"""佐证材料: files, links and document numbers kept with a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from gongkai_desk.domain.act import By, Changes
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import NotAllowed, ReadOnlyLedger, UnknownId
from gongkai_desk.store import writing
from gongkai_desk.store.directory import units
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.progress import work
from gongkai_desk.store.tasks import evidence, plans


def attach(
    library: Library,
    by: By,
    task_id: int,
    what: Evidence,
    *,
    file: Path | None = None,
    unit: str | None = None,
) -> Changes:
    """Keep evidence with a task; ``made`` is its id.

    ``file`` is copied into the library by its content; without it ``what`` names a link or a document number. ``unit``
    (by id or any name) provided it. ``what.received`` is ``day`` where it is not given.

    Raises:
        UnknownId: no such task or unit.
        NotAllowed: neither file, link nor number, or a link that is not http(s) (``lacks``).
        Unreadable: the file cannot be opened.
    """
    return attach_many(library, by, task_id, [(what, file)], unit=unit)


def attach_many(
    library: Library,
    by: By,
    task_id: int,
    proofs: Sequence[tuple[Evidence, Path | None]],
    *,
    unit: str | None = None,
) -> Changes:
    """Keep several pieces of evidence with a task as one step, as ``attach``; ``made`` is the last one's id."""
    plans.task(library, task_id)
    unit_id = units.find_unit(library, unit).id if unit else None
    kept = [kept_proof(library, what, file, by.today) for what, file in proofs]
    name = "添加佐证材料" if len(kept) == 1 else f"添加 {len(kept)} 份佐证材料"
    with library.step(name, by) as step:
        for proof in kept:
            step.made = put_proof(step, proof, task_id, unit_id, None)
        if unit_id is not None or units.first_unit(library, task_id) is None:  # of the whole task: no unit's own fact
            work.begin_work(step, task_id, unit_id, by.today)
    return step.changes


def empty_files(files: Iterable[Path]) -> list[Path]:
    """Return those files that have nothing in them: often a copy that was cut short, so a person is asked."""
    return [file for file in files if file.is_file() and file.stat().st_size == 0]


def kept_proof(
    library: Library, what: Evidence, file: Path | None, day: date
) -> tuple[Evidence, evidence.KeptFile | None]:
    """Copy a file into the library, and return the evidence as it is to be stored; received on ``day`` by default.

    Raises:
        ReadOnlyLedger, NotAllowed, Unreadable: as for ``attach``.
    """
    if library.read_only:
        raise ReadOnlyLedger(library=str(library.folder))
    _refuse(library, what, file)
    kept = evidence.keep_file(library.folder / "evidence", file) if file else None
    name = what.name or (kept.name if kept else what.url or what.doc_no)
    return replace(what, received=what.received or day, name=name), kept


def put_proof(
    step: Step,
    proof: tuple[Evidence, evidence.KeptFile | None],
    task_id: int,
    unit_id: int | None,
    report_id: int | None,
) -> int:
    """Store evidence that ``kept_proof`` returned as part of a step; return its id."""
    number = evidence.insert_evidence(step, *proof, unit_id)
    evidence.link_evidence(step, number, task_id, unit_id, report_id)
    return number


def _refuse(library: Library, what: Evidence, file: Path | None) -> None:
    if file is None and not what.url and not what.doc_no:
        raise NotAllowed(library=str(library.folder), lacks=("evidence",))
    if what.url and urlsplit(what.url).scheme not in ("http", "https"):
        raise NotAllowed(library=str(library.folder), lacks=("http_link",))


def remove_evidence(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Put evidence into the recycle bin; its file stays.

    Raises:
        UnknownId: one of them is not there.
    """
    known = {each.id for of_task in evidence.evidence(library).values() for each in of_task}
    for number in ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="evidence", id=number)
    with library.step(f"删除 {len(ids)} 份佐证材料", by) as step:
        writing.set_removed(step, "evidence", ids, by.today)
    return step.changes
