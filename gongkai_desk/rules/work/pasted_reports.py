"""Reports pasted from Excel or WPS: which line of the paste belongs to which row, by unit and number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEADS = frozenset({"单位", "单位名称", "责任单位", "填报单位", "报送单位", "牵头单位", "序号", "任务序号"})


_ZERO = frozenset({"零报告", "0报告", "零报"})


def is_zero_report(text: str) -> bool:
    """Tell whether a text says only that there is nothing to report (零报告), which is no progress."""
    return text.strip().rstrip("。.") in _ZERO


@dataclass(frozen=True, slots=True)
class Place:
    """A row that waits for a report: the unit (``None``: none is named) and the printed number of its task."""

    unit: int | None
    seq: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts by row, each a cell or more; ``strange``: names that no row has, ``several``: that more than one has."""

    texts: dict[int, tuple[str, ...]]
    strange: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


def place(cells: Sequence[Sequence[str]], rows: Sequence[Place], find: Callable[[str], int | None]) -> Placed | None:
    """Put pasted lines to rows by their leading cells; ``None`` if no line names any row.

    ``find`` returns the unit of a name. A line begins with a unit, a number, or both; nothing is guessed where that
    means several rows.
    """
    lines = [[cell.strip() for cell in line] for line in cells if any(cell.strip() for cell in line)]
    if lines and lines[0][0] in HEADS:
        del lines[0]
    texts: dict[int, tuple[str, ...]] = {}
    strange, several = [], []
    known = False
    for line in lines:
        found, keys = _rows_of(line, rows, find)
        known = known or keys > 0
        if len(found) == 1 and found[0] not in texts:
            texts[found[0]] = tuple(line[keys:])
        elif found:
            several.append(" ".join(line[: max(keys, 1)]))
        else:
            strange.append(" ".join(line[: max(keys, 1)]) or "（空白）")
    return Placed(texts, tuple(strange), tuple(several)) if known else None


def _rows_of(line: Sequence[str], rows: Sequence[Place], find: Callable[[str], int | None]) -> tuple[list[int], int]:
    """Return the rows that a line means, and how many of its cells say so."""
    found, keys = list(range(len(rows))), 0
    named: set[str] = set()
    for cell in line[:-1][:2]:
        units = [n for n in found if rows[n].unit is not None and rows[n].unit == find(cell)] if cell else []
        numbers = [n for n in found if rows[n].seq == cell] if cell else []
        kind, hit = ("unit", units) if units else ("seq", numbers)
        if not hit or kind in named:
            break
        found, keys = hit, keys + 1
        named.add(kind)
    return (found, keys) if keys else ([], 0)
