"""The window of the import: its pages, the steps above them (done, now, to come), the buttons below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.review import Review
from gongkai_desk.store.tasks.draft_notes import DraftNote
from ui import theme
from ui.desk import Desk
from ui.dialogs.base.dialog import Dialog
from ui.dialogs.base.keys import Keys
from ui.importing.answer_bar import press_by
from ui.importing.merging import Merging
from ui.importing.recognise_page import RecognisePage
from ui.importing.review_page import ReviewPage
from ui.importing.revise_page import RevisePage
from ui.importing.storing import StorePage
from ui.importing.units_page import UnitsPage
from ui.parts.draft_rows import DraftRows
from ui.settings import Settings
from ui.widgets.notices import button, label

_RULE = "──"


class StepBar(QWidget):
    """Shows where one is; what lies behind is told by a tick, not by colour alone."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, _ in enumerate(names):
            if number:
                row.addWidget(label(_RULE, name="dim", parent=self))
            self._labels.append(label(parent=self))
            row.addWidget(self._labels[-1])
        row.addStretch(1)
        self.show_step(0)

    def rename(self, names: tuple[str, ...]) -> None:
        """Call the steps otherwise; ``show_step`` shows it."""
        self._names = names

    def show_step(self, now: int) -> None:
        """Mark step ``now`` (from 0)."""
        look = theme.colours(self.palette())
        for number, (made, name) in enumerate(zip(self._labels, self._names, strict=True)):
            made.setText(f"✓ {name}" if number < now else f"{number + 1} {name}")
            colour = look.green if number < now else look.blue if number == now else look.dim
            weight = "bold" if number == now else "normal"
            made.setStyleSheet(f"color: {colour}; font-weight: {weight};")
        self.setAccessibleName(f"第{now + 1}步，共{len(self._names)}步：{self._names[now]}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


STEPS = ("选文件", "识别", "核对", "单位与时限", "存入台账")
FILE, RECOGNISED, REVIEWED, NAMED, STORED = range(5)
MERGED = 5
"""The page that the last step shows for a revision; the others have the number of their step."""

_MERGE_STEPS = (*STEPS[:-1], "合并修订稿")
_NOT_YET = "尚未存入台账，可随时离开。改过的内容随时自动保存为草稿，下次接着核对。"
_NOT_KEPT = "△ 草稿没有能自动保存：{why}"
_NAME = 16  # characters that the name of a file gets above the page
_NEXT = ("下一步：识别", "下一步：核对", "下一步：单位与时限", "下一步：存入台账", "存入台账")
_MERGE_NEXT = (*_NEXT[:NAMED], "下一步：比较合并", "合并修订稿")


class WizardFrame(Dialog):
    """Five steps with a page each; the last has another page for a revision. What happens, the wizard says."""

    findings_wanted = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merging = Merging(desk, self)
        self.steps = StepBar(STEPS, self)
        self.told = label(name="dim", parent=self)
        self.kept = label(_NOT_YET, name="dim", wrap=True, parent=self)
        self.file_page = FilePage(desk.settings, self)
        self.recognise_page = RecognisePage(self)
        self.review_page = ReviewPage(desk, self)
        self.units_page = UnitsPage(self)
        self.store_page = StorePage(self)
        self.revise_page = RevisePage(desk, self.merging, self)
        self.pages = QStackedWidget(self)
        self.findings = button("只核对不存入，保存问题清单…", self.findings_wanted.emit, parent=self)
        self.back = button("上一步", self.back_wanted.emit, parent=self)
        self.forward = button("", self.forward_wanted.emit, name="primary", parent=self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.addWidget(self.steps, 1)
        head.addWidget(self.told)
        wraps = (self.recognise_page, self.store_page)
        for page in (
            self.file_page,
            self.recognise_page,
            self.review_page,
            self.units_page,
            self.store_page,
            self.revise_page,
        ):
            page.setObjectName("sheet")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.pages.addWidget(_scrolled(page, sideways=page not in wraps))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot())
        self.resize(1320, 720)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 10, 18, 12)
        foot.setSpacing(10)
        foot.addWidget(self.kept, 1)
        for part in (button("离开", self.reject, parent=self), self.findings, self.back, self.forward):
            foot.addWidget(part)
        for part, keys in ((self.back, "Alt+Left"), (self.forward, "Alt+Right")):
            press_by(keys, part, self)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_keys)
        return foot

    @Slot()
    def show_keys(self) -> None:
        """Show the keys of the import's pages."""
        Keys.show_for(self, ())

    def tell(self, review: Review, pages: int, waiting: int) -> None:
        """Say above the page what is being imported: ``pages`` of it, none if it has none, and files behind it."""
        more = f"　{pages} 页" if pages else ""
        behind = f"　后面还有 {waiting} 份" if waiting else ""
        wide = self.told.fontMetrics().horizontalAdvance("国") * _NAME
        name = self.told.fontMetrics().elidedText(review.draft.file, Qt.TextElideMode.ElideMiddle, wide)
        self.told.setText(f"{name}{more}　识别出 {len(review.shown.tasks)} 项任务{behind}")
        self.told.setAccessibleName(review.draft.file)

    @Slot(str)
    def say_kept(self, refusal: str) -> None:
        """Say that the draft is kept as one goes, or why it could not be."""
        self.kept.setText(_NOT_KEPT.format(why=refusal) if refusal else _NOT_YET)

    def turn_to(self, step: int, *, begun: bool) -> None:
        """Show the page of a step; ``begun``: there is something to go on with."""
        merges = self.merging.plan is not None
        self.pages.setCurrentIndex(MERGED if step == STORED and merges else step)
        self.steps.rename(_MERGE_STEPS if merges else STEPS)
        self.steps.show_step(step)
        self.back.setVisible(step > FILE)
        self.findings.setVisible(step in (REVIEWED, NAMED, STORED))
        self.forward.setText((_MERGE_NEXT if merges else _NEXT)[step])
        self.forward.setVisible(step > FILE or begun)
        self.forward.setEnabled(step != RECOGNISED or not self.recognise_page.similar.is_open)
        self._focus(step)

    def _focus(self, step: int) -> None:
        """Put the keys where the work of a step is."""
        similar = self.recognise_page.similar
        first = {
            FILE: self.file_page.choose,
            RECOGNISED: similar.merge if similar.is_open else self.recognise_page.title,
            REVIEWED: self.review_page.view,
            NAMED: self.units_page.name_view,
            STORED: self.forward if self.merging.plan is None else self.revise_page.view,
        }
        first[step].setFocus()


def _scrolled(page: QWidget, *, sideways: bool) -> QScrollArea:
    """Return a page that can be scrolled where large text leaves no room for all of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


_KINDS = {
    "PDF、OFD": "*.pdf *.ofd",
    "Word 文档": "*.docx *.docm *.doc *.wps",
    "表格": "*.xlsx *.xlsm *.xls *.et *.ods *.xml",
    "网页": "*.html *.htm *.mht *.mhtml",
    "文本": "*.txt *.text *.csv *.tsv *.md",
}
READABLE = ";;".join(
    (
        f"要点文件 ({' '.join(_KINDS.values())})",
        *(f"{name} ({kinds})" for name, kinds in _KINDS.items()),
        "全部文件 (*)",
    )
)
"""What the chooser of files lists: all that can be read, each kind alone, everything."""

_HOW = "把文件拖到这里（可以一次拖多份），或者"
_HALF = "上次没有核对完的"
_WHAT = (
    "可以读取 PDF、OFD、Word（.docx .doc .wps）、Excel（.xlsx .xls .et）、网页和文本文件。"
    "没有文字层的扫描件要识别组件才能读，读不了时可以在这里选它所在的文件夹。"
)
_COMPONENT = "选择识别组件所在的文件夹…"
_PASTE = "也可以把工作要点的文字或表格粘贴到下面，再点“识别粘贴的文字”。"


class FilePage(QWidget):
    """Emits ``files_chosen(paths)``, ``text_given(str)``, and the keys of reviews that were left half-way.

    ``component_chosen(folder)``: the reading component that a scan needs is to be taken from there.
    """

    files_chosen = Signal(object)
    component_chosen = Signal(object)
    text_given = Signal(str)
    draft_chosen = Signal(str)
    draft_dropped = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setAcceptDrops(True)
        self.choose = button("选择文件…", self.ask_for_file, name="primary", parent=self)
        self.refusal = label(wrap=True, parent=self)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        self.component = button(_COMPONENT, self.ask_for_component, parent=self)
        self.component.hide()
        self.pasted = QPlainTextEdit(self)
        self.pasted.setObjectName("edit")
        self.pasted.setAccessibleName("粘贴的文字")
        self.pasted.setPlaceholderText("在这里按 Ctrl+V 粘贴")
        self.pasted.setTabChangesFocus(True)
        self.pasted.textChanged.connect(self._may_read)
        self.drafts_told = label(_HALF, name="heading", parent=self)
        self.drafts_told.hide()
        self.drafts = DraftRows(self)
        self.drafts.chosen.connect(self.draft_chosen)
        self.drafts.dropped.connect(self.draft_dropped)
        self.read_pasted = button("识别粘贴的文字", self._give_text, parent=self)
        self._lay_out()
        self._may_read()

    def _lay_out(self) -> None:
        drop = QHBoxLayout()
        drop.addWidget(label(_HOW, name="title", parent=self))
        drop.addWidget(self.choose)
        drop.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 36, 48, 24)
        column.setSpacing(10)
        column.addLayout(drop)
        column.addWidget(label(_WHAT, name="dim", wrap=True, parent=self))
        column.addWidget(self.refusal)
        column.addWidget(self.component, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.drafts_told)
        column.addWidget(self.drafts)
        column.addSpacing(18)
        column.addWidget(label(_PASTE, wrap=True, parent=self))
        column.addWidget(self.pasted, 1)
        column.addWidget(self.read_pasted, 0, Qt.AlignmentFlag.AlignRight)

    def say_refused(self, sentence: str, *, by_component: bool = False) -> None:
        """Show why the last file was not read; empty takes the sentence away. ``by_component``: that could read it."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self.component.setVisible(bool(sentence) and by_component)

    def show_drafts(self, notes: Sequence[DraftNote]) -> None:
        """Offer the reviews that were left half-way."""
        self.drafts_told.setVisible(bool(notes))
        self.drafts.show_notes(notes)

    @Slot()
    def ask_for_file(self) -> None:
        """Let the clerk choose files, beginning where the last one was."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择要点文件", str(self._settings.import_folder), READABLE)
        if names:
            self.take([Path(name) for name in names])

    @Slot()
    def ask_for_component(self) -> None:
        """Let the clerk name the folder that holds the reading component."""
        if name := QFileDialog.getExistingDirectory(self, _COMPONENT.rstrip("…"), str(self._settings.import_folder)):
            self.component_chosen.emit(Path(name))

    def take(self, paths: Sequence[Path]) -> None:
        """Go on with these files, one after the other."""
        self._settings.import_folder = paths[0].parent
        self.files_chosen.emit(tuple(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    @Slot()
    def _give_text(self) -> None:
        self.text_given.emit(self.pasted.toPlainText())

    @Slot()
    def _may_read(self) -> None:
        self.read_pasted.setEnabled(bool(self.pasted.toPlainText().strip()))
