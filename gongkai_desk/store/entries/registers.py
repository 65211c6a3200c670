"""The registers 依申请公开 (``request``) and 政策解读 (``interpretation``): rows ⇄ domain objects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.registers import (
    ApplicantClass,
    Channel,
    Interpretation,
    Outcome,
    Request,
    Result,
    StoredInterpretation,
    StoredRequest,
)
from gongkai_desk.errors import UnknownId
from gongkai_desk.store.journal import insert, set_columns, set_removed
from gongkai_desk.store.rows import day_of, day_text

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library

REQUEST, INTERPRETATION = "request", "interpretation"

_REQUEST = (
    "number, applicant, applicant_class, channel, subject, content, received, correction_asked, correction_until,"
    " corrected, third_party_asked, third_party_answered, extended, extended_days, extension_reason, answered, result,"
    " doc_no, review, litigation, carried_from, unit_id, remark, id"
)
_INTERPRETATION = "file_title, file_doc_no, file_link, file_day, title, form, link, day, unit_id, task_id, remark, id"


# ---- asking


def requests(library: Library, *, removed: bool = False, only_open: bool = False) -> list[StoredRequest]:
    """Return the register by day of receipt, or what of it was removed; all, or only what is not answered yet."""
    where = ("removed IS NOT NULL" if removed else "removed IS NULL") + (" AND answered IS NULL" if only_open else "")
    rows = library.rows(f"SELECT {_REQUEST} FROM request WHERE {where} ORDER BY received, id")
    return [_request_of(row) for row in rows]


def request(library: Library, request_id: int) -> StoredRequest:
    """Return one request.

    Raises:
        UnknownId: no such request, or it was removed.
    """
    rows = library.rows(f"SELECT {_REQUEST} FROM request WHERE id = ? AND removed IS NULL", (request_id,))
    if not rows:
        raise UnknownId(library=str(library.folder), what="request", id=request_id)
    return _request_of(rows[0])


def _request_of(row: tuple[Any, ...]) -> StoredRequest:
    number, applicant, cls, channel, subject, content, *days = row[:12]
    third_answered, extended, extended_days, reason, answered, result, doc_no, *rest = row[11:]
    review, litigation, carried_from, unit_id, remark, row_id = rest
    received, asked, until, completed, third_asked, _ = map(day_of, days)
    return StoredRequest(
        number,
        applicant,
        ApplicantClass(cls) if cls else ApplicantClass.PERSON,
        Channel(channel) if channel else Channel.INTERNET,
        subject,
        content,
        received,
        asked,
        until,
        completed,
        third_asked,
        day_of(third_answered),
        day_of(extended),
        extended_days,
        reason,
        day_of(answered),
        Result(result) if result else None,
        doc_no,
        Outcome(review) if review else None,
        Outcome(litigation) if litigation else None,
        carried_from,
        unit_id,
        remark,
        id=row_id,
    )


def interpretations(
    library: Library, *, removed: bool = False, task_id: int | None = None
) -> list[StoredInterpretation]:
    """Return the register by day of the file, or what of it was removed; of one task or of all."""
    where = "IS NOT NULL" if removed else "IS NULL"
    rows = library.rows(
        f"SELECT {_INTERPRETATION} FROM interpretation WHERE removed {where} AND (?1 IS NULL OR task_id = ?1)"
        " ORDER BY file_day, file_title, id",
        (task_id,),
    )
    return [_interpretation_of(row) for row in rows]


def interpretation(library: Library, number: int) -> StoredInterpretation:
    """Return one entry.

    Raises:
        UnknownId: no such entry, or it was removed.
    """
    rows = library.rows(f"SELECT {_INTERPRETATION} FROM interpretation WHERE id = ? AND removed IS NULL", (number,))
    if not rows:
        raise UnknownId(library=str(library.folder), what="interpretation", id=number)
    return _interpretation_of(rows[0])


def _interpretation_of(row: tuple[Any, ...]) -> StoredInterpretation:
    file_title, file_doc_no, file_link, file_day, title, form, link, day, *rest, number = row
    texts = (file_title, file_doc_no, file_link, day_of(file_day), title, form, link, day_of(day))
    return StoredInterpretation(*texts, *rest, id=number)


# ---- writing


def insert_request(step: Step, new: Request) -> int:
    """Store a request and return its id."""
    return insert(step, REQUEST, _request_values(new))


def set_request(step: Step, request_id: int, new: Request) -> None:
    """Let a stored request be as ``new`` says."""
    set_columns(step, REQUEST, request_id, _request_values(new))


def set_carried(step: Step, ids: Iterable[int], year: int) -> None:
    """Mark requests as carried over from a year."""
    for each in ids:
        set_columns(step, REQUEST, each, {"carried_from": year})


def insert_interpretation(step: Step, new: Interpretation) -> int:
    """Store an entry and return its id."""
    return insert(step, INTERPRETATION, _interpretation_values(new))


def set_interpretation(step: Step, number: int, new: Interpretation) -> None:
    """Let a stored entry be as ``new`` says."""
    set_columns(step, INTERPRETATION, number, _interpretation_values(new))


def set_entries_removed(step: Step, table: str, ids: Iterable[int], day: date | None) -> None:
    """Put entries of ``REQUEST`` or ``INTERPRETATION`` into the recycle bin, or with ``None`` take them out again."""
    set_removed(step, table, ids, day)


def _request_values(new: Request) -> dict[str, Any]:
    return {
        "number": new.number,
        "applicant": new.applicant,
        "applicant_class": new.applicant_class.value,
        "channel": new.channel.value,
        "subject": new.subject,
        "content": new.content,
        "received": day_text(new.received),
        "correction_asked": day_text(new.completion_asked),
        "correction_until": day_text(new.completion_until),
        "corrected": day_text(new.completed),
        "third_party_asked": day_text(new.third_party_asked),
        "third_party_answered": day_text(new.third_party_answered),
        "extended": day_text(new.extended),
        "extended_days": new.extended_days,
        "extension_reason": new.extension_reason,
        "answered": day_text(new.answered),
        "result": new.result.value if new.result else "",
        "doc_no": new.doc_no,
        "review": new.review.value if new.review else "",
        "litigation": new.litigation.value if new.litigation else "",
        "carried_from": new.carried_from,
        "unit_id": new.unit_id,
        "remark": new.remark,
    }


def _interpretation_values(new: Interpretation) -> dict[str, Any]:
    return {
        "file_title": new.file_title,
        "file_doc_no": new.file_doc_no,
        "file_link": new.file_link,
        "file_day": day_text(new.file_day),
        "title": new.title,
        "form": new.form,
        "link": new.link,
        "day": day_text(new.day),
        "unit_id": new.unit_id,
        "task_id": new.task_id,
        "remark": new.remark,
    }
