"""What units have reported on which periods, and which periods may be reported on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.state import State, TaskWorkDone
from gongkai_desk.domain.work import StoredReport, TaskSettings
from gongkai_desk.rules.light.cycles import (
    USUAL_CYCLE,
    Cycle,
    Period,
    answered,
    current_period,
    judge,
    period_days,
    periods,
    put_off,
    read_cycle,
    told_periods,
)
from gongkai_desk.rules.light.lights import later_days
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import CYCLE, LitWork, cycle_words
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import shares as stored
from gongkai_desk.store.tasks import work
from gongkai_desk.store.tasks.evidence import evidence_counts
from gongkai_desk.wording.lights import period_text

_OWED = frozenset({Why.REPORT_MISSING, Why.REPORT_IN_GRACE})


def _cycle(settings: TaskSettings, usual: str) -> Cycle:
    return read_cycle(cycle_words(settings) or usual)


def period_choices(library: Library, today: date, task_id: int | None = None) -> tuple[tuple[str, ...], str]:
    """Return the periods that may be reported on, newest first, and the one that is reported on now.

    They are those of a task, of the office without one; where nothing is asked (不填报), quarters.
    """
    cycle = read_cycle(setting(library, CYCLE))
    if task_id is not None:
        cycle = _cycle(stored.task_settings(library, [task_id])[task_id], setting(library, CYCLE))
    cycle = cycle if cycle.every is not None else USUAL_CYCLE
    workdays = office_workdays(library)
    asked = periods(cycle, date(today.year - 1, 11, 30), today, workdays)
    return tuple(each.name for each in reversed(asked)), current_period(cycle, today, workdays)


def owed_period(lit: Iterable[LitWork], unit_ids: Collection[int | None] | None = None) -> str:
    """Return the oldest period on which one of these tasks' units still owes a report; empty: none is owed.

    ``unit_ids``: only these units.
    """
    found: set[str] = set()
    for each in lit:
        plain = each.light.by_unit.shares.plain
        for stand, places in each.light.by_unit.stands:
            if unit_ids is None or any(plain[place].unit_id in unit_ids for place in places):
                found.update(reason.period for reason in stand.light.reasons if reason.why in _OWED)
    return min(found, key=lambda name: period_days(name) or (date.max, date.max), default="")


def reported(lit: LitWork, share: Share) -> dict[str, StoredReport]:
    """Return the last report of a share on each period, those that were sent back left out."""
    since = date(lit.frame.today.year - 2, 12, 31)
    asked = periods(lit.frame.cycle, since, lit.frame.today, lit.frame.workdays, lit.frame.thresholds)
    later = later_days(lit.light).get(share.unit_id, ())
    named = told_periods(put_off(asked, later, lit.frame.workdays, lit.frame.thresholds), share.reports)
    told = sorted(share.reports, key=lambda report: (report.day, report.id))
    return {answered(asked, named[each.id]): each for each in told if not each.returned}


def summary(library: Library, task_id: int, period: str) -> StoredReport | None:
    """Return the office's own summary of a task on a period."""
    found = [each for each in work.reports(library, [task_id]) if each.summary and each.period == period]
    return found[-1] if found else None


def works_done(library: Library, task_ids: Sequence[int], works: Mapping[int, LitWork]) -> dict[int, TaskWorkDone]:
    """Return what units have done on each of these tasks; ``works``: their lights, as far as they are worked out."""
    newest, kept = work.newest_reports(library, task_ids), evidence_counts(library, task_ids)
    found: dict[int, TaskWorkDone] = {}
    for number in task_ids:
        day, unit, text = newest.get(number, (None, "", ""))
        counted = _reported_on(works[number]) if number in works else (0, 0, "")
        found[number] = TaskWorkDone(day, f"{unit}：{text}" if unit else text, *counted, kept.get(number, 0))
    return found


def _reported_on(lit: LitWork) -> tuple[int, int, str]:
    """Return how many units have reported, of how many, and on which period; without one whether ever."""
    frame = lit.frame
    since = date(frame.today.year - 2, 12, 31)
    asked = periods(frame.cycle, since, frame.today, frame.workdays, frame.thresholds)
    answered: list[tuple[int, frozenset[str], bool]] = []  # units, the periods they reported on, whether they ever did
    for stand, places in lit.light.by_unit.stands:
        if stand.facts.state is not State.NOT_APPLICABLE:
            told = [report for report in stand.facts.reports if not report.returned and report.day <= frame.today]
            own = put_off(asked, stand.facts.later, frame.workdays, frame.thresholds)
            names = frozenset(each.period.name for each in judge(own, told, frame.today) if each.day)
            answered.append((len(places), names, bool(told)))
    name = owed_period([lit]) or _in_hand(asked, frame.today, frozenset[str]().union(*(each[1] for each in answered)))
    done = sum(units for units, names, ever in answered if (name in names if name else ever))
    return done, sum(units for units, _, _ in answered), period_text(name) if name else ""


def _in_hand(asked: Sequence[Period], today: date, answered: Collection[str]) -> str:
    """Return the period that runs if anybody has reported on it, else the last that was due."""
    if not asked or asked[-1].name in answered:
        return asked[-1].name if asked else ""
    return next((each.name for each in reversed(asked) if each.due <= today), asked[-1].name)
