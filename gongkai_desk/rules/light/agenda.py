"""What to do first today (今天先做什么), from lights: what tasks wait for, and whose evidence is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.light import Colour, Topic, Why
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import NOT_APPLIED, RUNNING, State
from gongkai_desk.domain.time import Deadline
from gongkai_desk.rules.light.lights import Frame, Light, Stand, TaskLight, is_unsettled
from gongkai_desk.rules.light.shares import Share, extended_to, last_day


@dataclass(frozen=True, slots=True)
class Entry:
    """A task under a topic: the units concerned and the day that counts (``None``: none does)."""

    task_id: int
    units: tuple[str, ...]
    day: date | None


_DAYS = ((7, Topic.DUE_7), (15, Topic.DUE_15), (30, Topic.DUE_30))

_BY_WHY = {
    Why.OVERDUE: Topic.OVERDUE,
    Why.RECTIFY_OVERDUE: Topic.RECTIFY_OVERDUE,
    Why.REPORT_MISSING: Topic.REPORT_MISSING,
    Why.REPORT_SOON: Topic.REPORT_DUE,
    Why.REPORT_IN_GRACE: Topic.REPORT_DUE,
    Why.PENDING: Topic.TO_VERIFY,
    Why.RETURNED: Topic.RETURNED,
}


def agenda(lit: Iterable[tuple[StoredTask, TaskLight, Frame]]) -> dict[Topic, list[Entry]]:
    """Return for each topic the tasks that stand under it, the earliest day first; topics without any are left out."""
    return gather(entries_of(*each) for each in lit)


def gather(of_tasks: Iterable[Mapping[Topic, Entry]]) -> dict[Topic, list[Entry]]:
    """Return the entries of many tasks by topic, as ``agenda``."""
    found: dict[Topic, list[Entry]] = {topic: [] for topic in Topic}
    for entries in of_tasks:
        for topic, entry in entries.items():
            found[topic].append(entry)
    return {topic: sorted(entries, key=_by_day) for topic, entries in found.items() if entries}


def _by_day(entry: Entry) -> date:
    return entry.day or date.max


def entries_of(task: StoredTask, light: TaskLight, frame: Frame) -> Mapping[Topic, Entry]:
    """Return the topics under which one task stands."""
    found: dict[Topic, list[int]] = {}
    days: dict[Topic, date] = {}
    for stand, places in light.by_unit.stands:
        if stand.topics is None:
            stand.topics = tuple(_of_share(task.deadline, stand, frame))
        for topic, day in stand.topics:
            found.setdefault(topic, []).extend(places)
            if day is not None:
                days[topic] = min(day, days.get(topic, day))
    plain = light.by_unit.shares.plain
    return {
        topic: Entry(task.id, tuple(dict.fromkeys(plain[at].unit for at in sorted(places))), days.get(topic))
        for topic, places in found.items()
    }


def _of_share(deadline: Deadline, stand: Stand, frame: Frame) -> Iterable[tuple[Topic, date | None]]:
    """Yield the topics of a share with the day that counts, each once."""
    facts, light = stand.facts, stand.light
    told = {topic: reason.day for reason in reversed(light.reasons) if (topic := _BY_WHY.get(reason.why))}
    yield from told.items()
    if facts.state is State.PENDING and not facts.proofs:
        yield Topic.NO_PROOF, facts.since
    if facts.state not in RUNNING or light.reasons[0].why in (Why.LAST_YEAR, Why.NOT_BEGUN):
        return
    if extended_to(facts.acts) is None and is_unsettled(deadline, frame.settings):
        yield Topic.TO_CONFIRM, deadline.due
    if frame.settings.units_open:
        yield Topic.UNITS_OPEN, None
    due = last_day(deadline, facts)
    left = (due - frame.today).days if due else -1
    near = next((topic for most, topic in _DAYS if 0 <= left <= most), None)
    if near is not None:
        yield near, due


class Lacking(StrEnum):
    """Why evidence is wanted now, the most pressing first."""

    APPLIED = "applied"  # 已申请销号
    RETURNED = "returned"  # 退回整改
    OVERDUE = "overdue"  # 已到期
    DUE_SOON = "due_soon"  # 即将到期
    CLOSED = "closed"  # 已销号, by an override


_BY_STATE = {State.PENDING: Lacking.APPLIED, State.RETURNED: Lacking.RETURNED, State.CLOSED: Lacking.CLOSED}


@dataclass(frozen=True, slots=True)
class MissingProof:
    """A share without evidence: why it is wanted, and its deadline."""

    task: StoredTask
    share: Share
    why: Lacking
    due: date | None


def missing_proof(task: StoredTask, light: TaskLight, frame: Frame) -> Iterator[MissingProof]:
    """Yield the shares of a task whose evidence is missing; what is not asked for now (不亮) is none of them."""
    for share, each in light.by_unit:
        if share.proofs or each.colour is Colour.OFF:
            continue
        due = last_day(task.deadline, share.facts)
        why = _BY_STATE.get(share.state) or _wanted_by_day(share, each, due, frame)
        if why is not None:
            yield MissingProof(task, share, why, due)


def _wanted_by_day(share: Share, light: Light, due: date | None, frame: Frame) -> Lacking | None:
    """Return why it is wanted by its day; a past one that is still to be confirmed is no lateness."""
    if share.state not in NOT_APPLIED or due is None:
        return None
    if any(reason.why is Why.OVERDUE for reason in light.reasons):
        return Lacking.OVERDUE
    return Lacking.DUE_SOON if 0 <= (due - frame.today).days <= frame.thresholds.due_soon else None
