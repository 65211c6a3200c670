"""What went up, as stored: superiors, filed copies, 报送登记, 报备, 印发."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IREAD, S_IRGRP, S_IROTH
from typing import TYPE_CHECKING, TypeVar

from gongkai_desk.domain.cycle.upward import FiledCopy, Superior
from gongkai_desk.domain.ids import row_id
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_removed
from gongkai_desk.store.records import insert_record, records, table_of
from gongkai_desk.store.tasks.evidence import KeptFile, keep_file

if TYPE_CHECKING:
    from datetime import date

    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

T = TypeVar("T")
_READ_ONLY = S_IREAD | S_IRGRP | S_IROTH


def kept(library: Library, kind: type[T], plan_id: int | None = None) -> list[T]:
    """Return the entries that are not in the recycle bin, of one plan or all, in the order they were made."""
    of_plan = "" if plan_id is None else " AND plan_id = ?"
    return records(library, kind, f"removed IS NULL{of_plan}", () if plan_id is None else (plan_id,))


def superiors(library: Library) -> list[Superior]:
    """Return the superiors in their order."""
    return sorted(kept(library, Superior), key=lambda each: (each.position, row_id(each)))


def superior_names(library: Library) -> dict[int, str]:
    """Return the names of all superiors by id, also of those that were taken off the list: what went stays theirs."""
    return {each.id: each.name for each in records(library, Superior) if each.id is not None}


def one(library: Library, kind: type[T], number: int) -> T:
    """Return an entry.

    Raises:
        UnknownId: there is none of this id, or it is in the recycle bin.
    """
    found = records(library, kind, "removed IS NULL AND id = ?", (number,))
    if not found:
        raise UnknownId(library=str(library.folder), what=table_of(kind), id=number)
    return found[0]


def remove(step: Step, kind: type, ids: Iterable[int], day: date) -> None:
    """Put entries into the recycle bin."""
    set_removed(step, table_of(kind), ids, day)


# ---- filed copies


def freeze(library: Library, file: Path) -> KeptFile:
    """Keep a paper by its content in ``filed/``, where nobody writes it again.

    Raises:
        Unreadable: it cannot be opened.
        NoPermission, DiskFull: the library cannot take it.
    """
    copy = keep_file(library.folder / "filed", file)
    with suppress(OSError):  # a stick's file system knows no such right
        (library.folder / "filed" / copy.path).chmod(_READ_ONLY)
    return copy


def insert_copy(step: Step, copy: KeptFile) -> int:
    """Return the id of a filed copy's row, made if its content is new here."""
    found = step.connection.execute("SELECT id FROM filed_copy WHERE sha256 = ?", (copy.sha256,)).fetchone()
    if found:
        return int(found[0])
    return insert_record(step, FiledCopy(copy.sha256, copy.name, copy.suffix, copy.size))


def filed_copies(library: Library) -> dict[int, FiledCopy]:
    """Return all filed copies by id."""
    return {copy.id: copy for copy in records(library, FiledCopy) if copy.id is not None}


def copy_path(library: Library, copy_id: int) -> Path:
    """Return where a filed copy lies.

    Raises:
        UnknownId: there is none of this id.
    """
    found = filed_copies(library).get(copy_id)
    if found is None:
        raise UnknownId(library=str(library.folder), what="filed_copy", id=copy_id)
    return library.folder / "filed" / KeptFile(found.sha256, found.name, found.suffix, found.size).path
