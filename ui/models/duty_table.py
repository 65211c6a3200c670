"""Duties as rows: the day, what and how it stands, its kind, its basis."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desk.domain.calendar import Duty, DutyState
from gongkai_desk.rules.days.duties import duty_state
from gongkai_desk.wording.calendar import DUTY_KINDS as KINDS
from gongkai_desk.wording.calendar import state_text
from gongkai_desk.wording.days import short_date
from ui.models.record_table import RecordTable
from ui.widgets.light import Shape, ShapeKind
from ui.widgets.merged_view import SHAPE_ROLE

Index = QModelIndex | QPersistentModelIndex

DUTY_SHAPES = {
    DutyState.PAST: Shape(ShapeKind.WARN_FULL, "red"),
    DutyState.BEFORE: Shape(ShapeKind.WARN, "amber"),
    DutyState.SOON: Shape(ShapeKind.DIAMOND, "amber"),
    DutyState.AHEAD: Shape(ShapeKind.RING, "dim"),
    DutyState.UNDATED: Shape(ShapeKind.DASH, "dim"),
    DutyState.DONE: Shape(ShapeKind.TICK, "green"),
    DutyState.DONE_LATE: Shape(ShapeKind.TICK, "green"),
}


class DutyTable(RecordTable):
    """日期, 事项, 办理情况, 依据."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("期限", "事项", "办理情况", "依据"), parent)
        self._states: list[DutyState] = []

    def show_duties(self, duties: Sequence[Duty], today: date) -> None:
        """Show these duties in their order."""
        self._states = [duty_state(duty, today) for duty in duties]
        self.show([_texts(duty, today) for duty in duties])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == SHAPE_ROLE and index.isValid() and index.column() == 2:
            return DUTY_SHAPES[self._states[index.row()]]
        return super().data(index, role)


def _texts(duty: Duty, today: date) -> tuple[str, ...]:
    day = short_date(duty.due, today.year) if duty.due else "全年"
    stands = "\n".join(filter(None, (state_text(duty, today), duty.doc_no, duty.remark)))
    return day, f"{duty.name}\n{KINDS[duty.kind]}", stands, duty.basis
