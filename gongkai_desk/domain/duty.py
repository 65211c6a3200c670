"""A duty with a clock (法定和要点要求的事项): what is to be done by when, on what basis, and whether it was done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyKind(StrEnum):
    """Where a duty comes from; the law's and a plan's are two lists."""

    LEGAL = "legal"  # 法定
    PLAN = "plan"  # a sentence of a plan
    OWN = "own"  # entered by the office


@dataclass(frozen=True, slots=True)
class Clock:
    """How a day was counted: ``length`` working or calendar days after ``since``, the day of ``event``."""

    event: str
    since: date
    length: int
    working: bool = True


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as it stands; ``key`` names it for good: ``legal:annual_report:2026``, ``plan:filing:12``, ``own:3``.

    ``basis`` is the rule or the sentence. ``due`` ``None``: no day is set. ``set_by_hand``: the office moved the day.
    ``entered``: the day on which the ledger came to know it. ``id`` ``None``: nothing of it is stored yet.
    """

    key: str
    kind: DutyKind
    name: str
    basis: str
    due: date | None = None
    clock: Clock | None = None
    plan_id: int | None = None
    task_id: int | None = None
    done: date | None = None
    doc_no: str = ""
    remark: str = ""
    set_by_hand: bool = False
    entered: date | None = None
    id: int | None = None


class DutyState(StrEnum):
    """How a duty stands on a day."""

    PAST = "past"  # its day is over, nothing was done
    BEFORE = "before"  # over already when the ledger began: to be entered as done or set anew
    SOON = "soon"
    AHEAD = "ahead"
    UNDATED = "undated"
    DONE = "done"
    DONE_LATE = "done_late"
