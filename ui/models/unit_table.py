"""The units of one task as rows: name and role, state, light, deadline, last report, counts, evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from gongkai_desk.domain.light import SEVERITY
from gongkai_desk.domain.state import OUT, Role, State
from gongkai_desk.domain.work import QuotaScope
from gongkai_desk.rules.light.counts import is_reached, targets
from gongkai_desk.rules.light.lights import Light
from gongkai_desk.rules.light.shares import Share, last_day
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.wording.states import COLOURS, ROLES, STATES, WORDS
from ui.models.item_table import Index, PlainTable
from ui.models.task_table import LIGHT_SHAPES, SHAPES
from ui.widgets.merged_view import SHAPE_ROLE

HEADS = ("单位", "状态", "灯", "时限", "最近进展", "数量", "佐证")
UNIT, STATE, LIGHT, DUE, LAST, COUNT, PROOF = range(len(HEADS))
"""States in which nothing more is asked of a unit."""
_WHOLE = "整项任务"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's share as it is shown: its texts by column, and what stands behind them."""

    share: Share
    light: Light
    texts: tuple[str, ...]
    due: date | None


class UnitTable(PlainTable):
    """Shows the shares of a task, all or only those that are not done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self._all: list[UnitRow] = []
        self._rows: list[UnitRow] = []
        self._only_open = False
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[UnitRow]) -> None:
        """Show these rows from now on."""
        self._all = list(rows)
        self._choose()

    def show_only_open(self, only: bool) -> None:
        """Leave out units of which nothing more is asked, or show them again."""
        self._only_open = only
        self._choose()

    def row(self, number: int) -> UnitRow | None:
        """Return a row that is shown, ``None`` outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, unit_id: int | None) -> int:
        """Return where a unit stands, -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.share.unit_id == unit_id), -1)

    def state_counts(self) -> dict[State, int]:
        """Return how many of all units are in each state."""
        counts: dict[State, int] = {}
        for row in self._all:
            counts[row.share.state] = counts.get(row.share.state, 0) + 1
        return counts

    def _choose(self) -> None:
        self.beginResetModel()
        self._rows = [row for row in self._all if not self._only_open or row.share.state not in OUT]
        if self._sorted is not None:
            column, order = self._sorted
            by = _BY.get(column) or (lambda row: row.texts[column])
            self._rows.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._rows[row].texts[column]

    # -- what Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == SHAPE_ROLE and index.column() == STATE:
            return SHAPES[row.share.state]
        if role == SHAPE_ROLE and index.column() == LIGHT:
            return LIGHT_SHAPES[row.light.colour]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (DUE, LAST, COUNT, PROOF):
            return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the directory's order."""
        self._sorted = (column, order) if column >= 0 else None
        self._choose()


def _severity(row: UnitRow) -> tuple[int, date]:
    return SEVERITY[row.light.colour], row.due or date.max


_BY: dict[int, Callable[[UnitRow], Any]] = {LIGHT: _severity, DUE: lambda row: row.due or date.max}


# ---- from the board to rows


def unit_rows(lit: LitWork, roles: Mapping[int, Role]) -> list[UnitRow]:
    """Return a row for each share of a task, in the order of the shares."""
    return [_row(lit, share, light, roles) for share, light in lit.light.by_unit]


def _row(lit: LitWork, share: Share, light: Light, roles: Mapping[int, Role]) -> UnitRow:

    due = last_day(lit.work.task.deadline, share.facts)
    role = roles.get(share.unit_id or 0)
    texts = (
        "\n".join(filter(None, (share.unit or _WHOLE, ROLES[role] if role else ""))),
        STATES[share.state],
        f"{COLOURS[light.colour]} {WORDS[light.word]}",
        _due_text(lit, share, due),
        _last_text(share),
        _count_text(lit, share),
        str(len(share.proofs)) if share.proofs else "—",
    )
    return UnitRow(share, light, texts, due)


def _due_text(lit: LitWork, share: Share, due: date | None) -> str:
    if share.extended:
        return f"延至\n{share.extended.isoformat()}"
    return due.isoformat() if due else lit.work.task.deadline.text or "—"


def _last_text(share: Share) -> str:
    """Return the day of the last report, and whether it says nothing new or was sent back."""
    if not share.reports:
        return "—"
    last = max(share.reports, key=lambda report: (report.day, report.id))
    remark = "退回补报" if last.returned else "零报告" if last.zero else ""
    late = "迟报，未计入" if last.after_lock else ""
    return "\n".join(filter(None, (last.day.isoformat(), remark, late)))


def _count_text(lit: LitWork, share: Share) -> str:
    """Return how the numbers stand that are asked of each unit; those asked of all together are not its own."""
    told = []
    for target in targets(lit.work.task, lit.work.settings.quota_scope):
        if target.scope is not QuotaScope.TOTAL:
            done = share.amounts.get(target.index)
            mark = " ✓" if done is not None and is_reached(target, done) else ""
            told.append(f"{done or 0}/{target.value}{mark}")
    return "\n".join(told) or "—"
