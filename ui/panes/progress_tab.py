"""The tab 进展: what the units reported on each period, newest first, nothing lost; and how they were reminded."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import QuotaScope, StoredCase, StoredReport
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.rules.light.counts import Target, in_sum, reached, tally, targets
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.wording.lights import tally_text
from gongkai_desk.wording.states import SUMMARY, report_lines
from gongkai_desk.wording.year.locking import late_text
from ui.commands import counting, progress
from ui.commands.command import WhereNow
from ui.desk import Desk
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

with lazy_imports():
    from gongkai_desk.rules.light import cycles
    from gongkai_desk.standing import lights
    from gongkai_desk.wording import lights as light_wording
    from gongkai_desk.wording import slips

_WHOSE = 6.4  # a unit, and under it the period with its day
_NONE = "还没有进展。单位报来后，点“登记进展…”逐条登记，或用“督办 → 批量登记进展”一次填多家。"
_EVERYONE = "全部单位"


class ProgressTab(QWidget):
    """A table of reports, and what can be done with those that are selected."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where, self._desk = where, where().desk
        self._task_id: int | None = None
        self._reports: list[StoredReport] = []  # of the task, those that stand, the newest first
        self._shown: list[StoredReport] = []
        self._former: dict[int, StoredReport] = {}
        self._periods: dict[int, str] = {}
        self._used: frozenset[int] = frozenset()  # what the 汇总稿 that stand were written from
        self._may_write = False
        self.model = RecordTable(("单位、期别", "进展情况"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("进展")
        self.view.setColumnWidth(0, round(self.view.fontMetrics().horizontalAdvance("国") * _WHOSE) + 18)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.reminded = label(name="heading", parent=self)
        self.reminders = RecordTable(("日期", "单位", "催办方式和答复"), self)
        self.log = record_view(self.reminders, self)
        self.log.setAccessibleName("催办记录")
        self.none = label(_NONE, name="dim", wrap=True, parent=self)
        self.unit = QComboBox(self)
        self.unit.setAccessibleName("只看这个单位的进展")
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(5)
        self.report = button("登记进展…", self._report, parent=self)
        self.more = button("更多 ▾", self._open_menu, parent=self)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(self.unit, 1)
        row.addStretch(0)
        row.addWidget(self.report)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        self.none.setContentsMargins(16, 0, 12, 8)
        column.addWidget(self.none)
        column.addWidget(self.view, 2)
        self.reminded.setContentsMargins(16, 10, 12, 6)
        column.addWidget(self.reminded)
        column.addWidget(self.log, 1)
        column.addStretch(0)
        self.unit.currentIndexChanged.connect(self._show_reports)
        self.view.customContextMenuRequested.connect(self._menu_at)

    @cached_property
    def menu(self) -> QMenu:
        """What can be done with the selected reports."""
        made = QMenu(self)
        self.correct = made.addAction("更正(&C)…")
        self.correct.triggered.connect(self._correct)
        self.send_back = made.addAction("退回补报(&B)…")
        self.send_back.triggered.connect(self._return)
        made.addSeparator()
        made.addAction("登记汇总稿(&S)…").triggered.connect(self._summarise)
        return made

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the reports of a task."""
        every = self._desk.shelf.reports(task.id, former=True)
        corrected = {report.corrects for report in every}
        self._former = {report.id: report for report in every if report.id in corrected}
        self._reports = [report for report in reversed(every) if report.id not in corrected]
        self._used = self._desk.shelf.used_reports(report.id for report in self._reports if report.summary)
        lit = self._desk.board.lit(task.id)
        self._periods = _periods(lit, every) if lit is not None else {}
        self._may_write = may_write
        self._offer_units(keep=task.id == self._task_id)
        self._task_id = task.id
        self._show_reports()
        self.view.setVisible(bool(self._reports))
        self.none.setText("" if self._reports else _NONE)
        self.none.setVisible(not self._reports)
        for each in (self.report, self.more):
            each.setEnabled(may_write)
        self._show_reminders(task)

    def _show_reminders(self, task: StoredTask) -> None:
        """Show when, how and with what answer the units of a task were reminded."""
        told = self._desk.shelf.reminders(task.id)
        units = dict(self._desk.shelf.unit_names()) if told else {}
        self.reminders.show(
            [(f"{each.day:%m-%d}", units.get(each.unit_id or 0, ""), slips.reminder_text(each)) for each in told]
        )
        self.reminded.setText(f"催办 {len(told)} 次")
        for part in (self.reminded, self.log):
            part.setVisible(bool(told))

    def _offer_units(self, *, keep: bool) -> None:
        """Offer the units that have reported, if they are several."""
        names = list(dict.fromkeys(report.unit for report in reversed(self._reports) if report.unit))
        chosen = self.unit.currentText() if keep else ""
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItems([_EVERYONE, *names])
        self.unit.setCurrentIndex(max(0, self.unit.findText(chosen)))
        self.unit.blockSignals(False)
        self.unit.setVisible(len(names) > 1)

    def _show_reports(self) -> None:
        wanted = self.unit.currentText() if self.unit.currentIndex() > 0 else ""
        self._shown = [report for report in self._reports if not wanted or report.unit == wanted]
        self.model.show([self._row(report) for report in self._shown])
        if self._shown:
            self.view.selectRow(0)

    def _row(self, report: StoredReport) -> tuple[str, str]:
        name = report.period or self._periods.get(report.id, "")
        period = light_wording.period_text(name) if name else ""
        when = " ".join(filter(None, (period.removeprefix(f"{report.day.year}年"), f"{report.day:%m-%d}")))
        whose = SUMMARY if report.summary else report.unit
        used = "已采用" if report.id in self._used else ""
        corrects = report.corrects is not None
        late = f"〔{late_text(day, report.counted_in, corrects=corrects)}〕" if (day := report.after_lock) else ""
        lines = (late, *report_lines(report, self._former))
        return "\n".join(filter(None, (whose, when, used))), "\n".join(filter(None, lines))

    # -- acts

    def chosen(self) -> list[StoredReport]:
        """Return the selected reports."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self._shown[row] for row in rows if row < len(self._shown)]

    def _report(self) -> None:
        progress.report(self._where())

    def _summarise(self) -> None:
        progress.summarise(self._where())

    def _correct(self) -> None:
        if chosen := self.chosen():
            progress.correct(self._where(), chosen[0])

    def _return(self) -> None:
        if ids := [report.id for report in self.chosen() if not report.summary]:
            progress.send_back(self._where(), ids)

    def _open_menu(self) -> None:
        self._popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _menu_at(self, place: QPoint) -> None:
        if self._may_write:
            self._popup(self.view.viewport().mapToGlobal(place))

    def _popup(self, place: QPoint) -> None:
        menu, chosen = self.menu, self.chosen()
        self.correct.setEnabled(len(chosen) == 1)
        self.send_back.setEnabled(bool(chosen) and not any(report.summary for report in chosen))
        menu.popup(place)


def _periods(lit: lights.LitWork, reports: list[StoredReport]) -> dict[int, str]:
    """Return the period that each report tells of, by its id."""
    first = min((report.day for report in reports), default=lit.frame.today)
    frame = lit.frame
    asked = cycles.periods(frame.cycle, date(first.year - 1, 11, 30), frame.today, frame.workdays, frame.thresholds)
    found: dict[int, str] = {}
    for unit_id in {report.unit_id for report in reports}:
        found |= cycles.told_periods(asked, [report for report in reports if report.unit_id == unit_id])
    return found


with lazy_imports():
    from gongkai_desk.rules import day_count
    from gongkai_desk.standing import days

_NO_QUOTA = "这项任务没有写明数量和办理期限。"
_NO_CASE = "还没有登记办理事项。收到一件登记一件，到期日自动算出。"


class QuotaTab(QWidget):
    """Two tables: the numbers and the cases, each with what enters one more."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where, self._desk = where, where().desk
        self._cases: list[StoredCase] = []
        self.sum = label(wrap=True, parent=self)
        self.model = RecordTable(("单位", "进度", "指标"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("量化指标")
        self.count = button("登记数量…", self._count, parent=self)
        self.limits = label(wrap=True, parent=self)
        self.case_model = RecordTable(("收到", "应办结", "事项"), self)
        self.case_view = record_view(self.case_model, self)
        self.case_view.setAccessibleName("办理事项")
        self.case = button("登记办理事项…", self._case, parent=self)
        self.end = button("办结…", self._end, parent=self)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for words, acts, view in (
            (self.sum, (self.count,), self.view),
            (self.limits, (self.case, self.end), self.case_view),
        ):
            words.setContentsMargins(16, 10, 12, 2)
            row = QHBoxLayout()
            row.setContentsMargins(16, 2, 12, 6)
            for each in acts:
                row.addWidget(each)
            row.addStretch(1)
            column.addWidget(words)
            column.addLayout(row)
            column.addWidget(view, 1)
        column.addStretch(0)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show how the numbers of a task stand, and its cases."""
        lit = self._desk.board.lit(task.id)
        asked = targets(task, lit.work.settings.quota_scope if lit is not None else None)
        shares = [share for share in lit.work.shares if share.state is not State.NOT_APPLICABLE] if lit else []
        self.model.show([row for target in asked for row in _rows(target, shares)])
        told = "\n".join(f"{target.text}：{tally_text(tally(target, shares))}" for target in asked if shares)
        self.sum.setText(told if asked else _NO_QUOTA)
        self.sum.setVisible(bool(asked) or not task.time_limits)
        self._show_cases(task)
        self.view.setVisible(bool(asked))
        self.count.setVisible(bool(asked))
        self.limits.setVisible(bool(task.time_limits))
        self.case.setVisible(bool(task.time_limits))
        for act in (self.count, self.case, self.end):
            act.setEnabled(may_write)

    def _show_cases(self, task: StoredTask) -> None:
        self._cases = self._desk.shelf.cases(task.id) if task.time_limits else []
        self.case_model.show([_case_row(self._desk, each) for each in self._cases])
        self.case_view.setVisible(bool(self._cases))
        self.end.setVisible(any(each.ended is None for each in self._cases))
        limits = "、".join(limit.text for limit in task.time_limits)
        self.limits.setText(limits if self._cases else f"{limits}\n{_NO_CASE}")
        open_ = next((row for row, each in enumerate(self._cases) if each.ended is None), 0)
        self.case_view.setCurrentIndex(self.case_model.index(open_, 0))

    def _count(self) -> None:
        counting.count(self._where())

    def _case(self) -> None:
        counting.start_case(self._where())

    def _end(self) -> None:
        row = self.case_view.currentIndex().row()
        case = self._cases[row] if 0 <= row < len(self._cases) else None
        if case is not None and case.ended is None:
            counting.end_case(self._where(), case.id)


def _rows(target: Target, shares: list[Share]) -> list[tuple[str, ...]]:
    """Return a row for each unit of which the number is asked; one for all where they are asked together."""
    together = in_sum(shares)
    if target.scope is QuotaScope.TOTAL or not shares:
        done = together.get(target.index, 0)
        return [("合计", f"{done}/{target.value}", target.text)]
    found: list[tuple[str, ...]] = []
    for share in shares:
        done = share.amounts.get(target.index, 0)
        mark = "✓" if reached(target, share.amounts, together) else ""
        found.append((share.unit or "整项任务", f"{done}/{target.value} {mark}".rstrip(), target.text))
    return found


def _case_row(desk: Desk, case: StoredCase) -> tuple[str, ...]:
    assert desk.library is not None
    workdays = days.office_workdays(desk.library)
    due, used = day_count.case_due(case, workdays), day_count.case_days(case, workdays, desk.today)
    kind = "个工作日" if case.working else "天"
    if case.ended is not None:
        late = "，逾期" if case.ended > due else ""
        told = f"{case.ended:%m-%d}办结，用{used}{kind}{late}"
    else:
        told = f"已{used}{kind}，已超期" if desk.today > due else f"已{used}{kind}"
    return (f"{case.started:%m-%d}", f"{due:%m-%d}", f"{case.subject}\n{told}")
