"""Acts upon tasks (申请销号、核查、销号 …): which units, what is said, and what is missing before the button works."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from gongkai_desk.domain.state import ACTS, OUT, Action
from gongkai_desk.domain.work import ALL, Said
from gongkai_desk.rules.light.shares import Share, last_day
from gongkai_desk.rules.work.transitions import OVERRIDABLE, Lack, Request, can_start
from gongkai_desk.standing.lights import TaskWork, lacking
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.sentences import LACKS
from gongkai_desk.wording.states import ACTIONS, STATES
from ui.dialogs.base.dialog import Form
from ui.widgets.fields import DayField, MaybeDay
from ui.widgets.notices import button, label

_SHOWN = 7  # rows of the list of units


@dataclass(frozen=True, slots=True)
class Moved:
    """What was chosen: tasks with units as ``closing.move_many`` takes them, what was said."""

    wanted: tuple[tuple[int, str | None], ...]
    said: Said


class TransitionDialog(Form):
    """Asks for one act upon one task's units, or upon many tasks; ``units``: only these are ticked first, if any."""

    def __init__(
        self,
        action: Action,
        works: Sequence[TaskWork],
        today: date,
        parent: QWidget | None = None,
        units: Collection[int | None] = (),
    ) -> None:
        super().__init__(_title(action, works), ACTIONS[action], parent)
        act = ACTS[action]
        self._action, self._works, self._today = action, tuple(works), today
        self._can = [(each, share) for each in works for share in each.shares if can_start(action, share.state)]
        self._found: dict[Lack, list[tuple[TaskWork, Share]]] = {}
        self.units: QListWidget | None = None
        self._say_what()
        if len(works) == 1 and len(works[0].shares) > 1:
            self._add_units(works[0], units)
        self.day = DayField(today, self)
        self.form.addRow("办理日期(&D)", self.day)
        self.until = self._add_until() if act.until else None
        self.reason = self.add_text(f"{act.reason}(&R)", lines=2)
        self.reason.setMaximumHeight(self.reason.minimumHeight() + self.fontMetrics().lineSpacing())
        self.opinion = self.add_line("核查意见(&O)") if act.opinion else None
        self.doc_no = self.add_line("批准文号(&N)", hint="如 云政办函〔2026〕12号") if act.letter else None
        self.approver = self.add_line("核查人(&V)" if act.opinion else "批准人(&V)")
        self.override = self._add_override() if act.closes else None
        self._wire()
        self._look()
        if Lack.REASON in self._found:
            self.reason.setFocus()
        self.resize(560, self.sizeHint().height())

    def _say_what(self) -> None:
        tasks = [each.task for each in self._works]
        text = tasks[0].content if len(tasks) == 1 else f"{len(tasks)} 项任务，{len(self._can)} 家次"
        left = sum(len(each.shares) for each in self._works) - len(self._can)
        if left and len(tasks) > 1:
            text += f"；另有 {left} 家次按目前状态不能{ACTIONS[self._action]}，不动"
        head = label(text, name="dim", wrap=True, parent=self)
        head.setMaximumHeight(head.fontMetrics().lineSpacing() * 4)
        self.column.insertWidget(0, head)

    def _add_units(self, of: TaskWork, wanted: Collection[int | None]) -> None:
        self.units = QListWidget(self)
        self.units.setAccessibleName("单位")
        for share in of.shares:
            item = QListWidgetItem(f"{share.unit}　{STATES[share.state]}")
            can = can_start(self._action, share.state)
            meant = can and (not wanted or share.unit_id in wanted)
            item.setCheckState(Qt.CheckState.Checked if meant else Qt.CheckState.Unchecked)
            if not can:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(LACKS[Lack.STATE])
            self.units.addItem(item)
        ticked = (
            row for row in range(self.units.count()) if self.units.item(row).checkState() == Qt.CheckState.Checked
        )
        self.units.scrollToItem(self.units.item(next(ticked, 0)), QListWidget.ScrollHint.PositionAtTop)
        rows = min(len(of.shares), _SHOWN)
        self.units.setMaximumHeight(rows * (self.units.sizeHintForRow(0) + 1) + 8)
        self.form.addRow("单位(&W)", self.units)
        ticks = QHBoxLayout()
        ticks.addWidget(button("全选", self.tick_all, name="link", parent=self))
        ticks.addWidget(button("全不选", self.tick_none, name="link", parent=self))
        ticks.addStretch(1)
        self.form.addRow("", ticks)

    def _add_until(self) -> MaybeDay:
        """Add the day that the act sets, first the deadline as it stands."""
        due = [day for of, share in self._can if (day := last_day(of.task.deadline, share.facts))]
        made = MaybeDay(max([*due, self._today]), ticked=self._action is not Action.CHANGE, parent=self)
        self.form.addRow(f"{ACTS[self._action].until}(&U)", made)
        return made

    def _add_override(self) -> QLineEdit:
        return self.add_line("破例理由(&X)", hint="不符合规则仍要办理时填写，会打印在台账上")

    def _wire(self) -> None:
        self.reason.textChanged.connect(self._look)
        self.day.dateChanged.connect(self._look)
        if self.units is not None:
            self.units.itemChanged.connect(self._look)
        if self.override is not None:
            self.override.textChanged.connect(self._look)
        if self.until is not None:
            self.until.tick.toggled.connect(self._look)
            self.until.field.dateChanged.connect(self._look)

    def tick_all(self) -> None:
        """Tick every unit to which the act can be done."""
        self._tick(Qt.CheckState.Checked)

    def tick_none(self) -> None:
        """Tick no unit."""
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.units.count() if self.units is not None else 0):
            item = self.units.item(row)  # type: ignore[union-attr]  # there are no rows without a list
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(state)

    # -- what was chosen

    def chosen(self) -> list[tuple[TaskWork, Share, bool]]:
        """Return the shares, each with whether its task is meant as a whole."""
        ticked = [pair for pair in self._can if self._is_ticked(*pair)]
        whole = {id(of) for of in self._works if self._is_whole(of, [share for each, share in ticked if each is of])}
        return [(of, share, id(of) in whole) for of, share in ticked]

    def _is_ticked(self, of: TaskWork, share: Share) -> bool:
        if self.units is None:
            return True
        return self.units.item(of.shares.index(share)).checkState() == Qt.CheckState.Checked

    def _is_whole(self, of: TaskWork, ticked: list[Share]) -> bool:
        open_ = [share for share in of.shares if self._action is Action.REOPEN or share.state not in OUT]
        return len(of.shares) > 1 and ticked == open_

    def said(self) -> Said:
        """Return what was written."""
        lines = {"opinion": self.opinion, "doc_no": self.doc_no, "approver": self.approver, "override": self.override}
        texts: dict[str, Any] = {name: line.text().strip() for name, line in lines.items() if line is not None}
        until = self.until.day() if self.until is not None else None
        return Said(self.reason.toPlainText().strip(), until, day=self.day.day(), **texts)

    def moved(self) -> Moved:
        """Return all that was chosen and written."""
        wanted: dict[tuple[int, str | None], None] = {}
        for of, share, whole in self.chosen():
            unit = None if share.unit_id is None else ALL if whole else str(share.unit_id)
            wanted[of.task.id, unit] = None
        return Moved(tuple(wanted), self.said())

    def _look(self) -> None:
        said, chosen = self.said(), self.chosen()
        request = Request(self._action, self.day.day(), self._today, said.reason, said.until, said.override)
        found = self._found = lacking(chosen, request)
        if self.units is not None:
            self.accept_button.setText(
                f"{ACTIONS[self._action]}（{len(chosen)}家）" if chosen else ACTIONS[self._action]
            )
        if not chosen:
            self.say(f"按目前状态不能{ACTIONS[self._action]}。" if not self._can else "请选单位。")
        else:
            self.say("\n".join(_lack_line(lack, whose) for lack, whose in found.items()))
        if self.override is not None:
            self.override.setEnabled(bool(self.override.text()) or bool(OVERRIDABLE & set(found)))

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        action: Action,
        works: Sequence[TaskWork],
        today: date,
        units: Collection[int | None] = (),
    ) -> Moved | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(action, works, today, parent, units)
        moved = dialog.moved() if dialog.asked() else None
        dialog.deleteLater()
        return moved


def _title(action: Action, works: Sequence[TaskWork]) -> str:
    return ACTIONS[action] if len(works) == 1 else f"批量{ACTIONS[action]}"


def _lack_line(lack: Lack, whose: list[tuple[TaskWork, Share]]) -> str:
    """Return what is missing, and for whom where that differs: 还没有佐证材料：市教育局、市民政局等5家."""
    if lack in (Lack.REASON, Lack.UNTIL, Lack.FUTURE):
        return f"{LACKS[lack]}。"
    tasks = list(dict.fromkeys(of.task.seq or of.task.content[:12] for of, _ in whose))
    if len(tasks) > 1:
        return f"{LACKS[lack]}：第 {'、'.join(tasks[:6])}{' 等' if len(tasks) > 6 else ''} 项，共 {len(whose)} 家次。"
    named = units_text([share.unit for _, share in whose], 4)
    return f"{LACKS[lack]}{'：' if named else ''}{named}。"
