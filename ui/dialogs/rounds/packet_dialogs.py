"""分工录入包: whose tasks go to a colleague; what comes back, with a choice wherever both sides changed something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from gongkai_desk.domain.cycle.packets import Side
from gongkai_desk.wording.packets import CHOICES
from ui.dialogs.base.dialog import Form, give_size, row_of_buttons
from ui.widgets.notices import button, label, value
from ui.widgets.tick_list import TickList

_SIDES: tuple[Side | None, ...] = (None, Side.HERE, Side.THERE)
_HEADS = ("任务和栏目", "本库", "对方", "按哪边")
_WHO = "如 王芳"


class SendPacketDialog(Form):
    """To whom, and which units' tasks; ``units``: (id, name with its count, words it is also found by)."""

    def __init__(self, title: str, units: Sequence[tuple[int, str, str]], parent: QWidget | None = None) -> None:
        super().__init__("发出分工录入包", "发出(&S)…", parent)
        self.form.addRow(label(f"《{title}》", name="heading", wrap=True, parent=self))
        self.peer = self.add_line("发给谁(&W)", hint=_WHO)
        self._some = bool(units)  # a plan without known units goes as a whole
        self.units = TickList(units, "个单位", self)
        self.units.show_ticked(number for number, _, _ in units)
        self.add_wide(label("对方录入哪些单位的任务", name="heading", parent=self), self.units)
        self.peer.textChanged.connect(self._look)
        self.units.changed.connect(self._look)
        self._look()
        give_size(self, 40, 30)

    def _look(self) -> None:
        if not self.peer.text().strip():
            self.say("请写明发给谁，登记和收回时都用这个名字。")
        elif self._some and not self.units.ticked():
            self.say("请勾选单位。")
        else:
            self.say("")

    @classmethod
    def ask(
        cls, title: str, units: Sequence[tuple[int, str, str]], parent: QWidget | None = None
    ) -> tuple[str, tuple[int, ...]] | None:
        """Return to whom it goes and the units whose tasks do; ``None`` if it was cancelled."""
        dialog = cls(title, units, parent)
        given = (dialog.peer.text().strip(), tuple(dialog.units.ticked())) if dialog.asked() else None
        dialog.deleteLater()
        return given


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where both sides changed something, in words; not ``open``: only told."""

    key: str
    what: str
    here: str
    there: str
    open: bool = True


class MergePacketDialog(Form):
    """What a packet brings, and a choice for each place where both sides changed something."""

    def __init__(
        self, heading: str, notes: Sequence[str], differences: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__("收回分工录入包", "收回(&S)", parent)
        self.choices: dict[str, QComboBox] = {}
        self.form.addRow(label(heading, name="heading", wrap=True, parent=self))
        for note in notes:
            self.form.addRow(label(note, name="dim", wrap=True, parent=self))
        if differences:
            told = label("两边都改过的地方（没有选定的先按本库，下次收回再问）", wrap=True, parent=self)
            self.add_wide(told, self._all_buttons(), self._list(differences))
        give_size(self, 70, 32 if differences else 10)

    def _all_buttons(self) -> QWidget:
        bar = QWidget(self)
        bar.setLayout(
            row_of_buttons(
                button("全部按本库(&L)", self.choose_here, parent=bar),
                button("全部按对方(&T)", self.choose_there, parent=bar),
            )
        )
        return bar

    def _list(self, differences: Sequence[Difference]) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName("两边都改过的地方")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(area)
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(12)
        for column, head in enumerate(_HEADS):
            grid.addWidget(label(head, name="dim", parent=page), 0, column)
            grid.setColumnStretch(column, 1 if column < len(_HEADS) - 1 else 0)
        for line, each in enumerate(differences, 1):
            self._add(grid, line, each)
        grid.setRowStretch(len(differences) + 1, 1)
        area.setWidget(page)
        return area

    def _add(self, grid: QGridLayout, line: int, each: Difference) -> None:
        page = grid.parentWidget()
        for column, text in enumerate((each.what, each.here, each.there)):
            grid.addWidget(value(text, page), line, column, Qt.AlignmentFlag.AlignTop)
        if each.open:
            field = QComboBox(page)
            field.setAccessibleName(f"{each.what}按哪边")
            field.addItems([CHOICES[side] for side in _SIDES])
            self.choices[each.key] = field
            grid.addWidget(field, line, len(_HEADS) - 1, Qt.AlignmentFlag.AlignTop)

    def choose_here(self) -> None:
        """Let our own word hold everywhere."""
        self._choose(Side.HERE)

    def choose_there(self) -> None:
        """Let the other side's word hold everywhere."""
        self._choose(Side.THERE)

    def _choose(self, side: Side) -> None:
        for field in self.choices.values():
            field.setCurrentIndex(_SIDES.index(side))

    def taken(self) -> dict[str, Side]:
        """Return whose word holds, where that was chosen."""
        chosen = {key: _SIDES[field.currentIndex()] for key, field in self.choices.items()}
        return {key: side for key, side in chosen.items() if side is not None}

    @classmethod
    def ask(
        cls, heading: str, notes: Sequence[str], differences: Sequence[Difference], parent: QWidget | None = None
    ) -> Mapping[str, Side] | None:
        """Return whose word holds, by key; ``None`` if it was cancelled."""
        dialog = cls(heading, notes, differences, parent)
        given = dialog.taken() if dialog.asked() else None
        dialog.deleteLater()
        return given
