"""What happens to a task in the year: state, reports (进展), evidence (佐证)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """The stored status of one unit's share of a task; 逾期 and 临期 are computed, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    CLOSED = "closed"
    RETURNED = "returned"
    NOT_APPLICABLE = "not_applicable"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What may be done to one unit's share of a task (``transition``)."""

    APPLY = "apply"
    VERIFY = "verify"
    CLOSE = "close"
    RETURN = "return"
    NOT_APPLICABLE = "not-applicable"
    EXTEND = "extend"
    CHANGE = "change"
    SUSPEND = "suspend"
    RESUME = "resume"
    DEFER = "defer"
    CANCEL = "cancel"
    REOPEN = "reopen"
    CARRY_OVER = "carry-over"


@dataclass(frozen=True, slots=True)
class Report:
    """Progress (进展) of one unit on one day; a correction is a new report that names the one it corrects.

    ``problems`` 存在问题, ``next_steps`` 下一步打算, ``expected`` 预计完成时间, ``zero`` 零报告;
    ``summary``: the office's own 汇总稿; ``period`` is e.g. ``2022Q3``.
    """

    task_id: int
    unit: str
    day: date
    text: str
    unit_id: int | None = None
    corrects: int | None = None
    id: int | None = None
    period: str = ""
    problems: str = ""
    next_steps: str = ""
    expected: date | None = None
    zero: bool = False
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence (佐证材料): a file kept by content (``sha256``), a link, or a document number."""

    name: str
    sha256: str = ""
    url: str = ""
    doc_no: str = ""
    effective: date | None = None
    received: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act changed: ids by table name, for views to refresh; ``step`` is the journal's number.

    ``made`` is the id of the thing that the act made, if it made one; ``proposed`` are the names of units that it added
    to the directory as proposed.
    """

    step: int
    name: str
    ids: dict[str, frozenset[int]]
    made: int | None = None
    proposed: tuple[str, ...] = ()
