"""Reports in bulk and what becomes of them: many as one step, sent back for more (退回补报), the office's 汇总稿."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.ids import By, Changes, ReportId, TaskId
from gongkai_desk.domain.work import Entry, NewSummary, Report, StoredReport
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.light.cycles import is_period_of
from gongkai_desk.rules.work.pasted_reports import is_zero_report
from gongkai_desk.services.progress.work import reporting_unit
from gongkai_desk.services.year.late import mark_late
from gongkai_desk.standing.lights import CYCLE
from gongkai_desk.standing.report_periods import _cycle, summary
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.store.tasks import plans, work
from gongkai_desk.store.tasks import shares as stored
from gongkai_desk.wording.states import ZERO_REPORT


def _text_of(entry: Entry) -> str:
    """Return the text that is stored: a zero report says that it is one."""
    return entry.text or (ZERO_REPORT if entry.zero else "")


def report_many(library: Library, by: By, entries: Sequence[Entry], *, day: date, period: str = "") -> Changes:
    """Enter many reports of one day as one step; ``period`` is kept where it is one of the task's own periods.

    Raises:
        UnknownId: no such task or unit; nothing is entered then.
        NotAllowed: one of them says nothing (``lacks``: ``report_text``), or there is none.
    """
    if not entries or any(not _text_of(each) for each in entries):
        raise NotAllowed(library=str(library.folder), lacks=("report_text",))
    ids = list(dict.fromkeys(each.task_id for each in entries))
    for task_id in ids:
        plans.task(library, task_id)
    settings, usual = stored.task_settings(library, ids), setting(library, CYCLE)
    named = {n: period if is_period_of(_cycle(settings[n], usual), period) else "" for n in ids}
    name = "登记进展" if len(entries) == 1 else f"批量登记进展（{len(entries)}家次）"
    made: list[int] = []
    with library.step(name, by) as step:
        for each in entries:
            unit_id, unit = reporting_unit(library, step, each.task_id, each.unit)
            told = Report(each.task_id, unit, day, _text_of(each), unit_id, period=named[each.task_id])
            told = replace(told, problems=each.problems, next_steps=each.next_steps)
            step.made = work.insert_report(
                step, replace(told, expected=each.expected, zero=each.zero or is_zero_report(each.text))
            )
            made.append(step.made)
            work.begin_work(step, each.task_id, unit_id, day)
        mark_late(library, step, by, made)
    return step.changes


# ---- periods

# ---- sent back, summed up


def send_back(library: Library, by: By, report_ids: Sequence[ReportId], why: str) -> Changes:
    """Send thin reports back (退回补报): they stay as they are, and their period counts as not reported.

    Raises:
        UnknownId: no such report, or one that was corrected since.
        NotAllowed: no reason is given (``lacks``: ``reason``), or it is the office's own 汇总稿 (``state``).
    """
    if not why.strip():
        raise NotAllowed(library=str(library.folder), lacks=("reason",))
    known: dict[int, StoredReport] = {report.id: report for report in work.reports(library)}
    for number in report_ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="report", id=number)
        if known[number].summary:
            raise NotAllowed(library=str(library.folder), lacks=("state",))
    name = "退回补报" if len(report_ids) == 1 else f"退回补报（{len(report_ids)}条）"
    with library.step(name, by) as step:
        for number in report_ids:
            work.set_returned(step, number, why.strip())
    return step.changes


def summarise(library: Library, by: By, task_id: TaskId, new: NewSummary) -> Changes:
    """Enter the office's own summary (汇总稿) of a task; one of the same period is corrected, its text stays.

    Raises:
        UnknownId: no such task, or a source that is no unit's report on it.
        NotAllowed: it is empty (``lacks``: ``report_text``).
    """
    plans.task(library, task_id)
    if not new.text.strip():
        raise NotAllowed(library=str(library.folder), lacks=("report_text",))
    _refuse_sources(library, task_id, new.sources)
    former = summary(library, task_id, new.period)
    with library.step("更正汇总稿" if former else "登记汇总稿", by) as step:
        told = Report(task_id, "", new.day, new.text.strip(), corrects=former.id if former else None, period=new.period)
        step.made = work.insert_report(step, replace(told, summary=True))
        work.insert_sources(step, step.made, new.sources)
    return step.changes


def _refuse_sources(library: Library, task_id: TaskId, sources: Sequence[ReportId]) -> None:
    units_own = {each.id for each in work.reports(library, [task_id]) if not each.summary} if sources else set()
    for number in sources:
        if number not in units_own:
            raise UnknownId(library=str(library.folder), what="report", id=number)
