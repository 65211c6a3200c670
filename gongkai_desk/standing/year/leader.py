"""What the leader's page is made of: lights by task, the longest overdue, what is to be decided, next dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.light import Colour, Why
from gongkai_desk.domain.state import RUNNING, State
from gongkai_desk.domain.year.report import LeaderPage, LeaderRow
from gongkai_desk.papers.rows import task_name, unit_text
from gongkai_desk.rules.light.lights import Light, is_unsettled
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.rules.light.shares import Share, last_day
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.standing.year.period_figures import figures_now
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.report import TO_CONFIRM, UNITS_OPEN, WHYS

_WORST, _DECISIONS, _DATES = 5, 5, 10
_OF_OFFICE = (TO_CONFIRM, UNITS_OPEN)  # what the office settles itself stands after what waits for its head


def leader_facts(library: Library, plan_id: int, *, today: date, internal: bool = False) -> LeaderPage:
    """Return what stands on the leader's page of a plan today.

    Overdue is red for the deadline or a 整改 date, the longest first. To decide is what waits for the office or its
    head: 待核查, 暂缓, deadlines and units that are to be settled. Next are the deadlines of what still runs (待核查
    does not), of a returned share its 整改 date.

    Raises:
        UnknownId: there is no such plan.
    """
    plan = plans.plan(library, plan_id)
    tasks = plans.tasks(library, plan_id)
    lit = lit_works(library, today, [task.id for task in tasks], tasks=tasks)
    lights = {
        colour: tuple((number, None) for number, each in lit.items() if each.light.colour is colour)
        for colour in Colour
    }
    shares = [(each, share, light) for each in lit.values() for share, light in each.light.by_unit]
    overdue = sorted((row for each in shares for row in _overdue(*each)), key=lambda row: -row.days)
    decisions = sorted((row for each in shares for row in _decisions(*each)), key=lambda row: row.why in _OF_OFFICE)
    dates = sorted((row for each in shares for row in _next(*each, today)), key=lambda row: row.day or date.max)
    left = {"overdue": len(overdue) - _WORST, "decisions": len(decisions) - _DECISIONS}
    year = Span(str(today.year), date(today.year, 1, 1), date(today.year, 12, 31))
    return LeaderPage(
        plan,
        setting(library, UNIT) or plan.issuer,
        today,
        {colour: Counted(CountedKind.SHARE, keys=keys) for colour, keys in lights.items()},
        figures_now(library, plan_id, year, today=today),
        tuple(overdue[:_WORST]),
        tuple(decisions[:_DECISIONS]),
        tuple(dates[:_DATES]),
        {name: more for name, more in left.items() if more > 0},
        internal,
    )


def _row_of(of: LitWork, share: Share) -> LeaderRow:
    task = of.work.task
    return LeaderRow(task.id, task_name(task), share.unit or unit_text(task), share.unit_id)


def _overdue(of: LitWork, share: Share, light: Light) -> Iterator[LeaderRow]:
    reason = next((each for each in light.reasons if each.why in (Why.OVERDUE, Why.RECTIFY_OVERDUE)), None)
    if reason is not None:
        yield replace(_row_of(of, share), day=reason.day, days=abs(reason.days or 0))


def _decisions(of: LitWork, share: Share, light: Light) -> Iterator[LeaderRow]:
    whys = {each.why for each in light.reasons}
    why = WHYS.get(share.state, "")
    if not why and Why.TO_CONFIRM in whys:
        why = TO_CONFIRM
    if not why and Why.UNITS_OPEN in whys:
        why = UNITS_OPEN
    if why:
        yield replace(_row_of(of, share), why=why, day=share.since)


def _next(of: LitWork, share: Share, light: Light, today: date) -> Iterator[LeaderRow]:
    if share.state not in RUNNING:
        return
    deadline, frame = of.work.task.deadline, of.frame
    if is_unsettled(deadline, frame.settings) or light.colour is Colour.OFF:
        return
    rectify = share.rectify_until if share.state is State.RETURNED else None
    day = rectify or last_day(deadline, share.facts)
    if day is not None and day >= today:
        yield replace(_row_of(of, share), day=day)
