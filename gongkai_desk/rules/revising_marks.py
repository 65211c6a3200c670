"""Two readings of a text side by side: what went and what came, with as much around as is needed to see where."""

from collections.abc import Sequence
from typing import NamedTuple

from gongkai_desk.rules.comparing_texts import changed_runs

_AROUND = 14  # characters of unchanged text that are shown beside a change
_GAP = "…"


class Marked(NamedTuple):
    """A text and the runs of it (start, end in characters) that the other reading does not have."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()


def marked(old: str, new: str, *, whole: bool = False) -> tuple[Marked, Marked]:
    """Return both readings; long stretches that are equal are cut to their ends unless the ``whole`` is wanted."""
    if not old or not new:
        return Marked(old), Marked(new)
    runs = changed_runs(old, new)
    left, right = [(run.a0, run.a1) for run in runs], [(run.b0, run.b1) for run in runs]
    if whole:
        return Marked(old, _filled(left)), Marked(new, _filled(right))
    return _cut(old, left), _cut(new, right)


def _filled(runs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(run for run in runs if run[0] < run[1])


def _cut(text: str, runs: Sequence[tuple[int, int]]) -> Marked:
    shown, found, at = "", [], 0
    for start, end in runs:
        shown += _shortened(text[at:start], first=at == 0)
        if start < end:
            found.append((len(shown), len(shown) + end - start))
        shown += text[start:end]
        at = end
    return Marked(shown + _shortened(text[at:], first=not runs, last=True), tuple(found))


def _shortened(text: str, *, first: bool, last: bool = False) -> str:
    """Return the ends of an unchanged stretch that touch a change, the rest as a mark of omission."""
    ends = (0 if first and not last else _AROUND), (0 if last else _AROUND)
    if len(text) <= sum(ends) + len(_GAP) or (first and last):
        return text
    return text[: ends[0]] + _GAP + (text[-ends[1] :] if ends[1] else "")
