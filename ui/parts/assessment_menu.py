"""出表: the papers of a 考核 as a menu, each to be previewed or written in a format."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gongkai_desk.domain.year.assessment import UnitScore
from gongkai_desk.papers.listed import ASSESSMENT, DEDUCTIONS, FEEDBACK, FORMAT_WORDS, SCHEME, SCORE_SHEET, PaperKind

_PREVIEW = "打印预览…"


class AssessmentMenu(QMenu):
    """``paper_wanted(kind, unit, ranked, format)``: ``unit`` its id or ``None``; ``format`` ``None``: the preview."""

    paper_wanted = Signal(object, object, bool, object)
    sheets_wanted = Signal()
    self_books_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def fill(self, unit: UnitScore | None, *, approved: bool) -> None:
        """Offer papers of all and of a unit; one by places only after its approval."""
        self.clear()
        self._offer("考核汇总表（不排名次）", ASSESSMENT)
        ranked = "得分及排名表" if approved else "得分及排名表（名次须先审定）"
        self._offer(ranked, ASSESSMENT, ranked=True).setEnabled(approved)
        self._offer("扣分台账", DEDUCTIONS)
        self._offer("指标及评分标准", SCHEME)
        self.addSeparator()
        if unit is not None:
            self._offer(f"评分表（{unit.unit}）", SCORE_SHEET, unit)
            self._offer(f"反馈问题清单（{unit.unit}）", FEEDBACK, unit)
        self.addAction("各单位评分表和反馈问题清单…").triggered.connect(self.sheets_wanted)
        self.addAction("各单位自评表（Excel）…").triggered.connect(self.self_books_wanted)

    def _offer(self, text: str, kind: PaperKind, unit: UnitScore | None = None, *, ranked: bool = False) -> QMenu:
        sub = self.addMenu(text)
        of = kind, unit.unit_id if unit else None, ranked
        sub.addAction(_PREVIEW).setData((*of, None))
        for format, word in FORMAT_WORDS.items():
            sub.addAction(f"{word}…").setData((*of, format))
        sub.triggered.connect(self._pass_on)
        return sub

    def _pass_on(self, action: QAction) -> None:
        self.paper_wanted.emit(*action.data())
