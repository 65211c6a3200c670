"""Where a text has no page layout: the width at which its lines were wrapped by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Line


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a text without page layout are wrapped: at about ``width`` characters, or not (0)."""

    width: int = 0

    def is_full(self, text: str) -> bool:
        """Return whether a line goes on to the margin."""
        return _width(text) >= self.width - USUAL.wrap_slack


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """Find the width at which a text was wrapped by hand."""
    lengths = Counter(_width(line.text) for line in lines if not line.whole and line.room is None and line.text)
    total = sum(lengths.values())
    if total < USUAL.wrap_lines:
        return Wrap()
    common = max(lengths, key=lambda width: _near(lengths, width))
    share = _near(lengths, common) / total
    longer = sum(count for width, count in lengths.items() if width > common + USUAL.wrap_slack) / total
    wrapped = share >= USUAL.wrap_share and longer < USUAL.wrap_longer_share and common >= USUAL.wrap_width
    return Wrap(common) if wrapped else Wrap()


def _near(lengths: Counter[int], width: int) -> int:
    """Count the lines of this width and of those a little narrower."""
    return sum(lengths.get(width - n, 0) for n in range(USUAL.wrap_spread))


def _width(text: str) -> int:
    """Return the width of a line in full characters."""
    return round(sum(0.5 if char < "\u2000" else 1 for char in text))
