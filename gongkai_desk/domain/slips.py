"""Reminders on paper: 催办单, 提示单 and 三色督办单, the list of units, the register of numbers, the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.ids import ReminderId
from gongkai_desk.domain.light import Why


class SlipKind(StrEnum):
    """The kinds of slips; each has its own numbers."""

    HINT = "hint"  # 提示单
    CHASE = "chase"  # 催办单
    BLUE = "blue"  # 三色督办单: near
    YELLOW = "yellow"  # behind
    RED = "red"  # overdue


COLOURED = (SlipKind.BLUE, SlipKind.YELLOW, SlipKind.RED)
"""三色督办单, the mildest first."""


class Means(StrEnum):
    """How a unit was reminded."""

    PHONE = "电话"
    CHAT = "政务微信"
    SHORT_MESSAGE = "短信"
    LETTER = "发函"
    IN_PERSON = "当面"
    MEETING = "会议"


@dataclass(frozen=True, slots=True)
class SlipTask:
    """One item of a slip, each as the text to print; ``name`` is its short form for the answer slip and the stub.

    ``causes``: for which of the kind's triggers it is due; none where a clerk adds it by hand.
    """

    task_id: int
    plan_id: int | None
    name: str
    basis: str  # 任务依据（文号、序号、原文）
    deadline: str
    progress: str
    late: str  # 未报或滞后情形
    causes: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to one unit. ``number`` is 0 until it is issued; ``number_text`` is what is printed under 编号.

    ``code`` and ``answer_code`` (of its 回执): what the codes for machines on its pages say, once it has a number.
    """

    kind: SlipKind
    title: str
    unit_id: int
    unit: str
    tasks: tuple[SlipTask, ...]
    day: date
    answer_until: date
    demand: str  # 办理要求
    office: str = ""  # 发单单位
    contact: str = ""
    phone: str = ""
    signer: str = ""
    copy_to: str = ""  # 抄送, once it was escalated
    number: int = 0
    number_text: str = ""
    code: str = ""
    answer_code: str = ""


@dataclass(frozen=True, slots=True)
class SlipNumber:
    """A line of the register: a slip that was issued. ``answered``: the day its 回执 came."""

    id: int
    kind: SlipKind
    year: int
    number: int
    unit_id: int | None
    unit: str
    title: str
    day: date | None
    answer_until: date | None
    answered: date | None
    signer: str = ""
    number_text: str = ""
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """One entry of the reminder log (催办记录): who was asked how, who answered what, and by when it was promised."""

    day: date
    unit_id: int | None
    means: Means
    task_id: int | None = None
    plan_id: int | None = None
    answered_by: str = ""
    answer: str = ""
    promised: date | None = None
    slip_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredReminder(Reminder):
    """An entry of the log."""

    id: ReminderId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call as a line of the log: the entries of its tasks together; ``tasks`` is empty where it was about all."""

    ids: tuple[int, ...]
    first: Reminder
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """A unit on the list (催办名单): its tasks by cause in words, and how it was reminded already."""

    unit: str
    contact: str
    phone: str
    matter: str
    told: frozenset[Means] = frozenset()


@dataclass(frozen=True, slots=True)
class ChaseList:
    """催办名单 of a day."""

    title: str
    day: date
    lines: tuple[ChaseLine, ...]
    office: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The register of numbers (编号登记簿) of a year."""

    title: str
    lines: tuple[SlipNumber, ...]
    names: Mapping[int, str]  # of the tasks


@dataclass(frozen=True, slots=True)
class Call:
    """What one entry of the log says: how a unit was reminded, who answered what, by when it was promised."""

    means: Means = Means.PHONE
    answered_by: str = ""
    answer: str = ""
    promised: date | None = None
