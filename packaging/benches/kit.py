"""How figures are taken and told: ours and a floor in turn, the median of their ratios."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

RUNS = 5
Act = Callable[[], object]


def seconds(act: Act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def ratio(name: str, aim: str, ours: Act, floor: Act, runs: int = RUNS) -> None:
    """Run the two in turn after one warm-up each and print the median ratio with its spread."""
    ours(), floor()
    tell(name, aim, [(seconds(ours), seconds(floor)) for _ in range(runs)])


def tell(name: str, aim: str, pairs: list[tuple[float, float]]) -> None:
    """Print a line for pairs of seconds: ours, and the floor that was run beside it."""
    ratios = sorted(a / b for a, b in pairs)
    a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{name:<58}{statistics.median(ratios):>7.2f}"
        f"  ({ratios[0]:.2f}–{ratios[-1]:.2f}; {_milliseconds(a)} / {_milliseconds(b)} ms; aim {aim})",
        flush=True,
    )


def _milliseconds(value: float) -> str:
    return f"{value * 1000:.0f}" if value >= 0.01 else f"{value * 1000:.1f}"


@contextmanager
def committed_row(folder: Path) -> Iterator[Act]:
    """Yield the floor of one act: a row committed through plain sqlite3, with the ledger's own settings."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, text TEXT)")
    try:
        yield lambda: connection.execute("INSERT INTO floor (text) VALUES ('进展')").fetchall()
    finally:
        connection.close()
