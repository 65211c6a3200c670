"""进展: one report or many, corrected, sent back, summed up; each one undoable step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from gongkai_desk.domain.ids import ReportId, TaskId
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import OUT
from gongkai_desk.lazy import lazy_imports
from ui.commands.command import TASK, WRITING, Command, Here
from ui.models.plan_tree import NodeKind
from ui.models.task_table import short_seq

with lazy_imports():
    from gongkai_desk.domain import work as reported
    from gongkai_desk.rules.light import shares
    from gongkai_desk.services.progress import reporting, work
    from gongkai_desk.standing import lights, report_periods
    from gongkai_desk.standing.cycle import summaries
    from gongkai_desk.standing.year import locks
    from gongkai_desk.store import units
    from gongkai_desk.wording.year import locking
    from ui.dialogs.base import ask
    from ui.dialogs.tasks import batch_reports, report_dialog, summary_dialog
    from ui.models import report_entry

_SHORT = 16  # characters of a former report
_NAME = 24  # characters of a task


def _say(here: Here, done: str) -> None:
    here.say(f"{done}，按 Ctrl+Z 可撤销。")


# -- one report


def report(here: Here, unit: str = "") -> None:
    """登记进展: ask for the progress of one unit of the current task."""
    task, desk = here.task, here.desk
    if task is None or desk.library is None:
        return
    answer = report_dialog.ReportDialog.ask(here.parent, task, desk.today, _offered(here, task, unit))
    if answer is not None:
        _store(here, task.id, answer, None)


REPORT = Command("report", "登记进展(&P)…", "Ctrl+R", needs=WRITING | TASK, run=report)


def correct(here: Here, former: reported.StoredReport) -> None:
    """更正进展: ask for what takes the place of a report; the former text stays."""
    desk = here.desk
    for task in desk.shelf.some([former.task_id]):
        if former.summary:
            summarise(here, former.period)
            return
        offered = _offered(here, task, former.unit)
        answer = report_dialog.ReportDialog.ask(here.parent, task, desk.today, offered, former)
        if answer is not None:
            _store(here, task.id, answer, former)


def _store(here: Here, task_id: TaskId, answer: reported.NewReport, former: reported.StoredReport | None) -> None:
    unit = str(former.unit_id) if former is not None and former.unit_id is not None else answer.unit
    corrects = former.id if former is not None else None
    done = here.desk.do(work.report, task_id, replace(answer, unit=unit), corrects=corrects)
    library = here.desk.library
    lock = locks.lock_after(library, done.made) if done is not None and library is not None else None
    said = "已更正进展" if former else "已登记进展"
    _say(here, f"{said}。{locking.late_sentence(lock)}" if lock is not None else said)


def _offered(here: Here, task: StoredTask, unit: str) -> report_dialog.Offered:
    """Return the units of a task: those it means, a collective name expanded, then printed names not yet known."""
    library = here.desk.library
    assert library is not None
    lit = lights.lit_works(library, here.desk.today, [task.id])[task.id]
    charged = lit.work.shares
    known = {share.unit_id: share.unit for share in charged if share.unit_id is not None}
    named = units.assignments(library, [task.id])
    printed = [each.printed for each in named if each.group_id is None and each.unit_id not in known]
    periods, now = report_periods.period_choices(library, here.desk.today, task.id)
    meant = {number for number, name in known.items() if name == unit} or None
    now = report_periods.owed_period([lit], meant) or now
    units_named = tuple(dict.fromkeys((*known.values(), *printed)))
    return report_dialog.Offered(units_named, periods, unit or _next_to_report(lit, units_named, now), now)


def _next_to_report(lit: lights.LitWork, units: Sequence[str], period: str) -> str | None:
    """Return the first of these units that has not reported on a period, ``None`` where all have; empty: no units."""
    shares = lit.work.shares
    done = {each.unit for each in shares if each.state in OUT or period in report_periods.reported(lit, each)}
    return next((unit for unit in units if unit not in done), None if units else "")


# -- many


def report_units(here: Here, unit_ids: Sequence[int | None]) -> None:
    """Ask for the reports of these units of the current task."""
    task = here.task
    if task is None:
        return
    if len(unit_ids) == 1:
        names = dict(here.desk.shelf.unit_names())
        report(here, names.get(unit_ids[0] or 0, ""))
    else:
        _ask_many(here, [task], unit_ids)


def report_many(here: Here) -> None:
    """批量登记进展: ask for the reports of the selected tasks, or of the unit on which the tree stands."""
    tasks = here.selected
    if here.place is not None and here.place.kind is NodeKind.UNIT:
        _ask_many(here, tasks if len(tasks) > 1 else here.table.shown(), [int(here.place.key)])
    else:
        _ask_many(here, tasks, None)


REPORT_MANY = Command(
    "report_many",
    "批量登记进展(&Q)…",
    "Ctrl+Shift+R",
    "多个单位、多项任务一次填",
    needs=WRITING | TASK,
    run=report_many,
)


def _ask_many(here: Here, tasks: Sequence[StoredTask], unit_ids: Collection[int | None] | None) -> None:
    desk, library = here.desk, here.desk.library
    ids = [task.id for task in tasks]
    if library is None or not ids:
        return
    lit = lights.lit_works(library, desk.today, ids)
    rows = [row for number in ids for row in _rows(lit[number], unit_ids)]
    periods, now = report_periods.period_choices(library, desk.today, ids[0] if len(ids) == 1 else None)
    now = report_periods.owed_period(lit.values(), unit_ids) or now
    directory = desk.shelf.directory()

    def find(name: str) -> int | None:
        unit = directory.stored(name)
        return unit.id if unit is not None else None

    filled = batch_reports.BatchReports.ask(here.parent, rows, periods, now, desk.today, find)
    if filled is not None:
        desk.do(reporting.report_many, entries=filled.entries, day=filled.day, period=filled.period)
        _say(here, f"已登记 {len(filled.entries)} 条进展")


def _rows(lit: lights.LitWork, unit_ids: Collection[int | None] | None) -> list[report_entry.EntryRow]:
    """Return the rows to be filled of a task: units that still have to report, or just those that are asked for."""
    meant = [
        share
        for share in lit.work.shares
        if (share.state not in OUT if unit_ids is None else share.unit_id in unit_ids)
    ]
    return [_row(lit, share) for share in meant]


def _row(lit: lights.LitWork, share: shares.Share) -> report_entry.EntryRow:
    task, found = lit.work.task, report_periods.reported(lit, share) if share.reports else {}
    name, unit = task.content[:_NAME] + ("…" if len(task.content) > _NAME else ""), share.unit or "整项任务"
    return report_entry.EntryRow(
        task.id, short_seq(task), name, share.unit_id, unit, _last_report(share), frozenset(found)
    )


def _last_report(share: shares.Share) -> str:
    """Return how the last report of a unit begins, with its day."""
    last = max(share.reports, key=lambda each: (each.day, each.id), default=None)
    if last is None:
        return ""
    text = last.text.replace("\n", " ")
    shown = f"{last.day:%m-%d} {text[:_SHORT]}{'…' if len(text) > _SHORT else ''}"
    return shown + ("（已退回补报）" if last.returned else "")


# -- sent back, summed up


def send_back(here: Here, ids: Sequence[ReportId]) -> None:
    """退回补报: ask why a report is not enough."""
    desk = here.desk
    why = ask.ask_line(here.parent, "退回补报", f"这 {len(ids)} 条进展要补充什么（退回理由）：")
    if why:
        desk.do(reporting.send_back, report_ids=ids, why=why)
        _say(here, "已退回补报")


def summarise(here: Here, period: str | None = None) -> None:
    """登记汇总稿: ask for the office's own summary of the current task."""
    task, desk, library = here.task, here.desk, here.desk.library
    lit = desk.board.lit(task.id) if task is not None else None
    if task is None or library is None or lit is None:
        return
    periods, now = report_periods.period_choices(library, desk.today, task.id)
    first = now if period is None else period
    gather = partial(summaries.gathered, library, lit)
    answer = summary_dialog.SummaryDialog.ask(here.parent, gather, periods, first, desk.today)
    if answer is not None:
        desk.do(reporting.summarise, task_id=task.id, new=answer)
        _say(here, "已登记汇总稿")


SUMMARISE = Command(
    "summarise",
    "登记汇总稿(&H)…",
    tip="多单位任务由本办汇总成一段，台账印这一段",
    needs=WRITING | TASK,
    run=summarise,
)
