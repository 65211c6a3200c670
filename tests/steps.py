"""How much work a call is, counted and not timed: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """Return how many functions ``work`` calls, Python's and C's alike.

    What grows within one call of a regular expression is not seen by it; ``packaging/bench growth`` measures that.
    """
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    work()  # what is loaded and cached at the first call is no part of it
    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
