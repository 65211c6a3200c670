"""待定的意见: opinions that came back and are not sure, beside what is stored; decided one by one, entered together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from gongkai_desk.domain.cycle.reviews import Answer, OpinionDecision, WaitingOpinion
from gongkai_desk.wording.opinions import AGREES
from gongkai_desk.wording.returns import opinion_waits_text
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Form, give_size, row_of_buttons
from ui.dialogs.upward.opinion_forms import Named
from ui.widgets.notices import button, label

_HEADS = ("处理", "单位", "针对", "意见", "为什么待定", "文件")
_WIDTHS = (5, 8, 11, 14, 14)  # characters
_ANSWERS = {Answer.TAKEN: "采用", Answer.APART: "并存", Answer.KEPT: "不登记"}
_HOW = "采用：已登记过同一内容的，改成交回的这一条，要重新答复；并存：两条都留；不登记：原件留存，不再列出。"
_NONE = "无意见"


class OpinionChoices(NamedTuple):
    """Units and tasks of the plan, each with its name."""

    units: Named
    tasks: Named


class WaitingOpinionsDialog(Form):
    """A line for each that waits; the current one in full below, with what is stored on the same matter."""

    def __init__(
        self, waiting: Sequence[WaitingOpinion], choices: OpinionChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__("待定的意见", "登记", parent)
        self._waiting = list(waiting)
        self._units, self._tasks = dict(choices.units), {0: "总体", **dict(choices.tasks)}
        self._decided: dict[int, Answer] = {}
        self.rows = QTreeWidget(self)
        self.rows.setHeaderLabels(list(_HEADS))
        self.rows.setAccessibleName("待定的意见")
        self.rows.setRootIsDecorated(False)
        self.rows.setAllColumnsShowFocus(True)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for column, characters in enumerate(_WIDTHS):
            self.rows.setColumnWidth(column, self.fontMetrics().horizontalAdvance("国") * characters + 16)
        self.whole = label(wrap=True, parent=self)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answers = {answer: button(word, _Deciding(self, answer), parent=self) for answer, word in _ANSWERS.items()}
        self.unit = button("是哪个单位的…", self.choose_unit, parent=self)
        self.task = button("针对哪项…", self.choose_task, parent=self)
        self.column.insertWidget(0, label(_HOW, name="dim", wrap=True, parent=self))
        self.add_wide(self.rows, self.whole, row_of_buttons(*self.answers.values(), self.unit, self.task))
        self.rows.currentItemChanged.connect(self._look)
        give_size(self, 76, 30)
        self._show()

    def _show(self) -> None:
        kept = max(self._place(), 0)
        self.rows.blockSignals(True)
        self.rows.clear()
        for each in self._waiting:
            self.rows.addTopLevelItem(QTreeWidgetItem(self._texts(each)))
        self.rows.blockSignals(False)
        item = self.rows.topLevelItem(min(kept, len(self._waiting) - 1))
        if item is not None:
            self.rows.setCurrentItem(item)
        self._look()

    def _texts(self, each: WaitingOpinion) -> list[str]:
        answer = self._decided.get(each.row_id)
        new = each.opinion
        told = new.text or AGREES[new.agrees] or _NONE
        why = opinion_waits_text(each.waits)
        unit = self._units.get(new.unit_id or 0, "")
        return [_ANSWERS[answer] if answer else "", unit, self._matter(each), told, why, each.file]

    def _matter(self, each: WaitingOpinion) -> str:
        return self._tasks.get(each.opinion.task_id or 0, "") if each.opinion.task_id else each.matter or "总体"

    @Slot()
    def _look(self) -> None:
        """Show the current one in full; what is taken needs a unit."""
        each = self._current()
        lines = [] if each is None else [f"针对：{each.matter or '总体'}", f"交回：{_said(each)}"]
        lines += [f"已登记：{_whole(old.text, old.agrees, old.basis)}" for old in each.stored] if each else []
        self.whole.setText("\n".join(lines))
        for answer, made in self.answers.items():
            made.setEnabled(each is not None and (answer is not Answer.APART or bool(each.stored)))
        open_ = sum(
            self._decided.get(each.row_id, Answer.KEPT) is not Answer.KEPT and each.opinion.unit_id not in self._units
            for each in self._waiting
        )
        self.say(f"选了采用的有 {open_} 条没有单位，请点“是哪个单位的”。" if open_ else "")
        self.accept_button.setText(f"登记 {len(self._decided)} 条(&G)" if self._decided else "登记(&G)")
        if not self._decided:
            self.accept_button.setEnabled(False)

    def _place(self) -> int:
        item = self.rows.currentItem()
        return self.rows.indexOfTopLevelItem(item) if item is not None else -1

    def _current(self) -> WaitingOpinion | None:
        place = self._place()
        return self._waiting[place] if place >= 0 else None

    # -- acts

    def decide(self, answer: Answer) -> None:
        """Answer the selected ones."""
        for item in self.rows.selectedItems() or [self.rows.currentItem()]:
            if item is not None:
                self._decided[self._waiting[self.rows.indexOfTopLevelItem(item)].row_id] = answer
        self._show()

    def choose_unit(self) -> None:
        """Ask whose the current one is; the others of its form are that unit's too."""
        each, known = self._current(), [(number, name) for number, name in self._units.items() if name]
        chosen = ask.choose_one(self, "认定单位", "这份反馈表是哪个单位的？", [name for _, name in known])
        if each is not None and chosen is not None:
            number = known[chosen][0]
            self._waiting = [_given(one, number) if one.file == each.file else one for one in self._waiting]
            self._show()

    def choose_task(self) -> None:
        """Ask on what the current one is."""
        each, known = self._current(), list(self._tasks.items())
        chosen = ask.choose_one(self, "针对哪项", "这条意见针对哪项任务？", [name for _, name in known])
        if each is not None and chosen is not None:
            task = known[chosen][0] or None
            new = replace(each, opinion=replace(each.opinion, task_id=task))
            self._waiting[self._place()] = new
            self._show()

    def decisions(self) -> tuple[OpinionDecision, ...]:
        """Return what was decided."""
        return tuple(
            OpinionDecision(each.row_id, self._decided[each.row_id], each.opinion.unit_id, each.opinion.task_id)
            for each in self._waiting
            if each.row_id in self._decided
        )

    @classmethod
    def ask(
        cls, parent: QWidget, waiting: Sequence[WaitingOpinion], choices: OpinionChoices
    ) -> tuple[OpinionDecision, ...]:
        """Ask; empty if it was cancelled."""
        dialog = cls(waiting, choices, parent)
        decided = dialog.decisions() if dialog.asked() else ()
        dialog.deleteLater()
        return decided


def _given(each: WaitingOpinion, unit: int) -> WaitingOpinion:
    return replace(each, opinion=replace(each.opinion, unit_id=unit))


def _said(each: WaitingOpinion) -> str:
    return _whole(each.opinion.text, each.opinion.agrees, each.opinion.basis)


def _whole(text: str, agrees: str, basis: str) -> str:
    parts = (text or _NONE, f"（{AGREES[agrees]}）" if AGREES[agrees] else "", f"　依据：{basis}" if basis else "")
    return "".join(parts)


class _Deciding:
    """One answer's button pressed."""

    def __init__(self, dialog: WaitingOpinionsDialog, answer: Answer) -> None:
        self._dialog, self._answer = dialog, answer

    def __call__(self) -> None:
        self._dialog.decide(self._answer)
