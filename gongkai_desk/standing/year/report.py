"""What 进展情况报告 and 通报 of a period are made of: figures, texts that may be told, who allowed a ranking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.domain.year.period import CORRECTED, PeriodFigures
from gongkai_desk.domain.year.report import PeriodReport, ReportPart, ToldText
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.rows import task_name
from gongkai_desk.rules.light.cycles import longer_periods, period_days
from gongkai_desk.rules.light.owing import Span
from gongkai_desk.standing.report_periods import period_choices
from gongkai_desk.standing.year.period_figures import checked_span, period_figures
from gongkai_desk.store import units
from gongkai_desk.store.entries import locks, report_choices
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.settings import UNIT, setting
from gongkai_desk.store.tasks import plans, work

_SOON = 10  # days before its end from which on a period is written up
_FIELDS = {ReportPart.PRACTICE: "text", ReportPart.PROBLEM: "problems", ReportPart.NEXT: "next_steps"}
"""Which field of a report may be told under which heading."""


def period_report(
    library: Library, plan_id: int, period: str, *, today: date, ranked: bool = False, internal: bool = False
) -> PeriodReport:
    """Return what the papers of a period are made of.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: the period is none (``period``) or has not begun (``future_period``); it is to rank units, and
            nobody has allowed that (``approval``).
    """
    plan = plans.plan(library, plan_id)
    figures = period_figures(library, plan_id, period, today=today)
    approval = ranking_allowed(library, plan_id, figures.period)
    if ranked and approval is None:
        raise NotAllowed(library=str(library.folder), lacks=("approval",))
    return PeriodReport(
        plan,
        setting(library, UNIT) or plan.issuer,
        figures,
        _names(library, figures),
        counted_tasks(library, plan_id, figures),
        today,
        chosen_texts(library, plan_id, figures.period, today=today),
        approval,
        ranked,
        internal,
    )


def _names(library: Library, figures: PeriodFigures) -> dict[int, str]:
    """Return the units by id, those too that were merged into others since their figures were sent."""
    return units.names_of(library, {each.unit_id for each in figures.figures if each.unit_id is not None})


def counted_tasks(library: Library, plan_id: int, figures: PeriodFigures) -> dict[int, StoredTask]:
    """Return a plan's tasks by id, in order; with those that a figure counts and that are in the recycle bin by now."""
    found = plans.tasks(library, plan_id)
    counted = {task for each in figures.figures if not each.section for task, _ in each.counted.keys}
    if missing := counted - {task.id for task in found}:
        found += [task for task in plans.removed_tasks(library) if task.id in missing]
        found.sort(key=lambda task: (task.position, task.id))
    return {task.id: task for task in found}


def reported_period(library: Library, today: date) -> str:
    """Return the period whose papers are written now: the last one that is over, or that ends within ten days."""
    usual = period_choices(library, today)[0]
    names = (*usual, *longer_periods(today))
    ended = [name for name in names if (days := period_days(name)) and days[1] <= today + timedelta(days=_SOON)]
    return ended[0] if ended else usual[0] if usual else str(today.year)


def ranking_allowed(library: Library, plan_id: int, period: str) -> Approval | None:
    """Return who allowed that a plan's units are ranked in the papers of a period, the last one."""
    where = "kind = 'ranking' AND removed IS NULL AND assessment_id IS NULL AND plan_id = ? AND period IN ('', ?)"
    found = records(library, Approval, where, (plan_id, period))
    return found[-1] if found else None


def offered(library: Library, plan_id: int, period: str, *, today: date) -> tuple[ToldText, ...]:
    """Return the texts of a period's reports that may be told, in the order of tasks and days.

    Raises:
        UnknownId, NotAllowed: as ``period_report``.
    """
    plans.plan(library, plan_id)
    span = checked_span(library, period, today)
    known: dict[int, StoredTask] = {task.id: task for task in plans.tasks(library, plan_id)}
    told = work.reports(library, list(known)) if known else []
    held = locks.lock_of(library, plan_id, span.name) is not None
    wanted = [each for each in told if each.day <= today and tells_of(each, span, locked=held)]
    order: dict[int, int] = {number: place for place, number in enumerate(known)}
    wanted.sort(key=lambda each: (order[each.task_id], each.day, each.id))
    return tuple(
        text for part in ReportPart for each in wanted for text in _texts(each, part, task_name(known[each.task_id]))
    )


def tells_of(report: StoredReport, span: Span, *, locked: bool) -> bool:
    """Tell whether a report counts as told of a span; not what came after its figures were sent."""
    if report.returned:
        return False
    if report.after_lock is not None and report.counted_in not in ("", CORRECTED):
        return report.counted_in == span.name
    first, last = (period_days(report.period) if report.period else None) or (report.day, report.day)
    if not (span.first <= first and last <= span.last):
        return False
    return report.after_lock is None or report.counted_in == CORRECTED or not locked


def _texts(report: StoredReport, part: ReportPart, task: str) -> Iterator[ToldText]:
    text = getattr(report, _FIELDS[part]).strip()
    if text and not (report.zero and part is ReportPart.PRACTICE):
        yield ToldText(report.id, part, report.unit, report.task_id, task, text)


def chosen_texts(library: Library, plan_id: int, period: str, *, today: date) -> tuple[ToldText, ...]:
    """Return the texts that a person chose, by heading, in the order in which they were chosen."""
    known = {(each.part, each.report_id): each for each in offered(library, plan_id, period, today=today)}
    chosen = report_choices.choices(library, plan_id, period)
    found = [known[each.part, each.report_id] for each in chosen if (each.part, each.report_id) in known]
    return tuple(sorted(found, key=lambda each: tuple(ReportPart).index(each.part)))
