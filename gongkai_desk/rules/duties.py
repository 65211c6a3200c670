"""Duties with a clock: those of the law, and those that a plan's own sentences impose. Two lists, never mixed.

The law's are data (``resources/duties.csv``), each with its source. A plan's exist only where a sentence of it says so;
that sentence is the basis.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from gongkai_desk.domain.calendar import Clock, Duty, DutyState
from gongkai_desk.domain.plan import Plan, PlanDates, Task
from gongkai_desk.domain.time import NO_DEADLINE, Deadline
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import inner_deadlines
from gongkai_desk.workdays import Workdays


class Measure(StrEnum):
    """In what the time of a duty is counted."""

    WORKDAYS = "工作日"
    HOURS = "小时"
    DAYS = "日"


@dataclass(frozen=True, slots=True)
class LegalDuty:
    """A duty by law: ``length`` from ``event`` on, or every year on ``on`` (month, day); ``basis`` is its source."""

    key: str
    name: str
    event: str
    on: tuple[int, int] | None
    length: int
    measure: Measure | None
    extension: int
    basis: str
    remark: str = ""


def read_legal_duties(path: Path) -> tuple[LegalDuty, ...]:
    """Return the duties of a CSV (UTF-8): 标识,名称,事件,每年月日,期限,单位,可延期,依据,说明."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return tuple(_legal(row) for row in csv.DictReader(file))


def _legal(row: dict[str, str]) -> LegalDuty:
    month_day = row["每年月日"].split("-")
    return LegalDuty(
        row["标识"],
        row["名称"],
        row["事件"],
        (int(month_day[0]), int(month_day[1])) if len(month_day) == 2 else None,
        int(row["期限"] or 0),
        Measure(row["单位"]) if row["单位"] else None,
        int(row["可延期"] or 0),
        row["依据"],
        row["说明"] or "",
    )


def legal_due(duty: LegalDuty, event: date, workdays: Workdays, *, extended: bool = False) -> date | None:
    """Return the last day on time after an event in working days; ``None`` for duties of hours and fixed dates."""
    if duty.measure is not Measure.WORKDAYS:
        return None
    due = workdays.add(event, duty.length)
    return workdays.add(due, duty.extension) if extended and duty.extension else due


def yearly(duties: Iterable[LegalDuty], year: int) -> tuple[tuple[LegalDuty, date], ...]:
    """Return the duties of a fixed date with that date in a year."""
    return tuple((duty, date(year, *duty.on)) for duty in duties if duty.on)


# ---- a plan's own


class Imposed(StrEnum):
    """What a plan's sentence demands of those it addresses."""

    OWN_PLAN = "own_plan"  # 制定本地区、本部门的要点
    FILING = "filing"  # 任务分解、台账报上级备案
    LOOKBACK = "lookback"  # 对上一年度要点回头看
    ANNUAL_REPORT = "annual_report"  # 年报另定的日期
    IN_ANNUAL_REPORT = "in_annual_report"  # 落实情况写入年报
    ASSESSMENT = "assessment"  # 考核分值权重


@dataclass(frozen=True, slots=True)
class PlanDuty:
    """A duty that ``basis``, a sentence of the plan, imposes; ``task`` is the index of the task that holds it."""

    kind: Imposed
    basis: str
    deadline: Deadline
    task: int


_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_PATTERNS = (
    # 在本工作要点印发后30日内发布本区、本部门年度政务公开工作要点
    (
        Imposed.OWN_PLAN,
        re.compile(
            r"(?:制定|制订|发布|印发|出台|编制)[^。；，：]{0,12}(?:本区|本县|本市|本地区?|各自|本部门|本单位|本系统)"
            r"[^。；，：]{0,16}(?:要点|实施方案|工作方案)"
        ),
    ),
    # 做好任务分解，明确责任单位和落实时限，并报市政府办备案 · 制定本部门工作台账，并报市政府办公室备案
    (
        Imposed.FILING,
        re.compile(r"(?:任务分解|台账|要点|实施方案|落实方案|分工方案)[^。；]{0,40}报[^。；]{0,20}(?:备案|报备|备查)"),
    ),
    # 对上一年度工作要点落实情况开展“回头看” · 逐项核对上一年度要点落实情况
    (
        Imposed.LOOKBACK,
        re.compile(
            r"(?:上一?年度?|去年|往年)[^。；]{0,12}要点[^。；]{0,24}(?:回头看|核查|核对|核销)"
            r"|(?:回头看|核查|核对)[^。；]{0,12}(?:上一?年度?|去年|往年)[^。；]{0,12}要点"
        ),
    ),
    # 落实情况纳入政府信息公开工作年度报告予以公开
    (Imposed.IN_ANNUAL_REPORT, re.compile(r"(?:落实|贯彻|执行)[^。；]{0,24}(?:纳入|写入)[^。；]{0,20}年(?:度报告|报)")),
    # 发布本单位政府信息公开工作年度报告 · 按时发布政府信息公开年报
    (Imposed.ANNUAL_REPORT, re.compile(r"(?:发布|公布|公开|编制)[^。；，]{0,16}信息公开[^。；，]{0,6}年(?:度报告|报)")),
    # 政务公开分值权重不低于4%
    (Imposed.ASSESSMENT, re.compile(r"(?:分值|权重)[^。；]{0,8}不(?:低|少)于[0-9.]+[%％]")),
)


def imposed(tasks: Sequence[Task], plan: Plan, workdays: Workdays) -> tuple[PlanDuty, ...]:
    """Return the duties that a plan's own sentences impose, in its order; none that it does not state.

    The time is the one in the sentence, else the task's deadline.
    """
    context = TimeContext(plan.year, plan.dates, workdays)
    return tuple(duty for index, task in enumerate(tasks) for duty in _of_task(index, task, context))


def _of_task(index: int, task: Task, context: TimeContext) -> Iterator[PlanDuty]:
    """Yield each kind of duty once, with its sentence; the name of a task speaks with its first sentence."""
    sentences = [match.group().strip() for match in _SENTENCE.finditer(task.content)]
    found: set[Imposed] = set()
    for number, sentence in enumerate(sentences):
        read = f"{task.title}：{sentence}" if number == 0 and task.title and not task.title_derived else sentence
        for kind in _kinds(read):
            if kind not in found:
                found.add(kind)
                yield PlanDuty(kind, sentence, _time_of(sentence, task, context), index)


@lru_cache(maxsize=1 << 14)  # asked again after each edit of one task, while the others' texts stay
def _kinds(sentence: str) -> tuple[Imposed, ...]:
    """Return what kinds of duties a sentence imposes."""
    read = "".join(sentence.split()).replace(",", "，").replace(";", "；")
    return tuple(kind for kind, pattern in _PATTERNS if pattern.search(read))


def _time_of(sentence: str, task: Task, context: TimeContext) -> Deadline:
    stated = [deadline for deadline in inner_deadlines(sentence, context) if deadline.due]
    return stated[0] if stated else task.deadline if task.deadline.text else NO_DEADLINE


def earlier(*days: date | None) -> date | None:
    """Return the earliest of the days that a law and plans set for one duty: it is the one to remind of."""
    known = [day for day in days if day]
    return min(known) if known else None


# ---- how a duty stands

_LENGTH = re.compile(r"(?P<working>\d+)个?工作日|(?P<days>\d+)[日天]")  # 发布后20个工作日内 · 印发后30日内
SOON = 15
"""Calendar days before its day from which on a duty is near, as with tasks."""


def clock_of(deadline: Deadline, dates: PlanDates, workdays: Workdays) -> Clock | None:
    """Return how the day of a plan's sentence was counted; ``None`` where it is a date of its own."""
    found = _LENGTH.search(deadline.text)
    if found is None or deadline.due is None:
        return None
    working = bool(found["working"])
    length = int(found["working"] or found["days"])
    events = (("发布", dates.published), ("印发", dates.imprint), ("收到", dates.received), ("成文", dates.written))
    named = sorted(events, key=lambda each: each[0] not in deadline.text)
    return next(
        (
            Clock(event, since, length, working)
            for event, since in named
            if since and counted_to(Clock(event, since, length, working), workdays) == deadline.due
        ),
        None,
    )


def counted_to(clock: Clock, workdays: Workdays) -> date:
    """Return the last day of a clock; the day of the event does not count."""
    return workdays.add(clock.since, clock.length) if clock.working else clock.since + timedelta(days=clock.length)


def duty_state(duty: Duty, today: date) -> DutyState:
    """Return how a duty stands; what was over when the ledger began is not called late on its first day."""
    if duty.done is not None:
        return DutyState.DONE_LATE if duty.due and duty.done > duty.due else DutyState.DONE
    if duty.due is None:
        return DutyState.UNDATED
    if duty.due < today:
        known_before = duty.entered is not None and duty.due < duty.entered and not duty.set_by_hand
        return DutyState.BEFORE if known_before else DutyState.PAST
    return DutyState.SOON if (duty.due - today).days <= SOON else DutyState.AHEAD
