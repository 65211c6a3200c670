"""An act upon the library: who does it on which day, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and on which day: the day that the core is given, which is not always the day of the fact."""

    who: str
    today: date


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act changed: ids by table name, for views to refresh; ``step`` is the journal's number.

    ``made`` is the id of the thing that the act made, if it made one; ``proposed`` are the names of units that it added
    to the directory as proposed.
    """

    step: int
    name: str
    ids: dict[str, frozenset[int]]
    made: int | None = None
    proposed: tuple[str, ...] = ()
