"""Deadlines, recurrences and periods, each with the words it was printed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """How a deadline (时限) is meant; the grammar stands in ``words.deadlines``."""

    DATE = "date"
    MONTH = "month"
    MONTH_END = "month_end"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR_END = "year_end"
    YEAR_ROUND = "year_round"
    LONG_TERM = "long_term"
    DATE_THEN_LONG_TERM = "date_then_long_term"
    RELATIVE = "relative"
    YEAR_RANGE = "year_range"


class TimeRemark(StrEnum):
    """What a person should know about a deadline that was read."""

    UNREAD = "deadline_unread"
    BEFORE_ISSUE = "deadline_before_issue"
    AMBIGUOUS = "deadline_ambiguous"
    VAGUE = "deadline_vague"
    NO_ISSUE_DATE = "deadline_without_issue_date"
    TO_CONFIRM = "deadline_to_confirm"
    NO_NOTICE = "year_without_notice"
    ONE_PART_ONLY = "deadline_of_one_part"
    SEVERAL = "deadline_several"
    DONE_BEFORE = "done_before"  # a person said so: 已完成（补登）, never late
    LAST_YEAR = "last_year"  # a person said so: 属上年事项, never late


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed and as understood.

    ``due`` is the last day on time; ``None`` for 全年, 长期坚持 and what could not be read. ``nodes`` are all dates the
    phrase names, in order, each to be reminded of; ``due`` is the last. ``start`` is a named beginning (自7月1日起).
    """

    text: str = ""
    kind: DeadlineKind | None = None
    due: date | None = None
    nodes: tuple[date, ...] = ()
    start: date | None = None
    remarks: tuple[TimeRemark, ...] = ()


NO_DEADLINE = Deadline()


class Every(StrEnum):
    """The period of a recurrence (频次)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """So many times in each period (频次), as the text demands it."""

    every: Every
    times: int
    text: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Days (or hours) allowed for a step from an event (办理期限).

    ``working`` says 工作日; ``after`` is the event, empty if the text does not say it. Where the text gives ``hours``,
    they count, and ``days`` is the number of days begun (24小时 → 1).
    """

    text: str
    days: int
    working: bool
    after: str = ""
    hours: int = 0
