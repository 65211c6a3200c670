"""Short questions and messages; texts are shown as they are, the harmless answer is the default."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QMessageBox, QProgressBar, QVBoxLayout, QWidget

from gongkai_desk.progress import Stage
from gongkai_desk.wording.sentences import STAGES
from ui.dialogs.base.dialog import Dialog, Form
from ui.jobs import Job, Jobs
from ui.widgets.notices import button, label

_LEAST = 22  # characters that a field has room for


def _box(parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say one thing."""
    box = _box(parent, title, text)
    box.addButton("确定", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def choose(parent: QWidget | None, title: str, text: str, verb: str) -> bool:
    """Ask whether to do what ``verb`` says; 取消 is the default."""
    box = _box(parent, title, text)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    chosen = box.clickedButton() is yes
    box.deleteLater()
    return chosen


class Question(Form):
    """A sentence with one field under it, in which the focus is."""

    def __init__(self, title: str, text: str, field: QLineEdit | QComboBox, parent: QWidget | None = None) -> None:
        super().__init__(title, "确定", parent)
        self.field = field
        asked = label(text, wrap=True, parent=self)
        asked.setBuddy(field)
        field.setAccessibleName(text)
        field.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * _LEAST)
        self.form.addRow(asked)
        self.form.addRow(field)
        field.setFocus()


def ask_line(
    parent: QWidget | None, title: str, text: str, proposed: str = "", hidden: QLineEdit.EchoMode | None = None
) -> str | None:
    """Ask for one line, as dots with ``hidden``; ``None`` if it was cancelled."""
    field = QLineEdit(proposed)
    field.setEchoMode(QLineEdit.EchoMode.Normal if hidden is None else hidden)
    field.selectAll()
    return field.text().strip() if _is_answered(Question(title, text, field, parent)) else None


def choose_one(parent: QWidget | None, title: str, text: str, choices: Sequence[str]) -> int | None:
    """Ask for one of several; return its place, ``None`` if it was cancelled."""
    field = QComboBox()
    field.addItems(list(choices))
    return field.currentIndex() if _is_answered(Question(title, text, field, parent)) else None


def choose_or_write(
    parent: QWidget | None, title: str, text: str, choices: Sequence[str], proposed: str = ""
) -> str | None:
    """Ask for one of several or for words of one's own; ``None`` if it was cancelled."""
    field = QComboBox()
    field.setEditable(True)
    field.addItems(list(choices))
    field.setCurrentIndex(max(0, field.findText(proposed)))
    return field.currentText().strip() if _is_answered(Question(title, text, field, parent)) else None


def _is_answered(question: Question) -> bool:
    """Show a question until it is closed; its field can still be read afterwards."""
    answered = question.asked()
    question.deleteLater()
    return answered


_AFTER = 300  # milliseconds before the window comes up


class Waiting(Dialog):
    """Follows one job; closing it or Esc cancels the job. It is gone before the job's result is told."""

    def __init__(self, text: str, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("请稍候")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._stage = label(name="dim", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._cancel = button("取消", self.reject, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(text, wrap=True, parent=self))
        column.addWidget(self._bar)
        column.addWidget(self._stage)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(360)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self.show)
        self._delay.start(_AFTER)
        self.rejected.connect(job.cancel)
        job.progressed.connect(self._show_step)
        job.ended.connect(self.put_away)

    @Slot()
    def put_away(self) -> None:
        """Hide it, or do not come up at all: the job is over."""
        self._delay.stop()
        self.hide()
        self.deleteLater()

    @Slot(object, int, int)
    def _show_step(self, stage: Stage, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._stage.setText(f"{STAGES[stage]} {done}/{total}" if total else STAGES[stage])

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()


def run_waiting(
    jobs: Jobs,
    work: Callable[..., object],
    text: str,
    parent: QWidget,
    done: Callable[..., None],
    failed: Callable[..., None],
) -> Job:
    """Start a job with a small window that tells how far it is; ``done`` gets its result, ``failed`` its error.

    A dialog that is left meanwhile cancels its job.
    """
    job = jobs.start(work)
    Waiting(text, job, parent)
    job.succeeded.connect(done)
    job.failed.connect(failed)
    if isinstance(parent, QDialog):
        parent.finished.connect(job.cancel)
    return job
