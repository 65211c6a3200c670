"""What the tests of ``child`` let a child do; it must be importable there."""

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

from gongkai_desk.errors import Encrypted
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading import child


def double(number: int) -> int:
    return 2 * number


def count(total: int, progress: Progress = silent) -> int:
    for done in range(1, total + 1):
        progress(Stage.READING, done, total)
    return total


def slow_steps(seconds: float, pause: float, progress: Progress = silent) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(pause)
        progress(Stage.READING, 0, 0)
    return "done"


def refuse(path: Path) -> None:
    raise Encrypted(file=path.name, tried=True)


def fail() -> None:
    raise KeyError("a bug")


def hang(path: Path) -> None:
    while True:
        pass


def crash(path: Path) -> None:
    ctypes.string_at(0)


def swallow_after_room(path: Path) -> None:
    with child.room(8 * 1024**3):
        pass
    swallow(path)


def swallow_in_room(path: Path, progress: Progress = silent) -> None:
    """Take more than the limit in a process that may map it, and keep sending steps."""
    with child.room(8 * 1024**3):
        taken = []
        for step in range(1000):
            taken.append(bytearray(os.urandom(1) * 10_000_000))
            progress(Stage.READING, step, 1000)
            time.sleep(0.02)


def swallow(path: Path) -> int:
    return len(bytearray(10 * 1024**3))


def start_another(path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    path.write_text(str(other.pid))
    time.sleep(60)


def loaded(*names: str) -> list[str]:
    return [name for name in names if name in sys.modules]


def own_id() -> int:
    return os.getpid()
