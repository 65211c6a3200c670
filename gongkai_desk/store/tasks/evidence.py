"""Files kept by content: plans as received (originals/) and evidence (佐证材料, evidence/).

A file is named by the SHA-256 of its content in a folder of its first two digits, with its suffix; the name that it
came with is in the database. Nothing here deletes: undo and the recycle bin need the files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai_desk.domain.work import Evidence, StoredEvidence
from gongkai_desk.errors import UnknownId, Unreadable
from gongkai_desk.outside import without_unseen
from gongkai_desk.paths import ask_regular, flush_folder, stored_whole, told_kindly, told_of
from gongkai_desk.store.journal import Step, insert
from gongkai_desk.store.rows import Ledger, day_of, day_text, json_text

_CHUNK = 1 << 20

_SUFFIX_LENGTH = 10


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the library: its content's hash, its name as it came, its suffix, its size in bytes."""

    sha256: str
    name: str
    suffix: str
    size: int

    @property
    def path(self) -> str:
        """Return its place below ``originals/`` or ``evidence/``."""
        return f"{self.sha256[:2]}/{self.sha256}{self.suffix}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's content.

    Raises:
        Unreadable: it is no ordinary file, or cannot be opened.
    """
    ask_regular(path)
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise Unreadable(file=str(path), reason=error.strerror or "") from error
    return digest.hexdigest()


def keep_file(folder: Path, path: Path) -> KeptFile:
    """Copy a file of any size into ``folder``, unless its content is there already.

    Raises:
        Unreadable: it is no ordinary file, cannot be opened, or changed while it was copied.
        NoPermission, DiskFull: the library cannot take it.
    """
    kept = KeptFile(hash_file(path), _readable(path.name), _suffix(path.name), path.stat().st_size)
    _keep(folder, kept, lambda target: shutil.copyfile(path, target))
    return kept


def keep_bytes(folder: Path, data: bytes, name: str) -> KeptFile:
    """Keep ``data`` in ``folder`` as the file ``name``, unless it is there already."""
    kept = KeptFile(hashlib.sha256(data).hexdigest(), name, _suffix(name), len(data))
    _keep(folder, kept, lambda target: target.write_bytes(data))
    return kept


def _keep(folder: Path, kept: KeptFile, write: Callable[[Path], object]) -> None:
    target = folder / kept.path
    if _holds(target, kept):
        return
    with told_of(folder.parent), told_kindly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        flush_folder(folder)
    with told_of(folder.parent), stored_whole(target) as beside:
        write(beside)
        if hash_file(beside) != kept.sha256:
            raise Unreadable(file=kept.name, reason="changed")


def _holds(target: Path, kept: KeptFile) -> bool:
    """Tell whether the content is there unharmed; a harmed copy is written again."""
    return target.is_file() and target.stat().st_size == kept.size and hash_file(target) == kept.sha256


def _readable(name: str) -> str:
    """Return a file's name as text, all of it seen; one not in the system's encoding (out of a zip file) is GBK."""
    if any("\udc80" <= character <= "\udcff" for character in name):
        name = os.fsencode(name).decode("gb18030", "replace")
    return without_unseen(name)


def _suffix(name: str) -> str:
    """Return the suffix if it is a plain short one: it becomes part of a path."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _SUFFIX_LENGTH else ""


# ---- evidence of tasks


def evidence(library: Ledger, task_ids: Iterable[int] | None = None) -> dict[int, list[StoredEvidence]]:
    """Return the evidence of tasks, in the order in which it came."""
    chosen = "" if task_ids is None else " AND l.task_id IN (SELECT value FROM json_each(?))"
    rows = library.rows(
        "SELECT DISTINCT l.task_id, e.name, e.sha256, e.url, e.doc_no, e.effective, e.received, e.id, e.unit_id"
        " FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id"
        f" WHERE e.removed IS NULL{chosen} ORDER BY l.task_id, e.id",
        () if task_ids is None else (json_text(sorted(task_ids)),),
    )
    found: dict[int, list[StoredEvidence]] = defaultdict(list)
    for task_id, name, sha256, url, doc_no, effective, received, number, unit in rows:
        found[task_id].append(
            StoredEvidence(name, sha256, url, doc_no, day_of(effective), day_of(received), unit, id=number)
        )
    return dict(found)


def evidence_counts(library: Ledger, task_ids: Iterable[int]) -> dict[int, int]:
    """Return how many pieces of evidence each task has, those without any left out."""
    rows = library.rows(
        "SELECT l.task_id, count(DISTINCT e.id) FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id"
        " WHERE e.removed IS NULL AND l.task_id IN (SELECT value FROM json_each(?)) GROUP BY l.task_id",
        (json_text(sorted(task_ids)),),
    )
    return dict(rows)


def evidence_units(library: Ledger, task_ids: Iterable[int]) -> dict[tuple[int, int], int | None]:
    """Return the unit to whose share of a task a piece of evidence belongs, by task and piece; ``None``: to all."""
    rows = library.rows(
        "SELECT task_id, evidence_id, unit_id FROM evidence_link WHERE task_id IN (SELECT value FROM json_each(?))"
        " ORDER BY id DESC",
        (json_text(sorted(task_ids)),),
    )
    return {(task_id, number): unit_id for task_id, number, unit_id in rows}


def evidence_file(library: Ledger, evidence_id: int) -> Path | None:
    """Return where the file of a piece of evidence lies; ``None`` for a link or a number.

    Raises:
        UnknownId: there is no such evidence.
    """
    found = library.rows("SELECT sha256, name, suffix, size FROM evidence WHERE id = ?", (evidence_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="evidence", id=evidence_id)
    kept = KeptFile(*found[0])
    return library.folder / "evidence" / kept.path if kept.sha256 else None


def insert_evidence(step: Step, new: Evidence, kept: KeptFile | None, unit_id: int | None) -> int:
    """Store a piece of evidence and return its id."""
    file = {"sha256": kept.sha256, "suffix": kept.suffix, "size": kept.size} if kept else {}
    own = {"name": new.name, "url": new.url, "doc_no": new.doc_no, "unit_id": unit_id}
    days = {"effective": day_text(new.effective), "received": day_text(new.received)}
    return insert(step, "evidence", {**own, **days, **file})


def link_evidence(step: Step, evidence_id: int, task_id: int, unit_id: int | None, report_id: int | None) -> int:
    """Let evidence belong to a task, to one unit's share of it, to a report."""
    keys = {"task_id": task_id, "unit_id": unit_id, "report_id": report_id}
    return insert(step, "evidence_link", {"evidence_id": evidence_id, **keys})


def insert_original(step: Step, kept: KeptFile) -> int:
    """Return the id of a kept file's row, made if its content is new here."""
    found = step.connection.execute("SELECT id FROM original WHERE sha256 = ?", (kept.sha256,)).fetchone()
    if found:
        return int(found[0])
    return insert(step, "original", asdict(kept))


def original_of(library: Ledger, plan_id: int) -> tuple[Path, str] | None:
    """Return where the file of a plan lies and the name it came with; ``None`` for a plan made by hand."""
    found = library.rows(
        "SELECT o.sha256, o.name, o.suffix, o.size FROM original o JOIN plan p ON p.original_id = o.id WHERE p.id = ?",
        (plan_id,),
    )
    if not found:
        return None
    sha256, name, suffix, size = found[0]
    return library.folder / "originals" / KeptFile(sha256, name, suffix, size).path, name
