"""单位与时限: what each printed name and deadline will be stored as, what is unsure asked on its own side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.review.choices import SETTLED, alike, choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.review.naming import (
    Meaning,
    PrintedDeadline,
    PrintedName,
    outcome_of,
    printed_deadlines,
    printed_names,
)
from gongkai_desk.wording.sentences import doubt_sentence, issue_name
from gongkai_desk.wording.states import DEADLINE_RULES
from gongkai_desk.words.units import UnitDirectory
from ui.importing.answer_bar import AnswerBar, DoubtBar
from ui.importing.reporting_bar import ReportingBar
from ui.models.item_table import RecordTable
from ui.parts.row_copier import RowCopier
from ui.widgets.frozen_view import TaskHeader
from ui.widgets.merged_view import MergedView
from ui.widgets.notices import label

_NAMES, _DEADLINES = ("原文的单位", "对应的单位", "任务"), ("原文的时限", "截止日和算法", "任务")
_KEYS = "单位 Ctrl+1，时限 Ctrl+2，多久报一次 Ctrl+3\n下一处待确认 F3，所在一边的答案 Alt+1、Alt+2……"
_WIDTH = {0: 11, 2: 3.2}  # in characters of the current font
_MEMBERS = 12  # members of a collective unit that are told by name
_MEANINGS = {
    Meaning.EXACT: "✓ 与单位目录一致",
    Meaning.ALIAS: "✓ {unit}（简称或曾用名）",
    Meaning.FULL: "✓ {unit}（补全）",
    Meaning.NEW: "✓ 新登记：{unit}",
    Meaning.TEXT: "保留文字，不作为单位",
    Meaning.OPEN: "未指明单位，存入后再定",
}


class UnitsPage(QWidget):
    """Emits ``named(decision)``, and ``answered`` as the review page does."""

    named = Signal(object)
    existing_wanted = Signal(str)
    new_wanted = Signal(str)
    members_wanted = Signal(str)
    answered = Signal(object, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._reader: Reader | None = None
        self._names: tuple[PrintedName, ...] = ()
        self._deadlines: tuple[PrintedDeadline, ...] = ()
        self.name_model, self.deadline_model = RecordTable(_NAMES, self), RecordTable(_DEADLINES, self)
        self.name_view = _table("原文的单位", self.name_model, self)
        self.deadline_view = _table("原文的时限", self.deadline_model, self)
        self.names_told, self.deadlines_told = label(name="heading", parent=self), label(name="heading", parent=self)
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        self.name_bar = AnswerBar(self)
        self.name_text = self.name_bar.text
        self.bar = DoubtBar(self)
        self.reporting = ReportingBar(self)
        self.bar.answered.connect(self.answered)
        self.bar.moved.connect(self._move)
        self._lay_out()
        self.name_view.selectionModel().currentRowChanged.connect(self._show_name)
        self.deadline_view.selectionModel().currentRowChanged.connect(self._show_deadline)
        self._hear_keys()

    def _hear_keys(self) -> None:
        """Let keys lead from side to side; an answer's key is heard on its own side only, where the eye is."""
        within, by_key = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.FocusReason.ShortcutFocusReason
        self.name_bar.hear_keys(self._name_side, within)
        self.bar.hear_keys(self._deadline_side, within)
        for keys, act in (
            ("Ctrl+1", partial(self.name_view.setFocus, by_key)),
            ("Ctrl+2", partial(self.deadline_view.setFocus, by_key)),
            ("Ctrl+3", self.reporting.take_keys),
            ("F3", self.go_on),
            ("Shift+F3", self.go_back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for told in (self.names_told, self.deadlines_told, self.reporting.told):
            told.setToolTip(_KEYS)

    def _lay_out(self) -> None:
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        self._name_side = _pane(self.names_told, self.name_view, self.name_bar, self)
        self._deadline_side = _pane(self.deadlines_told, self.deadline_view, self.bar, self)
        panes.addWidget(self._name_side)
        panes.addWidget(self._deadline_side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.refusal)
        whole.addWidget(panes, 1)
        whole.addWidget(self.reporting)
        self.say_refused("")

    def say_refused(self, sentence: str) -> None:
        """Show what must be settled before the next step."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    # -- showing

    def show_review(self, review: Review, reader: Reader, own: UnitDirectory) -> None:
        """Show what names and deadlines will be stored as beside the office's ``own`` units; the same rows stay."""
        rows = self.name_view.currentIndex().row(), self.deadline_view.currentIndex().row()
        self._review, self._reader = review, reader
        self._names, self._deadlines = printed_names(review, own), printed_deadlines(review)
        unknown = sum(not name.is_settled for name in self._names)
        doubtful = sum(bool(each.doubts) for each in self._deadlines)
        self.names_told.setText(_told("单位", len(self._names), unknown))
        self.deadlines_told.setText(_told("时限", len(self._deadlines), doubtful))
        self.name_model.show([(n.printed, _meaning(n), str(len(n.tasks))) for n in self._names])
        self.deadline_model.show(
            [(d.deadline.text or "（无）", _reading(d, review.plan.dates), str(len(d.tasks))) for d in self._deadlines]
        )
        self.reporting.show_review(review, outcome_of(review, own), reader.workdays)
        for view, row in ((self.name_view, rows[0]), (self.deadline_view, rows[1])):
            _go_to(view, max(row, 0))
        self._show_name()
        self._show_deadline()

    def show_unsettled(self) -> None:
        """Go to the first deadline that must be settled."""
        _go_to(self.deadline_view, 0)
        self.deadline_view.setFocus()

    @Slot()
    def _show_name(self) -> None:
        row = self.name_view.currentIndex().row()
        self.name_bar.clear_answers()
        if not 0 <= row < len(self._names):
            self.name_text.setText("")
            return
        name = self._names[row]
        self.name_text.setText(_about(name))
        for text, decision in _answers(name):
            self.name_bar.add_answer(text, self._tell, decision=decision)
        self.name_bar.row.setVisible(bool(self.name_bar.buttons))
        self.name_bar.show_urgent(urgent=not name.is_settled)
        self.name_bar.fit()

    @Slot()
    def _tell(self) -> None:
        pressed = self.sender()
        decision: NameDecision | None = pressed.property("decision") if pressed is not None else None
        if decision is None:
            return
        if decision.answer is NameAnswer.EXISTING and not decision.unit:
            self.existing_wanted.emit(decision.printed)
        elif decision.answer is NameAnswer.NEW:
            self.new_wanted.emit(decision.printed)
        elif decision.answer is NameAnswer.MEMBERS:
            self.members_wanted.emit(decision.printed)
        else:
            self.named.emit(decision)
        self.name_view.setFocus()  # the button is gone

    @Slot()
    def _show_deadline(self) -> None:
        row = self.deadline_view.currentIndex().row()
        if self._review is None or self._reader is None or not 0 <= row < len(self._deadlines):
            return
        shown = self._deadlines[row]
        if shown.doubts:
            self._show_doubt(shown, shown.doubts[0])
        else:
            self.bar.show_nothing(f"{shown.deadline.text or '没有写时限'}　{_reading(shown, self._review.plan.dates)}")
        doubtful = [each for each in self._deadlines if each.doubts]
        self.bar.show_count(doubtful.index(shown) + 1 if shown in doubtful else 0, len(doubtful))

    def _show_doubt(self, shown: PrintedDeadline, doubt: Doubt) -> None:
        assert self._review is not None
        assert self._reader is not None
        offered = choices(self._review, doubt, self._reader)
        numbers = "、".join(_number(self._review, i) for i in shown.tasks[:6])
        text = f"△ {doubt_sentence(doubt)}（第 {numbers} 项{'等' if len(shown.tasks) > 6 else ''}）"
        self.bar.show_doubt(text, doubt, offered, len(alike(self._review, doubt)))

    @Slot(int)
    def _move(self, step: int) -> None:
        doubtful = [row for row, each in enumerate(self._deadlines) if each.doubts]
        if not doubtful:
            return
        row = self.deadline_view.currentIndex().row()
        behind = [each for each in doubtful if each > row] or doubtful[:1]
        before = [each for each in doubtful if each < row] or doubtful[-1:]
        _go_to(self.deadline_view, behind[0] if step > 0 else before[-1])

    @Slot()
    def go_on(self) -> None:
        """Show the next open question: names, then deadlines; past the last comes the first."""
        questions, here = self._questions()
        if questions:
            self._ask(*next((each for each in questions if each > here), questions[0]))

    @Slot()
    def go_back(self) -> None:
        """Show the open question before."""
        questions, here = self._questions()
        if questions:
            self._ask(*next((each for each in reversed(questions) if each < here), questions[-1]))

    def _questions(self) -> tuple[list[tuple[int, int]], tuple[int, int]]:
        """Return the open questions as (side, row), and where one stands among them."""
        names = [(0, row) for row, name in enumerate(self._names) if not name.is_settled]
        deadlines = [(1, row) for row, each in enumerate(self._deadlines) if each.doubts]
        focused = self.window().focusWidget()
        side = int(focused is not None and self._deadline_side.isAncestorOf(focused))
        return names + deadlines, (side, (self.name_view, self.deadline_view)[side].currentIndex().row())

    def _ask(self, side: int, row: int) -> None:
        view = (self.name_view, self.deadline_view)[side]
        _go_to(view, row)
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _answers(name: PrintedName) -> Iterator[tuple[str, NameDecision]]:
    """Yield what an unknown name may be; what is still to be named is asked for, members of a collective name too."""
    if name.meaning is Meaning.GROUP:
        yield "指定包括哪些单位…", NameDecision(name.printed, NameAnswer.MEMBERS)
    if name.meaning is not Meaning.UNKNOWN and not (name.meaning is Meaning.TEXT and name.near):
        return
    for unit in name.near:
        yield f"就是“{unit}”", NameDecision(name.printed, NameAnswer.EXISTING, unit)
    yield "选现有单位…", NameDecision(name.printed, NameAnswer.EXISTING)
    yield "新单位…", NameDecision(name.printed, NameAnswer.NEW)
    yield "保留文字", NameDecision(name.printed, NameAnswer.TEXT)


def _table(name: str, model: RecordTable, parent: QWidget) -> MergedView:
    view = MergedView(parent)
    view.setAccessibleName(name)
    RowCopier(view)
    view.setHorizontalHeader(TaskHeader(view))
    view.setModel(model)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    header = view.horizontalHeader()
    header.setSectionsClickable(False)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column, characters in _WIDTH.items():
        view.setColumnWidth(column, round(wide * characters) + 18)
    return view


def _pane(title: QWidget, view: QWidget, bar: QWidget, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    title.setContentsMargins(14, 10, 14, 8)
    column.addWidget(title)
    column.addWidget(view, 1)
    column.addWidget(bar)
    return made


def _go_to(view: MergedView, row: int) -> None:
    index = view.model().index(min(row, view.model().rowCount() - 1), 0)
    if index.isValid():
        flags = QItemSelectionModel.SelectionFlag
        view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        view.scrollTo(index)


def _told(what: str, count: int, open_ones: int) -> str:
    return f"{what}　{count} 种写法，{open_ones} 种待确认" if open_ones else f"{what}　{count} 种写法"


def _number(review: Review, index: int) -> str:
    return (review.shown.tasks[index].seq or str(index + 1)).split("/")[-1]


def _meaning(name: PrintedName) -> str:
    if name.meaning is Meaning.GROUP:
        return f"✓ 统称，{len(name.units)} 家" if name.units else "△ 统称，还没有指定包括哪些单位"
    if name.meaning is Meaning.UNKNOWN:
        return "△ 单位目录里没有，将登记为“待确认”"
    if name.meaning is Meaning.TEXT and name.near:
        return f"△ 几个单位都叫这个名称：{'、'.join(name.near)}"
    return _MEANINGS[name.meaning].format(unit="、".join(name.units))


def _about(name: PrintedName) -> str:
    if name.meaning is Meaning.UNKNOWN:
        return f"“{name.printed}”在 {len(name.tasks)} 项任务中出现，单位目录里没有。它是哪个单位？"
    if name.lacks_members:
        return f"“{name.printed}”在 {len(name.tasks)} 项任务中出现。它包括哪些单位？指定一次，各项任务都用。"
    if name.units:
        more = f"等 {len(name.units)} 家" if len(name.units) > _MEMBERS else ""
        return f"“{name.printed}”：{'、'.join(name.units[:_MEMBERS])}{more}"
    return f"“{name.printed}”　{_meaning(name).removeprefix('✓ ')}"


def _reading(shown: PrintedDeadline, dates: PlanDates) -> str:
    deadline = shown.deadline
    said = next((SETTLED[remark] for remark in deadline.remarks if remark in SETTLED), "")
    rule = DEADLINE_RULES[deadline.kind] if deadline.kind else "没有读出日期"
    day = f"{deadline.due.isoformat()}　" if deadline.due else ""
    mark = f"△ 早于{issue_name(dates)}　" if shown.is_before_issue else "△ " if shown.doubts else ""
    return f"{mark}{day}{said or rule}"
