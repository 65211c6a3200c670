"""What goes out to units and comes back (下发, 回收, 征求意见), and packets for colleagues (分工录入包).

A field is called as its column in ``store.schema.rounds``, where the words of kinds and answers stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DispatchKind(StrEnum):
    """What a batch sends out."""

    WORKBOOK = "workbook"  # 填报表
    OPINION = "opinion"  # 征求意见稿
    ISSUED = "issued"  # 印发件


class Return(StrEnum):
    """What became of a unit's book (谁没报); worked out, never stored."""

    MISSING = "missing"  # 未报
    WAITING = "waiting"  # 已收待归
    REPORTED = "reported"  # 已报
    LATE = "late"  # 迟报
    ZERO = "zero"  # 零报告
    SENT_BACK = "sent_back"  # 退回


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A batch (下发): ``closing`` is its closing day, ``silent_agrees``: the notice said that silence is 无意见."""

    plan_id: int
    kind: DispatchKind
    day: date
    batch: str = ""
    period: str = ""
    doc_no: str = ""
    means: str = ""
    shared: bool = False
    silent_agrees: bool = False
    closing: date | None = None
    filed_copy_id: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class DispatchUnit:
    """One unit's part of a batch; whether it is late or waits to be laid is computed from its days."""

    dispatch_id: int
    unit_id: int
    code: str = ""  # 单位码
    means: str = ""
    addressee: str = ""
    file_name: str = ""
    receipt: date | None = None  # 签收
    receipt_by: str = ""
    returned: date | None = None
    taken: date | None = None
    zero: bool = False  # 零报告
    sent_back: date | None = None  # 退回补报
    sent_back_reason: str = ""
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosingMove:
    """A closing day that was moved (准予延期报送), for one unit or the whole batch; ``was`` is the day before it."""

    dispatch_id: int
    day: date
    closing: date
    dispatch_unit_id: int | None = None
    was: date | None = None
    approver: str = ""
    reason: str = ""
    doc_no: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row of a book as it was sent, as text: the base of the three-way merge with what is stored and returned."""

    dispatch_unit_id: int
    task_id: int
    position: int = 0
    code: str = ""  # 任务码 with its check character
    report_id: int | None = None
    progress: str = ""
    state: str = ""
    problems: str = ""
    next_steps: str = ""
    evidence: str = ""
    contact: str = ""
    phone: str = ""
    filled: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back, kept by content; ``unit_by`` says what its unit is known by.

    ``remark``: why it waits as a whole, and what says which unit (``code=3``), parted by 、.
    """

    kind: str
    day: date
    dispatch_id: int | None = None
    dispatch_unit_id: int | None = None
    unit_id: int | None = None
    name: str = ""
    sha256: str = ""
    suffix: str = ""
    size: int = 0
    unit_by: str = ""
    sender: str = ""
    pages: int = 0
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned file; one that is not ``sure`` waits until a person has ``settled`` it."""

    returned_file_id: int
    sheet: str = ""
    line: int = 0
    task_id: int | None = None
    unit_id: int | None = None
    task_by: str = ""
    sure: bool = False
    progress: str = ""
    state: str = ""
    problems: str = ""
    next_steps: str = ""
    evidence: str = ""
    contact: str = ""
    phone: str = ""
    filled: str = ""
    words: str = ""
    other: str = ""
    settled: date | None = None
    settled_by: str = ""
    answer: str = ""
    report_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a unit says of a draft (征求意见): 意见, 是否同意, 依据, whether it was adopted or why not, 协商."""

    plan_id: int
    task_id: int | None = None
    unit_id: int | None = None
    dispatch_unit_id: int | None = None
    returned_file_id: int | None = None
    day: date | None = None
    agrees: str = ""
    silent: bool = False
    text: str = ""
    basis: str = ""
    adopted: str = ""
    reply: str = ""
    consulted: date | None = None
    consultation: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Packet:
    """A 分工录入包 that was made here or merged here; ``library`` is the identity of the other library."""

    code: str
    kind: str
    library: str
    day: date
    peer: str = ""
    plan_id: int | None = None
    filed_copy_id: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """Where a row was made: ``foreign_id`` in another ``library``, ``row_id`` here."""

    table_name: str
    row_id: int
    library: str
    foreign_id: int
    packet_id: int | None = None
    id: int | None = None
