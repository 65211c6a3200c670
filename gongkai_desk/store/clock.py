"""Wall time, kept beside the day of an act and never used in its place."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return this moment in UTC, e.g. ``2022-11-22T08:15:30Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
