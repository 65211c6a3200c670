"""回收汇总: the files that units sent back, what is sure of them, what waits, and what a person decides of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gongkai_desk.domain.cycle.returns import Candidate, Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, FileReview, Received, RowReview
from gongkai_desk.rules.returns.sealed import is_received, waiting_in
from gongkai_desk.wording.returns import ANSWERS, KNOWN, counted_text, told_of_file, waits_text
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Dialog, give_size, row_of_buttons
from ui.dialogs.rounds import row_lists
from ui.dialogs.rounds.field_choices import FieldChoices
from ui.dialogs.rounds.unit_choice import ask_unit
from ui.widgets.notices import button, label

_FILES = ("文件", "单位", "依据", "归入", "待定", "说明")
_ROWS = ("处理", "文件", "行", "任务", "为什么待定")
_WIDTHS = {"处理": 6, "文件": 13, "单位": 8, "行": 7, "任务": 17}  # characters of a column at most
_WORDS = 28  # characters of a task's words in a list
_AUTO = "按表上的批号"
_EMPTY = "把单位交回的文件、文件夹、压缩包或邮件拖到这里，或点“添加文件”。"


class ReturnActs(NamedTuple):
    """What the dialog is given to ask and do; it knows no library.

    ``receive(paths, done)`` reads files as a job. ``review(sources, batch)``; ``lay(row, unit, task, batch)`` and
    ``confirm(file, unit, batch)`` return the row or file anew, ``assign`` a sealed paper. ``waiting(done)`` gives the
    files that wait from before, ``picture(file, page, done)`` a page of a scan. ``batches`` and ``units`` with their
    names, by id. ``forms()``: how many 意见反馈表 are kept apart.
    """

    receive: Callable[[Sequence[Path], Callable[[list[Received]], None]], object]
    review: Callable[[Sequence[Received], int | None], list[FileReview]]
    lay: Callable[[RowReview, int, int, int | None], RowReview]
    confirm: Callable[[FileReview, int, int | None], FileReview]
    assign: Callable[[RowReview, int, int | None], RowReview]
    picture: Callable[[Received, int, Callable[[bytes], None]], object]
    tasks: Callable[[int, int | None], Sequence[Candidate]]
    waiting: Callable[[Callable[[list[FileReview]], None]], object]
    waits: int
    batches: Mapping[int, str]
    units: Mapping[int, str]
    forms: Callable[[], int] = int


@dataclass(frozen=True, slots=True)
class Decided:
    """What is taken over, and the books that go back (退回补报), each with the reason."""

    files: Sequence[FileReview]
    back: Mapping[int, str] = field(default_factory=dict)


class ReturnsDialog(Dialog):
    """Lists files above, what waits of them below, and the fields of the current row side by side."""

    def __init__(self, acts: ReturnActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收汇总")
        self.setAcceptDrops(True)
        self._acts = acts
        self._sources: list[Received] = []
        self._kept: list[FileReview] = []
        self.reviews: list[FileReview] = []
        self.back: dict[int, str] = {}
        self._asked_for = (-1, 0)  # the file and the page that is drawn for the current row
        self._page = self._asked_for, b""
        self.batch = QComboBox(self)
        self.files, self.rows = row_lists.tree(_FILES, "交回的文件", self), row_lists.tree(_ROWS, "待定的行", self)
        self.fields = FieldChoices(self)
        self.why = label(wrap=True, parent=self)
        self.note = label(_EMPTY, name="dim", wrap=True, parent=self)
        self.row_buttons: list[QPushButton] = []
        self._lay_out()
        self._show()

    # -- laid out

    def _lay_out(self) -> None:
        self.batch.addItem(_AUTO)
        for number, name in self._acts.batches.items():
            self.batch.addItem(name, number)
        self.batch.setAccessibleName("收哪个批次")
        self.batch.currentIndexChanged.connect(self._again)
        self.files.currentItemChanged.connect(self._look)
        self.rows.currentItemChanged.connect(self._look)
        split = QSplitter(Qt.Orientation.Vertical, self)
        for part in (self.files, self.rows, self.fields):
            split.addWidget(part)
        split.setSizes([150, 150, 170])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(split, 1)
        column.addWidget(self.why)
        column.addLayout(self._row_acts())
        column.addWidget(self.note)
        column.addLayout(self._foot())
        give_size(self, 72, 38)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(button("添加文件…", self.add_files, parent=self))
        head.addWidget(button("添加文件夹…", self.add_folder, parent=self))
        if self._acts.waits:
            self.earlier = button(f"以前待定的（{self._acts.waits}个文件）", self._add_waiting, parent=self)
            head.addWidget(self.earlier)
        head.addStretch(1)
        head.addWidget(label("批次", parent=self))
        head.addWidget(self.batch)
        return head

    def _row_acts(self) -> QHBoxLayout:
        for answer, word in ANSWERS.items():
            made = button(word, _Deciding(self, answer), parent=self)
            self.row_buttons.append(made)
        self.lay_button = button("放到任务…", self.lay_on_task, parent=self)
        self.confirm_button = button("认定单位…", self.confirm_unit, parent=self)
        self.back_button = button("退回补报…", self.send_back, parent=self)
        return row_of_buttons(*self.row_buttons, self.lay_button, self.confirm_button, self.back_button)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.all_button = button("全部采用", self.take_all, parent=self)
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject, parent=self))
        self.take_button = button("归入", self.accept, name="primary", parent=self)
        foot.addWidget(self.take_button)
        return foot

    # -- files come

    def add_files(self) -> None:
        """Ask for files and read them."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "单位交回的文件")
        if chosen:
            self.add([Path(each) for each in chosen])

    def add_folder(self) -> None:
        """Ask for a folder and read all that is in it."""
        chosen = QFileDialog.getExistingDirectory(self, "单位交回的文件夹")
        if chosen:
            self.add([Path(chosen)])

    def add(self, paths: Sequence[Path]) -> None:
        """Read files and folders as a job, then review them."""
        self._acts.receive(paths, self._received)

    @Slot(object)
    def _received(self, sources: list[Received]) -> None:
        known = {each.sha256 for each in self._sources}
        self._sources += [each for each in sources if not each.sha256 or each.sha256 not in known]
        self._again()

    def _add_waiting(self) -> None:
        self._acts.waiting(self._take_waiting)

    @Slot(object)
    def _take_waiting(self, files: list[FileReview]) -> None:
        self._kept = files
        self.earlier.setEnabled(False)
        self._again()

    @Slot()
    def _again(self) -> None:
        """Review all again, for another batch or with more files; what was decided of a row stays decided."""
        decided = {_key(file, row): row for file in self.reviews for row in file.rows if row.answer is not None}
        named = {file.source.sha256: file.unit for file in self.reviews if file.by is Known.HAND}
        read = [*self._kept, *self._acts.review(self._sources, self.batch.currentData())]
        found = [self._named(file, named.get(file.source.sha256)) for file in read]
        self.reviews = [
            replace(file, rows=tuple(decided.get(_key(file, row), row) for row in file.rows)) for file in found
        ]
        self._show()

    def _named(self, file: FileReview, unit: int | None) -> FileReview:
        """Return a file as that of the unit that a person said."""
        return self._acts.confirm(file, unit, file.batch or self.batch.currentData()) if unit is not None else file

    # -- shown

    def _show(self) -> None:
        kept = row_lists.current_place(self.rows)
        row_lists.fill(self.files, [(self._file_texts(file), (n, -1)) for n, file in enumerate(self.reviews)], _WIDTHS)
        waiting = [
            (self._row_texts(file, row), (n, at))
            for n, file in enumerate(self.reviews)
            for at, row in enumerate(file.rows)
            if row.open or row.answer is not None
        ]
        row_lists.fill(self.rows, waiting, _WIDTHS)
        row_lists.go_to(self.rows, kept)
        taken = sum(bool(row.takes) for file in self.reviews for row in file.rows)
        left = sum(map(waiting_in, self.reviews))
        papers = sum(bool(row.pages) and not row.open for file in self.reviews for row in file.rows)
        told = f"将归入 {counted_text(taken, papers, left)}；待定的先存着，以后再定。"
        self.note.setText(told if self.reviews else _EMPTY)
        self.take_button.setEnabled(bool(self.reviews) or bool(self._acts.forms()))
        self.all_button.setEnabled(any(row.open and row.fields for file in self.reviews for row in file.rows))
        self._look()

    def _file_texts(self, file: FileReview) -> tuple[str, ...]:
        taken, left = sum(bool(row.takes) for row in file.rows), waiting_in(file)
        told = told_of_file(file)
        told = "以前已收" if file.known and not told else told
        back = "；退回补报" if file.book in self.back else ""
        unit = self._acts.units.get(file.unit, "") if file.unit is not None else ""
        return (file.source.name, unit, KNOWN[file.by] if file.by else "", str(taken), str(left), told + back)

    def _row_texts(self, file: FileReview, row: RowReview) -> tuple[str, ...]:
        task = f"{row.candidate.seq} {row.candidate.content or row.candidate.title}" if row.candidate else row.row.words
        waits = row.waits or ((Wait.CONFLICT,) if row.open else ())
        answer = ANSWERS[row.answer] if row.answer else ""
        where = row.sheet if row.pages else f"{row.sheet} {row.row.line}" if row.row.line else "全文"
        if row.pages and row.unit is not None:
            task = f"{self._acts.units.get(row.unit, '')}　{task}"
        return (answer, file.source.short, where.strip(), task[:_WORDS], waits_text(waits))

    @Slot()
    def _look(self) -> None:
        """Show the fields of the current row, and let only those buttons be pressed that mean something."""
        row, item = self._current_row(), self.rows.currentItem()
        self._show_fields(row)
        whole = self.files.currentItem() if row is None else None
        told = f"待定：{item.text(len(_ROWS) - 1)}" if item is not None and row and row.open else ""
        self.why.setText(whole.text(len(_FILES) - 1) if whole is not None else told)
        for each in self.row_buttons:
            each.setEnabled(row is not None and row.candidate is not None)
        sealed, file = row is not None and bool(row.pages), self._current_file()
        if sealed and row is not None and row.unit is not None:
            self.row_buttons[0].setEnabled(True)
        self.lay_button.setEnabled(row is not None and not sealed)
        self.confirm_button.setEnabled(sealed or (file is not None and is_received(file.source.error)))
        self.back_button.setEnabled(file is not None and file.book is not None)

    def _show_fields(self, row: RowReview | None) -> None:
        """Show what came field by field; of a sealed paper its first page."""
        self.fields.show_row(row)
        place = row_lists.current_place(self.rows)
        if place is None or row is None or not row.pages:
            return
        wanted = place[0], row.pages[0]
        if self._page[0] == wanted:
            self.fields.show_page(self._page[1])
        elif self._asked_for != wanted:
            self._asked_for = wanted
            self._acts.picture(self.reviews[place[0]].source, row.pages[0], self._take_page)

    @Slot(object)
    def _take_page(self, png: bytes) -> None:
        self._page = self._asked_for, png
        self._show_fields(self._current_row())

    def _current_row(self) -> RowReview | None:
        place = row_lists.current_place(self.rows)
        return self.reviews[place[0]].rows[place[1]] if place else None

    def _current_file(self) -> FileReview | None:
        place = row_lists.current_place(self.files)
        return self.reviews[place[0]] if place else None

    # -- decided

    def decide(self, answer: Answer) -> None:
        """Answer the selected rows; of the current one as its fields are ticked."""
        current, chosen = row_lists.current_place(self.rows), self.fields.chosen()
        for item in self.rows.selectedItems():
            place = item.data(0, row_lists.PLACE)
            row = self.reviews[place[0]].rows[place[1]]
            if row.pages and row.unit is not None and answer is Answer.TAKEN:
                self._assign(place, row, row.unit)
            elif row.candidate is not None:
                picked = chosen if place == current else None
                self._put(place, row.answered(answer, picked if answer is not Answer.KEPT else ()))
        self._show()

    def take_all(self) -> None:
        """Take over all that waits and is laid on a task."""
        for n, file in enumerate(self.reviews):
            for at, row in enumerate(file.rows):
                if row.open and row.candidate is not None and row.fields:
                    self._put((n, at), row.answered(Answer.TAKEN))
        self._show()

    def _put(self, place: tuple[int, int], row: RowReview) -> None:
        file = self.reviews[place[0]]
        rows = (*file.rows[: place[1]], row, *file.rows[place[1] + 1 :])
        self.reviews[place[0]] = replace(file, rows=rows)

    def lay_on_task(self) -> None:
        """Ask on which task of its unit the current row is laid."""
        place, row = row_lists.current_place(self.rows), self._current_row()
        if place is None or row is None:
            return
        file = self.reviews[place[0]]
        unit = row.unit if row.unit is not None else ask_unit(self, self._acts.units, file.said)
        if unit is None:
            return
        batch = file.batch or self.batch.currentData()
        tasks = self._acts.tasks(unit, batch)
        names = [f"{each.seq} {each.title} {each.content}"[: 2 * _WORDS] for each in tasks]
        chosen = ask.choose_one(self, "放到任务", f"{row.row.words[:_WORDS] or '这段文字'}放到哪项任务？", names)
        if chosen is not None and tasks:
            laid = self._acts.lay(row, unit, tasks[chosen].task_id, batch)
            self._put(place, laid.answered(Answer.TAKEN))
            self._show()

    def confirm_unit(self) -> None:
        """Ask whose the current sealed paper is, or the current file: its rows are placed among that unit's tasks."""
        row, at = self._current_row(), row_lists.current_place(self.rows)
        sealed = row is not None and bool(row.pages)
        place = at if sealed else row_lists.current_place(self.files)
        unit = ask_unit(self, self._acts.units, self.reviews[place[0]].said) if place is not None else None
        if sealed and place is not None and row is not None and unit is not None:
            self._assign(place, row, unit)
            self._show()
        elif place is not None and unit is not None:
            file = self.reviews[place[0]]
            self.reviews[place[0]] = self._named(file, unit)
            self._show()

    def _assign(self, place: tuple[int, int], row: RowReview, unit: int) -> None:
        batch = self.reviews[place[0]].batch or self.batch.currentData()
        self._put(place, self._acts.assign(row, unit, batch).answered(Answer.TAKEN))

    def send_back(self) -> None:
        """Ask why the current file's book goes back; that is done with 归入."""
        file = self._current_file()
        if file is None or file.book is None:
            return
        reason = ask.ask_line(self, "退回补报", "退回的理由（写给单位看）：", self.back.get(file.book, ""))
        if reason:
            self.back[file.book] = reason
            self._show()

    # -- what Qt calls

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add(paths)

    @classmethod
    def ask(cls, parent: QWidget, acts: ReturnActs, paths: Sequence[Path] = ()) -> Decided | None:
        """Show it, with these files to begin with; return what is to be taken over, ``None`` if it was left."""
        dialog = cls(acts, parent)
        if paths:
            dialog.add(paths)
        taken = dialog.exec() == Dialog.DialogCode.Accepted
        decided = Decided(tuple(dialog.reviews), dict(dialog.back)) if taken else None
        dialog.deleteLater()
        return decided


class _Deciding:
    """One answer's button pressed."""

    def __init__(self, dialog: ReturnsDialog, answer: Answer) -> None:
        self._dialog, self._answer = dialog, answer

    def __call__(self) -> None:
        self._dialog.decide(self._answer)


def _key(file: FileReview, row: RowReview) -> tuple[str, str, int]:
    return file.source.sha256, row.sheet, row.row.line
