"""Slow work off the GUI thread: plain functions in, plain results out, every one of them can be cancelled.

What waits for a job is put away before its result is told: the result may open a dialog, which must stand alone.

Only this module touches threads. Two facts of PySide6 shape it: signals of short-lived objects get lost when a pool
thread emits them, so one bridge lives as long as the window; and widgets freed by the collector in a pool thread
crash, so garbage is collected on the GUI thread only (``GuiCollector``).
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from gongkai_desk.progress import Cancelled, Stage

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_TELL_EVERY = 0.05  # seconds between two progress signals; the eye sees no more
_COLLECT_EVERY = 1000  # milliseconds between two looks at the garbage


class Job(QObject):
    """One piece of slow work as the GUI thread sees it.

    ``ended`` is emitted first, whatever the end: who waits puts its window away. Then follows exactly one of
    ``succeeded(result)``, ``failed(error)`` and ``cancelled``.
    """

    progressed = Signal(object, int, int)
    ended = Signal()
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, number: int, parent: QObject) -> None:
        super().__init__(parent)
        self.number = number
        self._stop = Event()
        self._future: Future[None] | None = None

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step; ``cancelled`` follows."""
        self._stop.set()

    def wait(self) -> None:
        """Block until the work is over; its signals come with the event loop as ever."""
        if self._future is not None:
            self._future.result()


class _Bridge(QObject):
    """The one object whose signals cross from the pool to the GUI thread."""

    progressed = Signal(int, object, int, int)
    ended = Signal(int, str, object)


class Jobs(QObject):
    """Runs jobs on a small pool; lives as long as the window and waits for its jobs at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None  # made with the first job, off the start path
        self._open = True
        self._running: dict[int, Job] = {}
        self._next = 0
        self._bridge = _Bridge(self)
        self._bridge.progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._bridge.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether any job has not ended yet."""
        return bool(self._running)

    def start(self, work: Callable[..., Any]) -> Job:
        """Run ``work(progress=…)`` in the pool; connect to the job's signals before returning to the event loop."""
        workers = self._workers()
        self._next += 1
        job = Job(self._next, self)
        self._running[job.number] = job
        job._future = workers.submit(_run, work, job.number, job._stop, self._bridge)
        return job

    def _workers(self) -> ThreadPoolExecutor:
        if not self._open:
            raise RuntimeError("the window is closing")
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        return self._pool

    def cancel_all(self) -> None:
        """Ask all that runs to stop: what it works on is going."""
        for job in self._running.values():
            job.cancel()

    def shut_down(self) -> None:
        """Cancel what runs and wait for it; nothing can be started afterwards, and no result is told any more."""
        self._open = False
        self.cancel_all()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        for number in list(self._running):
            self._end(number, "cancelled", None)

    @Slot(int, object, int, int)
    def _tell(self, number: int, stage: Stage, done: int, total: int) -> None:
        if job := self._running.get(number):
            job.progressed.emit(stage, done, total)

    @Slot(int, str, object)
    def _end(self, number: int, how: str, value: object) -> None:
        job = self._running.pop(number, None)
        if job is None:
            return
        job.ended.emit()
        if how == "cancelled":
            job.cancelled.emit()
        else:
            (job.succeeded if how == "succeeded" else job.failed).emit(value)
        job.deleteLater()


def _run(work: Callable[..., Any], number: int, stop: Event, bridge: _Bridge) -> None:
    """Do the work in a pool thread and send its end over the bridge, whatever it is."""
    try:
        end: tuple[str, object] = ("succeeded", work(progress=_Teller(number, stop, bridge)))
    except Cancelled:
        end = ("cancelled", None)
    except Exception as error:
        end = ("failed", error)
    bridge.ended.emit(number, *end)


class _Teller:
    """The ``progress`` a job is given: passes steps on, not too many, and raises when it should stop."""

    def __init__(self, number: int, stop: Event, bridge: _Bridge) -> None:
        self._number, self._stop, self._bridge = number, stop, bridge
        self._last = 0.0
        self._stage: Stage | None = None

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        now = monotonic()
        if stage is not self._stage or now - self._last >= _TELL_EVERY or done == total:
            self._last, self._stage = now, stage
            self._bridge.progressed.emit(self._number, stage, done, total)


class GuiCollector(QObject):
    """Collects garbage on the GUI thread only, where freeing widgets is safe."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_COLLECT_EVERY)

    @Slot()
    def look(self) -> None:
        """Collect the generations that are due, as the interpreter itself would have."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Hand collecting back to the interpreter."""
        self._timer.stop()
        gc.enable()
