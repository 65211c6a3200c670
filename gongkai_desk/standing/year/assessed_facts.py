"""Facts of units that a 考核 goes by: lateness, silence, returns, missing evidence, failed checks, with their rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.spot_check import BAD
from gongkai_desk.domain.state import CLOSING, Action
from gongkai_desk.domain.work import StoredReport, Transition
from gongkai_desk.domain.year.assessment import AssessedFact, AssessedRow
from gongkai_desk.rules.light.agenda import Lacking, missing_proof
from gongkai_desk.rules.light.cycles import Period, PeriodStatus, Standing, answered, told_periods
from gongkai_desk.rules.light.lights import Light, reporting
from gongkai_desk.rules.light.shares import Share, last_day
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.store.entries import dispatches, spot_checks
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.figures import VERDICTS

_LATE = frozenset({Standing.LATE_IN_GRACE, Standing.MADE_GOOD})
_ONCE = {AssessedFact.LATE: AssessedFact.LATE_ONCE, AssessedFact.NOT_REPORTED: AssessedFact.NOT_REPORTED_ONCE}
_LACKING = {Lacking.APPLIED: "已申请销号", Lacking.CLOSED: "已销号"}


def assessed_rows(
    library: Library, plan_id: int | None, year: int, unit_ids: Collection[int], today: date
) -> list[AssessedRow]:
    """Return every fact of a year about these units as it stands today; without a plan of all the year's plans.

    Reports count for the year in which their period ends, acts and checks for that of their day.
    """
    tasks = _tasks(library, plan_id, year)
    wanted: frozenset[int] = frozenset(unit_ids)
    named = task_names(tasks)
    lit = lit_works(library, today, [task.id for task in tasks], tasks=tasks)
    rows = [row for each in lit.values() for row in _of_task(each, wanted, named[each.work.task.id])]
    rows += _once(rows)
    rows += (row for row in _checks(library, named) if row.unit_id in wanted)
    rows += (row for row in _books(library, plan_id) if row.unit_id in wanted)
    return [row for row in rows if _year(row) == year]


def _tasks(library: Library, plan_id: int | None, year: int) -> list[StoredTask]:
    if plan_id is not None:
        plans.plan(library, plan_id)
        return plans.tasks(library, plan_id)
    of_year = {plan.id for plan in plans.plans(library) if plan.year == year}
    return [task for task in plans.tasks(library) if task.plan_id in of_year]


def task_names(tasks: Sequence[StoredTask]) -> dict[int, str]:
    """Return what tasks are called in a sentence: their names, with the number where several have one name."""
    words = {task.id: task.title or task.content for task in tasks}
    times = Counter(words.values())
    return {
        task.id: f"{words[task.id]}（第{task.seq}项）" if task.seq and times[words[task.id]] > 1 else words[task.id]
        for task in tasks
    }


def _year(row: AssessedRow) -> int:
    return int(row.period[:4]) if row.period else row.day.year


# ---- of a task


def _of_task(lit: LitWork, wanted: frozenset[int], name: str) -> Iterator[AssessedRow]:
    shares = lit.light.by_unit.shares
    for stand, places in lit.light.by_unit.stands:
        mine = [place for place in places if shares.plain[place].unit_id in wanted]
        statuses = reporting(lit.work.task.deadline, stand.facts, lit.frame) if mine else ()
        for place in mine:
            share = shares.one(place)
            yield from (replace(row, title=name) for row in _of_share(lit, share, stand.light, statuses))
    yield from (replace(row, title=name) for row in _lacking(lit, wanted))


def _of_share(lit: LitWork, share: Share, light: Light, statuses: Sequence[PeriodStatus]) -> Iterator[AssessedRow]:
    yield from _reports(lit, share, statuses)
    yield from _returns(lit, share, statuses)
    yield from _deadline(lit, share, light)


def _row(lit: LitWork, share: Share, fact: AssessedFact, day: date) -> AssessedRow:
    return AssessedRow(fact, share.unit_id or 0, day, lit.work.task.id)


def _returns(lit: LitWork, share: Share, statuses: Sequence[PeriodStatus]) -> Iterator[AssessedRow]:
    """Yield what was sent back: applications (退回整改) and reports (退回补报)."""
    row = _row(lit, share, AssessedFact.RETURNED, lit.frame.today)
    for act in share.acts:
        if act.act is Action.RETURN:
            yield replace(row, day=act.day, reason=act.reason, transition_id=act.id)
    named = told_periods([each.period for each in statuses], share.reports)
    for report in share.reports:
        if report.returned:
            name = named[report.id]
            yield replace(row, day=report.day, period=name, reason=report.returned, report_id=report.id)


def _reports(lit: LitWork, share: Share, statuses: Sequence[PeriodStatus]) -> Iterator[AssessedRow]:
    """Yield the periods that a unit was late with or silent on; the day is that on which the report was due."""
    telling = [each for each in share.reports if not each.returned]
    for status in statuses:
        due = status.period.due
        row = replace(_row(lit, share, AssessedFact.NOT_REPORTED, due), period=status.period.name, due=due)
        if status.standing is Standing.MISSING:
            yield row
        elif status.standing in _LATE and status.day:
            late = len(lit.frame.workdays.between(due, status.day))
            report = _answering([each.period for each in statuses], telling, status)
            yield replace(row, fact=AssessedFact.LATE, days=late, report_id=report)


def _answering(asked: Sequence[Period], reports: Iterable[StoredReport], status: PeriodStatus) -> int | None:
    """Return the report that answered a period late: on its day, the one on the period itself before others."""
    of_day = [each for each in reports if each.day == status.day]
    own = [each for each in of_day if answered(asked, each.period) == status.period.name]
    return next((each.id for each in (*own, *of_day)), None)


def _deadline(lit: LitWork, share: Share, light: Light) -> Iterator[AssessedRow]:
    """Yield that a deadline was missed, or met late."""
    due = last_day(lit.work.task.deadline, share.facts)
    row = replace(_row(lit, share, AssessedFact.OVERDUE, due or lit.frame.today), due=due)
    for reason in light.reasons:
        if reason.why is Why.OVERDUE:
            yield row
        elif reason.why is Why.DONE_LATE and reason.day:
            yield replace(row, fact=AssessedFact.DONE_LATE, day=reason.day, days=reason.days)


def _lacking(lit: LitWork, wanted: frozenset[int]) -> Iterator[AssessedRow]:
    """Yield shares that were applied for or closed without evidence, with the act."""
    for lack in missing_proof(lit.work.task, lit.light, lit.frame):
        if lack.share.unit_id in wanted and lack.why in _LACKING:
            act = _last_act(lack.share.acts)
            day = act.day if act else lack.share.since or lit.frame.today
            row = _row(lit, lack.share, AssessedFact.NO_EVIDENCE, day)
            yield replace(row, reason=_LACKING[lack.why], transition_id=act.id if act else None)


def _last_act(acts: Iterable[Transition]) -> Transition | None:
    found = [act for act in acts if act.act is Action.APPLY or act.act in CLOSING]
    return found[-1] if found else None


# ---- of a period, of a check, of a book


def _once(rows: Iterable[AssessedRow]) -> Iterator[AssessedRow]:
    """Yield lateness and silence once for each unit and period, however many tasks it was."""
    found: defaultdict[tuple[AssessedFact, int, str], list[AssessedRow]] = defaultdict(list)
    for row in rows:
        if row.fact in _ONCE:
            found[_ONCE[row.fact], row.unit_id, row.period].append(row)
    for (fact, unit, period), several in found.items():
        due = max(row.due or row.day for row in several)
        yield AssessedRow(
            fact, unit, due, period=period, due=due, days=max(row.days for row in several), tasks=len(several)
        )


def _checks(library: Library, named: Mapping[int, str]) -> Iterator[AssessedRow]:
    for number, check in spot_checks.checks(library).items():
        if check.verdict in BAD and check.unit_id is not None and check.task_id in named:
            verdict = VERDICTS[check.verdict]
            reason = f"{verdict}（{check.opinion}）" if check.opinion else verdict
            yield AssessedRow(
                AssessedFact.CHECK_FAILED, check.unit_id, check.day, check.task_id, named[check.task_id],
                reason=reason, spot_check_id=number,
            )  # fmt: skip


def _books(library: Library, plan_id: int | None) -> Iterator[AssessedRow]:
    """Yield the 填报表 that were sent back (退回补报) as wholes."""
    batches = {each.id: each for each in dispatches.dispatches(library)}
    for book in dispatches.dispatch_units(library):
        batch = batches.get(book.dispatch_id)
        if book.sent_back and batch and batch.period and plan_id in (None, batch.plan_id):
            yield AssessedRow(
                AssessedFact.RETURNED, book.unit_id, book.sent_back, period=batch.period,
                reason=book.sent_back_reason, dispatch_unit_id=book.id,
            )  # fmt: skip
