"""How long work tells where it is, and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What is being done; ``wording`` has the Chinese."""

    OPENING = "opening"
    READING = "reading"
    RECOGNISING = "recognising"
    PARSING = "parsing"
    COMPARING = "comparing"
    COUNTING = "counting"
    STORING = "storing"
    WRITING = "writing"
    DRAWING = "drawing"
    INSTALLING = "installing"


class Cancelled(Exception):
    """Raised by a progress callable to stop the work; never caught below the job."""


Progress = Callable[[Stage, int, int], None]
"""``(stage, done, total)``; may raise ``Cancelled``. ``total`` 0: not known."""


def silent(stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""
