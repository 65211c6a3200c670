"""Closed years as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.upward import ClosedYear
from gongkai_desk.store.records import records

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


def closed_years(library: Library, *, every: bool = False) -> list[ClosedYear]:
    """Return the years that are closed now; ``every``: also those that were opened again."""
    return records(library, ClosedYear, "1" if every else "reopened IS NULL")


def closed_year(library: Library, year: int) -> ClosedYear | None:
    """Return how a year was closed, ``None`` while it is open."""
    return next((each for each in closed_years(library) if each.year == year), None)
