"""What came back from units: files kept by content, their rows, what was made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.rounds import ReturnedFile, ReturnedRow
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import set_columns, set_removed
from gongkai_desk.store.records import insert_record, records, set_record
from gongkai_desk.store.rows import json_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

OPINION_FILE = "opinion"
"""The kind of a returned file that is a 意见反馈表: its rows are opinions, no progress."""
SELF_FILE = "self"
"""The kind of a returned file that is a 自评表: its rows are points for items of a 考核."""
ANNUAL_FILE = "annual"
"""The kind of a returned file that is a 年报数据表: its rows are figures of a year."""
APART = frozenset({OPINION_FILE, SELF_FILE, ANNUAL_FILE})
"""Kinds whose rows are no progress, and wait elsewhere."""
_KEPT = "returned_file_id IN (SELECT id FROM returned_file WHERE removed IS NULL)"

# ---- asking


def returned_files(library: Library) -> list[ReturnedFile]:
    """Return the files that came back and were not removed, by id."""
    return records(library, ReturnedFile, "removed IS NULL")


def returned_file(library: Library, file_id: int) -> ReturnedFile:
    """Return one file.

    Raises:
        UnknownId: no such file, or it was removed.
    """
    found = records(library, ReturnedFile, "removed IS NULL AND id = ?", (file_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="returned_file", id=file_id)
    return found[0]


def returned_rows(library: Library, file_ids: Iterable[int] | None = None) -> list[ReturnedRow]:
    """Return the rows of some files, or of all that were not removed, by id."""
    if file_ids is None:
        return records(library, ReturnedRow, _KEPT)
    wanted = json_text(sorted(file_ids))
    return records(library, ReturnedRow, "returned_file_id IN (SELECT value FROM json_each(?))", (wanted,))


def waiting_rows(library: Library) -> list[ReturnedRow]:
    """Return the rows that wait for a person."""
    return records(library, ReturnedRow, f"settled IS NULL AND {_KEPT}")


def returned_row(library: Library, row_id: int) -> ReturnedRow:
    """Return one row.

    Raises:
        UnknownId: no such row.
    """
    found = records(library, ReturnedRow, "id = ?", (row_id,))
    if not found:
        raise UnknownId(library=str(library.folder), what="returned_row", id=row_id)
    return found[0]


def books_of_reports(library: Library) -> dict[int, int]:
    """Return the book (``DispatchUnit``) in which each report came, those that were typed left out."""
    rows = library.rows("SELECT id, dispatch_unit_id FROM report WHERE dispatch_unit_id IS NOT NULL")
    return dict(rows)


# ---- writing


def insert_file(step: Step, file: ReturnedFile) -> ReturnedFile:
    """Store that a file came back and return it with its id."""
    return replace(file, id=insert_record(step, file))


def set_file(step: Step, file: ReturnedFile) -> None:
    """Let a stored file be as ``file`` says."""
    assert file.id is not None
    set_record(step, file, file.id)


def insert_row(step: Step, row: ReturnedRow) -> int:
    """Store a row of a returned file and return its id."""
    return insert_record(step, row)


def set_row(step: Step, row: ReturnedRow) -> None:
    """Let a stored row be as ``row`` says."""
    assert row.id is not None
    set_record(step, row, row.id)


def set_report(step: Step, row_ids: Iterable[int], report_id: int) -> None:
    """Note what report was made of rows."""
    for number in row_ids:
        set_columns(step, "returned_row", number, {"report_id": report_id})


def remove_files(step: Step, file_ids: Iterable[int], day: date | None) -> None:
    """Put returned files into the recycle bin, or with ``None`` take them out again."""
    set_removed(step, "returned_file", file_ids, day)
