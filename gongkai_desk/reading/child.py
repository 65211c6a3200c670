"""Runs a function in a child process that can be ended: at a time or memory limit, on cancel, when it dies.

A hostile file can loop or swallow memory inside a library where nothing calls back. The child is spawned, steps and the
result come through a pipe. ``multiprocessing.freeze_support()`` must stand first in ``__main__`` for bundles.
"""

from __future__ import annotations

import inspect
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from gongkai_desk.errors import Damaged, DeskError, Limit
from gongkai_desk.progress import Cancelled, Progress, Stage, silent
from gongkai_desk.reading.guard import USUAL, Limits

P = ParamSpec("P")
R = TypeVar("R")

LOOK_EVERY = 0.2
"""Seconds between looks at a silent child; also how soon a person's cancel is heard while it is silent."""
WEIGH_EVERY = 0.5
"""Seconds between looks at the memory of a child that sends steps."""
STEP_EVERY = 0.03
"""Seconds: steps that follow one another faster are not sent."""

_starting = threading.Lock()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
"""On Linux children are forked from a server that has loaded the readers once; it holds nothing of a file."""


_prepared: dict[str, None] = {}


def prepare(*modules: str) -> None:
    """Let these modules be loaded once for all children to come, where the system can do so.

    They join those that were asked for before; what is asked for when the first child has run comes too late.
    """
    if sys.platform == "linux":
        _prepared.update(dict.fromkeys(modules))
        _CONTEXT.set_forkserver_preload(list(_prepared))


def run(
    function: Callable[..., R],
    *args: Any,  # noqa: ANN401 - whatever the function takes
    progress: Progress = silent,
    limits: Limits = USUAL,
    **named: Any,  # noqa: ANN401
) -> R:
    """Return ``function(*args, **named)``, done in a child process.

    The function must be importable (top level of a module); if it takes ``progress``, its steps arrive at ``progress``,
    which is also called while the child is silent (``done`` as before) so that it can raise ``Cancelled``.

    Raises:
        Limit: no step for ``limits.silence`` seconds, or more memory than ``limits.memory``.
        Damaged: the child died (a library crashed on the file).
        Cancelled: raised by ``progress``; and whatever the function raises.
    """
    file = next((arg.name for arg in args if isinstance(arg, Path)), "")
    here, there = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_work, args=(there, function, args, named, limits), daemon=True)
    with _bare_main():
        process.start()
    there.close()
    try:
        answer: R = _Watch(process, here, progress, limits, file).answer()
        return answer
    finally:
        _end(process)
        here.close()


@contextmanager
def _bare_main() -> Iterator[None]:
    """Keep the child from importing our own main module again: it may be a window or a test runner."""
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _Watch:
    """Listens to one child."""

    def __init__(
        self, process: SpawnProcess, pipe: Connection[Any, Any], progress: Progress, limits: Limits, file: str
    ) -> None:
        self.process, self.pipe, self.progress, self.limits, self.file = process, pipe, progress, limits, file
        self.last_step = (Stage.OPENING, 0, 0)
        self.heard = time.monotonic()
        self.memory = 0
        self.weighed = self.heard

    def answer(self) -> Any:  # noqa: ANN401 - the function's own result
        """Return the child's result or raise its error."""
        while True:
            try:
                if not self.pipe.poll(LOOK_EVERY):
                    self._look()
                    continue
                kind, *content = self.pipe.recv()
            except (EOFError, OSError):
                raise self._death() from None
            if kind == "step":
                self.heard = time.monotonic()
                self.last_step = (content[0], content[1], content[2])
                self.progress(*self.last_step)
                if self.heard - self.weighed > WEIGH_EVERY:
                    self._weigh()
            elif kind == "result":
                return content[0]
            else:
                raise content[0]

    def _look(self) -> None:
        """Check the limits of a silent child, and ask whether it is still wanted."""
        if time.monotonic() - self.heard > self.limits.silence:
            raise Limit(file=self.file, what="silence", limit=self.limits.silence)
        self._weigh()
        self.progress(*self.last_step)

    def _weigh(self) -> None:
        """Check the memory that the child and what it started really use."""
        self.weighed = time.monotonic()
        self.memory = max(self.memory, _memory(self.process.pid))
        if self.memory > self.limits.memory:
            raise self._too_much()

    def _death(self) -> DeskError:
        """Return the error for a child that ended without a word."""
        self.process.join(1)
        if self.memory > 0.7 * self.limits.memory:
            return self._too_much()
        return Damaged(file=self.file, reason=f"the reader ended with {self.process.exitcode}")

    def _too_much(self) -> Limit:
        return Limit(file=self.file, what="memory", limit=self.limits.memory)


def _memory(pid: int | None) -> int:
    """Return the resident memory of a process and its children, bytes."""
    import psutil

    try:
        process = psutil.Process(pid)
        return sum(part.memory_info().rss for part in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0


def _end(process: SpawnProcess) -> None:
    """End the child, and what it started."""
    if process.pid and os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.is_alive():
        _end_children(process.pid)
    process.kill()
    process.join()
    process.close()


def _end_children(pid: int | None) -> None:
    import psutil

    with suppress(psutil.Error):
        for part in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.Error):
                part.kill()


def _work(
    pipe: Connection[Any, Any],
    function: Callable[..., Any],
    args: tuple[Any, ...],
    named: dict[str, Any],
    limits: Limits,
) -> None:
    """Do the work in the child and send what came of it."""
    _keep_to(limits)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if "progress" in inspect.signature(function).parameters:
        named["progress"] = _Sender(pipe)
    file = next((arg.name for arg in args if isinstance(arg, Path)), "")
    try:
        message: tuple[str, Any] = ("result", function(*args, **named))
    except MemoryError:
        message = ("error", Limit(file=file, what="memory", limit=limits.memory))
    except RecursionError:
        message = ("error", Damaged(file=file, reason="nested too deep"))
    except DeskError as error:
        message = ("error", error)
    except Exception as error:
        error.add_note(traceback.format_exc())
        message = ("error", error)
    pipe.send(message)
    pipe.close()


class _Sender:
    """Progress in the child: sends steps, not more often than they can be seen."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self.pipe = pipe
        self.sent = 0.0

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Send a step; ends the work if nobody listens any more."""
        now = time.monotonic()
        if now - self.sent >= STEP_EVERY or done == total:
            self.sent = now
            try:
                self.pipe.send(("step", stage, done, total))
            except OSError as error:
                raise Cancelled from error


def _keep_to(limits: Limits) -> None:
    """Set the memory limit and make this process head of its own group, so that all it starts can be ended."""
    if os.name != "posix":
        return
    import resource

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the parent watches
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        soft = limits.memory if most == resource.RLIM_INFINITY else min(limits.memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (soft, most))  # soft: ``room`` raises it for what maps more than it uses


def make_room(size: int) -> tuple[int, int] | None:
    """Let this process map ``size`` bytes from now on; return its limits before. What is used is watched outside."""
    if sys.platform != "linux":
        return None
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    soft, most = (sys.maxsize if limit == resource.RLIM_INFINITY else limit for limit in before)
    resource.setrlimit(resource.RLIMIT_AS, (min(max(soft, size), most), before[1]))
    return before


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let what is started meanwhile map ``size`` bytes."""
    before = make_room(size)
    try:
        yield
    finally:
        if before is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, before)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
