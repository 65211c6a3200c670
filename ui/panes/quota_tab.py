"""The tab 量化指标: how each number stands, for each unit, and the cases whose clock runs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import QuotaScope, StoredCase
from gongkai_desk.rules.light.counts import Target, in_sum, reached, tally, targets
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.wording.lights import tally_text
from ui.commands import counting
from ui.commands.command import WhereNow
from ui.desk import Desk
from ui.lazy import lazy_imports
from ui.models.record_table import RecordTable
from ui.parts.record_view import record_view
from ui.widgets.plain import button, label

with lazy_imports():
    from gongkai_desk.rules.days import day_count
    from gongkai_desk.standing import days

_NONE = "这项任务没有写明数量和办理期限。"
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
        self.sum.setText(told if asked else _NONE)
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
