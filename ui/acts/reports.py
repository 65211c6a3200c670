"""进展: one report or many, corrected, sent back, summed up; each one undoable step."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import Changes, Report
from ui.models.plan_tree import NodeKind
from ui.models.task_table import short_seq

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from gongkai_desk.rules.light.shares import Share
    from gongkai_desk.standing.lights import LitWork
    from gongkai_desk.store.library import Library
    from ui.commands import Commands
    from ui.dialogs.report_dialog import Offered, Told
    from ui.models.report_entry import EntryRow

_SHORT = 16  # characters of a former report
_NAME = 24  # characters of a task


class ReportActs(QObject):
    """What the window does with reports."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def _write(self, act: "Callable[[Library], Changes | None]", said: str) -> None:
        self._desk.write(act)
        self._window.status.showMessage(f"{said}，按 Ctrl+Z 可撤销。", 6000)

    # -- one report

    def report(self, unit: str = "") -> None:
        """登记进展: ask for the progress of one unit of the current task."""
        from ui.dialogs.report_dialog import ReportDialog

        task = self._window.tasks.current()
        if task is None or task.id is None or self._desk.library is None:
            return
        told = ReportDialog.ask(self._window, task, self._desk.today, self._offered(task, unit))
        if told is not None:
            self._store(task.id, told, None)

    def correct(self, former: Report) -> None:
        """更正进展: ask for what takes the place of a report; the former text stays."""
        from ui.dialogs.report_dialog import ReportDialog

        for task in self._desk.shelf.some([former.task_id]):
            if former.summary:
                self.summarise(former.period)
                return
            told = ReportDialog.ask(self._window, task, self._desk.today, self._offered(task, former.unit), former)
            if told is not None:
                self._store(former.task_id, told, former)

    def _store(self, task_id: int, told: "Told", former: Report | None) -> None:
        from gongkai_desk.services.progress import work

        unit = str(former.unit_id) if former is not None and former.unit_id is not None else told.unit or None
        act = partial(work.report, task_id=task_id, unit=unit, day=told.day, text=told.text)
        act = partial(act, period=told.period, problems=told.problems, next_steps=told.next_steps)
        act = partial(act, expected=told.expected, zero=told.zero, corrects=former.id if former else None)
        self._write(partial(act, who=self._desk.who, today=self._desk.today), "已更正进展" if former else "已登记进展")

    def _offered(self, task: Task, unit: str) -> "Offered":
        """Return the units of a task: those it means, a collective name expanded, then printed names not yet known."""
        from gongkai_desk.standing import lights, report_periods
        from gongkai_desk.store.directory import units
        from ui.dialogs.report_dialog import Offered

        library = self._desk.library
        assert library is not None
        shares = lights.works(library, [task.id or 0])[task.id or 0].shares
        known = {share.unit_id: share.unit for share in shares if share.unit_id is not None}
        named = units.assignments(library, [task.id or 0])
        printed = [each.printed for each in named if each.group_id is None and each.unit_id not in known]
        periods, now = report_periods.period_choices(library, self._desk.today, task.id)
        return Offered(tuple(dict.fromkeys((*known.values(), *printed))), periods, unit, now)

    # -- many

    def report_units(self, units: "list[int | None]") -> None:
        """Ask for the reports of these units of the current task."""
        task = self._window.tasks.current()
        if task is None or task.id is None:
            return
        if len(units) == 1:
            names = dict(self._desk.shelf.unit_names())
            self.report(names.get(units[0] or 0, ""))
        else:
            self._ask_many([task], units)

    def report_many(self) -> None:
        """批量登记进展: ask for the reports of the selected tasks, or of the unit on which the tree stands."""
        special = self._window.tree.special()
        tasks = self._window.tasks.selected()
        if special is not None and special[0] == NodeKind.UNIT:
            self._ask_many(tasks if len(tasks) > 1 else self._window.tasks.shown(), [int(special[1])])
        else:
            self._ask_many(tasks, None)

    def _ask_many(self, tasks: "list[Task]", units: "Collection[int | None] | None") -> None:
        from gongkai_desk.services.progress import reporting
        from gongkai_desk.standing import lights, report_periods
        from ui.dialogs.batch_reports import BatchReports

        library, ids = self._desk.library, [task.id for task in tasks if task.id is not None]
        if library is None or not ids:
            return
        lit = lights.lit_works(library, self._desk.today, ids)
        rows = [row for number in ids for row in _rows(lit[number], units)]
        periods, now = report_periods.period_choices(library, self._desk.today, ids[0] if len(ids) == 1 else None)
        directory = self._desk.shelf.directory()

        def find(name: str) -> int | None:
            unit = directory.find(name)
            return unit.id if unit is not None else None

        filled = BatchReports.ask(self._window, rows, periods, now, self._desk.today, find)
        if filled is not None:
            act = partial(reporting.report_many, entries=filled.entries, day=filled.day, period=filled.period)
            said = f"已登记 {len(filled.entries)} 条进展"
            self._write(partial(act, who=self._desk.who, today=self._desk.today), said)

    # -- sent back, summed up

    def send_back(self, ids: list[int]) -> None:
        """退回补报: ask why a report is not enough."""
        from gongkai_desk.services.progress import reporting
        from ui.dialogs.ask import ask_line

        why = ask_line(self._window, "退回补报", f"这 {len(ids)} 条进展要补充什么（退回理由）：")
        if why:
            act = partial(reporting.send_back, report_ids=ids, why=why)
            self._write(partial(act, who=self._desk.who, today=self._desk.today), "已退回补报")

    def summarise(self, period: str | None = None) -> None:
        """登记汇总稿: ask for the office's own summary of the current task."""
        from gongkai_desk.services.progress import reporting
        from gongkai_desk.standing import report_periods
        from ui.dialogs.summary_dialog import SummaryDialog

        task = self._window.tasks.current()
        library = self._desk.library
        lit = self._desk.board.lit(task.id) if task is not None else None
        if task is None or task.id is None or library is None or lit is None:
            return
        periods, now = report_periods.period_choices(library, self._desk.today, task.id)
        known = {
            name: found.text for name in ("", *periods) if (found := report_periods.summary(library, task.id, name))
        }
        told = SummaryDialog.ask(self._window, lit, periods, now if period is None else period, known)
        if told is not None:
            act = partial(reporting.summarise, task_id=task.id, text=told.text, day=told.day, period=told.period)
            self._write(partial(act, who=self._desk.who, today=self._desk.today), "已登记汇总稿")


def _rows(lit: "LitWork", units: "Collection[int | None] | None") -> "list[EntryRow]":
    """Return the rows to be filled of a task: units that still have to report, or just those that are asked for."""
    from gongkai_desk.domain.state import OUT

    meant = [s for s in lit.work.shares if (s.state not in OUT if units is None else s.unit_id in units)]
    return [_row(lit, share) for share in meant]


def _row(lit: "LitWork", share: "Share") -> "EntryRow":
    from gongkai_desk.standing.report_periods import reported
    from ui.models.report_entry import EntryRow

    task, found = lit.work.task, reported(lit, share) if share.reports else {}
    last = max(share.reports, key=lambda report: (report.day, report.id or 0), default=None)
    told = ""
    if last is not None:
        text = last.text.replace("\n", " ")
        told = f"{last.day:%m-%d} {text[:_SHORT]}{'…' if len(text) > _SHORT else ''}"
        told += "（已退回补报）" if last.returned else ""
    name, unit = task.content[:_NAME] + ("…" if len(task.content) > _NAME else ""), share.unit or "整项任务"
    return EntryRow(task.id or 0, short_seq(task), name, share.unit_id, unit, told, frozenset(found))
