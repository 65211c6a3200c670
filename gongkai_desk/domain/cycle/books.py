"""What a 填报表 to a unit is made of: its rows, what it is asked for, where it goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class BookState(StrEnum):
    """What the drop-down of 完成情况 offers, as printed; other words are only warned of."""

    DONE = "已完成"
    ONGOING = "推进中"
    NOT_STARTED = "未启动"
    ZERO = "零报告"
    NOT_CONCERNED = "不涉及"


UNIT_LABEL, BATCH_LABEL, CODE_LABEL, CLOSING_LABEL = "填报单位", "批号", "单位码", "报送截止"
"""What stands, with a colon, in front of each piece of the line over a book's table."""
RANGE_LABEL, OFFICE_LABEL, CONTACT_LABEL, PHONE_LABEL = "填报范围", "收表单位", "联系人", "联系电话"
"""What stands in front of the plan and of who collects the book, on its first sheet."""
UNITS_SHEET: Final = "适用单位"
"""The sheet of a shared book, and the head of its one column: the units that its drop-down offers."""
OWN_HEADING: Final = "本单位另报"
"""Heads the free rows below the tasks."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a unit writes in a row, called as the columns of ``sent_row`` and ``returned_row``."""

    progress: str = ""
    state: str = ""
    problems: str = ""
    next_steps: str = ""
    evidence: str = ""
    contact: str = ""
    phone: str = ""
    filled: str = ""  # 填报日期


@dataclass(frozen=True, slots=True)
class BookRow:
    """A task that a unit reports on.

    ``previous``: what it reported last. ``written``: what stands in the cells already, ``opinion`` why they come back
    (退回补报). ``report_id``: the report whose text is ``previous``.
    """

    task_id: int
    code: str = ""  # 任务码
    seq: str = ""
    title: str = ""
    content: str = ""
    deadline: str = ""
    previous: str = ""
    report_id: int | None = None
    written: Filled = Filled()
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class BookNote:
    """A task for information only: ``standing`` says why nothing is asked on it."""

    task_id: int
    seq: str = ""
    title: str = ""
    content: str = ""
    deadline: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the books and where they go back to, all as text; what is empty is left out or a blank to fill."""

    office: str = ""
    contact: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class UnitBook:
    """A book (填报表) of one unit; a shared one (通用填报表) has the ``units`` to choose from instead of a ``unit``.

    ``plan`` is the plan's title, ``period`` in words (2022年二季度). ``previous``: last period's text is shown beside,
    ``internal``: marked 内部资料. ``sheet_code``: what the code for machines on it says.
    """

    plan: str
    period: str
    batch: str = ""
    unit: str = ""
    code: str = ""  # 单位码
    units: tuple[str, ...] = ()
    closing: date | None = None
    rows: Sequence[BookRow] = ()
    others: Sequence[BookNote] = ()
    sender: Sender = field(default=Sender())
    previous: bool = True
    internal: bool = False
    sheet_code: str = ""

    @property
    def shared(self) -> bool:
        """Tell whether one book goes to several units."""
        return bool(self.units)


@dataclass(frozen=True, slots=True)
class SendOrder:
    """What is to be sent out: for which period of a plan, until when, to whom (``None``: to all that owe something).

    ``shared``: units with the same tasks share a book. ``previous``: last period's texts stand beside. ``internal``:
    the papers are marked 内部资料; then no mail is drafted and no text made to copy unless a person ``confirmed`` the
    channel. ``mail``: with drafts; ``zipped``: the books go into one .zip as well.
    """

    plan_id: int
    period: str
    closing: date
    unit_ids: frozenset[int] | None = None
    shared: bool = False
    previous: bool = True
    mail: bool = False
    zipped: bool = False
    internal: bool = False
    confirmed: bool = False
    means: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """A later closing day that is granted (准予延期报送): by whom, why, by what paper."""

    closing: date
    approver: str = ""
    reason: str = ""
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a 报送通知 says: ``plan`` with its number, the batch, whom it goes to, how much it asks for."""

    plan: str
    doc_no: str
    period: str
    batch: str
    closing: date
    day: date
    sender: Sender
    units: int
    tasks: int
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """A unit that gets a book: how it is reached, the file, what may be copied into a message (empty: nothing may)."""

    unit: str
    contact: str
    phone: str
    mail: str
    file_name: str
    subject: str = ""
    text: str = ""
