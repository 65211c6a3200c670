"""The tab 佐证: files, links and document numbers of a task; files are dropped here, looked at below."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.state import BEGUN
from gongkai_desk.domain.work import Evidence, StoredEvidence
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress
from gongkai_desk.wording.lights import units_text
from gongkai_desk.wording.sentences import error_sentence
from ui.commands import evidence
from ui.commands.command import WhereNow
from ui.deleting import delete_by_keys, is_agreed, stay_at
from ui.jobs import Job
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

with lazy_imports():
    from gongkai_desk.reading import child, read

_DATED = 7.6  # characters: 生效 2022-06-10
_DROP_HERE = "还没有佐证材料。把文件拖到这里，或点“登记佐证…”登记文件、网址、文号。"


class EvidenceTab(QWidget):
    """A table of evidence over a preview."""

    def __init__(self, where: WhereNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where, self._desk = where, where().desk
        self._may_write = False
        self._found: list[StoredEvidence] = []
        self._job: Job | None = None
        self.model = RecordTable(("日期", "材料"), self)
        self.view = record_view(self.model, self)
        self.view.setAccessibleName("佐证材料")
        self.view.setColumnWidth(0, round(self.fontMetrics().horizontalAdvance("国") * _DATED) + 18)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.view.doubleClicked.connect(self.open_current)
        self.lacking = label(name="dim", wrap=True, parent=self)
        self.add = button("登记佐证…", self._ask, parent=self)
        self.open = button("用其他程序打开", self.open_current, name="link", parent=self)
        self.remove = button("删除", self._remove, name="link", parent=self)
        delete_by_keys(self.view, self._remove)
        self.picture, self.text = QLabel(self), QPlainTextEdit(self)
        self.remark = label(name="dim", wrap=True, parent=self)
        self.preview = QStackedWidget(self)
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName("佐证材料预览")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("佐证材料文字")
        self.remark.setContentsMargins(16, 8, 12, 8)
        self.remark.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in (self.remark, self.picture, self.text):
            self.preview.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 6)
        head.addWidget(self.lacking, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self.acts = QWidget(self)
        acts = QHBoxLayout(self.acts)
        acts.setContentsMargins(12, 4, 12, 4)
        acts.addWidget(self.open)
        acts.addWidget(self.remove)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 2)
        column.addWidget(self.acts)
        column.addWidget(self.preview, 3)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the evidence of a task, and whose is missing."""
        self._may_write = may_write
        self._found = self._desk.shelf.evidence(task.id)
        names = dict(self._desk.shelf.unit_names())
        self.model.show([_row(number, each, names) for number, each in enumerate(self._found, start=1)])
        self.add.setEnabled(may_write)
        for part in (self.view, self.acts, self.preview):
            part.setVisible(bool(self._found))
        self.lacking.setText(self._lacking(task) if self._found else _DROP_HERE)
        if self._found:
            self.view.setCurrentIndex(self.model.index(len(self._found) - 1, 0))

    def _lacking(self, task: StoredTask) -> str:
        """Return whose evidence is missing of those that have begun."""
        lit = self._desk.board.lit(task.id)
        shares = lit.work.shares if lit is not None else ()
        bare = [share.unit for share in shares if share.state in BEGUN and not share.proofs]
        return f"缺佐证：{units_text(bare, 4)}" if any(bare) else ""

    def current(self) -> StoredEvidence | None:
        """Return the evidence of the current row."""
        row = self.view.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def open_current(self) -> None:
        """Open the file in the system's own program, or a link in the browser; only after this click."""
        chosen = self.current()
        if chosen is None:
            return
        path = self._desk.shelf.evidence_file(chosen.id)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        elif QUrl(chosen.url).scheme() in ("http", "https"):
            QDesktopServices.openUrl(QUrl(chosen.url))

    def _ask(self) -> None:
        evidence.prove(self._where())

    def _remove(self) -> None:
        chosen, row = self.current(), self.view.currentIndex().row()
        if chosen is None or not self.remove.isEnabled():
            return
        if is_agreed(self, [chosen.name or chosen.doc_no or chosen.url], "佐证材料", "按 Ctrl+Z 可撤销。"):
            evidence.remove(self._where(), chosen.id)
            stay_at(self.view, row)

    # -- the preview, made in the child process

    def _show_current(self) -> None:
        chosen = self.current()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        path = self._desk.shelf.evidence_file(chosen.id) if chosen is not None else None
        self.open.setEnabled(chosen is not None and bool(path or chosen.url))
        self.remove.setEnabled(chosen is not None and self._may_write)
        if path is None:
            self._say(chosen.url or chosen.doc_no if chosen is not None else "")
            return
        self._say("正在打开…")
        self._job = self._desk.jobs.start(partial(_preview, path))
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._fail)

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self.preview.setCurrentWidget(self.remark)

    @Slot(object)
    def _show(self, made: bytes | str) -> None:
        self._job = None
        if isinstance(made, str):
            self.text.setPlainText(made or "（没有文字）")
            self.preview.setCurrentWidget(self.text)
            return
        picture = QPixmap()
        picture.loadFromData(made)  # the child made it a PNG; naming the format is refused by PySide 6.9
        room = self.preview.size().expandedTo(self.preview.minimumSizeHint())
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(picture.scaled(room, keep, smooth) if room.isValid() else picture)
        self.preview.setCurrentWidget(self.picture)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, DeskError):
            raise error
        self._say("这份材料不能在这里预览，请点“用其他程序打开”。\n" + error_sentence(error))

    # -- files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_write and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files(event):
            event.acceptProposedAction()
            evidence.attach(self._where(), files)


def _files(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def _row(number: int, each: StoredEvidence, names: dict[int, str]) -> tuple[str, ...]:
    """Return the cells; the number is the last part of that in a packet (7-2)."""
    unit = names.get(each.unit_id or 0, "")
    told = dict.fromkeys((each.name, each.doc_no, each.url, f"提供单位：{unit}" if unit else ""))
    return _days(each), f"{number}. " + "\n".join(part for part in told if part)


def _days(each: Evidence) -> str:
    """Return the day it took effect, by which lateness is judged, and the day it came, each said to be what it is."""
    if each.effective and each.effective == each.received:
        return f"{each.effective.isoformat()}\n生效并收到"
    days = (("生效", each.effective), ("收到", each.received))
    return "\n".join(f"{word} {day.isoformat()}" for word, day in days if day) or "—"


def _preview(path: Path, progress: Progress) -> bytes | str:
    return child.run(read.preview, path, progress=progress)
