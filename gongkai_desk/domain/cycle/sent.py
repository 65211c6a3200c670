"""The 报送登记 as it is read and entered: its lines, whichever table they are kept in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SentKind(StrEnum):
    """Where an entry of the 报送登记 is kept: what went up by itself, or a plan that was filed (报备)."""

    SUBMISSION = "submission"
    FILING = "filing"


@dataclass(frozen=True, slots=True)
class SentEntry:
    """What is entered once a paper is under way: the OA's number, the receipt (day, by whom), a remark."""

    doc_no: str = ""
    receipt: date | None = None
    receipt_by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SentUp:
    """A line of the 报送登记; ``what`` is a ``Submission``'s kind or ``filing``, ``due`` the day it had to be there."""

    kind: SentKind
    id: int
    what: str
    title: str
    addressee: str
    day: date
    entry: SentEntry
    version: str = ""
    means: str = ""
    due: date | None = None
    copy_id: int | None = None
    plan_id: int | None = None
