"""未能判定单位: papers that came and of which nothing tells whose they are; one click says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gongkai_desk.domain.cycle.returns import Wait
from gongkai_desk.domain.cycle.reviews import Unplaced
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.returns import units_to_choose, waits_text
from ui.dialogs.base.dialog import Dialog, give_size
from ui.dialogs.rounds.unit_choice import ask_unit
from ui.widgets.notices import button, label

_GUESSES = 3  # units that are offered by name
_KNOWN = {wait.value: wait for wait in Wait}


class UnplacedActs(NamedTuple):
    """``papers()`` are asked for anew after each act; ``assign(file, unit)``; the names of units by id."""

    papers: Callable[[], Sequence[Unplaced]]
    assign: Callable[[int, int], object]
    units: Mapping[int, str]


class UnplacedDialog(Dialog):
    """The papers above; below them the units for which something speaks, and any other."""

    def __init__(self, acts: UnplacedActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("未能判定单位")
        self._acts, self._papers = acts, acts.papers()
        self.papers = QListWidget(self)
        self.papers.setAccessibleName("未能判定单位的材料")
        self.papers.setWordWrap(True)
        self.guesses = [button("", _Choosing(self, place), parent=self) for place in range(_GUESSES)]
        self.other = button("别的单位…", self.choose_other, parent=self)
        self.papers.currentRowChanged.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("是哪个单位的？", parent=self))
        for each in (*self.guesses, self.other):
            row.addWidget(each)
        row.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.reject, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        told = "认定后该单位转为“已收待归”，各行到“回收汇总”里归入；认错了按 Ctrl+Z 撤销。"
        column.addWidget(label(told, name="dim", wrap=True, parent=self))
        column.addWidget(self.papers, 1)
        column.addLayout(row)
        column.addLayout(foot)
        give_size(self, 56, 22)
        self._show()

    def _show(self) -> None:
        kept = max(self.papers.currentRow(), 0)
        self.papers.clear()
        for each in self._papers:
            why = waits_text(_KNOWN[word] for word in each.file.remark.split("、") if word in _KNOWN)
            sender = f"　{each.file.sender}" if each.file.sender else ""
            self.papers.addItem(QListWidgetItem(f"{each.file.name}　{chinese_date(each.file.day)}收{sender}\n{why}"))
        self.papers.setCurrentRow(min(kept, len(self._papers) - 1))
        self._look()

    @Slot()
    def _look(self) -> None:
        paper = self._current()
        guesses, said = (paper.guesses, paper.said) if paper else ((), ())
        words = dict(units_to_choose(self._acts.units, said))
        for place, each in enumerate(self.guesses):
            each.setVisible(place < len(guesses))
            each.setText(words.get(guesses[place], "") if place < len(guesses) else "")
        self.other.setEnabled(paper is not None)

    def _current(self) -> Unplaced | None:
        row = self.papers.currentRow()
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def choose_guess(self, place: int) -> None:
        """Take one of the units that are offered."""
        if (paper := self._current()) is not None:
            self._assign(paper, paper.guesses[place])

    def choose_other(self) -> None:
        """Ask for a unit among all."""
        paper = self._current()
        if paper is None:
            return
        unit = ask_unit(self, self._acts.units, paper.said)
        if unit is not None:
            self._assign(paper, unit)

    def _assign(self, paper: Unplaced, unit: int) -> None:
        assert paper.file.id is not None
        self._acts.assign(paper.file.id, unit)
        self._papers = self._acts.papers()
        self._show()
        if not self._papers:
            self.accept()

    @classmethod
    def show_for(cls, parent: QWidget, acts: UnplacedActs) -> None:
        """Show it until all are assigned, or it is closed."""
        dialog = cls(acts, parent)
        dialog.exec()
        dialog.deleteLater()


class _Choosing:
    """One guess's button pressed."""

    def __init__(self, dialog: UnplacedDialog, place: int) -> None:
        self._dialog, self._place = dialog, place

    def __call__(self) -> None:
        self._dialog.choose_guess(self._place)
