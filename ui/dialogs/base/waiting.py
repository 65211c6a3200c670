"""A small window while a job runs: what is done, how far, and 取消. It comes up only if the job takes a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from gongkai_desk.progress import Stage
from gongkai_desk.wording.sentences import STAGES
from ui.dialogs.base.dialog import Dialog
from ui.jobs import Job, Jobs
from ui.widgets.plain import button, label

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
