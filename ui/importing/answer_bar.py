"""What is to be decided, told in words with its answers as buttons: for doubts, for a plan that is alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import Plan
from gongkai_desk.review.choices import Choice
from gongkai_desk.standing.plan_pairs import Likeness, Similar
from gongkai_desk.wording.days import long_day
from gongkai_desk.wording.differences import Piece, side_by_side
from gongkai_desk.wording.sentences import issue_name
from ui.widgets.flow import flowing
from ui.widgets.notices import button, label

_USUAL = 34  # characters that fit into the bar
_BY_KEY = 9  # answers that have a key
_GAP = 12  # pixels between text, answers and what leads on


class AnswerBar(QFrame):
    """Holds ``text``, the answers (``row``, laid out by ``flow``) and ``beside``, which leads to other questions.

    ``sides`` stands between text and answers: two readings, one under the other, with what differs marked.

    Call ``fit`` after any of them has changed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.text = label(wrap=True, parent=self)
        self.sides = label(wrap=True, parent=self)
        self.sides.setTextFormat(Qt.TextFormat.RichText)
        self.sides.hide()
        self.row, self.flow = flowing(parent=self)
        self.buttons: list[QPushButton] = []
        self.beside = QWidget(self)
        self.beside_row = QHBoxLayout(self.beside)
        self.beside_row.setContentsMargins(0, 0, 0, 0)
        self.beside_row.setSpacing(8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 7, 14, 7)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._beside_here = self._in_one_line = True
        self._place(in_one_line=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for the height that the texts need at a usual width, not at the narrowest."""
        usual = self.fontMetrics().horizontalAdvance("国") * _USUAL
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(max(self.width(), usual)))

    def fit(self) -> None:
        """Put all into one line if there is room for it, else the answers under the text."""
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        lines = self.text.text().split("\n")
        text = max(self.text.fontMetrics().horizontalAdvance(line) for line in lines) + _GAP
        answers = self.flow.line_width() if not self.row.isHidden() else 0
        beside = self.beside.sizeHint().width() + _GAP if self._beside_here else 0
        fits = len(lines) == 1 and self.sides.isHidden() and text + answers + beside + _GAP <= room
        self.row.setMinimumWidth(answers if fits else 0)
        self._place(in_one_line=fits)
        self.updateGeometry()

    def give_beside(self) -> QWidget:
        """Return what leads to other questions, to be placed elsewhere."""
        self._grid.removeWidget(self.beside)
        self._beside_here = False
        return self.beside

    def add_answer(self, text: str, pressed: Callable[[], object], **known: object) -> None:
        """Add an answer's button behind the others, with ``known`` as its properties."""
        made = button(text, pressed, parent=self.row)
        for name, each in known.items():
            made.setProperty(name, each)
        self.flow.insert(len(self.buttons), made)
        self.buttons.append(made)
        if len(self.buttons) <= _BY_KEY:
            made.setToolTip(f"Alt+{len(self.buttons)}")
        made.show()

    def clear_answers(self) -> None:
        """Take the answers away."""
        for old in self.buttons:
            self.flow.removeWidget(old)
            old.hide()  # within one event, e.g. before a dialog comes up, nothing is freed
            old.deleteLater()
        self.buttons = []

    def hear_keys(self, host: QWidget, where: Qt.ShortcutContext) -> None:
        """Let Alt+1 and so on press the answers, where ``host`` is seen or where it has the focus."""
        for number in range(1, _BY_KEY + 1):
            heard = QShortcut(QKeySequence(f"Alt+{number}"), host)
            heard.setContext(where)
            heard.setProperty("number", number)
            heard.activated.connect(self._press)

    @Slot()
    def _press(self) -> None:
        number = self.sender().property("number")
        if number <= len(self.buttons):
            self.buttons[number - 1].click()

    def _place(self, *, in_one_line: bool) -> None:
        if in_one_line is self._in_one_line:
            return
        self._in_one_line = in_one_line
        for part in (self.text, self.row):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.text, 0, 0)
        self._grid.addWidget(self.sides, 1, 0, 1, 3)
        if self._beside_here:
            self._grid.addWidget(self.beside, 0, 2)
        if in_one_line:
            self._grid.addWidget(self.row, 0, 1)
        else:
            self._grid.addWidget(self.row, 2, 0, 1, 3)

    def show_urgent(self, *, urgent: bool) -> None:
        """Take the ground of what is to be decided, or the quiet one of the page."""
        name = "banner" if urgent else "quiet"
        if self.objectName() != name:
            self.setObjectName(name)
            for widget in (self, *self.findChildren(QLabel)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)


def press_by(keys: str, pressed: QPushButton, parent: QWidget) -> None:
    """Let keys press a button at once (a button's own shortcut waits), heard while ``parent`` is seen."""
    heard = QShortcut(QKeySequence(keys), parent)
    heard.activated.connect(pressed.click)
    pressed.setToolTip(keys)


class DoubtBar(AnswerBar):
    """Emits ``answered(doubt, choice, alike)`` and ``moved(step)`` for the one before or behind."""

    answered = Signal(object, object, bool)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt: Doubt | None = None
        self._had_keys = False  # an answer that is no longer there had the focus
        self.count = label(name="dim", parent=self.beside)
        self.before = button("上一处", self._go_back, name="link", parent=self.beside)
        self.behind = button("下一处", self._go_on, name="link", parent=self.beside)
        for part in (self.count, self.before, self.behind):
            self.beside_row.addWidget(part)
        self.alike = QCheckBox(self.row)
        self.flow.addWidget(self.alike)

    def hear_all_keys(self, host: QWidget) -> None:
        """Let Alt+1, F3 and so on be heard wherever ``host`` is seen."""
        self.hear_keys(host, Qt.ShortcutContext.WindowShortcut)
        for turn, keys in ((self.before, "Shift+F3"), (self.behind, "F3")):
            press_by(keys, turn, host)

    def show_doubt(self, text: str, doubt: Doubt, choices: Sequence[Choice], alike: int) -> None:
        """Show a doubt with its answers; ``alike`` is how many there are of its kind."""
        self._doubt = doubt
        self.text.setText(text)
        self.sides.setText(sides_html(doubt))
        self.sides.setVisible(doubt.readings is not None)
        self._show_choices(choices)
        self.alike.setChecked(False)
        self.alike.setText(f"同类的 {alike} 处都这样办")
        self.alike.setVisible(alike > 1 and any(choice.alike for choice in choices))
        self.row.show()
        self.show_urgent(urgent=True)
        self.fit()

    def show_nothing(self, text: str) -> None:
        """Say that there is nothing to answer here."""
        self._doubt = None
        self.text.setText(text)
        self.sides.hide()
        self._show_choices(())
        self.row.hide()
        self.show_urgent(urgent=False)
        self.fit()

    def show_count(self, number: int, of: int) -> None:
        """Say which one of how many doubts this is; ``number`` 0: none of them."""
        self.count.setText(f"第 {number} 处，共 {of} 处" if number else f"共 {of} 处待确认" if of else "")
        self.before.setVisible(of > 0)
        self.behind.setVisible(of > 0)
        self.fit()
        self._give_keys_on()

    def _give_keys_on(self) -> None:
        """Give the keys of an answer that is gone to the first answer now, else to what leads on."""
        following = next((each for each in (*self.buttons, self.behind) if each.isVisible()), None)
        if self._had_keys and following is not None:
            following.setFocus()
        self._had_keys = False

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        self._had_keys = self._had_keys or self.window().focusWidget() in self.buttons
        self.clear_answers()
        for choice in choices:
            self.add_answer(choice.label, self._tell, choice=choice)

    @Slot()
    def _go_back(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _go_on(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _tell(self) -> None:
        pressed = self.sender()
        if self._doubt is not None and pressed is not None:
            choice: Choice = pressed.property("choice")
            self.answered.emit(self._doubt, choice, self.alike.isChecked() and choice.alike)


def sides_html(doubt: Doubt) -> str:
    """Return what body and annex say, one under the other; what only one of them says is bold and underlined."""
    if doubt.readings is None:
        return ""
    body, annex = side_by_side(doubt.readings, doubt.field)
    rows = (
        f"<tr><td>{name}　</td><td>{_marked(pieces)}</td></tr>" for name, pieces in (("正文", body), ("附件", annex))
    )
    return f"<table cellspacing='0' cellpadding='1'>{''.join(rows)}</table>"


def _marked(pieces: Iterable[Piece]) -> str:
    return "".join(f"<b><u>{escape(words)}</u></b>" if differs else escape(words) for words, differs in pieces)


_LATER = "最后一步逐处比较、选择后合并，原任务的进展、佐证和状态都保留。"


class SimilarBar(AnswerBar):
    """Emits ``merge_wanted(plan)``, ``separate_wanted`` or ``left``; hidden where nothing is like the file."""

    merge_wanted = Signal(object)
    separate_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.merge = button("作为修订稿合并", self._merge, parent=self.row)
        self.separate = button("另存为新要点", self.separate_wanted.emit, parent=self.row)
        self.leave = button("取消", self.left.emit, parent=self.row)
        for part in (self.merge, self.separate, self.leave):
            self.flow.addWidget(part)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether a choice is still to be made."""
        return not self.isHidden() and not self.leave.isHidden()

    def ask(self, found: Similar) -> None:
        """Say what is in the library and ask what this file is."""
        self._plan = found.plan
        self._show(similar_sentence(found), merge=True, separate=True, is_open=True)

    def tell_merging(self, plan: Plan, tasks: int, *, undated: bool = False) -> None:
        """Say that the file will be merged into a plan; ``undated``: it prints no day of issue, the plan's holds."""
        self._plan = plan
        told = f"✓ 作为《{plan.title}》（{tasks}项）的修订稿。{_LATER}"
        if undated and (day := plan.dates.issue) is not None:
            told += f"文件没有写发文日期，时限仍从原稿的{issue_name(plan.dates)}{long_day(day)}推算。"
        self._show(told, merge=False, separate=True, is_open=False)

    def tell_separate(self) -> None:
        """Say that the file will be a plan of its own."""
        if self._plan is None:
            self.hide()
        else:
            told = f"✓ 另存为新要点，与《{self._plan.title}》互不影响。"
            self._show(told, merge=True, separate=False, is_open=False)

    def forget(self) -> None:
        """Nothing in the library is like this file."""
        self._plan = None
        self.hide()

    def _show(self, text: str, *, merge: bool, separate: bool, is_open: bool) -> None:
        self.text.setText(text)
        self.merge.setVisible(merge)
        self.separate.setVisible(separate)
        self.leave.setVisible(is_open)
        self.show_urgent(urgent=is_open)
        self.fit()
        self.show()

    @Slot()
    def _merge(self) -> None:
        if self._plan is not None:
            self.merge_wanted.emit(self._plan)


def similar_sentence(found: Similar) -> str:
    """Return a sentence such as «台账库里已有《…》（41项），本文件与它相似，可能是修订稿。»."""
    stored = f"台账库里已有《{found.plan.title}》（{found.tasks}项）"
    if found.same == found.tasks == found.shared:
        return f"{stored}，本文件的任务与它完全相同，可能已经导入过。"
    shared = f"有 {found.shared} 项任务相同或相近" if found.shared else "任务没有相同的"
    if found.by is Likeness.NUMBER:
        return f"{stored}，文号与本文件相同，{shared}，可能是它的修订稿。"
    return f"{stored}，本文件与它相似，{shared}，可能是它的修订稿。"
